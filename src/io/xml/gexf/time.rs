//! Time as GEXF writes it: starts, ends, spells and moments, as dates (EDTF) where they are dates. Numbers stay numbers:
//! what a step of a simulation means is not known here.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::model::When;

/// A stretch of time as the file writes it; an end that is missing is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span<'a> {
    /// Where it begins.
    pub start: Option<Cow<'a, str>>,
    /// Where it ends.
    pub end: Option<Cow<'a, str>>,
    /// Whether it begins right after its start (`startopen`, GEXF 1.2).
    pub start_excluded: bool,
    /// Whether it ends right before its end (`endopen`, GEXF 1.2).
    pub end_excluded: bool,
}

/// A stretch of time as EDTF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// A date, or two with a slash between them.
    pub when: String,
    /// Whether it says all that the span says: an interval has no place for a time of day.
    pub is_exact: bool,
}

impl<'a> Span<'a> {
    /// A moment: a span that begins and ends there.
    pub fn moment(at: Cow<'a, str>) -> Self {
        Self { start: bound(at.clone()), end: bound(at), ..Self::default() }
    }

    /// From one bound to another; a bound that is infinite or empty is open.
    pub fn between(start: Cow<'a, str>, end: Cow<'a, str>) -> Self {
        Self { start: bound(start), end: bound(end), ..Self::default() }
    }

    /// Takes an attribute of a tag where it is one of a span; `false` where it is another, or one that was given already.
    pub fn take(&mut self, name: &str, value: Cow<'a, str>) -> bool {
        let is_given = match name {
            "start" | "startopen" => self.start.is_some(),
            "end" | "endopen" => self.end.is_some(),
            "timestamp" => !self.is_open(),
            _ => true,
        };
        if is_given {
            return false;
        }
        match name {
            "start" => self.start = bound(value),
            "end" => self.end = bound(value),
            "timestamp" => *self = Self::moment(value),
            "startopen" => {
                self.start = bound(value);
                self.start_excluded = self.start.is_some();
            }
            _ => {
                self.end = bound(value);
                self.end_excluded = self.end.is_some();
            }
        }
        true
    }

    /// Whether nothing is said.
    pub fn is_open(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }

    /// `2007/2009`, `2007/..`, `2007` where both ends are the same; what is excluded is marked.
    pub fn words(&self) -> String {
        let bound = |bound: &Option<Cow<'_, str>>, is_excluded: bool| match bound {
            None => "..".to_owned(),
            Some(text) if is_excluded => format!("{text} (excluded)"),
            Some(text) => text.clone().into_owned(),
        };
        if self.start == self.end && !self.start_excluded && !self.end_excluded {
            return bound(&self.start, false);
        }
        format!("{}/{}", bound(&self.start, self.start_excluded), bound(&self.end, self.end_excluded))
    }

    /// The span as EDTF; `None` where it is open at both ends, or an end is no date. `years` says that four digits are a
    /// year and not a number.
    pub fn dates(&self, years: bool) -> Option<Dates> {
        if self.is_open() {
            return None;
        }
        if self.start == self.end {
            let Moment { day, exact } = moment(self.start.as_deref()?, years)?;
            let is_exact = exact.is_some();
            return Some(Dates { when: exact.unwrap_or_else(|| day.to_owned()), is_exact });
        }
        let mut is_exact = true;
        let mut bound = |bound: Option<&str>| -> Option<String> {
            let Some(text) = bound else { return Some("..".to_owned()) };
            let Moment { day, exact } = moment(text, years)?;
            is_exact &= exact.as_deref() == Some(day);
            Some(day.to_owned())
        };
        let (start, end) = (bound(self.start.as_deref())?, bound(self.end.as_deref())?);
        if start == end {
            return Some(Dates { when: start, is_exact: false });
        }
        Some(Dates { when: format!("{start}/{end}"), is_exact })
    }

    /// Orders spans by how late they reach: an open end is the latest, a span that says nothing the earliest.
    pub fn lateness(&self, other: &Self) -> Ordering {
        let open_end = |span: &Self| span.end.is_none() && !span.is_open();
        let ends = match (open_end(self), open_end(other)) {
            (false, false) => compare(self.end.as_deref(), other.end.as_deref()),
            (one, two) => one.cmp(&two),
        };
        ends.then_with(|| compare(self.start.as_deref(), other.start.as_deref()))
    }
}

/// From the first start to the last end of some spans.
pub fn hull<'a>(spans: &[Span<'a>]) -> Span<'a> {
    let mut spans = spans.iter();
    let Some(mut whole) = spans.next().cloned() else { return Span::default() };
    for span in spans {
        if whole.start.is_some() && compare(span.start.as_deref(), whole.start.as_deref()) == Ordering::Less {
            (whole.start, whole.start_excluded) = (span.start.clone(), span.start_excluded);
        }
        let is_later = span.end.is_none() || compare(span.end.as_deref(), whole.end.as_deref()) == Ordering::Greater;
        if whole.end.is_some() && is_later {
            (whole.end, whole.end_excluded) = (span.end.clone(), span.end_excluded);
        }
    }
    whole
}

/// Numbers by size, dates by their days, everything else as text; what is missing comes first.
fn compare(one: Option<&str>, other: Option<&str>) -> Ordering {
    let (Some(one), Some(other)) = (one, other) else { return one.is_some().cmp(&other.is_some()) };
    let number = |text: &str| text.trim().parse::<f64>().ok();
    if let (Some(one), Some(other)) = (number(one), number(other)) {
        return one.total_cmp(&other);
    }
    let last_day = |text: &str| moment(text, true).and_then(|moment| When::new(moment.day).latest());
    match (last_day(one), last_day(other)) {
        (Some(one), Some(other)) if one != other => one.cmp(&other),
        _ => one.cmp(other),
    }
}

struct Moment<'t> {
    /// The day, month or year, without a time of day.
    day: &'t str,
    /// The whole as EDTF, where EDTF can say it.
    exact: Option<String>,
}

/// A date, with or without a time of day, as EDTF; `None` where the text is none.
fn moment(text: &str, years: bool) -> Option<Moment<'_>> {
    let text = text.trim();
    let is_date = |text: &str| has_shape_of_date(text) && When::new(text).is_understood();
    if is_date(text) {
        return (text.len() > 4 || years).then(|| Moment { day: text, exact: Some(text.to_owned()) });
    }
    let (day, time) = (text.get(..10)?, text.get(10..)?);
    if !is_date(day) || !time.starts_with(['T', ' ']) {
        return None;
    }
    // A fraction of a second that is zero says nothing.
    let time = match time.split_once('.') {
        Some((before, fraction)) => {
            let zone = fraction.trim_start_matches('0');
            if zone.starts_with(|sign: char| sign.is_ascii_digit()) {
                time.to_owned()
            } else {
                format!("{before}{zone}")
            }
        }
        None => time.to_owned(),
    };
    let whole = format!("{day}{}", time.replacen(' ', "T", 1));
    let is_understood = When::new(whole.as_str()).is_understood();
    Some(Moment { day, exact: is_understood.then_some(whole) })
}

/// `2007`, `2007-03`, `2007-03-13`; a minus before them is for years before Christ.
fn has_shape_of_date(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text).as_bytes();
    matches!(text.len(), 4 | 7 | 10)
        && text
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() })
}

/// A bound that is infinite or empty is none.
fn bound(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let bare = text.trim().trim_start_matches(['-', '+']);
    let is_open = bare.is_empty() || bare.eq_ignore_ascii_case("infinity") || bare.eq_ignore_ascii_case("inf");
    (!is_open).then_some(text)
}

/// The groups of a list of moments or spans as Gephi prints it: `<[2007, 2009]; [2011, 2012)>`, `<[2007, 2009]>`, or bare
/// `[2007, 2009]`. `None` where the text is no such list.
pub fn groups(text: &str) -> Option<Vec<Vec<&str>>> {
    let text = text.trim();
    let text = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text).trim();
    if text == "empty" {
        return Some(Vec::new());
    }
    let mut groups = Vec::new();
    for group in text.split(';').map(str::trim).filter(|group| !group.is_empty()) {
        let inner = group.strip_prefix(['[', '(', ']'])?.strip_suffix([']', ')', '['])?;
        groups.push(inner.split(',').map(|part| part.trim().trim_matches(['"', '\''])).collect());
    }
    (!groups.is_empty()).then_some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: &'static str, end: &'static str) -> Span<'static> {
        Span::between(Cow::Borrowed(start), Cow::Borrowed(end))
    }

    fn dates(start: &'static str, end: &'static str) -> Option<(String, bool)> {
        span(start, end).dates(true).map(|dates| (dates.when, dates.is_exact))
    }

    #[test]
    fn dates_become_intervals_and_numbers_do_not() {
        let exact = |text: &str| Some((text.to_owned(), true));
        assert_eq!(dates("2009-03-01", "2009-03-10"), exact("2009-03-01/2009-03-10"));
        assert_eq!(dates("2009", ""), exact("2009/.."));
        assert_eq!(dates("-Infinity", "2009-03"), exact("../2009-03"));
        assert_eq!(dates("2009", "2009"), exact("2009"));
        assert_eq!(dates("2009-03-01T10:00:00.000Z", "2009-03-01T10:00:00.000Z"), exact("2009-03-01T10:00:00Z"));
        assert_eq!(dates("2000.0", "2005.0"), None);
        assert_eq!(dates("2009", "12.5"), None);
        assert_eq!(dates("", ""), None);
        assert_eq!(span("2009", "2011").dates(false), None, "a number where the file says so");
    }

    #[test]
    fn a_time_of_day_that_an_interval_cannot_say_is_not_exact() {
        let rounded = |text: &str| Some((text.to_owned(), false));
        assert_eq!(dates("2009-03-01T10:00:00", "2009-03-02T12:30:00"), rounded("2009-03-01/2009-03-02"));
        assert_eq!(dates("2009-03-01T10:00:00", "2009-03-01T12:30:00"), rounded("2009-03-01"));
        assert_eq!(dates("2009-03-01T10:00:00.250", "2009-03-01T10:00:00.250"), rounded("2009-03-01"));
    }

    #[test]
    fn spans_are_ordered_and_joined() {
        assert_eq!(span("1", "9").lateness(&span("1", "10")), Ordering::Less);
        assert_eq!(span("2009", "").lateness(&span("2010", "2011")), Ordering::Greater);
        assert_eq!(Span::default().lateness(&span("2010", "2011")), Ordering::Less);
        assert_eq!(span("2009-05", "2009-06").lateness(&span("2009", "2009")), Ordering::Less);
        let whole = hull(&[span("2009-03", "2009-04"), span("2007", "2008"), span("2009-01-01", "2009-03-31")]);
        assert_eq!(whole, span("2007", "2009-04"));
        assert_eq!(hull(&[span("", "2009"), span("2001", "")]), Span::default());
    }

    #[test]
    fn lists_as_gephi_prints_them_are_split() {
        assert_eq!(groups("<[2007, 2009]; [2011, \"2012\")>"), Some(vec![vec!["2007", "2009"], vec!["2011", "2012"]]));
        assert_eq!(groups("[1.0, 2.0]"), Some(vec![vec!["1.0", "2.0"]]));
        assert_eq!(groups("<empty>"), Some(Vec::new()));
        assert_eq!(groups("2007"), None);
        assert_eq!(groups("<>"), None);
    }
}
