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
    let extras = graph.actors().filter(|(_, actor)| !actor.extras.is_empty()).count()
        + graph.links().filter(|(_, link)| !link.extras.is_empty()).count();
    lost(extras, "record with fields that Linklore does not know", "records with fields that Linklore does not know");
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
    report
}
