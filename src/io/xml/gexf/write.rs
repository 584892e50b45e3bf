//! Writing GEXF 1.3: what Gephi and networkx read, with types, kinds of edges, looks and dates. Everything else goes along
//! as attributes (see `carry`).
//!
//! Three things are written so that other programs see more than the schema asks for, and read back as the same:
//! - The type of a link stands as `kind` and, for programs that know no kinds, as `label` too.
//! - A date of any precision stands as the first and last day it covers; where that is not all it says, also as the
//!   attribute "when".
//! - An attribute whose kind GEXF has no type for says so in `linklore:kind`; mixed values are JSON then. One that
//!   has the name of a field and is a detail says so in `linklore:field`. One whose name other programs cannot take has
//!   another title, and its name stands in `linklore:detail`.

use std::borrow::Borrow;
use std::io;

use super::columns::{Written, text_of};
use super::dates::{self, Dates};
use super::networkx;
use crate::io::carry::{Attribute, Holds, Own, actor_attributes, link_attributes, losses, tell_of_nameless};
use crate::io::xml::ids::Ids;
use crate::io::xml::pen::Pen;
use crate::model::{ActorIx, Colour, Graph, LinkIx, LoadReport, Value, View, Warning};

/// Writes a graph and its view.
pub fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds { created: dates::is_day(&graph.created), ..Holds::MOST };
    let mut report = losses(graph, view, holds);
    tell_of_nameless(graph, &mut report);
    let ids = Ids::of(graph);
    let own = Own { label: true, kind: true, weight: true, ..Own::default() };
    let mut of_actors = Written::list(actor_attributes(graph, Own { kind: false, ..own }), |attribute, visit| {
        let value = |(actor, _)| value_of_actor(graph, actor, attribute, || dates::of_actor(graph, actor));
        graph.actors().filter_map(value).for_each(|value| visit(&value));
    });
    let mut of_links = Written::list(link_attributes(graph, own), |attribute, visit| {
        let value = |(link, _)| value_of_link(graph, link, attribute, || dates::of_link(graph, link));
        graph.links().filter_map(value).for_each(|value| visit(&value));
    });
    networkx::retitle(graph, &mut of_actors, &mut of_links);

    let mut pen = Pen::new(out);
    pen.open("gexf")?;
    pen.attribute("xmlns", "http://gexf.net/1.3");
    pen.attribute("xmlns:viz", "http://gexf.net/1.3/viz");
    if of_actors.iter().chain(&of_links).any(Written::has_hint) {
        pen.attribute("xmlns:linklore", "urn:linklore");
    }
    pen.attribute("version", "1.3");
    write_meta(&mut pen, graph)?;
    pen.open("graph")?;
    let directed = graph.links().filter(|(_, link)| link.directed).count();
    let is_mixed = directed > 0 && directed < graph.link_count();
    if !is_mixed {
        pen.attribute("defaultedgetype", if directed > 0 { "directed" } else { "undirected" });
    }
    if dates::are_there(graph) {
        pen.attribute("mode", "dynamic");
        pen.attribute("timeformat", "date");
        pen.attribute("timerepresentation", "interval");
    } else {
        pen.attribute("mode", "static");
    }
    declare(&mut pen, "node", &of_actors)?;
    declare(&mut pen, "edge", &of_links)?;
    pen.open("nodes")?;
    pen.number("count", graph.actor_count());
    for (actor, _) in graph.actors() {
        write_node(&mut pen, graph, view, &ids, actor, &of_actors)?;
    }
    pen.close();
    pen.open("edges")?;
    pen.number("count", graph.link_count());
    for (link, _) in graph.links() {
        write_edge(&mut pen, graph, view, &ids, link, is_mixed, &of_links)?;
    }
    let lost = pen.finish()? + ids.changed;
    if lost > 0 {
        let what = format!("{lost} control characters, which XML cannot hold; \u{fffd} stands in their place");
        report.push(None, Warning::NotWritten { what });
    }
    Ok(report)
}

fn write_meta(pen: &mut Pen<'_>, graph: &Graph) -> io::Result<()> {
    pen.open("meta")?;
    if dates::is_day(&graph.created) {
        pen.attribute("lastmodifieddate", &graph.created);
    }
    for (tag, text) in [("creator", "Linklore"), ("description", graph.title.as_str())] {
        if !text.is_empty() {
            pen.open(tag)?;
            pen.text(text);
            pen.close();
        }
    }
    pen.close();
    Ok(())
}

fn declare(pen: &mut Pen<'_>, class: &str, columns: &[Written]) -> io::Result<()> {
    if columns.is_empty() {
        return Ok(());
    }
    pen.open("attributes")?;
    pen.attribute("class", class);
    pen.attribute("mode", "static");
    for (position, column) in columns.iter().enumerate() {
        pen.open("attribute")?;
        pen.number("id", position);
        pen.attribute("title", &column.title);
        pen.attribute("type", column.type_name());
        if let Some(kind) = column.hint() {
            pen.attribute("linklore:kind", kind);
        }
        match column.renamed_detail() {
            Some(name) => pen.attribute("linklore:detail", name),
            None if column.attribute.looks_like_a_field() => pen.attribute("linklore:field", "detail"),
            None => {}
        }
        pen.close();
    }
    pen.close();
    Ok(())
}

fn write_node(
    pen: &mut Pen<'_>,
    graph: &Graph,
    view: &View,
    ids: &Ids<'_>,
    actor: ActorIx,
    columns: &[Written],
) -> io::Result<()> {
    let dates = dates::of_actor(graph, actor);
    pen.open("node")?;
    pen.attribute("id", ids.of_actor(actor));
    pen.attribute("label", &graph.actor(actor).label);
    dates.write_ends(pen);
    let values = columns.iter().map(|column| {
        let value = value_of_actor(graph, actor, &column.attribute, || &dates)?;
        Some(text_of(&value))
    });
    write_values(pen, values)?;
    dates.write_spells(pen)?;
    if let Some(colour) = view.looks.actor_colour(actor) {
        write_colour(pen, colour)?;
    }
    if let Some(place) = view.positions.get(actor) {
        pen.open("viz:position")?;
        pen.number("x", place.x);
        // Up is more in GEXF and less here. Zero has no sign.
        pen.number("y", 0.0 - place.y);
        pen.number("z", "0.0");
        pen.close();
    }
    if let Some(size) = view.looks.actor_size(actor) {
        pen.open("viz:size")?;
        pen.number("value", size);
        pen.close();
    }
    pen.close();
    Ok(())
}

fn write_edge(
    pen: &mut Pen<'_>,
    graph: &Graph,
    view: &View,
    ids: &Ids<'_>,
    link: LinkIx,
    is_mixed: bool,
    columns: &[Written],
) -> io::Result<()> {
    let dates = dates::of_link(graph, link);
    let record = graph.link(link);
    let (source, target) = graph.ends(link);
    pen.open("edge")?;
    pen.attribute("id", ids.of_link(link));
    pen.attribute("source", ids.of_actor(source));
    pen.attribute("target", ids.of_actor(target));
    if is_mixed {
        pen.attribute("type", if record.directed { "directed" } else { "undirected" });
    }
    if !record.kind.is_empty() {
        pen.attribute("kind", &record.kind);
        pen.attribute("label", &record.kind);
    }
    if let Some(weight) = record.weight {
        pen.number("weight", format_args!("{weight:?}"));
    }
    dates.write_ends(pen);
    let values = columns.iter().map(|column| {
        let value = value_of_link(graph, link, &column.attribute, || &dates)?;
        Some(text_of(&value))
    });
    write_values(pen, values)?;
    dates.write_spells(pen)?;
    if let Some(colour) = view.looks.link_colour(link) {
        write_colour(pen, colour)?;
    }
    pen.close();
    Ok(())
}

/// The value of an attribute that has to be written: not where the dates of the record say it.
fn value_of_actor<D: Borrow<Dates>>(
    graph: &Graph,
    actor: ActorIx,
    attribute: &Attribute,
    dates: impl FnOnce() -> D,
) -> Option<Value> {
    let is_needed = !dates::concern(attribute) || dates().borrow().leave_open(attribute);
    is_needed.then(|| attribute.of_actor(graph, actor)).flatten()
}

fn value_of_link<D: Borrow<Dates>>(
    graph: &Graph,
    link: LinkIx,
    attribute: &Attribute,
    dates: impl FnOnce() -> D,
) -> Option<Value> {
    let is_needed = !dates::concern(attribute) || dates().borrow().leave_open(attribute);
    is_needed.then(|| attribute.of_link(graph, link)).flatten()
}

/// The values of a record, by the position of their attribute.
fn write_values(pen: &mut Pen<'_>, values: impl Iterator<Item = Option<String>>) -> io::Result<()> {
    let mut is_open = false;
    for (position, value) in values.enumerate() {
        let Some(value) = value else { continue };
        if !is_open {
            pen.open("attvalues")?;
            is_open = true;
        }
        pen.open("attvalue")?;
        pen.number("for", position);
        pen.attribute("value", &value);
        pen.close();
    }
    if is_open {
        pen.close();
    }
    Ok(())
}

fn write_colour(pen: &mut Pen<'_>, colour: Colour) -> io::Result<()> {
    let Colour { r, g, b, a } = colour;
    pen.open("viz:color")?;
    for (name, channel) in [("r", r), ("g", g), ("b", b)] {
        pen.number(name, channel);
    }
    if a < u8::MAX {
        pen.number("a", f32::from(a) / 255.0);
    }
    pen.close();
    Ok(())
}
