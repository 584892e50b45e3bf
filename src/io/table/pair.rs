//! A graph in two tables, links and actors: what the name of a file or a sheet says about its rows, and what the other one is
//! called. `case.edges.csv` has its actors in `case.nodes.csv`.

use super::mapping::Rows;

/// Words that name a table of links, and those that name the table of their actors; the likeliest first.
const LINKS: [&str; 5] = ["links", "edges", "relationships", "relations", "ties"];
const ACTORS: [&str; 4] = ["actors", "nodes", "vertices", "entities"];

/// Words that say what rows are, but are no half of a pair: beside `people.csv` a file `edges.csv` may be about anything.
const MORE_LINKS: [&str; 6] = ["arcs", "connections", "link", "edge", "relationship", "rels"];
const MORE_ACTORS: [&str; 5] = ["people", "persons", "actor", "node", "entity"];

/// What the name of a file or a sheet says about its rows.
#[must_use]
pub fn rows_of_name(name: &str) -> Option<Rows> {
    let (stem, _) = stem(name);
    words(stem).find_map(|(_, word)| rows_of_word(word))
}

fn rows_of_word(word: &str) -> Option<Rows> {
    let word = word.to_lowercase();
    let word = word.as_str();
    if LINKS.contains(&word) || MORE_LINKS.contains(&word) {
        Some(Rows::Links)
    } else if ACTORS.contains(&word) || MORE_ACTORS.contains(&word) {
        Some(Rows::Actors)
    } else {
        None
    }
}

/// The name without its ending, and the ending with its dot: `.csv`, `.csv.gz`.
fn stem(name: &str) -> (&str, &str) {
    let packed = name.len() - if name.to_lowercase().ends_with(".gz") { 3 } else { 0 };
    match name[..packed].rfind('.').filter(|at| *at > 0) {
        Some(at) => name.split_at(at),
        None => (name, ""),
    }
}

/// The words of a name with the place where each begins.
fn words(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    name.split(['.', '_', '-', ' ']).map(move |word| {
        let place = at;
        at += word.len() + 1;
        (place, word)
    })
}

/// What the table of these rows may be called that belongs to the file `name`; the likeliest first.
#[must_use]
pub fn partners(name: &str, wanted: Rows) -> Vec<String> {
    let (stem, ending) = stem(name);
    let (own, others) = if wanted == Rows::Actors { (&LINKS[..], &ACTORS[..]) } else { (&ACTORS[..], &LINKS[..]) };
    let mut names = Vec::new();
    for (at, word) in words(stem).filter(|(_, word)| own.contains(&word.to_lowercase().as_str())) {
        let (before, after) = (&stem[..at], &stem[at + word.len()..]);
        let mut others: Vec<&str> = others.to_vec();
        // What Gephi calls nodes goes with edges, what Linklore calls actors with links.
        let usual = if word.to_lowercase().starts_with("edge") { "nodes" } else { "actors" };
        let usual = if word.to_lowercase().starts_with("node") { "edges" } else { usual };
        others.sort_by_key(|other| *other != usual);
        names.extend(others.iter().map(|other| format!("{before}{}{after}{ending}", in_the_case_of(word, other))));
        // `case.actors.csv` stands beside `case.csv`, too.
        if let Some(bare) = before.strip_suffix(['.', '_', '-', ' ']).filter(|_| after.is_empty()) {
            names.push(format!("{bare}{ending}"));
        }
    }
    if names.is_empty() && rows_of_name(name).is_none() {
        let usual = &others[..2];
        for sign in ['.', '_', '-'] {
            names.extend(usual.iter().map(|other| format!("{stem}{sign}{other}{ending}")));
        }
    }
    names.retain(|partner| partner != name);
    names
}

/// `nodes` as `Nodes` or `NODES` where the other word is written so.
fn in_the_case_of(pattern: &str, word: &str) -> String {
    let mut signs = pattern.chars();
    let first_is_upper = signs.next().is_some_and(char::is_uppercase);
    if !first_is_upper {
        return word.to_owned();
    }
    if signs.clone().next().is_some() && signs.all(char::is_uppercase) {
        return word.to_uppercase();
    }
    word[..1].to_uppercase() + &word[1..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_rows_are() {
        for name in ["case.edges.csv", "edges.csv", "GoT_Links.tsv", "Relationships", "x-ties.csv.gz"] {
            assert_eq!(rows_of_name(name), Some(Rows::Links), "{name}");
        }
        for name in ["case.actors.csv", "Nodes", "got-nodes-2.csv", "people.csv", "entity"] {
            assert_eq!(rows_of_name(name), Some(Rows::Actors), "{name}");
        }
        assert_eq!(rows_of_name("case.csv"), None);
        assert_eq!(rows_of_name("hyperlinks.csv"), None);
    }

    #[test]
    fn partners_are_called_alike() {
        let first = |name, rows| partners(name, rows).into_iter().next().expect("a name");
        assert_eq!(first("case.edges.csv", Rows::Actors), "case.nodes.csv");
        assert_eq!(first("EDGES.CSV", Rows::Actors), "NODES.CSV");
        assert_eq!(first("Edges_2.tsv", Rows::Actors), "Nodes_2.tsv");
        assert_eq!(first("case.links.csv", Rows::Actors), "case.actors.csv");
        assert_eq!(first("case.csv", Rows::Actors), "case.actors.csv");
        assert_eq!(first("got-nodes.csv.gz", Rows::Links), "got-edges.csv.gz");
        assert!(partners("case.actors.csv", Rows::Links).contains(&"case.csv".to_owned()));
        assert!(!partners("actors.csv", Rows::Links).contains(&".csv".to_owned()));
        for name in ["people.csv", "case.node.csv", "Persons.tsv"] {
            assert_eq!(partners(name, Rows::Links), Vec::<String>::new(), "{name} names no other half");
        }
        assert_eq!(partners("arcs.csv", Rows::Actors), Vec::<String>::new());
        assert_eq!(partners("edges.csv", Rows::Links), Vec::<String>::new(), "links that read like actors have none");
    }
}
