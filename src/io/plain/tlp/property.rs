//! Properties of a TLP file: a value for each node and edge, or the default.

use super::Reader;
use super::scan::Token;
use super::values::{Kind, colour, pair};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::limits::implied_records;
use crate::io::quote::short;
use crate::model::{ActorIx, LinkIx, Value, Warning};

/// What a property is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Label,
    Place,
    Colour,
    Size,
    Detail(Kind),
}

/// A property while its values are read.
struct Property {
    role: Role,
    name: String,
    /// Whether it is one of those that Tulip draws with.
    is_of_picture: bool,
    fields: (Option<Field>, Option<Field>),
    defaults: (String, String),
    /// The nodes that have a value of their own.
    nodes: Vec<ActorIx>,
    /// The edges that have one.
    edges: Vec<LinkIx>,
    /// Whether an edge has bends.
    has_bends: bool,
}

impl Reader<'_, '_> {
    pub(super) fn property(&mut self, draft: &mut Draft) -> Result<(), ReadError> {
        let at = self.scanner.start;
        let cluster = self.number("property")?;
        let kind = self.text("property")?;
        let name = self.text("property")?;
        self.input.check_name(at, &name, "the name of a property")?;
        let is_of_picture = name.starts_with("view");
        if cluster != 0 && is_of_picture {
            if !self.left_out.contains(&"pictures of clusters") {
                self.left_out.push("pictures of clusters");
                let what = "the pictures of clusters".to_owned();
                draft.warn(Some(self.input.line(at)), Warning::LeftOut { what });
            }
            return self.skip("property");
        }
        let kind = Kind::of(&kind);
        let role = match &*name {
            "viewLabel" => Role::Label,
            "viewLayout" => Role::Place,
            "viewColor" => Role::Colour,
            "viewSize" => Role::Size,
            _ => Role::Detail(kind),
        };
        let name =
            if cluster == 0 { name.into_owned() } else { format!("{name} ({})", self.clusters.name_of(cluster)) };
        let mut property = Property {
            role,
            name,
            is_of_picture,
            fields: (None, None),
            defaults: (String::new(), String::new()),
            nodes: Vec::new(),
            edges: Vec::new(),
            has_bends: false,
        };
        while self.opens_part("property")? {
            self.entry(draft, &mut property)?;
        }
        self.fill(draft, &mut property, at);
        Ok(())
    }

    /// `(default "…" "…")`, `(node 3 "…")`, `(edge 3 "…")`.
    fn entry(&mut self, draft: &mut Draft, property: &mut Property) -> Result<(), ReadError> {
        let at = self.scanner.start;
        self.input.tick(at)?;
        let name = match self.scanner.next() {
            Token::Word(name) => name,
            token => return Err(self.unexpected(&token, "property", "expected default, node or edge")),
        };
        match name {
            "default" => property.defaults = (self.text(name)?.into_owned(), self.text(name)?.into_owned()),
            "node" | "edge" => {
                let id = self.number(name)?;
                let value = self.text(name)?;
                let line = Some(self.input.line(at));
                let is_known = if name == "node" {
                    let actor = self.actors.get(&id).copied();
                    actor.map(|actor| property.put_actor(draft, actor, &value, line)).is_some()
                } else {
                    let link = self.links.get(&id).copied();
                    link.map(|link| property.put_link(draft, link, &value, line)).is_some()
                };
                if !is_known {
                    let what = format!(
                        "The property \"{}\" has a value for {name} {id}, which is not there",
                        short(&property.name)
                    );
                    draft.warn(line, Warning::Skipped { what });
                }
            }
            _ => return self.skip(name),
        }
        self.close(name)
    }

    /// Gives the default to those that have no value of their own: Tulip leaves out what is the default.
    fn fill(&mut self, draft: &mut Draft, property: &mut Property, at: usize) {
        let defaults = std::mem::take(&mut property.defaults);
        let (actors, links) = (self.actors.len(), self.links.len());
        for (default, is_of_nodes) in [(defaults.0, true), (defaults.1, false)] {
            let (count, own) = if is_of_nodes { (actors, property.nodes.len()) } else { (links, property.edges.len()) };
            if !property.is_filled(&default, own > 0) {
                continue;
            }
            // A few bytes must not make values for a million records, over and over.
            let cost = count.saturating_mul(default.len().max(8) / 8);
            self.filled = self.filled.saturating_add(cost);
            let line = Some(self.input.line(at));
            if self.filled > 4 * implied_records(self.input.text.len()) {
                let what = format!("the default value of the property \"{}\"", short(&property.name));
                draft.warn(line, Warning::LeftOut { what });
                continue;
            }
            if is_of_nodes {
                for actor in without(std::mem::take(&mut property.nodes), (0..draft.actor_count()).map(ActorIx::new)) {
                    property.put_actor(draft, actor, &default, line);
                }
            } else {
                for link in without(std::mem::take(&mut property.edges), (0..draft.link_count()).map(LinkIx::new)) {
                    property.put_link(draft, link, &default, line);
                }
            }
        }
        if property.has_bends && !self.left_out.contains(&"bends") {
            self.left_out.push("bends");
            draft.warn(Some(self.input.line(at)), Warning::LeftOut { what: "the bends of links".to_owned() });
        }
    }
}

/// All but some; `all` is in order.
fn without<T: Ord>(mut some: Vec<T>, all: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    some.sort_unstable();
    some.dedup();
    let mut some = some.into_iter().peekable();
    all.filter(move |each| some.next_if(|left| left == each).is_none())
}

impl Property {
    /// Whether those without a value of their own get the default.
    fn is_filled(&self, default: &str, has_others: bool) -> bool {
        match self.role {
            // The default picture of Tulip says nothing as long as all look the same.
            Role::Place | Role::Colour | Role::Size => has_others,
            Role::Label => !default.is_empty(),
            Role::Detail(_) if self.is_of_picture => false,
            Role::Detail(kind) => !kind.is_gap(default) && (has_others || !kind.is_usual(default)),
        }
    }

    fn put_actor(&mut self, draft: &mut Draft, actor: ActorIx, text: &str, line: Option<u32>) {
        self.nodes.push(actor);
        match self.role {
            Role::Label => draft.put_actor(actor, Field::Label, Value::Text(text.to_owned()), line),
            Role::Place if pair(text).is_some() => {
                let (x, y) = pair(text).unwrap_or_default();
                draft.place(actor, x, y);
            }
            Role::Colour if colour(text).is_some() => draft.looks().set_actor_colour(actor, colour(text)),
            Role::Size if pair(text).is_some() => {
                let size = pair(text).map(|(width, height)| width.max(height) as f32);
                draft.looks().set_actor_size(actor, size);
            }
            Role::Place | Role::Colour | Role::Size | Role::Detail(_) => {
                let kind = self.kind();
                if kind.is_gap(text) {
                    return;
                }
                let name = &self.name;
                let field = *self.fields.0.get_or_insert_with(|| draft.actor_field(name, kind.column()));
                draft.put_actor(actor, field, kind.value(text), line);
            }
        }
    }

    fn put_link(&mut self, draft: &mut Draft, link: LinkIx, text: &str, line: Option<u32>) {
        self.edges.push(link);
        match self.role {
            Role::Colour if colour(text).is_some() => draft.looks().set_link_colour(link, colour(text)),
            Role::Place => self.has_bends |= !matches!(text.trim(), "" | "()"),
            _ => {
                let kind = self.kind();
                if kind.is_gap(text) {
                    return;
                }
                let name = if self.role == Role::Label { "label" } else { &self.name };
                let field = *self.fields.1.get_or_insert_with(|| draft.link_field(name, kind.column()));
                draft.put_link(link, field, kind.value(text), line);
            }
        }
    }

    fn kind(&self) -> Kind {
        match self.role {
            Role::Detail(kind) => kind,
            Role::Label => Kind::Text,
            Role::Place | Role::Colour | Role::Size => Kind::Other,
        }
    }
}
