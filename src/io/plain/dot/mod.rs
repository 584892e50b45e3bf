//! DOT, the language of Graphviz, whole. Its pieces are cut in `lexer.rs`, understood in `parser.rs`, held in `plan.rs`; what
//! attributes mean is in `meaning.rs` and `clusters.rs`.

mod clusters;
mod colours;
mod lexer;
mod meaning;
mod parser;
mod plan;
mod words;
mod write;

use self::lexer::Lexer;
use self::parser::Parser;
use crate::io::draft::Draft;
use crate::io::error::{ReadCause, ReadError};
use crate::io::format::{Entry, Read};
use crate::io::input::Input;
use crate::io::recognise::{Clues, Likeness};
use crate::model::Warning;

/// The format, for the table of all formats.
pub(super) const FORMAT: Entry = Entry {
    id: "dot",
    name: "Graphviz DOT",
    extensions: &["dot", "gv"],
    holds: "actors and links with details as text, direction, weights, clusters, places, colours and sizes",
    likeness,
    read: Some(Read::Into(read)),
    write: Some(write::write),
};

/// Past comments, `graph` or `digraph`, perhaps an id, and a brace.
fn likeness(clues: &Clues<'_>) -> Likeness {
    let begins = || {
        let rest = past_comments(clues.head)?;
        let (word, mut rest) = word(rest);
        let mut kind = word.to_ascii_lowercase();
        if kind == "strict" {
            let (word, after) = self::word(past_comments(rest)?);
            (kind, rest) = (word.to_ascii_lowercase(), after);
        }
        if !matches!(kind.as_str(), "graph" | "digraph") {
            return None;
        }
        let rest = past_comments(rest)?;
        // A name with a quote too many is told where it is read.
        let line = rest.lines().next()?;
        if line.starts_with('"') && line.contains('{') {
            return Some(());
        }
        let after = match rest.strip_prefix('"') {
            Some(quoted) => past_quote(quoted)?,
            None if rest.starts_with('<') => &rest[rest.find('>')? + 1..],
            None => rest.trim_start_matches(|sign: char| !sign.is_whitespace() && !"{[/#".contains(sign)),
        };
        past_comments(after)?.starts_with('{').then_some(())
    };
    Likeness::Certain.when(begins().is_some())
}

fn past_quote(text: &str) -> Option<&str> {
    let mut is_escaped = false;
    let end = text.find(|sign| {
        let ends = sign == '"' && !is_escaped;
        is_escaped = sign == '\\' && !is_escaped;
        ends
    });
    Some(&text[end? + 1..])
}

fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|sign: char| !sign.is_ascii_alphabetic()).unwrap_or(text.len()))
}

fn past_comments(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        rest = if rest.starts_with("//") || rest.starts_with('#') {
            rest.split_once('\n')?.1
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/")?.1
        } else {
            return Some(rest);
        }
        .trim_start();
    }
}

fn read(input: &mut Input<'_>, draft: &mut Draft) -> Result<(), ReadError> {
    let wanted = input.options.graph;
    let mut parser = Parser::new(Lexer::new(input))?;
    let mut count = 0;
    while let Some(mut plan) = parser.head()? {
        let outcome = parser.body(&mut plan);
        if outcome.as_ref().is_err_and(|error| error.cause() == ReadCause::Cancelled) {
            return outcome;
        }
        if count == wanted {
            // What stands before a damage is wanted, too.
            meaning::fill(parser.lexer.input, draft, &plan)?;
            tell(draft, &mut parser, plan.is_directed);
        }
        outcome?;
        count += 1;
    }
    if count <= wanted {
        let end = parser.lexer.input.text.len();
        let what = format!("The file has no graph number {}; it holds {count}.", wanted + 1);
        return Err(parser.lexer.input.refused(end, what, "Ask for another one."));
    }
    if count > 1 {
        draft.warn(None, Warning::OtherGraphs { read: wanted + 1, count });
    }
    Ok(())
}

/// Tells what was odd about the text of a graph.
fn tell(draft: &mut Draft, parser: &mut Parser<'_, '_>, is_directed: bool) {
    if let Some(at) = parser.lexer.ran_together.take() {
        let line = Some(parser.lexer.input.line(at));
        let what = "A number runs into what follows; both were read as two ids, as Graphviz does";
        draft.warn(line, Warning::Repaired { what: what.to_owned() });
    }
    if let Some(line) = parser.other_edge.take() {
        let what = if is_directed {
            "\"--\" in a directed graph was read as a link without direction"
        } else {
            "\"->\" in an undirected graph was read as a link with a direction"
        };
        draft.warn(Some(line), Warning::Repaired { what: what.to_owned() });
    }
    if std::mem::take(&mut parser.has_lost_attributes) {
        draft.warn(None, Warning::LeftOut { what: "attributes behind a subgraph".to_owned() });
    }
}
