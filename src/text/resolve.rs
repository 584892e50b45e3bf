//! Which actor, or which document, somebody means who types a key, a name, another name or a title.

use std::cmp::Reverse;

use super::fold::fold;
use super::phrases::actor_words;
use crate::model::{ActorIx, DocumentIx, Graph};

/// Why a text does not name one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// Several actors bear the name.
    Several {
        /// The text.
        text: String,
        /// All who bear it, in the order of the file.
        candidates: Vec<Candidate>,
    },
    /// Nobody does.
    Nobody {
        /// The text.
        text: String,
        /// Whose names are nearest to it, the nearest first; at most five.
        nearest: Vec<Candidate>,
    },
}

/// An actor that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The actor.
    pub actor: ActorIx,
    /// The name that fits: the label or an alias.
    pub name: String,
    /// Label, type and key, to tell it from others.
    pub description: String,
}

impl std::fmt::Display for Unresolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |f: &mut std::fmt::Formatter<'_>, candidates: &[Candidate]| {
            candidates.iter().try_for_each(|candidate| write!(f, "\n  {}", candidate.description))
        };
        match self {
            Self::Several { text, candidates } => {
                write!(f, "{} actors are called \"{text}\". Use the id of the one you mean:", candidates.len())?;
                list(f, candidates)
            }
            Self::Nobody { text, nearest } if nearest.is_empty() => {
                write!(f, "No actor is called \"{text}\", and no name is like it.")
            }
            Self::Nobody { text, nearest } => {
                write!(f, "No actor is called \"{text}\". The nearest names are:")?;
                list(f, nearest)
            }
        }
    }
}

impl std::error::Error for Unresolved {}

/// The actor that `text` names: by its key; else by a label or alias as written; else by one that folds to the same.
///
/// # Errors
/// [`Unresolved`] where several actors fit, or none; its message lists those that do, or come near.
pub fn resolve_actor(graph: &Graph, text: &str) -> Result<ActorIx, Unresolved> {
    let text = text.trim();
    if let Some(actor) = graph.actor_by_key(text) {
        return Ok(actor);
    }
    let wanted = fold(text);
    // Blank names fold to nothing; nobody is meant by them.
    let mut found = candidates(graph, |name| !text.is_empty() && name.trim() == text);
    if found.is_empty() && !wanted.trim().is_empty() {
        found = candidates(graph, |name| fold(name).trim() == wanted.trim());
    }
    match found.as_slice() {
        [one] => Ok(one.actor),
        [] => Err(Unresolved::Nobody { text: text.to_owned(), nearest: nearest(graph, wanted.trim()) }),
        _ => Err(Unresolved::Several { text: text.to_owned(), candidates: found }),
    }
}

fn candidates(graph: &Graph, fits: impl Fn(&str) -> bool) -> Vec<Candidate> {
    let fitting = graph.actors().filter_map(|(ix, actor)| Some((ix, actor.names().find(|name| fits(name))?)));
    fitting.map(|(ix, name)| candidate(graph, ix, name)).collect()
}

fn candidate(graph: &Graph, ix: ActorIx, name: &str) -> Candidate {
    let actor = graph.actor(ix);
    let kind = if actor.kind.is_empty() { String::new() } else { format!("{}, ", actor.kind) };
    let also = if name == actor.label { String::new() } else { format!(", also known as “{name}”") };
    let description = format!("“{}” ({kind}id {}){also}", actor_words(graph, ix), actor.key);
    Candidate { actor: ix, name: name.to_owned(), description }
}

const NEAREST_SHOWN: usize = 5;

/// The actors with the names nearest to `wanted`: those that hold it, then those a few letters away.
fn nearest(graph: &Graph, wanted: &str) -> Vec<Candidate> {
    let letters: Vec<char> = wanted.chars().collect();
    if letters.is_empty() {
        return Vec::new();
    }
    let tolerated = (letters.len() / 3).max(1);
    let mut near: Vec<_> = Vec::new();
    for (ix, actor) in graph.actors() {
        let distance = |name: &str| {
            let name: Vec<char> = fold(name).trim().chars().collect();
            if letters.len() > 1 && name.windows(letters.len()).any(|window| window == letters) {
                return Some((0, name.len()));
            }
            if name.len().abs_diff(letters.len()) > tolerated {
                return None;
            }
            Some(edits(&name, &letters)).filter(|edits| *edits <= tolerated).map(|edits| (edits, name.len()))
        };
        let best = actor.names().filter_map(|name| Some((distance(name)?, name))).min();
        near.extend(best.map(|(distance, name)| (distance, Reverse(graph.links_of(ix).len()), ix, name)));
    }
    near.sort_unstable();
    near.truncate(NEAREST_SHOWN);
    near.into_iter().map(|(_, _, ix, name)| candidate(graph, ix, name)).collect()
}

/// How many letters must be put in, taken out or changed to make one word of the other (Levenshtein's distance).
fn edits(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other_letter) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != other_letter);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

/// So many documents are listed where one is meant and it is not clear which.
const LISTED: usize = 12;

/// The document that `text` names: by its key; else by its title, without regard to case and accents; else the only one whose title
/// holds every word.
///
/// # Errors
/// Why none is meant, as a sentence, and under it the documents that may be.
pub fn resolve_document(graph: &Graph, text: &str) -> Result<DocumentIx, String> {
    if let Some(document) = graph.document_by_key(text.trim()) {
        return Ok(document);
    }
    let wanted = fold(text);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let titles: Vec<(DocumentIx, String)> =
        graph.documents().map(|(ix, document)| (ix, fold(document.display_title()))).collect();
    let fitting = |fits: &dyn Fn(&str) -> bool| -> Vec<DocumentIx> {
        titles.iter().filter(|(_, title)| fits(title)).map(|(ix, _)| *ix).collect()
    };
    let mut found = fitting(&|title| !words.is_empty() && title.trim() == wanted.trim());
    if found.is_empty() {
        found = fitting(&|title| !words.is_empty() && words.iter().all(|word| title.contains(word)));
    }
    let (why, listed) = match found.as_slice() {
        [one] => return Ok(*one),
        [] if titles.is_empty() => return Err(format!("No document is called \"{text}\": the file holds none.")),
        [] => (format!("No document is called \"{text}\". There are:"), fitting(&|_| true)),
        several => (format!("{} documents may be meant by \"{text}\". Use the id of one:", several.len()), found),
    };
    let line = |ix: &DocumentIx| {
        let document = graph.document(*ix);
        format!("\n  {} (id {})", document.display_title(), document.key)
    };
    let more = listed.len().saturating_sub(LISTED);
    let more = if more > 0 { format!("\n  … and {more} more") } else { String::new() };
    Err(why + &listed.iter().take(LISTED).map(line).collect::<String>() + &more)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Document, GraphBuilder};

    fn village() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (key, label, kind, alias) in [
            ("a1", "Ada Obi", "person", "Müller"),
            ("a2", "Ali", "person", "سلمى"),
            ("a3", "Ali", "", "Ali the Tall"),
            ("Ali-key", "Bo", "place", "a1"),
            ("a5", "ali", "band", ""),
        ] {
            let mut actor = Actor { key: key.into(), label: label.into(), kind: kind.into(), ..Actor::default() };
            actor.aliases.push(alias.to_owned());
            builder.add_actor(actor).expect("free");
        }
        builder.finish()
    }

    #[test]
    fn a_key_a_label_or_an_alias_names_an_actor() {
        let graph = village();
        assert_eq!(resolve_actor(&graph, "a1"), Ok(ActorIx(0)), "a key goes before an alias");
        assert_eq!(resolve_actor(&graph, " ada obi "), Ok(ActorIx(0)));
        assert_eq!(resolve_actor(&graph, "MULLER"), Ok(ActorIx(0)));
        assert_eq!(resolve_actor(&graph, "سَلمي"), Ok(ActorIx(1)));
        assert_eq!(resolve_actor(&graph, "ali"), Ok(ActorIx(4)), "as written goes before folded");
    }

    #[test]
    fn several_of_a_name_are_listed() {
        let message = resolve_actor(&village(), "Ali").expect_err("two bear the name").to_string();
        assert_eq!(
            message,
            "2 actors are called \"Ali\". Use the id of the one you mean:\n  “Ali” (person, id a2)\n  “Ali” (id a3)"
        );
        let Err(Unresolved::Several { candidates, .. }) = resolve_actor(&village(), "ALI") else {
            panic!("three fold to it");
        };
        assert_eq!(candidates.iter().map(|candidate| candidate.actor.0).collect::<Vec<_>>(), vec![1, 2, 4]);
    }

    #[test]
    fn nobody_of_a_name_brings_the_nearest() {
        let message = |text: &str| resolve_actor(&village(), text).expect_err("nobody bears it").to_string();
        assert_eq!(message("Obi"), "No actor is called \"Obi\". The nearest names are:\n  “Ada Obi” (person, id a1)");
        assert_eq!(
            message("Muler"),
            "No actor is called \"Muler\". The nearest names are:\n  “Ada Obi” (person, id a1), also known as “Müller”"
        );
        assert_eq!(message("Wilhelmina"), "No actor is called \"Wilhelmina\", and no name is like it.");
        assert_eq!(message(""), "No actor is called \"\", and no name is like it.");
    }

    #[test]
    fn edits_are_counted() {
        let count =
            |one: &str, other: &str| edits(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>());
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("", "abc"), 3);
        assert_eq!(count("abc", "abc"), 0);
        assert_eq!(count("ab", "ba"), 2);
    }

    #[test]
    fn a_document_is_meant_by_its_id_its_title_or_words_of_it() {
        let mut builder = GraphBuilder::new("", "");
        for (key, title) in [("d1", "Who lit the lights?"), ("d2", "The Lights"), ("d3", "Béla’s lights"), ("d4", "")]
        {
            let document = Document { key: key.into(), title: title.into(), ..Document::default() };
            builder.add_document(document).expect("free");
        }
        let graph = builder.finish();
        let found = |text: &str| resolve_document(&graph, text).map(|document| document.0);
        assert_eq!((found("d2"), found("d4")), (Ok(1), Ok(3)));
        assert_eq!(found("the lights"), Ok(1), "the whole title comes before words of another");
        assert_eq!(found("LIT lights"), Ok(0));
        assert_eq!(found("bela"), Ok(2));
        let message = found("lights").expect_err("three");
        assert!(
            message.starts_with("3 documents may be meant by \"lights\". Use the id of one:\n  Who lit"),
            "{message}"
        );
        let message = found("zzz").expect_err("none");
        assert!(message.contains("\n  d4 (id d4)"), "{message}");
        assert!(found(" ").is_err());
    }
}
