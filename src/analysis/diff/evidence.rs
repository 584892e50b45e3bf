//! Evidence of two records: the same where it points at the same passage with the same stance, then in order.

use std::collections::{HashMap, VecDeque};

use super::fields::Fields;
use super::matching::Matching;
use super::{EvidenceChange, EvidenceChanges, FieldChange};
use crate::model::{Basis, Evidence, Stance, Value};

/// Compares the evidence of two records.
pub fn compare(old: &[Evidence], new: &[Evidence], passages: &Matching) -> EvidenceChanges {
    let mut changes = EvidenceChanges::default();
    let mut both = |old_at: usize, new_at: usize| {
        let fields = fields(&old[old_at], &new[new_at]);
        if !fields.is_empty() {
            changes.changed.push(EvidenceChange { old: old_at, new: new_at, fields });
        }
    };
    // As long as both go on alike, in order means side by side.
    let is_same = |(old, new): &(&Evidence, &Evidence)| {
        old.stance == new.stance && passages.is_same(old.passage.get(), new.passage.get())
    };
    let alike = old.iter().zip(new).take_while(is_same).count();
    (0..alike).for_each(|at| both(at, at));
    if alike == old.len() {
        changes.added = (alike..new.len()).collect();
        return changes;
    }
    let mut waiting: HashMap<(usize, Stance), VecDeque<usize>> = HashMap::new();
    let mut is_left = vec![true; old.len() - alike];
    for (at, evidence) in old.iter().enumerate().skip(alike) {
        if let Some(passage) = passages.new_of(evidence.passage.get()) {
            waiting.entry((passage, evidence.stance)).or_default().push_back(at);
        }
    }
    let mut added = Vec::new();
    for (at, evidence) in new.iter().enumerate().skip(alike) {
        let first = waiting.get_mut(&(evidence.passage.get(), evidence.stance)).and_then(VecDeque::pop_front);
        match first {
            Some(old_at) => {
                is_left[old_at - alike] = false;
                both(old_at, at);
            }
            None => added.push(at),
        }
    }
    changes.added = added;
    changes.removed = (alike..old.len()).filter(|at| is_left[at - alike]).collect();
    changes
}

fn fields(old: &Evidence, new: &Evidence) -> Vec<FieldChange> {
    let Evidence { passage: _, stance: _, basis, credibility, note, added, by, extras } = old;
    let mut fields = Fields::default();
    fields.value("basis", *basis, new.basis, |basis: Basis| Value::Text(basis.name().to_owned()));
    fields.value("credibility", *credibility, new.credibility, |it| Value::WholeNumber(it.number().into()));
    fields.text("note", note, &new.note);
    fields.text("added", added, &new.added);
    fields.text("by", by, &new.by);
    fields.extras(extras, &new.extras);
    fields.0
}
