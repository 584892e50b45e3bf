//! Days along a line of the screen: which of them are seen, where they are, and what is written under them. No drawing.

use std::ops::RangeInclusive;

use crate::analysis::{Bins, Step};
use crate::model::{Day, When};

/// The least width of a bin, in points.
const BIN_POINTS: f64 = 7.0;
/// The fewest days that are seen at once.
const FEWEST_DAYS: f64 = 7.0;

/// Days as they lie from left to right; parts of days count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeAxis {
    /// The day at the left end.
    pub from: f64,
    /// The one at the right end.
    pub to: f64,
    /// The left end, in points.
    pub left: f32,
    /// The right end, in points.
    pub right: f32,
}

impl TimeAxis {
    /// Where a day begins, in points.
    pub fn x(&self, day: f64) -> f32 {
        self.left + ((day - self.from) / (self.to - self.from)) as f32 * (self.right - self.left)
    }

    /// The day at a place.
    pub fn day(&self, x: f32) -> f64 {
        self.from + f64::from((x - self.left) / (self.right - self.left).max(1.0)) * (self.to - self.from)
    }

    /// The length of a bin that suits it.
    pub fn step(&self) -> Step {
        step(self.from..=self.to, self.right - self.left)
    }

    /// The days at which something is written, and what.
    pub fn ticks(&self) -> Vec<(i64, String)> {
        let days_of_points =
            |points: f64| (self.to - self.from) / f64::from((self.right - self.left).max(1.0)) * points;
        let [years, months, days] = [46.0, 72.0, 88.0].map(|points| Step::of_at_least(days_of_points(points)));
        let step = match years {
            Step::Months(12..) => years,
            Step::Months(_) => months,
            Step::Days(_) => days,
        };
        let first = step.bin(self.from.ceil() as i64 - 1) + 1;
        let last = step.bin(self.to.floor() as i64);
        (first..=last.min(first + 1000)).map(|bin| (step.first_day(bin), tick_words(step, bin))).collect()
    }
}

/// `5 Mar 2014`, `Mar 2014`, `2014`.
fn tick_words(step: Step, bin: i64) -> String {
    let Day { year, month, day } = Day::from_number(step.first_day(bin));
    let name = When::new(format!("2000-{month:02}")).words();
    let short = &name[..3];
    match step {
        Step::Days(_) => format!("{day} {short} {year}"),
        Step::Months(..12) => format!("{short} {year}"),
        Step::Months(_) => year.to_string(),
    }
}

/// The length of bins that suits so many days on so many points.
fn step(days: RangeInclusive<f64>, width: f32) -> Step {
    Step::of_at_least((days.end() - days.start()) / f64::from(width.max(1.0)) * BIN_POINTS)
}

/// All days of dates that reach from one day to another, with some room around them.
pub fn everything((first, last): (i64, i64)) -> (f64, f64) {
    let room = ((last - first) as f64 * 0.02).max(1.0);
    (first as f64 - room, last as f64 + 1.0 + room)
}

/// The stretch of days nearest to this that lies within `whole` and is not too short.
pub fn within((from, to): (f64, f64), whole: (f64, f64)) -> (f64, f64) {
    let length = (to - from).max(FEWEST_DAYS).min(whole.1 - whole.0);
    let from = from.min(whole.1 - length).max(whole.0);
    (from, from + length)
}

/// The bins for days that are seen on so many points, and for as many on either side.
pub fn bins((from, to): (f64, f64), width: f32, extent: (i64, i64)) -> Bins {
    let step = step(from..=to, width);
    let beside = to - from;
    let first = (from - beside).floor().max(extent.0 as f64) as i64;
    let last = (to + beside).ceil().min(extent.1 as f64) as i64;
    Bins::covering(step, first, last)
}

/// Whether these bins do for what is seen.
pub fn are_enough(bins: &Bins, (from, to): (f64, f64), width: f32, extent: (i64, i64)) -> bool {
    let (first, last) = ((from.floor() as i64).max(extent.0), (to.ceil() as i64).min(extent.1));
    bins.step == step(from..=to, width)
        && (last < first || bins.numbers.contains(&bins.step.bin(first)) && bins.numbers.contains(&bins.step.bin(last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i64 {
        When::new(text).earliest().expect("a day").number()
    }

    fn axis(from: &str, to: &str, width: f32) -> TimeAxis {
        TimeAxis { from: day(from) as f64, to: day(to) as f64, left: 10.0, right: 10.0 + width }
    }

    fn said(axis: TimeAxis) -> Vec<String> {
        axis.ticks().into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn ticks_are_readable_at_any_width() {
        assert_eq!(said(axis("2010", "2015", 400.0)), ["2010", "2011", "2012", "2013", "2014", "2015"]);
        assert_eq!(said(axis("2010", "2015", 100.0)), ["2010", "2015"]);
        assert_eq!(said(axis("2014-01-15", "2014-05", 400.0)), ["Feb 2014", "Mar 2014", "Apr 2014", "May 2014"]);
        assert_eq!(said(axis("2014-03-05", "2014-03-08", 400.0)).first().map(String::as_str), Some("5 Mar 2014"));
        assert_eq!(said(axis("-0500", "2000", 400.0)), ["-500", "0", "500", "1000", "1500", "2000"]);
        for (width, years) in [(60.0, 3), (300.0, 40), (1000.0, 900), (1500.0, 3)] {
            let axis = TimeAxis { from: 0.0, to: f64::from(years) * 365.0, left: 0.0, right: width };
            let ticks = axis.ticks();
            let places: Vec<f32> = ticks.iter().map(|(day, _)| axis.x(*day as f64)).collect();
            assert!(places.windows(2).all(|pair| pair[1] - pair[0] > 40.0), "{ticks:?}");
        }
    }

    #[test]
    fn places_and_days_lead_to_each_other() {
        let axis = axis("2010", "2015", 400.0);
        for x in [10.0, 77.0, 410.0] {
            assert!((axis.x(axis.day(x)) - x).abs() < 1e-2);
        }
    }

    #[test]
    fn what_is_seen_stays_within_the_whole() {
        let whole = (0.0, 1000.0);
        assert_eq!(within((-50.0, 50.0), whole), (0.0, 100.0));
        assert_eq!(within((980.0, 1080.0), whole), (900.0, 1000.0));
        assert_eq!(within((-500.0, 5000.0), whole), whole);
        assert_eq!(within((500.0, 500.1), whole), (500.0, 507.0));
        assert_eq!(within((0.0, 9.0), (1.0, 4.0)), (1.0, 4.0), "where there is little, that is seen");
    }

    #[test]
    fn bins_do_until_one_looks_beyond_them() {
        let extent = (day("1990"), day("2020"));
        let seen = |from: &str, to: &str| (day(from) as f64, day(to) as f64);
        let made = bins(seen("2010", "2012"), 1000.0, extent);
        assert_eq!(made.step, Step::Days(7));
        assert!(are_enough(&made, seen("2011", "2013"), 1000.0, extent));
        assert!(!are_enough(&made, seen("2015", "2017"), 1000.0, extent));
        assert!(!are_enough(&made, seen("2010", "2012"), 100.0, extent), "they would be too narrow");
        let all = everything(extent);
        assert!(are_enough(&bins(all, 1000.0, extent), all, 1000.0, extent));
    }
}
