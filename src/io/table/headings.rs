//! What the columns of the tables that we write are called: as other programs expect it, with the kind of their cells where
//! these do not show it, and with a mark where our own reader would take a column for something else. It is asked.

use std::io;

use super::dates;
use super::guess::{Hints, guess};
use super::header::{Header, suffix};
use super::look::{SheetLook, text_table};
use super::mapping::{Rows, TableMapping};
use super::roles::ColumnRole;
use crate::io::carry::{Attribute, json_text};
use crate::io::draft::kind_of_texts;
use crate::model::{ColumnKind, Value};

/// The name of a column.
pub struct Heading {
    /// As it stands in the file.
    pub text: String,
    /// What the reader must take the column for.
    wanted: ColumnRole,
    detail: Option<Detail>,
    is_marked: bool,
}

/// What is known of the detail that a column holds.
struct Detail {
    name: String,
    /// The kind of its cells, where they do not show it.
    kind: Option<ColumnKind>,
    /// Whether it may be read as the dates of actors, which are this detail.
    may_be_dates: bool,
}

impl Heading {
    /// Of a column with a name of ours.
    pub fn new(text: &str, wanted: ColumnRole) -> Self {
        Self { text: text.to_owned(), wanted, detail: None, is_marked: false }
    }

    /// Of an attribute with these values, in a table of such rows.
    pub fn of(attribute: &Attribute, rows: Rows, values: impl Iterator<Item = Value>) -> Self {
        let Some(name) = attribute.detail() else {
            // Evidence is known by its cells.
            let role = ColumnRole::from_name(&attribute.name).unwrap_or(ColumnRole::Detail);
            return Self::new(&attribute.name, role);
        };
        let texts: Vec<String> = values.map(|value| json_text(&value)).collect();
        let is_read_as = kind_of_texts(texts.iter().map(String::as_str), false);
        // An empty cell is an empty text only where the column is said to hold texts.
        let has_empty = attribute.kind == ColumnKind::Text && texts.iter().any(String::is_empty);
        let kind = (is_read_as != attribute.kind || has_empty).then_some(attribute.kind);
        let is_exact = |text: &String| dates::edtf(text, None).is_some_and(|date| date == text.as_str());
        let is_when = rows == Rows::Actors && name == "when" && attribute.kind == ColumnKind::Date;
        let may_be_dates = is_when && texts.iter().all(is_exact);
        let mut heading = Self {
            text: format!("{name}{}", kind.map_or("", suffix)),
            wanted: ColumnRole::Detail,
            detail: Some(Detail { name: name.to_owned(), kind, may_be_dates }),
            is_marked: false,
        };
        let read = Header::of(heading.text.trim());
        let reads_back = read.name == name && read.mark.is_none() && read.said.is_none();
        let has_kind = kind.is_some() == read.kind.is_some();
        // The name of a field may be that of a detail as well.
        if !reads_back || !has_kind || attribute.name != name {
            heading.mark();
        }
        heading
    }

    fn folded(&self) -> String {
        self.text.to_lowercase()
    }

    fn accepts(&self, role: ColumnRole) -> bool {
        let may_be_dates = self.detail.as_ref().is_some_and(|detail| detail.may_be_dates);
        role == self.wanted || (may_be_dates && role == ColumnRole::When)
    }

    fn mark(&mut self) {
        self.is_marked = true;
        self.text = match &self.detail {
            Some(Detail { name, kind, .. }) => Header::of_detail(name, *kind),
            None => format!("{}{{field}}", self.text),
        };
    }
}

/// Marks the columns that the reader would take for something else. `sample` writes the beginning of the table.
///
/// # Errors
/// Those of `sample`.
pub fn settle(
    headings: &mut [Heading],
    rows: Rows,
    sample: impl Fn(&[Heading]) -> io::Result<Vec<u8>>,
) -> io::Result<()> {
    let ours: Vec<String> = headings.iter().filter(|heading| heading.detail.is_none()).map(Heading::folded).collect();
    for heading in headings.iter_mut().filter(|heading| heading.detail.is_some() && !heading.is_marked) {
        if ours.contains(&heading.folded()) {
            heading.mark();
        }
    }
    loop {
        let bytes = sample(headings)?;
        let text = String::from_utf8_lossy(&bytes);
        let mut is_settled = true;
        // The name of the file may say what its rows are, or nothing.
        for says in [Some(rows), None] {
            for (heading, role) in headings.iter_mut().zip(roles(text.trim_start_matches('\u{feff}'), says)) {
                if !heading.is_marked && !heading.accepts(role) {
                    heading.mark();
                    is_settled = false;
                }
            }
        }
        if is_settled {
            return Ok(());
        }
    }
}

/// What the reader takes the columns of a table for.
fn roles(text: &str, rows: Option<Rows>) -> Vec<ColumnRole> {
    let asked = TableMapping::default();
    let (table, settings, _) = text_table(text, &asked);
    let Ok(look) = SheetLook::of(table, settings, &asked, false) else { return Vec::new() };
    guess(&look, &asked, Hints { rows, ids: None }).mapping.columns.into_iter().map(|column| column.role).collect()
}
