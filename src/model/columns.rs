//! Details: typed columns with gaps, one table for actors and one for links. No maps per record.

use serde_json::Value as Json;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq)]
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

/// One detail of all actors, or of all links.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The name of the detail.
    pub name: String,
    /// Whether the file declared the kind, rather than leaving it to be seen from the values.
    pub declared: bool,
    cells: Cells,
}

/// Invariant: never longer than the list of records it belongs to; a missing tail means gaps.
#[derive(Clone, Debug, PartialEq)]
enum Cells {
    Text(Vec<Option<String>>),
    Number(Vec<Option<f64>>),
    WholeNumber(Vec<Option<i64>>),
    YesNo(Vec<Option<bool>>),
    Date(Vec<Option<String>>),
    TextList(Vec<Option<Vec<String>>>),
    Mixed(Vec<Option<Json>>),
}

/// The value does not fit the kind of the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoesNotFit;

impl Column {
    /// An empty column.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: ColumnKind, declared: bool) -> Self {
        let cells = match kind {
            ColumnKind::Text => Cells::Text(Vec::new()),
            ColumnKind::Number => Cells::Number(Vec::new()),
            ColumnKind::WholeNumber => Cells::WholeNumber(Vec::new()),
            ColumnKind::YesNo => Cells::YesNo(Vec::new()),
            ColumnKind::Date => Cells::Date(Vec::new()),
            ColumnKind::TextList => Cells::TextList(Vec::new()),
            ColumnKind::Mixed => Cells::Mixed(Vec::new()),
        };
        Self { name: name.into(), declared, cells }
    }

    /// What the cells hold.
    #[must_use]
    pub fn kind(&self) -> ColumnKind {
        match self.cells {
            Cells::Text(_) => ColumnKind::Text,
            Cells::Number(_) => ColumnKind::Number,
            Cells::WholeNumber(_) => ColumnKind::WholeNumber,
            Cells::YesNo(_) => ColumnKind::YesNo,
            Cells::Date(_) => ColumnKind::Date,
            Cells::TextList(_) => ColumnKind::TextList,
            Cells::Mixed(_) => ColumnKind::Mixed,
        }
    }

    /// The cell of the `row`-th record; `None` for a gap.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<Value> {
        match &self.cells {
            Cells::Text(cells) => cell(cells, row).map(|text| Value::Text(text.clone())),
            Cells::Number(cells) => cell(cells, row).map(|number| Value::Number(*number)),
            Cells::WholeNumber(cells) => cell(cells, row).map(|number| Value::WholeNumber(*number)),
            Cells::YesNo(cells) => cell(cells, row).map(|yes| Value::YesNo(*yes)),
            Cells::Date(cells) => cell(cells, row).map(|text| Value::Date(text.clone())),
            Cells::TextList(cells) => cell(cells, row).map(|texts| Value::TextList(texts.clone())),
            Cells::Mixed(cells) => cell(cells, row).map(|json| Value::Other(json.clone())),
        }
    }

    /// Fills the cell of the `row`-th record.
    ///
    /// # Errors
    /// [`DoesNotFit`] where the value is of another kind than the column; the column is then unchanged. Numbers must be
    /// finite. A whole number fits a column of numbers only where nothing is lost.
    pub fn set(&mut self, row: usize, value: Value) -> Result<(), DoesNotFit> {
        match (&mut self.cells, value) {
            (Cells::Text(cells), Value::Text(text)) | (Cells::Date(cells), Value::Date(text)) => put(cells, row, text),
            (Cells::Number(cells), Value::Number(number)) if number.is_finite() => put(cells, row, number),
            (Cells::WholeNumber(cells), Value::WholeNumber(number)) => put(cells, row, number),
            (Cells::YesNo(cells), Value::YesNo(yes)) => put(cells, row, yes),
            (Cells::TextList(cells), Value::TextList(texts)) => put(cells, row, texts),
            (Cells::Mixed(cells), Value::Other(json)) => put(cells, row, json),
            _ => return Err(DoesNotFit),
        }
        Ok(())
    }
}

fn cell<T>(cells: &[Option<T>], row: usize) -> Option<&T> {
    cells.get(row)?.as_ref()
}

fn put<T>(cells: &mut Vec<Option<T>>, row: usize, value: T) {
    if cells.len() <= row {
        cells.resize_with(row + 1, || None);
    }
    cells[row] = Some(value);
}

/// The details of all actors, or of all links: columns in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    columns: Vec<Column>,
}

impl Columns {
    /// Adds a column. Names are unique: a second column of a name replaces nothing and is an error of the caller.
    pub fn push(&mut self, column: Column) {
        debug_assert!(self.by_name(&column.name).is_none(), "column names are unique");
        self.columns.push(column);
    }

    /// The columns, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter()
    }

    /// The column of that name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether there is no column.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The filled details of the `row`-th record, in the order of the columns.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (&str, Value)> {
        self.columns.iter().filter_map(move |column| Some((column.name.as_str(), column.get(row)?)))
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
