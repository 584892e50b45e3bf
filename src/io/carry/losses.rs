//! What a foreign format leaves behind, said in words: the report of every writer begins with this.

use crate::model::{Graph, LoadReport, View, Warning};

/// What else a format can hold, besides attributes of actors and links.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, answered by a literal in each writer"
)]
pub struct Holds {
    /// Where actors stand.
    pub places: bool,
    /// Colours of actors.
    pub colours: bool,
    /// Sizes of actors.
    pub sizes: bool,
    /// Colours of links.
    pub link_colours: bool,
    /// The ids of links.
    pub link_ids: bool,
    /// Evidence, as an attribute or otherwise.
    pub evidence: bool,
    /// What the whole graph is called.
    pub title: bool,
    /// When it was made.
    pub created: bool,
    /// Fields of documents that Linklore does not know.
    pub fields_of_documents: bool,
}

impl Holds {
    /// Everything that is asked here but the day on which a graph was made and unknown fields of documents, which most formats
    /// have no place for.
    pub const MOST: Self = Self {
        places: true,
        colours: true,
        sizes: true,
        link_colours: true,
        link_ids: true,
        evidence: true,
        title: true,
        created: false,
        fields_of_documents: false,
    };
}

/// A report that says what is left behind in a format that holds these, and no texts of documents.
#[must_use]
pub fn losses(graph: &Graph, view: &View, holds: Holds) -> LoadReport {
    left_behind(graph, view, holds, false)
}

/// The same for a format that holds the texts of documents.
#[must_use]
pub fn losses_besides_texts(graph: &Graph, view: &View, holds: Holds) -> LoadReport {
    left_behind(graph, view, holds, true)
}

/// Tells of details that have no name, for formats where they get one.
pub fn tell_of_nameless(graph: &Graph, report: &mut LoadReport) {
    let mut columns = graph.actor_columns().iter().chain(graph.link_columns().iter());
    if columns.any(|column| column.name.is_empty()) {
        let what = "A detail without a name gets one, because the format wants it".to_owned();
        report.push(None, Warning::Reshaped { what });
    }
}

fn left_behind(graph: &Graph, view: &View, holds: Holds, holds_texts: bool) -> LoadReport {
    let mut report = LoadReport::default();
    let mut lost = |count: usize, one: &str, many: &str| {
        if count > 0 {
            let what = if count == 1 { format!("1 {one}") } else { format!("{count} {many}") };
            report.push(None, Warning::NotWritten { what });
        }
    };
    let rests = |evidence: &[crate::model::Evidence]| evidence.len();
    let evidence: usize = graph.actors().map(|(_, actor)| rests(&actor.evidence)).sum::<usize>()
        + graph.links().map(|(_, link)| rests(&link.evidence)).sum::<usize>();
    if !holds.evidence {
        lost(evidence, "piece of evidence with its passage", "pieces of evidence with their passages");
    }
    let texts = graph.documents().filter(|(_, document)| document.text.is_some() && !holds_texts).count();
    lost(
        texts,
        "text of a document (the words of its passages go along)",
        "texts of documents (the words of their passages go along)",
    );
    let mut is_used = vec![false; graph.passage_count()];
    let all = graph.actors().flat_map(|(_, actor)| &actor.evidence);
    for piece in all.chain(graph.links().flat_map(|(_, link)| &link.evidence)) {
        is_used[piece.passage.get()] = true;
    }
    let unused = graph.passages().filter(|(ix, passage)| !passage.missing && !is_used[ix.get()]).count();
    lost(unused, "passage that nothing rests on", "passages that nothing rests on");
    if holds.evidence && !holds_texts {
        let mut is_cited = vec![false; graph.document_count()];
        for (_, passage) in graph.passages().filter(|(ix, _)| is_used[ix.get()]) {
            if let Some(document) = passage.document {
                is_cited[document.get()] = true;
            }
        }
        let unused = graph.documents().filter(|(ix, document)| !document.missing && !is_cited[ix.get()]).count();
        lost(unused, "document that nothing rests on", "documents that nothing rests on");
    }
    let has_more = |evidence: &[crate::model::Evidence]| evidence.iter().any(|piece| !piece.extras.is_empty());
    let extras = graph.actors().filter(|(_, actor)| !actor.extras.is_empty() || has_more(&actor.evidence)).count()
        + graph.links().filter(|(_, link)| !link.extras.is_empty() || has_more(&link.evidence)).count();
    lost(extras, "record with fields that Linklore does not know", "records with fields that Linklore does not know");
    if holds.evidence && !holds.fields_of_documents {
        let sources = graph.documents().filter(|(_, document)| !document.extras.is_empty()).count()
            + graph.passages().filter(|(_, passage)| !passage.extras.is_empty()).count();
        lost(
            sources,
            "document or passage with fields that Linklore does not know",
            "documents and passages with fields that Linklore does not know",
        );
    }
    if !holds.places && !view.positions.is_blank() {
        lost(1, "layout: where actors stand", "");
    }
    let actors = || graph.actors().map(|(ix, _)| ix);
    let links = || graph.links().map(|(ix, _)| ix);
    if !holds.colours {
        lost(
            actors().filter(|ix| view.looks.actor_colour(*ix).is_some()).count(),
            "colour of an actor",
            "colours of actors",
        );
    }
    if !holds.sizes {
        lost(actors().filter(|ix| view.looks.actor_size(*ix).is_some()).count(), "size of an actor", "sizes of actors");
    }
    if !holds.link_colours {
        lost(
            links().filter(|ix| view.looks.link_colour(*ix).is_some()).count(),
            "colour of a link",
            "colours of links",
        );
    }
    if !holds.link_ids {
        let given = graph.links().filter(|(ix, link)| link.key != format!("l{}", ix.get() + 1)).count();
        lost(given, "id of a link", "ids of links");
    }
    lost(view.pinned.len(), "pin", "pins");
    lost(
        view.groups.len(),
        "group of actors (its members are written)",
        "groups of actors (their members are written)",
    );
    lost(usize::from(!view.styling.is_blank()), "set of rules for colours, sizes, shapes and labels", "");
    lost(
        view.hidden.len(),
        "actor that is hidden by hand (it is written, and will be shown)",
        "actors that are hidden by hand (they are written, and will be shown)",
    );
    if !view.filters.is_empty() {
        lost(1, "set of filters (what they hide is written)", "");
    }
    lost(
        usize::from(view.axis.is_some()),
        "axis along which actors stand (their places are written where the format has them)",
        "",
    );
    let mut lost = |is_lost: bool, what: &str| {
        if is_lost {
            report.push(None, Warning::NotWritten { what: what.to_owned() });
        }
    };
    lost(!holds.title && !graph.title.is_empty(), "the title of the graph");
    lost(!holds.created && !graph.created.is_empty(), "the day on which the graph was made");
    let own = ["imported", "linklore"];
    let fields: Vec<&str> = graph.extras.keys().map(String::as_str).filter(|name| !own.contains(name)).collect();
    lost(!fields.is_empty(), &format!("fields of the file: {}", fields.join(", ")));
    report
}
