//! `linklore path`: how actors are linked, hop by hop, with what is written about each. Found in
//! `query`, printed in `hops.rs`.

mod hops;

use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use self::hops::{hop_json, print_hops};
use super::prose::count;
use super::reading::Reading;
use super::records::{actor_json, actor_words, document_json, resolve};
use super::sifting::Counting;
use super::weighing::Weighing;
use super::{Failure, console, console::Console};
use crate::analysis::{Direction, NoPath, Order, Strength};
use crate::model::{ActorIx, Graph, Topology};
use crate::query::paths::{How, PathAnswer, PathQuestion, among_shown, paths};
use crate::query::walk::{Among, Hop, Walk};

/// The arguments of `linklore path`.
#[derive(Debug, Args)]
#[command(after_help = "\
An actor is named by its id, its name or another name of it. Links are followed both ways unless --directed
is given. Between three actors or more, the network is looked for that connects them with little.

Examples:
  linklore path case.linklore \"Ada Obi\" \"Tide Brigade\"
  linklore path case.linklore \"Ada Obi\" \"Tide Brigade\" --next 3 --strength evidence
  linklore path case.linklore \"Ada Obi\" \"Tide Brigade\" --in-time --directed
  linklore path case.linklore \"Ada Obi\" \"Tide Brigade\" --without \"The Courier\"
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
    counting: Counting,
    #[command(flatten)]
    reading: Reading,
}

impl PathCommand {
    /// Prints what was found. No path is no failure.
    pub fn run(&self, console: &mut Console) -> Result<(), Failure> {
        let opened = self.reading.open(&self.file, console)?;
        let graph = &opened.graph;
        let visibility = self.counting.visibility(graph, &opened.view)?;
        let topology = match &visibility {
            Some(visibility) => among_shown(graph, visibility),
            None => Topology::whole(graph),
        };
        let actors = self.actors.iter().map(|actor| resolve(graph, actor)).collect::<Result<Vec<ActorIx>, _>>()?;
        let question = self.question(actors)?;
        for actor in
            question.actors.iter().filter(|actor| visibility.as_ref().is_some_and(|it| !it.shows_actor(**actor)))
        {
            let name = actor_words(graph, *actor);
            console
                .tell(format_args!("{name} does not count by --only, --without or --shown, and so has no links."))?;
        }
        let among = Among { graph, topology: &topology, direction: question.direction };
        match Self::answer(graph, &topology, &question)? {
            PathAnswer::Paths { walks, is_complete, none } => {
                self.print_paths(&among, &question, (&walks, is_complete, none), console)
            }
            PathAnswer::Network { hops, actors, groups, length } => {
                let strength = question.strength;
                if self.json {
                    return console.json(&network_json(graph, (&hops, &actors, &groups), length, strength));
                }
                print_network(graph, (&question.actors, strength), (&hops, &actors, &groups), console)
            }
        }
    }

    fn question(&self, actors: Vec<ActorIx>) -> Result<PathQuestion, Failure> {
        let misused = |message: &str| Err(Failure::Misused(message.to_owned()));
        let direction = self.weighing.direction().unwrap_or_default();
        let strength = self.weighing.strength;
        let how = match (self.all, self.next, self.up_to) {
            (true, ..) => How::AllShortest,
            (_, Some(next), _) => How::Next(next as usize),
            (_, _, Some(most)) => How::UpTo(most as usize),
            _ if self.in_time => How::InTime(self.dated),
            _ => How::Shortest,
        };
        if actors.len() == 2 {
            if self.in_time && strength != Strength::Alike {
                return misused("In time, every link counts one: leave out --strength.");
            }
        } else if how != How::Shortest {
            return misused("--all, --next, --up-to and --in-time are for paths between two actors.");
        } else if direction == Direction::Followed {
            return misused("A network of several actors takes links both ways: leave out --directed.");
        }
        Ok(PathQuestion { actors, how, direction, strength, limit: self.limit as usize })
    }

    fn answer(graph: &Graph, topology: &Topology, question: &PathQuestion) -> Result<PathAnswer, Failure> {
        let bar = console::bar("Searching", 1000);
        let watch = &mut |share: f32| {
            bar.set_position((share * 1000.0) as u64);
            ControlFlow::Continue(())
        };
        let answer = paths(graph, topology, question, watch);
        bar.finish_and_clear();
        answer.map_err(|error| Failure::Failed(error.to_string()))
    }

    fn print_paths(
        &self,
        among: &Among<'_>,
        question: &PathQuestion,
        (walks, is_complete, none): (&[Walk], bool, Option<NoPath>),
        console: &mut Console,
    ) -> Result<(), Failure> {
        let (graph, strength) = (among.graph, question.strength);
        let (from, to) = (question.actors[0], question.actors[1]);
        if self.json {
            return console.json(&json!({
                "from": actor_json(graph, from),
                "to": actor_json(graph, to),
                "directed": question.direction == Direction::Followed,
                "strength": strength.name(),
                "complete": is_complete,
                "paths": walks.iter().map(|walk| walk_json(graph, walk)).collect::<Vec<_>>(),
                "no_path": none.map(|none| no_path_json(graph, &none)),
            }));
        }
        let (one, other) = (actor_words(graph, from), actor_words(graph, to));
        if let Some(none) = none {
            return self.print_no_path(among, &one, &other, &none, console);
        }
        match walks {
            [walk] => console.line(format_args!("From {one} to {other}: {}", walk_words(walk, strength)))?,
            _ => console.line(format_args!("From {one} to {other}: {}", count(walks.len(), "path")))?,
        }
        for walk in walks {
            let length = if walks.len() > 1 { format!(" ({})", walk_words(walk, strength)) } else { String::new() };
            console.line(format_args!("  {}{length}", walk.chain(graph, |actor| actor_words(graph, actor))))?;
            if let Some(words) = walk.order.and_then(order_words) {
                console.line(format_args!("  {words}"))?;
            }
        }
        if !is_complete {
            console.line(format_args!("  … and more; --limit {} was met", self.limit))?;
        }
        print_hops(graph, walks.iter().flat_map(|walk| &walk.hops), strength, console)
    }

    fn print_no_path(
        &self,
        among: &Among<'_>,
        one: &str,
        other: &str,
        none: &NoPath,
        console: &mut Console,
    ) -> Result<(), Failure> {
        let graph = among.graph;
        let how = if self.in_time { " on which links follow one another in time" } else { "" };
        console.line(format_args!("No path from {one} to {other}{how}."))?;
        let (reached, reaching) = (count(none.reached, "actor"), count(none.reaching, "actor"));
        console.line(format_args!("From {one} {reached} can be reached, {other} from {reaching}."))?;
        if let Some(path) = &none.against {
            let both_ways = Among { direction: Direction::Ignored, ..*among };
            let walk = Walk::new(&both_ways, path);
            let chain = walk.chain(graph, |actor| actor_words(graph, actor));
            let what = if self.in_time { "Without regard to time and direction" } else { "Against directions" };
            console.line(format_args!("{what} there is one: {chain}"))?;
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
}

/// The network that connects several actors: its steps, who is in it, and who is connected with whom.
type Network<'a> = (&'a [Hop], &'a [ActorIx], &'a [Vec<ActorIx>]);

fn network_json(graph: &Graph, (hops, actors, groups): Network<'_>, length: f64, strength: Strength) -> Json {
    let actor = |ix: &ActorIx| actor_json(graph, *ix);
    json!({
        "strength": strength.name(),
        "length": length,
        "actors": actors.iter().map(actor).collect::<Vec<_>>(),
        "groups": groups.iter().map(|group| group.iter().map(actor).collect()).collect::<Vec<Json>>(),
        "hops": hops.iter().map(|hop| hop_json(graph, hop)).collect::<Vec<_>>(),
    })
}

fn print_network(
    graph: &Graph,
    (wanted, strength): (&[ActorIx], Strength),
    (hops, actors, groups): Network<'_>,
    console: &mut Console,
) -> Result<(), Failure> {
    let asked: usize = groups.iter().map(Vec::len).sum();
    console.line(format_args!(
        "{} connected by {} and {} between them",
        count(asked, "actor"),
        count(hops.len(), "link"),
        count(actors.len().saturating_sub(asked), "more actor"),
    ))?;
    if groups.len() > 1 {
        console.line("No path joins these groups:")?;
        for group in groups {
            let names: Vec<String> = group.iter().map(|actor| actor_words(graph, *actor)).collect();
            console.line(format_args!("  {}", names.join(", ")))?;
        }
    }
    for actor in actors.iter().filter(|actor| !wanted.contains(actor)) {
        console.line(format_args!("  by way of {}", actor_words(graph, *actor)))?;
    }
    print_hops(graph, hops, strength, console)
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
        "actors": walk.actors.iter().map(|actor| actor_json(graph, *actor)).collect::<Vec<_>>(),
        "hops": walk.hops.iter().map(|hop| hop_json(graph, hop)).collect::<Vec<_>>(),
    })
}

fn no_path_json(graph: &Graph, none: &NoPath) -> Json {
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
