//! Whether the links of a list of pairs have a direction: what its comments say, else whether some pair is named from both of
//! its ends. The same for lists that are read as tables.

use super::words::is_comment;

/// What comments say about the direction of links: SNAP writes `# Undirected graph`, KONECT `% sym`. Lines that are no comments
/// say nothing.
pub fn said_in<'l>(lines: impl Iterator<Item = &'l str>) -> Option<bool> {
    lines.filter(|line| is_comment(line)).find_map(said_by)
}

/// The word counts where it comes first or speaks of a graph, so that a film which somebody directed says nothing.
fn said_by(comment: &str) -> Option<bool> {
    const OF_GRAPHS: [&str; 8] = ["graph", "network", "edge", "link", "multigraph", "weighted", "unweighted", "simple"];
    let words = comment.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let next = words.get(at + 1).map_or("", String::as_str);
        let counts = at == 0 || OF_GRAPHS.iter().any(|of| next.starts_with(of));
        match word.as_str() {
            "directed" if counts => Some(!matches!(next, "false" | "no" | "0")),
            "undirected" if counts => Some(matches!(next, "false" | "no" | "0")),
            "asym" if at == 0 => Some(true),
            "sym" if at == 0 => Some(false),
            _ => None,
        }
    })
}

/// Whether some pair is named from both of its ends.
pub fn has_both_ways<T: Copy + Ord>(pairs: impl Iterator<Item = (T, T)>) -> bool {
    let mut pairs: Vec<(T, T)> = pairs.filter(|(source, target)| source != target).collect();
    pairs.sort_unstable();
    pairs.iter().any(|&(source, target)| source < target && pairs.binary_search(&(target, source)).is_ok())
}

/// What was taken for the direction of links and why, as a sentence without the full stop. `said` is what comments say.
pub fn reason(said: Option<bool>, is_directed: bool) -> &'static str {
    match (said, is_directed) {
        (Some(true), _) => {
            "A comment says that links have a direction. They were read as going from the first name to the second"
        }
        (Some(false), _) => "A comment says that links have no direction",
        (None, true) => {
            "Links were read as going from the first name to the second, because some pairs are named both ways"
        }
        (None, false) => "The file does not say whether links have a direction. They were read as having none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_say_whether_links_have_a_direction() {
        let of = |text: &str| said_in(text.lines());
        assert_eq!(of("# Directed graph (each pair)\n0 1\n"), Some(true));
        assert_eq!(of("# email\n# this is an undirected network\n"), Some(false));
        assert_eq!(of("% sym unweighted\n0 1\n"), Some(false));
        assert_eq!(of("% asym positive\n0 1\n"), Some(true));
        assert_eq!(of("# directed: false\n"), Some(false));
        assert_eq!(of("# Nodes: 2\n0 directed\n"), None);
        assert_eq!(of("# Films directed by Ada Obi\ndirected graph\n"), None);
    }

    #[test]
    fn pairs_are_named_both_ways_or_not() {
        assert!(has_both_ways([(1, 2), (3, 1), (2, 1)].into_iter()));
        assert!(!has_both_ways([(1, 2), (1, 2), (3, 3), (2, 3)].into_iter()));
    }
}
