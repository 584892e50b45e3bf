//! How wide a text is, without a window: advances of the bundled fonts. Wraps labels; shapes nothing.

use std::sync::OnceLock;

use crate::text::fonts;

/// Height of a line, as a multiple of the size.
pub const LINE_HEIGHT: f32 = 1.25;
const TABLE: usize = 0x3000;

/// Widths of text in the bundled fonts, the same on every machine.
#[derive(Debug)]
pub struct TextMeasure {
    /// Advance of each character below `TABLE`, in parts of the size.
    advances: Vec<f32>,
    bold: Vec<f32>,
}

impl TextMeasure {
    /// The measure of the bundled fonts; made once.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static MEASURE: OnceLock<TextMeasure> = OnceLock::new();
        MEASURE.get_or_init(|| Self {
            advances: advances(&[fonts::SANS, fonts::RIGHT_TO_LEFT]),
            bold: advances(&[fonts::SANS_BOLD, fonts::RIGHT_TO_LEFT_BOLD]),
        })
    }

    /// The width of one line of `text` at `size`.
    #[must_use]
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| advance(&self.advances, letter)).sum::<f32>() * size
    }

    /// The width of one line of bold `text` at `size`.
    #[must_use]
    pub fn bold_width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| advance(&self.bold, letter)).sum::<f32>() * size
    }

    /// `text` in lines of at most about `columns` characters, at most `lines` of them; what does not fit ends in `…`.
    ///
    /// Breaks at spaces and after hyphens, and evens the lines out; a single word that is too long is cut.
    #[must_use]
    pub fn wrap(&self, text: &str, columns: usize, lines: usize) -> Vec<String> {
        let average = 0.54;
        let widest = columns as f32 * average;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = self.width(&text, 1.0);
        if whole <= widest {
            return vec![text];
        }
        // As many lines as it takes, each about as long as the others: no last line of one short word.
        for count in 2..=lines {
            let even = whole / count as f32;
            for share in [1.05, 1.2, 1.4] {
                let within = (even * share).min(widest);
                let broken = self.break_lines(&text, within);
                if broken.len() <= count && broken.iter().all(|line| self.width(line, 1.0) <= widest) {
                    return broken;
                }
            }
        }
        let mut broken = self.break_lines(&text, widest);
        let complete = broken.len() <= lines;
        broken.truncate(lines);
        let last = broken.len() - 1;
        for (number, line) in broken.iter_mut().enumerate() {
            let cut = number == last && !complete;
            if cut || self.width(line, 1.0) > widest {
                *line = self.shortened(line, widest, cut);
            }
        }
        broken
    }

    /// `text` cut to `widest` (in parts of the size) with `…` where it is too wide, or in any case.
    fn shortened(&self, text: &str, widest: f32, always: bool) -> String {
        if !always && self.width(text, 1.0) <= widest {
            return text.to_owned();
        }
        let mut room = widest - self.width("…", 1.0);
        let kept: String = text
            .chars()
            .take_while(|&letter| {
                room -= advance(&self.advances, letter);
                room >= 0.0
            })
            .collect();
        format!("{}…", kept.trim_end())
    }

    /// `text` cut with `…` so that it is at most `widest` wide at `size`.
    #[must_use]
    pub fn fitted(&self, text: &str, size: f32, widest: f32) -> String {
        self.shortened(text, widest / size, false)
    }

    fn break_lines(&self, text: &str, widest: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_inclusive([' ', '-', '/']) {
            if !line.is_empty() && self.width(line.as_str(), 1.0) + self.width(word.trim_end(), 1.0) > widest {
                lines.push(line.trim_end().to_owned());
                line.clear();
            }
            line.push_str(word);
        }
        lines.push(line.trim_end().to_owned());
        lines
    }
}

fn advance(table: &[f32], letter: char) -> f32 {
    match table.get(letter as usize) {
        Some(&advance) => advance,
        // East Asian scripts and symbols from other fonts are about as wide as high.
        None if (letter as usize) < 0xE000 || letter as usize >= 0x1_F000 => 1.0,
        None => 0.6,
    }
}

fn advances(files: &[fonts::FontFile]) -> Vec<f32> {
    let faces: Vec<ttf_parser::Face<'_>> =
        files.iter().map(|file| ttf_parser::Face::parse(file.bytes, 0).expect("bundled fonts are fonts")).collect();
    (0..TABLE as u32)
        .map(|code| {
            let letter = char::from_u32(code).unwrap_or(' ');
            let found = faces.iter().find_map(|face| {
                let glyph = face.glyph_index(letter)?;
                Some(f32::from(face.glyph_hor_advance(glyph)?) / f32::from(face.units_per_em()))
            });
            found.unwrap_or(if code < 0x20 { 0.0 } else { 0.6 })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        let measure = TextMeasure::bundled();
        assert!((measure.width("iii", 10.0) - 3.0 * 2.58).abs() < 0.01, "{}", measure.width("iii", 10.0));
        assert!(measure.width("WWW", 10.0) > 2.0 * measure.width("iii", 10.0));
        assert!(measure.bold_width("Ada", 10.0) > measure.width("Ada", 10.0));
        assert!(measure.width("يوسف", 10.0) > 10.0);
    }

    #[test]
    fn long_labels_wrap_evenly_and_end_in_an_ellipsis() {
        let measure = TextMeasure::bundled();
        assert_eq!(measure.wrap("Qayis Khazali", 20, 3), ["Qayis Khazali"]);
        assert_eq!(
            measure.wrap("Foundation for Defense of Democracies", 20, 3),
            ["Foundation for", "Defense of", "Democracies"]
        );
        assert_eq!(measure.wrap("a b", 20, 2), ["a b"]);
        let long = measure.wrap(&"word ".repeat(60), 20, 2);
        assert_eq!(long.len(), 2);
        assert!(long[1].ends_with('…'));
        let one_word = measure.wrap(&"x".repeat(500), 20, 2);
        assert_eq!(one_word.len(), 1);
        assert!(one_word[0].ends_with('…') && measure.width(&one_word[0], 1.0) <= 20.0 * 0.54);
        assert_eq!(measure.wrap("", 20, 2), [""]);
    }
}
