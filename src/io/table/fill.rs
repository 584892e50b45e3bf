//! The rows of a table become actors and links of a draft, as a `Plan` says.

use std::borrow::Cow;
use std::ops::Range;

use super::dates;
use super::guess::direction as direction_of;
use super::header::CellKind;
use super::plan::{Bound, Of, Plan, Slot, whole_float};
use super::split::{Cell, NO_NUMBER, Pair, Row, Sort};
use crate::io::colours::css_colour;
use crate::io::draft::{Draft, Field, with_point};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::limits::SHEET_COLUMNS;
use crate::io::plain::direction;
use crate::io::quote::short;
use crate::model::{About, ActorIx, ColumnKind, LinkIx, Value, Warning};

/// Puts rows into a draft, and remembers what is to be said once for all of them.
pub struct Filler {
    plan: Plan,
    /// The first date that was written anew.
    date_rewritten: Option<(String, String)>,
    labels_field: Option<Field>,
    /// The links whose direction all of them together will tell: those that follow each other as one.
    undecided: Vec<Range<u32>>,
    /// Room for the ends of pairs.
    ends: Vec<[Option<ActorIx>; 2]>,
}

/// The records that a row speaks of.
#[derive(Clone, Copy, Debug, Default)]
struct Records {
    actor: Option<ActorIx>,
    link: Option<(LinkIx, ActorIx, ActorIx)>,
}

/// What several cells of a row say together.
#[derive(Default)]
struct Together {
    start: String,
    end: String,
    x: Option<f64>,
    y: Option<f64>,
}

impl Filler {
    /// For the rows of a table.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self { plan, date_rewritten: None, labels_field: None, undecided: Vec::new(), ends: Vec::new() }
    }

    /// Takes a row over.
    ///
    /// # Errors
    /// Where an id or a text is beyond a limit.
    pub fn row(&mut self, input: &Input<'_>, draft: &mut Draft, row: &Row<'_>) -> Result<(), ReadError> {
        self.settle(draft);
        let (mut source, mut target, mut own, mut link, mut directed) = (None, None, None, None, None);
        let mut has_more = false;
        if let Some(far) = row.cells.last().filter(|cell| cell.column >= SHEET_COLUMNS) {
            let what = format!("the row has a filled cell beyond column {SHEET_COLUMNS}, which is the limit.");
            return Err(input.beyond(far.at as usize, what));
        }
        for cell in &row.cells {
            input.check_text(cell.at as usize, cell.text.len())?;
            match self.plan.slots.get(cell.column as usize) {
                Some(Slot::Source) => source = filled(cell),
                Some(Slot::Target) => target = filled(cell),
                Some(Slot::ActorId) => own = filled(cell),
                Some(Slot::LinkId) => link = filled(cell),
                Some(Slot::Direction) => match direction_of(&cell.text) {
                    Some(known) => directed = Some(known),
                    None => has_more = true,
                },
                _ => has_more = true,
            }
        }
        for cell in [source, target, own, link].into_iter().flatten() {
            input.check_name(cell.at as usize, &cell.text, "an id")?;
        }
        let line = Some(row.line);
        if !self.plan.is_sheet && row.width != self.plan.width {
            self.tell_width(draft, row);
        }
        let mut records = Records::default();
        if self.plan.describes_actors() {
            let Some(own) = own else {
                draft.skip_actor(line, "The row on this line has no id");
                return Ok(());
            };
            let key = self.key_of(own);
            records.actor = Some(draft.declare(&key, line, false).actor);
        }
        let ends = match (source, target, records.actor) {
            (Some(source), Some(target), _) => {
                let source = draft.mention(&self.key_of(source), line);
                Some((source, draft.mention(&self.key_of(target), line)))
            }
            (None, Some(target), Some(actor)) if !self.plan.slots.contains(&Slot::Source) => {
                Some((actor, draft.mention(&self.key_of(target), line)))
            }
            (None, None, Some(_)) => None,
            (source, target, _) => {
                let missing = match (source, target) {
                    (None, None) => "neither source nor target",
                    (None, _) => "no source",
                    _ => "no target",
                };
                draft.skip_link(line, format!("The link on this line has {missing}"));
                None
            }
        };
        if ends.is_none() && records.actor.is_none() {
            return Ok(());
        }
        if let Some((source, target)) = ends {
            let key = link.map(|cell| cell.text.as_ref());
            let is_directed = directed.or(self.plan.directed);
            let link = draft.link(source, target, key, is_directed.unwrap_or(false), line);
            if is_directed.is_none() {
                decide_later(&mut self.undecided, link.0..link.0 + 1);
            }
            records.link = Some((link, source, target));
        }
        if has_more {
            self.put_all(draft, row, records);
        }
        Ok(())
    }

    /// Which columns of a row hold the source and the target, where rows can be taken over by [`Self::pairs`].
    #[must_use]
    pub fn columns_of_pairs(&self) -> Option<[usize; 2]> {
        self.plan.columns_of_pairs()
    }

    /// Takes rows over that are a source and a target each and nothing else.
    ///
    /// # Errors
    /// As [`Self::row`].
    pub fn pairs(
        &mut self,
        input: &Input<'_>,
        draft: &mut Draft,
        pairs: &[Pair<'_>],
        columns: [usize; 2],
    ) -> Result<(), ReadError> {
        // Looked up together, because the places of many actors can be fetched at once, which takes longest.
        self.ends.clear();
        self.ends.extend(pairs.iter().map(|pair| {
            columns.map(|column| match pair.numbers[column] {
                NO_NUMBER => draft.find(pair.texts[column]),
                number => draft.find_number(number),
            })
        }));
        for (pair, known) in pairs.iter().zip(&self.ends) {
            if pair.numbers.contains(&NO_NUMBER) {
                for (at, text) in pair.at.into_iter().zip(pair.texts) {
                    input.check_text(at, text.len())?;
                }
                for column in columns {
                    input.check_name(pair.at[column], pair.texts[column], "an id")?;
                }
            }
            let mut end =
                |side: usize| known[side].unwrap_or_else(|| draft.mention(pair.texts[columns[side]], Some(pair.line)));
            let (source, target) = (end(0), end(1));
            draft.link_later(source, target);
        }
        Ok(())
    }

    /// Makes the links of pairs, before there are others.
    fn settle(&mut self, draft: &mut Draft) {
        if draft.waiting().is_empty() {
            return;
        }
        let made = draft.make_waiting(self.plan.directed.unwrap_or(false));
        if self.plan.directed.is_none() {
            decide_later(&mut self.undecided, made);
        }
    }

    /// The id of an actor, with the space that it is unique in where there are several.
    fn key_of<'c>(&self, cell: &'c Cell<'_>) -> Cow<'c, str> {
        let is_whole = self.plan.whole_floats.contains(&cell.column);
        let id = whole_float(&cell.text).filter(|_| is_whole).unwrap_or(&cell.text);
        match self.plan.spaces.get(&cell.column) {
            Some(space) => Cow::Owned(format!("{space}{id}")),
            None => Cow::Borrowed(id),
        }
    }

    fn tell_width(&mut self, draft: &mut Draft, row: &Row<'_>) {
        let columns = self.plan.width;
        let beyond = row.cells.iter().filter(|cell| cell.column as usize >= columns).count();
        let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
        let what = if row.width < columns {
            format!(
                "The row has {} where there are {columns} columns; the missing ones were left empty",
                cells(row.width)
            )
        } else if beyond > 0 {
            format!(
                "The row has {} where there are {columns} columns; the cells beyond were kept as details",
                cells(row.width)
            )
        } else {
            return;
        };
        draft.warn(Some(row.line), Warning::Repaired { what });
    }

    fn put_all(&mut self, draft: &mut Draft, row: &Row<'_>, records: Records) {
        let mut together = Together::default();
        for cell in &row.cells {
            let slot = match self.plan.slots.get(cell.column as usize) {
                Some(Slot::Unmet) | None => self.plan.beyond(draft, cell.column),
                Some(slot) => *slot,
            };
            self.put(draft, row, records, cell, slot, &mut together);
        }
        let Together { start, end, x, y } = together;
        if !start.is_empty() || !end.is_empty() {
            put_when(draft, records, &dates::from_to(&start, &end), row.line);
        }
        if let (Some(x), Some(y), Some(actor)) = (x, y, records.actor) {
            draft.place(actor, x, y);
        }
    }

    fn put(
        &mut self,
        draft: &mut Draft,
        row: &Row<'_>,
        records: Records,
        cell: &Cell<'_>,
        slot: Slot,
        together: &mut Together,
    ) {
        let line = Some(row.line);
        let text = cell.text.as_ref();
        match slot {
            Slot::Source | Slot::Target | Slot::ActorId | Slot::LinkId | Slot::Nothing | Slot::Unmet => {}
            Slot::Direction if direction_of(text).is_some() => {}
            Slot::Field(of, field, kind) => put_field(draft, of, field, kind, records, cell, line),
            Slot::Weight => match (records.link, self.number(text)) {
                (Some((link, ..)), Some(weight)) => draft.put_link(link, Field::Weight, Value::Number(weight), line),
                _ => keep(draft, records, "weight", text, row.line),
            },
            Slot::When(bound) => {
                let date = self.date(text);
                match bound {
                    Bound::Both => put_when(draft, records, &date, row.line),
                    Bound::Start => together.start = date.into_owned(),
                    Bound::End => together.end = date.into_owned(),
                }
            }
            Slot::Aliases => {
                if let Some(actor) = records.actor {
                    let names = if text.contains('|') || text.starts_with('[') {
                        text.to_owned()
                    } else {
                        text.replace(';', "|")
                    };
                    draft.put_actor(actor, Field::Aliases, Value::Text(names), line);
                }
            }
            Slot::Labels => self.put_labels(draft, records, text, line),
            Slot::X | Slot::Y => match (self.number(text), slot) {
                (Some(number), Slot::X) => together.x = Some(number),
                (Some(number), _) => together.y = Some(number),
                (None, Slot::X) => keep(draft, records, "x", text, row.line),
                (None, _) => keep(draft, records, "y", text, row.line),
            },
            Slot::Size => match (records.actor, self.number(text)) {
                (Some(actor), Some(size)) if size > 0.0 => draft.looks().set_actor_size(actor, Some(size as f32)),
                _ => keep(draft, records, "size", text, row.line),
            },
            Slot::Colour(of) => match (of, css_colour(text), records) {
                (Of::Actor, Some(colour), Records { actor: Some(actor), .. }) => draft.colour_actor(actor, colour),
                (Of::Link, Some(colour), Records { link: Some((link, ..)), .. }) => {
                    draft.looks().set_link_colour(link, Some(colour));
                }
                _ => keep(draft, records, "colour", text, row.line),
            },
            Slot::Direction => keep(draft, records, "direction", text, row.line),
        }
    }

    fn number(&self, text: &str) -> Option<f64> {
        let text = if self.plan.commas { Cow::Owned(with_point(text)?) } else { Cow::Borrowed(text) };
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    fn date<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        match dates::edtf(text, self.plan.dates) {
            None => Cow::Borrowed(text),
            Some(date) => {
                if date != text && self.date_rewritten.is_none() {
                    self.date_rewritten = Some((text.to_owned(), date.clone().into_owned()));
                }
                date
            }
        }
    }

    /// Neo4j gives an actor several types, with semicolons between them: the first is the type, all are a detail.
    fn put_labels(&mut self, draft: &mut Draft, records: Records, text: &str, line: Option<u32>) {
        let Some(actor) = records.actor else { return };
        let labels: Vec<String> = text.split(';').map(|label| label.trim().to_owned()).collect();
        draft.put_actor(actor, Field::Kind, Value::Text(labels[0].clone()), line);
        if labels.len() > 1 {
            let field = *self.labels_field.get_or_insert_with(|| {
                let what = "Actors have several types: the first one is shown, all are in the detail \"labels\"";
                draft.warn(line, Warning::Reshaped { what: what.to_owned() });
                draft.actor_detail("labels", Some(ColumnKind::TextList))
            });
            draft.put_actor(actor, field, Value::TextList(labels), line);
        }
    }

    /// Says what is to be said once for all rows, and makes evidence of the columns that hold it.
    pub fn finish(self, draft: &mut Draft, file_name: &str) {
        let Self { plan, date_rewritten, mut undecided, .. } = self;
        let made = undecided.clone();
        if plan.directed.is_none() {
            decide_later(&mut undecided, draft.waiting());
        }
        let mut is_directed = plan.directed.unwrap_or(false);
        if !undecided.is_empty() {
            let links = undecided.iter().cloned().flatten().map(LinkIx);
            let pairs = links.map(|link| draft.ends(link)).map(|(source, target)| (source.0, target.0));
            is_directed = direction::has_both_ways(pairs);
            for link in made.into_iter().flatten().map(LinkIx).filter(|_| is_directed) {
                *draft.link_fields(link).directed = true;
            }
            draft.warn(None, Warning::Guessed { what: direction::reason(None, is_directed).to_owned() });
        }
        draft.make_waiting(is_directed);
        if let Some((text, date)) = date_rewritten {
            let what = format!("Dates such as \"{}\" were read as {date}", short(&text));
            draft.warn(None, Warning::Reshaped { what });
        }
        if !plan.whole_floats.is_empty() {
            let what =
                "Ids that are whole numbers with \".0\" behind them, such as 1.0, were read without it".to_owned();
            draft.warn(None, Warning::Reshaped { what });
        }
        for name in &plan.ignored {
            draft.warn(None, Warning::LeftOut { what: format!("the column \"{}\", as the mapping says", short(name)) });
        }
        draft.testify(&plan.testimony, file_name);
    }
}

fn filled<'c, 't>(cell: &'c Cell<'t>) -> Option<&'c Cell<'t>> {
    // The error of a formula names nobody.
    Some(cell).filter(|cell| !cell.text.is_empty() && cell.sort != Sort::Error)
}

fn decide_later(undecided: &mut Vec<Range<u32>>, links: Range<u32>) {
    match undecided.last_mut() {
        Some(run) if run.end == links.start => run.end = links.end,
        _ if links.is_empty() => {}
        _ => undecided.push(links),
    }
}

fn put_when(draft: &mut Draft, records: Records, date: &str, line: u32) {
    if let Some((link, ..)) = records.link.filter(|_| records.actor.is_none()) {
        draft.put_when(link, date, Some(line));
    } else if let Some(actor) = records.actor {
        let field = draft.actor_detail("when", Some(ColumnKind::Date));
        draft.put_actor(actor, field, Value::Date(date.to_owned()), Some(line));
    }
}

fn put_field(
    draft: &mut Draft,
    of: Of,
    field: Field,
    kind: Option<CellKind>,
    records: Records,
    cell: &Cell<'_>,
    line: Option<u32>,
) {
    let actor = match of {
        Of::Actor => records.actor,
        Of::Source => records.link.map(|(_, source, _)| source),
        Of::Target => records.link.map(|(.., target)| target),
        Of::Link => None,
    };
    let link = records.link.map(|(link, ..)| link).filter(|_| of == Of::Link);
    match (actor, link, said(field, kind, cell)) {
        (_, _, Said::Nothing) | (None, None, _) => {}
        (Some(actor), _, Said::Text) => draft.put_actor_text(actor, field, &cell.text, line),
        (Some(actor), _, Said::Value(value)) => draft.put_actor(actor, field, value, line),
        (None, Some(link), Said::Text) => draft.put_link_text(link, field, &cell.text, line),
        (None, Some(link), Said::Value(value)) => draft.put_link(link, field, value, line),
    }
}

/// What a cell says about its field.
enum Said {
    Nothing,
    Text,
    Value(Value),
}

fn said(field: Field, kind: Option<CellKind>, cell: &Cell<'_>) -> Said {
    let text = cell.text.as_ref();
    // An empty text in quotes is one only where the column is said to hold texts.
    if text.is_empty() && kind != Some(CellKind::One(ColumnKind::Text)) {
        return Said::Nothing;
    }
    if let Some(kind) = kind {
        // What is of another kind is put as a text, which the draft tells.
        return kind.value(text).map_or(Said::Text, Said::Value);
    }
    if !matches!(field, Field::Detail(_)) {
        return Said::Text;
    }
    let value = match cell.sort {
        Sort::Bare | Sort::Quoted | Sort::Text | Sort::Error => None,
        Sort::Number => text.parse().map(Value::WholeNumber).or_else(|_| text.parse().map(Value::Number)).ok(),
        Sort::List => serde_json::from_str(text).map(Value::TextList).ok(),
        Sort::YesNo => Some(Value::YesNo(text == "true")),
        Sort::Date => Some(Value::Date(text.to_owned())),
    };
    value.map_or(Said::Text, Said::Value)
}

/// Keeps what a cell says although its column should hold something else, and tells it.
fn keep(draft: &mut Draft, records: Records, field: &'static str, text: &str, line: u32) {
    let Records { actor, link } = records;
    if let Some((link, ..)) = link.filter(|_| actor.is_none()) {
        let detail = draft.link_text_detail(field);
        draft.put_link_text(link, detail, text, Some(line));
        let warning = Warning::ValueNotUnderstood { owner: draft.words_of_link(link), field, value: text.to_owned() };
        draft.warn_about(Some(line), warning, About::Link(link));
    } else if let Some(actor) = actor {
        let detail = draft.actor_text_detail(field);
        draft.put_actor_text(actor, detail, text, Some(line));
        let warning = Warning::ValueNotUnderstood { owner: draft.words_of_actor(actor), field, value: text.to_owned() };
        draft.warn_about(Some(line), warning, About::Actor(actor));
    }
}
