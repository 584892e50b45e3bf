//! Actors, links, evidence and passages named in a line of words, for lists and messages. No marks.

use crate::model::{ActorIx, Basis, Evidence, Graph, LinkIx, PassageIx, Stance};

/// The label of an actor, or its id where it has none.
#[must_use]
pub fn actor_words(graph: &Graph, ix: ActorIx) -> &str {
    let actor = graph.actor(ix);
    if actor.label.trim().is_empty() { &actor.key } else { &actor.label }
}

/// A link in words: `Ada – leads → Dockers`, `Ada – knows – Bob`; without a type, `Ada → Bob`.
#[must_use]
pub fn link_words(graph: &Graph, ix: LinkIx) -> String {
    let (source, target) = graph.ends(ix);
    let (source, target) = (actor_words(graph, source), actor_words(graph, target));
    let link = graph.link(ix);
    let tip = if link.directed { '→' } else { '–' };
    if link.kind.is_empty() {
        format!("{source} {tip} {target}")
    } else {
        format!("{source} – {} {tip} {target}", link.kind)
    }
}

/// A piece of evidence in words: `supports, stated, B2: Hollis Wren, “Who lit Harbour Lights?”, para. 1`.
#[must_use]
pub fn evidence_words(graph: &Graph, evidence: &Evidence) -> String {
    let stance = match evidence.stance {
        Stance::Supports => "supports",
        Stance::Contradicts => "contradicts",
    };
    let grade = Some(graph.grade(evidence)).filter(|grade| !grade.is_empty()).map(|grade| grade.to_string());
    let basis = evidence.basis.map(Basis::name).map(str::to_owned);
    let remarks: Vec<String> = [stance.to_owned()].into_iter().chain(basis).chain(grade).collect();
    format!("{}: {}", remarks.join(", "), graph.citation(evidence.passage))
}

/// A passage in words: its id and the document it is part of.
#[must_use]
pub fn passage_words(graph: &Graph, ix: PassageIx) -> String {
    let passage = graph.passage(ix);
    match passage.document.map(|document| graph.document(document)) {
        Some(document) => format!("\"{}\" of “{}”", passage.key, document.display_title()),
        None => format!("\"{}\"", passage.key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    #[test]
    fn a_link_is_said_with_its_type_and_direction() {
        let mut graph = graph_from_drawing("Ada>Bob Ada-Bob");
        assert_eq!(link_words(&graph, LinkIx(0)), "Ada → Bob");
        graph.set_link_kind(LinkIx(0), "leads".into());
        graph.set_link_kind(LinkIx(1), "knows".into());
        graph.set_label(ActorIx(1), " ".into());
        assert_eq!(link_words(&graph, LinkIx(0)), "Ada – leads → bob");
        assert_eq!(link_words(&graph, LinkIx(1)), "Ada – knows – bob");
    }
}
