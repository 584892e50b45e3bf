//! GEXF 1.0 to 1.3, as Gephi and others write it: nodes and edges with typed attributes, places, colours, sizes and time.
//!
//! Read by the schemas of gexf.net and by what Gephi makes of a file. Four things that these leave open:
//! - `mutual` edges are undirected links, which in Linklore means the same; the detail "edge type" says that they were.
//! - y grows upwards: Gephi writes its coordinates as they are and draws them so.
//! - The type of a link is the `kind` of the edge (GEXF 1.3) where the file knows kinds, else its `label`.
//! - A date is a date whatever `timeformat` says. Four digits are a year where it says nothing or dates, else a number.

mod attributes;
mod columns;
mod dates;
mod declare;
mod lists;
mod looks;
mod networkx;
mod record;
mod settle;
#[cfg(test)]
mod tests;
mod time;
mod write;

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use self::attributes::{Attributes, Class};
use self::settle::{Later, Pending};
use super::walk::{Step, Xml};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{About, ActorIx, ColumnKind, Value, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "gexf",
    name: "GEXF",
    extensions: &["gexf"],
    holds: "actors and links with typed details, weights, dates, places, colours and sizes",
    likeness,
    read: Some(Read::Into(read)),
    write: Some(write::write),
};

fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::Certain.when(clues.xml().is_some_and(|xml| xml.root.eq_ignore_ascii_case("gexf")))
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    // The edges of GEXF 1.3 have kinds. Where the word stands elsewhere, labels are found to be the types in the end.
    let knows_kinds = memchr::memmem::find(input.text.as_bytes(), b" kind=").is_some();
    draft.y_grows_upwards();
    let mut reader = Reader {
        xml: Xml::new(input),
        draft,
        nodes: Attributes::default(),
        edges: Attributes::default(),
        is_directed: false,
        years: true,
        labels_are_details: knows_kinds,
        described: Vec::new(),
        pending: Vec::new(),
        later: Vec::new(),
        when_of_actors: None,
        parent: None,
        options: Map::new(),
        said: HashSet::new(),
    };
    let outcome = reader.file();
    // Also where the file breaks off: what was read is whole.
    reader.settle();
    outcome
}

/// A GEXF file while it is read.
struct Reader<'d, 'i, 'a> {
    xml: Xml<'i, 'a>,
    draft: &'d mut Draft,
    nodes: Attributes<'a>,
    edges: Attributes<'a>,
    /// Whether edges that say nothing are directed.
    is_directed: bool,
    /// Whether four digits are a year.
    years: bool,
    /// Whether the label of an edge is a detail, because its type is said otherwise.
    labels_are_details: bool,
    /// Every actor that is a node of the file.
    described: Vec<ActorIx>,
    /// Values of attributes that were not declared when they came.
    pending: Vec<Pending<'a>>,
    /// Values that change over time, of a record whose end was seen.
    later: Vec<Later<'a>>,
    when_of_actors: Option<Field>,
    parent: Option<Field>,
    /// The values that attributes may have, by title. They say nothing about any record and are kept as a fact.
    options: Map<String, Json>,
    /// What was told once and is not told again.
    said: HashSet<String>,
}

impl<'a> Reader<'_, '_, 'a> {
    fn file(&mut self) -> Result<(), ReadError> {
        let Step::Open(root) = self.xml.next()? else {
            return Err(self.xml.broken("the file does not begin with a tag.", ""));
        };
        if !root.eq_ignore_ascii_case("gexf") {
            let what = format!("a GEXF file begins with <gexf>, this one with <{}>.", short(root));
            return Err(self.xml.broken(what, "this is another tag"));
        }
        self.version();
        let at = self.xml.at();
        let wanted = self.xml.input.options.graph;
        let mut graphs = 0;
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("graph") => {
                    if graphs == wanted {
                        self.graph()?;
                    } else {
                        self.xml.skip()?;
                    }
                    graphs += 1;
                }
                Step::Open("meta") => self.meta()?,
                Step::Open(tag) => self.left_out(tag, "gexf")?,
                Step::Text(text) => self.stray(&text, "gexf"),
                Step::Close(_) => {}
                Step::End => break,
            }
        }
        if graphs <= wanted {
            let what = match graphs {
                0 => "there is no <graph> inside <gexf>, so there is nothing to open.".to_owned(),
                1 => format!("the file holds one graph; number {} was asked for.", wanted + 1),
                _ => format!("the file holds {graphs} graphs; number {} was asked for.", wanted + 1),
            };
            return Err(self.xml.input.broken(at, what, ""));
        }
        if graphs > 1 {
            self.draft.warn(None, Warning::OtherGraphs { read: wanted + 1, count: graphs });
        }
        Ok(())
    }

    fn version(&mut self) {
        if let Some(version) = self.xml.attribute("version") {
            let is_newer = |number: f64| number > 1.3;
            if version.trim().parse().is_ok_and(is_newer) {
                let line = self.xml.line();
                self.draft.warn(Some(line), Warning::NewerVersion { version: version.clone().into_owned() });
            }
        }
        if let Some(variant) = self.xml.attribute("variant") {
            self.draft.keep_fact("variant", Json::from(variant.as_ref()));
        }
    }

    /// What the file says about itself. A description of one line serves as the title.
    fn meta(&mut self) -> Result<(), ReadError> {
        const LONGEST_TITLE: usize = 120;
        let mut facts: Map<String, Json> = Map::new();
        for (name, value) in self.xml.attributes() {
            if *name == "lastmodifieddate" {
                self.draft.set_created(value);
            }
            if !name.is_empty() {
                facts.insert((*name).to_owned(), Json::from(value.as_ref()));
            }
        }
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open(tag) => {
                    let text = self.xml.text_within()?;
                    let text = text.trim();
                    if text.is_empty() {
                        continue;
                    }
                    // Linklore writes its titles so, whatever they are.
                    let is_ours = facts.get("creator").is_some_and(|creator| creator == "Linklore");
                    let is_short = text.chars().count() <= LONGEST_TITLE && !text.contains('\n');
                    if tag == "description" && (is_short || is_ours) {
                        self.draft.set_title(text);
                    }
                    // Several creators are a list of them.
                    match facts.get_mut(tag) {
                        None => drop(facts.insert(tag.to_owned(), Json::from(text))),
                        Some(Json::Array(several)) => several.push(Json::from(text)),
                        Some(one) => *one = Json::from(vec![one.take(), Json::from(text)]),
                    }
                }
                Step::Text(text) => self.stray(&text, "meta"),
                Step::Close(_) | Step::End => break,
            }
        }
        for (name, fact) in facts {
            self.draft.keep_fact(&name, fact);
        }
        Ok(())
    }

    fn graph(&mut self) -> Result<(), ReadError> {
        for (name, value) in self.xml.attributes() {
            match name.to_ascii_lowercase().as_str() {
                "defaultedgetype" => self.is_directed = value.trim().eq_ignore_ascii_case("directed"),
                "timeformat" | "timetype" => {
                    let format = value.trim().to_ascii_lowercase();
                    self.years = matches!(format.as_str(), "date" | "datetime" | "string");
                    self.draft.keep_fact(name, Json::from(value.as_ref()));
                }
                "name" => self.draft.set_title(value),
                "idtype" | "" => {}
                "mode" if value.trim().eq_ignore_ascii_case("static") => {}
                _ => self.draft.keep_fact(name, Json::from(value.as_ref())),
            }
        }
        self.records("graph", None)
    }

    /// Nodes, edges and declarations inside `tag`, which was just opened. `parent` is the node they stand in.
    fn records(&mut self, tag: &str, parent: Option<ActorIx>) -> Result<(), ReadError> {
        let count = self.xml.attribute("count").and_then(|count| count.trim().parse::<usize>().ok());
        let line = self.xml.line();
        let mut records = 0;
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("edge") => {
                    records += 1;
                    self.edge()?;
                }
                Step::Open("node") => {
                    records += 1;
                    self.node(parent)?;
                }
                Step::Open(inner @ ("nodes" | "edges")) if tag == "graph" => self.records(inner, parent)?,
                Step::Open("attributes") => self.attributes()?,
                Step::Open(inner) => self.left_out(inner, tag)?,
                Step::Text(text) => self.stray(&text, tag),
                Step::Close(_) | Step::End => break,
            }
        }
        if let Some(count) = count.filter(|count| tag != "graph" && *count != records) {
            let what = format!("<{tag}> announces {count} records and holds {records}; those that are there were read");
            self.draft.warn(Some(line), Warning::Repaired { what });
        }
        Ok(())
    }

    /// Passes over a tag that means nothing here.
    fn left_out(&mut self, tag: &str, inside: &str) -> Result<(), ReadError> {
        let what = format!("the tag <{}> inside <{}>", short(tag), short(inside));
        self.once(Warning::LeftOut { what });
        self.xml.skip()
    }

    /// Text where there should be none.
    fn stray(&mut self, text: &str, inside: &str) {
        if !text.trim().is_empty() {
            self.once(Warning::LeftOut { what: format!("text inside <{}>", short(inside)) });
        }
    }

    /// Tells something that holds for many records only the first time.
    fn once(&mut self, warning: Warning) {
        if self.said.insert(warning.to_string()) {
            let line = self.xml.line();
            self.draft.warn(Some(line), warning);
        }
    }

    fn attributes_of(&mut self, class: Class) -> &mut Attributes<'a> {
        match class {
            Class::Nodes => &mut self.nodes,
            Class::Edges => &mut self.edges,
        }
    }

    /// Gives a record a value. Where its field has one already, the value goes to the detail of that name. `at` is where the
    /// value, or its record, begins.
    fn put(&mut self, about: About, field: Field, name: &str, value: Value, at: usize) {
        let is_full = !matches!(field, Field::Detail(_)) && self.has_value(about, field);
        let field = if is_full { self.detail(about, name, None) } else { field };
        let line = self.line_to_tell(about, field, at);
        match about {
            About::Actor(actor) => self.draft.put_actor(actor, field, value, line),
            About::Link(link) => self.draft.put_link(link, field, value, line),
        }
    }

    fn has_value(&self, about: About, field: Field) -> bool {
        match about {
            About::Actor(actor) => self.draft.has_actor_value(actor, field),
            About::Link(link) => self.draft.has_link_value(link, field),
        }
    }

    /// The line of byte `at`, where something may have to be told about a value for that field: lines are not counted in vain.
    fn line_to_tell(&mut self, about: About, field: Field, at: usize) -> Option<u32> {
        let is_simple = matches!(field, Field::Detail(_) | Field::Label | Field::Kind | Field::Note);
        (!is_simple || self.has_value(about, field)).then(|| self.xml.input.line(at))
    }

    /// The detail of that name, of actors or links.
    fn detail(&mut self, about: About, name: &str, kind: Option<ColumnKind>) -> Field {
        match about {
            About::Actor(_) => self.draft.actor_detail(name, kind),
            About::Link(_) => self.draft.link_detail(name, kind),
        }
    }

    /// Keeps a text that no declaration describes, mostly as a detail; numbers and dates are seen from the texts.
    fn put_text(&mut self, about: About, name: &str, text: &str, at: usize) {
        let field = match about {
            About::Actor(_) if matches!(name, "type" | "note" | "aliases") => self.draft.actor_field(name, None),
            About::Link(_) if matches!(name, "note" | "when") => self.draft.link_field(name, None),
            About::Actor(_) => self.draft.actor_text_detail(name),
            About::Link(_) => self.draft.link_text_detail(name),
        };
        self.put(about, field, name, Value::Text(text.to_owned()), at);
    }
}

fn class_of(about: About) -> Class {
    match about {
        About::Actor(_) => Class::Nodes,
        About::Link(_) => Class::Edges,
    }
}
