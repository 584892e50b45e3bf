//! Values of a question as numbers, dates and texts, and how they are compared with those of a record.

use super::parse::Relation;
use crate::model::{Day, When};
use crate::text::fold;

/// A test of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumberTest {
    /// Between these, ends included.
    Within(f64, f64),
    /// Above.
    Above(f64),
    /// Below.
    Below(f64),
    /// Anything else.
    Other(f64, f64),
}

impl NumberTest {
    /// The test that a value stands for; `None` where it is no number.
    pub fn new(relation: Relation, value: &str) -> Option<Self> {
        let (low, high) = match value.split_once("..") {
            Some((low, high)) => (
                if low.trim().is_empty() { f64::NEG_INFINITY } else { number(low)? },
                if high.trim().is_empty() { f64::INFINITY } else { number(high)? },
            ),
            None => (number(value)?, number(value)?),
        };
        Some(match relation {
            Relation::Holds | Relation::Is => Self::Within(low, high),
            Relation::IsNot => Self::Other(low, high),
            Relation::More => Self::Above(high),
            Relation::AtLeast => Self::Within(low, f64::INFINITY),
            Relation::Less => Self::Below(low),
            Relation::AtMost => Self::Within(f64::NEG_INFINITY, high),
        })
    }

    /// Whether a number fits.
    pub fn fits(self, number: f64) -> bool {
        match self {
            Self::Within(low, high) => (low..=high).contains(&number),
            Self::Above(low) => number > low,
            Self::Below(high) => number < high,
            Self::Other(low, high) => !(low..=high).contains(&number),
        }
    }
}

/// A finite number, with a point or a comma.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

/// A test of a date. Ends that are open reach for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateTest {
    relation: Relation,
    from: Option<Day>,
    to: Option<Day>,
}

impl DateTest {
    /// The test that a value stands for; `None` where it is no date.
    pub fn new(relation: Relation, value: &str) -> Option<Self> {
        let (from, to) = match value.split_once("..") {
            Some((from, to)) => (date(from)?, date(to)?),
            None => {
                let when = Some(When::new(value.trim())).filter(When::is_understood)?;
                (Some(when.clone()), Some(when))
            }
        };
        Some(Self { relation, from: from.and_then(|when| when.earliest()), to: to.and_then(|when| when.latest()) })
    }

    /// Whether a date fits; one that is not understood never does.
    pub fn fits(self, when: &When) -> bool {
        if !when.is_understood() {
            return false;
        }
        let (earliest, latest) = (when.earliest(), when.latest());
        // `None` is the beginning of time on the left, and its end on the right.
        let is_after = |one: Option<Day>, other: Option<Day>| one.zip(other).is_some_and(|(one, other)| one > other);
        let overlaps = !is_after(earliest, self.to) && !is_after(self.from, latest);
        match self.relation {
            Relation::Holds => overlaps,
            Relation::Is => earliest == self.from && latest == self.to,
            Relation::IsNot => !(earliest == self.from && latest == self.to),
            Relation::More => is_after(earliest, self.to),
            Relation::AtLeast => !is_after(self.from, latest),
            Relation::Less => is_after(self.from, latest),
            Relation::AtMost => !is_after(earliest, self.to),
        }
    }
}

/// One end of a range; an empty text is open.
#[expect(clippy::option_option, reason = "an end that is open is not one that cannot be read")]
fn date(text: &str) -> Option<Option<When>> {
    if text.trim().is_empty() {
        return Some(None);
    }
    Some(When::new(text.trim())).filter(When::is_understood).map(Some)
}

/// A test of a text, without regard to case and accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextTest {
    relation: Relation,
    wanted: String,
}

impl TextTest {
    /// The test that a value stands for; `None` where texts are not compared like that.
    pub fn new(relation: Relation, value: &str) -> Option<Self> {
        let is_compared = matches!(relation, Relation::Holds | Relation::Is | Relation::IsNot);
        is_compared.then(|| Self { relation, wanted: fold(value).trim().to_owned() })
    }

    /// Whether a text fits. No text at all is no text that is something else.
    pub fn fits(&self, text: &str) -> bool {
        let folded = fold(text);
        match self.relation {
            Relation::Is => folded.trim() == self.wanted,
            Relation::IsNot => !folded.trim().is_empty() && folded.trim() != self.wanted,
            _ => folded.contains(&self.wanted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared() {
        use Relation::{AtLeast, AtMost, Holds, IsNot, Less, More};
        let fits = |relation, value: &str, number| NumberTest::new(relation, value).expect("a number").fits(number);
        assert!(
            fits(Holds, "5", 5.0) && !fits(Holds, "5", 5.5) && fits(Holds, "2..5", 2.0) && fits(Holds, "..5", -9.0)
        );
        assert!(fits(More, "5", 5.1) && !fits(More, "5", 5.0) && fits(AtLeast, "5", 5.0) && fits(IsNot, "5", 4.0));
        assert!(fits(Less, "0,5", 0.4) && fits(AtMost, "0.5", 0.5) && !fits(Less, "0.5", 0.5));
        assert_eq!(NumberTest::new(Holds, "many"), None);
        assert_eq!(NumberTest::new(Holds, "inf"), None);
    }

    #[test]
    fn dates_overlap_come_after_and_before() {
        use Relation::{AtLeast, AtMost, Holds, Is, Less, More};
        let fits =
            |relation, value: &str, when: &str| DateTest::new(relation, value).expect("a date").fits(&When::new(when));
        assert!(fits(Holds, "2014", "2014-03") && fits(Holds, "2014-03-05", "2014") && !fits(Holds, "2014", "2015"));
        assert!(
            fits(Holds, "2014..2016", "2016-12-31/2018")
                && fits(Holds, "2014..", "2030")
                && fits(Holds, "2014", "2010/..")
        );
        assert!(fits(More, "2014", "2015") && !fits(More, "2014", "2014-12-31") && !fits(More, "2014", "../2016"));
        assert!(fits(Less, "2014", "2013/2013-12") && !fits(Less, "2014", "2013/2014"));
        assert!(
            fits(AtLeast, "2014", "2010/2014") && fits(AtMost, "2014", "2014/2020") && !fits(AtMost, "2014", "2015")
        );
        assert!(fits(Is, "2014", "2014") && !fits(Is, "2014", "2014-03"));
        assert!(!fits(Holds, "2014", "some day"));
        assert_eq!(DateTest::new(Holds, "some day"), None);
    }

    #[test]
    fn texts_hold_others_or_are_them() {
        use Relation::{Holds, Is, IsNot, More};
        let fits = |relation, value: &str, text: &str| TextTest::new(relation, value).expect("a text").fits(text);
        assert!(fits(Holds, "ADA", "Adá Obi") && fits(Is, "ada obi", "Adá Obi") && !fits(Is, "ada", "Ada Obi"));
        assert!(fits(IsNot, "ada", "Ben") && !fits(IsNot, "ada", "") && !fits(IsNot, "ada", "ADA"));
        assert_eq!(TextTest::new(More, "a"), None);
    }
}
