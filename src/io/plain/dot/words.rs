//! Labels of DOT as plain text: escapes, markup, records. Which attribute is a label is decided elsewhere.

use crate::io::plain::entities;

/// What the escapes of a label stand for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'a> {
    /// The graph: `\G`.
    pub graph: &'a str,
    /// The node: `\N`.
    pub node: &'a str,
    /// The ends of the edge: `\T` and `\H`, both in `\E`.
    pub ends: Option<(&'a str, &'a str)>,
    /// Whether the edge has an arrow.
    pub is_arrow: bool,
}

/// Names are put in for escapes up to this length of a label; a label that repeats them without end is no label.
const LONGEST: usize = 64 * 1024;

/// The label as it is drawn: `\n`, `\l` and `\r` end lines, entities are resolved.
#[must_use]
pub fn label(raw: &str, names: Names<'_>) -> String {
    if !raw.contains('\\') {
        return entities::resolved(raw).into_owned();
    }
    let mut text = String::with_capacity(raw.len());
    let mut signs = raw.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            text.push(sign);
            continue;
        }
        let named = match signs.as_str().chars().next() {
            _ if text.len() > LONGEST => None,
            Some('N') if names.ends.is_none() => Some(names.node),
            Some('G') => Some(names.graph),
            Some('T') => names.ends.map(|(tail, _)| tail),
            Some('H') => names.ends.map(|(_, head)| head),
            _ => None,
        };
        match (signs.next(), named, names.ends) {
            (_, Some(name), _) => text.push_str(name),
            (Some('E'), None, Some((tail, head))) if text.len() <= LONGEST => {
                text.push_str(tail);
                text.push_str(if names.is_arrow { "->" } else { "--" });
                text.push_str(head);
            }
            (Some('n' | 'l' | 'r'), None, _) => text.push('\n'),
            (Some(other), None, _) => text.push(other),
            (None, None, _) => text.push('\\'),
        }
    }
    // The last line is ended by its alignment, too.
    let ended = text.trim_end_matches('\n').len();
    text.truncate(ended);
    entities::resolved(&text).into_owned()
}

/// The words of markup: rows and breaks end lines, cells are set apart by blanks.
#[must_use]
pub fn markup(raw: &str) -> String {
    let inner = raw.strip_prefix('<').and_then(|raw| raw.strip_suffix('>')).unwrap_or(raw);
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at].replace(['\n', '\r', '\t'], " "));
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|end| end + 2) } else { rest.find('>') };
        let Some(end) = end else { break };
        let tag = rest[1..end].trim_matches('/').split([' ', '\t', '\n', '\r', '/']).next().unwrap_or_default();
        let ends = rest.starts_with("</");
        match tag.to_ascii_lowercase().as_str() {
            "br" | "hr" => text.push('\n'),
            "tr" | "table" if ends => text.push('\n'),
            "td" if ends => text.push(' '),
            _ => {}
        }
        rest = &rest[end + 1..];
    }
    text.push_str(&rest.replace(['\n', '\r', '\t'], " "));
    let lines = text.lines().map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    entities::resolved(&lines.join("\n")).into_owned()
}

/// The fields of a record in one line, without their ports.
#[must_use]
pub fn record(raw: &str, names: Names<'_>) -> String {
    let mut fields = vec![String::new()];
    let mut in_port = false;
    let mut signs = raw.chars();
    while let Some(sign) = signs.next() {
        let field = fields.last_mut().expect("there is always a field");
        match sign {
            '\\' => match signs.next() {
                Some(sign @ ('{' | '}' | '|' | '<' | '>' | ' ')) => field.push(sign),
                Some(sign) if !in_port => field.extend(['\\', sign]),
                _ => {}
            },
            '<' => in_port = true,
            '>' => in_port = false,
            '|' | '{' | '}' => {
                in_port = false;
                fields.push(String::new());
            }
            _ if in_port => {}
            sign => field.push(sign),
        }
    }
    let words: Vec<String> =
        fields.iter().map(|field| label(field.trim(), names)).filter(|field| !field.is_empty()).collect();
    words.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_labels_are_understood() {
        let names = Names { graph: "g", node: "n", ..Names::default() };
        assert_eq!(label(r"\N of \G\nR&amp;D \\ \x\l", names), "n of g\nR&D \\ x");
        assert_eq!(label(r"end \", names), r"end \");
        let names = Names { ends: Some(("a", "b")), is_arrow: true, ..names };
        assert_eq!(label(r"\E: \T, \H", names), "a->b: a, b");
        let long = label(&r"\N".repeat(1000), Names { node: &"x".repeat(1000), ..Names::default() });
        assert!(long.len() < 2 * LONGEST, "{}", long.len());
    }

    #[test]
    fn markup_becomes_its_words() {
        let raw = "<<table border=\"0\"><tr><td><b>Ada</b></td><td>Obi</td></tr>\n<tr><td>R&amp;D<!-- <br/> --></td></tr></table>>";
        assert_eq!(markup(raw), "Ada Obi\nR&D");
        assert_eq!(markup("<one<br/>two<BR>three &lt;3>"), "one\ntwo\nthree <3");
    }

    #[test]
    fn records_become_their_fields() {
        let names = Names { node: "n", ..Names::default() };
        assert_eq!(record(r"{<f0> Ada|{\N|<p q>x\|y}}", names), "Ada | n | x|y");
    }
}
