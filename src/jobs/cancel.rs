//! A flag that says "no longer wanted", shared between who asked and who works.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether work is still wanted. Clones share the flag; once cancelled it stays cancelled.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    flag: Arc<AtomicBool>,
}

impl Cancel {
    /// Says that the work is no longer wanted.
    pub fn cancel(&self) {
        self.flag.store(true, Ordering::Relaxed);
    }

    /// Whether the work is no longer wanted; cheap enough to ask in a loop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_the_flag() {
        let (here, other) = (Cancel::default(), Cancel::default());
        let there = here.clone();
        assert!(!there.is_cancelled());
        here.cancel();
        assert!(there.is_cancelled());
        assert!(!other.is_cancelled());
    }
}
