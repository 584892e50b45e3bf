//! The part of the walk over JSON that goes through texts, numbers and words.

use std::ops::Range;

use super::scan::end_of_plain;
use super::{Fault, FaultKind, Outline, Span, Walk};
use crate::io::limits::bytes_in_words;

impl Walk<'_, '_> {
    /// Walks over a text in quotes; returns the stretch between the quotes.
    pub(super) fn string(&mut self, limit: usize, sort: &str) -> Result<Range<usize>, Fault> {
        let opened = self.at;
        self.at += 1;
        loop {
            self.at = end_of_plain(self.bytes, self.at);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(0) if self.rest_is_zero() => return Err(self.zeros()),
                Some(b'\n' | b'\r') => {
                    let what = "A text is not closed: its line ends before the closing quote.";
                    return Err(self.fault(FaultKind::Malformed, opened, what, "opened here"));
                }
                Some(0..=0x1f) => {
                    let what =
                        "A control character stands inside a text; it must be written as an escape such as \\u0007.";
                    return Err(self.fault(FaultKind::Malformed, self.at, what, "here"));
                }
                Some(_) => self.at += 1,
                None => return Err(self.ends_early()),
            }
        }
        let inside = opened + 1..self.at;
        self.at += 1;
        if inside.len() > limit {
            let what = format!("A {sort} is longer than {}, which is the limit.", bytes_in_words(limit as u64));
            return Err(self.fault(FaultKind::Limit, opened, what, "it begins here"));
        }
        Ok(inside)
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let at = self.at;
        match self.bytes.get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                return Ok(());
            }
            Some(b'u') => {}
            Some(_) => {
                let what = "A backslash is followed by a sign that makes no escape.";
                return Err(self.fault(FaultKind::Malformed, at, what, "not an escape"));
            }
            None => return Err(self.ends_early()),
        }
        let unit = self.unit(at)?;
        self.at = at + 6;
        let lone = match unit {
            0xd800..=0xdbff => {
                let follows = self.bytes[self.at..].starts_with(b"\\u");
                let second = if follows { self.unit(self.at)? } else { 0 };
                self.at += if follows { 6 } else { 0 };
                !(0xdc00..=0xdfff).contains(&second)
            }
            0xdc00..=0xdfff => true,
            _ => false,
        };
        if lone {
            let what = "Half of a character stands here without its other half, so it is no text.";
            return Err(self.fault(FaultKind::Malformed, at, what, "a lone surrogate"));
        }
        Ok(())
    }

    /// The number of the escape `\uXXXX` at `at`.
    fn unit(&self, at: usize) -> Result<u32, Fault> {
        let Some(digits) = self.bytes.get(at + 2..at + 6) else { return Err(self.ends_early()) };
        digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?)).ok_or_else(|| {
            let what = "\\u must be followed by four hexadecimal digits.";
            self.fault(FaultKind::Malformed, at, what, "not an escape")
        })
    }

    pub(super) fn number(&mut self, outline: &mut Outline) -> Result<(), Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if let Some(b'I' | b'i') = self.peek() {
            return self.not_finite(start);
        }
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits();
        let mut sound = whole > 0 && !(leading_zero && whole > 1);
        let mut is_whole = true;
        let mut has_exponent = false;
        if self.peek() == Some(b'.') {
            self.at += 1;
            sound &= self.digits() > 0;
            is_whole = false;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            sound &= self.digits() > 0;
            is_whole = false;
            has_exponent = true;
        }
        if !sound {
            if self.at >= self.bytes.len() {
                return Err(self.ends_early());
            }
            let what = "A number is not written as JSON writes numbers.";
            return Err(self.fault(FaultKind::Malformed, start, what, "not a number such as 12, -0.5 or 6e23"));
        }
        let words = &self.text[start..self.at];
        // Without an exponent it takes more than three hundred digits to leave the range of numbers.
        let may_be_large = has_exponent || whole > 300;
        if may_be_large && !words.parse::<f64>().is_ok_and(f64::is_finite) {
            let what = "A number is too large for the program.";
            return Err(self.fault(FaultKind::Limit, start, what, "beyond 1.7976931348623157e308"));
        }
        if is_whole && whole > 18 && words.parse::<i64>().is_err() && words.parse::<u64>().is_err() {
            outline.rounded.push(Span::new(start, self.at));
        }
        Ok(())
    }

    pub(super) fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at - start
    }

    pub(super) fn word(&mut self) -> Result<(), Fault> {
        let rest = &self.bytes[self.at..];
        for word in ["true", "false", "null"] {
            if rest.starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(());
            }
            if word.as_bytes().starts_with(rest) {
                return Err(self.ends_early());
            }
        }
        if self.rest_is_zero() {
            return Err(self.zeros());
        }
        if rest.starts_with(b"NaN") || rest.starts_with(b"Infinity") || rest.starts_with(b"inf") {
            return self.not_finite(self.at);
        }
        let (what, remark) = match rest[0] {
            b',' => ("A value is missing before this comma.", "no value"),
            b'}' | b']' => ("A value is missing before this bracket.", "no value"),
            b'\'' => ("A text must stand in double quotes.", "single quotes"),
            b'/' | b'#' => ("A remark stands here, which this format does not have.", "a remark"),
            _ => (
                "Something stands here that is no value: no text in quotes, number, true, false, null, list or object.",
                "not a value",
            ),
        };
        Err(self.fault(FaultKind::Malformed, self.at, what, remark))
    }

    /// Passes over NaN, Infinity or -Infinity, which begins at `start`, where such numbers may stand.
    fn not_finite(&mut self, start: usize) -> Result<(), Fault> {
        let rest = &self.bytes[self.at..];
        let name = ["NaN", "Infinity"].into_iter().find(|name| rest.starts_with(name.as_bytes()));
        match name {
            Some(name) if self.manner.not_finite => {
                self.at += name.len();
                self.not_finite.get_or_insert(start);
                Ok(())
            }
            _ => {
                let what = "A number must be finite; this format does not have NaN or Infinity.";
                Err(self.fault(FaultKind::Malformed, start, what, "not a finite number"))
            }
        }
    }
}
