//! Details of records: gathered into typed columns while records are read, and back.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value as Json;

use super::borrowed::{Details, Exact, Raw, Text};
use super::records::EXACT_WHOLE;
use crate::io::limits::DETAILS;
use crate::model::{Cell, Cells, Column, ColumnKind, Columns, Value};

/// The details of one list of records, while it is read.
#[derive(Debug, Default)]
pub struct Gathered {
    columns: Vec<Gathering>,
    by_name: HashMap<String, usize>,
    is_full: bool,
}

/// A declared column that holds a value of another type.
#[derive(Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The name of the column.
    pub column: String,
    /// The first row whose value does not fit.
    pub row: usize,
}

impl Gathered {
    /// Declares a column, before any value comes.
    pub fn declare(&mut self, name: &str, kind: ColumnKind) {
        let at = self.column(name, 0);
        self.columns[at].declared = Some(kind);
    }

    /// Takes the details of a record. Rows come in order.
    pub fn take(&mut self, row: usize, details: Details<'_>) {
        let mut next = 0;
        for (name, value) in details.0 {
            let at = self.column(&name, next);
            self.columns[at].put(row, value);
            next = at + 1;
        }
    }

    /// Whether there are more details than the limit. Values of those beyond are then lost: the file is to be refused.
    pub fn is_full(&self) -> bool {
        self.is_full
    }

    /// The place of a column. Records mostly have their details in the same order: `likely` is looked at first.
    fn column(&mut self, name: &str, likely: usize) -> usize {
        if self.columns.get(likely).is_some_and(|column| column.name == name) {
            return likely;
        }
        if let Some(&at) = self.by_name.get(name) {
            return at;
        }
        if self.columns.len() == DETAILS {
            self.is_full = true;
            return DETAILS - 1;
        }
        let at = self.columns.len();
        self.columns.push(Gathering { name: name.to_owned(), ..Gathering::default() });
        self.by_name.insert(name.to_owned(), at);
        at
    }

    /// The typed columns, and the declared ones whose values are of several sorts.
    pub fn finish(self) -> (Columns, Vec<Misfit>) {
        let misfit = |gathering: &Gathering| gathering.misfit.map(|row| Misfit { column: gathering.name.clone(), row });
        let misfits = self.columns.iter().filter_map(misfit).collect();
        let columns = self.columns.into_iter().map(Gathering::finish).collect();
        (columns, misfits)
    }
}

/// One column while it is read.
#[derive(Debug, Default)]
struct Gathering {
    name: String,
    declared: Option<ColumnKind>,
    stage: Stage,
    /// Rows that hold `null`: gaps, unless the column becomes mixed.
    nulls: Vec<usize>,
    misfit: Option<usize>,
}

#[derive(Debug, Default)]
enum Stage {
    /// No value yet.
    #[default]
    Empty,
    /// Whether they are whole ones is seen at the end.
    Numbers(Cells<Exact>),
    /// Texts or, where that is declared, dates.
    Texts(Column),
    YesNo(Column),
    Lists(Column),
    Mixed(Column),
}

impl Gathering {
    fn put(&mut self, row: usize, value: Raw<'_>) {
        if self.misfit.is_none() && self.declared.is_some_and(|kind| !fits(kind, &value)) {
            self.misfit = Some(row);
            self.mix();
        }
        match (&mut self.stage, value) {
            (Stage::Mixed(column), value) => set(column, row, Value::Other(value.into_json())),
            (_, Raw::Null) => self.nulls.push(row),
            (Stage::Numbers(cells), Raw::Number(number)) => cells.put(row, number),
            (Stage::Texts(column), Raw::Text(text)) => column.set_text(row, &text).expect("it is a column of texts"),
            (Stage::YesNo(column), Raw::YesNo(yes)) => set(column, row, Value::YesNo(yes)),
            (Stage::Lists(column), Raw::Other(json)) if is_text_list(&json) => {
                set(column, row, Value::TextList(texts(json.into_owned())));
            }
            (Stage::Empty, value) => {
                self.stage = self.first_stage(&value);
                self.put(row, value);
            }
            (_, value) => {
                self.mix();
                self.put(row, value);
            }
        }
    }

    fn first_stage(&self, value: &Raw<'_>) -> Stage {
        match (self.declared, value) {
            (Some(ColumnKind::Mixed), _) => Stage::Mixed(self.column(ColumnKind::Mixed)),
            (_, Raw::Number(_)) => Stage::Numbers(Cells::default()),
            (Some(ColumnKind::Date), Raw::Text(_)) => Stage::Texts(self.column(ColumnKind::Date)),
            (_, Raw::Text(_)) => Stage::Texts(self.column(ColumnKind::Text)),
            (_, Raw::YesNo(_)) => Stage::YesNo(self.column(ColumnKind::YesNo)),
            (_, Raw::Other(json)) if is_text_list(json) => Stage::Lists(self.column(ColumnKind::TextList)),
            (_, Raw::Other(_) | Raw::Null) => Stage::Mixed(self.column(ColumnKind::Mixed)),
        }
    }

    fn column(&self, kind: ColumnKind) -> Column {
        Column::new(self.name.as_str(), kind, self.declared.is_some())
    }

    /// Makes the column one that holds anything: every value as the file has it.
    fn mix(&mut self) {
        let mut mixed = self.column(ColumnKind::Mixed);
        let mut put = |row, json| set(&mut mixed, row, Value::Other(json));
        match std::mem::take(&mut self.stage) {
            Stage::Empty => {}
            Stage::Numbers(cells) => cells.iter().for_each(|(row, number)| put(row, Json::from(*number))),
            Stage::Texts(column) | Stage::YesNo(column) | Stage::Lists(column) => {
                column.filled().for_each(|(row, cell)| put(row, raw(cell).into_json()));
            }
            Stage::Mixed(column) => mixed = column,
        }
        for row in std::mem::take(&mut self.nulls) {
            set(&mut mixed, row, Value::Other(Json::Null));
        }
        self.stage = Stage::Mixed(mixed);
    }

    fn finish(mut self) -> Column {
        let kind = match &self.stage {
            Stage::Empty => self.declared.unwrap_or(ColumnKind::Mixed),
            Stage::Numbers(cells) => self.declared.unwrap_or_else(|| kind_of_numbers(cells)),
            Stage::Texts(column) | Stage::YesNo(column) | Stage::Lists(column) | Stage::Mixed(column) => column.kind(),
        };
        if kind == ColumnKind::Mixed {
            self.mix();
        }
        let mut column = self.column(kind);
        match self.stage {
            Stage::Empty => column,
            Stage::Numbers(cells) => {
                for (row, number) in cells.iter() {
                    let value = match kind {
                        ColumnKind::WholeNumber => as_whole(*number).map(Value::WholeNumber),
                        _ => as_number(*number).map(Value::Number),
                    };
                    set(&mut column, row, value.expect("the kind of the column was chosen to fit its numbers"));
                }
                column
            }
            Stage::Texts(column) | Stage::YesNo(column) | Stage::Lists(column) | Stage::Mixed(column) => column,
        }
    }
}

fn set(column: &mut Column, row: usize, value: Value) {
    column.set(row, value).expect("the value was chosen to fit its column");
}

/// `5.0` is a number, not a whole one; a whole number that would lose a digit as a number makes the column mixed.
fn kind_of_numbers(cells: &Cells<Exact>) -> ColumnKind {
    if cells.iter().all(|(_, number)| matches!(number, Exact::Whole(_))) {
        ColumnKind::WholeNumber
    } else if cells.iter().all(|(_, number)| as_number(*number).is_some()) {
        ColumnKind::Number
    } else {
        ColumnKind::Mixed
    }
}

/// Whether a column of this kind holds the value without loss.
fn fits(kind: ColumnKind, value: &Raw<'_>) -> bool {
    match (kind, value) {
        (ColumnKind::Mixed, _) | (_, Raw::Null) => true,
        (ColumnKind::Text | ColumnKind::Date, value) => matches!(value, Raw::Text(_)),
        (ColumnKind::Number, Raw::Number(number)) => as_number(*number).is_some(),
        (ColumnKind::WholeNumber, Raw::Number(number)) => as_whole(*number).is_some(),
        (ColumnKind::YesNo, value) => matches!(value, Raw::YesNo(_)),
        (ColumnKind::TextList, Raw::Other(json)) => is_text_list(json),
        (ColumnKind::Number | ColumnKind::WholeNumber | ColumnKind::TextList, _) => false,
    }
}

fn is_text_list(json: &Json) -> bool {
    json.as_array().is_some_and(|items| items.iter().all(Json::is_string))
}

fn texts(json: Json) -> Vec<String> {
    let Json::Array(items) = json else { return Vec::new() };
    items.into_iter().filter_map(|item| if let Json::String(text) = item { Some(text) } else { None }).collect()
}

fn as_number(number: Exact) -> Option<f64> {
    match number {
        Exact::Float(number) => Some(number),
        Exact::Whole(number) => (number.unsigned_abs() <= EXACT_WHOLE as u64).then_some(number as f64),
        Exact::Large(_) => None,
    }
}

fn as_whole(number: Exact) -> Option<i64> {
    let is_exact = |number: &f64| number.fract() == 0.0 && number.abs() <= EXACT_WHOLE && !is_negative_zero(*number);
    match number {
        Exact::Whole(number) => Some(number),
        Exact::Float(number) => Some(number).filter(is_exact).map(|number| number as i64),
        Exact::Large(_) => None,
    }
}

fn is_negative_zero(number: f64) -> bool {
    number == 0.0 && number.is_sign_negative()
}

/// The details of a record as the file writes them.
pub fn row(columns: &Columns, row: usize) -> Option<Details<'_>> {
    let details: Vec<_> = columns.cells(row).map(|(name, cell)| (Text::from(name), raw(cell))).collect();
    (!details.is_empty()).then_some(Details(details))
}

fn raw(cell: Cell<'_>) -> Raw<'_> {
    match cell {
        Cell::Text(text) | Cell::Date(text) => Raw::Text(Text::from(text)),
        Cell::Number(number) => Raw::Number(Exact::Float(number)),
        Cell::WholeNumber(number) => Raw::Number(Exact::Whole(number)),
        Cell::YesNo(yes) => Raw::YesNo(yes),
        Cell::TextList(texts) => Raw::Other(Cow::Owned(Json::from(texts))),
        Cell::Other(json) => json.read().expect("any value can be read so"),
    }
}

/// The columns that the file must declare: those that were declared; all of them, where reading the values alone would
/// not give the same columns in the same order.
pub fn to_declare(columns: &Columns) -> Vec<&Column> {
    let is_plain = undeclared_read_back(columns);
    columns.iter().filter(|column| column.declared || !is_plain).collect()
}

fn undeclared_read_back(columns: &Columns) -> bool {
    let mut last_first_row = 0;
    let mut seen_undeclared = false;
    for column in columns.iter() {
        if column.declared {
            if seen_undeclared {
                return false;
            }
            continue;
        }
        seen_undeclared = true;
        let Some(first_row) = column.first_row() else { return false };
        if first_row < last_first_row {
            return false;
        }
        last_first_row = first_row;
        let kind = column.kind();
        if kind == ColumnKind::Date {
            return false;
        }
        let read_back = match kind {
            ColumnKind::Mixed => kind_read(column.filled()),
            // Every other kind is what its first cell alone is read as.
            _ => kind_read(column.cell(first_row).into_iter().map(|cell| (first_row, cell))),
        };
        if read_back != kind {
            return false;
        }
    }
    true
}

/// The kind that cells of an undeclared column are read as.
fn kind_read<'c>(cells: impl Iterator<Item = (usize, Cell<'c>)>) -> ColumnKind {
    let mut gathering = Gathering::default();
    for (row, cell) in cells {
        gathering.put(row, raw(cell));
        if let Stage::Mixed(_) = gathering.stage {
            break;
        }
    }
    gathering.finish().kind()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn take(gathered: &mut Gathered, row: usize, details: &Json) {
        gathered.take(row, serde_json::from_str(&details.to_string()).expect("an object"));
    }

    fn column_of(values: &Json) -> Column {
        let mut gathered = Gathered::default();
        for (row, value) in values.as_array().expect("a list").iter().enumerate() {
            take(&mut gathered, row, &json!({"x": value}));
        }
        gathered.finish().0.by_name("x").cloned().expect("it was read")
    }

    fn kind_of(values: &Json) -> ColumnKind {
        column_of(values).kind()
    }

    #[test]
    fn the_kind_of_a_column_is_seen_from_its_values() {
        assert_eq!(kind_of(&json!(["a", null, "b"])), ColumnKind::Text);
        assert_eq!(kind_of(&json!([1, -2, 0])), ColumnKind::WholeNumber);
        assert_eq!(kind_of(&json!([1, 2.5])), ColumnKind::Number);
        assert_eq!(kind_of(&json!([1.0])), ColumnKind::Number);
        assert_eq!(kind_of(&json!([true, false])), ColumnKind::YesNo);
        assert_eq!(kind_of(&json!([["a"], []])), ColumnKind::TextList);
        assert_eq!(kind_of(&json!([1, "1"])), ColumnKind::Mixed);
        assert_eq!(kind_of(&json!([["a"], [1]])), ColumnKind::Mixed);
        assert_eq!(kind_of(&json!([{"a": 1}])), ColumnKind::Mixed);
        assert_eq!(kind_of(&json!([null])), ColumnKind::Mixed);
        assert_eq!(kind_of(&json!([9_007_199_254_740_993_i64, 0.5])), ColumnKind::Mixed, "a digit would be lost");
        assert_eq!(kind_of(&json!([u64::MAX])), ColumnKind::Mixed);
    }

    #[test]
    fn a_mixed_column_holds_every_value_as_it_came() {
        for values in
            [json!([null, 1, 2.0, -0.0, u64::MAX, "x"]), json!(["a", null, true]), json!([[], null, 5, {"a": []}])]
        {
            let column = column_of(&values);
            let held: Vec<Option<Value>> = (0..column.rows()).map(|row| column.get(row)).collect();
            let expected = values.as_array().expect("a list").iter().cloned().map(|json| Some(Value::Other(json)));
            assert_eq!(held, expected.collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_declared_column_that_does_not_hold_its_values_keeps_them_as_they_are() {
        let mut gathered = Gathered::default();
        gathered.declare("born", ColumnKind::WholeNumber);
        take(&mut gathered, 0, &json!({"born": 1968.0}));
        take(&mut gathered, 2, &json!({"born": "about 1970"}));
        let (columns, misfits) = gathered.finish();
        assert_eq!(misfits, [Misfit { column: "born".into(), row: 2 }]);
        let column = columns.by_name("born").expect("declared");
        assert_eq!((column.kind(), column.declared), (ColumnKind::Mixed, true));
        assert_eq!(column.get(0), Some(Value::Other(json!(1968.0))));
        assert_eq!(column.get(2), Some(Value::Other(json!("about 1970"))));
    }

    #[test]
    fn a_column_whose_values_would_be_read_as_another_kind_is_declared() {
        let declared = |kind, value: Value| {
            let mut column = Column::new("x", kind, false);
            column.set(0, value).expect("it fits");
            to_declare(&Columns::from_iter([column])).len()
        };
        assert_eq!(declared(ColumnKind::Text, Value::Text("a".into())), 0);
        assert_eq!(declared(ColumnKind::Number, Value::Number(1.0)), 0);
        assert_eq!(declared(ColumnKind::Date, Value::Date("2007".into())), 1);
        assert_eq!(declared(ColumnKind::Mixed, Value::Other(json!(1))), 1);
        assert_eq!(declared(ColumnKind::Mixed, Value::Other(json!({}))), 0);
    }
}
