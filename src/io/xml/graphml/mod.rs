//! GraphML: typed attributes by key, mixed directions, nested graphs, ports and hyperedges; the drawings of yEd and visone;
//! keys that nobody declared, as Neo4j writes them.
//!
//! After the GraphML primer and schema (graphml.graphdrawing.org). A default fills every record that has no data for its
//! key. A node inside another node keeps the other's id as its detail "parent". A hyperedge becomes an actor with a link to
//! each of its ends. The numbers that a file announces (`parse.nodes`) are compared and not believed.

mod data;
mod drawing;
mod key;
mod keys;
mod links;
mod nodes;
#[cfg(test)]
mod tests;

mod write;
#[cfg(test)]
mod write_tests;

use std::borrow::Cow;

use super::told::{Details, Told};
use super::walk::{Step, Xml};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::limits::implied_bytes;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Warning;
use data::Parts;
use keys::Keys;
use nodes::Owner;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "graphml",
    name: "GraphML",
    extensions: &["graphml"],
    holds: "actors and links with typed details, mixed directions, groups; drawings of yEd",
    likeness,
    read: Some(Read::Into(read)),
    write: Some(write::write),
};

/// The name of the attributes that this program adds.
const OURS: &str = "urn:linklore";

fn likeness(clues: &Clues<'_>) -> Likeness {
    Likeness::Certain.when(clues.xml().is_some_and(|xml| xml.root == "graphml"))
}

/// A GraphML file while it is read.
struct Reader<'r, 'i, 'a> {
    xml: Xml<'i, 'a>,
    draft: &'r mut Draft,
    keys: Keys<'a>,
    told: Told<'a>,
    details: Details,
    /// Records so far that can have data: each has its number.
    records: usize,
    /// Bytes that defaults may still fill.
    implied_left: usize,
    /// Where keys that stand behind their data were looked for, if they were.
    late_keys_from: Option<usize>,
    has_places_of_a_drawing: bool,
    has_title: bool,
    /// Where labels of edges in drawings go, once there is one.
    drawn_label: Option<Field>,
    /// Room for the data of a link, until the link can be made.
    link_data: Vec<(usize, Cow<'a, str>)>,
    /// Values under this program's own keys, until their record is complete.
    parts: Parts,
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let implied_left = implied_bytes(input.text.len());
    let mut reader = Reader {
        keys: Keys::of(input.text),
        xml: Xml::new(input),
        draft,
        told: Told::default(),
        details: Details::default(),
        records: 0,
        implied_left,
        late_keys_from: None,
        has_places_of_a_drawing: false,
        has_title: false,
        drawn_label: None,
        link_data: Vec::new(),
        parts: Parts::default(),
    };
    let outcome = reader.read_file();
    // Drawings count downwards, as screens do. Programs that write places as attributes count upwards, as mathematics does.
    if !reader.has_places_of_a_drawing {
        reader.draft.y_grows_upwards();
    }
    outcome
}

impl<'a> Reader<'_, '_, 'a> {
    fn read_file(&mut self) -> Result<(), ReadError> {
        match self.xml.next()? {
            Step::Open("graphml") => {}
            Step::Open(other) => {
                let what = format!("the outermost tag is <{}>, where <graphml> is expected.", short(other));
                return Err(self.xml.broken(what, "this is not GraphML"));
            }
            _ => return Err(self.xml.broken("the file does not begin with a tag.", "expected <graphml>")),
        }
        if self.xml.attribute_as_written("xmlns:linklore").as_deref() == Some(OURS) {
            self.draft.is_our_own();
        }
        let start = self.xml.at();
        let wanted = self.xml.input.options.graph;
        let mut count = 0;
        while let Some(tag) = self.next_child()? {
            match tag {
                "key" => self.read_key()?,
                "graph" if count == wanted => {
                    count += 1;
                    self.read_graph(Owner::File)?;
                }
                "graph" => {
                    count += 1;
                    self.xml.skip()?;
                }
                "data" => self.read_fact()?,
                "desc" => self.read_description()?,
                other => self.leave_out_tag(other)?,
            }
        }
        // Sees to it that nothing follows.
        self.xml.next()?;
        if wanted >= count {
            let (what, way_out) = match count {
                0 => {
                    ("The file holds no <graph>.".to_owned(), "Write the network again with the program it comes from.")
                }
                1 => (format!("The file holds 1 graph; number {} was asked for.", wanted + 1), "Ask for the first."),
                _ => (
                    format!("The file holds {count} graphs; number {} was asked for.", wanted + 1),
                    "Ask for one that is there.",
                ),
            };
            return Err(self.xml.input.refused(start, what, way_out));
        }
        if count > 1 {
            self.draft.warn(None, Warning::OtherGraphs { read: wanted + 1, count });
        }
        Ok(())
    }

    /// The next tag inside the one that is open; `None` at its end. Text between tags says nothing here.
    fn next_child(&mut self) -> Result<Option<&'a str>, ReadError> {
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open(tag) => return Ok(Some(tag)),
                Step::Close(_) | Step::End => return Ok(None),
                Step::Text(text) => {
                    if !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
                        let line = self.xml.line();
                        self.told.leave_out(self.draft, Some(line), "text that stands between the tags");
                    }
                }
            }
        }
    }

    fn leave_out_tag(&mut self, tag: &'a str) -> Result<(), ReadError> {
        self.told.leave_out_tag(&mut self.xml, self.draft, tag)
    }

    fn read_key(&mut self) -> Result<(), ReadError> {
        if self.late_keys_from.is_some_and(|from| self.xml.at() > from) {
            return self.xml.skip();
        }
        self.keys.read(&mut self.xml, self.draft, &mut self.told)
    }

    /// Reads the keys that stand behind the data that they are for. Done once, when a key is missing.
    fn read_late_keys(&mut self) -> Result<(), ReadError> {
        if self.late_keys_from.is_some() {
            return Ok(());
        }
        let from = self.xml.at();
        self.late_keys_from = Some(from);
        let rest = &self.xml.input.text.as_bytes()[from..];
        if memchr::memmem::find(rest, b"<key").is_none() && memchr::memmem::find(rest, b":key").is_none() {
            return Ok(());
        }
        let mut ahead = Xml::new(&mut *self.xml.input);
        loop {
            match ahead.next() {
                Ok(Step::Open("key")) if ahead.depth() == 2 && ahead.at() > from => {
                    self.keys.read(&mut ahead, self.draft, &mut self.told)?;
                }
                Ok(Step::End) => return Ok(()),
                Ok(_) => {}
                Err(error) if error.cause() == crate::io::ReadCause::Cancelled => return Err(error),
                // What is damaged is told when the walk itself gets there.
                Err(_) => return Ok(()),
            }
        }
    }
}
