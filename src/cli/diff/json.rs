//! A difference as JSON for programs. `old` and `new` are left out where a field was not or is no longer there.

use serde_json::{Map, Value as Json, json};

use super::Compared;
use crate::analysis::diff::{
    Change, Changes, ColumnChange, Counts, Difference, EvidenceChange, EvidenceChanges, Field, FieldChange, List,
    TextChange, ViewPart,
};
use crate::cli::records::{actor_json, document_json, link_json};
use crate::model::{Basis, ColumnKind, Evidence, Graph, PassageIx, Stance, Value};

/// Whether anything differs, how much, and why it may not be what happened.
pub fn summary(difference: &Difference) -> Json {
    let lists = List::ALL.into_iter().map(|list| {
        let Counts { added, removed, changed } = difference.counts(list);
        (list.name(), json!({ "added": added, "removed": removed, "changed": changed }))
    });
    let mut totals: Map<String, Json> = lists.map(|(name, counts)| (name.to_owned(), counts)).collect();
    totals.insert("file".into(), difference.file.len().into());
    totals.insert("columns".into(), difference.columns.len().into());
    json!({
        "same": difference.is_empty(),
        "totals": totals,
        "view": ViewPart::ALL.into_iter().map(|part| (part.name().to_owned(), difference.view.count(part).into())).collect::<Map<_, Json>>(),
        "notes": difference.doubts.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// The same, and every record that differs.
pub fn whole(compared: &Compared<'_>) -> Json {
    let Difference { file, columns, actors, links, documents, passages, .. } = compared.difference;
    let mut whole = summary(compared.difference);
    whole["file"] = fields(file);
    whole["columns"] = columns.iter().map(column).collect();
    whole["actors"] = records(compared, actors, actor_json, |graph, ix| &graph.actor(ix).evidence);
    whole["links"] = records(compared, links, link_json, |graph, ix| &graph.link(ix).evidence);
    whole["documents"] = records(compared, documents, document_json, |_, _| &[]);
    whole["passages"] = records(compared, passages, passage, |_, _| &[]);
    whole
}

fn records<Ix: Copy>(
    compared: &Compared<'_>,
    changes: &Changes<Ix>,
    record: impl Fn(&Graph, Ix) -> Json,
    evidence: impl for<'g> Fn(&'g Graph, Ix) -> &'g [Evidence],
) -> Json {
    let Compared { old, new, .. } = *compared;
    let Changes { added, removed, changed } = changes;
    let changed = changed.iter().map(|changed| {
        let mut json = record(new, changed.new);
        json["fields"] = fields(&changed.fields);
        let (before, after) = (evidence(old, changed.old), evidence(new, changed.new));
        if !changed.evidence.is_empty() {
            json["evidence"] = evidence_changes((old, before), (new, after), &changed.evidence);
        }
        json
    });
    json!({
        "added": added.iter().map(|&ix| record(new, ix)).collect::<Json>(),
        "removed": removed.iter().map(|&ix| record(old, ix)).collect::<Json>(),
        "changed": changed.collect::<Json>(),
    })
}

fn evidence_changes(old: (&Graph, &[Evidence]), new: (&Graph, &[Evidence]), changes: &EvidenceChanges) -> Json {
    let EvidenceChanges { added, removed, changed } = changes;
    let one = |(graph, list): (&Graph, &[Evidence]), at: usize| evidence(graph, &list[at]);
    let changed = changed.iter().map(|EvidenceChange { old: _, new: at, fields: differing }| {
        let mut json = one(new, *at);
        json["fields"] = fields(differing);
        json
    });
    json!({
        "added": added.iter().map(|&at| one(new, at)).collect::<Json>(),
        "removed": removed.iter().map(|&at| one(old, at)).collect::<Json>(),
        "changed": changed.collect::<Json>(),
    })
}

fn evidence(graph: &Graph, evidence: &Evidence) -> Json {
    let grade = graph.grade(evidence);
    json!({
        "passage": graph.passage(evidence.passage).key,
        "citation": graph.citation(evidence.passage),
        "stance": match evidence.stance {
            Stance::Supports => "supports",
            Stance::Contradicts => "contradicts",
        },
        "basis": evidence.basis.map(Basis::name),
        "grade": (!grade.is_empty()).then(|| grade.to_string()),
    })
}

fn passage(graph: &Graph, ix: PassageIx) -> Json {
    json!({ "id": graph.passage(ix).key, "citation": graph.citation(ix) })
}

fn column(change: &ColumnChange) -> Json {
    let ColumnChange { of, name, old, new } = change;
    json!({ "on": of.name(), "name": name, "old": old.map(ColumnKind::name), "new": new.map(ColumnKind::name) })
}

fn fields(fields: &[FieldChange]) -> Json {
    fields.iter().map(field).collect()
}

/// `{"field": "label", "old": "Ada", "new": "Ada Obi"}`; details are told by `"of": "details"`, fields that Linklore does not
/// know by `"of": "unknown"`.
fn field(FieldChange { field, change }: &FieldChange) -> Json {
    let mut json = json!({ "field": field.name() });
    match field {
        Field::Known(_) => {}
        Field::Detail(_) => json["of"] = "details".into(),
        Field::Unknown(_) => json["of"] = "unknown".into(),
    }
    match change {
        Change::Value { old, new } => {
            put(&mut json, "old", old.as_ref().map(value_json));
            put(&mut json, "new", new.as_ref().map(value_json));
        }
        Change::Text(TextChange { old, new, line, column }) => {
            let length = |characters: &usize| json!({ "characters": characters });
            put(&mut json, "old", old.as_ref().map(length));
            put(&mut json, "new", new.as_ref().map(length));
            json["line"] = (*line).into();
            json["column"] = (*column).into();
        }
    }
    json
}

fn put(json: &mut Json, name: &str, value: Option<Json>) {
    if let Some(value) = value {
        json[name] = value;
    }
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Text(text) | Value::Date(text) => Json::from(text.as_str()),
        Value::Number(number) => Json::from(*number),
        Value::WholeNumber(number) => Json::from(*number),
        Value::YesNo(yes) => Json::from(*yes),
        Value::TextList(texts) => Json::from(texts.as_slice()),
        Value::Other(json) => json.clone(),
    }
}
