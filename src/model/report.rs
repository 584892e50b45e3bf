//! What became of a file: its warnings with their places, and what was kept, merged, skipped. The sentences are in
//! `warning.rs`.

use std::sync::Arc;

use super::{ActorIx, LinkIx, Warning};

/// A warning with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The part of the file that the line is of, where it has several: the name of a file that belongs to it, or of a sheet.
    pub part: Option<Arc<str>>,
    /// The line of the file, from 1; `None` where it has no line.
    pub line: Option<u32>,
    /// What there is to say.
    pub warning: Warning,
    /// The record it speaks of, where that is in the graph.
    pub about: Option<About>,
}

impl Note {
    /// Where it is, for people: `line 3`, `case.actors.csv, line 3`; empty where it has no place.
    #[must_use]
    pub fn place(&self) -> String {
        let Self { part, line, .. } = self;
        let line = line.map(|line| format!("line {line}"));
        part.as_deref().map(str::to_owned).into_iter().chain(line).collect::<Vec<String>>().join(", ")
    }
}

/// The record that a remark speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An actor.
    Actor(ActorIx),
    /// A link.
    Link(LinkIx),
}

/// What became of the records of one sort that a file holds: `read = kept + merged + skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records in the file.
    pub read: usize,
    /// Of these, merged into another one that came before.
    pub merged: usize,
    /// Of these, not taken over.
    pub skipped: usize,
    /// Records of the graph that the file does not hold as such: ends of links that it does not describe, say.
    pub made: usize,
}

impl Tally {
    /// Records of the file that are records of the graph.
    #[must_use]
    pub fn kept(self) -> usize {
        self.read.saturating_sub(self.merged + self.skipped)
    }

    /// Records of the graph.
    #[must_use]
    pub fn total(self) -> usize {
        self.kept() + self.made
    }
}

/// Everything a reader has to say about a file, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadReport {
    notes: Vec<Note>,
    part: Option<Arc<str>>,
    counts: Vec<(&'static str, usize)>,
    has_losses: bool,
    /// What became of the actors of the file.
    pub actors: Tally,
    /// What became of its links.
    pub links: Tally,
}

/// How many notes of one code are kept one by one; the rest are counted.
pub const NOTES_KEPT_PER_CODE: usize = 1000;

/// Different statements about a file that are told for each code; further ones are counted with the last.
const STATEMENTS_TOLD: usize = 8;

impl LoadReport {
    /// Adds a warning.
    pub fn push(&mut self, line: Option<u32>, warning: Warning) {
        self.push_about(line, warning, None);
    }

    /// Adds a warning that speaks of a record.
    pub fn push_about(&mut self, line: Option<u32>, warning: Warning, about: Option<About>) {
        self.has_losses |= warning.is_loss();
        let code = warning.code();
        let seen = if let Some((_, count)) = self.counts.iter_mut().find(|(counted, _)| *counted == code) {
            *count += 1;
            *count
        } else {
            self.counts.push((code, 1));
            1
        };
        if seen <= NOTES_KEPT_PER_CODE {
            self.notes.push(Note { part: self.part.clone(), line, warning, about });
        }
    }

    /// Says which part of the file the lines of what follows are of: a file that belongs to it, or a sheet; `None` is the file
    /// itself.
    pub fn set_part(&mut self, part: Option<&str>) {
        self.part = part.map(Arc::from);
    }

    /// Puts warnings about the whole file before all others.
    pub fn put_before(&mut self, warnings: Vec<Warning>) {
        let mut before = Self::default();
        for warning in warnings {
            before.push(None, warning);
        }
        let Self { notes, mut counts, has_losses, .. } = before;
        self.notes.splice(0..0, notes);
        for (code, count) in std::mem::take(&mut self.counts) {
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, known)) => *known += count,
                None => counts.push((code, count)),
            }
        }
        self.counts = counts;
        self.has_losses |= has_losses;
    }

    /// The notes that were kept.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Number of warnings, kept or only counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Whether something was lost.
    #[must_use]
    pub fn has_losses(&self) -> bool {
        self.has_losses
    }

    /// Why only a part of the file was read, where that is so.
    #[must_use]
    pub fn incomplete(&self) -> Option<&str> {
        self.notes.iter().find_map(|note| match &note.warning {
            Warning::Incomplete { why } => Some(why.as_str()),
            _ => None,
        })
    }

    /// The first note of each code with the number of notes of that code, in order of appearance.
    #[must_use]
    pub fn by_code(&self) -> Vec<(&Note, usize)> {
        let first_of = |code| self.notes.iter().find(|note| note.warning.code() == code);
        self.counts.iter().filter_map(|&(code, count)| Some((first_of(code)?, count))).collect()
    }

    /// What there is to say, in order of appearance, each with how often it is so. Notes about single records are counted by their
    /// code; a statement about the file stands for itself, and what is said twice is counted.
    #[must_use]
    pub fn told(&self) -> Vec<(&Note, usize)> {
        let mut told = Vec::new();
        for (first, count) in self.by_code() {
            if !first.warning.is_about_the_file() {
                told.push((first, count));
                continue;
            }
            let begin = told.len();
            for note in self.notes.iter().filter(|note| note.warning.code() == first.warning.code()) {
                let known = told[begin..].iter().position(|(known, _): &(&Note, usize)| known.warning == note.warning);
                match known {
                    Some(at) => told[begin + at].1 += 1,
                    None if told.len() - begin < STATEMENTS_TOLD => told.push((note, 1)),
                    None => {}
                }
            }
            // What is beyond is counted with the last.
            let counted: usize = told[begin..].iter().map(|(_, times)| times).sum();
            if let Some((_, times)) = told.last_mut() {
                *times += count.saturating_sub(counted);
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_one_warning_is_counted() {
        let mut report = LoadReport::default();
        for line in 0..NOTES_KEPT_PER_CODE + 5 {
            let warning = Warning::UnknownField { record: "an actor", field: "x".into() };
            report.push(u32::try_from(line).ok(), warning);
        }
        assert_eq!(report.notes().len(), NOTES_KEPT_PER_CODE);
        assert_eq!(report.len(), NOTES_KEPT_PER_CODE + 5);
        assert_eq!(report.by_code()[0].1, NOTES_KEPT_PER_CODE + 5);
        assert!(!report.has_losses());
    }

    #[test]
    fn statements_about_the_file_stand_for_themselves_and_records_are_counted() {
        let mut report = LoadReport::default();
        let left_out = |what: &str| Warning::LeftOut { what: what.into() };
        for what in ["the sheet \"Notes\"", "the sheet \"Feb\"", "the sheet \"Notes\""] {
            report.push(None, left_out(what));
        }
        for actor in ["a", "b", "c"] {
            report.push(Some(1), Warning::MergedActor { actor: actor.into() });
        }
        let told: Vec<(&Warning, usize)> = report.told().iter().map(|(note, times)| (&note.warning, *times)).collect();
        let merged = Warning::MergedActor { actor: "a".into() };
        assert_eq!(told, [(&left_out("the sheet \"Notes\""), 2), (&left_out("the sheet \"Feb\""), 1), (&merged, 3)]);
        let mut flood = LoadReport::default();
        for number in 0..NOTES_KEPT_PER_CODE + 5 {
            flood.push(None, left_out(&number.to_string()));
        }
        let told = flood.told();
        assert_eq!(told.len(), STATEMENTS_TOLD);
        assert_eq!(told.iter().map(|(_, times)| times).sum::<usize>(), flood.len());
    }

    #[test]
    fn what_is_put_before_is_counted_with_the_rest() {
        let mut report = LoadReport::default();
        report.push(Some(4), Warning::Guessed { what: "later".into() });
        report.put_before(vec![Warning::Guessed { what: "first".into() }]);
        assert_eq!(report.by_code().len(), 1);
        assert_eq!((report.by_code()[0].0.line, report.len()), (None, 2));
    }

    #[test]
    fn a_note_says_which_part_of_the_file_it_is_about() {
        let mut report = LoadReport::default();
        report.set_part(Some("case.actors.csv"));
        report.push(Some(3), Warning::MergedActor { actor: "a".into() });
        report.set_part(None);
        report.push(Some(4), Warning::MergedActor { actor: "b".into() });
        report.push(None, Warning::MergedActor { actor: "c".into() });
        let places: Vec<String> = report.notes().iter().map(Note::place).collect();
        assert_eq!(places, ["case.actors.csv, line 3", "line 4", ""]);
    }
}
