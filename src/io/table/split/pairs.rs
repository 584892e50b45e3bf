//! Rows of two bare cells, as nearly all rows of a list of links are, cut without looking for anything else.

use super::{QuoteMark, Splitter, is_sign};
use crate::io::digits;
use crate::io::table::mapping::Delimiter;

/// A row of two bare cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'t> {
    /// Its line in the text, from 1.
    pub line: u32,
    /// Where each cell begins in the text.
    pub at: [usize; 2],
    /// The texts of the cells.
    pub texts: [&'t str; 2],
    /// The numbers that they are, where they are written as whole ones of less than eight digits, without a zero before them;
    /// otherwise [`NO_NUMBER`].
    pub numbers: [u32; 2],
}

/// No number of few digits.
pub const NO_NUMBER: u32 = u32::MAX;

impl<'t> Splitter<'t> {
    /// The next row, where it is two bare cells without blanks around them and nothing else, as nearly all rows of a list of
    /// links are; otherwise nothing has changed, and [`Self::next_row`] knows more.
    pub fn next_pair(&mut self) -> Option<Pair<'t>> {
        let Delimiter::Sign(delimiter) = self.dialect.delimiter else { return None };
        let bytes = self.text.as_bytes();
        let start = self.at;
        let (middle, first) = self.end_of_plain(start)?;
        let (end, second) = self.end_of_plain(middle + 1)?;
        if bytes[middle] != delimiter || !matches!(bytes.get(end), None | Some(b'\n' | b'\r')) {
            return None;
        }
        let line = self.line;
        self.at = end;
        self.end_line();
        Some(Pair {
            line,
            at: [start, middle + 1],
            texts: [&self.text[start..middle], &self.text[middle + 1..end]],
            numbers: [first, second],
        })
    }

    /// Where the bare cell ends that begins here, and the number that it is; `None` where it is empty, has blanks around it,
    /// begins with a quote, or the text ends before it begins.
    #[inline]
    fn end_of_plain(&self, start: usize) -> Option<(usize, u32)> {
        let cell = self.text.as_bytes().get(start..)?;
        if self.digits_are_plain {
            let (length, number) = digits::leading(cell, 0);
            let is_plain = (1..digits::MOST).contains(&length) && (cell[0] != b'0' || length == 1);
            if is_plain && cell.get(length).is_none_or(|next| self.stops[usize::from(*next)]) {
                return Some((start + length, number));
            }
        }
        self.end_of_plain_text(start)
    }

    /// The same for a cell that is anything else.
    fn end_of_plain_text(&self, start: usize) -> Option<(usize, u32)> {
        let cell = self.text.as_bytes().get(start..)?;
        let length = cell.iter().take_while(|byte| !self.stops[usize::from(**byte)]).count();
        let (first, last) = (*cell.first()?, *cell.get(length.checked_sub(1)?)?);
        let is_plain = is_sign(first) && is_sign(last) && self.dialect.quote != QuoteMark::Sign(first);
        is_plain.then_some((start + length, NO_NUMBER))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::io::table::split::tests::dialect;
    use crate::io::table::split::{Row, Sort};

    proptest! {
        /// Whatever the text: a pair is what the row is otherwise.
        #[test]
        fn a_pair_is_a_row_of_two_cells(text in "([ab10\",;é \r\n\u{a0}]|[0-9]{1,11},?){0,40}") {
            for delimiter in [b',', b';', b' ', b'1'] {
                let mut splitter = Splitter::new(&text, dialect(delimiter));
                let mut row = Row::default();
                loop {
                    let mut other = splitter.clone();
                    let pair = splitter.next_pair();
                    if pair.is_none() {
                        prop_assert_eq!((splitter.at, splitter.line), (other.at, other.line));
                    }
                    let Ok(true) = other.next_row(&mut row) else {
                        prop_assert_eq!(pair, None);
                        break;
                    };
                    if let Some(Pair { line, at, texts, numbers }) = pair {
                        for (text, number) in texts.into_iter().zip(numbers) {
                            let known = text.parse().ok().filter(|number: &u32| number.to_string() == text);
                            let known = known.filter(|_| text.len() < digits::MOST && delimiter != b'1');
                            prop_assert_eq!(number, known.unwrap_or(NO_NUMBER));
                        }
                        prop_assert_eq!((row.at, row.line, row.width, row.cells.len()), (at[0], line, 2, 2));
                        for (cell, (at, text)) in row.cells.iter().zip(at.into_iter().zip(texts)) {
                            prop_assert_eq!((cell.at as usize, cell.sort, cell.text.as_ref()), (at, Sort::Bare, text));
                        }
                        prop_assert_eq!((splitter.at, splitter.line), (other.at, other.line));
                    }
                    splitter = other;
                }
            }
        }
    }
}
