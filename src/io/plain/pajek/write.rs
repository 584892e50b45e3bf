//! Writing a network that Pajek and networkx read: vertices by their numbers, details as parameters behind them.
//!
//! Ids that are not the numbers of vertices stand as the parameter [`ID`] and are taken back. Times become Pajek's where
//! they are years; a detail with a name that means something stays one by its mark (see `carried.rs`).
//!
//! networkx and igraph find parameters only behind a place and a shape, and behind a weight. Where the graph has none, zeros,
//! an ellipse and [`NO_WEIGHT`] stand there, which [`OURS`] at the beginning of the file says.

use std::fmt::Write as _;
use std::io;

use super::lines::SHAPES;
use super::palette::{colour, name_of};
use super::time::Times;
use crate::io::carry::{Attribute, Holds, Own, actor_attributes, json_text, link_attributes, losses, tell_of_nameless};
use crate::io::plain::carried::{ends_like_a_mark, marked, tell_of_facts, tell_of_kinds, text_of};
use crate::model::{ActorIx, Colour, ColumnKind, Graph, LinkIx, LoadReport, Point, Value, View, Warning};

/// The parameter that holds the id of a vertex.
pub const ID: &str = "linklore_id";

/// The comment that begins our files.
pub const OURS: &str = "% Linklore wrote this: a place 0 0, the shape ellipse and a weight 1.0 stand for none.";

/// The shape that stands for none.
pub const NO_SHAPE: &str = "ellipse";

/// The weight that stands for none; a weight that is one has no point.
pub const NO_WEIGHT: &str = "1.0";

/// Parameters that igraph takes for numbers, in capitals and small letters; it refuses a file where they are none.
const NUMBERS: [&str; 21] = [
    "x_fact", "y_fact", "phi", "r", "q", "bw", "la", "lr", "lphi", "fos", "size", "s", "w", "h1", "h2", "a1", "a2",
    "k1", "k2", "ap", "lp",
];

/// Parameters of vertices that are no details to our reader.
const VERTEX_WORDS: [&str; 11] =
    ["label", "Label", "type", "Type", "aliases", "note", "evidence", "ic", "x_fact", "y_fact", ID];
/// The same of links.
const LINK_WORDS: [&str; 9] = ["type", "Type", "weight", "Weight", "when", "note", "evidence", "l", "c"];

/// Writes a graph and its view.
pub fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds { link_ids: false, ..Holds::MOST };
    let mut report = losses(graph, view, holds);
    tell_of_nameless(graph, &mut report);
    tell_of_facts(graph, &mut report);
    tell_of_kinds(graph, "Pajek", &mut report);
    let own = Own { label: true, ..Own::default() };
    let of_vertices = actor_attributes(graph, own);
    let of_links = link_attributes(graph, Own { kind: true, weight: true, ..own });
    let ids_are_numbers = graph.actors().all(|(ix, actor)| actor.key == (ix.get() + 1).to_string());
    let mut writer = Writer { graph, view, square: Square::around(view), ids_are_numbers, told: Told::default() };
    writeln!(out, "{OURS}")?;
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
    let Told { json, lines, details, escapes, times, fillers } = writer.told;
    let remarks = [
        (!ids_are_numbers, "Vertices have numbers; their ids are written as the parameter \"linklore_id\""),
        (details, "Details are written as parameters, which networkx and igraph read; Pajek may not know them"),
        (times, "Times are written in brackets, as Pajek wants them; igraph does not open such a file"),
        (
            fillers,
            "Where parameters follow, 0 0 stands for no place, ellipse for no shape and 1.0 for no weight, because other \
             programs want something there",
        ),
        (
            escapes,
            "Quotes and ends of lines in texts are written by their numbers, a quote as \"&#34;\", which networkx shows as it is",
        ),
        (json, "Lists, evidence and values of several parts are written as JSON in texts"),
        (lines, "Ends of lines in the title are written as blanks, because it is one line"),
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
    times: bool,
    fillers: bool,
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
        let mut values: Vec<(&Attribute, Value)> =
            attributes.iter().filter_map(|attribute| Some((attribute, attribute.of_actor(graph, ix)?))).collect();
        let (mut place, mut shape) = (None, None);
        if let (Some(point), Some(square)) = (self.view.positions.get(ix), self.square) {
            place = Some(square.place(point));
        }
        if let Some(at) = values.iter().position(|(attribute, value)| is_shape(attribute, value)) {
            shape = Some(json_text(&values.remove(at).1));
        }
        let mut parameters = String::new();
        if let Some(colour) = looks.actor_colour(ix) {
            let _ = write!(parameters, " ic {}", ink(colour));
        }
        if let Some(size) = looks.actor_size(ix) {
            let _ = write!(parameters, " x_fact {size} y_fact {size}");
        }
        if !self.ids_are_numbers {
            let _ = write!(parameters, " {ID} {}", self.quoted(&actor.key));
        }
        self.parameters(&mut parameters, &values, &VERTEX_WORDS);
        let mut line = format!("{} {}", ix.get() + 1, self.quoted(&actor.label));
        if place.is_some() || shape.is_some() || !parameters.is_empty() {
            self.told.fillers |= place.is_none() || shape.is_none();
            let (x, y) = place.unwrap_or_default();
            let _ = write!(line, " {x} {y} {}{parameters}", shape.as_deref().unwrap_or(NO_SHAPE));
        }
        line
    }

    fn link(&mut self, ix: LinkIx, attributes: &[Attribute]) -> String {
        let graph = self.graph;
        let link = graph.link(ix);
        let values: Vec<(&Attribute, Value)> =
            attributes.iter().filter_map(|attribute| Some((attribute, attribute.of_link(graph, ix)?))).collect();
        let mut parameters = String::new();
        if !link.kind.is_empty() {
            let _ = write!(parameters, " l {}", self.quoted(&link.kind));
        }
        if let Some(colour) = self.view.looks.link_colour(ix) {
            let _ = write!(parameters, " c {}", ink(colour));
        }
        self.parameters(&mut parameters, &values, &LINK_WORDS);
        let (source, target) = graph.ends(ix);
        let mut line = format!("{} {}", source.get() + 1, target.get() + 1);
        match link.weight {
            Some(weight) => {
                let _ = write!(line, " {weight}");
            }
            None if parameters.is_empty() => {}
            None => {
                self.told.fillers = true;
                let _ = write!(line, " {NO_WEIGHT}");
            }
        }
        line + &parameters
    }

    /// Details as pairs; times as Pajek writes them, at the end.
    fn parameters(&mut self, line: &mut String, values: &[(&Attribute, Value)], words: &[&str]) {
        let times = times_of(values, words == LINK_WORDS);
        for (attribute, value) in values {
            if times.as_ref().is_some_and(|times| times.say(attribute)) {
                continue;
            }
            let name = attribute.detail().unwrap_or(&attribute.name);
            let is_word = attribute.detail().is_some()
                && (words.contains(&name)
                    || ends_like_a_mark(name)
                    || name.starts_with('[')
                    || name.is_empty()
                    || name == "when" && !matches!(attribute.kind, ColumnKind::Date)
                    || name == "time");
            let (text, is_json) = text_of(value);
            self.told.json |= is_json;
            self.told.details = true;
            let is_number = matches!(value, Value::Number(_) | Value::WholeNumber(_));
            let wants_number = NUMBERS.iter().any(|known| name.eq_ignore_ascii_case(known));
            let text = if is_number && wants_number { text } else { self.quoted(&text) };
            let name = if is_word {
                self.quoted(&marked(name))
            } else if wants_number && !is_number {
                self.quoted(name)
            } else {
                self.name(name)
            };
            let _ = write!(line, " {name} {text}");
        }
        if let Some(Written { times, .. }) = times {
            self.told.times = true;
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

    /// A text in quotes. A quote or an end of a line in it stands there by its number, and so does what would be taken for an escape.
    fn quoted(&mut self, text: &str) -> String {
        let mut quoted = String::with_capacity(text.len() + 2);
        quoted.push('"');
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            let is_taken = match sign {
                '"' | '\n' | '\r' => true,
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

/// Whether a detail is a shape that Pajek knows, so that it may stand where shapes do.
fn is_shape(attribute: &Attribute, value: &Value) -> bool {
    let is_known = |text: &str| text != NO_SHAPE && SHAPES.contains(&text);
    attribute.detail() == Some("shape") && matches!(value, Value::Text(text) if is_known(text))
}

/// Times that are written in brackets.
struct Written<'a> {
    times: Times,
    /// The attributes that say the same.
    said_by: Vec<&'a str>,
}

impl Written<'_> {
    fn say(&self, attribute: &Attribute) -> bool {
        self.said_by.contains(&attribute.name.as_str())
    }
}

/// The times that details give: "when" with "spells" where these are years, or "time". Of links "when" is the field.
fn times_of<'a>(values: &[(&'a Attribute, Value)], of_links: bool) -> Option<Written<'a>> {
    let find = |wanted: &str| {
        let is_wanted = |attribute: &Attribute| {
            attribute.name == wanted && attribute.detail().is_none() == (of_links && wanted == "when")
        };
        values.iter().find(|(attribute, _)| is_wanted(attribute)).map(|(_, value)| value)
    };
    let years = match (find("when"), find("spells")) {
        (Some(Value::Date(when)), None) => of_years([when.as_str()].into_iter()),
        (Some(Value::Date(when)), Some(Value::TextList(spells))) => {
            // Only where the stretches say all that the date says.
            of_years(spells.iter().map(String::as_str)).filter(|times| is_told_as(times, when))
        }
        _ => None,
    };
    if let Some(times) = years {
        return Some(Written { times, said_by: vec!["when", "spells"] });
    }
    match (find("time"), find("when")) {
        (Some(Value::Text(time)), None) => {
            let times = Times::read(time).filter(|times| times.text() == *time)?;
            let are_numbers = matches!(times.told(), super::time::Told::Numbers(_));
            are_numbers.then(|| Written { times, said_by: vec!["time"] })
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
