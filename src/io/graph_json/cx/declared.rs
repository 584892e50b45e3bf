//! The attributes that a CX2 file declares: their types, defaults and short names; and the values that a record has of them.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value as Json;

use super::super::records::wrong_sort;
use super::aspects::{Aspects, Implied, kind_of_type, value_of_type};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Member, Piece, Record};
use crate::model::{ColumnKind, Value};

/// Where the values of an attribute go.
#[derive(Clone, Copy)]
pub(super) enum Goes {
    To(Field),
    /// Whether a link has a direction.
    Direction,
    /// The reader takes them itself.
    Nowhere,
}

/// Says where an attribute goes, by its name and kind.
type Find<'f> = &'f dyn Fn(&mut Draft, &str, Option<ColumnKind>) -> Goes;

/// The attributes of nodes, or of edges, as the file declares them.
pub(super) struct Declared<'s, 'f> {
    attributes: Vec<Attribute<'s>>,
    /// By names and by short names.
    by_name: HashMap<Cow<'s, str>, usize>,
    /// The attributes that are read, and which these are in all records of this shape.
    given: Record<'s>,
    shape: Option<u32>,
    found: Vec<usize>,
    /// The values of the record that is read.
    values: Vec<(Goes, Value)>,
    find: Find<'f>,
    /// The attributes with a default.
    with_default: Vec<usize>,
    /// The number of the record that is read.
    record: usize,
    implied: Implied,
}

struct Attribute<'s> {
    data_type: Cow<'s, str>,
    goes: Goes,
    /// Whether its texts are JSON, as in files of ours.
    is_json: bool,
    /// What a record has that does not give the attribute.
    default: Option<Piece<'s>>,
    /// The last record that gave it.
    given: usize,
}

impl Attribute<'_> {
    fn value(&self, piece: Piece<'_>) -> Option<Value> {
        let parsed = piece.text().filter(|_| self.is_json).and_then(|text| serde_json::from_str(&text).ok());
        parsed.map(Value::Other).or_else(|| value_of_type(piece, &self.data_type))
    }
}

impl<'s, 'f> Declared<'s, 'f> {
    /// The attributes of `of_what`; `note` is what a file of ours says about them.
    pub fn of(draft: &mut Draft, aspects: &Aspects<'s>, of_what: &str, note: &Json, find: Find<'f>) -> Self {
        let mut declared = Self {
            attributes: Vec::new(),
            by_name: HashMap::new(),
            given: Record::default(),
            shape: None,
            found: Vec::new(),
            values: Vec::new(),
            find,
            with_default: Vec::new(),
            record: 0,
            implied: Implied::default(),
        };
        let lists = aspects.named("attributeDeclarations").flat_map(|list| list.value.items());
        for Member { name, value } in lists.filter_map(|list| list.member(of_what)).flat_map(Piece::members) {
            let name = name.text().unwrap_or_default();
            let data_type = value.member("d").and_then(Piece::text).unwrap_or(Cow::Borrowed("string"));
            let goes = find(draft, &name, kind_of_type(&data_type));
            let is_json = note[name.as_ref()]["kind"] == ColumnKind::Mixed.name();
            let at = declared.attributes.len();
            let default = value.member("v");
            if default.is_some() {
                declared.with_default.push(at);
            }
            declared.attributes.push(Attribute { data_type, goes, is_json, default, given: 0 });
            if let Some(short) = value.member("a").and_then(Piece::text) {
                declared.by_name.insert(short, at);
            }
            declared.by_name.insert(name, at);
        }
        declared
    }

    /// The attributes of a record, defaults included.
    pub fn values(
        &mut self,
        input: &Input<'_>,
        draft: &mut Draft,
        record: &Record<'s>,
        path: &dyn Fn() -> String,
    ) -> Result<&mut Vec<(Goes, Value)>, ReadError> {
        let Self { attributes, by_name, given, shape, found, values, find, with_default, record: number, implied } =
            self;
        values.clear();
        *number += 1;
        let object = record.get("v").filter(|object| !object.is_null());
        if let Some(object) = object.filter(|object| !object.is_object()) {
            return Err(wrong_sort(input, object, &format!("{}.v", path()), "an object"));
        }
        if let Some(object) = object {
            given.take(object);
        } else {
            given.clear();
        }
        if *shape != Some(given.shape()) {
            *shape = Some(given.shape());
            found.clear();
            found.extend(given.members().iter().map(|member| {
                let name = member.name.text().unwrap_or_default();
                *by_name.entry(name).or_insert_with_key(|name| {
                    // Not declared: its type is seen from its values.
                    let goes = find(draft, name, None);
                    let data_type = Cow::Borrowed("");
                    attributes.push(Attribute { data_type, goes, is_json: false, default: None, given: 0 });
                    attributes.len() - 1
                })
            }));
        }
        for (Member { value, .. }, at) in given.members().iter().zip(&*found) {
            let attribute = &mut attributes[*at];
            attribute.given = *number;
            if let Some(value) = attribute.value(*value) {
                values.push((attribute.goes, value));
            }
        }
        for &at in &*with_default {
            let attribute = &attributes[at];
            if let Some(default) = attribute.default.filter(|_| attribute.given != *number) {
                implied.spend(input, default.at(), default.raw().len())?;
                values.extend(attribute.value(default).map(|value| (attribute.goes, value)));
            }
        }
        Ok(values)
    }
}
