//! From chart items to actors and links: ids and ends, types, dates, attributes, looks, and what each rests on.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value as Json;

use super::Reader;
use super::item::{Attribute, Ends, Entity, Item, Style};
use super::said::Said;
use crate::io::draft::Field;
use crate::io::error::ReadError;
use crate::io::quote::short;
use crate::model::{About, ActorIx, ColumnKind, Value, Warning, When};

impl<'a> Reader<'_, '_, 'a> {
    /// An entity of the chart becomes an actor.
    pub(super) fn settle_entity(&mut self, item: Item<'a>, entity: Entity<'a>) {
        let Item { line, id, label, said, is_shown, attributes, cards, .. } = item;
        let Entity { key, identity, references, x, y, z, style } = entity;
        let actor = match &key {
            Some(id) => self.draft.declare(id, Some(line), false).actor,
            None => {
                let wanted = [id.as_ref(), Some(&identity), Some(&label)];
                let wanted = wanted.into_iter().flatten().find(|text| !text.is_empty());
                self.entity_without_id(wanted.map_or("entity", |text| text), line)
            }
        };
        let about = About::Actor(actor);
        if let Some(id) = key {
            self.by_id.entry(id).or_insert(actor);
        }
        for reference in id.into_iter().chain(references) {
            self.by_reference.entry(reference).or_insert(actor);
        }
        if !identity.is_empty() {
            if identity != label && *identity != *self.draft.key(actor) {
                self.put_own(about, "identity", ColumnKind::Text, Value::Text(identity.clone().into_owned()), line);
            }
            self.by_identity.entry(identity.clone()).or_insert(actor);
        }
        let label = if label.is_empty() { identity } else { label };
        self.draft.put_actor(actor, Field::Label, Value::Text(label.into_owned()), Some(line));
        match self.tables.entity_types().name(style.type_name.as_ref(), style.type_reference.as_ref()) {
            Some(kind) => {
                let colour = style.colour.or_else(|| self.tables.entity_types().colour(&kind));
                if let Some(colour) = colour {
                    self.draft.colour_actor(actor, colour);
                }
                self.draft.put_actor(actor, Field::Kind, Value::Text(kind.into_owned()), Some(line));
            }
            None => {
                if let Some(colour) = style.colour {
                    self.draft.colour_actor(actor, colour);
                }
                self.late_types.extend(style.type_reference.map(|reference| (about, reference)));
            }
        }
        if let Some(shape) = style.shape {
            self.put_own(about, "shape", ColumnKind::Text, Value::Text(shape.to_owned()), line);
        }
        if let Some(icon) = style.icon {
            self.put_own(about, "icon", ColumnKind::Text, Value::Text(icon.into_owned()), line);
        }
        if let Some(size) = style.size {
            self.draft.looks().set_actor_size(actor, Some(size));
        }
        if let (Some(x), Some(y)) = (x, y) {
            self.places.push((actor, x, y));
        }
        if let Some(z) = z.filter(|z| *z != 0.0 && z.is_finite()) {
            self.put_own(about, "z", ColumnKind::Number, Value::Number(z), line);
        }
        self.settle_common(about, &said, is_shown, attributes, &cards, line);
    }

    /// An actor for an entity that only its chart item names. An id that another entity has is not meant.
    fn entity_without_id(&mut self, wanted: &str, line: u32) -> ActorIx {
        if self.draft.find(wanted).is_none() {
            return self.draft.declare(wanted, Some(line), false).actor;
        }
        let numbers = (2..64).chain(self.draft.actor_count().max(64)..);
        let mut free = numbers.map(|number| format!("{wanted}~{number}"));
        let free = free.find(|key| self.draft.find(key).is_none()).expect("numbers do not end");
        self.draft.declare(&free, Some(line), false).actor
    }

    /// At the end of the chart: links, whose ends are known now, types that were declared late, and places.
    ///
    /// # Errors
    /// Where the user cancelled.
    pub(super) fn settle(&mut self) -> Result<(), ReadError> {
        for waiting in std::mem::take(&mut self.links) {
            self.xml.input.step()?;
            let (item, ends) = waiting.item();
            self.settle_link(item, ends);
        }
        for (about, reference) in std::mem::take(&mut self.late_types) {
            let (types, words) = match about {
                About::Actor(_) => (self.tables.entity_types(), reference.clone()),
                About::Link(_) => (self.tables.link_types(), reference.clone()),
            };
            let name = types.name(None, Some(&reference)).unwrap_or(words).into_owned();
            match about {
                About::Actor(actor) => self.draft.put_actor(actor, Field::Kind, Value::Text(name), None),
                About::Link(link) => self.draft.put_link(link, Field::Kind, Value::Text(name), None),
            }
        }
        // Programs that have no layout write zeros.
        let places = std::mem::take(&mut self.places);
        if places.iter().any(|(_, x, y)| *x != 0.0 || *y != 0.0) {
            for (actor, x, y) in places {
                self.draft.place(actor, x, y);
            }
        }
        for (fact, said) in std::mem::take(&mut self.facts) {
            self.draft.keep_fact(fact, Json::Object(said));
        }
        Ok(())
    }

    fn settle_link(&mut self, item: Item<'a>, ends: Ends<'a>) {
        let Item { line, id, label, said, is_shown, attributes, cards, .. } = item;
        let Ends { ids: [id1, id2], references: [reference1, reference2], style } = ends;
        let (one, other) = (self.end_of(id1, reference1, line), self.end_of(id2, reference2, line));
        let (Some(one), Some(other)) = (one, other) else {
            let words = if label.trim().is_empty() { String::new() } else { format!(" \"{}\"", short(label.trim())) };
            let missing = if one.is_none() { "first" } else { "second" };
            self.draft.skip_link(Some(line), format!("The link{words} has no {missing} end"));
            return;
        };
        let arrow = style.arrow.as_deref().unwrap_or_default();
        let (source, target, is_directed) = match arrow {
            "ArrowOnHead" => (one, other, true),
            "ArrowOnTail" => (other, one, true),
            _ => (one, other, false),
        };
        let link = self.draft.link(source, target, id.as_deref(), is_directed, Some(line));
        let about = About::Link(link);
        if arrow == "ArrowOnBoth" {
            let what = "Links with arrows at both ends are undirected; the detail \"arrows\" marks them";
            self.once(what, |what| Warning::Reshaped { what });
            self.put_own(about, "arrows", ColumnKind::Text, Value::Text("both".to_owned()), line);
        }
        self.settle_link_kind(about, &label, &style, line);
        if let Some(width) = &style.width {
            let width = width.trim().parse().ok().filter(|width: &f64| width.is_finite());
            if let Some(width) = width {
                self.put_own(about, "line width", ColumnKind::Number, Value::Number(width), line);
            }
        }
        let strength = style.strength.or_else(|| self.tables.strength(style.strength_reference.as_ref()?));
        if let Some(strength) = strength {
            self.put_own(about, "strength", ColumnKind::Text, Value::Text(strength.into_owned()), line);
        }
        self.settle_common(about, &said, is_shown, attributes, &cards, line);
    }

    /// The type of a link and its label. The type that every link has by default says less than the label does.
    fn settle_link_kind(&mut self, about: About, label: &str, style: &Style<'a>, line: u32) {
        let About::Link(link) = about else { return };
        let label = label.trim();
        let kind = self.tables.link_types().name(style.type_name.as_ref(), style.type_reference.as_ref());
        let colour = style.colour.or_else(|| self.tables.link_types().colour(kind.as_deref()?));
        if let Some(colour) = colour {
            self.draft.looks().set_link_colour(link, Some(colour));
        }
        let is_general = kind.as_deref().is_none_or(|kind| kind == "Link");
        if is_general && !label.is_empty() {
            if kind.is_some() {
                let what = "Links of the general type \"Link\" show their label as their type";
                self.once(what, |what| Warning::Guessed { what });
            }
            self.draft.put_link(link, Field::Kind, Value::Text(label.to_owned()), Some(line));
            return;
        }
        match (kind, &style.type_reference) {
            (Some(kind), _) => self.draft.put_link(link, Field::Kind, Value::Text(kind.into_owned()), Some(line)),
            (None, Some(reference)) => self.late_types.push((about, reference.clone())),
            (None, None) => {}
        }
        if !label.is_empty() {
            self.put_own(about, "label", ColumnKind::Text, Value::Text(label.to_owned()), line);
        }
    }

    /// The actor at an end of a link. One that the chart does not describe is made, and marked.
    fn end_of(&mut self, id: Option<Cow<'a, str>>, reference: Option<Cow<'a, str>>, line: u32) -> Option<ActorIx> {
        let of_id = |id: &Cow<'a, str>| {
            self.by_id.get(id).or_else(|| self.by_reference.get(id)).or_else(|| self.by_identity.get(id)).copied()
        };
        let of_reference = |id: &Cow<'a, str>| self.by_reference.get(id).or_else(|| self.by_id.get(id)).copied();
        let known = id.as_ref().and_then(of_id).or_else(|| reference.as_ref().and_then(of_reference));
        known.or_else(|| Some(self.draft.mention(id.or(reference)?.as_ref(), Some(line))))
    }

    /// What entities and links have in common.
    fn settle_common(
        &mut self,
        about: About,
        said: &Said<'a>,
        is_shown: bool,
        attributes: Vec<Attribute<'a>>,
        cards: &[Said<'a>],
        line: u32,
    ) {
        let note = said.summary.trim();
        if !note.is_empty() {
            self.put(about, Field::Note, Value::Text(note.to_owned()), line);
        }
        let (day, time) = said.date_and_time();
        match (day, time) {
            (Some(day), Some(time)) => self.put_when(about, &format!("{day}T{time}"), &day, line),
            (Some(day), None) => self.put_when(about, &day, &day, line),
            (None, Some(time)) => self.put_own(about, "time", ColumnKind::Text, Value::Text(time), line),
            (None, None) => {}
        }
        for (name, words) in [("date description", &said.date_words), ("time zone", &said.time_zone)] {
            if !words.trim().is_empty() {
                self.put_own(about, name, ColumnKind::Text, Value::Text(words.clone().into_owned()), line);
            }
        }
        if !is_shown {
            self.put_own(about, "shown", ColumnKind::YesNo, Value::YesNo(false), line);
        }
        self.settle_attributes(about, attributes, line);
        if said.source.trim().is_empty() && said.source_type.trim().is_empty() {
            for (table, name) in ["grade one", "grade two", "grade three"].into_iter().enumerate() {
                let grade = said.grades[table].as_ref().and_then(|index| self.tables.grade(table, index));
                if let Some(grade) = grade {
                    self.put_own(about, name, ColumnKind::Text, Value::Text(grade), line);
                }
            }
        } else {
            self.rest_on_source(about, said);
        }
        for card in cards {
            self.rest_on_card(about, card);
        }
    }

    /// A date of EDTF; one with a fraction of a second is none, so that its day stands and a detail has it all.
    fn put_when(&mut self, about: About, whole: &str, day: &str, line: u32) {
        let is_understood = When::new(whole).is_understood();
        let when = if !is_understood && When::new(day).is_understood() { day } else { whole };
        if when != whole {
            self.put_own(about, "time", ColumnKind::Text, Value::Text(whole.to_owned()), line);
        }
        match about {
            About::Link(link) => self.draft.put_when(link, when, Some(line)),
            About::Actor(_) => self.put_own(about, "when", ColumnKind::Date, Value::Date(when.to_owned()), line),
        }
    }

    /// Attributes are details. Several values of one class on one item are a list.
    fn settle_attributes(&mut self, about: About, attributes: Vec<Attribute<'a>>, line: u32) {
        let mut values: Vec<(Field, ColumnKind, Vec<Cow<'a, str>>)> = Vec::new();
        let mut positions: HashMap<Cow<'a, str>, usize> = HashMap::new();
        for Attribute { class, reference, value } in attributes {
            let declared = [&reference, &class].into_iter().flatten().find_map(|name| self.tables.class(name)).cloned();
            let (name, kind) = match (declared, class.or(reference)) {
                (Some(declared), _) => (declared.name, declared.kind),
                (None, Some(name)) => (name, ColumnKind::Text),
                (None, None) => {
                    let what = "An attribute does not say of which class it is".to_owned();
                    self.draft.warn(Some(line), Warning::Skipped { what });
                    continue;
                }
            };
            match positions.get(&name) {
                Some(&position) => values[position].2.push(value),
                None => {
                    let field = self.class_field(about, &name, kind);
                    positions.insert(name, values.len());
                    values.push((field, kind, vec![value]));
                }
            }
        }
        for (field, kind, mut several) in values {
            several.dedup();
            let value = match several.as_slice() {
                [one] => value_of(kind, one),
                _ => Some(Value::TextList(several.iter().map(|text| text.clone().into_owned()).collect())),
            };
            if let Some(value) = value {
                self.put(about, field, value, line);
            }
        }
    }

    fn class_field(&mut self, about: About, name: &str, kind: ColumnKind) -> Field {
        let is_actor = matches!(about, About::Actor(_));
        let key = (is_actor, name.to_owned());
        if let Some(&field) = self.classes.get(&key) {
            return field;
        }
        let field = if is_actor {
            self.draft.another_actor_detail(name, Some(kind))
        } else {
            self.draft.another_link_detail(name, Some(kind))
        };
        self.classes.insert(key, field);
        field
    }

    /// Puts something that charts have and Linklore has no field for into a detail.
    fn put_own(&mut self, about: About, name: &'static str, kind: ColumnKind, value: Value, line: u32) {
        let is_actor = matches!(about, About::Actor(_));
        let field = match self.own.get(&(is_actor, name)) {
            Some(field) => *field,
            None => {
                let field = if is_actor {
                    self.draft.another_actor_detail(name, Some(kind))
                } else {
                    self.draft.another_link_detail(name, Some(kind))
                };
                self.own.insert((is_actor, name), field);
                field
            }
        };
        self.put(about, field, value, line);
    }

    fn put(&mut self, about: About, field: Field, value: Value, line: u32) {
        match about {
            About::Actor(actor) => self.draft.put_actor(actor, field, value, Some(line)),
            About::Link(link) => self.draft.put_link(link, field, value, Some(line)),
        }
    }
}

/// The value of an attribute by its class; a text that is no such value stays a text.
fn value_of(kind: ColumnKind, text: &str) -> Option<Value> {
    let word = text.trim();
    let found = match kind {
        ColumnKind::Number => {
            let number = word.parse().ok().filter(|number: &f64| number.is_finite());
            number.map(Value::Number)
        }
        ColumnKind::YesNo => match word {
            "true" | "True" | "1" => Some(Value::YesNo(true)),
            "false" | "False" | "0" => Some(Value::YesNo(false)),
            _ => None,
        },
        ColumnKind::Date => {
            let said =
                Said { date: Cow::Borrowed(word), date_set: Some(true), time_set: Some(true), ..Said::default() };
            match said.date_and_time() {
                (Some(day), Some(time)) => Some(Value::Date(format!("{day}T{time}"))),
                (Some(day), None) => Some(Value::Date(day)),
                _ => None,
            }
        }
        _ => None,
    };
    if word.is_empty() && kind != ColumnKind::Text {
        return None;
    }
    Some(found.unwrap_or_else(|| Value::Text(text.to_owned())))
}
