//! What the writers of plain formats have in common: names for details that would be taken for something else, and what a
//! file says about itself.

use crate::io::carry::{Attribute, json_text};
use crate::io::draft::kind_of_column;
use crate::io::quote::short;
use crate::model::{Column, Graph, LoadReport, Value, Warning};

/// Stands behind the name of a detail that would be taken for a field or for a part of the picture.
const MARK: &str = " (detail)";

/// The name of a detail that must stay one.
#[must_use]
pub fn marked(name: &str) -> String {
    format!("{name}{MARK}")
}

/// Whether the name of a detail ends like a mark, so that one more has to stand behind it.
#[must_use]
pub fn ends_like_a_mark(name: &str) -> bool {
    unmarked(name).is_some()
}

/// The name of a detail without its mark; `None` where it has none.
#[must_use]
pub fn unmarked(name: &str) -> Option<&str> {
    name.strip_suffix(MARK).filter(|name| !name.is_empty())
}

/// Says that what the file says about itself is left behind, where it says something.
pub fn tell_of_facts(graph: &Graph, report: &mut LoadReport) {
    if !graph.extras.is_empty() {
        let what = "what the file that was opened says about itself".to_owned();
        report.push(None, Warning::NotWritten { what });
    }
}

/// Says which details of texts come back as numbers, dates, or yes and no from a format that knows only texts.
pub fn tell_of_kinds(graph: &Graph, format: &str, report: &mut LoadReport) {
    const NAMED: usize = 3;
    let changes = |column: &&Column| kind_of_column(column, false) != column.kind();
    let columns = graph.actor_columns().iter().chain(graph.link_columns().iter());
    let mut names: Vec<&str> = columns.filter(changes).map(|column| column.name.as_str()).collect();
    names.dedup();
    if names.is_empty() {
        return;
    }
    let more = if names.len() > NAMED { " and others" } else { "" };
    let names: Vec<String> = names.iter().take(NAMED).map(|name| format!("\"{}\"", short(name))).collect();
    let what = format!(
        "{format} knows only texts, so that texts which all look like numbers, dates, or yes and no are read as such: the \
         details {}{more}",
        names.join(", ")
    );
    report.push(None, Warning::Reshaped { what });
}

/// Whether an attribute holds evidence.
#[must_use]
pub fn is_evidence(attribute: &Attribute) -> bool {
    attribute.name == "evidence" && !attribute.looks_like_a_field()
}

/// A value as a text, and whether it became JSON for that. No quote in such JSON has a backslash before it, because that
/// would have to be escaped in its turn.
#[must_use]
pub fn text_of(value: &Value) -> (String, bool) {
    let is_json = match value {
        // In the digits it needs, and with a point, so that it stays a number that is not whole.
        Value::Number(number) => return (format!("{number:?}"), false),
        Value::TextList(_) => true,
        Value::Other(json) => json.is_object() || json.is_array(),
        _ => false,
    };
    let text = json_text(value);
    (if is_json { without_escaped_quotes(&text) } else { text }, is_json)
}

fn without_escaped_quotes(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut signs = json.chars();
    while let Some(sign) = signs.next() {
        match (sign, if sign == '\\' { signs.next() } else { None }) {
            ('\\', Some('"')) => text.push_str("\\u0022"),
            (sign, next) => {
                text.push(sign);
                text.extend(next);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_no_backslash_before_a_quote_that_it_escapes() {
        let value = Value::TextList(vec!["a \"b\"".to_owned(), "c\\".to_owned()]);
        let (text, is_json) = text_of(&value);
        assert_eq!((text.as_str(), is_json), (r#"["a \u0022b\u0022","c\\"]"#, true));
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).expect("JSON"), ["a \"b\"", "c\\"]);
        assert_eq!(text_of(&Value::Number(2.0)).0, "2.0");
    }
}
