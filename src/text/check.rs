//! What is weak or broken in the evidence of a graph, found without judging what is true. For `linklore check`.

mod weak;

use super::alike::likely_duplicates;
use super::find::Record;
use super::phrases::{actor_words, link_words, passage_words};
use crate::model::{ActorIx, ColumnKind, Columns, Grade, Graph, LinkIx, Reliability, Stance, Value, When};

/// Something that deserves a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What sort of thing.
    pub code: FindingCode,
    /// Where.
    pub record: Record,
    /// The other record that it is about, where it is about two.
    pub other: Option<Record>,
    /// What is wrong, as a sentence.
    pub message: String,
}

/// How much a finding matters. The worst is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file points at something that is not there.
    Broken,
    /// A statement that cannot be relied on as it is.
    Weak,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Weak => "weak",
            Self::Note => "note",
        }
    }
}

/// The sorts of findings, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingCode {
    /// Evidence points at a passage that the file does not hold.
    MissingPassage,
    /// Passages point at a document that the file does not hold.
    MissingDocument,
    /// The range of a passage is not inside the text of its document.
    RangeOutsideText,
    /// A date is not EDTF.
    DateNotUnderstood,
    /// No passage supports a link.
    UnsourcedLink,
    /// A passage contradicts a link.
    ContradictedLink,
    /// A passage contradicts what is said of an actor.
    ContradictedActor,
    /// All support of a link is of a weak grade.
    WeakGrade,
    /// No passage supports an actor or any of its links.
    ActorWithoutEvidence,
    /// Two actors may be one.
    LikelyDuplicate,
    /// A link rests on a single document.
    SingleDocument,
    /// The documents that a link rests on say the same in nearly the same words.
    CopiedDocuments,
    /// An actor and its links rest on a single source: one document, or several that say the same in nearly the same words.
    ActorOfOneSource,
    /// A passage has neither a place in a text, nor a quote, nor a paraphrase.
    PassageWithoutWords,
    /// Nothing points at a passage.
    UnusedPassage,
    /// An actor has no links.
    IsolatedActor,
    /// A link is among those that are least likely by their evidence. Found only where it is asked for.
    WeakestLink,
}

impl FindingCode {
    /// Every code, in order.
    pub const ALL: [Self; 17] = [
        Self::MissingPassage,
        Self::MissingDocument,
        Self::RangeOutsideText,
        Self::DateNotUnderstood,
        Self::UnsourcedLink,
        Self::ContradictedLink,
        Self::ContradictedActor,
        Self::WeakGrade,
        Self::ActorWithoutEvidence,
        Self::LikelyDuplicate,
        Self::SingleDocument,
        Self::CopiedDocuments,
        Self::ActorOfOneSource,
        Self::PassageWithoutWords,
        Self::UnusedPassage,
        Self::IsolatedActor,
        Self::WeakestLink,
    ];

    /// The word for it in JSON; never changes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MissingPassage => "missing_passage",
            Self::MissingDocument => "missing_document",
            Self::RangeOutsideText => "range_outside_text",
            Self::DateNotUnderstood => "date_not_understood",
            Self::UnsourcedLink => "unsourced_link",
            Self::ContradictedLink => "contradicted_link",
            Self::ContradictedActor => "contradicted_actor",
            Self::WeakGrade => "weak_grade",
            Self::ActorWithoutEvidence => "actor_without_evidence",
            Self::LikelyDuplicate => "likely_duplicate",
            Self::SingleDocument => "single_document",
            Self::CopiedDocuments => "copied_documents",
            Self::ActorOfOneSource => "actor_of_one_source",
            Self::PassageWithoutWords => "passage_without_words",
            Self::UnusedPassage => "unused_passage",
            Self::IsolatedActor => "isolated_actor",
            Self::WeakestLink => "weakest_link",
        }
    }

    /// The heading over findings of this sort.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::MissingPassage => "Passages that are not in the file",
            Self::MissingDocument => "Documents that are not in the file",
            Self::RangeOutsideText => "Passages outside the text of their document",
            Self::DateNotUnderstood => "Dates that are not understood",
            Self::UnsourcedLink => "Links without a passage",
            Self::ContradictedLink => "Contradicted links",
            Self::ContradictedActor => "Contradicted actors",
            Self::WeakGrade => "Links of weak grade only",
            Self::ActorWithoutEvidence => "Actors without evidence",
            Self::LikelyDuplicate => "Actors that may be one",
            Self::SingleDocument => "Links that rest on one document",
            Self::CopiedDocuments => "Links whose documents copy each other",
            Self::ActorOfOneSource => "Actors that rest on one source",
            Self::PassageWithoutWords => "Passages without words",
            Self::UnusedPassage => "Passages that nothing points at",
            Self::IsolatedActor => "Actors without links",
            Self::WeakestLink => "The weakest links",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::MissingPassage | Self::MissingDocument | Self::RangeOutsideText | Self::DateNotUnderstood => {
                Severity::Broken
            }
            Self::UnsourcedLink
            | Self::ContradictedLink
            | Self::ContradictedActor
            | Self::WeakGrade
            | Self::ActorWithoutEvidence => Severity::Weak,
            Self::LikelyDuplicate
            | Self::SingleDocument
            | Self::CopiedDocuments
            | Self::ActorOfOneSource
            | Self::PassageWithoutWords
            | Self::UnusedPassage
            | Self::IsolatedActor
            | Self::WeakestLink => Severity::Note,
        }
    }
}

/// Everything that deserves a look, by code and then in the order of the file; of actors that may be one, the likeliest first.
#[must_use]
pub fn check(graph: &Graph) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    check_links(graph, &mut findings);
    weak::check_weak_spots(graph, &mut findings);
    check_actors(graph, &mut findings);
    check_duplicates(graph, &mut findings);
    check_passages(graph, &mut findings);
    check_documents(graph, &mut findings);
    check_date_columns(graph.actor_columns(), &graph.actors().map(|(ix, _)| ix.get()), &mut findings, |row| {
        let ix = ActorIx::new(row);
        (Record::Actor(ix), format!("“{}”", actor_words(graph, ix)))
    });
    check_date_columns(graph.link_columns(), &graph.links().map(|(ix, _)| ix.get()), &mut findings, |row| {
        let ix = LinkIx::new(row);
        (Record::Link(ix), format!("the link {}", link_words(graph, ix)))
    });
    let Findings(mut findings) = findings;
    // The sort is stable: what is said about a record stays in the order in which it was found.
    let is_ranked = |finding: &Finding| finding.code == FindingCode::LikelyDuplicate;
    findings.sort_by_key(|finding| (finding.code, (!is_ranked(finding)).then_some(finding.record)));
    findings
}

struct Findings(Vec<Finding>);

impl Findings {
    fn push(&mut self, code: FindingCode, record: Record, message: String) {
        self.0.push(Finding { code, record, other: None, message });
    }

    fn push_date(&mut self, record: Record, what: &str, when: &When) {
        let message = format!("The {what}, “{}”, is not a date that Linklore understands.", when.text());
        self.push(FindingCode::DateNotUnderstood, record, message);
    }
}

fn check_links(graph: &Graph, findings: &mut Findings) {
    for (ix, link) in graph.links() {
        let record = Record::Link(ix);
        let words = || format!("{} (id {})", link_words(graph, ix), link.key);
        if let Some(when) = link.when.as_ref().filter(|when| !when.is_understood()) {
            findings.push_date(record, &format!("date of the link {}", words()), when);
        }
        let supporting = || link.evidence.iter().filter(|evidence| evidence.stance == Stance::Supports);
        if link.is_sourced() && supporting().all(|evidence| is_weak(graph.grade(evidence))) {
            let mut grades: Vec<Grade> = supporting().map(|evidence| graph.grade(evidence)).collect();
            grades.sort_by_key(|grade| grade.rank());
            grades.dedup();
            let grades = grades.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let message = format!("All that supports the link {} is of a weak grade: {grades}.", words());
            findings.push(FindingCode::WeakGrade, record, message);
        }
    }
}

/// Not usually reliable or worse, or doubtful or worse. What cannot be judged, or is not graded, is not weak.
fn is_weak(grade: Grade) -> bool {
    matches!(grade.reliability, Some(Reliability::D | Reliability::E))
        || grade.credibility.is_some_and(|credibility| matches!(credibility.number(), 4 | 5))
}

fn check_actors(graph: &Graph, findings: &mut Findings) {
    for (ix, actor) in graph.actors() {
        let words = || format!("“{}” (id {})", actor_words(graph, ix), actor.key);
        if graph.links_of(ix).is_empty() {
            findings.push(FindingCode::IsolatedActor, Record::Actor(ix), format!("{} has no links.", words()));
        }
    }
}

/// Pairs of actors that may be one; what the window asks about, too.
fn check_duplicates(graph: &Graph, findings: &mut Findings) {
    let described = |ix: ActorIx| format!("“{}” (id {})", actor_words(graph, ix), graph.actor(ix).key);
    for pair in likely_duplicates(graph, &mut |_| true).unwrap_or_default() {
        let said = |speaks_for: bool| {
            let reasons = pair.reasons.iter().filter(|reason| reason.speaks_for == speaks_for);
            reasons.map(|reason| reason.words.as_str()).collect::<Vec<_>>().join("; ")
        };
        let against = Some(said(false)).filter(|words| !words.is_empty());
        let against = against.map(|words| format!("; against it: {words}")).unwrap_or_default();
        let (one, other) = (described(pair.one), described(pair.other));
        let message = format!("{one} and {other} may be the same: {}{against}.", said(true));
        let (code, record) = (FindingCode::LikelyDuplicate, Record::Actor(pair.one));
        findings.0.push(Finding { code, record, other: Some(Record::Actor(pair.other)), message });
    }
}

fn check_passages(graph: &Graph, findings: &mut Findings) {
    let mut uses = vec![0usize; graph.passage_bound()];
    let of_actors = graph.actors().flat_map(|(_, actor)| &actor.evidence);
    for evidence in of_actors.chain(graph.links().flat_map(|(_, link)| &link.evidence)) {
        uses[evidence.passage.get()] += 1;
    }
    let bytes = super::places::passage_bytes(graph);
    for (ix, passage) in graph.passages() {
        let record = Record::Passage(ix);
        let words = || passage_words(graph, ix);
        if passage.missing {
            let places = counted(uses[ix.get()], "piece of evidence points", "pieces of evidence point");
            let message = format!("{places} at passage \"{}\", which is not in the file.", passage.key);
            findings.push(FindingCode::MissingPassage, record, message);
            continue;
        }
        if uses[ix.get()] == 0 {
            let message = format!("Nothing points at passage {}.", words());
            findings.push(FindingCode::UnusedPassage, record, message);
        }
        let text = passage.document.and_then(|document| graph.document(document).text.as_deref());
        if let (Some(range), Some(text), None) = (passage.range, text, &bytes[ix.get()]) {
            let message = format!(
                "Passage {} is said to stand at characters {} to {} of a text of {}.",
                words(),
                range.start,
                range.end,
                text.chars().count()
            );
            findings.push(FindingCode::RangeOutsideText, record, message);
        } else if bytes[ix.get()].is_none() && passage.quote.is_empty() && passage.paraphrase.is_empty() {
            let message = format!("Passage {} has no words: no place in a text, no quote, no paraphrase.", words());
            findings.push(FindingCode::PassageWithoutWords, record, message);
        }
    }
}

fn check_documents(graph: &Graph, findings: &mut Findings) {
    let mut passages = vec![0usize; graph.document_bound()];
    for document in graph.passages().filter_map(|(_, passage)| passage.document) {
        passages[document.get()] += 1;
    }
    for (ix, document) in graph.documents() {
        let record = Record::Document(ix);
        if document.missing {
            let places = counted(passages[ix.get()], "passage is", "passages are");
            let message = format!("{places} said to be in document \"{}\", which is not in the file.", document.key);
            findings.push(FindingCode::MissingDocument, record, message);
        }
        for (what, when) in [("publication", &document.published), ("retrieval", &document.retrieved)] {
            if let Some(when) = when.as_ref().filter(|when| !when.is_understood()) {
                findings.push_date(record, &format!("date of {what} of “{}”", document.display_title()), when);
            }
        }
    }
}

fn check_date_columns(
    columns: &Columns,
    rows: &(impl Iterator<Item = usize> + Clone),
    findings: &mut Findings,
    record_of: impl Fn(usize) -> (Record, String),
) {
    for column in columns.iter().filter(|column| column.kind() == ColumnKind::Date) {
        for row in rows.clone() {
            let Some(Value::Date(text)) = column.get(row) else { continue };
            let when = When::new(text);
            if !when.is_understood() {
                let (record, whose) = record_of(row);
                findings.push_date(record, &format!("detail “{}” of {whose}", column.name), &when);
            }
        }
    }
}

pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests;
