//! Networks of Pajek that are told as events: what comes, hides, shows and goes at which time.

use std::collections::HashMap;

use super::lines;
use super::time::{Times, Told};
use crate::io::draft::Draft;
use crate::model::{ActorIx, ColumnKind, LinkIx, Value, Warning};

/// The times of vertices and links, while the events are read.
#[derive(Default)]
pub struct Events {
    now: i64,
    /// Whether what happens now happens at the end of the time.
    at_end: bool,
    actors: HashMap<ActorIx, Spells>,
    links: HashMap<LinkIx, Spells>,
    /// Links by their ends, in the order in which they came.
    by_ends: HashMap<(ActorIx, ActorIx, bool), Vec<LinkIx>>,
    others: usize,
}

#[derive(Default)]
struct Spells {
    past: Vec<(i64, Option<i64>)>,
    since: Option<i64>,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Something new comes.
    Add,
    /// Something comes back.
    Show,
    /// Something hides or goes.
    Hide,
}

impl Change {
    /// The change that the first letter of an event means.
    pub fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'A' => Self::Add,
            'S' => Self::Show,
            'H' | 'D' => Self::Hide,
            _ => return None,
        })
    }
}

impl Events {
    /// From here on it is this time: its beginning, or its end.
    pub fn set_time(&mut self, now: i64, at_end: bool) {
        (self.now, self.at_end) = (now, at_end);
    }

    /// Something happens to a vertex.
    pub fn vertex(&mut self, actor: ActorIx, change: Change) {
        let (now, at_end) = (self.now, self.at_end);
        self.actors.entry(actor).or_default().change(change, now, at_end);
    }

    /// A link was made.
    pub fn add_link(&mut self, ends: (ActorIx, ActorIx, bool), link: LinkIx) {
        self.by_ends.entry(sorted(ends)).or_default().push(link);
        let (now, at_end) = (self.now, self.at_end);
        self.links.entry(link).or_default().change(Change::Add, now, at_end);
    }

    /// Something happens to the last link between two vertices; `false` where there is none.
    pub fn link(&mut self, ends: (ActorIx, ActorIx, bool), change: Change) -> bool {
        let Some(link) = self.by_ends.get(&sorted(ends)).and_then(|links| links.last()) else { return false };
        let (now, at_end) = (self.now, self.at_end);
        self.links.entry(*link).or_default().change(change, now, at_end);
        true
    }

    /// An event that has no place here: a change of looks.
    pub fn pass_over(&mut self) {
        self.others += 1;
    }

    /// Puts the times into the draft.
    pub fn put(self, draft: &mut Draft) {
        let mut actors: Vec<(ActorIx, Spells)> = self.actors.into_iter().collect();
        actors.sort_by_key(|(actor, _)| *actor);
        for (actor, spells) in actors {
            match spells.times().told() {
                Told::Dates(dates, several) => {
                    let field = draft.actor_detail("when", Some(ColumnKind::Date));
                    draft.put_actor(actor, field, Value::Date(dates), None);
                    if let Some(several) = several {
                        let field = draft.actor_detail("spells", None);
                        draft.put_actor(actor, field, several, None);
                    }
                }
                Told::Numbers(numbers) => {
                    let field = draft.actor_detail("time", None);
                    draft.put_actor(actor, field, Value::Text(numbers), None);
                }
            }
        }
        let mut links: Vec<(LinkIx, Spells)> = self.links.into_iter().collect();
        links.sort_by_key(|(link, _)| *link);
        for (link, spells) in links {
            lines::times(draft, link, Some(spells.times().told()), "", None);
        }
        if self.others > 0 {
            draft.warn(None, Warning::LeftOut { what: "events that change how something looks".to_owned() });
        }
    }
}

/// The ends of a link; without direction the same ones in either order.
fn sorted((from, to, directed): (ActorIx, ActorIx, bool)) -> (ActorIx, ActorIx, bool) {
    if directed || from <= to { (from, to, directed) } else { (to, from, directed) }
}

impl Spells {
    fn change(&mut self, change: Change, now: i64, at_end: bool) {
        match (change, self.since) {
            // What comes at the end of a time is there from the next one; what goes at the beginning was there until before.
            (Change::Add | Change::Show, None) => self.since = Some(if at_end { now + 1 } else { now }),
            (Change::Hide, Some(since)) => {
                let until = if at_end { now } else { now - 1 };
                if until >= since {
                    self.past.push((since, Some(until)));
                }
                self.since = None;
            }
            (Change::Add | Change::Show, Some(_)) | (Change::Hide, None) => {}
        }
    }

    fn times(self) -> Times {
        let mut spells = self.past;
        spells.extend(self.since.map(|since| (since, None)));
        Times { spells }
    }
}
