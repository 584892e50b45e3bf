//! Labels as they are shown: one line, in which no invisible character moves the reader's eye. The stored text never changes.

use crate::text::visible_controls;

/// `label` on one line, with controls, bidi controls and zero-width characters shown as marks.
#[must_use]
pub fn visible_label(label: &str) -> String {
    let label = visible_controls(label);
    if label.contains(|letter: char| letter.is_whitespace() && letter != ' ') {
        label.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        label.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_line_and_hides_nothing() {
        assert_eq!(visible_label("a\u{202E}b"), "a⟨U+202E⟩b");
        assert_eq!(visible_label("two\nlines\tand more"), "two lines and more");
        assert_eq!(visible_label("يوسف القرملي"), "يوسف القرملي");
    }
}
