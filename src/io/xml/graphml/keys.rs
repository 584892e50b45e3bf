//! The keys of a GraphML file: which attribute of which records a piece of data is, and where its values go.
//!
//! A key without a name goes by its id. A key that is not declared, as Neo4j writes them, is made when it is first used, and
//! its values are seen from their texts. A key counts only in the domain that it is declared for; used elsewhere it keeps
//! its meaning, which is told. `linklore:kind`, `linklore:detail` and `linklore:view` are attributes that this program adds
//! to keys of its own files, so that what GraphML cannot say comes back as it was; see `write.rs`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::key::{Domain, Key, Part};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::xml::told::Told;
use crate::io::xml::typed::Sort;
use crate::io::xml::walk::{Leaf, Step, Xml};
use crate::model::{ColumnKind, Warning};

/// The keys of a file.
#[derive(Debug, Default)]
pub struct Keys<'a> {
    /// The whole file: whether records have data for two keys of one name is seen before they are read.
    text: &'a str,
    looks: usize,
    all: Vec<Key<'a>>,
    domains: [InDomain<'a>; 6],
    actor_fields: HashSet<Field>,
    link_fields: HashSet<Field>,
    /// Whether any key is for drawings.
    pub has_drawings: bool,
    direction: Option<usize>,
}

#[derive(Debug, Default)]
struct InDomain<'a> {
    /// The key of each id, with its place in `order`.
    by_id: HashMap<Cow<'a, str>, (usize, usize)>,
    order: Vec<usize>,
    with_default: Vec<usize>,
    /// The place of the key that is likely to come next: records have their data in the same order.
    next: usize,
}

impl<'a> Keys<'a> {
    /// No keys yet, of a file with that text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// A key by its number.
    pub fn get(&mut self, number: usize) -> &mut Key<'a> {
        &mut self.all[number]
    }

    /// Reads the key whose tag was just opened.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn read(&mut self, xml: &mut Xml<'_, 'a>, draft: &mut Draft, told: &mut Told<'a>) -> Result<(), ReadError> {
        let line = xml.line();
        for name in ["id", "attr.name"] {
            xml.input.check_name(xml.at(), &xml.attribute(name).unwrap_or_default(), "the name of a key")?;
        }
        let key = self.declare(xml, draft, line);
        loop {
            match (xml.next()?, key) {
                (Step::Open("default"), Some(key)) if !self.all[key].is_drawing => {
                    let text = xml.text_within()?;
                    self.set_default(key, text);
                }
                (Step::Open("default"), _) => xml.skip()?,
                (Step::Open("desc"), Some(key)) => {
                    let text = xml.text_within()?;
                    if !text.trim().is_empty() {
                        draft.keep_fact(&format!("description of {}", self.all[key].name), text.trim().into());
                    }
                }
                (Step::Open(tag), _) => told.leave_out_tag(xml, draft, tag)?,
                (Step::Close(_) | Step::End, _) => break,
                (Step::Text(_), _) => {}
            }
        }
        if let Some(key) = key {
            self.settle(key, draft);
        }
        Ok(())
    }

    /// Takes up a key without its default. `None` where it has no id, or one that is taken.
    fn declare(&mut self, xml: &Xml<'_, 'a>, draft: &mut Draft, line: u32) -> Option<usize> {
        let attribute = |name: &str| xml.attribute(name);
        let Some(id) = attribute("id") else {
            let what = "A key has no id, so that no data can be meant for it".to_owned();
            draft.warn(Some(line), Warning::Skipped { what });
            return None;
        };
        let word = attribute("for");
        let domains = Domain::of(word.as_deref());
        let is_taken = |domain: &Domain| self.domains[*domain as usize].by_id.contains_key(&id);
        // A key for everything stands back where a narrower one has its id.
        if domains.iter().all(is_taken) {
            let what = format!("The key \"{id}\" is declared twice; the first declaration was taken");
            draft.warn(Some(line), Warning::Repaired { what });
            return None;
        }
        let type_name = attribute("attr.type").unwrap_or_default();
        let sort = Sort::from_name(&type_name).unwrap_or_else(|| {
            let what = format!(
                "The key \"{id}\" has the type \"{type_name}\", which GraphML does not have; what its values are was seen from them"
            );
            draft.warn(Some(line), Warning::Guessed { what });
            Sort::Seen
        });
        let uri = attribute("attr.uri").unwrap_or_default();
        let name = attribute("attr.name").filter(|name| !name.is_empty());
        let is_drawing = attribute("yfiles.type").is_some() || uri.contains("yworks.com");
        let ours = |name: &str| xml.attribute_as_written(name);
        let part = ours("linklore:view")
            .and_then(|named| Part::ALL.into_iter().find(|(_, name)| *name == named).map(|(part, _)| part));
        let mut key = Key {
            sort,
            is_drawing,
            part,
            kind: ours("linklore:kind").and_then(|name| ColumnKind::from_name(&name)).or_else(|| kind_of_list(xml)),
            detail: ours("linklore:detail"),
            is_for_all: domains.len() > 1,
            ..Key::undeclared(id)
        };
        if let Some(name) = name {
            key.name = name;
        }
        self.has_drawings |= is_drawing;
        let says_direction = key.name == "visone.direction" && key.detail.is_none();
        let number = self.add(key, domains);
        if says_direction {
            self.direction = Some(number);
        }
        Some(number)
    }

    /// Gives the columns of a declared key their place, in the order of the file. A key for everything gets them once used.
    fn settle(&mut self, number: usize, draft: &mut Draft) {
        let key = &self.all[number];
        // Labels of Neo4j are a type, and no detail where each node has one.
        let is_labels = key.name == "labels" && key.detail.is_none();
        if key.is_for_all || key.is_drawing || key.part.is_some() || is_labels {
            return;
        }
        let is_of = |domain: Domain| self.domains[domain as usize].order.last() == Some(&number);
        if is_of(Domain::Node) || is_of(Domain::Hyperedge) {
            self.actor_field(number, draft);
        } else if is_of(Domain::Edge) {
            self.link_field(number, draft);
        }
    }

    /// Gives a key the default of its records. An empty one says nothing.
    fn set_default(&mut self, number: usize, default: Cow<'a, str>) {
        if default.is_empty() {
            return;
        }
        self.all[number].default = Some(default);
        for domain in &mut self.domains {
            // It was declared last, so that it stands last wherever it is.
            if domain.order.last() == Some(&number) {
                domain.with_default.push(number);
            }
        }
    }

    fn add(&mut self, key: Key<'a>, domains: &[Domain]) -> usize {
        let number = self.all.len();
        for &domain in domains {
            let domain = &mut self.domains[domain as usize];
            if !domain.by_id.contains_key(&key.id) {
                domain.by_id.insert(key.id.clone(), (number, domain.order.len()));
                domain.order.push(number);
            }
        }
        self.all.push(key);
        number
    }

    /// A record of that domain begins.
    pub fn begin(&mut self, domain: Domain) {
        self.domains[domain as usize].next = 0;
    }

    /// The key whose data are likely to come next, with how they begin.
    #[inline]
    pub fn expected(&self, domain: Domain) -> Option<(usize, Leaf<'a>)> {
        let here = &self.domains[domain as usize];
        let number = *here.order.get(here.next)?;
        Some((number, self.all[number].leaf?))
    }

    /// The data that were expected have come.
    #[inline]
    pub fn advance(&mut self, domain: Domain) {
        self.domains[domain as usize].next += 1;
    }

    /// The key of that id in a domain.
    pub fn find(&mut self, domain: Domain, id: &str) -> Option<usize> {
        let here = &mut self.domains[domain as usize];
        if let Some(&number) = here.order.get(here.next)
            && self.all[number].id == id
        {
            here.next += 1;
            return Some(number);
        }
        let &(number, position) = here.by_id.get(id)?;
        here.next = position + 1;
        Some(number)
    }

    /// The same, or the key of that id in another domain, which is told.
    pub fn find_elsewhere(&mut self, domain: Domain, id: &str, draft: &mut Draft, line: u32) -> Option<usize> {
        if let Some(number) = self.find(domain, id) {
            return Some(number);
        }
        let (other, number) = Domain::ALL
            .into_iter()
            .find_map(|other| self.domains[other as usize].by_id.get(id).map(|&(number, _)| (other, number)))?;
        let id = self.all[number].id.clone();
        let what = format!("The key \"{id}\" is declared for {} and used on {} too", other.words(), domain.words());
        draft.warn(Some(line), Warning::Repaired { what });
        let here = &mut self.domains[domain as usize];
        here.by_id.insert(id, (number, here.order.len()));
        here.order.push(number);
        Some(number)
    }

    /// The keys with a default that a record had data for.
    pub fn given(&self, domain: Domain, record: usize) -> Vec<usize> {
        let keys = self.with_default(domain).iter().copied();
        keys.filter(|key| self.all[*key].last_record == record).collect()
    }

    /// Whether the values of some key go there.
    pub fn has_link_field(&self, field: Field) -> bool {
        self.link_fields.contains(&field)
    }

    /// Whether a key says if a link has a direction: visone writes one.
    pub fn is_direction(&self, number: usize) -> bool {
        self.direction == Some(number)
    }

    /// A key that is used and not declared.
    pub fn make(&mut self, domain: Domain, id: Cow<'a, str>, draft: &mut Draft, line: u32) -> usize {
        let what = format!("The key \"{id}\" is not declared; what its values are was seen from them");
        draft.warn(Some(line), Warning::Guessed { what });
        self.add(Key::undeclared(id), &[domain])
    }

    /// The keys of a domain that have a default.
    pub fn with_default(&self, domain: Domain) -> &[usize] {
        &self.domains[domain as usize].with_default
    }

    /// Where the values of a key go on actors.
    pub fn actor_field(&mut self, number: usize, draft: &mut Draft) -> Field {
        if let Some(field) = self.all[number].actor_field {
            return field;
        }
        let key = &self.all[number];
        let kind = key.kind.or(key.sort.kind());
        let mut field = match &key.detail {
            Some(detail) => draft.actor_detail(detail, kind),
            None if kind.is_none() => draft.actor_text_field(&key.name),
            None => draft.actor_field(&key.name, kind),
        };
        if !self.actor_fields.insert(field) {
            match self.shares(number, |key| key.actor_field == Some(field)) {
                Some(false) => {}
                Some(true) => {
                    draft.let_actor_detail_widen(field);
                    tell_shared(draft, &self.all[number], "actors");
                }
                None => {
                    let key = &self.all[number];
                    field = draft.another_actor_detail(&key.name, kind);
                    self.actor_fields.insert(field);
                    tell_second(draft, key, "actors");
                }
            }
        }
        self.all[number].actor_field = Some(field);
        field
    }

    /// Where the values of a key go on links.
    pub fn link_field(&mut self, number: usize, draft: &mut Draft) -> Field {
        if let Some(field) = self.all[number].link_field {
            return field;
        }
        let key = &self.all[number];
        let kind = key.kind.or(key.sort.kind());
        let mut field = match &key.detail {
            Some(detail) => draft.link_detail(detail, kind),
            None if kind.is_none() => draft.link_text_field(&key.name),
            None => draft.link_field(&key.name, kind),
        };
        if !self.link_fields.insert(field) {
            match self.shares(number, |key| key.link_field == Some(field)) {
                Some(false) => {}
                Some(true) => {
                    draft.let_link_detail_widen(field);
                    tell_shared(draft, &self.all[number], "links");
                }
                None => {
                    let key = &self.all[number];
                    field = draft.another_link_detail(&key.name, kind);
                    self.link_fields.insert(field);
                    tell_second(draft, key, "links");
                }
            }
        }
        self.all[number].link_field = Some(field);
        field
    }

    /// Whether a key shares its field with one of the same name that `is_there`, as no record has data for both: networkx
    /// declares a key for each type that the values of one attribute have. `Some(true)` where they differ in type.
    fn shares(&mut self, number: usize, is_there: impl Fn(&Key<'a>) -> bool) -> Option<bool> {
        self.looks += 1;
        if self.looks > LOOKS {
            return None;
        }
        let key = &self.all[number];
        let may_share = |key: &Key<'_>| {
            let is_plain = key.kind.is_none() && key.detail.is_none() && key.part.is_none();
            is_plain && key.default.is_none() && !key.is_for_all && !key.is_drawing
        };
        let has_name = |other: &&Key<'a>| other.name == key.name;
        let other = self.all.iter().filter(has_name).find(|other| is_there(other) && may_share(other))?;
        let ids: Vec<&str> = self.all.iter().filter(has_name).map(|other| other.id.as_ref()).collect();
        (may_share(key) && ids.len() < LOOKS && !meet(self.text, &ids)).then_some(other.sort != key.sort)
    }
}

fn tell_shared(draft: &mut Draft, key: &Key<'_>, list: &str) {
    let what = format!(
        "Several keys of {list} are called \"{}\" and differ in type; no record has data for two of them, so that they \
         became one attribute",
        key.name
    );
    draft.warn(None, Warning::Reshaped { what });
}

/// How often the whole file is searched: a thousand keys of one name must not cost a thousand searches.
const LOOKS: usize = 64;

/// Whether some record of the text has data for two of these keys.
fn meet(text: &str, ids: &[&str]) -> bool {
    let mut seen: Option<&str> = None;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let tag = &text[at + 1..];
        let tag = &tag[..tag.find([' ', '\t', '\n', '\r', '>', '/']).unwrap_or(tag.len())];
        match tag.rsplit(':').next().unwrap_or(tag) {
            "node" | "edge" | "hyperedge" | "port" | "endpoint" | "graph" => seen = None,
            "data" => {
                let inside = &text[at..];
                let inside = &inside[..inside.find('>').unwrap_or(inside.len())];
                let id = ids.iter().find(|id| {
                    let mut parts = inside.split(['"', '\'']);
                    parts.by_ref().any(|part| part.trim_end().trim_end_matches('=').trim_end().ends_with("key"))
                        && parts.next() == Some(id)
                });
                match (seen, id) {
                    (Some(one), Some(other)) if one != *other => return true,
                    (_, Some(id)) => seen = Some(id),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    false
}

fn tell_second(draft: &mut Draft, key: &Key<'_>, list: &str) {
    let what = format!(
        "Another key of {list} is called \"{}\" as well; the values of key \"{}\" are a detail of their own, with a number \
         behind its name",
        key.name, key.id
    );
    draft.warn(None, Warning::Reshaped { what });
}

/// What the values of a key are that Neo4j says to be lists, which it writes as JSON: `attr.list="string"`.
fn kind_of_list(xml: &Xml<'_, '_>) -> Option<ColumnKind> {
    match xml.attribute("attr.list")?.as_ref() {
        "string" => Some(ColumnKind::TextList),
        _ => Some(ColumnKind::Mixed),
    }
}
