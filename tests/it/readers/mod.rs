//! The readers of foreign formats, each held to a corpus of small files with the facts expected of them.
//!
//! `tests/fixtures/FORMAT/NAME.ENDING` is a file; `NAME.ENDING.expected.json` beside it says what must come of it:
//!
//! ```json
//! {"format": "tgf", "actors": 2, "links": 1, "directed": 1, "documents": 0, "passages": 0, "title": "…",
//!  "actor": {"ID": {"label": "…", "type": "…", "aliases": [], "note": "…", "details": {"age": 36}, "at": [1, 2],
//!                    "colour": "#ff0000", "size": 3, "evidence": 1}},
//!  "link": [{"id": "…", "source": "ID", "target": "ID", "type": "…", "directed": true, "weight": 2, "when": "2007",
//!            "note": "…", "details": {}, "colour": "#ff0000", "evidence": 0}],
//!  "actor_columns": {"age": "whole number"}, "link_columns": {},
//!  "passage": [{"id": "…", "quote": "…", "document": "…"}], "document": {"ID": {"title": "…", "url": "…"}},
//!  "warnings": {"undeclared-actor": 1}}
//! ```
//!
//! Fields that are left out are not compared, but for `warnings`, which must be complete, and `details` and the columns,
//! which are compared whole. `link` is compared in order and may stop early. Files in `tests/fixtures/FORMAT/bad` must be
//! refused; `NAME.ENDING.txt` beside each holds the whole message. `UPDATE_SNAPSHOTS=1` writes messages anew: read them.

mod cancel;
mod damage;
mod facts;
mod held;
mod investigation;
mod lists;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use linklore::io::{Format, Opened, RealDisk, export_graph, read_bytes, read_path};
use linklore::model::{ActorIx, Colour, Column, Columns, Graph, LinkIx};
use serde_json::{Map, Value as Json, json};

use facts::{alike, details};

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Every file of the corpus that must open, with the folder it is in.
pub fn corpus() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in sorted(&fixtures()).into_iter().filter(|path| path.is_dir()) {
        let named = |path: &PathBuf, end: &str| path.to_string_lossy().ends_with(end);
        let expected = sorted(&folder).into_iter().filter(|path| named(path, ".expected.json"));
        files.extend(expected.map(|path| PathBuf::from(path.to_string_lossy().trim_end_matches(".expected.json"))));
    }
    assert!(!files.is_empty(), "the corpus was not found");
    files
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

fn open(path: &Path) -> Result<Opened, linklore::io::ReadError> {
    read_path(path, &mut |_| ControlFlow::Continue(()))
}

#[test]
fn every_file_of_the_corpus_opens_as_expected() {
    let mut faults = Vec::new();
    for file in corpus() {
        let name = file.strip_prefix(fixtures()).expect("below the fixtures").display().to_string();
        let expected = std::fs::read_to_string(format!("{}.expected.json", file.display())).expect("readable");
        let expected: Map<String, Json> =
            serde_json::from_str(&expected).unwrap_or_else(|error| panic!("{name}.expected.json: {error}"));
        match open(&file) {
            Err(error) => faults.push(format!("{name}: {error}")),
            Ok(opened) => {
                let mut compare = Compare { name: &name, faults: &mut faults };
                compare.opened(&opened, &expected);
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_format_that_is_read_has_files_in_the_corpus_and_a_fuzz_target() {
    let opened: Vec<Format> = corpus().iter().filter_map(|file| open(file).ok()).map(|opened| opened.format).collect();
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml");
    let targets = std::fs::read_to_string(targets).expect("the targets");
    for format in Format::all().filter(|format| format.can_read() && !format.is_native()) {
        assert!(opened.contains(&format), "no file of the corpus is {format:?}");
        let target = format!("name = \"read_{}\"", format.id().replace('-', "_"));
        assert!(targets.contains(&target), "fuzz/Cargo.toml lacks {target}");
    }
}

#[test]
fn every_bad_file_is_refused_with_its_message() {
    let mut faults = Vec::new();
    for folder in sorted(&fixtures()) {
        for file in sorted(&folder.join("bad")) {
            if file.extension().is_some_and(|ending| ending == "txt") && file.with_extension("").extension().is_some() {
                continue;
            }
            let told = match open(&file) {
                Ok(opened) => format!("It opened, with {} actors.\n", opened.graph.actor_count()),
                Err(error) => format!("{error}\n"),
            };
            let message = PathBuf::from(format!("{}.txt", file.display()));
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                std::fs::write(&message, &told).expect("the message can be written");
            }
            let known = std::fs::read_to_string(&message).unwrap_or_default();
            if known != told || told.starts_with("It opened") {
                faults.push(format!("{}: expected\n{known}but it says\n{told}", file.display()));
            }
            assert!(told.lines().count() <= 20, "{told}");
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Every format that is read and written keeps what it reads: written and read again, every fact of the corpus still holds.
#[test]
fn actors_with_ids_of_blanks_or_nothing_are_written_in_every_format() {
    for id in ["", " ", "\t", "\u{a0}", "\u{1}", "\n"] {
        let (id, other) = (json!(id), json!("b"));
        let file = json!({
            "linklore": 1,
            "actors": [{ "id": id, "label": "Ada" }, { "id": other, "label": "Bob" }],
            "links": [{ "id": "l1", "source": id, "target": other }],
        });
        let opened = read_bytes("a.linklore", file.to_string().as_bytes()).expect("it opens");
        for format in held::written_formats() {
            let mut bytes = Vec::new();
            format.write(&opened.graph, &opened.view, &mut bytes).expect("written").expect("memory takes everything");
            let again =
                held::read_as(format, &bytes).map(|again| (again.graph.actor_count(), again.graph.link_count()));
            assert_eq!(again.map_err(|error| error.to_string()), Ok((2, 1)), "{id} as {format:?}");
        }
    }
}

#[test]
fn what_is_written_reads_back_as_the_same() {
    let mut faults = Vec::new();
    for file in corpus() {
        let Ok(opened) = open(&file) else { continue };
        let format = opened.format;
        if !format.can_write() {
            continue;
        }
        let name = file.file_name().expect("a file").to_string_lossy().into_owned();
        let folder = tempfile::tempdir().expect("a folder for the test");
        let target = folder.path().join(format!("again.{}", format.extensions()[0]));
        if let Err(error) = export_graph(&RealDisk, &target, format, &opened.graph, &opened.view) {
            faults.push(format!("{name}: {error}"));
            continue;
        }
        match open(&target) {
            Err(error) => faults.push(format!("{name}: {error}")),
            Ok(again) => {
                let (one, other) = (facts(&opened), facts(&again));
                for (fact, value) in &one {
                    if other.get(fact) != Some(value) {
                        faults.push(format!("{name}: {fact} was {value}, is {:?}", other.get(fact)));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// What every format that is both read and written must keep: ids, labels, ends, directions, weights, details.
fn facts(opened: &Opened) -> BTreeMap<String, Json> {
    let graph = &opened.graph;
    let mut facts = BTreeMap::new();
    facts.insert("actors".to_owned(), json!(graph.actor_count()));
    facts.insert("links".to_owned(), json!(graph.link_count()));
    for (ix, actor) in graph.actors() {
        facts.insert(format!("label of {}", actor.key), json!(actor.label));
        let details = details(graph.actor_columns(), ix.get());
        facts.insert(format!("details of {}", actor.key), Json::Object(details));
    }
    for (ix, link) in graph.links() {
        let (source, target) = graph.ends(ix);
        let (source, target) = (&graph.actor(source).key, &graph.actor(target).key);
        let said = json!([source, target, link.directed, link.weight]);
        facts.insert(format!("link {}", ix.get()), said);
    }
    facts
}

struct Compare<'a> {
    name: &'a str,
    faults: &'a mut Vec<String>,
}

impl Compare<'_> {
    fn opened(&mut self, opened: &Opened, expected: &Map<String, Json>) {
        let graph = &opened.graph;
        let mut warnings = Map::new();
        for (note, count) in opened.report.by_code() {
            warnings.insert(note.warning.code().to_owned(), json!(count));
        }
        for (name, value) in expected {
            match name.as_str() {
                "format" => self.same(name, value, &json!(opened.format.id())),
                "title" => self.same(name, value, &json!(graph.title)),
                "actors" => self.same(name, value, &json!(graph.actor_count())),
                "links" => self.same(name, value, &json!(graph.link_count())),
                "documents" => self.same(name, value, &json!(graph.document_count())),
                "passages" => self.same(name, value, &json!(graph.passage_count())),
                "directed" => {
                    self.same(name, value, &json!(graph.links().filter(|(_, link)| link.directed).count()));
                }
                "actor" => self.actors(opened, value),
                "link" => self.links(opened, value),
                "document" => self.documents(graph, value),
                "passage" => self.passages(graph, value),
                "actor_columns" => self.same(name, value, &kinds(graph.actor_columns())),
                "link_columns" => self.same(name, value, &kinds(graph.link_columns())),
                "imported" => {
                    let facts = graph.extras.get("imported").cloned().unwrap_or_default();
                    self.same(name, value, &facts);
                }
                "warnings" => {}
                other => self.fault(format!("the expectation \"{other}\" is not known")),
            }
        }
        let told = expected.get("warnings").cloned().unwrap_or_else(|| json!({}));
        if told != Json::Object(warnings.clone()) {
            let notes: Vec<String> = opened.report.notes().iter().map(|note| note.warning.to_string()).collect();
            self.fault(format!("warnings: expected {told}, found {} ({})", Json::Object(warnings), notes.join(" | ")));
        }
        let report = &opened.report;
        if opened.format != Format::NATIVE
            && (report.actors.total(), report.links.total()) != (graph.actor_count(), graph.link_count())
        {
            self.fault(format!("the tally does not add up: {:?} {:?}", report.actors, report.links));
        }
    }

    fn actors(&mut self, opened: &Opened, expected: &Json) {
        let graph = &opened.graph;
        for (key, fields) in expected.as_object().expect("\"actor\" is an object") {
            let Some(ix) = graph.actor_by_key(key) else {
                self.fault(format!("there is no actor \"{key}\""));
                continue;
            };
            for (field, value) in fields.as_object().expect("an actor is an object") {
                let found = actor_field(opened, ix, field);
                self.same(&format!("{field} of actor {key}"), value, &found);
            }
        }
    }

    fn links(&mut self, opened: &Opened, expected: &Json) {
        for (position, fields) in expected.as_array().expect("\"link\" is a list").iter().enumerate() {
            if position >= opened.graph.link_count() {
                self.fault(format!("there is no link number {position}"));
                continue;
            }
            for (field, value) in fields.as_object().expect("a link is an object") {
                let found = link_field(opened, LinkIx::new(position), field);
                self.same(&format!("{field} of link number {position}"), value, &found);
            }
        }
    }

    fn documents(&mut self, graph: &Graph, expected: &Json) {
        for (key, fields) in expected.as_object().expect("\"document\" is an object") {
            let Some((_, document)) = graph.documents().find(|(_, document)| document.key == *key) else {
                self.fault(format!("there is no document \"{key}\""));
                continue;
            };
            for (field, value) in fields.as_object().expect("a document is an object") {
                let found = match field.as_str() {
                    "title" => json!(document.title),
                    "author" => json!(document.author),
                    "publisher" => json!(document.publisher),
                    "published" => json!(document.published.as_ref().map(linklore::model::When::text)),
                    "retrieved" => json!(document.retrieved.as_ref().map(linklore::model::When::text)),
                    "url" => json!(document.url),
                    "path" => json!(document.path),
                    "language" => json!(document.language),
                    "note" => json!(document.note),
                    "text" => json!(document.text),
                    other => json!(format!("the field \"{other}\" is not known")),
                };
                self.same(&format!("{field} of document {key}"), value, &found);
            }
        }
    }

    fn passages(&mut self, graph: &Graph, expected: &Json) {
        let passages: Vec<_> = graph.passages().collect();
        for (position, fields) in expected.as_array().expect("\"passage\" is a list").iter().enumerate() {
            let Some((ix, passage)) = passages.get(position) else {
                self.fault(format!("there is no passage number {position}"));
                continue;
            };
            for (field, value) in fields.as_object().expect("a passage is an object") {
                let found = match field.as_str() {
                    "id" => json!(passage.key),
                    "quote" => json!(passage.quote),
                    "paraphrase" => json!(passage.paraphrase),
                    "words" => json!(graph.passage_words(*ix)),
                    "page" => json!(passage.page),
                    "language" => json!(passage.language),
                    "document" => json!(passage.document.map(|document| &graph.document(document).key)),
                    other => json!(format!("the field \"{other}\" is not known")),
                };
                self.same(&format!("{field} of passage number {position}"), value, &found);
            }
        }
    }

    fn same(&mut self, what: &str, expected: &Json, found: &Json) {
        if !alike(expected, found) {
            self.fault(format!("{what}: expected {expected}, found {found}"));
        }
    }

    fn fault(&mut self, fault: impl std::fmt::Display) {
        self.faults.push(format!("{}: {fault}", self.name));
    }
}

fn actor_field(opened: &Opened, ix: ActorIx, field: &str) -> Json {
    let actor = opened.graph.actor(ix);
    let looks = &opened.view.looks;
    match field {
        "label" => json!(actor.label),
        "type" => json!(actor.kind),
        "aliases" => json!(actor.aliases),
        "note" => json!(actor.note),
        "details" => Json::Object(details(opened.graph.actor_columns(), ix.get())),
        "at" => json!(opened.view.positions.get(ix).map(|point| [point.x, point.y])),
        "colour" => json!(looks.actor_colour(ix).map(Colour::to_hex)),
        "size" => json!(looks.actor_size(ix)),
        "evidence" => json!(actor.evidence.len()),
        other => json!(format!("the field \"{other}\" is not known")),
    }
}

fn link_field(opened: &Opened, ix: LinkIx, field: &str) -> Json {
    let graph = &opened.graph;
    let link = graph.link(ix);
    let (source, target) = graph.ends(ix);
    match field {
        "id" => json!(link.key),
        "source" => json!(graph.actor(source).key),
        "target" => json!(graph.actor(target).key),
        "type" => json!(link.kind),
        "directed" => json!(link.directed),
        "weight" => json!(link.weight),
        "when" => json!(link.when.as_ref().map(linklore::model::When::text)),
        "note" => json!(link.note),
        "details" => Json::Object(details(graph.link_columns(), ix.get())),
        "colour" => json!(opened.view.looks.link_colour(ix).map(Colour::to_hex)),
        "evidence" => json!(link.evidence.len()),
        "basis" => json!(link.firmest_basis().map(linklore::model::Basis::name)),
        other => json!(format!("the field \"{other}\" is not known")),
    }
}

fn kinds(columns: &Columns) -> Json {
    let kind = |column: &Column| (column.name.clone(), json!(column.kind().name()));
    Json::Object(columns.iter().map(kind).collect())
}

#[test]
fn a_detail_without_a_name_stays_or_it_is_told_that_it_gets_one() {
    let file = json!({
        "linklore": 1,
        "actors": [{ "id": "a", "label": "Ada", "details": { "": "first" } }, { "id": "b", "label": "Bob" }],
        "links": [{ "id": "l1", "source": "a", "target": "b", "details": { "": "second" } }],
    });
    let opened = read_bytes("a.linklore", file.to_string().as_bytes()).expect("it opens");
    for format in held::written_formats() {
        let mut bytes = Vec::new();
        let report =
            format.write(&opened.graph, &opened.view, &mut bytes).expect("written").expect("memory takes everything");
        let again = held::read_as(format, &bytes).unwrap_or_else(|error| panic!("{format:?}: {error}"));
        let has_kept = again.graph.actor_columns().by_name("").is_some();
        let told = report.notes().iter().any(|note| note.warning.to_string().contains("without a name"));
        assert!(has_kept || told, "{format:?} says nothing of it: {}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_is_mostly_zeros_is_said_to_be_no_text_even_where_the_format_is_given() {
    let bytes = [b"source,target\na,b".as_slice(), &[0; 40], b"\n"].concat();
    for id in ["csv", "adjlist", "gml", "graphml"] {
        let told = held::read_as(Format::from_id(id).expect("a format"), &bytes).map(|_| ()).expect_err("no text");
        assert!(told.to_string().contains("Most bytes of the file are zeros"), "{id}: {told}");
    }
}
