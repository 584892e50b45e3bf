//! Dates counted in bins of a day, a week, a month, some months or years: surely in a bin, or perhaps.

use std::ops::Range;

use super::{DatedRecord, DatedStretch, Dates, OPEN_AFTER, OPEN_BEFORE, Timeline};
use crate::model::Day;

/// How long a bin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many days: 1, or 7, which begin on Mondays.
    Days(i64),
    /// So many months, counted from the year 0.
    Months(i64),
}

/// 1 January 1970 was a Thursday: weeks begin three days before.
const MONDAY: i64 = -3;

impl Step {
    /// Every length from a day on; the ones after decades are 1, 2 and 5 times a power of ten.
    fn all() -> impl Iterator<Item = Self> {
        let short = [Self::Days(1), Self::Days(7), Self::Months(1), Self::Months(3)];
        let long = (0..9).flat_map(|power| [1, 2, 5].map(|times| Self::Months(12 * times * 10_i64.pow(power))));
        short.into_iter().chain(long)
    }

    /// The shortest that is at least so many days long.
    #[must_use]
    pub fn of_at_least(days: f64) -> Self {
        Self::all().find(|step| step.days() >= days).unwrap_or(Self::Months(12_000_000_000))
    }

    /// How many days it is long, about.
    #[must_use]
    pub fn days(self) -> f64 {
        match self {
            Self::Days(days) => days as f64,
            // None is longer than 28 days where there is only one.
            Self::Months(months) => months as f64 * 30.436_875,
        }
    }

    /// The number of the bin that a day is in.
    #[must_use]
    pub fn bin(self, day: i64) -> i64 {
        match self {
            Self::Days(1) => day,
            Self::Days(days) => (day - MONDAY).div_euclid(days),
            Self::Months(months) => Day::from_number(day).months().div_euclid(months),
        }
    }

    /// The first day of a bin.
    #[must_use]
    pub fn first_day(self, bin: i64) -> i64 {
        match self {
            Self::Days(1) => bin,
            Self::Days(days) => bin * days + MONDAY,
            Self::Months(months) => Day::of_months(bin * months).number(),
        }
    }

    /// The day so many bins later, as far into its bin as this one is, or at the end of it.
    #[must_use]
    pub fn later(self, day: i64, bins: i64) -> i64 {
        let bin = self.bin(day);
        let into = day - self.first_day(bin);
        (self.first_day(bin + bins) + into).min(self.first_day(bin + bins + 1) - 1)
    }

    /// A bin in words: `5 March 2014`, `week of 3 March 2014`, `March 2014`, `January to March 2014`, `2014`, `2010 to 2019`.
    #[must_use]
    pub fn words(self, bin: i64) -> String {
        let (first, last) = (Day::from_number(self.first_day(bin)), Day::from_number(self.first_day(bin + 1) - 1));
        let month = |day: Day| crate::model::When::new(format!("2000-{:02}", day.month)).words().replace(" 2000", "");
        match self {
            Self::Days(1) => format!("{} {} {}", first.day, month(first), first.year),
            Self::Days(_) => format!("week of {} {} {}", first.day, month(first), first.year),
            Self::Months(1) => format!("{} {}", month(first), first.year),
            Self::Months(12) => first.year.to_string(),
            Self::Months(..12) => format!("{} to {} {}", month(first), month(last), first.year),
            Self::Months(_) => format!("{} to {}", first.year, last.year),
        }
    }
}

/// Bins of one length, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bins {
    /// How long each is.
    pub step: Step,
    /// The numbers of the bins.
    pub numbers: Range<i64>,
}

impl Bins {
    /// Bins of that length that hold all days from `from` to `to`; no more than [`Bins::MOST`].
    #[must_use]
    pub fn covering(step: Step, from: i64, to: i64) -> Self {
        let first = step.bin(from);
        let last = step.bin(to.max(from)).min(first + Self::MOST - 1);
        Self { step, numbers: first..last + 1 }
    }

    /// The most bins there are at once.
    pub const MOST: i64 = 4096;

    /// The first day of each bin, and the first one after the last.
    #[must_use]
    pub fn edges(&self) -> Vec<i64> {
        (self.numbers.start..=self.numbers.end).map(|bin| self.step.first_day(bin)).collect()
    }
}

/// Numbers of links or actors in a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BarCounts {
    /// That may be in it.
    pub all: u32,
    /// That are in it and in no other.
    pub surely: u32,
}

/// What is in a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bar {
    /// Of links.
    pub links: BarCounts,
    /// Of actors.
    pub actors: BarCounts,
    /// What those that may be elsewhere as well add up to, each spread evenly over the days it may cover: 1 for each in all.
    pub perhaps: f64,
}

impl Bar {
    /// How many are in it and in no other.
    #[must_use]
    pub fn surely(&self) -> f64 {
        f64::from(self.links.surely) + f64::from(self.actors.surely)
    }

    /// How high it is: those that are surely in it, and parts of the others.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.surely() + self.perhaps
    }
}

/// Dates counted in bins.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The bins.
    pub bins: Bins,
    /// Every record, by bin.
    pub all: Vec<Bar>,
    /// Those that were let through, by bin.
    pub passing: Vec<Bar>,
}

impl Histogram {
    /// Counts dates of a timeline in bins. `passes` says which records are let through. A date without beginning or end reaches to
    /// the first or last day that any date names.
    #[must_use]
    pub fn new(timeline: &Timeline, dates: &Dates, bins: Bins, passes: &dyn Fn(DatedRecord) -> bool) -> Self {
        let edges = bins.edges();
        let count = edges.len() - 1;
        let mut sums = [Sums::new(count), Sums::new(count)];
        let Some(extent) = dates.extent() else {
            return Self { all: vec![Bar::default(); count], passing: vec![Bar::default(); count], bins };
        };
        let mut places: Vec<Place> = Vec::new();
        for own in dates.stretches().chunk_by(|one, next| one.record == next.record) {
            places.clear();
            places.extend(own.iter().filter_map(|stretch| Place::of(stretch, extent, &edges)));
            if places.is_empty() {
                continue;
            }
            let (is_actor, _) = timeline.of_record(own[0].record);
            sums[0].add(&mut places, is_actor, &edges);
            if passes(own[0].record) {
                sums[1].add(&mut places, is_actor, &edges);
            }
        }
        let [all, passing] = sums.map(|sums| sums.bars(&edges));
        Self { bins, all, passing }
    }
}

/// Where a stretch lies among bins.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The bins it has a part in.
    bins: (usize, usize),
    /// Its days, of which some may lie outside.
    days: (i64, i64),
    is_sure: bool,
}

impl Place {
    /// `None` where it is in none of the bins.
    fn of(stretch: &DatedStretch, extent: (i64, i64), edges: &[i64]) -> Option<Self> {
        let from = if stretch.from == OPEN_BEFORE { extent.0.min(stretch.to) } else { stretch.from };
        let to = if stretch.to == OPEN_AFTER { extent.1.max(from) } else { stretch.to };
        let last = edges.len() - 1;
        if to < edges[0] || from >= edges[last] {
            return None;
        }
        let bin = |day: i64| (edges.partition_point(|edge| *edge <= day)).clamp(1, last) - 1;
        let bins = (bin(from), bin(to));
        let is_within = from >= edges[bins.0] && to < edges[bins.1 + 1];
        let is_open = stretch.from == OPEN_BEFORE || stretch.to == OPEN_AFTER;
        let is_sure = bins.0 == bins.1 && is_within && !stretch.is_unsure && !is_open;
        Some(Self { bins, days: (from, to), is_sure })
    }
}

/// Sums by bin, kept as differences from one bin to the next, so that a long stretch costs no more than a short one.
struct Sums {
    bars: Vec<Bar>,
    /// Links and actors that have a part in a bin: by how many they are more than in the one before.
    more: [Vec<i64>; 2],
    /// The share of a record on each day of a bin: likewise.
    denser: Vec<f64>,
}

impl Sums {
    fn new(count: usize) -> Self {
        let none = || vec![0; count + 1];
        Self { bars: vec![Bar::default(); count], more: [none(), none()], denser: vec![0.0; count + 1] }
    }

    /// Adds the places of one record.
    fn add(&mut self, places: &mut [Place], is_actor: bool, edges: &[i64]) {
        places.sort_unstable_by_key(|place| (place.bins, !place.is_sure));
        let mut counted = 0;
        let mut sure_in = None;
        for place in places.iter() {
            let (first, last) = place.bins;
            // A record that is in a bin by two dates is in it once.
            let begin = first.max(counted);
            if begin <= last {
                self.more[usize::from(is_actor)][begin] += 1;
                self.more[usize::from(is_actor)][last + 1] -= 1;
                counted = last + 1;
            }
            if place.is_sure {
                if sure_in != Some(first) {
                    sure_in = Some(first);
                    let bar = &mut self.bars[first];
                    (if is_actor { &mut bar.actors } else { &mut bar.links }).surely += 1;
                }
                continue;
            }
            let (from, to) = place.days;
            let share = 1.0 / (to - from + 1) as f64;
            let days_in = |bin: usize| (to + 1).min(edges[bin + 1]) - from.max(edges[bin]);
            self.bars[first].perhaps += days_in(first) as f64 * share;
            if last > first {
                self.bars[last].perhaps += days_in(last) as f64 * share;
                self.denser[first + 1] += share;
                self.denser[last] -= share;
            }
        }
    }

    fn bars(self, edges: &[i64]) -> Vec<Bar> {
        let Self { mut bars, more, denser } = self;
        let (mut counts, mut share) = ([0_i64; 2], 0.0);
        for (bin, bar) in bars.iter_mut().enumerate() {
            counts = [counts[0] + more[0][bin], counts[1] + more[1][bin]];
            share += denser[bin];
            (bar.links.all, bar.actors.all) = (counts[0] as u32, counts[1] as u32);
            // What is left of a sum that should be nothing is no bar.
            let days = (edges[bin + 1] - edges[bin]) as f64;
            bar.perhaps += if share * days > 1e-6 { share * days } else { 0.0 };
        }
        bars
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clock, GraphBuilder, Link, LinkMore, When, graph_from_drawing};

    fn dated(dates: &[&str]) -> Timeline {
        let mut builder = GraphBuilder::new("", "");
        let graph = graph_from_drawing("A-B");
        let ends: Vec<_> = graph.actors().map(|(_, actor)| builder.add_actor(actor.clone()).expect("free")).collect();
        for (number, when) in dates.iter().enumerate() {
            let more = LinkMore { when: Some(When::new(*when)), ..LinkMore::default() }.into();
            let link = Link { key: number.to_string().into(), more, ..Link::default() };
            builder.add_link(ends[0], ends[1], link).expect("free");
        }
        Timeline::new(&builder.finish())
    }

    fn histogram(dates: &[&str], step: Step) -> Histogram {
        let timeline = dated(dates);
        let dates = timeline.dates(Clock::Happened);
        let (from, to) = dates.extent().expect("dates");
        Histogram::new(&timeline, dates, Bins::covering(step, from, to), &|record| timeline.of_record(record).1 == 0)
    }

    /// `3 of which 1 surely + 0.50` a bin.
    fn told(bars: &[Bar]) -> Vec<(u32, u32, String)> {
        bars.iter().map(|bar| (bar.links.all, bar.links.surely, format!("{:.2}", bar.perhaps))).collect()
    }

    fn bar(all: u32, surely: u32, perhaps: &str) -> (u32, u32, String) {
        (all, surely, perhaps.to_owned())
    }

    #[test]
    fn an_uncertain_date_is_spread_over_what_it_may_cover() {
        let years = histogram(&["2010", "2010/2011", "2011~", "2012-05-01"], Step::Months(12));
        assert_eq!(told(&years.all), [bar(2, 1, "0.50"), bar(2, 0, "1.50"), bar(1, 1, "0.00")]);
        assert_eq!(told(&years.passing), [bar(1, 1, "0.00"), bar(0, 0, "0.00"), bar(0, 0, "0.00")]);
        let months = histogram(&["2010", "2010-02-03"], Step::Months(1));
        assert_eq!(months.all.len(), 12);
        assert_eq!((months.all[1].links, months.all[2].links.all), (BarCounts { all: 2, surely: 1 }, 1));
        assert!((months.all[1].perhaps - 28.0 / 365.0).abs() < 1e-9);
        let sum: f64 = months.all.iter().map(Bar::height).sum();
        assert!((sum - 2.0).abs() < 1e-9, "{sum}");
    }

    #[test]
    fn what_is_open_reaches_to_the_edge() {
        let years = histogram(&["2010", "2011/..", "../2010", "2013"], Step::Months(12));
        assert_eq!(
            told(&years.all),
            [bar(2, 1, "1.00"), bar(1, 0, "0.33"), bar(1, 0, "0.33"), bar(2, 1, "0.33")],
            "2010 is the first year there is, and 2013 the last"
        );
    }

    #[test]
    fn bins_beside_which_a_date_reaches_hold_their_part() {
        let timeline = dated(&["2010/2019", "2000"]);
        let dates = timeline.dates(Clock::Happened);
        let bins = Bins { step: Step::Months(12), numbers: 2012..2015 };
        let seen = Histogram::new(&timeline, dates, bins, &|_| true);
        assert_eq!(told(&seen.passing), [bar(1, 0, "0.10"), bar(1, 0, "0.10"), bar(1, 0, "0.10")]);
    }

    #[test]
    fn bins_are_as_long_as_the_eye_wants_and_have_names() {
        let words = |step: Step, text: &str| step.words(step.bin(When::new(text).earliest().expect("a day").number()));
        assert_eq!(words(Step::of_at_least(0.2), "2014-03-05"), "5 March 2014");
        assert_eq!(words(Step::of_at_least(3.0), "2014-03-05"), "week of 3 March 2014");
        assert_eq!(words(Step::of_at_least(20.0), "2014-03-05"), "March 2014");
        assert_eq!(words(Step::of_at_least(31.0), "2014-03-05"), "January to March 2014");
        assert_eq!(words(Step::of_at_least(200.0), "2014-03-05"), "2014");
        assert_eq!(words(Step::of_at_least(2000.0), "2014-03-05"), "2010 to 2019");
        assert_eq!(words(Step::of_at_least(2000.0), "-0003"), "-10 to -1");
        assert_eq!(Step::of_at_least(f64::INFINITY), Step::Months(12_000_000_000));
    }

    #[test]
    fn a_day_moves_on_by_bins_and_stays_in_them() {
        let day = |text: &str| When::new(text).earliest().expect("a day").number();
        assert_eq!(Step::Months(1).later(day("2014-01-31"), 1), day("2014-02-28"));
        assert_eq!(Step::Months(1).later(day("2014-01-01"), -1), day("2013-12-01"));
        assert_eq!(Step::Days(7).later(day("2014-03-05"), 1), day("2014-03-12"));
        assert_eq!(Step::Months(12).later(day("2012-02-29"), 2), day("2014-03-01"));
        // The longest would reach beyond the years that are told apart.
        for step in Step::all().filter(|step| step.days() < 1e9) {
            for bin in [-3, 0, 7] {
                assert_eq!((step.bin(step.first_day(bin)), step.bin(step.first_day(bin + 1) - 1)), (bin, bin));
            }
        }
    }
}
