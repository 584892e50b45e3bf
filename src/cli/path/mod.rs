//! `linklore path`: how actors are linked, hop by hop, with what is written about each. Found in `analysis`, read in `hops.rs`.

mod hops;

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use self::hops::{Walk, chain, hop_json, print_hops};
use super::prose::count;
use super::reading::Reading;
use super::records::{actor_json, actor_words, document_json, resolve};
use super::weighing::Weighing;
use super::{Failure, console, console::Console};
use crate::analysis::{
    Connection, Direction, NoPath, Order, Paths, Strength, Ties, Worth, all_shortest, connecting, next_shortest,
    no_path, path_in_time, simple_paths,
};
use crate::model::{ActorIx, Graph, Topology};

/// The arguments of `linklore path`.
#[derive(Debug, Args)]
#[command(after_help = "\
An actor is named by its id, its name or another name of it. Links are followed both ways unless --directed
is given. Between three actors or more, the network is looked for that connects them with little.

Examples:
  linklore path case.linklore \"Ada Obi\" \"Tide Brigade\"
  linklore path case.linklore \"Ada Obi\" \"Tide Brigade\" --next 3 --strength evidence
  linklore path case.linklore \"Ada Obi\" \"Tide Brigade\" --in-time --directed
  linklore path case.linklore a1 a2 a3 --json")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own on the command line")]
pub struct PathCommand {
    /// The file to read; it is not changed
    file: PathBuf,
    /// The actors: from the first to the second, or a network of them all
    #[arg(required = true, num_args = 2.., value_name = "ACTOR")]
    actors: Vec<String>,
    /// Every path that is as short as the shortest
    #[arg(long, conflicts_with_all = ["next", "up_to", "in_time"])]
    all: bool,
    /// The shortest path, the next, and so on: so many
    #[arg(long, value_name = "K", conflicts_with_all = ["up_to", "in_time"], value_parser = clap::value_parser!(u32).range(1..))]
    next: Option<u32>,
    /// Every path of at most so many links
    #[arg(long, value_name = "N", conflicts_with = "in_time", value_parser = clap::value_parser!(u32).range(1..))]
    up_to: Option<u32>,
    /// The shortest path whose links can have been one after the other; uncertain dates leave room
    #[arg(long)]
    in_time: bool,
    /// With --in-time, leave out links without a date
    #[arg(long, requires = "in_time")]
    dated: bool,
    /// Most paths
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    weighing: Weighing,
    #[command(flatten)]
    reading: Reading,
}

/// What was looked for among which links.
struct Search<'a> {
    graph: &'a Graph,
    topology: &'a Topology,
    direction: Direction,
    strength: Strength,
}

impl PathCommand {
    /// Prints what was found. No path is no failure.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let opened = self.reading.open(&self.file, console)?;
        let graph = &opened.graph;
        let topology = Topology::whole(graph);
        let actors = self.actors.iter().map(|actor| resolve(graph, actor)).collect::<Result<Vec<ActorIx>, _>>()?;
        let direction = self.weighing.direction().unwrap_or_default();
        let search = Search { graph, topology: &topology, direction, strength: self.weighing.strength };
        match *actors.as_slice() {
            [from, to] => self.between(&search, from, to, console),
            _ => self.network(&search, &actors, console),
        }
    }

    fn between(&self, search: &Search<'_>, from: ActorIx, to: ActorIx, console: &mut Console) -> Result<(), Failure> {
        let Search { graph, topology, direction, strength } = *search;
        // Of a whole graph, node n is actor n.
        let ends = (from.0, to.0);
        let (walks, is_complete, ties) = if self.in_time {
            if strength != Strength::Alike {
                return Err(Failure::Misused("In time, every link counts one: leave out --strength.".to_owned()));
            }
            let found = path_in_time(graph, topology, direction, ends.0, ends.1, self.dated);
            let walks = found.into_iter().map(|path| Walk::in_time(search.topology, path)).collect::<Vec<_>>();
            (walks, true, search.ties())
        } else {
            let ties = search.ties();
            let Paths { paths, is_complete } = self.paths(&ties, ends)?;
            (paths.into_iter().map(|path| Walk::new(search, path)).collect(), is_complete, ties)
        };
        let none = walks.is_empty().then(|| no_path(graph, topology, &ties, ends.0, ends.1));
        if self.json {
            return console.json(&json!({
                "from": actor_json(graph, from),
                "to": actor_json(graph, to),
                "directed": direction == Direction::Followed,
                "strength": strength.name(),
                "complete": is_complete,
                "paths": walks.iter().map(|walk| walk_json(graph, walk)).collect::<Vec<_>>(),
                "no_path": none.map(|none| no_path_json(search, &none)),
            }));
        }
        let (one, other) = (actor_words(graph, from), actor_words(graph, to));
        if let Some(none) = none {
            return self.print_no_path(search, &one, &other, &none, console);
        }
        match walks.as_slice() {
            [walk] => console.line(format_args!("From {one} to {other}: {}", walk_words(walk, strength)))?,
            _ => console.line(format_args!("From {one} to {other}: {}", count(walks.len(), "path")))?,
        }
        for walk in &walks {
            let length = if walks.len() > 1 { format!(" ({})", walk_words(walk, strength)) } else { String::new() };
            console.line(format_args!("  {}{length}", chain(graph, walk)))?;
            if let Some(words) = walk.order.and_then(order_words) {
                console.line(format_args!("  {words}"))?;
            }
        }
        if !is_complete {
            console.line(format_args!("  … and more; --limit {} was met", self.limit))?;
        }
        print_hops(graph, walks.iter().flat_map(|walk| &walk.hops), console)
    }

    fn paths(&self, ties: &Ties, (from, to): (u32, u32)) -> Result<Paths, Failure> {
        let limit = self.limit as usize;
        let bar = console::bar("Searching", 1000);
        let watch = &mut |share: f32| {
            bar.set_position((share * 1000.0) as u64);
            ControlFlow::Continue(())
        };
        let found = match (self.all, self.next, self.up_to) {
            (true, ..) => Ok(all_shortest(ties, from, to, limit)),
            (_, Some(next), _) => next_shortest(ties, from, to, next as usize, watch),
            (_, _, Some(most)) => simple_paths(ties, from, to, most as usize, limit, watch),
            _ => Ok(Paths { is_complete: true, ..all_shortest(ties, from, to, 1) }),
        };
        bar.finish_and_clear();
        found.map_err(|error| Failure::Failed(error.to_string()))
    }

    fn print_no_path(
        &self,
        search: &Search<'_>,
        one: &str,
        other: &str,
        none: &NoPath,
        console: &mut Console,
    ) -> Result<(), Failure> {
        let graph = search.graph;
        let how = if self.in_time { " on which links follow one another in time" } else { "" };
        console.line(format_args!("No path from {one} to {other}{how}."))?;
        let (reached, reaching) = (count(none.reached, "actor"), count(none.reaching, "actor"));
        console.line(format_args!("From {one} {reached} can be reached, {other} from {reaching}."))?;
        if let Some(path) = &none.against {
            let both_ways = Search { direction: Direction::Ignored, ..*search };
            let walk = Walk::new(&both_ways, path.clone());
            let what = if self.in_time { "Without regard to time and direction" } else { "Against directions" };
            console.line(format_args!("{what} there is one: {}", chain(graph, &walk)))?;
        }
        if let Some(between) = none.closest {
            let words = |node: u32| actor_words(graph, ActorIx(node));
            console.line(format_args!(
                "The nearest they come: {}, {} from {one}, and {}, {} from {other}, are both written about in “{}”.",
                words(between.one),
                count(between.steps.0, "link"),
                words(between.other),
                count(between.steps.1, "link"),
                super::prose::one_line(graph.document(between.document).display_title()),
            ))?;
        }
        Ok(())
    }

    fn network(&self, search: &Search<'_>, actors: &[ActorIx], console: &mut Console) -> Result<(), Failure> {
        if self.all || self.next.is_some() || self.up_to.is_some() || self.in_time {
            let message = "--all, --next, --up-to and --in-time are for paths between two actors.";
            return Err(Failure::Misused(message.to_owned()));
        }
        if search.direction == Direction::Followed {
            let message = "A network of several actors takes links both ways: leave out --directed.";
            return Err(Failure::Misused(message.to_owned()));
        }
        let graph = search.graph;
        let wanted: Vec<u32> = actors.iter().map(|actor| actor.0).collect();
        let Connection { ties, nodes, length, groups } = connecting(&search.ties(), &wanted);
        let hops: Vec<hops::Hop> = ties.iter().map(|&(one, other)| hops::Hop::new(search, one, other)).collect();
        if self.json {
            let actor = |node: &u32| actor_json(graph, ActorIx(*node));
            return console.json(&json!({
                "strength": search.strength.name(),
                "length": length,
                "actors": nodes.iter().map(actor).collect::<Vec<_>>(),
                "groups": groups.iter().map(|group| group.iter().map(actor).collect()).collect::<Vec<Json>>(),
                "hops": hops.iter().map(|hop| hop_json(graph, hop)).collect::<Vec<_>>(),
            }));
        }
        let between = nodes.len().saturating_sub(groups.iter().map(Vec::len).sum());
        console.line(format_args!(
            "{} connected by {} and {} between them",
            count(groups.iter().map(Vec::len).sum(), "actor"),
            count(ties.len(), "link"),
            count(between, "more actor"),
        ))?;
        if groups.len() > 1 {
            console.line("No path joins these groups:")?;
            for group in &groups {
                let names: Vec<String> = group.iter().map(|node| actor_words(graph, ActorIx(*node))).collect();
                console.line(format_args!("  {}", names.join(", ")))?;
            }
        }
        for node in nodes.iter().filter(|node| !wanted.contains(node)) {
            console.line(format_args!("  by way of {}", actor_words(graph, ActorIx(*node))))?;
        }
        print_hops(graph, &hops, console)
    }
}

impl Search<'_> {
    fn ties(&self) -> Ties {
        let lengths = self.strength.lengths(self.topology, self.graph);
        let worth = if self.strength == Strength::Alike { Worth::One } else { Worth::Least(&lengths) };
        Ties::new(self.topology, self.direction, worth)
    }
}

/// How long a path is: `3 links`, and what that means by the strength of its links.
fn walk_words(walk: &Walk, strength: Strength) -> String {
    let links = count(walk.hops.len(), "link");
    match strength {
        Strength::Alike => links,
        Strength::Weight => format!("{links}, {:.3} long", walk.length),
        Strength::Evidence => format!("{links}, {:.0} % likely to hold together", 100.0 * (-walk.length).exp()),
    }
}

fn order_words(order: Order) -> Option<String> {
    match order {
        Order::Certain => None,
        Order::Possible => Some("The dates leave room for this order, and for others.".to_owned()),
        Order::Undated(links) => {
            let (links, have) = (count(links, "link"), if links == 1 { "has" } else { "have" });
            Some(format!("Nothing speaks against this order, but {links} {have} no date."))
        }
    }
}

fn walk_json(graph: &Graph, walk: &Walk) -> Json {
    let order = walk.order.map(|order| match order {
        Order::Certain => "certain",
        Order::Possible => "possible",
        Order::Undated(_) => "undated",
    });
    json!({
        "length": walk.length,
        "links": walk.hops.len(),
        "order": order,
        "actors": walk.nodes.iter().map(|node| actor_json(graph, ActorIx(*node))).collect::<Vec<_>>(),
        "hops": walk.hops.iter().map(|hop| hop_json(graph, hop)).collect::<Vec<_>>(),
    })
}

fn no_path_json(search: &Search<'_>, none: &NoPath) -> Json {
    let graph = search.graph;
    let actor = |node: u32| actor_json(graph, ActorIx(node));
    json!({
        "reached": none.reached,
        "reaching": none.reaching,
        "against_directions": none.against.as_ref().map(|path| path.nodes.iter().copied().map(actor).collect::<Vec<_>>()),
        "closest": none.closest.map(|between| json!({
            "one": actor(between.one),
            "other": actor(between.other),
            "steps": [between.steps.0, between.steps.1],
            "document": document_json(graph, between.document),
        })),
    })
}
