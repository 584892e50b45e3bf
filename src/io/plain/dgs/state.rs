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
    node_by_id: HashMap<Cow<'a, str>, usize>,
    edge_by_id: HashMap<Cow<'a, str>, usize>,
    step: Option<f64>,
    deleted: (usize, usize),
    has_changed: bool,
    /// The most attributes that a node or edge has.
    pub most_attributes: usize,
}

/// What nodes and edges have in common.
struct Thing<'a> {
    id: Cow<'a, str>,
    attributes: Vec<(Cow<'a, str>, Value)>,
    is_there: bool,
    step: Option<f64>,
    line: Option<u32>,
}

struct Node<'a> {
    thing: Thing<'a>,
    /// Whether an event adds it; else an edge names it only.
    is_declared: bool,
    /// How often it is added while it is there.
    repeated: usize,
}

struct Edge<'a> {
    thing: Thing<'a>,
    ends: (usize, usize),
    directed: bool,
}

impl<'a> Thing<'a> {
    /// Tells whether a value was replaced by another one or taken away.
    fn change(&mut self, changes: Vec<Change<'a>>) -> bool {
        let mut has_changed = false;
        for Change { name, value } in changes {
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
        self.step = Some(step);
    }

    fn thing(&self, id: Cow<'a, str>, line: Option<u32>) -> Thing<'a> {
        Thing { id, attributes: Vec::new(), is_there: true, step: self.step, line }
    }

    pub fn add_node(&mut self, id: Cow<'a, str>, changes: Vec<Change<'a>>, line: Option<u32>) {
        let known = self.node_by_id.get(&id).copied();
        let at = known.unwrap_or_else(|| self.new_node(id, line));
        let node = &mut self.nodes[at];
        node.repeated += usize::from(node.is_declared);
        node.is_declared = true;
        self.change(at, true, changes);
    }

    fn new_node(&mut self, id: Cow<'a, str>, line: Option<u32>) -> usize {
        let thing = self.thing(id.clone(), line);
        self.nodes.push(Node { thing, is_declared: false, repeated: 0 });
        self.node_by_id.insert(id, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    fn change(&mut self, at: usize, is_node: bool, changes: Vec<Change<'a>>) {
        let thing = if is_node { &mut self.nodes[at].thing } else { &mut self.edges[at].thing };
        self.has_changed |= thing.change(changes);
        self.most_attributes = self.most_attributes.max(thing.attributes.len());
    }

    /// Gives the id back where there is no such node.
    pub fn change_node(&mut self, id: Cow<'a, str>, changes: Vec<Change<'a>>) -> Result<(), Cow<'a, str>> {
        let Some(&at) = self.node_by_id.get(&id) else { return Err(id) };
        self.change(at, true, changes);
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
        let thing = self.thing(id.clone(), line);
        self.edges.push(Edge { thing, ends, directed });
        self.edge_by_id.insert(id, self.edges.len() - 1);
        self.change(self.edges.len() - 1, false, changes);
    }

    /// The edge of that id. One whose node was deleted is gone with it.
    fn edge(&self, id: &str) -> Option<usize> {
        let at = *self.edge_by_id.get(id)?;
        self.is_there(&self.edges[at]).then_some(at)
    }

    fn is_there(&self, edge: &Edge<'_>) -> bool {
        let (source, target) = edge.ends;
        edge.thing.is_there && self.nodes[source].thing.is_there && self.nodes[target].thing.is_there
    }

    /// Gives the id back where there is no such edge.
    pub fn change_edge(&mut self, id: Cow<'a, str>, changes: Vec<Change<'a>>) -> Result<(), Cow<'a, str>> {
        let Some(at) = self.edge(&id) else { return Err(id) };
        self.change(at, false, changes);
        Ok(())
    }

    /// Tells whether there was such a node. Its edges go with it.
    pub fn delete_node(&mut self, id: &str) -> bool {
        let Some(at) = self.node_by_id.remove(id) else { return false };
        self.nodes[at].thing.is_there = false;
        true
    }

    /// Tells whether there was such an edge.
    pub fn delete_edge(&mut self, id: &str) -> bool {
        let Some(at) = self.edge(id) else { return false };
        self.edges[at].thing.is_there = false;
        self.edge_by_id.remove(id);
        true
    }

    pub fn clear(&mut self) {
        let (nodes, edges) = (std::mem::take(&mut self.nodes), std::mem::take(&mut self.edges));
        self.deleted.0 += nodes.len();
        self.deleted.1 += edges.len();
        self.node_by_id.clear();
        self.edge_by_id.clear();
    }

    /// Puts what is there into the draft, and says what is not any more.
    pub fn build(mut self, draft: &mut Draft) {
        draft.y_grows_upwards();
        let edges = std::mem::take(&mut self.edges);
        let (kept, gone): (Vec<Edge<'a>>, Vec<Edge<'a>>) = edges.into_iter().partition(|edge| self.is_there(edge));
        self.deleted.1 += gone.len();
        let mut actors: Vec<Option<ActorIx>> = Vec::with_capacity(self.nodes.len());
        let mut fields = Fields::default();
        for Node { thing, is_declared, repeated } in self.nodes {
            if !thing.is_there {
                self.deleted.0 += 1;
                actors.push(None);
                continue;
            }
            let Thing { id, attributes, step, line, .. } = thing;
            let actor = if is_declared { draft.declare(&id, line, false).actor } else { draft.mention(&id, line) };
            for _ in 0..repeated {
                draft.declare(&id, line, false);
            }
            fields.put_actor(draft, actor, attributes, step, line);
            actors.push(Some(actor));
        }
        for Edge { thing: Thing { id, attributes, step, line, .. }, ends: (source, target), directed } in kept {
            let (Some(source), Some(target)) = (actors[source], actors[target]) else { continue };
            let link = draft.link(source, target, Some(&id), directed, line);
            fields.put_link(draft, link, attributes, step, line);
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
#[derive(Default)]
struct Fields<'a> {
    actors: HashMap<Cow<'a, str>, Field>,
    links: HashMap<Cow<'a, str>, Field>,
}

impl<'a> Fields<'a> {
    fn put_actor(
        &mut self,
        draft: &mut Draft,
        actor: ActorIx,
        attributes: Vec<(Cow<'a, str>, Value)>,
        step: Option<f64>,
        line: Option<u32>,
    ) {
        let mut place = (None, None);
        let has_label = attributes.iter().any(|(name, _)| name == "label");
        for (name, value) in attributes {
            match (&*name, number(&value)) {
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
                    let field = self.actors.entry(name);
                    let field = *field.or_insert_with_key(|name| draft.actor_field(name, None));
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
        attributes: Vec<(Cow<'a, str>, Value)>,
        step: Option<f64>,
        line: Option<u32>,
    ) {
        for (name, value) in attributes {
            if name == "ui.style" {
                let (colour, _) = style(&value);
                draft.looks().set_link_colour(link, colour);
            }
            let field = *self.links.entry(name).or_insert_with_key(|name| match &**name {
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
