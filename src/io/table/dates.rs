//! Dates as people write them in tables, as dates of EDTF: `13/03/2007`, `13.3.2007`, `2007-03-13 12:00`, the intervals of
//! Gephi. What cannot be told for sure is left as it is.

use std::borrow::Cow;

use super::mapping::DateOrder;
use crate::model::When;

/// The date as EDTF; `None` where it is none, or its order of day, month and year is not known.
#[must_use]
pub fn edtf(text: &str, order: Option<DateOrder>) -> Option<Cow<'_, str>> {
    if When::new(text).is_understood() {
        return Some(Cow::Borrowed(text));
    }
    if let Some(interval) = interval(text, order) {
        return Some(Cow::Owned(interval));
    }
    let (date, time) = match text.split_once([' ', 'T']) {
        Some((date, time)) => (date, Some(time.trim())),
        None => (text, None),
    };
    let (numbers, dotted) = numbers(date)?;
    let order = if numbers[0].len() == 4 {
        DateOrder::YearMonthDay
    } else if dotted {
        DateOrder::DayMonthYear
    } else {
        order?
    };
    let [year, month, day] = match order {
        DateOrder::YearMonthDay => numbers,
        DateOrder::DayMonthYear => [numbers[2], numbers[1], numbers[0]],
        DateOrder::MonthDayYear => [numbers[2], numbers[0], numbers[1]],
    };
    if year.len() != 4 {
        return None;
    }
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    let whole = match time {
        // The time of midnight says only that the program knows no dates without times.
        None => date,
        Some(time) if time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')) => date,
        Some(time) => {
            // Dates know no parts of seconds.
            let time = time.split_once('.').map_or(time, |(time, _)| time);
            let time = if time.matches(':').count() == 1 { format!("{time}:00") } else { time.to_owned() };
            format!("{date}T{time:0>8}")
        }
    };
    When::new(whole.as_str()).is_understood().then_some(Cow::Owned(whole))
}

/// Three numbers with the same sign between them, and whether that is a dot.
fn numbers(date: &str) -> Option<([&str; 3], bool)> {
    let sign = date.chars().find(|sign| !sign.is_ascii_digit()).filter(|sign| matches!(sign, '/' | '.' | '-'))?;
    let mut parts = date.split(sign);
    let numbers = [parts.next()?, parts.next()?, parts.next()?];
    let is_number = |text: &&str| matches!(text.len(), 1 | 2 | 4) && text.bytes().all(|byte| byte.is_ascii_digit());
    (parts.next().is_none() && numbers.iter().all(is_number)).then_some((numbers, sign == '.'))
}

/// The order that all dates have that are written with slashes or hyphens; `None` where it cannot be told.
#[must_use]
pub fn order<'t>(texts: impl Iterator<Item = &'t str>) -> Option<DateOrder> {
    let (mut day_first, mut month_first) = (false, false);
    for text in texts {
        let date = text.split([' ', 'T']).next().unwrap_or_default();
        let Some(([one, two, _], false)) = numbers(date) else { continue };
        if one.len() == 4 {
            continue;
        }
        let is_day = |text: &str| text.parse().is_ok_and(|number: u32| number > 12);
        day_first |= is_day(one);
        month_first |= is_day(two);
    }
    match (day_first, month_first) {
        (true, false) => Some(DateOrder::DayMonthYear),
        (false, true) => Some(DateOrder::MonthDayYear),
        _ => None,
    }
}

/// Whether a text is a date of which only the order of day and month is not known.
#[must_use]
pub fn is_of_unknown_order(text: &str) -> bool {
    edtf(text, Some(DateOrder::DayMonthYear)).is_some() || edtf(text, Some(DateOrder::MonthDayYear)).is_some()
}

/// From the first beginning to the last end of intervals as Gephi writes them: `<[2001.0, 2003.0); [2005.0, 2007.0]>`.
fn interval(text: &str, order: Option<DateOrder>) -> Option<String> {
    let inside = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let mut spells = inside.split(';').map(|spell| {
        let spell = spell.trim();
        let bounds = spell.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
        let (start, end) = bounds.split_once(',')?;
        Some((bound(start.trim(), order)?, bound(end.trim(), order)?))
    });
    let (start, mut end) = spells.next()??;
    for spell in spells {
        end = spell?.1;
    }
    let interval = if start == end { start } else { format!("{start}/{end}") };
    (interval != ".." && When::new(interval.as_str()).is_understood()).then_some(interval)
}

fn bound(text: &str, order: Option<DateOrder>) -> Option<String> {
    if text.ends_with("Infinity") {
        return Some("..".to_owned());
    }
    // Gephi counts in numbers; those of four digits are years.
    let text = text.strip_suffix(".0").unwrap_or(text);
    edtf(text, order).map(Cow::into_owned)
}

/// A beginning and an end as one interval; either may be missing.
#[must_use]
pub fn from_to(start: &str, end: &str) -> String {
    let open = |text: &str| if text.is_empty() { "..".to_owned() } else { text.to_owned() };
    match (start, end) {
        ("", "") => String::new(),
        (start, end) if start == end => start.to_owned(),
        (start, end) => format!("{}/{}", open(start), open(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        edtf(text, None).map(Cow::into_owned)
    }

    #[test]
    fn dates_that_can_be_told_become_edtf() {
        for (text, date) in [
            ("2007", "2007"),
            ("2007/2009", "2007/2009"),
            ("13.3.2007", "2007-03-13"),
            ("2007/03/13", "2007-03-13"),
            ("2007-3-1", "2007-03-01"),
            ("2007-03-13 00:00:00", "2007-03-13"),
            ("2007-03-13 9:30", "2007-03-13T09:30:00"),
            ("<[2001.0, 2003.0); [2005.0, 2007.0]>", "2001/2007"),
            ("<[2001-05-01, Infinity]>", "2001-05-01/.."),
            ("[2001, 2001]", "2001"),
        ] {
            assert_eq!(read(text).as_deref(), Some(date), "{text}");
        }
        for text in ["", "3/4/2007", "13/3/07", "31.2.2007", "1.5", "<[1.5, 2.5]>", "tomorrow", "1/2/3/4"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_is_told_by_days_beyond_the_twelfth() {
        assert_eq!(order(["1/2/2007", "13/2/2007"].into_iter()), Some(DateOrder::DayMonthYear));
        assert_eq!(order(["1/2/2007 10:00", "1/20/2007 10:00"].into_iter()), Some(DateOrder::MonthDayYear));
        assert_eq!(order(["1/2/2007", "3/4/2007"].into_iter()), None);
        assert_eq!(order(["13/2/2007", "2/13/2007"].into_iter()), None);
        assert_eq!(edtf("3/4/2007", Some(DateOrder::MonthDayYear)).as_deref(), Some("2007-03-04"));
    }

    #[test]
    fn beginnings_and_ends_make_an_interval() {
        assert_eq!(from_to("2007", "2009"), "2007/2009");
        assert_eq!(from_to("", "2009"), "../2009");
        assert_eq!(from_to("2007", ""), "2007/..");
        assert_eq!((from_to("", ""), from_to("2007", "2007")), (String::new(), "2007".to_owned()));
    }
}
