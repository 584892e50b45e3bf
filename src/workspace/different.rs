//! Two actors that look like one are said to be different, or no longer. The mark stands in the record of one of them, see
//! `text::alike`, so that it is saved, undone and pasted like everything else there.

use super::RecordEdit;
use crate::model::{ActorIx, Change, Graph};
use crate::text::alike::Said;
use crate::text::{actor_words, alike};

/// The step that says so; `None` where it is said already, or one of the two is not there.
#[must_use]
pub fn keep_apart(graph: &Graph, one: ActorIx, other: ActorIx) -> Option<RecordEdit> {
    let (one, other) = (one.min(other), one.max(other));
    let are_there = one != other && graph.has_actor(one) && graph.has_actor(other);
    if !are_there || Said::of(graph).different.contains(&(one, other)) {
        return None;
    }
    let mut record = graph.actor(one).clone();
    alike::add_different(&mut record.extras, &graph.actor(other).key);
    let name = format!("Keep {} and {} apart", actor_words(graph, one), actor_words(graph, other));
    Some(RecordEdit::new(name, vec![Change::Actor(one, Box::new(record))]))
}

/// The step that forgets that two actors are different, whichever of the two says so; `None` where neither does.
#[must_use]
pub fn forget(graph: &Graph, one: ActorIx, other: ActorIx) -> Option<RecordEdit> {
    if !graph.has_actor(one) || !graph.has_actor(other) {
        return None;
    }
    let mut changes = Vec::new();
    for (actor, from) in [(one, other), (other, one)] {
        let ids = alike::ids(graph.actor(from));
        let mut record = graph.actor(actor).clone();
        if record.extras.is_empty() {
            continue;
        }
        alike::translate_different(&mut record.extras, &|key| (!ids.contains(key)).then(|| key.to_owned()));
        if record != *graph.actor(actor) {
            changes.push(Change::Actor(actor, Box::new(record)));
        }
    }
    let name = format!("Forget that {} and {} are different", actor_words(graph, one), actor_words(graph, other));
    (!changes.is_empty()).then(|| RecordEdit::new(name, changes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{native, read_bytes};
    use crate::model::{View, graph_from_drawing};
    use crate::workspace::{Selection, Target, clipboard, merging};

    const PAIR: (ActorIx, ActorIx) = (ActorIx(0), ActorIx(1));

    fn carry_out(graph: &mut Graph, edit: Option<RecordEdit>) -> RecordEdit {
        let edit = edit.expect("there is something to do");
        edit.apply(graph, &mut View::default()).expect("it fits")
    }

    fn said(graph: &Graph) -> Vec<(u32, u32)> {
        Said::of(graph).different.into_iter().map(|(one, other)| (one.0, other.0)).collect()
    }

    #[test]
    fn it_is_said_undone_saved_and_forgotten() {
        let mut graph = graph_from_drawing("Ada-Ben Cyd-Dee");
        let edit = keep_apart(&graph, PAIR.1, PAIR.0);
        assert_eq!(edit.as_ref().map(|edit| edit.name.as_str()), Some("Keep Ada and Ben apart"));
        let back = carry_out(&mut graph, edit);
        assert_eq!(said(&graph), [(0, 1)]);
        assert!(keep_apart(&graph, PAIR.0, PAIR.1).is_none(), "once");
        let bytes = native::to_bytes(&graph, &View::blank(&graph)).expect("finite");
        let opened = read_bytes("case.linklore", &bytes).expect("it reads back").graph;
        assert_eq!(said(&opened), [(0, 1)]);
        back.apply(&mut graph, &mut View::default()).expect("it is taken back");
        assert_eq!(said(&graph), []);
        let mut graph = opened;
        let edit = forget(&graph, PAIR.1, PAIR.0);
        carry_out(&mut graph, edit);
        assert!(graph.actor(PAIR.0).extras.is_empty());
        assert!(forget(&graph, PAIR.0, PAIR.1).is_none());
    }

    #[test]
    fn it_goes_with_an_actor_that_is_merged_and_comes_apart_with_it() {
        let mut graph = graph_from_drawing("Ada-Ben Cyd-Dee");
        let edit = keep_apart(&graph, PAIR.0, PAIR.1);
        carry_out(&mut graph, edit);
        for (lead, gone) in [(ActorIx(2), PAIR.0), (ActorIx(3), PAIR.1)] {
            let edit = merging::merge(&graph, lead, &[gone]);
            carry_out(&mut graph, edit);
        }
        assert_eq!(said(&graph), [(2, 3)], "Cyd has become Ada, and Dee Ben");
        let bytes = native::to_bytes(&graph.compacted(&View::blank(&graph)).0, &View::default()).expect("finite");
        assert_eq!(said(&read_bytes("case.linklore", &bytes).expect("it reads back").graph), [(0, 1)]);
        let mut forgotten = graph.clone();
        let edit = forget(&graph, ActorIx(2), ActorIx(3));
        carry_out(&mut forgotten, edit);
        assert_eq!(said(&forgotten), []);
        let (edit, _) = merging::split(&graph, ActorIx(2), 0).expect("one was merged");
        carry_out(&mut graph, Some(edit));
        assert_eq!(said(&graph), [(0, 3)]);
    }

    #[test]
    fn what_is_pasted_is_different_only_from_what_is_pasted_along() {
        let mut graph = graph_from_drawing("Ada-Ben Cyd-Dee");
        for pair in [(0, 1), (0, 2)] {
            let edit = keep_apart(&graph, ActorIx(pair.0), ActorIx(pair.1));
            carry_out(&mut graph, edit);
        }
        let mut selection = Selection::of(Target::Actor(PAIR.0));
        selection.actors.insert(PAIR.1);
        let text = clipboard::to_text(&graph, &View::blank(&graph), &selection);
        let (edit, _) = clipboard::paste(&graph, &text, crate::model::Point::default()).expect("two actors");
        carry_out(&mut graph, Some(edit));
        assert_eq!(said(&graph), [(0, 1), (0, 2), (4, 5)]);
    }
}
