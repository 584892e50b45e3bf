//! What the attributes of DOT mean here: labels, types, weights, directions, places, colours, sizes; the others are details.
//!
//! A link has the direction in which its arrow is drawn: `dir=none` and `dir=both` make it mutual, `dir=back` turns it round.
//! Places are in points with y growing upwards. An attribute whose value is empty is none.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::colours::colour;
use super::plan::{Node, Pair, Plan, Text};
use super::words::{self, Names};
use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::plain::carried::unmarked;
use crate::model::{ActorIx, Colour, LinkIx, Value, Warning};

/// Puts a graph into the draft.
///
/// # Errors
/// Where the user cancelled.
pub fn fill(input: &mut Input<'_>, draft: &mut Draft, plan: &Plan<'_>) -> Result<(), ReadError> {
    draft.links_make_actors();
    draft.y_grows_upwards();
    draft.reserve(plan.nodes.len(), plan.edges.len());
    let mut filler = Filler {
        draft,
        plan,
        actor_fields: vec![None; plan.names.len()],
        link_fields: vec![None; plan.names.len()],
        last_seen: vec![0; plan.names.len()],
        record: 0,
        remarks: BTreeSet::new(),
    };
    let mut pairs = Vec::new();
    let mut actors = Vec::with_capacity(plan.nodes.len());
    for node in &plan.nodes {
        input.step()?;
        actors.push(filler.node(node, &mut pairs));
    }
    filler.clusters(&actors);
    for edge in &plan.edges {
        input.step()?;
        filler.edge(edge, &actors, &mut pairs);
    }
    filler.graph();
    filler.tell();
    Ok(())
}

/// A graph on its way into the draft.
pub(super) struct Filler<'d, 'p, 'a> {
    pub(super) draft: &'d mut Draft,
    pub(super) plan: &'p Plan<'a>,
    actor_fields: Vec<Option<Field>>,
    link_fields: Vec<Option<Field>>,
    /// The last record that had each attribute, so that of several values the last one holds.
    last_seen: Vec<usize>,
    record: usize,
    pub(super) remarks: BTreeSet<Remark>,
}

/// Something that is told once, whatever number of records it is true of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remark {
    Markup,
    Records,
    Turned,
    Mutual,
    DeepPlaces,
    Clusters,
    SeveralClusters,
    Subgraphs,
}

impl Remark {
    fn warning(self) -> Warning {
        let reshaped = |what: &str| Warning::Reshaped { what: what.to_owned() };
        let left_out = |what: &str| Warning::LeftOut { what: what.to_owned() };
        match self {
            Self::Markup => reshaped("Labels that are written as markup were read as their words"),
            Self::Records => reshaped("Labels of records were read as their fields, with \"|\" between them"),
            Self::Turned => reshaped("Links whose arrow is drawn at their beginning (dir=back) were turned round"),
            Self::Mutual => reshaped("Links with an arrow at both ends (dir=both) are mutual"),
            Self::DeepPlaces => reshaped("Places with a third number keep it in the detail \"pos\""),
            Self::Clusters => reshaped("The detail \"cluster\" says in which cluster an actor is"),
            Self::SeveralClusters => left_out("the other clusters of actors that are in several"),
            Self::Subgraphs => left_out("subgraphs that are no clusters (what is in them was read)"),
        }
    }
}

/// The attributes of a record, each once.
struct Attributes<'p, 'a> {
    plan: &'p Plan<'a>,
    pairs: Vec<Pair>,
}

impl<'p, 'a> Attributes<'p, 'a> {
    fn get(&self, name: &str) -> Option<&'p Text<'a>> {
        // They are few, so that comparing costs less than looking for the number of the name.
        let (_, text) = self.pairs.iter().find(|(number, _)| self.is_named(*number, name))?;
        Some(&self.plan.texts[*text as usize])
    }

    fn text(&self, name: &str) -> &'p str {
        self.get(name).map_or("", |text| text.text.as_ref())
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.text(name).trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn remove(&mut self, name: &str) {
        if let Some(at) = self.pairs.iter().position(|(number, _)| self.is_named(*number, name)) {
            self.pairs.remove(at);
        }
    }

    fn is_named(&self, number: u32, name: &str) -> bool {
        self.plan.names[number as usize] == name
    }
}

impl<'p, 'a> Filler<'_, 'p, 'a> {
    /// The attributes of a record: its own, then the defaults that it does not set. Empty ones are none.
    fn attributes(&mut self, own: &[Pair], defaults: &[Pair], pairs: &mut Vec<Pair>) -> Attributes<'p, 'a> {
        self.record += 1;
        pairs.clear();
        for &(name, text) in own.iter().rev().chain(defaults) {
            if std::mem::replace(&mut self.last_seen[name as usize], self.record) != self.record
                && !self.plan.texts[text as usize].text.is_empty()
            {
                pairs.push((name, text));
            }
        }
        // In the order in which the file first names them, so that details come in one order.
        pairs.sort_unstable();
        Attributes { plan: self.plan, pairs: std::mem::take(pairs) }
    }

    fn node(&mut self, node: &Node<'a>, pairs: &mut Vec<Pair>) -> ActorIx {
        let line = Some(node.line);
        let actor = if node.is_described {
            self.draft.declare(&node.id, line, true).actor
        } else {
            self.draft.mention(&node.id, line)
        };
        let mut attributes = self.attributes(&node.own, &node.defaults, pairs);
        let names = Names { graph: &self.plan.name, node: &node.id, ..Names::default() };
        if let Some(label) = attributes.get("label") {
            let is_record = matches!(attributes.text("shape"), "record" | "Mrecord");
            let words = self.words(label, names, is_record);
            self.draft.put_actor(actor, Field::Label, Value::Text(words), line);
            attributes.remove("label");
        } else if node.id.starts_with('<') {
            let words = words::markup(&node.id);
            self.draft.put_actor(actor, Field::Label, Value::Text(words), line);
        }
        self.place(actor, &mut attributes);
        if let Some(colour) = node_colour(&mut attributes) {
            self.draft.colour_actor(actor, colour);
        }
        let (width, height) = (attributes.number("width"), attributes.number("height"));
        if let (Some(width), Some(height)) = (width, height)
            && (width - height).abs() < 1e-6
        {
            attributes.remove("width");
            attributes.remove("height");
        }
        let is_fixed = matches!(attributes.text("fixedsize"), "true" | "True" | "TRUE" | "shape" | "yes" | "1");
        let size = match (width, height) {
            (Some(width), Some(height)) if is_fixed || (width - height).abs() < 1e-6 => Some((width * height).sqrt()),
            (Some(_), Some(_)) => None,
            (width, height) => width.or(height),
        };
        self.draft.looks().set_actor_size(actor, size.map(|size| size as f32));
        for &(name, text) in &attributes.pairs {
            let plan = self.plan;
            let value = self.value(&plan.texts[text as usize]);
            let known: &str = &plan.names[name as usize];
            let field = *self.actor_fields[name as usize].get_or_insert_with(|| match known {
                "type" | "aliases" | "note" | "evidence" => self.draft.actor_field(known, None),
                _ => self.draft.actor_text_detail(unmarked(known).unwrap_or(known)),
            });
            self.draft.put_actor_text(actor, field, &value, line);
        }
        *pairs = attributes.pairs;
        actor
    }

    /// A place in points. `!` says that it is meant to stay, as the attribute `pin` does.
    fn place(&mut self, actor: ActorIx, attributes: &mut Attributes<'p, 'a>) {
        let text = attributes.text("pos").trim();
        let bare = text.strip_suffix('!');
        let mut numbers = bare.unwrap_or(text).split(',').map(|number| number.trim().parse::<f64>().ok());
        let (Some(Some(x)), Some(Some(y)), rest) = (numbers.next(), numbers.next(), numbers.next()) else { return };
        self.draft.place(actor, x, y);
        if bare.is_some() {
            let field = self.draft.actor_text_detail("pin");
            self.draft.put_actor(actor, field, Value::Text("true".to_owned()), None);
            attributes.remove("pin");
        }
        if rest.is_none() {
            attributes.remove("pos");
        } else {
            self.remarks.insert(Remark::DeepPlaces);
        }
    }

    fn edge(&mut self, edge: &super::plan::Edge, actors: &[ActorIx], pairs: &mut Vec<Pair>) {
        let line = Some(edge.line);
        let plan = self.plan;
        let mut attributes = self.attributes(&edge.own, &edge.defaults, pairs);
        let (mut source, mut target) = (edge.tail, edge.head);
        let mut ports = [("tailport", "source port"), ("headport", "target port")];
        let directed = match attributes.text("dir") {
            "none" => false,
            "both" => {
                self.remarks.insert(Remark::Mutual);
                false
            }
            "back" => {
                self.remarks.insert(Remark::Turned);
                std::mem::swap(&mut source, &mut target);
                ports = [("headport", "source port"), ("tailport", "target port")];
                true
            }
            "forward" => true,
            _ => edge.is_arrow,
        };
        if attributes.text("dir") != "both" {
            attributes.remove("dir");
        }
        let id = attributes.get("id").map(|text| text.text.as_ref()).filter(|id| !id.contains('\\'));
        let (from, to) = (actors[source as usize], actors[target as usize]);
        let link = self.draft.link(from, to, id, directed, line);
        if id.is_some() {
            attributes.remove("id");
        }
        let (tail, head) = (&plan.nodes[edge.tail as usize].id, &plan.nodes[edge.head as usize].id);
        let names = Names { graph: &plan.name, ends: Some((tail, head)), is_arrow: edge.is_arrow, ..Names::default() };
        if attributes.get("type").is_none()
            && let Some(label) = attributes.get("label")
        {
            let words = self.words(label, names, false);
            self.draft.put_link(link, Field::Kind, Value::Text(words), line);
            attributes.remove("label");
        }
        if let Some(weight) = attributes.number("weight") {
            self.draft.put_link(link, Field::Weight, Value::Number(weight), line);
            attributes.remove("weight");
        }
        if let Some(colour) = colour(attributes.text("color"), attributes.text("colorscheme")) {
            self.draft.looks().set_link_colour(link, Some(colour));
            attributes.remove("color");
        }
        for (name, ours) in ports {
            let port = attributes.text(name);
            if !port.is_empty() {
                let field = self.draft.link_text_detail(ours);
                self.draft.put_link(link, field, Value::Text(port.to_owned()), line);
                attributes.remove(name);
            }
        }
        self.link_details(link, &attributes, line);
        *pairs = attributes.pairs;
    }

    fn link_details(&mut self, link: LinkIx, attributes: &Attributes<'p, 'a>, line: Option<u32>) {
        for &(name, text) in &attributes.pairs {
            let plan = self.plan;
            let value = self.value(&plan.texts[text as usize]);
            let known: &str = &plan.names[name as usize];
            let field = *self.link_fields[name as usize].get_or_insert_with(|| match known {
                "type" | "when" | "note" | "evidence" => self.draft.link_field(known, None),
                _ => self.draft.link_text_detail(unmarked(known).unwrap_or(known)),
            });
            self.draft.put_link_text(link, field, &value, line);
        }
    }

    fn words(&mut self, label: &Text<'_>, names: Names<'_>, is_record: bool) -> String {
        if label.is_markup {
            self.remarks.insert(Remark::Markup);
            words::markup(&label.text)
        } else if is_record && label.text.contains(['|', '{', '<']) {
            self.remarks.insert(Remark::Records);
            words::record(&label.text, names)
        } else {
            words::label(&label.text, names)
        }
    }

    fn value<'t>(&mut self, text: &'t Text<'_>) -> Cow<'t, str> {
        if text.is_markup {
            self.remarks.insert(Remark::Markup);
            Cow::Owned(words::markup(&text.text))
        } else {
            Cow::Borrowed(&text.text)
        }
    }

    /// What the graph says about itself.
    fn graph(&mut self) {
        let plan = self.plan;
        let mut facts = self.facts(&plan.subgraphs[0].own);
        let title = self.cluster_name(0);
        if title.is_empty() {
            self.draft.set_title(&plan.name);
        } else {
            self.draft.set_title(&title);
            facts.remove("label");
            if !plan.name.is_empty() {
                facts.insert("name".to_owned(), Json::from(plan.name.as_ref()));
            }
        }
        for (name, value) in facts {
            self.draft.keep_fact(&name, value);
        }
    }

    fn tell(&mut self) {
        for remark in &self.remarks {
            self.draft.warn(None, remark.warning());
        }
        if self.plan.merged > 0 {
            self.draft.merge_links(self.plan.merged);
        }
    }
}

/// The colour of a node: that of its area, else that of its rim. What is understood is no detail any more.
fn node_colour(attributes: &mut Attributes<'_, '_>) -> Option<Colour> {
    let scheme = attributes.text("colorscheme");
    if let Some(found) = colour(attributes.text("fillcolor"), scheme) {
        attributes.remove("fillcolor");
        if attributes.text("style") == "filled" {
            attributes.remove("style");
        }
        return Some(found);
    }
    let found = colour(attributes.text("color"), scheme)?;
    attributes.remove("color");
    Some(found)
}
