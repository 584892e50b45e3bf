//! Signs and ids of a DOT text with their places. What they mean together is not known here.

use std::borrow::Cow;

use crate::io::error::ReadError;
use crate::io::input::Input;

/// A piece of a DOT text.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'a> {
    /// A name, number or text.
    Id(Id<'a>),
    /// One of `{ } [ ] ; , : =`.
    Sign(u8),
    /// `->` or `--`, which is undirected.
    Edge {
        /// Whether it was `->`.
        directed: bool,
    },
    /// The end of the file.
    End,
}

/// A name, number or text.
#[derive(Clone, Debug, PartialEq)]
pub struct Id<'a> {
    /// The text, without quotes; with its outer angles where it is markup.
    pub text: Cow<'a, str>,
    /// How it was written.
    pub sort: Sort,
}

/// How an id was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A word or a number. Only such a word can be a keyword.
    Bare,
    /// In double quotes.
    Quoted,
    /// In angles, as markup like that of HTML.
    Markup,
}

/// A walk over a DOT text.
pub struct Lexer<'i, 'a> {
    /// The file.
    pub input: &'i mut Input<'a>,
    text: &'a str,
    at: usize,
    /// Where the piece that was read last begins.
    pub token_at: usize,
    /// Whether a number ran into a word: `3d` is read as two ids, as Graphviz does.
    pub ran_together: Option<usize>,
}

impl<'i, 'a> Lexer<'i, 'a> {
    /// Begins the walk.
    pub fn new(input: &'i mut Input<'a>) -> Self {
        let text = input.text;
        Self { input, text, at: 0, token_at: 0, ran_together: None }
    }

    /// The next piece.
    ///
    /// # Errors
    /// Where a text or comment is never closed, a sign is unknown, or the user cancelled.
    pub fn next(&mut self) -> Result<Token<'a>, ReadError> {
        self.skip_blanks()?;
        self.input.tick(self.at)?;
        let at = self.at;
        self.token_at = at;
        let bytes = self.text.as_bytes();
        let Some(&first) = bytes.get(at) else { return Ok(Token::End) };
        match first {
            b'{' | b'}' | b'[' | b']' | b';' | b',' | b':' | b'=' => {
                self.at += 1;
                Ok(Token::Sign(first))
            }
            b'-' if matches!(bytes.get(at + 1), Some(b'>' | b'-')) => {
                self.at += 2;
                Ok(Token::Edge { directed: bytes[at + 1] == b'>' })
            }
            b'"' => Ok(Token::Id(Id { text: self.quoted()?, sort: Sort::Quoted })),
            b'<' => Ok(Token::Id(Id { text: self.markup()?.into(), sort: Sort::Markup })),
            b'0'..=b'9' | b'.' | b'-' => self.number(),
            _ if is_letter(first) => {
                let length = bytes[at..].iter().take_while(|byte| is_letter(**byte) || byte.is_ascii_digit()).count();
                self.at += length;
                Ok(Token::Id(Id { text: self.text[at..at + length].into(), sort: Sort::Bare }))
            }
            _ => {
                let what = "this sign has no meaning here; names with such signs stand in double quotes.";
                Err(self.input.broken(at, what, "an unknown sign"))
            }
        }
    }

    /// A number: `-1`, `.5`, `3.`.
    fn number(&mut self) -> Result<Token<'a>, ReadError> {
        let (at, bytes) = (self.at, self.text.as_bytes());
        let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = at + usize::from(bytes[at] == b'-');
        let whole = digits(end);
        end += whole;
        if bytes.get(end) == Some(&b'.') {
            let broken = digits(end + 1);
            if whole + broken > 0 {
                end += 1 + broken;
            }
        }
        if whole == 0 && !bytes[at..end].contains(&b'.') {
            let what = "a number was expected here; names with such signs stand in double quotes.";
            return Err(self.input.broken(at, what, "not a number"));
        }
        if bytes.get(end).is_some_and(|byte| is_letter(*byte) || *byte == b'.') {
            self.ran_together.get_or_insert(at);
        }
        self.at = end;
        Ok(Token::Id(Id { text: self.text[at..end].into(), sort: Sort::Bare }))
    }

    /// A text in quotes, or several with `+` between them.
    fn quoted(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let mut text = self.one_quoted()?;
        loop {
            self.skip_blanks()?;
            if self.text.as_bytes().get(self.at) != Some(&b'+') {
                return Ok(text);
            }
            self.at += 1;
            self.skip_blanks()?;
            if self.text.as_bytes().get(self.at) != Some(&b'"') {
                let what = "after \"+\" a second text in double quotes was expected.";
                return Err(self.input.broken(self.at, what, "not a text"));
            }
            let more = self.one_quoted()?;
            text.to_mut().push_str(&more);
        }
    }

    fn one_quoted(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut end = start;
        let mut is_plain = true;
        loop {
            match memchr::memchr2(b'"', b'\\', &bytes[end..]) {
                None => {
                    let line = self.input.line(start);
                    return Err(self.input.incomplete(format!("the text opened on line {line} is never closed.")));
                }
                Some(offset) if bytes[end + offset] == b'"' => {
                    end += offset;
                    break;
                }
                // What follows a backslash does not close the text, unless it is a backslash's own pair.
                Some(offset) => {
                    let escaped = bytes.get(end + offset + 1);
                    is_plain &= !matches!(escaped, Some(b'"' | b'\n' | b'\r'));
                    end = (end + offset + 2).min(bytes.len());
                }
            }
        }
        self.input.check_text(start, end - start)?;
        self.at = end + 1;
        let raw = &self.text[start..end];
        Ok(if is_plain { raw.into() } else { joined(raw).into() })
    }

    /// Markup in angles, which may stand inside each other; the outer ones stay.
    fn markup(&mut self) -> Result<&'a str, ReadError> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let mut depth = 0_usize;
        let mut at = start;
        while let Some(offset) = memchr::memchr2(b'<', b'>', &bytes[at..]) {
            at += offset;
            if self.text[at..].starts_with("<!--") {
                let Some(length) = self.text[at..].find("-->") else { break };
                at += length + 3;
                continue;
            }
            if bytes[at] == b'<' {
                depth += 1;
            } else {
                depth -= 1;
            }
            at += 1;
            if depth == 0 {
                self.input.check_text(start, at - start)?;
                self.at = at;
                return Ok(&self.text[start..at]);
            }
        }
        let line = self.input.line(start);
        Err(self.input.incomplete(format!("the markup opened on line {line} is never closed.")))
    }

    /// Passes over blanks and comments: `//`, `/* */`, and `#` to the end of a line.
    fn skip_blanks(&mut self) -> Result<(), ReadError> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\n') = bytes.get(self.at) {
            self.at += 1;
        }
        if !matches!(bytes.get(self.at), Some(b'/' | b'#' | b'\t' | b'\r' | 0x0b | 0x0c)) {
            return Ok(());
        }
        loop {
            let rest = &bytes[self.at..];
            match rest {
                [b'/', b'/', ..] | [b'#', ..] => {
                    self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                [b'/', b'*', ..] => match self.text[self.at + 2..].find("*/") {
                    Some(length) => self.at += length + 4,
                    None => {
                        let line = self.input.line(self.at);
                        return Err(self
                            .input
                            .incomplete(format!("the comment opened on line {line} is never closed.")));
                    }
                },
                [byte, ..] if byte.is_ascii_whitespace() || *byte == 0x0b => self.at += 1,
                _ => return Ok(()),
            }
        }
    }
}

/// Letters are those of ASCII, the underscore, and everything beyond ASCII.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii()
}

/// A text without the backslashes before quotes and without continued lines; other backslashes are not ours to understand.
fn joined(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("\\\"") {
            text.push('"');
            rest = after;
        } else if let Some(after) =
            rest.strip_prefix("\\\r\n").or(rest.strip_prefix("\\\n")).or(rest.strip_prefix("\\\r"))
        {
            rest = after;
        } else {
            let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            text.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    text.push_str(rest);
    text
}
