//! What is told once for a whole file, and the details that a reader adds of its own accord.

use std::collections::HashSet;

use crate::io::draft::{Draft, Field};
use crate::io::error::ReadError;
use crate::io::quote::short;
use crate::io::xml::walk::Xml;
use crate::model::{ColumnKind, Warning};

/// What was told already.
#[derive(Default)]
pub struct Told<'a> {
    tags: HashSet<&'a str>,
    sentences: Vec<&'static str>,
}

impl<'a> Told<'a> {
    /// Passes over the tag that was just opened, which the format does not have; each name is told once.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn leave_out_tag(&mut self, xml: &mut Xml<'_, 'a>, draft: &mut Draft, tag: &'a str) -> Result<(), ReadError> {
        if self.tags.insert(tag) {
            let what = format!("the tag <{}>", short(tag));
            draft.warn(Some(xml.line()), Warning::LeftOut { what });
        }
        xml.skip()
    }

    /// Tells once that something has no place here.
    pub fn leave_out(&mut self, draft: &mut Draft, line: Option<u32>, what: &'static str) {
        if self.is_new(what) {
            draft.warn(line, Warning::LeftOut { what: what.to_owned() });
        }
    }

    /// Tells once that something is kept in another shape.
    pub fn reshape(&mut self, draft: &mut Draft, line: u32, what: &'static str) {
        if self.is_new(what) {
            draft.warn(Some(line), Warning::Reshaped { what: what.to_owned() });
        }
    }

    /// Tells once what was taken for what.
    pub fn guess(&mut self, draft: &mut Draft, line: u32, what: &'static str) {
        if self.is_new(what) {
            draft.warn(Some(line), Warning::Guessed { what: what.to_owned() });
        }
    }

    fn is_new(&mut self, what: &'static str) -> bool {
        let is_new = !self.sentences.contains(&what);
        if is_new {
            self.sentences.push(what);
        }
        is_new
    }
}

/// Details that a reader adds, made when they are first needed: an attribute of the same name keeps its own.
#[derive(Default)]
pub struct Details {
    actors: Vec<(&'static str, Field)>,
    links: Vec<(&'static str, Field)>,
}

impl Details {
    /// A detail of actors that the reader adds.
    pub fn of_actors(&mut self, draft: &mut Draft, name: &'static str, kind: ColumnKind) -> Field {
        if let Some((_, field)) = self.actors.iter().find(|(known, _)| *known == name) {
            return *field;
        }
        let field = draft.another_actor_detail(name, Some(kind));
        self.actors.push((name, field));
        field
    }

    /// A detail of links that the reader adds.
    pub fn of_links(&mut self, draft: &mut Draft, name: &'static str, kind: ColumnKind) -> Field {
        if let Some((_, field)) = self.links.iter().find(|(known, _)| *known == name) {
            return *field;
        }
        let field = draft.another_link_detail(name, Some(kind));
        self.links.push((name, field));
        field
    }
}
