//! What stands in the list of differences, line by line, and in which words. Pure; drawing is in `mod.rs`.

use crate::analysis::diff::{ColumnChange, Counts, Difference, EvidenceChanges, FieldChange, List};
use crate::model::{ActorIx, ColumnKind, DocumentIx, Evidence, Graph, LinkIx, PassageIx};
use crate::text::{actor_words, evidence_words, link_words};

/// On which side something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In the open file alone.
    Added,
    /// In the other file alone.
    Removed,
    /// In both, but not the same.
    Changed,
}

impl Side {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Added, Self::Removed, Self::Changed];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }

    /// The sign before a line.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "−",
            Self::Changed => "~",
        }
    }
}

/// A line of the list. Numbers are positions in what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Above the lines of one sort, with their number.
    Heading(&'static str, usize),
    /// What the file says about itself.
    File(usize),
    /// A detail that is declared otherwise.
    Column(usize),
    /// A record.
    Record(List, Side, usize),
    /// A field of a changed record.
    Field(List, usize, usize),
    /// Evidence of a changed record.
    Evidence(List, usize, Side, usize),
    /// A field of changed evidence of a changed record.
    EvidenceField(List, usize, usize, usize),
}

impl Line {
    /// How far in it stands.
    pub fn depth(self) -> usize {
        match self {
            Self::Heading(..) | Self::File(_) | Self::Column(_) | Self::Record(..) => 0,
            Self::Field(..) | Self::Evidence(..) => 1,
            Self::EvidenceField(..) => 2,
        }
    }

    /// The side that its sign tells; `None` where it has none.
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Record(_, side, _) | Self::Evidence(_, _, side, _) => Some(side),
            Self::File(_) | Self::Column(_) => Some(Side::Changed),
            Self::Heading(..) | Self::Field(..) | Self::EvidenceField(..) => None,
        }
    }
}

/// How many records are on a side.
pub fn count(difference: &Difference, side: Side) -> usize {
    let of_list = |list| {
        let Counts { added, removed, changed } = difference.counts(list);
        match side {
            Side::Added => added,
            Side::Removed => removed,
            Side::Changed => changed,
        }
    };
    List::ALL.into_iter().map(of_list).sum()
}

/// Every line about the sides that are shown.
pub fn lines(difference: &Difference, shows: impl Fn(Side) -> bool) -> Vec<Line> {
    let mut lines = Vec::new();
    if shows(Side::Changed) {
        section(&mut lines, "The file", (0..difference.file.len()).map(Line::File));
        section(&mut lines, "Details", (0..difference.columns.len()).map(Line::Column));
    }
    for list in List::ALL {
        let counts = difference.counts(list);
        let on_side = |side| match side {
            Side::Added => counts.added,
            Side::Removed => counts.removed,
            Side::Changed => counts.changed,
        };
        let total: usize = Side::ALL.into_iter().filter(|side| shows(*side)).map(on_side).sum();
        if total > 0 {
            lines.push(Line::Heading(heading(list), total));
        }
        for side in Side::ALL.into_iter().filter(|side| shows(*side)) {
            for at in 0..on_side(side) {
                lines.push(Line::Record(list, side, at));
                if side == Side::Changed {
                    within(&mut lines, difference, list, at);
                }
            }
        }
    }
    lines
}

fn section(lines: &mut Vec<Line>, heading: &'static str, more: impl Iterator<Item = Line>) {
    let more: Vec<Line> = more.collect();
    if !more.is_empty() {
        lines.push(Line::Heading(heading, more.len()));
        lines.extend(more);
    }
}

fn heading(list: List) -> &'static str {
    match list {
        List::Actors => "Actors",
        List::Links => "Links",
        List::Documents => "Documents",
        List::Passages => "Passages",
    }
}

/// The lines under a changed record.
fn within(lines: &mut Vec<Line>, difference: &Difference, list: List, at: usize) {
    let (fields, evidence) = changed(difference, list, at);
    lines.extend((0..fields.len()).map(|field| Line::Field(list, at, field)));
    let EvidenceChanges { added, removed, changed } = evidence;
    lines.extend((0..added.len()).map(|piece| Line::Evidence(list, at, Side::Added, piece)));
    lines.extend((0..removed.len()).map(|piece| Line::Evidence(list, at, Side::Removed, piece)));
    for (piece, change) in changed.iter().enumerate() {
        lines.push(Line::Evidence(list, at, Side::Changed, piece));
        lines.extend((0..change.fields.len()).map(|field| Line::EvidenceField(list, at, piece, field)));
    }
}

fn changed(difference: &Difference, list: List, at: usize) -> (&[FieldChange], &EvidenceChanges) {
    let Difference { actors, links, documents, passages, .. } = difference;
    match list {
        List::Actors => (&actors.changed[at].fields, &actors.changed[at].evidence),
        List::Links => (&links.changed[at].fields, &links.changed[at].evidence),
        List::Documents => (&documents.changed[at].fields, &documents.changed[at].evidence),
        List::Passages => (&passages.changed[at].fields, &passages.changed[at].evidence),
    }
}

/// A record of one of the two graphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// An actor.
    Actor(ActorIx),
    /// A link.
    Link(LinkIx),
    /// A document.
    Document(DocumentIx),
    /// A passage.
    Passage(PassageIx),
}

/// The record that a line is about: of the other graph where it was removed, else of the open one.
pub fn record(difference: &Difference, list: List, side: Side, at: usize) -> Record {
    macro_rules! of {
        ($changes:expr, $record:path) => {
            $record(match side {
                Side::Added => $changes.added[at],
                Side::Removed => $changes.removed[at],
                Side::Changed => $changes.changed[at].new,
            })
        };
    }
    match list {
        List::Actors => of!(difference.actors, Record::Actor),
        List::Links => of!(difference.links, Record::Link),
        List::Documents => of!(difference.documents, Record::Document),
        List::Passages => of!(difference.passages, Record::Passage),
    }
}

impl Record {
    /// Its name, as it stands in the list.
    pub fn words(self, graph: &Graph) -> String {
        match self {
            Self::Actor(actor) => actor_words(graph, actor).to_owned(),
            Self::Link(link) => link_words(graph, link),
            Self::Document(document) => graph.document(document).display_title().to_owned(),
            Self::Passage(passage) => graph.citation(passage),
        }
    }
}

/// What a line says that is not the name of a record.
pub fn words(line: Line, difference: &Difference, old: &Graph, new: &Graph) -> String {
    match line {
        Line::Heading(heading, _) => heading.to_owned(),
        Line::File(at) => difference.file[at].to_string(),
        Line::Column(at) => column_words(&difference.columns[at]),
        Line::Record(list, side, at) => {
            let graph = if side == Side::Removed { old } else { new };
            record(difference, list, side, at).words(graph)
        }
        Line::Field(list, at, field) => changed(difference, list, at).0[field].to_string(),
        Line::EvidenceField(list, at, piece, field) => {
            changed(difference, list, at).1.changed[piece].fields[field].to_string()
        }
        Line::Evidence(list, at, side, piece) => {
            let evidence = changed(difference, list, at).1;
            let place = match side {
                Side::Added => evidence.added[piece],
                Side::Removed => evidence.removed[piece],
                Side::Changed => evidence.changed[piece].new,
            };
            let graph = if side == Side::Removed { old } else { new };
            let found = evidence_of(difference, list, at, side, graph).get(place);
            found.map(|evidence| evidence_words(graph, evidence)).unwrap_or_default()
        }
    }
}

/// The evidence of a changed record: that of the other graph where a piece of it was removed.
fn evidence_of<'g>(difference: &Difference, list: List, at: usize, side: Side, graph: &'g Graph) -> &'g [Evidence] {
    let was = side == Side::Removed;
    match list {
        List::Actors => {
            let actor = &difference.actors.changed[at];
            &graph.actor(if was { actor.old } else { actor.new }).evidence
        }
        List::Links => {
            let link = &difference.links.changed[at];
            &graph.link(if was { link.old } else { link.new }).evidence
        }
        List::Documents | List::Passages => &[],
    }
}

fn column_words(change: &ColumnChange) -> String {
    let ColumnChange { of, name, old, new } = change;
    let kind = |kind: Option<ColumnKind>| kind.map_or("not declared", ColumnKind::name);
    format!("{name} of {}: {} → {}", of.name(), kind(*old), kind(*new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::diff::difference;
    use crate::model::{View, graph_from_drawing};

    fn told(shows: impl Fn(Side) -> bool) -> Vec<String> {
        let (old, mut new) = (graph_from_drawing("A-B C"), graph_from_drawing("A-B D"));
        new.set_label(ActorIx(0), "Ada".into());
        let difference = difference((&old, &View::blank(&old)), (&new, &View::blank(&new)));
        let line = |line: Line| {
            let sign = line.side().map_or("", Side::sign);
            format!("{}{sign}{}", " ".repeat(line.depth()), words(line, &difference, &old, &new))
        };
        lines(&difference, shows).into_iter().map(line).collect()
    }

    #[test]
    fn lines_are_those_of_the_sides_that_are_shown() {
        assert_eq!(told(|_| true), ["Actors", "+D", "−C", "~Ada", " label: \"A\" → \"Ada\""]);
        assert_eq!(told(|side| side == Side::Removed), ["Actors", "−C"]);
        assert_eq!(told(|_| false), Vec::<String>::new());
    }
}
