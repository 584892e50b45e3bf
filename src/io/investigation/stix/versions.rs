//! Which of several versions of an object of STIX stands: the one of the latest `modified`.

use std::collections::HashMap;

use super::times::Moment;
use crate::io::investigation::objects::Object;

/// What an object is among those of its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The one that is read: that of the latest `modified`, the first of several.
    Stands,
    /// One that was modified before.
    Older,
    /// One that was not modified before, nor after.
    Again,
}

/// The objects of a file while they are gone through.
#[derive(Default)]
pub struct Versions {
    /// The first object of each id.
    first: HashMap<Box<str>, u32>,
    several: Settled,
}

/// The latest object of each id that several have: its position, and when it was modified.
#[derive(Default)]
pub struct Settled(HashMap<Box<str>, (usize, String)>);

impl Versions {
    /// Takes note of the next object; `read` reads one that came before.
    pub fn take(&mut self, object: &Object, position: usize, read: impl FnOnce(usize) -> Object) {
        let id = object.text("id");
        let Some(first) = self.first.get(id) else {
            self.first.insert(id.into(), u32::try_from(position).expect("a file holds fewer objects than bytes"));
            return;
        };
        let modified = object.text("modified");
        let (latest, known) = self.several.0.entry(id.into()).or_insert_with(|| {
            let first = *first as usize;
            (first, read(first).text("modified").to_owned())
        });
        if Moment::of(modified) > Moment::of(known) {
            (*latest, *known) = (position, modified.to_owned());
        }
    }

    /// All objects were gone through.
    pub fn settled(self) -> Settled {
        self.several
    }
}

impl Settled {
    /// What the object at that position is.
    pub fn of(&self, object: &Object, position: usize) -> Version {
        match self.0.get(object.text("id")) {
            Some((latest, modified)) if *latest != position => {
                if Moment::of(object.text("modified")) == Moment::of(modified) {
                    Version::Again
                } else {
                    Version::Older
                }
            }
            _ => Version::Stands,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(modified: &str) -> Object {
        let text = format!("{{\"id\": \"a\", \"modified\": \"{modified}\"}}");
        Object::of_text(&text, 1, 0).expect("an object")
    }

    #[test]
    fn the_first_of_the_latest_stands() {
        let days = ["2020-01-02", "2020-01-01", "2020-01-03", "2020-01-03"].map(|day| format!("{day}T00:00:00Z"));
        let objects = days.map(|day| object(&day));
        let (mut versions, mut looks) = (Versions::default(), 0);
        for (position, one) in objects.iter().enumerate() {
            versions.take(one, position, |first| {
                looks += 1;
                object(objects[first].text("modified"))
            });
        }
        let settled = versions.settled();
        let found: Vec<Version> = objects.iter().enumerate().map(|(at, one)| settled.of(one, at)).collect();
        assert_eq!(found, [Version::Older, Version::Older, Version::Stands, Version::Again]);
        assert_eq!(looks, 1, "the first one is read again once, not for each that comes after");
    }
}
