//! Writing JSON: brackets, commas, one record a line. What is written is decided by the writers.

use std::io;

use serde::Serialize;

use crate::model::{Colour, Value};

/// Writes JSON from the outside in.
pub struct Pen<'w> {
    out: &'w mut dyn io::Write,
    /// Whether nothing stands in the innermost bracket so far.
    is_fresh: bool,
}

impl<'w> Pen<'w> {
    /// A pen at the beginning of a file.
    pub fn new(out: &'w mut dyn io::Write) -> Self {
        Self { out, is_fresh: true }
    }

    fn comma(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_fresh, false) {
            self.out.write_all(b",")?;
        }
        Ok(())
    }

    /// What comes next stands on a line of its own.
    pub fn line(&mut self) -> io::Result<()> {
        self.comma()?;
        self.is_fresh = true;
        self.out.write_all(b"\n")
    }

    /// Opens a bracket: `{` or `[`.
    pub fn open(&mut self, bracket: char) -> io::Result<()> {
        self.comma()?;
        self.is_fresh = true;
        write!(self.out, "{bracket}")
    }

    /// Opens a bracket as the value of the member `name`.
    pub fn open_member(&mut self, name: &str, bracket: char) -> io::Result<()> {
        self.name(name)?;
        self.is_fresh = true;
        write!(self.out, "{bracket}")
    }

    /// Closes a bracket.
    pub fn close(&mut self, bracket: char) -> io::Result<()> {
        self.is_fresh = false;
        write!(self.out, "{bracket}")
    }

    /// Closes a bracket on a line of its own.
    pub fn close_line(&mut self, bracket: char) -> io::Result<()> {
        self.out.write_all(b"\n")?;
        self.close(bracket)
    }

    /// Writes a list of objects as the value of the member `name`, each on a line of its own; `write` fills one.
    pub fn records<Record>(
        &mut self,
        name: &str,
        records: impl Iterator<Item = Record>,
        mut write: impl FnMut(&mut Self, Record) -> io::Result<()>,
    ) -> io::Result<()> {
        self.open_member(name, '[')?;
        for record in records {
            self.line()?;
            self.open('{')?;
            write(self, record)?;
            self.close('}')?;
        }
        self.close_line(']')
    }

    /// Writes an object as the value of the member `name`; `write` fills it.
    pub fn object(&mut self, name: &str, write: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.open_member(name, '{')?;
        write(self)?;
        self.close('}')
    }

    fn name(&mut self, name: &str) -> io::Result<()> {
        self.comma()?;
        serde_json::to_writer(&mut self.out, name)?;
        self.out.write_all(b":")
    }

    /// Writes an item of a list.
    pub fn item(&mut self, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        self.comma()?;
        Ok(serde_json::to_writer(&mut self.out, value)?)
    }

    /// Writes a member of an object.
    pub fn member(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        self.name(name)?;
        Ok(serde_json::to_writer(&mut self.out, value)?)
    }

    /// Writes a detail as a member of an object.
    pub fn value(&mut self, name: &str, value: &Value) -> io::Result<()> {
        match value {
            Value::Text(text) | Value::Date(text) => self.member(name, text),
            Value::Number(number) => self.member(name, number),
            Value::WholeNumber(number) => self.member(name, number),
            Value::YesNo(yes) => self.member(name, yes),
            Value::TextList(texts) => self.member(name, texts),
            Value::Other(json) => self.member(name, json),
        }
    }

    /// Writes a number as a member, without a point where it is whole.
    pub fn number(&mut self, name: &str, number: f64) -> io::Result<()> {
        const EXACT: f64 = (1_u64 << 53) as f64;
        let is_whole = number.fract() == 0.0 && number.abs() < EXACT && !(number == 0.0 && number.is_sign_negative());
        if is_whole { self.member(name, &(number as i64)) } else { self.member(name, &number) }
    }

    /// Writes a coordinate or size as a member: the fewest digits that give the same 32 bits again.
    pub fn length(&mut self, name: &str, length: f32) -> io::Result<()> {
        if length.fract() == 0.0 && length.abs() < 16_777_216.0 {
            return self.member(name, &(length as i32));
        }
        self.member(name, &length)
    }

    /// Writes a colour as a member, as CSS.
    pub fn colour(&mut self, name: &str, colour: Colour) -> io::Result<()> {
        self.member(name, &colour.to_hex())
    }

    /// Ends the file.
    pub fn finish(self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }
}
