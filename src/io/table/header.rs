//! What a name of a column says besides the name: the kinds and marks that Neo4j's import tool reads, and that Linklore writes
//! where a kind could not be seen from the cells. `born:date`, `:START_ID(Person)`, `tags:string[]`.
//!
//! Where Neo4j has its options, Linklore says of a column that would be taken for something else what it is:
//! `size:long{detail}`, `when{field}`, `x:string{detail:" x "}`.

use serde_json::Value as Json;

use crate::model::{ColumnKind, Value};

/// A name of a column, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The name itself; may be empty.
    pub name: String,
    /// The kind of its cells.
    pub kind: Option<CellKind>,
    /// Its part in a table for Neo4j.
    pub mark: Option<Mark>,
    /// The space in which its ids are unique.
    pub space: Option<String>,
    /// What Linklore says that it is.
    pub said: Option<Said>,
}

/// What a column is that would be taken for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// A detail, whatever its name.
    Detail,
    /// The field of that name, whatever its cells.
    Field,
}

/// A kind as the name of a column gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// One value in a cell.
    One(ColumnKind),
    /// Several, with semicolons between them or as a JSON list.
    List(ColumnKind),
    /// JSON in a cell.
    Json,
}

/// The part of a column in a table for Neo4j.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `:ID`.
    Id,
    /// `:LABEL`.
    Label,
    /// `:START_ID`.
    Start,
    /// `:END_ID`.
    End,
    /// `:TYPE`.
    Type,
    /// `:IGNORE`.
    Ignore,
}

impl Header {
    /// Takes a name apart. What is no kind and no mark is part of the name.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if let Some(header) = Self::said(text) {
            return header;
        }
        let plain = || Self { name: text.to_owned(), ..Self::default() };
        // Options in braces say how Neo4j stores the column.
        let bare = match text.split_once('{') {
            Some((before, options)) if options.ends_with('}') => before,
            _ => text,
        };
        let Some((name, said)) = bare.rsplit_once(':') else { return plain() };
        let (said, space) = match said.split_once('(') {
            Some((said, space)) => match space.strip_suffix(')') {
                Some(space) => (said, Some(space.to_owned())),
                None => return plain(),
            },
            None => (said, None),
        };
        if let Some(mark) = mark(said) {
            return Self { name: name.to_owned(), mark: Some(mark), space, ..Self::default() };
        }
        match (kind(said), space) {
            (Some(kind), None) if !name.is_empty() => {
                Self { name: name.to_owned(), kind: Some(kind), ..Self::default() }
            }
            _ => plain(),
        }
    }
}

impl Header {
    /// A name with which Linklore says what the column is.
    fn said(text: &str) -> Option<Self> {
        let (before, option) = text.strip_suffix('}')?.split_once('{')?;
        let (said, name) = match option.split_once(':') {
            None if option == "detail" => (Said::Detail, None),
            None if option == "field" => (Said::Field, None),
            Some(("detail", name)) => (Said::Detail, Some(serde_json::from_str::<String>(name).ok()?)),
            _ => return None,
        };
        let header = Self::of(before);
        Some(Self { name: name.unwrap_or(header.name), kind: header.kind, said: Some(said), ..Self::default() })
    }

    /// The name of the column of a detail that would be taken for something else; `kind` where its cells do not show it.
    #[must_use]
    pub fn of_detail(name: &str, kind: Option<ColumnKind>) -> String {
        let suffix = kind.map_or("", suffix);
        let is_plain = !name.is_empty()
            && name.trim() == name
            && !name.contains(['{', '}', ':', '\n', '\r'])
            && !name.starts_with(['#', '%']);
        if is_plain {
            return format!("{name}{suffix}{{detail}}");
        }
        let bare: String = name.chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
        let bare = bare.trim();
        format!("{}{suffix}{{detail:{}}}", if bare.is_empty() { "detail" } else { bare }, Json::from(name))
    }
}

fn mark(said: &str) -> Option<Mark> {
    Some(match said {
        "ID" => Mark::Id,
        "LABEL" => Mark::Label,
        "START_ID" => Mark::Start,
        "END_ID" => Mark::End,
        "TYPE" => Mark::Type,
        "IGNORE" => Mark::Ignore,
        _ => return None,
    })
}

fn kind(said: &str) -> Option<CellKind> {
    if said == "json" {
        return Some(CellKind::Json);
    }
    let (said, is_list) = match said.strip_suffix("[]") {
        Some(said) => (said, true),
        None => (said, false),
    };
    let kind = match said {
        "int" | "long" | "short" | "byte" => ColumnKind::WholeNumber,
        "float" | "double" => ColumnKind::Number,
        "boolean" => ColumnKind::YesNo,
        "date" => ColumnKind::Date,
        "string" | "char" | "point" | "time" | "localtime" | "datetime" | "localdatetime" | "duration" => {
            ColumnKind::Text
        }
        _ => return None,
    };
    Some(if is_list { CellKind::List(kind) } else { CellKind::One(kind) })
}

impl CellKind {
    /// The kind of a column of such cells.
    #[must_use]
    pub fn column_kind(self) -> ColumnKind {
        match self {
            Self::One(kind) => kind,
            Self::List(ColumnKind::Text | ColumnKind::Date) => ColumnKind::TextList,
            Self::List(_) | Self::Json => ColumnKind::Mixed,
        }
    }

    /// The value of a cell; `None` where the cell holds something else.
    #[must_use]
    pub fn value(self, text: &str) -> Option<Value> {
        match self {
            Self::One(kind) => one(kind, text),
            Self::Json => serde_json::from_str(text).ok().map(Value::Other),
            Self::List(kind) => {
                let texts: Vec<String> = match serde_json::from_str(text) {
                    Ok(Json::Array(items)) if items.iter().all(Json::is_string) => {
                        items.iter().filter_map(Json::as_str).map(str::to_owned).collect()
                    }
                    _ => text.split(';').map(str::to_owned).collect(),
                };
                match kind {
                    ColumnKind::Text | ColumnKind::Date => Some(Value::TextList(texts)),
                    kind => {
                        let items: Option<Vec<Json>> =
                            texts.iter().map(|text| one(kind, text.trim()).as_ref().and_then(json_of)).collect();
                        items.map(|items| Value::Other(Json::Array(items)))
                    }
                }
            }
        }
    }
}

fn one(kind: ColumnKind, text: &str) -> Option<Value> {
    match kind {
        ColumnKind::WholeNumber => text.parse().ok().map(Value::WholeNumber),
        ColumnKind::Number => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number),
        ColumnKind::YesNo => match text.to_ascii_lowercase().as_str() {
            "true" => Some(Value::YesNo(true)),
            "false" => Some(Value::YesNo(false)),
            _ => None,
        },
        ColumnKind::Date => Some(Value::Date(text.to_owned())),
        ColumnKind::Text | ColumnKind::TextList | ColumnKind::Mixed => Some(Value::Text(text.to_owned())),
    }
}

fn json_of(value: &Value) -> Option<Json> {
    match value {
        Value::WholeNumber(number) => Some(Json::from(*number)),
        Value::Number(number) => Some(Json::from(*number)),
        Value::YesNo(yes) => Some(Json::from(*yes)),
        _ => None,
    }
}

/// What is written behind the name of a column, so that [`Header::of`] gives its kind back.
#[must_use]
pub fn suffix(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text => ":string",
        ColumnKind::Number => ":double",
        ColumnKind::WholeNumber => ":long",
        ColumnKind::YesNo => ":boolean",
        ColumnKind::Date => ":date",
        ColumnKind::TextList => ":string[]",
        ColumnKind::Mixed => ":json",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_marks_are_taken_off_the_name() {
        let of = |text: &str| {
            let Header { name, kind, mark, space, .. } = Header::of(text);
            (name, kind.map(CellKind::column_kind), mark, space)
        };
        assert_eq!(of("personId:ID(Person-ID)"), ("personId".into(), None, Some(Mark::Id), Some("Person-ID".into())));
        assert_eq!(of(":START_ID"), (String::new(), None, Some(Mark::Start), None));
        assert_eq!(of(":ID(A){id-type: long}"), (String::new(), None, Some(Mark::Id), Some("A".into())));
        assert_eq!(of("year:int"), ("year".into(), Some(ColumnKind::WholeNumber), None, None));
        assert_eq!(of("tags:string[]"), ("tags".into(), Some(ColumnKind::TextList), None, None));
        for plain in ["name", "ns:tag", "a:b:c", ":int", "x:int(3)", "10:30", "note: date", "f{x}"] {
            assert_eq!(of(plain), (plain.to_owned(), None, None, None));
        }
        assert_eq!(of("a:string:string").0, "a:string");
    }

    #[test]
    fn what_linklore_says_of_a_column_reads_back() {
        let of = |text: &str| {
            let Header { name, kind, said, .. } = Header::of(text);
            (name, kind.map(CellKind::column_kind), said)
        };
        for name in ["size", "a b", " x ", "a:b", "f{x}", "", "#1", "a:int", "say \"x\"", "two\nlines", "{detail}"] {
            for kind in [None, Some(ColumnKind::Date)] {
                let written = Header::of_detail(name, kind);
                assert_eq!(of(&written), (name.to_owned(), kind, Some(Said::Detail)), "{written}");
                assert_eq!(written.trim(), written);
            }
        }
        assert_eq!(of("when{field}"), ("when".to_owned(), None, Some(Said::Field)));
        assert_eq!(of("x{other}").2, None);
    }

    #[test]
    fn cells_become_values_of_the_kind_or_none() {
        let value = |name: &str, text: &str| Header::of(name).kind.and_then(|kind| kind.value(text));
        assert_eq!(value("x:int", "7"), Some(Value::WholeNumber(7)));
        assert_eq!(value("x:int", "seven"), None);
        assert_eq!(value("x:boolean", "TRUE"), Some(Value::YesNo(true)));
        assert_eq!(value("x:string[]", "a;b"), Some(Value::TextList(vec!["a".into(), "b".into()])));
        assert_eq!(value("x:string[]", "[\"a;b\"]"), Some(Value::TextList(vec!["a;b".into()])));
        assert_eq!(value("x:int[]", "1; 2"), Some(Value::Other(serde_json::json!([1, 2]))));
        assert_eq!(value("x:json", "{\"a\": null}"), Some(Value::Other(serde_json::json!({"a": null}))));
        assert_eq!(value("x:double", "NaN"), None);
    }

    #[test]
    fn every_kind_has_a_suffix_that_reads_back() {
        for kind in ColumnKind::ALL {
            let header = Header::of(&format!("a: b{}", suffix(kind)));
            assert_eq!((header.name.as_str(), header.kind.map(CellKind::column_kind)), ("a: b", Some(kind)));
        }
    }
}
