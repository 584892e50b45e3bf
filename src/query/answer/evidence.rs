//! Terms that ask what a record rests on: passages, documents, independent sources, basis, grade.

use super::{Asking, Fits, dates, misread, numbers, texts};
use crate::model::{Basis, Credibility, Evidence, Grade, PassageIx, Reliability, Stance, When};
use crate::query::Misread;
use crate::query::facts::documents_of;
use crate::query::parse::{Relation, Term};
use crate::text::{Place, fold};

impl Asking<'_> {
    /// How many passages a record itself rests on.
    pub(super) fn passage_count(&self, term: &Term) -> Result<Fits, Misread> {
        let tests = numbers(term)?;
        let fits = |evidence: &[Evidence]| {
            let mut passages: Vec<PassageIx> = evidence.iter().map(|one| one.passage).collect();
            passages.sort_unstable();
            passages.dedup();
            tests.iter().any(|test| test.fits(passages.len() as f64))
        };
        Ok(self.by_evidence(fits))
    }

    /// How many documents these are from.
    pub(super) fn document_count(&self, term: &Term) -> Result<Fits, Misread> {
        let (tests, graph) = (numbers(term)?, self.ground.graph);
        Ok(self.by_evidence(|evidence| {
            let count = documents_of(graph, evidence).len() as f64;
            tests.iter().any(|test| test.fits(count))
        }))
    }

    /// How many independent sources are behind a record.
    pub(super) fn source_count(&self, term: &Term) -> Result<Fits, Misread> {
        let (tests, grounds) = (numbers(term)?, self.facts.grounds(self.ground.graph));
        let fits = |count: usize| tests.iter().any(|test| test.fits(count as f64));
        Ok(self.fits(|ix, _| fits(grounds.sources_of_actor(ix)), |ix, _| fits(grounds.sources_of_link(ix))))
    }

    /// Words of a passage.
    pub(super) fn passage(&self, term: &Term) -> Result<Fits, Misread> {
        let (tests, graph) = (texts(term)?, self.ground.graph);
        let mut holds = vec![term.relation == Relation::IsNot; graph.passage_bound()];
        for words in term.values.iter().take(tests.len()) {
            self.ground.index.holding(Place::Passages, words, |record, is_exact| match term.relation {
                Relation::Holds => holds[record] = true,
                Relation::Is => holds[record] |= is_exact,
                _ => holds[record] &= !is_exact,
            });
        }
        Ok(self.by_passages(&holds))
    }

    /// When a document was published.
    pub(super) fn published(&self, term: &Term) -> Result<Fits, Misread> {
        let (tests, graph) = (dates(term)?, self.ground.graph);
        let fits = |when: &When| tests.iter().any(|test| test.fits(when));
        let of = |passage: PassageIx| graph.passage(passage).document.map(|document| graph.document(document));
        let holds: Vec<bool> = (0..graph.passage_bound())
            .map(|at| of(PassageIx::new(at)).and_then(|one| one.published.as_ref()).is_some_and(fits))
            .collect();
        Ok(self.by_passages(&holds))
    }

    pub(super) fn by_evidence(&self, fits: impl Fn(&[Evidence]) -> bool) -> Fits {
        self.fits(|_, actor| fits(&actor.evidence), |_, link| fits(&link.evidence))
    }

    /// Records that rest on one of these passages.
    fn by_passages(&self, holds: &[bool]) -> Fits {
        self.by_evidence(|evidence| evidence.iter().any(|one| holds[one.passage.get()]))
    }

    pub(super) fn document(&self, term: &Term) -> Result<Fits, Misread> {
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

    pub(super) fn basis(&self, term: &Term) -> Result<Fits, Misread> {
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

    pub(super) fn grade(&self, term: &Term) -> Result<Fits, Misread> {
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
}
