//! Single values of Parquet as cells: by the kind in which they are stored, and by what they mean.

use std::rc::Rc;

use super::schema::{Leaf, Logical};
use crate::io::table::book::civil;
use crate::io::table::split::Sort;

/// What a cell holds.
pub type Held = (Sort, Rc<str>);

/// Values that stand one behind the other.
pub struct Plain<'b> {
    bytes: &'b [u8],
    /// The next byte; of those that are yes or no, the next bit.
    at: usize,
}

impl<'b> Plain<'b> {
    /// From the first of these bytes on.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Whether all bytes are read.
    pub fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// The next value of a column; `None` where the bytes end before it, or hold none.
    pub fn next(&mut self, leaf: &Leaf) -> Option<Held> {
        match leaf.physical {
            0 => {
                let byte = self.bytes.get(self.at / 8)?;
                let is_set = byte >> (self.at % 8) & 1 == 1;
                self.at += 1;
                Some(yes_no(is_set))
            }
            1 => whole(i64::from(i32::from_le_bytes(self.array()?)), leaf),
            2 => whole(i64::from_le_bytes(self.array()?), leaf),
            3 => {
                let nanoseconds = i64::from_le_bytes(self.array()?);
                let day = i64::from(i32::from_le_bytes(self.array()?)) - JULIAN_1970;
                let all = i128::from(day) * i128::from(DAY) * 1_000_000_000 + i128::from(nanoseconds);
                Some(moment(all, 1_000_000_000, false))
            }
            4 => {
                let number = f32::from_le_bytes(self.array()?);
                Some(number_or_text(number.is_finite(), format!("{number:?}")))
            }
            5 => {
                let number = f64::from_le_bytes(self.array()?);
                Some(number_or_text(number.is_finite(), format!("{number:?}")))
            }
            6 => {
                let length = u32::from_le_bytes(self.array()?) as usize;
                of_bytes(self.take(length)?, leaf)
            }
            7 if leaf.length > 0 => of_bytes(self.take(leaf.length)?, leaf),
            _ => None,
        }
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The number of 1970-01-01 where days are counted from 4713 before our era.
const JULIAN_1970: i64 = 2_440_588;

/// Yes or no as a cell.
pub fn yes_no(is_set: bool) -> Held {
    (Sort::YesNo, if is_set { "true" } else { "false" }.into())
}

fn number_or_text(is_number: bool, text: String) -> Held {
    (if is_number { Sort::Number } else { Sort::Text }, text.into())
}

/// A whole number as a cell.
pub fn whole(number: i64, leaf: &Leaf) -> Option<Held> {
    Some(match leaf.logical {
        Logical::Decimal(scale) => return decimal(i128::from(number), scale),
        Logical::Date => match day(number) {
            Some(day) => (Sort::Date, day.into()),
            None => number_or_text(true, number.to_string()),
        },
        Logical::Time(parts) => {
            let second = number.div_euclid(parts);
            (Sort::Text, (clock(second) + &fraction(number.rem_euclid(parts), parts)).into())
        }
        Logical::Timestamp(parts, is_utc) => moment(i128::from(number), parts, is_utc),
        Logical::Unsigned if leaf.physical == 1 => number_or_text(true, (number as u32).to_string()),
        Logical::Unsigned => number_or_text(number >= 0, (number.cast_unsigned()).to_string()),
        _ => number_or_text(true, number.to_string()),
    })
}

/// Bytes as a cell, where a column can hold them.
pub fn of_bytes(bytes: &[u8], leaf: &Leaf) -> Option<Held> {
    match (leaf.logical, bytes) {
        (Logical::Text, _) => return Some((Sort::Text, std::str::from_utf8(bytes).ok()?.into())),
        (Logical::Decimal(scale), [first, ..]) if bytes.len() <= 16 => {
            let sign = if *first >= 0x80 { -1 } else { 0 };
            let number = bytes.iter().fold(sign, |number: i128, byte| number << 8 | i128::from(*byte));
            return decimal(number, scale);
        }
        (Logical::Half, [low, high]) => {
            let number = half(u16::from_le_bytes([*low, *high]));
            return Some(number_or_text(number.is_finite(), format!("{number:?}")));
        }
        (Logical::Uuid, _) if bytes.len() == 16 => {
            let mut text = hexadecimal(bytes);
            for at in [20, 16, 12, 8] {
                text.insert(at, '-');
            }
            return Some((Sort::Text, text.into()));
        }
        _ => {}
    }
    // Older writers do not say which bytes are texts.
    Some(match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => (Sort::Text, text.into()),
        _ => (Sort::Text, format!("0x{}", hexadecimal(bytes)).into()),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |digit: u8| char::from(b"0123456789abcdef"[usize::from(digit)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// A number with a point before its last digits; one of very many digits is a text, because a number would round it.
fn decimal(number: i128, scale: i64) -> Option<Held> {
    const EXACT_DIGITS: usize = 15;
    let scale = usize::try_from(scale).ok().filter(|scale| *scale <= 76)?;
    let digits = number.unsigned_abs().to_string();
    let is_exact = digits.len().max(scale) <= EXACT_DIGITS;
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (before, behind) = digits.split_at(digits.len() - scale);
    let sign = if number < 0 { "-" } else { "" };
    let point = if scale > 0 { "." } else { "" };
    Some(number_or_text(is_exact, format!("{sign}{before}{point}{behind}")))
}

/// A number of 16 bits (IEEE 754, binary16).
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2.0_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction / 1024.0) * 2.0_f32.powi(exponent - 15),
    }
}

/// A day in ISO 8601; `None` where its year has not four digits.
fn day(days: i64) -> Option<String> {
    // Days of which the calendar cannot be reckoned are far beyond those years.
    let days = Some(days).filter(|days| (-10_000_000..10_000_000).contains(days))?;
    let (year, month, day) = civil(days);
    (0..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn clock(second: i64) -> String {
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

/// The part of a second, without zeros at its end; nothing where it is none.
fn fraction(part: i64, parts: i64) -> String {
    if part == 0 {
        return String::new();
    }
    let width = parts.to_string().len() - 1;
    format!(".{part:0>width$}").trim_end_matches('0').to_owned()
}

/// A date with its time; midnight is the day alone, as in spreadsheets, unless it is said to be that of UTC.
fn moment(all: i128, parts: i64, is_utc: bool) -> Held {
    let second = all.div_euclid(i128::from(parts));
    let part = all.rem_euclid(i128::from(parts)) as i64;
    let (days, second) = (second.div_euclid(i128::from(DAY)), second.rem_euclid(i128::from(DAY)) as i64);
    let Some(day) = i64::try_from(days).ok().and_then(day) else {
        return number_or_text(i64::try_from(all).is_ok(), all.to_string());
    };
    if second == 0 && part == 0 && !is_utc {
        return (Sort::Date, day.into());
    }
    let zone = if is_utc { "Z" } else { "" };
    (Sort::Date, format!("{day}T{}{}{zone}", clock(second), fraction(part, parts)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(physical: i64, logical: Logical, bytes: &[u8]) -> Option<(Sort, String)> {
        let leaf = Leaf { physical, logical, length: bytes.len(), ..Leaf::default() };
        Plain::new(bytes).next(&leaf).map(|(sort, text)| (sort, text.to_string()))
    }

    #[test]
    fn numbers_are_what_their_meaning_says() {
        let number = |text: &str| Some((Sort::Number, text.to_owned()));
        assert_eq!(of(1, Logical::None, &(-5_i32).to_le_bytes()), number("-5"));
        assert_eq!(of(1, Logical::Unsigned, &u32::MAX.to_le_bytes()), number("4294967295"));
        assert_eq!(of(2, Logical::Unsigned, &u64::MAX.to_le_bytes()), Some((Sort::Text, u64::MAX.to_string())));
        assert_eq!(of(4, Logical::None, &0.1_f32.to_le_bytes()), number("0.1"));
        assert_eq!(of(5, Logical::None, &3.0_f64.to_le_bytes()), number("3.0"), "it is no whole number");
        assert_eq!(of(5, Logical::None, &f64::NAN.to_le_bytes()), Some((Sort::Text, "NaN".to_owned())));
        assert_eq!(of(1, Logical::Decimal(2), &(-5_i32).to_le_bytes()), number("-0.05"));
        assert_eq!(of(7, Logical::Decimal(0), &[0xff, 0xfe]), number("-2"));
        let long = of(2, Logical::Decimal(1), &(10_i64.pow(16) + 1).to_le_bytes());
        assert_eq!(long, Some((Sort::Text, "1000000000000000.1".to_owned())));
        assert_eq!(of(1, Logical::Decimal(1 << 40), &[0; 4]), None);
        for (bits, text) in [(0x3c00_u16, "1.0"), (0xc000, "-2.0"), (1, "5.9604645e-8"), (0x3555, "0.33325195")] {
            assert_eq!(of(7, Logical::Half, &bits.to_le_bytes()), number(text));
        }
    }

    #[test]
    fn dates_and_times_are_written_in_iso_8601() {
        let date = |text: &str| Some((Sort::Date, text.to_owned()));
        assert_eq!(of(1, Logical::Date, &(-1_i32).to_le_bytes()), date("1969-12-31"));
        assert_eq!(of(2, Logical::Date, &i64::MIN.to_le_bytes()), Some((Sort::Number, i64::MIN.to_string())));
        let of_ms = |ms: i64, is_utc| of(2, Logical::Timestamp(1000, is_utc), &ms.to_le_bytes());
        assert_eq!(of_ms(0, false), date("1970-01-01"));
        assert_eq!(of_ms(0, true), date("1970-01-01T00:00:00Z"));
        assert_eq!(of_ms(-250, false), date("1969-12-31T23:59:59.75"));
        assert_eq!(of_ms(i64::MIN, false), Some((Sort::Number, i64::MIN.to_string())));
        let impala = [&3_600_000_000_000_i64.to_le_bytes()[..], &2_440_589_i32.to_le_bytes()].concat();
        assert_eq!(of(3, Logical::None, &impala), date("1970-01-02T01:00:00"));
        let clock = of(2, Logical::Time(1_000_000), &500_i64.to_le_bytes());
        assert_eq!(clock, Some((Sort::Text, "00:00:00.0005".to_owned())));
    }

    #[test]
    fn bytes_are_texts_where_they_can_be() {
        let text = |text: &str| Some((Sort::Text, text.to_owned()));
        assert_eq!(of(7, Logical::None, b"abc"), text("abc"));
        assert_eq!(of(7, Logical::None, b"\xff\x00"), text("0xff00"));
        assert_eq!(of(7, Logical::Text, b"\xff"), None, "a text is never written anew");
        assert_eq!(of(7, Logical::Uuid, &[0x1f; 16]), text("1f1f1f1f-1f1f-1f1f-1f1f-1f1f1f1f1f1f"));
        assert_eq!(of(6, Logical::Text, &[9, 0, 0, 0, b'a']), None, "cut");
    }
}
