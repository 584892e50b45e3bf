//! Reads the paths that a Rust source names. Comments, strings and lifetimes are skipped; nothing is resolved but `crate`,
//! `super` and `self`.

/// A path as the source names it, in full, with the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPath {
    /// Line, from 1.
    pub line: usize,
    /// The parts; a path inside the crate begins with `crate`.
    pub parts: Vec<String>,
}

impl NamedPath {
    /// Whether the path is `start` or lies below it.
    pub fn is_below(&self, start: &[&str]) -> bool {
        self.parts.len() >= start.len() && self.parts.iter().zip(start).all(|(part, wanted)| part == wanted)
    }

    /// The room the path leads to, for paths inside the crate.
    pub fn room(&self) -> Option<&str> {
        (self.parts.first()? == "crate").then(|| self.parts.get(1).map(String::as_str)).flatten()
    }
}

/// Every path of two parts or more, and every `use` of one part, in a source that is the module `module` of the crate.
pub fn named_paths(source: &str, module: &[&str]) -> Vec<NamedPath> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    // The module the reader is in: that of the file, then inline ones with the brace depth at which each ends.
    let mut here: Vec<String> = module.iter().map(|&name| name.to_owned()).collect();
    let mut inline = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].text {
            "mod" if tokens.get(at + 2).is_some_and(|token| token.text == "{") => {
                here.push(tokens[at + 1].text.to_owned());
                inline.push(depth);
                depth += 1;
                at += 3;
            }
            "{" => {
                depth += 1;
                at += 1;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                if inline.last() == Some(&depth) {
                    inline.pop();
                    here.pop();
                }
                at += 1;
            }
            "use" => {
                at = read_tree(&tokens, at + 1, &[], &here, true, &mut found);
            }
            text if is_word(text) => {
                at = read_tree(&tokens, at, &[], &here, false, &mut found);
            }
            _ => at += 1,
        }
    }
    found
}

/// Reads a path, with its groups, from `at`; returns where it ends.
fn read_tree(
    tokens: &[Token<'_>],
    mut at: usize,
    prefix: &[String],
    here: &[String],
    single: bool,
    found: &mut Vec<NamedPath>,
) -> usize {
    let mut parts = prefix.to_vec();
    let line = tokens.get(at).map_or(0, |token| token.line);
    if tokens.get(at).is_some_and(|token| token.text == "::") {
        at += 1;
    }
    while let Some(token) = tokens.get(at) {
        match token.text {
            "{" if parts.len() > prefix.len() || single => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    let start = at;
                    at = read_tree(tokens, at, &parts, here, true, found);
                    if at == start || tokens.get(at).is_some_and(|token| token.text == ",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "*" => {
                parts.push("*".to_owned());
                at += 1;
            }
            text if is_word(text) => {
                parts.push(text.to_owned());
                at += 1;
            }
            _ => break,
        }
        match tokens.get(at).map(|token| token.text) {
            // `a::b`, but not the turbofish of `a::<T>`.
            Some("::")
                if tokens.get(at + 1).is_some_and(|next| is_word(next.text) || matches!(next.text, "{" | "*")) =>
            {
                at += 1;
            }
            _ => break,
        }
    }
    if single && tokens.get(at).is_some_and(|token| token.text == "as") {
        at += 2;
    }
    if parts.len() > 1 || (single && !parts.is_empty()) {
        found.push(NamedPath { line, parts: in_full(parts, here) });
    }
    at
}

/// Replaces a leading `self` or chain of `super` by what it stands for.
fn in_full(parts: Vec<String>, here: &[String]) -> Vec<String> {
    let supers = parts.iter().take_while(|part| *part == "super").count();
    let own = usize::from(parts.first().is_some_and(|part| part == "self"));
    if supers + own == 0 {
        return parts;
    }
    let up = here.len().saturating_sub(supers);
    std::iter::once("crate".to_owned())
        .chain(here[..up].iter().cloned())
        .chain(parts.into_iter().skip(supers + own))
        .collect()
}

struct Token<'a> {
    line: usize,
    text: &'a str,
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Words, `::` and single signs; no comments, texts, characters or lifetimes.
fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = source;
    let line_of = |rest: &str| source[..source.len() - rest.len()].matches('\n').count() + 1;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_text(rest) {
            length
        } else if first == '"' {
            quoted(rest)
        } else if first == '\'' {
            character_or_lifetime(rest)
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len());
            tokens.push(Token { line: line_of(rest), text: &rest[..length] });
            length
        } else if rest.starts_with("::") {
            tokens.push(Token { line: line_of(rest), text: "::" });
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(Token { line: line_of(rest), text: &rest[..first.len_utf8()] });
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of `r"…"`, `r#"…"#`, `br"…"` at the start of `rest`.
fn raw_text(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = body.find(&end).map_or(body.len(), |found| found + end.len());
    Some(rest.len() - body.len() + length)
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, sign) in rest.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn character_or_lifetime(rest: &str) -> usize {
    let mut signs = rest.char_indices().skip(1);
    match signs.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(rest.len(), |found| found + 4),
        Some((_, _)) => match signs.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::named_paths;

    fn paths(source: &str, module: &[&str]) -> Vec<String> {
        named_paths(source, module).into_iter().map(|path| path.parts.join("::")).collect()
    }

    #[test]
    fn groups_are_spelled_out() {
        assert_eq!(
            paths("use crate::{io::{self, save}, model::Graph as Network};\nuse std::{fs, path::Path};", &["a"]),
            ["crate::io::self", "crate::io::save", "crate::model::Graph", "std::fs", "std::path::Path"]
        );
    }

    #[test]
    fn comments_texts_and_characters_are_not_read() {
        let source = r##"
            // use crate::one; see [`crate::two`]
            /* crate::three /* crate::four */ crate::five */
            let a = "crate::six \" crate::seven"; let b = r#"crate::eight " "#; let c = '"'; let d = '\'';
            fn f<'a>(x: &'a str) -> crate::nine::Ten { x.len() }
        "##;
        assert_eq!(paths(source, &["a"]), ["crate::nine::Ten"]);
    }

    #[test]
    fn super_is_followed_up_through_inline_modules() {
        let source = "use super::Graph; mod tests { use super::*; use super::super::io; fn f() { super::g(); } } \
                      type T = super::super::app::App;";
        assert_eq!(
            paths(source, &["scene", "labels"]),
            [
                "crate::scene::Graph",
                "crate::scene::labels::*",
                "crate::scene::io",
                "crate::scene::labels::g",
                "crate::app::App"
            ]
        );
    }

    #[test]
    fn a_path_in_an_expression_ends_at_its_generics_and_knows_its_line() {
        let found = named_paths("fn f() {\n    let v = Vec::<crate::io::Format>::new();\n}", &["a"]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].line, found[0].room()), (2, Some("io")));
    }
}
