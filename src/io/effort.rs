//! How much is looked at while a file is read: counted in tests alone, because a clock says little about how work grows.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static LOOKS: Cell<usize> = const { Cell::new(0) };
}

/// So much is looked at: steps of a walk, names that are tried, bytes that are gone through once more.
#[inline]
#[cfg_attr(not(test), expect(unused_variables, reason = "only tests count"))]
pub fn look(count: usize) {
    #[cfg(test)]
    LOOKS.set(LOOKS.get() + count);
}

/// How much is looked at by some work of this thread.
#[cfg(test)]
pub fn looks_of(work: impl FnOnce()) -> usize {
    let before = LOOKS.get();
    work();
    LOOKS.get() - before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_counted_by_themselves() {
        look(1);
        assert_eq!(looks_of(|| look(2)), 2);
    }
}
