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
            "sym" | "bip" if at == 0 => Some(false),
            _ => None,
        }
    })
}

/// Whether some pair is named from both of its ends.
///
/// Most lists name no pair so: the pairs of one way are marked in a set of bits, and only those of the other way that meet a
/// mark are looked at closely. What is gone through stays in place, so that it may be large.
pub fn has_both_ways(pairs: impl Iterator<Item = (u32, u32)> + Clone) -> bool {
    let of = |low: u32, high: u32| u64::from(low) << 32 | u64::from(high);
    let mut upwards =
        pairs.clone().filter(|(source, target)| source < target).map(|(source, target)| of(source, target));
    let downwards = pairs.filter(|(source, target)| source > target).map(|(source, target)| of(target, source));
    let marked = Marks::of(upwards.clone());
    let mut likely: Vec<u64> = downwards.filter(|pair| marked.may_hold(*pair)).collect();
    likely.sort_unstable();
    let marked = Marks::of(likely.iter().copied());
    upwards.any(|pair| marked.may_hold(pair) && likely.binary_search(&pair).is_ok())
}

/// A set that may take what it does not hold for what it holds, and seldom does.
struct Marks {
    /// As many words as some power of two.
    bits: Vec<u64>,
}

impl Marks {
    fn of(all: impl Iterator<Item = u64> + Clone) -> Self {
        /// So many bits for each: one in as many is taken wrongly.
        const BITS: usize = 16;
        let words = (all.clone().count() * BITS).next_power_of_two().div_ceil(64);
        let mut marks = Self { bits: vec![0; words] };
        for one in all {
            let (word, bit) = marks.place(one);
            marks.bits[word] |= bit;
        }
        marks
    }

    fn may_hold(&self, one: u64) -> bool {
        let (word, bit) = self.place(one);
        self.bits[word] & bit != 0
    }

    fn place(&self, one: u64) -> (usize, u64) {
        // The upper half of the product depends on all of the number.
        let hash = (one.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize;
        ((hash / 64) & (self.bits.len() - 1), 1 << (hash % 64))
    }
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
    use std::collections::HashSet;

    use proptest::prelude::*;

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

    proptest! {
        /// Whatever the pairs: a set of all of them says the same.
        #[test]
        fn both_ways_are_what_a_set_of_pairs_says(pairs in prop::collection::vec((0_u32..40, 0_u32..40), 0..60)) {
            let all: HashSet<(u32, u32)> = pairs.iter().copied().collect();
            let both = pairs.iter().any(|(source, target)| source != target && all.contains(&(*target, *source)));
            prop_assert_eq!(has_both_ways(pairs.iter().copied()), both);
        }
    }
}
