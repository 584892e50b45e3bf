//! The graph while events happen to it, and what it has become at the end.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::io::colours::css_colour;
use crate::io::draft::{Draft, Field};
use crate::io::error::counted;
use crate::model::{ActorIx, Colour, LinkIx, Value, Warning};

/// An attribute that is set, or taken away.
#[derive(Debug)]
pub struct Change<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// What it becomes; `None` takes it away.
    pub value: Option<Value>,
}

/// The graph so far. Nothing is forgotten: what is deleted is marked so.
#[derive(Default)]
pub struct State<'a> {
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge<'a>>,
    node_by_id: HashMap<Cow<'a, str>, u32>,
    /// Made when an edge is looked for; most files never do.
    edge_by_id: Option<HashMap<Cow<'a, str>, u32>>,
    names: Names<'a>,
    steps: Vec<f64>,
    deleted: (usize, usize),
    has_changed: bool,
    /// The most attributes that a node or edge has.
    pub most_attributes: usize,
}

/// Names of attributes, each once.
#[derive(Default)]
struct Names<'a> {
    names: Vec<Cow<'a, str>>,
    by_name: HashMap<Cow<'a, str>, u32>,
}

/// What nodes and edges have in common.
struct Thing<'a> {
    id: Cow<'a, str>,
    attributes: Vec<(u32, Value)>,
    is_there: bool,
    /// How many steps had begun.
    steps: u32,
    line: Option<u32>,
}

struct Node<'a> {
    thing: Thing<'a>,
    /// Whether an event adds it; else an edge names it only.
    is_declared: bool,
    /// How often it is added while it is there.
    repeated: u32,
}

struct Edge<'a> {
    thing: Thing<'a>,
    ends: (u32, u32),
    directed: bool,
}

impl<'a> Names<'a> {
    fn number(&mut self, name: Cow<'a, str>) -> u32 {
        if let Some(&number) = self.by_name.get(&name) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.clone());
        self.by_name.insert(name, number);
        number
    }
}

impl Thing<'_> {
    /// Tells whether a value was replaced by another one or taken away.
    fn change<'a>(&mut self, changes: Vec<Change<'a>>, names: &mut Names<'a>) -> bool {
        let mut has_changed = false;
        self.attributes.reserve_exact(if self.attributes.is_empty() { changes.len() } else { 0 });
        for Change { name, value } in changes {
            let name = names.number(name);
            let position = self.attributes.iter().position(|(known, _)| *known == name);
            match (position, value) {
                (Some(at), Some(value)) => {
                    has_changed |= self.attributes[at].1 != value;
                    self.attributes[at].1 = value;
                }
                (Some(at), None) => {
                    has_changed = true;
                    self.attributes.remove(at);
                }
                (None, Some(value)) => self.attributes.push((name, value)),
                (None, None) => (),
            }
        }
        has_changed
    }
}

impl<'a> State<'a> {
    pub fn begin_step(&mut self, step: f64) {
        self.steps.push(step);
    }

    fn thing(&self, id: Cow<'a, str>, line: Option<u32>) -> Thing<'a> {
        Thing { id, attributes: Vec::new(), is_there: true, steps: self.steps.len() as u32, line }
    }

    pub fn add_node(&mut self, id: Cow<'a, str>, changes: Vec<Change<'a>>, line: Option<u32>) {
        let known = self.node_by_id.get(&id).copied();
        let at = known.unwrap_or_else(|| self.new_node(id, line));
        let node = &mut self.nodes[at as usize];
        node.repeated += u32::from(node.is_declared);
        node.is_declared = true;
        self.change_node_at(at, changes);
    }

    fn new_node(&mut self, id: Cow<'a, str>, line: Option<u32>) -> u32 {
        let thing = self.thing(id.clone(), line);
        let at = self.nodes.len() as u32;
        self.nodes.push(Node { thing, is_declared: false, repeated: 0 });
        self.node_by_id.insert(id, at);
        at
    }

    fn change_node_at(&mut self, at: u32, changes: Vec<Change<'a>>) {
        let thing = &mut self.nodes[at as usize].thing;
        self.has_changed |= thing.change(changes, &mut self.names);
        self.most_attributes = self.most_attributes.max(thing.attributes.len());
    }

    fn change_edge_at(&mut self, at: u32, changes: Vec<Change<'a>>) {
        let thing = &mut self.edges[at as usize].thing;
        self.has_changed |= thing.change(changes, &mut self.names);
        self.most_attributes = self.most_attributes.max(thing.attributes.len());
    }

    /// Gives the id back where there is no such node.
    pub fn change_node(&mut self, id: Cow<'a, str>, changes: Vec<Change<'a>>) -> Result<(), Cow<'a, str>> {
        let Some(&at) = self.node_by_id.get(&id) else { return Err(id) };
        self.change_node_at(at, changes);
        Ok(())
    }

    pub fn add_edge(
        &mut self,
        id: Cow<'a, str>,
        (source, target): (Cow<'a, str>, Cow<'a, str>),
        directed: bool,
        changes: Vec<Change<'a>>,
        line: Option<u32>,
    ) {
        let mut end = |id: Cow<'a, str>| {
            let known = self.node_by_id.get(&id).copied();
            known.unwrap_or_else(|| self.new_node(id, line))
        };
        let ends = (end(source), end(target));
        let at = self.edges.len() as u32;
        if let Some(by_id) = &mut self.edge_by_id {
            by_id.insert(id.clone(), at);
        }
        let thing = self.thing(id, line);
        self.edges.push(Edge { thing, ends, directed });
        self.change_edge_at(at, changes);
    }

    /// The edge of that id. One whose node was deleted is gone with it.
    fn edge(&mut self, id: &str) -> Option<u32> {
        let edges = &self.edges;
        let by_id = self.edge_by_id.get_or_insert_with(|| {
            let ids = edges.iter().map(|edge| edge.thing.id.clone());
            ids.zip(0..).collect()
        });
        let at = *by_id.get(id)?;
        self.is_there(&self.edges[at as usize]).then_some(at)
    }

    fn is_there(&self, edge: &Edge<'_>) -> bool {
        let (source, target) = edge.ends;
        let is_end_there = |end: u32| self.nodes[end as usize].thing.is_there;
        edge.thing.is_there && is_end_there(source) && is_end_there(target)
    }

    /// Gives the id back where there is no such edge.
    pub fn change_edge(&mut self, id: Cow<'a, str>, changes: Vec<Change<'a>>) -> Result<(), Cow<'a, str>> {
        let Some(at) = self.edge(&id) else { return Err(id) };
        self.change_edge_at(at, changes);
        Ok(())
    }

    /// Tells whether there was such a node. Its edges go with it.
    pub fn delete_node(&mut self, id: &str) -> bool {
        let Some(at) = self.node_by_id.remove(id) else { return false };
        self.nodes[at as usize].thing.is_there = false;
        true
    }

    /// Tells whether there was such an edge.
    pub fn delete_edge(&mut self, id: &str) -> bool {
        let Some(at) = self.edge(id) else { return false };
        self.edges[at as usize].thing.is_there = false;
        true
    }

    pub fn clear(&mut self) {
        let (nodes, edges) = (std::mem::take(&mut self.nodes), std::mem::take(&mut self.edges));
        self.deleted.0 += nodes.len();
        self.deleted.1 += edges.len();
        self.node_by_id.clear();
        self.edge_by_id = None;
    }

    /// Puts what is there into the draft, and says what is not any more.
    pub fn build(mut self, draft: &mut Draft) {
        draft.y_grows_upwards();
        (self.node_by_id, self.edge_by_id) = (HashMap::new(), None);
        let mut edges = std::mem::take(&mut self.edges);
        let count = edges.len();
        edges.retain(|edge| self.is_there(edge));
        self.deleted.1 += count - edges.len();
        let since = |steps: u32| steps.checked_sub(1).map(|at| self.steps[at as usize]);
        let mut actors: Vec<Option<ActorIx>> = Vec::with_capacity(self.nodes.len());
        let mut fields = Fields { names: self.names.names, actors: HashMap::new(), links: HashMap::new() };
        for Node { thing, is_declared, repeated } in self.nodes {
            if !thing.is_there {
                self.deleted.0 += 1;
                actors.push(None);
                continue;
            }
            let Thing { id, attributes, steps, line, .. } = thing;
            let actor = if is_declared { draft.declare(&id, line, false).actor } else { draft.mention(&id, line) };
            for _ in 0..repeated {
                draft.declare(&id, line, false);
            }
            fields.put_actor(draft, actor, attributes, since(steps), line);
            actors.push(Some(actor));
        }
        for Edge { thing: Thing { id, attributes, steps, line, .. }, ends: (source, target), directed } in edges {
            let (Some(source), Some(target)) = (actors[source as usize], actors[target as usize]) else { continue };
            let link = draft.link(source, target, Some(&id), directed, line);
            fields.put_link(draft, link, attributes, since(steps), line);
        }
        if self.deleted != (0, 0) {
            let (nodes, edges) = (counted(self.deleted.0, "actor"), counted(self.deleted.1, "link"));
            let what = format!(
                "what the file adds and later deletes ({nodes}, {edges}): the graph is as it stands at the end"
            );
            draft.warn(None, Warning::LeftOut { what });
        }
        if self.has_changed {
            let what = "the values that details have before the file changes them".to_owned();
            draft.warn(None, Warning::LeftOut { what });
        }
    }
}

/// Where attributes go, found once for each name.
struct Fields<'a> {
    names: Vec<Cow<'a, str>>,
    actors: HashMap<u32, Field>,
    links: HashMap<u32, Field>,
}

impl Fields<'_> {
    fn put_actor(
        &mut self,
        draft: &mut Draft,
        actor: ActorIx,
        attributes: Vec<(u32, Value)>,
        step: Option<f64>,
        line: Option<u32>,
    ) {
        let mut place = (None, None);
        let has_label = attributes.iter().any(|(name, _)| self.names[*name as usize] == "label");
        for (number, value) in attributes {
            let name = &*self.names[number as usize];
            match (name, self::number(&value)) {
                ("x", Some(x)) => place.0 = Some(x),
                ("y", Some(y)) => place.1 = Some(y),
                ("xy" | "xyz", _) if point(&value).is_some() => place = point(&value).unzip(),
                ("ui.label", _) if !has_label => draft.put_actor(actor, Field::Label, value, line),
                _ => {
                    if name == "ui.style" {
                        let (colour, size) = style(&value);
                        draft.looks().set_actor_colour(actor, colour);
                        draft.looks().set_actor_size(actor, size);
                    }
                    let field = *self.actors.entry(number).or_insert_with(|| draft.actor_field(name, None));
                    draft.put_actor(actor, field, value, line);
                }
            }
        }
        match place {
            (Some(x), Some(y)) => draft.place(actor, x, y),
            (Some(only), None) | (None, Some(only)) => {
                let name = if place.0.is_some() { "x" } else { "y" };
                let field = draft.actor_detail(name, None);
                draft.put_actor(actor, field, Value::Number(only), line);
            }
            (None, None) => (),
        }
        if let Some(step) = step {
            let field = draft.actor_detail("since step", None);
            draft.put_actor(actor, field, step_value(step), line);
        }
    }

    fn put_link(
        &mut self,
        draft: &mut Draft,
        link: LinkIx,
        attributes: Vec<(u32, Value)>,
        step: Option<f64>,
        line: Option<u32>,
    ) {
        for (number, value) in attributes {
            let name = &*self.names[number as usize];
            if name == "ui.style" {
                let (colour, _) = style(&value);
                draft.looks().set_link_colour(link, colour);
            }
            let field = *self.links.entry(number).or_insert_with(|| match name {
                "ui.label" => draft.link_field("label", None),
                name => draft.link_field(name, None),
            });
            draft.put_link(link, field, value, line);
        }
        if let Some(step) = step {
            let field = draft.link_detail("since step", None);
            draft.put_link(link, field, step_value(step), line);
        }
    }
}

fn step_value(step: f64) -> Value {
    let is_whole = step.fract() == 0.0 && step.abs() <= (1_u64 << 53) as f64;
    if is_whole { Value::WholeNumber(step as i64) } else { Value::Number(step) }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::WholeNumber(number) => Some(*number as f64),
        _ => None,
    }
}

/// The first two of a list of numbers.
fn point(value: &Value) -> Option<(f64, f64)> {
    let Value::Other(list) = value else { return None };
    Some((list.get(0)?.as_f64()?, list.get(1)?.as_f64()?))
}

/// Colour and size of a style sheet: `fill-color: #f00; size: 12px;`.
fn style(value: &Value) -> (Option<Colour>, Option<f32>) {
    let Value::Text(sheet) = value else { return (None, None) };
    let of = |wanted: &str| {
        let mut declared = sheet.split(';').filter_map(|declared| declared.split_once(':'));
        declared.rfind(|(name, _)| name.trim() == wanted).map(|(_, value)| value.trim())
    };
    let size = of("size").and_then(|size| {
        let size = size.split(',').next().unwrap_or(size);
        size.trim_end_matches(|sign: char| sign.is_alphabetic()).trim_end().parse().ok()
    });
    let colour = of("fill-color").and_then(|fill| css_colour(fill).or_else(|| css_colour(fill.split(',').next()?)));
    (colour, size)
}
