//! Indexes of actors, links, documents and passages. Nothing but the newtypes.
//!
//! An index is stable while its graph is open: records are never moved, so an index that was handed out stays right
//! through every edit, undo and redo.

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The index of the `position`-th record. Graphs are limited to `u32::MAX` records of a sort.
            #[must_use]
            pub fn new(position: usize) -> Self {
                Self(u32::try_from(position).expect("a graph holds fewer than 2^32 records of a sort"))
            }

            /// The position of the record in its list.
            #[must_use]
            pub fn get(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// An actor of the open graph.
    ActorIx
);
index!(
    /// A link of the open graph.
    LinkIx
);
index!(
    /// A document of the open graph.
    DocumentIx
);
index!(
    /// A passage of the open graph.
    PassageIx
);
