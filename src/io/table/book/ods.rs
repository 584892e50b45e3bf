//! Sheets of an OpenDocument spreadsheet (ISO/IEC 26300, ODF 1.3 part 3): the tables in `content.xml` with the types of their
//! cells. Styles, formulas, remarks and drawings are passed over.

use std::collections::HashSet;

use super::parts::Parts;
use super::sheet::{Filling, Held, Room, hidden, number};
use crate::io::error::{ReadCause, ReadError};
use crate::io::input::Input;
use crate::io::limits::{TEXT_BYTES, bytes_in_words};
use crate::io::table::split::Sort;
use crate::io::table::walk::Sheet;
use crate::io::xml::{Step, Xml};

/// The sheets of a file.
///
/// # Errors
/// As [`super::sheets`].
pub fn sheets(input: &mut Input<'_>, parts: &mut Parts<'_>, room: &mut Room) -> Result<Vec<Sheet>, ReadError> {
    let result = parts.must_read(input, "content.xml", |part| {
        room.unpacked(part.bytes.len());
        Content { xml: Xml::new(part), room, text: String::new() }.sheets()
    });
    let is_damaged = result.as_ref().is_err_and(|error| error.cause() == ReadCause::Broken);
    if is_damaged && parts.holds(input, "META-INF/manifest.xml", b"encryption-data") {
        let what = "The spreadsheet is protected with a password.";
        let way_out = "Open it in the program it came from, save it without a password, and open that.";
        return Err(ReadError::new(ReadCause::NotThisFormat, input.name, what, way_out));
    }
    result
}

/// A walk over the contents.
struct Content<'r, 'i, 'a> {
    xml: Xml<'i, 'a>,
    room: &'r mut Room,
    /// The text of the cell that is read.
    text: String,
}

impl Content<'_, '_, '_> {
    fn sheets(mut self) -> Result<Vec<Sheet>, ReadError> {
        let mut sheets = Vec::new();
        let mut styles_that_hide: HashSet<String> = HashSet::new();
        let mut style = String::new();
        let mut is_in_book = false;
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("spreadsheet") if self.xml.depth() == 3 => is_in_book = true,
                Step::Open("table") if is_in_book && self.xml.depth() == 4 => {
                    let name = self.xml.attribute("name").unwrap_or_default().into_owned();
                    let style = self.xml.attribute("style-name").unwrap_or_default();
                    if styles_that_hide.contains(style.as_ref()) {
                        self.xml.skip()?;
                        sheets.push(hidden(name));
                    } else {
                        sheets.push(self.sheet(name)?);
                    }
                }
                // What was changed, and what other files hold, has tables of its own.
                Step::Open(_) if is_in_book => self.xml.skip()?,
                Step::Open("style") => style = self.xml.attribute("name").unwrap_or_default().into_owned(),
                Step::Open("table-properties") if self.xml.attribute("display").as_deref() == Some("false") => {
                    styles_that_hide.insert(style.clone());
                }
                Step::Close("spreadsheet") => is_in_book = false,
                Step::End => return Ok(sheets),
                _ => {}
            }
        }
    }

    fn sheet(&mut self, name: String) -> Result<Sheet, ReadError> {
        let depth = self.xml.depth();
        let mut filling = Filling::new(name);
        let mut row = 0;
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("table-row") => {
                    let times = self.times("number-rows-repeated");
                    self.row(&mut filling, row, times)?;
                    row = row.saturating_add(times);
                }
                Step::Open("table-header-rows" | "table-rows" | "table-row-group") => {}
                Step::Open(_) => self.xml.skip()?,
                _ if self.xml.depth() < depth => return filling.finish(self.room),
                _ => {}
            }
        }
    }

    /// How many times the tag that was just opened stands for itself.
    fn times(&self, attribute: &str) -> u32 {
        self.xml.attribute(attribute).and_then(|times| times.trim().parse().ok()).unwrap_or(1).max(1)
    }

    fn row(&mut self, filling: &mut Filling, row: u32, times: u32) -> Result<(), ReadError> {
        let depth = self.xml.depth();
        let mut cells = Vec::new();
        let mut column: u32 = 0;
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("table-cell" | "covered-table-cell") => {
                    let repeated = self.times("number-columns-repeated");
                    let is_uncomputed =
                        self.xml.attribute("formula").is_some() && self.xml.attribute("value-type").is_none();
                    let spanned = self.times("number-rows-spanned");
                    let held = self.cell()?;
                    if is_uncomputed && held.is_none() {
                        filling.uncomputed((row, column), repeated.saturating_mul(times));
                    }
                    if let Some(held) = held {
                        filling.merge(self.room, (row, column), row.saturating_add(spanned - 1))?;
                        filling.put_side_by_side(self.room, &mut cells, (column, repeated), held)?;
                    }
                    column = column.saturating_add(repeated);
                }
                Step::Open(_) => self.xml.skip()?,
                _ if self.xml.depth() < depth => return filling.put_rows(self.room, row, times, cells),
                _ => {}
            }
        }
    }

    /// What the cell holds that was just opened. The walk stands after it then.
    fn cell(&mut self) -> Result<Option<Held>, ReadError> {
        let kind = self.xml.attribute("value-type").unwrap_or_default();
        let is_error = self.xml.attribute_as_written("calcext:value-type").as_deref() == Some("error");
        let value = self.xml.attribute(match kind.as_ref() {
            "float" | "percentage" | "currency" => "value",
            "date" => "date-value",
            "time" => "time-value",
            "boolean" => "boolean-value",
            _ => "string-value",
        });
        self.shown_text()?;
        let shown = self.text.as_str();
        // The errors of formulas have an empty value; what is shown of them says more.
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            let sort = if is_error { Sort::Error } else { Sort::Text };
            return Ok((!shown.is_empty()).then(|| (sort, shown.into())));
        };
        let sort = match kind.as_ref() {
            "float" | "percentage" | "currency" => return Ok(number(&value)),
            "date" => Sort::Date,
            "boolean" => Sort::YesNo,
            _ if is_error => Sort::Error,
            _ => Sort::Text,
        };
        let value = if sort == Sort::Date { value.trim_end_matches("T00:00:00") } else { value.as_ref() };
        Ok(Some((sort, value.into())))
    }

    /// The paragraphs in the tag that was just opened, one a line, without remarks and drawings, into [`Self::text`].
    fn shown_text(&mut self) -> Result<(), ReadError> {
        let depth = self.xml.depth();
        self.text.clear();
        let mut is_first = true;
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("p" | "h") => {
                    if !std::mem::take(&mut is_first) {
                        self.text.push('\n');
                    }
                    self.paragraph()?;
                }
                Step::Open("list" | "list-item" | "list-header" | "section") => {}
                Step::Open(_) => self.xml.skip()?,
                _ if self.xml.depth() < depth => return Ok(()),
                _ => {}
            }
        }
    }

    /// A paragraph: blanks in a row are one, those at its ends are none (ODF 1.3 part 3, 6.1.2).
    fn paragraph(&mut self) -> Result<(), ReadError> {
        let depth = self.xml.depth();
        let start = self.text.len();
        let mut has_blank = false;
        loop {
            let step = self.xml.next()?;
            let spaces = match &step {
                Step::Open("s") => {
                    self.xml.attribute("c").and_then(|count| count.trim().parse().ok()).unwrap_or(1_usize)
                }
                Step::Open("tab" | "line-break") => 1,
                _ => 0,
            };
            if has_blank && spaces > 0 {
                self.text.push(' ');
                has_blank = false;
            }
            match step {
                Step::Text(piece) => {
                    for sign in piece.chars() {
                        if matches!(sign, ' ' | '\t' | '\n' | '\r') {
                            has_blank = self.text.len() > start;
                            continue;
                        }
                        if std::mem::take(&mut has_blank) {
                            self.text.push(' ');
                        }
                        self.text.push(sign);
                    }
                }
                Step::Open("s") if spaces > TEXT_BYTES => {
                    let limit = bytes_in_words(TEXT_BYTES as u64);
                    let what = format!("a text has more than {limit} of spaces, which is the limit.");
                    return Err(self.xml.input.beyond(self.xml.at(), what));
                }
                Step::Open("s") => self.text.extend(std::iter::repeat_n(' ', spaces)),
                Step::Open("tab") => self.text.push('\t'),
                Step::Open("line-break") => self.text.push('\n'),
                Step::Open("annotation" | "note" | "ruby-text" | "frame" | "custom-shape" | "g" | "script") => {
                    self.xml.skip()?;
                }
                _ if self.xml.depth() < depth => return Ok(()),
                _ => {}
            }
            self.xml.input.check_text(self.xml.at(), self.text.len())?;
        }
    }
}
