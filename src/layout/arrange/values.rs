//! What an axis is made of: a value for each node, out of a detail, a date, a type or a count. Places are in `axis`.

use std::collections::BTreeMap;

use super::axis::{Axis, Scale};
use crate::model::{ActorIx, Cell, Column, Day, Graph, LinkIx, Topology, WHEN_DETAIL, When};

/// What nodes are sorted by along an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The first date of the actor, or of its links where it has none of its own.
    Time,
    /// The type of the actor.
    Type,
    /// The number of its links.
    Links,
    /// One of its details: numbers and dates to scale, anything else by category.
    Detail(String),
}

impl By {
    /// The axis for the nodes of a topology of `graph`; `None` where no node has a value.
    #[must_use]
    pub fn axis(&self, graph: &Graph, topology: &Topology, is_upright: bool) -> Option<Axis> {
        let (values, scale) = match self {
            Self::Time => (times(graph, topology), Scale::Years),
            Self::Type => {
                let kinds = topology.actors().iter().map(|&actor| Some(graph.actor(actor).kind.to_string()));
                categories(kinds.map(|kind| kind.filter(|kind| !kind.is_empty())))
            }
            Self::Links => {
                let nodes = 0..topology.node_count() as u32;
                (nodes.map(|node| Some(f64::from(topology.degree(node)))).collect(), Scale::Numbers)
            }
            Self::Detail(name) => of_column(graph.actor_columns().by_name(name)?, topology),
        };
        let title = self.words().to_owned();
        values.iter().any(Option::is_some).then_some(Axis { title, values, scale, is_upright })
    }

    /// Everything that actors of `graph` can be sorted by, in the order of the file.
    #[must_use]
    pub fn all(graph: &Graph) -> Vec<Self> {
        let has_dates = graph.links().any(|(_, link)| day_of_link(link.when.as_ref()).is_some())
            || graph.actor_columns().by_name(WHEN_DETAIL).is_some();
        let has_types = graph.actors().any(|(_, actor)| !actor.kind.is_empty());
        let details = graph.actor_columns().iter().map(|column| Self::Detail(column.name.clone()));
        let others = [(has_dates, Self::Time), (has_types, Self::Type), (true, Self::Links)];
        others.into_iter().filter_map(|(has, by)| has.then_some(by)).chain(details).collect()
    }

    /// The words for it.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Time => "first date",
            Self::Type => "type",
            Self::Links => "number of links",
            Self::Detail(name) => name,
        }
    }
}

fn of_column(column: &Column, topology: &Topology) -> (Vec<Option<f64>>, Scale) {
    let cells = || topology.actors().iter().map(|&actor| column.cell(actor.get()));
    let number = |cell: Cell<'_>| match cell {
        Cell::Number(number) => Some(number),
        Cell::WholeNumber(number) => Some(number as f64),
        Cell::Date(text) => When::new(text).earliest().map(Day::in_years),
        _ => None,
    };
    let is_scale = cells().flatten().all(|cell| number(cell).is_some());
    if is_scale {
        let is_date = cells().flatten().any(|cell| matches!(cell, Cell::Date(_)));
        let scale = if is_date { Scale::Years } else { Scale::Numbers };
        return (cells().map(|cell| cell.and_then(number)).collect(), scale);
    }
    categories(cells().map(|cell| cell.map(|cell| cell.to_value().words())))
}

/// The place of each text among all of them, in alphabetical order.
fn categories(texts: impl Iterator<Item = Option<String>>) -> (Vec<Option<f64>>, Scale) {
    let texts: Vec<Option<String>> = texts.collect();
    let mut numbers: BTreeMap<&str, f64> = texts.iter().flatten().map(|text| (text.as_str(), 0.0)).collect();
    for (place, number) in numbers.values_mut().enumerate() {
        *number = place as f64;
    }
    let values = texts.iter().map(|text| text.as_deref().map(|text| numbers[text])).collect();
    (values, Scale::Names(numbers.into_keys().map(str::to_owned).collect()))
}

/// The first date of each node, in years.
fn times(graph: &Graph, topology: &Topology) -> Vec<Option<f64>> {
    let mut of_links: Vec<Option<Day>> = vec![None; topology.node_count()];
    for (&link, &(source, target)) in topology.links().iter().zip(topology.ends()) {
        let Some(day) = day(graph, link) else { continue };
        for node in [source, target] {
            let first = &mut of_links[node as usize];
            *first = Some(first.map_or(day, |first| first.min(day)));
        }
    }
    let own = |actor: ActorIx| graph.when_of_actor(actor)?.earliest();
    let days = topology.actors().iter().zip(of_links).map(|(&actor, of_links)| own(actor).or(of_links));
    days.map(|day| day.map(Day::in_years)).collect()
}

fn day(graph: &Graph, link: LinkIx) -> Option<Day> {
    day_of_link(graph.link(link).when.as_ref())
}

/// The first day of a link; of one whose beginning is open, the last.
fn day_of_link(when: Option<&When>) -> Option<Day> {
    when.and_then(|when| when.earliest().or(when.latest()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ColumnKind, Columns, GraphBuilder, Link, Value, graph_from_drawing};

    fn with_detail(kind: ColumnKind, values: [Option<Value>; 3]) -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for key in ["a", "b", "c"] {
            let actor = crate::model::Actor { key: key.into(), ..Default::default() };
            builder.add_actor(actor).expect("free");
        }
        let mut column = Column::new("x", kind, true);
        for (row, value) in values.into_iter().enumerate() {
            if let Some(value) = value {
                column.set(row, value).expect("it fits");
            }
        }
        builder.set_actor_columns(Columns::from_iter([column]));
        builder.finish()
    }

    fn axis(graph: &Graph, by: &By) -> Option<(Vec<Option<f64>>, Scale)> {
        by.axis(graph, &Topology::whole(graph), false).map(|axis| (axis.values, axis.scale))
    }

    #[test]
    fn numbers_and_dates_are_to_scale_and_words_are_categories() {
        let by = By::Detail("x".into());
        let numbers =
            with_detail(ColumnKind::WholeNumber, [Some(Value::WholeNumber(5)), None, Some(Value::WholeNumber(-1))]);
        assert_eq!(axis(&numbers, &by), Some((vec![Some(5.0), None, Some(-1.0)], Scale::Numbers)));
        let date = |text: &str| Some(Value::Date(text.into()));
        let dates = with_detail(ColumnKind::Date, [date("2001"), date("2000-07"), date("1999/2003")]);
        assert_eq!(axis(&dates, &by), Some((vec![Some(2001.0), Some(2000.5), Some(1999.0)], Scale::Years)));
        let text = |text: &str| Some(Value::Text(text.into()));
        let words = with_detail(ColumnKind::Text, [text("west"), text("east"), text("west")]);
        let names = Scale::Names(vec!["east".to_owned(), "west".to_owned()]);
        assert_eq!(axis(&words, &by), Some((vec![Some(1.0), Some(0.0), Some(1.0)], names)));
        assert_eq!(axis(&words, &By::Detail("y".into())), None);
        assert_eq!(axis(&words, &By::Time), None);
    }

    #[test]
    fn an_actor_stands_at_the_first_of_its_links() {
        let mut builder = GraphBuilder::new("", "");
        for key in ["a", "b", "c"] {
            let actor = crate::model::Actor { key: key.into(), ..Default::default() };
            builder.add_actor(actor).expect("free");
        }
        for (key, ends, when) in [("1", (0, 1), "2010"), ("2", (1, 2), "2005"), ("3", (0, 2), "soon")] {
            let mut link = Link { key: key.into(), ..Link::default() };
            link.when = Some(When::new(when));
            builder.add_link(ActorIx(ends.0), ActorIx(ends.1), link).expect("free");
        }
        let graph = builder.finish();
        assert_eq!(axis(&graph, &By::Time), Some((vec![Some(2010.0), Some(2005.0), Some(2005.0)], Scale::Years)));
        assert_eq!(By::all(&graph), [By::Time, By::Links]);
    }

    #[test]
    fn everything_can_be_sorted_by_links() {
        let graph = graph_from_drawing("A-B A-C");
        assert_eq!(axis(&graph, &By::Links), Some((vec![Some(2.0), Some(1.0), Some(1.0)], Scale::Numbers)));
    }
}
