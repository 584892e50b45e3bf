//! A walk over JSON text that allocates nothing for its values: is it whole, where does each record stand, does it keep
//! to the limits, does no object name a field twice? Values are not read here.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::{ControlFlow, Range};

use super::limits::{NAME_BYTES, NESTING, TEXT_BYTES, bytes_in_words};
use super::quote::{line_at, short};

/// A stretch of a text, in bytes. Files are limited to 2 GiB, so 32 bits are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn new(start: usize, end: usize) -> Self {
        let short = |at| u32::try_from(at).expect("texts beyond the limit of a file are refused before");
        Self { start: short(start), end: short(end) }
    }

    /// Where it begins.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The words of `text` there.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// Where the parts of a JSON text stand.
#[derive(Debug, Default)]
pub struct Outline {
    /// The whole value.
    pub root: Option<Span>,
    /// The fields of the outermost object, in order; empty where the text is no object.
    pub fields: Vec<Field>,
    /// Whole numbers that are too long for the program and lose digits.
    pub rounded: Vec<Span>,
}

/// A field of the outermost object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Span,
    /// The items, where the value is a list.
    pub items: Vec<Span>,
}

/// Why a text is not JSON, or is JSON that is refused.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes.
    pub at: usize,
    /// The cause as a sentence.
    pub what: String,
    /// A few words to stand beside the mark.
    pub remark: String,
    /// What sort of fault.
    pub kind: FaultKind,
}

/// What sort of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The text ends before the value does, or goes on as zeros.
    Incomplete,
    /// A sign is not where it should be.
    Malformed,
    /// A limit is passed.
    Limit,
    /// The caller asked to stop.
    Cancelled,
}

/// Walks over `text`. `tick` is told now and then how far it is, in bytes, and may stop it.
///
/// # Errors
/// The first [`Fault`].
pub fn outline(text: &str, tick: &mut dyn FnMut(usize) -> ControlFlow<()>) -> Result<Outline, Fault> {
    let mut walk = Walk { text, bytes: text.as_bytes(), at: 0, open: Vec::new(), names: Vec::new(), tick, ticked: 0 };
    let mut outline = Outline::default();
    walk.run(&mut outline)?;
    Ok(outline)
}

/// The value of the field `name` of the object at `object`, in a text that was walked over before.
#[must_use]
pub fn member(text: &str, object: Span, name: &str) -> Option<Span> {
    parts(text, object).find(|(key, _)| key.as_deref() == Some(name)).map(|(_, value)| value)
}

/// The item number `index` of the list at `list`, in a text that was walked over before.
#[must_use]
pub fn item(text: &str, list: Span, index: usize) -> Option<Span> {
    parts(text, list).nth(index).map(|(_, value)| value)
}

struct Open<'t> {
    at: usize,
    is_object: bool,
    /// The first of its names in `Walk::names`.
    first_name: usize,
    /// All names once there are many.
    many: Option<HashSet<Cow<'t, str>>>,
}

struct Walk<'t, 'k> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    open: Vec<Open<'t>>,
    names: Vec<Cow<'t, str>>,
    tick: &'k mut dyn FnMut(usize) -> ControlFlow<()>,
    ticked: usize,
}

/// Up to this many names of an object are compared one by one.
const FEW_NAMES: usize = 24;
const TICK_BYTES: usize = 1 << 20;

impl<'t> Walk<'t, '_> {
    fn run(&mut self, outline: &mut Outline) -> Result<(), Fault> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            let mut done = match self.peek() {
                Some(b'{' | b'[') => {
                    self.open_container()?;
                    false
                }
                Some(b'"') => {
                    self.string(TEXT_BYTES, "text value")?;
                    true
                }
                Some(b'-' | b'0'..=b'9') => {
                    self.number(outline)?;
                    true
                }
                Some(_) => {
                    self.word()?;
                    true
                }
                None => return Err(self.ends_early()),
            };
            let mut value = Span::new(start, self.at);
            if !done {
                self.skip_space();
                match self.peek() {
                    Some(b'}' | b']') => {
                        value = self.close()?;
                        done = true;
                    }
                    Some(_) => self.next_name()?,
                    None => return Err(self.ends_early()),
                }
            }
            while done {
                match self.open.len() {
                    0 => {
                        outline.root = Some(value);
                        return self.nothing_follows();
                    }
                    1 if self.open[0].is_object => {
                        let name = self.names.last().map(|name| name.clone().into_owned()).unwrap_or_default();
                        outline.fields.push(Field { name, value, items: std::mem::take(&mut items) });
                    }
                    2 if self.open[0].is_object && !self.open[1].is_object => {
                        items.push(value);
                        self.tell()?;
                    }
                    _ => {}
                }
                self.skip_space();
                match self.peek() {
                    Some(b',') => {
                        self.comma()?;
                        done = false;
                    }
                    Some(b'}' | b']') => value = self.close()?,
                    Some(_) => return Err(self.no_comma()),
                    None => return Err(self.ends_early()),
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn tell(&mut self) -> Result<(), Fault> {
        if self.at < self.ticked + TICK_BYTES {
            return Ok(());
        }
        self.ticked = self.at;
        match (self.tick)(self.at) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(self.fault(FaultKind::Cancelled, self.at, "Opening was cancelled.", "")),
        }
    }

    fn open_container(&mut self) -> Result<(), Fault> {
        if self.open.len() >= NESTING {
            let what = format!("More than {NESTING} lists or objects stand inside each other, which is the limit.");
            return Err(self.fault(FaultKind::Limit, self.at, what, "one too deep"));
        }
        let is_object = self.bytes[self.at] == b'{';
        self.open.push(Open { at: self.at, is_object, first_name: self.names.len(), many: None });
        self.at += 1;
        Ok(())
    }

    /// Closes the innermost container at the bracket that stands here; returns its span.
    fn close(&mut self) -> Result<Span, Fault> {
        let bracket = self.bytes[self.at];
        let Some(open) = self.open.pop_if(|open| open.is_object == (bracket == b'}')) else {
            let expected = if bracket == b'}' { ']' } else { '}' };
            let opened = self.open.last().map_or(0, |open| open.at);
            let what = format!(
                "A \"{expected}\" is expected here, which closes what was opened on line {}, but \"{}\" stands here.",
                line_at(self.text, opened),
                char::from(bracket)
            );
            return Err(self.fault(FaultKind::Malformed, self.at, what, "the wrong bracket"));
        };
        self.names.truncate(open.first_name);
        self.at += 1;
        Ok(Span::new(open.at, self.at))
    }

    fn comma(&mut self) -> Result<(), Fault> {
        let comma = self.at;
        self.at += 1;
        self.skip_space();
        if let Some(b'}' | b']') = self.peek() {
            let what = "A comma stands before a closing bracket, where nothing follows it.";
            return Err(self.fault(FaultKind::Malformed, comma, what, "one comma too many"));
        }
        self.next_name()
    }

    /// Reads the name and the colon, where the innermost container is an object.
    fn next_name(&mut self) -> Result<(), Fault> {
        let Some(true) = self.open.last().map(|open| open.is_object) else { return Ok(()) };
        let at = self.at;
        match self.peek() {
            Some(b'"') => {}
            Some(_) if self.rest_is_zero() => return Err(self.zeros()),
            Some(_) => {
                let what = "The name of a field is expected here, in double quotes.";
                return Err(self.fault(FaultKind::Malformed, at, what, "no name"));
            }
            None => return Err(self.ends_early()),
        }
        let raw = self.string(NAME_BYTES, "name of a field")?;
        let name = unescaped(&self.text[raw]);
        self.claim(name, at)?;
        self.skip_space();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => {
                let what = "A colon is expected here, between the name of a field and its value.";
                return Err(self.fault(FaultKind::Malformed, self.at, what, "no colon"));
            }
            None => return Err(self.ends_early()),
        }
        Ok(())
    }

    fn claim(&mut self, name: Cow<'t, str>, at: usize) -> Result<(), Fault> {
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        let names = &self.names[open.first_name..];
        let taken = if names.len() < FEW_NAMES {
            names.contains(&name)
        } else {
            !open.many.get_or_insert_with(|| names.iter().cloned().collect()).insert(name.clone())
        };
        if taken {
            let what = format!(
                "The name \"{}\" stands twice in the object that begins on line {}, so one of the two values would be lost.",
                short(&name),
                line_at(self.text, open.at)
            );
            return Err(self.fault(FaultKind::Malformed, at, what, "the second one"));
        }
        self.names.push(name);
        Ok(())
    }

    /// Walks over a text in quotes; returns the stretch between the quotes.
    fn string(&mut self, limit: usize, sort: &str) -> Result<Range<usize>, Fault> {
        let opened = self.at;
        self.at += 1;
        loop {
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

    fn number(&mut self, outline: &mut Outline) -> Result<(), Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let rest = &self.text[self.at..];
        if rest.starts_with("Infinity") || rest.starts_with("inf") {
            return Err(self.no_number(start));
        }
        let leading_zero = self.peek() == Some(b'0');
        let whole = self.digits();
        let mut sound = whole > 0 && !(leading_zero && whole > 1);
        let mut is_whole = true;
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
        }
        if !sound {
            if self.at >= self.bytes.len() {
                return Err(self.ends_early());
            }
            let what = "A number is not written as JSON writes numbers.";
            return Err(self.fault(FaultKind::Malformed, start, what, "not a number such as 12, -0.5 or 6e23"));
        }
        let words = &self.text[start..self.at];
        if !words.parse::<f64>().is_ok_and(f64::is_finite) {
            let what = "A number is too large for the program.";
            return Err(self.fault(FaultKind::Limit, start, what, "beyond 1.7976931348623157e308"));
        }
        if is_whole && whole > 18 && words.parse::<i64>().is_err() && words.parse::<u64>().is_err() {
            outline.rounded.push(Span::new(start, self.at));
        }
        Ok(())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at - start
    }

    fn word(&mut self) -> Result<(), Fault> {
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
            return Err(self.no_number(self.at));
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

    fn no_number(&self, at: usize) -> Fault {
        let what = "A number must be finite; this format does not have NaN or Infinity.";
        self.fault(FaultKind::Malformed, at, what, "not a finite number")
    }

    fn no_comma(&self) -> Fault {
        if self.rest_is_zero() {
            return self.zeros();
        }
        let is_object = self.open.last().is_some_and(|open| open.is_object);
        let closing = if is_object { '}' } else { ']' };
        let what = format!("A comma or \"{closing}\" is expected here.");
        self.fault(FaultKind::Malformed, self.at, what, "something else stands here")
    }

    fn nothing_follows(&mut self) -> Result<(), Fault> {
        self.skip_space();
        if self.at == self.bytes.len() {
            return Ok(());
        }
        if self.rest_is_zero() {
            return Err(self.zeros());
        }
        let what = "Something follows after the end of the data; perhaps two files were joined.";
        Err(self.fault(FaultKind::Malformed, self.at, what, "this is too much"))
    }

    fn rest_is_zero(&self) -> bool {
        self.peek() == Some(0) && self.bytes[self.at..].iter().all(|byte| *byte == 0)
    }

    fn zeros(&self) -> Fault {
        let count = self.bytes.len() - self.at;
        let what = format!("From here to its end the file holds nothing but zeros ({count} bytes).");
        self.fault(FaultKind::Incomplete, self.at, what, "the data stops here")
    }

    fn ends_early(&self) -> Fault {
        let at = self.text.trim_end().len();
        let what = match self.open.get(1).or(self.open.first()) {
            None => "The file holds no data.".to_owned(),
            Some(open) => {
                let line = line_at(self.text, open.at);
                let thing = match (open.is_object, self.open.len() > 1 && self.open[0].is_object) {
                    (true, true) => format!(
                        "the object \"{}\"",
                        short(&self.names[0..open.first_name].last().cloned().unwrap_or_default())
                    ),
                    (false, true) => format!(
                        "the list \"{}\"",
                        short(&self.names[0..open.first_name].last().cloned().unwrap_or_default())
                    ),
                    (true, false) => "the outermost object".to_owned(),
                    (false, false) => "the outermost list".to_owned(),
                };
                format!("The file ends before it is complete: {thing}, opened on line {line}, is never closed.")
            }
        };
        let remark = format!("the file stops here (byte {})", self.bytes.len());
        self.fault(FaultKind::Incomplete, at, what, remark)
    }

    #[expect(clippy::unused_self, reason = "reads as a sentence beside its siblings")]
    fn fault(&self, kind: FaultKind, at: usize, what: impl Into<String>, remark: impl Into<String>) -> Fault {
        Fault { at, what: what.into(), remark: remark.into(), kind }
    }
}

/// A text between quotes with its escapes resolved.
fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned()))
}

/// The parts of a container of sound JSON: the names of an object (`None` in a list) and the values.
fn parts(text: &str, container: Span) -> impl Iterator<Item = (Option<Cow<'_, str>>, Span)> {
    let bytes = text.as_bytes();
    let is_object = bytes.get(container.start()) == Some(&b'{');
    let mut at = container.start() + 1;
    std::iter::from_fn(move || {
        let skip = |at: &mut usize| {
            while matches!(bytes.get(*at), Some(b' ' | b'\n' | b'\r' | b'\t' | b',' | b':')) {
                *at += 1;
            }
        };
        skip(&mut at);
        if matches!(bytes.get(at), None | Some(b'}' | b']')) {
            return None;
        }
        let name = is_object.then(|| {
            let end = end_of_value(bytes, at);
            let name = unescaped(&text[at + 1..end - 1]);
            at = end;
            name
        });
        skip(&mut at);
        let start = at;
        at = end_of_value(bytes, at);
        Some((name, Span::new(start, at)))
    })
}

/// One past the value that begins at `at`, in sound JSON.
fn end_of_value(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at) {
            None => return at,
            Some(b'"') => {
                at += 1;
                while !matches!(bytes.get(at), None | Some(b'"')) {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            Some(b'{' | b'[') => {
                depth += 1;
                at += 1;
                continue;
            }
            Some(b'}' | b']') => {
                depth -= 1;
                at += 1;
            }
            Some(b',' | b':' | b' ' | b'\n' | b'\r' | b'\t') => {
                at += 1;
                continue;
            }
            Some(_) => {
                while !matches!(bytes.get(at), None | Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')) {
                    at += 1;
                }
            }
        }
        if depth == 0 {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(text: &str) -> Result<Outline, Fault> {
        outline(text, &mut |_| ControlFlow::Continue(()))
    }

    fn complaint(text: &str) -> (usize, String) {
        let fault = walk(text).expect_err(text);
        (fault.at, fault.what)
    }

    #[test]
    fn every_record_is_found_where_it_stands() {
        let text = "{\"a\": [{\"x\":1}, 2 ,[3,[4]]], \"b\\u0062\": {\"c\": [5]}, \"d\": null}";
        let outline = walk(text).expect("sound");
        let names: Vec<_> = outline.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["a", "bb", "d"]);
        let items: Vec<_> = outline.fields[0].items.iter().map(|item| item.of(text)).collect();
        assert_eq!(items, ["{\"x\":1}", "2", "[3,[4]]"]);
        assert_eq!(outline.fields[1].value.of(text), "{\"c\": [5]}");
        assert!(outline.fields[1].items.is_empty());
        assert_eq!(outline.fields[2].value.of(text), "null");
        assert_eq!(outline.root.map(|root| root.of(text)), Some(text));
    }

    #[test]
    fn a_value_can_be_looked_up_by_its_path() {
        let text = " {\"a\\\"\": \"}\", \"b\": [true, {\"c\": [1, 2.5]}]}";
        let root = walk(text).expect("sound").root.expect("a value");
        let list = member(text, root, "b").expect("b");
        let inner = member(text, item(text, list, 1).expect("second"), "c").expect("c");
        assert_eq!(item(text, inner, 1).expect("second").of(text), "2.5");
        assert_eq!(member(text, root, "a\"").expect("first").of(text), "\"}\"");
        assert_eq!(member(text, root, "zzz"), None);
        assert_eq!(item(text, list, 2), None);
    }

    #[test]
    fn what_is_not_json_is_said_with_its_place() {
        assert_eq!(complaint("{\"a\": 1 \"b\": 2}"), (8, "A comma or \"}\" is expected here.".into()));
        assert_eq!(complaint("[1 2]").0, 3);
        assert_eq!(complaint("{\"a\": 1,}").1, "A comma stands before a closing bracket, where nothing follows it.");
        assert_eq!(complaint("{a: 1}").1, "The name of a field is expected here, in double quotes.");
        assert_eq!(complaint("{\"a\" 1}").1, "A colon is expected here, between the name of a field and its value.");
        assert_eq!(complaint("{\"a\": }").1, "A value is missing before this bracket.");
        assert_eq!(complaint("[1,,2]").1, "A value is missing before this comma.");
        assert_eq!(complaint("['a']").1, "A text must stand in double quotes.");
        assert_eq!(complaint("[1, // one\n2]").1, "A remark stands here, which this format does not have.");
        assert_eq!(complaint("{} {}").1, "Something follows after the end of the data; perhaps two files were joined.");
        assert_eq!(
            complaint("[\"a\nb\"]"),
            (1, "A text is not closed: its line ends before the closing quote.".into())
        );
        assert_eq!(complaint("[\"\\x\"]").1, "A backslash is followed by a sign that makes no escape.");
        assert_eq!(
            complaint("[\"\\ud800 \"]").1,
            "Half of a character stands here without its other half, so it is no text."
        );
        assert_eq!(complaint("[\"\\udc00\"]").0, 2);
        assert_eq!(complaint("[NaN]").1, "A number must be finite; this format does not have NaN or Infinity.");
        assert_eq!(complaint("[-Infinity]").0, 1);
        assert_eq!(complaint("[1e999]").1, "A number is too large for the program.");
        for number in ["01", "1.", "1.e5", "-", "1e", "+1", ".5"] {
            assert!(walk(&format!("[{number}, 1]")).is_err(), "{number}");
        }
        assert!(complaint("{\"a\": [1}").1.starts_with("A \"]\" is expected here"));
    }

    #[test]
    fn a_name_that_stands_twice_is_refused_however_it_is_written() {
        let what = complaint("{\"a\": 1,\n\"\\u0061\": 2}");
        let told =
            "The name \"a\" stands twice in the object that begins on line 1, so one of the two values would be lost.";
        assert_eq!(what, (9, told.into()));
        let many = (0..100).map(|number| format!("\"n{number}\": 0, ")).collect::<Vec<_>>().concat();
        assert!(walk(&format!("{{{many} \"last\": 0}}")).is_ok());
        assert!(complaint(&format!("{{{many} \"n3\": 0}}")).1.starts_with("The name \"n3\" stands twice"));
        assert!(complaint(&format!("{{{many} \"n99\": 0}}")).1.starts_with("The name \"n99\" stands twice"));
        assert!(walk("[{\"a\": 1}, {\"a\": 2}]").is_ok());
    }

    #[test]
    fn a_text_that_ends_early_names_what_is_open() {
        let told = |text| complaint(text).1;
        assert_eq!(
            told("{\"linklore\": 1,\n\"links\": [{\"id\":"),
            "The file ends before it is complete: the list \"links\", opened on line 2, is never closed."
        );
        assert_eq!(
            told("{\"linklore\": 1,"),
            "The file ends before it is complete: the outermost object, opened on line 1, is never closed."
        );
        assert_eq!(told("{\"a\": tr"), told("{\"a\": 1"));
        assert_eq!(told("  "), "The file holds no data.");
        assert_eq!(walk("{\"a\": 1\0\0\0").expect_err("zeros").kind, FaultKind::Incomplete);
    }

    #[test]
    fn limits_are_named() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(walk(&deep(NESTING)).is_ok());
        let told = complaint(&deep(NESTING + 1));
        assert_eq!(
            told,
            (NESTING, "More than 256 lists or objects stand inside each other, which is the limit.".into())
        );
        let name = "n".repeat(NAME_BYTES + 1);
        assert_eq!(
            complaint(&format!("{{\"{name}\": 1}}")).1,
            "A name of a field is longer than 64 KiB, which is the limit."
        );
        let long = "x".repeat(TEXT_BYTES + 1);
        assert_eq!(complaint(&format!("[\"{long}\"]")).1, "A text value is longer than 16 MiB, which is the limit.");
        let fits = "x".repeat(TEXT_BYTES);
        assert!(walk(&format!("[\"{fits}\"]")).is_ok());
    }

    #[test]
    fn long_whole_numbers_that_lose_digits_are_noticed() {
        let text = "[18446744073709551615, 18446744073709551616, 1.00000000000000000000001]";
        let rounded: Vec<_> = walk(text).expect("sound").rounded.iter().map(|span| span.of(text)).collect();
        assert_eq!(rounded, ["18446744073709551616"]);
    }
}
