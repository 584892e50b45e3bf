//! Where the objects of a file of STIX stand, and what has to be known of all of them before the first is read. The objects
//! themselves are read when their turn comes: all together, as trees, they would take thirty times the size of the file.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::fields::is_link;
use super::read::GRAPH;
use super::versions::Versions;
use super::vocabulary::TLP;
use crate::io::investigation::objects::Object;
use crate::io::json::Span;

/// Where an object stands.
#[derive(Clone, Copy)]
pub struct Place {
    /// In bytes.
    pub span: Span,
    /// The line on which it begins.
    pub line: u32,
}

/// The objects of a file, and what others have to know of them.
pub struct Found {
    /// What we noted about the whole graph.
    pub notes: Vec<Object>,
    /// All others, in order.
    pub places: Vec<Place>,
    /// Which of them are versions of one object.
    pub versions: Versions,
    /// The ids of relationships and sightings.
    pub links: HashSet<String>,
    /// The ids that records had before they were written as STIX, by the ids they have here.
    pub renamed: HashMap<String, String>,
    /// The TLP names of marking definitions, well known ones and those of the file.
    pub tlp: HashMap<String, String>,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            notes: Vec::new(),
            places: Vec::new(),
            versions: Versions::default(),
            links: HashSet::new(),
            renamed: HashMap::new(),
            tlp: TLP.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect(),
        }
    }
}

impl Found {
    /// Takes note of an object that stands there in a text.
    pub fn take(&mut self, text: &str, object: Object, span: Span) {
        if object.text("type") == GRAPH {
            self.notes.push(object);
            return;
        }
        let id = object.text("id");
        if is_link(&object) {
            self.links.insert(id.to_owned());
        }
        if object.text("type") == "marking-definition" {
            let tlp = object.fields.get("definition").and_then(|told| told.get("tlp")).and_then(Json::as_str);
            if let Some(name) = tlp.or_else(|| object.text("name").strip_prefix("TLP:")) {
                self.tlp.insert(id.to_owned(), name.to_lowercase());
            }
        }
        let key = object.text("x_linklore_id");
        if !key.is_empty() {
            self.renamed.insert(id.to_owned(), key.to_owned());
        }
        self.versions.take(&object, self.places.len(), |first| {
            Object::of_text(self.places[first].span.of(text), 0, 0).expect("an object was read here before")
        });
        self.places.push(Place { span, line: object.line });
    }
}
