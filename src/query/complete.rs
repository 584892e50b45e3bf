//! What could stand where one types: fields, and values of those that have few.

use std::ops::Range;

use super::field::{FIELDS, Field, IS_WORDS, field_in};
use crate::model::{Basis, Graph};
use crate::text::fold;

/// Something that could be put in place of what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it would replace, in bytes.
    pub range: Range<usize>,
    /// What it would be.
    pub text: String,
    /// What that asks, in words.
    pub about: String,
}

/// So many are suggested at most.
const MOST: usize = 8;

/// What could stand at the end of a question that is typed, the best first: fields whose names begin so, or values of the field
/// before them.
#[must_use]
pub fn suggestions(graph: &Graph, text: &str) -> Vec<Suggestion> {
    let is_open_phrase = text.matches(['"', '“', '”']).count() % 2 == 1;
    let start = if is_open_phrase {
        // The field stands before the quotation mark.
        let quote = text.rfind(['"', '“', '”']).unwrap_or(0);
        start_of_term(&text[..quote])
    } else {
        start_of_term(text)
    };
    let term = &text[start..];
    match term.find([':', '=', '>', '<']) {
        Some(sign) => {
            let signs = term[sign..].len() - term[sign..].trim_start_matches([':', '=', '>', '<']).len();
            let from = term[sign + signs..].rfind(',').map_or(sign + signs, |comma| sign + signs + comma + 1);
            let field = term[..sign].trim_matches(['"', '“', '”', '-']);
            values(graph, field, &term[from..])
                .into_iter()
                .map(|(value, about)| Suggestion { range: start + from..text.len(), text: quoted(&value), about })
                .take(MOST)
                .collect()
        }
        None => fields(graph, term)
            .into_iter()
            .map(|(field, about)| Suggestion { range: start..text.len(), text: field, about })
            .take(MOST)
            .collect(),
    }
}

/// Where the last term begins.
fn start_of_term(text: &str) -> usize {
    let start = text
        .rfind(|sign: char| sign.is_whitespace() || matches!(sign, '(' | '|'))
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    if text[start..].starts_with('-') { start + 1 } else { start }
}

fn fields(graph: &Graph, typed: &str) -> Vec<(String, String)> {
    let wanted = fold(typed);
    let wanted = wanted.trim();
    if wanted.is_empty() {
        return Vec::new();
    }
    let own = FIELDS.iter().filter(|help| help.name.starts_with(wanted) && field_in(graph, help.name).is_some());
    let mut found: Vec<(String, String)> = own.map(|help| (format!("{}:", help.name), help.about.to_owned())).collect();
    let details = graph.actor_columns().iter().chain(graph.link_columns().iter());
    for column in details.filter(|column| fold(&column.name).trim().starts_with(wanted)) {
        let name = format!("{}:", quoted(&column.name));
        if field_in(graph, &column.name).is_none() && found.iter().all(|(known, _)| *known != name) {
            found.push((name, format!("a detail, {}", column.kind().name())));
        }
    }
    found
}

fn values(graph: &Graph, field: &str, typed: &str) -> Vec<(String, String)> {
    let wanted = fold(typed.trim_matches(['"', '“', '”']));
    let wanted = wanted.trim();
    let fits = |value: &str| fold(value).contains(wanted) && fold(value).trim() != wanted;
    let counted = |(kind, count): (&str, usize), what: &str| (kind.to_owned(), format!("{count} {what}"));
    match field_in(graph, field) {
        Some(Field::Type) => {
            let actors = graph.actor_kinds().into_iter().map(|kind| counted(kind, "actors"));
            let links = graph.link_kinds().into_iter().map(|kind| counted(kind, "links"));
            actors.chain(links).filter(|(kind, _)| !kind.is_empty() && fits(kind)).collect()
        }
        Some(Field::Is) => IS_WORDS
            .iter()
            .filter(|(word, _)| fits(word))
            .map(|(word, about)| ((*word).to_owned(), (*about).to_owned()))
            .collect(),
        Some(Field::Basis) => Basis::ALL
            .iter()
            .filter(|basis| fits(basis.name()))
            .map(|basis| (basis.name().to_owned(), basis.meaning().to_owned()))
            .collect(),
        Some(Field::Document) => graph
            .documents()
            .filter(|(_, document)| fits(document.display_title()))
            .map(|(_, document)| (document.display_title().to_owned(), document.author.clone()))
            .take(MOST)
            .collect(),
        _ => Vec::new(),
    }
}

/// In quotation marks where it would not stand as one word.
pub(super) fn quoted(text: &str) -> String {
    let is_word = !text.is_empty()
        && !text.starts_with('-')
        && !text.contains(|sign: char| sign.is_whitespace() || "()|,:=<>!\"“”„".contains(sign));
    if is_word { text.to_owned() } else { format!("\"{}\"", text.replace(['"', '“', '”', '„'], " ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Column, ColumnKind, GraphBuilder};

    fn graph() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        for (key, kind) in [("a", "armed group"), ("b", "person"), ("c", "person")] {
            let actor = Actor { key: key.into(), kind: kind.into(), ..Actor::default() };
            builder.add_actor(actor).expect("the key is free");
        }
        let _ = Column::new("home port", ColumnKind::Text, true);
        builder.finish()
    }

    fn suggested(text: &str) -> Vec<String> {
        let graph = graph();
        let all = suggestions(&graph, text);
        all.into_iter().map(|one| format!("{}{}", &text[..one.range.start], one.text)).collect()
    }

    #[test]
    fn fields_and_values_are_suggested_where_they_would_stand() {
        assert_eq!(suggested("ty"), ["type:"]);
        assert_eq!(suggested("obi -do"), ["obi -documents:", "obi -document:"]);
        assert_eq!(suggested("type:"), ["type:person", "type:\"armed group\""]);
        assert_eq!(suggested("(type:per"), ["(type:person"]);
        assert_eq!(suggested("type:person,arm"), ["type:person,\"armed group\""]);
        assert_eq!(suggested("type:\"armed gr"), ["type:\"armed group\""]);
        assert_eq!(suggested("is:un"), ["is:unsourced"]);
        assert_eq!(suggested("type:person"), [""; 0], "it is there already");
        assert_eq!(suggested(""), [""; 0]);
        assert_eq!(suggested("degree>"), [""; 0]);
    }

    proptest::proptest! {
        #[test]
        fn what_is_suggested_takes_the_place_of_whole_letters(text in "[a-e:=>,\"“ÄÖ(|-]{0,16}|(type|is|basis):.{0,6}") {
            for one in suggestions(&graph(), &text) {
                proptest::prop_assert!(text.get(one.range.clone()).is_some(), "{:?} of {text:?}", one.range);
            }
        }
    }
}
