//! Actors, links, documents and passages as JSON for programs, and resolving the actors that arguments name.

use serde_json::{Value as Json, json};

use super::Failure;
use super::prose::one_line;
use crate::model::{ActorIx, DocumentIx, Graph, LinkIx, When};
use crate::text;

/// The actor that an argument names.
pub fn resolve(graph: &Graph, argument: &str) -> Result<ActorIx, Failure> {
    text::resolve_actor(graph, argument).map_err(|unresolved| {
        let lines: Vec<String> =
            unresolved.to_string().lines().map(|line| text::visible_controls(line).into_owned()).collect();
        Failure::Failed(lines.join("\n"))
    })
}

/// The document that an argument names.
pub fn resolve_document(graph: &Graph, argument: &str) -> Result<DocumentIx, Failure> {
    text::resolve_document(graph, argument).map_err(|message| {
        let lines: Vec<String> = message.lines().map(|line| text::visible_controls(line).into_owned()).collect();
        Failure::Failed(lines.join("\n"))
    })
}

/// The name of an actor, on one line.
pub fn actor_words(graph: &Graph, actor: ActorIx) -> String {
    one_line(text::actor_words(graph, actor))
}

/// A link as a phrase, on one line: `A – leads → B`.
pub fn link_words(graph: &Graph, link: LinkIx) -> String {
    one_line(&text::link_words(graph, link))
}

/// An actor for programs.
pub fn actor_json(graph: &Graph, actor: ActorIx) -> Json {
    let actor = graph.actor(actor);
    json!({ "id": actor.key, "label": actor.label, "type": actor.kind })
}

/// A link for programs.
pub fn link_json(graph: &Graph, link: LinkIx) -> Json {
    let (source, target) = graph.ends(link);
    let record = graph.link(link);
    json!({
        "id": record.key,
        "source": actor_json(graph, source),
        "target": actor_json(graph, target),
        "type": record.kind,
        "directed": record.directed,
        "when": record.when.as_ref().map(When::text),
    })
}

/// A document for programs; its text is left out.
pub fn document_json(graph: &Graph, document: DocumentIx) -> Json {
    let document = graph.document(document);
    json!({
        "id": document.key,
        "title": document.title,
        "author": document.author,
        "reliability": document.reliability.map(|reliability| reliability.letter().to_string()),
    })
}
