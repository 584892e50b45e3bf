//! Timestamps of STIX (RFC 3339) as moments, with fractions of seconds of any length; what days they are of.

use jiff::Timestamp;

/// A moment. Earlier ones are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment<'t> {
    /// Seconds since 1970.
    seconds: i64,
    /// The digits of the fraction without zeros at the end: in the order of texts they are in the order of time.
    fraction: &'t str,
}

impl<'t> Moment<'t> {
    /// The moment of a timestamp; one without a zone is in UTC. `None` where the text is none.
    #[must_use]
    pub fn of(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let (clock, fraction, zone) = match text.split_once('.') {
            Some((clock, rest)) => {
                let digits = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
                (clock, &rest[..digits], &rest[digits..])
            }
            None => (text, "", ""),
        };
        let parse = |zone: &str| format!("{clock}{zone}").parse::<Timestamp>().ok();
        let whole = parse(zone).or_else(|| if zone.is_empty() { parse("Z") } else { None })?;
        Some(Self { seconds: whole.as_second(), fraction: fraction.trim_end_matches('0') })
    }
}

/// Whether a text is a timestamp as STIX wants it: in UTC, with seconds.
#[must_use]
pub fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let fits = |(pattern, sign): (&u8, &u8)| if *pattern == b'd' { sign.is_ascii_digit() } else { pattern == sign };
    let has_shape = bytes.len() > shape.len() && shape.iter().zip(bytes).all(fits);
    let ends_well = || match &text[shape.len()..] {
        "Z" => true,
        rest => rest
            .strip_prefix('.')
            .and_then(|rest| rest.strip_suffix('Z'))
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|sign| sign.is_ascii_digit())),
    };
    has_shape && text.is_ascii() && ends_well() && Moment::of(text).is_some()
}

/// A timestamp with at least three digits of a fraction, as `created` and `modified` must have; `None` where it is none.
#[must_use]
pub fn to_milliseconds(text: &str) -> Option<String> {
    if !is_timestamp(text) {
        return None;
    }
    let clock = text.trim_end_matches('Z');
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    Some(format!("{clock}.{fraction:0<3}Z"))
}

/// The day of a timestamp: `2016-04-11T08:00:00Z` is on 2016-04-11.
#[must_use]
pub fn day(timestamp: &str) -> &str {
    timestamp.split('T').next().unwrap_or_default()
}

/// When something held that began and ended at these timestamps, either of which may be empty: a day, or a stretch of days
/// (EDTF). Empty where both are.
#[must_use]
pub fn stretch(begin: &str, end: &str) -> String {
    match (day(begin), day(end)) {
        ("", "") => String::new(),
        (begin, "") => format!("{begin}/.."),
        ("", end) => format!("../{end}"),
        (begin, end) if begin == end => begin.to_owned(),
        (begin, end) => format!("{begin}/{end}"),
    }
}

/// The timestamps of which [`stretch`] makes this date; `None` where there are none, because it is not made of days.
#[must_use]
pub fn bounds(when: &str) -> Option<(Option<String>, Option<String>)> {
    let first = |day: &str| Some(format!("{day}T00:00:00Z")).filter(|text| is_timestamp(text));
    let last = |day: &str| Some(format!("{day}T23:59:59Z")).filter(|text| is_timestamp(text));
    let (begin, end) = match when.split_once('/') {
        None => (Some(first(when)?), Some(last(when)?)),
        Some(("..", end)) => (None, Some(last(end)?)),
        Some((begin, "..")) => (Some(first(begin)?), None),
        Some((begin, end)) => (Some(first(begin)?), Some(last(end)?)),
    };
    let text = |bound: &Option<String>| bound.clone().unwrap_or_default();
    let is_in_order = begin.is_none() || end.is_none() || Moment::of(&text(&begin)) < Moment::of(&text(&end));
    (is_in_order && stretch(&text(&begin), &text(&end)) == when).then_some((begin, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_compared_as_moments() {
        let is_later = |one: &str, other: &str| Moment::of(one) > Moment::of(other);
        assert!(is_later("2020-01-01T00:00:00.5Z", "2020-01-01T00:00:00Z"), "as texts it is the other way round");
        assert!(is_later("2020-01-01T00:00:00.10Z", "2020-01-01T00:00:00.09Z"));
        assert!(is_later("2020-01-01T00:00:00.1234567890123Z", "2020-01-01T00:00:00.123456789012Z"));
        assert!(is_later("2020-01-01T01:00:00+00:00", "2020-01-01T02:00:00.9+02:00"));
        assert_eq!(Moment::of("2020-01-01T00:00:00Z"), Moment::of("2020-01-01T00:00:00.000"));
        assert!(is_later("2020-01-01T00:00:00Z", "last week"));
        assert_eq!(Moment::of("last week."), None);
    }

    #[test]
    fn a_timestamp_of_stix_is_in_utc_with_seconds() {
        assert!(is_timestamp("2020-02-29T00:00:00Z") && is_timestamp("2020-02-29T00:00:00.123456Z"));
        for text in
            ["2021-02-29T00:00:00Z", "2020-01-01T00:00:00+01:00", "2020-01-01T00:00Z", "2020-01-01T00:00:00.Z", ""]
        {
            assert!(!is_timestamp(text), "{text}");
        }
        assert_eq!(to_milliseconds("2020-01-01T00:00:00.5Z").as_deref(), Some("2020-01-01T00:00:00.500Z"));
        assert_eq!(to_milliseconds("2020-01-01"), None);
    }

    #[test]
    fn days_become_timestamps_and_come_back() {
        for when in ["2016-04-11", "2016-04-11/2017-01-01", "2016-04-11/..", "../2016-04-11"] {
            let (begin, end) = bounds(when).expect("days");
            assert_eq!(stretch(&begin.unwrap_or_default(), &end.unwrap_or_default()), when);
        }
        for when in ["2016", "2016-04", "2007/2009", "2016-04-11~", "2017-01-01/2016-01-01", "2016-04-11/", "../..", ""]
        {
            assert_eq!(bounds(when), None, "{when}");
        }
    }
}
