//! Lists of a DL file: a tie a line, or a row with all its columns.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::header::{Header, Layout, open_quote};
use super::scan::Scanner;
use super::{labels, relation, sides, tell_two_modes};
use crate::io::draft::{Draft, Field};
use crate::io::error::{ReadError, counted};
use crate::io::input::Input;
use crate::io::plain::sides::Sides;
use crate::io::plain::words::{Line, Word, finite, lines};
use crate::io::quote::short;
use crate::model::{ActorIx, LinkIx, Value, Warning};

/// A list while it is read.
struct Reader<'h, 'a> {
    header: &'h Header<'a>,
    /// The actors of rows and columns, where the header says how many there are.
    sides: Option<Sides>,
    /// The same by their labels, in small letters where none is written so; empty where the data names actors by their numbers.
    rows: HashMap<Cow<'a, str>, ActorIx>,
    columns: HashMap<Cow<'a, str>, ActorIx>,
    /// Whether columns are the actors of the rows, and have no list of their own.
    is_one_list: bool,
    matrix: usize,
    matrices: usize,
    relation: String,
    /// The row of the next line, where lines do not name it.
    row: usize,
}

/// Which end of a tie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Row,
    Column,
}

pub(super) fn read(
    input: &mut Input<'_>,
    draft: &mut Draft,
    header: &Header<'_>,
    scanner: Scanner<'_>,
) -> Result<(), ReadError> {
    let mut reader = Reader::new(input, draft, header, scanner.at())?;
    for line in lines(scanner.rest()) {
        let line = Line { text: line.text, at: scanner.at() + line.at };
        input.tick(line.at)?;
        let mut words = Vec::new();
        let mut scanner = Scanner::new(line.text, line.at);
        while let Some(word) = scanner.value().map_err(|quote| open_quote(input, &quote))? {
            words.push(word);
        }
        reader.read_line(input, draft, &words)?;
    }
    reader.finish(input, draft);
    Ok(())
}

impl<'h, 'a> Reader<'h, 'a> {
    fn new(input: &mut Input<'_>, draft: &mut Draft, header: &'h Header<'a>, at: usize) -> Result<Self, ReadError> {
        let embedded = header.embedded.rows || header.embedded.columns;
        let are_listed = !header.row_labels.is_empty() || !header.column_labels.is_empty();
        let sides = match (header.rows, header.columns) {
            (Some(rows), Some(columns)) if !embedded || are_listed => {
                let (rows, columns) = labels(input, draft, header, rows, columns);
                Some(sides(input, draft, (&rows, &columns), header.two_mode, at)?)
            }
            _ => None,
        };
        if let Some(sides) = &sides {
            tell_two_modes(draft, sides);
        } else {
            draft.links_make_actors();
        }
        let mut known = |labels: &[Word<'a>], end: End| -> Result<HashMap<Cow<'a, str>, ActorIx>, ReadError> {
            let Some(sides) = sides.as_ref().filter(|_| embedded) else { return Ok(HashMap::new()) };
            let actor = |position| if end == End::Row { sides.row(position) } else { sides.column(position) };
            let mut known = HashMap::with_capacity(labels.len());
            for (position, label) in labels.iter().enumerate() {
                input.step()?;
                let Some(actor) = actor(position) else { continue };
                known.entry(label.text.clone()).or_insert(actor);
                // UCINET itself does not tell small letters from large ones.
                if label.text.chars().any(char::is_uppercase) {
                    known.entry(label.text.to_lowercase().into()).or_insert(actor);
                }
            }
            Ok(known)
        };
        let is_one_list = Rc::ptr_eq(&header.row_labels, &header.column_labels)
            && sides.as_ref().is_some_and(|sides| !sides.two_mode);
        let matrices = header.matrices.unwrap_or(1);
        Ok(Self {
            is_one_list,
            rows: known(&header.row_labels, End::Row)?,
            columns: if is_one_list { HashMap::new() } else { known(&header.column_labels, End::Column)? },
            header,
            sides,
            matrix: 0,
            matrices,
            relation: relation(header, 0, matrices),
            row: 0,
        })
    }

    fn read_line(&mut self, input: &mut Input<'_>, draft: &mut Draft, words: &[Word<'_>]) -> Result<(), ReadError> {
        let [first, rest @ ..] = words else { return Ok(()) };
        if first.text == "!" && rest.is_empty() {
            (self.matrix, self.row) = (self.matrix + 1, 0);
            if self.matrix == self.matrices {
                let what = format!("a further matrix begins here, but the header announces {}.", self.matrices);
                return Err(input.broken(first.at, what, "one too many"));
            }
            self.relation = relation(self.header, self.matrix, self.matrices);
            return Ok(());
        }
        match self.header.layout {
            Layout::EdgeList => self.read_edge(input, draft, first, rest),
            Layout::EdgeArray => self.read_edges(input, draft, first, rest),
            Layout::CountedNodeList => {
                self.row += 1;
                let count = first.text.parse::<usize>();
                if count != Ok(rest.len()) {
                    let what = format!("the row announces \"{}\" columns and has {}.", short(&first.text), rest.len());
                    return Err(input.broken(first.at, what, "expected the number of columns that follow"));
                }
                let row = Word { text: self.row.to_string().into(), at: first.at, quoted: false };
                self.read_row(input, draft, &row, rest)
            }
            _ => self.read_row(input, draft, first, rest),
        }
    }

    fn read_row(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        row: &Word<'_>,
        columns: &[Word<'_>],
    ) -> Result<(), ReadError> {
        let source = self.end(input, draft, row, End::Row)?;
        for (rank, column) in (1..).zip(columns) {
            let target = self.end(input, draft, column, End::Column)?;
            let link = self.link(input, draft, source, target, row.at);
            if self.header.layout == Layout::RankedList {
                let detail = draft.link_detail("rank", None);
                draft.put_link(link, detail, Value::WholeNumber(rank), None);
            }
        }
        Ok(())
    }

    fn read_edge(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        row: &Word<'_>,
        rest: &[Word<'_>],
    ) -> Result<(), ReadError> {
        let [column, value @ ..] = rest else {
            return Err(input.broken(row.at, "a tie has no target.", "one actor, where two are expected"));
        };
        if let Some(more) = value.get(1) {
            return Err(input.broken(more.at, "a tie has more than two actors and a value.", "a fourth value"));
        }
        let (source, target) = (self.end(input, draft, row, End::Row)?, self.end(input, draft, column, End::Column)?);
        let weight = value.first().map(|value| weight(input, value)).transpose()?;
        let link = self.link(input, draft, source, target, row.at);
        if let Some(weight) = weight {
            draft.put_link(link, Field::Weight, Value::Number(weight), None);
        }
        Ok(())
    }

    /// A value for each matrix; zero is no tie in it.
    fn read_edges(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        row: &Word<'_>,
        rest: &[Word<'_>],
    ) -> Result<(), ReadError> {
        let [column, values @ ..] = rest else {
            return Err(input.broken(row.at, "a tie has no target.", "one actor, where two are expected"));
        };
        if values.len() != self.matrices {
            let (has, wants) = (counted(values.len(), "value"), self.matrices);
            return Err(input.broken(row.at, format!("the tie has {has}, where {wants} are expected."), ""));
        }
        let (source, target) = (self.end(input, draft, row, End::Row)?, self.end(input, draft, column, End::Column)?);
        for (matrix, value) in values.iter().enumerate() {
            let weight = weight(input, value)?;
            if weight != 0.0 {
                self.relation = relation(self.header, matrix, self.matrices);
                let link = self.link(input, draft, source, target, row.at);
                draft.put_link(link, Field::Weight, Value::Number(weight), None);
            }
        }
        Ok(())
    }

    fn link(&self, input: &mut Input<'_>, draft: &mut Draft, source: ActorIx, target: ActorIx, at: usize) -> LinkIx {
        let line = Some(input.line(at));
        let link = draft.link(source, target, None, !self.two_mode(), line);
        draft.put_link(link, Field::Kind, Value::Text(self.relation.clone()), line);
        link
    }

    fn two_mode(&self) -> bool {
        self.sides.as_ref().map_or(self.header.two_mode, |sides| sides.two_mode)
    }

    /// The actor that a word names: by its number, or where labels stand in the data by its label.
    fn end(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        word: &Word<'_>,
        end: End,
    ) -> Result<ActorIx, ReadError> {
        let (embedded, known) = match end {
            End::Row => (self.header.embedded.rows, &self.rows),
            End::Column => (self.header.embedded.columns, if self.is_one_list { &self.rows } else { &self.columns }),
        };
        let is_counted = self.header.layout == Layout::CountedNodeList && end == End::Row;
        if embedded && !is_counted {
            let label = &*word.text;
            if let Some(actor) = known.get(label).or_else(|| known.get(label.to_lowercase().as_str())) {
                return Ok(*actor);
            }
            if self.sides.is_some() {
                let what = format!("the actor \"{}\" is not among the labels of the header.", short(label));
                return Err(input.broken(word.at, what, "there is no such label"));
            }
            input.check_name(word.at, label, "the id of an actor")?;
            return Ok(self.by_label(input, draft, word, end));
        }
        let Ok(number) = word.text.parse::<usize>() else {
            let what = format!("the actor \"{}\" is not a number.", short(&word.text));
            return Err(input.broken(word.at, what, "expected the number of an actor"));
        };
        let Some(sides) = &self.sides else {
            let line = Some(input.line(word.at));
            return Ok(draft.mention(&number.to_string(), line));
        };
        let position = number.checked_sub(1);
        let actor = position.and_then(|at| if end == End::Row { sides.row(at) } else { sides.column(at) });
        actor.ok_or_else(|| {
            let (list, size) = match end {
                End::Row => ("row", self.header.rows),
                End::Column => ("column", self.header.columns),
            };
            let what = format!("there is no {list} {number}; the header announces {}.", size.unwrap_or_default());
            input.broken(word.at, what, "no such number")
        })
    }

    /// An actor that only the data names. With two modes, a row and a column of one label are two actors.
    fn by_label(&mut self, input: &mut Input<'_>, draft: &mut Draft, word: &Word<'_>, end: End) -> ActorIx {
        let line = Some(input.line(word.at));
        if !self.header.two_mode {
            return draft.mention(&word.text, line);
        }
        let number = draft.actor_count() + 1;
        let actor = crate::io::plain::names::declare_named(draft, &word.text, number, line);
        let (known, kind) = match end {
            End::Row => (&mut self.rows, "row"),
            End::Column => (&mut self.columns, "column"),
        };
        draft.put_actor(actor, Field::Kind, Value::Text(kind.to_owned()), line);
        known.insert(word.text.clone().into_owned().into(), actor);
        actor
    }

    /// Says where the data names fewer actors than the header announces.
    fn finish(self, input: &mut Input<'_>, draft: &mut Draft) {
        let announced = match (self.header.rows, self.header.columns) {
            (Some(rows), Some(columns)) if self.header.two_mode => rows + columns,
            (Some(rows), _) => rows,
            _ => return,
        };
        let named = draft.actor_count();
        if self.sides.is_none() && named > announced {
            let what = format!("The header announces {}, the data names {named}", counted(announced, "actor"));
            draft.warn(Some(input.line(0)), Warning::Repaired { what });
        } else if self.sides.is_none() && named < announced {
            let what =
                format!("the actors that the data does not name: the header announces {announced}, there are {named}");
            draft.warn(Some(input.line(0)), Warning::LeftOut { what });
        }
    }
}

fn weight(input: &Input<'_>, word: &Word<'_>) -> Result<f64, ReadError> {
    finite(&word.text).ok_or_else(|| input.broken(word.at, "the value of a tie is not a number.", "expected a number"))
}
