//! A walk over the tags of an XML text, within limits: what is opened must be closed, nothing follows after the end, no
//! document type is read, no entity but the five of XML itself is resolved. What the tags mean is not known here.

use std::borrow::Cow;

use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use quick_xml::{Reader, escape};

use crate::io::error::ReadError;
use crate::io::input::Input;
use crate::io::limits::{ATTRIBUTES, NESTING};
use crate::io::quote::short;

/// What comes next in an XML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A tag was opened; its name without a prefix. Its attributes are at hand until the next step.
    Open(&'a str),
    /// Text between tags, with references resolved; long texts come in several pieces. Blanks are kept.
    Text(Cow<'a, str>),
    /// The tag opened last was closed.
    Close(&'a str),
    /// The outermost tag is closed and nothing follows.
    End,
}

/// A walk over an XML text.
pub struct Xml<'i, 'a> {
    /// The file.
    pub input: &'i mut Input<'a>,
    text: &'a str,
    reader: Reader<&'a [u8]>,
    open: Vec<(&'a str, usize)>,
    attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// The names of the attributes as written, with their prefixes.
    whole_names: Vec<&'a str>,
    /// Whether the tag that was just opened closes itself.
    closes_itself: bool,
    has_ended: bool,
    at: usize,
}

impl<'i, 'a> Xml<'i, 'a> {
    /// Begins the walk.
    pub fn new(input: &'i mut Input<'a>) -> Self {
        let text = input.text;
        let mut reader = Reader::from_str(text);
        // Names are compared here, where the message can say where a tag was opened.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().allow_dangling_amp = false;
        Self {
            input,
            text,
            reader,
            open: Vec::new(),
            attributes: Vec::new(),
            whole_names: Vec::new(),
            closes_itself: false,
            has_ended: false,
            at: 0,
        }
    }

    /// The byte at which the current step begins.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// One past the byte at which the current step ends.
    #[must_use]
    pub fn end(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    /// Whether the tag that was just opened closes itself.
    #[must_use]
    pub fn closes_itself(&self) -> bool {
        self.closes_itself
    }

    /// The line on which the current step begins.
    pub fn line(&mut self) -> u32 {
        self.input.line(self.at)
    }

    /// How many tags are open; after an [`Step::Open`] that tag is one of them.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The attributes of the tag that was just opened: names without a prefix, values with references resolved.
    #[must_use]
    pub fn attributes(&self) -> &[(&'a str, Cow<'a, str>)] {
        &self.attributes
    }

    /// An attribute of the tag that was just opened. Where several differ in their prefixes alone, the first counts.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
    }

    /// An attribute of the tag that was just opened, by its name as written, with its prefix: `cy:type`.
    #[must_use]
    pub fn attribute_as_written(&self, name: &str) -> Option<Cow<'a, str>> {
        let at = self.whole_names.iter().position(|known| *known == name)?;
        Some(self.attributes[at].1.clone())
    }

    /// A mistake at the current step; see [`Input::broken`].
    #[must_use]
    pub fn broken(&self, what: impl AsRef<str>, remark: impl Into<String>) -> ReadError {
        self.input.broken(self.at, what, remark)
    }

    /// All text up to the end of the tag that was just opened, tags within left out. The walk stands after it then.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn text_within(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.collect_text(false)
    }

    /// The same without the text of the tags within.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn text_directly_within(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.collect_text(true)
    }

    fn collect_text(&mut self, only_direct: bool) -> Result<Cow<'a, str>, ReadError> {
        let depth = self.depth();
        let mut whole: Option<Cow<'a, str>> = None;
        loop {
            match self.next()? {
                Step::Text(_) if only_direct && self.depth() > depth => {}
                Step::Text(piece) => {
                    let at = self.at;
                    match &mut whole {
                        None => whole = Some(piece),
                        Some(whole) => whole.to_mut().push_str(&piece),
                    }
                    self.input.check_text(at, whole.as_ref().map_or(0, |whole| whole.len()))?;
                }
                Step::Close(_) if self.depth() < depth => return Ok(whole.unwrap_or_default()),
                Step::Open(_) | Step::Close(_) => {}
                Step::End => return Ok(whole.unwrap_or_default()),
            }
        }
    }

    /// Passes over the tag that was just opened and everything in it.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let depth = self.depth();
        while self.depth() >= depth {
            self.next()?;
        }
        Ok(())
    }

    /// The next step.
    ///
    /// # Errors
    /// Where the text is not whole, not XML, or beyond a limit, or the user cancelled.
    pub fn next(&mut self) -> Result<Step<'a>, ReadError> {
        if std::mem::take(&mut self.closes_itself) {
            let (name, _) = self.open.pop().expect("the tag that closes itself was opened in the step before");
            self.has_ended = self.open.is_empty();
            return Ok(Step::Close(name));
        }
        loop {
            self.at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len());
            self.input.tick(self.at)?;
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.unsound(&error)),
            };
            match event {
                Event::Start(_) => return self.open_tag(false),
                Event::Empty(_) => return self.open_tag(true),
                Event::End(end) => {
                    let found = end.name();
                    let found = local(found.as_ref());
                    let Some((name, at)) = self.open.pop() else {
                        return Err(self.broken(format!("</{}> closes a tag that was never opened.", short(found)), ""));
                    };
                    if name != found {
                        let line = self.input.line(at);
                        let what = format!(
                            "</{}> stands here, but <{}>, opened on line {line}, is still open.",
                            short(found),
                            short(name)
                        );
                        return Err(self.broken(what, "the wrong tag is closed"));
                    }
                    self.has_ended = self.open.is_empty();
                    return Ok(Step::Close(name));
                }
                Event::Text(text) => {
                    if self.open.is_empty() {
                        self.outside(&text.into_inner())?;
                        continue;
                    }
                    let text = text.into_inner();
                    self.input.check_text(self.at, text.len())?;
                    return Ok(Step::Text(text));
                }
                Event::CData(data) => {
                    if self.open.is_empty() {
                        return Err(self.broken("text stands outside of all tags.", ""));
                    }
                    let data = data.into_inner();
                    self.input.check_text(self.at, data.len())?;
                    return Ok(Step::Text(data));
                }
                Event::GeneralRef(reference) => {
                    let name = reference.into_inner();
                    return self.reference(&name).map(Step::Text);
                }
                Event::DocType(declaration) => self.document_type(&declaration.into_inner())?,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => {
                    if let Some(&(name, at)) = self.open.last() {
                        let line = self.input.line(at);
                        let what = format!("<{}>, opened on line {line}, is never closed.", short(name));
                        return Err(self.input.incomplete(what));
                    }
                    if !self.has_ended {
                        return Err(self.input.incomplete("it has no tag at all."));
                    }
                    return Ok(Step::End);
                }
            }
        }
    }

    fn open_tag(&mut self, closes_itself: bool) -> Result<Step<'a>, ReadError> {
        if self.has_ended {
            let what = "something follows after the end of the data; perhaps two files were joined.";
            return Err(self.broken(what, "this is too much"));
        }
        if self.open.len() >= NESTING {
            let what = format!("more than {NESTING} tags stand inside each other, which is the limit.");
            return Err(self.input.beyond(self.at, what));
        }
        let tag = self.text[self.at..self.end()].trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        let name_end = tag.find(|sign: char| sign.is_ascii_whitespace()).unwrap_or(tag.len());
        let name = local(&tag[..name_end]);
        self.input.check_name(self.at, name, "the name of a tag")?;
        self.attributes.clear();
        self.whole_names.clear();
        let mut attributes = Attributes::new(tag, name_end);
        attributes.with_checks(false);
        for attribute in attributes {
            let Ok(attribute) = attribute else {
                return Err(self.broken(
                    format!("an attribute of <{}> is not written as name=\"value\".", short(name)),
                    "in this tag",
                ));
            };
            if self.attributes.len() >= ATTRIBUTES {
                let what = format!("a tag has more than {ATTRIBUTES} attributes, which is the limit.");
                return Err(self.input.beyond(self.at, what));
            }
            let key = local_attribute(attribute.key.0);
            let value = match attribute.value {
                Cow::Borrowed(raw) if !raw.contains('&') => Cow::Borrowed(raw),
                raw => match escape::unescape(&raw) {
                    Ok(value) => Cow::Owned(value.into_owned()),
                    Err(_) => return Err(self.bad_reference(&raw)),
                },
            };
            self.input.check_text(self.at, value.len())?;
            self.attributes.push((key, value));
            self.whole_names.push(attribute.key.0);
        }
        self.check_twice(name)?;
        self.open.push((name, self.at));
        self.closes_itself = closes_itself;
        Ok(Step::Open(name))
    }

    fn check_twice(&self, tag: &str) -> Result<(), ReadError> {
        // Few attributes are compared one by one; many would cost their square.
        let names = &self.whole_names;
        let twice = if names.len() <= 8 {
            names.iter().enumerate().find(|(position, name)| names[..*position].contains(name)).map(|(_, name)| *name)
        } else {
            let mut names = names.clone();
            names.sort_unstable();
            names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
        };
        match twice {
            None => Ok(()),
            Some(name) => {
                let what = format!("<{}> has the attribute \"{}\" twice.", short(tag), short(name));
                Err(self.broken(what, "in this tag"))
            }
        }
    }

    fn reference(&self, name: &str) -> Result<Cow<'a, str>, ReadError> {
        let raw = format!("&{name};");
        match escape::unescape(&raw) {
            Ok(text) if !self.open.is_empty() => Ok(Cow::Owned(text.into_owned())),
            Ok(_) => Err(self.broken("text stands outside of all tags.", "")),
            Err(_) => Err(self.bad_reference(&raw)),
        }
    }

    fn bad_reference(&self, raw: &str) -> ReadError {
        let name = raw
            .split('&')
            .skip(1)
            .filter_map(|rest| rest.split(';').next())
            .find(|name| escape::unescape(&format!("&{name};")).is_err());
        let what = format!(
            "\"&{};\" is no sign that XML knows by itself; Linklore resolves no other entities.",
            short(name.unwrap_or_default())
        );
        self.broken(what, "write the sign itself, or &amp; for an ampersand")
    }

    /// A document type is passed over: nothing is fetched, nothing is defined by it.
    fn document_type(&mut self, declaration: &str) -> Result<(), ReadError> {
        if declaration.contains('[') && declaration.contains("<!ENTITY") {
            let what = "the document type defines entities, which Linklore refuses: they can hide or multiply text.";
            return Err(self.broken(what, "<!ENTITY is not read"));
        }
        Ok(())
    }

    fn outside(&self, text: &str) -> Result<(), ReadError> {
        let text = text.trim_start_matches('\u{feff}');
        if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return Ok(());
        }
        if text.bytes().all(|byte| byte == 0 || byte.is_ascii_whitespace()) {
            return Err(self.input.incomplete("from here to its end it holds nothing but zeros."));
        }
        Err(self.broken("text stands outside of all tags.", "this does not belong here"))
    }

    fn unsound(&mut self, error: &quick_xml::Error) -> ReadError {
        use quick_xml::Error::{IllFormed, Syntax};
        let at = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX).min(self.text.len());
        match error {
            // All of these are about something that does not end before the file does.
            Syntax(_) => match self.open.last() {
                Some(&(name, opened)) => {
                    let line = self.input.line(opened);
                    self.input.incomplete(format!("<{}>, opened on line {line}, is never closed.", short(name)))
                }
                None => self.input.incomplete("the first tag has no end."),
            },
            IllFormed(quick_xml::errors::IllFormedError::UnclosedReference) => self.input.broken(
                at,
                "an ampersand stands here that begins no reference.",
                "write &amp; for an ampersand",
            ),
            other => self.input.broken(at, format!("this is not well-formed XML ({other})."), "here"),
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The name of an attribute without its prefix; that of a namespace declaration is empty.
fn local_attribute(name: &str) -> &str {
    if name == "xmlns" || name.starts_with("xmlns:") { "" } else { local(name) }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::ops::ControlFlow;

    use super::*;
    use crate::io::ReadOptions;

    /// The steps of a text, or the sentence of its error.
    fn walk(text: &str) -> Result<String, String> {
        let options = ReadOptions::default();
        let mut tell = |_| ControlFlow::Continue(());
        let mut input = Input::new("a.xml", text.as_bytes(), text, &options, &mut tell, &|_| None);
        let mut xml = Xml::new(&mut input);
        let mut steps = String::new();
        loop {
            match xml.next().map_err(|error| error.what().to_owned())? {
                Step::Open(name) => {
                    let _ = write!(steps, "<{name}");
                    for (key, value) in xml.attributes() {
                        let _ = write!(steps, " {key}={value}");
                    }
                    steps.push('>');
                }
                Step::Text(text) => steps.push_str(&text),
                Step::Close(name) => {
                    let _ = write!(steps, "</{name}>");
                }
                Step::End => return Ok(steps),
            }
        }
    }

    #[test]
    fn tags_texts_and_references_come_in_order() {
        let text = "<?xml version=\"1.0\"?>\n<!-- c --><g:a xmlns:g='u' x='1 &lt; 2'><b/>M&amp;A &#233;<![CDATA[<&>]]></g:a>\n";
        assert_eq!(walk(text).expect("sound"), "<a =u x=1 < 2><b></b>M&A é<&></a>");
    }

    #[test]
    fn a_text_that_is_not_whole_is_refused() {
        let told = |text: &str| walk(text).expect_err("refused");
        assert_eq!(told("<a>\n<b>"), "The file ends before it is complete: <b>, opened on line 2, is never closed.");
        assert_eq!(
            told("<a>\n<b x=\"1"),
            "The file ends before it is complete: <a>, opened on line 1, is never closed."
        );
        assert_eq!(
            told("<a></a><a></a>"),
            "Line 1: something follows after the end of the data; perhaps two files were joined."
        );
        assert_eq!(
            told("<a></a>\0\0"),
            "The file ends before it is complete: from here to its end it holds nothing but zeros."
        );
        assert_eq!(told("<a><b></a></b>"), "Line 1: </a> stands here, but <b>, opened on line 1, is still open.");
        assert_eq!(told("</a>"), "Line 1: </a> closes a tag that was never opened.");
        assert_eq!(told(""), "The file ends before it is complete: it has no tag at all.");
    }

    #[test]
    fn what_hides_or_multiplies_text_is_refused() {
        let told = |text: &str| walk(text).expect_err("refused");
        let bomb = "<!DOCTYPE a [<!ENTITY l \"lol\">]><a>&l;</a>";
        assert!(told(bomb).contains("defines entities"));
        let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a>x</a>";
        assert_eq!(walk(outside).expect("passed over"), "<a>x</a>");
        assert!(told("<a>&xxe;</a>").contains("\"&xxe;\" is no sign"));
        assert!(told("<a b='&xxe;'/>").contains("\"&xxe;\" is no sign"));
        assert!(told("<a>M & B</a>").contains("ampersand"), "{}", told("<a>M & B</a>"));
        assert!(told("<a b='1' b='2'/>").contains("\"b\" twice"));
        assert_eq!(walk("<a b='1' c:b='2'/>").expect("two names"), "<a b=1 b=2></a>");
        assert!(told(&"<a>".repeat(NESTING + 1)).contains("more than 256 tags"));
        let many = (0..=ATTRIBUTES).fold(String::new(), |many, number| many + &format!(" a{number}='x'"));
        assert!(told(&format!("<a{many}/>")).contains("more than 1024 attributes"));
    }
}
