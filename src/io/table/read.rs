//! Tables into a draft: one, or links and actors together. Whether they stand in files or in sheets is settled before.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::fill::Filler;
use super::guess::{Confidence, Guess, Hints, guess};
use super::header::Header;
use super::look::SheetLook;
use super::mapping::{Partner, Rows, TableMapping};
use super::plan::Plan;
use super::roles::ColumnRole;
use super::split::{Fault, Pair, Row};
use super::walk::{Table, Walk};
use crate::io::draft::Draft;
use crate::io::error::{ReadCause, ReadError};
use crate::io::input::Input;
use crate::io::limits::SHEET_COLUMNS;
use crate::io::plain::direction;
use crate::io::quote::{Quote, line_at, short};
use crate::model::Warning;

/// A table that was looked at.
#[derive(Debug)]
pub struct Found<'t> {
    /// The table.
    pub table: Table<'t>,
    /// What it looks like.
    pub look: SheetLook,
    /// What it most likely means.
    pub guess: Guess,
    /// What was asked for.
    pub asked: TableMapping,
    /// What its name says about its rows.
    pub says: Option<Rows>,
}

impl<'t> Found<'t> {
    /// Guesses what a table means that was looked at.
    #[must_use]
    pub fn new(table: Table<'t>, look: SheetLook, asked: TableMapping, says: Option<Rows>) -> Self {
        let guess = guess(&look, &asked, Hints { rows: says, ids: None });
        Self { table, look, guess, asked, says }
    }

    /// What its rows describe, as far as that can be said.
    #[must_use]
    pub fn rows(&self) -> Option<Rows> {
        if self.guess.confidence == Confidence::None { None } else { self.guess.mapping.rows }
    }

    /// Guesses anew, now that the actors are known, where names alone were not enough.
    ///
    /// # Errors
    /// Where the table of actors cannot be cut into cells.
    pub fn reconsider(&mut self, actors: &Found<'_>) -> Result<(), Fault> {
        if self.guess.confidence >= Confidence::Likely {
            return Ok(());
        }
        let names = actors.look.names();
        let Some(id) = actors.guess.mapping.column_of(ColumnRole::Id, &names) else { return Ok(()) };
        let mut ids = HashSet::new();
        let mut walk = actors.walk();
        let mut row = Row::default();
        while walk.next_row(&mut row)? {
            ids.extend(
                row.cells.iter().filter(|cell| cell.column as usize == id).map(|cell| cell.text.clone().into_owned()),
            );
        }
        self.guess = guess(&self.look, &self.asked, Hints { rows: Some(Rows::Links), ids: Some(&ids) });
        Ok(())
    }

    /// Whether some end of the links that were looked at is an actor of the other table. Where the ends are not known yet, or
    /// there is no link, nothing speaks against it.
    ///
    /// # Errors
    /// Where the table of actors cannot be cut into cells.
    pub fn shares_ids_with(&self, actors: &Found<'_>) -> Result<bool, Fault> {
        let columns =
            [ColumnRole::Source, ColumnRole::Target].map(|role| self.guess.mapping.column_of(role, &self.look.names()));
        let ends: HashSet<&str> = columns.into_iter().flatten().flat_map(|column| self.look.cells(column)).collect();
        let Some(id) = actors.guess.mapping.column_of(ColumnRole::Id, &actors.look.names()) else { return Ok(true) };
        if ends.is_empty() || self.rows().is_none() {
            return Ok(true);
        }
        let mut walk = actors.walk();
        let mut row = Row::default();
        while walk.next_row(&mut row)? {
            if row.cells.iter().any(|cell| cell.column as usize == id && ends.contains(cell.text.as_ref())) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The rows below the names of columns.
    fn walk(&self) -> Walk<'t> {
        let mapping = &self.look.mapping;
        let mut walk = self.table.walk(mapping.skip_rows.unwrap_or(0));
        if mapping.header == Some(true) {
            // The names were cut before without a fault.
            let _ = walk.next_row(&mut Row::default());
        }
        walk
    }

    /// The names of columns beyond those that were looked at, by their columns.
    fn names_beyond(&self) -> HashMap<u32, String> {
        let mut row = Row::default();
        let mapping = &self.look.mapping;
        // A comment that names the columns names all of them; its sign may be a cell of its own.
        if mapping.header == Some(true) && !self.look.is_named_by_comment {
            // The names were cut before without a fault.
            let _ = self.table.walk(mapping.skip_rows.unwrap_or(0)).next_row(&mut row);
        }
        let looked_at = self.look.columns.len()..SHEET_COLUMNS as usize;
        let beyond = row.cells.iter().filter(|cell| looked_at.contains(&(cell.column as usize)));
        beyond.map(|cell| (cell.column, cell.text.trim().to_owned())).collect()
    }

    /// Whether links have a direction, where that can be said: of a list of pairs all its rows tell.
    #[must_use]
    pub fn directed(&self) -> Option<bool> {
        let mapping = &self.guess.mapping;
        if mapping.directed.is_some() || self.rows() != Some(Rows::Links) {
            return mapping.directed;
        }
        let names = self.look.names();
        let [source, target] = [ColumnRole::Source, ColumnRole::Target].map(|role| mapping.column_of(role, &names));
        let mut numbers: HashMap<Cow<'_, str>, u32> = HashMap::new();
        let (mut pairs, mut row, mut walk) = (Vec::new(), Row::default(), self.walk());
        // What can be seen before a fault is enough for a look.
        while let Ok(true) = walk.next_row(&mut row) {
            let mut number_of = |column: Option<usize>| {
                let cell = row.cells.iter().find(|cell| Some(cell.column as usize) == column)?;
                let next = numbers.len() as u32;
                Some(*numbers.entry(cell.text.clone()).or_insert(next))
            };
            pairs.extend(number_of(source).zip(number_of(target)));
        }
        Some(direction::has_both_ways(pairs.iter().copied()))
    }

    fn spaces(&self) -> impl Iterator<Item = String> {
        self.look.columns.iter().filter_map(|column| Header::of(&column.name).space)
    }

    /// Refuses a table that has not the columns that were asked for, or none that name actors.
    ///
    /// # Errors
    /// With the columns it has, and how to say what they mean.
    pub fn check(&self, input: &Input<'_>) -> Result<(), ReadError> {
        let names = self.look.names();
        let listed = || {
            const MOST: usize = 20;
            let mut listed: Vec<String> = names.iter().take(MOST).map(|name| format!("\"{}\"", short(name))).collect();
            if names.len() > MOST {
                listed.push(format!("and {} more", names.len() - MOST));
            }
            listed.join(", ")
        };
        let whose = match self.table.sheet_name() {
            Some(sheet) => format!("The sheet \"{}\"", short(sheet)),
            None => "The table".to_owned(),
        };
        if let Some(missing) = self.asked.columns.iter().find(|mapped| mapped.column.find(&names).is_none()) {
            let what = format!("{whose} has no column {}. Its columns are {}.", missing.column, listed());
            return Err(ReadError::new(
                ReadCause::NeedsMapping,
                input.name,
                what,
                "Name one of these, or give its number.",
            ));
        }
        if self.guess.confidence > Confidence::None {
            return Ok(());
        }
        if names.is_empty() {
            let what = format!("{whose} is empty.");
            return Err(ReadError::new(
                ReadCause::NeedsMapping,
                input.name,
                what,
                "Check that it is the file you meant.",
            ));
        }
        let what = format!(
            "{whose} has no columns that read like the two ends of links, or like the id of actors.\nIts columns are {}.",
            listed()
        );
        let way_out = "Nothing was opened. Say which columns they are: --map source=COLUMN --map target=COLUMN where each row is a \
                       link, or --map rows=actors --map id=COLUMN where each row is an actor.";
        Err(ReadError::new(ReadCause::NeedsMapping, input.name, what, way_out))
    }

    /// Says what was guessed.
    fn tell(&self, draft: &mut Draft) {
        if self.guess.confidence < Confidence::Sure {
            for reason in &self.guess.reasons {
                draft.warn(None, Warning::Guessed { what: reason.clone() });
            }
            if self.asked.header.is_none() && self.look.mapping.header == Some(true) {
                let what = "The first row was taken for the names of columns".to_owned();
                draft.warn(None, Warning::Guessed { what });
            }
        }
        if let Some(said) = self.guess.said {
            draft.warn(None, Warning::Guessed { what: direction::reason(Some(said), said).to_owned() });
        }
        self.tell_weights(draft);
        if !self.look.before.is_empty() {
            let what = match self.look.before.len() {
                1 => "1 line before the table is no row of it; it is kept with what the file says about itself"
                    .to_owned(),
                count => format!(
                    "{count} lines before the table are no rows of it; they are kept with what the file says about itself"
                ),
            };
            draft.warn(None, Warning::Guessed { what });
        }
    }
}

impl Found<'_> {
    /// Says where a column is called after weights and holds none.
    fn tell_weights(&self, draft: &mut Draft) {
        let names = self.look.names();
        let mapping = &self.guess.mapping;
        if self.rows() == Some(Rows::Actors) || mapping.column_of(ColumnRole::Weight, &names).is_some() {
            return;
        }
        let called = |name: &String| {
            let header = Header::of(name);
            header.said.is_none() && header.name.eq_ignore_ascii_case("weight")
        };
        let Some(column) = names.iter().position(called) else { return };
        let is_asked = self.asked.columns.iter().any(|mapped| mapped.column.find(&names) == Some(column));
        let is_number = |cell: &&str| cell.parse::<f64>().is_ok();
        let Some(cell) = self.look.cells(column).find(|cell| !is_number(cell)).filter(|_| !is_asked) else { return };
        let what = format!(
            "The column \"{}\" holds texts that are no numbers, such as \"{}\": no weights were read from it, it was kept as a \
             detail",
            short(&names[column]),
            short(cell)
        );
        draft.warn(None, Warning::Guessed { what });
    }
}

/// So many pairs are taken over together.
const TOGETHER: usize = 64;

/// Reads the rows of a table into a draft. `spaces` says whether ids are written with the space that they are unique in.
///
/// # Errors
/// Where the table cannot be cut into cells, or is beyond a limit, or the user cancelled.
pub fn read_rows(input: &mut Input<'_>, draft: &mut Draft, found: &Found<'_>, spaces: bool) -> Result<(), ReadError> {
    found.tell(draft);
    let mapping = &found.guess.mapping;
    let is_sheet = found.table.is_sheet();
    if mapping.decimal_comma == Some(true) {
        draft.decimal_commas();
    }
    let rows = found.table.rows_at_most();
    match found.rows() {
        Some(Rows::Actors) => draft.reserve(rows, 0),
        Some(Rows::Links) => {
            draft.reserve(0, rows);
            draft.expect_numbers(rows);
        }
        Some(Rows::LinksAndActors) | None => {}
    }
    let mut filler =
        Filler::new(Plan::new(draft, &found.look, mapping, is_sheet, spaces).with_names_beyond(found.names_beyond()));
    let mut walk = found.walk();
    let mut row = Row::default();
    let mut seen = 0;
    let columns_of_pairs = filler.columns_of_pairs();
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let result = loop {
        if let (Some(columns), Walk::Text(splitter)) = (columns_of_pairs, &mut walk) {
            pairs.clear();
            pairs.extend(std::iter::from_fn(|| splitter.next_pair()).take(TOGETHER));
            if let Some(first) = pairs.first() {
                if let Err(error) = input.tick(first.at[0]).and_then(|()| filler.pairs(input, draft, &pairs, columns)) {
                    break Err(error);
                }
                continue;
            }
        }
        match walk.next_row(&mut row) {
            Ok(true) => {}
            Ok(false) => break Ok(()),
            Err(fault) => break Err(fault_error(input, fault)),
        }
        // A sheet has no bytes to count: its cells stand for them.
        seen += 16 * row.cells.len();
        let at = if is_sheet { seen } else { row.at };
        if let Err(error) = input.tick(at).and_then(|()| filler.row(input, draft, &row)) {
            break Err(error);
        }
    };
    if let Walk::Text(splitter) = &walk {
        if splitter.first_trimmed.is_some() {
            let what = "Blanks around cells were left out, here and elsewhere".to_owned();
            draft.warn(splitter.first_trimmed, Warning::Repaired { what });
        }
        if splitter.first_stray.is_some() {
            let what = "A quote is closed before its cell ends; such cells are kept as they are written".to_owned();
            draft.warn(splitter.first_stray, Warning::Repaired { what });
        }
    }
    filler.finish(draft, input.name);
    result
}

/// Keeps what a table, or two together, were understood as, for whoever opens the graph later. Returns whether ids are to be
/// written with the space that they are unique in: where there are several.
pub fn settle(draft: &mut Draft, main: &Found<'_>, partner: Option<&Found<'_>>) -> bool {
    let mut mapping = main.guess.mapping.clone();
    mapping.partner = match partner {
        None => Partner::None,
        Some(partner) => {
            Partner::Table(Box::new(TableMapping { partner: Partner::Guessed, ..partner.guess.mapping.clone() }))
        }
    };
    if let Ok(fact) = serde_json::to_value(&mapping) {
        draft.keep_fact("mapping", fact);
    }
    let before: Vec<&String> =
        [Some(main), partner].into_iter().flatten().flat_map(|found| &found.look.before).collect();
    if !before.is_empty() {
        draft.keep_fact("before", serde_json::json!(before));
    }
    let has_actors = [Some(main), partner].into_iter().flatten().any(|found| found.rows() != Some(Rows::Links));
    if !has_actors {
        draft.links_make_actors();
    }
    let mut spaces: Vec<String> = main.spaces().chain(partner.into_iter().flat_map(Found::spaces)).collect();
    spaces.sort();
    spaces.dedup();
    spaces.len() > 1
}

/// The error for a text that cannot be cut into cells.
#[must_use]
pub fn fault_error(input: &Input<'_>, fault: Fault) -> ReadError {
    let (at, what, remark) = match fault {
        Fault::NeverClosed(at) => (at, "a quote that is opened here is never closed.".to_owned(), "opened here"),
        Fault::ClosedInside { opened, closed } => (
            opened,
            format!(
                "a quote that is opened here is closed on line {}, in the middle of a cell; one of the two is missing its \
                 other half.",
                line_at(input.text, closed)
            ),
            "opened here",
        ),
    };
    let what = format!("Line {}: {what}", line_at(input.text, at));
    let way_out = "Nothing was opened, because everything up to the next quote would be one cell. Close the quote with a text \
                   editor. If quotes are signs like any other in this file, say so: --map quote-mark=none.";
    ReadError::new(ReadCause::Broken, input.name, what, way_out).at(Quote::new(input.text, at, remark))
}
