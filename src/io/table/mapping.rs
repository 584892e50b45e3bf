//! How a table is to be understood: how its cells are told apart, and what each column means. What is not said here is
//! guessed from the table itself (see `guess.rs`).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::roles::ColumnRole;
use crate::io::quote::short;

/// How a table is to be understood. Everything that is left open is guessed.
///
/// As JSON: `{"header": true, "rows": "links", "columns": [{"column": "from", "role": "source"}, …]}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TableMapping {
    /// The file, where it is not the one that was opened but one beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The sheet, of a spreadsheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// What stands between cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// What stands around cells that hold a delimiter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_mark: Option<QuoteMark>,
    /// Whether numbers are written with a comma: `0,5`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_comma: Option<bool>,
    /// The order of day, month and year in dates that are not written as `2007-03-13`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// How many lines stand before the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_rows: Option<usize>,
    /// Whether the first row holds the names of the columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// What a row describes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
    /// Whether links have a direction, where no column says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directed: Option<bool>,
    /// What the columns mean. Columns that are not listed are guessed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<MappedColumn>,
    /// The table of the actors of these links, or of the links between these actors.
    #[serde(skip_serializing_if = "Partner::is_guessed")]
    pub partner: Partner,
}

/// A column and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedColumn {
    /// Which column.
    pub column: ColumnName,
    /// What it means.
    pub role: ColumnRole,
}

/// A column by its name, or by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ColumnName {
    /// By its number, from 1.
    Number(usize),
    /// By its name. Where no column has that name and the name is a number, by that number.
    Name(String),
}

impl ColumnName {
    /// The position of the column among columns of these names; `None` where there is no such column.
    #[must_use]
    pub fn find(&self, names: &[String]) -> Option<usize> {
        let by_number = |number: usize| number.checked_sub(1).filter(|at| *at < names.len());
        match self {
            Self::Number(number) => by_number(*number),
            Self::Name(name) => names
                .iter()
                .position(|known| known == name)
                .or_else(|| names.iter().position(|known| known.trim().to_lowercase() == name.trim().to_lowercase()))
                .or_else(|| by_number(name.trim().parse().ok()?)),
        }
    }
}

impl fmt::Display for ColumnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "number {number}"),
            Self::Name(name) => write!(f, "\"{}\"", short(name)),
        }
    }
}

impl From<&str> for ColumnName {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

/// What the rows of a table describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rows {
    /// A row is a link.
    Links,
    /// A row is an actor.
    Actors,
    /// A row is an actor and, where it has a target, a link: from its source if it has one, else from the actor itself.
    LinksAndActors,
}

impl Rows {
    /// The words for it, on screen and in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Links => "links",
            Self::Actors => "actors",
            Self::LinksAndActors => "actors with a link each",
        }
    }
}

/// The order of day, month and year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// `13/03/2007`, `13.3.2007`.
    DayMonthYear,
    /// `03/13/2007`.
    MonthDayYear,
    /// `2007/03/13`.
    YearMonthDay,
}

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Delimiter {
    /// One sign of ASCII.
    Sign(u8),
    /// Any number of blanks and tabs.
    Blanks,
}

impl Delimiter {
    /// A comma.
    pub const COMMA: Self = Self::Sign(b',');
    /// A tab.
    pub const TAB: Self = Self::Sign(b'\t');

    /// The word for it, on screen.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Blanks => "blanks".to_owned(),
            Self::Sign(b',') => "commas".to_owned(),
            Self::Sign(b';') => "semicolons".to_owned(),
            Self::Sign(b'\t') => "tabs".to_owned(),
            Self::Sign(b'|') => "bars".to_owned(),
            Self::Sign(sign) => format!("\"{}\"", char::from(sign)),
        }
    }
}

impl From<Delimiter> for String {
    fn from(delimiter: Delimiter) -> Self {
        match delimiter {
            Delimiter::Blanks => "blanks".to_owned(),
            Delimiter::Sign(b'\t') => "tab".to_owned(),
            Delimiter::Sign(sign) => char::from(sign).to_string(),
        }
    }
}

impl TryFrom<String> for Delimiter {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match (text.as_str(), text.as_bytes()) {
            ("tab" | "\\t", _) => Ok(Self::TAB),
            ("comma", _) => Ok(Self::COMMA),
            ("semicolon", _) => Ok(Self::Sign(b';')),
            ("bar", _) => Ok(Self::Sign(b'|')),
            ("blanks" | "blank" | " ", _) => Ok(Self::Blanks),
            (_, [sign]) if sign.is_ascii_punctuation() || *sign == b'\t' => Ok(Self::Sign(*sign)),
            _ => Err(format!("\"{text}\" is no delimiter; it is tab, blanks, or one sign such as , or ;")),
        }
    }
}

/// What stands around cells that hold a delimiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum QuoteMark {
    /// One sign of ASCII, doubled where it stands in a cell.
    Sign(u8),
    /// Nothing: quotes are signs like any other.
    None,
}

impl From<QuoteMark> for String {
    fn from(mark: QuoteMark) -> Self {
        match mark {
            QuoteMark::None => "none".to_owned(),
            QuoteMark::Sign(sign) => char::from(sign).to_string(),
        }
    }
}

impl TryFrom<String> for QuoteMark {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match (text.as_str(), text.as_bytes()) {
            ("none" | "", _) => Ok(Self::None),
            (_, [sign]) if sign.is_ascii_punctuation() => Ok(Self::Sign(*sign)),
            _ => Err(format!("\"{text}\" is no quote mark; it is \", ' or none")),
        }
    }
}

/// Where the other half of a graph is: the actors of links, or the links between actors.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Partner {
    /// Looked for by the name of the file or of the sheet.
    #[default]
    Guessed,
    /// Nowhere: the table is read alone.
    None,
    /// In this table.
    Table(Box<TableMapping>),
}

impl Partner {
    fn is_guessed(&self) -> bool {
        *self == Self::Guessed
    }
}

impl TableMapping {
    /// A mapping out of JSON.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|error| format!("This is no mapping of a table: {error}."))
    }

    /// The mapping as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a mapping has text and numbers only")
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Gives a column a role. A role that only one column can have is taken from the column that had it.
    pub fn give(&mut self, column: ColumnName, role: ColumnRole) {
        self.columns.retain(|known| known.column != column && (role.may_repeat() || known.role != role));
        self.columns.push(MappedColumn { column, role });
    }

    /// Gives a column a role, both by name, as the command line does: `source`, `from`. Instead of a role the name of a
    /// setting may stand: `delimiter`, `quote mark`, `decimal`, `dates`, `header`, `skip rows`, `directed`, `rows`, `sheet`.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn set(&mut self, role: &str, column: &str) -> Result<(), String> {
        let name = role.trim().to_lowercase().replace(['-', '_'], " ");
        match name.as_str() {
            "sheet" => self.sheet = Some(column.to_owned()),
            "delimiter" => self.delimiter = Some(Delimiter::try_from(column.to_owned())?),
            "quote mark" => self.quote_mark = Some(QuoteMark::try_from(column.to_owned())?),
            "decimal" => {
                self.decimal_comma =
                    Some(one_of(column, "decimal", &[(",", true), ("comma", true), (".", false), ("point", false)])?);
            }
            "dates" => {
                let orders = [
                    ("day-month-year", DateOrder::DayMonthYear),
                    ("month-day-year", DateOrder::MonthDayYear),
                    ("year-month-day", DateOrder::YearMonthDay),
                ];
                self.dates = Some(one_of(column, "dates", &orders)?);
            }
            "skip rows" => {
                let number = column.trim().parse().ok();
                self.skip_rows = Some(number.ok_or_else(|| format!("\"{column}\" is no number of rows"))?);
            }
            "header" => self.header = Some(one_of(column, "header", &YES_NO)?),
            "directed" if one_of(column, "directed", &YES_NO).is_ok() => {
                self.directed = one_of(column, "directed", &YES_NO).ok();
            }
            "rows" => {
                let rows =
                    [("links", Rows::Links), ("actors", Rows::Actors), ("links-and-actors", Rows::LinksAndActors)];
                self.rows = Some(one_of(column, "rows", &rows)?);
            }
            _ => {
                let role = ColumnRole::try_from(role.to_owned())?;
                self.give(ColumnName::from(column), role);
            }
        }
        Ok(())
    }

    /// Adds `ROLE=COLUMN`, as the command line gives it; see [`Self::set`].
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn add(&mut self, pair: &str) -> Result<(), String> {
        match pair.split_once('=') {
            Some((role, column)) => self.set(role, column).map_err(|why| format!("{why}.")),
            None => Err(format!("\"{pair}\" is not of the form ROLE=COLUMN.")),
        }
    }

    /// The position of the column with that role, among columns of these names.
    #[must_use]
    pub fn column_of(&self, role: ColumnRole, names: &[String]) -> Option<usize> {
        self.columns.iter().filter(|known| known.role == role).find_map(|known| known.column.find(names))
    }
}

const YES_NO: [(&str, bool); 4] = [("yes", true), ("true", true), ("no", false), ("false", false)];

fn one_of<T: Copy>(text: &str, what: &str, choices: &[(&str, T)]) -> Result<T, String> {
    let wanted = text.trim().to_lowercase();
    choices.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        format!("\"{text}\" is nothing that {what} can be; it can be {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::Role;

    fn pairs(pairs: &[&str]) -> TableMapping {
        let mut mapping = TableMapping::default();
        for pair in pairs {
            mapping.add(pair).unwrap_or_else(|why| panic!("{pair}: {why}"));
        }
        mapping
    }

    #[test]
    fn the_command_line_and_json_say_the_same() {
        let mapping = pairs(&[
            "source=from",
            "target=2",
            "detail=age",
            "quote=what it says",
            "header=no",
            "delimiter=tab",
            "decimal=,",
            "rows=links",
        ]);
        let json = r#"{"delimiter":"tab","decimal_comma":true,"header":false,"rows":"links","columns":[{"column":"from","role":"source"},{"column":"2","role":"target"},{"column":"age","role":"detail"},{"column":"what it says","role":"quote"}]}"#;
        assert_eq!(mapping.to_json(), json);
        assert_eq!(TableMapping::from_json(json), Ok(mapping));
    }

    #[test]
    fn a_partner_is_written_and_read() {
        let actors =
            TableMapping { file: Some("case.nodes.csv".into()), rows: Some(Rows::Actors), ..TableMapping::default() };
        for partner in [Partner::Guessed, Partner::None, Partner::Table(Box::new(actors))] {
            let mapping = TableMapping { partner, ..TableMapping::default() };
            assert_eq!(TableMapping::from_json(&mapping.to_json()), Ok(mapping));
        }
    }

    #[test]
    fn a_role_moves_to_the_column_that_gets_it_last() {
        let mapping = pairs(&["source=a", "target=a", "source=b", "detail=c", "detail=d"]);
        let names: Vec<String> = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        assert_eq!(mapping.column_of(ColumnRole::Source, &names), Some(1));
        assert_eq!(mapping.column_of(ColumnRole::Target, &names), Some(0));
        assert_eq!(mapping.columns.len(), 4);
        assert_eq!(pairs(&["url=a"]).columns[0].role, ColumnRole::Evidence(Role::Url));
    }

    #[test]
    fn a_column_is_found_by_its_name_before_its_number() {
        let names: Vec<String> = ["2", "From"].map(str::to_owned).to_vec();
        assert_eq!(ColumnName::from("2").find(&names), Some(0));
        assert_eq!(ColumnName::from("1").find(&names), Some(0));
        assert_eq!(ColumnName::from("from").find(&names), Some(1));
        assert_eq!(ColumnName::Number(2).find(&names), Some(1));
        assert_eq!(ColumnName::Number(0).find(&names), None);
        assert_eq!(ColumnName::from("3").find(&names), None);
    }

    #[test]
    fn what_is_no_role_is_told() {
        let told = |pair: &str| TableMapping::default().add(pair).expect_err("refused");
        assert!(told("sauce=from").starts_with("\"sauce\" is no role of a column; roles are source, target, "));
        assert_eq!(told("source"), "\"source\" is not of the form ROLE=COLUMN.");
        assert_eq!(told("header=maybe"), "\"maybe\" is nothing that header can be; it can be yes, true, no, false.");
        assert_eq!(told("delimiter=ab"), "\"ab\" is no delimiter; it is tab, blanks, or one sign such as , or ;.");
        assert!(TableMapping::from_json("{\"colums\": []}").expect_err("refused").contains("colums"));
        assert_eq!(pairs(&["directed=is_directed"]).columns[0].role, ColumnRole::Direction);
    }
}
