//! What a picture leaves out, in words.

use crate::model::{Basis, View};

/// What the filters of a view hide, one sentence part for each sort.
#[must_use]
pub fn filters_in_words(view: &View) -> Vec<String> {
    let filters = &view.filters;
    let listed = |kinds: &mut dyn Iterator<Item = &str>| {
        let names: Vec<String> =
            kinds.map(|kind| if kind.trim().is_empty() { "no type".to_owned() } else { kind.to_owned() }).collect();
        names.join(", ")
    };
    let mut words = Vec::new();
    if !filters.hidden_actor_kinds.is_empty() {
        let kinds = listed(&mut filters.hidden_actor_kinds.iter().map(String::as_str));
        words.push(format!("Without actors of type {kinds}"));
    }
    if !filters.hidden_link_kinds.is_empty() {
        let kinds = listed(&mut filters.hidden_link_kinds.iter().map(String::as_str));
        words.push(format!("Without links of type {kinds}"));
    }
    if !filters.hidden_bases.is_empty() {
        let bases: Vec<&str> =
            filters.hidden_bases.iter().map(|basis| basis.map_or("no passage", Basis::name)).collect();
        words.push(format!("Without links on the basis {}", bases.join(", ")));
    }
    let questions: Vec<&str> = filters
        .questions
        .iter()
        .filter(|question| !question.is_off)
        .map(|question| if question.name.is_empty() { question.text.as_str() } else { question.name.as_str() })
        .collect();
    if !questions.is_empty() {
        let (verb, joint) =
            (if filters.fades { "In full colour" } else { "Only" }, if filters.any { " or " } else { "; " });
        words.push(format!("{verb} what fits {}", questions.join(joint)));
    }
    if !filters.without.is_empty() {
        words.extend(
            counted(filters.without.len(), "document")
                .map(|documents| format!("{documents} left out: what rests on no other is faint")),
        );
    }
    if filters.drops_loose {
        words.push("Without unlinked actors".to_owned());
    }
    if let Some(window) = &filters.time {
        words.push(format!("{} {}", if filters.fades { "In full colour" } else { "Only" }, window.what()));
    }
    words
}

/// "12 actors and 30 links hidden"; `None` where nothing is.
#[must_use]
pub fn hidden_in_words(counts: (usize, usize)) -> Option<String> {
    not_shown_in_words(counts, "hidden")
}

/// The same of what is drawn faintly.
#[must_use]
pub fn faded_in_words(counts: (usize, usize)) -> Option<String> {
    not_shown_in_words(counts, "faded")
}

fn not_shown_in_words((actors, links): (usize, usize), what: &str) -> Option<String> {
    let parts: Vec<String> = [counted(actors, "actor"), counted(links, "link")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{} {what}", parts.join(" and ")))
}

/// What is lost where the density of so many links is drawn; `None` where each is a line.
#[must_use]
pub fn massed_in_words(links: usize) -> Option<String> {
    let links = counted(links, "link")?;
    Some(format!(
        "{links} drawn as density: straight, without arrows, line styles, types and self-links; small actors as dots"
    ))
}

/// "1 actor", "2 actors"; `None` for 0.
pub(super) fn counted(count: usize, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{} {what}s", grouped(count))),
    }
}

/// Thousands set apart: `12,345`.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clock, Day, DocumentIx, FilterQuestion, Filters, TimeWindow};

    #[test]
    fn counts_read_as_english() {
        assert_eq!(hidden_in_words((12, 30)).as_deref(), Some("12 actors and 30 links hidden"));
        assert_eq!(hidden_in_words((1, 0)).as_deref(), Some("1 actor hidden"));
        assert_eq!(hidden_in_words((0, 1234)).as_deref(), Some("1,234 links hidden"));
        assert_eq!(hidden_in_words((0, 0)), None);
        assert_eq!(grouped(1_000_000), "1,000,000");
    }

    #[test]
    fn filters_say_what_they_hide() {
        let mut view = View::default();
        assert_eq!(filters_in_words(&view), [] as [String; 0]);
        view.filters.hidden_actor_kinds.extend(["place".to_owned(), String::new()]);
        view.filters.hidden_bases.extend([None, Some(Basis::Thought)]);
        assert_eq!(
            filters_in_words(&view),
            ["Without actors of type no type, place", "Without links on the basis no passage, thought"]
        );
        view.filters = Filters { any: true, drops_loose: true, ..Filters::default() };
        for (text, name, is_off) in [("degree>5", "", false), ("type:x", "Xs", false), ("a:1", "", true)] {
            view.filters.questions.push(FilterQuestion { text: text.into(), name: name.into(), is_off });
        }
        view.filters.without.insert(DocumentIx(0));
        assert_eq!(
            filters_in_words(&view),
            [
                "Only what fits degree>5 or Xs",
                "1 document left out: what rests on no other is faint",
                "Without unlinked actors"
            ]
        );
        let to = Some(Day { year: 2014, month: 3, day: 1 });
        let time = Some(TimeWindow { from: None, to, clock: Clock::Published, keeps_undated: true });
        view.filters = Filters { time, ..Filters::default() };
        assert_eq!(filters_in_words(&view), ["Only what was published until 1 March 2014, undated kept"]);
    }
}
