//! Brackets, words and texts of a TLP file with their places.

use std::borrow::Cow;

/// A piece of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// A word: the name of a part, a number, a range.
    Word(&'a str),
    /// A text in quotes, without them.
    Text(Cow<'a, str>),
    /// A text whose quotes are never closed.
    OpenText,
    /// The file is over.
    End,
}

/// A file while its tokens are taken.
pub struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Where the last token begins.
    pub start: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, start: 0 }
    }

    /// The next token. Blanks and comments, from a semicolon to the end of the line, are passed over.
    pub fn next(&mut self) -> Token<'a> {
        loop {
            self.at = self.text.len() - self.text[self.at..].trim_start().len();
            if !self.text[self.at..].starts_with(';') {
                break;
            }
            self.at =
                memchr::memchr(b'\n', &self.text.as_bytes()[self.at..]).map_or(self.text.len(), |end| self.at + end);
        }
        self.start = self.at;
        let rest = &self.text[self.at..];
        match rest.as_bytes().first() {
            None => Token::End,
            Some(b'(') => {
                self.at += 1;
                Token::Open
            }
            Some(b')') => {
                self.at += 1;
                Token::Close
            }
            Some(b'"') => self.quoted(),
            Some(_) => {
                let length =
                    rest.find(|sign: char| sign.is_whitespace() || "()\";".contains(sign)).unwrap_or(rest.len());
                self.at += length;
                Token::Word(&rest[..length])
            }
        }
    }

    fn quoted(&mut self) -> Token<'a> {
        let begin = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = begin;
        let mut has_escapes = false;
        loop {
            match memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
                None => {
                    self.at = self.text.len();
                    return Token::OpenText;
                }
                Some(found) if bytes[at + found] == b'\\' => {
                    has_escapes = true;
                    at += found + 2;
                }
                Some(found) => {
                    at += found;
                    break;
                }
            }
        }
        self.at = at + 1;
        let inside = &self.text[begin..at];
        Token::Text(if has_escapes { unescaped(inside).into() } else { inside.into() })
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        plain.push(match sign {
            '\\' => match signs.next() {
                Some('n') => '\n',
                Some(other) => other,
                None => '\\',
            },
            sign => sign,
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_where_they_begin() {
        let text = "(tlp \"2.3\" ; a (comment\n (nodes 0..3)\"a \\\"b\\\" \\\\ \\n\")";
        let mut scanner = Scanner::new(text);
        let mut all = Vec::new();
        loop {
            let token = scanner.next();
            if token == Token::End {
                break;
            }
            all.push((scanner.start, token));
        }
        let expected = [
            (0, Token::Open),
            (1, Token::Word("tlp")),
            (5, Token::Text("2.3".into())),
            (25, Token::Open),
            (26, Token::Word("nodes")),
            (32, Token::Word("0..3")),
            (36, Token::Close),
            (37, Token::Text("a \"b\" \\ \n".into())),
            (52, Token::Close),
        ];
        assert_eq!(all, expected);
        assert_eq!(Scanner::new("\"open\\").next(), Token::OpenText);
        assert_eq!(Scanner::new("\"open\\\"").next(), Token::OpenText);
    }
}
