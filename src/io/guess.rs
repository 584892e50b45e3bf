//! What a file that is not what its name says probably is. Looks at the first bytes and the outermost names only.

use super::json::{Outline, member};

/// A likely story: what the file looks like, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// What it looks like, as a sentence.
    pub what: String,
    /// What to do, as a sentence.
    pub way_out: String,
}

fn story(what: impl Into<String>, way_out: impl Into<String>) -> Story {
    Story { what: what.into(), way_out: way_out.into() }
}

/// A story for bytes that are no text of ours; `None` where they may be JSON.
#[must_use]
pub fn not_json(bytes: &[u8]) -> Option<Story> {
    const AGAIN: &str = "Get the file again from where it came, or restore it from a backup.";
    let trimmed = bytes.trim_ascii_start();
    if trimmed.is_empty() {
        let what = if bytes.is_empty() { "The file is empty." } else { "The file holds nothing but blanks." };
        return Some(story(what, AGAIN));
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Some(story(
            format!(
                "The file holds nothing but zeros ({} bytes): it was never written, or its disk lost it.",
                bytes.len()
            ),
            AGAIN,
        ));
    }
    let starts = |signature: &[u8]| bytes.starts_with(signature);
    if starts(&[0x1f, 0x8b]) {
        return Some(story("The file is packed with gzip.", "Unpack it (gunzip), then open what comes out."));
    }
    if starts(b"PK\x03\x04") {
        return Some(story(
            "The file is a ZIP archive, or a document of a program that uses them (such as .xlsx or .gephi).",
            "Unpack it, then open the graph file inside.",
        ));
    }
    let utf16 = starts(&[0xff, 0xfe]) || starts(&[0xfe, 0xff]) || looks_like_utf16(bytes);
    if utf16 {
        return Some(story(
            "The file is text in UTF-16; Linklore reads UTF-8.",
            "Open it in a text editor and save it as UTF-8.",
        ));
    }
    let binary: [(&[u8], &str); 6] = [
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"SQLite format 3", "an SQLite database"),
        (b"BZh", "packed with bzip2"),
        (b"\xfd7zXZ", "packed with xz"),
    ];
    if let Some((_, name)) = binary.iter().find(|(signature, _)| starts(signature)) {
        return Some(story(format!("The file is {name}, not a graph."), "Choose the graph file itself."));
    }
    let head = String::from_utf8_lossy(&trimmed[..trimmed.len().min(4096)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}');
    if head.starts_with('<') {
        return Some(xml(head));
    }
    let text: [(&str, &str); 6] = [
        ("(tlp", "Tulip TLP"),
        ("*vertices", "Pajek"),
        ("graph [", "GML"),
        ("digraph", "Graphviz DOT"),
        ("strict ", "Graphviz DOT"),
        ("graph ", "Graphviz DOT"),
    ];
    if let Some((_, name)) = text.iter().find(|(start, _)| head.starts_with(start)) {
        return Some(another_format(name));
    }
    if !head.starts_with(['{', '[', '"']) && !head.starts_with(|sign: char| sign.is_ascii_digit() || sign == '-') {
        let words = ["true", "false", "null"];
        if !words.iter().any(|word| head.starts_with(word)) {
            return Some(story(
                "The file does not begin like a Linklore file, which begins with a brace: {\"linklore\": 1, …",
                "Check that it is the file you meant.",
            ));
        }
    }
    None
}

fn xml(head: &str) -> Story {
    let formats = [("<graphml", "GraphML"), ("<gexf", "GEXF"), ("<dynetml", "DyNetML"), ("<svg", "SVG picture")];
    if head.starts_with("<!doctype html") || head.contains("<html") {
        return story(
            "The file is a web page, not a graph: perhaps a login or error page was saved in place of the file.",
            "Open the address in a browser and download the file itself.",
        );
    }
    match formats.iter().find(|(tag, _)| head.contains(tag)) {
        Some((_, name)) => another_format(name),
        None => another_format("XML"),
    }
}

fn another_format(name: &str) -> Story {
    story(
        format!("This looks like a file in the format {name}, which Linklore cannot read."),
        "\"linklore formats\" lists what can be read.",
    )
}

fn looks_like_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).all(|byte| *byte == 0);
    head.len() >= 4 && (zeros(0) != zeros(1))
}

/// A story for JSON that is no Linklore file.
#[must_use]
pub fn other_json(text: &str, outline: &Outline) -> Story {
    let has = |name: &str| outline.fields.iter().any(|field| field.name == name);
    let root = outline.root;
    let is_list = root.is_some_and(|root| root.of(text).starts_with('['));
    let elements_have_nodes = || {
        let elements = root.and_then(|root| member(text, root, "elements"));
        elements.and_then(|elements| member(text, elements, "nodes")).is_some()
    };
    let format = if has("nodes") && (has("links") || has("edges")) {
        Some("node-link JSON (networkx, D3, Gephi Lite)")
    } else if has("elements") && elements_have_nodes() {
        Some("Cytoscape JSON")
    } else if has("spec_version") || (has("objects") && has("type")) {
        Some("STIX")
    } else if has("jgf") || has("graph") || has("graphs") {
        Some("JSON Graph Format")
    } else {
        None
    };
    let formats = "\"linklore formats\" lists what can be read.".to_owned();
    if let Some(format) = format {
        return Story {
            what: format!("This looks like a graph in the format {format}, which Linklore cannot read."),
            way_out: formats,
        };
    }
    if is_list {
        return Story {
            what: "This is JSON, but a list; a Linklore file is an object that begins with {\"linklore\": 1, …"
                .to_owned(),
            way_out: formats,
        };
    }
    Story {
        what:
            "This is JSON, but not a Linklore file: the field \"linklore\" with the version of the format is missing."
                .to_owned(),
        way_out: "If it was written by hand, let it begin with {\"linklore\": 1, …".to_owned(),
    }
}
