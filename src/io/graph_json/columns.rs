//! The attributes that the writers of JSON give to actors and links, under names that neither their formats nor our readers
//! take for something else; and the note in the file that lets our readers give every attribute its name and kind again.
//!
//! The note stands among what a format says about the whole graph, under [`NOTE`]:
//! `{"actors": {"born": {"kind": "date"}, "id (2)": {"detail": "id"}, "name": {"field": "label"}}, "links": {}}`.

use std::collections::HashSet;
use std::io;

use serde_json::{Map, Value as Json, json};

use super::looks::{LOOKS, colour_of_json};
use super::pen::Pen;
use crate::io::carry::{Attribute, Own, actor_attributes, link_attributes};
use crate::io::colours::css_colour;
use crate::io::draft::{Draft, Field, implied};
use crate::model::{ActorIx, Colour, ColumnKind, Columns, Graph, LinkIx, Point, Value, View};

/// The name of the note about columns.
pub const NOTE: &str = "linklore:columns";

/// What a format does with names.
pub struct Manner {
    /// What records of actors have places of their own for; the label is not among these.
    pub own_of_actors: Own,
    /// The same for links; the type is not among these.
    pub own_of_links: Own,
    /// What the label is called; `None` where the record has a place of its own for it.
    pub label: Option<&'static str>,
    /// Whether labels are written even where the ids or a detail say the same.
    pub labels_always: bool,
    /// What the type of actors is called.
    pub kind_of_actors: &'static str,
    /// What the type of links is called.
    pub kind_of_links: &'static str,
    /// Names that attributes of actors cannot have, because the record has them for itself.
    pub taken_by_actors: &'static [&'static str],
    /// The same for links.
    pub taken_by_links: &'static [&'static str],
    /// Names to which a reader gives a meaning; a detail of such a name has to say that it is one.
    pub meant: &'static [&'static str],
    /// Names besides those of the fields that readers of the format take for fields.
    pub understood: &'static [&'static str],
    /// Whether places, sizes and colours stand among the attributes, as `x`, `y`, `size` and `color`.
    pub looks: Option<Looks>,
}

/// How a format writes places and sizes among its attributes.
#[derive(Clone, Copy)]
pub struct Looks {
    /// Whether y grows upwards.
    pub upwards: bool,
    /// Whether a size without a place is no size.
    pub sizes_need_places: bool,
}

/// An attribute as it is written.
struct Written {
    name: String,
    kind: ColumnKind,
    source: Source,
}

enum Source {
    Label,
    Carried(Attribute),
}

/// The attributes of a graph as they are written.
pub struct Attributes<'g> {
    graph: &'g Graph,
    view: &'g View,
    of_actors: Vec<Written>,
    of_links: Vec<Written>,
    looks: Option<Looks>,
    /// Which of the looks stand in details already.
    told: Told,
    note: Map<String, Json>,
}

/// Which looks stand in details of the same name and value, so that they need not be written.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own about another column")]
struct Told {
    places: bool,
    sizes: bool,
    colours: bool,
    link_colours: bool,
}

impl<'g> Attributes<'g> {
    /// The attributes of a graph in a format with this manner.
    pub fn of(graph: &'g Graph, view: &'g View, manner: &Manner) -> Self {
        let told = manner.looks.map_or_else(Told::default, |looks| Told::of(graph, view, looks));
        let mut of_actors = Vec::new();
        let has = |columns: &Columns, name: &str| columns.by_name(name).is_some();
        if let Some(label) = manner.label {
            let is_implied = implied::labels_are_implied(graph);
            let is_free = !has(graph.actor_columns(), label) || manner.understood.contains(&label);
            let name = if is_free { label } else { "label" };
            if !is_implied || (manner.labels_always && is_free) {
                of_actors.push(Written { name: name.to_owned(), kind: ColumnKind::Text, source: Source::Label });
            }
        }
        let kind = |attribute: &Attribute, columns: &Columns, name: &'static str| {
            let is_kind = attribute.detail().is_none() && attribute.name == "type";
            (is_kind && (!has(columns, name) || manner.understood.contains(&name))).then_some(name)
        };
        for attribute in actor_attributes(graph, Own { label: true, ..manner.own_of_actors }) {
            let name = kind(&attribute, graph.actor_columns(), manner.kind_of_actors);
            add(&mut of_actors, attribute, name, &taken(manner, manner.taken_by_actors, told, true));
        }
        let mut of_links = Vec::new();
        for attribute in link_attributes(graph, manner.own_of_links) {
            let name = kind(&attribute, graph.link_columns(), manner.kind_of_links);
            add(&mut of_links, attribute, name, &taken(manner, manner.taken_by_links, told, false));
        }
        let mut note = Map::new();
        for (list, columns) in [("actors", &of_actors), ("links", &of_links)] {
            let hints: Map<String, Json> =
                columns.iter().filter_map(|column| Some((column.name.clone(), column.hint(manner)?))).collect();
            if !hints.is_empty() {
                note.insert(list.to_owned(), Json::Object(hints));
            }
        }
        Self { graph, view, of_actors, of_links, looks: manner.looks, told, note }
    }

    /// The note for our readers; `None` where there is nothing to say.
    pub fn note(&self) -> Option<Json> {
        (!self.note.is_empty()).then(|| Json::Object(self.note.clone()))
    }

    /// The title and facts of the graph, but for what a writer says anew, with the note.
    pub fn about(&self, anew: &[&str]) -> Map<String, Json> {
        let mut about = about(self.graph, anew);
        about.extend(self.note().map(|note| (NOTE.to_owned(), note)));
        about
    }

    /// The names and kinds of the attributes of actors, and of links.
    pub fn declared(&self) -> [impl Iterator<Item = (&str, ColumnKind)>; 2] {
        [&self.of_actors, &self.of_links]
            .map(|columns| columns.iter().map(|column| (column.name.as_str(), column.kind)))
    }

    /// Hands every attribute of an actor to `take`.
    pub fn actor(&self, actor: ActorIx, mut take: impl FnMut(&str, &Value) -> io::Result<()>) -> io::Result<()> {
        for column in &self.of_actors {
            let value = match &column.source {
                Source::Label => Some(Value::Text(self.graph.actor(actor).label.to_string())),
                Source::Carried(attribute) => attribute.of_actor(self.graph, actor),
            };
            if let Some(value) = value {
                take(&column.name, &value)?;
            }
        }
        Ok(())
    }

    /// Hands every attribute of a link to `take`.
    pub fn link(&self, link: LinkIx, mut take: impl FnMut(&str, &Value) -> io::Result<()>) -> io::Result<()> {
        for column in &self.of_links {
            if let Source::Carried(attribute) = &column.source
                && let Some(value) = attribute.of_link(self.graph, link)
            {
                take(&column.name, &value)?;
            }
        }
        Ok(())
    }

    /// The names of the attributes of actors and of links that are evidence.
    pub fn evidence(&self) -> [Option<&str>; 2] {
        let is_evidence = |column: &&Written| match &column.source {
            Source::Carried(attribute) => attribute.detail().is_none() && attribute.name == "evidence",
            Source::Label => false,
        };
        [&self.of_actors, &self.of_links]
            .map(|columns| columns.iter().find(is_evidence).map(|column| column.name.as_str()))
    }

    /// Writes the attributes of an actor as members, with its place, size and colour.
    pub fn write_actor(&self, pen: &mut Pen<'_>, actor: ActorIx) -> io::Result<()> {
        self.actor(actor, |name, value| pen.value(name, value))?;
        let Some(looks) = self.looks else { return Ok(()) };
        if let Some(Point { x, y }) = self.view.positions.get(actor).filter(|_| !self.told.places) {
            pen.length("x", x)?;
            pen.length("y", if looks.upwards { 0.0 - y } else { y })?;
        }
        if let Some(size) = self.view.looks.actor_size(actor).filter(|_| !self.told.sizes) {
            pen.length("size", size)?;
        }
        if let Some(colour) = self.view.looks.actor_colour(actor).filter(|_| !self.told.colours) {
            pen.colour("color", colour)?;
        }
        Ok(())
    }

    /// Writes the attributes of a link as members, with its colour.
    pub fn write_link(&self, pen: &mut Pen<'_>, link: LinkIx) -> io::Result<()> {
        self.link(link, |name, value| pen.value(name, value))?;
        let colour = self.view.looks.link_colour(link).filter(|_| self.looks.is_some() && !self.told.link_colours);
        colour.map_or(Ok(()), |colour| pen.colour("color", colour))
    }
}

/// The names that details cannot have.
fn taken(manner: &Manner, by_record: &'static [&'static str], told: Told, of_actors: bool) -> Vec<&'static str> {
    let mut taken = by_record.to_vec();
    if manner.looks.is_some() && of_actors {
        let looks = [("x", told.places), ("y", told.places), ("size", told.sizes), ("color", told.colours)];
        taken.extend(looks.iter().filter(|(_, told)| !told).map(|(name, _)| *name));
    } else if manner.looks.is_some() && !told.link_colours {
        taken.push("color");
    }
    taken
}

/// Adds an attribute under a name that is free. Only details make way for what a record has for itself.
fn add(columns: &mut Vec<Written>, attribute: Attribute, name: Option<&str>, taken: &[&str]) {
    let wanted = name.unwrap_or(&attribute.name).to_owned();
    let is_detail = attribute.detail().is_some();
    let is_free =
        |name: &str| !(is_detail && taken.contains(&name)) && columns.iter().all(|column| column.name != name);
    let name = if is_free(&wanted) {
        wanted
    } else {
        let numbered = (2..).map(|number| format!("{wanted} ({number})"));
        numbered.into_iter().find(|name| is_free(name)).expect("numbers do not end")
    };
    columns.push(Written { name, kind: attribute.kind, source: Source::Carried(attribute) });
}

impl Written {
    /// What a reader has to be told about this attribute.
    fn hint(&self, manner: &Manner) -> Option<Json> {
        let name = self.name.as_str();
        let is_meant = manner.meant.contains(&name) || (manner.looks.is_some() && LOOKS.contains(&name));
        let field = match &self.source {
            Source::Label => "label",
            Source::Carried(attribute) => match attribute.detail() {
                Some(detail) => {
                    let kind = matches!(self.kind, ColumnKind::Date | ColumnKind::Mixed).then(|| self.kind.name());
                    let is_renamed = self.name != detail;
                    if kind.is_none() && !is_renamed && !is_meant && !attribute.looks_like_a_field() {
                        return None;
                    }
                    let mut hint = json!({ "detail": detail });
                    if let Some(kind) = kind {
                        hint["kind"] = Json::from(kind);
                    }
                    return Some(hint);
                }
                None => attribute.name.as_str(),
            },
        };
        let reads_as_it_is = manner.understood.contains(&name) || (name == field && !is_meant);
        (!reads_as_it_is).then(|| json!({ "field": field }))
    }
}

impl Told {
    /// Which looks the details of a graph say already.
    fn of(graph: &Graph, view: &View, looks: Looks) -> Self {
        let actors = graph.actor_columns();
        let number = |name: &str, actor: ActorIx| number_in(&actors.by_name(name)?.get(actor.get())?);
        let place = |actor: ActorIx| {
            let point = Point::new(number("x", actor)? as f32, number("y", actor)? as f32);
            Some(if looks.upwards { Point::new(point.x, 0.0 - point.y) } else { point })
        };
        let has = |columns: &Columns, name: &str| columns.by_name(name).is_some();
        let all = |same: &dyn Fn(ActorIx) -> bool| graph.actors().all(|(actor, _)| same(actor));
        let is_placed = |actor: ActorIx| view.positions.get(actor).is_some();
        let size = |actor: ActorIx| {
            let size = number("size", actor).map(|size| size as f32).filter(|size| *size > 0.0 && size.is_finite());
            size.filter(|_| is_placed(actor) || !looks.sizes_need_places)
        };
        let colour = |columns: &Columns, row: usize| colour_in(&columns.by_name("color")?.get(row)?);
        let links = graph.link_columns();
        Self {
            places: has(actors, "x")
                && has(actors, "y")
                && all(&|actor| view.positions.get(actor) == place(actor).filter(|point| point.is_finite())),
            sizes: has(actors, "size") && all(&|actor| view.looks.actor_size(actor) == size(actor)),
            colours: has(actors, "color")
                && all(&|actor| view.looks.actor_colour(actor) == colour(actors, actor.get())),
            link_colours: has(links, "color")
                && graph.links().all(|(link, _)| view.looks.link_colour(link) == colour(links, link.get())),
        }
    }
}

fn number_in(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::WholeNumber(number) => Some(*number as f64),
        Value::Text(text) => text.trim().parse().ok(),
        Value::Other(Json::Number(number)) => number.as_f64(),
        Value::Other(Json::String(text)) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number: &f64| number.is_finite())
}

fn colour_in(value: &Value) -> Option<Colour> {
    match value {
        Value::Text(text) => css_colour(text),
        Value::Other(json) => colour_of_json(json),
        _ => None,
    }
}

/// Takes the note about columns to heart, which is JSON in a text where a format has no objects.
pub fn take_note(draft: &mut Draft, note: &Json) {
    if let Some(text) = note.as_str() {
        let read: Json = serde_json::from_str(text).unwrap_or_default();
        if read.is_object() {
            take_note(draft, &read);
        }
        return;
    }
    let hints = |list: &str| note.get(list).and_then(Json::as_object).into_iter().flatten();
    for (list, of_actors) in [("actors", true), ("links", false)] {
        for (name, hint) in hints(list) {
            let text = |member: &str| hint.get(member).and_then(Json::as_str);
            let kind = text("kind").and_then(ColumnKind::from_name);
            let field = match text("field").and_then(Field::from_name) {
                Some(field) => field,
                None if of_actors => draft.actor_detail(text("detail").unwrap_or(name), kind),
                None => draft.link_detail(text("detail").unwrap_or(name), kind),
            };
            if of_actors {
                draft.promise_actor(name, field);
            } else {
                draft.promise_link(name, field);
            }
        }
    }
}

/// What the file that a graph came from said about itself, but for what a writer says anew.
pub fn facts<'g>(graph: &'g Graph, anew: &'g [&'g str]) -> impl Iterator<Item = (&'g String, &'g Json)> {
    let facts = graph.extras.get("imported").and_then(Json::as_object);
    facts.into_iter().flatten().filter(move |(name, _)| !anew.contains(&name.as_str()))
}

/// The title and facts of a graph as one object: the title is called `name` unless a fact says it already.
pub fn about(graph: &Graph, anew: &[&str]) -> Map<String, Json> {
    let mut about: Map<String, Json> = facts(graph, anew).map(|(name, value)| (name.clone(), value.clone())).collect();
    let is_title = |name: &str| about.get(name).is_some_and(|value| *value == graph.title);
    if !graph.title.is_empty() && !["name", "title"].into_iter().any(is_title) {
        about.insert("name".to_owned(), Json::from(graph.title.as_str()));
    }
    about
}

/// Writes the ids of the ends of a link, as the members `source` and `target`.
pub fn write_ends(pen: &mut Pen<'_>, graph: &Graph, link: LinkIx) -> io::Result<()> {
    let (source, target) = graph.ends(link);
    pen.member("source", &graph.actor(source).key)?;
    pen.member("target", &graph.actor(target).key)
}

/// The id of a link, where it is more than its number.
pub fn link_id(graph: &Graph, link: LinkIx) -> Option<&str> {
    let key = graph.link(link).key.as_str();
    (key != format!("l{}", link.get() + 1)).then_some(key)
}

/// Whether two links join the same actors in the same way, so that programs without parallel links would lose one. A program
/// that knows no mixed direction takes `all` links for directed.
pub fn has_parallel_links(graph: &Graph, all: bool) -> bool {
    let mut pairs = HashSet::new();
    graph.links().any(|(link, record)| {
        let (source, target) = graph.ends(link);
        let directed = record.directed || all;
        let ends = if directed { (source, target) } else { (source.min(target), source.max(target)) };
        !pairs.insert((directed, ends))
    })
}

/// The name of the program, as a file of ours gives it.
pub const GENERATOR: &str = concat!("Linklore ", env!("CARGO_PKG_VERSION"));
