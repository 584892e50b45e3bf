//! The dates of a graph by either clock, as flat lists of stretches of days: of links and actors, and of what is written about
//! them. Counting them is in `bins`.

use crate::model::{Clock, Day, DocumentIx, Evidence, Graph, Stance, When};

/// The day of a stretch that has no beginning.
pub const OPEN_BEFORE: i64 = i64::MIN;
/// The day of a stretch that has no end.
pub const OPEN_AFTER: i64 = i64::MAX;

/// The days (see [`Day::number`]) that a date of a record may cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatedStretch {
    /// Whose it is.
    pub record: DatedRecord,
    /// The first day; [`OPEN_BEFORE`] where nobody knows.
    pub from: i64,
    /// The last day; [`OPEN_AFTER`] where nobody knows.
    pub to: i64,
    /// Whether who wrote it down says that it is uncertain, or about then.
    pub is_unsure: bool,
}

/// A link or an actor, as one number: links come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatedRecord(u32);

/// The dates of a graph by one clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// By record; a record has one for each different date.
    stretches: Vec<DatedStretch>,
    /// Links and actors that [`crate::model::TimeWindow::keeps_undated`] decides about.
    undated: Vec<DatedRecord>,
    extent: Option<(i64, i64)>,
}

/// The dates of a graph by both clocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    happened: Dates,
    published: Dates,
    link_bound: u32,
}

/// Numbers of records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecordCounts {
    /// Of links.
    pub links: usize,
    /// Of actors.
    pub actors: usize,
}

impl Timeline {
    /// Reads all dates: those of links and of actors with a date of their own; and of each link and actor the dates of the
    /// documents that support it. Dates that are not understood count as none.
    #[must_use]
    pub fn new(graph: &Graph) -> Self {
        let link_bound = graph.link_bound() as u32;
        Self { happened: happened(graph, link_bound), published: published(graph, link_bound), link_bound }
    }

    /// The dates by a clock.
    #[must_use]
    pub fn dates(&self, clock: Clock) -> &Dates {
        match clock {
            Clock::Happened => &self.happened,
            Clock::Published => &self.published,
        }
    }

    /// Whether nothing has a date, by either clock.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.happened.stretches.is_empty() && self.published.stretches.is_empty()
    }

    /// Whether a record is an actor, rather than a link, and its number among these.
    #[must_use]
    pub fn of_record(&self, record: DatedRecord) -> (bool, usize) {
        match record.0.checked_sub(self.link_bound) {
            Some(actor) => (true, actor as usize),
            None => (false, record.0 as usize),
        }
    }

    /// How many links and actors of these `passes` lets through have a date by a clock, and how many are undated.
    #[must_use]
    pub fn counts(&self, clock: Clock, passes: &dyn Fn(DatedRecord) -> bool) -> (RecordCounts, RecordCounts) {
        let dates = self.dates(clock);
        let count = |records: &mut dyn Iterator<Item = DatedRecord>| {
            let mut counts = RecordCounts::default();
            for record in records.filter(|record| passes(*record)) {
                let (is_actor, _) = self.of_record(record);
                *(if is_actor { &mut counts.actors } else { &mut counts.links }) += 1;
            }
            counts
        };
        let dated =
            count(&mut dates.stretches.chunk_by(|one, next| one.record == next.record).map(|own| own[0].record));
        (dated, count(&mut dates.undated.iter().copied()))
    }
}

impl Dates {
    /// All stretches, those of a record together.
    #[must_use]
    pub fn stretches(&self) -> &[DatedStretch] {
        &self.stretches
    }

    /// The first and the last day that any date names; `None` where there is none.
    #[must_use]
    pub fn extent(&self) -> Option<(i64, i64)> {
        self.extent
    }

    fn add(&mut self, record: u32, when: &When) {
        let (earliest, latest) = (when.earliest().map(Day::number), when.latest().map(Day::number));
        let (from, to) = (earliest.unwrap_or(OPEN_BEFORE), latest.unwrap_or(OPEN_AFTER));
        for day in [earliest, latest].into_iter().flatten() {
            let (first, last) = self.extent.get_or_insert((day, day));
            (*first, *last) = ((*first).min(day), (*last).max(day));
        }
        self.stretches.push(DatedStretch { record: DatedRecord(record), from, to, is_unsure: when.is_unsure() });
    }
}

fn happened(graph: &Graph, link_bound: u32) -> Dates {
    let mut dates = Dates::default();
    for (ix, link) in graph.links() {
        match link.when.as_ref().filter(|when| when.is_understood()) {
            Some(when) => dates.add(ix.get() as u32, when),
            None => dates.undated.push(DatedRecord(ix.get() as u32)),
        }
    }
    // Most actors have no date of their own, which says nothing about them.
    for (ix, _) in graph.actors() {
        if let Some(when) = graph.when_of_actor(ix).filter(When::is_understood) {
            dates.add(link_bound + ix.get() as u32, &when);
        }
    }
    dates
}

fn published(graph: &Graph, link_bound: u32) -> Dates {
    let of_document: Vec<Option<&When>> = (0..graph.document_bound())
        .map(|at| graph.document(DocumentIx::new(at)).published.as_ref())
        .map(|when| when.filter(|when| when.is_understood()))
        .collect();
    let mut dates = Dates::default();
    let add = |dates: &mut Dates, record: u32, evidence: &[Evidence]| {
        let before = dates.stretches.len();
        for one in evidence.iter().filter(|one| one.stance == Stance::Supports) {
            if let Some(when) = graph.passage(one.passage).document.and_then(|document| of_document[document.get()]) {
                dates.add(record, when);
            }
        }
        dates.stretches[before..].sort_unstable();
        dates.stretches.len() > before
    };
    // An actor is known by what is written about its links as well.
    let mut is_known = vec![false; graph.actor_bound()];
    for (ix, link) in graph.links() {
        let record = ix.get() as u32;
        if add(&mut dates, record, &link.evidence) {
            let (source, target) = graph.ends(ix);
            (is_known[source.get()], is_known[target.get()]) = (true, true);
        } else {
            dates.undated.push(DatedRecord(record));
        }
    }
    for (ix, actor) in graph.actors() {
        let record = link_bound + ix.get() as u32;
        if !add(&mut dates, record, &actor.evidence) && !is_known[ix.get()] {
            dates.undated.push(DatedRecord(record));
        }
    }
    dates.stretches.dedup();
    dates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorIx, Document, GraphBuilder, Link, LinkMore, Passage, PassageIx};

    /// `a`–`b` of 2010 by documents of 2012 and 2016; `a`–`b` from 2015 on, by one of 2016 twice; `b`–`c` without either.
    fn case() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (key, published) in [("d0", "2012"), ("d1", "2016-05"), ("d2", "some day")] {
            let published = Some(When::new(published));
            let document = Document { key: key.into(), published, ..Document::default() };
            let document = builder.add_document(document).expect("free");
            let passage = Passage { document: Some(document), ..Passage::new(format!("p{key}")) };
            builder.add_passage(passage).expect("free");
        }
        for key in ["a", "b", "c"] {
            builder.add_actor(Actor { key: key.into(), label: key.into(), ..Actor::default() }).expect("free");
        }
        let links = [(0, 1, "2010", vec![0, 1]), (0, 1, "2015~/..", vec![1, 1]), (1, 2, "", vec![2])];
        for (number, (one, other, when, passages)) in links.into_iter().enumerate() {
            let evidence = passages.into_iter().map(|at| Evidence::supporting(PassageIx(at)));
            let when = (!when.is_empty()).then(|| When::new(when));
            let more = LinkMore { when, evidence: evidence.collect(), ..LinkMore::default() }.into();
            let link = Link { key: number.to_string().into(), more, ..Link::default() };
            builder.add_link(ActorIx(one), ActorIx(other), link).expect("free");
        }
        builder.finish()
    }

    fn day(year: i64, month: u8, day: u8) -> i64 {
        Day { year, month, day }.number()
    }

    #[test]
    fn each_clock_has_stretches_of_its_own() {
        let timeline = Timeline::new(&case());
        let of = |clock| {
            let stretches = timeline.dates(clock).stretches().iter();
            stretches.map(|one| (one.record.0, one.from, one.to, one.is_unsure)).collect::<Vec<_>>()
        };
        let years = |year| (day(year, 1, 1), day(year, 12, 31));
        assert_eq!(
            of(Clock::Happened),
            [(0, years(2010).0, years(2010).1, false), (1, day(2015, 1, 1), OPEN_AFTER, true)]
        );
        let may = (day(2016, 5, 1), day(2016, 5, 31));
        let expected = [(0, years(2012).0, years(2012).1, false), (0, may.0, may.1, false), (1, may.0, may.1, false)];
        assert_eq!(of(Clock::Published), expected, "what two passages of a document say was known once");
        assert_eq!(timeline.dates(Clock::Happened).extent(), Some((day(2010, 1, 1), day(2015, 1, 1))));
        assert!(!timeline.is_blank() && Timeline::default().is_blank());
    }

    #[test]
    fn what_is_undated_is_counted() {
        let timeline = Timeline::new(&case());
        let counts = |links, actors| RecordCounts { links, actors };
        assert_eq!(timeline.counts(Clock::Happened, &|_| true), (counts(2, 0), counts(1, 0)));
        assert_eq!(timeline.counts(Clock::Published, &|_| true), (counts(2, 0), counts(1, 1)), "c is nowhere known");
        let is_link = |record| !timeline.of_record(record).0;
        assert_eq!(timeline.counts(Clock::Published, &is_link).1, counts(1, 0));
    }
}
