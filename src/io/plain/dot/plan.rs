//! A graph of DOT while it is parsed: nodes, edges and subgraphs with their attributes as they are written, and the defaults
//! that hold where each was made. What attributes mean is decided in `meaning.rs`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use super::lexer::{Id, Sort};
use crate::io::limits::implied_records;
use crate::model::{KeyIndex, Keyed};

/// A name of an attribute with its value, as numbers of [`Plan::names`] and [`Plan::texts`].
pub type Pair = (u32, u32);

/// A graph while it is parsed.
pub struct Plan<'a> {
    /// Its name, empty where it has none.
    pub name: Cow<'a, str>,
    /// Whether it is a digraph.
    pub is_directed: bool,
    /// Whether edges that repeat another are that other.
    pub is_strict: bool,
    /// Names of attributes, each once.
    pub names: Vec<Cow<'a, str>>,
    /// Values of attributes, and ports.
    pub texts: Vec<Text<'a>>,
    /// Nodes in the order in which they are first met.
    pub nodes: Vec<Node<'a>>,
    /// Edges in the order of the file.
    pub edges: Vec<Edge>,
    /// Subgraphs in the order of the file; the first is the graph itself.
    pub subgraphs: Vec<Subgraph<'a>>,
    /// How many edges repeated another one.
    pub merged: usize,
    name_numbers: HashMap<Cow<'a, str>, u32>,
    /// For each name the one that followed it last, because attributes mostly come in one order.
    followers: Vec<u32>,
    last_name: u32,
    /// The number of the name `key`, once it was met.
    key_name: Option<u32>,
    /// The numbers of the names of ports, once there was an edge.
    port_names: Option<(u32, u32)>,
    node_numbers: KeyIndex,
    subgraph_numbers: HashMap<(u32, Cow<'a, str>), u32>,
    edges_by_ends: HashMap<(u32, u32), u32>,
    edges_by_key: HashMap<(u32, u32, Cow<'a, str>), u32>,
    implied: Implied,
    nothing: Rc<Vec<Pair>>,
    /// The last flattening of a subgraph that met each node.
    met: Vec<u32>,
    flattened: u32,
}

/// A value of an attribute.
pub struct Text<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Whether it is markup.
    pub is_markup: bool,
}

/// A node.
pub struct Node<'a> {
    /// Its id.
    pub id: Cow<'a, str>,
    /// The line that first names it.
    pub line: u32,
    /// Whether it has a statement of its own.
    pub is_described: bool,
    /// Its own attributes; of several with one name the last holds.
    pub own: Vec<Pair>,
    /// The defaults that held where it was made.
    pub defaults: Rc<Vec<Pair>>,
}

impl Keyed for Node<'_> {
    const IS_NAMED_OFTEN: bool = true;

    fn key(&self) -> &str {
        &self.id
    }

    fn key_bytes(&self) -> &[u8] {
        self.id.as_bytes()
    }
}

/// An edge.
pub struct Edge {
    /// The node it leaves.
    pub tail: u32,
    /// The node it enters.
    pub head: u32,
    /// Its line.
    pub line: u32,
    /// Whether it is written with an arrow.
    pub is_arrow: bool,
    /// Its own attributes; of several with one name the last holds.
    pub own: Rc<Vec<Pair>>,
    /// The defaults that held where it was made.
    pub defaults: Rc<Vec<Pair>>,
}

/// A subgraph, or the graph itself.
#[derive(Default)]
pub struct Subgraph<'a> {
    /// Its name.
    pub name: Option<Cow<'a, str>>,
    /// The subgraph around it; its own number for the graph itself.
    pub parent: u32,
    /// Its attributes; of several with one name the last holds.
    pub own: Vec<Pair>,
    /// Nodes that are named within it, outside of its subgraphs; some several times.
    pub nodes: Vec<u32>,
    children: Vec<u32>,
    nodes_default: Defaults,
    edges_default: Defaults,
}

/// Attributes that nodes or edges made in a subgraph begin with.
#[derive(Default)]
struct Defaults {
    held: Rc<Vec<Pair>>,
    own: Vec<Pair>,
}

/// Whose defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of nodes.
    Nodes,
    /// Those of edges.
    Edges,
}

/// One end of an edge statement.
pub enum End {
    /// A node, with its port.
    Node(u32, Option<u32>),
    /// Several nodes with commas between them.
    Nodes(Vec<(u32, Option<u32>)>),
    /// All nodes of a subgraph.
    Subgraph(u32),
}

/// What the file asks for without a byte for each.
#[derive(Default)]
struct Implied {
    edges: usize,
    values: usize,
    visits: usize,
    most_edges: usize,
    most_values: usize,
}

/// The file asks for more than a limit allows; what, as a sentence that begins in lower case.
pub struct TooMuch(pub String);

impl<'a> Plan<'a> {
    /// An empty graph of a file of so many bytes.
    pub fn new(name: Cow<'a, str>, is_directed: bool, is_strict: bool, bytes: usize) -> Self {
        Self {
            name,
            is_directed,
            is_strict,
            names: Vec::new(),
            texts: Vec::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
            subgraphs: vec![Subgraph::default()],
            merged: 0,
            name_numbers: HashMap::new(),
            followers: Vec::new(),
            last_name: 0,
            key_name: None,
            port_names: None,
            node_numbers: KeyIndex::default(),
            subgraph_numbers: HashMap::new(),
            edges_by_ends: HashMap::new(),
            edges_by_key: HashMap::new(),
            implied: Implied {
                most_edges: implied_records(bytes),
                most_values: 2 * implied_records(bytes),
                ..Implied::default()
            },
            nothing: Rc::default(),
            met: Vec::new(),
            flattened: 0,
        }
    }

    /// The number of an attribute's name, where it was met.
    pub fn name_number(&self, name: &str) -> Option<u32> {
        self.name_numbers.get(name).copied()
    }

    /// A name with a value.
    pub fn pair(&mut self, name: Cow<'a, str>, value: Id<'a>) -> Pair {
        let expected = self.followers.get(self.last_name as usize).copied();
        let number = match expected {
            Some(expected) if self.names[expected as usize] == name => expected,
            _ => self.number_of(name),
        };
        if let Some(follower) = self.followers.get_mut(self.last_name as usize) {
            *follower = number;
        }
        self.last_name = number;
        (number, self.text(value))
    }

    /// The number of a name, which it gets here where it has none.
    fn number_of(&mut self, name: Cow<'a, str>) -> u32 {
        if let Some(number) = self.name_number(&name) {
            return number;
        }
        let number = self.names.len() as u32;
        if name == "key" {
            self.key_name = Some(number);
        }
        self.names.push(name.clone());
        self.followers.push(number);
        self.name_numbers.insert(name, number);
        number
    }

    /// A text.
    pub fn text(&mut self, value: Id<'a>) -> u32 {
        self.texts.push(Text { text: value.text, is_markup: value.sort == Sort::Markup });
        self.texts.len() as u32 - 1
    }

    /// The node of that id, named within a subgraph; made there where it is new.
    pub fn node(&mut self, id: Cow<'a, str>, line: u32, within: u32) -> Result<u32, TooMuch> {
        let number = if let Some(number) = self.node_numbers.get(&self.nodes, &id) {
            number
        } else {
            let defaults = Rc::clone(&self.subgraphs[within as usize].nodes_default.held);
            self.implied.values(cost(&self.texts, &defaults))?;
            let number = self.nodes.len() as u32;
            let node = Node { id, line, is_described: false, own: Vec::new(), defaults };
            self.node_numbers.push(&mut self.nodes, node).unwrap_or(number)
        };
        if within != 0 {
            let members = &mut self.subgraphs[within as usize].nodes;
            if members.last() != Some(&number) {
                members.push(number);
            }
        }
        Ok(number)
    }

    /// The subgraph of that name within another; made where it is new or has no name.
    pub fn subgraph(&mut self, name: Option<Cow<'a, str>>, parent: u32) -> Result<u32, TooMuch> {
        let next = self.subgraphs.len() as u32;
        let known = match &name {
            None => None,
            Some(name) => match self.subgraph_numbers.entry((parent, name.clone())) {
                Entry::Occupied(known) => Some(*known.get()),
                Entry::Vacant(vacant) => {
                    vacant.insert(next);
                    None
                }
            },
        };
        let number = known.unwrap_or(next);
        if known.is_none() {
            self.subgraphs.push(Subgraph { name, parent, ..Subgraph::default() });
            self.subgraphs[parent as usize].children.push(next);
        }
        for whose in [Whose::Nodes, Whose::Edges] {
            let held = Rc::clone(&self.subgraphs[parent as usize].defaults(whose).held);
            let defaults = self.subgraphs[number as usize].defaults(whose);
            defaults.held = held;
            let own = std::mem::take(&mut defaults.own);
            self.implied.values(own.len())?;
            for pair in own {
                self.set_default(number, whose, pair)?;
            }
        }
        Ok(number)
    }

    /// Sets a default within a subgraph, from here on.
    pub fn set_default(&mut self, within: u32, whose: Whose, pair: Pair) -> Result<(), TooMuch> {
        let Defaults { held, own } = self.subgraphs[within as usize].defaults(whose);
        if Rc::strong_count(held) > 1 {
            self.implied.values(held.len())?;
        }
        put(Rc::make_mut(held), pair);
        if within != 0 {
            put(own, pair);
        }
        Ok(())
    }

    /// Edges from each end to the next, with their attributes.
    pub fn edges(&mut self, ends: &[(End, bool)], own: Vec<Pair>, line: u32, within: u32) -> Result<(), TooMuch> {
        let own = if own.is_empty() { Rc::clone(&self.nothing) } else { Rc::new(own) };
        let (tail_port, head_port) = self.port_names();
        if let [(End::Node(tail, None), _), (End::Node(head, None), is_arrow)] = ends {
            let (tail, head, is_arrow, defaults) = (*tail, *head, *is_arrow, Rc::clone(&self.nothing));
            return self.edge(Edge { tail, head, line, is_arrow, own, defaults }, within);
        }
        let mut sources = Vec::new();
        for (place, (end, is_arrow)) in ends.iter().enumerate() {
            let targets = self.nodes_of(end)?;
            if place > 0 {
                self.implied.edges((sources.len() * targets.len()).saturating_sub(1))?;
                for &(tail, out) in &sources {
                    for &(head, into) in &targets {
                        let own = match (out, into) {
                            (None, None) => Rc::clone(&own),
                            _ => {
                                let ports = [out.map(|port| (tail_port, port)), into.map(|port| (head_port, port))];
                                Rc::new(own.iter().copied().chain(ports.into_iter().flatten()).collect())
                            }
                        };
                        self.edge(
                            Edge { tail, head, line, is_arrow: *is_arrow, own, defaults: Rc::clone(&self.nothing) },
                            within,
                        )?;
                    }
                }
            }
            sources = targets;
        }
        Ok(())
    }

    /// Counts attributes that a statement gives to several nodes.
    pub fn imply(&mut self, values: usize) -> Result<(), TooMuch> {
        self.implied.values(values)
    }

    /// The numbers of the names of ports.
    fn port_names(&mut self) -> (u32, u32) {
        if let Some(numbers) = self.port_names {
            return numbers;
        }
        let numbers = (self.number_of(Cow::Borrowed("tailport")), self.number_of(Cow::Borrowed("headport")));
        self.port_names = Some(numbers);
        numbers
    }

    fn edge(&mut self, mut edge: Edge, within: u32) -> Result<(), TooMuch> {
        let next = self.edges.len() as u32;
        let ends =
            if self.is_directed || edge.tail <= edge.head { (edge.tail, edge.head) } else { (edge.head, edge.tail) };
        let key = self.key_name.and_then(|key| edge.own.iter().rev().find(|(name, _)| *name == key));
        let known = if self.is_strict {
            *self.edges_by_ends.entry(ends).or_insert(next)
        } else if let Some(&(_, key)) = key {
            let key = self.texts[key as usize].text.clone();
            *self.edges_by_key.entry((ends.0, ends.1, key)).or_insert(next)
        } else {
            next
        };
        if known == next {
            edge.defaults = Rc::clone(&self.subgraphs[within as usize].edges_default.held);
            self.implied.values(cost(&self.texts, &edge.defaults) + cost(&self.texts, &edge.own))?;
            self.edges.push(edge);
            return Ok(());
        }
        self.merged += 1;
        let known = &mut self.edges[known as usize].own;
        if Rc::strong_count(known) > 1 {
            self.implied.values(known.len())?;
        }
        self.implied.values(cost(&self.texts, &edge.own))?;
        Rc::make_mut(known).extend(edge.own.iter());
        Ok(())
    }

    /// The nodes of an end, each once.
    fn nodes_of(&mut self, end: &End) -> Result<Vec<(u32, Option<u32>)>, TooMuch> {
        let top = match end {
            End::Node(node, port) => return Ok(vec![(*node, *port)]),
            End::Nodes(nodes) => return Ok(nodes.clone()),
            End::Subgraph(top) => *top,
        };
        self.flattened += 1;
        self.met.resize(self.nodes.len(), 0);
        let mut nodes = Vec::new();
        let mut open = vec![top];
        while let Some(subgraph) = open.pop() {
            let Subgraph { nodes: members, children, .. } = &self.subgraphs[subgraph as usize];
            self.implied.visits(1 + members.len() + children.len())?;
            for &node in members {
                if std::mem::replace(&mut self.met[node as usize], self.flattened) != self.flattened {
                    nodes.push((node, None));
                }
            }
            open.extend(children.iter().rev());
        }
        Ok(nodes)
    }
}

/// Puts a value among others that are in the order of their names.
fn put(pairs: &mut Vec<Pair>, pair: Pair) {
    match pairs.binary_search_by_key(&pair.0, |(name, _)| *name) {
        Ok(place) => pairs[place] = pair,
        Err(place) => pairs.insert(place, pair),
    }
}

/// What values take up: one for each, and one for every eight bytes of text.
fn cost(texts: &[Text<'_>], pairs: &[Pair]) -> usize {
    pairs.iter().map(|(_, text)| 1 + texts[*text as usize].text.len() / 8).sum()
}

impl Subgraph<'_> {
    fn defaults(&mut self, whose: Whose) -> &mut Defaults {
        match whose {
            Whose::Nodes => &mut self.nodes_default,
            Whose::Edges => &mut self.edges_default,
        }
    }
}

impl Implied {
    fn edges(&mut self, more: usize) -> Result<(), TooMuch> {
        self.edges += more;
        if self.edges <= self.most_edges {
            return Ok(());
        }
        let most = self.most_edges;
        Err(TooMuch(format!("edges between whole subgraphs make more than {most} links, which is the limit.")))
    }

    /// Attributes that defaults give, and copies of them.
    fn values(&mut self, more: usize) -> Result<(), TooMuch> {
        self.values += more;
        if self.values <= self.most_values {
            return Ok(());
        }
        Err(TooMuch(format!(
            "attributes that hold for many nodes and edges at once make more than {} values, which is the limit for a file \
             of this size.",
            self.most_values
        )))
    }

    fn visits(&mut self, more: usize) -> Result<(), TooMuch> {
        const MOST: usize = 1 << 24;
        self.visits += more;
        if self.visits <= MOST {
            return Ok(());
        }
        Err(TooMuch(format!("edges of subgraphs name more than {MOST} nodes, which is the limit.")))
    }
}
