//! What the analyst asked not to see: types and bases that are switched off, questions that records have to fit, a window of
//! time, documents that are left out. And what that lets through, once it was worked out.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ActorIx, Basis, Day, DocumentIx, LinkIx, When};

/// What is not shown, or faded.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Types of actors that are not shown.
    pub hidden_actor_kinds: BTreeSet<String>,
    /// Types of links that are not shown.
    pub hidden_link_kinds: BTreeSet<String>,
    /// Bases whose links are not shown; `None` is "no passage supports it".
    pub hidden_bases: BTreeSet<Option<Basis>>,
    /// Questions that actors and links have to fit, in the order in which they were added.
    pub questions: Vec<FilterQuestion>,
    /// Whether a record has to fit one of the questions, rather than each.
    pub any: bool,
    /// The time that is looked at.
    pub time: Option<TimeWindow>,
    /// Documents that are left out: what rests on them alone is faded, whatever [`Filters::fades`] says.
    pub without: BTreeSet<DocumentIx>,
    /// Whether actors to which no link is left are not shown either.
    pub drops_loose: bool,
    /// Whether what questions and time do not let through is faded, rather than hidden.
    pub fades: bool,
}

/// A question that records have to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterQuestion {
    /// The question, in the language of the find box.
    pub text: String,
    /// What the analyst calls it; empty where nothing.
    pub name: String,
    /// Whether it is switched off: kept, without effect.
    pub is_off: bool,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeWindow {
    /// The first day; `None` is the beginning of time.
    pub from: Option<Day>,
    /// The last day; `None` is its end.
    pub to: Option<Day>,
    /// What has to lie within it.
    pub clock: Clock,
    /// Whether what has no date is let through.
    pub keeps_undated: bool,
}

/// Which dates are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Clock {
    /// When a link held, when an actor was there.
    #[default]
    Happened,
    /// When what supports it was published: what could have been known.
    Published,
}

impl Clock {
    /// Both, the first of the menu first.
    pub const ALL: [Self; 2] = [Self::Happened, Self::Published];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Published => "published",
        }
    }
}

impl TimeWindow {
    /// Whether a day, or what lasted from one day to another (`None` is open), has a part in it.
    #[must_use]
    pub fn overlaps(&self, earliest: Option<Day>, latest: Option<Day>) -> bool {
        let is_after = |one: Option<Day>, other: Option<Day>| one.zip(other).is_some_and(|(one, other)| one > other);
        !is_after(earliest, self.to) && !is_after(self.from, latest)
    }

    /// The same of a date; of one that is not understood, what is said of those without a date.
    #[must_use]
    pub fn lets_through(&self, when: Option<&When>) -> bool {
        match when.filter(|when| when.is_understood()) {
            Some(when) => self.overlaps(when.earliest(), when.latest()),
            None => self.keeps_undated,
        }
    }
}

impl Filters {
    /// Whether everything is shown as it is. A question that is switched off does nothing and is still there to be switched on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a [`Sieve`] is needed to tell what is shown.
    #[must_use]
    pub fn need_sieve(&self) -> bool {
        self.questions.iter().any(|question| !question.is_off)
            || self.time.is_some()
            || !self.without.is_empty()
            || self.drops_loose
    }
}

/// How much of a record filters let through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passing {
    /// All of it.
    #[default]
    Through,
    /// It is drawn faintly, and takes no part in anything.
    Faded,
    /// Nothing.
    Hidden,
}

/// What questions, time and documents of [`Filters`] let through, by position. Worked out by `query`, from the filters and the
/// graph, and never written to a file. Records that are newer than it go through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sieve {
    actors: Vec<Passing>,
    links: Vec<Passing>,
    notes: Vec<QuestionNote>,
}

/// What came of a question of [`Filters`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionNote {
    /// It is switched off.
    Off,
    /// So many actors, so many links of the whole graph fit it; `None` where it does not ask about these.
    Fits(Option<usize>, Option<usize>),
    /// It could not be understood, for this reason, and lets everything through.
    Misread(String),
}

impl Sieve {
    /// The sieve of these, by position, and what came of each question.
    #[must_use]
    pub fn new(actors: Vec<Passing>, links: Vec<Passing>, notes: Vec<QuestionNote>) -> Self {
        Self { actors, links, notes }
    }

    /// What came of each question of the filters, in their order.
    #[must_use]
    pub fn notes(&self) -> &[QuestionNote] {
        &self.notes
    }

    /// What becomes of an actor.
    #[must_use]
    pub fn actor(&self, actor: ActorIx) -> Passing {
        self.actors.get(actor.get()).copied().unwrap_or_default()
    }

    /// What becomes of a link, as far as the link itself goes: it is never seen better than both of its ends.
    #[must_use]
    pub fn link(&self, link: LinkIx) -> Passing {
        self.links.get(link.get()).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lets_through_what_has_a_part_in_it() {
        let day = |year| Some(Day { year, month: 1, day: 1 });
        let window = TimeWindow { from: day(2010), to: day(2012), clock: Clock::Happened, keeps_undated: false };
        let lets = |text: &str| window.lets_through(Some(&When::new(text)));
        assert!(lets("2011") && lets("2009/2010") && lets("../2010") && lets("2000/..") && lets("2012-01-01"));
        assert!(!lets("2009") && !lets("2012-01-02") && !lets("../2009") && !lets("some day"));
        assert!(!window.lets_through(None));
        let open = TimeWindow { from: None, keeps_undated: true, ..window };
        assert!(open.lets_through(None) && open.lets_through(Some(&When::new("1800"))));
    }

    #[test]
    fn questions_that_are_off_are_something_and_need_nothing() {
        let mut filters = Filters::default();
        assert!(filters.is_empty());
        filters.questions.push(FilterQuestion {
            text: "type:person".into(),
            is_off: true,
            ..FilterQuestion::default()
        });
        assert!(!filters.is_empty() && !filters.need_sieve());
        filters.questions[0].is_off = false;
        assert!(filters.need_sieve());
    }
}
