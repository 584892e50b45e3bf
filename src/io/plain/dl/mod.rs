//! DL, the text format of UCINET: a header with sizes and labels, then one or several matrices in one of many layouts.
//!
//! After the description of the DL language in the help of UCINET 6. Labels keep their case, which UCINET does not; they
//! are longer than its 18 letters where the file has them so.

mod data;
mod header;
mod lists;
mod scan;

use std::borrow::Cow;

use header::{Header, Layout, read_header};
use scan::Scanner;

use super::sides::Sides;
use super::words::Word;
use crate::io::draft::Draft;
use crate::io::error::{ReadError, counted};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Warning;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "dl",
    name: "UCINET DL",
    extensions: &["dl"],
    holds: "actors by name, links with weights, in one or several relations",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// The word DL, then a setting.
fn likeness(clues: &Clues<'_>) -> Likeness {
    let mut scanner = Scanner::new(clues.head, 0);
    let mut word = || scanner.keyword().ok().flatten().map(|word| word.text.to_ascii_lowercase()).unwrap_or_default();
    if word() != "dl" {
        return Likeness::No;
    }
    let is_setting =
        matches!(word().as_str(), "n" | "nr" | "nc" | "nm" | "format" | "labels" | "title" | "row" | "col");
    if is_setting { Likeness::Certain } else { Likeness::IfNamed }
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut scanner = Scanner::new(input.text, 0);
    let header = read_header(input, &mut scanner)?;
    if let Some(title) = &header.title {
        draft.set_title(&title.text);
    }
    match header.layout {
        Layout::FullMatrix | Layout::LowerHalf | Layout::UpperHalf => data::read(input, draft, &header, scanner),
        _ => lists::read(input, draft, &header, scanner),
    }
}

/// The labels of rows and of columns that the header gives, filled up with empty ones where it announces more.
fn labels<'h, 'a>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    header: &'h Header<'a>,
    rows: usize,
    columns: usize,
) -> (Cow<'h, [Word<'a>]>, Cow<'h, [Word<'a>]>) {
    let are_shared = header.row_labels == header.column_labels && rows == columns;
    let mut padded = |labels: &'h [Word<'a>], size: usize, list: &str| {
        if labels.len() == size {
            return Cow::Borrowed(labels);
        }
        if !labels.is_empty() && labels.len() < size && !(are_shared && list == "column") {
            let (has, wants) = (counted(labels.len(), "label"), counted(size, if are_shared { "actor" } else { list }));
            let what = format!("The header announces {wants} and gives {has}; the others are called by their number");
            draft.warn(Some(input.line(labels[0].at)), Warning::Repaired { what });
        }
        let mut padded = labels.to_vec();
        padded.resize_with(size, || Word { text: "".into(), at: 0, quoted: false });
        Cow::Owned(padded)
    };
    (padded(&header.row_labels, rows, "row"), padded(&header.column_labels, columns, "column"))
}

/// The actors of rows and columns, by the labels of the header or of the data.
fn sides(
    input: &mut Input<'_>,
    draft: &mut Draft,
    (rows, columns): (&[Word<'_>], &[Word<'_>]),
    two_mode: bool,
    at: usize,
) -> Result<Sides, ReadError> {
    let line = Some(input.line(at));
    let has_names = |names: &[Word<'_>]| names.iter().any(|name| !name.text.is_empty());
    match (has_names(rows), has_names(columns)) {
        (true, true) => Sides::by_name(input, draft, rows, columns, line),
        _ if two_mode || rows.len() != columns.len() => Sides::different(input, draft, rows, columns, line),
        (false, _) => Sides::same(input, draft, columns, line),
        (true, false) => Sides::same(input, draft, rows, line),
    }
}

/// What a matrix is called: its label, or its number where there are several.
fn relation(header: &Header<'_>, matrix: usize, matrices: usize) -> String {
    match header.matrix_labels.get(matrix) {
        Some(label) => label.text.to_string(),
        None if matrices > 1 => (matrix + 1).to_string(),
        None => String::new(),
    }
}

/// Says that links between rows and columns were made out of a matrix of two modes.
fn tell_two_modes(draft: &mut Draft, sides: &Sides) {
    if sides.two_mode {
        let what =
            "Rows and columns are different actors: the data was read as links between the two, without direction";
        draft.warn(None, Warning::Guessed { what: what.to_owned() });
    }
}
