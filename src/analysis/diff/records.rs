//! The four lists of records: who is there on one side alone, and each field of those that are on both.

use super::details::Details;
use super::fields::Fields;
use super::{Both, Changed, Changes, EvidenceChanges, evidence};
use crate::model::{
    Actor, ActorIx, ActorMore, Document, DocumentIx, Graph, Link, LinkIx, LinkMore, Passage, PassageIx, Value,
};

/// Compares actors.
pub fn actors(both: &Both<'_>) -> Changes<ActorIx> {
    let Both { old, new, actors, passages, .. } = both;
    let mut changes = Changes {
        added: alone(new.actors().map(|(ix, _)| ix), |ix| actors.old_of(ix.get()).is_some()),
        removed: alone(old.actors().map(|(ix, _)| ix), |ix| actors.new_of(ix.get()).is_some()),
        changed: Vec::new(),
    };
    let mut details = Details::new(old.actor_columns(), new.actor_columns(), actors);
    for (old_at, new_at) in actors.pairs() {
        let (old_ix, new_ix) = (ActorIx::new(old_at), ActorIx::new(new_at));
        let (before, after) = (old.actor(old_ix), new.actor(new_ix));
        let Actor { key: _, label, kind, more } = before;
        let ActorMore { aliases, note, evidence: rests_on, extras } = &**more;
        let mut fields = Fields::default();
        fields.text("label", label, &after.label);
        fields.text("type", kind, &after.kind);
        fields.list("aliases", aliases, &after.aliases);
        fields.text("note", note, &after.note);
        details.of_record(new_at, &mut fields);
        fields.extras(extras, &after.extras);
        let evidence = evidence::compare(rests_on, &after.evidence, passages);
        changes.push(old_ix, new_ix, fields, evidence);
    }
    changes
}

/// Compares links.
pub fn links(both: &Both<'_>) -> Changes<LinkIx> {
    let Both { old, new, actors, links, passages, .. } = both;
    let mut changes = Changes {
        added: alone(new.links().map(|(ix, _)| ix), |ix| links.old_of(ix.get()).is_some()),
        removed: alone(old.links().map(|(ix, _)| ix), |ix| links.new_of(ix.get()).is_some()),
        changed: Vec::new(),
    };
    let mut details = Details::new(old.link_columns(), new.link_columns(), links);
    for (old_at, new_at) in links.pairs() {
        let (old_ix, new_ix) = (LinkIx::new(old_at), LinkIx::new(new_at));
        let (before, after) = (old.link(old_ix), new.link(new_ix));
        let Link { key: _, kind, directed, weight, more } = before;
        let LinkMore { when, note, evidence: rests_on, extras } = &**more;
        let mut fields = Fields::default();
        let ((old_source, old_target), (source, target)) = (old.ends(old_ix), new.ends(new_ix));
        for (name, before, after) in [("source", old_source, source), ("target", old_target, target)] {
            if !actors.is_same(before.get(), after.get()) {
                fields.text(name, &old.actor(before).key, &new.actor(after).key);
            }
        }
        fields.text("type", kind, &after.kind);
        fields.value("directed", Some(*directed), Some(after.directed), Value::YesNo);
        fields.date("when", when.as_ref(), after.when.as_ref());
        fields.value("weight", *weight, after.weight, Value::Number);
        fields.text("note", note, &after.note);
        details.of_record(new_at, &mut fields);
        fields.extras(extras, &after.extras);
        let evidence = evidence::compare(rests_on, &after.evidence, passages);
        changes.push(old_ix, new_ix, fields, evidence);
    }
    changes
}

/// Compares documents. Stand-ins for missing ones are none.
pub fn documents(both: &Both<'_>) -> Changes<DocumentIx> {
    let Both { old, new, documents, .. } = both;
    let old_is_there = |at| !old.document(DocumentIx::new(at)).missing;
    let new_is_there = |at| !new.document(DocumentIx::new(at)).missing;
    let of_new = new.documents().map(|(ix, _)| ix).filter(|ix| new_is_there(ix.get()));
    let of_old = old.documents().map(|(ix, _)| ix).filter(|ix| old_is_there(ix.get()));
    let mut changes = Changes {
        added: alone(of_new, |ix| documents.old_of(ix.get()).is_some_and(old_is_there)),
        removed: alone(of_old, |ix| documents.new_of(ix.get()).is_some_and(new_is_there)),
        changed: Vec::new(),
    };
    for (old_at, new_at) in documents.pairs().filter(|(old, new)| old_is_there(*old) && new_is_there(*new)) {
        let (old_ix, new_ix) = (DocumentIx::new(old_at), DocumentIx::new(new_at));
        let after = new.document(new_ix);
        let Document {
            key: _,
            title,
            author,
            publisher,
            published,
            retrieved,
            url,
            path,
            sha256,
            language,
            reliability,
            note,
            text,
            missing: _,
            extras,
        } = old.document(old_ix);
        let mut fields = Fields::default();
        fields.text("title", title, &after.title);
        fields.text("author", author, &after.author);
        fields.text("publisher", publisher, &after.publisher);
        fields.date("published", published.as_ref(), after.published.as_ref());
        fields.date("retrieved", retrieved.as_ref(), after.retrieved.as_ref());
        fields.text("url", url, &after.url);
        fields.text("path", path, &after.path);
        fields.text("sha256", sha256, &after.sha256);
        fields.text("language", language, &after.language);
        fields.value("reliability", *reliability, after.reliability, |it| Value::Text(it.letter().to_string()));
        fields.text("note", note, &after.note);
        fields.long_text("text", text.as_deref(), after.text.as_deref());
        fields.extras(extras, &after.extras);
        changes.push(old_ix, new_ix, fields, EvidenceChanges::default());
    }
    changes
}

/// Compares passages. Stand-ins for missing ones are none.
pub fn passages(both: &Both<'_>) -> Changes<PassageIx> {
    let Both { old, new, passages, .. } = both;
    let old_is_there = |at| !old.passage(PassageIx::new(at)).missing;
    let new_is_there = |at| !new.passage(PassageIx::new(at)).missing;
    let of_new = new.passages().map(|(ix, _)| ix).filter(|ix| new_is_there(ix.get()));
    let of_old = old.passages().map(|(ix, _)| ix).filter(|ix| old_is_there(ix.get()));
    let mut changes = Changes {
        added: alone(of_new, |ix| passages.old_of(ix.get()).is_some_and(old_is_there)),
        removed: alone(of_old, |ix| passages.new_of(ix.get()).is_some_and(new_is_there)),
        changed: Vec::new(),
    };
    for (old_at, new_at) in passages.pairs().filter(|(old, new)| old_is_there(*old) && new_is_there(*new)) {
        let (old_ix, new_ix) = (PassageIx::new(old_at), PassageIx::new(new_at));
        let after = new.passage(new_ix);
        let Passage {
            key: _,
            document,
            range,
            page,
            paragraph,
            quote,
            paraphrase,
            language,
            translation,
            missing: _,
            extras,
        } = old.passage(old_ix);
        let mut fields = Fields::default();
        fields.text("document", document_key(old, *document), document_key(new, after.document));
        let number = |number: u32| Value::WholeNumber(number.into());
        fields.value("start", range.map(|range| range.start), after.range.map(|range| range.start), number);
        fields.value("end", range.map(|range| range.end), after.range.map(|range| range.end), number);
        fields.text("page", page, &after.page);
        fields.text("paragraph", paragraph, &after.paragraph);
        fields.text("quote", quote, &after.quote);
        fields.text("paraphrase", paraphrase, &after.paraphrase);
        fields.text("language", language, &after.language);
        fields.text("translation", translation, &after.translation);
        fields.extras(extras, &after.extras);
        changes.push(old_ix, new_ix, fields, EvidenceChanges::default());
    }
    changes
}

fn document_key(graph: &Graph, document: Option<DocumentIx>) -> &str {
    document.map_or("", |document| graph.document(document).key.as_str())
}

/// The records of one side that are not among those of the other.
fn alone<Ix>(records: impl Iterator<Item = Ix>, is_on_other_side: impl Fn(&Ix) -> bool) -> Vec<Ix> {
    records.filter(|ix| !is_on_other_side(ix)).collect()
}

impl<Ix> Changes<Ix> {
    /// Keeps a record of both if anything differs.
    fn push(&mut self, old: Ix, new: Ix, fields: Fields, evidence: EvidenceChanges) {
        if !fields.0.is_empty() || !evidence.is_empty() {
            self.changed.push(Changed { old, new, fields: fields.0, evidence });
        }
    }
}
