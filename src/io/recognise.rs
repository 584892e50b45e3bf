//! Which format a file is in: by its content first, by its name second. What each format looks like is said beside its
//! reader.

use std::cell::OnceCell;
use std::path::Path;

use super::Format;

/// How far a file looks like a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It cannot be.
    No,
    /// It could be, as many files could: the name decides.
    IfNamed,
    /// It looks like it, but a little like others too.
    Likely,
    /// Nothing else looks like this.
    Certain,
}

impl Likeness {
    /// `self` where `condition` holds, otherwise [`Likeness::No`].
    #[must_use]
    pub fn when(self, condition: bool) -> Self {
        if condition { self } else { Self::No }
    }
}

/// What can be seen of a file at a glance.
pub struct Clues<'a> {
    /// The first bytes of the text (up to [`HEAD_BYTES`]), blanks before it left out; empty where the file is no text.
    pub head: &'a str,
    /// All bytes.
    pub bytes: &'a [u8],
    json: OnceCell<Option<JsonClues>>,
    xml: OnceCell<Option<XmlClues>>,
}

/// How much of a text is looked at.
pub const HEAD_BYTES: usize = 256 * 1024;

/// The names seen in the beginning of a JSON text.
#[derive(Debug, Default)]
pub struct JsonClues {
    /// Whether the outermost value is a list.
    pub is_list: bool,
    /// Whether several values follow each other, one a line.
    pub is_lines: bool,
    /// Names with the path to them, in the order of the file, each path once: `nodes`, `nodes[].id`, `graph.nodes`. A list
    /// shows as `[]`; the outermost value has no name. Up to four names deep.
    pub paths: Vec<String>,
    /// Paths whose value is a text, with the first such value.
    pub texts: Vec<(String, String)>,
}

impl JsonClues {
    /// Whether a path was seen.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.paths.iter().any(|seen| seen == path)
    }

    /// The first text at a path.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.iter().find(|(seen, _)| seen == path).map(|(_, text)| text.as_str())
    }
}

/// The outermost tag of an XML text.
#[derive(Debug)]
pub struct XmlClues {
    /// Its name without a prefix.
    pub root: String,
    /// The whole tag, with its attributes.
    pub tag: String,
}

impl<'a> Clues<'a> {
    /// The clues of a file; `text` is empty where it is none.
    #[must_use]
    pub fn new(bytes: &'a [u8], text: &'a str) -> Self {
        let text = text.trim_start();
        let mut end = text.len().min(HEAD_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Self { head: &text[..end], bytes, json: OnceCell::new(), xml: OnceCell::new() }
    }

    /// What the file looks like as JSON; `None` where it does not.
    #[must_use]
    pub fn json(&self) -> Option<&JsonClues> {
        self.json.get_or_init(|| self.head.starts_with(['{', '[']).then(|| scan_json(self.head))).as_ref()
    }

    /// What the file looks like as XML; `None` where it does not.
    #[must_use]
    pub fn xml(&self) -> Option<&XmlClues> {
        self.xml.get_or_init(|| scan_xml(self.head)).as_ref()
    }

    /// Lines of the head that are not blank.
    pub fn lines(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.head.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

/// The format of a file; `None` where it looks like nothing that is known.
#[must_use]
pub fn recognise(name: &str, clues: &Clues<'_>) -> Option<Format> {
    let path = Path::new(name);
    // A packed file carries the ending of what is in it before its own.
    let path = if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz")) {
        path.file_stem().map_or(path, Path::new)
    } else {
        path
    };
    let mut best: Option<((Likeness, bool), Format)> = None;
    for format in Format::all().filter(|format| format.can_read()) {
        let likeness = (format.entry().likeness)(clues);
        let is_named = format.has_ending_of(path);
        if likeness == Likeness::No || (likeness == Likeness::IfNamed && !is_named) {
            continue;
        }
        let rank = (likeness, is_named);
        if best.is_none_or(|(known, _)| rank > known) {
            best = Some((rank, format));
        }
    }
    best.map(|(_, format)| format)
}

/// How deep names are looked at.
const DEPTH: usize = 6;
/// How many paths are kept.
const PATHS: usize = 400;

/// Collects the names of a JSON text that may be cut or unsound.
fn scan_json(text: &str) -> JsonClues {
    let bytes = text.as_bytes();
    let mut clues = JsonClues { is_list: bytes.first() == Some(&b'['), ..JsonClues::default() };
    let mut at = 0;
    // Each open container: whether it is an object, and the length of `path` before it.
    let mut open: Vec<(bool, usize)> = Vec::new();
    let mut path = String::new();
    let mut wants_name = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => {
                if open.is_empty() && at > 0 && !clues.paths.is_empty() {
                    clues.is_lines = true;
                }
                open.push((byte == b'{', path.len()));
                if byte == b'[' {
                    path.push_str("[]");
                }
                wants_name = byte == b'{';
                at += 1;
            }
            b'}' | b']' => {
                let Some((_, before)) = open.pop() else { return clues };
                path.truncate(before);
                at += 1;
            }
            b',' => {
                if let Some(&(is_object, before)) = open.last() {
                    wants_name = is_object;
                    if is_object {
                        path.truncate(before);
                    }
                }
                at += 1;
            }
            b'"' => {
                let Some(end) = end_of_text(bytes, at) else { return clues };
                let raw = &text[at + 1..end - 1];
                at = end;
                let is_shallow = open.len() <= DEPTH && clues.paths.len() < PATHS;
                if wants_name {
                    wants_name = false;
                    if !path.is_empty() && !path.ends_with('.') {
                        path.push('.');
                    }
                    path.push_str(raw);
                    if is_shallow && !clues.has(&path) {
                        clues.paths.push(path.clone());
                    }
                } else if is_shallow && raw.len() < 300 && clues.text(&path).is_none() {
                    clues.texts.push((path.clone(), raw.to_owned()));
                }
            }
            _ => at += 1,
        }
    }
    clues
}

/// One past the closing quote of the text that begins at `at`.
fn end_of_text(bytes: &[u8], mut at: usize) -> Option<usize> {
    at += 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Passes over declaration, comments and document type, up to the first tag.
fn scan_xml(text: &str) -> Option<XmlClues> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let after = if let Some(comment) = rest.strip_prefix("<!--") {
            &comment[comment.find("-->")? + 3..]
        } else if let Some(instruction) = rest.strip_prefix("<?") {
            &instruction[instruction.find("?>")? + 2..]
        } else if let Some(declaration) = rest.strip_prefix("<!") {
            let end = match (declaration.find('['), declaration.find('>')) {
                (Some(subset), Some(end)) if subset < end => declaration.find("]>")? + 2,
                (_, end) => end? + 1,
            };
            &declaration[end..]
        } else {
            break;
        };
        rest = after;
    }
    let tag = rest.strip_prefix('<')?;
    let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
    let name = tag.split(|sign: char| sign.is_whitespace() || sign == '/').next()?;
    let root = name.rsplit(':').next().unwrap_or(name);
    if root.is_empty() || !root.starts_with(|sign: char| sign.is_alphabetic() || sign == '_') {
        return None;
    }
    Some(XmlClues { root: root.to_owned(), tag: tag.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_json_are_seen_with_their_paths() {
        let text =
            r#"{"directed": true, "graph": {"name": "x"}, "nodes": [{"id": 1, "a": {"b": [2]}}, {"id": 2}], "li"#;
        let clues = Clues::new(text.as_bytes(), text);
        let json = clues.json().expect("JSON");
        assert_eq!(json.paths, ["directed", "graph", "graph.name", "nodes", "nodes[].id", "nodes[].a", "nodes[].a.b"]);
        assert_eq!(json.text("graph.name"), Some("x"));
        assert!(!json.is_list && !json.is_lines);
    }

    #[test]
    fn lines_of_json_are_told_from_one_value() {
        let lines = Clues::new(b"", "{\"a\": 1}\n{\"a\": 2}\n").json().map(|json| json.is_lines);
        assert_eq!(lines, Some(true));
        assert_eq!(
            Clues::new(b"", " [{\"a\": 1}, {\"a\": 2}]").json().map(|json| (json.is_list, json.is_lines)),
            Some((true, false))
        );
        assert!(Clues::new(b"", "graph [").json().is_none());
    }

    #[test]
    fn the_outermost_tag_is_seen_past_everything_before_it() {
        let text =
            "<?xml version=\"1.0\"?>\n<!-- <a> --><!DOCTYPE g [<!ELEMENT g ANY>]>\n<ns:graphml xmlns:ns='u'><graph/>";
        let clues = Clues::new(b"", text);
        let xml = clues.xml().expect("XML");
        assert_eq!(xml.root, "graphml");
        assert!(Clues::new(b"", "a < b").xml().is_none());
    }
}
