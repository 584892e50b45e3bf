//! What stands on weak ground, in sentences. What is weak is decided in `weak`, where the window looks it up too.

use std::collections::BTreeSet;

use super::{FindingCode, Findings, counted};
use crate::model::{DocumentIx, Evidence, Graph, PassageIx, Stance};
use crate::text::find::Record;
use crate::text::grounds::Grounds;
use crate::text::phrases::{actor_words, link_words};
use crate::text::weak::{WeakSpot, WeakSpots};

/// One finding for each way in which the ground under a record is weak.
pub(super) fn check_weak_spots(graph: &Graph, findings: &mut Findings) {
    let grounds = Grounds::of(graph);
    let spots = WeakSpots::of(graph, &grounds);
    let actor = |ix| format!("“{}” (id {})", actor_words(graph, ix), graph.actor(ix).key);
    let link = |ix| format!("link {} (id {})", link_words(graph, ix), graph.link(ix).key);
    for &record in spots.list(WeakSpot::OneSource) {
        let (documents, subject) = match record {
            Record::Actor(ix) => (grounds.documents_of_actor(ix), format!("What is known of {}", actor(ix))),
            Record::Link(ix) => (grounds.documents_of_link(ix), format!("The {}", link(ix))),
            Record::Passage(_) | Record::Document(_) => continue,
        };
        let documents = documents.unwrap_or_default();
        let titles: Vec<String> = documents
            .iter()
            .map(|document| format!("“{}”", graph.document(DocumentIx(*document)).display_title()))
            .collect();
        let (code, message) = match titles.as_slice() {
            [title] => (FindingCode::SingleDocument, format!("{subject} rests on {title} alone.")),
            _ => {
                let count = titles.len();
                let titles = titles.join(", ");
                let what = "documents that say the same in nearly the same words";
                (FindingCode::CopiedDocuments, format!("{subject} rests on {count} {what}: {titles}."))
            }
        };
        let code = if matches!(record, Record::Actor(_)) { FindingCode::ActorOfOneSource } else { code };
        findings.push(code, record, message);
    }
    for &record in spots.list(WeakSpot::Unsourced) {
        let (code, message) = match record {
            Record::Actor(ix) => {
                let message = format!("No passage supports {} or one of its links.", actor(ix));
                (FindingCode::ActorWithoutEvidence, message)
            }
            Record::Link(ix) => (FindingCode::UnsourcedLink, format!("No passage supports the {}.", link(ix))),
            Record::Passage(_) | Record::Document(_) => continue,
        };
        findings.push(code, record, message);
    }
    for &record in spots.list(WeakSpot::Contradicted) {
        let (code, evidence, words) = match record {
            Record::Actor(ix) => (FindingCode::ContradictedActor, &graph.actor(ix).evidence, actor(ix)),
            Record::Link(ix) => (FindingCode::ContradictedLink, &graph.link(ix).evidence, format!("the {}", link(ix))),
            Record::Passage(_) | Record::Document(_) => continue,
        };
        let passages = counted(contradicting(evidence), "passage contradicts", "passages contradict");
        findings.push(code, record, format!("{passages} {words}."));
    }
}

fn contradicting(evidence: &[Evidence]) -> usize {
    let against = evidence.iter().filter(|evidence| evidence.stance == Stance::Contradicts);
    against.map(|evidence| evidence.passage).collect::<BTreeSet<PassageIx>>().len()
}
