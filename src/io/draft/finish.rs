//! The end of a draft: what all formats have in common is settled once everything is read.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::implied::{ACTOR_KINDS, LABELS, LINK_KINDS};
use super::{Draft, Origin};
use crate::io::ReadParts;
use crate::io::colours::css_colour;
use crate::io::error::ReadError;
use crate::model::{About, ActorIx, Colour, ColumnKind, Extras, Point, Positions, Value, View, Warning};

impl Draft {
    /// The finished graph, its view, and the report. `incomplete` says why only a part of the file was read.
    #[must_use]
    #[cfg(test)]
    pub fn finish(self, incomplete: Option<String>) -> ReadParts {
        self.finish_watched(incomplete, &mut || Ok(())).expect("nobody cancels")
    }

    /// The same for those who watch: `look` is called before each thing that is done with all records.
    ///
    /// # Errors
    /// That of `look`.
    pub fn finish_watched(
        mut self,
        incomplete: Option<String>,
        look: &mut dyn FnMut() -> Result<(), ReadError>,
    ) -> Result<ReadParts, ReadError> {
        if let Some(why) = incomplete {
            self.report.push(None, Warning::Incomplete { why });
        }
        let steps = [
            Self::mark_undeclared,
            Self::tell_aliases_apart,
            Self::name_actors,
            Self::name_kinds,
            Self::look_into_columns,
            Self::settle_places,
            Self::settle_passages,
        ];
        for step in steps {
            look()?;
            step(&mut self);
        }
        let Self {
            mut builder,
            mut report,
            actor_columns,
            link_columns,
            places,
            looks,
            facts,
            made_links,
            decimal_commas,
            ..
        } = self;
        builder.set_actor_columns(actor_columns.finish(decimal_commas, look)?);
        builder.set_link_columns(link_columns.finish(decimal_commas, look)?);
        if !facts.is_empty() {
            let mut extras = Extras::default();
            extras.insert("imported".to_owned(), Json::Object(facts));
            builder.set_extras(extras);
        }
        look()?;
        let graph = builder.finish();
        report.actors.made = graph.actor_count() - report.actors.kept();
        report.links.made = made_links;
        let mut view = View { looks, ..View::blank(&graph) };
        for (actor, _) in graph.actors() {
            view.positions.set(actor, places.get(actor));
        }
        Ok((graph, view, report))
    }

    fn mark_undeclared(&mut self) {
        if self.links_without_actors {
            return;
        }
        let undeclared: Vec<(ActorIx, Option<u32>)> = self
            .origins
            .iter()
            .enumerate()
            .filter_map(|(position, origin)| match origin {
                Origin::Mentioned(line) => Some((ActorIx::new(position), *line)),
                Origin::Declared | Origin::Made => None,
            })
            .collect();
        if undeclared.is_empty() {
            return;
        }
        let mark = self.another_actor_detail("undeclared", Some(ColumnKind::YesNo));
        for (actor, line) in undeclared {
            self.put_actor(actor, mark, Value::YesNo(true), line);
            let warning = Warning::Undeclared { actor: self.key(actor).to_owned() };
            self.report.push_about(line, warning, Some(About::Actor(actor)));
        }
    }

    /// Names may be given to an actor piece by piece: what is empty or was there before is dropped once all are known.
    fn tell_aliases_apart(&mut self) {
        for actor in (0..self.actor_count()).map(ActorIx::new) {
            let more = self.actor(actor).more;
            if more.aliases.is_empty() {
                continue;
            }
            let aliases = &mut more.aliases;
            let mut known: HashSet<&str> = HashSet::new();
            let are_new: Vec<bool> = aliases.iter().map(|name| !name.is_empty() && known.insert(name)).collect();
            let mut are_new = are_new.into_iter();
            aliases.retain(|_| are_new.next().expect("there is an answer for each name"));
        }
    }

    /// Actors without a label show the first of the details that read like a name, else their id. Where others have a label,
    /// only a name will do: what else there is was not chosen as the label.
    fn name_actors(&mut self) {
        let is_bare = |draft: &Self, actor: ActorIx| draft.builder.graph().actor(actor).label.is_empty();
        let bare: Vec<ActorIx> =
            (0..self.actor_count()).map(ActorIx::new).filter(|actor| is_bare(self, *actor)).collect();
        let are_all = bare.len() == self.actor_count();
        let names = if are_all {
            &LABELS[..]
        } else if self.is_our_own {
            &[]
        } else {
            &LABELS[..2]
        };
        let mut is_first = are_all;
        for name in names.iter().filter(|_| !bare.is_empty()) {
            if !self.is_text_column(name) {
                continue;
            }
            let column = self.actor_columns.column(name, None, false);
            let mut is_used = is_first;
            for &actor in &bare {
                if is_bare(self, actor)
                    && let Some(value) = self.actor_columns.get(column, actor.get())
                {
                    let words = value.words();
                    is_used |= !words.is_empty();
                    *self.actor(actor).label = words.into();
                }
            }
            let whose = if is_first { "actors" } else { "actors without one" };
            let what = format!("The detail \"{name}\" is shown as the label of {whose}");
            if is_used {
                self.report.push(None, Warning::Guessed { what });
            }
            is_first = false;
        }
        for actor in bare {
            if is_bare(self, actor) {
                let label = self.key(actor).into();
                *self.actor(actor).label = label;
            }
        }
    }

    /// Texts that look like numbers are names all the same.
    fn is_text_column(&self, name: &str) -> bool {
        let column = self.actor_columns.by_name(name);
        column.is_some_and(|column| matches!(column.kind(), ColumnKind::Text | ColumnKind::TextList))
    }

    fn name_kinds(&mut self) {
        if self.builder.graph().actors().all(|(_, actor)| actor.kind.is_empty())
            && let Some(name) =
                ACTOR_KINDS.into_iter().find(|name| self.actor_columns.holds_words(name, self.decimal_commas))
        {
            let column = self.actor_columns.column(name, None, false);
            for actor in (0..self.actor_count()).map(ActorIx::new) {
                if let Some(value) = self.actor_columns.get(column, actor.get()) {
                    *self.actor(actor).kind = value.words().into();
                }
            }
            let what = format!("The detail \"{name}\" is shown as the type of actors");
            self.report.push(None, Warning::Guessed { what });
        }
        if !self.link_columns.is_empty()
            && self.builder.graph().links().all(|(_, link)| link.kind.is_empty())
            && let Some(name) =
                LINK_KINDS.into_iter().find(|name| self.link_columns.holds_words(name, self.decimal_commas))
        {
            let column = self.link_columns.column(name, None, false);
            for link in (0..self.link_count()).map(crate::model::LinkIx::new) {
                if let Some(value) = self.link_columns.get(column, link.get()) {
                    *self.link_fields(link).kind = value.words().into();
                }
            }
            let what = format!("The detail \"{name}\" is shown as the type of links");
            self.report.push(None, Warning::Guessed { what });
        }
    }

    /// Places, colours and sizes that stand in details, where the format itself has no room for them. The details stay.
    fn look_into_columns(&mut self) {
        if self.is_our_own {
            return;
        }
        let number = |value: Option<Value>| match value? {
            Value::Number(number) => Some(number),
            Value::WholeNumber(number) => Some(number as f64),
            Value::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        };
        let column = |names: &[&str]| {
            let name = names.iter().find(|name| self.actor_columns.by_name(name).is_some())?;
            self.actor_columns.by_name(name).cloned()
        };
        let actors: Vec<ActorIx> = (0..self.actor_count()).map(ActorIx::new).collect();
        let (x, y) = (column(&["x", "X"]), column(&["y", "Y"]));
        let size = column(&["size", "Size"]);
        let colour = column(&["color", "colour", "Color", "Colour"]);
        let channels = [column(&["r"]), column(&["g"]), column(&["b"])];
        let mut is_picture = !self.places.is_blank();
        if self.places.is_blank()
            && let (Some(x), Some(y)) = (x, y)
        {
            let place = |&actor: &ActorIx| Some((actor, number(x.get(actor.get()))?, number(y.get(actor.get()))?));
            let placed: Vec<(ActorIx, f64, f64)> = actors.iter().filter_map(place).collect();
            // Several actors in one point are what a program writes that drew nothing.
            is_picture = match placed[..] {
                [] => false,
                [_] => true,
                [(_, x, y), ref others @ ..] => {
                    others.iter().any(|(_, other_x, other_y)| (*other_x, *other_y) != (x, y))
                }
            };
            for (actor, x, y) in placed.into_iter().filter(|_| is_picture) {
                self.place(actor, x, y);
            }
        }
        if self.looks.is_blank() {
            for &actor in &actors {
                let named = colour.as_ref().and_then(|column| column.get(actor.get()));
                let of_channels = || {
                    let [r, g, b] = channels.each_ref().map(|channel| {
                        number(channel.as_ref()?.get(actor.get())).filter(|value| (0.0..=255.0).contains(value))
                    });
                    Some(Colour::rgb(r? as u8, g? as u8, b? as u8))
                };
                let found = match named {
                    Some(Value::Text(text)) => css_colour(&text),
                    _ => None,
                };
                if let Some(found) = found.or_else(of_channels) {
                    self.colour_actor(actor, found);
                }
                // Away from a picture "size" may be anything: staff, inhabitants, bytes.
                if is_picture && let Some(size) = size.as_ref().and_then(|column| number(column.get(actor.get()))) {
                    self.looks.set_actor_size(actor, Some(size as f32));
                }
            }
        }
    }

    /// Turns places the right way up, and brings them to a scale in which actors neither cover nor lose each other.
    fn settle_places(&mut self) {
        let Some((least, greatest)) = self.places.bounds(|_| true) else { return };
        let placed: Vec<(ActorIx, Point)> = (0..self.places.len())
            .map(ActorIx::new)
            .filter_map(|actor| Some((actor, self.places.get(actor)?)))
            .collect();
        let (width, height) = (greatest.x - least.x, greatest.y - least.y);
        let longest = width.max(height);
        let rows = (placed.len() as f32).sqrt();
        let factor = if self.is_our_own || placed.len() < 2 || longest <= 0.0 || !longest.is_finite() {
            1.0
        } else if longest < LEAST_GAP * rows || longest > WIDEST_GAP * rows {
            // Powers of two keep every digit of a place.
            (USUAL_GAP * rows / longest).log2().round().exp2()
        } else {
            1.0
        };
        if !factor.is_finite() || factor <= 0.0 {
            return;
        }
        let upright = if self.y_grows_upwards { -1.0 } else { 1.0 };
        let mut places = Positions::unplaced(self.actor_count());
        for (actor, Point { x, y }) in placed {
            places.set(actor, Some(Point::new(x * factor, y * factor * upright)));
        }
        self.places = places;
        if (factor - 1.0).abs() > f32::EPSILON {
            self.report.push(None, Warning::PlacesScaled { factor: factor.to_string() });
        }
    }
}

/// World units between actors: below the least they cover each other, above the widest they are lost.
const LEAST_GAP: f32 = 12.0;
const USUAL_GAP: f32 = 60.0;
const WIDEST_GAP: f32 = 2000.0;
