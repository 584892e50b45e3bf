//! Dates as GEXF writes them: the first and last day, or spells; and whether that says all there is.

use std::borrow::Cow;
use std::io;

use super::time::{Span, hull};
use crate::io::carry::Attribute;
use crate::io::xml::pen::Pen;
use crate::model::{ActorIx, Cell, ColumnKind, Columns, Day, Graph, LinkIx, When};

/// The dates of a record.
#[derive(Default)]
pub struct Dates {
    span: Span<'static>,
    spells: Vec<Span<'static>>,
    is_exact: bool,
}

const WHEN: &str = "when";
const SPELLS: &str = "spells";

/// The dates of an actor: its detail "when", where that is a column of dates.
pub fn of_actor(graph: &Graph, actor: ActorIx) -> Dates {
    let columns = graph.actor_columns();
    let column = columns.by_name(WHEN).filter(|column| column.kind() == ColumnKind::Date);
    match column.and_then(|column| column.cell(actor.get())) {
        Some(Cell::Date(text)) => Dates::of(&When::new(text), columns, actor.get()),
        _ => Dates::default(),
    }
}

/// The dates of a link.
pub fn of_link(graph: &Graph, link: LinkIx) -> Dates {
    match &graph.link(link).when {
        Some(when) => Dates::of(when, graph.link_columns(), link.get()),
        None => Dates::default(),
    }
}

/// Whether an attribute says something that dates may say too.
pub fn concern(attribute: &Attribute) -> bool {
    matches!((attribute.name.as_str(), attribute.kind), (WHEN, ColumnKind::Date) | (SPELLS, ColumnKind::TextList))
}

/// Whether any record has dates that GEXF can write.
pub fn are_there(graph: &Graph) -> bool {
    graph.links().any(|(link, _)| of_link(graph, link).is_written())
        || graph.actors().any(|(actor, _)| of_actor(graph, actor).is_written())
}

/// Whether a text is a day with four digits for the year, as the schema has it.
pub fn is_day(text: &str) -> bool {
    text.len() == 10 && When::new(text).earliest().and_then(day_text).as_deref() == Some(text)
}

impl Dates {
    fn of(when: &When, columns: &Columns, row: usize) -> Self {
        let spells = spells_of(when, columns, row);
        if !spells.is_empty() {
            return Self { span: Span::default(), spells, is_exact: true };
        }
        let day = |day: Option<Day>| day.and_then(day_text).map(Cow::Owned);
        let (start, end) = (day(when.earliest()), day(when.latest()));
        // A day that cannot be written must not look like an open end.
        let is_cut = start.is_some() != when.earliest().is_some() || end.is_some() != when.latest().is_some();
        if is_cut {
            return Self::default();
        }
        let span = Span { start, end, ..Span::default() };
        let is_exact = span.dates(true).is_some_and(|dates| dates.when == when.text());
        Self { span, spells, is_exact }
    }

    fn is_written(&self) -> bool {
        !self.span.is_open() || !self.spells.is_empty()
    }

    /// Whether these dates do not say all that an attribute says which they concern.
    pub fn leave_open(&self, attribute: &Attribute) -> bool {
        if attribute.name == WHEN { !self.is_exact } else { self.spells.is_empty() }
    }

    /// Adds the ends to the tag of the record.
    pub fn write_ends(&self, pen: &mut Pen<'_>) {
        write_span(pen, &self.span);
    }

    /// Writes the spells inside the record.
    pub fn write_spells(&self, pen: &mut Pen<'_>) -> io::Result<()> {
        if self.spells.is_empty() {
            return Ok(());
        }
        pen.open("spells")?;
        for spell in &self.spells {
            pen.open("spell")?;
            write_span(pen, spell);
            pen.close();
        }
        pen.close();
        Ok(())
    }
}

fn write_span(pen: &mut Pen<'_>, span: &Span<'_>) {
    for (name, bound) in [("start", &span.start), ("end", &span.end)] {
        if let Some(bound) = bound {
            pen.attribute(name, bound);
        }
    }
}

/// The spells that the detail "spells" lists, where all of them are days and reading them gives the same date again.
fn spells_of(when: &When, columns: &Columns, row: usize) -> Vec<Span<'static>> {
    let Some(Cell::TextList(texts)) = columns.by_name(SPELLS).and_then(|column| column.cell(row)) else {
        return Vec::new();
    };
    let spells: Option<Vec<Span<'static>>> = texts.iter().map(|text| spell_of(text)).collect();
    spells
        .filter(|spells| {
            let dates = hull(spells).dates(true);
            spells.len() > 1 && dates.is_some_and(|dates| dates.is_exact && dates.when == when.text())
        })
        .unwrap_or_default()
}

fn spell_of(text: &str) -> Option<Span<'static>> {
    let (start, end) = text.split_once('/').unwrap_or((text, text));
    let bound = |text: &str| (text != "..").then(|| Cow::Owned(text.to_owned()));
    let span = Span { start: bound(start), end: bound(end), ..Span::default() };
    let are_days = [&span.start, &span.end].into_iter().flatten().all(|bound| is_day(bound));
    (are_days && !span.is_open() && span.words() == text).then_some(span)
}

fn day_text(day: Day) -> Option<String> {
    let Day { year, month, day } = day;
    (1..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}
