//! Links of a draft: those of the file, those that a reader makes, those that wait; and the ids of links that have none.

use std::ops::Range;

use super::Draft;
use crate::io::effort::look;
use crate::model::{About, ActorIx, DuplicateKey, GraphBuilder, Link, LinkIx, Short, Warning};

/// What stands before the number in the keys of links that have none in the file.
const LINK_KEYS: &str = "l";

impl Draft {
    /// A new link of the file. `key` is its id, where the file gives one; an id that is taken is told and changed.
    pub fn link(
        &mut self,
        source: ActorIx,
        target: ActorIx,
        key: Option<&str>,
        directed: bool,
        line: Option<u32>,
    ) -> LinkIx {
        self.link_with(source, target, key, directed, || line)
    }

    /// The same where the line is only looked for when there is something to tell about the link.
    pub fn link_with(
        &mut self,
        source: ActorIx,
        target: ActorIx,
        key: Option<&str>,
        directed: bool,
        line: impl FnOnce() -> Option<u32>,
    ) -> LinkIx {
        self.report.links.read += 1;
        self.add_link(source, target, key, directed, line)
    }

    /// A new link of the file that has no id, but perhaps a weight, which is finite.
    #[inline]
    pub fn weighted_link(&mut self, source: ActorIx, target: ActorIx, directed: bool, weight: Option<f64>) -> LinkIx {
        self.report.links.read += 1;
        let number = self.link_count() + 1;
        let link = |key| Link { key, directed, weight, ..Link::default() };
        if let Some(ix) = self.builder.add_next_link(source, target, (LINK_KEYS, number), link) {
            return ix;
        }
        let ix = self.add_link(source, target, None, directed, || None);
        *self.link_fields(ix).weight = weight;
        ix
    }

    /// A new link for something that is no link in the file, such as one of the ends of a hyperedge.
    pub fn make_link(&mut self, source: ActorIx, target: ActorIx, directed: bool) -> LinkIx {
        self.made_links += 1;
        self.add_link(source, target, None, directed, || None)
    }

    #[inline]
    fn add_link(
        &mut self,
        source: ActorIx,
        target: ActorIx,
        key: Option<&str>,
        directed: bool,
        line: impl FnOnce() -> Option<u32>,
    ) -> LinkIx {
        let key = key.filter(|key| !key.is_empty());
        if key.is_none() {
            let number = self.link_count() + 1;
            let link = |key| Link { key, directed, ..Link::default() };
            if let Some(ix) = self.builder.add_next_link(source, target, (LINK_KEYS, number), link) {
                return ix;
            }
        }
        self.add_keyed_link(key, directed, line, |builder, link| builder.add_link(source, target, link))
    }

    /// A link that may be called as another one is; `add` adds it.
    fn add_keyed_link(
        &mut self,
        key: Option<&str>,
        directed: bool,
        line: impl FnOnce() -> Option<u32>,
        add: impl Fn(&mut GraphBuilder, Link) -> Result<LinkIx, DuplicateKey>,
    ) -> LinkIx {
        let wanted = match key {
            Some(key) => key.into(),
            None => self.make_key(self.link_count() + 1),
        };
        let link = |key: Short| Link { key, directed, ..Link::default() };
        let wanted = match add(&mut self.builder, link(wanted)) {
            Ok(ix) => return ix,
            Err(DuplicateKey(wanted)) => wanted,
        };
        let mut number = 2;
        loop {
            look(1);
            let now = format!("{wanted}~{number}");
            if let Ok(ix) = add(&mut self.builder, link(now.into())) {
                if key.is_some() {
                    let warning = Warning::RenamedLink { link: wanted, now: self.link_key(ix).to_owned() };
                    self.report.push_about(line(), warning, Some(About::Link(ix)));
                }
                return ix;
            }
            // Doubling keeps a thousand links of one id from costing a million looks.
            number = if number < 64 { number + 1 } else { number + 1 + self.link_count() };
        }
    }

    /// A new link of the file that has nothing but its ends, of which it is said later whether it has a direction. Its index is the
    /// next one. Before anything else is done with links, [`Self::make_waiting`] is to be called.
    #[inline]
    pub fn link_later(&mut self, source: ActorIx, target: ActorIx) {
        self.builder.wait_with(source, target);
    }

    /// The links that are said to come later.
    #[must_use]
    pub fn waiting(&self) -> Range<u32> {
        let made = self.link_count();
        LinkIx::new(made).0..LinkIx::new(made + self.builder.waiting()).0
    }

    /// Makes the links that were said to come later; gives back which they are.
    pub fn make_waiting(&mut self, directed: bool) -> Range<u32> {
        let waiting = self.waiting();
        self.report.links.read += waiting.len();
        loop {
            self.builder.add_next_waiting(LINK_KEYS, directed);
            if self.builder.waiting() == 0 {
                return waiting;
            }
            self.add_keyed_link(None, directed, || None, GraphBuilder::add_waiting);
        }
    }

    fn make_key(&mut self, number: usize) -> Short {
        let (next, its_number) = &mut self.next_key;
        if number != *its_number {
            *next = Short::numbered(LINK_KEYS, number);
        }
        let key = next.clone();
        *its_number = number + 1;
        if !next.count_up() {
            *next = Short::numbered(LINK_KEYS, number + 1);
        }
        key
    }
}
