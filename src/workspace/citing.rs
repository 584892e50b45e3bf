//! A passage becomes evidence for actors and links, those that are there or new ones, as one undoable step.

use super::{Placement, RecordEdit, Target};
use crate::model::{
    Actor, ActorIx, Basis, Change, Credibility, DocumentIx, Evidence, Graph, Link, LinkIx, Passage, PassageIx, Point,
    RecordIx, Stance, TextRange, When,
};
use crate::text::{actor_words, link_words};

/// The passage that is cited.
#[derive(Clone, Debug, PartialEq)]
pub enum Cited {
    /// One that is there.
    There(PassageIx),
    /// A new one; its key, whatever it is, is replaced by a fresh one.
    New(Box<Passage>),
}

/// What a passage is cited for.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// An actor or a link that is there.
    Record(Target),
    /// A new actor: its name, its type, and where it stands.
    Actor(String, String, Option<Point>),
    /// A new link. New actors that come before it in the list have the next indexes, and may be its ends.
    Link(NewLink),
}

/// A link to be added.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLink {
    /// Where it begins.
    pub source: ActorIx,
    /// Where it ends.
    pub target: ActorIx,
    /// Its type.
    pub kind: String,
    /// Whether it has a direction.
    pub directed: bool,
    /// When it held.
    pub when: Option<When>,
}

/// What is said about a passage as evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// For or against.
    pub stance: Stance,
    /// How the passage comes to say so.
    pub basis: Option<Basis>,
    /// How likely it is to be true.
    pub credibility: Option<Credibility>,
    /// A remark.
    pub note: String,
    /// Today, as `YYYY-MM-DD`.
    pub added: String,
}

/// A step that cites, with the passage and everything it was cited for.
#[derive(Clone, Debug, PartialEq)]
pub struct Citing {
    /// The step.
    pub edit: RecordEdit,
    /// The passage, new or not.
    pub passage: PassageIx,
    /// What it is evidence for, in the order of the claims.
    pub targets: Vec<Target>,
}

/// The passage of a document that covers that stretch of its text, if there is one already.
#[must_use]
pub fn passage_over(graph: &Graph, document: DocumentIx, range: TextRange) -> Option<PassageIx> {
    let covers = |passage: &Passage| passage.document == Some(document) && passage.range == Some(range);
    graph.passages().find(|(_, passage)| covers(passage)).map(|(ix, _)| ix)
}

/// Cites a passage for each of `claims`; without any, a new passage is only added to its document.
///
/// A record that rests on the passage already, in the same stance, is left as it is.
#[must_use]
pub fn cite(graph: &Graph, cited: Cited, claims: &[Claim], judgement: &Judgement) -> Citing {
    let mut changes = Vec::new();
    let mut places = Vec::new();
    let passage = match cited {
        Cited::There(passage) => passage,
        Cited::New(passage) => {
            let ix = PassageIx::new(graph.passage_bound());
            let key = graph.fresh_key(RecordIx::Passage(ix), &format!("p{}", graph.passage_bound() + 1));
            changes.push(Change::AddPassage(Box::new(Passage { key, ..*passage })));
            ix
        }
    };
    let is_new = !changes.is_empty();
    let evidence = Evidence {
        stance: judgement.stance,
        basis: judgement.basis,
        credibility: judgement.credibility,
        note: judgement.note.clone(),
        added: judgement.added.clone(),
        ..Evidence::supporting(passage)
    };
    let is_said = |all: &[Evidence]| all.iter().any(|one| one.passage == passage && one.stance == evidence.stance);
    let (mut actors, mut links) = (graph.actor_bound(), graph.link_bound());
    let (mut targets, mut names) = (Vec::new(), Vec::new());
    let mut new_names: Vec<String> = Vec::new();
    for claim in claims {
        match claim {
            Claim::Record(Target::Actor(ix)) => {
                let mut actor = graph.actor(*ix).clone();
                if !is_said(&actor.evidence) {
                    actor.evidence.push(evidence.clone());
                    changes.push(Change::Actor(*ix, Box::new(actor)));
                }
                targets.push(Target::Actor(*ix));
                names.push(actor_words(graph, *ix).to_owned());
            }
            Claim::Record(Target::Link(ix)) => {
                let mut link = graph.link(*ix).clone();
                if !is_said(&link.evidence) {
                    link.evidence.push(evidence.clone());
                    changes.push(Change::Link(*ix, Box::new(link)));
                }
                targets.push(Target::Link(*ix));
                names.push(link_words(graph, *ix));
            }
            Claim::Actor(label, kind, point) => {
                let ix = ActorIx::new(actors);
                actors += 1;
                let key = graph.fresh_key(RecordIx::Actor(ix), &format!("a{actors}"));
                let (label, kind) = (label.as_str().into(), kind.as_str().into());
                let mut actor = Actor { key: key.as_str().into(), label, kind, ..Actor::default() };
                actor.evidence = vec![evidence.clone()];
                names.push(actor.label.to_string());
                new_names.push(actor.label.to_string());
                changes.push(Change::AddActor(Box::new(actor)));
                places.extend(point.map(|point| Placement { actor: ix, point: Some(point), pinned: false }));
                targets.push(Target::Actor(ix));
            }
            Claim::Link(new) => {
                let ix = LinkIx::new(links);
                links += 1;
                let key = graph.fresh_key(RecordIx::Link(ix), &format!("l{links}"));
                let (key, kind) = (key.as_str().into(), new.kind.as_str().into());
                let mut link = Link { key, kind, directed: new.directed, ..Link::default() };
                link.when.clone_from(&new.when);
                link.evidence = vec![evidence.clone()];
                changes.push(Change::AddLink(new.source, new.target, Box::new(link)));
                targets.push(Target::Link(ix));
                let name = |actor: ActorIx| match actor.get().checked_sub(graph.actor_bound()) {
                    Some(new) => new_names.get(new).map_or("", String::as_str),
                    None => actor_words(graph, actor),
                };
                names.push(format!("{} – {}", name(new.source), name(new.target)));
            }
        }
    }
    let name = match &names[..] {
        [] => "Add a passage".to_owned(),
        [one] => format!("Evidence for {one}"),
        [one, ..] => format!("Evidence for {one} and {} more", names.len() - 1),
    };
    debug_assert!(is_new || !claims.is_empty(), "something is asked for");
    Citing { edit: RecordEdit { name, changes, places }, passage, targets }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, GraphBuilder, View};

    fn graph() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        let text = Some("Ada paid Ben. Ben paid nobody.".to_owned());
        builder.add_document(Document { key: "d".into(), text, ..Document::default() }).expect("the key is free");
        let actors = ["Ada", "Ben"].map(|label| {
            let actor = Actor { key: label.into(), label: label.into(), ..Actor::default() };
            builder.add_actor(actor).expect("the key is free")
        });
        builder.add_link(actors[0], actors[1], Link { key: "l".into(), ..Link::default() }).expect("both are there");
        builder.finish()
    }

    fn marked(start: u32, end: u32) -> Cited {
        let (document, range) = (Some(DocumentIx(0)), Some(TextRange { start, end }));
        Cited::New(Box::new(Passage { document, range, ..Passage::new("") }))
    }

    #[test]
    fn marked_words_become_evidence_for_several_records_and_new_ones_at_once() {
        let mut graph = graph();
        let mut view = View::blank(&graph);
        let before = graph.clone();
        let link = NewLink {
            source: ActorIx(1),
            target: ActorIx(2),
            kind: "owes".into(),
            directed: true,
            when: Some(When::new("2009")),
        };
        let claims = [
            Claim::Record(Target::Actor(ActorIx(0))),
            Claim::Record(Target::Link(LinkIx(0))),
            Claim::Actor("Cyd".into(), "person".into(), Some(Point::new(1.0, 2.0))),
            Claim::Link(link),
        ];
        let judgement = Judgement { basis: Some(Basis::Stated), added: "2026-01-02".into(), ..Judgement::default() };
        let Citing { edit, passage, targets } = cite(&graph, marked(0, 13), &claims, &judgement);
        assert_eq!(edit.name, "Evidence for Ada and 3 more");
        let back = edit.apply(&mut graph, &mut view).expect("everything is there");
        assert_eq!(graph.passage_words(passage), Some("Ada paid Ben."));
        for target in &targets {
            let evidence = match target {
                Target::Actor(ix) => &graph.actor(*ix).evidence,
                Target::Link(ix) => &graph.link(*ix).evidence,
            };
            assert_eq!((evidence[0].passage, evidence[0].basis), (passage, Some(Basis::Stated)), "{target:?}");
            assert_eq!(evidence[0].added, "2026-01-02");
        }
        assert_eq!(graph.ends(LinkIx(1)), (ActorIx(1), ActorIx(2)), "to the actor that is added with it");
        assert_eq!(view.positions.get(ActorIx(2)), Some(Point::new(1.0, 2.0)));
        back.apply(&mut graph, &mut view).expect("it goes back");
        assert_eq!(graph.actor(ActorIx(0)), before.actor(ActorIx(0)));
        assert_eq!((graph.passage_count(), graph.actor_count(), graph.link_count()), (0, 2, 1));
    }

    #[test]
    fn what_is_said_already_is_not_said_twice() {
        let mut graph = graph();
        let mut view = View::blank(&graph);
        let claims = [Claim::Record(Target::Actor(ActorIx(1)))];
        let first = cite(&graph, marked(14, 30), &claims, &Judgement::default());
        first.edit.apply(&mut graph, &mut view).expect("everything is there");
        let range = TextRange { start: 14, end: 30 };
        assert_eq!(passage_over(&graph, DocumentIx(0), range), Some(first.passage));
        assert_eq!(passage_over(&graph, DocumentIx(0), TextRange { start: 14, end: 29 }), None);
        let again = cite(&graph, Cited::There(first.passage), &claims, &Judgement::default());
        assert!(again.edit.is_empty(&graph));
        let against = Judgement { stance: Stance::Contradicts, ..Judgement::default() };
        let against = cite(&graph, Cited::There(first.passage), &claims, &against);
        against.edit.apply(&mut graph, &mut view).expect("everything is there");
        assert_eq!(graph.actor(ActorIx(1)).evidence.len(), 2, "for and against");
    }
}
