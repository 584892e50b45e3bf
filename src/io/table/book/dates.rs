//! Dates as Excel keeps them: days since a day, and a pattern that says the number is one. ISO 8601 comes out.

use std::fmt::Write as _;

/// What a pattern makes of a number (ECMA-376 part 1, 18.8.30 and 18.8.31).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pattern {
    /// A number.
    #[default]
    Plain,
    /// A day, a time, or both.
    Date,
}

impl Pattern {
    /// The pattern of a number that every program knows.
    #[must_use]
    pub fn built_in(number: u32) -> Self {
        match number {
            // 45 to 47 are minutes and seconds, of which 46 counts hours beyond a day: that is a number of days.
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            _ => Self::Plain,
        }
    }

    /// The pattern that is written so: `yyyy-mm-dd`, `[$-409]d. mmm;@`. One that counts hours beyond a day, `[h]:mm`, is a
    /// number of days.
    #[must_use]
    pub fn of(written: &str) -> Self {
        let mut signs = written.chars();
        let mut is_date = false;
        while let Some(sign) = signs.next() {
            match sign.to_ascii_lowercase() {
                // What follows is for other numbers.
                ';' => break,
                '"' => {
                    signs.by_ref().find(|sign| *sign == '"');
                }
                '\\' | '_' | '*' => {
                    signs.next();
                }
                '[' => {
                    let inside: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    let counted = inside.to_ascii_lowercase();
                    if !counted.is_empty() && ["h", "m", "s"].iter().any(|unit| counted.replace(unit, "").is_empty()) {
                        return Self::Plain;
                    }
                }
                'y' | 'm' | 'd' | 'h' | 's' => is_date = true,
                _ => {}
            }
        }
        if is_date { Self::Date } else { Self::Plain }
    }
}

/// How many milliseconds a day has.
const DAY: i64 = 86_400_000;

/// The last day that Excel knows, 9999-12-31.
const LAST: f64 = 2_958_466.0;

/// The date of a number of days, in ISO 8601; midnight is the day alone, and less than a day is a time alone. `None` where no
/// date has that number.
#[must_use]
pub fn date(days: f64, counts_from_1904: bool) -> Option<String> {
    if !(0.0..LAST).contains(&days) {
        return None;
    }
    let all = (days * DAY as f64).round() as i64;
    let (mut day, of_day) = (all / DAY, all % DAY);
    let seconds = of_day / 1000;
    let mut time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if of_day % 1000 != 0 {
        let _ = write!(time, ".{:03}", of_day % 1000);
    }
    if day == 0 && !counts_from_1904 {
        return Some(time);
    }
    if counts_from_1904 {
        day += 1462;
    } else if day == 60 {
        // Excel has a 29 February 1900, as Lotus 1-2-3 had. There was no such day.
        return None;
    } else if day < 60 {
        // Days before it are numbered one less.
        day += 1;
    }
    // 1899-12-30 is 25,569 days before 1970-01-01.
    let (year, month, day) = civil(day - 25_569);
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(if of_day == 0 { date } else { format!("{date}T{time}") })
}

/// Year, month and day of a number of days since 1970-01-01, in the calendar of today carried back. Years are counted from
/// March, so that a leap day is the last of its year.
pub fn civil(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + 400 * era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_dates_are_told_from_those_of_numbers() {
        for written in ["yyyy-mm-dd", "[$-409]d. mmm;@", "h:mm AM/PM", "mm:ss.0", "\"on \"d/m/yy", "dd\\.mm\\.yyyy"] {
            assert_eq!(Pattern::of(written), Pattern::Date, "{written}");
        }
        for written in ["General", "0.00E+00", "#,##0.00 \"days\"", "[Red]0;[Blue]d", "[h]:mm:ss", "0\\d", "@", "_d0"] {
            assert_eq!(Pattern::of(written), Pattern::Plain, "{written}");
        }
        assert_eq!((Pattern::built_in(14), Pattern::built_in(2)), (Pattern::Date, Pattern::Plain));
    }

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        let of = |days| date(days, false);
        assert_eq!(of(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(of(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(of(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(of(25_569.0).as_deref(), Some("1970-01-01"));
        assert_eq!(of(41_699.0).as_deref(), Some("2014-03-01"));
        assert_eq!(of(45_351.75).as_deref(), Some("2024-02-29T18:00:00"));
        assert_eq!(of(45_350.999_999_999_9).as_deref(), Some("2024-02-29"), "rounded to the millisecond");
        assert_eq!(of(45_351.0 + 3_723.5 / 86_400.0).as_deref(), Some("2024-02-29T01:02:03.500"));
        assert_eq!(of(0.25 + 0.007 / 86_400.0).as_deref(), Some("06:00:00.007"));
        assert_eq!((of(60.0), of(60.75)), (None, None), "1900-02-29 never was");
        assert_eq!(of(2_958_465.0).as_deref(), Some("9999-12-31"));
        assert_eq!(of(0.5).as_deref(), Some("12:00:00"));
        assert_eq!(date(0.0, true).as_deref(), Some("1904-01-01"));
        assert_eq!((of(-1.0), of(f64::NAN), of(3e6)), (None, None, None));
    }
}
