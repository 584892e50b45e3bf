//! Which actors and links fit a question: every term answers for all of them at once, and the answers are joined.

use std::cell::RefCell;

use hashbrown::HashMap;

use super::Misread;
use super::facts::{Facts, documents_of, within_steps};
use super::field::{FIELDS, Field, IS_WORDS, field_of};
use super::parse::{Node, Relation, Term};
use super::values::{DateTest, NumberTest, TextTest, number};
use crate::model::{
    Actor, ActorIx, Basis, Cell, Column, Columns, Credibility, Evidence, Grade, Graph, Link, LinkIx, PassageIx,
    Reliability, Stance, View, When,
};
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

pub(super) fn answer(root: &Node, ground: &Ground<'_>) -> Result<Answer, Misread> {
    let fits = Asking { ground, facts: Facts::default() }.node(root)?;
    let graph = ground.graph;
    Ok(Answer {
        actors: graph.actors().map(|(ix, _)| ix).filter(|ix| fits.actors[ix.get()]).collect(),
        links: graph.links().map(|(ix, _)| ix).filter(|ix| fits.links[ix.get()]).collect(),
    })
}

struct Asking<'a> {
    ground: &'a Ground<'a>,
    facts: Facts,
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
        match field_of(&term.field) {
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
            Field::Degree | Field::In | Field::Out | Field::Neighbours | Field::Component => {
                let tests = numbers(term)?;
                let counts = match field {
                    Field::In => &self.facts.degrees(graph).into,
                    Field::Out => &self.facts.degrees(graph).out,
                    Field::Neighbours => self.facts.neighbours(graph),
                    Field::Component => self.facts.components(graph),
                    _ => &self.facts.degrees(graph).all,
                };
                self.of_actors(|ix, _| tests.iter().any(|test| test.fits(f64::from(counts[ix.get()]))))
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
            Field::Passages => {
                let tests = numbers(term)?;
                let fits = |evidence: &[Evidence]| {
                    let mut passages: Vec<PassageIx> = evidence.iter().map(|one| one.passage).collect();
                    passages.sort_unstable();
                    passages.dedup();
                    tests.iter().any(|test| test.fits(passages.len() as f64))
                };
                self.by_evidence(fits)
            }
            Field::Documents => {
                let tests = numbers(term)?;
                self.by_evidence(|evidence| {
                    let count = documents_of(graph, evidence).len() as f64;
                    tests.iter().any(|test| test.fits(count))
                })
            }
            Field::Passage => {
                let tests = texts(term)?;
                let mut holds = vec![term.relation == Relation::IsNot; graph.passage_bound()];
                for words in term.values.iter().take(tests.len()) {
                    self.ground.index.holding(Place::Passages, words, |record, is_exact| match term.relation {
                        Relation::Holds => holds[record] = true,
                        Relation::Is => holds[record] |= is_exact,
                        _ => holds[record] &= !is_exact,
                    });
                }
                self.by_passages(&holds)
            }
            Field::Document => self.document(term)?,
            Field::Published => {
                let tests = dates(term)?;
                let fits = |when: &When| tests.iter().any(|test| test.fits(when));
                let of = |passage: PassageIx| graph.passage(passage).document.map(|document| graph.document(document));
                let holds: Vec<bool> = (0..graph.passage_bound())
                    .map(|at| of(PassageIx::new(at)).and_then(|one| one.published.as_ref()).is_some_and(fits))
                    .collect();
                self.by_passages(&holds)
            }
            Field::Basis => self.basis(term)?,
            Field::Grade => self.grade(term)?,
        })
    }

    fn name(&self, term: &Term) -> Result<Fits, Misread> {
        let tests = texts(term)?;
        let graph = self.ground.graph;
        let mut named = vec![false; graph.actor_bound()];
        match term.relation {
            Relation::IsNot => {
                for (ix, actor) in graph.actors() {
                    named[ix.get()] = !actor.names().any(|name| tests.iter().any(|test| !test.fits(name)));
                }
            }
            relation => {
                for words in &term.values {
                    let mut take =
                        |record: usize, is_exact: bool| named[record] |= is_exact || relation == Relation::Holds;
                    self.ground.index.holding(Place::Names, words, &mut take);
                }
            }
        }
        Ok(self.fits(
            |ix, _| named[ix.get()],
            |ix, _| {
                let (source, target) = graph.ends(ix);
                named[source.get()] || named[target.get()]
            },
        ))
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

    /// Actors of that name: exactly, or else all that hold it in a name.
    fn called(&self, name: &str) -> Vec<ActorIx> {
        let (graph, index) = (self.ground.graph, self.ground.index);
        let (mut exact, mut others) = (Vec::new(), Vec::new());
        index.holding(Place::Names, name, |record, is_exact| {
            let found = if is_exact { &mut exact } else { &mut others };
            found.push(ActorIx::new(record));
        });
        exact.extend(graph.actor_by_key(name.trim()));
        let mut found = if exact.is_empty() { others } else { exact };
        found.retain(|actor| graph.has_actor(*actor));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn near(&self, term: &Term) -> Result<Fits, Misread> {
        let graph = self.ground.graph;
        let mut is_near = vec![false; graph.actor_bound()];
        for value in &term.values {
            let (name, steps) = match value.rsplit_once('~') {
                Some((name, steps)) => match steps.trim().parse::<usize>() {
                    Ok(steps) => (name, steps),
                    Err(_) => return misread(term, "Behind ~ stands a number of steps, as in near:Ada~2.".to_owned()),
                },
                None => (value.as_str(), 1),
            };
            let seeds = self.called(name);
            if seeds.is_empty() {
                return misread(term, format!("No actor is called “{}”.", name.trim()));
            }
            for (near, also) in is_near.iter_mut().zip(within_steps(graph, &seeds, steps)) {
                *near |= also;
            }
        }
        Ok(self.fits(
            |ix, _| is_near[ix.get()],
            |ix, _| {
                let (source, target) = graph.ends(ix);
                is_near[source.get()] && is_near[target.get()]
            },
        ))
    }

    fn between(&self, term: &Term) -> Result<Fits, Misread> {
        let graph = self.ground.graph;
        if term.values.len() < 2 {
            return misread(term, "Write at least two actors, as in between:Ada,Ben.".to_owned());
        }
        // Which of the names each actor has, as bits.
        let mut named = vec![0u64; graph.actor_bound()];
        for (number, name) in term.values.iter().take(64).enumerate() {
            let found = self.called(name);
            if found.is_empty() {
                return misread(term, format!("No actor is called “{}”.", name.trim()));
            }
            for actor in found {
                named[actor.get()] |= 1 << number;
            }
        }
        Ok(self.fits(
            |ix, _| named[ix.get()] != 0,
            |ix, _| {
                let (source, target) = graph.ends(ix);
                let (one, other) = (named[source.get()], named[target.get()]);
                one != 0 && other != 0 && (one | other).count_ones() > 1
            },
        ))
    }

    fn by_evidence(&self, fits: impl Fn(&[Evidence]) -> bool) -> Fits {
        self.fits(|_, actor| fits(&actor.evidence), |_, link| fits(&link.evidence))
    }

    /// Records that rest on one of these passages.
    fn by_passages(&self, holds: &[bool]) -> Fits {
        self.by_evidence(|evidence| evidence.iter().any(|one| holds[one.passage.get()]))
    }

    fn document(&self, term: &Term) -> Result<Fits, Misread> {
        let tests = texts(term)?;
        let graph = self.ground.graph;
        let fits = |text: &str| tests.iter().any(|test| test.fits(text));
        let documents: Vec<bool> = {
            let mut of_document = vec![false; graph.document_bound()];
            for (ix, one) in graph.documents() {
                let texts = [one.display_title(), one.author.as_str(), one.key.as_str()];
                of_document[ix.get()] = match term.relation {
                    Relation::IsNot => texts[..1].iter().all(|text| fits(text)),
                    _ => texts.iter().any(|text| fits(text)),
                };
            }
            of_document
        };
        let of = |at: usize| graph.passage(PassageIx::new(at)).document;
        let holds: Vec<bool> =
            (0..graph.passage_bound()).map(|at| of(at).is_some_and(|one| documents[one.get()])).collect();
        Ok(self.by_passages(&holds))
    }

    fn basis(&self, term: &Term) -> Result<Fits, Misread> {
        let mut bases = Vec::new();
        for value in &term.values {
            let wanted = fold(value);
            let Some(basis) = Basis::ALL.into_iter().find(|basis| fold(basis.name()).starts_with(wanted.trim())) else {
                let names: Vec<&str> = Basis::ALL.iter().map(|basis| basis.name()).collect();
                return misread(term, format!("There is no basis “{value}”. Write one of: {}.", names.join(", ")));
            };
            bases.push(basis);
        }
        let is_asked = |basis: Basis| bases.contains(&basis);
        match term.relation {
            Relation::Holds | Relation::Is => {
                Ok(self.by_evidence(|evidence| evidence.iter().any(|one| one.basis.is_some_and(is_asked))))
            }
            Relation::IsNot => {
                Ok(self
                    .by_evidence(|evidence| evidence.iter().any(|one| one.basis.is_some_and(|basis| !is_asked(basis)))))
            }
            _ => misread(term, "Bases are not more or less than one another. Write basis:stated.".to_owned()),
        }
    }

    fn grade(&self, term: &Term) -> Result<Fits, Misread> {
        if !matches!(term.relation, Relation::Holds | Relation::Is) {
            return misread(term, "Write grade:B2 for B2 or better, grade=B2 for exactly that.".to_owned());
        }
        let mut grades = Vec::new();
        for value in &term.values {
            let letter: String = value.trim().chars().filter(char::is_ascii_alphabetic).collect();
            let digit: String = value.trim().chars().filter(char::is_ascii_digit).collect();
            let reliability = Reliability::from_letter(&letter.to_uppercase());
            let credibility = digit.parse().ok().and_then(Credibility::new);
            let is_read = letter.len() + digit.len() == value.trim().len()
                && (letter.is_empty() || reliability.is_some())
                && (digit.is_empty() || credibility.is_some())
                && !value.trim().is_empty();
            if !is_read {
                return misread(term, "A grade is a letter from A to F, a number from 1 to 6, or both: B2.".to_owned());
            }
            grades.push(Grade { reliability, credibility });
        }
        let graph = self.ground.graph;
        let is_exact = term.relation == Relation::Is;
        let fits = |is: Grade, asked: Grade| {
            let letter = asked.reliability.is_none_or(|asked| {
                is.reliability.is_some_and(|is| if is_exact { is == asked } else { is as u8 <= asked as u8 })
            });
            let number = asked.credibility.is_none_or(|asked| {
                is.credibility.is_some_and(|is| if is_exact { is == asked } else { is.number() <= asked.number() })
            });
            letter && number
        };
        Ok(self.by_evidence(|evidence| {
            let supporting = evidence.iter().filter(|one| one.stance == Stance::Supports);
            supporting.map(|one| graph.grade(one)).any(|is| grades.iter().any(|asked| fits(is, *asked)))
        }))
    }

    /// A detail of actors or links, by the name of its column.
    fn detail(&self, term: &Term) -> Result<Fits, Misread> {
        let graph = self.ground.graph;
        let wanted = fold(&term.field);
        let of = |columns: &'_ Columns| -> Vec<usize> {
            let named = columns.iter().enumerate().filter(|(_, column)| fold(&column.name).trim() == wanted.trim());
            named.map(|(at, _)| at).collect()
        };
        let (of_actors, of_links) = (of(graph.actor_columns()), of(graph.link_columns()));
        if of_actors.is_empty() && of_links.is_empty() {
            return Err(Misread { range: term.places.0.clone(), message: self.unknown(&term.field) });
        }
        let mut fits = self.fits(|_, _| false, |_, _| false);
        let mut tests = CellTests::new(term);
        for (columns, places, flags) in
            [(graph.actor_columns(), of_actors, &mut fits.actors), (graph.link_columns(), of_links, &mut fits.links)]
        {
            for place in places {
                let Some(column) = columns.iter().nth(place) else { continue };
                tests.check(term, column)?;
                for (row, cell) in column.filled() {
                    if row < flags.len() && tests.fit(cell) {
                        flags[row] = true;
                    }
                }
            }
        }
        Ok(fits)
    }

    /// That there is no such field, and which there are.
    fn unknown(&self, name: &str) -> String {
        let graph = self.ground.graph;
        let mut details: Vec<&str> = graph
            .actor_columns()
            .iter()
            .chain(graph.link_columns().iter())
            .map(|column| column.name.as_str())
            .collect();
        details.sort_unstable();
        details.dedup();
        details.truncate(8);
        let own = if details.is_empty() { String::new() } else { format!("; details: {}", details.join(", ")) };
        let fields: Vec<&str> = FIELDS.iter().map(|help| help.name).collect();
        format!(
            "There is no field “{name}”. Fields: {}{own}. In quotation marks it is looked for as words.",
            fields.join(", ")
        )
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

/// The tests of a term for cells of any kind, as far as its values make sense for that kind.
struct CellTests {
    texts: Vec<TextTest>,
    numbers: Vec<NumberTest>,
    dates: Vec<DateTest>,
    answers: Vec<bool>,
    is_not: bool,
}

impl CellTests {
    fn new(term: &Term) -> Self {
        let values = || term.values.iter();
        let yes_no = |value: &String| match fold(value).trim() {
            "yes" | "true" | "1" => Some(true),
            "no" | "false" | "0" => Some(false),
            _ => None,
        };
        Self {
            texts: values().filter_map(|value| TextTest::new(term.relation, value)).collect(),
            numbers: values().filter_map(|value| NumberTest::new(term.relation, value)).collect(),
            dates: values().filter_map(|value| DateTest::new(term.relation, value)).collect(),
            answers: values().filter_map(yes_no).collect(),
            is_not: term.relation == Relation::IsNot,
        }
    }

    /// Whether the values make sense for the kind of a column.
    fn check(&mut self, term: &Term, column: &Column) -> Result<(), Misread> {
        use crate::model::ColumnKind;
        let name = &column.name;
        let count = term.values.len();
        let is_fine = match column.kind() {
            ColumnKind::Number | ColumnKind::WholeNumber => self.numbers.len() == count,
            ColumnKind::Date => self.dates.len() == count,
            ColumnKind::YesNo => self.answers.len() == count,
            _ => self.texts.len() == count || self.numbers.len() == count,
        };
        if is_fine {
            return Ok(());
        }
        misread(
            term,
            match column.kind() {
                ColumnKind::Number | ColumnKind::WholeNumber => format!("“{name}” is a number."),
                ColumnKind::Date => format!("“{name}” is a date, such as 2014, 2014-03 or 2014..2016."),
                ColumnKind::YesNo => format!("“{name}” is yes or no."),
                _ => format!("“{name}” is a text; compare it with : or =."),
            },
        )
    }

    fn fit(&self, cell: Cell<'_>) -> bool {
        let text = |text: &str| {
            self.texts.iter().any(|test| test.fits(text))
                || self.texts.is_empty() && number(text).is_some_and(|number| self.number(number))
        };
        match cell {
            Cell::Text(words) => text(words),
            Cell::Number(number) => self.number(number),
            Cell::WholeNumber(number) => self.number(number as f64),
            Cell::YesNo(yes) => self.answers.contains(&yes) != self.is_not,
            Cell::Date(written) => {
                let when = When::new(written);
                self.dates.iter().any(|test| test.fits(&when))
            }
            Cell::TextList(texts) => texts.iter().any(|one| text(one)),
            Cell::Other(json) => text(&json.to_string()),
        }
    }

    fn number(&self, number: f64) -> bool {
        self.numbers.iter().any(|test| test.fits(number))
    }
}
