//! Objects of numbers that are written like one before them, read at once: links in JSON are mostly that.

use super::{Items, Piece, Record, Sort, Sound};
use crate::io::digits;
use crate::io::json::scan::Words;
use crate::model::Value;

/// So many numbers an object has at most.
pub const MOST: usize = 8;

/// How an object of plain numbers is written, but for the numbers.
pub struct Numbers<'s> {
    sound: &'s Sound<'s>,
    /// What stands before each number.
    before: Vec<Words>,
    /// What stands behind the last one.
    behind: Words,
}

/// A number without a sign and an exponent, and of few digits before the point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PlainNumber {
    whole: u32,
    /// The number, where there is a point.
    broken: Option<f64>,
}

impl PlainNumber {
    /// The number, where it is written as a whole one.
    #[inline]
    #[must_use]
    pub fn whole(self) -> Option<u32> {
        if self.broken.is_none() { Some(self.whole) } else { None }
    }

    /// The number.
    #[inline]
    #[must_use]
    pub fn number(self) -> f64 {
        self.broken.unwrap_or(f64::from(self.whole))
    }

    /// The number as a detail.
    #[must_use]
    pub fn value(self) -> Value {
        self.broken.map_or(Value::WholeNumber(i64::from(self.whole)), Value::Number)
    }
}

impl<'s> Numbers<'s> {
    /// How an object is written whose fields are in `record`; `None` where it has none, more than [`MOST`], or one that is no
    /// number.
    #[must_use]
    pub fn of(object: Piece<'s>, record: &Record<'s>) -> Option<Self> {
        let members = record.members();
        let are_numbers = members.iter().all(|member| member.value.sort() == Sort::Number);
        if !object.is_object() || !are_numbers || !(1..=MOST).contains(&members.len()) {
            return None;
        }
        let bytes = object.sound.text.as_bytes();
        let mut at = object.at();
        let mut before = Vec::with_capacity(members.len());
        for member in members {
            before.push(Words::new(bytes, at, member.value.at()));
            at = member.value.span.end();
        }
        let behind = Words::new(bytes, at, object.span.end());
        Some(Self { sound: object.sound, before, behind })
    }

    /// How many numbers such an object has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.before.len()
    }

    #[inline]
    fn follow(&self, mut at: usize, numbers: &mut [PlainNumber; MOST]) -> Option<usize> {
        let bytes = self.sound.text.as_bytes();
        for (words, number) in self.before.iter().zip(numbers) {
            at = words.pass(bytes, bytes, at)?;
            let start = at;
            let (count, whole) = digits::leading(bytes, at);
            // What has more digits may not fit.
            if count == 0 || count == digits::MOST {
                return None;
            }
            at += count;
            let mut broken = None;
            if bytes.get(at) == Some(&b'.') {
                at = digits::end(bytes, at + 1);
                broken = Some(self.sound.text.get(start..at)?.parse().ok()?);
            }
            *number = PlainNumber { whole, broken };
        }
        // A number ends where this begins, which is with no digit.
        self.behind.pass(bytes, bytes, at)
    }
}

impl Items<'_> {
    /// Where the next item begins and ends, where it is an object that is written so; `numbers` are then those in it. It stays the
    /// next item until it is [passed](Self::pass).
    #[inline]
    pub fn look_at_numbers(&self, way: &Numbers<'_>, numbers: &mut [PlainNumber; MOST]) -> Option<(usize, usize)> {
        if !std::ptr::eq(self.sound.text, way.sound.text) {
            return None;
        }
        let start = way.sound.after_separators(self.at);
        Some((start, way.follow(start, numbers)?))
    }

    /// Passes over the next item, which ends at `end`.
    #[inline]
    pub fn pass(&mut self, end: usize) {
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use proptest::prelude::*;

    use super::*;
    use crate::io::json::{Shape, survey};

    /// The fields of objects; `None` where they are no numbers.
    type Fields = Vec<Vec<Option<f64>>>;

    /// What is read of a list of objects, by numbers where the first one allows for it, and otherwise; how many were read so.
    fn read_both_ways(text: &str) -> (Fields, Fields, usize) {
        let survey = survey(text, Shape::One, &mut |_| ControlFlow::Continue(())).expect("within limits");
        let root = survey.sound.root().expect("a list");
        let fields = |record: &Record<'_>| -> Vec<Option<f64>> {
            record.members().iter().map(|member| member.value.number()).collect()
        };
        let (mut by_numbers, mut otherwise, mut at_once) = (Vec::new(), Vec::new(), 0);
        let (mut items, mut record) = (root.items(), Record::default());
        while items.next_record(&mut record).is_some() {
            otherwise.push(fields(&record));
        }
        let (mut items, mut record, mut numbers) = (root.items(), Record::default(), [PlainNumber::default(); MOST]);
        while let Some(item) = items.next_record(&mut record) {
            by_numbers.push(fields(&record));
            let Some(way) = Numbers::of(item, &record) else { continue };
            while let Some((start, end)) = items.look_at_numbers(&way, &mut numbers) {
                assert!(text[start..end].starts_with('{') && text[start..end].ends_with('}'));
                by_numbers.push(numbers[..way.count()].iter().map(|number| Some(number.number())).collect());
                items.pass(end);
                at_once += 1;
            }
        }
        (by_numbers, otherwise, at_once)
    }

    #[test]
    fn records_of_plain_numbers_are_read_at_once_and_no_others() {
        let count = |text: &str| {
            let (by_numbers, otherwise, at_once) = read_both_ways(text);
            assert_eq!(by_numbers.len(), otherwise.len(), "{text}");
            at_once
        };
        let rest = |second: &str| format!(r#"[{{"source": 1, "target": 22, "weight": 0.5}}, {second}, 7]"#);
        assert_eq!(count(&rest(r#"{"source": 1234567, "target": 0, "weight": 3}"#)), 1);
        for other in [
            r#"{"source": 12345678, "target": 0, "weight": 3}"#,
            r#"{"source": 1, "target": 0, "weight": -3}"#,
            r#"{"source": 1, "target": 0, "weight": 3e2}"#,
            r#"{"source": 1, "target": 0, "weight": "3"}"#,
            r#"{"source": 1, "target": 0, "weight": 3, "id": 4}"#,
            r#"{"source": 1, "target": 0 , "weight": 3}"#,
            r#"{"source": 1, "target": 0}"#,
            "3",
        ] {
            assert_eq!(count(&rest(other)), 0, "{other}");
        }
        assert_eq!(count(r#"[{"a": 1}, {"a": 2}"#), 1, "a list that breaks off");
        assert_eq!(count(r#"[{"a": 1}, {"a": 2"#), 0);
    }

    proptest! {
        /// Whatever the list: the same numbers either way.
        #[test]
        fn numbers_are_those_that_are_read_otherwise(
            items in prop::collection::vec(r#"\{"a": ?[0-9]{1,9}(\.[0-9]{1,3})?, "b": (0|[1-9][0-9]{0,8}|true)\}"#, 1..12),
        ) {
            let text = format!("[{}]", items.join(", "));
            let (by_numbers, otherwise, _) = read_both_ways(&text);
            prop_assert_eq!(by_numbers, otherwise);
        }
    }
}
