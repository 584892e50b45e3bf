//! What a question is about, when it is a filter: actors, links, or both.

use super::field::{Field, field_in, field_of};
use super::parse::{Node, Relation, Term};
use super::values::TextTest;
use super::{Ground, Misread, Question};
use crate::model::Graph;
use crate::text::{Place, fold};

/// What a question asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Whether an actor may fit, or fail to.
    pub actors: bool,
    /// Whether a link may.
    pub links: bool,
}

impl Subject {
    const ACTORS: Self = Self { actors: true, links: false };
    const LINKS: Self = Self { actors: false, links: true };
    const BOTH: Self = Self { actors: true, links: true };

    fn of(actors: bool, links: bool) -> Self {
        if actors || links { Self { actors, links } } else { Self::BOTH }
    }
}

impl Question {
    /// What this question is about, asked of that graph.
    ///
    /// Most fields belong to one of the two. A type, a note, an id or a detail is asked of those that have such a one; evidence is
    /// asked of links where any link has some, unless `is:actor` says otherwise.
    ///
    /// # Errors
    /// [`Misread`] where one part asks about actors alone and the other about links alone, so that nothing ever fits.
    pub fn subject(&self, ground: &Ground<'_>) -> Result<Subject, Misread> {
        of_node(&self.root, ground)
    }

    /// Whether its answer needs the index of texts.
    #[must_use]
    pub fn reads_texts(&self) -> bool {
        let reads = |field| matches!(field, Some(Field::Name | Field::Passage | Field::Near | Field::Between));
        has_part(&self.root, &|part| match part {
            Node::Words(_) => true,
            Node::Term(term) => reads(field_of(&term.field)),
            _ => false,
        })
    }

    /// Whether working it out may take longer than one cares to wait for while typing: measures of a large graph.
    #[must_use]
    pub fn takes_long(&self, graph: &Graph) -> bool {
        let (actors, links) = (graph.actor_count(), graph.link_count());
        let is_long = |term: &Term| field_in(graph, &term.field).is_some_and(|field| field.takes_long(actors, links));
        has_part(&self.root, &|part| matches!(part, Node::Term(term) if is_long(term)))
    }

    /// Whether it asks when a link held, so that links without a date do not fit.
    #[must_use]
    pub fn asks_when(&self) -> bool {
        has_part(&self.root, &|part| matches!(part, Node::Term(term) if field_of(&term.field) == Some(Field::When)))
    }
}

/// Whether a question, or a part of it, is such a one.
fn has_part(node: &Node, is_such: &dyn Fn(&Node) -> bool) -> bool {
    is_such(node)
        || match node {
            Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| has_part(part, is_such)),
            Node::Not(part) => has_part(part, is_such),
            Node::Words(_) | Node::Term(_) => false,
        }
}

fn of_node(node: &Node, ground: &Ground<'_>) -> Result<Subject, Misread> {
    Ok(match node {
        Node::All(parts) => {
            let mut all: Option<Subject> = None;
            // Evidence goes with what the rest is about.
            let mut asks_evidence = false;
            for part in parts {
                if is_evidence(part, ground.graph) {
                    asks_evidence = true;
                    continue;
                }
                let one = of_node(part, ground)?;
                let so_far = all.unwrap_or(Subject::BOTH);
                let both = Subject { actors: so_far.actors && one.actors, links: so_far.links && one.links };
                if !both.actors && !both.links {
                    let message =
                        "One part asks about actors, another about links: nothing is both. Make two filters of them.";
                    return Err(Misread { range: 0..0, message: message.to_owned() });
                }
                all = Some(both);
            }
            match all {
                Some(all) if !(asks_evidence && all == Subject::BOTH) => all,
                _ if asks_evidence => evidence(ground.graph),
                _ => Subject::BOTH,
            }
        }
        Node::Any(parts) => {
            let mut any: Option<Subject> = None;
            for part in parts {
                let one = of_node(part, ground)?;
                let so_far = any.unwrap_or(one);
                any = Some(Subject { actors: so_far.actors || one.actors, links: so_far.links || one.links });
            }
            any.unwrap_or(Subject::BOTH)
        }
        Node::Not(part) => match &**part {
            Node::Term(term) if names(term, "actor") => Subject::LINKS,
            Node::Term(term) if names(term, "link") => Subject::ACTORS,
            part => of_node(part, ground)?,
        },
        Node::Words(words) => {
            let mut is_actor = false;
            let mut is_link = false;
            for place in [Place::Names, Place::ActorNotes] {
                ground.index.holding(place, words, |_, _| is_actor = true);
            }
            ground.index.holding(Place::LinkNotes, words, |_, _| is_link = true);
            let holds =
                |kinds: Vec<(&str, usize)>| kinds.iter().any(|(kind, _)| fold(kind).contains(fold(words).trim()));
            is_actor |= holds(ground.graph.actor_kinds());
            is_link |= holds(ground.graph.link_kinds());
            Subject::of(is_actor, is_link && !is_actor)
        }
        Node::Term(term) => of_term(term, ground.graph),
    })
}

/// Whether a field asks about evidence, whatever is asked.
fn is_of_evidence(field: Field) -> bool {
    matches!(
        field,
        Field::Passages
            | Field::Documents
            | Field::Sources
            | Field::Passage
            | Field::Document
            | Field::Published
            | Field::Basis
            | Field::Grade
    )
}

/// Whether a part asks about evidence alone, which actors and links both have.
fn is_evidence(node: &Node, graph: &Graph) -> bool {
    match node {
        Node::Not(part) => is_evidence(part, graph),
        Node::Term(term) => match field_in(graph, &term.field) {
            Some(field) if is_of_evidence(field) => true,
            Some(Field::Is) => ["sourced", "unsourced", "contradicted"].iter().any(|word| names(term, word)),
            _ => false,
        },
        _ => false,
    }
}

fn names(term: &Term, word: &str) -> bool {
    field_of(&term.field) == Some(Field::Is) && term.values.iter().any(|value| fold(value).trim() == word)
}

fn of_term(term: &Term, graph: &Graph) -> Subject {
    // Of those that are to be something else, what they are not to be.
    let relation = if term.relation == Relation::IsNot { Relation::Is } else { term.relation };
    let tests: Vec<TextTest> = term.values.iter().filter_map(|value| TextTest::new(relation, value)).collect();
    let holds = |text: &str| tests.iter().any(|test| test.fits(text));
    match field_in(graph, &term.field) {
        None => {
            let has = |columns: &crate::model::Columns| {
                columns.iter().any(|column| fold(&column.name).trim() == fold(&term.field).trim())
            };
            Subject::of(has(graph.actor_columns()), has(graph.link_columns()))
        }
        Some(Field::Type) => Subject::of(
            graph.actor_kinds().iter().any(|(kind, _)| holds(kind)),
            graph.link_kinds().iter().any(|(kind, _)| holds(kind)),
        ),
        Some(Field::Note) => Subject::of(
            graph.actors().any(|(_, actor)| holds(&actor.note)),
            graph.links().any(|(_, link)| holds(&link.note)),
        ),
        Some(Field::Id) => Subject::of(
            graph.actors().any(|(_, actor)| holds(&actor.key)),
            graph.links().any(|(_, link)| holds(&link.key)),
        ),
        Some(
            Field::Name
            | Field::Degree
            | Field::In
            | Field::Out
            | Field::Neighbours
            | Field::Component
            | Field::Community
            | Field::Measure(_)
            | Field::Near,
        ) => Subject::ACTORS,
        Some(Field::Weight | Field::When) => Subject::LINKS,
        Some(Field::Is) => {
            let mut subject = Subject { actors: false, links: false };
            for value in &term.values {
                let one = match fold(value).trim() {
                    "actor" | "pinned" => Subject::ACTORS,
                    "link" | "directed" | "dated" => Subject::LINKS,
                    "hidden" => Subject::BOTH,
                    _ => evidence(graph),
                };
                subject = Subject { actors: subject.actors || one.actors, links: subject.links || one.links };
            }
            subject
        }
        Some(field) if is_of_evidence(field) => evidence(graph),
        Some(_) => Subject::BOTH,
    }
}

/// Evidence is asked of links, where they have any.
fn evidence(graph: &Graph) -> Subject {
    let has_none = |evidence: &[crate::model::Evidence]| evidence.is_empty();
    if graph.links().all(|(_, link)| has_none(&link.evidence))
        && graph.actors().any(|(_, actor)| !has_none(&actor.evidence))
    {
        Subject::ACTORS
    } else {
        Subject::LINKS
    }
}
