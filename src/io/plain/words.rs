//! Lines and words of a text with their places. What they mean is not known here.

/// A line of a text, without its end, and the byte at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line.
    pub text: &'a str,
    /// Where it begins.
    pub at: usize,
}

/// The lines of a text; ends are `\n`, `\r\n` or, where there is no other, `\r`.
pub fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut at = 0;
    text.split_inclusive(end).map(move |whole| {
        let line = Line { text: whole.trim_end_matches(['\n', '\r']), at };
        at += whole.len();
        line
    })
}

/// A word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word; without its quotes where it had some.
    pub text: std::borrow::Cow<'a, str>,
    /// Where it begins in the text.
    pub at: usize,
    /// Whether it stood in quotes.
    pub quoted: bool,
}

impl<'a> Line<'a> {
    /// The words of the line, with blanks between them, and where each begins. Quotes mean nothing.
    pub fn bare_words(self) -> impl Iterator<Item = (&'a str, usize)> {
        let start = self.text.as_ptr() as usize;
        self.text.split_whitespace().map(move |word| (word, self.at + (word.as_ptr() as usize - start)))
    }

    /// The words of the line, with blanks between them. A word in quotes (one of `quotes`) may hold blanks; a backslash
    /// before a quote or a backslash keeps its meaning away. `None` where a quote is not closed on the line.
    #[must_use]
    pub fn words(self, quotes: &[char]) -> Option<Vec<Word<'a>>> {
        let mut words = Vec::new();
        let mut rest = self.text;
        loop {
            let trimmed = rest.trim_start();
            if trimmed.is_empty() {
                return Some(words);
            }
            let at = self.at + (self.text.len() - trimmed.len());
            let first = trimmed.chars().next().unwrap_or(' ');
            if quotes.contains(&first) {
                let inside = &trimmed[first.len_utf8()..];
                let end = end_of_quote(inside, first)?;
                words.push(Word { text: unescaped(&inside[..end], first), at, quoted: true });
                rest = &inside[end + first.len_utf8()..];
            } else {
                let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
                words.push(Word { text: trimmed[..end].into(), at, quoted: false });
                rest = &trimmed[end..];
            }
        }
    }

    /// The fields of the line, with `delimiter` between them and the blanks around them left out. A field in quotes (one of
    /// `quotes`) may hold the delimiter; a quote in it is doubled or has a backslash before it. An apostrophe that never
    /// ends is one. `None` where another quote is not closed, or something follows it.
    #[must_use]
    pub fn fields(self, delimiter: char, quotes: &[char]) -> Option<Vec<Word<'a>>> {
        let mut fields = Vec::new();
        let mut start = 0;
        // Where one apostrophe has no end, those behind it have none either: the line is searched once.
        let mut has_ends = true;
        loop {
            let rest = &self.text[start..];
            let blanks =
                rest.len() - rest.trim_start_matches(|sign: char| sign != delimiter && sign.is_whitespace()).len();
            let field = &rest[blanks..];
            let at = self.at + start + blanks;
            let quote = field.chars().next().filter(|sign| quotes.contains(sign));
            let quoted = quote.filter(|quote| has_ends || *quote != '\'').and_then(|quote| {
                let end = end_of_field(&field[1..], quote, delimiter)?;
                Some((end + 2, Word { text: unescaped(&field[1..=end], quote), at, quoted: true }))
            });
            let (length, word) = match quoted {
                Some(quoted) => quoted,
                None if quote.is_some_and(|quote| quote != '\'') => return None,
                None => {
                    has_ends &= quote.is_none();
                    let length = field.find(delimiter).unwrap_or(field.len());
                    (length, Word { text: field[..length].trim_end().into(), at, quoted: false })
                }
            };
            fields.push(word);
            match field[length..].find(delimiter) {
                Some(next) => start += blanks + length + next + delimiter.len_utf8(),
                None => return Some(fields),
            }
        }
    }
}

/// Where the quote ends that a field begins with: before the delimiter or the end of the line, blanks left out.
fn end_of_field(text: &str, quote: char, delimiter: char) -> Option<usize> {
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' {
            signs.next();
        } else if sign == quote {
            if signs.next_if(|(_, next)| *next == quote).is_some() {
                continue;
            }
            let after = text[at + 1..].trim_start_matches(|sign: char| sign != delimiter && sign.is_whitespace());
            if after.is_empty() || after.starts_with(delimiter) {
                return Some(at);
            }
            if quote != '\'' {
                return None;
            }
        }
    }
    None
}

fn end_of_quote(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, sign) in text.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if sign == '\\' {
            is_escaped = true;
        } else if sign == quote {
            return Some(at);
        }
    }
    None
}

/// Whether a line, or the first word of one, begins a remark of the program that wrote it.
#[must_use]
pub fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with(['#', '%'])
}

/// The number that a word is, where it is one and finite.
#[must_use]
pub fn finite(word: &str) -> Option<f64> {
    word.parse().ok().filter(|number: &f64| number.is_finite())
}

fn unescaped(text: &str, quote: char) -> std::borrow::Cow<'_, str> {
    if !text.contains(['\\', quote]) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match signs.peek() {
            Some(&next) if (sign == '\\' && (next == quote || next == '\\')) || (sign == quote && next == quote) => {
                plain.push(next);
                signs.next();
            }
            _ => plain.push(sign),
        }
    }
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_where_they_begin_whatever_ends_them() {
        let places = |text| lines(text).map(|line| (line.text, line.at)).collect::<Vec<_>>();
        assert_eq!(places("a\r\nb\n\nc"), [("a", 0), ("b", 3), ("", 5), ("c", 6)]);
        assert_eq!(places("a\rb"), [("a", 0), ("b", 2)]);
    }

    #[test]
    fn bare_words_know_where_they_begin() {
        let line = Line { text: " a  \"b\t c", at: 5 };
        assert_eq!(line.bare_words().collect::<Vec<_>>(), [("a", 6), ("\"b", 9), ("c", 13)]);
        assert_eq!((finite("-1.5e2"), finite("inf"), finite("one")), (Some(-150.0), None, None));
    }

    #[test]
    fn words_in_quotes_keep_their_blanks() {
        let line = Line { text: r#"  1 "Ada \"B\" Obi" 0.5"#, at: 10 };
        let words = line.words(&['"']).expect("closed");
        let seen: Vec<_> = words.iter().map(|word| (word.text.as_ref(), word.at, word.quoted)).collect();
        assert_eq!(seen, [("1", 12, false), ("Ada \"B\" Obi", 14, true), ("0.5", 30, false)]);
        assert_eq!(Line { text: "1 \"open", at: 0 }.words(&['"']), None);
    }

    #[test]
    fn fields_in_quotes_keep_their_delimiters() {
        let fields = |text| {
            let words = Line { text, at: 10 }.fields(',', &['"', '\''])?;
            Some(words.into_iter().map(|word| (word.text.into_owned(), word.at, word.quoted)).collect::<Vec<_>>())
        };
        let texts = |text| fields(text).map(|all| all.into_iter().map(|(text, ..)| text).collect::<Vec<_>>());
        let expected = [("a".to_owned(), 11, false), ("b, c".to_owned(), 15, true), (String::new(), 22, false)];
        assert_eq!(fields(" a , \"b, c\",").as_deref(), Some(&expected[..]));
        assert_eq!(texts("'1,2',x").as_deref(), Some(&["1,2".to_owned(), "x".to_owned()][..]));
        assert_eq!(texts("'t Hooft,O'Brien").as_deref(), Some(&["'t Hooft".to_owned(), "O'Brien".to_owned()][..]));
        assert_eq!(texts(r#""a ""b"" \"c\"","#).as_deref(), Some(&["a \"b\" \"c\"".to_owned(), String::new()][..]));
        assert_eq!(texts(r#""open,x"#), None);
        assert_eq!(texts(r#""a" b,x"#), None);
        assert_eq!(texts("").map(|all| all.len()), Some(1));
    }
}
