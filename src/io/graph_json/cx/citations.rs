//! What nodes and edges of CX 1 rest on: a citation is a document, a supporting text a passage of it, and what points from
//! nodes and edges to them is evidence. A citation without a text is evidence too: a passage without words.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::records::{checked_key, key_of};
use super::aspects::{Aspects, Implied, id_of};
use super::one::{Edges, tell_unknown_edge};
use crate::io::draft::{Draft, address_of};
use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::json::{Member, Piece, Record};
use crate::io::quote::short;
use crate::model::{ActorIx, Document, DocumentIx, Evidence, LinkIx, Passage, PassageIx, Rest, Warning};

/// What a statement may rest on, by its id in the file.
#[derive(Default)]
struct Sources<'s> {
    citations: HashMap<Cow<'s, str>, Citation>,
    supports: HashMap<Cow<'s, str>, PassageIx>,
    /// The documents that passages are part of.
    documents: HashMap<PassageIx, DocumentIx>,
}

#[derive(Clone, Copy)]
struct Citation {
    document: DocumentIx,
    /// The passage without words, once something rests on the citation alone.
    passage: Option<PassageIx>,
}

/// What rests on something.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Owner {
    Actor(ActorIx),
    Link(LinkIx),
}

pub(super) fn read<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    aspects: &Aspects<'s>,
    edges: &Edges<'s>,
) -> Result<(), ReadError> {
    let mut sources = Sources::default();
    sources.read_citations(input, draft, aspects)?;
    sources.read_supports(input, draft, aspects)?;
    // Where a text supports a statement, the citation that the text is from says nothing more.
    let mut supported: HashSet<(Owner, DocumentIx)> = HashSet::new();
    for aspect in ["nodeSupports", "edgeSupports"] {
        pairs(input, draft, aspects, aspect, "supports", edges, |draft, owner, support, line| {
            match key_of(support).and_then(|key| sources.supports.get(&key).copied()) {
                Some(passage) => {
                    rest(draft, owner, passage);
                    if let Some(document) = sources.documents.get(&passage) {
                        supported.insert((owner, *document));
                    }
                }
                None => tell_unknown(draft, "supporting text", support, line),
            }
        })?;
    }
    for aspect in ["nodeCitations", "edgeCitations"] {
        pairs(input, draft, aspects, aspect, "citations", edges, |draft, owner, citation, line| {
            let Some(citation) = key_of(citation).and_then(|key| sources.citations.get_mut(&key)) else {
                return tell_unknown(draft, "citation", citation, line);
            };
            if supported.contains(&(owner, citation.document)) {
                return;
            }
            let document = citation.document;
            let passage = *citation
                .passage
                .get_or_insert_with(|| draft.passage(Passage { document: Some(document), ..Passage::new("") }));
            rest(draft, owner, passage);
        })?;
    }
    Ok(())
}

impl<'s> Sources<'s> {
    fn read_citations(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        aspects: &Aspects<'s>,
    ) -> Result<(), ReadError> {
        aspects.each(input, "citations", |input, item, record, path| {
            let id = id_of(input, item, record, "@id", path)?;
            let document = draft.document(&format!("citation {id}"), || document_of(record));
            self.citations.entry(id).or_insert(Citation { document, passage: None });
            Ok(())
        })?;
        Ok(())
    }

    fn read_supports(
        &mut self,
        input: &mut Input<'_>,
        draft: &mut Draft,
        aspects: &Aspects<'s>,
    ) -> Result<(), ReadError> {
        aspects.each(input, "supports", |input, item, record, path| {
            let id = id_of(input, item, record, "@id", path)?;
            let line = Some(input.line(item.at()));
            let citation = record.get("citation").filter(|citation| !citation.is_null());
            let document =
                citation.and_then(key_of).and_then(|key| self.citations.get(&key)).map(|known| known.document);
            if let Some(citation) = citation.filter(|_| document.is_none()) {
                tell_unknown(draft, "citation", citation, line);
            }
            let document = document.unwrap_or_else(|| {
                draft.document("no citation", || Document {
                    title: "Source not given".to_owned(),
                    ..Document::default()
                })
            });
            let passage = draft.passage(Passage {
                document: Some(document),
                quote: text_of(record, "text"),
                extras: extras_of(record, &["@id", "text", "citation"]),
                ..Passage::new(format!("support {id}"))
            });
            self.documents.insert(passage, document);
            self.supports.entry(id).or_insert(passage);
            Ok(())
        })?;
        Ok(())
    }
}

/// Hands every pair of an element and what it rests on to `take`.
fn pairs<'s>(
    input: &mut Input<'_>,
    draft: &mut Draft,
    aspects: &Aspects<'s>,
    aspect: &str,
    list: &str,
    edges: &Edges<'s>,
    mut take: impl FnMut(&mut Draft, Owner, Piece<'s>, Option<u32>),
) -> Result<(), ReadError> {
    let of_edges = aspect.starts_with("edge");
    let mut implied = Implied::default();
    aspects.each(input, aspect, |input, item, record, path| {
        let line = Some(input.line(item.at()));
        let (Some(owners), Some(sources)) = (record.get("po"), record.get(list)) else {
            let what = format!("{} must have \"po\" and \"{list}\".", path());
            return Err(input.broken(item.at(), what, "one of them is missing"));
        };
        let items = |piece: Piece<'s>| if piece.is_list() { piece.items().collect() } else { vec![piece] };
        let sources = items(sources);
        for owner in items(owners) {
            let owner = if of_edges {
                let Some(link) = key_of(owner).and_then(|key| edges.get(&key)) else {
                    tell_unknown_edge(draft, owner, "a source", line);
                    continue;
                };
                Owner::Link(link)
            } else {
                let key = checked_key(input, owner, "the id of a node")?.unwrap_or_default();
                Owner::Actor(draft.mention(&key, line))
            };
            for (number, source) in sources.iter().enumerate() {
                if number > 0 {
                    implied.spend(input, source.at(), size_of::<Evidence>())?;
                }
                take(draft, owner, *source, line);
            }
        }
        Ok(())
    })?;
    Ok(())
}

fn rest(draft: &mut Draft, owner: Owner, passage: PassageIx) {
    match owner {
        Owner::Actor(actor) => draft.rest_actor_on(actor, Evidence::supporting(passage)),
        Owner::Link(link) => draft.rest_link_on(link, Evidence::supporting(passage)),
    }
}

fn tell_unknown(draft: &mut Draft, sort: &str, id: Piece<'_>, line: Option<u32>) {
    let what = format!("a reference to the {sort} {}, which is not in this file", short(id.raw()));
    draft.warn(line, Warning::LeftOut { what });
}

fn document_of(record: &Record<'_>) -> Document {
    let identifier = text_of(record, "dc:identifier");
    let contributors: Vec<String> = match record.get("dc:contributor") {
        Some(list) if list.is_list() => list.items().filter_map(Piece::text).map(Cow::into_owned).collect(),
        Some(one) => one.text().map(Cow::into_owned).into_iter().collect(),
        None => Vec::new(),
    };
    let title = text_of(record, "dc:title");
    let mut extras = extras_of(record, &["@id", "dc:title", "dc:contributor", "dc:identifier", "dc:description"]);
    if !identifier.is_empty() {
        extras.insert("dc:identifier".to_owned(), serde_json::Value::from(identifier.as_str()));
    }
    Document {
        title: if title.is_empty() { identifier.clone() } else { title },
        author: contributors.join("; "),
        url: address_of(&identifier),
        note: text_of(record, "dc:description"),
        extras,
        ..Document::default()
    }
}

fn text_of(record: &Record<'_>, name: &str) -> String {
    record.get(name).and_then(Piece::text).map(Cow::into_owned).unwrap_or_default()
}

/// Members that have no field of their own: kept with the record.
fn extras_of(record: &Record<'_>, own: &[&str]) -> Rest {
    let is_blank = |value: Piece<'_>| value.is_null() || (value.is_list() && value.items().next().is_none());
    let is_kept = |member: &&Member<'_>| !is_blank(member.value) && !own.iter().any(|name| member.is_named(name));
    let kept = record.members().iter().filter(is_kept);
    kept.map(|member| (member.name.text().unwrap_or_default().into_owned(), member.value.json())).collect()
}
