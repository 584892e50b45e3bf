//! Which two columns hold the ends of links: by their names, by the ids of a table of actors, by what their cells share.

use super::super::header::Mark;
use super::super::mapping::Rows;
use super::super::names;
use super::super::roles::ColumnRole;
use super::{Confidence, Guesser, content};
use crate::model::ColumnKind;

impl Guesser<'_> {
    /// What Neo4j's import tool is told by the names.
    pub(super) fn marks(&mut self) {
        for column in 0..self.headers.len() {
            let role = match self.headers[column].mark {
                Some(Mark::Id) => ColumnRole::Id,
                Some(Mark::Label | Mark::Type) => ColumnRole::Type,
                Some(Mark::Start) => ColumnRole::Source,
                Some(Mark::End) => ColumnRole::Target,
                Some(Mark::Ignore) => ColumnRole::Ignore,
                None => continue,
            };
            self.give(column, role);
        }
        if self.headers.iter().any(|header| matches!(header.mark, Some(Mark::Id | Mark::Start))) {
            self.directed = Some(true);
            self.because(Confidence::Sure, "The names of columns are those of Neo4j's import tool".to_owned());
        }
    }

    /// Finds the columns of the two ends.
    pub(super) fn ends(&mut self) {
        match (self.position(ColumnRole::Source), self.position(ColumnRole::Target)) {
            (Some(source), Some(target)) => {
                let pair = [self.name(source).to_owned(), self.name(target).to_owned()];
                let is_directed = names::ends(&pair, &|_| true).is_none_or(|ends| ends.directed && ends.source == 0);
                self.directed = Some(self.directed.unwrap_or(false) || is_directed);
                self.confidence = Confidence::Sure;
                self.others_by_name();
                return;
            }
            (source, target) => {
                // Of tables of actors, a column "source" names where they are known from. That their file is called after
                // actors says less than two columns that are called after ends.
                let is_of_actors = self.rows == Some(Rows::Actors) && self.reads_like_actors();
                if !is_of_actors && self.ends_by_name(source, target) {
                    return;
                }
                if source.is_some() || target.is_some() {
                    return;
                }
            }
        }
        if self.headers.iter().any(|header| header.mark.is_some()) || self.rows == Some(Rows::Actors) {
            return;
        }
        let _ = self.ends_by_ids() || self.ends_without_names() || self.reads_like_actors() || self.ends_by_cells();
    }

    fn may_be_end(&self, column: usize) -> bool {
        let is_free = matches!(self.roles[column], None | Some(ColumnRole::Source | ColumnRole::Target));
        is_free && !matches!(self.kind(column), ColumnKind::Date | ColumnKind::YesNo | ColumnKind::Number)
    }

    fn plain_names(&self) -> Vec<String> {
        self.headers.iter().map(|header| header.name.clone()).collect()
    }

    fn ends_by_name(&mut self, source: Option<usize>, target: Option<usize>) -> bool {
        let plain = self.plain_names();
        // Columns of these two names are the ends whatever they hold: pandas makes `1.0` of ids where one is missing.
        let is_called = |column: usize| {
            let name = plain[column].trim();
            name.eq_ignore_ascii_case("source") || name.eq_ignore_ascii_case("target")
        };
        let Some(found) = names::ends(&plain, &|column| self.may_be_end(column) || is_called(column)) else {
            return false;
        };
        if source.is_some_and(|at| at != found.source) || target.is_some_and(|at| at != found.target) {
            return false;
        }
        self.give(found.source, ColumnRole::Source);
        self.give(found.target, ColumnRole::Target);
        for (column, role) in found.others {
            self.give(column, role);
        }
        // SNAP writes "FromNodeId" and "ToNodeId" above graphs without direction, too.
        self.directed = Some(found.directed).filter(|_| !self.look.is_named_by_comment);
        let (source, target) = (self.name(found.source), self.name(found.target));
        let reason = format!("\"{source}\" and \"{target}\" read like the ends of a link");
        self.because(Confidence::Sure, reason);
        true
    }

    /// Further columns about ends that were asked for, by the names of both.
    fn others_by_name(&mut self) {
        let plain = self.plain_names();
        let Some(found) = names::ends(&plain, &|column| self.may_be_end(column)) else { return };
        let is_asked = Some(found.source) == self.position(ColumnRole::Source)
            && Some(found.target) == self.position(ColumnRole::Target);
        for (column, role) in found.others.into_iter().filter(|_| is_asked) {
            self.give(column, role);
        }
    }

    fn take_ends(&mut self, (source, target): (usize, usize), confidence: Confidence, why: &str) -> bool {
        self.give(source, ColumnRole::Source);
        self.give(target, ColumnRole::Target);
        let (source, target) = (self.name(source), self.name(target));
        let reason = format!("The columns \"{source}\" and \"{target}\" were taken for the ends of links: {why}");
        self.because(confidence, reason);
        true
    }

    /// Columns that hold ids of the table of actors.
    fn ends_by_ids(&mut self) -> bool {
        let Some(ids) = self.hints.ids else { return false };
        let is_of_ids = |column: &usize| {
            let (known, all) =
                (self.look.cells(*column).filter(|cell| ids.contains(*cell)).count(), self.look.cells(*column).count());
            self.may_be_end(*column) && known > 0 && known * 10 >= all * 8
        };
        let found: Vec<usize> = (0..self.roles.len()).filter(is_of_ids).take(2).collect();
        match found[..] {
            [source, target] => self.take_ends((source, target), Confidence::Likely, "they hold ids of the actors"),
            _ => false,
        }
    }

    /// Without names of columns the first two are the ends; of three texts it may be the first and the last.
    fn ends_without_names(&mut self) -> bool {
        let is_named = self.look.columns.iter().any(|column| column.is_named);
        if is_named || self.roles.len() < 2 || !self.look.is_table {
            return false;
        }
        if self.roles.len() == 3 && content::is_triple(self.look) {
            self.give(1, ColumnRole::Type);
            self.directed = Some(true);
            return self.take_ends((0, 2), Confidence::Unsure, "the column between them holds few different texts");
        }
        if !self.may_be_end(0) || !self.may_be_end(1) {
            return false;
        }
        if matches!(self.kind_of_third(), Some(ColumnKind::Number | ColumnKind::WholeNumber)) {
            self.give(2, ColumnRole::Weight);
        }
        self.take_ends((0, 1), Confidence::Unsure, "the table has no names of columns, and these are the first two")
    }

    fn kind_of_third(&self) -> Option<ColumnKind> {
        (self.roles.len() == 3 && self.look.columns[2].filled > 0).then(|| self.kind(2))
    }

    /// Columns that hold the same texts, or the only two there are.
    fn ends_by_cells(&mut self) -> bool {
        let texts: Vec<usize> = (0..self.roles.len())
            .filter(|column| self.may_be_end(*column) && self.look.columns[*column].filled > 0)
            .collect();
        if let ([source, target], 2) = (&texts[..], self.roles.len()) {
            return self.take_ends((*source, *target), Confidence::Unsure, "there are no others");
        }
        match content::alike(self.look, &texts) {
            Some(pair) => self.take_ends(pair, Confidence::Unsure, "they hold the same texts"),
            None => false,
        }
    }
}
