//! A window of time as text: in words, as it stands in a field, and read from what somebody typed.

use super::{Clock, Day, TimeWindow, When};

/// How exactly a day has to be written to be told from what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exactly {
    Year,
    Month,
    Day,
}

impl TimeWindow {
    /// What it lets through: `happened 2010 to March 2014, undated kept`, `published until 1 March 2014`.
    #[must_use]
    pub fn words(&self) -> String {
        let undated = if self.keeps_undated { ", undated kept" } else { "" };
        format!("{} {}{undated}", self.clock.name(), self.times())
    }

    /// The same as the object of a sentence: `what happened 2010 to March 2014`, `what was published until 1 March 2014`.
    #[must_use]
    pub fn what(&self) -> String {
        let was = if self.clock == Clock::Published { "was " } else { "" };
        format!("what {was}{}", self.words())
    }

    /// The same without the clock: `2010 to March 2014`, `until 1 March 2014`, `in 2014`, `at any time`.
    #[must_use]
    pub fn times(&self) -> String {
        let said = |day: Day, exactly| When::new(written(day, exactly)).words();
        match (self.from, self.to) {
            (None, None) => "at any time".to_owned(),
            (Some(from), None) => format!("from {}", said(from, Exactly::of_first(from))),
            (None, Some(to)) => format!("until {}", said(to, Exactly::of_last(to))),
            (Some(from), Some(to)) if from == to => format!("on {}", said(from, Exactly::Day)),
            (Some(from), Some(to)) => {
                let (mut first, mut last) = (Exactly::of_first(from), Exactly::of_last(to));
                if from.year == to.year {
                    // "2014 to March 2014" would leave one wondering when that began.
                    (first, last) = (first.max(last), first.max(last));
                }
                let (one, other) = (said(from, first), said(to, last));
                if one == other { format!("in {one}") } else { format!("{one} to {other}") }
            }
        }
    }
}

/// The shortest EDTF text whose first day this is: `2014`, `2014-03`, `2014-03-05`.
#[must_use]
pub fn first_day_text(day: Day) -> String {
    written(day, Exactly::of_first(day))
}

/// The shortest EDTF text whose last day this is.
#[must_use]
pub fn last_day_text(day: Day) -> String {
    written(day, Exactly::of_last(day))
}

/// The first day of what somebody typed as a date (`2014`, `2014-03`, `2014-03-05`); `None` where that is empty or open (`..`).
///
/// # Errors
/// A sentence, where it is no date.
pub fn first_day(text: &str) -> Result<Option<Day>, String> {
    Ok(date(text)?.and_then(|when| when.earliest()))
}

/// The last day of what somebody typed as a date; `None` where that is empty or open.
///
/// # Errors
/// A sentence, where it is no date.
pub fn last_day(text: &str) -> Result<Option<Day>, String> {
    Ok(date(text)?.and_then(|when| when.latest()))
}

/// The first and the last day of `2010..2014-03`, `..2014`, `2010..`, `2014`, `2010/2014`; `None` is open.
///
/// # Errors
/// A sentence, where one of the ends is no date, or the last day comes before the first.
pub fn days_of_range(text: &str) -> Result<(Option<Day>, Option<Day>), String> {
    let (from, to) = match text.split_once("..").filter(|_| !text.contains('/')) {
        Some((from, to)) => (first_day(from)?, last_day(to)?),
        None => (first_day(text)?, last_day(text)?),
    };
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err(format!("\"{}\" ends before it begins", text.trim())),
        ends => Ok(ends),
    }
}

fn date(text: &str) -> Result<Option<When>, String> {
    let text = text.trim();
    if text.is_empty() || text == ".." {
        return Ok(None);
    }
    let when = Some(When::new(text)).filter(When::is_understood);
    when.map(Some).ok_or_else(|| format!("\"{text}\" is not a date such as 2014, 2014-03 or 2014-03-05"))
}

impl Exactly {
    fn of_first(day: Day) -> Self {
        match day {
            Day { month: 1, day: 1, .. } => Self::Year,
            Day { day: 1, .. } => Self::Month,
            _ => Self::Day,
        }
    }

    fn of_last(day: Day) -> Self {
        match day {
            Day { month: 12, day: 31, .. } => Self::Year,
            _ if Day::from_number(day.number() + 1).day == 1 => Self::Month,
            _ => Self::Day,
        }
    }
}

fn written(day: Day, exactly: Exactly) -> String {
    let whole = day.to_string();
    // A year of more than four digits is all that is written of such a day.
    let end = match exactly {
        _ if whole.starts_with('Y') => whole.len(),
        Exactly::Year => whole.len() - "-01-01".len(),
        Exactly::Month => whole.len() - "-01".len(),
        Exactly::Day => whole.len(),
    };
    whole[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(range: &str, clock: Clock, keeps_undated: bool) -> String {
        let (from, to) = days_of_range(range).expect("dates");
        TimeWindow { from, to, clock, keeps_undated }.words()
    }

    #[test]
    fn a_window_is_said_in_words() {
        assert_eq!(words("2010..2014-03", Clock::Happened, true), "happened 2010 to March 2014, undated kept");
        assert_eq!(words("..2014-03-01", Clock::Published, false), "published until 1 March 2014");
        let what = TimeWindow { from: None, to: None, clock: Clock::Published, keeps_undated: false }.what();
        assert_eq!(what, "what was published at any time");
        let of = |range| words(range, Clock::Happened, false);
        assert_eq!(of("2010.."), "happened from 2010");
        assert_eq!(of("2010"), "happened in 2010");
        assert_eq!(of("2014-02"), "happened in February 2014");
        assert_eq!(of("2014-03-01"), "happened on 1 March 2014");
        assert_eq!(of("2014..2014-03"), "happened January 2014 to March 2014");
        assert_eq!(of("2014..2014-03-05"), "happened 1 January 2014 to 5 March 2014");
        assert_eq!(of("2010/2012"), "happened 2010 to 2012");
        assert_eq!(of(".."), "happened at any time");
        assert_eq!(of("-0043..0014"), "happened -43 to 14");
        assert_eq!(of("Y12000.."), "happened from 12000");
    }

    #[test]
    fn days_are_written_as_shortly_as_they_can_be_read_again() {
        for text in ["2014", "2014-03", "2014-03-05", "2012-02", "-0043", "Y12000"] {
            let (from, to) = days_of_range(text).expect("a date");
            assert_eq!(first_day_text(from.expect("a day")), text);
            assert_eq!(last_day_text(to.expect("a day")), text);
        }
        assert_eq!(last_day_text(Day { year: 2013, month: 2, day: 28 }), "2013-02");
        assert_eq!(last_day_text(Day { year: 2012, month: 2, day: 28 }), "2012-02-28");
    }

    #[test]
    fn what_is_no_date_is_said() {
        let said = days_of_range("2010..soon").expect_err("no date");
        assert_eq!(said, "\"soon\" is not a date such as 2014, 2014-03 or 2014-03-05");
        assert_eq!(days_of_range("2014..2010").expect_err("backwards"), "\"2014..2010\" ends before it begins");
        assert!(first_day("2014-13").is_err());
        assert_eq!(first_day(" "), Ok(None));
        assert_eq!(last_day("2015/.."), Ok(None));
    }
}
