//! What an `<att>` of XGMML says: a value with a type, a list, a map, tags of another language. Graphs in it are groups.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::Reader;
use super::graph::Owner;
use crate::io::draft::json_of_value;
use crate::io::error::ReadError;
use crate::io::xml::typed::{Sort, Typed};
use crate::io::xml::walk::Step;
use crate::model::{ColumnKind, Value, Warning};

/// An attribute.
pub struct Att<'a> {
    /// Its name; empty where it only holds a graph.
    pub name: Cow<'a, str>,
    /// The kind of its values, where it says so.
    pub kind: Option<ColumnKind>,
    /// Its value; `None` is a gap.
    pub value: Option<Value>,
}

/// What is inside of an `<att>`.
#[derive(Default)]
struct Inside<'a> {
    text: Cow<'a, str>,
    items: Vec<(Cow<'a, str>, Json)>,
    tags: Map<String, Json>,
}

impl<'a> Reader<'_, '_, 'a> {
    /// Reads the `<att>` whose tag was just opened. A graph in it belongs to `owner`.
    pub(super) fn read_att(&mut self, owner: Owner) -> Result<Att<'a>, ReadError> {
        let name = self.xml.attribute("name").or_else(|| self.xml.attribute("label")).unwrap_or_default();
        self.xml.input.check_name(self.xml.at(), &name, "the name of an attribute")?;
        let line = self.xml.line();
        let own_type = self.xml.attribute_as_written("type").unwrap_or_default();
        let type_name = self.xml.attribute_as_written("cy:type").unwrap_or_else(|| own_type.clone());
        let element_type = self.xml.attribute_as_written("cy:elementType");
        let value = self.xml.attribute("value");
        let is_list = type_name.eq_ignore_ascii_case("list") || own_type.eq_ignore_ascii_case("list");
        let is_map = ["map", "complex"].iter().any(|known| own_type.eq_ignore_ascii_case(known));
        let sort = if is_list || is_map { None } else { Some(self.sort(&type_name, &name, line)) };
        let Inside { text, items, tags } = self.read_inside(owner)?;

        if !tags.is_empty() {
            return Ok(Att { name, kind: Some(ColumnKind::Mixed), value: Some(Value::Other(Json::Object(tags))) });
        }
        if is_map {
            let map: Map<String, Json> = items.into_iter().map(|(name, item)| (name.into_owned(), item)).collect();
            return Ok(Att { name, kind: Some(ColumnKind::Mixed), value: Some(Value::Other(Json::Object(map))) });
        }
        if is_list || !items.is_empty() {
            let is_of_texts = items.iter().all(|(_, item)| item.is_string())
                && element_type.is_none_or(|name| Sort::from_name(&name) == Some(Sort::Text));
            let items = items.into_iter().map(|(_, item)| item);
            return Ok(if is_of_texts {
                let text = |item| if let Json::String(text) = item { Some(text) } else { None };
                let texts = Value::TextList(items.filter_map(text).collect());
                Att { name, kind: Some(ColumnKind::TextList), value: Some(texts) }
            } else {
                Att { name, kind: Some(ColumnKind::Mixed), value: Some(Value::Other(items.collect())) }
            });
        }
        let sort = sort.unwrap_or(Sort::Seen);
        let text = value.or_else(|| (!text.trim().is_empty()).then_some(text));
        let value = text.and_then(|text| match sort.read(text) {
            Typed::Text(text) => Some(Value::Text(text.into_owned())),
            Typed::Value(value) => Some(value),
            Typed::Empty => None,
            Typed::NotANumber => {
                let what = "\"NaN\" says that there is no number; it became a gap";
                self.told.reshape(self.draft, line, what);
                None
            }
        });
        Ok(Att { name, kind: sort.kind(), value })
    }

    fn sort(&mut self, type_name: &str, name: &str, line: u32) -> Sort {
        Sort::from_name(type_name).unwrap_or_else(|| {
            let what = format!(
                "The attribute \"{name}\" has the type \"{type_name}\", which XGMML does not have; what its values are was \
                 seen from them"
            );
            self.draft.warn(Some(line), Warning::Guessed { what });
            Sort::Seen
        })
    }

    fn read_inside(&mut self, owner: Owner) -> Result<Inside<'a>, ReadError> {
        let mut inside = Inside::default();
        loop {
            match self.xml.next()? {
                Step::Text(piece) if inside.text.is_empty() => inside.text = piece,
                Step::Text(piece) => {
                    inside.text.to_mut().push_str(&piece);
                    self.xml.input.check_text(self.xml.at(), inside.text.len())?;
                }
                Step::Open("att") => {
                    let Att { name, value, .. } = self.read_att(owner)?;
                    inside.items.push((name, value.map_or(Json::Null, json_of_value)));
                }
                Step::Open("graph") => self.read_inner_graph(owner)?,
                Step::Open(tag) => self.read_tag(tag, &mut inside.tags)?,
                Step::Close(_) | Step::End => return Ok(inside),
            }
        }
    }

    /// Reads a tag of another language, such as RDF: the texts in it, by the names of their tags.
    fn read_tag(&mut self, tag: &'a str, texts: &mut Map<String, Json>) -> Result<(), ReadError> {
        let depth = self.xml.depth();
        let mut names = vec![tag];
        while self.xml.depth() >= depth {
            match self.xml.next()? {
                Step::Open(tag) => names.push(tag),
                Step::Text(text) => {
                    if let Some(name) = names.last().filter(|_| !text.trim().is_empty()) {
                        let text = Json::from(text.trim());
                        match texts.get_mut(*name) {
                            Some(Json::Array(known)) => known.push(text),
                            Some(known) => *known = Json::Array(vec![known.take(), text]),
                            None => {
                                texts.insert((*name).to_owned(), text);
                            }
                        }
                    }
                }
                Step::Close(_) | Step::End => {
                    names.pop();
                }
            }
        }
        Ok(())
    }
}
