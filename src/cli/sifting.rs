//! On what part of a graph a command computes, or what it draws: questions that have to fit, documents that are left out, what the
//! view of the file shows. The filters themselves are in `model`, what they let through is worked out in `query`.

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::Args;

use super::Failure;
use super::console::Console;
use super::prose::{count, one_line};
use super::records::resolve_document;
use crate::model::{DocumentIx, FilterQuestion, Graph, QuestionNote, Sieve, Topology, View, Visibility};
use crate::query::sift_also;

/// What counts. Without any of these everything does.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What counts")]
pub struct Sifting {
    /// Only what fits this question (repeatable: all have to fit); "linklore find --fields" lists what can be asked. A question
    /// about actors leaves links between them, one about links leaves actors
    #[arg(long, value_name = "QUESTION")]
    only: Vec<String>,
    /// Leave this document out, by its id or title, and what rests on it alone (repeatable)
    #[arg(long, value_name = "DOCUMENT")]
    without: Vec<String>,
}

/// The same, where what the view of the file hides may count as well.
#[derive(Debug, Default, Args)]
pub struct Counting {
    #[command(flatten)]
    sifting: Sifting,
    /// Only what the view that is saved in the file shows: its filters hold, and what is hidden there does not count
    #[arg(long, help_heading = "What counts")]
    shown: bool,
}

impl Sifting {
    /// Whether something is asked for.
    pub fn is_some(&self) -> bool {
        let Self { only, without } = self;
        !only.is_empty() || !without.is_empty()
    }

    /// Adds it to the filters of a view, and works out what they let through.
    pub fn narrow(&self, graph: &Graph, view: &mut View) -> Result<(), Failure> {
        let Self { only, without } = self;
        let also: Vec<FilterQuestion> =
            only.iter().map(|text| FilterQuestion { text: text.clone(), ..FilterQuestion::default() }).collect();
        let documents: BTreeSet<DocumentIx> =
            without.iter().map(|text| resolve_document(graph, text)).collect::<Result<_, _>>()?;
        view.filters.without.extend(documents);
        let sieve = sift_also(graph, view, &also, None);
        let notes = sieve.iter().flat_map(Sieve::notes).skip(view.filters.questions.len());
        for (text, note) in only.iter().zip(notes) {
            if let QuestionNote::Misread(message) = note {
                return Err(Failure::Misused(format!("--only \"{}\": {message}", one_line(text))));
            }
        }
        view.sieve = sieve.map(Arc::new);
        Ok(())
    }
}

impl Counting {
    /// A view that shows what counts of a graph whose file has that view; `None` is all of it. Nothing in it has a place.
    pub fn view(&self, graph: &Graph, view: &View) -> Result<Option<View>, Failure> {
        let Self { sifting, shown } = self;
        if !shown && !sifting.is_some() {
            return Ok(None);
        }
        let mut view = if *shown { view.without_places() } else { View::default() };
        sifting.narrow(graph, &mut view)?;
        Ok(Some(view))
    }

    /// What counts; `None` is all of it.
    pub fn visibility(&self, graph: &Graph, view: &View) -> Result<Option<Visibility>, Failure> {
        Ok(self.view(graph, view)?.map(|view| view.visibility(graph)))
    }

    /// What counts, to be computed on.
    pub fn topology(&self, graph: &Graph, view: &View) -> Result<Topology, Failure> {
        let visibility = self.visibility(graph, view)?;
        Ok(visibility.map_or_else(|| Topology::whole(graph), |visibility| Topology::new(graph, &visibility)))
    }

    /// Says how much of the graph counts, where not all does.
    pub fn tell(&self, graph: &Graph, topology: &Topology, console: &mut Console) -> Result<(), Failure> {
        if !self.shown && !self.sifting.is_some() {
            return Ok(());
        }
        let (actors, links) = (topology.node_count(), topology.links().len());
        let of_all = format!("of {} and {}", count(graph.actor_count(), "actor"), count(graph.link_count(), "link"));
        console.line(format_args!("Only {} and {} {of_all} count.", count(actors, "actor"), count(links, "link")))
    }
}
