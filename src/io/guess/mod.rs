//! What a file that no reader knows probably is. Looks at the first bytes and the outermost names only; nothing is unpacked.

mod binary;
#[cfg(test)]
mod tests;
mod text;
mod zip;

use binary::binary;

use super::json::{Outline, member};
use super::recognise::Clues;

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

const FORMATS: &str = "\"linklore formats\" lists what can be read.";

const UNPACK: &str = "Unpack it, then open the graph file inside.";

const EXPORT: &str = "Choose the graph file itself, or have the program it came from write one of the formats that \"linklore formats\" \
                      lists.";

/// Whether bytes may be text: no file of a known sort that is none, and no zeros but those of UTF-16.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    binary(bytes).is_none() && !is_mostly_zeros(bytes)
}

/// Whether bytes are of no known sort, and so many of them zeros that they are no text that is read.
#[must_use]
pub fn is_nothing(bytes: &[u8]) -> bool {
    binary(bytes).is_none() && is_mostly_zeros(bytes)
}

fn is_mostly_zeros(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = memchr::memchr_iter(0, head).count();
    zeros > 0 && zeros * 10 >= head.len() * 6
}

/// A story for bytes that are no text; `None` where they may be.
fn no_text(bytes: &[u8]) -> Option<Story> {
    const AGAIN: &str = "Get the file again from where it came, or restore it from a backup.";
    if bytes.trim_ascii_start().is_empty() {
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
    binary(bytes)
}

/// A story for a file that looks like no format that is read.
#[must_use]
pub fn unknown(bytes: &[u8], clues: &Clues<'_>) -> Story {
    if let Some(story) = no_text(bytes) {
        return story;
    }
    if is_mostly_zeros(bytes) {
        return story(
            "Most bytes of the file are zeros: it is no text, unless one in UTF-32, which Linklore does not read.",
            "Get the file again from where it came, or save it as UTF-8.",
        );
    }
    let head = clues.head[..floor(clues.head, 4096)].to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.contains("<html") {
        return web_page();
    }
    if let Some(story) = text::other(clues, &head) {
        return story;
    }
    if let Some(xml) = clues.xml() {
        return text::xml(&xml.root, &xml.tag);
    }
    if clues.json().is_some() {
        return text::json(clues);
    }
    story("The file does not look like a graph or a table.", format!("Check that it is the file you meant. {FORMATS}"))
}

/// A story for bytes that are called a native file and are no JSON; `None` where they may be.
#[must_use]
pub fn not_json(bytes: &[u8]) -> Option<Story> {
    if let Some(story) = no_text(bytes) {
        return Some(story);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with('<') {
        return Some(unknown(bytes, &Clues::new(bytes, head)));
    }
    let words = ["{", "[", "\"", "true", "false", "null", "-"];
    if words.iter().any(|word| head.starts_with(word)) || head.starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    Some(story(
        "The file does not begin like a Linklore file, which begins with a brace: {\"linklore\": 1, …",
        "Check that it is the file you meant.",
    ))
}

fn web_page() -> Story {
    story(
        "The file is a web page, not a graph: perhaps a login or error page was saved in place of the file.",
        "Open the address in a browser and download the file itself.",
    )
}

fn another_format(name: &str) -> Story {
    story(format!("This looks like a file in the format {name}, which Linklore cannot read."), FORMATS)
}

fn floor(text: &str, most: usize) -> usize {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// A story for JSON that is called a native file and is none.
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
    if let Some(format) = format {
        return story(
            format!("This looks like a graph in the format {format}, but not like one that Linklore can read."),
            FORMATS,
        );
    }
    if is_list {
        return story(
            "This is JSON, but a list; a Linklore file is an object that begins with {\"linklore\": 1, …",
            FORMATS,
        );
    }
    story(
        "This is JSON, but not a Linklore file: the field \"linklore\" with the version of the format is missing.",
        "If it was written by hand, let it begin with {\"linklore\": 1, …",
    )
}
