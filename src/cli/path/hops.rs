//! A path read hop by hop: its links, the strongest first, and of each the best passage with its citation.

use serde_json::{Value as Json, json};

use super::Search;
use crate::analysis::{Direction, Order, Path, TimedPath, likelihood};
use crate::cli::passages::{passage_lines, testimony_json};
use crate::cli::prose::{count, one_line};
use crate::cli::records::{actor_json, actor_words, link_json, link_words};
use crate::cli::{Failure, console::Console};
use crate::model::{ActorIx, Graph, LinkIx, Topology};
use crate::text::{self, Marker, PassageText, Testimony};

/// A path with the links of each step.
pub struct Walk {
    /// Its nodes, which are actors by position.
    pub nodes: Vec<u32>,
    /// Its length, as it was looked for.
    pub length: f64,
    /// Its steps.
    pub hops: Vec<Hop>,
    /// How sure the order of its links is, where they were to be in the order of time.
    pub order: Option<Order>,
}

/// A step from one actor to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// From whom.
    pub from: ActorIx,
    /// To whom.
    pub to: ActorIx,
    /// The links that can be taken, the most likely first. Never empty.
    pub links: Vec<LinkIx>,
}

impl Walk {
    /// A path, with all the links that each step can be taken by.
    pub fn new(search: &Search<'_>, path: Path) -> Self {
        let hops = path.nodes.windows(2).map(|step| Hop::new(search, step[0], step[1])).collect();
        Self { nodes: path.nodes, length: path.length, hops, order: None }
    }

    /// A path in the order of time, with the link of each step.
    pub fn in_time(topology: &Topology, path: TimedPath) -> Self {
        let TimedPath { nodes, links, order } = path;
        let hop = |(step, link): (&[u32], &u32)| Hop {
            from: ActorIx(step[0]),
            to: ActorIx(step[1]),
            links: vec![topology.links()[*link as usize]],
        };
        let hops: Vec<Hop> = nodes.windows(2).zip(&links).map(hop).collect();
        Self { length: hops.len() as f64, nodes, hops, order: Some(order) }
    }
}

impl Hop {
    /// The step from one node to another, by all links that lead there.
    pub fn new(search: &Search<'_>, from: u32, to: u32) -> Self {
        let Search { graph, topology, direction, .. } = *search;
        let (from, to) = (ActorIx(from), ActorIx(to));
        let leads = |link: &LinkIx| {
            !graph.link(*link).directed || direction == Direction::Ignored || graph.ends(*link).0 == from
        };
        let shown = |link: &LinkIx| topology.links().binary_search(link).is_ok();
        let mut links: Vec<LinkIx> = graph.links_between(from, to);
        links.retain(|link| leads(link) && shown(link));
        links.sort_by(|one, other| likely(graph, *other).total_cmp(&likely(graph, *one)));
        Self { from, to, links }
    }
}

fn likely(graph: &Graph, link: LinkIx) -> f64 {
    likelihood(graph, graph.link(link))
}

/// A path in a line: `Ada → Bo – Cy ← Dee`, each arrow as the most likely link of the step runs.
pub fn chain(graph: &Graph, walk: &Walk) -> String {
    let mut words: Vec<String> =
        walk.nodes.first().map(|node| actor_words(graph, ActorIx(*node))).into_iter().collect();
    for Hop { from, to, links } in &walk.hops {
        let arrow = match links.first() {
            Some(link) if graph.link(*link).directed && graph.ends(*link).0 == *from => "→",
            Some(link) if graph.link(*link).directed => "←",
            _ => "–",
        };
        words.push(arrow.to_owned());
        words.push(actor_words(graph, *to));
    }
    words.join(" ")
}

/// A hop for programs: both ends, and each link with its best passage.
pub fn hop_json(graph: &Graph, hop: &Hop) -> Json {
    let Hop { from, to, links } = hop;
    let marker = Marker::pair(graph, *from, *to);
    let link = |link: &LinkIx| {
        let dossier = text::link_dossier(graph, *link);
        let mut json = link_json(graph, *link);
        json["likelihood"] = likely(graph, *link).into();
        json["supporting"] = dossier.supporting.len().into();
        json["contradicting"] = dossier.contradicting.len().into();
        json["passage"] = dossier.best().map_or(Json::Null, |best| testimony_json(graph, best, &marker));
        json
    };
    json!({
        "from": actor_json(graph, *from),
        "to": actor_json(graph, *to),
        "links": links.iter().map(link).collect::<Vec<_>>(),
    })
}

/// Prints hops, each once: the link with the best passage, and how many more there are.
pub fn print_hops<'a>(
    graph: &Graph,
    hops: impl IntoIterator<Item = &'a Hop>,
    console: &mut Console,
) -> Result<(), Failure> {
    let mut printed: Vec<&Hop> = Vec::new();
    for hop in hops {
        if printed.contains(&hop) {
            continue;
        }
        printed.push(hop);
        print_hop(graph, hop, console)?;
    }
    Ok(())
}

fn print_hop(graph: &Graph, hop: &Hop, console: &mut Console) -> Result<(), Failure> {
    const INDENT: usize = 5;
    let Some((&link, others)) = hop.links.split_first() else { return Ok(()) };
    let dossier = text::link_dossier(graph, link);
    let when = dossier.when.as_ref().map(|when| format!(", {}", one_line(when))).unwrap_or_default();
    let remarks = dossier.best().map(remarks).unwrap_or_default();
    console.line(format_args!("\n{}{when}{remarks}", link_words(graph, link)))?;
    let mut lines = match dossier.best() {
        None => vec![" ".repeat(INDENT) + "(no passage)"],
        Some(best) => passage_lines(&PassageText::new(graph, best.passage, &Marker::nobody()), INDENT),
    };
    if dossier.supporting.len() > 1 {
        let number = count(dossier.supporting.len() - 1, "more passage");
        lines.push(format!("{}and {number}", " ".repeat(INDENT)));
    }
    if !dossier.contradicting.is_empty() {
        let number = count(dossier.contradicting.len(), "passage");
        let verb = if dossier.contradicting.len() == 1 { "contradicts" } else { "contradict" };
        lines.push(format!("{}but {number} {verb} it", " ".repeat(INDENT)));
    }
    lines.iter().try_for_each(|line| console.line(line))?;
    for other in others {
        console.line(format_args!("  also {}", link_words(graph, *other)))?;
    }
    Ok(())
}

/// How firm a passage is: ` (claimed, B2)`.
fn remarks(best: &Testimony) -> String {
    let basis = best.claims.iter().filter_map(|claim| claim.basis).min().map(|basis| basis.name().to_owned());
    let grade = Some(best.best_grade()).filter(|grade| !grade.is_empty()).map(|grade| grade.to_string());
    let remarks: Vec<String> = basis.into_iter().chain(grade).collect();
    if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) }
}
