//! Charts of i2 Analyst's Notebook as XML (ANX), by the program itself, by anxwritter, and by others that write what it opens.
//!
//! The schema is only partly public. Read as charts and their writers agree:
//! - Links name their ends by `EntityId`, or by the `Id` of the chart item; the id of an actor is the first of these it has.
//! - Cards are evidence: the source is the document, the text is the quote, the summary is what it says in other words.
//!   Grades count as the Admiralty code where the grade tables of the chart say so.
//! - Colours are whole numbers with blue in the highest byte; x grows to the right, y grows downwards.
//! - An arrow at the tail turns a link around; arrows at both ends make it undirected, and the detail "arrows" says so.

mod cards;
mod item;
mod said;
mod settle;
mod tables;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value as Json};

use self::cards::Sources;
use self::item::{Body, Waiting};
use self::tables::Tables;
use super::walk::{Step, Xml};
use crate::io::draft::{Draft, Field};
use crate::io::error::{ReadCause, ReadError};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::quote::short;
use crate::io::recognise::{Clues, Likeness};
use crate::model::{About, ActorIx, Warning};

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "anx",
    name: "i2 Analyst's Notebook chart (ANX)",
    extensions: &["anx"],
    holds: "actors and links with typed details, dates, places, colours, and cards as evidence with grades",
    likeness,
    read: Some(Read::Into(read)),
    write: None,
};

/// Other programs have charts too: only the names of its collections tell this one from them.
fn likeness(clues: &Clues<'_>) -> Likeness {
    const SIGNS: [&str; 7] = [
        "<ChartItemCollection",
        "<EntityTypeCollection",
        "<LinkTypeCollection",
        "<AttributeClassCollection",
        "<StrengthCollection",
        "IdReferenceLinking=",
        "LabelSumNumericLinks=",
    ];
    if clues.xml().is_none_or(|xml| xml.root != "Chart") {
        return Likeness::No;
    }
    if SIGNS.iter().any(|sign| clues.head.contains(sign)) { Likeness::Certain } else { Likeness::IfNamed }
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let name = input.name.to_owned();
    let mut reader = Reader {
        xml: Xml::new(input),
        draft,
        name,
        tables: Tables::default(),
        by_id: HashMap::new(),
        by_reference: HashMap::new(),
        by_identity: HashMap::new(),
        links: Vec::new(),
        late_types: Vec::new(),
        places: Vec::new(),
        classes: HashMap::new(),
        own: HashMap::new(),
        sources: Sources::default(),
        facts: BTreeMap::new(),
        said: HashSet::new(),
    };
    let outcome = reader.file();
    // Also where the file breaks off: what was read is whole.
    let is_cancelled = outcome.as_ref().is_err_and(|error| error.cause() == ReadCause::Cancelled);
    let settled = if is_cancelled { Ok(()) } else { reader.settle() };
    outcome.and(settled)
}

/// A chart while it is read.
struct Reader<'d, 'i, 'a> {
    xml: Xml<'i, 'a>,
    draft: &'d mut Draft,
    /// The name of the file: the source of cards that name none.
    name: String,
    tables: Tables<'a>,
    /// Actors by `EntityId`.
    by_id: HashMap<Cow<'a, str>, ActorIx>,
    /// Actors by the ids of their chart items and ends.
    by_reference: HashMap<Cow<'a, str>, ActorIx>,
    /// Actors by `Identity`: some programs let links name that.
    by_identity: HashMap<Cow<'a, str>, ActorIx>,
    /// Links wait for the end of the file, because they may come before their ends.
    links: Vec<Waiting<'a>>,
    /// Types that were named before they were declared.
    late_types: Vec<(About, Cow<'a, str>)>,
    places: Vec<(ActorIx, f64, f64)>,
    /// The details of attribute classes, for actors (`true`) and links.
    classes: HashMap<(bool, String), Field>,
    /// Details for what Linklore has no field for.
    own: HashMap<(bool, &'static str), Field>,
    sources: Sources,
    /// What the tables say of types and classes that is said of no record: icons, units.
    facts: BTreeMap<&'static str, Map<String, Json>>,
    /// What was told once and is not told again.
    said: HashSet<&'static str>,
}

impl Reader<'_, '_, '_> {
    fn file(&mut self) -> Result<(), ReadError> {
        let Step::Open(root) = self.xml.next()? else {
            return Err(self.xml.broken("the file does not begin with a tag.", ""));
        };
        if root != "Chart" {
            let what = format!("a chart begins with <Chart>, this file with <{}>.", short(root));
            return Err(self.xml.broken(what, "this is another tag"));
        }
        let at = self.xml.at();
        let mut has_items = false;
        loop {
            match self.xml.next()? {
                Step::Open("ChartItemCollection") => {
                    has_items = true;
                    self.items()?;
                }
                Step::Open("Summary") => self.summary()?,
                Step::Open(tag) => {
                    if !self.table(tag)? {
                        self.looks()?;
                    }
                }
                Step::Text(_) | Step::Close(_) => {}
                Step::End if has_items => return Ok(()),
                Step::End => {
                    let what = "there is no <ChartItemCollection> inside <Chart>, so there is nothing to open.";
                    return Err(self.xml.input.broken(at, what, ""));
                }
            }
        }
    }

    fn items(&mut self) -> Result<(), ReadError> {
        loop {
            match self.xml.next()? {
                Step::Open("ChartItem") => {
                    let mut item = self.item()?;
                    match std::mem::replace(&mut item.body, Body::None) {
                        Body::Entity(entity) => self.settle_entity(item, entity),
                        Body::Link(ends) => self.links.push(Waiting::of(item, ends)),
                        Body::None => {
                            let what = "A chart item is neither an entity nor a link".to_owned();
                            self.draft.warn(Some(item.line), Warning::Skipped { what });
                        }
                    }
                }
                Step::Open(_) => self.looks()?,
                Step::Text(_) => {}
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    /// Passes over a tag that only says how the chart is drawn.
    fn looks(&mut self) -> Result<(), ReadError> {
        let what = "how the chart is drawn (fonts, pictures, line styles, palettes, legends) and its library of types";
        self.once(what, |what| Warning::LeftOut { what });
        self.xml.skip()
    }

    /// Tells something that holds for many records only the first time.
    fn once(&mut self, what: &'static str, warning: fn(String) -> Warning) {
        if self.said.insert(what) {
            let line = self.xml.line();
            self.draft.warn(Some(line), warning(what.to_owned()));
        }
    }

    /// What the chart says about itself.
    fn summary(&mut self) -> Result<(), ReadError> {
        let depth = self.xml.depth();
        let mut properties = Map::new();
        loop {
            match self.xml.next()? {
                Step::Open("Field") => {
                    let (kind, value) = (self.xml.attribute("Type"), self.xml.attribute("Field"));
                    let Some((kind, value)) = kind.zip(value).filter(|(_, value)| !value.trim().is_empty()) else {
                        continue;
                    };
                    let name = kind.trim_start_matches("SummaryField").to_lowercase();
                    if name == "title" {
                        self.draft.set_title(&value);
                    } else {
                        self.draft.keep_fact(&name, Json::from(value.as_ref()));
                    }
                }
                Step::Open("CustomProperty") => {
                    if let Some((name, value)) = self.xml.attribute("Name").zip(self.xml.attribute("Value")) {
                        properties.insert(name.into_owned(), Json::from(value.as_ref()));
                    }
                }
                Step::Open("Origin") => {
                    for (name, value) in self.xml.attributes() {
                        if *name == "CreatedDate" {
                            self.draft.set_created(value);
                        }
                        if !name.is_empty() {
                            self.draft.keep_fact(name, Json::from(value.as_ref()));
                        }
                    }
                }
                Step::Open(_) | Step::Text(_) => {}
                Step::Close(_) if self.xml.depth() >= depth => {}
                Step::Close(_) | Step::End => break,
            }
        }
        if !properties.is_empty() {
            self.draft.keep_fact("properties", Json::Object(properties));
        }
        Ok(())
    }
}
