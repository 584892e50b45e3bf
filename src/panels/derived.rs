//! Values worked out from the workspace, kept until what they depend on has changed.

use crate::workspace::Workspace;

/// A value and what it was worked out from.
#[derive(Debug)]
pub struct Derived<K, V> {
    kept: Option<(K, V)>,
}

impl<K, V> Default for Derived<K, V> {
    fn default() -> Self {
        Self { kept: None }
    }
}

impl<K: PartialEq, V> Derived<K, V> {
    /// The value for `key`: the one that is kept, or else what `make` makes of it.
    pub fn get(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let is_stale = self.kept.as_ref().is_none_or(|(kept, _)| *kept != key);
        if is_stale {
            self.kept = None;
        }
        let (_, value) = self.kept.get_or_insert_with(|| (key, make()));
        value
    }
}

/// Which graph in which state: tells the graph of one file from that of another, and before an edit from after.
pub type GraphStamp = (usize, u64);

/// The stamp of the graph as it is now.
#[must_use]
pub fn graph_stamp(workspace: &Workspace) -> GraphStamp {
    (std::ptr::from_ref(workspace.graph()) as usize, workspace.revisions().graph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_for_a_key() {
        let mut derived = Derived::default();
        let mut made = 0;
        for key in [1, 1, 2, 2, 1] {
            derived.get(key, || made += 1);
        }
        assert_eq!(made, 3);
    }
}
