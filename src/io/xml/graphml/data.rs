//! Data of GraphML: what a `<data>` tag holds, and how it gets to actors, links and the graph; defaults.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::Reader;
use super::drawing::{Drawing, Drawn, is_drawn};
use super::key::{Domain, Part};
use crate::io::draft::{Field, json_of_value};
use crate::io::error::ReadError;
use crate::io::limits::{bytes_in_words, implied_bytes};
use crate::io::xml::typed::Typed;
use crate::io::xml::walk::Step;
use crate::model::{ActorIx, Colour, ColumnKind, LinkIx, Value, Warning};

/// Places, colours and sizes under this program's own keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    is_filled: bool,
    x: Option<f64>,
    y: Option<f64>,
    colour: [Option<u8>; 3],
    opacity: Option<u8>,
    size: Option<f64>,
}

impl Parts {
    fn take(&mut self, part: Part, text: &str) {
        let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
        let channel = text.trim().parse().ok();
        self.is_filled = true;
        match part {
            Part::X => self.x = number,
            Part::Y => self.y = number,
            Part::Red => self.colour[0] = channel,
            Part::Green => self.colour[1] = channel,
            Part::Blue => self.colour[2] = channel,
            Part::Opacity => self.opacity = channel,
            Part::Size => self.size = number,
        }
    }

    fn colour(self) -> Option<Colour> {
        let [r, g, b] = self.colour;
        Some(Colour { r: r?, g: g?, b: b?, a: self.opacity.unwrap_or(255) })
    }
}

impl<'a> Reader<'_, '_, 'a> {
    /// The next piece of data, where it is the one that is expected and a plain text.
    #[inline]
    pub fn next_data(&mut self, domain: Domain) -> Result<Option<(usize, &'a str)>, ReadError> {
        let Some((key, leaf)) = self.keys.expected(domain) else { return Ok(None) };
        let text = self.xml.same_leaf(leaf)?;
        if text.is_some() {
            self.keys.advance(domain);
        }
        Ok(text.map(|text| (key, text)))
    }

    /// The key of the data whose tag was just opened.
    pub fn key_of_data(&mut self, domain: Domain) -> Result<usize, ReadError> {
        // The only data without a key that is seen in files is that of drawings.
        let id = self.xml.attribute("key").unwrap_or(Cow::Borrowed("data"));
        if let Some(key) = self.keys.find(domain, &id) {
            let known = self.keys.get(key);
            if known.leaf.is_none() {
                known.leaf = self.xml.leaf();
            }
            return Ok(key);
        }
        self.read_late_keys()?;
        let line = self.xml.line();
        if let Some(key) = self.keys.find_elsewhere(domain, &id, self.draft, line) {
            return Ok(key);
        }
        self.xml.input.check_name(self.xml.at(), &id, "the name of a key")?;
        Ok(self.keys.make(domain, id, self.draft, line))
    }

    /// What the data whose tag was just opened says: a text, or `None` where it was part of a drawing. Tags that are no
    /// drawing stay in the text, as they are written.
    pub fn content(&mut self, key: usize, drawing: &mut Drawn) -> Result<Option<Cow<'a, str>>, ReadError> {
        if let Some(text) = self.xml.plain_leaf()? {
            return Ok(self.said(key, Cow::Borrowed(text)));
        }
        let start = self.xml.end();
        let is_empty = self.xml.closes_itself();
        let mut text = Cow::Borrowed("");
        let (mut has_tags, mut has_drawing) = (false, false);
        loop {
            match self.xml.next()? {
                Step::Text(piece) if text.is_empty() => text = piece,
                Step::Text(piece) => {
                    text.to_mut().push_str(&piece);
                    self.xml.input.check_text(self.xml.at(), text.len())?;
                }
                Step::Open(tag) if self.keys.get(key).is_drawing || is_drawn(tag) => {
                    has_drawing = true;
                    drawing.get_or_insert_default().read(&mut self.xml, tag)?;
                }
                Step::Open(_) => {
                    has_tags = true;
                    self.xml.skip()?;
                }
                Step::Close(_) | Step::End => break,
            }
        }
        if has_drawing && text.bytes().all(|byte| byte.is_ascii_whitespace()) && !has_tags {
            return Ok(None);
        }
        if has_tags && !is_empty {
            let whole: &'a str = self.xml.input.text;
            let line = self.xml.line();
            self.xml.input.check_text(start, self.xml.at() - start)?;
            let what = "Tags inside of data became part of its text, as they are written";
            self.told.reshape(self.draft, line, what);
            return Ok(Some(Cow::Borrowed(whole[start..self.xml.at()].trim())));
        }
        Ok(self.said(key, text))
    }

    /// The text of data without tags. What a key for drawings says so is about the drawing too, and yEd writes nothing as an
    /// empty text.
    pub fn said(&mut self, key: usize, text: Cow<'a, str>) -> Option<Cow<'a, str>> {
        let is_none = self.keys.has_drawings && (text.is_empty() || self.keys.get(key).is_drawing);
        (!is_none).then_some(text)
    }

    /// Reads the data whose tag was just opened onto an actor; drawings are collected.
    pub fn read_actor_data(
        &mut self,
        actor: ActorIx,
        domain: Domain,
        drawing: &mut Drawn,
        (at, record): (usize, usize),
    ) -> Result<(), ReadError> {
        let key = self.key_of_data(domain)?;
        self.keys.get(key).last_record = record;
        if let Some(text) = self.content(key, drawing)? {
            self.put_actor(actor, key, text, at);
        }
        Ok(())
    }

    /// Gives an actor a value; `at` is where it is described. Lines are only counted where there is something to tell.
    pub fn put_actor(&mut self, actor: ActorIx, key: usize, text: Cow<'a, str>, at: usize) {
        if self.take_part(key, &text) {
            return;
        }
        if text.starts_with(':') && self.keys.get(key).name == "labels" && self.keys.get(key).detail.is_none() {
            self.put_labels(actor, &text, at);
            return;
        }
        let field = self.keys.actor_field(key, self.draft);
        let is_simple = matches!(field, Field::Detail(_) | Field::Label | Field::Kind | Field::Note);
        let may_tell = !is_simple || self.draft.has_actor_value(actor, field);
        let line = may_tell.then(|| self.xml.input.line(at));
        match self.typed(key, text, at, "actors") {
            Typed::Text(text) => self.draft.put_actor_text(actor, field, &text, line),
            Typed::Value(value) => self.draft.put_actor(actor, field, value, line),
            Typed::Empty | Typed::NotANumber => {}
        }
    }

    /// Gives a link a value; `at` as for actors.
    pub fn put_link(&mut self, link: LinkIx, key: usize, text: Cow<'a, str>, at: usize) {
        if self.take_part(key, &text) {
            return;
        }
        let field = self.keys.link_field(key, self.draft);
        let is_simple = matches!(field, Field::Detail(_) | Field::Kind | Field::Weight | Field::Note);
        let may_tell = !is_simple || self.draft.has_link_value(link, field);
        let line = may_tell.then(|| self.xml.input.line(at));
        match self.typed(key, text, at, "links") {
            Typed::Text(text) => self.draft.put_link_text(link, field, &text, line),
            Typed::Value(value) => self.draft.put_link(link, field, value, line),
            Typed::Empty | Typed::NotANumber => {}
        }
    }

    /// Takes a part of the picture from one of this program's own keys. Whether that is all that the key means.
    fn take_part(&mut self, key: usize, text: &str) -> bool {
        let key = self.keys.get(key);
        if let Some(part) = key.part {
            self.parts.take(part, text);
        }
        key.part.is_some() && key.detail.is_none()
    }

    /// A text as a value of its key.
    fn typed<'t>(&mut self, key: usize, text: Cow<'t, str>, at: usize, list: &str) -> Typed<'t> {
        let key = self.keys.get(key);
        let typed = match key.kind {
            Some(ColumnKind::Mixed) => match serde_json::from_str(&text) {
                Ok(json) => Typed::Value(Value::Other(json)),
                Err(_) => Typed::Text(text),
            },
            Some(ColumnKind::TextList) => match serde_json::from_str(&text) {
                Ok(texts) => Typed::Value(Value::TextList(texts)),
                Err(_) => Typed::Text(text),
            },
            _ => key.sort.read(text),
        };
        if typed == Typed::NotANumber && !std::mem::replace(&mut key.is_gap_told, true) {
            let what = format!(
                "\"NaN\" as the detail \"{}\" of {list} says that there is no number; it became a gap",
                key.name
            );
            let line = self.xml.input.line(at);
            self.draft.warn(Some(line), Warning::Reshaped { what });
        }
        typed
    }

    /// The labels of Neo4j, `:Person:Actor`: one is the type. Of several the first is, and all are a detail.
    pub fn put_labels(&mut self, actor: ActorIx, labels: &str, at: usize) {
        let line = self.xml.input.line(at);
        let labels: Vec<String> = labels.split(':').filter(|label| !label.is_empty()).map(str::to_owned).collect();
        let Some(first) = labels.first() else { return };
        self.draft.put_actor_text(actor, Field::Kind, first, Some(line));
        if labels.len() > 1 {
            let what = "Of several labels of an actor the first was taken as its type; all are its detail \"labels\"";
            self.told.guess(self.draft, line, what);
            let field = self.details.of_actors(self.draft, "labels", ColumnKind::TextList);
            self.draft.put_actor(actor, field, Value::TextList(labels), Some(line));
        }
    }

    /// Gives an actor the defaults of the keys that it has no data for, and what its own keys say about the picture.
    pub fn complete_actor(
        &mut self,
        actor: ActorIx,
        domain: Domain,
        (at, record): (usize, usize),
    ) -> Result<(), ReadError> {
        for position in 0..self.keys.with_default(domain).len() {
            let key = self.keys.with_default(domain)[position];
            if let Some(default) = self.missing_value(key, record)? {
                self.put_actor(actor, key, default, at);
            }
        }
        if std::mem::take(&mut self.parts.is_filled) {
            let parts = std::mem::take(&mut self.parts);
            if let (Some(x), Some(y)) = (parts.x, parts.y) {
                self.draft.place(actor, x, y);
            }
            if let Some(colour) = parts.colour() {
                self.draft.colour_actor(actor, colour);
            }
            if let Some(size) = parts.size {
                self.draft.looks().set_actor_size(actor, Some(size as f32));
            }
        }
        Ok(())
    }

    /// The same for a link.
    pub fn complete_link(
        &mut self,
        link: LinkIx,
        domain: Domain,
        (at, record): (usize, usize),
    ) -> Result<(), ReadError> {
        for position in 0..self.keys.with_default(domain).len() {
            let key = self.keys.with_default(domain)[position];
            if let Some(default) = self.missing_value(key, record)? {
                self.put_link(link, key, default, at);
            }
        }
        if std::mem::take(&mut self.parts.is_filled) {
            let colour = std::mem::take(&mut self.parts).colour();
            self.draft.looks().set_link_colour(link, colour);
        }
        Ok(())
    }

    /// The default of a key, where this record had no data for it.
    fn missing_value(&mut self, key: usize, record: usize) -> Result<Option<Cow<'a, str>>, ReadError> {
        let key = self.keys.get(key);
        if key.last_record == record {
            return Ok(None);
        }
        let Some(default) = key.default.clone() else { return Ok(None) };
        let Some(left) = self.implied_left.checked_sub(default.len() + 8) else {
            let limit = bytes_in_words(implied_bytes(self.xml.input.text.len()) as u64);
            let what =
                format!("the defaults of keys fill more than {limit}, which is the limit for a file of this size.");
            return Err(self.xml.input.beyond(self.xml.at(), what));
        };
        self.implied_left = left;
        Ok(Some(default))
    }

    /// Reads data of the file or of the whole graph: something that the file says about itself.
    pub fn read_fact(&mut self) -> Result<(), ReadError> {
        let key = self.key_of_data(Domain::Graph)?;
        let mut drawing = Drawn::None;
        let content = self.content(key, &mut drawing)?;
        if let Some(drawing) = drawing {
            self.tell_drawing(&drawing);
        }
        let Some(text) = content else { return Ok(()) };
        let is_detail = self.keys.get(key).detail.is_some();
        let name = self.keys.get(key).name.clone();
        let is_named = |names: &[&str]| !is_detail && names.iter().any(|known| name.eq_ignore_ascii_case(known));
        if is_named(&["title", "name", "label"]) && !self.has_title && !text.trim().is_empty() {
            self.has_title = true;
            self.draft.set_title(&text);
        } else if is_named(&["created"]) {
            self.draft.set_created(&text);
        } else {
            let fact = match self.typed(key, text, self.xml.at(), "the graph") {
                Typed::Text(text) => Json::from(&*text),
                Typed::Value(value) => json_of_value(value),
                Typed::Empty | Typed::NotANumber => return Ok(()),
            };
            self.draft.keep_fact(&name, fact);
        }
        Ok(())
    }

    /// What the file says about itself in words.
    pub fn read_description(&mut self) -> Result<(), ReadError> {
        let text = self.xml.text_within()?;
        if !text.trim().is_empty() {
            self.draft.keep_fact("description", text.trim().into());
        }
        Ok(())
    }

    /// Tells what drawings hold and Linklore does not.
    pub fn tell_drawing(&mut self, drawing: &Drawing) {
        let what = if drawing.has_resources {
            "the pictures that a drawing brings along for its nodes"
        } else if drawing.has_looks {
            "borders, fonts, bends and places of labels of a drawing"
        } else {
            return;
        };
        let line = self.xml.line();
        self.told.leave_out(self.draft, Some(line), what);
    }
}
