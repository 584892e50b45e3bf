//! Every writer against names: a detail may be called like anything that a format, a reader or another program takes for
//! something else, and still comes back as that detail, with its kind and values, beside everything else that was said.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde_json::{Map, Value as Json, json};

use super::carry::json_text;
use super::{Format, Opened, ReadOptions, native, read_bytes, read_source};
use crate::model::{ColumnKind, Columns, Value};

/// Names that mean something to somebody, one family a line.
const NAMES: &[&str] = &[
    // Fields of the model and words of tables.
    "label name title caption fullname full_name displayname nodename type kind Kind category class entity_type node_type schema",
    "aliases alias aka note notes comment remark evidence weight weights strength count value n frequency amount",
    "when date data day year time timestamp timeset interval start startdate begin since validfrom end enddate until",
    "id key uid node nodeid actor vertex edgeid linkid source target from to src dst sender receiver parent child manager boss",
    "direction directed isdirected undirected x y z X Y xpos posx size Size grosse color colour Color farbe r g b a",
    "relation relationship relation_type interaction predicate verb role tie rel labels mode",
    "quote page url address author publisher published document passage paraphrase identifier retrieved",
    // GraphML, GEXF, XGMML.
    "for attvalue attvalues spells spell open networkx_key viz thickness kind_of multigraph desc graph edge port hyperedge",
    "linklore linklore:detail linklore:columns undeclared cluster imported nodes edges links d0 e_weight v_name",
    // GML, DOT, Pajek.
    "graphics gid fill original_id w h creator version digraph subgraph strict style fillcolor width height fixedsize shape",
    "pos pin dir tailport headport colorscheme linklore_id ic bc bw lc x_fact y_fact phi q font l c p s h1 a1 k2 ap lp lr lphi",
    "fos la ellipse box diamond [1-5] *Vertices %",
    // Formats in JSON.
    "attributes properties metadata data position group arrows classes selected locked parent_id generator __proto__ options",
    "v t i d e po shared_name SUID network attr net",
    // STIX and FollowTheMoney.
    "spec_version created modified created_by_ref revoked confidence lang external_references object_marking_refs description",
    "identity_class x_linklore_id x_linklore_supplied relationship_type source_ref target_ref start_time stop_time extensions",
    "granular_markings sectors first_seen last_seen datasets referents topics proof sourceUrl summary startDate endDate country",
    "birthDate weakAlias subject object owner asset names alephUrl publishedAt",
];

/// Names with signs that formats write in their own way. None begins like a formula, which CSV for spreadsheets changes, or ends
/// with a backslash, which DOT cannot hold: both are told.
const ODD: [&str; 31] = [
    "source port",
    "target port",
    "shared name",
    "x (2)",
    "label (2)",
    "type (detail)",
    "key (2)",
    "when (2)",
    "a:b",
    "a:string",
    "born:date",
    ":ID",
    ":TYPE",
    "name:string[]",
    " x ",
    " ",
    "\u{a0}",
    "Größe",
    "سلمى",
    "a,b",
    "a;b",
    "a\"b",
    "a'b",
    "<b>",
    "&amp;",
    "&#34;",
    "a|b",
    "0",
    "null",
    "7",
    "1.5",
];

fn all_names() -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in NAMES.iter().flat_map(|line| line.split(' ')) {
        let capital = name[..1].to_uppercase() + &name[1..];
        names.extend([name.to_owned(), name.to_uppercase(), name.to_lowercase(), capital]);
    }
    names.extend(ODD.map(str::to_owned));
    let mut known = std::collections::HashSet::new();
    names.retain(|name| known.insert(name.clone()));
    names
}

/// A kind of details, and values of it for two records.
fn kinds() -> Vec<(ColumnKind, [Json; 2])> {
    vec![
        (ColumnKind::Text, [json!("seven or so"), json!("Ada")]),
        (ColumnKind::Text, [json!("red"), json!("blue")]),
        (ColumnKind::WholeNumber, [json!(7), json!(-3)]),
        (ColumnKind::Number, [json!(0.5), json!(2.25)]),
        (ColumnKind::YesNo, [json!(true), json!(false)]),
        (ColumnKind::Date, [json!("2014-06"), json!("2015-07-08")]),
        (ColumnKind::TextList, [json!(["a", "b"]), json!(["c", "d"])]),
        (ColumnKind::Mixed, [json!(1), json!("x")]),
    ]
}

/// A graph whose records have these details. `is_bare` leaves out all that need not be said: labels are ids, nothing has a
/// type.
fn case(details: &[(&str, ColumnKind, &[Json; 2])], is_bare: bool) -> Opened {
    let of = |position: usize| -> Map<String, Json> {
        details.iter().map(|(name, _, values)| ((*name).to_owned(), values[position].clone())).collect()
    };
    let columns: Map<String, Json> =
        details.iter().map(|(name, kind, _)| ((*name).to_owned(), json!(kind.name()))).collect();
    let mut actors = ["a", "b", "c"].map(|id| json!({"id": id, "label": id}));
    let mut links = [
        json!({"id": "l1", "source": "a", "target": "b", "directed": true}),
        json!({"id": "l2", "source": "a", "target": "b", "directed": true}),
        json!({"id": "l3", "source": "b", "target": "c", "directed": true}),
    ];
    let said = [
        json!({"label": "Ada Obi", "type": "person", "aliases": ["A. O.", "Ada"], "note": "seen twice"}),
        json!({"label": "Bank", "type": "firm"}),
        json!({"label": "c", "type": "person"}),
    ];
    let of_links = [
        json!({"type": "met", "when": "2016", "weight": 2.5, "note": "once"}),
        json!({"type": "owns", "when": "2016-05-06/2017", "weight": 1.0}),
        json!({"type": "met"}),
    ];
    for (records, said) in [(&mut actors, said), (&mut links, of_links)] {
        for (position, (record, said)) in records.iter_mut().zip(said).enumerate() {
            let record = record.as_object_mut().expect("an object");
            if !is_bare {
                record.extend(said.as_object().expect("an object").clone());
            }
            if position < 2 {
                record.insert("details".to_owned(), Json::Object(of(position)));
            }
        }
    }
    let columns = json!({"actors": columns.clone(), "links": columns});
    let file = json!({"linklore": 1, "columns": columns, "actors": actors, "links": links});
    read_bytes("case.linklore", file.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}\n{file}"))
}

fn again(opened: &Opened, format: Format) -> Result<Opened, String> {
    let mut bytes = Vec::new();
    format.write(&opened.graph, &opened.view, &mut bytes).expect("it is written").expect("memory takes everything");
    let companions = format.companions(&opened.graph, &opened.view).expect("memory takes everything");
    let beside = |name: &str| {
        let known = companions.iter().find(|companion| name == format!("again.{}", companion.ending))?;
        Some(known.bytes.clone())
    };
    let format = if format.can_read() { format } else { Format::from_id("csv").expect("a format") };
    let options = ReadOptions { format: Some(format), ..ReadOptions::default() };
    let go_on = &mut |_: super::Progress| ControlFlow::Continue(());
    let read = read_source(&format!("again.{}", format.extensions()[0]), &bytes, &options, go_on, &beside);
    read.map_err(|error| format!("{error}\n{}", String::from_utf8_lossy(&bytes)))
}

/// What the format can show of a value: formats that know only texts have JSON for values of several parts.
fn shown(value: &Value, only_texts: bool) -> (String, ColumnKind) {
    let kind = match value {
        Value::Text(_) => ColumnKind::Text,
        Value::Number(_) => ColumnKind::Number,
        Value::WholeNumber(_) => ColumnKind::WholeNumber,
        Value::YesNo(_) => ColumnKind::YesNo,
        Value::Date(_) => ColumnKind::Date,
        Value::TextList(_) => ColumnKind::TextList,
        Value::Other(_) => ColumnKind::Mixed,
    };
    let has_parts = matches!(kind, ColumnKind::TextList | ColumnKind::Mixed);
    (json_text(value), if only_texts && has_parts { ColumnKind::Text } else { kind })
}

/// Everything that must come back, by what it is of.
fn facts(opened: &Opened, only_texts: bool, is_bare: bool) -> BTreeMap<String, String> {
    let graph = &opened.graph;
    let bytes = native::to_bytes(graph, &opened.view).expect("sound");
    let file: Json = serde_json::from_slice(&bytes).expect("JSON");
    let mut facts = BTreeMap::new();
    for list in ["actors", "links"] {
        for (position, record) in file[list].as_array().into_iter().flatten().enumerate() {
            for (field, value) in record.as_object().into_iter().flatten() {
                // A detail may be shown as the type where nothing has one, which the report says.
                if field == "details" || field == "type" && is_bare {
                    continue;
                }
                facts.insert(format!("{list} {position} {field}"), value.to_string());
            }
        }
    }
    let mut details = |list: &str, columns: &Columns, rows: usize| {
        for column in columns.iter() {
            for (row, value) in (0..rows).filter_map(|row| Some((row, column.get(row)?))) {
                facts
                    .insert(format!("{list} {row} detail {}", column.name), format!("{:?}", shown(&value, only_texts)));
            }
        }
    };
    details("actors", graph.actor_columns(), graph.actor_count());
    details("links", graph.link_columns(), graph.link_count());
    facts
}

/// What differs between a graph and what was read back, in words; `None` where nothing does.
fn difference(before: &Opened, format: Format, is_bare: bool) -> Option<String> {
    let only_texts = matches!(format.id(), "dot" | "pajek");
    let after = match again(before, format) {
        Ok(read) => read,
        Err(error) => return Some(format!("cannot be read: {error}")),
    };
    let (one, other) = (facts(before, only_texts, is_bare), facts(&after, only_texts, is_bare));
    let mut told = Vec::new();
    for (fact, value) in &one {
        match other.get(fact) {
            Some(found) if found == value => {}
            found => told.push(format!("{fact} was {value}, is {}", found.map_or("gone", String::as_str))),
        }
    }
    let new = other.iter().filter(|(fact, _)| !one.contains_key(*fact));
    told.extend(new.map(|(fact, value)| format!("{fact} is {value}, was none")));
    (!told.is_empty()).then(|| told.join("\n"))
}

/// What goes wrong in every format that is written, by the format.
#[derive(Default)]
struct Faults(BTreeMap<&'static str, Vec<String>>);

impl Faults {
    fn look(&mut self, details: &[(&str, ColumnKind, &[Json; 2])], is_bare: bool) {
        let before = case(details, is_bare);
        for format in Format::all().filter(|format| format.can_write()) {
            let faults = self.0.entry(format.id()).or_default();
            if faults.len() < 20
                && let Some(difference) = difference(&before, format, is_bare)
            {
                faults.push(difference);
            }
        }
    }

    fn tell(self) {
        let told: Vec<String> = self
            .0
            .into_iter()
            .filter(|(_, faults)| !faults.is_empty())
            .map(|(format, faults)| format!("{format}:\n{}", faults.join("\n")))
            .collect();
        assert!(told.is_empty(), "\n{}", told.join("\n\n"));
    }
}

/// The names in groups, so that not every one needs a graph of its own. Each has another kind in each of so many rounds.
fn look_at_groups(of: usize, rounds: usize, is_bare: bool) {
    let (names, kinds) = (all_names(), kinds());
    let mut faults = Faults::default();
    for round in 0..rounds {
        for group in names.chunks(of) {
            let details: Vec<(&str, ColumnKind, &[Json; 2])> = group
                .iter()
                .enumerate()
                .map(|(position, name)| {
                    let (kind, values) = &kinds[(position + round) % kinds.len()];
                    (name.as_str(), *kind, values)
                })
                .collect();
            faults.look(&details, is_bare);
        }
    }
    faults.tell();
}

#[test]
fn details_of_any_name_and_kind_come_back() {
    look_at_groups(23, 8, false);
}

#[test]
fn details_of_any_name_and_kind_come_back_where_nothing_else_is_said() {
    look_at_groups(23, 4, true);
}

#[test]
fn details_of_all_names_come_back_beside_each_other() {
    look_at_groups(usize::MAX, 2, false);
}
