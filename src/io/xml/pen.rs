//! Writing XML: tags, attributes and texts with everything escaped that has to be. What the tags mean is not known here.

use std::fmt::{Display, Write as _};
use std::io::{self, Write};

/// Writes XML to somewhere, a piece at a time.
pub struct Pen<'w> {
    out: &'w mut dyn Write,
    text: String,
    open: Vec<&'static str>,
    /// Whether the last tag still takes attributes.
    takes_attributes: bool,
    /// Whether something was written inside the last tag that was opened.
    has_content: bool,
    lost: usize,
}

/// How much is gathered before it is written out.
const PIECE_BYTES: usize = 1 << 16;

/// What stands in place of a character that XML 1.0 cannot hold.
const REPLACEMENT: char = '\u{fffd}';

impl<'w> Pen<'w> {
    /// Begins a text of XML in UTF-8.
    pub fn new(out: &'w mut dyn Write) -> Self {
        let text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        Self { out, text, open: Vec::new(), takes_attributes: false, has_content: true, lost: 0 }
    }

    /// Opens a tag inside the last one.
    ///
    /// # Errors
    /// Where the text cannot be written out.
    pub fn open(&mut self, tag: &'static str) -> io::Result<()> {
        self.end_of_attributes();
        if self.text.len() >= PIECE_BYTES {
            self.out.write_all(self.text.as_bytes())?;
            self.text.clear();
        }
        if !self.open.is_empty() {
            self.line();
        }
        self.text.push('<');
        self.text.push_str(tag);
        self.open.push(tag);
        (self.takes_attributes, self.has_content) = (true, false);
        Ok(())
    }

    /// Adds an attribute to the tag that was just opened.
    pub fn attribute(&mut self, name: &str, value: &str) {
        debug_assert!(self.takes_attributes, "attributes come before everything else");
        let _ = write!(self.text, " {name}=\"");
        self.escape(value, true);
        self.text.push('"');
    }

    /// Adds an attribute in which nothing has to be escaped: a number.
    pub fn number(&mut self, name: &str, value: impl Display) {
        debug_assert!(self.takes_attributes, "attributes come before everything else");
        let _ = write!(self.text, " {name}=\"{value}\"");
    }

    /// Writes text inside the last tag. Nothing may be opened in that tag then.
    pub fn text(&mut self, text: &str) {
        self.end_of_attributes();
        self.escape(text, false);
        self.has_content = false;
    }

    /// Closes the tag that was opened last.
    pub fn close(&mut self) {
        let Some(tag) = self.open.pop() else { return };
        if self.takes_attributes {
            self.text.push_str("/>");
        } else {
            if self.has_content {
                self.line();
            }
            let _ = write!(self.text, "</{tag}>");
        }
        (self.takes_attributes, self.has_content) = (false, true);
    }

    /// Closes what is open and writes everything out. Says how many characters XML could not hold.
    ///
    /// # Errors
    /// Where the text cannot be written out.
    pub fn finish(mut self) -> io::Result<usize> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.push('\n');
        self.out.write_all(self.text.as_bytes())?;
        Ok(self.lost)
    }

    fn end_of_attributes(&mut self) {
        if std::mem::take(&mut self.takes_attributes) {
            self.text.push('>');
        }
    }

    fn line(&mut self) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", self.open.len()));
    }

    fn escape(&mut self, text: &str, in_attribute: bool) {
        let mut written = 0;
        for (at, sign) in text.char_indices() {
            let instead = match sign {
                '&' => "&amp;",
                '<' => "&lt;",
                // `]]>` may not stand in a text.
                '>' => "&gt;",
                '"' if in_attribute => "&quot;",
                // Every reader makes blanks of these where they stand as they are.
                '\n' if in_attribute => "&#10;",
                '\t' if in_attribute => "&#9;",
                '\r' => "&#13;",
                sign if !is_writable(sign) => {
                    self.lost += 1;
                    "\u{fffd}"
                }
                _ => continue,
            };
            self.text.push_str(&text[written..at]);
            self.text.push_str(instead);
            written = at + sign.len_utf8();
        }
        self.text.push_str(&text[written..]);
    }
}

/// Whether XML 1.0 can hold a character (its production `Char`).
fn is_writable(sign: char) -> bool {
    !matches!(sign, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The text as XML can hold it; `None` where it can hold it as it is.
pub fn writable(text: &str) -> Option<String> {
    if text.chars().all(is_writable) {
        return None;
    }
    Some(text.chars().map(|sign| if is_writable(sign) { sign } else { REPLACEMENT }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_close_themselves_and_signs_are_escaped() {
        let mut out = Vec::new();
        let mut pen = Pen::new(&mut out);
        pen.open("a").expect("memory");
        pen.attribute("x", "1 < 2 & \"3\"\n\t\u{1}");
        pen.open("b").expect("memory");
        pen.number("n", 0.5);
        pen.close();
        pen.open("c").expect("memory");
        pen.text("]]> \"q\"\r\n");
        pen.close();
        assert_eq!(pen.finish().expect("memory"), 1);
        let text = String::from_utf8(out).expect("UTF-8");
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a x=\"1 &lt; 2 &amp; &quot;3&quot;&#10;&#9;\u{fffd}\">\n  \
                        <b n=\"0.5\"/>\n  <c>]]&gt; \"q\"&#13;\n</c>\n</a>\n";
        assert_eq!(text, expected);
        assert_eq!(writable("a\u{ffff}b").as_deref(), Some("a\u{fffd}b"));
        assert_eq!(writable("سلمى\n"), None);
    }
}
