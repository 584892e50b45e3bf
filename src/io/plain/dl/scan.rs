//! The words of a DL file: blanks and commas stand between them, in the header equal signs too.

use crate::io::plain::words::Word;

/// A text while its words are taken.
#[derive(Clone, Copy)]
pub struct Scanner<'a> {
    text: &'a str,
    /// Where the text begins in the file.
    base: usize,
    at: usize,
}

/// A quote that has no end; where it begins.
#[derive(Debug, PartialEq, Eq)]
pub struct OpenQuote(pub usize);

impl<'a> Scanner<'a> {
    /// The words of a text that begins at byte `base` of the file.
    pub fn new(text: &'a str, base: usize) -> Self {
        Self { text, base, at: 0 }
    }

    /// Where the next word is looked for, in the file.
    pub fn at(&self) -> usize {
        self.base + self.at
    }

    /// What is left.
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// A keyword or value of the header. An equal sign ends it, and a colon, which is passed over.
    pub fn keyword(&mut self) -> Result<Option<Word<'a>>, OpenQuote> {
        let word =
            self.word_until(|sign| matches!(sign, ',' | '=' | ':') || sign.is_whitespace(), |sign| sign == ':')?;
        Ok(word)
    }

    /// A label in a list of the header.
    pub fn label(&mut self) -> Result<Option<Word<'a>>, OpenQuote> {
        self.word_until(|sign| matches!(sign, ',' | '=') || sign.is_whitespace(), |_| false)
    }

    /// A value of the data.
    pub fn value(&mut self) -> Result<Option<Word<'a>>, OpenQuote> {
        self.word_until(|sign| sign == ',' || sign.is_whitespace(), |_| false)
    }

    fn word_until(
        &mut self,
        ends: impl Fn(char) -> bool,
        is_passed: impl Fn(char) -> bool,
    ) -> Result<Option<Word<'a>>, OpenQuote> {
        self.at = self.text.len() - self.rest().trim_start_matches(&ends).len();
        let (rest, at) = (self.rest(), self.at());
        if rest.is_empty() {
            return Ok(None);
        }
        if let Some(inside) = rest.strip_prefix('"') {
            let length = inside.find('"').ok_or(OpenQuote(at))?;
            self.at += length + 2;
            return Ok(Some(Word { text: inside[..length].into(), at, quoted: true }));
        }
        let length = rest.find(&ends).unwrap_or(rest.len());
        self.at += length;
        if self.rest().starts_with(is_passed) {
            self.at += 1;
        }
        Ok(Some(Word { text: rest[..length].into(), at, quoted: false }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_their_part_of_the_file_says() {
        let mut scanner = Scanner::new("dl n=5, labels:\n\"A, B\" c:d = e\ndata: 1,2 x=y \"open", 100);
        let text =
            |word: Result<Option<Word<'_>>, _>| word.map(|word| word.map(|word| (word.text.into_owned(), word.at)));
        for expected in ["dl", "n", "5", "labels"] {
            assert_eq!(text(scanner.keyword()).map(|word| word.map(|word| word.0)), Ok(Some(expected.to_owned())));
        }
        assert_eq!(text(scanner.label()), Ok(Some(("A, B".to_owned(), 116))));
        assert_eq!(text(scanner.label()), Ok(Some(("c:d".to_owned(), 123))));
        assert_eq!(text(scanner.label()), Ok(Some(("e".to_owned(), 129))));
        assert_eq!(text(scanner.keyword()), Ok(Some(("data".to_owned(), 131))));
        for expected in ["1", "2", "x=y"] {
            assert_eq!(text(scanner.value()).map(|word| word.map(|word| word.0)), Ok(Some(expected.to_owned())));
        }
        assert_eq!(scanner.value(), Err(OpenQuote(145)));
        assert_eq!(Scanner::new(" ,\n", 0).value(), Ok(None));
    }
}
