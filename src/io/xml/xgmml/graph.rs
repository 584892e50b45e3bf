//! Graphs, nodes and edges of XGMML, and how they are drawn.

use std::borrow::Cow;

use super::att::Att;
use super::{Fields, Reader};
use crate::io::colours::css_colour;
use crate::io::draft::{Draft, Field, json_of_value};
use crate::io::error::ReadError;
use crate::io::xml::typed::yes_no;
use crate::model::{ActorIx, ColumnKind, LinkIx, Value};

/// What a graph inside of an `<att>` belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// The file: it is one of several networks over the same nodes.
    File,
    /// A node, which is a group.
    Actor(ActorIx),
    /// An edge.
    Link(LinkIx),
}

/// What is said about the drawing of a node or an edge.
#[derive(Default)]
struct Graphics<'a> {
    place: Option<(f64, f64)>,
    size: Option<f64>,
    fill: Option<Cow<'a, str>>,
    shape: Option<Cow<'a, str>>,
}

impl<'a> Reader<'_, '_, 'a> {
    pub(super) fn read_file(&mut self) -> Result<(), ReadError> {
        let directed = self.is_directed("directed").unwrap_or(false);
        for (name, value) in self.xml.attributes().to_vec() {
            match name {
                "" | "directed" | "schemaLocation" => {}
                "label" => self.draft.set_title(&value),
                name => self.draft.keep_fact(name, (*value).into()),
            }
        }
        while let Some(tag) = self.next_child()? {
            match tag {
                "att" => {
                    let Att { name, value, .. } = self.read_att(Owner::File)?;
                    if let Some(value) = value
                        && !name.is_empty()
                    {
                        self.draft.keep_fact(&name, json_of_value(value));
                    }
                }
                tag => self.read_part(tag, Owner::File, directed)?,
            }
        }
        Ok(())
    }

    /// Reads a graph inside of an `<att>`.
    pub(super) fn read_inner_graph(&mut self, owner: Owner) -> Result<(), ReadError> {
        let directed = self.is_directed("directed").unwrap_or(false);
        let line = self.xml.line();
        while let Some(tag) = self.next_child()? {
            match tag {
                "att" => {
                    let att = self.read_att(owner)?;
                    match owner {
                        Owner::File => {
                            let what = "what networks inside of the network say about themselves";
                            self.told.leave_out(self.draft, Some(line), what);
                        }
                        Owner::Actor(actor) => self.put_actor_att(actor, att, line),
                        Owner::Link(link) => self.put_link_att(link, att, line),
                    }
                }
                tag => self.read_part(tag, owner, directed)?,
            }
        }
        Ok(())
    }

    fn read_part(&mut self, tag: &'a str, owner: Owner, directed: bool) -> Result<(), ReadError> {
        match tag {
            "node" => self.read_node(owner),
            "edge" => self.read_edge(directed),
            "graphics" => {
                let line = self.xml.line();
                self.told.leave_out(self.draft, Some(line), LOOKS);
                self.xml.skip()
            }
            other => self.leave_out_tag(other),
        }
    }

    fn read_node(&mut self, owner: Owner) -> Result<(), ReadError> {
        let line = self.xml.line();
        if let Some(reference) = self.reference() {
            let actor = self.draft.mention(&reference, Some(line));
            self.put_parent(actor, owner, line);
            return self.xml.skip();
        }
        let id = self.xml.attribute("id").or_else(|| self.xml.attribute("label"));
        let Some(id) = id.or_else(|| self.xml.attribute("name")) else {
            return Err(self.xml.broken("a node has neither an id nor a label.", "expected id=\"…\" in this tag"));
        };
        self.xml.input.check_name(self.xml.at(), &id, "the id of an actor")?;
        let actor = self.draft.declare(&id, Some(line), false).actor;
        for (name, value) in self.xml.attributes().to_vec() {
            if !matches!(name, "" | "id") {
                let field = self.actor_fields.of_tag(name, self.draft, |draft, is_second| {
                    if is_second { draft.another_actor_detail(name, None) } else { draft.actor_text_field(name) }
                });
                self.draft.put_actor_text(actor, field, &value, Some(line));
            }
        }
        self.put_parent(actor, owner, line);
        let mut graphics = Graphics::default();
        while let Some(tag) = self.next_child()? {
            match tag {
                "att" => {
                    let att = self.read_att(Owner::Actor(actor))?;
                    self.put_actor_att(actor, att, line);
                }
                "graphics" => self.read_graphics(&mut graphics)?,
                "graph" => self.read_inner_graph(Owner::Actor(actor))?,
                other => self.leave_out_tag(other)?,
            }
        }
        if let Some((x, y)) = graphics.place {
            self.draft.place(actor, x, y);
        }
        if let Some(size) = graphics.size {
            self.draft.looks().set_actor_size(actor, Some(size as f32));
        }
        if let Some(colour) = graphics.fill.and_then(|fill| css_colour(&fill)) {
            self.draft.colour_actor(actor, colour);
        }
        if let Some(shape) = graphics.shape {
            let field = self.details.of_actors(self.draft, "shape", ColumnKind::Text);
            self.draft.put_actor_text(actor, field, &shape, Some(line));
        }
        Ok(())
    }

    fn read_edge(&mut self, default: bool) -> Result<(), ReadError> {
        let line = self.xml.line();
        if self.reference().is_some() {
            // The edge itself stands elsewhere.
            return self.xml.skip();
        }
        let end = |name: &str, what: &str| {
            let missing = || self.xml.broken(format!("an edge has no {name}."), what);
            self.xml.attribute(name).ok_or_else(missing)
        };
        let source = end("source", "expected source=\"…\" in this tag")?;
        let target = end("target", "expected target=\"…\" in this tag")?;
        let id = self.xml.attribute("id");
        for id in [Some(&source), Some(&target), id.as_ref()].into_iter().flatten() {
            self.xml.input.check_name(self.xml.at(), id, "the id of an actor or a link")?;
        }
        let directed = self.is_directed("cy:directed").or_else(|| self.is_directed("directed")).unwrap_or(default);
        let (source, target) = (self.draft.mention(&source, Some(line)), self.draft.mention(&target, Some(line)));
        let link = self.draft.link(source, target, id.as_deref(), directed, Some(line));
        for (name, value) in self.xml.attributes().to_vec() {
            if !matches!(name, "" | "id" | "source" | "target" | "directed") {
                let field = self.link_fields.of_tag(name, self.draft, |draft, is_second| {
                    if is_second { draft.another_link_detail(name, None) } else { draft.link_text_field(name) }
                });
                self.draft.put_link_text(link, field, &value, Some(line));
            }
        }
        let mut graphics = Graphics::default();
        while let Some(tag) = self.next_child()? {
            match tag {
                "att" => {
                    let att = self.read_att(Owner::Link(link))?;
                    self.put_link_att(link, att, line);
                }
                "graphics" => self.read_graphics(&mut graphics)?,
                other => self.leave_out_tag(other)?,
            }
        }
        let colour = graphics.fill.and_then(|fill| css_colour(&fill));
        self.draft.looks().set_link_colour(link, colour);
        Ok(())
    }

    /// The id of the record that this tag only points at: `xlink:href="#12"`.
    fn reference(&self) -> Option<Cow<'a, str>> {
        let target = self.xml.attribute("href")?;
        let id = target.strip_prefix('#')?;
        Some(Cow::Owned(id.to_owned()))
    }

    fn is_directed(&self, name: &str) -> Option<bool> {
        yes_no(self.xml.attribute_as_written(name)?.trim())
    }

    fn put_parent(&mut self, actor: ActorIx, owner: Owner, line: u32) {
        let (name, parent) = match owner {
            Owner::File => return,
            Owner::Actor(parent) => ("parent", self.draft.key(parent).to_owned()),
            Owner::Link(parent) => ("parent link", self.draft.link_key(parent).to_owned()),
        };
        let what = "A node inside of a group names the group in its detail \"parent\"";
        self.told.reshape(self.draft, line, what);
        let field = self.details.of_actors(self.draft, name, ColumnKind::Text);
        self.draft.put_actor_text(actor, field, &parent, Some(line));
    }

    fn put_actor_att(&mut self, actor: ActorIx, att: Att<'a>, line: u32) {
        let Att { name, kind, value } = att;
        if name.is_empty() {
            return;
        }
        let mut field = self.actor_fields.of_att(&name, self.draft, |draft, is_second| match (is_second, kind) {
            (true, kind) => draft.another_actor_detail(&name, kind),
            (false, None) => draft.actor_text_field(&name),
            (false, kind) => draft.actor_field(&name, kind),
        });
        let Some(value) = value else { return };
        if !matches!(field, Field::Detail(_)) && self.draft.has_actor_value(actor, field) {
            // The tag itself says the label. An attribute of that name says the same, or is another thing.
            if field == Field::Label && value == Value::Text(self.draft.actor(actor).label.to_string()) {
                return;
            }
            field = self.draft.actor_detail(&name, kind);
        }
        self.draft.put_actor(actor, field, value, Some(line));
    }

    fn put_link_att(&mut self, link: LinkIx, att: Att<'a>, line: u32) {
        let Att { name, kind, value } = att;
        if name.is_empty() {
            return;
        }
        let is_type = name == "interaction" && kind.is_none_or(|kind| kind == ColumnKind::Text);
        let mut field = self.link_fields.of_att(&name, self.draft, |draft, is_second| match (is_second, kind) {
            (false, _) if is_type => Field::Kind,
            (true, kind) => draft.another_link_detail(&name, kind),
            (false, None) => draft.link_text_field(&name),
            (false, kind) => draft.link_field(&name, kind),
        });
        let Some(value) = value else { return };
        if !matches!(field, Field::Detail(_)) && self.draft.has_link_value(link, field) {
            field = self.draft.link_detail(&name, kind);
        }
        self.draft.put_link(link, field, value, Some(line));
    }

    fn read_graphics(&mut self, graphics: &mut Graphics<'a>) -> Result<(), ReadError> {
        let number = |name: &str| {
            let number = self.xml.attribute_as_written(name)?.trim().parse().ok();
            number.filter(|number: &f64| number.is_finite())
        };
        if let (Some(x), Some(y)) = (number("x"), number("y")) {
            graphics.place = Some((x, y));
        }
        if let (Some(width), Some(height)) = (number("w"), number("h"))
            && width > 0.0
            && height > 0.0
        {
            graphics.size = Some((width * height).sqrt());
        }
        graphics.fill = self.xml.attribute_as_written("fill").or(graphics.fill.take());
        graphics.shape = self.xml.attribute_as_written("type").or(graphics.shape.take());
        let has_more =
            self.xml.attributes().iter().any(|(name, _)| !matches!(*name, "x" | "y" | "w" | "h" | "fill" | "type"));
        let line = self.xml.line();
        let mut has_tags = false;
        while self.next_child()?.is_some() {
            has_tags = true;
            self.xml.skip()?;
        }
        if has_more || has_tags {
            self.told.leave_out(self.draft, Some(line), LOOKS);
        }
        Ok(())
    }
}

const LOOKS: &str = "outlines, fonts and other looks of a drawing";

impl<'a> Fields<'a> {
    /// Where an attribute of the tag goes; `make` makes a field, or another one where the first is taken.
    fn of_tag(&mut self, name: &'a str, draft: &mut Draft, make: impl Fn(&mut Draft, bool) -> Field) -> Field {
        if let Some(field) = self.of_tag.get(name) {
            return *field;
        }
        let field = self.free(draft, make);
        self.of_tag.insert(name, field);
        field
    }

    /// Where an `<att>` goes; `make` as above.
    fn of_att(&mut self, name: &str, draft: &mut Draft, make: impl Fn(&mut Draft, bool) -> Field) -> Field {
        if let Some(field) = self.of_att.get(name) {
            return *field;
        }
        let field = self.free(draft, make);
        self.of_att.insert(name.to_owned(), field);
        field
    }

    fn free(&mut self, draft: &mut Draft, make: impl Fn(&mut Draft, bool) -> Field) -> Field {
        let mut field = make(draft, false);
        if matches!(field, Field::Detail(_)) && !self.taken.insert(field) {
            field = make(draft, true);
            self.taken.insert(field);
        }
        field
    }
}
