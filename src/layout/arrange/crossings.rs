//! How many links cross between two neighbouring rows.

/// The number of pairs of links that cross. Each link is the place of its upper end in one row and of its lower end in the
/// next; links that share an end do not cross. The accumulator tree of Barth, Jünger and Mutzel (2004): time `e log n`. The links
/// are left sorted.
pub(super) fn count(links: &mut [(u32, u32)], lower_count: usize) -> u64 {
    links.sort_unstable();
    let mut tree = vec![0u32; lower_count + 1];
    let (mut crossings, mut seen) = (0u64, 0u64);
    for &(_, lower) in &*links {
        // Those already seen begin further left, or at the same node and end no further right.
        let mut at = lower as usize + 1;
        let mut not_beyond = 0u64;
        while at > 0 {
            not_beyond += u64::from(tree[at]);
            at &= at - 1;
        }
        crossings += seen - not_beyond;
        seen += 1;
        let mut at = lower as usize + 1;
        while at <= lower_count {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    crossings
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_links_cross_once() {
        assert_eq!(count(&mut [(0, 1), (1, 0)], 2), 1);
        assert_eq!(count(&mut [(0, 0), (1, 1)], 2), 0);
        assert_eq!(count(&mut [(0, 1), (0, 0), (1, 1)], 2), 0);
    }

    proptest! {
        #[test]
        fn the_tree_counts_what_pairs_say(links in prop::collection::vec((0u32..9, 0u32..9), 0..30)) {
            let mut expected = 0;
            for (at, one) in links.iter().enumerate() {
                for other in &links[at + 1..] {
                    expected += u64::from((one.0 < other.0 && one.1 > other.1) || (one.0 > other.0 && one.1 < other.1));
                }
            }
            prop_assert_eq!(count(&mut links.clone(), 9), expected);
        }
    }
}
