//! On what part of a graph a command computes, or what it draws: questions that have to fit, documents that are left out, a stretch
//! of time, what the view of the file shows. The filters themselves are in `model`, what they let through is worked out in `query`.

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::Args;

use super::Failure;
use super::console::Console;
use super::prose::{count, one_line};
use super::records::resolve_document;
use crate::model::{
    Clock, Day, DocumentIx, FilterQuestion, Graph, QuestionNote, Sieve, TimeWindow, Topology, View, Visibility,
    days_of_range,
};
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
    /// Only what happened then: 2010..2014-03, ..2014, 2010.., 2014
    #[arg(long, value_name = "FROM..TO", value_parser = days, allow_hyphen_values = true, conflicts_with = "published")]
    happened: Option<Days>,
    /// Only what documents published then say: ..2014-03-01 is what was known on that day
    #[arg(long, value_name = "FROM..TO", value_parser = days, allow_hyphen_values = true)]
    published: Option<Days>,
    /// Leave out what has no date
    #[arg(id = "only_dated", long = "only-dated")]
    dated: bool,
}

/// The first and the last day; `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Days(Option<Day>, Option<Day>);

fn days(text: &str) -> Result<Days, String> {
    days_of_range(text).map(|(from, to)| Days(from, to))
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
        let Self { only, without, happened, published, dated } = self;
        !only.is_empty() || !without.is_empty() || happened.is_some() || published.is_some() || *dated
    }

    /// Adds it to the filters of a view, and works out what they let through.
    pub fn narrow(&self, graph: &Graph, view: &mut View) -> Result<(), Failure> {
        let Self { only, without, happened: _, published: _, dated: _ } = self;
        view.filters.time = self.time(view.filters.time);
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

    /// The time that was asked for, else that of the view.
    fn time(&self, of_view: Option<TimeWindow>) -> Option<TimeWindow> {
        let keeps_undated = !self.dated;
        let window = |clock, Days(from, to)| TimeWindow { from, to, clock, keeps_undated };
        match (self.happened, self.published, of_view) {
            (Some(days), ..) => Some(window(Clock::Happened, days)),
            (None, Some(days), _) => Some(window(Clock::Published, days)),
            // Only what is said about what has no date.
            (None, None, Some(time)) if self.dated => Some(TimeWindow { keeps_undated: false, ..time }),
            (None, None, None) if self.dated => Some(window(Clock::Happened, Days(None, None))),
            (None, None, of_view) => of_view,
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    #[test]
    fn a_time_that_is_asked_for_takes_the_place_of_that_of_the_file() {
        let graph = graph_from_drawing("A-B");
        let of_file = TimeWindow { from: None, to: None, clock: Clock::Published, keeps_undated: true };
        let after = |sifting: Sifting, time: Option<TimeWindow>| {
            let mut view = View::blank(&graph);
            view.filters.time = time;
            sifting.narrow(&graph, &mut view).expect("nothing is misread");
            (view.filters.time.map(|window| window.words()), view.visibility(&graph).links[0])
        };
        let years = || Some(days("2010..2012").expect("dates"));
        let said = |words: &str| Some(words.to_owned());
        assert_eq!(after(Sifting::default(), None), (None, true));
        assert_eq!(
            after(Sifting { happened: years(), ..Sifting::default() }, Some(of_file)),
            (said("happened 2010 to 2012, undated kept"), true)
        );
        assert_eq!(
            after(Sifting { published: years(), dated: true, ..Sifting::default() }, None),
            (said("published 2010 to 2012"), false)
        );
        let dated = || Sifting { dated: true, ..Sifting::default() };
        assert!(dated().is_some());
        assert_eq!(after(dated(), None), (said("happened at any time"), false));
        assert_eq!(after(dated(), Some(of_file)), (said("published at any time"), false));
        assert!(days("soon..2012").is_err());
    }
}
