//! How the columns of a graph are written as attributes of GEXF: their types, and their values as texts.

use serde::de::IgnoredAny;
use serde_json::Value as Json;

use super::lists;
use crate::io::carry::{Attribute, json_text};
use crate::model::{ColumnKind, Value};

/// A column as it is written.
pub struct Written {
    /// Where its values come from.
    pub attribute: Attribute,
    /// What it is called in the file.
    pub title: String,
    how: How,
}

/// The type of GEXF that holds the values of a column exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Text,
    /// Gephi's integers have 32 bits.
    Integer,
    Long,
    Double,
    Boolean,
    TextList,
    /// A text with a hint that it is a date.
    Date,
    /// JSON in a text, with a hint that it is that. The lists of numbers of GEXF 1.3 would keep networkx from reading.
    Json,
}

impl Written {
    /// The columns that have a value to be written; `values` visits each of these.
    pub fn list(attributes: Vec<Attribute>, values: impl Fn(&Attribute, &mut dyn FnMut(&Value))) -> Vec<Self> {
        let written = |attribute: Attribute| {
            let (mut is_used, mut is_small) = (false, true);
            values(&attribute, &mut |value| {
                is_used = true;
                if let Value::WholeNumber(number) = value {
                    is_small &= i32::try_from(*number).is_ok();
                }
            });
            let how = match attribute.kind {
                ColumnKind::Text => How::Text,
                ColumnKind::Number => How::Double,
                ColumnKind::WholeNumber if is_small => How::Integer,
                ColumnKind::WholeNumber => How::Long,
                ColumnKind::YesNo => How::Boolean,
                ColumnKind::Date => How::Date,
                ColumnKind::TextList => How::TextList,
                ColumnKind::Mixed => How::Json,
            };
            let title = attribute.name.clone();
            is_used.then_some(Self { attribute, title, how })
        };
        attributes.into_iter().filter_map(written).collect()
    }

    /// Gives the attribute `name` the title `wanted`, or that with a number behind it where it is taken.
    pub fn retitle(columns: &mut [Self], name: &str, wanted: &str) {
        let Some(at) = columns.iter().position(|column| column.title == name) else { return };
        let is_free = |title: &String| *title != *name && columns.iter().all(|column| column.title != *title);
        let numbered = (2..).map(|number| format!("{wanted} ({number})"));
        let title = std::iter::once(wanted.to_owned()).chain(numbered).find(is_free).expect("numbers do not end");
        columns[at].title = title;
    }

    /// Gives attributes that have one of these names titles with numbers.
    pub fn retitle_all(columns: &mut [Self], names: &[&str]) {
        for name in names {
            Self::retitle(columns, name, name);
        }
    }

    /// The name of the detail that it is, where the title is another.
    pub fn renamed_detail(&self) -> Option<&str> {
        self.attribute.detail().filter(|name| *name != self.title)
    }

    /// Whether something has to be said about it that GEXF has no attribute for.
    pub fn has_hint(&self) -> bool {
        self.hint().is_some() || self.renamed_detail().is_some() || self.attribute.looks_like_a_field()
    }

    /// The name of the type.
    pub fn type_name(&self) -> &'static str {
        match self.how {
            How::Text | How::Date | How::Json => "string",
            How::Integer => "integer",
            How::Long => "long",
            How::Double => "double",
            How::Boolean => "boolean",
            How::TextList => "liststring",
        }
    }

    /// The kind of the column, where the type does not say it.
    pub fn hint(&self) -> Option<&'static str> {
        match self.how {
            How::Date => Some(ColumnKind::Date.name()),
            How::Json => Some(ColumnKind::Mixed.name()),
            _ => None,
        }
    }
}

/// A value as the text that stands in the file.
pub fn text_of(value: &Value) -> String {
    match value {
        Value::Number(number) => format!("{number:?}"),
        Value::TextList(texts) => lists::printed(texts),
        // A text that is no JSON itself needs no quotes to be told from everything else.
        Value::Other(Json::String(text)) if serde_json::from_str::<IgnoredAny>(text).is_err() => text.clone(),
        Value::Other(json) => json.to_string(),
        Value::Text(_) | Value::Date(_) | Value::WholeNumber(_) | Value::YesNo(_) => json_text(value),
    }
}
