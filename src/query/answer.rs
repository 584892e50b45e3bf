//! Which actors and links fit a question: every term answers for all of them at once, and the answers are joined. What names
//! actors, what asks for evidence and what for details stands beside.

mod details;
mod evidence;
mod named;

use std::cell::RefCell;

use hashbrown::HashMap;

use super::Misread;
use super::facts::Facts;
use super::field::{Field, IS_WORDS, field_in};
use super::parse::{Node, Relation, Term};
use super::values::{DateTest, NumberTest, TextTest};
use crate::model::{Actor, ActorIx, Evidence, Graph, Link, LinkIx, Stance, View, When};
use crate::text::{FindIndex, Place, fold};

/// What a question is asked of.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// The index that was built from it.
    pub index: &'a FindIndex,
    /// What is shown of it.
    pub view: &'a View,
}

/// The actors and links that fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// In the order of the file.
    pub actors: Vec<ActorIx>,
    /// In the order of the file.
    pub links: Vec<LinkIx>,
}

impl Answer {
    /// Whether nothing fits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.links.is_empty()
    }
}

/// Whether each actor and each link fits, by position.
struct Fits {
    actors: Vec<bool>,
    links: Vec<bool>,
}

pub(super) fn answer(root: &Node, ground: &Ground<'_>, facts: &Facts) -> Result<Answer, Misread> {
    let fits = Asking { ground, facts }.node(root)?;
    let graph = ground.graph;
    Ok(Answer {
        actors: graph.actors().map(|(ix, _)| ix).filter(|ix| fits.actors[ix.get()]).collect(),
        links: graph.links().map(|(ix, _)| ix).filter(|ix| fits.links[ix.get()]).collect(),
    })
}

struct Asking<'a> {
    ground: &'a Ground<'a>,
    facts: &'a Facts,
}

/// A question about the values of a term that could not be read.
fn misread<T>(term: &Term, message: String) -> Result<T, Misread> {
    Err(Misread { range: term.places.1.clone(), message })
}

impl Asking<'_> {
    fn node(&self, node: &Node) -> Result<Fits, Misread> {
        Ok(match node {
            Node::All(parts) => {
                let mut all = self.fits(|_, _| true, |_, _| true);
                for part in parts {
                    all.join(&self.node(part)?, |one, other| one && other);
                }
                all
            }
            Node::Any(parts) => {
                let mut any = self.fits(|_, _| false, |_, _| false);
                for part in parts {
                    any.join(&self.node(part)?, |one, other| one || other);
                }
                any
            }
            Node::Not(part) => {
                let mut not = self.node(part)?;
                not.actors.iter_mut().chain(&mut not.links).for_each(|fits| *fits = !*fits);
                not
            }
            Node::Words(words) => self.words(words),
            Node::Term(term) => self.term(term)?,
        })
    }

    /// Asks every actor and every link.
    fn fits(&self, actor: impl Fn(ActorIx, &Actor) -> bool, link: impl Fn(LinkIx, &Link) -> bool) -> Fits {
        let graph = self.ground.graph;
        let mut fits = Fits { actors: vec![false; graph.actor_bound()], links: vec![false; graph.link_bound()] };
        graph.actors().for_each(|(ix, record)| fits.actors[ix.get()] = actor(ix, record));
        graph.links().for_each(|(ix, record)| fits.links[ix.get()] = link(ix, record));
        fits
    }

    fn of_actors(&self, actor: impl Fn(ActorIx, &Actor) -> bool) -> Fits {
        self.fits(actor, |_, _| false)
    }

    fn of_links(&self, link: impl Fn(LinkIx, &Link) -> bool) -> Fits {
        self.fits(|_, _| false, link)
    }

    /// A word anywhere in names, types and notes.
    fn words(&self, words: &str) -> Fits {
        let (index, graph) = (self.ground.index, self.ground.graph);
        let mut fits = self.kinds(|kind| fold(kind).contains(fold(words).trim()));
        for place in [Place::Names, Place::ActorNotes] {
            index.holding(place, words, |record, _| fits.actors[record] = true);
        }
        index.holding(Place::LinkNotes, words, |record, _| fits.links[record] = true);
        debug_assert_eq!(fits.actors.len(), graph.actor_bound());
        fits
    }

    /// Asks every type once.
    fn kinds(&self, fits: impl Fn(&str) -> bool) -> Fits {
        let known: RefCell<HashMap<&str, bool>> = RefCell::default();
        let of = |kind| *known.borrow_mut().entry(kind).or_insert_with(|| fits(kind));
        let graph = self.ground.graph;
        let mut found = Fits { actors: vec![false; graph.actor_bound()], links: vec![false; graph.link_bound()] };
        graph.actors().for_each(|(ix, actor)| found.actors[ix.get()] = of(actor.kind.as_str()));
        graph.links().for_each(|(ix, link)| found.links[ix.get()] = of(link.kind.as_str()));
        found
    }

    fn term(&self, term: &Term) -> Result<Fits, Misread> {
        match field_in(self.ground.graph, &term.field) {
            Some(field) => self.field(field, term),
            None => self.detail(term),
        }
    }

    fn field(&self, field: Field, term: &Term) -> Result<Fits, Misread> {
        let graph = self.ground.graph;
        Ok(match field {
            Field::Name => self.name(term)?,
            Field::Type => {
                let tests = texts(term)?;
                self.kinds(|kind| tests.iter().any(|test| test.fits(kind)))
            }
            Field::Note => {
                let tests = texts(term)?;
                let fits = |note: &str| tests.iter().any(|test| test.fits(note));
                self.fits(|_, actor| fits(&actor.note), |_, link| fits(&link.note))
            }
            Field::Id => {
                let tests = texts(term)?;
                let fits = |key: &str| tests.iter().any(|test| test.fits(key));
                self.fits(|_, actor| fits(&actor.key), |_, link| fits(&link.key))
            }
            Field::Is => self.is(term)?,
            Field::Degree | Field::In | Field::Out | Field::Neighbours | Field::Component | Field::Community => {
                let tests = numbers(term)?;
                let counts = match field {
                    Field::In => &self.facts.degrees(graph).into,
                    Field::Out => &self.facts.degrees(graph).out,
                    Field::Neighbours => self.facts.neighbours(graph),
                    Field::Component => self.facts.components(graph),
                    Field::Community => self.facts.communities(graph),
                    _ => &self.facts.degrees(graph).all,
                };
                self.of_actors(|ix, _| tests.iter().any(|test| test.fits(f64::from(counts[ix.get()]))))
            }
            Field::Measure(measure) => {
                let tests = numbers(term)?;
                let values = self.facts.measure(graph, measure);
                self.of_actors(|ix, _| tests.iter().any(|test| test.fits(values[ix.get()])))
            }
            Field::Near => self.near(term)?,
            Field::Between => self.between(term)?,
            Field::Weight => {
                let tests = numbers(term)?;
                self.of_links(|_, link| link.weight.is_some_and(|weight| tests.iter().any(|test| test.fits(weight))))
            }
            Field::When => {
                let tests = dates(term)?;
                let fits = |when: &When| tests.iter().any(|test| test.fits(when));
                self.of_links(|_, link| link.when.as_ref().is_some_and(fits))
            }
            Field::Passages => self.passage_count(term)?,
            Field::Documents => self.document_count(term)?,
            Field::Sources => self.source_count(term)?,
            Field::Passage => self.passage(term)?,
            Field::Document => self.document(term)?,
            Field::Published => self.published(term)?,
            Field::Basis => self.basis(term)?,
            Field::Grade => self.grade(term)?,
        })
    }

    fn is(&self, term: &Term) -> Result<Fits, Misread> {
        if !matches!(term.relation, Relation::Holds | Relation::Is) {
            return misread(term, "Write is:unsourced, or -is:unsourced for those that are not.".to_owned());
        }
        let view = self.ground.view;
        let visibility = std::cell::OnceCell::new();
        let shown = || visibility.get_or_init(|| view.visibility(self.ground.graph));
        let is_sourced = |evidence: &[Evidence]| evidence.iter().any(|one| one.stance == Stance::Supports);
        let is_contradicted = |evidence: &[Evidence]| evidence.iter().any(|one| one.stance == Stance::Contradicts);
        let mut any = self.fits(|_, _| false, |_, _| false);
        for value in &term.values {
            let fits = match fold(value).trim() {
                "actor" => self.of_actors(|_, _| true),
                "link" => self.of_links(|_, _| true),
                "directed" => self.of_links(|_, link| link.directed),
                "sourced" => self.by_evidence(is_sourced),
                "unsourced" => self.by_evidence(|evidence| !is_sourced(evidence)),
                "contradicted" => self.by_evidence(is_contradicted),
                "dated" => self.of_links(|_, link| link.when.is_some()),
                "hidden" => self.fits(|ix, _| !shown().shows_actor(ix), |ix, _| !shown().shows_link(ix)),
                "pinned" => self.of_actors(|ix, _| view.pinned.contains(ix)),
                _ => {
                    let words: Vec<&str> = IS_WORDS.iter().map(|(word, _)| *word).collect();
                    return misread(term, format!("Nothing is “{value}”. Write one of: {}.", words.join(", ")));
                }
            };
            any.join(&fits, |one, other| one || other);
        }
        Ok(any)
    }
}

impl Fits {
    fn join(&mut self, other: &Self, with: impl Fn(bool, bool) -> bool) {
        for (one, other) in self.actors.iter_mut().zip(&other.actors) {
            *one = with(*one, *other);
        }
        for (one, other) in self.links.iter_mut().zip(&other.links) {
            *one = with(*one, *other);
        }
    }
}

fn texts(term: &Term) -> Result<Vec<TextTest>, Misread> {
    let tests: Option<Vec<_>> = term.values.iter().map(|value| TextTest::new(term.relation, value)).collect();
    tests.map_or_else(|| misread(term, format!("{} is a text; compare it with : or =.", term.field)), Ok)
}

fn numbers(term: &Term) -> Result<Vec<NumberTest>, Misread> {
    let tests: Option<Vec<_>> = term.values.iter().map(|value| NumberTest::new(term.relation, value)).collect();
    tests.map_or_else(|| misread(term, format!("{} is a number, as in {0}:5, {0}>5 or {0}:2..5.", term.field)), Ok)
}

fn dates(term: &Term) -> Result<Vec<DateTest>, Misread> {
    let tests: Option<Vec<_>> = term.values.iter().map(|value| DateTest::new(term.relation, value)).collect();
    let message = || format!("{} is a date, as in {0}:2014, {0}>2014-03 or {0}:2014..2016.", term.field);
    tests.map_or_else(|| misread(term, message()), Ok)
}
