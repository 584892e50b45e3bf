//! Clusters of a TLP file: who is in which. An actor or link may be in several.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::io::draft::{Draft, Field};
use crate::io::error::counted;
use crate::model::{ActorIx, ColumnKind, LinkIx, Value, Warning};

/// The clusters of a file and their members.
#[derive(Default)]
pub struct Clusters<'a> {
    ids: Vec<u32>,
    names: HashMap<u32, Cow<'a, str>>,
    actors: Vec<(ActorIx, usize)>,
    links: Vec<(LinkIx, usize)>,
    strangers: usize,
}

impl<'a> Clusters<'a> {
    /// Adds a cluster; its number among all.
    pub fn add(&mut self, id: u32) -> usize {
        self.ids.push(id);
        self.ids.len() - 1
    }

    /// Names a cluster.
    pub fn name(&mut self, id: u32, name: Cow<'a, str>) {
        if !name.is_empty() {
            self.names.insert(id, name);
        }
    }

    /// The name of a cluster, or what stands for it.
    pub fn name_of(&self, id: u32) -> Cow<'_, str> {
        self.names.get(&id).map_or_else(|| format!("cluster {id}").into(), |name| Cow::Borrowed(&**name))
    }

    /// Puts an actor into a cluster; `None` where there is no such actor.
    pub fn put_actor(&mut self, cluster: usize, actor: Option<ActorIx>) {
        match actor {
            Some(actor) => self.actors.push((actor, cluster)),
            None => self.strangers += 1,
        }
    }

    /// Puts a link into a cluster; `None` where there is no such link.
    pub fn put_link(&mut self, cluster: usize, link: Option<LinkIx>) {
        match link {
            Some(link) => self.links.push((link, cluster)),
            None => self.strangers += 1,
        }
    }

    /// Gives each member a detail with the names of its clusters.
    pub fn finish(&mut self, draft: &mut Draft) {
        if self.ids.is_empty() {
            return;
        }
        let names: Vec<String> = self.ids.iter().map(|id| self.name_of(*id).into_owned()).collect();
        let kind = Some(ColumnKind::TextList);
        if !self.actors.is_empty() {
            let field = draft.actor_detail("clusters", kind);
            for_each_member(&mut self.actors, &names, |actor, names| draft.put_actor(actor, field, names, None));
        }
        if !self.links.is_empty() {
            let field: Field = draft.link_detail("clusters", kind);
            for_each_member(&mut self.links, &names, |link, names| draft.put_link(link, field, names, None));
        }
        let what = format!("{} became the detail \"clusters\" of what is in them", counted(self.ids.len(), "cluster"));
        draft.warn(None, Warning::Reshaped { what });
        if self.strangers > 0 {
            let what = format!("Clusters name {} that is not in the file", counted(self.strangers, "member"));
            draft.warn(None, Warning::Skipped { what });
        }
    }
}

fn for_each_member<M: Copy + Ord>(members: &mut [(M, usize)], names: &[String], mut each: impl FnMut(M, Value)) {
    members.sort_unstable();
    for of_one in members.chunk_by(|one, other| one.0 == other.0) {
        let mut texts: Vec<String> = of_one.iter().map(|(_, cluster)| names[*cluster].clone()).collect();
        texts.dedup();
        each(of_one[0].0, Value::TextList(texts));
    }
}
