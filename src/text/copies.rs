//! Passages that say the same in nearly the same words: a text that was passed on is one source, however many print it.

use std::collections::{BTreeSet, HashMap};

use unicode_segmentation::UnicodeSegmentation as _;

use super::fold::fold;
use super::places::passage_bytes;
use crate::model::{DocumentIx, Evidence, Graph, PassageIx, Stance};

/// Words that stand together and are compared as one.
const TOGETHER: usize = 3;
/// Passages with fewer words may be alike by chance.
const LEAST_WORDS: usize = 10;
/// The share of what either says that both must say.
const ALIKE: f64 = 0.6;
/// Figures that stand for a passage, in bands: passages that share a band are compared in full.
const BANDS: usize = 20;
const FIGURES_A_BAND: usize = 3;

/// Which passages are copies of each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// By position of the passage, the first passage that it is a copy of, or itself.
    first: Vec<PassageIx>,
    /// By position of the passage, whether it has words enough to be compared.
    compared: Vec<bool>,
}

impl Copies {
    /// Finds the copies among all passages of a graph: those that have most of their runs of three words in common, without regard to
    /// case, accents and signs.
    ///
    /// By the least hashes of these runs (MinHash; Broder 1997): passages with several in common are compared word by word, others
    /// never. Time grows with the number of words. A passage that is part of a much longer one is no copy.
    #[must_use]
    pub fn of(graph: &Graph) -> Self {
        let runs: Vec<Vec<u64>> = runs_of_words(graph);
        let mut first: Vec<u32> = (0..graph.passage_bound() as u32).collect();
        // By band, the first passage and the last one that had it.
        let mut seen: HashMap<(usize, [u64; FIGURES_A_BAND]), (u32, u32)> = HashMap::new();
        for (at, own) in (0u32..).zip(&runs).filter(|(_, own)| !own.is_empty()) {
            for band in 0..BANDS {
                let figures = std::array::from_fn(|figure| least(own, band * FIGURES_A_BAND + figure));
                let known = seen.entry((band, figures)).or_insert((at, at));
                for other in [known.0, known.1] {
                    if root(&first, other) != root(&first, at) && are_alike(own, &runs[other as usize]) {
                        let (one, two) = (root(&first, other), root(&first, at));
                        first[one.max(two) as usize] = one.min(two);
                    }
                }
                known.1 = at;
            }
        }
        let compared = runs.iter().map(|own| !own.is_empty()).collect();
        Self { first: (0..first.len() as u32).map(|at| PassageIx(root(&first, at))).collect(), compared }
    }

    /// Whether a passage has words enough to be compared with others; of a shorter one nobody can tell.
    #[must_use]
    pub fn is_compared(&self, passage: PassageIx) -> bool {
        self.compared.get(passage.get()).copied().unwrap_or(false)
    }

    /// The first passage that a passage is a copy of; itself where it is none.
    #[must_use]
    pub fn first(&self, passage: PassageIx) -> PassageIx {
        self.first.get(passage.get()).copied().unwrap_or(passage)
    }

    /// The documents that support something, put together where they copy each other: passages of one document are one source, and so
    /// are documents with a passage in nearly the same words. A passage whose document is not known is a source of its own.
    #[must_use]
    pub fn sources(&self, graph: &Graph, evidence: &[Evidence]) -> Vec<BTreeSet<DocumentIx>> {
        let mut sources: Vec<(BTreeSet<DocumentIx>, BTreeSet<PassageIx>)> = Vec::new();
        for evidence in evidence.iter().filter(|evidence| evidence.stance == Stance::Supports) {
            let document = graph.passage(evidence.passage).document;
            let mut joined = (BTreeSet::from_iter(document), BTreeSet::from([self.first(evidence.passage)]));
            sources.retain_mut(|(documents, passages)| {
                let is_same = !joined.0.is_disjoint(documents) || !joined.1.is_disjoint(passages);
                if is_same {
                    joined.0.append(documents);
                    joined.1.append(passages);
                }
                !is_same
            });
            sources.push(joined);
        }
        sources.into_iter().map(|(documents, _)| documents).collect()
    }
}

/// The hashes of all runs of words of each passage, ascending, each once; nothing for passages with too few words.
fn runs_of_words(graph: &Graph) -> Vec<Vec<u64>> {
    let bytes = passage_bytes(graph);
    let mut runs: Vec<Vec<u64>> = vec![Vec::new(); graph.passage_bound()];
    for (ix, passage) in graph.passages() {
        let text = passage.document.and_then(|document| graph.document(document).text.as_deref());
        let in_text = text.zip(bytes[ix.get()].clone()).and_then(|(text, bytes)| text.get(bytes));
        let folded = fold(in_text.unwrap_or(&passage.quote));
        let words: Vec<u64> = folded.unicode_words().map(hash).collect();
        if words.len() >= LEAST_WORDS {
            let of_run = |run: &[u64]| run.iter().fold(0, |sum, word| mixed(sum ^ word));
            let own = &mut runs[ix.get()];
            own.extend(words.windows(TOGETHER).map(of_run));
            own.sort_unstable();
            own.dedup();
        }
    }
    runs
}

/// The same number for the same word on every machine (FNV-1a).
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A number whose bits depend on all bits of another (SplitMix64).
fn mixed(number: u64) -> u64 {
    let one = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let two = (one ^ (one >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let three = (two ^ (two >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    three ^ (three >> 31)
}

/// The least of the runs by the order of one figure.
fn least(runs: &[u64], figure: usize) -> u64 {
    runs.iter().map(|run| mixed(run ^ mixed(figure as u64))).min().unwrap_or_default()
}

fn root(first: &[u32], mut at: u32) -> u32 {
    while first[at as usize] != at {
        at = first[at as usize];
    }
    at
}

/// Whether two lists, ascending, have enough in common (Jaccard's index).
fn are_alike(one: &[u64], other: &[u64]) -> bool {
    let (mut common, mut rest) = (0usize, other);
    for run in one {
        let skipped = rest.iter().take_while(|other| *other < run).count();
        rest = &rest[skipped..];
        common += usize::from(rest.first() == Some(run));
    }
    common as f64 >= ALIKE * (one.len() + other.len() - common) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, GraphBuilder, Passage};

    const REPORT: &str =
        "On Tuesday the harbour master said that the Pale Heron had left the port at dawn without her papers.";

    /// A document for each list of quotes.
    fn case(documents: &[&[&str]]) -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (at, quotes) in documents.iter().enumerate() {
            let document = Document { key: format!("d{at}"), ..Document::default() };
            let document = builder.add_document(document).expect("free");
            for (place, quote) in quotes.iter().enumerate() {
                let key = format!("d{at}p{place}");
                let passage = Passage { document: Some(document), quote: (*quote).to_owned(), ..Passage::new(key) };
                builder.add_passage(passage).expect("free");
            }
        }
        builder.finish()
    }

    fn firsts(documents: &[&[&str]]) -> Vec<u32> {
        let graph = case(documents);
        let copies = Copies::of(&graph);
        (0..graph.passage_count() as u32).map(|at| copies.first(PassageIx(at)).0).collect()
    }

    #[test]
    fn a_report_that_is_passed_on_is_a_copy() {
        let changed =
            "ON TUESDAY the harbour master said that the Pale Heron had left the port at dawn, without papers!";
        let other =
            "The harbour master denied on Friday that any ship had ever left the port without her papers at dawn.";
        assert_eq!(firsts(&[&[REPORT], &[changed], &[other], &[REPORT]]), [0, 0, 2, 0]);
    }

    #[test]
    fn short_passages_are_alike_by_chance() {
        assert_eq!(firsts(&[&["He owns the ship."], &["He owns the ship."], &[""], &[""]]), [0, 1, 2, 3]);
    }

    #[test]
    fn documents_that_copy_each_other_are_one_source() {
        let other =
            "A clerk of the port, who asked not to be named, saw the master of the ship in the office on Monday.";
        let graph = case(&[
            &[REPORT, other],
            &[REPORT],
            &["In the archive there is a letter of the owner to his bank about the loan of that year."],
        ]);
        let copies = Copies::of(&graph);
        let sources = |passages: &[u32]| {
            let evidence: Vec<Evidence> = passages.iter().map(|at| Evidence::supporting(PassageIx(*at))).collect();
            let found = copies.sources(&graph, &evidence);
            found
                .into_iter()
                .map(|source| source.into_iter().map(|document| document.0).collect())
                .collect::<Vec<Vec<u32>>>()
        };
        assert_eq!(sources(&[0, 2]), [[0, 1]]);
        assert_eq!(sources(&[1, 2]), [[0], [1]]);
        assert_eq!(sources(&[1, 2, 0, 3]), [vec![0, 1], vec![2]], "one passage joins what two others did not");
        assert_eq!(sources(&[]), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn many_copies_are_found_and_take_no_longer_than_many_others() {
        let quotes: Vec<String> = (0..400)
            .map(|at| {
                if at % 2 == 0 {
                    REPORT.to_owned()
                } else {
                    format!("{at} ").repeat(12) + &REPORT.replace("the", &at.to_string())
                }
            })
            .collect();
        let quotes: Vec<[&str; 1]> = quotes.iter().map(|quote| [quote.as_str()]).collect();
        let documents: Vec<&[&str]> = quotes.iter().map(|quote| &quote[..]).collect();
        let found = firsts(&documents);
        assert!((0..400).step_by(2).all(|at| found[at] == 0));
        assert!((1..400).step_by(2).all(|at| found[at] == at as u32));
    }
}
