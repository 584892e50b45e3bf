//! Details: typed columns with gaps, one table for actors and one for links. No maps per record.

use std::collections::HashSet;
use std::sync::Arc;

use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

use super::JsonText;
use super::cells::{Cells, Texts};

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A finite number.
    Number,
    /// A whole number.
    WholeNumber,
    /// Yes or no.
    YesNo,
    /// A date (EDTF), kept as text.
    Date,
    /// A list of texts.
    TextList,
    /// Values of several sorts, each kept exactly as the file has it.
    Mixed,
}

impl ColumnKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Number, Self::WholeNumber, Self::YesNo, Self::Date, Self::TextList, Self::Mixed];

    /// The word for it, on screen and in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::WholeNumber => "whole number",
            Self::YesNo => "yes/no",
            Self::Date => "date",
            Self::TextList => "list of text",
            Self::Mixed => "mixed",
        }
    }

    /// The kind of that name, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The value of one cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text.
    Text(String),
    /// A finite number.
    Number(f64),
    /// A whole number.
    WholeNumber(i64),
    /// Yes or no.
    YesNo(bool),
    /// A date (EDTF), kept as text.
    Date(String),
    /// A list of texts.
    TextList(Vec<String>),
    /// Anything else, exactly as the file has it.
    Other(Json),
}

impl Value {
    /// The value as text for the screen.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::WholeNumber(number) => number.to_string(),
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::Date(text) => super::When::new(text.as_str()).words(),
            Self::TextList(texts) => texts.join(", "),
            Self::Other(Json::String(text)) => text.clone(),
            Self::Other(json) => json.to_string(),
        }
    }
}

/// The value of one cell where it stands in its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'c> {
    /// Text.
    Text(&'c str),
    /// A finite number.
    Number(f64),
    /// A whole number.
    WholeNumber(i64),
    /// Yes or no.
    YesNo(bool),
    /// A date (EDTF), kept as text.
    Date(&'c str),
    /// A list of texts.
    TextList(&'c [String]),
    /// Anything else, exactly as the file has it.
    Other(JsonText<'c>),
}

impl Cell<'_> {
    /// The value by itself.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::Number(number) => Value::Number(number),
            Self::WholeNumber(number) => Value::WholeNumber(number),
            Self::YesNo(yes) => Value::YesNo(yes),
            Self::Date(text) => Value::Date(text.to_owned()),
            Self::TextList(texts) => Value::TextList(texts.to_vec()),
            Self::Other(json) => Value::Other(json.value()),
        }
    }
}

/// One detail of all actors, or of all links.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name of the detail.
    pub name: String,
    /// Whether the file declared the kind, rather than leaving it to be seen from the values.
    pub declared: bool,
    contents: Contents,
}

#[derive(Clone, Debug)]
enum Contents {
    Text(Texts),
    Number(Cells<f64>),
    WholeNumber(Cells<i64>),
    YesNo(Cells<bool>),
    Date(Texts),
    TextList(Cells<Vec<String>>),
    /// As texts of JSON.
    Mixed(Texts),
}

/// The value does not fit the kind of the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoesNotFit;

impl Column {
    /// An empty column.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: ColumnKind, declared: bool) -> Self {
        let contents = match kind {
            ColumnKind::Text => Contents::Text(Texts::default()),
            ColumnKind::Number => Contents::Number(Cells::default()),
            ColumnKind::WholeNumber => Contents::WholeNumber(Cells::default()),
            ColumnKind::YesNo => Contents::YesNo(Cells::default()),
            ColumnKind::Date => Contents::Date(Texts::default()),
            ColumnKind::TextList => Contents::TextList(Cells::default()),
            ColumnKind::Mixed => Contents::Mixed(Texts::default()),
        };
        Self { name: name.into(), declared, contents }
    }

    /// What the cells hold.
    #[must_use]
    pub fn kind(&self) -> ColumnKind {
        match self.contents {
            Contents::Text(_) => ColumnKind::Text,
            Contents::Number(_) => ColumnKind::Number,
            Contents::WholeNumber(_) => ColumnKind::WholeNumber,
            Contents::YesNo(_) => ColumnKind::YesNo,
            Contents::Date(_) => ColumnKind::Date,
            Contents::TextList(_) => ColumnKind::TextList,
            Contents::Mixed(_) => ColumnKind::Mixed,
        }
    }

    /// The cell of the `row`-th record; `None` for a gap.
    #[must_use]
    pub fn cell(&self, row: usize) -> Option<Cell<'_>> {
        match &self.contents {
            Contents::Text(texts) => texts.get(row).map(Cell::Text),
            Contents::Number(cells) => cells.get(row).copied().map(Cell::Number),
            Contents::WholeNumber(cells) => cells.get(row).copied().map(Cell::WholeNumber),
            Contents::YesNo(cells) => cells.get(row).copied().map(Cell::YesNo),
            Contents::Date(texts) => texts.get(row).map(Cell::Date),
            Contents::TextList(cells) => cells.get(row).map(|texts| Cell::TextList(texts)),
            Contents::Mixed(texts) => texts.get(row).map(|text| Cell::Other(JsonText::new(text))),
        }
    }

    /// The value of the `row`-th record; `None` for a gap.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Value> {
        self.cell(row).map(Cell::to_value)
    }

    /// The first record that has the detail.
    #[must_use]
    pub fn first_row(&self) -> Option<usize> {
        match &self.contents {
            Contents::Text(texts) | Contents::Date(texts) | Contents::Mixed(texts) => texts.first_row(),
            Contents::Number(cells) => cells.first_row(),
            Contents::WholeNumber(cells) => cells.first_row(),
            Contents::YesNo(cells) => cells.first_row(),
            Contents::TextList(cells) => cells.first_row(),
        }
    }

    /// One past the last record that may have the detail.
    #[must_use]
    pub fn rows(&self) -> usize {
        match &self.contents {
            Contents::Text(texts) | Contents::Date(texts) | Contents::Mixed(texts) => texts.rows(),
            Contents::Number(cells) => cells.rows(),
            Contents::WholeNumber(cells) => cells.rows(),
            Contents::YesNo(cells) => cells.rows(),
            Contents::TextList(cells) => cells.rows(),
        }
    }

    /// Every filled cell with its row, in no particular order.
    #[must_use]
    pub fn filled(&self) -> Box<dyn Iterator<Item = (usize, Cell<'_>)> + '_> {
        match &self.contents {
            Contents::Text(texts) => Box::new(texts.iter().map(|(row, text)| (row, Cell::Text(text)))),
            Contents::Number(cells) => Box::new(cells.iter().map(|(row, number)| (row, Cell::Number(*number)))),
            Contents::WholeNumber(cells) => {
                Box::new(cells.iter().map(|(row, number)| (row, Cell::WholeNumber(*number))))
            }
            Contents::YesNo(cells) => Box::new(cells.iter().map(|(row, yes)| (row, Cell::YesNo(*yes)))),
            Contents::Date(texts) => Box::new(texts.iter().map(|(row, text)| (row, Cell::Date(text)))),
            Contents::TextList(cells) => Box::new(cells.iter().map(|(row, texts)| (row, Cell::TextList(texts)))),
            Contents::Mixed(texts) => Box::new(texts.iter().map(|(row, text)| (row, Cell::Other(JsonText::new(text))))),
        }
    }

    /// Fills the cell of the `row`-th record.
    ///
    /// # Errors
    /// [`DoesNotFit`] where the value is of another kind than the column; the column is then unchanged. Numbers must be
    /// finite.
    pub fn set(&mut self, row: usize, value: Value) -> Result<(), DoesNotFit> {
        match (&mut self.contents, value) {
            (Contents::Text(texts), Value::Text(text)) | (Contents::Date(texts), Value::Date(text)) => {
                texts.put(row, &text);
            }
            (Contents::Number(cells), Value::Number(number)) if number.is_finite() => cells.put(row, number),
            (Contents::WholeNumber(cells), Value::WholeNumber(number)) => cells.put(row, number),
            (Contents::YesNo(cells), Value::YesNo(yes)) => cells.put(row, yes),
            (Contents::TextList(cells), Value::TextList(texts)) => cells.put(row, texts),
            (Contents::Mixed(texts), Value::Other(json)) => texts.put(row, &json.to_string()),
            _ => return Err(DoesNotFit),
        }
        Ok(())
    }

    /// Empties the cell of the `row`-th record.
    pub fn clear(&mut self, row: usize) {
        match &mut self.contents {
            Contents::Text(texts) | Contents::Date(texts) | Contents::Mixed(texts) => texts.clear(row),
            Contents::Number(cells) => drop(cells.take(row)),
            Contents::WholeNumber(cells) => drop(cells.take(row)),
            Contents::YesNo(cells) => drop(cells.take(row)),
            Contents::TextList(cells) => drop(cells.take(row)),
        }
    }

    /// Fills the cell of the `row`-th record with a text or, in a column of dates, with a date.
    ///
    /// # Errors
    /// [`DoesNotFit`] where the column holds neither; it is then unchanged.
    pub fn set_text(&mut self, row: usize, text: &str) -> Result<(), DoesNotFit> {
        match &mut self.contents {
            Contents::Text(texts) | Contents::Date(texts) => texts.put(row, text),
            _ => return Err(DoesNotFit),
        }
        Ok(())
    }

    /// Fills the cell of the `row`-th record with a value of JSON that is written without blanks between its parts.
    ///
    /// # Errors
    /// [`DoesNotFit`] where the column holds values of one sort, or the text is no JSON; the column is then unchanged.
    pub fn set_json(&mut self, row: usize, text: &str) -> Result<(), DoesNotFit> {
        match &mut self.contents {
            Contents::Mixed(texts) if JsonText::new(text).read::<IgnoredAny>().is_some() => texts.put(row, text),
            _ => return Err(DoesNotFit),
        }
        Ok(())
    }
}

/// A column as it is written into a journal.
#[derive(Serialize, Deserialize)]
struct ColumnRecord {
    name: String,
    kind: ColumnKind,
    declared: bool,
    cells: Vec<(usize, Value)>,
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = (0..self.rows()).filter_map(|row| Some((row, self.get(row)?))).collect();
        let (name, kind, declared) = (self.name.clone(), self.kind(), self.declared);
        ColumnRecord { name, kind, declared, cells }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ColumnRecord { name, kind, declared, cells } = ColumnRecord::deserialize(deserializer)?;
        let mut column = Self::new(name, kind, declared);
        for (row, value) in cells {
            column.set(row, value).map_err(|_fits_not| D::Error::custom("a cell does not fit its column"))?;
        }
        Ok(column)
    }
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        let rows = self.rows().max(other.rows());
        (&self.name, self.declared, self.kind()) == (&other.name, other.declared, other.kind())
            && (0..rows).all(|row| self.cell(row) == other.cell(row))
    }
}

/// The details of all actors, or of all links: columns in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    columns: Vec<Arc<Column>>,
}

/// Names are unique: two columns of one name are an error of the caller.
impl FromIterator<Column> for Columns {
    fn from_iter<I: IntoIterator<Item = Column>>(columns: I) -> Self {
        let columns: Vec<Arc<Column>> = columns.into_iter().map(Arc::new).collect();
        let are_unique = || {
            let mut names = HashSet::with_capacity(columns.len());
            columns.iter().all(|column| names.insert(column.name.as_str()))
        };
        debug_assert!(are_unique(), "column names are unique");
        Self { columns }
    }
}

impl Columns {
    /// The columns, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().map(|column| &**column)
    }

    /// The column of that name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Column> {
        self.iter().find(|column| column.name == name)
    }

    /// Fills or empties the cell of the `row`-th record in the column of that name, and gives back what it held; `None` where
    /// there is no such column.
    pub(super) fn set(
        &mut self,
        name: &str,
        row: usize,
        value: Option<Value>,
    ) -> Option<Result<Option<Value>, DoesNotFit>> {
        let column = Arc::make_mut(self.columns.iter_mut().find(|column| column.name == name)?);
        let before = column.get(row);
        let done = match value {
            Some(value) => column.set(row, value),
            None => {
                column.clear(row);
                Ok(())
            }
        };
        Some(done.map(|()| before))
    }

    /// Adds a column at a place, which must not be past the end; returns whether its name was free.
    pub(super) fn insert(&mut self, at: usize, column: Arc<Column>) -> bool {
        let is_free = self.by_name(&column.name).is_none();
        if is_free {
            self.columns.insert(at, column);
        }
        is_free
    }

    /// Takes the column at a place away.
    pub(super) fn remove(&mut self, at: usize) -> Option<Arc<Column>> {
        (at < self.columns.len()).then(|| self.columns.remove(at))
    }

    /// Whether there is no column.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The filled details of the `row`-th record, in the order of the columns.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (&str, Value)> {
        self.cells(row).map(|(name, cell)| (name, cell.to_value()))
    }

    /// The same where they stand.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = (&str, Cell<'_>)> {
        self.columns.iter().filter_map(move |column| Some((column.name.as_str(), column.cell(row)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_gaps_and_refuses_what_does_not_fit() {
        let mut column = Column::new("born", ColumnKind::WholeNumber, true);
        assert_eq!(column.set(2, Value::WholeNumber(1970)), Ok(()));
        assert_eq!(column.get(0), None);
        assert_eq!(column.get(2), Some(Value::WholeNumber(1970)));
        assert_eq!(column.get(9), None);
        assert_eq!(column.set(0, Value::Text("1970".into())), Err(DoesNotFit));
        assert_eq!(column.get(0), None);
    }

    #[test]
    fn numbers_that_are_not_finite_stop_here() {
        let mut column = Column::new("amount", ColumnKind::Number, true);
        assert_eq!(column.set(0, Value::Number(f64::NAN)), Err(DoesNotFit));
        assert_eq!(column.set(0, Value::Number(f64::INFINITY)), Err(DoesNotFit));
    }
}
