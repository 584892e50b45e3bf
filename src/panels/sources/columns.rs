//! What stands in the list of documents, and in which order. Pure; drawing is in `table`.

use std::cmp::Reverse;

use crate::model::{DocumentIx, Graph, When};
use crate::text::{Borne, Grounds, fold};

/// A column of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// Its title.
    #[default]
    Title,
    /// When it was published.
    Published,
    /// Its reliability.
    Reliability,
    /// How many passages it has.
    Passages,
    /// How many actors rest on it.
    Actors,
    /// How many links do.
    Links,
    /// How many of both rest on it alone.
    Alone,
    /// What it passes on.
    Reprint,
}

impl Column {
    /// All of them, from the left.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Published,
        Self::Reliability,
        Self::Passages,
        Self::Actors,
        Self::Links,
        Self::Alone,
        Self::Reprint,
    ];

    /// The word in the header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "Document",
            Self::Published => "Published",
            Self::Reliability => "Grade",
            Self::Passages => "Passages",
            Self::Actors => "Actors",
            Self::Links => "Links",
            Self::Alone => "On it alone",
            Self::Reprint => "Reprint of",
        }
    }

    /// What it holds, as a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Title => "Title of the document.",
            Self::Published => "When it was published.",
            Self::Reliability => "Its reliability by the Admiralty code, A the best.",
            Self::Passages => "Passages of it in the file.",
            Self::Actors => "Actors that a passage of it supports, themselves or through a link.",
            Self::Links => "Links that a passage of it supports.",
            Self::Alone => "What rests on no other document: it fades where this one is left out.",
            Self::Reprint => {
                "An earlier document with the same passages in nearly the same words: both are one source."
            }
        }
    }

    /// Whether it holds numbers, of which one wants to see the greatest first.
    fn is_number(self) -> bool {
        matches!(self, Self::Passages | Self::Actors | Self::Links | Self::Alone)
    }
}

/// By which column the list is sorted; `None` is the order of the file.
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

/// The documents whose title, author or publisher hold every word of a filter, in order.
pub fn rows(graph: &Graph, grounds: &Grounds, filter: &str, order: Order) -> Vec<DocumentIx> {
    let filter = fold(filter);
    let words: Vec<&str> = filter.split_whitespace().collect();
    let fits = |ix: DocumentIx| {
        let document = graph.document(ix);
        let name = fold(&[document.display_title(), &document.author, &document.publisher].join("\n"));
        words.iter().all(|word| name.contains(word))
    };
    let mut rows: Vec<DocumentIx> =
        graph.documents().map(|(ix, _)| ix).filter(|ix| words.is_empty() || fits(*ix)).collect();
    let Some(column) = order.column else { return rows };
    if column.is_number() {
        let number = |ix: &DocumentIx| grounds.borne(*ix).map_or(0, |borne| figure(borne, column));
        if order.is_reversed {
            rows.sort_by_key(|ix| Reverse(number(ix)));
        } else {
            rows.sort_by_key(number);
        }
        return rows;
    }
    let mut keyed: Vec<(String, DocumentIx)> =
        rows.into_iter().map(|ix| (sort_key(graph, grounds, column, ix), ix)).collect();
    // Empty cells stay at the end, whichever way it is sorted.
    keyed.sort_by(|(one, _), (other, _)| {
        let turned = if order.is_reversed { other.cmp(one) } else { one.cmp(other) };
        one.is_empty().cmp(&other.is_empty()).then(turned)
    });
    keyed.into_iter().map(|(_, ix)| ix).collect()
}

/// The number in a cell.
pub fn figure(borne: &Borne, column: Column) -> usize {
    match column {
        Column::Passages => borne.passages as usize,
        Column::Actors => borne.actors as usize,
        Column::Links => borne.links as usize,
        Column::Alone => borne.actors_alone.len() + borne.links_alone.len(),
        Column::Title | Column::Published | Column::Reliability | Column::Reprint => 0,
    }
}

/// The words in a cell.
pub fn cell(graph: &Graph, grounds: &Grounds, column: Column, ix: DocumentIx) -> String {
    let document = graph.document(ix);
    match column {
        Column::Published => document.published.as_ref().map(When::words).unwrap_or_default(),
        Column::Reliability => document.reliability.map(|one| one.letter().to_string()).unwrap_or_default(),
        Column::Reprint => {
            let reprint = grounds.borne(ix).and_then(|borne| borne.reprint);
            let reprint = reprint.filter(|reprint| graph.has_document(reprint.of));
            reprint.map_or_else(String::new, |reprint| {
                let title = graph.document(reprint.of).display_title();
                if reprint.is_whole() {
                    title.to_owned()
                } else {
                    format!("{} of {}: {title}", reprint.shared, reprint.compared)
                }
            })
        }
        _ => document.display_title().to_owned(),
    }
}

fn sort_key(graph: &Graph, grounds: &Grounds, column: Column, ix: DocumentIx) -> String {
    match column {
        Column::Published => {
            let when = graph.document(ix).published.as_ref();
            let day = when.and_then(|when| when.earliest().or(when.latest()));
            day.map(|day| format!("{:+07} {:02} {:02}", day.year, day.month, day.day)).unwrap_or_default()
        }
        _ => fold(&cell(graph, grounds, column, ix)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Document, GraphBuilder, Passage, Reliability};

    #[test]
    fn documents_are_filtered_and_sorted_with_empty_cells_at_the_end() {
        let mut builder = GraphBuilder::new("", "");
        for (title, published, reliability, passages) in [
            ("Court", Some("2017"), Some(Reliability::A), 1),
            ("Álbum", None, None, 3),
            ("Letter", Some("2011-03"), Some(Reliability::C), 2),
        ] {
            let document = Document {
                key: title.into(),
                title: title.into(),
                author: "Hollis Wren".into(),
                published: published.map(When::new),
                reliability,
                ..Document::default()
            };
            let document = Some(builder.add_document(document).expect("free"));
            for number in 0..passages {
                builder.add_passage(Passage { document, ..Passage::new(format!("{title}{number}")) }).expect("free");
            }
        }
        let graph = builder.finish();
        let grounds = Grounds::of(&graph);
        let listed = |filter: &str, column, is_reversed| {
            let rows = rows(&graph, &grounds, filter, Order { column, is_reversed });
            rows.iter().map(|ix| graph.document(*ix).title.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(listed("", None, false), ["Court", "Álbum", "Letter"]);
        assert_eq!(listed("wren ALB", None, false), ["Álbum"]);
        assert_eq!(listed("", Some(Column::Title), false), ["Álbum", "Court", "Letter"]);
        assert_eq!(listed("", Some(Column::Published), false), ["Letter", "Court", "Álbum"]);
        assert_eq!(listed("", Some(Column::Published), true), ["Court", "Letter", "Álbum"]);
        assert_eq!(listed("", Some(Column::Passages), true), ["Álbum", "Letter", "Court"]);
        assert!(Order::default().after_click(Column::Alone).is_reversed, "the greatest number first");
    }
}
