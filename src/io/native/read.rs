//! Reads the native file: from text to records, from records to a graph, with the place of whatever is wrong.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use serde_path_to_error::{Path, Segment};

use super::VERSION;
use super::details::{Gathered, Misfit};
use super::records::{
    ActorRecord, ColumnsRecord, DocumentRecord, EvidenceRecord, LinkRecord, PassageRecord, ViewRecord,
};
use crate::io::error::{ReadCause, ReadError};
use crate::io::json::{Fault, FaultKind, Outline, Span, item, member, outline};
use crate::io::limits::{NAME_BYTES, bytes_in_words};
use crate::io::quote::{Quote, short};
use crate::io::{ReadParts, Source, guess};
use crate::model::{
    Actor, Basis, ColumnKind, Credibility, Document, Evidence, Extras, GraphBuilder, Link, LoadReport, Passage,
    Reliability, Stance, TextRange, Value, View, Warning, When,
};

/// How many records are read side by side before they are put into the graph.
const CHUNK: usize = 16 * 1024;

const CORRECT_IT: &str =
    "Nothing was opened. Correct the file at this place with a text editor, or restore it from a backup.";

/// Reads a native file.
///
/// # Errors
/// [`ReadError`] where the file is not whole, is not of this format, or contradicts itself.
pub fn read(source: &mut Source<'_>) -> Result<ReadParts, ReadError> {
    let text = text_of(source)?;
    let walked = outline(text, &mut |at| source.tell_flow(1, at));
    let outline = walked.map_err(|fault| fault_error(source.name, text, &fault))?;
    let mut reader = Reader {
        text,
        outline,
        lines: OnceCell::new(),
        report: LoadReport::default(),
        unknown_fields: HashSet::new(),
        source,
    };
    reader.check_version()?;
    reader.read()
}

/// The text of the file without a byte order mark.
fn text_of<'a>(source: &Source<'a>) -> Result<&'a str, ReadError> {
    let bytes = source.bytes;
    if let Some(story) = guess::not_json(bytes) {
        return Err(ReadError::new(ReadCause::NotThisFormat, source.name, story.what, story.way_out));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let sound = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
            // Half a character at the very end is a file that was cut, and so is whatever comes before it.
            if let Err(fault) = outline(sound, &mut |_| ControlFlow::Continue(()))
                && (error.error_len().is_none() || fault.kind != FaultKind::Incomplete)
            {
                return Err(fault_error(source.name, sound, &fault));
            }
            let lossy = String::from_utf8_lossy(bytes);
            let what = "The file is not UTF-8 text: a byte stands in it that belongs to another encoding.";
            let way_out = "Nothing was opened. Open the file in a text editor, choose the encoding in which it reads well \
                           (such as Windows-1252), and save it as UTF-8.";
            Err(ReadError::new(ReadCause::NotThisFormat, source.name, what, way_out).at(Quote::new(
                &lossy,
                error.valid_up_to(),
                "this byte",
            )))
        }
    }
}

fn fault_error(name: &str, text: &str, fault: &Fault) -> ReadError {
    let Fault { at, what, remark, kind } = fault;
    let (cause, way_out) = match kind {
        FaultKind::Cancelled => return ReadError::cancelled(name),
        FaultKind::Malformed => (ReadCause::Broken, CORRECT_IT.to_owned()),
        FaultKind::Limit => (
            ReadCause::TooLarge,
            "Nothing was opened. If this value is meant to be so, it must be made smaller before the file can be opened."
                .to_owned(),
        ),
        FaultKind::Incomplete => {
            let size = text.len() as u64;
            let suspicious = if size > 0 && size.is_multiple_of(4096) {
                format!("; the size, exactly {}, suggests an interrupted copy", bytes_in_words(size))
            } else {
                String::new()
            };
            let way_out = format!(
                "The last part of the network is missing{suspicious}.\n\
                 Nothing was opened. Get the file again, or restore it from a backup."
            );
            (ReadCause::Broken, way_out)
        }
    };
    let mut told = format!("Line {}: ", crate::io::quote::line_at(text, *at));
    if *kind == FaultKind::Incomplete {
        told.clear();
    }
    told.push_str(what);
    ReadError::new(cause, name, told, way_out).at(Quote::new(text, *at, remark.as_str()))
}

struct Reader<'r, 's> {
    source: &'r mut Source<'s>,
    text: &'s str,
    outline: Outline,
    /// Where each line begins.
    lines: OnceCell<Vec<u32>>,
    report: LoadReport,
    unknown_fields: HashSet<(&'static str, String)>,
}

impl Reader<'_, '_> {
    fn field(&self, name: &str) -> Option<usize> {
        self.outline.fields.iter().position(|field| field.name == name)
    }

    fn check_version(&mut self) -> Result<(), ReadError> {
        let Some(position) = self.field("linklore") else {
            let story = guess::other_json(self.text, &self.outline);
            return Err(ReadError::new(ReadCause::NotThisFormat, self.source.name, story.what, story.way_out));
        };
        let span = self.outline.fields[position].value;
        let written = span.of(self.text).trim_matches('"');
        let major = written.split_once('.').map_or(written, |(major, _)| major).parse::<u64>();
        match major {
            Ok(VERSION) => {
                let minor = written.split_once('.').map_or("0", |(_, minor)| minor);
                if minor.bytes().any(|digit| digit != b'0') {
                    let version = written.to_owned();
                    self.warn_at(span, Warning::NewerVersion { version });
                }
                Ok(())
            }
            Ok(newer) if newer > VERSION => {
                let what = format!(
                    "The file was written for version {} of the format. This Linklore reads version {VERSION}.",
                    short(written)
                );
                let way_out = "Open it with a newer Linklore, or have it saved for version 1. Nothing was opened.";
                let error = ReadError::new(ReadCause::NewerVersion, self.source.name, what, way_out);
                Err(error.at(Quote::new(self.text, span.start(), "the version of the format")))
            }
            _ => {
                let what = "the field \"linklore\" must give the version of the format, which is 1.";
                Err(self.broken(span, what, "no version that is known"))
            }
        }
    }

    fn read(mut self) -> Result<ReadParts, ReadError> {
        let title = self.text_field("title")?;
        let created = self.text_field("created")?;
        self.text_field("generator")?;
        let mut builder = GraphBuilder::new(title, created);
        let mut extras = self.top_extras();
        let (mut actor_details, mut link_details) = self.read_columns(&mut extras)?;
        builder.set_extras(extras);
        for span in std::mem::take(&mut self.outline.rounded) {
            let number = short(span.of(self.text));
            self.warn_at(span, Warning::NumberRounded { number });
        }

        self.list("documents", |reader, span, record: DocumentRecord, _| {
            reader.add_document(&mut builder, span, record)
        })?;
        let lengths: Vec<Option<u32>> = builder
            .graph()
            .documents()
            .map(|(_, document)| document.text.as_ref().map(|text| text.chars().count() as u32))
            .collect();
        self.list("passages", |reader, span, record: PassageRecord, _| {
            reader.add_passage(&mut builder, &lengths, span, record)
        })?;
        self.list("actors", |reader, span, mut record: ActorRecord, row| {
            actor_details.take(row, record.details.take().unwrap_or_default());
            reader.add_actor(&mut builder, span, record)
        })?;
        self.list("links", |reader, span, mut record: LinkRecord, row| {
            link_details.take(row, record.details.take().unwrap_or_default());
            reader.add_link(&mut builder, span, record)
        })?;
        builder.set_actor_columns(self.finish_details("actors", actor_details));
        builder.set_link_columns(self.finish_details("links", link_details));
        self.check_detail_dates(&builder);

        let graph = builder.finish();
        let mut view = View::blank(&graph);
        if let Some(field) = self.field("view") {
            let span = self.outline.fields[field].value;
            let record: Option<ViewRecord> = self.parse(span, "view", None)?;
            if let Some(record) = record {
                let line = self.line(span);
                let report = &mut self.report;
                view = super::view::from_record(record, &graph, &mut |warning| report.push(Some(line), warning));
            }
        }
        self.source.tell(2, self.text.len())?;
        Ok((graph, view, self.report))
    }

    /// Fields of the outermost object that are not part of the format; a version other than plain 1 is kept with them.
    fn top_extras(&mut self) -> Extras {
        const KNOWN: [&str; 9] =
            ["title", "created", "generator", "columns", "documents", "passages", "actors", "links", "view"];
        let mut extras = Extras::new();
        let mut unknown = Vec::new();
        for field in &self.outline.fields {
            if KNOWN.contains(&field.name.as_str()) {
                continue;
            }
            let value: Json = serde_json::from_str(field.value.of(self.text)).unwrap_or_default();
            if field.name == "linklore" {
                if value == VERSION {
                    continue;
                }
            } else {
                unknown.push((field.value, field.name.clone()));
            }
            extras.insert(field.name.clone(), value);
        }
        for (span, field) in unknown {
            self.warn_unknown("the file", span, &field);
        }
        extras
    }

    fn text_field(&mut self, name: &str) -> Result<String, ReadError> {
        let Some(field) = self.field(name) else { return Ok(String::new()) };
        let text: Option<String> = self.parse(self.outline.fields[field].value, name, None)?;
        Ok(text.unwrap_or_default())
    }

    fn read_columns(&mut self, extras: &mut Extras) -> Result<(Gathered, Gathered), ReadError> {
        let (mut actors, mut links) = (Gathered::default(), Gathered::default());
        let Some(field) = self.field("columns") else { return Ok((actors, links)) };
        let span = self.outline.fields[field].value;
        let Some(record) = self.parse::<Option<ColumnsRecord>>(span, "columns", None)? else {
            return Ok((actors, links));
        };
        let mut kept = Extras::new();
        for (list, declared, gathered) in [("actors", record.actors, &mut actors), ("links", record.links, &mut links)]
        {
            let mut unknown = Extras::new();
            for (name, kind) in declared.unwrap_or_default() {
                if let Some(kind) = kind.as_str().and_then(ColumnKind::from_name) {
                    gathered.declare(&name, kind);
                    continue;
                }
                let owner = format!("the detail \"{name}\" of {list}");
                self.warn_at(span, Warning::ValueNotUnderstood { owner, field: "type", value: as_text(&kind) });
                unknown.insert(name, kind);
            }
            if !unknown.is_empty() {
                kept.insert(list.to_owned(), Json::Object(unknown));
            }
        }
        for (name, value) in record.extras {
            self.warn_unknown("the columns", span, &name);
            kept.insert(name, value);
        }
        if !kept.is_empty() {
            extras.insert("columns".to_owned(), Json::Object(kept));
        }
        Ok((actors, links))
    }

    fn finish_details(&mut self, list: &'static str, details: Gathered) -> crate::model::Columns {
        let (columns, misfits) = details.finish();
        for Misfit { column, row } in misfits {
            let span = self.field(list).and_then(|field| self.outline.fields[field].items.get(row).copied());
            let line = span.map(|span| self.line(span));
            self.report.push(line, Warning::MixedColumn { list, column });
        }
        columns
    }

    /// Reads every record of a list, many side by side, and hands them to `take` in the order of the file.
    fn list<T: DeserializeOwned + Send>(
        &mut self,
        name: &'static str,
        mut take: impl FnMut(&mut Self, Span, T, usize) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let Some(field) = self.field(name) else { return Ok(()) };
        let value = self.outline.fields[field].value;
        let items = std::mem::take(&mut self.outline.fields[field].items);
        match value.of(self.text).as_bytes().first() {
            Some(b'[') => {}
            Some(b'n') => return Ok(()),
            _ => {
                let what = format!("\"{name}\" must be a list.");
                return Err(self.broken(value, &what, "not a list"));
            }
        }
        for (number, chunk) in items.chunks(CHUNK).enumerate() {
            let text = self.text;
            let records: Vec<Option<T>> =
                chunk.par_iter().map(|span| serde_json::from_str(span.of(text)).ok()).collect();
            for (offset, (record, span)) in records.into_iter().zip(chunk).enumerate() {
                let row = number * CHUNK + offset;
                let record = match record {
                    Some(record) => record,
                    // Once more, to find out what is wrong with it.
                    None => self.parse(*span, name, Some(row))?,
                };
                take(self, *span, record, row)?;
            }
            self.source.tell(2, chunk.last().map_or(0, |span| span.start()))?;
        }
        self.outline.fields[field].items = items;
        Ok(())
    }

    fn parse<T: DeserializeOwned>(&self, span: Span, field: &str, row: Option<usize>) -> Result<T, ReadError> {
        let mut deserializer = serde_json::Deserializer::from_str(span.of(self.text));
        deserializer.disable_recursion_limit();
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| self.type_error(span, field, row, &error))
    }

    fn add_document(
        &mut self,
        builder: &mut GraphBuilder,
        span: Span,
        record: DocumentRecord,
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
            key: key.clone(),
            title: title.unwrap_or_default(),
            author: author.unwrap_or_default(),
            publisher: publisher.unwrap_or_default(),
            published,
            retrieved,
            url: url.unwrap_or_default(),
            path: path.unwrap_or_default(),
            sha256: sha256.unwrap_or_default(),
            language: language.unwrap_or_default(),
            reliability,
            note: note.unwrap_or_default(),
            text,
            missing: false,
            extras,
        };
        builder.add_document(document).map(drop).map_err(|_taken| self.duplicate("documents", "document", span, &key))
    }

    fn add_passage(
        &mut self,
        builder: &mut GraphBuilder,
        lengths: &[Option<u32>],
        span: Span,
        record: PassageRecord,
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
            self.warn_at(span, Warning::DanglingDocument { passage: key.clone(), document });
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
                self.warn_at(span, Warning::RangeOutsideDocument { passage: key.clone(), range: (start, end), length });
            }
        }
        let passage = Passage {
            key: key.clone(),
            document: Some(document_ix),
            range,
            page: page.unwrap_or_default(),
            paragraph: paragraph.unwrap_or_default(),
            quote: quote.unwrap_or_default(),
            paraphrase: paraphrase.unwrap_or_default(),
            language: language.unwrap_or_default(),
            translation: translation.unwrap_or_default(),
            missing: false,
            extras,
        };
        builder.add_passage(passage).map(drop).map_err(|_taken| self.duplicate("passages", "passage", span, &key))
    }

    fn add_actor(&mut self, builder: &mut GraphBuilder, span: Span, record: ActorRecord) -> Result<(), ReadError> {
        let ActorRecord { id, label, kind, aliases, note, details: _, evidence, extras } = record;
        let key = self.id(span, "an actor", id)?;
        self.warn_unknown_fields("actors", span, &extras);
        let evidence = self.evidence(builder, span, evidence, || format!("actor \"{key}\""))?;
        let actor = Actor {
            key: key.clone(),
            label: label.unwrap_or_default(),
            kind: kind.unwrap_or_default(),
            aliases: aliases.unwrap_or_default(),
            note: note.unwrap_or_default(),
            evidence,
            extras,
        };
        builder.add_actor(actor).map(drop).map_err(|_taken| self.duplicate("actors", "actor", span, &key))
    }

    fn add_link(&mut self, builder: &mut GraphBuilder, span: Span, record: LinkRecord) -> Result<(), ReadError> {
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
            key: key.clone(),
            kind: kind.unwrap_or_default(),
            directed: directed.unwrap_or_default(),
            when,
            weight,
            note: note.unwrap_or_default(),
            evidence,
            extras,
        };
        builder.add_link(source, target, link).map(drop).map_err(|_taken| self.duplicate("links", "link", span, &key))
    }

    fn evidence(
        &mut self,
        builder: &mut GraphBuilder,
        span: Span,
        records: Option<Vec<EvidenceRecord>>,
        owner: impl Fn() -> String,
    ) -> Result<Vec<Evidence>, ReadError> {
        let of_owner = || format!("the evidence of {}", owner());
        let mut all = Vec::new();
        for record in records.unwrap_or_default() {
            let EvidenceRecord { passage, stance, basis, credibility, note, added, by, mut extras } = record;
            self.warn_unknown_fields("evidence", span, &extras);
            let Some(passage) = passage else {
                let what =
                    format!("a piece of evidence of {} does not say on which passage it rests.", visible(&owner()));
                return Err(self.broken(span, &what, "this record"));
            };
            let (passage_ix, missing) = builder.passage_or_stand_in(&passage);
            if missing {
                self.warn_at(span, Warning::DanglingPassage { owner: owner(), passage });
            }
            let stance = match stance.as_ref().map(|stance| stance.as_str()) {
                None | Some(Some("supports")) => Stance::Supports,
                Some(Some("contradicts")) => Stance::Contradicts,
                Some(_) => {
                    let raw = stance.unwrap_or_default();
                    self.warn_at(span, Warning::StanceNotUnderstood { owner: of_owner(), value: as_text(&raw) });
                    extras.insert("stance".to_owned(), raw);
                    Stance::Supports
                }
            };
            let to_basis = |value: &Json| value.as_str().and_then(Basis::from_name);
            let basis = self.known(span, "basis", basis, to_basis, of_owner, &mut extras);
            let to_credibility =
                |value: &Json| value.as_u64().and_then(|number| u8::try_from(number).ok()).and_then(Credibility::new);
            let credibility = self.known(span, "credibility", credibility, to_credibility, of_owner, &mut extras);
            let added = added.unwrap_or_default();
            if !added.is_empty() {
                self.when(span, Some(added.clone()), of_owner);
            }
            all.push(Evidence {
                passage: passage_ix,
                stance,
                basis,
                credibility,
                note: note.unwrap_or_default(),
                added,
                by: by.unwrap_or_default(),
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
        raw: Option<Json>,
        understand: impl Fn(&Json) -> Option<T>,
        owner: impl Fn() -> String,
        extras: &mut Extras,
    ) -> Option<T> {
        let raw = raw?;
        let understood = understand(&raw);
        if understood.is_none() {
            self.warn_at(span, Warning::ValueNotUnderstood { owner: owner(), field, value: as_text(&raw) });
            extras.insert(field.to_owned(), raw);
        }
        understood
    }

    fn when(&mut self, span: Span, text: Option<String>, owner: impl Fn() -> String) -> Option<When> {
        let when = When::new(text?);
        if !when.is_understood() {
            self.warn_at(span, Warning::DateNotUnderstood { owner: owner(), text: when.text().to_owned() });
        }
        Some(when)
    }

    fn check_detail_dates(&mut self, builder: &GraphBuilder) {
        let graph = builder.graph();
        for (list, sort, columns) in
            [("actors", "actor", graph.actor_columns()), ("links", "link", graph.link_columns())]
        {
            let spans = self.field(list).map(|field| self.outline.fields[field].items.clone()).unwrap_or_default();
            for column in columns.iter().filter(|column| column.kind() == ColumnKind::Date) {
                for (row, span) in spans.iter().enumerate() {
                    let Some(Value::Date(text)) = column.get(row) else { continue };
                    let owner = || format!("\"{}\" of {sort} on this line", column.name);
                    self.when(*span, Some(text), owner);
                }
            }
        }
    }

    fn id(&self, span: Span, what: &str, id: Option<String>) -> Result<String, ReadError> {
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

    fn line(&self, span: Span) -> u32 {
        let starts = self.lines.get_or_init(|| {
            let newlines = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect()
        });
        starts.partition_point(|start| *start as usize <= span.start()) as u32
    }

    fn warn_at(&mut self, span: Span, warning: Warning) {
        let line = self.line(span);
        self.report.push(Some(line), warning);
    }

    fn warn_unknown_fields(&mut self, record: &'static str, span: Span, extras: &Extras) {
        for field in extras.keys() {
            self.warn_unknown(record, span, field);
        }
    }

    /// Tells of an unknown field once per sort of record.
    fn warn_unknown(&mut self, record: &'static str, span: Span, field: &str) {
        if self.unknown_fields.insert((record, field.to_owned())) {
            self.warn_at(span, Warning::UnknownField { record, field: field.to_owned() });
        }
    }

    /// An error at a place; `what` is a sentence that begins in lower case, because the line stands before it.
    fn broken(&self, span: Span, what: &str, remark: &str) -> ReadError {
        let what = format!("Line {}: {what}", self.line(span));
        ReadError::new(ReadCause::Broken, self.source.name, what, CORRECT_IT).at(Quote::new(
            self.text,
            span.start(),
            remark,
        ))
    }

    fn duplicate(&self, list: &str, sort: &str, span: Span, key: &str) -> ReadError {
        let items = self.field(list).map(|field| self.outline.fields[field].value);
        let first = items.and_then(|list| {
            (0..).map_while(|index| item(self.text, list, index)).find(|record| {
                let id = member(self.text, *record, "id").map(|id| serde_json::from_str::<String>(id.of(self.text)));
                matches!(id, Some(Ok(id)) if id == key)
            })
        });
        let first = first.map_or(String::new(), |first| format!("; the first one is on line {}", self.line(first)));
        let what = format!("this is a second {sort} with the id \"{}\"{first}.", short(key));
        self.broken(member(self.text, span, "id").unwrap_or(span), &what, "taken")
    }

    fn type_error(
        &self,
        span: Span,
        field: &str,
        row: Option<usize>,
        error: &serde_path_to_error::Error<serde_json::Error>,
    ) -> ReadError {
        let mut place = field.to_owned();
        if let Some(row) = row {
            let _ = write!(place, "[{row}]");
        }
        let value = follow(self.text, span, error.path(), &mut place);
        let words = error.inner().to_string();
        let is = found(value.of(self.text));
        let what = match expected(&words) {
            Some(expected) => format!("{place} must be {expected}, but is {is}."),
            None => format!("{place} cannot be {is}."),
        };
        self.broken(value, &what, "this value")
    }
}

/// The value at the end of a path, and the path in words.
fn follow(text: &str, start: Span, path: &Path, place: &mut String) -> Span {
    let mut value = start;
    for segment in path {
        let next = match segment {
            Segment::Seq { index } => {
                let _ = write!(place, "[{index}]");
                item(text, value, *index)
            }
            Segment::Map { key } => {
                let _ = write!(place, ".{}", short(key));
                member(text, value, key)
            }
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
    }
    value
}

/// What stands there, in words.
fn found(value: &str) -> String {
    match value.as_bytes().first() {
        Some(b'"') => format!("the text {}", short(value)),
        Some(b'{') => "an object".to_owned(),
        Some(b'[') => "a list".to_owned(),
        Some(b't' | b'f' | b'n') => value.to_owned(),
        _ => format!("the number {}", short(value)),
    }
}

/// What should stand there, in words, out of the message of the parser.
fn expected(message: &str) -> Option<&'static str> {
    let (_, expected) = message.split_once("expected ")?;
    let words = [
        ("a string", "text"),
        ("u32", "a whole number from 0 to 4294967295"),
        ("f64", "a number"),
        ("a boolean", "true or false"),
        ("a sequence", "a list"),
        ("a map", "an object"),
        ("struct ", "an object"),
    ];
    words.into_iter().find(|(start, _)| expected.starts_with(start)).map(|(_, words)| words)
}

fn as_text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn visible(owner: &str) -> String {
    crate::io::quote::visible(owner)
}
