//! The links that are least likely by what is written about them. What is weak for other reasons is listed in `text`.

use crate::analysis::{figure, likelihood};
use crate::model::{Graph, LinkIx};
use crate::text::{Finding, FindingCode, Record, link_words};

/// The `most` weakest links, the weakest first, with how likely each is by its evidence (see [`likelihood`]). Links for which no
/// passage speaks are not among them: there are lists of those.
#[must_use]
pub fn weakest_links(graph: &Graph, most: usize) -> Vec<(LinkIx, f64)> {
    let sourced = graph.links().filter(|(_, link)| link.is_sourced());
    let mut links: Vec<(LinkIx, f64)> = sourced.map(|(ix, link)| (ix, likelihood(graph, link))).collect();
    links.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
    links.truncate(most);
    links
}

/// The same as findings.
#[must_use]
pub fn weakest_findings(graph: &Graph, most: usize) -> Vec<Finding> {
    let finding = |(ix, likelihood): (LinkIx, f64)| {
        let (words, key) = (link_words(graph, ix), &graph.link(ix).key);
        let message = format!("The link {words} (id {key}) is {} likely by its evidence.", percent(likelihood));
        Finding { code: FindingCode::WeakestLink, record: Record::Link(ix), other: None, message }
    };
    weakest_links(graph, most).into_iter().map(finding).collect()
}

/// `12 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{} %", figure((share * 100.0).round()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::analysis::without_documents;
    use crate::model::{
        Actor, ActorIx, Document, DocumentIx, Evidence, GraphBuilder, Link, LinkMore, Passage, PassageIx, Reliability,
        View,
    };
    use crate::text::Grounds;

    /// Links of `A-B`, each resting on the documents of a list: 0 is reliable, 1 is not, 2 is not judged.
    fn case(links: &[&[u32]]) -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (at, reliability) in [Some(Reliability::A), Some(Reliability::E), None].into_iter().enumerate() {
            let document = Document { key: format!("d{at}"), reliability, ..Document::default() };
            let document = Some(builder.add_document(document).expect("free"));
            builder.add_passage(Passage { document, ..Passage::new(format!("p{at}")) }).expect("free");
        }
        for at in 0..=links.len() {
            builder.add_actor(Actor { key: format!("a{at}").into(), ..Actor::default() }).expect("free");
        }
        for (at, documents) in links.iter().enumerate() {
            let evidence: Vec<Evidence> = documents.iter().map(|at| Evidence::supporting(PassageIx(*at))).collect();
            let more = LinkMore { evidence, ..LinkMore::default() }.into();
            let link = Link { key: format!("l{at}").into(), more, ..Link::default() };
            builder.add_link(ActorIx(at as u32), ActorIx(at as u32 + 1), link).expect("free");
        }
        builder.finish()
    }

    #[test]
    fn the_least_likely_come_first_and_those_without_a_passage_are_not_there() {
        let graph = case(&[&[0], &[1], &[], &[1, 2], &[1, 0]]);
        let links: Vec<u32> = weakest_links(&graph, 3).into_iter().map(|(link, _)| link.0).collect();
        assert_eq!(links, [1, 0, 3]);
        let finding = weakest_findings(&graph, 1).remove(0);
        assert_eq!((finding.code.name(), finding.record), ("weakest_link", Record::Link(LinkIx(1))));
        assert_eq!(finding.message, "The link a1 – a2 (id l1) is 34 % likely by its evidence.");
    }

    #[test]
    fn what_rests_on_some_documents_alone_is_what_fades_without_them() {
        let graph = case(&[&[0], &[0, 1], &[], &[1, 2], &[2], &[1]]);
        let grounds = Grounds::of(&graph);
        let shown = View::blank(&graph).visibility(&graph);
        for documents in [&[0u32][..], &[1], &[2], &[0, 1], &[1, 2], &[0, 1, 2]] {
            let documents: Vec<DocumentIx> = documents.iter().copied().map(DocumentIx).collect();
            let left = without_documents(&graph, &shown, &documents);
            let (actors, links) = grounds.resting_on(&documents.iter().copied().collect::<BTreeSet<_>>());
            let gone: Vec<ActorIx> = graph.actors().map(|(ix, _)| ix).filter(|ix| !left.shows_actor(*ix)).collect();
            assert_eq!(actors, gone, "{documents:?}");
            let ends_are_left = |ix: &LinkIx| {
                let (source, target) = graph.ends(*ix);
                left.shows_actor(source) && left.shows_actor(target)
            };
            let gone = graph.links().map(|(ix, _)| ix).filter(|ix| !left.shows_link(*ix) && ends_are_left(ix));
            let own: Vec<LinkIx> = links.into_iter().filter(ends_are_left).collect();
            assert_eq!(own, gone.collect::<Vec<_>>(), "{documents:?}");
        }
    }
}
