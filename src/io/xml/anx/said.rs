//! What a card, or a chart item itself, says: words, source, grades, and which part of its date counts.

use std::borrow::Cow;

/// What a card, or an item itself, says: words, source, grades and date.
#[derive(Default, PartialEq)]
pub struct Said<'a> {
    pub summary: Cow<'a, str>,
    pub text: Cow<'a, str>,
    pub source: Cow<'a, str>,
    pub source_type: Cow<'a, str>,
    /// Positions in the three grade tables.
    pub grades: [Option<Cow<'a, str>>; 3],
    pub date: Cow<'a, str>,
    pub date_set: Option<bool>,
    pub time_set: Option<bool>,
    pub date_words: Cow<'a, str>,
    pub time_zone: Cow<'a, str>,
}

impl<'a> Said<'a> {
    /// Takes an attribute that cards and chart items have in common.
    pub fn take(&mut self, name: &str, value: Cow<'a, str>) {
        match name {
            "SourceReference" => self.source = value,
            "SourceType" => self.source_type = value,
            "GradeOneIndex" => self.grades[0] = Some(value),
            "GradeTwoIndex" => self.grades[1] = Some(value),
            "GradeThreeIndex" => self.grades[2] = Some(value),
            "DateTime" => self.date = value,
            "DateSet" => self.date_set = Some(is_true(&value)),
            "TimeSet" => self.time_set = Some(is_true(&value)),
            "DateTimeDescription" => self.date_words = value,
            _ => {}
        }
    }

    /// The date and the time of day that were set; charts write both and say which of them count.
    pub fn date_and_time(&self) -> (Option<String>, Option<String>) {
        let text = self.date.trim();
        if text.is_empty() {
            return (None, None);
        }
        // Anything but a date of ISO 8601 with a time behind it stays as it is.
        let (day, time) = match text.split_at_checked(10) {
            Some((day, rest)) if is_day(day) && rest.starts_with(['T', ' ']) => (day, &rest[1..]),
            _ => (text, ""),
        };
        // A fraction of a second that is zero says nothing.
        let time = match time.split_once('.') {
            Some((whole, fraction)) => {
                let zone = fraction.trim_start_matches('0');
                if zone.starts_with(|sign: char| sign.is_ascii_digit()) {
                    time.to_owned()
                } else {
                    format!("{whole}{zone}")
                }
            }
            None => time.to_owned(),
        };
        let date_counts = self.date_set.unwrap_or(self.time_set.is_none());
        let time_counts = self.time_set.unwrap_or(self.date_set.is_none() && time != "00:00:00") && !time.is_empty();
        (date_counts.then(|| day.to_owned()), time_counts.then_some(time))
    }
}

/// `2024-01-15`.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

/// Yes, in any spelling that is in use.
pub fn is_true(text: &str) -> bool {
    matches!(text.trim(), "true" | "True" | "TRUE" | "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_set_of_a_date_counts() {
        let said = |date: &'static str, date_set, time_set| {
            let said = Said { date: Cow::Borrowed(date), date_set, time_set, ..Said::default() };
            said.date_and_time()
        };
        let both = |day: &str, time: &str| (Some(day.to_owned()), Some(time.to_owned()));
        let full = "2024-01-15T14:30:00.000";
        assert_eq!(said(full, Some(true), Some(true)), both("2024-01-15", "14:30:00"));
        assert_eq!(said(full, Some(true), Some(false)), (Some("2024-01-15".to_owned()), None));
        assert_eq!(said(full, Some(true), None), (Some("2024-01-15".to_owned()), None));
        assert_eq!(said(full, Some(false), Some(true)), (None, Some("14:30:00".to_owned())));
        assert_eq!(said(full, Some(false), Some(false)), (None, None));
        assert_eq!(said(full, None, None), both("2024-01-15", "14:30:00"));
        assert_eq!(said("2024-01-15T14:30:00.250Z", Some(true), Some(true)), both("2024-01-15", "14:30:00.250Z"));
        assert_eq!(said("2024-01-15", None, None), (Some("2024-01-15".to_owned()), None));
        assert_eq!(said("15/01/2024 14:30", Some(true), Some(true)), (Some("15/01/2024 14:30".to_owned()), None));
    }
}
