//! Edges and hyperedges of GraphML.

use std::borrow::Cow;

use super::Reader;
use super::drawing::{Drawing, Drawn, Run};
use super::key::Domain;
use super::nodes::Owner;
use crate::io::draft::Field;
use crate::io::error::ReadError;
use crate::io::xml::typed::yes_no;
use crate::model::{ActorIx, ColumnKind, LinkIx, Value};

/// An edge that is read and not yet made a link: what it holds can turn it around.
struct Edge<'a> {
    id: Option<Cow<'a, str>>,
    source: Cow<'a, str>,
    target: Cow<'a, str>,
    /// What the edge itself says about its direction, or what the graph says about all.
    directed: Result<bool, bool>,
    /// Where it begins in the text.
    at: usize,
    record: usize,
    /// The label in the tag itself, which GraphML does not have: Neo4j writes the type there.
    label: Option<Cow<'a, str>>,
    /// Other attributes of the tag that GraphML does not have.
    others: Vec<(&'a str, Cow<'a, str>)>,
    data: Vec<(usize, Cow<'a, str>)>,
    drawing: Drawn,
}

impl<'a> Reader<'_, '_, 'a> {
    pub(super) fn read_edge(&mut self, default: bool) -> Result<(), ReadError> {
        self.records += 1;
        self.keys.begin(Domain::Edge);
        let mut edge = self.read_edge_tag(default)?;
        let mut link = None;
        let mut note: Option<Cow<'a, str>> = None;
        loop {
            while let Some((key, text)) = self.next_data(Domain::Edge)? {
                self.keys.get(key).last_record = edge.record;
                edge.data.extend(self.said(key, Cow::Borrowed(text)).map(|text| (key, text)));
            }
            let Some(tag) = self.next_child()? else { break };
            match tag {
                "data" => {
                    let key = self.key_of_data(Domain::Edge)?;
                    self.keys.get(key).last_record = edge.record;
                    if let Some(text) = self.content(key, &mut edge.drawing)? {
                        edge.data.push((key, text));
                    }
                }
                "graph" => {
                    let parent = match link {
                        Some(link) => link,
                        None => *link.insert(self.make_link(&mut edge)),
                    };
                    self.read_inner_graph(Owner::Link(parent), Domain::Edge, edge.record)?;
                }
                "desc" => note = Some(self.xml.text_within()?),
                other => self.leave_out_tag(other)?,
            }
        }
        let link = match link {
            Some(link) => link,
            None => self.make_link(&mut edge),
        };
        let label = edge.label.take();
        for (key, text) in edge.data.drain(..) {
            // Neo4j says the type of a link twice.
            let is_known = label.as_ref() == Some(&text) && self.keys.get(key).name == "label";
            if !is_known {
                self.put_link(link, key, text, edge.at);
            }
        }
        self.link_data = edge.data;
        if let Some(note) = note {
            let line = self.xml.input.line(edge.at);
            self.draft.put_link_text(link, Field::Note, note.trim(), Some(line));
        }
        self.complete_link(link, Domain::Edge, (edge.at, edge.record))?;
        if let Some(drawing) = edge.drawing {
            self.draw_link(link, *drawing, edge.at);
        }
        Ok(())
    }

    fn read_edge_tag(&mut self, default: bool) -> Result<Edge<'a>, ReadError> {
        let mut edge = Edge {
            id: None,
            source: Cow::Borrowed(""),
            target: Cow::Borrowed(""),
            directed: Err(default),
            at: self.xml.at(),
            record: self.records,
            label: None,
            others: Vec::new(),
            data: std::mem::take(&mut self.link_data),
            drawing: None,
        };
        let (mut has_source, mut has_target) = (false, false);
        for (name, value) in self.xml.attributes() {
            match *name {
                "" => {}
                "id" => edge.id = Some(value.clone()),
                "source" => {
                    has_source = true;
                    edge.source.clone_from(value);
                }
                "target" => {
                    has_target = true;
                    edge.target.clone_from(value);
                }
                "directed" => match yes_no(value.trim()) {
                    Some(directed) => edge.directed = Ok(directed),
                    None => edge.others.push((name, value.clone())),
                },
                "label" => edge.label = Some(value.clone()),
                other => edge.others.push((other, value.clone())),
            }
        }
        if !has_source {
            return Err(self.xml.broken("an edge has no source.", "expected source=\"…\" in this tag"));
        }
        if !has_target {
            return Err(self.xml.broken("an edge has no target.", "expected target=\"…\" in this tag"));
        }
        for id in [Some(&edge.source), Some(&edge.target), edge.id.as_ref()].into_iter().flatten() {
            self.xml.input.check_name(self.xml.at(), id, "the id of an actor or a link")?;
        }
        Ok(edge)
    }

    fn make_link(&mut self, edge: &mut Edge<'a>) -> LinkIx {
        // What the edge says itself stands before what its drawing shows, and that before what the graph says of all edges.
        let said = edge.directed.or_else(|default| {
            let says = edge.data.iter().find(|(key, _)| self.keys.is_direction(*key));
            says.and_then(|(_, text)| yes_no(text.trim())).ok_or(default)
        });
        let run = said.map_or_else(
            |default| {
                edge.drawing.as_ref().and_then(|drawing| drawing.run()).unwrap_or(if default {
                    Run::Forth
                } else {
                    Run::Undirected
                })
            },
            |directed| if directed { Run::Forth } else { Run::Undirected },
        );
        if run == Run::Back {
            std::mem::swap(&mut edge.source, &mut edge.target);
            if let Some((source, target)) = edge.drawing.as_mut().and_then(|drawing| drawing.arrows.as_mut()) {
                std::mem::swap(source, target);
            }
            let what = "An edge with an arrow at its source alone runs from its target to its source";
            let line = self.xml.input.line(edge.at);
            self.told.reshape(self.draft, line, what);
        }
        let input = &mut *self.xml.input;
        let mut line = || Some(input.line(edge.at));
        let source = self.draft.mention_with(&edge.source, &mut line);
        let target = self.draft.mention_with(&edge.target, &mut line);
        let link = self.draft.link_with(source, target, edge.id.as_deref(), run != Run::Undirected, line);
        if let Some(label) = &edge.label {
            self.draft.put_link_text(link, Field::Kind, label, None);
        }
        for (name, value) in edge.others.drain(..) {
            let field = match name {
                "sourceport" => self.details.of_links(self.draft, "source port", ColumnKind::Text),
                "targetport" => self.details.of_links(self.draft, "target port", ColumnKind::Text),
                name => self.draft.link_text_field(name),
            };
            let line = self.xml.input.line(edge.at);
            self.draft.put_link_text(link, field, &value, Some(line));
        }
        link
    }

    fn draw_link(&mut self, link: LinkIx, drawing: Drawing, at: usize) {
        let line = self.xml.input.line(at);
        self.tell_drawing(&drawing);
        if let Some(colour) = drawing.line {
            self.draft.looks().set_link_colour(link, Some(colour));
        }
        let mut labels = drawing.labels.into_iter();
        if let Some(label) = labels.next() {
            let field = self.label_of_links();
            self.draft.put_link_text(link, field, &label, Some(line));
        }
        let others: Vec<String> = labels.collect();
        if !others.is_empty() {
            let field = self.details.of_links(self.draft, "other labels", ColumnKind::TextList);
            self.draft.put_link(link, field, Value::TextList(others), Some(line));
        }
        let directed = *self.draft.link_fields(link).directed;
        let (source, target) = drawing.arrows.unwrap_or_default();
        // Where a plain arrow is, the direction of the link says.
        let is_news = |arrow: &String, said: &str| !["", "none", said].contains(&arrow.as_str());
        let source = Some(source).filter(|arrow| is_news(arrow, ""));
        let target = Some(target).filter(|arrow| is_news(arrow, if directed { "standard" } else { "" }));
        let line_type = Some(drawing.line_type).filter(|name| !name.is_empty());
        let texts = [("source arrow", source), ("target arrow", target), ("line", line_type)];
        for (name, text) in texts {
            if let Some(text) = text {
                let field = self.details.of_links(self.draft, name, ColumnKind::Text);
                self.draft.put_link_text(link, field, &text, Some(line));
            }
        }
        if let Some(width) = drawing.line_width {
            let field = self.details.of_links(self.draft, "line width", ColumnKind::Number);
            self.draft.put_link(link, field, Value::Number(width), Some(line));
        }
    }

    /// Where labels of edges in drawings go. Numbers are seen as such; a key called "label" keeps its own.
    fn label_of_links(&mut self) -> Field {
        if let Some(field) = self.drawn_label {
            return field;
        }
        let mut field = self.draft.link_text_detail("label");
        if self.keys.has_link_field(field) {
            field = self.draft.another_link_detail("label", None);
        }
        *self.drawn_label.insert(field)
    }

    /// A hyperedge becomes an actor with a link to each end: from an end that leads in, to an end that leads out.
    pub(super) fn read_hyperedge(&mut self) -> Result<(), ReadError> {
        let (at, line) = (self.xml.at(), self.xml.line());
        let id = self.xml.attribute("id").filter(|id| !id.is_empty()).unwrap_or(Cow::Borrowed("hyperedge"));
        self.xml.input.check_name(self.xml.at(), &id, "the id of a hyperedge")?;
        let hub = self.draft.make_actor(&id);
        self.told.reshape(
            self.draft,
            line,
            "A hyperedge became an actor of the type \"hyperedge\", with a link to each of its ends",
        );
        self.records += 1;
        let record = self.records;
        self.keys.begin(Domain::Hyperedge);
        let mut drawing = Drawn::None;
        while let Some(tag) = self.next_child()? {
            match tag {
                "data" => self.read_actor_data(hub, Domain::Hyperedge, &mut drawing, (at, record))?,
                "endpoint" => self.read_endpoint(hub)?,
                "graph" => self.read_inner_graph(Owner::Actor(hub), Domain::Hyperedge, record)?,
                "desc" => {
                    let text = self.xml.text_within()?;
                    self.draft.put_actor_text(hub, Field::Note, text.trim(), Some(line));
                }
                other => self.leave_out_tag(other)?,
            }
        }
        self.complete_actor(hub, Domain::Hyperedge, (at, record))?;
        let kind = self.draft.actor(hub).kind;
        if kind.is_empty() {
            *kind = "hyperedge".into();
        }
        Ok(())
    }

    fn read_endpoint(&mut self, hub: ActorIx) -> Result<(), ReadError> {
        let (at, line) = (self.xml.at(), self.xml.line());
        let Some(node) = self.xml.attribute("node") else {
            return Err(self.xml.broken("an end of a hyperedge names no node.", "expected node=\"…\" in this tag"));
        };
        self.xml.input.check_name(self.xml.at(), &node, "the id of an actor")?;
        let end = self.draft.mention(&node, Some(line));
        let role = self.xml.attribute("type").unwrap_or_default();
        let link = match role.trim() {
            "in" => self.draft.make_link(end, hub, true),
            "out" => self.draft.make_link(hub, end, true),
            _ => self.draft.make_link(hub, end, false),
        };
        if !role.is_empty() && role != "undir" {
            self.draft.put_link_text(link, Field::Kind, role.trim(), Some(line));
        }
        for (attribute, name) in [("port", if role == "in" { "source port" } else { "target port" }), ("id", "end")] {
            if let Some(text) = self.xml.attribute(attribute) {
                let field = self.details.of_links(self.draft, name, ColumnKind::Text);
                self.draft.put_link_text(link, field, &text, Some(line));
            }
        }
        self.records += 1;
        let record = self.records;
        self.keys.begin(Domain::Endpoint);
        while let Some(tag) = self.next_child()? {
            match tag {
                "data" => {
                    let key = self.key_of_data(Domain::Endpoint)?;
                    self.keys.get(key).last_record = record;
                    if let Some(text) = self.content(key, &mut None)? {
                        self.put_link(link, key, text, at);
                    }
                }
                "desc" => {
                    let text = self.xml.text_within()?;
                    self.draft.put_link_text(link, Field::Note, text.trim(), Some(line));
                }
                other => self.leave_out_tag(other)?,
            }
        }
        self.complete_link(link, Domain::Endpoint, (at, record))
    }
}
