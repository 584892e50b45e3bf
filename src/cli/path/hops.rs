//! A path read hop by hop: its links, the strongest first, and of each the best passage with its citation.

use serde_json::{Value as Json, json};

use crate::analysis::{Strength, likelihood};
use crate::cli::passages::{passage_lines, testimony_json};
use crate::cli::prose::{count, one_line};
use crate::cli::records::{actor_json, link_json, link_words};
use crate::cli::{Failure, console::Console};
use crate::model::{Graph, LinkIx};
use crate::query::walk::{Hop, Reading};
use crate::text::{self, Marker};

/// A hop for programs: both ends, and each link with its best passage.
pub fn hop_json(graph: &Graph, hop: &Hop) -> Json {
    let Hop { from, to, links } = hop;
    let marker = Marker::pair(graph, *from, *to);
    let link = |link: &LinkIx| {
        let dossier = text::link_dossier(graph, *link);
        let mut json = link_json(graph, *link);
        json["likelihood"] = likelihood(graph, graph.link(*link)).into();
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
    strength: Strength,
    console: &mut Console,
) -> Result<(), Failure> {
    let mut printed: Vec<&Hop> = Vec::new();
    for hop in hops {
        if printed.contains(&hop) {
            continue;
        }
        printed.push(hop);
        print_hop(graph, hop, strength, console)?;
    }
    Ok(())
}

fn print_hop(graph: &Graph, hop: &Hop, strength: Strength, console: &mut Console) -> Result<(), Failure> {
    const INDENT: usize = 5;
    let Some(Reading { link, mut remarks, likelihood, passage, others: (more, against), .. }) = hop.reading(graph)
    else {
        return Ok(());
    };
    let when = graph.link(link).when.as_ref().map(|when| format!(", {}", one_line(&when.words()))).unwrap_or_default();
    if strength == Strength::Evidence {
        let joint = if remarks.is_empty() { "" } else { ", " };
        remarks = format!("{remarks}{joint}{:.0} % likely", 100.0 * likelihood);
    }
    let remarks = if remarks.is_empty() { remarks } else { format!(" ({remarks})") };
    console.line(format_args!("\n{}{when}{remarks}", link_words(graph, link)))?;
    let mut lines = match passage {
        None => vec![" ".repeat(INDENT) + "(no passage)"],
        Some(passage) => passage_lines(&passage, INDENT),
    };
    if more > 0 {
        lines.push(format!("{}and {}", " ".repeat(INDENT), count(more, "more passage")));
    }
    if against > 0 {
        let verb = if against == 1 { "contradicts" } else { "contradict" };
        lines.push(format!("{}but {} {verb} it", " ".repeat(INDENT), count(against, "passage")));
    }
    lines.iter().try_for_each(|line| console.line(line))?;
    for other in hop.links.iter().skip(1) {
        console.line(format_args!("  also {}", link_words(graph, *other)))?;
    }
    Ok(())
}
