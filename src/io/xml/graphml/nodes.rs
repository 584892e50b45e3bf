//! Graphs, nodes and ports of GraphML.

use std::borrow::Cow;

use super::Reader;
use super::drawing::{Drawing, Drawn};
use super::key::Domain;
use crate::io::draft::Field;
use crate::io::error::ReadError;
use crate::model::{ActorIx, ColumnKind, LinkIx, Value, Warning};

/// What a graph stands in.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// The file itself.
    File,
    /// A node.
    Actor(ActorIx),
    /// An edge.
    Link(LinkIx),
}

impl Reader<'_, '_, '_> {
    /// Reads the graph whose tag was just opened.
    pub fn read_graph(&mut self, owner: Owner) -> Result<(), ReadError> {
        let line = self.xml.line();
        let directed = match self.xml.attribute("edgedefault").as_deref().map(str::trim) {
            Some("directed") => true,
            Some("undirected") => false,
            other => {
                let what = match other {
                    None => "The graph does not say whether its links have a direction; they were read as having none"
                        .to_owned(),
                    Some(other) => format!(
                        "The graph says \"{other}\" where \"directed\" or \"undirected\" is expected; its links were read as \
                         having no direction"
                    ),
                };
                self.draft.warn(Some(line), Warning::Guessed { what });
                false
            }
        };
        let announced = |name: &str| self.xml.attribute(name).and_then(|number| number.trim().parse::<usize>().ok());
        let announced = (announced("parse.nodes"), announced("parse.edges"));
        if let Owner::File = owner {
            for (name, value) in self.xml.attributes().to_vec() {
                if !(name.is_empty() || name == "edgedefault" || name.starts_with("parse.") || name == "schemaLocation")
                {
                    self.draft.keep_fact(name, (*value).into());
                }
            }
        }
        let (mut nodes, mut edges) = (0, 0);
        while let Some(tag) = self.next_child()? {
            match tag {
                "node" => {
                    nodes += 1;
                    self.read_node(owner)?;
                }
                "edge" => {
                    edges += 1;
                    self.read_edge(directed)?;
                }
                "hyperedge" => self.read_hyperedge()?,
                "data" => self.read_graph_data(owner)?,
                "desc" => self.read_description()?,
                "locator" => self.leave_out_locator()?,
                other => self.leave_out_tag(other)?,
            }
        }
        for (announced, found, what) in [(announced.0, nodes, "nodes"), (announced.1, edges, "edges")] {
            if let Some(announced) = announced.filter(|announced| *announced != found) {
                let what = format!(
                    "The graph announces {announced} {what} and holds {found}; perhaps a part of it is missing"
                );
                self.draft.warn(Some(line), Warning::Repaired { what });
            }
        }
        Ok(())
    }

    /// Reads the graph inside of a record. What was seen of the record itself is as before then.
    pub fn read_inner_graph(&mut self, owner: Owner, domain: Domain, record: usize) -> Result<(), ReadError> {
        let given = self.keys.given(domain, record);
        let parts = std::mem::take(&mut self.parts);
        self.read_graph(owner)?;
        self.parts = parts;
        for key in given {
            self.keys.get(key).last_record = record;
        }
        Ok(())
    }

    /// What a graph says as a whole; that of a graph inside a node or an edge is about the node or edge.
    fn read_graph_data(&mut self, owner: Owner) -> Result<(), ReadError> {
        if let Owner::File = owner {
            return self.read_fact();
        }
        let at = self.xml.at();
        let key = self.key_of_data(Domain::Graph)?;
        let mut drawing = Drawn::None;
        let content = self.content(key, &mut drawing)?;
        if let Some(drawing) = drawing {
            self.tell_drawing(&drawing);
        }
        match (owner, content) {
            (Owner::Actor(actor), Some(text)) => self.put_actor(actor, key, text, at),
            (Owner::Link(link), Some(text)) => self.put_link(link, key, text, at),
            (Owner::File, _) | (_, None) => {}
        }
        Ok(())
    }

    fn read_node(&mut self, owner: Owner) -> Result<(), ReadError> {
        let at = self.xml.at();
        let Some(id) = self.xml.attribute("id") else {
            return Err(self.xml.broken("a node has no id.", "expected id=\"…\" in this tag"));
        };
        self.xml.input.check_name(self.xml.at(), &id, "the id of an actor")?;
        let input = &mut *self.xml.input;
        let declared = self.draft.declare_with(&id, || Some(input.line(at)), false);
        let actor = declared.actor;
        if self.xml.attributes().len() > 1 {
            self.read_node_attributes(actor);
        }
        self.put_parent(actor, owner, at);
        self.records += 1;
        let record = self.records;
        self.keys.begin(Domain::Node);
        let mut drawing = Drawn::None;
        let mut ports = Vec::new();
        let mut is_group = false;
        loop {
            while let Some((key, text)) = self.next_data(Domain::Node)? {
                self.keys.get(key).last_record = record;
                if let Some(text) = self.said(key, Cow::Borrowed(text)) {
                    self.put_actor(actor, key, text, at);
                }
            }
            let Some(tag) = self.next_child()? else { break };
            match tag {
                "data" => self.read_actor_data(actor, Domain::Node, &mut drawing, (at, record))?,
                "graph" => {
                    is_group = true;
                    self.read_inner_graph(Owner::Actor(actor), Domain::Node, record)?;
                }
                "port" => self.read_port(&mut ports)?,
                "desc" => {
                    let text = self.xml.text_within()?;
                    let line = self.xml.input.line(at);
                    self.draft.put_actor_text(actor, Field::Note, text.trim(), Some(line));
                }
                "locator" => self.leave_out_locator()?,
                other => self.leave_out_tag(other)?,
            }
        }
        if !ports.is_empty() {
            let line = self.xml.input.line(at);
            let field = self.details.of_actors(self.draft, "ports", ColumnKind::TextList);
            self.draft.put_actor(actor, field, Value::TextList(ports), Some(line));
        }
        if !declared.again {
            self.complete_actor(actor, Domain::Node, (at, record))?;
        }
        if let Some(drawing) = drawing {
            self.draw_actor(actor, *drawing, is_group, at);
        }
        Ok(())
    }

    /// Attributes of the tag itself: GraphML knows only an id, others write more.
    fn read_node_attributes(&mut self, actor: ActorIx) {
        let line = self.xml.line();
        for (name, value) in self.xml.attributes().to_vec() {
            let field = match name {
                "" | "id" => continue,
                "labels" if value.starts_with(':') => {
                    self.put_labels(actor, &value, self.xml.at());
                    continue;
                }
                "yfiles.foldertype" => self.details.of_actors(self.draft, "folder type", ColumnKind::Text),
                name => self.draft.actor_text_field(name),
            };
            self.draft.put_actor_text(actor, field, &value, Some(line));
        }
    }

    fn put_parent(&mut self, actor: ActorIx, owner: Owner, at: usize) {
        let (name, parent) = match owner {
            Owner::File => return,
            Owner::Actor(parent) => ("parent", self.draft.key(parent).to_owned()),
            Owner::Link(parent) => ("parent link", self.draft.link_key(parent).to_owned()),
        };
        let line = self.xml.input.line(at);
        let what = "A node inside another node or an edge names that one in its detail \"parent\" or \"parent link\"";
        self.told.reshape(self.draft, line, what);
        let field = self.details.of_actors(self.draft, name, ColumnKind::Text);
        self.draft.put_actor_text(actor, field, &parent, Some(line));
    }

    /// Reads a port and those inside of it.
    fn read_port(&mut self, names: &mut Vec<String>) -> Result<(), ReadError> {
        let name = self.xml.attribute("name").unwrap_or_default();
        self.xml.input.check_name(self.xml.at(), &name, "the name of a port")?;
        names.push(name.into_owned());
        while let Some(tag) = self.next_child()? {
            match tag {
                "port" => self.read_port(names)?,
                _ => {
                    let line = self.xml.line();
                    self.told.leave_out(self.draft, Some(line), "what is said about ports besides their names");
                    self.xml.skip()?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn leave_out_locator(&mut self) -> Result<(), ReadError> {
        let line = self.xml.line();
        self.told.leave_out(self.draft, Some(line), "what stands in another file, which a <locator> names");
        self.xml.skip()
    }

    fn draw_actor(&mut self, actor: ActorIx, drawing: Drawing, is_group: bool, at: usize) {
        let line = self.xml.input.line(at);
        self.tell_drawing(&drawing);
        if let Some((x, y)) = drawing.place {
            self.has_places_of_a_drawing = true;
            self.draft.place(actor, x, y);
        }
        if let Some(colour) = drawing.fill {
            self.draft.colour_actor(actor, colour);
        }
        // A group is as large as what is in it, which says nothing about its weight.
        if let Some(size) = drawing.size.filter(|_| !is_group) {
            self.draft.looks().set_actor_size(actor, Some(size as f32));
        }
        let mut labels = drawing.labels;
        if !labels.is_empty() && self.draft.actor(actor).label.is_empty() {
            let label = labels.remove(0);
            self.draft.put_actor_text(actor, Field::Label, &label, Some(line));
        }
        if !labels.is_empty() {
            let field = self.details.of_actors(self.draft, "other labels", ColumnKind::TextList);
            self.draft.put_actor(actor, field, Value::TextList(labels), Some(line));
        }
        if !drawing.shape.is_empty() {
            let field = self.details.of_actors(self.draft, "shape", ColumnKind::Text);
            self.draft.put_actor_text(actor, field, &drawing.shape, Some(line));
        }
        for (name, text) in drawing.compartments {
            let field = self.details.of_actors(self.draft, name, ColumnKind::Text);
            self.draft.put_actor_text(actor, field, &text, Some(line));
        }
    }
}
