//! Which records of a list were taken out. Their places stay, so that no index changes.

/// A set of positions, one bit each.
#[derive(Clone, Debug, Default)]
pub struct Gone {
    bits: Vec<u64>,
    count: usize,
}

impl Gone {
    /// How many are gone.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether the record at `position` is gone.
    pub fn has(&self, position: usize) -> bool {
        self.bits.get(position / 64).is_some_and(|bits| bits & (1 << (position % 64)) != 0)
    }

    /// Takes a record out (`true`) or puts it back; returns whether it was gone before.
    pub fn set(&mut self, position: usize, gone: bool) -> bool {
        let before = self.has(position);
        if before != gone {
            if self.bits.len() <= position / 64 {
                self.bits.resize(position / 64 + 1, 0);
            }
            self.bits[position / 64] ^= 1 << (position % 64);
            self.count = if gone { self.count + 1 } else { self.count - 1 };
        }
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_back_is_there_again() {
        let mut gone = Gone::default();
        assert!(!gone.has(700));
        assert!(!gone.set(700, true) && !gone.set(3, true) && gone.set(3, true));
        assert_eq!((gone.has(700), gone.has(3), gone.has(4), gone.count()), (true, true, false, 2));
        assert!(gone.set(700, false));
        assert_eq!((gone.has(700), gone.count()), (false, 1));
        assert!(!gone.set(9, false));
        assert_eq!(gone.count(), 1);
    }
}
