//! What steps that change filters are called.

use crate::model::{FilterQuestion, Filters, Graph};

/// The name of the step from some filters to others: after the first thing that differs.
pub fn step_name(before: &Filters, after: &Filters, graph: &Graph) -> String {
    if after.is_empty() {
        return "Clear filters".to_owned();
    }
    questions(before, after).or_else(|| others(before, after, graph)).unwrap_or_else(|| "Filter".to_owned())
}

fn words(question: &FilterQuestion) -> &str {
    if question.name.is_empty() { &question.text } else { &question.name }
}

fn questions(before: &Filters, after: &Filters) -> Option<String> {
    let (old, new) = (&before.questions, &after.questions);
    let known = |list: &[FilterQuestion], one: &FilterQuestion| list.iter().any(|other| other.text == one.text);
    let come = new.iter().find(|one| !known(old, one));
    let gone = old.iter().find(|one| !known(new, one));
    match (come, gone) {
        (Some(come), None) => return Some(format!("Filter: {}", words(come))),
        (None, Some(gone)) => return Some(format!("Remove filter: {}", words(gone))),
        (Some(come), Some(_)) => return Some(format!("Change filter: {}", words(come))),
        (None, None) => {}
    }
    let same = |one: &FilterQuestion| old.iter().find(|other| other.text == one.text);
    let changed = new.iter().find_map(|one| Some((one, same(one)?)).filter(|(one, other)| one != other));
    if let Some((now, then)) = changed {
        return Some(match (now.is_off, then.is_off) {
            (true, false) => format!("Switch filter off: {}", words(now)),
            (false, true) => format!("Switch filter on: {}", words(now)),
            _ => format!("Name filter: {}", words(now)),
        });
    }
    (before.any != after.any)
        .then(|| if after.any { "Show what fits any filter" } else { "Show what fits all filters" }.to_owned())
}

fn others(before: &Filters, after: &Filters, graph: &Graph) -> Option<String> {
    if before.without != after.without {
        let documents = |some: &Filters, others: &Filters| -> Vec<_> {
            some.without.difference(&others.without).copied().collect()
        };
        let (out, back) = (documents(after, before), documents(before, after));
        let title = |documents: &[crate::model::DocumentIx]| match documents {
            [one] => graph.document(*one).display_title().to_owned(),
            more => format!("{} documents", more.len()),
        };
        return Some(match (out.is_empty(), back.is_empty()) {
            (false, true) => format!("Leave out {}", title(&out)),
            (true, false) => format!("Count {} again", title(&back)),
            _ => "Change which documents count".to_owned(),
        });
    }
    if before.time != after.time {
        let what = after.time.as_ref().map(|window| format!("Show {}", window.what()));
        return Some(what.unwrap_or_else(|| "Show all times".to_owned()));
    }
    if before.fades != after.fades {
        let words = if after.fades { "Fade what filters leave out" } else { "Hide what filters leave out" };
        return Some(words.to_owned());
    }
    if before.drops_loose != after.drops_loose {
        return Some(if after.drops_loose { "Hide unlinked actors" } else { "Show unlinked actors" }.to_owned());
    }
    let switched = |old: &std::collections::BTreeSet<String>, new: &std::collections::BTreeSet<String>| {
        let off = new.difference(old).next().map(|kind| format!("Hide type {kind}"));
        off.or_else(|| old.difference(new).next().map(|kind| format!("Show type {kind}")))
    };
    switched(&before.hidden_actor_kinds, &after.hidden_actor_kinds)
        .or_else(|| switched(&before.hidden_link_kinds, &after.hidden_link_kinds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentIx, graph_from_drawing};

    #[test]
    fn a_step_is_called_after_what_differs() {
        let graph = graph_from_drawing("A-B");
        let question = |text: &str, is_off| FilterQuestion { text: text.into(), name: String::new(), is_off };
        let with = |questions: &[FilterQuestion]| Filters { questions: questions.to_vec(), ..Filters::default() };
        let name = |before: &Filters, after: &Filters| step_name(before, after, &graph);
        let (none, one) = (Filters::default(), with(&[question("degree>5", false)]));
        assert_eq!(name(&none, &one), "Filter: degree>5");
        assert_eq!(name(&one, &none), "Clear filters");
        assert_eq!(name(&one, &with(&[question("degree>5", true)])), "Switch filter off: degree>5");
        assert_eq!(name(&one, &with(&[question("degree>6", false)])), "Change filter: degree>6");
        let two = with(&[question("degree>5", false), question("obi", false)]);
        assert_eq!(name(&two, &one), "Remove filter: obi");
        assert_eq!(name(&two, &Filters { any: true, ..two.clone() }), "Show what fits any filter");
        assert_eq!(name(&two, &Filters { fades: true, ..two.clone() }), "Fade what filters leave out");
        let mut kinds = Filters::default();
        kinds.hidden_actor_kinds.insert("person".into());
        assert_eq!(name(&none, &kinds), "Hide type person");
        let without = Filters { without: [DocumentIx(0), DocumentIx(1)].into(), ..Filters::default() };
        assert_eq!(name(&none, &without), "Leave out 2 documents");
    }
}
