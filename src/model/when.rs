//! Dates of the Extended Date/Time Format (EDTF, ISO 8601-2:2019): kept as written, understood where possible.

use std::fmt;

use edtf_core::{Bound, Date, Edtf, IntervalEndpoint, Precision};
use serde::{Deserialize, Serialize};

/// A date or interval as the file writes it, with the first and last day it may cover.
///
/// A text that is not EDTF is kept too: it is shown as it is and takes no part in anything that compares dates.
///
/// A pointer wide, because most records that could have a date have none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct When(Box<Written>);

#[derive(Clone, Debug, PartialEq)]
struct Written {
    text: Box<str>,
    parsed: Option<Edtf>,
}

/// A calendar day: astronomical year, month 1–12, day 1–31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// Astronomical year; 0 is 1 BC.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day in years and parts of a year: a month is a twelfth, a day a part of 31 of it, so that months begin in even steps.
    #[must_use]
    pub fn in_years(self) -> f64 {
        let Self { year, month, day } = self;
        year as f64 + (f64::from(month) - 1.0 + (f64::from(day) - 1.0) / 31.0) / 12.0
    }
}

impl fmt::Display for Day {
    /// As EDTF writes it: `2014-03-01`, `-0043-03-15`, `Y12000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        match year {
            0..=9999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            -9999..0 => write!(f, "-{:04}-{month:02}-{day:02}", -year),
            // No more than a year can be said of years that long.
            _ => write!(f, "Y{year}"),
        }
    }
}

impl From<String> for When {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.0.text.into()
    }
}

impl When {
    /// Keeps `text` as it is and reads it as EDTF if it is.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into().into_boxed_str();
        let parsed = Edtf::parse(text.trim()).ok();
        Self(Box::new(Written { text, parsed }))
    }

    /// The text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Whether the text is EDTF.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        self.0.parsed.is_some()
    }

    /// Whether it is written down as uncertain (`?`) or approximate (`~`), or one of its ends is.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.0.parsed.as_ref().is_some_and(|edtf| edtf.is_uncertain() || edtf.is_approximate())
    }

    /// The first day it may cover; `None` where it is open, unknown or not understood.
    #[must_use]
    pub fn earliest(&self) -> Option<Day> {
        self.0.parsed.as_ref().and_then(|edtf| day(edtf.bounds().earliest))
    }

    /// The last day it may cover; `None` where it is open, unknown or not understood.
    #[must_use]
    pub fn latest(&self) -> Option<Day> {
        self.0.parsed.as_ref().and_then(|edtf| day(edtf.bounds().latest))
    }

    /// The date in words: `March 2007`, `about December 2009`, `2007 to 2009`, `from 2015`, `summer 2014`.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.0.parsed {
            Some(Edtf::Date(date)) => date_words(date).unwrap_or_else(|| self.text().to_owned()),
            Some(Edtf::Interval(interval)) => {
                let start = endpoint_words(&interval.start);
                let end = endpoint_words(&interval.end);
                match (start, end) {
                    (Endpoint::Dated(start), Endpoint::Dated(end)) => format!("{start} to {end}"),
                    (Endpoint::Dated(start), Endpoint::Open) => format!("from {start}"),
                    (Endpoint::Dated(start), Endpoint::Unknown) => format!("from {start}, end unknown"),
                    (Endpoint::Open, Endpoint::Dated(end)) => format!("until {end}"),
                    (Endpoint::Unknown, Endpoint::Dated(end)) => format!("until {end}, start unknown"),
                    _ => self.text().to_owned(),
                }
            }
            _ => self.text().to_owned(),
        }
    }
}

fn day(bound: Bound) -> Option<Day> {
    match bound {
        Bound::Date(date) => Some(Day { year: date.year, month: date.month, day: date.day }),
        _ => None,
    }
}

enum Endpoint {
    Dated(String),
    Open,
    Unknown,
}

fn endpoint_words(endpoint: &IntervalEndpoint) -> Endpoint {
    let words = |date: &Date, around: &str| match date_words(date) {
        Some(words) => Endpoint::Dated(format!("{around}{words}")),
        None => Endpoint::Unknown,
    };
    match endpoint {
        IntervalEndpoint::Date(date) => words(date, ""),
        IntervalEndpoint::OnOrBefore(date) => words(date, "or before "),
        IntervalEndpoint::OnOrAfter(date) => words(date, "or after "),
        IntervalEndpoint::Open => Endpoint::Open,
        IntervalEndpoint::Unknown => Endpoint::Unknown,
    }
}

/// `None` where a digit is unspecified (`198X`) or the month is a grouping without a name here.
fn date_words(date: &Date) -> Option<String> {
    if date.has_unspecified() || date.year.significant_digits.is_some() {
        return None;
    }
    let year = date.year.value()?;
    let month = match date.month {
        Some(month) => Some(month_name(month.value()?)?),
        None => None,
    };
    let plain = match (date.precision(), month) {
        (Precision::Day, Some(month)) => format!("{} {month} {year}", date.day?.value()?),
        (_, Some(month)) => format!("{month} {year}"),
        (_, None) => year.to_string(),
    };
    Some(match (date.is_approximate(), date.is_uncertain()) {
        (false, false) => plain,
        (true, false) => format!("about {plain}"),
        (false, true) => format!("{plain} (uncertain)"),
        (true, true) => format!("about {plain} (uncertain)"),
    })
}

fn month_name(number: u8) -> Option<&'static str> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];
    match number {
        1..=12 => Some(MONTHS[usize::from(number) - 1]),
        21..=24 => Some(SEASONS[usize::from(number) - 21]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_in_words() {
        let words = |text: &str| When::new(text).words();
        assert_eq!(words("2007"), "2007");
        assert_eq!(words("2007-03"), "March 2007");
        assert_eq!(words("2017-03-13"), "13 March 2017");
        assert_eq!(words("2009-12~"), "about December 2009");
        assert_eq!(words("2014?"), "2014 (uncertain)");
        assert_eq!(words("2007/2009"), "2007 to 2009");
        assert_eq!(words("2015/.."), "from 2015");
        assert_eq!(words("../2015"), "until 2015");
        assert_eq!(words("2007-21"), "spring 2007");
        assert_eq!(words("198X"), "198X");
        assert_eq!(words("last Tuesday"), "last Tuesday");
    }

    #[test]
    fn the_days_it_may_cover_are_known() {
        let when = When::new("2007-02/2009");
        assert_eq!(when.earliest(), Some(Day { year: 2007, month: 2, day: 1 }));
        assert_eq!(when.latest(), Some(Day { year: 2009, month: 12, day: 31 }));
        assert_eq!(When::new("2015/..").latest(), None);
    }

    #[test]
    fn what_is_uncertain_or_approximate_is_told_from_what_is_not() {
        let unsure = |text: &str| When::new(text).is_unsure();
        assert!(unsure("2014?") && unsure("2014-03~") && unsure("2014%") && unsure("2010~/2012"));
        assert!(!unsure("2014") && !unsure("2010/2012") && !unsure("2015/..") && !unsure("some day?"));
    }

    #[test]
    fn days_are_written_as_they_are_read() {
        for text in ["2014-03-01", "0001-12-31", "-0043-03-15"] {
            assert_eq!(When::new(text).earliest().expect("a day").to_string(), text);
        }
    }

    #[test]
    fn what_is_not_a_date_is_kept_and_said_to_be_none() {
        let when = When::new("in the year of the flood");
        assert!(!when.is_understood());
        assert_eq!(when.text(), "in the year of the flood");
        assert_eq!(when.earliest(), None);
    }
}
