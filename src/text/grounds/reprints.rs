//! Documents that only pass on what another says, which are no further source.

use std::collections::BTreeMap;

use super::passages_of_documents;
use crate::model::{Day, DocumentIx, Graph, When};
use crate::text::copies::Copies;

/// That a document says what an earlier one says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reprint {
    /// The earlier document: published before, or before it in the file where that is not known.
    pub of: DocumentIx,
    /// How many of its passages stand there too, in nearly the same words.
    pub shared: u32,
    /// How many of its passages have words enough to be compared.
    pub compared: u32,
}

impl Reprint {
    /// Whether it says nothing of its own, as far as that can be told.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.shared == self.compared
    }
}

/// So many of the earliest documents with the same passage are looked at.
const EARLIEST: usize = 8;

/// The documents with passages that an earlier one has, with the one that has most of them.
pub(super) fn reprints(graph: &Graph, copies: &Copies) -> Vec<(DocumentIx, Reprint)> {
    let published = |document: DocumentIx| -> (bool, Option<Day>, DocumentIx) {
        let when = graph.document(document).published.as_ref();
        let day = when.filter(|when| when.is_understood()).and_then(When::earliest);
        (day.is_none(), day, document)
    };
    let passages = passages_of_documents(graph);
    // By the first of passages that say the same, the documents that have one; only where there are several.
    let mut saying: BTreeMap<u32, Vec<DocumentIx>> = BTreeMap::new();
    for (at, passages) in passages.iter().enumerate() {
        for passage in passages.iter().filter(|passage| copies.is_compared(**passage)) {
            saying.entry(copies.first(*passage).0).or_default().push(DocumentIx::new(at));
        }
    }
    for documents in saying.values_mut() {
        documents.sort_by_key(|document| published(*document));
        documents.dedup();
        documents.truncate(EARLIEST);
    }
    let mut found = Vec::new();
    for (at, passages) in passages.iter().enumerate() {
        let (own, mut compared) = (DocumentIx::new(at), 0);
        let mut shared: BTreeMap<DocumentIx, u32> = BTreeMap::new();
        for passage in passages.iter().filter(|passage| copies.is_compared(**passage)) {
            compared += 1;
            let others = saying.get(&copies.first(*passage).0).into_iter().flatten();
            for other in others.filter(|other| published(**other) < published(own)) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let most = shared.into_iter().min_by_key(|(other, count)| (std::cmp::Reverse(*count), published(*other)));
        if let Some((of, shared)) = most {
            found.push((own, Reprint { of, shared, compared }));
        }
    }
    found
}
