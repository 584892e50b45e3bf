//! What the columns of a table most likely mean: by their names first, by their cells second, with reasons in words. What was
//! asked for stands; only the rest is guessed.

mod content;
mod ends;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::header::{CellKind, Header, Mark, Said};
use super::look::{ColumnLook, SheetLook};
use super::mapping::{ColumnName, MappedColumn, Rows, TableMapping};
use super::names;
use super::roles::ColumnRole;
use crate::io::Testimony;
use crate::io::plain::direction::said_in;
use crate::model::ColumnKind;

pub use content::direction;

/// What a table most likely means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guess {
    /// The whole mapping: what was asked for, and what was guessed for the rest.
    pub mapping: TableMapping,
    /// How sure it is.
    pub confidence: Confidence,
    /// Why, each a sentence without its full stop.
    pub reasons: Vec<String>,
    /// What a comment says about the direction of links, where nothing else was asked for.
    pub said: Option<bool>,
    /// Columns that read like quotes or sources: a mapping may give them these roles.
    pub evidence: Vec<MappedColumn>,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// There is nothing that reads like an actor or a link: the table cannot be read without a mapping.
    #[default]
    None,
    /// Cells speak for it, names do not.
    Unsure,
    /// Names speak for it, but could mean something else.
    Likely,
    /// The names say so, or it was asked for.
    Sure,
}

/// What is known of a table from outside.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'h> {
    /// What its name says about its rows.
    pub rows: Option<Rows>,
    /// The ids of actors that its links are between.
    pub ids: Option<&'h HashSet<String>>,
}

/// Guesses what the columns mean that `asked` leaves open. Columns that `asked` names and the table has not are passed over.
#[must_use]
pub fn guess(look: &SheetLook, asked: &TableMapping, hints: Hints<'_>) -> Guess {
    let names = look.names();
    let mut roles: Vec<Option<ColumnRole>> = vec![None; names.len()];
    for MappedColumn { column, role } in &asked.columns {
        if let Some(at) = column.find(&names) {
            roles[at] = Some(*role);
        }
    }
    // The name that stands for a missing one says nothing.
    let said =
        |(name, column): (&String, &ColumnLook)| if column.is_named { Header::of(name) } else { Header::default() };
    let mut headers: Vec<Header> = names.iter().zip(&look.columns).map(said).collect();
    for (header, role) in headers.iter_mut().zip(&mut roles) {
        let known = match header.said {
            None => continue,
            // Its name says nothing about its meaning.
            Some(Said::Detail) => {
                header.name.clear();
                Some(ColumnRole::Detail)
            }
            Some(Said::Field) => ColumnRole::from_name(&header.name),
        };
        *role = role.or(known);
    }
    let rows = asked.rows.or(hints.rows);
    let mut guesser = Guesser {
        look,
        headers,
        roles,
        rows,
        hints,
        directed: None,
        confidence: Confidence::None,
        reasons: Vec::new(),
    };
    guesser.marks();
    if asked.rows != Some(Rows::Actors) {
        guesser.ends();
    }
    let rows = guesser.rows(asked.rows);
    guesser.rest(rows);
    guesser.finish(asked, rows)
}

struct Guesser<'l> {
    look: &'l SheetLook,
    headers: Vec<Header>,
    roles: Vec<Option<ColumnRole>>,
    rows: Option<Rows>,
    hints: Hints<'l>,
    /// Whether links have a direction; `None` where only they themselves can tell, as in a list of pairs.
    directed: Option<bool>,
    confidence: Confidence,
    reasons: Vec<String>,
}

impl Guesser<'_> {
    fn has(&self, role: ColumnRole) -> bool {
        self.roles.contains(&Some(role))
    }

    fn position(&self, role: ColumnRole) -> Option<usize> {
        self.roles.iter().position(|known| *known == Some(role))
    }

    fn name(&self, column: usize) -> &str {
        &self.look.columns[column].name
    }

    fn kind(&self, column: usize) -> ColumnKind {
        match self.headers[column].kind {
            Some(kind) => kind.column_kind(),
            None => self.look.columns[column].kind,
        }
    }

    fn give(&mut self, column: usize, role: ColumnRole) -> bool {
        let is_free = self.roles[column].is_none() && (role.may_repeat() || !self.has(role));
        if is_free {
            self.roles[column] = Some(role);
        }
        is_free
    }

    fn because(&mut self, confidence: Confidence, reason: String) {
        self.confidence = self.confidence.max(confidence);
        self.reasons.push(reason);
    }

    /// Whether the names are those of a table of actors.
    fn reads_like_actors(&self) -> bool {
        let roles: Vec<ColumnRole> = self.headers.iter().filter_map(|header| names::of_actor(&header.name)).collect();
        let has = |role| roles.contains(&role);
        let label_is_unique = || {
            let label = self.headers.iter().position(|header| names::of_actor(&header.name) == Some(ColumnRole::Label));
            label.is_some_and(|column| content::is_unique(self.look, column))
        };
        (has(ColumnRole::Id) && (has(ColumnRole::Label) || has(ColumnRole::Type) || self.id_is_unique()))
            || (has(ColumnRole::Label) && label_is_unique())
    }

    fn id_is_unique(&self) -> bool {
        let id = self.headers.iter().position(|header| names::of_actor(&header.name) == Some(ColumnRole::Id));
        id.is_some_and(|column| content::is_unique(self.look, column))
    }

    /// What a row describes.
    fn rows(&mut self, asked: Option<Rows>) -> Option<Rows> {
        let (source, target) = (self.has(ColumnRole::Source), self.has(ColumnRole::Target));
        if asked.is_some() {
            if asked == Some(Rows::Actors) && self.has(ColumnRole::Id) {
                self.confidence = Confidence::Sure;
            }
            return asked;
        }
        if source && target {
            return Some(Rows::Links);
        }
        if source || (target && self.hints.rows == Some(Rows::Links)) {
            return None;
        }
        let is_named = self.headers.iter().any(|header| header.mark == Some(Mark::Id));
        let is_said = target || is_named || self.has(ColumnRole::Id) || self.reads_like_actors();
        if !is_said && self.rows != Some(Rows::Actors) {
            return None;
        }
        let superior = (0..self.roles.len())
            .find(|column| self.roles[*column].is_none() && names::is_superior(&self.headers[*column].name));
        if let Some(column) = superior.filter(|column| !target && self.holds_own_ids(*column)) {
            self.give(column, ColumnRole::Target);
            self.directed = Some(true);
            let reason = format!("\"{}\" was taken for a link to another actor of the table", self.name(column));
            self.because(Confidence::Likely, reason);
            return Some(Rows::LinksAndActors);
        }
        if target {
            self.directed = Some(true);
            return Some(Rows::LinksAndActors);
        }
        let reason = if is_said {
            "The names of columns are those of a table of actors"
        } else {
            "The table is called after actors, so that each row was taken for one"
        };
        self.because(Confidence::Sure, reason.to_owned());
        Some(Rows::Actors)
    }

    fn holds_own_ids(&self, column: usize) -> bool {
        let by = |role| self.headers.iter().position(|header| names::of_actor(&header.name) == Some(role));
        let Some(id) = self.position(ColumnRole::Id).or_else(|| by(ColumnRole::Id)).or_else(|| by(ColumnRole::Label))
        else {
            return false;
        };
        let ids: HashSet<&str> = self.look.cells(id).collect();
        let known = self.look.cells(column).filter(|cell| ids.contains(cell)).count();
        let all = self.look.cells(column).count();
        known > 0 && (known * 2 >= all || self.look.row_count > self.look.rows.len())
    }

    /// Everything but the ends.
    fn rest(&mut self, rows: Option<Rows>) {
        let is_of_actors = matches!(rows, Some(Rows::Actors | Rows::LinksAndActors));
        for column in 0..self.roles.len() {
            let name = self.headers[column].name.clone();
            let role = if is_of_actors { names::of_actor(&name) } else { names::of_link(&name) };
            if let Some(role) = role.and_then(|role| self.fitting(column, role, is_of_actors)) {
                self.give(column, role);
            }
        }
        if is_of_actors {
            self.id_of_actors();
            // One coordinate places nothing.
            if !(self.has(ColumnRole::X) && self.has(ColumnRole::Y)) {
                for (role, _) in self.roles.iter_mut().zip(&self.headers).filter(|(_, header)| header.said.is_none()) {
                    *role = role.filter(|role| !matches!(role, ColumnRole::X | ColumnRole::Y | ColumnRole::Size));
                }
            }
        } else if !self.has(ColumnRole::Type) {
            let label = self.headers.iter().position(|header| names::of_actor(&header.name) == Some(ColumnRole::Label));
            if let Some(column) = label.filter(|column| self.look.columns[*column].filled > 0) {
                self.give(column, ColumnRole::Type);
            }
        }
    }

    /// The role that the name gives, where the cells agree.
    fn fitting(&self, column: usize, role: ColumnRole, is_of_actors: bool) -> Option<ColumnRole> {
        let look = self.look;
        let is_number = matches!(self.kind(column), ColumnKind::Number | ColumnKind::WholeNumber);
        let is_filled = look.columns[column].filled > 0;
        match role {
            ColumnRole::Type | ColumnRole::Direction if !is_of_actors && content::is_direction(look, column, role) => {
                Some(ColumnRole::Direction)
            }
            ColumnRole::Type => is_filled.then_some(role),
            ColumnRole::Direction => None,
            ColumnRole::Weight | ColumnRole::X | ColumnRole::Y | ColumnRole::Size => is_number.then_some(role),
            // Of actors a date is a detail, and one that is said to be a text stays one.
            ColumnRole::When | ColumnRole::Start | ColumnRole::End
                if is_of_actors && self.headers[column].kind.map(CellKind::column_kind) == Some(ColumnKind::Text) =>
            {
                None
            }
            ColumnRole::When | ColumnRole::Start | ColumnRole::End => {
                content::is_of_dates(look, column, look.mapping.dates).then_some(role)
            }
            ColumnRole::Colour => content::is_of_colours(look, column).then_some(role),
            ColumnRole::Id if !is_of_actors => content::is_unique(look, column).then_some(role),
            role => Some(role),
        }
    }

    /// A table of actors needs an id: else the name, else the column that holds ids of links, else the first one.
    fn id_of_actors(&mut self) {
        if self.has(ColumnRole::Id) {
            return;
        }
        if let Some(label) = self.position(ColumnRole::Label) {
            self.roles[label] = Some(ColumnRole::Id);
            let reason = format!("Actors have no ids but their names, \"{}\"", self.name(label));
            self.because(Confidence::Likely, reason);
            return;
        }
        let count = |column: usize| {
            let ids = self.hints.ids?;
            Some(self.look.cells(column).filter(|cell| ids.contains(*cell)).count()).filter(|count| *count > 0)
        };
        let free = || (0..self.roles.len()).filter(|column| self.roles[*column].is_none());
        let by_ids = free().filter(|column| count(*column).is_some()).max_by_key(|column| count(*column));
        let unique = || free().filter(|column| content::is_unique(self.look, *column));
        // Amounts and dates may well be different, and name nobody.
        let is_name = |column: &usize| !matches!(self.kind(*column), ColumnKind::Number | ColumnKind::Date);
        let found = by_ids.or_else(|| unique().find(is_name)).or_else(|| unique().next());
        if let Some(column) = found {
            self.give(column, ColumnRole::Id);
            self.because(Confidence::Unsure, format!("\"{}\" was taken for the id of actors", self.name(column)));
        }
    }

    fn finish(self, asked: &TableMapping, rows: Option<Rows>) -> Guess {
        let Self { look, roles, directed, confidence, reasons, headers, .. } = self;
        let names = look.names();
        let column_name = |column: usize| {
            let is_its_own =
                look.columns[column].is_named && names.iter().position(|name| *name == names[column]) == Some(column);
            if is_its_own { ColumnName::Name(names[column].clone()) } else { ColumnName::Number(column + 1) }
        };
        let columns: Vec<MappedColumn> = roles
            .iter()
            .enumerate()
            .map(|(at, role)| MappedColumn { column: column_name(at), role: role.unwrap_or(ColumnRole::Detail) })
            .collect();
        let free: Vec<usize> =
            (0..roles.len()).filter(|at| matches!(roles[*at], None | Some(ColumnRole::Detail))).collect();
        let Testimony { roles: said } = Testimony::of_names(free.iter().map(|at| headers[*at].name.as_str()));
        let evidence = said
            .into_iter()
            .filter_map(|(name, role)| {
                let at = free.iter().find(|at| headers[**at].name == name)?;
                Some(MappedColumn { column: column_name(*at), role: ColumnRole::Evidence(role) })
            })
            .collect();
        let is_open = rows == Some(Rows::Links) && asked.directed.is_none();
        let said = said_in(look.before.iter().map(String::as_str)).filter(|_| is_open);
        // A list without names of columns is left to its pairs.
        let is_list = look.is_named_by_comment || look.columns.iter().all(|column| !column.is_named);
        let directed = directed.or((!is_list).then_some(false));
        let mapping = TableMapping {
            file: asked.file.clone(),
            rows,
            directed: asked.directed.or(said).or(directed).filter(|_| rows != Some(Rows::Actors)),
            columns,
            partner: asked.partner.clone(),
            ..look.mapping.clone()
        };
        let is_enough = match rows {
            None => false,
            Some(Rows::Links) => roles.contains(&Some(ColumnRole::Source)) && roles.contains(&Some(ColumnRole::Target)),
            Some(Rows::Actors | Rows::LinksAndActors) => roles.contains(&Some(ColumnRole::Id)),
        };
        let confidence = if is_enough { confidence.max(Confidence::Unsure) } else { Confidence::None };
        Guess { mapping, confidence, reasons, said, evidence }
    }
}
