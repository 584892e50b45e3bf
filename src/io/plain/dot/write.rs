//! Writing DOT that Graphviz draws and that reads back as the same: details as attributes, types of links as labels.
//!
//! A detail whose name means something to Graphviz or to our reader stays a detail by a mark behind its name (see
//! `carried.rs`); one that came from DOT goes back as it came.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::io;

use super::colours::colour;
use crate::io::carry::{Attribute, Holds, Own, actor_attributes, link_attributes, losses};
use crate::io::draft::implied::LABELS;
use crate::io::plain::carried::{ends_like_a_mark, marked, tell_of_facts, tell_of_kinds, text_of};
use crate::io::plain::entities;
use crate::model::{ActorIx, Colour, Graph, LinkIx, LoadReport, View, Warning};

/// Writes a graph and its view.
pub fn write(graph: &Graph, view: &View, out: &mut dyn io::Write) -> io::Result<LoadReport> {
    let holds = Holds::MOST;
    let mut report = losses(graph, view, holds);
    tell_of_facts(graph, &mut report);
    tell_of_kinds(graph, "DOT", &mut report);
    let own = Own { label: true, ..Own::default() };
    let of_nodes = actor_attributes(graph, own);
    let of_edges = link_attributes(graph, Own { kind: true, weight: true, ..own });
    let directed = graph.links().filter(|(_, link)| link.directed).count();
    let mut writer = Writer {
        graph,
        view,
        is_directed: directed > 0,
        inches: inches(view),
        has_names: graph.actor_columns().iter().any(|column| LABELS.contains(&column.name.as_str())),
        keys: HashSet::new(),
        told: Told::default(),
    };
    writeln!(out, "{} {}{{", if directed > 0 { "digraph" } else { "graph" }, writer.title())?;
    let mut line = String::new();
    for (ix, _) in graph.actors() {
        line.clear();
        writer.node(&mut line, ix, &of_nodes);
        writeln!(out, "  {line};")?;
    }
    for (ix, _) in graph.links() {
        line.clear();
        writer.edge(&mut line, ix, &of_edges);
        writeln!(out, "  {line};")?;
    }
    writeln!(out, "}}")?;
    let Told { json, empty, backslashes } = writer.told;
    let remarks = [
        (json, "Lists, evidence and values of several parts are written as JSON in texts"),
        (
            backslashes,
            "A backslash at the end of an id or a name, or before a quote or the end of a line in it, is written twice, because \
             DOT cannot hold it",
        ),
    ];
    for (_, what) in remarks.into_iter().filter(|(is_so, _)| *is_so) {
        report.push(None, Warning::Reshaped { what: what.to_owned() });
    }
    if empty > 0 {
        let what = if empty == 1 { "1 empty text".to_owned() } else { format!("{empty} empty texts") };
        report.push(None, Warning::NotWritten { what: format!("{what} of details, which DOT takes for none") });
    }
    Ok(report)
}

/// What was met that is told.
#[derive(Default)]
struct Told {
    json: bool,
    empty: usize,
    backslashes: bool,
}

struct Writer<'g> {
    graph: &'g Graph,
    view: &'g View,
    is_directed: bool,
    /// What a size is multiplied by, so that it is one in inches.
    inches: f32,
    /// Whether details would be shown as labels of actors that have none.
    has_names: bool,
    /// Ends and keys of links: Graphviz takes two of the same for one link.
    keys: HashSet<(ActorIx, ActorIx, String)>,
    told: Told,
}

/// Attributes of nodes that are no details to our reader.
const NODE_FIELDS: [&str; 5] = ["label", "type", "aliases", "note", "evidence"];
/// The same of edges. "label" is looked at with the type.
const EDGE_FIELDS: [&str; 5] = ["type", "weight", "when", "note", "evidence"];

/// The attributes of a node or an edge, in their order.
type Pairs<'p> = Vec<(Cow<'p, str>, String)>;

impl Writer<'_> {
    fn title(&mut self) -> String {
        let title = &self.graph.title;
        if title.is_empty() { String::new() } else { format!("{} ", self.id(title)) }
    }

    fn node(&mut self, line: &mut String, ix: ActorIx, attributes: &[Attribute]) {
        let (graph, looks) = (self.graph, &self.view.looks);
        let actor = graph.actor(ix);
        let mut pairs = self.pairs(attributes, &NODE_FIELDS, |attribute| attribute.of_actor(graph, ix));
        let has = |pairs: &Pairs<'_>, name: &str| pairs.iter().any(|(known, _)| known == name);
        let text = |pairs: &Pairs<'_>, name: &str| {
            pairs.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let (own_colour, place) = (looks.actor_colour(ix), self.view.positions.get(ix));
        let is_drawn = |name: &str, text: &str| match name {
            "color" if own_colour.is_none() => colour(text, "").is_some(),
            "fillcolor" => own_colour.is_some() || colour(text, "").is_some(),
            "pos" => place.is_some() || text.contains(','),
            _ => false,
        };
        // A place with a third number says more than ours.
        let place = place.filter(|_| text(&pairs, "pos").split(',').count() < 3);
        for (name, text) in &mut pairs {
            let keeps = name == "pos" && place.is_none() && text.split(',').count() >= 3;
            if is_drawn(name, text) && !keeps {
                *name = marked(name).into();
            }
        }
        let shape = text(&pairs, "shape");
        let is_record = matches!(shape.as_str(), "record" | "Mrecord");
        let mut own: Pairs<'_> = Vec::new();
        if actor.label != actor.key || self.has_names || actor.key.contains(['\\', '&', '<']) || is_record {
            own.push(("label".into(), label(&actor.label, is_record)));
        }
        if let Some(place) = place {
            own.push(("pos".into(), format!("{},{}", place.x, -place.y)));
        }
        if let Some(colour) = own_colour.map(Colour::to_hex) {
            if has(&pairs, "style") && !has(&pairs, "color") {
                own.push(("color".into(), colour));
            } else {
                own.push(("fillcolor".into(), colour));
                if !has(&pairs, "style") {
                    own.push(("style".into(), "filled".to_owned()));
                } else if text(&pairs, "style") == "filled" {
                    // With an area that has a colour, this is what our reader expects and forgets.
                    mark(&mut pairs, "style");
                    own.push(("style".into(), "filled".to_owned()));
                }
            }
        }
        if let Some(size) = looks.actor_size(ix).filter(|_| !has(&pairs, "width") && !has(&pairs, "height")) {
            let size = (size * self.inches).to_string();
            own.extend([("width".into(), size.clone()), ("height".into(), size)]);
        }
        own.append(&mut pairs);
        let id = self.id(&actor.key);
        line.push_str(&id);
        write_pairs(line, &own);
    }

    fn edge(&mut self, line: &mut String, ix: LinkIx, attributes: &[Attribute]) {
        let graph = self.graph;
        let link = graph.link(ix);
        let mut pairs = self.pairs(attributes, &EDGE_FIELDS, |attribute| attribute.of_link(graph, ix));
        let (source, target) = graph.ends(ix);
        let own_colour = self.view.looks.link_colour(ix);
        let mut says_both = false;
        for (name, text) in &mut pairs {
            let stays = match name.as_ref() {
                "source port" | "target port" => {
                    *name = if name == "source port" { "tailport" } else { "headport" }.into();
                    true
                }
                "dir" => {
                    says_both = text == "both" && !link.directed;
                    says_both
                }
                "label" => !link.kind.is_empty(),
                "color" => own_colour.is_none() && colour(text, "").is_none(),
                "id" => text.contains('\\') && link.key == format!("l{}", ix.get() + 1),
                "key" => {
                    let ends =
                        if self.is_directed { (source, target) } else { (source.min(target), source.max(target)) };
                    self.keys.insert((ends.0, ends.1, text.clone()))
                }
                "tailport" | "headport" => false,
                _ => true,
            };
            if !stays {
                *name = marked(name).into();
            }
        }
        let mut own: Pairs<'_> = Vec::new();
        if !link.kind.is_empty() {
            if pairs.iter().any(|(name, _)| name == "label") {
                own.push(("type".into(), link.kind.to_string()));
            } else {
                own.push(("label".into(), label(&link.kind, false)));
            }
        }
        if let Some(weight) = link.weight {
            own.push(("weight".into(), weight.to_string()));
        }
        if link.key != format!("l{}", ix.get() + 1) {
            own.push(("id".into(), link.key.to_string()));
            self.told.backslashes |= link.key.contains('\\');
        }
        if self.is_directed && !link.directed && !says_both {
            own.push(("dir".into(), "none".to_owned()));
        }
        if let Some(colour) = own_colour {
            own.push(("color".into(), colour.to_hex()));
        }
        own.append(&mut pairs);
        let (source, target) = (self.id(&graph.actor(source).key), self.id(&graph.actor(target).key));
        let _ = write!(line, "{source} {} {target}", if self.is_directed { "->" } else { "--" });
        write_pairs(line, &own);
    }

    /// The attributes that have a value, as texts. Details that look like fields are marked.
    fn pairs<'p>(
        &mut self,
        attributes: &'p [Attribute],
        fields: &[&str],
        value_of: impl Fn(&Attribute) -> Option<crate::model::Value>,
    ) -> Pairs<'p> {
        let mut pairs = Vec::with_capacity(attributes.len());
        for attribute in attributes {
            let Some(value) = value_of(attribute) else { continue };
            let (text, is_json) = text_of(&value);
            self.told.json |= is_json;
            if text.is_empty() {
                self.told.empty += 1;
                continue;
            }
            let name = attribute.detail().unwrap_or(&attribute.name);
            let is_marked = attribute.detail().is_some() && (fields.contains(&name) || ends_like_a_mark(name));
            self.told.backslashes |= !is_word(name) && !quoted(name).1;
            pairs.push((if is_marked { marked(name).into() } else { name.into() }, text));
        }
        pairs
    }

    /// An id in quotes.
    fn id(&mut self, id: &str) -> String {
        let (quoted, is_exact) = quoted(id);
        self.told.backslashes |= !is_exact;
        quoted
    }
}

/// Marks the name of an attribute.
fn mark(pairs: &mut Pairs<'_>, name: &str) {
    for (known, _) in pairs.iter_mut().filter(|(known, _)| known == name) {
        *known = marked(name).into();
    }
}

/// Sizes are in the unit of the file they came from: those that are no inches are brought to at most one and a half.
fn inches(view: &View) -> f32 {
    const MOST: f32 = 10.0;
    view.looks.greatest_size().filter(|greatest| *greatest > MOST).map_or(1.0, |greatest| 1.5 / greatest)
}

fn write_pairs(line: &mut String, pairs: &Pairs<'_>) {
    if pairs.is_empty() {
        return;
    }
    line.push_str(" [");
    for (place, (name, text)) in pairs.iter().enumerate() {
        let separator = if place > 0 { ", " } else { "" };
        let (name, value) = (if is_word(name) { name.clone() } else { quoted(name).0.into() }, value(text));
        let _ = write!(line, "{separator}{name}={value}");
    }
    line.push(']');
}

/// Whether a name needs no quotes.
fn is_word(name: &str) -> bool {
    name.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !["node", "edge", "graph", "digraph", "subgraph", "strict"]
            .iter()
            .any(|word| name.eq_ignore_ascii_case(word))
}

/// A text in quotes, and whether it reads back as the same: a single backslash before a quote, a line's end or the end
/// cannot be written, and is written twice.
fn quoted(text: &str) -> (String, bool) {
    let mut quoted = String::with_capacity(text.len() + 2);
    let mut is_exact = true;
    let mut backslashes = 0;
    quoted.push('"');
    for sign in text.chars().chain(['"']) {
        if matches!(sign, '"' | '\n' | '\r') && backslashes % 2 == 1 {
            quoted.push('\\');
            is_exact = false;
        }
        backslashes = if sign == '\\' { backslashes + 1 } else { 0 };
        if sign == '"' {
            quoted.push('\\');
        }
        quoted.push(sign);
    }
    // The last quote was none of the text.
    quoted.truncate(quoted.len() - 2);
    quoted.push('"');
    (quoted, is_exact)
}

/// The value of an attribute: in quotes, or as markup where these cannot hold it.
fn value(text: &str) -> String {
    let (quoted, is_exact) = quoted(text);
    if is_exact {
        return quoted;
    }
    let mut markup = String::with_capacity(text.len() + 2);
    markup.push('<');
    for sign in text.chars() {
        if sign.is_ascii_alphanumeric()
            || (sign.is_ascii_punctuation() && !matches!(sign, '<' | '>' | '&'))
            || !sign.is_ascii()
        {
            markup.push(sign);
        } else {
            let _ = write!(markup, "&#{};", u32::from(sign));
        }
    }
    markup.push('>');
    markup
}

/// A label with what has a meaning in labels kept from having it.
fn label(text: &str, is_record: bool) -> String {
    let mut label = String::with_capacity(text.len());
    let ends = text.trim_end_matches('\n').len();
    for (place, sign) in text.char_indices() {
        match sign {
            '\\' => label.push_str("\\\\"),
            '\n' if place < ends => label.push_str("\\n"),
            '{' | '}' | '|' | '<' | '>' if is_record => label.extend(['\\', sign]),
            '&' if entities::begins_with_one(&text[place..]) => label.push_str("&amp;"),
            '\n' | '\r' | '\0' => {
                let _ = write!(label, "&#{};", u32::from(sign));
            }
            sign => label.push(sign),
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_what_they_can() {
        assert_eq!(quoted(r#"a "b" \c"#), (r#""a \"b\" \c""#.to_owned(), true));
        assert_eq!(quoted(r"ends\\"), (r#""ends\\""#.to_owned(), true));
        assert_eq!(quoted(r"ends\"), (r#""ends\\""#.to_owned(), false));
        assert_eq!(quoted("\\\"").0, r#""\\\"""#);
        assert_eq!(value("<\\\""), "<&#60;\\\">");
        assert_eq!(label("R&D &amp; \\N\nx\n", false), "R&D &amp;amp; \\\\N\\nx&#10;");
    }
}
