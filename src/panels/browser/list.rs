//! Which rows the Browser lists, in which order, and what stands in them. Pure; drawing is in `mod.rs`.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::sync::Arc;

use crate::model::{ActorIx, DocumentIx, Graph, LinkIx, When};
use crate::scene::Standing;
use crate::text::{actor_words, fold};
use crate::workspace::Overview;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Actors.
    #[default]
    Actors,
    /// Links.
    Links,
    /// Documents.
    Documents,
}

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The label of an actor.
    Name,
    /// The type.
    Kind,
    /// Number of links.
    Links,
    /// Number of passages.
    Passages,
    /// One end of a link.
    Source,
    /// The other.
    Target,
    /// When a link held.
    When,
    /// What a link rests on.
    Basis,
    /// The title of a document.
    Title,
    /// Its author.
    Author,
    /// Its date.
    Date,
    /// Its reliability.
    Reliability,
}

impl Column {
    /// The word in the header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Kind => "Type",
            Self::Links => "Links",
            Self::Passages => "Passages",
            Self::Source => "Source",
            Self::Target => "Target",
            Self::When => "When",
            Self::Basis => "Basis",
            Self::Title => "Title",
            Self::Author => "Author",
            Self::Date => "Date",
            Self::Reliability => "Grade",
        }
    }

    /// Whether it holds numbers, of which one wants to see the greatest first.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Links | Self::Passages)
    }
}

impl Tab {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Actors, Self::Links, Self::Documents];

    /// The word on it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Actors => "Actors",
            Self::Links => "Links",
            Self::Documents => "Documents",
        }
    }

    /// The columns of its list.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Actors => &[Column::Name, Column::Kind, Column::Links, Column::Passages],
            Self::Links => {
                &[Column::Source, Column::Kind, Column::Target, Column::When, Column::Basis, Column::Passages]
            }
            Self::Documents => &[Column::Title, Column::Author, Column::Date, Column::Reliability, Column::Passages],
        }
    }
}

/// By which column a list is sorted; `None` is the order of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub column: Option<Column>,
    /// Whether the last comes first.
    pub is_reversed: bool,
}

impl Order {
    /// What a click on a header leads to: that column, then the other way round, then the order of the file.
    pub fn after_click(self, column: Column) -> Self {
        let first = column.is_number();
        match self {
            Self { column: Some(now), is_reversed } if now == column && is_reversed == first => {
                Self { column: Some(column), is_reversed: !first }
            }
            Self { column: Some(now), .. } if now == column => Self::default(),
            _ => Self { column: Some(column), is_reversed: first },
        }
    }
}

/// The lists of a graph, from what is known of it as a whole.
#[derive(Debug)]
pub struct Facts {
    overview: Arc<Overview>,
    /// What a filter looks at of each record that is listed, folded; made when the first filter does.
    names: [OnceCell<Vec<String>>; 3],
}

impl Facts {
    /// Lists what is in the overview.
    pub fn new(overview: Arc<Overview>) -> Self {
        Self { overview, names: Default::default() }
    }

    /// Whether these are the lists of that overview.
    pub fn are_of(&self, overview: &Arc<Overview>) -> bool {
        Arc::ptr_eq(&self.overview, overview)
    }

    /// The positions of the records of a list, in the order of the file.
    fn listed(&self, tab: Tab) -> &[u32] {
        match tab {
            Tab::Actors => &self.overview.actors,
            Tab::Links => &self.overview.links,
            Tab::Documents => &self.overview.documents,
        }
    }

    /// What a filter looks at.
    fn names(&self, graph: &Graph, tab: Tab) -> &[String] {
        self.names[tab as usize].get_or_init(|| {
            let listed = self.listed(tab).iter().copied();
            match tab {
                Tab::Actors => listed.map(|row| actor_names(graph, ActorIx(row))).collect(),
                Tab::Links => listed.map(|row| link_names(graph, LinkIx(row))).collect(),
                Tab::Documents => listed
                    .map(|row| {
                        let document = graph.document(DocumentIx(row));
                        fold(&[document.display_title(), &document.author, &document.publisher].join("\n"))
                    })
                    .collect(),
            }
        })
    }

    /// Number of links of an actor.
    pub fn links(&self, actor: usize) -> u32 {
        self.overview.links_of_actor[actor]
    }

    /// Number of passages of a record.
    pub fn passages(&self, tab: Tab, row: usize) -> u32 {
        let of = match tab {
            Tab::Actors => &self.overview.passages_of_actor,
            Tab::Links => &self.overview.passages_of_link,
            Tab::Documents => &self.overview.passages_of_document,
        };
        of[row]
    }

    /// Number of records.
    pub fn count(&self, tab: Tab) -> usize {
        self.listed(tab).len()
    }

    /// The records that hold every word of `filter`, in order.
    pub fn rows(&self, graph: &Graph, tab: Tab, filter: &str, order: Order) -> Vec<u32> {
        let filter = fold(filter);
        let words: Vec<&str> = filter.split_whitespace().collect();
        let mut rows: Vec<u32> = if words.is_empty() {
            self.listed(tab).to_vec()
        } else {
            let fits = |name: &String| words.iter().all(|word| name.contains(word));
            let there = self.listed(tab).iter().copied();
            there.zip(self.names(graph, tab)).filter(|(_, name)| fits(name)).map(|(row, _)| row).collect()
        };
        if let Some(column) = order.column {
            self.sort(graph, tab, column, order.is_reversed, &mut rows);
        }
        rows
    }

    fn sort(&self, graph: &Graph, tab: Tab, column: Column, is_reversed: bool, rows: &mut [u32]) {
        let number = |row: u32| match column {
            Column::Links => Some(self.links(row as usize)),
            Column::Passages => Some(self.passages(tab, row as usize)),
            _ => None,
        };
        let turned = |order: Ordering| if is_reversed { order.reverse() } else { order };
        if column.is_number() {
            rows.sort_by(|one, other| turned(number(*one).cmp(&number(*other))).then(one.cmp(other)));
        } else {
            let mut keyed: Vec<(bool, String, u32)> = rows
                .iter()
                .map(|row| {
                    let key = sort_key(graph, tab, column, *row);
                    (key.is_empty(), key, *row)
                })
                .collect();
            // Empty cells stay at the end, whichever way it is sorted.
            keyed.sort_by(|one, other| {
                one.0.cmp(&other.0).then_with(|| turned(one.1.cmp(&other.1))).then_with(|| one.2.cmp(&other.2))
            });
            for (row, (.., sorted)) in rows.iter_mut().zip(keyed) {
                *row = sorted;
            }
        }
    }
}

/// What stands in a cell.
pub fn cell(graph: &Graph, tab: Tab, column: Column, row: u32) -> String {
    match tab {
        Tab::Actors => {
            let ix = ActorIx(row);
            match column {
                Column::Name => actor_words(graph, ix).to_owned(),
                _ => graph.actor(ix).kind.to_string(),
            }
        }
        Tab::Links => {
            let ix = LinkIx(row);
            let (source, target) = graph.ends(ix);
            let link = graph.link(ix);
            match column {
                Column::Source => actor_words(graph, source).to_owned(),
                Column::Target => actor_words(graph, target).to_owned(),
                Column::When => link.when.as_ref().map(When::words).unwrap_or_default(),
                Column::Basis => Standing::of(link).name().to_owned(),
                _ => link.kind.to_string(),
            }
        }
        Tab::Documents => {
            let document = graph.document(DocumentIx(row));
            match column {
                Column::Author => document.author.clone(),
                Column::Date => document.published.as_ref().map(When::words).unwrap_or_default(),
                Column::Reliability => document.reliability.map(|one| one.letter().to_string()).unwrap_or_default(),
                _ => document.display_title().to_owned(),
            }
        }
    }
}

fn sort_key(graph: &Graph, tab: Tab, column: Column, row: u32) -> String {
    let date = |when: Option<&When>| {
        let day = when.and_then(|when| when.earliest().or(when.latest()));
        day.map(|day| format!("{:+07} {:02} {:02}", day.year, day.month, day.day)).unwrap_or_default()
    };
    match (tab, column) {
        (Tab::Links, Column::When) => date(graph.link(LinkIx(row)).when.as_ref()),
        (Tab::Links, Column::Basis) => match Standing::of(graph.link(LinkIx(row))) {
            Standing::Basis(basis) => format!("{}", basis as u8),
            Standing::SourcedWithoutBasis => "8".to_owned(),
            Standing::Unsourced => "9".to_owned(),
        },
        (Tab::Documents, Column::Date) => date(graph.document(DocumentIx(row)).published.as_ref()),
        _ => fold(&cell(graph, tab, column, row)),
    }
}

fn actor_names(graph: &Graph, ix: ActorIx) -> String {
    let actor = graph.actor(ix);
    let names: Vec<&str> = actor.names().chain([actor.kind.as_str()]).collect();
    fold(&names.join("\n"))
}

fn link_names(graph: &Graph, ix: LinkIx) -> String {
    let (link, (source, target)) = (graph.link(ix), graph.ends(ix));
    let when = link.when.as_ref().map(When::words).unwrap_or_default();
    fold(&[actor_words(graph, source), &link.kind, actor_words(graph, target), &when].join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::graph_from_drawing;

    fn names(graph: &Graph, tab: Tab, column: Column, rows: &[u32]) -> Vec<String> {
        rows.iter().map(|row| cell(graph, tab, column, *row)).collect()
    }

    #[test]
    fn a_filter_takes_every_word_in_any_case_and_spelling() {
        let mut graph = graph_from_drawing("Ada-Ben Ada-Zoe");
        graph.set_label(ActorIx(1), "Bénédicte Ó Dálaigh".into());
        let facts = Facts::new(Arc::new(Overview::new(&graph)));
        let found = |filter| facts.rows(&graph, Tab::Actors, filter, Order::default());
        assert_eq!(found("dalaigh BENE"), [1]);
        assert_eq!(found("bene zoe"), Vec::<u32>::new());
        assert_eq!(found(" "), [0, 1, 2]);
        assert_eq!(facts.rows(&graph, Tab::Links, "benedicte", Order::default()), [0]);
    }

    #[test]
    fn a_list_is_sorted_by_a_column_either_way_and_ties_stay_in_the_order_of_the_file() {
        let graph = graph_from_drawing("Cem-Ada Cem-Ben");
        let facts = Facts::new(Arc::new(Overview::new(&graph)));
        let sorted = |column, is_reversed| {
            let order = Order { column: Some(column), is_reversed };
            names(&graph, Tab::Actors, Column::Name, &facts.rows(&graph, Tab::Actors, "", order))
        };
        assert_eq!(sorted(Column::Name, false), ["Ada", "Ben", "Cem"]);
        assert_eq!(sorted(Column::Name, true), ["Cem", "Ben", "Ada"]);
        assert_eq!(sorted(Column::Links, true), ["Cem", "Ada", "Ben"]);
    }

    #[test]
    fn a_header_is_clicked_through_both_directions_back_to_the_order_of_the_file() {
        let first = Order::default().after_click(Column::Name);
        assert_eq!(first, Order { column: Some(Column::Name), is_reversed: false });
        let second = first.after_click(Column::Name);
        assert_eq!(second, Order { column: Some(Column::Name), is_reversed: true });
        assert_eq!(second.after_click(Column::Name), Order::default());
        assert!(Order::default().after_click(Column::Links).is_reversed, "the greatest number first");
    }
}
