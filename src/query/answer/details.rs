//! Terms that ask for a detail of the file, whatever type its values have.

use super::{Asking, Fits, misread};
use crate::model::{Cell, Column, Columns, When};
use crate::query::Misread;
use crate::query::field::FIELDS;
use crate::query::parse::{Relation, Term};
use crate::query::values::{DateTest, NumberTest, TextTest, number};
use crate::text::fold;

impl Asking<'_> {
    /// A detail of actors or links, by the name of its column.
    pub(super) fn detail(&self, term: &Term) -> Result<Fits, Misread> {
        let graph = self.ground.graph;
        let wanted = fold(&term.field);
        let of = |columns: &'_ Columns| -> Vec<usize> {
            let named = columns.iter().enumerate().filter(|(_, column)| fold(&column.name).trim() == wanted.trim());
            named.map(|(at, _)| at).collect()
        };
        let (of_actors, of_links) = (of(graph.actor_columns()), of(graph.link_columns()));
        if of_actors.is_empty() && of_links.is_empty() {
            return Err(Misread { range: term.places.0.clone(), message: self.unknown(&term.field) });
        }
        let mut fits = self.fits(|_, _| false, |_, _| false);
        let mut tests = CellTests::new(term);
        for (columns, places, flags) in
            [(graph.actor_columns(), of_actors, &mut fits.actors), (graph.link_columns(), of_links, &mut fits.links)]
        {
            for place in places {
                let Some(column) = columns.iter().nth(place) else { continue };
                tests.check(term, column)?;
                for (row, cell) in column.filled() {
                    if row < flags.len() && tests.fit(cell) {
                        flags[row] = true;
                    }
                }
            }
        }
        Ok(fits)
    }

    /// That there is no such field, and which there are.
    fn unknown(&self, name: &str) -> String {
        let graph = self.ground.graph;
        let mut details: Vec<&str> = graph
            .actor_columns()
            .iter()
            .chain(graph.link_columns().iter())
            .map(|column| column.name.as_str())
            .collect();
        details.sort_unstable();
        details.dedup();
        details.truncate(8);
        let own = if details.is_empty() { String::new() } else { format!("; details: {}", details.join(", ")) };
        let fields: Vec<&str> = FIELDS.iter().map(|help| help.name).collect();
        format!(
            "There is no field “{name}”. Fields: {}{own}. In quotation marks it is looked for as words.",
            fields.join(", ")
        )
    }
}

/// The tests of a term for cells of any kind, as far as its values make sense for that kind.
struct CellTests {
    texts: Vec<TextTest>,
    numbers: Vec<NumberTest>,
    dates: Vec<DateTest>,
    answers: Vec<bool>,
    is_not: bool,
}

impl CellTests {
    fn new(term: &Term) -> Self {
        let values = || term.values.iter();
        let yes_no = |value: &String| match fold(value).trim() {
            "yes" | "true" | "1" => Some(true),
            "no" | "false" | "0" => Some(false),
            _ => None,
        };
        Self {
            texts: values().filter_map(|value| TextTest::new(term.relation, value)).collect(),
            numbers: values().filter_map(|value| NumberTest::new(term.relation, value)).collect(),
            dates: values().filter_map(|value| DateTest::new(term.relation, value)).collect(),
            answers: values().filter_map(yes_no).collect(),
            is_not: term.relation == Relation::IsNot,
        }
    }

    /// Whether the values make sense for the kind of a column.
    fn check(&mut self, term: &Term, column: &Column) -> Result<(), Misread> {
        use crate::model::ColumnKind;
        let name = &column.name;
        let count = term.values.len();
        let is_fine = match column.kind() {
            ColumnKind::Number | ColumnKind::WholeNumber => self.numbers.len() == count,
            ColumnKind::Date => self.dates.len() == count,
            ColumnKind::YesNo => self.answers.len() == count,
            _ => self.texts.len() == count || self.numbers.len() == count,
        };
        if is_fine {
            return Ok(());
        }
        misread(
            term,
            match column.kind() {
                ColumnKind::Number | ColumnKind::WholeNumber => format!("“{name}” is a number."),
                ColumnKind::Date => format!("“{name}” is a date, such as 2014, 2014-03 or 2014..2016."),
                ColumnKind::YesNo => format!("“{name}” is yes or no."),
                _ => format!("“{name}” is a text; compare it with : or =."),
            },
        )
    }

    fn fit(&self, cell: Cell<'_>) -> bool {
        let text = |text: &str| {
            self.texts.iter().any(|test| test.fits(text))
                || self.texts.is_empty() && number(text).is_some_and(|number| self.number(number))
        };
        match cell {
            Cell::Text(words) => text(words),
            Cell::Number(number) => self.number(number),
            Cell::WholeNumber(number) => self.number(number as f64),
            Cell::YesNo(yes) => self.answers.contains(&yes) != self.is_not,
            Cell::Date(written) => {
                let when = When::new(written);
                self.dates.iter().any(|test| test.fits(&when))
            }
            Cell::TextList(texts) => texts.iter().any(|one| text(one)),
            Cell::Other(json) => text(json.as_str()),
        }
    }

    fn number(&self, number: f64) -> bool {
        self.numbers.iter().any(|test| test.fits(number))
    }
}
