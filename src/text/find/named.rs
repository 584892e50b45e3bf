//! Who is named in a stretch of text, among all actors of a graph. Where exactly is told by `Mentions`.

use std::collections::{BTreeSet, HashSet};

use super::FindIndex;
use super::arena::Arena;
use crate::model::{ActorIx, Graph};
use crate::text::Mentions;
use crate::text::fold::fold;

/// Names are looked for in so many bytes of the text; a passage is shorter.
const MOST_BYTES: usize = 20_000;
/// Names of more words than this are looked for one by one.
const MOST_WORDS: usize = 8;

impl FindIndex {
    /// The actors that are named in `words` (see [`Mentions`]), in the order in which they are named first.
    ///
    /// Takes milliseconds with a hundred thousand actors, where an automaton of all their names takes hundreds. Of a very long
    /// text only the beginning is looked through.
    #[must_use]
    pub fn named_in(&self, graph: &Graph, words: &str) -> Vec<ActorIx> {
        let end = (0..=words.len().min(MOST_BYTES)).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
        let words = &words[..end];
        let records = named(&self.names, &fold(words));
        let there = records.into_iter().map(ActorIx).filter(|actor| graph.has_actor(*actor));
        let mut seen = HashSet::new();
        let mentions = Mentions::of_actors(graph, there).find(words).into_iter();
        mentions.map(|mention| mention.actor).filter(|actor| seen.insert(*actor)).collect()
    }
}

/// The records one of whose names may stand in a folded text.
fn named(names: &Arena, text: &str) -> BTreeSet<u32> {
    let stretches = stretches(text);
    let may_stand = |name: &str| {
        // Only words of letters and digits that are written with spaces between them begin and end where others do.
        let is_plain = name.is_ascii()
            && name.starts_with(|first: char| first.is_alphanumeric())
            && name.ends_with(|last: char| last.is_alphanumeric())
            && name.bytes().filter(|byte| *byte == b' ').count() < MOST_WORDS;
        if is_plain { stretches.contains(name) } else { text.contains(name) }
    };
    names.texts().filter(|(_, name)| may_stand(name)).map(|(record, _)| record).collect()
}

/// Every stretch of up to [`MOST_WORDS`] words, from where a word begins to where one ends.
fn stretches(text: &str) -> HashSet<&str> {
    let mut bounds: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                bounds.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    let mut stretches = HashSet::new();
    for (number, (from, _)) in bounds.iter().enumerate() {
        // A name with a dot or hyphen in it counts as several words here.
        let ends = bounds[number..].iter().take(2 * MOST_WORDS).map(|(_, end)| *end);
        stretches.extend(ends.map(|end| &text[*from..end]));
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorMore, GraphBuilder};

    #[test]
    fn actors_are_named_by_any_of_their_names_in_any_script() {
        let mut builder = GraphBuilder::new("", "");
        let names: [&[&str]; 7] =
            [&["Ada Obi", "Obi"], &["Ben"], &["سلمى"], &["Al-Nur Ltd."], &["Bend"], &["北京"], &["US"]];
        for (number, names) in names.iter().enumerate() {
            let aliases = names[1..].iter().map(|name| (*name).to_owned()).collect();
            let more = ActorMore { aliases, ..ActorMore::default() }.into();
            let actor =
                Actor { key: number.to_string().as_str().into(), label: names[0].into(), more, ..Actor::default() };
            builder.add_actor(actor).expect("the key is free");
        }
        let graph = builder.finish();
        let index = FindIndex::new(&graph);
        let named = |words| index.named_in(&graph, words).into_iter().map(|actor| actor.0).collect::<Vec<_>>();
        assert_eq!(named("BEN met Obi, then Ada Obi and Benno."), [1, 0]);
        assert_eq!(named("قالت وسلمى"), [2], "behind a prefix");
        assert_eq!(named("the al-nur ltd. of 北京市 told us"), [3, 5]);
        assert_eq!(named(""), [0; 0]);
        let long = "x ".repeat(MOST_BYTES) + "Ben";
        assert_eq!(named(&long), [0; 0], "only the beginning is looked through");
    }
}
