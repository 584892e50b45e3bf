//! ZIP archives, told apart by the names of the files in them. Nothing is unpacked.
//!
//! Names stand before each file in the archive (APPNOTE of PKWARE, local file header), so that a cut archive is known too.

use memchr::memmem;

use super::binary::is;
use super::{EXPORT, Story, UNPACK};
use crate::io::Format;
use crate::io::quote::short;

/// How many names are looked at, and in how many bytes.
const NAMES: usize = 400;
const LOOKED_AT: usize = 64 << 20;

/// The files that programs have in theirs: the beginning of a name, and what the archive is.
const PROGRAMS: [(&str, &str, &str); 18] = [
    ("Project_xml", "a project of Gephi (.gephi)", GEPHI),
    ("Project.xml", "a project of Gephi (.gephi)", GEPHI),
    ("Workspace_", "a project of Gephi (.gephi)", GEPHI),
    ("Graphs/Graph", "a graph of Maltego (.mtgx, .mtgl)", MALTEGO),
    (
        "xl/workbook.bin",
        "a binary workbook of Excel (.xlsb)",
        "Open it in Excel or LibreOffice, save it as .xlsx, and open that.",
    ),
    ("xl/", "a workbook of Excel that is not whole", AGAIN),
    ("word/", "a document of Word (.docx)", DOCUMENT),
    ("ppt/", "a presentation of PowerPoint (.pptx)", DOCUMENT),
    (
        "visio/",
        "a drawing of Visio (.vsdx)",
        "Write its shapes and connectors as CSV with a report of Visio, and open that.",
    ),
    ("doc.kml", "places for Google Earth (.kmz)", PLACES),
    ("META-INF/MANIFEST.MF", "a Java program", EXPORT),
    ("AndroidManifest.xml", "a program for Android", EXPORT),
    (
        "data.pkl",
        "a model of PyTorch",
        "A pickle can run programs when it is opened, so Linklore opens none. Load it in Python and write GraphML.",
    ),
    (
        "archive/data.pkl",
        "a model of PyTorch",
        "A pickle can run programs when it is opened, so Linklore opens none. Load it in Python and write GraphML.",
    ),
    ("index.rdf", "a web page with its pictures (.maff)", EXPORT),
    ("document.json", "a drawing of Sketch or Figma", EXPORT),
    ("content.opf", "a book (.epub)", DOCUMENT),
    (
        "report.xml",
        "a report of a phone (.ufdr) or of another examination",
        "Have the program that examined it write contacts and calls as CSV, and open that.",
    ),
];

/// Spreadsheets are read; one that comes here could not be.
pub(super) const AGAIN: &str =
    "Get the file again, or open it in a spreadsheet program and save it anew as .xlsx or CSV.";
const GEPHI: &str = "In Gephi choose File, Export, Graph file, and the type GEXF, and open that.";
const MALTEGO: &str = "Unpack it like a ZIP archive: a .mtgx holds GraphML in its folder Graphs, which can be opened. Or export the \
                       graph as a table (CSV) in Maltego.";
const CYTOSCAPE: &str =
    "In Cytoscape choose File, Export, Network to File, and the type CX2, CYJS or GraphML, and open that.";
const DOCUMENT: &str = "Linklore draws graphs and reads no documents: choose the graph that was made from it.";
pub(super) const PLACES: &str = "It holds places on a map, but no links. If a table of links goes with it, open that.";

/// The story of an archive.
pub(super) fn archive(bytes: &[u8]) -> Story {
    let entries = entries(bytes);
    if let Some(Entry { name: "mimetype", content, .. }) = entries.first() {
        let kind = String::from_utf8_lossy(content);
        for (part, name) in [
            ("opendocument.text", "a document of LibreOffice (.odt)"),
            ("opendocument.presentation", "a presentation of LibreOffice (.odp)"),
            ("opendocument.graphics", "a drawing of LibreOffice (.odg)"),
            ("epub", "a book (.epub)"),
        ] {
            if kind.contains(part) {
                return is(name, DOCUMENT);
            }
        }
        if kind.contains("opendocument.spreadsheet") {
            return is("a spreadsheet of LibreOffice that is not whole", AGAIN);
        }
    }
    if entries.iter().any(|entry| entry.name.ends_with("/cysession.xml") || entry.name.starts_with("CytoscapeSession"))
    {
        return is("a session of Cytoscape (.cys)", CYTOSCAPE);
    }
    if !entries.is_empty() && entries.iter().all(|entry| entry.name.to_ascii_lowercase().ends_with("npy")) {
        return is("arrays of NumPy (.npz)", "Write the matrix as text with numpy.savetxt and open that.");
    }
    for (begin, name, way_out) in PROGRAMS {
        if entries.iter().any(|entry| entry.name.starts_with(begin)) {
            return is(name, way_out);
        }
    }
    let is_graph = |name: &str| Format::all().any(|format| format.can_read() && format.has_ending_of(name.as_ref()));
    let graphs: Vec<&str> = entries.iter().map(|entry| entry.name).filter(|name| is_graph(name)).collect();
    match graphs[..] {
        [] if entries.is_empty() => is("a ZIP archive", UNPACK),
        [] => {
            let names: Vec<String> = entries.iter().take(3).map(|entry| format!("\"{}\"", short(entry.name))).collect();
            let others = if entries.len() > names.len() { " and others" } else { "" };
            is(&format!("a ZIP archive with {}{others}", names.join(", ")), UNPACK)
        }
        [graph] => is(&format!("a ZIP archive with \"{}\" in it", short(graph)), "Unpack it, then open that file."),
        [graph, ..] => is(
            &format!("a ZIP archive with \"{}\" and other files that may be graphs or tables in it", short(graph)),
            "Unpack it, then open one of them.",
        ),
    }
}

/// A file in an archive.
struct Entry<'a> {
    name: &'a str,
    /// Its first bytes, as they are packed.
    content: &'a [u8],
}

/// The files of an archive, in their order; folders are left out.
fn entries(bytes: &[u8]) -> Vec<Entry<'_>> {
    const HEADER: &[u8] = b"PK\x03\x04";
    let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
    let mut entries = Vec::new();
    let mut at = 0;
    while entries.len() < NAMES
        && let Some(found) = bytes.get(at..).and_then(|rest| memmem::find(rest, HEADER))
    {
        let start = at + found;
        let short_at = |offset: usize| {
            bytes.get(start + offset..start + offset + 2).map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])))
        };
        let size =
            bytes.get(start + 18..start + 22).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        let (Some(size), Some(name_length), Some(extra)) = (size, short_at(26), short_at(28)) else { break };
        let Some(name) = bytes.get(start + 30..start + 30 + name_length) else { break };
        let content = start + 30 + name_length + extra;
        // The size stands behind the file where it was not known before; the next header is looked for then.
        at = content.saturating_add(size as usize);
        if let Ok(name) = std::str::from_utf8(name)
            && !name.is_empty()
            && !name.ends_with('/')
        {
            let end = at.min(content + 200).min(bytes.len());
            entries.push(Entry { name, content: bytes.get(content..end).unwrap_or_default() });
        }
    }
    entries
}
