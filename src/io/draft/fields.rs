//! Where an attribute of a foreign record goes: a few names mean a field of the model, every other one is a detail.

use std::ops::Deref;

use serde_json::Value as Json;

use super::Draft;
use crate::io::carry::evidence_of_json;
use crate::model::{About, ActorIx, ColumnKind, Evidence, LinkIx, Value, Warning, When};

/// Where the values of an attribute go. Found once for each name, used for every record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The name shown.
    Label,
    /// The type.
    Kind,
    /// Other names.
    Aliases,
    /// A remark.
    Note,
    /// The strength of a link.
    Weight,
    /// When a link held.
    When,
    /// The passages it rests on, as JSON (see `carry`).
    Evidence,
    /// A detail.
    Detail(u32),
}

impl Draft {
    /// Where the attribute `name` of actors goes. `declared` is the kind that the file gives it.
    pub fn actor_field(&mut self, name: &str, declared: Option<ColumnKind>) -> Field {
        self.actor_field_of(name, declared, false)
    }

    /// The same for a format that knows only texts: the kind of a detail is seen from its texts.
    pub fn actor_text_field(&mut self, name: &str) -> Field {
        self.actor_field_of(name, None, true)
    }

    fn actor_field_of(&mut self, name: &str, declared: Option<ColumnKind>, from_text: bool) -> Field {
        if let Some(field) = self.promised_actor(name) {
            return field;
        }
        let is_text = declared.is_none_or(|kind| matches!(kind, ColumnKind::Text | ColumnKind::TextList));
        match name {
            "label" | "Label" if is_text => Field::Label,
            "type" | "Type" if is_text => Field::Kind,
            "aliases" if is_text => Field::Aliases,
            "evidence" if may_be_evidence(declared) => Field::Evidence,
            "note" if is_text => Field::Note,
            _ => Field::Detail(self.actor_columns.column(name, declared, from_text)),
        }
    }

    /// Where the attribute `name` of links goes. `declared` is the kind that the file gives it.
    pub fn link_field(&mut self, name: &str, declared: Option<ColumnKind>) -> Field {
        self.link_field_of(name, declared, false)
    }

    /// The same for a format that knows only texts: the kind of a detail is seen from its texts.
    pub fn link_text_field(&mut self, name: &str) -> Field {
        self.link_field_of(name, None, true)
    }

    fn link_field_of(&mut self, name: &str, declared: Option<ColumnKind>, from_text: bool) -> Field {
        if let Some(field) = self.promised_link(name) {
            return field;
        }
        let is_text = declared.is_none_or(|kind| kind == ColumnKind::Text);
        let is_number = declared.is_none_or(|kind| matches!(kind, ColumnKind::Number | ColumnKind::WholeNumber));
        match name {
            "type" | "Type" if is_text => Field::Kind,
            "weight" | "Weight" if is_number => Field::Weight,
            "when" if is_text || declared == Some(ColumnKind::Date) => Field::When,
            "note" if is_text => Field::Note,
            "evidence" if may_be_evidence(declared) => Field::Evidence,
            _ => Field::Detail(self.link_columns.column(name, declared, from_text)),
        }
    }

    /// The detail `name` of actors, whatever the name.
    pub fn actor_detail(&mut self, name: &str, declared: Option<ColumnKind>) -> Field {
        Field::Detail(self.actor_columns.column(name, declared, false))
    }

    /// The detail `name` of links, whatever the name.
    pub fn link_detail(&mut self, name: &str, declared: Option<ColumnKind>) -> Field {
        Field::Detail(self.link_columns.column(name, declared, false))
    }

    /// The same for a format that knows only texts: numbers, dates and yes or no are seen from the texts.
    pub fn actor_text_detail(&mut self, name: &str) -> Field {
        Field::Detail(self.actor_columns.column(name, None, true))
    }

    /// The same for a format that knows only texts: numbers, dates and yes or no are seen from the texts.
    pub fn link_text_detail(&mut self, name: &str) -> Field {
        Field::Detail(self.link_columns.column(name, None, true))
    }

    /// Values of several types are meant for this detail of actors: it widens as they come.
    pub fn let_actor_detail_widen(&mut self, field: Field) {
        if let Field::Detail(column) = field {
            self.actor_columns.let_widen(column);
        }
    }

    /// Values of several types are meant for this detail of links: it widens as they come.
    pub fn let_link_detail_widen(&mut self, field: Field) {
        if let Field::Detail(column) = field {
            self.link_columns.let_widen(column);
        }
    }

    /// A further detail of actors, where another may have the same name: the second `x` is called `x (2)`.
    pub fn another_actor_detail(&mut self, name: &str, declared: Option<ColumnKind>) -> Field {
        Field::Detail(self.actor_columns.new_column(name, declared, false))
    }

    /// A further detail of links, where another may have the same name: the second `x` is called `x (2)`.
    pub fn another_link_detail(&mut self, name: &str, declared: Option<ColumnKind>) -> Field {
        Field::Detail(self.link_columns.new_column(name, declared, false))
    }

    /// Whether an actor has a value there. Aliases and evidence take any number of values and are never full.
    #[must_use]
    pub fn has_actor_value(&self, actor: ActorIx, field: Field) -> bool {
        let record = self.builder.graph().actor(actor);
        match field {
            Field::Label => !record.label.is_empty(),
            Field::Kind => !record.kind.is_empty(),
            Field::Note => !record.note.is_empty(),
            Field::Detail(column) => self.actor_columns.has(column, actor.get()),
            Field::Aliases | Field::Evidence | Field::Weight | Field::When => false,
        }
    }

    /// Whether a link has a value there. Evidence takes any number of values and is never full.
    #[must_use]
    pub fn has_link_value(&self, link: LinkIx, field: Field) -> bool {
        let record = self.builder.graph().link(link);
        match field {
            Field::Kind => !record.kind.is_empty(),
            Field::Note => !record.note.is_empty(),
            Field::Weight => record.weight.is_some(),
            Field::When => record.when.is_some(),
            Field::Detail(column) => self.link_columns.has(column, link.get()),
            Field::Label | Field::Aliases | Field::Evidence => false,
        }
    }

    /// The value of an actor in a detail; `None` for a gap, and for fields that are no details.
    #[must_use]
    pub fn actor_value(&self, actor: ActorIx, field: Field) -> Option<Value> {
        match field {
            Field::Detail(column) => self.actor_columns.get(column, actor.get()),
            _ => None,
        }
    }

    /// An actor as a message names it: `actor "a"`.
    #[must_use]
    pub fn words_of_actor(&self, actor: ActorIx) -> String {
        format!("actor \"{}\"", self.key(actor))
    }

    /// A link as a message names it: `link "l1"`.
    #[must_use]
    pub fn words_of_link(&self, link: LinkIx) -> String {
        format!("link \"{}\"", self.builder.graph().link(link).key)
    }

    /// The name under which a field of actors is known.
    #[must_use]
    pub fn actor_field_name(&self, field: Field) -> String {
        match field {
            Field::Detail(column) => self.actor_columns.name(column),
            field => field.name().to_owned(),
        }
    }

    /// The name under which a field of links is known.
    #[must_use]
    pub fn link_field_name(&self, field: Field) -> String {
        match field {
            Field::Detail(column) => self.link_columns.name(column),
            field => field.name().to_owned(),
        }
    }

    /// Gives an actor a text. The same as [`Self::put_actor`], without a copy where the text becomes a detail, the label or the type.
    pub fn put_actor_text(&mut self, actor: ActorIx, field: Field, text: &str, line: Option<u32>) {
        if !self.put_first_actor_text(actor, field, text) {
            self.put_actor(actor, field, Value::Text(text.to_owned()), line);
        }
    }

    /// The same where there is nothing to tell, because the field is empty. Otherwise nothing is done, and the answer is `false`.
    pub fn put_first_actor_text(&mut self, actor: ActorIx, field: Field, text: &str) -> bool {
        match field {
            Field::Detail(column) => self.actor_columns.set_text(column, actor.get(), text),
            Field::Label => put_first(self.actor(actor).label, text),
            Field::Kind => put_first(self.actor(actor).kind, text),
            _ => false,
        }
    }

    /// Gives an actor a value where there is nothing to tell, because the detail is empty. Otherwise the value comes back.
    pub fn put_first_actor(&mut self, actor: ActorIx, field: Field, value: Value) -> Result<(), Value> {
        match field {
            Field::Detail(column) => self.actor_columns.set_first(column, actor.get(), value, &mut self.report),
            _ => Err(value),
        }
    }

    /// Gives a link a text. The same as [`Self::put_link`], without a copy where the text becomes a detail or the type.
    pub fn put_link_text(&mut self, link: LinkIx, field: Field, text: &str, line: Option<u32>) {
        if !self.put_first_link_text(link, field, text) {
            self.put_link(link, field, Value::Text(text.to_owned()), line);
        }
    }

    /// The same where there is nothing to tell, because the field is empty. Otherwise nothing is done, and the answer is `false`.
    pub fn put_first_link_text(&mut self, link: LinkIx, field: Field, text: &str) -> bool {
        match field {
            Field::Detail(column) => self.link_columns.set_text(column, link.get(), text),
            Field::Kind => put_first(self.link_fields(link).kind, text),
            _ => false,
        }
    }

    /// Gives a link a value where there is nothing to tell, because the detail is empty, or the weight is a number. Otherwise the
    /// value comes back.
    pub fn put_first_link(&mut self, link: LinkIx, field: Field, value: Value) -> Result<(), Value> {
        match (field, value) {
            (Field::Detail(column), value) => self.link_columns.set_first(column, link.get(), value, &mut self.report),
            (Field::Weight, Value::Number(number)) if number.is_finite() => {
                *self.link_fields(link).weight = Some(number);
                Ok(())
            }
            (Field::Weight, Value::WholeNumber(number)) if number.unsigned_abs() <= 1 << 53 => {
                *self.link_fields(link).weight = Some(number as f64);
                Ok(())
            }
            (_, value) => Err(value),
        }
    }

    /// Gives an actor a detail that is written as JSON, without reading it; `false`, and nothing done, where it cannot stand so.
    pub fn put_actor_json(&mut self, actor: ActorIx, field: Field, text: &str) -> bool {
        matches!(field, Field::Detail(column) if self.actor_columns.set_json(column, actor.get(), text))
    }

    /// Gives a link a detail that is written as JSON, without reading it; `false`, and nothing done, where it cannot stand so.
    pub fn put_link_json(&mut self, link: LinkIx, field: Field, text: &str) -> bool {
        matches!(field, Field::Detail(column) if self.link_columns.set_json(column, link.get(), text))
    }

    /// The same for a format that knows only texts.
    pub fn another_actor_text_detail(&mut self, name: &str) -> Field {
        Field::Detail(self.actor_columns.new_column(name, None, true))
    }

    /// The same for a format that knows only texts.
    pub fn another_link_text_detail(&mut self, name: &str) -> Field {
        Field::Detail(self.link_columns.new_column(name, None, true))
    }

    /// Gives an actor a value. A field that is filled keeps what it has; a different value is then told.
    pub fn put_actor(&mut self, actor: ActorIx, field: Field, value: Value, line: Option<u32>) {
        let Err(value) = self.put_first_actor(actor, field, value) else { return };
        let conflict = match (field, value) {
            (Field::Detail(column), value) => {
                let known = self.actor_columns.get(column, actor.get());
                let is_same = known.is_some_and(|known| known == value || known.words() == value.words());
                (!is_same).then(|| (self.actor_columns.name(column), value))
            }
            (Field::Label, Value::Text(text)) => fill(self.actor(actor).label, text, "label"),
            (Field::Kind, Value::Text(text)) => fill(self.actor(actor).kind, text, "type"),
            (Field::Note, Value::Text(text)) => fill(&mut self.actor(actor).more.note, text, "note"),
            (Field::Aliases, Value::TextList(names)) => {
                self.actor(actor).more.aliases.extend(names);
                None
            }
            (Field::Aliases, Value::Text(text)) => {
                self.actor(actor).more.aliases.extend(names_in(&text));
                None
            }
            (Field::Evidence, value) => {
                match self.evidence_in(&value) {
                    Some(evidence) => self.actor(actor).more.evidence.extend(evidence),
                    None => {
                        let detail = self.actor_detail(field.name(), None);
                        self.put_actor(actor, detail, value, line);
                    }
                }
                None
            }
            // A number where a name is expected: shown as the name, and kept as what it is.
            (Field::Label, value) => {
                let words = value.words();
                let detail = self.actor_detail("label", None);
                self.put_actor(actor, detail, value, line);
                fill(self.actor(actor).label, words, "label")
            }
            (Field::Kind | Field::Note | Field::Aliases | Field::Weight | Field::When, value) => {
                let detail = self.actor_detail(field.name(), None);
                self.put_actor(actor, detail, value, line);
                None
            }
        };
        if let Some((field, value)) = conflict {
            let owner = self.words_of_actor(actor);
            let warning = Warning::NotMerged { owner, field, value: value.words() };
            self.report.push_about(line, warning, Some(About::Actor(actor)));
        }
    }

    /// Gives a link a value. A field that is filled keeps what it has; a different value is then told.
    pub fn put_link(&mut self, link: LinkIx, field: Field, value: Value, line: Option<u32>) {
        let Err(value) = self.put_first_link(link, field, value) else { return };
        let conflict = match (field, value) {
            (Field::Detail(column), value) => {
                let known = self.link_columns.get(column, link.get());
                let is_same = known.is_some_and(|known| known == value || known.words() == value.words());
                (!is_same).then(|| (self.link_columns.name(column), value))
            }
            (Field::Kind, Value::Text(text)) => fill(self.link_fields(link).kind, text, "type"),
            (Field::Note, Value::Text(text)) => fill(&mut self.link_fields(link).more.note, text, "note"),
            (Field::When, Value::Text(text) | Value::Date(text)) => {
                self.put_when(link, &text, line);
                None
            }
            (Field::Weight, Value::Text(text)) if finite(&text).is_some() => {
                *self.link_fields(link).weight = finite(&text);
                None
            }
            (Field::Evidence, value) => {
                match self.evidence_in(&value) {
                    Some(evidence) => self.link_fields(link).more.evidence.extend(evidence),
                    None => {
                        let detail = self.link_detail(field.name(), None);
                        self.put_link(link, detail, value, line);
                    }
                }
                None
            }
            (Field::Label | Field::Kind | Field::Note | Field::Aliases | Field::Weight | Field::When, value) => {
                let detail = self.link_detail(field.name(), None);
                self.put_link(link, detail, value, line);
                None
            }
        };
        if let Some((field, value)) = conflict {
            let owner = self.words_of_link(link);
            let warning = Warning::NotMerged { owner, field, value: value.words() };
            self.report.push_about(line, warning, Some(About::Link(link)));
        }
    }

    fn evidence_in(&mut self, value: &Value) -> Option<Vec<Evidence>> {
        match value {
            Value::Text(text) if text.trim_start().starts_with('[') => {
                evidence_of_json(self, &serde_json::from_str(text).ok()?)
            }
            Value::Other(json) => evidence_of_json(self, json),
            _ => None,
        }
    }

    /// Says when a link held. A text that is not EDTF is kept as it is and told.
    pub fn put_when(&mut self, link: LinkIx, text: &str, line: Option<u32>) {
        if text.trim().is_empty() {
            return;
        }
        let when = When::new(text.trim());
        if !when.is_understood() {
            let owner = self.words_of_link(link);
            let warning = Warning::DateNotUnderstood { owner, text: text.to_owned() };
            self.report.push_about(line, warning, Some(About::Link(link)));
        }
        self.link_fields(link).more.when = Some(when);
    }
}

impl Field {
    /// The field of that name; `None` for details.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        const ALL: [Field; 7] =
            [Field::Label, Field::Kind, Field::Aliases, Field::Note, Field::Weight, Field::When, Field::Evidence];
        ALL.into_iter().find(|field| field.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Kind => "type",
            Self::Aliases => "aliases",
            Self::Note => "note",
            Self::Weight => "weight",
            Self::When => "when",
            Self::Evidence => "evidence",
            Self::Detail(_) => "detail",
        }
    }
}

fn may_be_evidence(declared: Option<ColumnKind>) -> bool {
    declared.is_none_or(|kind| matches!(kind, ColumnKind::Text | ColumnKind::Mixed))
}

fn finite(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Fills a field; `false`, and nothing done, where it is not empty.
fn put_first<F>(field: &mut F, text: &str) -> bool
where
    F: for<'t> From<&'t str> + Deref<Target = str>,
{
    let is_empty = field.is_empty();
    if is_empty {
        *field = text.into();
    }
    is_empty
}

/// Fills an empty field; the value that does not get in comes back with the name of the field.
fn fill<F>(field: &mut F, text: String, name: &str) -> Option<(String, Value)>
where
    F: From<String> + Deref<Target = str>,
{
    if field.is_empty() {
        *field = text.into();
        return None;
    }
    (**field != *text && !text.is_empty()).then(|| (name.to_owned(), Value::Text(text)))
}

/// Names in one text: a list of JSON, or names with bars between them.
fn names_in(text: &str) -> Vec<String> {
    if text.trim_start().starts_with('[')
        && let Ok(Json::Array(items)) = serde_json::from_str(text)
        && items.iter().all(Json::is_string)
    {
        return items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect();
    }
    text.split('|').map(|name| name.trim().to_owned()).collect()
}
