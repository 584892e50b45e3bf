//! What is left of a graph without some of its documents. Nothing is removed: it is a question of what is shown.

use crate::model::{ActorIx, DocumentIx, Evidence, Graph, PassageIx, Stance, Visibility};

/// What is shown without what rests on given documents alone.
///
/// A link goes where passages support it and all of them are of these documents; one for which nothing is written stays, because it
/// rests on none of them. An actor goes where it, or a link of it, is supported, and all of that is of these documents; its
/// links go with it. Passages whose document is not known are of none. What was not shown before is not shown now.
#[must_use]
pub fn without_documents(graph: &Graph, shown: &Visibility, documents: &[DocumentIx]) -> Visibility {
    let is_out =
        |passage: PassageIx| graph.passage(passage).document.is_some_and(|document| documents.contains(&document));
    // Whether anything supports it, and whether anything does that stays.
    let support = |evidence: &[Evidence]| {
        let supporting = || evidence.iter().filter(|evidence| evidence.stance == Stance::Supports);
        (supporting().next().is_some(), supporting().any(|evidence| !is_out(evidence.passage)))
    };
    let mut left = shown.clone();
    let mut actors: Vec<(bool, bool)> = vec![(false, false); graph.actor_bound()];
    let mut note = |actor: ActorIx, (any, stays): (bool, bool)| {
        let known = &mut actors[actor.get()];
        *known = (known.0 || any, known.1 || stays);
    };
    for (ix, actor) in graph.actors() {
        note(ix, support(&actor.evidence));
    }
    for (ix, link) in graph.links() {
        let (any, stays) = support(&link.evidence);
        let (source, target) = graph.ends(ix);
        note(source, (any, stays));
        note(target, (any, stays));
        left.links[ix.get()] &= !any || stays;
    }
    for (ix, _) in graph.actors() {
        let (any, stays) = actors[ix.get()];
        left.actors[ix.get()] &= !any || stays;
    }
    for (ix, _) in graph.links() {
        let (source, target) = graph.ends(ix);
        left.links[ix.get()] &= left.shows_actor(source) && left.shows_actor(target);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Document, GraphBuilder, Link, LinkMore, Passage, View};

    /// Two documents of a passage each; links `A-B` of both, `B-C` of the second, `C-D` of none; D rests on the second itself, E on
    /// nothing.
    fn case() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for key in ["d1", "d2"] {
            let document = builder.add_document(Document { key: key.into(), ..Document::default() }).expect("free");
            let passage = Passage { document: Some(document), ..Passage::new(format!("p{}", document.get())) };
            builder.add_passage(passage).expect("free");
        }
        for key in ["a", "b", "c", "d", "e"] {
            let mut actor = Actor { key: key.into(), ..Actor::default() };
            if key == "d" {
                actor.evidence.push(Evidence::supporting(PassageIx(1)));
            }
            builder.add_actor(actor).expect("free");
        }
        for (key, one, other, passages) in [("l0", 0, 1, vec![0, 1]), ("l1", 1, 2, vec![1]), ("l2", 2, 3, vec![])] {
            let mut evidence: Vec<Evidence> =
                passages.into_iter().map(|at| Evidence::supporting(PassageIx(at))).collect();
            evidence.push(Evidence { stance: Stance::Contradicts, ..Evidence::supporting(PassageIx(0)) });
            let more = LinkMore { evidence, ..LinkMore::default() }.into();
            let link = Link { key: key.into(), more, ..Link::default() };
            builder.add_link(ActorIx(one), ActorIx(other), link).expect("free");
        }
        builder.finish()
    }

    fn left(documents: &[u32]) -> (Vec<bool>, Vec<bool>) {
        let graph = case();
        let shown = View::blank(&graph).visibility(&graph);
        let documents: Vec<DocumentIx> = documents.iter().copied().map(DocumentIx).collect();
        let left = without_documents(&graph, &shown, &documents);
        (left.actors, left.links)
    }

    #[test]
    fn what_rests_on_one_of_them_alone_goes() {
        assert_eq!(left(&[]), (vec![true; 5], vec![true; 3]));
        assert_eq!(left(&[0]), (vec![true; 5], vec![true; 3]));
        // C and D rest on the second alone; the link between them, for which nothing is written, goes with them.
        assert_eq!(left(&[1]), (vec![true, true, false, false, true], vec![true, false, false]));
        assert_eq!(left(&[0, 1]), (vec![false, false, false, false, true], vec![false; 3]));
    }

    #[test]
    fn what_was_hidden_stays_hidden() {
        let graph = case();
        let mut view = View::blank(&graph);
        view.hidden.set(ActorIx(0), true);
        let left = without_documents(&graph, &view.visibility(&graph), &[]);
        assert_eq!(left, view.visibility(&graph));
    }
}
