//! The shape of a packed tree: which nodes are below which, computed from the number of things alone. Holds no boxes.

use std::ops::Range;

/// So many things or nodes are below each node, except for the last of a level.
pub(super) const FANOUT: usize = 16;

/// A tree over things that are numbered from 0. Its nodes are numbered level by level, those right above the things first, the
/// root last.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tree {
    things: usize,
    /// The number of the first node of each level; behind them the number of all nodes.
    starts: Vec<usize>,
}

/// What is right below a node.
pub(super) enum Below {
    Nodes(Range<usize>),
    Things(Range<usize>),
}

impl Tree {
    pub fn over(things: usize) -> Self {
        let mut starts = vec![0];
        let mut level = things;
        while level > 0 {
            level = level.div_ceil(FANOUT);
            starts.push(starts.last().map_or(0, |start| start + level));
            if level == 1 {
                break;
            }
        }
        Self { things, starts }
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The node above everything; `None` where there is nothing.
    pub fn root(&self) -> Option<usize> {
        self.nodes().checked_sub(1)
    }

    pub fn below(&self, node: usize) -> Below {
        let level = self.level(node);
        let first = (node - self.starts[level]) * FANOUT;
        if level == 0 {
            Below::Things(first..(first + FANOUT).min(self.things))
        } else {
            let first = self.starts[level - 1] + first;
            Below::Nodes(first..(first + FANOUT).min(self.starts[level]))
        }
    }

    /// All things that are below a node, at whatever distance.
    pub fn things_below(&self, node: usize) -> Range<usize> {
        let level = self.level(node);
        let each = FANOUT.pow(level as u32 + 1);
        let first = (node - self.starts[level]) * each;
        first..(first + each).min(self.things)
    }

    fn level(&self, node: usize) -> usize {
        self.starts[1..].iter().take_while(|start| **start <= node).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_is_below_one_node_of_each_level() {
        for things in [1, 15, 16, 17, 256, 257, 5000] {
            let tree = Tree::over(things);
            let root = tree.root().expect("there are things");
            assert_eq!(tree.things_below(root), 0..things);
            let mut seen = Vec::new();
            let mut open = vec![root];
            while let Some(node) = open.pop() {
                match tree.below(node) {
                    Below::Things(range) => {
                        assert_eq!(range, tree.things_below(node));
                        seen.extend(range);
                    }
                    Below::Nodes(range) => {
                        let whole = tree.things_below(node);
                        assert_eq!(tree.things_below(range.start).start, whole.start);
                        assert_eq!(tree.things_below(range.end - 1).end, whole.end);
                        open.extend(range);
                    }
                }
            }
            seen.sort_unstable();
            assert!(seen.into_iter().eq(0..things), "{things}");
        }
        assert_eq!(Tree::over(0).root(), None);
    }
}
