//! Where actors are named in a text. Finds names that are known; does not guess new ones.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::fold::{FoldedText, fold};
use crate::model::{ActorIx, Graph};

/// A place in a text where an actor is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the text, on character boundaries.
    pub range: Range<usize>,
    /// Who is named.
    pub actor: ActorIx,
}

/// Finds all names of a set of actors in one pass over a text.
///
/// Names are compared folded (see [`fold`]) and only as whole words; in scripts that write no spaces, anywhere. An Arabic or
/// Hebrew name may follow a prefix such as و or ال. A short name in capitals (`US`) is found only in capitals. Names of a
/// single character are not looked for. Where names overlap, the longest is taken. Actors that share a name are all
/// reported, each in the same place: which of them is meant is not decided here.
#[derive(Debug, Default)]
pub struct Mentions {
    /// `None` where there is no name to look for.
    finder: Option<AhoCorasick>,
    /// By pattern of `finder`.
    bearers: Vec<Vec<Bearer>>,
}

/// An actor that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    actor: ActorIx,
    capitals_only: bool,
}

/// Names of up to this many characters, if in capitals, are found only in capitals.
const ACRONYM_CHARACTERS: usize = 4;
/// Names shorter than this are not looked for behind a prefix.
const PREFIXED_CHARACTERS: usize = 3;
/// What may stand before an Arabic or Hebrew name without a space, folded.
const PREFIXES: [&str; 23] = [
    "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ول", "وب", "وك", "ولل", "وبال", "ו", "ה", "ב",
    "ל", "מ", "ש", "כ",
];

impl Mentions {
    /// Prepares to find `names`. The same actor may come with several names.
    #[must_use]
    pub fn new<'a>(names: impl Iterator<Item = (ActorIx, &'a str)>) -> Self {
        let mut by_name: BTreeMap<String, Vec<Bearer>> = BTreeMap::new();
        for (actor, name) in names {
            let folded = fold(name);
            let folded = folded.trim();
            if folded.chars().nth(1).is_some() {
                by_name
                    .entry(folded.to_owned())
                    .or_default()
                    .push(Bearer { actor, capitals_only: is_acronym(name.trim()) });
            }
        }
        // The automaton refuses only a set of names of gigabytes; then nothing is marked.
        let finder = AhoCorasick::new(by_name.keys()).ok().filter(|_| !by_name.is_empty());
        let bearers = by_name
            .into_values()
            .map(|mut bearers| {
                // The same actor, under a spelling that asks for capitals and one that does not: the second wins.
                bearers.sort_unstable();
                bearers.dedup_by_key(|bearer| bearer.actor);
                bearers
            })
            .collect();
        Self { finder, bearers }
    }

    /// Prepares to find every label and alias of `actors`.
    #[must_use]
    pub fn of_actors(graph: &Graph, actors: impl IntoIterator<Item = ActorIx>) -> Self {
        Self::new(actors.into_iter().flat_map(|actor| graph.actor(actor).names().map(move |name| (actor, name))))
    }

    /// Prepares to find every label and alias of the graph.
    #[must_use]
    pub fn of_graph(graph: &Graph) -> Self {
        Self::of_actors(graph, graph.actors().map(|(actor, _)| actor))
    }

    /// The mentions in `text`, in the order in which they stand, actors that share a place in their own order.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Mention> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let folded = FoldedText::new(text);
        let mut candidates: Vec<(Range<usize>, usize)> = finder
            .find_overlapping_iter(folded.as_str())
            .map(|found| (found.range(), found.pattern().as_usize()))
            .filter(|(range, _)| is_whole_word(folded.as_str(), range))
            .filter(|(range, pattern)| {
                let words = &text[folded.to_original(range.clone())];
                self.bearers[*pattern].iter().any(|bearer| bearer.may_be(words))
            })
            .collect();
        candidates.sort_by_key(|(range, _)| (std::cmp::Reverse(range.len()), range.start));
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        let mut mentions = Vec::new();
        for (range, pattern) in candidates {
            if taken.range(..range.end).next_back().is_some_and(|(_, end)| *end > range.start) {
                continue;
            }
            taken.insert(range.start, range.end);
            let place = folded.to_original(range);
            let bearers = self.bearers[pattern].iter().filter(|bearer| bearer.may_be(&text[place.clone()]));
            mentions.extend(bearers.map(|bearer| Mention { range: place.clone(), actor: bearer.actor }));
        }
        mentions.sort_unstable_by_key(|mention| (mention.range.start, mention.actor));
        mentions
    }
}

impl Bearer {
    fn may_be(self, words: &str) -> bool {
        !self.capitals_only || !words.chars().any(char::is_lowercase)
    }
}

fn is_acronym(name: &str) -> bool {
    name.chars().count() <= ACRONYM_CHARACTERS
        && name.chars().any(char::is_uppercase)
        && !name.chars().any(char::is_lowercase)
}

fn is_whole_word(text: &str, range: &Range<usize>) -> bool {
    let name = &text[range.clone()];
    let ends_here = !continues(name.chars().next_back(), text[range.end..].chars().next());
    ends_here
        && (!continues(text[..range.start].chars().next_back(), name.chars().next()) || follows_prefix(text, range))
}

/// Whether a word goes on from one character to the next.
fn continues(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    is_word_character(before) && is_word_character(after) && !(is_spaceless(before) || is_spaceless(after))
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || unicode_normalization::char::is_combining_mark(character)
}

/// Whether the character is of a script that puts no space between words: Thai, Lao, Myanmar, Khmer, Japanese, Chinese.
fn is_spaceless(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

fn follows_prefix(text: &str, range: &Range<usize>) -> bool {
    let name = &text[range.clone()];
    let takes_prefixes = |character| matches!(character, '\u{05d0}'..='\u{05ea}' | '\u{0620}'..='\u{06ff}');
    if !name.starts_with(takes_prefixes) || name.chars().nth(PREFIXED_CHARACTERS - 1).is_none() {
        return false;
    }
    let before = &text[..range.start];
    let word_start = before
        .char_indices()
        .rev()
        .take_while(|(_, character)| is_word_character(*character))
        .last()
        .map_or(range.start, |(at, _)| at);
    PREFIXES.contains(&&before[word_start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: ActorIx = ActorIx(0);
    const OBI: ActorIx = ActorIx(1);
    const SALMA: ActorIx = ActorIx(2);

    fn found<'a>(names: &[(ActorIx, &str)], text: &'a str) -> Vec<(ActorIx, &'a str)> {
        let mentions = Mentions::new(names.iter().copied()).find(text);
        mentions.into_iter().map(|mention| (mention.actor, &text[mention.range])).collect()
    }

    #[test]
    fn names_and_aliases_are_found_whatever_their_case_and_marks() {
        let names = [(ADA, "Ada Müller"), (ADA, "the Dock Queen"), (OBI, "Obi")];
        let text = "ADA MULLER, “the dock queen”, met Óbi’s brother.";
        assert_eq!(found(&names, text), vec![(ADA, "ADA MULLER"), (ADA, "the dock queen"), (OBI, "Óbi")]);
    }

    #[test]
    fn only_whole_words_count() {
        assert_eq!(found(&[(ADA, "Ada")], "Adamant in Canada, Ada_2 and Ada2"), vec![]);
        assert_eq!(found(&[(ADA, "Ada")], "Ada-led (Ada)"), vec![(ADA, "Ada"), (ADA, "Ada")]);
        assert_eq!(found(&[(ADA, "山田")], "東京の山田太郎"), vec![(ADA, "山田")]);
    }

    #[test]
    fn the_longest_name_is_taken() {
        let names = [(ADA, "York"), (OBI, "New York"), (SALMA, "York City Council")];
        assert_eq!(found(&names, "in New York today"), vec![(OBI, "New York")]);
        assert_eq!(found(&names, "the New York City Council"), vec![(SALMA, "York City Council")]);
        assert_eq!(found(&names, "New York, York"), vec![(OBI, "New York"), (ADA, "York")]);
    }

    #[test]
    fn actors_that_share_a_name_are_both_reported() {
        assert_eq!(found(&[(OBI, "Obi"), (ADA, "Ọbi")], "Obi"), vec![(ADA, "Obi"), (OBI, "Obi")]);
    }

    #[test]
    fn an_acronym_is_not_a_common_word() {
        let names = [(ADA, "US"), (OBI, "Us")];
        assert_eq!(found(&names[..1], "he told us that the US said"), vec![(ADA, "US")]);
        assert_eq!(found(&names, "us, US"), vec![(OBI, "us"), (ADA, "US"), (OBI, "US")]);
    }

    #[test]
    fn an_arabic_or_hebrew_name_may_follow_a_prefix() {
        assert_eq!(found(&[(SALMA, "سلمى")], "قال علي وسَلمى لسلمى"), vec![(SALMA, "سَلمى"), (SALMA, "سلمى")]);
        assert_eq!(found(&[(SALMA, "سلمى")], "تسلمى"), vec![]);
        assert_eq!(found(&[(OBI, "בנימין")], "ובנימין אמר"), vec![(OBI, "בנימין")]);
    }

    #[test]
    fn a_name_broken_over_lines_is_found() {
        assert_eq!(found(&[(ADA, "Ada Obi")], "met Ada\n  Obi again"), vec![(ADA, "Ada\n  Obi")]);
    }

    #[test]
    fn nothing_to_look_for_finds_nothing() {
        assert_eq!(found(&[], "Ada"), vec![]);
        assert_eq!(found(&[(ADA, "A"), (OBI, "  "), (SALMA, "")], "A a  "), vec![]);
    }

    proptest::proptest! {
        #[test]
        fn mentions_are_names_in_order_and_do_not_overlap(
            names in proptest::collection::vec("[abA ü-]{0,4}", 0..6), text in "[abAü \u{308}.\n-]{0,30}",
        ) {
            let named = || names.iter().enumerate().map(|(actor, name)| (ActorIx(actor as u32), name.as_str()));
            let mut end = 0;
            let mut before = None;
            for Mention { range, actor } in Mentions::new(named()).find(&text) {
                let own = &names[actor.get()];
                proptest::prop_assert_eq!(fold(&text[range.clone()]), fold(own).trim().to_owned());
                proptest::prop_assert!(range.start >= end || before == Some(range.clone()));
                end = range.end;
                before = Some(range);
            }
        }
    }
}
