//! The cells of a sheet of Office Open XML (ECMA-376 part 1, 18.3.1): where they are, what they hold, and texts in pieces.

use std::borrow::Cow;
use std::rc::Rc;

use super::dates::{Pattern, date};
use super::sheet::{Filling, Held, Room, number};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::limits::SHEET_COLUMNS;
use crate::io::quote::short;
use crate::io::table::split::Sort;
use crate::io::table::walk::Sheet;
use crate::io::xml::{Step, Xml};

/// What all sheets of a workbook have in common.
pub struct Shared {
    /// The texts that cells name by their numbers.
    pub texts: Vec<Rc<str>>,
    /// What each style makes of a number.
    pub patterns: Vec<Pattern>,
    /// Whether days are counted from 1904.
    pub counts_from_1904: bool,
}

/// The cells of a sheet.
///
/// # Errors
/// Where the part is damaged, or beyond a limit, or the user cancelled.
pub fn sheet(input: &mut Input<'_>, room: &mut Room, shared: &Shared, name: String) -> Result<Sheet, ReadError> {
    let mut xml = Xml::new(input);
    let mut filling = Filling::new(name);
    let mut text = String::new();
    // Where the next cell is that does not say it.
    let (mut row, mut column) = (0_u32, 0_u32);
    loop {
        match xml.next_past_blanks()? {
            Step::Open("sheetData") if xml.depth() == 2 => {}
            Step::Open("row") if xml.depth() == 3 => {
                column = 0;
                if let Some(number) = xml.attribute("r") {
                    let Some(number) = number.trim().parse::<u32>().ok().filter(|number| *number > 0) else {
                        let what = format!("a row has the number \"{}\", which is none.", short(&number));
                        return Err(xml.broken(what, "in this tag"));
                    };
                    row = number - 1;
                }
            }
            Step::Close("row") => row = row.saturating_add(1),
            Step::Open("c") if xml.depth() == 4 => {
                if let Some(name) = xml.attribute("r") {
                    let Some(place) = place(&name) else {
                        let what = format!("a cell has the name \"{}\", which no cell can have.", short(&name));
                        return Err(xml.broken(what, "in this tag"));
                    };
                    (row, column) = place;
                }
                let (held, is_uncomputed) = cell(&mut xml, shared, &mut text)?;
                if let Some(held) = held {
                    filling.put(room, row, column, held)?;
                } else if is_uncomputed {
                    filling.uncomputed((row, column), 1);
                }
                column = column.saturating_add(1);
            }
            Step::Open("mergeCells") if xml.depth() == 2 => {}
            Step::Open("mergeCell") if xml.depth() == 3 => {
                let range = xml.attribute("ref").unwrap_or_default();
                let ends = range.split_once(':').map(|(first, last)| (place(first), place(last)));
                if let Some((Some(first), Some((last, _)))) = ends {
                    filling.merge(room, first, last)?;
                }
            }
            Step::Open(_) if xml.depth() > 1 => xml.skip()?,
            Step::End => return filling.finish(room),
            _ => {}
        }
    }
}

/// Row and column, from 0, of a name such as `BC12`.
fn place(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let mut column = 0_u32;
    for letter in name[..letters].bytes() {
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > SHEET_COLUMNS {
            return None;
        }
    }
    let digits = &name[letters..];
    let row = digits.parse::<u32>().ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_digit()))?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// What the cell holds that was just opened, and whether that is a formula of which the file does not say what it came to. The
/// walk stands after it then.
fn cell(xml: &mut Xml<'_, '_>, shared: &Shared, text: &mut String) -> Result<(Option<Held>, bool), ReadError> {
    let depth = xml.depth();
    let kind = xml.attribute("t").unwrap_or(Cow::Borrowed("n"));
    let style = xml.attribute("s").and_then(|style| style.trim().parse::<usize>().ok());
    let mut held = None;
    // An empty text that a formula came to is stored as one.
    let mut is_uncomputed = false;
    loop {
        match xml.next_past_blanks()? {
            Step::Open("f") => {
                is_uncomputed = kind != "str";
                xml.skip()?;
            }
            Step::Open("is") => {
                rich_text(xml, text)?;
                held = (!text.is_empty()).then(|| (Sort::Text, text.as_str().into()));
            }
            // A text that stands in the cell itself is not in its value.
            Step::Open("v") if kind != "inlineStr" => {
                let at = xml.at();
                let value = match xml.plain_leaf()? {
                    Some(value) => Cow::Borrowed(value),
                    None => xml.text_within()?,
                };
                held = match kind.as_ref() {
                    "s" if value.trim().is_empty() => None,
                    "s" => {
                        let number = value.trim().parse::<usize>().ok();
                        let Some(text) = number.and_then(|number| shared.texts.get(number)) else {
                            let what = format!(
                                "a cell names shared text {} (counted from 0), which the workbook does not have.",
                                short(&value)
                            );
                            return Err(xml.input.broken(at, what, "here"));
                        };
                        (!text.is_empty()).then(|| (Sort::Text, text.clone()))
                    }
                    _ => value_of(&kind, &value, style.and_then(|style| shared.patterns.get(style)), shared),
                };
            }
            Step::Open(_) => xml.skip()?,
            _ if xml.depth() < depth => return Ok((held, is_uncomputed)),
            _ => {}
        }
    }
}

fn value_of(kind: &str, value: &str, pattern: Option<&Pattern>, shared: &Shared) -> Option<Held> {
    let trimmed = value.trim();
    let held: Held = match kind {
        "b" => (Sort::YesNo, if matches!(trimmed, "1" | "true") { "true" } else { "false" }.into()),
        "e" => (Sort::Error, trimmed.into()),
        "d" => (Sort::Date, trimmed.trim_end_matches("T00:00:00").into()),
        "str" => (Sort::Text, unescaped(value).into()),
        _ => {
            let days = || trimmed.parse().ok().and_then(|days| date(days, shared.counts_from_1904));
            match pattern.filter(|pattern| **pattern == Pattern::Date).and_then(|_| days()) {
                // A time alone is no date.
                Some(time) if !time.contains('-') => (Sort::Text, time.into()),
                Some(date) => (Sort::Date, date.into()),
                None => return number(trimmed),
            }
        }
    };
    (!trimmed.is_empty()).then_some(held)
}

/// The text in the tag that was just opened, whose pieces may look different; how it is to be spoken is left out.
pub fn rich_text(xml: &mut Xml<'_, '_>, text: &mut String) -> Result<(), ReadError> {
    let depth = xml.depth();
    text.clear();
    loop {
        match xml.next_past_blanks()? {
            Step::Open("t") => {
                let keeps_blanks = xml.attribute_as_written("xml:space").as_deref() == Some("preserve");
                let piece = match xml.plain_leaf()? {
                    Some(piece) => Cow::Borrowed(piece),
                    None => xml.text_within()?,
                };
                let blanks = [' ', '\t', '\n', '\r'];
                let piece = if keeps_blanks { piece.as_ref() } else { piece.trim_matches(blanks) };
                text.push_str(&unescaped(piece));
                xml.input.check_text(xml.at(), text.len())?;
            }
            Step::Open("r") => {}
            Step::Open(_) => xml.skip()?,
            _ if xml.depth() < depth => return Ok(()),
            _ => {}
        }
    }
}

/// A text with the signs that XML cannot hold: `_x000D_` stands for a carriage return (ECMA-376 part 1, 22.9.2.19).
fn unescaped(written: &str) -> Cow<'_, str> {
    if !written.contains("_x") {
        return Cow::Borrowed(written);
    }
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).and_then(|code| code.strip_suffix('_'));
        let code = code.filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        text.push_str(&rest[..at]);
        if let Some(sign) = sign {
            text.push(sign);
            rest = &rest[at + 7..];
        } else {
            text.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_by_letters_and_a_number() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("bc12"), Some((11, 54)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        for name in ["", "A", "1", "A0", "XFE1", "ZZZZZZZZZZZZ1", "A99999999999", "A+1", "$A$1", "é1"] {
            assert_eq!(place(name), None, "{name}");
        }
    }

    #[test]
    fn signs_that_xml_cannot_hold_come_back() {
        assert_eq!(unescaped("a_x000D_b"), "a\rb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("max_x_y _xD800_ _x00é_"), "max_x_y _xD800_ _x00é_");
    }

    #[test]
    fn values_are_what_their_kind_and_their_pattern_say() {
        let shared = Shared { texts: Vec::new(), patterns: vec![Pattern::Date], counts_from_1904: false };
        let of = |kind, value, style: Option<&Pattern>| {
            value_of(kind, value, style, &shared).map(|(sort, text)| (sort, text.to_string()))
        };
        let date = Some(&Pattern::Date);
        assert_eq!(of("n", "41699", date), Some((Sort::Date, "2014-03-01".to_owned())));
        assert_eq!(of("n", "0.25", date), Some((Sort::Text, "06:00:00".to_owned())));
        assert_eq!(of("n", "-5", date), Some((Sort::Number, "-5".to_owned())));
        assert_eq!(of("n", "41699", None), Some((Sort::Number, "41699".to_owned())));
        assert_eq!(of("b", "1", None), Some((Sort::YesNo, "true".to_owned())));
        assert_eq!(of("e", "#N/A", None), Some((Sort::Error, "#N/A".to_owned())));
        assert_eq!(of("d", "2014-03-01T00:00:00", None), Some((Sort::Date, "2014-03-01".to_owned())));
        assert_eq!(of("str", "", None), None);
    }
}
