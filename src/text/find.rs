//! The search box: actors, links, passages and documents in which all words of a query occur. Ordering and highlights;
//! no list is drawn here.

mod arena;
mod excerpt;
mod named;
mod query;
mod results;
mod scan;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use self::arena::{Arena, Entry};
pub use self::excerpt::{Excerpt, excerpt};
use self::query::Query;
pub use self::results::{Closeness, Field, FindLimits, FindResults, Found, Hit, Match, Record, field_text};
pub use self::scan::Place;
use super::fold::FoldedText;
use super::places::passage_bytes;
use crate::model::{ActorIx, DocumentIx, Graph, LinkIx, PassageIx};

/// All searchable texts of a graph, folded. Built once for a graph and again after a name or type has changed.
#[derive(Clone, Debug, Default)]
pub struct FindIndex {
    names: Arena,
    actor_notes: Arena,
    /// One entry a type, whose record is what `kind_of_link` says.
    kinds: Arena,
    kind_of_link: Vec<u32>,
    kind_count: usize,
    link_notes: Arena,
    passages: Arena,
    documents: Arena,
    /// By actor.
    degrees: Vec<u32>,
}

impl FindIndex {
    /// Folds all searchable texts of a graph.
    #[must_use]
    pub fn new(graph: &Graph) -> Self {
        let mut index = Self {
            degrees: vec![0; graph.actor_bound()],
            kind_of_link: vec![0; graph.link_bound()],
            ..Self::default()
        };
        for (ix, actor) in graph.actors() {
            index.names.push(ix.0, Field::Label, &actor.label);
            for (position, alias) in (0u32..).zip(&actor.aliases) {
                index.names.push(ix.0, Field::Alias(position), alias);
            }
            index.actor_notes.push(ix.0, Field::Note, &actor.note);
        }
        let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
        for (ix, link) in graph.links() {
            let next = kinds.len() as u32;
            let kind = *kinds.entry(&link.kind).or_insert_with(|| {
                index.kinds.push(next, Field::Kind, &link.kind);
                next
            });
            index.kind_of_link[ix.get()] = kind;
            index.kind_count = kinds.len();
            index.link_notes.push(ix.0, Field::Note, &link.note);
            let (source, target) = graph.ends(ix);
            index.degrees[source.get()] += 1;
            if source != target {
                index.degrees[target.get()] += 1;
            }
        }
        for ((ix, passage), bytes) in graph.passages().zip(passage_bytes(graph)) {
            let text = || graph.document(passage.document?).text.as_deref()?.get(bytes?);
            index.passages.push(ix.0, Field::Words, text().unwrap_or(&passage.quote));
            index.passages.push(ix.0, Field::Paraphrase, &passage.paraphrase);
            index.passages.push(ix.0, Field::Translation, &passage.translation);
        }
        for (ix, document) in graph.documents() {
            index.documents.push(ix.0, Field::Title, document.display_title());
            index.documents.push(ix.0, Field::Author, &document.author);
        }
        index
    }

    /// The records in which all words and all “quoted phrases” of `query` occur, whatever their case, marks and variants
    /// of letters. Parts of words count. Nothing is found by an empty query.
    ///
    /// `graph` is the one the index was built from.
    #[must_use]
    pub fn find(&self, graph: &Graph, query: &str, limits: FindLimits) -> FindResults {
        let query = Query::new(query);
        if query.terms.is_empty() {
            return FindResults::default();
        }
        let mut actors = AllTerms::new(graph.actor_bound());
        let mut by_name = AllTerms::new(graph.actor_bound());
        let mut links = AllTerms::new(graph.link_bound());
        let mut passages = AllTerms::new(graph.passage_bound());
        let mut documents = AllTerms::new(graph.document_bound());
        // A link fits by its own type or note; the names of its ends only help.
        let mut own = vec![false; graph.link_bound()];
        for term in &query.terms {
            let mut named = vec![false; graph.actor_bound()];
            self.names.scan(term, |entry, _| named[entry.record as usize] = true);
            let mut of_kind = vec![false; self.kind_count];
            self.kinds.scan(term, |entry, _| of_kind[entry.record as usize] = true);
            for (link, kind) in self.kind_of_link.iter().enumerate() {
                let (source, target) = graph.ends(LinkIx::new(link));
                own[link] |= of_kind[*kind as usize];
                if of_kind[*kind as usize] || named[source.get()] || named[target.get()] {
                    links.hold(link);
                }
            }
            self.link_notes.scan(term, |entry, _| {
                own[entry.record as usize] = true;
                links.hold(entry.record as usize);
            });
            for (actor, _) in named.iter().enumerate().filter(|(_, named)| **named) {
                actors.hold(actor);
                by_name.hold(actor);
            }
            self.actor_notes.scan(term, |entry, _| actors.hold(entry.record as usize));
            self.passages.scan(term, |entry, _| passages.hold(entry.record as usize));
            self.documents.scan(term, |entry, _| documents.hold(entry.record as usize));
            for all in [&mut actors, &mut by_name, &mut links, &mut passages, &mut documents] {
                all.next_term();
            }
        }
        FindResults {
            actors: self.rank_actors(graph, &query, (&actors, &by_name), limits.actors),
            links: self.rank_links(graph, &query, links.records().filter(|link| own[*link]), limits.links),
            passages: in_reading_order(graph, &query, &passages, limits.passages),
            documents: self.rank_documents(graph, &query, &documents, limits.documents),
        }
    }

    /// `fitting` are the actors that hold every term, and those of them that hold every term in their names.
    fn rank_actors(
        &self,
        graph: &Graph,
        query: &Query,
        fitting: (&AllTerms, &AllTerms),
        limit: usize,
    ) -> Found<ActorIx> {
        // A label comes before an alias that fits as closely, and words apart in names before words in a note.
        let mut fits = vec![(Closeness::Apart, true); graph.actor_bound()];
        for actor in fitting.1.records() {
            fits[actor] = (Closeness::Apart, false);
        }
        scan_whole(&self.names, query, |entry, closeness| {
            let fit = &mut fits[entry.record as usize];
            *fit = (*fit).min((closeness, entry.field != Field::Label));
        });
        let ranked = {
            let there = fitting.0.records().filter(|actor| graph.has_actor(ActorIx::new(*actor)));
            there.map(|actor| (fits[actor], Reverse(self.degrees[actor]), actor)).collect()
        };
        let by_label = |(fit, degree, actor): &((Closeness, bool), Reverse<u32>, usize)| {
            (*fit, *degree, graph.actor(ActorIx::new(*actor)).label.as_str(), *actor)
        };
        first(
            ranked,
            limit,
            |one, other| by_label(one).cmp(&by_label(other)),
            |((closeness, _), _, actor)| {
                let ix = ActorIx::new(actor);
                let aliases = (0..graph.actor(ix).aliases.len() as u32).map(Field::Alias);
                let fields = std::iter::once(Field::Label).chain(aliases).chain([Field::Note]);
                Hit { ix, closeness, matches: matches(graph, Record::Actor(ix), fields, query) }
            },
        )
    }

    fn rank_links(
        &self,
        graph: &Graph,
        query: &Query,
        fitting: impl Iterator<Item = usize>,
        limit: usize,
    ) -> Found<LinkIx> {
        let mut fits = vec![Closeness::Apart; self.kind_count];
        scan_whole(&self.kinds, query, |entry, closeness| {
            let fit = &mut fits[entry.record as usize];
            *fit = (*fit).min(closeness);
        });
        let there = fitting.filter(|link| graph.has_link(LinkIx::new(*link)));
        let ranked: Vec<_> = there.map(|link| (fits[self.kind_of_link[link] as usize], link)).collect();
        first(ranked, limit, Ord::cmp, |(closeness, link)| {
            let ix = LinkIx::new(link);
            let fields = [Field::Kind, Field::Source, Field::Target, Field::Note];
            Hit { ix, closeness, matches: matches(graph, Record::Link(ix), fields, query) }
        })
    }

    fn rank_documents(&self, graph: &Graph, query: &Query, fitting: &AllTerms, limit: usize) -> Found<DocumentIx> {
        let mut fits = vec![Closeness::Apart; graph.document_bound()];
        scan_whole(&self.documents, query, |entry, closeness| {
            let fit = &mut fits[entry.record as usize];
            *fit = (*fit).min(closeness);
        });
        let there = fitting.records().filter(|document| graph.has_document(DocumentIx::new(*document)));
        let ranked: Vec<_> = there.map(|document| (fits[document], document)).collect();
        first(ranked, limit, Ord::cmp, |(closeness, document)| {
            let ix = DocumentIx::new(document);
            Hit { ix, closeness, matches: matches(graph, Record::Document(ix), [Field::Title, Field::Author], query) }
        })
    }
}

fn in_reading_order(graph: &Graph, query: &Query, fitting: &AllTerms, limit: usize) -> Found<PassageIx> {
    let ranked: Vec<PassageIx> =
        fitting.records().map(PassageIx::new).filter(|passage| graph.has_passage(*passage)).collect();
    first(
        ranked,
        limit,
        |one, other| super::places::reading_order(graph, *one, *other),
        |ix| {
            let fields = [Field::Words, Field::Paraphrase, Field::Translation];
            let matches = matches(graph, Record::Passage(ix), fields, query);
            let as_phrase = matches.iter().any(|found| {
                let text = field_text(graph, Record::Passage(ix), found.field);
                text.is_some_and(|text| super::fold::fold(&text[found.range.clone()]).contains(&query.whole[0]))
            });
            Hit { ix, closeness: if as_phrase { Closeness::Inside } else { Closeness::Apart }, matches }
        },
    )
}

fn scan_whole(arena: &Arena, query: &Query, mut tell: impl FnMut(Entry, Closeness)) {
    for whole in &query.whole {
        arena.scan(whole, &mut tell);
    }
}

/// The first `limit` of `ranked` in their order, made into hits.
fn first<T, Ix>(
    mut ranked: Vec<T>,
    limit: usize,
    order: impl Fn(&T, &T) -> std::cmp::Ordering,
    hit: impl Fn(T) -> Hit<Ix>,
) -> Found<Ix> {
    let total = ranked.len();
    if limit < total {
        // A single letter may fit a hundred thousand actors: only those that are shown are put in order.
        ranked.select_nth_unstable_by(limit, &order);
        ranked.truncate(limit);
    }
    ranked.sort_unstable_by(order);
    Found { hits: ranked.into_iter().map(hit).collect(), total }
}

/// Where the query stands in the fields of a record: as a whole, and where it does not, its terms.
fn matches(graph: &Graph, record: Record, fields: impl IntoIterator<Item = Field>, query: &Query) -> Vec<Match> {
    let mut matches = Vec::new();
    for field in fields {
        let Some(text) = field_text(graph, record, field) else { continue };
        let folded = FoldedText::new(text);
        let mut ranges = ranges_of(&folded, &query.whole);
        if ranges.is_empty() {
            ranges = ranges_of(&folded, &query.terms);
        }
        matches.extend(ranges.into_iter().map(|range| Match { field, range }));
    }
    matches
}

/// The places of `needles` in the original, in order, those that overlap made one.
fn ranges_of(folded: &FoldedText, needles: &[String]) -> Vec<Range<usize>> {
    let found = |needle: &str| -> Vec<Range<usize>> {
        let places = folded.as_str().match_indices(needle);
        places.map(|(at, _)| folded.to_original(at..at + needle.len())).collect()
    };
    let mut ranges: Vec<Range<usize>> = needles.iter().flat_map(|needle| found(needle)).collect();
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, before| {
        let overlaps = next.start < before.end;
        if overlaps {
            before.end = before.end.max(next.end);
        }
        overlaps
    });
    ranges
}

/// Which records hold every term so far.
struct AllTerms {
    /// By record: how many terms it holds, as long as it has missed none.
    held: Vec<u32>,
    terms: u32,
}

impl AllTerms {
    fn new(records: usize) -> Self {
        Self { held: vec![0; records], terms: 0 }
    }

    /// The record holds the term that is looked for now.
    fn hold(&mut self, record: usize) {
        if self.held[record] == self.terms {
            self.held[record] = self.terms + 1;
        }
    }

    fn next_term(&mut self) {
        self.terms += 1;
    }

    fn records(&self) -> impl Iterator<Item = usize> {
        self.held.iter().enumerate().filter(|(_, held)| **held == self.terms).map(|(record, _)| record)
    }
}

#[cfg(test)]
mod tests;
