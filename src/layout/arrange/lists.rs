//! Lists of nodes by node, as flat arrays. What they are lists of is up to who makes them.

use super::parts::Part;

/// For each node a list of others, as flat arrays.
pub(super) struct Lists {
    offsets: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    pub fn new(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut offsets = vec![0u32; count + 1];
        for (one, _) in pairs.clone() {
            offsets[one as usize + 1] += 1;
        }
        for at in 0..count {
            offsets[at + 1] += offsets[at];
        }
        let mut next = offsets.clone();
        let mut items = vec![0u32; offsets[count] as usize];
        for (one, other) in pairs {
            items[next[one as usize] as usize] = other;
            next[one as usize] += 1;
        }
        Self { offsets, items }
    }

    /// The neighbours of each node of a part, whichever way links run.
    pub fn both_ways(part: &Part) -> Self {
        Self::new(part.nodes.len(), part.links.iter().flat_map(|&(one, other)| [(one, other), (other, one)]))
    }

    pub fn of(&self, node: u32) -> &[u32] {
        &self.items[self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize]
    }
}
