//! Whether the name of a field stands twice in its object. Knows names, not places.

use std::borrow::Cow;
use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

/// The names in all objects at one depth, one object after the other.
///
/// Objects of a list mostly have the same names in the same order, so a name is compared with the one that came next in the
/// object before; only where that fails it is searched for.
#[derive(Default)]
pub struct Names<'t> {
    known: Vec<Known<'t>>,
    /// Positions in `known`, once there are many.
    by_name: HashTable<u32>,
    hasher: DefaultHashBuilder,
    object: u32,
    next: usize,
}

struct Known<'t> {
    name: Cow<'t, str>,
    /// The last object that had it.
    object: u32,
}

/// Up to this many names are compared one by one.
const FEW: usize = 24;

impl<'t> Names<'t> {
    /// Begins another object.
    pub fn begin(&mut self) {
        self.object += 1;
        self.next = 0;
    }

    /// Takes the next name of the object; gives it back where the object has it already.
    pub fn claim(&mut self, name: Cow<'t, str>) -> Result<(), Cow<'t, str>> {
        let is_next = self.known.get(self.next).is_some_and(|known| known.name == name);
        let at = if is_next { Some(self.next) } else { self.find(&name) };
        let at = match at {
            Some(at) if self.known[at].object == self.object => return Err(name),
            Some(at) => at,
            None => self.add(name),
        };
        self.known[at].object = self.object;
        self.next = at + 1;
        Ok(())
    }

    /// The name that was taken last.
    pub fn last(&self) -> Option<&str> {
        Some(&self.known[self.next.checked_sub(1)?].name)
    }

    fn find(&self, name: &str) -> Option<usize> {
        let Self { known, by_name, hasher, .. } = self;
        if by_name.is_empty() {
            return known.iter().position(|known| known.name == name);
        }
        by_name.find(hasher.hash_one(name), |at| known[*at as usize].name == name).map(|at| *at as usize)
    }

    fn add(&mut self, name: Cow<'t, str>) -> usize {
        let Self { known, by_name, hasher, .. } = self;
        let at = known.len();
        known.push(Known { name, object: 0 });
        let first = if by_name.is_empty() { 0 } else { at };
        if at >= FEW {
            let hash = |at: u32| hasher.hash_one(&*known[at as usize].name);
            for at in first as u32..=at as u32 {
                by_name.insert_unique(hash(at), at, |at| hash(*at));
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever came in the objects before: a name is refused where its own object has it, and nowhere else.
        #[test]
        fn a_name_is_refused_only_where_its_object_has_it(objects in prop::collection::vec(prop::collection::vec(0_u8..60, 0..70), 0..12)) {
            let mut names = Names::default();
            for object in objects {
                names.begin();
                let mut seen = HashSet::new();
                for name in object {
                    prop_assert_eq!(names.claim(Cow::Owned(name.to_string())).is_ok(), seen.insert(name));
                }
            }
        }
    }
}
