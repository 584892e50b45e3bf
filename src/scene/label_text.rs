//! Labels as they are shown: one line, in which no invisible character moves the reader's eye. The stored text never changes.

use std::borrow::Cow;

use crate::text::visible_controls;

/// `label` on one line, with controls, bidi controls and zero-width characters shown as marks.
#[must_use]
pub fn visible_label(label: &str) -> String {
    shown(label).into_owned()
}

/// [`visible_label`]; the stored text itself where it hides nothing.
pub(super) fn shown(label: &str) -> Cow<'_, str> {
    let label = visible_controls(label);
    if label.contains(|letter: char| letter.is_whitespace() && letter != ' ') {
        Cow::Owned(label.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        label
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
