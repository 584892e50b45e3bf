//! Writes the native file: one record per line, fields in a fixed order, so that the same graph gives the same bytes.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value as Json;

use super::borrowed::{Exact, Raw, Text};
use super::records::{ActorRecord, DocumentRecord, EvidenceRecord, Fields, LinkRecord, PassageRecord};
use super::{VERSION, details, view};
use crate::io::quote::line_at;
use crate::model::{
    Actor, ActorMore, Columns, Document, Evidence, Graph, Link, LinkIx, LinkMore, Passage, Stance, TextRange, View,
    When,
};

/// Writes a graph and its view as a native file.
///
/// # Errors
/// Where `out` fails, or a weight is not a finite number.
pub fn write_native(graph: &Graph, view: &View, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut extras = graph.extras.clone();
    let version = extras.remove("linklore").unwrap_or(Json::from(VERSION));
    write!(out, "{{\"linklore\": {version}")?;
    for (name, value) in [("title", &graph.title), ("created", &graph.created)] {
        if !value.is_empty() {
            write!(out, ", \"{name}\": {}", to_json(value)?)?;
        }
    }
    let generator = concat!("linklore ", env!("CARGO_PKG_VERSION"));
    writeln!(out, ", \"generator\": \"{generator}\"")?;
    write_columns(graph, extras.remove("columns"), out)?;
    let documents = graph.documents().map(|(_, document)| document).filter(|document| !document.missing);
    write_list("documents", documents.map(document_record), out)?;
    let passages = graph.passages().map(|(_, passage)| passage).filter(|passage| !passage.missing);
    write_list("passages", passages.map(|passage| passage_record(graph, passage)), out)?;
    write_list("actors", graph.actors().map(|(ix, actor)| actor_record(graph, ix.get(), actor)), out)?;
    write_list("links", graph.links().map(|(ix, link)| link_record(graph, ix, link)), out)?;
    write_view(graph, view, out)?;
    for (name, value) in &extras {
        writeln!(out, ",{}: {}", to_json(name)?, to_json(value)?)?;
    }
    out.write_all(b"}\n")
}

/// The bytes of a native file.
///
/// # Errors
/// Where a weight is not a finite number.
pub fn to_bytes(graph: &Graph, view: &View) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_native(graph, view, &mut bytes)?;
    Ok(bytes)
}

/// Whether bytes read back as a native file, and would be written as the very same bytes again.
///
/// # Errors
/// In words, where they do not.
pub fn verify_native(bytes: &[u8]) -> Result<(), String> {
    let opened = crate::io::read_bytes("copy.linklore", bytes).map_err(|error| error.what().to_owned())?;
    let mut again = Comparison { expected: bytes, differs: false };
    let written = write_native(&opened.graph, &opened.view, &mut again);
    if !again.differs {
        written.map_err(|error| error.to_string())?;
        if again.expected.is_empty() {
            return Ok(());
        }
    }
    let line = line_at(&String::from_utf8_lossy(bytes), bytes.len() - again.expected.len());
    Err(format!("What was written would not read back as the same graph (line {line})."))
}

/// Compares what is written with what is expected, piece by piece: a large file is not held once more for that.
struct Comparison<'a> {
    /// What has not been written yet.
    expected: &'a [u8],
    /// Whether something else was written here.
    differs: bool,
}

impl Write for Comparison<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(rest) = self.expected.strip_prefix(bytes) {
            self.expected = rest;
            return Ok(bytes.len());
        }
        let count = self.expected.iter().zip(bytes).take_while(|(one, other)| one == other).count();
        self.expected = &self.expected[count..];
        self.differs = true;
        Err(io::Error::other("it differs"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn to_json(value: &(impl Serialize + ?Sized)) -> io::Result<String> {
    serde_json::to_string(value).map_err(io::Error::from)
}

fn write_columns(graph: &Graph, kept: Option<Json>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut kept = if let Some(Json::Object(kept)) = kept { kept } else { Fields::new() };
    let mut lists = Vec::new();
    for (list, columns) in [("actors", graph.actor_columns()), ("links", graph.link_columns())] {
        let mut fields = columns_by_name(columns);
        if let Some(Json::Object(more)) = kept.shift_remove(list) {
            for (name, kind) in more {
                fields.entry(name).or_insert(kind);
            }
        }
        if !fields.is_empty() {
            lists.push((list.to_owned(), Json::Object(fields)));
        }
    }
    lists.extend(kept);
    if lists.is_empty() {
        return Ok(());
    }
    out.write_all(b",\"columns\": {")?;
    for (position, (list, value)) in lists.iter().enumerate() {
        let comma = if position == 0 { "" } else { ", " };
        write!(out, "{comma}{}: ", to_json(list)?)?;
        write_spaced(value, out)?;
    }
    out.write_all(b"}\n")
}

fn columns_by_name(columns: &Columns) -> Fields {
    let declared = details::to_declare(columns).into_iter();
    declared.map(|column| (column.name.clone(), Json::from(column.kind().name()))).collect()
}

/// An object on one line with a space after each comma and colon; anything else without.
fn write_spaced(value: &Json, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let Json::Object(fields) = value else {
        return write!(out, "{}", to_json(value)?);
    };
    out.write_all(b"{")?;
    for (position, (name, value)) in fields.iter().enumerate() {
        let comma = if position == 0 { "" } else { ", " };
        write!(out, "{comma}{}: {}", to_json(name)?, to_json(value)?)?;
    }
    out.write_all(b"}")
}

fn write_list<R: Serialize>(
    name: &str,
    records: impl Iterator<Item = R>,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    writeln!(out, ",\"{name}\": [")?;
    for (position, record) in records.enumerate() {
        out.write_all(if position == 0 { b" " } else { b"," })?;
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    out.write_all(b"]\n")
}

fn write_view(graph: &Graph, view: &View, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let (placed, fields) = view::to_fields(view, graph);
    if placed.is_empty() && fields.is_empty() {
        return Ok(());
    }
    out.write_all(b",\"view\": {\n")?;
    let mut separator = " ";
    if !placed.is_empty() {
        write!(out, "{separator}\"positions\": ")?;
        write_entries(placed.iter().map(|(key, point)| (key, point)), out)?;
        separator = ",";
    }
    for (name, value) in &fields {
        write!(out, "{separator}{}: ", to_json(name)?)?;
        match value {
            Json::Object(style) if name == "style" => write_style(style, out)?,
            _ => writeln!(out, "{}", to_json(value)?)?,
        }
        separator = ",";
    }
    out.write_all(b"}\n")
}

/// The colours and sizes: one actor or link per line.
fn write_style(style: &Fields, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    out.write_all(b"{\n")?;
    for (position, (name, value)) in style.iter().enumerate() {
        let separator = if position == 0 { ' ' } else { ',' };
        write!(out, "{separator}{}: ", to_json(name)?)?;
        match value {
            Json::Object(entries) if ["actors", "links"].contains(&name.as_str()) => write_entries(entries, out)?,
            _ => writeln!(out, "{}", to_json(value)?)?,
        }
    }
    out.write_all(b"}\n")
}

/// An object with one entry per line.
fn write_entries<'a>(
    entries: impl IntoIterator<Item = (&'a String, &'a Json)>,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    out.write_all(b"{\n")?;
    for (position, (key, value)) in entries.into_iter().enumerate() {
        let comma = if position == 0 { ' ' } else { ',' };
        writeln!(out, "{comma}{}:{}", to_json(key)?, to_json(value)?)?;
    }
    out.write_all(b"}\n")
}

fn filled(text: &str) -> Option<Text<'_>> {
    (!text.is_empty()).then(|| Text::from(text))
}

fn when(when: Option<&When>) -> Option<Text<'_>> {
    when.map(|when| Text::from(when.text()))
}

/// What was not understood when it was read, as it came.
fn kept(json: Option<Json>) -> Option<Raw<'static>> {
    json.map(|json| Raw::Other(Cow::Owned(json)))
}

fn document_record(document: &Document) -> DocumentRecord<'_> {
    let Document {
        key,
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
    } = document;
    let mut extras = extras.clone();
    let kept_reliability = kept(extras.remove("reliability"));
    DocumentRecord {
        id: Some(Text::from(key.as_str())),
        title: filled(title),
        author: filled(author),
        publisher: filled(publisher),
        published: when(published.as_ref()),
        retrieved: when(retrieved.as_ref()),
        url: filled(url),
        path: filled(path),
        sha256: filled(sha256),
        language: filled(language),
        reliability: reliability.map(|reliability| Raw::text(reliability.letter().to_string())).or(kept_reliability),
        note: filled(note),
        text: text.as_deref().map(Text::from),
        extras,
    }
}

fn passage_record<'g>(graph: &'g Graph, passage: &'g Passage) -> PassageRecord<'g> {
    let Passage { key, document, range, page, paragraph, quote, paraphrase, language, translation, missing: _, extras } =
        passage;
    let mut extras = extras.clone();
    let mut place = |field: &str| extras.remove(field)?.as_u64().and_then(|number| u32::try_from(number).ok());
    let (kept_start, kept_end) = (place("start"), place("end"));
    let (start, end) = range.map_or((kept_start, kept_end), |TextRange { start, end }| (Some(start), Some(end)));
    PassageRecord {
        id: Some(Text::from(key.as_str())),
        document: document.map(|document| Text::from(graph.document(document).key.as_str())),
        start,
        end,
        page: filled(page),
        paragraph: filled(paragraph),
        quote: filled(quote),
        paraphrase: filled(paraphrase),
        language: filled(language),
        translation: filled(translation),
        extras,
    }
}

fn actor_record<'g>(graph: &'g Graph, row: usize, actor: &'g Actor) -> ActorRecord<'g> {
    let Actor { key, label, kind, more } = actor;
    let ActorMore { aliases, note, evidence, extras } = &**more;
    ActorRecord {
        id: Some(Text::from(key.as_str())),
        label: filled(label),
        kind: filled(kind),
        aliases: (!aliases.is_empty()).then(|| aliases.iter().map(|alias| Text::from(alias.as_str())).collect()),
        note: filled(note),
        details: details::row(graph.actor_columns(), row),
        evidence: evidence_records(graph, evidence),
        extras: extras.clone(),
    }
}

fn link_record<'g>(graph: &'g Graph, ix: LinkIx, link: &'g Link) -> LinkRecord<'g> {
    let Link { key, kind, directed, weight, more } = link;
    let LinkMore { when: date, note, evidence, extras } = &**more;
    let (source, target) = graph.ends(ix);
    LinkRecord {
        id: Some(Text::from(key.as_str())),
        source: Some(Text::from(graph.actor(source).key.as_str())),
        target: Some(Text::from(graph.actor(target).key.as_str())),
        kind: filled(kind),
        directed: Some(*directed),
        when: when(date.as_ref()),
        weight: *weight,
        note: filled(note),
        details: details::row(graph.link_columns(), ix.get()),
        evidence: evidence_records(graph, evidence),
        extras: extras.clone(),
    }
}

fn evidence_records<'g>(graph: &'g Graph, evidence: &'g [Evidence]) -> Option<Vec<EvidenceRecord<'g>>> {
    (!evidence.is_empty()).then(|| evidence.iter().map(|evidence| evidence_record(graph, evidence)).collect())
}

fn evidence_record<'g>(graph: &'g Graph, evidence: &'g Evidence) -> EvidenceRecord<'g> {
    let Evidence { passage, stance, basis, credibility, note, added, by, extras } = evidence;
    let mut extras = extras.clone();
    let stance_name = match stance {
        Stance::Supports => "supports",
        Stance::Contradicts => "contradicts",
    };
    let kept_stance = kept(extras.remove("stance").filter(|_| *stance == Stance::Supports));
    let kept_basis = kept(extras.remove("basis"));
    let kept_credibility = kept(extras.remove("credibility"));
    EvidenceRecord {
        passage: Some(Text::from(graph.passage(*passage).key.as_str())),
        stance: Some(kept_stance.unwrap_or(Raw::text(stance_name))),
        basis: basis.map(|basis| Raw::text(basis.name())).or(kept_basis),
        credibility: credibility
            .map(|credibility| Raw::Number(Exact::Whole(credibility.number().into())))
            .or(kept_credibility),
        note: filled(note),
        added: filled(added),
        by: filled(by),
        extras,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_compared_piece_by_piece() {
        let compare = |pieces: &[&str]| {
            let mut comparison = Comparison { expected: b"one two", differs: false };
            let written = pieces.iter().try_for_each(|piece| comparison.write_all(piece.as_bytes()));
            (written.is_ok(), comparison.differs, comparison.expected.len())
        };
        assert_eq!(compare(&["one", " ", "two"]), (true, false, 0));
        assert_eq!(compare(&["one", " t"]), (true, false, 2), "shorter");
        assert_eq!(compare(&["one two", "!"]), (false, true, 0), "longer");
        assert_eq!(compare(&["one", " too"]), (false, true, 2), "another");
    }
}
