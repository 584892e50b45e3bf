//! Terms that name actors: by name, near them, between them.

use super::{Asking, Fits, misread, texts};
use crate::model::ActorIx;
use crate::query::Misread;
use crate::query::facts::within_steps;
use crate::query::parse::{Relation, Term};
use crate::text::Place;

impl Asking<'_> {
    pub(super) fn name(&self, term: &Term) -> Result<Fits, Misread> {
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

    pub(super) fn near(&self, term: &Term) -> Result<Fits, Misread> {
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

    pub(super) fn between(&self, term: &Term) -> Result<Fits, Misread> {
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
}
