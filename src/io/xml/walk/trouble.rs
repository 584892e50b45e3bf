//! What can be wrong with an XML text, in words.

use quick_xml::escape;

use super::Xml;
use crate::io::error::ReadError;
use crate::io::quote::short;

impl Xml<'_, '_> {
    /// The file ends inside of a tag, or before the tag that is open is closed.
    pub(super) fn never_closed(&mut self) -> ReadError {
        let Some(&(name, at)) = self.open.last() else { return self.input.incomplete("the first tag has no end.") };
        let line = self.input.line(at);
        self.input.incomplete(format!("<{}>, opened on line {line}, is never closed.", short(name)))
    }

    pub(super) fn check_twice(&self, tag: &str) -> Result<(), ReadError> {
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

    pub(super) fn bad_reference(&self, raw: &str) -> ReadError {
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
    pub(super) fn document_type(&mut self, declaration: &str) -> Result<(), ReadError> {
        if declaration.contains('[') && declaration.contains("<!ENTITY") {
            let what = "the document type defines entities, which Linklore refuses: they can hide or multiply text.";
            return Err(self.broken(what, "<!ENTITY is not read"));
        }
        Ok(())
    }

    pub(super) fn outside(&self, text: &str) -> Result<(), ReadError> {
        let text = text.trim_start_matches('\u{feff}');
        if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return Ok(());
        }
        if text.bytes().all(|byte| byte == 0 || byte.is_ascii_whitespace()) {
            return Err(self.input.incomplete("from here to its end it holds nothing but zeros."));
        }
        Err(self.broken("text stands outside of all tags.", "this does not belong here"))
    }

    pub(super) fn unsound(&mut self, error: &quick_xml::Error, at: usize) -> ReadError {
        match error {
            // All of these are about something that does not end before the file does.
            quick_xml::Error::Syntax(_) => self.never_closed(),
            other => {
                self.input.broken(at.min(self.text.len()), format!("this is not well-formed XML ({other})."), "here")
            }
        }
    }
}
