//! Texts that are no graph that is read: mail, RDF, pages, scripts, bibliographies.

use super::binary::is;
use super::{EXPORT, FORMATS, Story, another_format, story, web_page, zip};
use crate::io::recognise::Clues;

pub(super) const MAIL: &str = "Have a mail tool write who wrote to whom as CSV, a row for each message, and open that.";
const RDF: &str = "Write the statements that are links as a table (CSV), for example with a SPARQL query that gives source, \
                   relation and target, and open that.";
const SCRIPT: &str = "Run it in its database, then write nodes and relations as CSV or GraphML and open that.";
const REFERENCES: &str =
    "A tool such as VOSviewer makes a graph of authors or citations out of it, which it can write as GML.";

/// How XML begins that is no graph, or none that is read.
const ROOTS: [(&str, &str, &str); 19] = [
    (
        "svg",
        "an SVG picture: it shows a graph, but holds none",
        "Choose the graph file that the picture was made from.",
    ),
    ("kml", "places for Google Earth (KML)", zip::PLACES),
    ("gpx", "a track of a GPS receiver (GPX)", zip::PLACES),
    ("osm", "a map of OpenStreetMap", zip::PLACES),
    ("rss", "a news feed", EXPORT),
    ("feed", "a news feed", EXPORT),
    ("plist", "a property list", EXPORT),
    ("mediawiki", "an export of a wiki", EXPORT),
    (
        "mxfile",
        "a drawing of draw.io",
        "In draw.io choose Arrange or Extras, Edit Diagram, and keep the links as a table (CSV), or draw the graph anew.",
    ),
    (
        "mxgraphmodel",
        "a drawing of draw.io",
        "In draw.io choose Arrange or Extras, Edit Diagram, and keep the links as a table (CSV), or draw the graph anew.",
    ),
    (
        "map",
        "a mind map of FreeMind or Freeplane",
        "Export it as a table (CSV) of parents and children, and open that.",
    ),
    ("opml", "an outline (OPML)", "Export it as a table (CSV) of parents and children, and open that."),
    ("definitions", "a process model (BPMN)", EXPORT),
    ("xmi", "a model of UML (XMI)", EXPORT),
    ("document", "a document of an office program", EXPORT),
    ("document-content", "a document of an office program", EXPORT),
    ("worddocument", "a document of Word", EXPORT),
    ("workbook", "a spreadsheet in XML", "Save it as CSV and open that."),
    ("stata_dta", "a data set of Stata (.dta)", "Write it as CSV with export delimited, and open that."),
];

/// A story for XML by its outermost tag.
pub(super) fn xml(root: &str, tag: &str) -> Story {
    let lower = root.to_ascii_lowercase();
    if let Some((_, name, way_out)) = ROOTS.iter().find(|(known, ..)| *known == lower) {
        return is(name, *way_out);
    }
    match lower.as_str() {
        "html" => web_page(),
        "dynetml" => another_format("DyNetML"),
        "gxl" => another_format("GXL"),
        "rdf" if tag.contains("22-rdf-syntax-ns") => rdf("RDF/XML"),
        "rdf" => rdf("RDF"),
        "graph" => another_format("XML that begins with <graph>"),
        _ => story(
            format!(
                "This is XML that begins with <{}>, which is no graph that Linklore knows.",
                crate::io::quote::short(root)
            ),
            FORMATS,
        ),
    }
}

fn rdf(name: &str) -> Story {
    let Story { what, .. } = another_format(name);
    story(what, RDF)
}

/// A story for JSON by its outermost names.
pub(super) fn json(clues: &Clues<'_>) -> Story {
    let json = clues.json();
    let has = |path: &str| json.is_some_and(|json| json.has(path));
    let says = |path: &str, text: &str| json.is_some_and(|json| json.text(path) == Some(text));
    if has("@context") || has("@graph") || has("[].@id") || has("[].@context") {
        return rdf("JSON-LD");
    }
    if says("type", "FeatureCollection") || says("type", "Feature") {
        return is("a map (GeoJSON)", zip::PLACES);
    }
    if has("nbformat") {
        return is(
            "a notebook of Jupyter",
            "Let the notebook write its graph, for example with networkx.write_graphml, and open that.",
        );
    }
    if says("type", "gephi-lite") {
        return is(
            "a workspace of Gephi Lite",
            "In Gephi Lite choose Workspace, Export graph file, and open the GEXF that it writes.",
        );
    }
    if json.is_some_and(|json| json.is_list && json.paths.iter().any(|path| path.ends_with(".identity")))
        && json.is_some_and(|json| json.paths.iter().any(|path| path.ends_with(".properties")))
    {
        return is(
            "rows that Neo4j Browser wrote",
            "Write the graph itself with apoc.export.json.all or apoc.export.graphml.all, and open that.",
        );
    }
    if has("results[].data[].graph") {
        return is(
            "an answer of the HTTP interface of Neo4j",
            "Write the graph itself with apoc.export.json.all or apoc.export.graphml.all, and open that.",
        );
    }
    if says("type", "excalidraw") {
        return is("a drawing of Excalidraw", EXPORT);
    }
    if has("log.entries") {
        return is("a record of what a browser loaded (HAR)", EXPORT);
    }
    story("This is JSON, but no graph that Linklore knows.", FORMATS)
}

/// How texts begin, in small letters, that are no graph, or none that is read.
const BEGINNINGS: [(&str, &str, &str); 22] = [
    (
        "%%matrixmarket",
        "a sparse matrix (Matrix Market)",
        "Write its entries as an edge list, two numbers a line without the line of sizes, and open that.",
    ),
    ("{\\rtf", "a document in RTF", EXPORT),
    ("warc/", "a web archive (WARC)", EXPORT),
    ("%!ps", "a PostScript document", EXPORT),
    ("\\documentclass", "a document in LaTeX", EXPORT),
    (
        "begin:vcard",
        "a list of contacts (vCard)",
        "Write the contacts as CSV with your address book, and add a table of who knows whom.",
    ),
    ("begin:vcalendar", "a calendar", "Write the meetings as CSV, a row for each of its guests, and open that."),
    (
        "0 head",
        "a family tree (GEDCOM)",
        "Write it as GraphML or CSV with a program for family trees, such as Gramps, and open that.",
    ),
    ("fn clarivate", "an export of Web of Science", REFERENCES),
    ("fn thomson", "an export of Web of Science", REFERENCES),
    ("ty  - ", "a list of references (RIS)", REFERENCES),
    ("@article", "a list of references (BibTeX)", REFERENCES),
    ("@book", "a list of references (BibTeX)", REFERENCES),
    ("@inproceedings", "a list of references (BibTeX)", REFERENCES),
    ("@misc", "a list of references (BibTeX)", REFERENCES),
    ("-- mysql dump", "a dump of a MySQL database", SCRIPT),
    ("-- mariadb dump", "a dump of a MariaDB database", SCRIPT),
    ("create table", "a script for a database", SCRIPT),
    ("insert into", "a script for a database", SCRIPT),
    ("match (", "a script for Neo4j (Cypher)", SCRIPT),
    ("merge (", "a script for Neo4j (Cypher)", SCRIPT),
    ("create (", "a script for Neo4j (Cypher)", SCRIPT),
];

/// A story for any other text.
pub(super) fn other(clues: &Clues<'_>, head: &str) -> Option<Story> {
    if let Some((_, name, way_out)) = BEGINNINGS.iter().find(|(begin, ..)| head.starts_with(begin)) {
        return Some(is(name, *way_out));
    }
    if ["@prefix", "@base", "prefix ", "base <"].iter().any(|begin| head.starts_with(begin)) {
        return Some(rdf("Turtle (RDF)"));
    }
    if clues.lines().take_while(|line| !line.starts_with('#')).take(3).all(is_statement) && head.starts_with(['<', '_'])
    {
        return Some(rdf("N-Triples or N-Quads (RDF)"));
    }
    mail(clues, head)
}

/// `<a> <b> <c> .`, with a text or another name in place of `<c>`.
fn is_statement(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let subject =
        words.next().is_some_and(|word| word.starts_with("_:") || (word.starts_with('<') && word.ends_with('>')));
    subject && words.next().is_some_and(|word| word.starts_with('<') && word.ends_with('>')) && line.ends_with('.')
}

/// Names of the first lines of a message.
const HEADERS: [&str; 12] = [
    "from",
    "to",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
    "x-mozilla-status",
    "reply-to",
];

fn mail(clues: &Clues<'_>, head: &str) -> Option<Story> {
    let is_header = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name.to_ascii_lowercase());
        name.is_some_and(|name| HEADERS.contains(&name.as_str()) || (name.starts_with("x-") && !name.contains(' ')))
    };
    let is_box = head.starts_with("from ") && clues.lines().skip(1).take(30).filter(|line| is_header(line)).count() > 1;
    if is_box {
        return Some(is("a mailbox (mbox)", MAIL));
    }
    let is_message = clues.lines().next().is_some_and(is_header)
        && clues.lines().take(30).filter(|line| is_header(line)).count() > 2;
    if !is_message {
        return None;
    }
    if head.contains("multipart/related") {
        return Some(is(
            "a web page with its pictures (MHTML)",
            "Open the address in a browser and download the graph file itself.",
        ));
    }
    Some(is("an e-mail message", MAIL))
}
