//! Filtering: what one may filter by, to choose from, and the chips above the picture that say what is filtered. What filters let
//! through is worked out in `query`.

mod chips;
mod dialog;
mod picker;

pub use chips::FilterChips;
pub use dialog::FilterDialog;
pub use picker::{FacetStamp, FilterPicker};

use crate::model::{FilterQuestion, Filters};
use crate::query::Question;

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

/// What lets links without a date through as well.
const OR_UNDATED: &str = " or -is:dated";

/// Whether a question that asks for a date lets links without one through; `None` where it asks for none.
fn keeps_undated(text: &str) -> Option<bool> {
    let asks = Question::new(text).is_ok_and(|question| question.asks_when());
    asks.then(|| text.trim_end().ends_with(OR_UNDATED))
}

/// The question that lets links without a date through, or no longer.
fn with_undated(question: &FilterQuestion, keeps: bool) -> FilterQuestion {
    let text = question.text.trim();
    let text = match text.strip_suffix(OR_UNDATED) {
        Some(dated) if !keeps => {
            let inner = dated.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(dated).to_owned()
        }
        None if keeps && is_one_term(text) => format!("{text}{OR_UNDATED}"),
        None if keeps => format!("({text}){OR_UNDATED}"),
        _ => text.to_owned(),
    };
    FilterQuestion { text, ..question.clone() }
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
    fn links_without_a_date_are_kept_or_not_by_choice() {
        let question = |text: &str| FilterQuestion { text: text.into(), name: "Then".into(), is_off: false };
        for (dated, either) in
            [("when:2014", "when:2014 or -is:dated"), ("when:2014 type:leads", "(when:2014 type:leads) or -is:dated")]
        {
            assert_eq!((keeps_undated(dated), keeps_undated(either)), (Some(false), Some(true)));
            assert_eq!(with_undated(&question(dated), true), question(either));
            assert_eq!(with_undated(&question(either), false), question(dated));
            assert_eq!(with_undated(&question(either), true), question(either));
        }
        assert_eq!(keeps_undated("type:leads"), None);
    }

    #[test]
    fn the_same_question_is_there_once() {
        let question = |is_off| FilterQuestion { text: "a".into(), name: String::new(), is_off };
        let filters = Filters { questions: vec![question(true)], ..Filters::default() };
        assert_eq!(with_question(&filters, question(false)).questions, [question(false)]);
    }
}
