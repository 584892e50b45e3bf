//! What a file of our own says about its attributes: which are details, of which kind, and which are fields, whatever their
//! names. Readers hear of it before they meet the attributes.

use std::collections::HashMap;

use super::{Draft, Field};

/// Where attributes go, by their names.
#[derive(Default)]
pub struct Promises {
    actors: HashMap<String, Field>,
    links: HashMap<String, Field>,
}

impl Draft {
    /// From here on the attribute `name` of actors goes there, whatever it is called.
    pub fn promise_actor(&mut self, name: &str, field: Field) {
        self.promises.actors.insert(name.to_owned(), field);
    }

    /// From here on the attribute `name` of links goes there, whatever it is called.
    pub fn promise_link(&mut self, name: &str, field: Field) {
        self.promises.links.insert(name.to_owned(), field);
    }

    /// Where the file itself says that an attribute of actors goes.
    #[must_use]
    pub fn promised_actor(&self, name: &str) -> Option<Field> {
        self.promises.actors.get(name).copied()
    }

    /// Where the file itself says that an attribute of links goes.
    #[must_use]
    pub fn promised_link(&self, name: &str) -> Option<Field> {
        self.promises.links.get(name).copied()
    }
}
