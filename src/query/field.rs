//! The fields that a question may name, in the words of the help. Details of actors and links are fields as well, by their names.

use crate::analysis::Measure;
use crate::model::Graph;
use crate::text::fold;

/// A field, as questions and the help name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldHelp {
    /// Its name.
    pub name: &'static str,
    /// What it asks, in words.
    pub about: &'static str,
    /// A term with it.
    pub example: &'static str,
    pub(super) field: Field,
}

/// What can be asked of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    Type,
    Note,
    Id,
    Is,
    Degree,
    In,
    Out,
    Neighbours,
    Component,
    Community,
    Measure(Measure),
    Near,
    Between,
    Weight,
    When,
    Passages,
    Documents,
    Sources,
    Passage,
    Document,
    Published,
    Basis,
    Grade,
}

const fn help(name: &'static str, field: Field, about: &'static str, example: &'static str) -> FieldHelp {
    FieldHelp { name, about, example, field }
}

/// Every field but the details of the file.
pub const FIELDS: [FieldHelp; 37] = [
    help("name", Field::Name, "a name or other name of an actor; of a link, a name of one of its ends", "name:obi"),
    help("type", Field::Type, "the type of an actor or a link", "type:person,group"),
    help("note", Field::Note, "the note", "note:verify"),
    help("id", Field::Id, "the id in the file", "id=a17"),
    help("is", Field::Is, "what a record is", "is:unsourced"),
    help("degree", Field::Degree, "how many links an actor has", "degree>5"),
    help("in", Field::In, "how many links lead to an actor", "in>=3"),
    help("out", Field::Out, "how many links lead away from an actor", "out:0"),
    help("neighbours", Field::Neighbours, "how many actors an actor is linked with", "neighbours:2..5"),
    help("component", Field::Component, "the part of the network, the largest is 1", "component:1"),
    help("community", Field::Community, "the community, by `linklore communities`; the largest is 1", "community:1"),
    help("core", Field::Measure(Measure::CoreNumber), "in a group where all have so many neighbours", "core>=3"),
    help("near", Field::Near, "an actor and those linked with it, ~2 for two steps", "near:\"Ada Obi\"~2"),
    help("between", Field::Between, "links between two actors, and these actors", "between:\"Ada Obi\",Ben"),
    help("weight", Field::Weight, "the weight of a link", "weight>=0.5"),
    help("when", Field::When, "when a link held; dates overlap, > is after, < before", "when:2014..2016"),
    help("passages", Field::Passages, "how many passages a record itself rests on", "passages:0"),
    help("documents", Field::Documents, "how many documents these are from", "documents<2"),
    help("sources", Field::Sources, "independent sources behind it, of an actor also behind its links", "sources:1"),
    help("passage", Field::Passage, "words of a passage that a record rests on", "passage:\"air support\""),
    help("document", Field::Document, "title, author or id of a document that a record rests on", "document:courier"),
    help("published", Field::Published, "when such a document was published", "published>2015"),
    help("basis", Field::Basis, "how a passage comes to say so", "basis:claimed,thought"),
    help("grade", Field::Grade, "a passage of that grade or better", "grade:B2"),
    help(
        "in-degree",
        Field::Measure(Measure::InDegree),
        "links that lead here, as `linklore rank` counts",
        "in-degree>3",
    ),
    help("out-degree", Field::Measure(Measure::OutDegree), "links that lead away, likewise", "out-degree>3"),
    help(
        "betweenness",
        Field::Measure(Measure::Betweenness),
        "the share of shortest ways through it",
        "betweenness>0.1",
    ),
    help(
        "closeness",
        Field::Measure(Measure::Closeness),
        "how few steps it is from all others, 0 to 1",
        "closeness>0.4",
    ),
    help("harmonic", Field::Measure(Measure::Harmonic), "the same, in a graph in parts too", "harmonic>0.4"),
    help("eccentricity", Field::Measure(Measure::Eccentricity), "how far the furthest actor is", "eccentricity<4"),
    help("eigenvector", Field::Measure(Measure::Eigenvector), "linked to the well linked, 0 to 1", "eigenvector>0.2"),
    help(
        "pagerank",
        Field::Measure(Measure::PageRank),
        "where one ends up along links, all sum up to 1",
        "pagerank>0.02",
    ),
    help("katz", Field::Measure(Measure::Katz), "how many ways lead to it, short ones above all", "katz>0.2"),
    help("hubs", Field::Measure(Measure::Hubs), "points to authorities; all sum up to 1", "hubs>0.05"),
    help("authorities", Field::Measure(Measure::Authorities), "hubs point to it; all sum up to 1", "authorities>0.05"),
    help(
        "clustering",
        Field::Measure(Measure::Clustering),
        "the share of its neighbours that are linked",
        "clustering<0.2",
    ),
    help(
        "articulation",
        Field::Measure(Measure::Articulation),
        "parts the graph falls into without it",
        "articulation>0",
    ),
];

/// What stands behind `is:`, and what it means.
pub const IS_WORDS: [(&str, &str); 9] = [
    ("actor", "an actor"),
    ("link", "a link"),
    ("directed", "a link with a direction"),
    ("sourced", "a passage supports it"),
    ("unsourced", "no passage supports it"),
    ("contradicted", "a passage contradicts it"),
    ("dated", "a link with a date"),
    ("hidden", "not shown at the moment"),
    ("pinned", "an actor that no layout moves"),
];

/// The field of that name, whatever its case.
pub(super) fn field_of(name: &str) -> Option<Field> {
    let name = fold(name);
    let other = match name.trim() {
        "label" | "alias" => Some("name"),
        "kind" => Some("type"),
        "key" => Some("id"),
        "links" => Some("degree"),
        "neighbors" => Some("neighbours"),
        "kcore" | "k-core" => Some("core"),
        "date" => Some("when"),
        "source" => Some("document"),
        _ => None,
    };
    let name = other.unwrap_or(name.trim());
    FIELDS.iter().find(|help| help.name == name).map(|help| help.field)
}

impl Field {
    /// Whether it is worked out of the links and the evidence of all.
    fn is_worked_out(self) -> bool {
        matches!(self, Self::Community | Self::Measure(_) | Self::Sources)
    }

    /// Whether that takes long for so many actors and links.
    pub fn takes_long(self, actors: usize, links: usize) -> bool {
        match self {
            Self::Measure(measure) if measure.is_of_distance() => actors * links > 3_000_000,
            _ => self.is_worked_out() && actors + links > 60_000,
        }
    }
}

/// The field that a name stands for in a graph. Of what is worked out, a detail of that name in the file comes first: files of other
/// programs often bring such figures along.
pub(super) fn field_in(graph: &Graph, name: &str) -> Option<Field> {
    let field = field_of(name)?;
    let name = fold(name);
    let is_detail = || {
        let mut columns = graph.actor_columns().iter().chain(graph.link_columns().iter());
        columns.any(|column| fold(&column.name).trim() == name.trim())
    };
    (!field.is_worked_out() || !is_detail()).then_some(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Question;

    #[test]
    fn every_field_is_found_by_its_name_and_its_example_is_a_question_with_it() {
        for help in FIELDS {
            assert_eq!(field_of(help.name), Some(help.field));
            assert!(help.example.starts_with(help.name) && Question::is_meant(help.example), "{}", help.example);
            assert!(Question::new(help.example).is_ok(), "{}", help.example);
        }
        assert_eq!(field_of("KIND"), Some(Field::Type));
        assert_eq!(field_of("colour"), None);
        assert_eq!((field_of("K-Core"), field_of("kcore")), (field_of("core"), field_of("core")));
    }

    #[test]
    fn measures_of_large_graphs_take_long_and_nothing_else_does() {
        let long = |name: &str, actors, links| field_of(name).is_some_and(|field| field.takes_long(actors, links));
        assert!(!long("betweenness", 500, 2_000) && long("betweenness", 5_000, 20_000));
        assert!(!long("core", 5_000, 20_000) && long("core", 100_000, 500_000) && long("sources", 100_000, 500_000));
        assert!(!long("degree", 100_000, 500_000) && !long("when", 100_000, 500_000));
    }
}
