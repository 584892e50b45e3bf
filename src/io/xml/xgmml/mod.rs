//! XGMML, as Cytoscape 2 and 3 write it: attributes with types, lists, groups as graphs inside of nodes, places and colours.
//!
//! After the XGMML draft (J. Punin, M. Krishnamoorthy, 2001) and the files of Cytoscape, whose own attributes begin with
//! `cy:`. The attribute "interaction" is the type of a link, as in Cytoscape. A node inside a group names the group in its
//! detail "parent". Cytoscape has no edge without a direction of its own: `cy:directed` says it, else the graph does.

mod att;
mod graph;

use std::collections::{HashMap, HashSet};

use super::told::{Details, Told};
use super::walk::{Step, Xml};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "xgmml",
    name: "XGMML",
    extensions: &["xgmml"],
    holds: "actors and links with typed details, groups, places and colours, of Cytoscape",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// The name of the format, and that of Cytoscape's own attributes.
const NAMESPACES: [&str; 2] = ["cs.rpi.edu/XGMML", "cytoscape.org"];

fn likeness(clues: &Clues<'_>) -> Likeness {
    let Some(xml) = clues.xml().filter(|xml| xml.root == "graph") else { return Likeness::No };
    if NAMESPACES.iter().any(|name| xml.tag.contains(name)) { Likeness::Certain } else { Likeness::IfNamed }
}

/// An XGMML file while it is read.
struct Reader<'r, 'i, 'a> {
    xml: Xml<'i, 'a>,
    draft: &'r mut Draft,
    told: Told<'a>,
    details: Details,
    actor_fields: Fields<'a>,
    link_fields: Fields<'a>,
}

/// Where attributes go, by their names. Attributes of a tag and those in tags of their own may share a name.
#[derive(Default)]
struct Fields<'a> {
    /// Those of the tag itself.
    of_tag: HashMap<&'a str, Field>,
    /// Those in `<att>`.
    of_att: HashMap<String, Field>,
    taken: HashSet<Field>,
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let mut reader = Reader {
        xml: Xml::new(input),
        draft,
        told: Told::default(),
        details: Details::default(),
        actor_fields: Fields::default(),
        link_fields: Fields::default(),
    };
    match reader.xml.next()? {
        Step::Open("graph") => reader.read_file()?,
        Step::Open(other) => {
            let what = format!("the outermost tag is <{}>, where <graph> is expected.", short(other));
            return Err(reader.xml.broken(what, "this is not XGMML"));
        }
        _ => return Err(reader.xml.broken("the file does not begin with a tag.", "expected <graph>")),
    }
    // Sees to it that nothing follows.
    reader.xml.next()?;
    Ok(())
}

impl<'a> Reader<'_, '_, 'a> {
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
}
