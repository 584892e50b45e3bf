//! Filtering: what one may filter by, to choose from, and the chips above the picture that say what is filtered. What filters let
//! through is worked out in `query`.

mod chips;
mod dialog;
mod picker;

pub use chips::FilterChips;
pub use dialog::FilterDialog;
pub use picker::{FacetStamp, FilterPicker};

use crate::model::{FilterQuestion, Filters};

/// The filters with one question more.
pub(super) fn with_question(filters: &Filters, question: FilterQuestion) -> Filters {
    let mut filters = filters.clone();
    // The same twice would say nothing; that it was switched off before, does.
    filters.questions.retain(|one| one.text != question.text);
    filters.questions.push(question);
    filters
}

/// The question that lets through what the other does not, with a name that says so.
fn turned(question: &FilterQuestion) -> FilterQuestion {
    let FilterQuestion { text, name, is_off } = question;
    let name = match name.strip_prefix("not ") {
        Some(name) => name.to_owned(),
        None if name.is_empty() => String::new(),
        None => format!("not {name}"),
    };
    FilterQuestion { text: turned_text(text.trim()), name, is_off: *is_off }
}

fn turned_text(text: &str) -> String {
    if let Some(inner) = text.strip_prefix("-(").and_then(|rest| rest.strip_suffix(')'))
        && !inner.contains([')', '('])
    {
        return inner.to_owned();
    }
    if is_one_term(text) {
        return text.strip_prefix('-').map_or_else(|| format!("-{text}"), str::to_owned);
    }
    format!("-({text})")
}

/// Whether it is one term: without white space or parentheses outside quotation marks.
fn is_one_term(text: &str) -> bool {
    let mut is_quoted = false;
    !text.is_empty()
        && text.chars().all(|sign| {
            if matches!(sign, '"' | '“' | '”' | '„') {
                is_quoted ^= true;
            }
            is_quoted || !(sign.is_whitespace() || matches!(sign, '(' | ')' | '|'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_turned_round_twice_is_itself() {
        for (text, other) in [
            ("type:person", "-type:person"),
            ("type:\"armed group\"", "-type:\"armed group\""),
            ("is:actor type=x", "-(is:actor type=x)"),
            ("a or b", "-(a or b)"),
        ] {
            assert_eq!(turned_text(text), other);
            assert_eq!(turned_text(other), text);
        }
        assert_eq!(turned_text("(a) (b)"), "-((a) (b))");
        let named = FilterQuestion { text: "a".into(), name: "Friends".into(), is_off: true };
        assert_eq!(turned(&named).name, "not Friends");
        assert_eq!(turned(&turned(&named)), named);
    }

    #[test]
    fn the_same_question_is_there_once() {
        let question = |is_off| FilterQuestion { text: "a".into(), name: String::new(), is_off };
        let filters = Filters { questions: vec![question(true)], ..Filters::default() };
        assert_eq!(with_question(&filters, question(false)).questions, [question(false)]);
    }
}
