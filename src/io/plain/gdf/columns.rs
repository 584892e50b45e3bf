//! The columns of a GDF table: what each means, its type, and the value it has where a row gives none.

use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::plain::words::{Line, Word};
use crate::model::{ColumnKind, Value, Warning};

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The name of a node.
    Id,
    /// The first end of an edge.
    Source,
    /// The second end.
    Target,
    /// Whether an edge has a direction.
    Directed,
    /// The strength of an edge.
    Weight,
    /// Where a node is, from left to right.
    X,
    /// Where a node is, from top to bottom.
    Y,
    /// How wide a node is.
    Width,
    /// How high it is.
    Height,
    /// A colour.
    Colour,
    /// Anything else.
    Other,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// What it means.
    pub role: Role,
    name: String,
    kind: Option<ColumnKind>,
    default: String,
    /// Where its values go; `None` where they are no details unless they are out of the ordinary.
    field: Option<Field>,
}

impl Column {
    /// Where the values of a column of nodes go.
    pub fn actor_field(&self, draft: &mut Draft) -> Field {
        self.field.unwrap_or_else(|| draft.actor_detail(&self.name, self.kind))
    }

    /// Where the values of a column of edges go.
    pub fn link_field(&self, draft: &mut Draft) -> Field {
        self.field.unwrap_or_else(|| draft.link_detail(&self.name, self.kind))
    }

    /// The value of a row as text: the default where the row gives none.
    pub fn text<'v>(&'v self, value: &'v Word<'_>) -> &'v str {
        if value.text.is_empty() && !value.quoted { &self.default } else { &value.text }
    }

    /// A text as a value of the type of the column; where it is none, as text.
    pub fn value(&self, text: &str) -> Value {
        let typed = match self.kind {
            Some(ColumnKind::WholeNumber) => text.parse().ok().map(Value::WholeNumber).or_else(|| number(text)),
            Some(ColumnKind::Number) => number(text),
            Some(ColumnKind::YesNo) => yes_no(text).map(Value::YesNo),
            Some(ColumnKind::Date) => Some(Value::Date(text.to_owned())),
            _ => None,
        };
        typed.unwrap_or_else(|| Value::Text(text.to_owned()))
    }
}

fn number(text: &str) -> Option<Value> {
    crate::io::plain::words::finite(text).map(Value::Number)
}

/// Whether a text says yes or no.
pub fn yes_no(text: &str) -> Option<bool> {
    if text == "1" || text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    (text == "0" || text.eq_ignore_ascii_case("false")).then_some(false)
}

/// What stands in the heading for one column.
#[derive(Debug, PartialEq)]
struct Heading<'a> {
    name: &'a str,
    kind: Option<ColumnKind>,
    default: String,
}

/// The columns of the table of nodes.
///
/// # Errors
/// Where a name is too long.
pub fn of_nodes(input: &mut Input<'_>, draft: &mut Draft, line: Line<'_>) -> Result<Vec<Column>, ReadError> {
    let mut columns = Vec::new();
    for Heading { name, kind, default } in headings(line.text) {
        input.check_name(line.at, name, "the name of a column")?;
        let lower = name.to_ascii_lowercase();
        let role = match lower.as_str() {
            "name" => Role::Id,
            "x" => Role::X,
            "y" => Role::Y,
            "width" => Role::Width,
            "height" => Role::Height,
            "color" => Role::Colour,
            _ => Role::Other,
        };
        let kind = kind.or_else(|| usual_kind(&lower));
        let field = match kind {
            _ if role != Role::Other => None,
            _ if lower == "label" => Some(Field::Label),
            Some(_) => Some(draft.actor_field(name, kind)),
            None => Some(draft.actor_text_detail(name)),
        };
        columns.push(Column { role, name: name.to_owned(), kind, default, field });
    }
    if columns.iter().all(|column| column.role != Role::Id)
        && let Some(first) = columns.first_mut()
    {
        let what = "No column is called \"name\"; the first one was read as the names of nodes".to_owned();
        draft.warn(Some(input.line(line.at)), Warning::Repaired { what });
        first.role = Role::Id;
    }
    Ok(columns)
}

/// The columns of the table of edges.
///
/// # Errors
/// Where a name is too long, or the columns of the two ends are missing.
pub fn of_edges(input: &mut Input<'_>, draft: &mut Draft, line: Line<'_>) -> Result<Vec<Column>, ReadError> {
    let mut columns = Vec::new();
    for Heading { name, kind, default } in headings(line.text) {
        input.check_name(line.at, name, "the name of a column")?;
        let lower = name.to_ascii_lowercase();
        let role = match lower.as_str() {
            "node1" => Role::Source,
            "node2" => Role::Target,
            "directed" => Role::Directed,
            "weight" => Role::Weight,
            "color" => Role::Colour,
            _ => Role::Other,
        };
        let kind = kind.or_else(|| usual_kind(&lower));
        let field = match kind {
            _ if role != Role::Other => None,
            Some(_) => Some(draft.link_field(name, kind)),
            None => Some(draft.link_text_detail(name)),
        };
        columns.push(Column { role, name: name.to_owned(), kind, default, field });
    }
    for (role, name) in [(Role::Source, "node1"), (Role::Target, "node2")] {
        if columns.iter().all(|column| column.role != role) {
            let what = format!("the table of edges has no column \"{name}\".");
            return Err(input.broken(line.at, what, "expected node1 and node2 among the columns"));
        }
    }
    Ok(columns)
}

/// The types that GUESS gives to columns it knows, where the file gives none.
fn usual_kind(name: &str) -> Option<ColumnKind> {
    match name {
        "visible" | "fixed" | "labelvisible" | "directed" => Some(ColumnKind::YesNo),
        "x" | "y" | "width" | "height" | "weight" => Some(ColumnKind::Number),
        "style" => Some(ColumnKind::WholeNumber),
        "label" | "color" | "strokecolor" | "labelcolor" => Some(ColumnKind::Text),
        _ => None,
    }
}

/// The columns of a heading: commas stand between them, but for those in quotes and in brackets.
fn headings(text: &str) -> Vec<Heading<'_>> {
    let mut headings = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_usize, None);
    for (at, sign) in text.char_indices().chain([(text.len(), ',')]) {
        match (quote, sign) {
            (Some(open), _) if open == sign => quote = None,
            (Some(_), _) if at < text.len() => (),
            (None, '"' | '\'') => quote = Some(sign),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (_, ',') if depth == 0 || at == text.len() => {
                headings.push(heading(text[start..at].trim()));
                start = at + 1;
            }
            _ => (),
        }
    }
    headings
}

/// `Modularity Class INTEGER default 1`: the last word is the type where it is the name of one.
fn heading(text: &str) -> Heading<'_> {
    let at = text.to_ascii_lowercase().find(" default ");
    let (declared, default) = at.map_or((text, ""), |at| (&text[..at], text[at + " default ".len()..].trim()));
    let default = ['\'', '"']
        .into_iter()
        .find_map(|quote| default.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(default)
        .to_owned();
    let declared = declared.trim();
    let without_size = declared.split_once('(').map_or(declared, |(start, _)| start.trim_end());
    let (name, kind) = match without_size.rsplit_once(char::is_whitespace) {
        Some((name, kind)) if kind_of(kind).is_some() => (name.trim_end(), kind_of(kind)),
        _ => (declared, None),
    };
    Heading { name: name.trim_matches(['"', '\'']), kind, default }
}

fn kind_of(kind: &str) -> Option<ColumnKind> {
    Some(match kind.to_ascii_uppercase().as_str() {
        "VARCHAR" | "CHAR" | "TEXT" | "STRING" | "LONGVARCHAR" => ColumnKind::Text,
        "BOOLEAN" | "BOOL" | "BIT" => ColumnKind::YesNo,
        "INTEGER" | "INT" | "TINYINT" | "SMALLINT" | "BIGINT" | "LONG" => ColumnKind::WholeNumber,
        "DOUBLE" | "FLOAT" | "REAL" | "DECIMAL" | "NUMERIC" => ColumnKind::Number,
        "DATE" | "DATETIME" | "TIMESTAMP" => ColumnKind::Date,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_names_with_blanks_types_with_sizes_and_defaults_with_commas() {
        let heading = |name, kind, default: &str| Heading { name, kind, default: default.to_owned() };
        let text = "name VARCHAR(32), Modularity Class INTEGER default 1,color varchar default '1,2,3',price DECIMAL(10,2),free";
        let expected = [
            heading("name", Some(ColumnKind::Text), ""),
            heading("Modularity Class", Some(ColumnKind::WholeNumber), "1"),
            heading("color", Some(ColumnKind::Text), "1,2,3"),
            heading("price", Some(ColumnKind::Number), ""),
            heading("free", None, ""),
        ];
        assert_eq!(headings(text), expected);
        assert_eq!(headings("a 'open,b"), [heading("a 'open,b", None, "")]);
    }
}
