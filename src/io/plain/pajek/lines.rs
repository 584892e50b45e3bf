//! The lines of vertices and links: label, place, shape, and pairs of a name and a value.

use super::palette::colour;
use super::time::{Times, Told};
use super::write::{ID, NO_SHAPE, NO_WEIGHT};
use crate::io::draft::{Draft, Field};
use crate::io::plain::carried::unmarked;
use crate::io::plain::entities::resolved_numbers;
use crate::io::plain::words::{Line, Word};
use crate::model::{ActorIx, ColumnKind, LinkIx, Value};

/// The words of a line. Times in brackets are one word, and characters may stand in quotes by their number, as `&#34;`.
/// `None` where a quote is not closed.
pub fn words(line: Line<'_>) -> Option<Vec<Word<'_>>> {
    let mut words = words_as_written(line)?;
    for word in words.iter_mut().filter(|word| word.quoted && word.text.contains("&#")) {
        word.text = resolved_numbers(&word.text).into_owned().into();
    }
    Some(words)
}

fn words_as_written(line: Line<'_>) -> Option<Vec<Word<'_>>> {
    // Pajek itself knows no backslash: a label may end with one.
    let words = match line.words(&['"']) {
        Some(words) if are_apart(line, &words) => words,
        known => words_with_quotes_inside(line).or(known).or_else(|| plain_words(line))?,
    };
    if !words.iter().any(|word| !word.quoted && word.text.starts_with('[') && !word.text.ends_with(']')) {
        return Some(words);
    }
    let mut joined: Vec<Word<'_>> = Vec::with_capacity(words.len());
    let mut is_open = false;
    for word in words {
        if is_open && !word.quoted {
            let last = joined.last_mut().expect("an open bracket is a word");
            last.text.to_mut().push_str(&word.text);
            is_open = !word.text.ends_with(']');
        } else {
            is_open = !word.quoted && word.text.starts_with('[') && !word.text.ends_with(']');
            joined.push(word);
        }
    }
    Some(joined)
}

/// Whether there are blanks around all words, as there are where no label holds a quote of its own.
fn are_apart(line: Line<'_>, words: &[Word<'_>]) -> bool {
    words.iter().all(|word| {
        let before = &line.text[..word.at - line.at];
        (word.quoted || !word.text.contains('"')) && (before.is_empty() || before.ends_with(char::is_whitespace))
    })
}

/// The words of a line whose labels hold quotes, as networkx writes them, or doubled ones: a label ends at a quote with a
/// blank behind it where the quotes of the rest of the line have their partners. `None` where some have none.
fn words_with_quotes_inside(line: Line<'_>) -> Option<Vec<Word<'_>>> {
    let mut words = Vec::new();
    let mut rest = line.text;
    let mut quotes = line.text.matches('"').count();
    loop {
        rest = rest.trim_start();
        let at = line.at + (line.text.len() - rest.len());
        let Some(inside) = rest.strip_prefix('"') else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            if end == 0 {
                return Some(words);
            }
            quotes -= rest[..end].matches('"').count();
            words.push(Word { text: rest[..end].into(), at, quoted: false });
            rest = &rest[end..];
            continue;
        };
        quotes -= 1;
        let end = inside.match_indices('"').find_map(|(end, _)| {
            quotes -= 1;
            let after = &inside[end + 1..];
            (quotes.is_multiple_of(2) && (after.is_empty() || after.starts_with(char::is_whitespace))).then_some(end)
        })?;
        let label = &inside[..end];
        let are_doubled = !label.replace("\"\"", "").contains('"');
        let text = if are_doubled { label.replace("\"\"", "\"").into() } else { label.into() };
        words.push(Word { text, at, quoted: true });
        rest = &inside[end + 1..];
    }
}

/// The words of a line in which backslashes mean nothing.
fn plain_words(line: Line<'_>) -> Option<Vec<Word<'_>>> {
    let mut words = Vec::new();
    for (place, piece) in line.text.split('"').enumerate() {
        let at = line.at + (piece.as_ptr() as usize - line.text.as_ptr() as usize);
        if place % 2 == 1 {
            words.push(Word { text: piece.into(), at, quoted: true });
        } else {
            let bare = Line { text: piece, at };
            words.extend(bare.bare_words().map(|(text, at)| Word { text: text.into(), at, quoted: false }));
        }
    }
    line.text.matches('"').count().is_multiple_of(2).then_some(words)
}

/// Where a vertex stands; the third number is the depth.
pub type Place = (ActorIx, f64, f64, Option<f64>);

/// The shapes of vertices.
pub const SHAPES: [&str; 10] =
    ["ellipse", "circle", "box", "diamond", "triangle", "cross", "empty", "house", "man", "woman"];

/// What the words of a vertex line after its number say. Its place comes back. In a file that `is_ours` some words only
/// stand where other programs want something; see `write.rs`.
pub fn vertex(
    draft: &mut Draft,
    actor: ActorIx,
    words: &[Word<'_>],
    line: Option<u32>,
    is_ours: bool,
) -> Option<Place> {
    let mut words = words;
    if let Some((label, rest)) = words.split_first()
        && (label.quoted || Times::read(&label.text).is_none() || !label.text.starts_with('['))
    {
        draft.put_actor(actor, Field::Label, Value::Text(label.text.clone().into_owned()), line);
        words = rest;
    }
    let numbers: Vec<f64> = words
        .iter()
        .take(3)
        .map_while(|word| word.text.parse().ok().filter(|number: &f64| !word.quoted && number.is_finite()))
        .collect();
    words = &words[numbers.len()..];
    let place = match numbers[..] {
        [0.0, 0.0] if is_ours => None,
        [x, y] => Some((actor, x, y, None)),
        [x, y, z] => Some((actor, x, y, Some(z))),
        [x] => {
            let field = draft.actor_text_detail("x");
            draft.put_actor(actor, field, Value::Text(x.to_string()), line);
            None
        }
        _ => None,
    };
    if let Some((first, rest)) = words.split_first()
        && !first.quoted
        && SHAPES.iter().any(|shape| first.text.eq_ignore_ascii_case(shape))
    {
        if !is_ours || first.text != NO_SHAPE {
            let field = draft.actor_text_detail("shape");
            draft.put_actor(actor, field, Value::Text(first.text.clone().into_owned()), line);
        }
        words = rest;
    }
    let pairs = pairs(words);
    let number = |name: &str| {
        let (_, value) = pairs.iter().find(|(known, _)| *known == name)?;
        value.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)
    };
    let size = match (number("x_fact"), number("y_fact")) {
        (Some(x), Some(y)) if (x - y).abs() < f64::EPSILON => Some(x),
        (Some(x), None) => Some(x),
        _ => None,
    };
    for &(name, value) in &pairs {
        match name {
            ID => {}
            "ic" if colour(value).is_some() => draft.looks().set_actor_colour(actor, colour(value)),
            "x_fact" | "y_fact" if size.is_some() => draft.looks().set_actor_size(actor, size.map(|size| size as f32)),
            TIMES => match Times::read(value).map(|times| times.told()) {
                Some(Told::Dates(dates, spells)) => {
                    let field = draft.actor_detail("when", Some(ColumnKind::Date));
                    draft.put_actor(actor, field, Value::Date(dates), line);
                    if let Some(spells) = spells {
                        let field = draft.actor_detail("spells", None);
                        draft.put_actor(actor, field, spells, line);
                    }
                }
                told => {
                    let field = draft.actor_detail(TIMES, None);
                    draft.put_actor(actor, field, Value::Text(numbers_of(told, value)), line);
                }
            },
            _ => {
                let field = match unmarked(name) {
                    Some(name) => draft.actor_text_detail(name),
                    None => draft.actor_text_field(name),
                };
                draft.put_actor(actor, field, Value::Text(value.to_owned()), line);
            }
        }
    }
    place
}

/// What the words of a link line after its ends say; see [`vertex`].
pub fn link(draft: &mut Draft, link: LinkIx, words: &[Word<'_>], line: Option<u32>, is_ours: bool) {
    let mut words = words;
    if let Some((first, rest)) = words.split_first()
        && let Some(weight) = first.text.parse().ok().filter(|weight: &f64| !first.quoted && weight.is_finite())
    {
        if !is_ours || first.text != NO_WEIGHT {
            *draft.link_fields(link).weight = Some(weight);
        }
        words = rest;
    }
    for (name, value) in pairs(words) {
        match name {
            "l" if draft.link_fields(link).kind.is_empty() => *draft.link_fields(link).kind = value.into(),
            "c" if colour(value).is_some() => draft.looks().set_link_colour(link, colour(value)),
            TIMES => times(draft, link, Times::read(value).map(|times| times.told()), value, line),
            _ => {
                let field = match (name, unmarked(name)) {
                    ("l", _) => draft.link_text_detail("label"),
                    (_, Some(name)) => draft.link_text_detail(name),
                    (_, None) => draft.link_text_field(name),
                };
                draft.put_link(link, field, Value::Text(value.to_owned()), line);
            }
        }
    }
}

/// Says when a link is there.
pub fn times(draft: &mut Draft, link: LinkIx, told: Option<Told>, raw: &str, line: Option<u32>) {
    match told {
        Some(Told::Dates(dates, spells)) => {
            draft.put_when(link, &dates, line);
            if let Some(spells) = spells {
                let field = draft.link_detail("spells", None);
                draft.put_link(link, field, spells, line);
            }
        }
        told => {
            let field = draft.link_detail(TIMES, None);
            draft.put_link(link, field, Value::Text(numbers_of(told, raw)), line);
        }
    }
}

fn numbers_of(told: Option<Told>, raw: &str) -> String {
    match told {
        Some(Told::Numbers(numbers)) => numbers,
        _ => raw.trim_start_matches('[').trim_end_matches(']').to_owned(),
    }
}

/// The detail that holds times which are no dates.
const TIMES: &str = "time";

/// Names with their values; times in brackets have no name of their own. A name without a value has an empty one.
fn pairs<'w>(words: &'w [Word<'_>]) -> Vec<(&'w str, &'w str)> {
    let mut pairs = Vec::with_capacity(words.len() / 2 + 1);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if !word.quoted && word.text.starts_with('[') {
            pairs.push((TIMES, word.text.as_ref()));
        } else {
            pairs.push((word.text.as_ref(), words.next().map_or("", |value| value.text.as_ref())));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Option<Vec<String>> {
        let words = words(Line { text, at: 0 })?;
        Some(words.into_iter().map(|word| word.text.into_owned()).collect())
    }

    #[test]
    fn labels_may_hold_quotes_of_their_own() {
        let of = |label: &str| Some(["1", label, "0.1", "ellipse"].map(str::to_owned).to_vec());
        assert_eq!(texts(r#"1 "Ada Obi" 0.1 ellipse"#), of("Ada Obi"));
        assert_eq!(texts(r#"1 "Ada ""A"" Obi" 0.1 ellipse"#), of("Ada \"A\" Obi"));
        assert_eq!(texts(r#"1 "Ada "A" Obi" 0.1 ellipse"#), of("Ada \"A\" Obi"));
        assert_eq!(texts(r#"1 "The "Sea" and "Land" Ltd" 0.1 ellipse"#), of("The \"Sea\" and \"Land\" Ltd"));
        assert_eq!(texts(r#"1 "Ada "A"" 0.1 ellipse"#), of("Ada \"A\""));
        assert_eq!(texts(r#"1 "Ada \"A\" Obi" 0.1 ellipse"#), of("Ada \"A\" Obi"));
        assert_eq!(texts(r#"1 "" 0.1 "x""#), Some(["1", "", "0.1", "x"].map(str::to_owned).to_vec()));
        assert_eq!(texts(r#"1 "C:\" 0.1"#), Some(["1", "C:\\", "0.1"].map(str::to_owned).to_vec()));
        assert_eq!(texts(r#"1 "Ada 0.1"#), None);
    }
}
