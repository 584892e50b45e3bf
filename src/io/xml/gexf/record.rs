//! Reading single nodes and edges with everything that stands in them.

use std::borrow::Cow;

use super::attributes::Sort;
use super::settle::{Later, Pending};
use super::time::{Span, groups};
use super::{Reader, class_of};
use crate::io::draft::Field;
use crate::io::error::ReadError;
use crate::io::quote::short;
use crate::io::xml::walk::Step;
use crate::model::{About, ActorIx, ColumnKind, Value, Warning};

/// What was gathered about the time of a record before its end is seen.
#[derive(Default)]
struct Gathered<'a> {
    /// Of the tag itself.
    span: Span<'a>,
    /// `<spell>`s, and lists of moments and intervals.
    spells: Vec<Span<'a>>,
}

impl<'a> Reader<'_, '_, 'a> {
    /// `<node>`, which was just opened. `parent` is the node it stands in.
    pub(super) fn node(&mut self, parent: Option<ActorIx>) -> Result<(), ReadError> {
        let at = self.xml.at();
        let (mut id, mut label, mut pid) = (None, None, None);
        let mut gathered = Gathered::default();
        let mut foreign = Vec::new();
        for (name, value) in self.xml.attributes() {
            match *name {
                "id" => id = Some(value.clone()),
                "label" => label = Some(value.clone()),
                "pid" => pid = Some(value.clone()),
                _ if gathered.take(name, value.clone()) => {}
                "" | "schemaLocation" => {}
                _ => foreign.push((*name, value.clone())),
            }
        }
        let actor = match id.filter(|id| !id.is_empty()) {
            Some(id) => {
                self.xml.input.check_name(at, &id, "the id of a node")?;
                let input = &mut *self.xml.input;
                self.draft.declare_with(&id, || Some(input.line(at)), false).actor
            }
            None => self.nameless_node(label.as_deref()),
        };
        self.described.push(actor);
        let about = About::Actor(actor);
        if let Some(label) = label {
            let line = self.line_to_tell(about, Field::Label, at);
            self.draft.put_actor_text(actor, Field::Label, &label, line);
        }
        let parent = parent.map(|parent| Cow::Owned(self.draft.key(parent).to_owned())).or(pid);
        if let Some(parent) = parent.filter(|parent| !parent.is_empty()) {
            self.put_parent(actor, &parent, at);
        }
        self.put_foreign(about, foreign, at);
        let mut parents = Vec::new();
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("attvalues") => self.attvalues(about)?,
                Step::Open("attvalue") => self.attvalue(about)?,
                Step::Open(tag @ ("spells" | "slices")) => self.spells(tag, &mut gathered.spells)?,
                Step::Open(tag @ ("nodes" | "edges")) => self.records(tag, Some(actor))?,
                Step::Open("node") => self.node(Some(actor))?,
                Step::Open("edge") => self.edge()?,
                Step::Open("parents") => self.parents(&mut parents)?,
                Step::Open(tag) => {
                    if !self.looks(about, tag)? {
                        self.left_out(tag, "node")?;
                    }
                }
                Step::Text(text) => self.stray(&text, "node"),
                Step::Close(_) | Step::End => break,
            }
        }
        if !parents.is_empty() {
            let what =
                "Nodes have parents (phylogeny). Each such actor has their ids as the detail \"parents\"".to_owned();
            self.once(Warning::Reshaped { what });
            let field = self.detail(about, "parents", Some(ColumnKind::TextList));
            self.put(about, field, "parents", Value::TextList(parents), at);
        }
        self.settle_record(about, &gathered.span, &gathered.spells, at);
        Ok(())
    }

    /// A node without an id gets one, so that its label and values are not lost. No edge can name it.
    fn nameless_node(&mut self, label: Option<&str>) -> ActorIx {
        let line = self.xml.line();
        let wanted = label.filter(|label| !label.is_empty()).unwrap_or("node");
        let free = if self.draft.find(wanted).is_none() {
            wanted.to_owned()
        } else {
            let numbered = (self.described.len() + 1..).map(|number| format!("{wanted}~{number}"));
            numbered.into_iter().find(|key| self.draft.find(key).is_none()).expect("numbers do not end")
        };
        let what = format!("A node has no id, so that no edge can name it. It became the actor \"{}\"", short(&free));
        self.draft.warn(Some(line), Warning::Repaired { what });
        self.draft.declare(&free, Some(line), false).actor
    }

    fn put_parent(&mut self, actor: ActorIx, parent: &str, at: usize) {
        let what = "Nodes stand inside other nodes (hierarchy). Each such actor has the id of the node it stands in as the \
                    detail \"parent\"";
        self.once(Warning::Reshaped { what: what.to_owned() });
        let field = match self.parent {
            Some(field) => field,
            None => {
                // An attribute of that title is something else.
                let is_taken = self.nodes.find_title("parent").is_some();
                let kind = Some(ColumnKind::Text);
                let field = if is_taken {
                    self.draft.another_actor_detail("parent", kind)
                } else {
                    self.draft.actor_detail("parent", kind)
                };
                *self.parent.insert(field)
            }
        };
        let line = self.line_to_tell(About::Actor(actor), field, at);
        self.draft.put_actor_text(actor, field, parent, line);
    }

    fn parents(&mut self, parents: &mut Vec<String>) -> Result<(), ReadError> {
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("parent") => {
                    if let Some(parent) = self.xml.attribute("for").filter(|parent| !parent.is_empty()) {
                        parents.push(parent.into_owned());
                    }
                    self.xml.skip()?;
                }
                Step::Open(tag) => self.left_out(tag, "parents")?,
                Step::Text(text) => self.stray(&text, "parents"),
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    /// `<edge>`, which was just opened.
    pub(super) fn edge(&mut self) -> Result<(), ReadError> {
        let at = self.xml.at();
        let (mut id, mut source, mut target) = (None, None, None);
        let (mut label, mut kind, mut direction, mut weight) = (None, None, None, None);
        let mut gathered = Gathered::default();
        let mut foreign = Vec::new();
        for (name, value) in self.xml.attributes() {
            match *name {
                "id" => id = Some(value.clone()),
                "source" => source = Some(value.clone()),
                "target" => target = Some(value.clone()),
                "weight" => weight = Some(value.clone()),
                "label" => label = Some(value.clone()),
                "kind" => kind = Some(value.clone()),
                "type" => direction = Some(value.clone()),
                _ if gathered.take(name, value.clone()) => {}
                "" | "schemaLocation" => {}
                _ => foreign.push((*name, value.clone())),
            }
        }
        let is_given = |end: &Cow<'a, str>| !end.is_empty();
        let (source, target) = match (source.filter(is_given), target.filter(is_given)) {
            (Some(source), Some(target)) => (source, target),
            (source, target) => {
                let missing = match (source, target) {
                    (None, None) => "source and no target",
                    (None, _) => "source",
                    _ => "target",
                };
                let id = id.map(|id| format!(" \"{}\"", short(&id))).unwrap_or_default();
                let line = self.xml.line();
                self.draft.skip_link(Some(line), format!("The edge{id} has no {missing}"));
                return self.xml.skip();
            }
        };
        self.xml.input.check_name(at, &source, "the id of a node")?;
        self.xml.input.check_name(at, &target, "the id of a node")?;
        if let Some(id) = &id {
            self.xml.input.check_name(at, id, "the id of an edge")?;
        }
        let input = &mut *self.xml.input;
        let mut line = || Some(input.line(at));
        let source = self.draft.mention_with(&source, &mut line);
        let target = self.draft.mention_with(&target, &mut line);
        let direction = direction.map(|direction| (Direction::from_name(&direction), direction));
        let is_directed = match &direction {
            Some((Some(direction), _)) => *direction == Direction::Directed,
            _ => self.is_directed,
        };
        let link = self.draft.link_with(source, target, id.as_deref(), is_directed, line);
        let about = About::Link(link);
        if let Some(kind) = kind.as_ref().filter(|kind| !kind.is_empty()) {
            self.put(about, Field::Kind, "kind", Value::Text(kind.clone().into_owned()), at);
        }
        match direction {
            Some((Some(Direction::Mutual), _)) => {
                let what = "Mutual edges are undirected links; the detail \"edge type\" marks them".to_owned();
                self.once(Warning::Reshaped { what });
                let field = self.detail(about, "edge type", Some(ColumnKind::Text));
                self.put(about, field, "edge type", Value::Text("mutual".to_owned()), at);
            }
            Some((None, name)) if !name.trim().is_empty() => {
                let what = "Edges have types that are no direction. They were read as types of links";
                self.once(Warning::Repaired { what: what.to_owned() });
                self.put(about, Field::Kind, "type", Value::Text(name.into_owned()), at);
            }
            _ => {}
        }
        if let Some(label) = label.filter(|label| !label.is_empty() && kind.as_ref() != Some(label)) {
            let field = if self.labels_are_details { self.detail(about, "label", None) } else { Field::Kind };
            self.put(about, field, "label", Value::Text(label.into_owned()), at);
        }
        if let Some(weight) = weight.filter(|weight| !weight.trim().is_empty()) {
            match weight.trim().parse::<f64>().ok().filter(|number| number.is_finite()) {
                Some(number) => *self.draft.link_fields(link).weight = Some(number),
                None => self.put_text(about, "weight", &weight, at),
            }
        }
        self.put_foreign(about, foreign, at);
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("attvalues") => self.attvalues(about)?,
                Step::Open("attvalue") => self.attvalue(about)?,
                Step::Open(tag @ ("spells" | "slices")) => self.spells(tag, &mut gathered.spells)?,
                Step::Open(tag) => {
                    if !self.looks(about, tag)? {
                        self.left_out(tag, "edge")?;
                    }
                }
                Step::Text(text) => self.stray(&text, "edge"),
                Step::Close(_) | Step::End => break,
            }
        }
        self.settle_record(about, &gathered.span, &gathered.spells, at);
        Ok(())
    }

    /// Attributes of a tag that GEXF does not know are details.
    fn put_foreign(&mut self, about: About, foreign: Vec<(&'a str, Cow<'a, str>)>, at: usize) {
        for (name, value) in foreign {
            self.put_text(about, name, &value, at);
        }
    }

    fn attvalues(&mut self, about: About) -> Result<(), ReadError> {
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("attvalue") => self.attvalue(about)?,
                Step::Open(tag) => self.left_out(tag, "attvalues")?,
                Step::Text(text) => self.stray(&text, "attvalues"),
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }

    /// `<attvalue for="0" value="…"/>`, which was just opened. Files of GEXF 1.0 write `id` in place of `for`.
    fn attvalue(&mut self, about: About) -> Result<(), ReadError> {
        let (mut id, mut value) = (None, None);
        let mut span = Span::default();
        for (name, text) in self.xml.attributes() {
            match *name {
                "for" | "id" => id = Some(text.clone()),
                "value" => value = Some(text.clone()),
                _ => {
                    span.take(name, text.clone());
                }
            }
        }
        let at = self.xml.at();
        let within = self.xml.text_within()?;
        // Some programs write the value between the tags.
        let value = value.or_else(|| (!within.trim().is_empty()).then_some(within));
        let Some((id, value)) = id.zip(value) else {
            let what = "A value of an attribute lacks the id of the attribute or the value itself".to_owned();
            let line = self.xml.input.line(at);
            self.draft.warn(Some(line), Warning::Skipped { what });
            return Ok(());
        };
        self.xml.input.check_text(at, value.len())?;
        let class = class_of(about);
        let Some(position) = self.attributes_of(class).find(&id) else {
            self.xml.input.check_name(at, &id, "the id of an attribute")?;
            self.pending.push(Pending { about, id, value, span, at });
            return Ok(());
        };
        self.value(about, position, value, span, at);
        Ok(())
    }

    /// A value of the attribute at `position`. One that changes over time waits for the others of its record.
    pub(super) fn value(&mut self, about: About, position: usize, value: Cow<'a, str>, span: Span<'a>, at: usize) {
        let class = class_of(about);
        let attribute = self.attributes_of(class).at(position);
        if attribute.is_dynamic || !span.is_open() {
            self.later.push(Later { about, position, value, span, at });
            return;
        }
        let (sort, field) = (attribute.sort, attribute.field);
        if let Sort::One(scalar) = sort
            && scalar.is_missing(&value)
        {
            let what = "The value \"NaN\" says that a number is missing; it became a gap".to_owned();
            self.once(Warning::Reshaped { what });
        }
        let Some(value) = sort.value(value) else { return };
        let line = self.line_to_tell(about, field, at);
        match (field, about) {
            (Field::Detail(_), About::Actor(actor)) => self.draft.put_actor(actor, field, value, line),
            (Field::Detail(_), About::Link(link)) => self.draft.put_link(link, field, value, line),
            _ => {
                let title = self.attributes_of(class).at(position).title.clone();
                self.put(about, field, &title, value, at);
            }
        }
    }

    /// `<spells>`, or the `<slices>` of GEXF 1.1, which was just opened.
    fn spells(&mut self, tag: &str, spells: &mut Vec<Span<'a>>) -> Result<(), ReadError> {
        loop {
            match self.xml.next_past_blanks()? {
                Step::Open("spell" | "slice") => {
                    let mut span = Span::default();
                    for (name, value) in self.xml.attributes() {
                        span.take(name, value.clone());
                    }
                    spells.push(span);
                    self.xml.skip()?;
                }
                Step::Open(inner) => self.left_out(inner, tag)?,
                Step::Text(text) => self.stray(&text, tag),
                Step::Close(_) | Step::End => return Ok(()),
            }
        }
    }
}

impl<'a> Gathered<'a> {
    /// Takes an attribute of the tag that speaks of time; `false` where it is another.
    fn take(&mut self, name: &str, value: Cow<'a, str>) -> bool {
        match name {
            "timestamps" => match groups(&value) {
                Some(groups) => {
                    let moments = groups.into_iter().flatten();
                    self.spells.extend(moments.map(|moment| Span::moment(Cow::Owned(moment.to_owned()))));
                }
                None => return false,
            },
            "intervals" => {
                let Some(groups) = groups(&value).filter(|groups| groups.iter().all(|group| group.len() == 2)) else {
                    return false;
                };
                let owned = |text: &str| Cow::Owned(text.to_owned());
                self.spells.extend(groups.iter().map(|group| Span::between(owned(group[0]), owned(group[1]))));
            }
            _ => return self.span.take(name, value),
        }
        true
    }
}

/// Which way an edge runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Directed,
    Undirected,
    Mutual,
}

impl Direction {
    fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        let names = [("directed", Self::Directed), ("undirected", Self::Undirected), ("mutual", Self::Mutual)];
        names.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, direction)| direction)
    }
}
