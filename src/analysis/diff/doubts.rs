//! Signs that two files are not two states of one: ids that were made anew. They are told; nothing is guessed from them.

use std::collections::HashSet;
use std::fmt;

use super::matching::Matching;
use super::{Both, List};
use crate::model::{Actor, ActorIx, DocumentIx, LinkIx, Passage, PassageIx};

/// Why what is listed as added, removed and changed may not be what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Both graphs have records in the list, and no key is in both.
    NoKeyInCommon(List),
    /// Most records with the same key say nothing that is the same.
    NothingInCommon {
        /// The list.
        list: List,
        /// So many have nothing in common.
        strangers: usize,
        /// So many records have the same key.
        of: usize,
    },
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoKeyInCommon(list) => {
                let (noun, name) = (list.noun(), list.name());
                write!(
                    f,
                    "No {noun} of one file has the id of one of the other. If both hold the same {name}, their ids were \
                     made anew."
                )
            }
            Self::NothingInCommon { list, strangers, of } => write!(
                f,
                "{strangers} of {of} {} that have the same id have nothing else in common. If their ids were made anew, those that \
                 are listed as changed are others.",
                list.name()
            ),
        }
    }
}

/// So many records without anything in common are no accident.
const LEAST_STRANGERS: usize = 3;

/// What there is to doubt, by list.
pub fn doubts(both: &Both<'_>) -> Vec<Doubt> {
    let Both { old, new, actors, links, documents, passages } = both;
    let are_both = |old: usize, new: usize| old > 0 && new > 0;
    let lists = [
        in_list(List::Actors, actors, are_both(old.actor_count(), new.actor_count()), |before, after| {
            have_a_name_in_common(old.actor(ActorIx::new(before)), new.actor(ActorIx::new(after)))
        }),
        in_list(List::Links, links, are_both(old.link_count(), new.link_count()), |before, after| {
            let ((old_source, old_target), (source, target)) =
                (old.ends(LinkIx::new(before)), new.ends(LinkIx::new(after)));
            actors.is_same(old_source.get(), source.get()) || actors.is_same(old_target.get(), target.get())
        }),
        in_list(List::Documents, documents, are_both(old.document_count(), new.document_count()), |before, after| {
            let (before, after) = (old.document(DocumentIx::new(before)), new.document(DocumentIx::new(after)));
            let is_same = |before: &str, after: &str| !before.is_empty() && before == after;
            let are_stand_ins = before.missing || after.missing;
            let is_bare = before.title.is_empty() && before.text.is_none() && before.url.is_empty();
            are_stand_ins
                || is_bare
                || is_same(&before.title, &after.title)
                || is_same(&before.url, &after.url)
                || (before.text.is_some() && before.text == after.text)
        }),
        in_list(List::Passages, passages, are_both(old.passage_count(), new.passage_count()), |before, after| {
            let (before, after) = (old.passage(PassageIx::new(before)), new.passage(PassageIx::new(after)));
            let is_same_document = match (before.document, after.document) {
                (Some(before), Some(after)) => documents.is_same(before.get(), after.get()),
                // A stand-in says nothing that could be another thing.
                _ => true,
            };
            is_same_document || say_the_same(before, after)
        }),
    ];
    lists.into_iter().flatten().collect()
}

fn in_list(
    list: List,
    matching: &Matching,
    are_both_there: bool,
    have_something_in_common: impl Fn(usize, usize) -> bool,
) -> Option<Doubt> {
    let of = matching.pairs().count();
    if of == 0 {
        return are_both_there.then_some(Doubt::NoKeyInCommon(list));
    }
    let strangers = matching.pairs().filter(|(old, new)| !have_something_in_common(*old, *new)).count();
    (strangers >= LEAST_STRANGERS && 2 * strangers > of).then_some(Doubt::NothingInCommon { list, strangers, of })
}

fn have_a_name_in_common(old: &Actor, new: &Actor) -> bool {
    if old.label == new.label {
        return true;
    }
    let names: HashSet<&str> = old.names().collect();
    new.names().any(|name| names.contains(name))
}

fn say_the_same(old: &Passage, new: &Passage) -> bool {
    let is_same = |before: &str, after: &str| !before.is_empty() && before == after;
    is_same(&old.quote, &new.quote) || is_same(&old.paraphrase, &new.paraphrase)
}
