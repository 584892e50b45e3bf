//! From the records of a file to those of a graph: what must be there, what is not understood, what is kept as it is.

use serde_json::Value as Json;

use super::borrowed::{Raw, Text};
use super::read::Reader;
use super::records::{ActorRecord, DocumentRecord, EvidenceRecord, LinkRecord, PassageRecord};
use crate::io::error::ReadError;
use crate::io::json::{Span, member};
use crate::io::limits::{NAME_BYTES, bytes_in_words};
use crate::io::quote::{short, visible};
use crate::model::{
    Actor, ActorMore, Basis, Credibility, Document, Evidence, GraphBuilder, Link, LinkMore, Passage, Reliability, Rest,
    Stance, TextRange, Warning, When,
};

impl Reader<'_, '_> {
    pub(super) fn add_document(
        &mut self,
        builder: &mut GraphBuilder,
        span: Span,
        record: DocumentRecord<'_>,
    ) -> Result<(), ReadError> {
        let DocumentRecord {
            id,
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
            mut extras,
        } = record;
        let key = self.id(span, "a document", id)?;
        self.warn_unknown_fields("documents", span, &extras);
        let owner = || format!("document \"{key}\"");
        let published = self.when(span, published, owner);
        let retrieved = self.when(span, retrieved, owner);
        let reliability = self.known(
            span,
            "reliability",
            reliability,
            |value| value.as_str().and_then(Reliability::from_letter),
            owner,
            &mut extras,
        );
        let document = Document {
            key: key.to_string(),
            title: owned(title),
            author: owned(author),
            publisher: owned(publisher),
            published,
            retrieved,
            url: owned(url),
            path: owned(path),
            sha256: owned(sha256),
            language: owned(language),
            reliability,
            note: owned(note),
            text: text.map(Text::into_string),
            missing: false,
            extras,
        };
        builder
            .add_document(document)
            .map(drop)
            .map_err(|taken| self.duplicate("documents", "document", span, &taken.0))
    }

    pub(super) fn add_passage(
        &mut self,
        builder: &mut GraphBuilder,
        lengths: &[Option<u32>],
        span: Span,
        record: PassageRecord<'_>,
    ) -> Result<(), ReadError> {
        let PassageRecord {
            id,
            document,
            start,
            end,
            page,
            paragraph,
            quote,
            paraphrase,
            language,
            translation,
            mut extras,
        } = record;
        let key = self.id(span, "a passage", id)?;
        self.warn_unknown_fields("passages", span, &extras);
        let Some(document) = document else {
            let what =
                format!("passage \"{}\" does not say of which document it is part (field \"document\").", short(&key));
            return Err(self.broken(span, &what, "this record"));
        };
        let (document_ix, missing) = builder.document_or_stand_in(&document);
        if missing {
            self.warn_at(
                span,
                Warning::DanglingDocument { passage: key.to_string(), document: document.into_string() },
            );
        }
        let range = match (start, end) {
            (Some(start), Some(end)) => Some(TextRange { start, end }),
            (None, None) => None,
            (start, end) => {
                let (field, value) = if let Some(start) = start { ("start", start) } else { ("end", end.unwrap_or(0)) };
                let owner = format!("passage \"{key}\" without its other end");
                self.warn_at(span, Warning::ValueNotUnderstood { owner, field, value: value.to_string() });
                extras.insert(field.to_owned(), Json::from(value));
                None
            }
        };
        if let Some(TextRange { start, end }) = range.filter(|_| !missing) {
            let length = lengths.get(document_ix.get()).copied().flatten();
            if length.is_none_or(|length| start >= end || end > length) {
                self.warn_at(
                    span,
                    Warning::RangeOutsideDocument { passage: key.to_string(), range: (start, end), length },
                );
            }
        }
        let passage = Passage {
            key: key.to_string(),
            document: Some(document_ix),
            range,
            page: owned(page),
            paragraph: owned(paragraph),
            quote: owned(quote),
            paraphrase: owned(paraphrase),
            language: owned(language),
            translation: owned(translation),
            missing: false,
            extras,
        };
        builder.add_passage(passage).map(drop).map_err(|taken| self.duplicate("passages", "passage", span, &taken.0))
    }

    pub(super) fn add_actor(
        &mut self,
        builder: &mut GraphBuilder,
        span: Span,
        record: ActorRecord<'_>,
    ) -> Result<(), ReadError> {
        let ActorRecord { id, label, kind, aliases, note, details: _, evidence, extras } = record;
        let key = self.id(span, "an actor", id)?;
        self.warn_unknown_fields("actors", span, &extras);
        let evidence = self.evidence(builder, span, evidence, || format!("actor \"{key}\""))?;
        let actor = Actor {
            key: (&*key).into(),
            label: label.as_deref().unwrap_or_default().into(),
            kind: kind.as_deref().unwrap_or_default().into(),
            more: ActorMore {
                aliases: aliases.unwrap_or_default().into_iter().map(Text::into_string).collect(),
                note: owned(note),
                evidence,
                extras,
            }
            .into(),
        };
        builder.add_actor(actor).map(drop).map_err(|taken| self.duplicate("actors", "actor", span, &taken.0))
    }

    pub(super) fn add_link(
        &mut self,
        builder: &mut GraphBuilder,
        span: Span,
        record: LinkRecord<'_>,
    ) -> Result<(), ReadError> {
        let LinkRecord { id, source, target, kind, directed, when, weight, note, details: _, evidence, extras } =
            record;
        let key = self.id(span, "a link", id)?;
        self.warn_unknown_fields("links", span, &extras);
        let mut ends = [source, target].into_iter().zip(["source", "target"]).map(|(end, field)| {
            let Some(end) = end else {
                let what = format!("link \"{}\" has no {field}.", short(&key));
                return Err(self.broken(span, &what, "this record"));
            };
            builder.actor_by_key(&end).ok_or_else(|| {
                let what = format!(
                    "link \"{}\" has the {field} \"{}\", which is not an actor in this file.",
                    short(&key),
                    short(&end)
                );
                self.broken(member(self.text, span, field).unwrap_or(span), &what, "no such actor")
            })
        });
        let (source, target) = (ends.next().transpose()?, ends.next().transpose()?);
        drop(ends);
        let (Some(source), Some(target)) = (source, target) else { return Ok(()) };
        let owner = || format!("link \"{key}\"");
        let when = self.when(span, when, owner);
        let evidence = self.evidence(builder, span, evidence, owner)?;
        let link = Link {
            key: (&*key).into(),
            kind: kind.as_deref().unwrap_or_default().into(),
            directed: directed.unwrap_or_default(),
            weight,
            more: LinkMore { when, note: owned(note), evidence, extras }.into(),
        };
        builder
            .add_link(source, target, link)
            .map(drop)
            .map_err(|taken| self.duplicate("links", "link", span, &taken.0))
    }

    fn evidence(
        &mut self,
        builder: &mut GraphBuilder,
        span: Span,
        records: Option<Vec<EvidenceRecord<'_>>>,
        owner: impl Fn() -> String,
    ) -> Result<Vec<Evidence>, ReadError> {
        let of_owner = || format!("the evidence of {}", owner());
        let records = records.unwrap_or_default();
        let mut all = Vec::with_capacity(records.len());
        for record in records {
            let EvidenceRecord { passage, stance, basis, credibility, note, added, by, mut extras } = record;
            self.warn_unknown_fields("evidence", span, &extras);
            let Some(passage) = passage else {
                let what =
                    format!("a piece of evidence of {} does not say on which passage it rests.", visible(&owner()));
                return Err(self.broken(span, &what, "this record"));
            };
            let (passage_ix, missing) = builder.passage_or_stand_in(&passage);
            if missing {
                self.warn_at(span, Warning::DanglingPassage { owner: owner(), passage: passage.into_string() });
            }
            let stance = match stance {
                None => Stance::Supports,
                Some(raw) => match raw.as_str() {
                    Some("supports") => Stance::Supports,
                    Some("contradicts") => Stance::Contradicts,
                    _ => {
                        self.warn_at(span, Warning::StanceNotUnderstood { owner: of_owner(), value: as_text(&raw) });
                        extras.insert("stance".to_owned(), raw.into_json());
                        Stance::Supports
                    }
                },
            };
            let to_basis = |value: &Raw<'_>| value.as_str().and_then(Basis::from_name);
            let basis = self.known(span, "basis", basis, to_basis, of_owner, &mut extras);
            let to_credibility = |value: &Raw<'_>| {
                value.as_u64().and_then(|number| u8::try_from(number).ok()).and_then(Credibility::new)
            };
            let credibility = self.known(span, "credibility", credibility, to_credibility, of_owner, &mut extras);
            if added.as_ref().is_some_and(|added| !added.is_empty()) {
                self.when(span, added.clone(), of_owner);
            }
            all.push(Evidence {
                passage: passage_ix,
                stance,
                basis,
                credibility,
                note: owned(note),
                added: owned(added),
                by: owned(by),
                extras,
            });
        }
        Ok(all)
    }

    /// A value that must be one of a few; what is not goes to the extras as it is, with a warning.
    fn known<T>(
        &mut self,
        span: Span,
        field: &'static str,
        raw: Option<Raw<'_>>,
        understand: impl Fn(&Raw<'_>) -> Option<T>,
        owner: impl Fn() -> String,
        extras: &mut Rest,
    ) -> Option<T> {
        let raw = raw?;
        let understood = understand(&raw);
        if understood.is_none() {
            self.warn_at(span, Warning::ValueNotUnderstood { owner: owner(), field, value: as_text(&raw) });
            extras.insert(field.to_owned(), raw.into_json());
        }
        understood
    }

    pub(super) fn when(&mut self, span: Span, text: Option<Text<'_>>, owner: impl Fn() -> String) -> Option<When> {
        let when = When::new(text?.into_string());
        if !when.is_understood() {
            self.warn_at(span, Warning::DateNotUnderstood { owner: owner(), text: when.text().to_owned() });
        }
        Some(when)
    }

    fn id<'t>(&self, span: Span, what: &str, id: Option<Text<'t>>) -> Result<Text<'t>, ReadError> {
        let Some(id) = id else {
            return Err(self.broken(span, &format!("{what} has no id."), "this record"));
        };
        if id.len() > NAME_BYTES {
            let what =
                format!("the id of {what} is longer than {}, which is the limit.", bytes_in_words(NAME_BYTES as u64));
            return Err(self.broken(member(self.text, span, "id").unwrap_or(span), &what, "this id"));
        }
        Ok(id)
    }
}

fn owned(text: Option<Text<'_>>) -> String {
    text.map(Text::into_string).unwrap_or_default()
}

pub(super) fn as_text(value: &Raw<'_>) -> String {
    value.as_str().map_or_else(|| value.clone().into_json().to_string(), str::to_owned)
}
