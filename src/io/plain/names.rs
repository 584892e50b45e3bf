//! Actors by the names of rows and columns, which need not be unique and may be missing.

use crate::io::draft::{Draft, Field};
use crate::model::{ActorIx, Value};

/// A new actor of that name. Its id is the name where that is free, else with its number behind it; where there is no name
/// it is the number. Two of one name stay two.
pub fn declare_named(draft: &mut Draft, name: &str, number: usize, line: Option<u32>) -> ActorIx {
    if name.is_empty() {
        return declare_free(draft, number.to_string(), line);
    }
    if draft.find(name).is_none() {
        return draft.declare(name, line, false).actor;
    }
    let actor = declare_free(draft, format!("{name}~{number}"), line);
    draft.put_actor(actor, Field::Label, Value::Text(name.to_owned()), line);
    actor
}

fn declare_free(draft: &mut Draft, mut key: String, line: Option<u32>) -> ActorIx {
    while draft.find(&key).is_some() {
        key.push('~');
    }
    draft.declare(&key, line, false).actor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_of_one_name_or_none_stay_apart() {
        let mut draft = Draft::new();
        let names = ["Ada", "Ada", "", "3", "Ada~2"];
        for (position, name) in names.into_iter().enumerate() {
            declare_named(&mut draft, name, position + 1, None);
        }
        let (graph, ..) = draft.finish(None);
        let seen: Vec<_> = graph.actors().map(|(_, actor)| (actor.key.as_str(), actor.label.as_str())).collect();
        assert_eq!(seen, [("Ada", "Ada"), ("Ada~2", "Ada"), ("3", "3"), ("3~4", "3"), ("Ada~2~5", "Ada~2")]);
    }
}
