//! What the cells of columns say about their meaning: whether they hold dates, colours or directions, name each other, or
//! are all different.

use std::collections::HashSet;

use super::super::dates;
use super::super::look::SheetLook;
use super::super::mapping::DateOrder;
use super::super::roles::ColumnRole;
use crate::io::colours::css_colour;

/// What a cell says about the direction of a link; `None` where it says something else.
#[must_use]
pub fn direction(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "directed" | "true" | "yes" | "1" | "d" | "->" => Some(true),
        "undirected" | "mutual" | "bidirectional" | "both" | "false" | "no" | "0" | "u" | "<->" | "--" => Some(false),
        _ => None,
    }
}

/// Whether a column says of links whether they have a direction. A column called "type" does so only in words, and all of them
/// must; of one that is called after directions, most cells are enough.
#[must_use]
pub fn is_direction(look: &SheetLook, column: usize, by_name: ColumnRole) -> bool {
    let is_word =
        |cell: &str| cell.to_lowercase().ends_with("directed") || matches!(cell.to_lowercase().as_str(), "mutual");
    let (all, known) =
        (look.cells(column).count(), look.cells(column).filter(|cell| direction(cell).is_some()).count());
    match by_name {
        ColumnRole::Direction => known * 2 > all,
        _ => all > 0 && known == all && look.cells(column).all(is_word),
    }
}

/// Whether a column holds dates, some of which could be told.
#[must_use]
pub fn is_of_dates(look: &SheetLook, column: usize, order: Option<DateOrder>) -> bool {
    let is_date = |cell: &str| dates::edtf(cell, order).is_some() || dates::is_of_unknown_order(cell);
    look.cells(column).next().is_some() && look.cells(column).all(is_date)
}

/// Whether a column holds colours.
#[must_use]
pub fn is_of_colours(look: &SheetLook, column: usize) -> bool {
    look.cells(column).next().is_some() && look.cells(column).all(|cell| css_colour(cell).is_some())
}

/// Whether no cell of a column comes again, and none is empty.
#[must_use]
pub fn is_unique(look: &SheetLook, column: usize) -> bool {
    let different: HashSet<&str> = look.cells(column).collect();
    !different.is_empty() && different.len() == look.rows.len()
}

/// Whether three columns read like subject, relation and object: few relations, and ends that come again.
#[must_use]
pub fn is_triple(look: &SheetLook) -> bool {
    let different = |column: usize| look.cells(column).collect::<HashSet<&str>>();
    let [one, two, three] = [0, 1, 2].map(different);
    let shared = |a: &HashSet<&str>, b: &HashSet<&str>| a.intersection(b).count();
    let is_text = two.iter().all(|cell| cell.chars().any(char::is_alphabetic));
    let rows = look.rows.len();
    rows > 2 && is_text && two.len() * 3 <= rows.max(3) && shared(&one, &two) == 0 && shared(&one, &three) > 0
}

/// The two of these columns that share the most texts, where they share enough.
#[must_use]
pub fn alike(look: &SheetLook, columns: &[usize]) -> Option<(usize, usize)> {
    const MOST: usize = 32;
    let columns = &columns[..columns.len().min(MOST)];
    let different: Vec<HashSet<&str>> = columns.iter().map(|column| look.cells(*column).collect()).collect();
    let mut best = None;
    for (at, one) in different.iter().enumerate() {
        for (to, other) in different.iter().enumerate().skip(at + 1) {
            let shared = one.intersection(other).count();
            let enough = shared >= 2 && shared * 5 >= one.len().min(other.len()) && one.len().min(other.len()) > 2;
            let is_text = one.iter().all(|cell| cell.chars().any(char::is_alphabetic));
            if enough && is_text && best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, (columns[at], columns[to])));
            }
        }
    }
    best.map(|(_, pair)| pair)
}
