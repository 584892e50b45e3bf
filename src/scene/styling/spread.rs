//! What a rule that takes no work finds in a graph: types, details, what links rest on, dates.

use std::cmp::Reverse;

use hashbrown::HashMap;

use crate::model::{By, Cell, Column, ColumnKind, Day, Figures, Graph, Group, Groups, NO_GROUP, Spread, Stance, When};
use crate::scene::Standing;

/// The name of a group without one.
const NAMELESS: &str = "no type";

/// What a rule that goes by that finds among actors.
pub fn of_actors(graph: &Graph, by: &By) -> Spread {
    let bound = graph.actor_bound();
    match by {
        By::Type => grouped(bound, graph.actors().map(|(ix, actor)| (ix.get(), kind(&actor.kind)))),
        By::Detail(name) => graph.actor_columns().by_name(name).map_or_else(nothing, |column| {
            of_column(column, bound, |row| graph.has_actor(crate::model::ActorIx::new(row)))
        }),
        _ => nothing(),
    }
}

/// What a rule that goes by that finds among links.
pub fn of_links(graph: &Graph, by: &By) -> Spread {
    let bound = graph.link_bound();
    let figures = |figure: &dyn Fn(&crate::model::Link) -> Option<f64>, are_years| {
        let mut of = vec![f64::NAN; bound];
        for (ix, link) in graph.links() {
            of[ix.get()] = figure(link).filter(|figure| figure.is_finite()).unwrap_or(f64::NAN);
        }
        Spread::Figures(Figures { of, are_years })
    };
    match by {
        By::Type => grouped(bound, graph.links().map(|(ix, link)| (ix.get(), kind(&link.kind)))),
        By::Basis => grouped(bound, graph.links().map(|(ix, link)| (ix.get(), Standing::of(link).name()))),
        By::Weight => figures(&|link| link.weight, false),
        By::Passages => {
            let supports = |link: &crate::model::Link| {
                let mut passages: Vec<u32> = link
                    .evidence
                    .iter()
                    .filter(|one| one.stance == Stance::Supports)
                    .map(|one| one.passage.0)
                    .collect();
                passages.sort_unstable();
                passages.dedup();
                passages.len() as f64
            };
            figures(&|link| Some(supports(link)), false)
        }
        By::Date => {
            let day = |when: &When| when.earliest().or(when.latest());
            figures(&|link| link.when.as_ref().and_then(day).map(Day::in_years), true)
        }
        By::Detail(name) => graph.link_columns().by_name(name).map_or_else(nothing, |column| {
            of_column(column, bound, |row| graph.has_link(crate::model::LinkIx::new(row)))
        }),
        _ => nothing(),
    }
}

/// Each different figure as a group of its own.
pub fn by_value(figures: &Figures) -> Groups {
    let words = |value: f64| if value.fract() == 0.0 { format!("{value:.0}") } else { value.to_string() };
    let named = figures.of.iter().enumerate().filter(|(_, value)| value.is_finite());
    match grouped(figures.of.len(), named.map(|(row, value)| (row, words(*value)))) {
        Spread::Groups(groups) => groups,
        Spread::Figures(_) => Groups::default(),
    }
}

/// Whether a detail is a figure: numbers, or dates, of which those that are not understood are none.
pub fn is_figures(column: &Column) -> bool {
    match column.kind() {
        ColumnKind::Number | ColumnKind::WholeNumber | ColumnKind::Date => column.first_row().is_some(),
        ColumnKind::Mixed => {
            let mut cells = column.filled().map(|(_, cell)| number(cell)).peekable();
            cells.peek().is_some() && cells.all(|number| number.is_some())
        }
        ColumnKind::Text | ColumnKind::YesNo | ColumnKind::TextList => false,
    }
}

fn nothing() -> Spread {
    Spread::Groups(Groups::default())
}

fn kind(kind: &str) -> &str {
    if kind.trim().is_empty() { NAMELESS } else { kind }
}

fn number(cell: Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(number),
        Cell::WholeNumber(number) => Some(number as f64),
        Cell::Date(text) => When::new(text).earliest().map(Day::in_years),
        Cell::Other(json) => json.value().as_f64(),
        _ => None,
    }
}

fn of_column(column: &Column, bound: usize, is_there: impl Fn(usize) -> bool) -> Spread {
    let filled = || column.filled().filter(|(row, _)| *row < bound && is_there(*row));
    if is_figures(column) {
        let mut of = vec![f64::NAN; bound];
        let mut are_years = false;
        for (row, cell) in filled() {
            are_years |= matches!(cell, Cell::Date(_));
            of[row] = number(cell).filter(|number| number.is_finite()).unwrap_or(f64::NAN);
        }
        return Spread::Figures(Figures { of, are_years });
    }
    grouped(bound, filled().map(|(row, cell)| (row, cell.to_value().words())))
}

/// Who has the same words, the largest group first, then by the words.
fn grouped<W: AsRef<str>>(bound: usize, words: impl Iterator<Item = (usize, W)>) -> Spread {
    let mut place: HashMap<String, u32> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut of = vec![NO_GROUP; bound];
    for (row, words) in words {
        let words = words.as_ref();
        let at = match place.get(words) {
            Some(at) => *at,
            None => {
                let at = groups.len() as u32;
                place.insert(words.to_owned(), at);
                groups.push(Group { name: words.to_owned(), count: 0 });
                at
            }
        };
        groups[at as usize].count += 1;
        of[row] = at;
    }
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by(|one, other| {
        let key = |at: &usize| (Reverse(groups[*at].count), groups[*at].name.clone());
        key(one).cmp(&key(other))
    });
    let mut now = vec![0u32; groups.len()];
    for (place, before) in (0u32..).zip(&order) {
        now[*before] = place;
    }
    of.iter_mut().filter(|of| **of != NO_GROUP).for_each(|of| *of = now[*of as usize]);
    let sorted = order.into_iter().map(|at| groups[at].clone()).collect();
    Spread::Groups(Groups { of, groups: sorted, quality: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GraphBuilder, Value, graph_from_drawing};

    fn with_column(kind: ColumnKind, values: &[Option<Value>]) -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for number in 0..values.len() {
            let actor = crate::model::Actor { key: number.to_string().into(), ..crate::model::Actor::default() };
            builder.add_actor(actor).expect("new");
        }
        let mut column = Column::new("x", kind, true);
        for (row, value) in values.iter().enumerate() {
            if let Some(value) = value {
                column.set(row, value.clone()).expect("it fits");
            }
        }
        builder.set_actor_columns([column].into_iter().collect());
        builder.finish()
    }

    #[test]
    fn the_largest_group_comes_first_and_gaps_are_in_none() {
        let text = |text: &str| Some(Value::Text(text.into()));
        let graph = with_column(ColumnKind::Text, &[text("b"), None, text("a"), text("c"), text("c")]);
        let Spread::Groups(Groups { of, groups, .. }) = of_actors(&graph, &By::Detail("x".into())) else {
            panic!("texts are groups")
        };
        let told: Vec<_> = groups.iter().map(|group| (group.name.as_str(), group.count)).collect();
        assert_eq!(told, [("c", 2), ("a", 1), ("b", 1)]);
        assert_eq!(of, [2, NO_GROUP, 1, 0, 0]);
        assert_eq!(of_actors(&graph, &By::Detail("gone".into())), nothing());
    }

    #[test]
    fn numbers_and_dates_are_figures_and_can_be_groups() {
        let whole = |number| Some(Value::WholeNumber(number));
        let graph = with_column(ColumnKind::WholeNumber, &[whole(3), None, whole(10), whole(3)]);
        let Spread::Figures(figures) = of_actors(&graph, &By::Detail("x".into())) else { panic!("figures") };
        assert_eq!([figures.of(0), figures.of(1), figures.of(2)], [Some(3.0), None, Some(10.0)]);
        let groups = by_value(&figures);
        assert_eq!((groups.groups[0].name.as_str(), groups.of(2), groups.of(1)), ("3", Some(1), None));
        let date = |text: &str| Some(Value::Date(text.into()));
        let graph = with_column(ColumnKind::Date, &[date("2014-07"), date("1999"), date("in the spring")]);
        let Spread::Figures(figures) = of_actors(&graph, &By::Detail("x".into())) else { panic!("figures") };
        assert!(figures.are_years && figures.of[..2] == [2014.5, 1999.0]);
        assert_eq!(figures.of(2), None, "what is not understood is no date");
    }

    #[test]
    fn links_are_told_by_what_they_are() {
        let graph = graph_from_drawing("A-B B>C");
        let Spread::Groups(groups) = of_links(&graph, &By::Basis) else { panic!("groups") };
        assert_eq!((groups.groups[0].name.as_str(), groups.groups[0].count), ("no passage", 2));
        let Spread::Figures(figures) = of_links(&graph, &By::Passages) else { panic!("figures") };
        assert_eq!(figures.of, [0.0, 0.0]);
        let Spread::Figures(figures) = of_links(&graph, &By::Date) else { panic!("figures") };
        assert!(figures.of.iter().all(|date| date.is_nan()));
    }
}
