//! What the timeline says in words: what is in a bin, what has a date and what has none.

use crate::analysis::{Bar, BarCounts, Histogram, RecordCounts};
use crate::model::{Clock, Day, TimeWindow};
use crate::panels::look::{counted, grouped};

/// `March 2014: 12 links, 3 of them uncertain or longer, and 2 actors`.
pub fn bin_words(histogram: &Histogram, bin: i64) -> String {
    let place = usize::try_from(bin - histogram.bins.numbers.start).ok();
    let of = |bars: &[Bar]| place.and_then(|place| bars.get(place)).copied().unwrap_or_default();
    let (all, passing) = (of(&histogram.all), of(&histogram.passing));
    let when = histogram.bins.step.words(bin);
    let parts: Vec<String> =
        [part(all.links, "link", "links"), part(all.actors, "actor", "actors")].into_iter().flatten().collect();
    if parts.is_empty() {
        return format!("{when}: nothing");
    }
    let (in_all, through) = (all.links.all + all.actors.all, passing.links.all + passing.actors.all);
    let rest = match through {
        _ if through == in_all => String::new(),
        0 => "; the other filters let none through".to_owned(),
        _ => format!("; the other filters let {} through", grouped(through as usize)),
    };
    let joint = if parts[0].contains(',') { ", and " } else { " and " };
    format!("{when}: {}{rest}", parts.join(joint))
}

fn part(counts: BarCounts, one: &str, many: &str) -> Option<String> {
    let BarCounts { all, surely } = counts;
    let number = counted(all as usize, one, many);
    match all - surely {
        _ if all == 0 => None,
        0 => Some(number),
        1 if all == 1 => Some(format!("{number}, uncertain or longer")),
        unsure if unsure == all => Some(format!("{number}, all of them uncertain or longer")),
        unsure => Some(format!("{number}, {} of them uncertain or longer", grouped(unsure as usize))),
    }
}

/// `12 links and 2 actors have a date, 2010 to 2014`.
pub fn summary(clock: Clock, dated: RecordCounts, extent: (i64, i64)) -> String {
    let (from, to) = (Some(Day::from_number(extent.0)), Some(Day::from_number(extent.1)));
    let times = TimeWindow { from, to, clock, keeps_undated: false }.times();
    match (records(dated), clock) {
        (None, _) => format!("The other filters let nothing through that has a date; dates are {times}"),
        (Some(records), Clock::Happened) => format!("{records} with a date, {times}"),
        (Some(records), Clock::Published) => format!("{records} by documents with a date, {times}"),
    }
}

/// `12 links and 2 actors`; `None` for none.
pub fn records(counts: RecordCounts) -> Option<String> {
    let RecordCounts { links, actors } = counts;
    match (links, actors) {
        (0, 0) => None,
        (0, _) => Some(counted(actors, "actor", "actors")),
        (_, 0) => Some(counted(links, "link", "links")),
        _ => Some(format!("{} and {}", counted(links, "link", "links"), counted(actors, "actor", "actors"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Bins, Step};

    #[test]
    fn a_bin_is_told_in_words() {
        let counts = |all, surely| BarCounts { all, surely };
        let bar = |links, actors| Bar { links, actors, perhaps: 0.0 };
        let none = counts(0, 0);
        let march = 2014 * 12 + 2;
        let told = |all: Bar, passing: Bar| {
            let bins = Bins { step: Step::Months(1), numbers: march..march + 1 };
            bin_words(&Histogram { bins, all: vec![all], passing: vec![passing] }, march)
        };
        let same = |bar: Bar| told(bar, bar);
        assert_eq!(same(bar(counts(12, 9), none)), "March 2014: 12 links, 3 of them uncertain or longer");
        assert_eq!(same(bar(counts(1, 0), none)), "March 2014: 1 link, uncertain or longer");
        assert_eq!(same(bar(counts(3, 0), none)), "March 2014: 3 links, all of them uncertain or longer");
        assert_eq!(same(bar(counts(1, 1), counts(2, 2))), "March 2014: 1 link and 2 actors");
        assert_eq!(same(Bar::default()), "March 2014: nothing");
        let fewer = told(bar(counts(5, 5), none), bar(counts(2, 2), none));
        assert_eq!(fewer, "March 2014: 5 links; the other filters let 2 through");
        let none_left = told(bar(counts(5, 5), none), Bar::default());
        assert_eq!(none_left, "March 2014: 5 links; the other filters let none through");
    }

    #[test]
    fn what_has_a_date_is_told_in_words() {
        let year = |year| Day { year, month: 1, day: 1 }.number();
        let extent = (year(2010), year(2015) - 1);
        let counts = |links, actors| RecordCounts { links, actors };
        assert_eq!(summary(Clock::Happened, counts(12, 1), extent), "12 links and 1 actor with a date, 2010 to 2014");
        assert_eq!(summary(Clock::Published, counts(12, 0), extent), "12 links by documents with a date, 2010 to 2014");
        assert!(summary(Clock::Happened, counts(0, 0), extent).starts_with("The other filters let nothing through"));
    }
}
