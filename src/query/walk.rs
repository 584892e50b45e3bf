//! A path through the links, read hop by hop: which links each step can be taken by, and the best passage for the strongest of them.

use std::fmt::Write as _;

use crate::analysis::{Direction, Order, Path, TimedPath, likelihood};
use crate::model::{ActorIx, Graph, LinkIx, Topology};
use crate::text::{Marker, PassageText, Testimony, actor_words, link_dossier, link_words};

/// Links among which paths are looked for. Of `topology`, node `n` is actor `n`.
#[derive(Clone, Copy)]
pub struct Among<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// Its links, all or those that count.
    pub topology: &'a Topology,
    /// Whether links are followed only the way they run.
    pub direction: Direction,
}

/// A path with the links of each step.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// Whom it leads by, both ends included.
    pub actors: Vec<ActorIx>,
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

/// What there is to read about a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The strongest link.
    pub link: LinkIx,
    /// It in words, with its date: `Ada – leads → Dockers, 2009`.
    pub words: String,
    /// How firm its best passage is: `claimed, B2`; empty where nothing is told.
    pub remarks: String,
    /// How likely it is to hold by everything that is written about it: see [`likelihood`].
    pub likelihood: f64,
    /// Its best passage; `None` where no passage supports it.
    pub passage: Option<PassageText>,
    /// How many more passages support it, and how many contradict it.
    pub others: (usize, usize),
}

impl Walk {
    /// A path, with all the links that each step can be taken by.
    #[must_use]
    pub fn new(among: &Among<'_>, path: &Path) -> Self {
        let actors: Vec<ActorIx> = path.nodes.iter().copied().map(ActorIx).collect();
        let hops = actors.windows(2).map(|step| Hop::new(among, step[0], step[1])).collect();
        Self { actors, length: path.length, hops, order: None }
    }

    /// A path in the order of time, with the link of each step.
    #[must_use]
    pub fn in_time(topology: &Topology, path: TimedPath) -> Self {
        let TimedPath { nodes, links, order } = path;
        let actors: Vec<ActorIx> = nodes.into_iter().map(ActorIx).collect();
        let hop = |(step, link): (&[ActorIx], &u32)| Hop {
            from: step[0],
            to: step[1],
            links: vec![topology.links()[*link as usize]],
        };
        let hops: Vec<Hop> = actors.windows(2).zip(&links).map(hop).collect();
        Self { length: hops.len() as f64, actors, hops, order: Some(order) }
    }

    /// The path in a line: `Ada → Bo – Cy ← Dee`, each arrow as the most likely link of the step runs. `name` says how an actor is
    /// called.
    #[must_use]
    pub fn chain(&self, graph: &Graph, name: impl Fn(ActorIx) -> String) -> String {
        let mut words: Vec<String> = self.actors.first().map(|actor| name(*actor)).into_iter().collect();
        for hop in &self.hops {
            words.push(hop.arrow(graph).to_owned());
            words.push(name(hop.to));
        }
        words.join(" ")
    }

    /// The path to be read elsewhere: the chain, then each step with its best passage and citation.
    #[must_use]
    pub fn as_text(&self, graph: &Graph) -> String {
        let mut text = self.chain(graph, |actor| actor_words(graph, actor).to_owned());
        text.push('\n');
        for reading in self.hops.iter().filter_map(|hop| hop.reading(graph)) {
            let remarks = if reading.remarks.is_empty() { String::new() } else { format!(" ({})", reading.remarks) };
            let _ = writeln!(text, "\n{}{remarks}", reading.words);
            let _ = match &reading.passage {
                Some(passage) => writeln!(text, "  {}", passage.copy_text()),
                None => writeln!(text, "  (no passage)"),
            };
        }
        text
    }
}

impl Hop {
    /// The step from one actor to another, by all links that lead there.
    #[must_use]
    pub fn new(among: &Among<'_>, from: ActorIx, to: ActorIx) -> Self {
        let Among { graph, topology, direction } = *among;
        let leads = |link: &LinkIx| {
            !graph.link(*link).directed || direction == Direction::Ignored || graph.ends(*link).0 == from
        };
        let counts = |link: &LinkIx| topology.links().binary_search(link).is_ok();
        let mut links: Vec<LinkIx> = graph.links_between(from, to);
        links.retain(|link| leads(link) && counts(link));
        let likely = |link: &LinkIx| likelihood(graph, graph.link(*link));
        links.sort_by(|one, other| likely(other).total_cmp(&likely(one)));
        Self { from, to, links }
    }

    fn arrow(&self, graph: &Graph) -> &'static str {
        match self.links.first() {
            Some(link) if graph.link(*link).directed && graph.ends(*link).0 == self.from => "→",
            Some(link) if graph.link(*link).directed => "←",
            _ => "–",
        }
    }

    /// What there is to read about its strongest link.
    #[must_use]
    pub fn reading(&self, graph: &Graph) -> Option<Reading> {
        let link = *self.links.first()?;
        let dossier = link_dossier(graph, link);
        let when = dossier.when.as_ref().map(|when| format!(", {when}")).unwrap_or_default();
        let best = dossier.best();
        Some(Reading {
            link,
            words: format!("{}{when}", link_words(graph, link)),
            remarks: best.map(remarks).unwrap_or_default(),
            likelihood: likelihood(graph, graph.link(link)),
            passage: best.map(|best| PassageText::new(graph, best.passage, &Marker::pair(graph, self.from, self.to))),
            others: (dossier.supporting.len().saturating_sub(1), dossier.contradicting.len()),
        })
    }
}

/// How firm a passage is: `claimed, B2`.
fn remarks(best: &Testimony) -> String {
    let basis = best.claims.iter().filter_map(|claim| claim.basis).min().map(|basis| basis.name().to_owned());
    let grade = Some(best.best_grade()).filter(|grade| !grade.is_empty()).map(|grade| grade.to_string());
    basis.into_iter().chain(grade).collect::<Vec<_>>().join(", ")
}
