//! Links that seem to rest on several documents, which are one source: they say the same in nearly the same words.

use super::{FindingCode, Findings};
use crate::model::Graph;
use crate::text::copies::Copies;
use crate::text::find::Record;
use crate::text::phrases::link_words;

/// One finding for each link whose documents, at least two, all copy each other.
pub(super) fn check_copies(graph: &Graph, findings: &mut Findings) {
    let copies = Copies::of(graph);
    for (ix, link) in graph.links().filter(|(_, link)| link.evidence.len() > 1) {
        let sources = copies.sources(graph, &link.evidence);
        let [documents] = sources.as_slice() else { continue };
        if documents.len() < 2 {
            continue;
        }
        let titles: Vec<String> =
            documents.iter().map(|document| format!("“{}”", graph.document(*document).display_title())).collect();
        let message = format!(
            "The link {} (id {}) rests on {} documents that say the same in nearly the same words: {}.",
            link_words(graph, ix),
            link.key,
            titles.len(),
            titles.join(", ")
        );
        findings.push(FindingCode::CopiedDocuments, Record::Link(ix), message);
    }
}
