//! What both versions of CX have in common: a list of fragments, each an object with the name of an aspect and a list of its
//! elements; types of attributes; counts that are announced; and a status at the end, without which the file is not whole.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value as Json;

use crate::io::draft::Draft;
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Member, Piece, Record, Sort};
use crate::io::limits::{bytes_in_words, implied_bytes};
use crate::io::quote::short;
use crate::model::{ColumnKind, Value, Warning};

use super::super::records::{checked_key, wrong_sort};

/// Aspects that say how Cytoscape draws.
pub(super) const STYLES: [&str; 7] = [
    "cyVisualProperties",
    "visualProperties",
    "cyHiddenAttributes",
    "nodeBypasses",
    "edgeBypasses",
    "visualEditorProperties",
    "cyViews",
];

/// The fragments of a file, in its order.
pub(super) struct Aspects<'s> {
    fragments: Vec<(Cow<'s, str>, Member<'s>)>,
}

impl<'s> Aspects<'s> {
    /// The fragments of the list that the whole file is.
    pub fn of(input: &Input<'_>, root: Piece<'s>) -> Result<Self, ReadError> {
        let mut fragments = Vec::new();
        for (position, fragment) in root.items().enumerate() {
            if !fragment.is_object() {
                return Err(wrong_sort(input, fragment, &format!("fragment {position}"), "an object"));
            }
            fragments.extend(fragment.members().map(|member| (member.name.text().unwrap_or_default(), member)));
        }
        Ok(Self { fragments })
    }

    /// All fragments of an aspect.
    pub fn named(&self, name: &str) -> impl Iterator<Item = Member<'s>> {
        self.fragments.iter().filter(move |(known, _)| known == name).map(|(_, member)| *member)
    }

    /// Tells what is in the file and is not read: the aspects that are none of `known`, each once.
    pub fn tell_others(&self, input: &mut Input<'_>, draft: &mut Draft, known: &[&str]) {
        let mut told: HashSet<&str> = HashSet::new();
        for (name, Member { value, .. }) in &self.fragments {
            let is_empty = value.is_null() || (value.is_list() && value.items().next().is_none());
            if is_empty || known.contains(&name.as_ref()) {
                continue;
            }
            let is_style = STYLES.contains(&name.as_ref());
            if told.insert(if is_style { STYLES[0] } else { name }) {
                let line = input.line(value.at());
                let aspect = format!("the aspect \"{}\"", short(name));
                let what = if is_style { "the styles of Cytoscape".to_owned() } else { aspect };
                draft.warn(Some(line), Warning::LeftOut { what });
            }
        }
    }

    /// Hands every element of an aspect to `take`, with the path to it.
    pub fn each(
        &self,
        input: &mut Input<'_>,
        name: &str,
        mut take: impl FnMut(&mut Input<'_>, Piece<'s>, &Record<'s>, &dyn Fn() -> String) -> Result<(), ReadError>,
    ) -> Result<usize, ReadError> {
        let mut record = Record::default();
        let mut count = 0;
        for Member { value: list, .. } in self.named(name) {
            if !list.is_list() {
                return Err(wrong_sort(input, list, name, "a list"));
            }
            let mut items = list.items();
            while let Some(item) = items.next_record(&mut record) {
                input.tick(item.at())?;
                let path = || format!("{name}[{count}]");
                if !item.is_object() {
                    return Err(wrong_sort(input, item, &path(), "an object"));
                }
                take(input, item, &record, &path)?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// Compares the counts that `metaData` announces with those that were found.
    pub fn check_counts(&self, input: &mut Input<'_>, draft: &mut Draft, found: &[(&str, usize)]) {
        for element in self.named("metaData").flat_map(|member| member.value.items()) {
            let (Some(name), Some(announced)) =
                (element.member("name").and_then(Piece::text), element.member("elementCount").and_then(Piece::whole))
            else {
                continue;
            };
            let Some((name, count)) = found.iter().find(|(known, _)| *known == name) else { continue };
            if usize::try_from(announced) != Ok(*count) {
                let line = input.line(element.at());
                let what =
                    format!("The file announces {announced} {name} and holds {count}; those that it holds were read");
                draft.warn(Some(line), Warning::Repaired { what });
            }
        }
    }

    /// Whether the file is whole: it ends with a status that says so.
    pub fn check_status(&self, input: &Input<'_>) -> Result<(), ReadError> {
        let Some(status) = self.named("status").last() else {
            return Err(input.incomplete("the aspect \"status\", with which every CX file ends, is missing."));
        };
        for element in status.value.items() {
            if element.member("success").and_then(Piece::yes_no) != Some(true) {
                let told = element.member("error").and_then(Piece::text).unwrap_or_default();
                let told =
                    if told.is_empty() { String::new() } else { format!(" It gives as reason: \"{}\".", short(&told)) };
                let what = format!("the status says that the program could not write the whole file.{told}");
                return Err(input.broken(element.at(), what, "no success"));
            }
        }
        Ok(())
    }
}

/// What is said once and holds for many nodes or edges, against the limit.
#[derive(Default)]
pub(super) struct Implied {
    bytes: usize,
}

impl Implied {
    /// A value of so many bytes is given to one more node or edge by what stands at `at`.
    pub fn spend(&mut self, input: &Input<'_>, at: usize, bytes: usize) -> Result<(), ReadError> {
        /// What a value costs beside its bytes.
        const LEAST: usize = 16;
        let most = implied_bytes(input.text.len());
        self.bytes = self.bytes.saturating_add(bytes + LEAST);
        if self.bytes <= most {
            return Ok(());
        }
        let most = bytes_in_words(most as u64);
        Err(input.beyond(
            at,
            format!("what is said once of many nodes or edges comes to more than {most}, which is the limit."),
        ))
    }
}

/// The id of an element, which must be there.
pub(super) fn id_of<'s>(
    input: &Input<'_>,
    item: Piece<'s>,
    record: &Record<'s>,
    name: &str,
    path: &dyn Fn() -> String,
) -> Result<Cow<'s, str>, ReadError> {
    let id = record.get(name).filter(|id| matches!(id.sort(), Sort::Number | Sort::Text));
    let Some(id) = id else {
        return Err(input.broken(item.at(), format!("{} has no \"{name}\" that is a number.", path()), "no id"));
    };
    Ok(checked_key(input, id, "an id")?.unwrap_or_default())
}

/// The kind of column for a data type of CX.
pub(super) fn kind_of_type(name: &str) -> Option<ColumnKind> {
    Some(match name {
        "string" | "char" => ColumnKind::Text,
        "boolean" => ColumnKind::YesNo,
        "integer" | "long" | "short" | "byte" => ColumnKind::WholeNumber,
        "double" | "float" => ColumnKind::Number,
        "list_of_string" | "list_of_char" => ColumnKind::TextList,
        other if other.starts_with("list_of_") => ColumnKind::Mixed,
        _ => return None,
    })
}

/// A value of a data type. CX 1 writes every value as text; what is no value of its type is kept as it is.
pub(super) fn value_of_type(piece: Piece<'_>, data_type: &str) -> Option<Value> {
    if let Some(of_items) = data_type.strip_prefix("list_of_").filter(|_| piece.is_list()) {
        let texts = matches!(of_items, "string" | "char");
        if texts && piece.items().all(|item| item.sort() == Sort::Text) {
            return piece.value();
        }
        let items = piece.items().map(|item| json_of_type(item, of_items));
        return Some(Value::Other(items.collect()));
    }
    let Some(text) = piece.text() else {
        return match (piece.value()?, kind_of_type(data_type)) {
            (Value::WholeNumber(whole), Some(ColumnKind::Number)) => Some(Value::Number(whole as f64)),
            (value, _) => Some(value),
        };
    };
    let typed = match kind_of_type(data_type) {
        Some(ColumnKind::YesNo) => text.to_ascii_lowercase().parse().ok().map(Value::YesNo),
        Some(ColumnKind::WholeNumber) => text.trim().parse().ok().map(Value::WholeNumber),
        Some(ColumnKind::Number) => text.trim().parse().ok().map(Value::Number),
        _ => None,
    };
    Some(typed.unwrap_or_else(|| Value::Text(text.into_owned())))
}

fn json_of_type(piece: Piece<'_>, data_type: &str) -> Json {
    match value_of_type(piece, data_type) {
        Some(Value::YesNo(yes)) => Json::from(yes),
        Some(Value::WholeNumber(whole)) => Json::from(whole),
        Some(Value::Number(number)) if number.is_finite() => Json::from(number),
        _ => piece.json(),
    }
}
