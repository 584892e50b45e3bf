//! The lines of a Pajek file that make links: arcs and edges, lists of neighbours, matrices, events.

use super::events::{Change, Events};
use super::lines;
use super::read::{Network, Reader, Section};
use crate::io::error::ReadError;
use crate::io::plain::words::{Line, Word};
use crate::io::quote::short;
use crate::model::Warning;

impl Reader<'_, '_> {
    /// Which vertex a word means, from zero.
    pub fn place_of(&self, word: &Word<'_>, verb: &str) -> Result<usize, ReadError> {
        let count = self.network.actors.len();
        let Ok(number) = word.text.parse::<i64>() else {
            let what = format!("\"{}\" is not the number of a vertex.", short(&word.text));
            return Err(self.input.broken(word.at, what, "not a number"));
        };
        usize::try_from(number).ok().filter(|number| (1..=count).contains(number)).map(|number| number - 1).ok_or_else(
            || {
                let what = format!("{verb} vertex {number}, but vertices are numbered from 1 to {count}.");
                self.input.broken(word.at, what, "no such vertex")
            },
        )
    }

    /// A line of a link, perhaps with the number of its relation before it: `2: 1 3 0.5`.
    pub fn link(&mut self, words: &[Word<'_>], number: u32) -> Result<(), ReadError> {
        let Section::Links { directed, relation } = &self.section else { return Ok(()) };
        let (directed, mut kind) = (*directed, relation.clone());
        let mut words = words;
        if let [first, rest @ ..] = words
            && let Some(relation) = first.text.strip_suffix(':').filter(|_| !first.quoted)
        {
            kind = Some(relation.to_owned());
            words = rest;
        }
        let [from, to, rest @ ..] = words else {
            let at = words.first().map_or(0, |word| word.at);
            return Err(self.input.broken(at, "a link has no target.", "one vertex, where two are expected"));
        };
        let (source, target) = (self.place_of(from, "the link begins at")?, self.place_of(to, "the link ends at")?);
        let (source, target) = (self.network.actors[source], self.network.actors[target]);
        let link = self.draft.link(source, target, None, directed, Some(number));
        if let Some(kind) = kind {
            *self.draft.link_fields(link).kind = kind.into();
        }
        lines::link(self.draft, link, rest, Some(number), self.is_ours);
        Ok(())
    }

    pub fn list(&mut self, words: &[Word<'_>], number: u32) -> Result<(), ReadError> {
        let Some((first, rest)) = words.split_first() else { return Ok(()) };
        let source = self.place_of(first, "the links begin at")?;
        for word in rest {
            let target = self.place_of(word, "a link ends at")?;
            let Section::Lists { directed, relation } = &self.section else { return Ok(()) };
            let (source, target) = (self.network.actors[source], self.network.actors[target]);
            let link = self.draft.link(source, target, None, *directed, Some(number));
            if let Some(relation) = relation {
                *self.draft.link_fields(link).kind = relation.as_str().into();
            }
        }
        Ok(())
    }

    /// Cells of a matrix; a row may go on over several lines. Between two modes links have no direction.
    pub fn matrix_row(&mut self, line: Line<'_>, number: u32) -> Result<(), ReadError> {
        let Network { actors, rows, .. } = &mut self.network;
        let is_two_mode = *rows < actors.len();
        let columns = if is_two_mode { actors.len() - *rows } else { actors.len() };
        let Section::Matrix { relation, cells } = &mut self.section else { return Ok(()) };
        for (word, at) in line.bare_words() {
            let Some(value) = word.parse::<f64>().ok().filter(|value| value.is_finite()) else {
                let what = format!("\"{}\" is no number, as a cell of a matrix is.", short(word));
                return Err(self.input.broken(at, what, "not a number"));
            };
            if *cells >= *rows * columns {
                let what = format!("the matrix has more than {rows} rows of {columns} cells.");
                return Err(self.input.broken(at, what, "one cell too many"));
            }
            let (row, column) = (*cells / columns, *cells % columns);
            *cells += 1;
            if value != 0.0 {
                let target = if is_two_mode { *rows + column } else { column };
                let link = self.draft.link(actors[row], actors[target], None, !is_two_mode, Some(number));
                *self.draft.link_fields(link).weight = Some(value);
                if let Some(relation) = relation {
                    *self.draft.link_fields(link).kind = relation.as_str().into();
                }
            }
        }
        Ok(())
    }

    /// An event: `TI 3`, `AV 2 "b"`, `AE 1 2`.
    pub fn event(&mut self, words: &[Word<'_>], number: u32) -> Result<(), ReadError> {
        let Some((first, rest)) = words.split_first() else { return Ok(()) };
        let mut events = self.network.events.take().unwrap_or_default();
        let (name, relation) = first.text.split_once(':').unwrap_or((&first.text, ""));
        let mut letters = name.chars().map(|letter| letter.to_ascii_uppercase());
        let outcome = match (letters.next(), letters.next(), letters.next()) {
            (Some('T'), Some(sort @ ('I' | 'E')), None) => {
                match rest.first().and_then(|word| word.text.parse::<i64>().ok()) {
                    Some(time) => {
                        events.set_time(time.clamp(0, i64::MAX / 2), sort == 'E');
                        Ok(())
                    }
                    None => Err(self.input.broken(first.at, "the time of what follows is missing.", "no number")),
                }
            }
            (Some('C'), Some('V' | 'A' | 'E'), None) => {
                events.pass_over();
                Ok(())
            }
            (Some(letter), Some(sort @ ('V' | 'A' | 'E')), None) => match Change::of(letter) {
                Some(change) if sort == 'V' => self.vertex_event(&mut events, first, rest, change, number),
                Some(change) => self.link_event(&mut events, (first, rest, sort == 'A'), change, relation, number),
                None => Err(self.no_event(first)),
            },
            _ => Err(self.no_event(first)),
        };
        self.network.events = Some(events);
        outcome
    }

    fn no_event(&self, word: &Word<'_>) -> ReadError {
        let what = format!("\"{}\" is no event of Pajek, such as TI, AV, AE or HV.", short(&word.text));
        self.input.broken(word.at, what, "not an event")
    }

    fn vertex_event(
        &mut self,
        events: &mut Events,
        event: &Word<'_>,
        words: &[Word<'_>],
        change: Change,
        number: u32,
    ) -> Result<(), ReadError> {
        let Some((vertex, rest)) = words.split_first() else {
            return Err(self.input.broken(event.at, "the event names no vertex.", "a vertex was expected behind this"));
        };
        let actor = self.network.actors[self.place_of(vertex, "the event is about")?];
        events.vertex(actor, change);
        if change == Change::Add
            && let Some(place) = lines::vertex(self.draft, actor, rest, Some(number), self.is_ours)
        {
            self.network.places.push(place);
        }
        Ok(())
    }

    fn link_event(
        &mut self,
        events: &mut Events,
        (event, words, directed): (&Word<'_>, &[Word<'_>], bool),
        change: Change,
        relation: &str,
        number: u32,
    ) -> Result<(), ReadError> {
        let [from, to, rest @ ..] = words else {
            return Err(self.input.broken(
                event.at,
                "the event does not name both ends of a link.",
                "two vertices were expected behind this",
            ));
        };
        let source = self.network.actors[self.place_of(from, "the link begins at")?];
        let target = self.network.actors[self.place_of(to, "the link ends at")?];
        let ends = (source, target, directed);
        if change == Change::Add {
            let link = self.draft.link(source, target, None, directed, Some(number));
            if !relation.is_empty() {
                *self.draft.link_fields(link).kind = relation.into();
            }
            lines::link(self.draft, link, rest, Some(number), self.is_ours);
            events.add_link(ends, link);
        } else if !events.link(ends, change) {
            let what = format!("The event is about a link between {} and {}, which never came", from.text, to.text);
            self.draft.warn(Some(number), Warning::Skipped { what });
        }
        Ok(())
    }
}
