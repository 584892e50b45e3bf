//! Reads the native file: from text to records, from records to a graph, with the place of whatever is wrong.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value as Json;

use super::VERSION;
use super::borrowed::{Raw, Text};
use super::details::{Gathered, Misfit};
use super::records::{ActorRecord, ColumnsRecord, DocumentRecord, Fields, LinkRecord, PassageRecord, ViewRecord};
use super::take::as_text;
use crate::io::error::{ReadCause, ReadError};
use crate::io::input::Input;
use crate::io::json::{FaultKind, Outline, Span, fault_error, outline};
use crate::io::quote::{Quote, short};
use crate::io::{ReadParts, encoding, guess};
use crate::model::{Cell, ColumnKind, Columns, Extras, GraphBuilder, LoadReport, View, Warning};

/// How many records are read side by side before they are put into the graph.
const CHUNK: usize = 2048;

/// How many bytes of records at most, the last of them not counted.
const CHUNK_BYTES: usize = 256 * 1024;

/// Reads a native file.
///
/// # Errors
/// [`ReadError`] where the file is not whole, is not of this format, or contradicts itself.
pub fn read(source: &mut Input<'_>) -> Result<ReadParts, ReadError> {
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
fn text_of<'a>(source: &Input<'a>) -> Result<&'a str, ReadError> {
    let bytes = source.bytes;
    if encoding::is_utf16(bytes) {
        return Ok(source.text);
    }
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

/// A file while it is read.
pub(super) struct Reader<'r, 's> {
    pub(super) source: &'r mut Input<'s>,
    pub(super) text: &'s str,
    pub(super) outline: Outline,
    /// Where each line begins.
    pub(super) lines: OnceCell<Vec<u32>>,
    pub(super) report: LoadReport,
    pub(super) unknown_fields: HashSet<(&'static str, String)>,
}

impl<'s> Reader<'_, 's> {
    pub(super) fn field(&self, name: &str) -> Option<usize> {
        self.outline.fields.iter().position(|field| field.name == name)
    }

    fn item_count(&self, list: &str) -> usize {
        self.field(list).map_or(0, |field| self.outline.fields[field].items.len())
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
        builder.reserve(self.item_count("actors"), self.item_count("links"));
        self.list("actors", |reader, span, mut record: ActorRecord, row| {
            actor_details.take(row, record.details.take().unwrap_or_default());
            if actor_details.is_full() {
                return Err(reader.source.too_many_details("actors"));
            }
            reader.add_actor(&mut builder, span, record)
        })?;
        self.list("links", |reader, span, mut record: LinkRecord, row| {
            link_details.take(row, record.details.take().unwrap_or_default());
            if link_details.is_full() {
                return Err(reader.source.too_many_details("links"));
            }
            reader.add_link(&mut builder, span, record)
        })?;
        builder.set_actor_columns(self.finish_details("actors", actor_details));
        builder.set_link_columns(self.finish_details("links", link_details));
        self.check_detail_dates(&builder);

        let graph = builder.finish();
        self.report.actors.read = graph.actor_count();
        self.report.links.read = graph.link_count();
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
        /// Where a graph was imported from, for people and for importing again; kept as it is.
        const KEPT: &str = "imported";
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
            } else if field.name != KEPT {
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
        let mut kept = Fields::new();
        for (list, declared, gathered) in [("actors", record.actors, &mut actors), ("links", record.links, &mut links)]
        {
            let mut unknown = Fields::new();
            for (name, kind) in declared.unwrap_or_default() {
                if let Some(kind) = kind.as_str().and_then(ColumnKind::from_name) {
                    gathered.declare(&name, kind);
                    continue;
                }
                let owner = format!("the detail \"{name}\" of {list}");
                self.warn_at(
                    span,
                    Warning::ValueNotUnderstood { owner, field: "type", value: as_text(&Raw::from(&kind)) },
                );
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

    fn finish_details(&mut self, list: &'static str, details: Gathered) -> Columns {
        let (columns, misfits) = details.finish();
        for Misfit { column, row } in misfits {
            let span = self.field(list).and_then(|field| self.outline.fields[field].items.get(row).copied());
            let line = span.map(|span| self.line(span));
            self.report.push(line, Warning::MixedColumn { list, column });
        }
        columns
    }

    /// Reads every record of a list, many side by side, and hands them to `take` in the order of the file.
    fn list<T: Deserialize<'s> + Send>(
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
        let mut done = 0;
        while let Some(first) = items.get(done) {
            let is_near = |span: &&Span| span.start() - first.start() < CHUNK_BYTES;
            let count = items[done..].iter().take(CHUNK).take_while(is_near).count();
            let chunk = &items[done..done + count];
            let text = self.text;
            let records: Vec<Option<T>> =
                chunk.par_iter().map(|span| serde_json::from_str(span.of(text)).ok()).collect();
            for (offset, (record, span)) in records.into_iter().zip(chunk).enumerate() {
                let row = done + offset;
                let record = match record {
                    Some(record) => record,
                    // Once more, to find out what is wrong with it.
                    None => self.parse(*span, name, Some(row))?,
                };
                take(self, *span, record, row)?;
            }
            self.source.tell(2, chunk.last().map_or(0, |span| span.start()))?;
            done += count;
        }
        self.outline.fields[field].items = items;
        Ok(())
    }

    fn parse<T: Deserialize<'s>>(&self, span: Span, field: &str, row: Option<usize>) -> Result<T, ReadError> {
        let mut deserializer = serde_json::Deserializer::from_str(span.of(self.text));
        deserializer.disable_recursion_limit();
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| self.type_error(span, field, row, &error))
    }

    fn check_detail_dates(&mut self, builder: &GraphBuilder) {
        let graph = builder.graph();
        for (list, sort, columns) in
            [("actors", "actor", graph.actor_columns()), ("links", "link", graph.link_columns())]
        {
            let spans = self.field(list).map(|field| self.outline.fields[field].items.clone()).unwrap_or_default();
            for column in columns.iter().filter(|column| column.kind() == ColumnKind::Date) {
                for (row, span) in spans.iter().enumerate() {
                    let Some(Cell::Date(text)) = column.cell(row) else { continue };
                    let owner = || format!("\"{}\" of {sort} on this line", column.name);
                    self.when(*span, Some(Text::from(text)), owner);
                }
            }
        }
    }
}
