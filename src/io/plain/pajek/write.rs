//! Writing a network that Pajek and networkx read: vertices by their numbers, details as parameters behind them.
//!
//! Ids that are not the numbers of vertices stand as the parameter [`ID`] and are taken back. Times become Pajek's where
//! they are years; a detail with a name that means something stays one by its mark (see `carried.rs`).

use std::fmt::Write as _;
use std::io;

use super::palette::{colour, name_of};
use super::time::Times;
use crate::io::carry::{Attribute, Holds, Own, actor_attributes, link_attributes, losses};
use crate::io::plain::carried::{marked, tell_of_facts, tell_of_kinds, text_of};
use crate::model::{ActorIx, Colour, ColumnKind, Graph, LinkIx, LoadReport, Point, Value, View, Warning};

/// The parameter that holds the id of a vertex.
pub const ID: &str = "linklore_id";

/// Parameters of vertices that are no details to our reader.
const VERTEX_WORDS: [&str; 9] = ["label", "type", "aliases", "note", "evidence", "ic", "x_fact", "y_fact", ID];
/// The same of links.
const LINK_WORDS: [&str; 6] = ["type", "when", "note", "evidence", "l", "c"];

/// Writes a graph and its view.
pub fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds { places: true, colours: true, sizes: true, link_colours: true, link_ids: false, evidence: true };
    let mut report = losses(graph, view, holds);
    tell_of_facts(graph, &mut report);
    tell_of_kinds(graph, "Pajek", &mut report);
    let own = Own { label: true, ..Own::default() };
    let of_vertices = actor_attributes(graph, own);
    let of_links = link_attributes(graph, Own { kind: true, weight: true, ..own });
    let ids_are_numbers = graph.actors().all(|(ix, actor)| actor.key == (ix.get() + 1).to_string());
    let mut writer = Writer { graph, view, square: Square::around(view), ids_are_numbers, told: Told::default() };
    if !graph.title.is_empty() {
        writeln!(out, "*Network {}", writer.one_line(&graph.title))?;
    }
    writeln!(out, "*Vertices {}", graph.actor_count())?;
    for (ix, _) in graph.actors() {
        writeln!(out, "{}", writer.vertex(ix, &of_vertices))?;
    }
    let mut section = None;
    for (ix, link) in graph.links() {
        if section != Some(link.directed) {
            section = Some(link.directed);
            writeln!(out, "{}", if link.directed { "*Arcs" } else { "*Edges" })?;
        }
        writeln!(out, "{}", writer.link(ix, &of_links))?;
    }
    let Told { json, lines, details, escapes } = writer.told;
    let remarks = [
        (!ids_are_numbers, "Vertices have numbers; their ids are written as the parameter \"linklore_id\""),
        (details, "Details are written as parameters, which networkx reads; Pajek and igraph may not know them"),
        (escapes, "Quotes in texts are written as \"&#34;\", which networkx shows as it is"),
        (json, "Lists, evidence and values of several parts are written as JSON in texts"),
        (lines, "Ends of lines in texts are written as blanks, because a vertex or link is one line"),
        (writer.square.is_some(), "Places are written within 0 and 1, as Pajek wants them"),
    ];
    for (_, what) in remarks.into_iter().filter(|(is_so, _)| *is_so) {
        report.push(None, Warning::Reshaped { what: what.to_owned() });
    }
    Ok(report)
}

/// What was met that is told.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one remark")]
struct Told {
    json: bool,
    lines: bool,
    details: bool,
    escapes: bool,
}

struct Writer<'g> {
    graph: &'g Graph,
    view: &'g View,
    square: Option<Square>,
    ids_are_numbers: bool,
    told: Told,
}

/// Where places lie, and what brings them into Pajek's square.
#[derive(Clone, Copy)]
struct Square {
    middle: Point,
    factor: f32,
}

impl Square {
    fn around(view: &View) -> Option<Self> {
        let (least, greatest) = view.positions.bounds(|_| true)?;
        let longest = (greatest.x - least.x).max(greatest.y - least.y);
        let middle = Point::new(least.x.midpoint(greatest.x), least.y.midpoint(greatest.y));
        Some(Self { middle, factor: if longest > 0.0 { 0.9 / longest } else { 1.0 } })
    }

    fn place(self, point: Point) -> (f32, f32) {
        let Self { middle, factor } = self;
        (0.5 + (point.x - middle.x) * factor, 0.5 + (point.y - middle.y) * factor)
    }
}

impl Writer<'_> {
    fn vertex(&mut self, ix: ActorIx, attributes: &[Attribute]) -> String {
        let (graph, looks) = (self.graph, &self.view.looks);
        let actor = graph.actor(ix);
        let mut line = format!("{} {}", ix.get() + 1, self.quoted(&actor.label));
        if let (Some(point), Some(square)) = (self.view.positions.get(ix), self.square) {
            let (x, y) = square.place(point);
            let _ = write!(line, " {x} {y}");
        }
        if let Some(colour) = looks.actor_colour(ix) {
            let _ = write!(line, " ic {}", ink(colour));
        }
        if let Some(size) = looks.actor_size(ix) {
            let _ = write!(line, " x_fact {size} y_fact {size}");
        }
        if !self.ids_are_numbers {
            let _ = write!(line, " {ID} {}", self.quoted(&actor.key));
        }
        let values: Vec<(&Attribute, Value)> =
            attributes.iter().filter_map(|attribute| Some((attribute, attribute.of_actor(graph, ix)?))).collect();
        self.parameters(&mut line, &values, &VERTEX_WORDS);
        line
    }

    fn link(&mut self, ix: LinkIx, attributes: &[Attribute]) -> String {
        let graph = self.graph;
        let link = graph.link(ix);
        let (source, target) = graph.ends(ix);
        let mut line = format!("{} {}", source.get() + 1, target.get() + 1);
        if let Some(weight) = link.weight {
            let _ = write!(line, " {weight}");
        }
        if !link.kind.is_empty() {
            let _ = write!(line, " l {}", self.quoted(&link.kind));
        }
        if let Some(colour) = self.view.looks.link_colour(ix) {
            let _ = write!(line, " c {}", ink(colour));
        }
        let values: Vec<(&Attribute, Value)> =
            attributes.iter().filter_map(|attribute| Some((attribute, attribute.of_link(graph, ix)?))).collect();
        self.parameters(&mut line, &values, &LINK_WORDS);
        line
    }

    /// Details as pairs; times as Pajek writes them, at the end.
    fn parameters(&mut self, line: &mut String, values: &[(&Attribute, Value)], words: &[&str]) {
        let times = times_of(values);
        for (attribute, value) in values {
            let name = attribute.name.as_str();
            let is_time = match name {
                "when" | "spells" => matches!(times, Some((_, true))),
                "time" => matches!(times, Some((_, false))),
                _ => false,
            };
            if is_time {
                continue;
            }
            let is_word = words.contains(&name) && (attribute.looks_like_a_field() || !is_field(name))
                || name.starts_with('[')
                || name.is_empty()
                || name == "when" && !matches!(attribute.kind, ColumnKind::Date)
                || name == "time";
            let (text, is_json) = text_of(value);
            self.told.json |= is_json;
            self.told.details = true;
            let (name, text) = (if is_word { self.quoted(&marked(name)) } else { self.name(name) }, self.quoted(&text));
            let _ = write!(line, " {name} {text}");
        }
        if let Some((times, _)) = times {
            let _ = write!(line, " [{}]", times.text());
        }
    }

    fn name(&mut self, name: &str) -> String {
        let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && name.starts_with(|sign: char| sign.is_ascii_alphabetic());
        if is_plain { name.to_owned() } else { self.quoted(name) }
    }

    fn one_line(&mut self, text: &str) -> String {
        self.told.lines |= text.contains(['\n', '\r']);
        text.replace("\r\n", " ").replace(['\n', '\r'], " ")
    }

    /// A text in quotes. A quote in it stands there by its number, and so does what would be taken for an escape.
    fn quoted(&mut self, text: &str) -> String {
        let text = self.one_line(text);
        let mut quoted = String::with_capacity(text.len() + 2);
        quoted.push('"');
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            let is_taken = match sign {
                '"' => true,
                '\\' => matches!(signs.peek(), None | Some('"' | '\\')),
                '&' => signs.peek() == Some(&'#'),
                _ => false,
            };
            if is_taken {
                self.told.escapes = true;
                let _ = write!(quoted, "&#{};", u32::from(sign));
            } else {
                quoted.push(sign);
            }
        }
        quoted.push('"');
        quoted
    }
}

/// Whether a name is that of a field of ours, which may well be written under it.
fn is_field(name: &str) -> bool {
    matches!(name, "type" | "aliases" | "note" | "evidence" | "when")
}

/// The times that details give, and whether they are years: "when" with "spells", or "time".
fn times_of(values: &[(&Attribute, Value)]) -> Option<(Times, bool)> {
    let find = |wanted: &str| values.iter().find(|(attribute, _)| attribute.name == wanted).map(|(_, value)| value);
    let years = match (find("when"), find("spells")) {
        (Some(Value::Date(when)), None) => of_years([when.as_str()].into_iter()),
        (Some(Value::Date(when)), Some(Value::TextList(spells))) => {
            // Only where the stretches say all that the date says.
            of_years(spells.iter().map(String::as_str)).filter(|times| is_told_as(times, when))
        }
        _ => None,
    };
    if let Some(times) = years {
        return Some((times, true));
    }
    match (find("time"), find("when")) {
        (Some(Value::Text(time)), None) => {
            let times = Times::read(time).filter(|times| times.text() == *time)?;
            matches!(times.told(), super::time::Told::Numbers(_)).then_some((times, false))
        }
        _ => None,
    }
}

fn of_years<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Times> {
    let year = |text: &str| text.parse::<i64>().ok().filter(|year| text.len() == 4 && (1000..3000).contains(year));
    let spells = texts.map(|text| match text.split_once('/') {
        None => year(text).map(|year| (year, Some(year))),
        Some((from, "..")) => Some((year(from)?, None)),
        Some((from, to)) => Some((year(from)?, Some(year(to)?))).filter(|(from, to)| Some(*from) != *to),
    });
    spells.collect::<Option<Vec<_>>>().map(|spells| Times { spells })
}

fn is_told_as(times: &Times, when: &str) -> bool {
    matches!(times.told(), super::time::Told::Dates(dates, Some(_)) if dates == when)
}

/// A colour by its name, or by its numbers where it has none.
fn ink(of: Colour) -> String {
    match name_of(of) {
        Some(name) if colour(name) == Some(of) => name.to_owned(),
        _ => of.to_hex(),
    }
}
