//! Groups of actors, as they stand in the view of a file. What is not understood is kept.

use serde_json::{Value as Json, json};

use super::records::{Fields, GroupRecord};
use crate::model::{ActorGroup, ActorIx, Graph, Warning, with_group};

/// Reads groups; returns those that are not understood.
pub fn read(records: Vec<Json>, graph: &Graph, groups: &mut Vec<ActorGroup>, warn: &mut dyn FnMut(Warning)) -> Json {
    let mut kept = Vec::new();
    for value in records {
        match group(&value, graph).filter(|group| is_new(groups, group)) {
            Some(group) => *groups = with_group(groups, group),
            None => {
                let value_text = value.to_string();
                warn(Warning::ValueNotUnderstood { owner: "the view".to_owned(), field: "group", value: value_text });
                kept.push(value);
            }
        }
    }
    Json::from(kept)
}

/// A group all of whose members are there; one that speaks of others is kept as it is.
fn group(value: &Json, graph: &Graph) -> Option<ActorGroup> {
    let GroupRecord { name, members, open, extras } = serde_json::from_value(value.clone()).ok()?;
    extras.is_empty().then_some(())?;
    let mut found: Vec<ActorIx> = Vec::new();
    for key in &members {
        let member = graph.actor_by_key(key)?;
        (!found.contains(&member)).then_some(())?;
        found.push(member);
    }
    (found.len() > 1).then_some(ActorGroup { name, members: found, is_open: open == Some(true) })
}

/// Whether nobody of it is in another group.
fn is_new(groups: &[ActorGroup], group: &ActorGroup) -> bool {
    groups.iter().all(|other| other.members.iter().all(|member| !group.members.contains(member)))
}

/// Groups in the shape of the file.
pub fn to_json(groups: &[ActorGroup], graph: &Graph) -> Json {
    let one = |ActorGroup { name, members, is_open }: &ActorGroup| {
        let members: Vec<&str> = members.iter().map(|member| graph.actor(*member).key.as_str()).collect();
        let mut fields = Fields::new();
        fields.insert("name".to_owned(), name.as_str().into());
        fields.insert("members".to_owned(), json!(members));
        if *is_open {
            fields.insert("open".to_owned(), true.into());
        }
        Json::Object(fields)
    };
    Json::from(groups.iter().map(one).collect::<Vec<_>>())
}
