//! Why two actors may be one, in words.

use super::super::fold::fold;
use super::closeness::{Closeness, Nearness, Way};
use super::name::{Name, Word};
use crate::model::{ActorIx, Graph};

/// Something that speaks for it, or against it, that two actors are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In words, without a full stop: `3 shared neighbours`.
    pub words: String,
    /// Whether it speaks for it.
    pub speaks_for: bool,
}

impl Reason {
    pub(super) fn for_it(words: impl Into<String>) -> Self {
        Self { words: words.into(), speaks_for: true }
    }

    pub(super) fn against_it(words: impl Into<String>) -> Self {
        Self { words: words.into(), speaks_for: false }
    }
}

/// What is near in the names of a pair.
pub fn of_names(
    graph: &Graph,
    pair: (ActorIx, ActorIx),
    (one, other): (&Name, &Name),
    found: &Closeness,
) -> Vec<Reason> {
    let whole = |words: &str| Reason::for_it(format!("{words}: {} / {}", one.written.trim(), other.written.trim()));
    let mut reasons = Vec::new();
    if found.ways.is_empty() {
        let is_label = |actor: ActorIx, name: &Name| graph.actor(actor).label.as_str() == name.written;
        let are_labels = is_label(pair.0, one) && is_label(pair.1, other);
        let words = if are_labels {
            "the same name".to_owned()
        } else {
            format!("both are called “{}”", one.written.trim())
        };
        reasons.push(Reason::for_it(words));
    }
    for way in &found.ways {
        match way {
            Way::Titles => reasons.push(whole("the same but for titles and particles")),
            Way::Together => reasons.push(whole("the same letters, once as one word")),
            Way::Order => reasons.push(whole("the same words in another order")),
            Way::Words => {
                for (at, to, near) in found.matched.iter().filter(|(.., near)| *near != Nearness::Equal) {
                    let (first, second) = (&one.words[*at], &other.words[*to]);
                    let words = how_near(*near, first, second);
                    let pair = format!("{} / {}", written(&one.written, first), written(&other.written, second));
                    reasons.push(Reason::for_it(format!("{words}: {pair}")));
                }
            }
            Way::Longer => {
                let (long, matched): (&Name, Vec<usize>) = if one.words.len() > other.words.len() {
                    (one, found.matched.iter().map(|(at, ..)| *at).collect())
                } else {
                    (other, found.matched.iter().map(|(_, to, _)| *to).collect())
                };
                let more = (0..long.words.len()).filter(|at| !matched.contains(at));
                let more: Vec<&str> = more.map(|at| written(&long.written, &long.words[at])).collect();
                reasons.push(Reason::for_it(format!("the same but for “{}”", more.join(" "))));
            }
            Way::OneWord => {
                let short = if one.words.len() < other.words.len() { one } else { other };
                reasons.push(Reason::for_it(format!(
                    "“{}” is part of the other name, and of no third",
                    short.written.trim()
                )));
            }
            Way::Initials => {
                let (short, long) = if one.words.len() < other.words.len() { (one, other) } else { (other, one) };
                let words = format!("“{}” may be the initials of “{}”", short.written.trim(), long.written.trim());
                reasons.push(Reason::for_it(words));
            }
        }
    }
    reasons
}

fn how_near(near: Nearness, one: &Word, other: &Word) -> &'static str {
    match near {
        Nearness::Equal => "the same",
        Nearness::Sound | Nearness::Vowels if without_vowels(one) == without_vowels(other) => {
            "same letters but for vowels"
        }
        Nearness::Sound | Nearness::Vowels => "another spelling",
        Nearness::Script => "the same consonants in another script",
        Nearness::Letter => "one letter apart",
        Nearness::Initial => "an initial that fits",
    }
}

/// The letters of a word that are no vowels, none twice in a row.
fn without_vowels(word: &Word) -> String {
    let mut letters: Vec<char> =
        word.folded.chars().filter(|letter| !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// A word as it stands in the name.
fn written<'n>(name: &'n str, word: &'n Word) -> &'n str {
    // Marks and apostrophes are part of a word.
    let is_joint = |letter: char| !letter.is_alphanumeric() && !matches!(&*fold(&letter.to_string()), "" | "'");
    let fits = |part: &&str| {
        let folded = fold(part).replace('\'', "");
        folded == word.folded || word.is_bare && folded.ends_with(&word.folded)
    };
    name.split(is_joint).find(fits).unwrap_or(&word.folded)
}
