//! Reading the declarations of attributes: their sorts, titles, defaults and options.

use serde_json::Value as Json;

use super::Reader;
use super::attributes::{Attribute, Class, Scalar, Sort};
use crate::io::draft::Field;
use crate::io::error::ReadError;
use crate::io::quote::short;
use crate::io::xml::walk::Step;
use crate::model::{ColumnKind, Warning};

impl Reader<'_, '_, '_> {
    /// `<attributes class="node" mode="dynamic">`, which was just opened.
    pub(super) fn attributes(&mut self) -> Result<(), ReadError> {
        let named = |name: &str| self.xml.attribute(name).map(|value| value.trim().to_ascii_lowercase());
        let is_dynamic = named("mode").or_else(|| named("type")).is_some_and(|mode| mode == "dynamic");
        let class = named("class");
        let class = match class.as_deref() {
            Some("node") => Class::Nodes,
            Some("edge") => Class::Edges,
            other => {
                let what = match other {
                    Some(other) => format!("Attributes of class \"{}\" were read as those of nodes", short(other)),
                    None => "Attributes that do not say whether they are of nodes or edges were read as those of nodes"
                        .to_owned(),
                };
                self.once(Warning::Repaired { what });
                Class::Nodes
            }
        };
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("attribute") => self.attribute(class, is_dynamic)?,
                Step::Open(tag) => self.left_out(tag, "attributes")?,
                Step::Text(text) => self.stray(&text, "attributes"),
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    fn attribute(&mut self, class: Class, is_dynamic: bool) -> Result<(), ReadError> {
        let (at, line) = (self.xml.at(), self.xml.line());
        let (mut id, mut title, mut sort, mut kind, mut is_detail, mut name) = (None, None, None, None, false, None);
        for (known, value) in self.xml.attributes() {
            match *known {
                "id" => id = Some(value.clone()),
                "title" => title = Some(value.clone()),
                "type" => sort = Some(value.clone()),
                // How Linklore writes a kind of detail for which GEXF has no type.
                "kind" => kind = ColumnKind::from_name(value),
                // How Linklore says that a detail only has the name of a field.
                "field" => is_detail = value.as_ref() == "detail",
                // How Linklore says that a detail is called otherwise.
                "detail" => name = Some(value.clone()),
                _ => {}
            }
        }
        let (mut default, mut options) = (None, None);
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("default") => default = Some(self.xml.text_within()?),
                Step::Open("options") => options = Some(self.xml.text_within()?),
                Step::Open(tag) => self.left_out(tag, "attribute")?,
                Step::Text(text) => self.stray(&text, "attribute"),
                Step::Close(_) | Step::End => break,
            }
        }
        let Some(id) = id.or_else(|| title.clone()).filter(|id| !id.is_empty()) else {
            self.draft.warn(Some(line), Warning::Skipped { what: "An attribute is declared without an id".to_owned() });
            return Ok(());
        };
        is_detail |= name.is_some();
        let title = name.or(title.filter(|title| !title.is_empty())).unwrap_or_else(|| id.clone());
        self.xml.input.check_name(at, &id, "the id of an attribute")?;
        self.xml.input.check_name(at, &title, "the name of an attribute")?;
        let sort = match (kind, sort) {
            (Some(ColumnKind::Mixed), _) => Sort::Json,
            (Some(ColumnKind::Date), _) => Sort::One(Scalar::Date),
            (_, None) => Sort::One(Scalar::Text),
            (_, Some(name)) => Sort::from_name(&name).unwrap_or_else(|| {
                let (title, name) = (short(&title), short(&name));
                let what = format!(
                    "The type \"{name}\" of the attribute \"{title}\" is not one of GEXF; its values were read as texts"
                );
                self.draft.warn(Some(line), Warning::Repaired { what });
                Sort::One(Scalar::Text)
            }),
        };
        if let Some(options) = options {
            self.options.insert(title.clone().into_owned(), Json::from(options.as_ref()));
        }
        if self.attributes_of(class).find(&id).is_some() {
            let what =
                format!("The attribute \"{}\" is declared more than once; the first declaration stands", short(&id));
            self.draft.warn(Some(line), Warning::Repaired { what });
            return Ok(());
        }
        let default = default.and_then(|text| sort.value(text));
        let field = self.field(class, &title, sort.column_kind(), is_detail);
        let title = title.into_owned();
        let attribute = Attribute { id, title, sort, is_dynamic, default, field, over_time: None };
        self.attributes_of(class).declare(attribute);
        Ok(())
    }

    /// Where the values go. Two attributes of one title are two details.
    fn field(&mut self, class: Class, title: &str, kind: ColumnKind, is_detail: bool) -> Field {
        let is_taken = self.attributes_of(class).find_title(title).is_some();
        match class {
            Class::Nodes if is_detail => self.draft.actor_detail(title, Some(kind)),
            Class::Edges if is_detail => self.draft.link_detail(title, Some(kind)),
            Class::Nodes if is_taken => self.draft.another_actor_detail(title, Some(kind)),
            Class::Edges if is_taken => self.draft.another_link_detail(title, Some(kind)),
            Class::Nodes => self.draft.actor_field(title, Some(kind)),
            Class::Edges => {
                let field = self.draft.link_field(title, Some(kind));
                self.labels_are_details |= field == Field::Kind;
                field
            }
        }
    }
}
