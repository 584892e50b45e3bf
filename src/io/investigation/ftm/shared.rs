//! Passages that several actors rest on and that one statement about all of them says: a mention or a documentation with
//! several ends, written once. Which ones; what a statement says is in `proofs.rs`.

use std::collections::HashMap;

use super::entity::schema_of;
use super::names::Ids;
use super::proofs::form_of;
use super::schemata::is_a;
use crate::io::effort::look;
use crate::model::{ActorIx, Evidence, Graph, PassageIx};

/// Which passages are statements about several actors.
pub struct Shared {
    about: HashMap<PassageIx, Vec<ActorIx>>,
    /// Where the statements begin in the evidence of the actors that have such passages.
    tails: HashMap<ActorIx, usize>,
}

/// The actors that rest on a passage, each with the place of the passage in its evidence.
type Users = HashMap<PassageIx, Vec<(ActorIx, usize)>>;

impl Shared {
    /// Finds them. A reader comes to statements last and in the order of the file, and so do the passages that are written
    /// as such: they are the end of the evidence of each of their actors, in the order of the passages.
    pub fn of(graph: &Graph, ids: &Ids, uses: &[u32]) -> Self {
        let mut users = Users::new();
        for (ix, actor) in graph.actors().filter(|(ix, _)| !ids.is_left_out(*ix)) {
            for (place, piece) in actor.evidence.iter().enumerate().filter(|(_, piece)| uses[piece.passage.get()] > 1) {
                if Evidence::supporting(piece.passage) == *piece {
                    users.entry(piece.passage).or_default().push((ix, place));
                }
            }
        }
        users.retain(|passage, users| {
            let is_all = uses[passage.get()] as usize == users.len();
            let is_once = users.windows(2).all(|pair| pair[0].0 != pair[1].0);
            let fits = |name: &str| users.iter().all(|(actor, _)| is_a(&schema_of(graph, *actor), name));
            is_all && is_once && form_of(graph, ids, *passage, &fits).is_some()
        });
        let tails = settled(graph, ids, uses, &mut users);
        let about = users.into_iter().map(|(passage, users)| (passage, users.into_iter().map(|(ix, _)| ix).collect()));
        Self { about: about.collect(), tails }
    }

    /// Where the passages begin, in the evidence of an actor, that are written as statements.
    pub fn tail_of(&self, actor: ActorIx) -> Option<usize> {
        self.tails.get(&actor).copied()
    }

    /// The actors that a statement is about, where they are several.
    pub fn actors_of(&self, passage: PassageIx) -> &[ActorIx] {
        self.about.get(&passage).map_or(&[], Vec::as_slice)
    }
}

/// Drops the passages that stand before others in the evidence of some actor which are no statements, or are in another
/// order. What is dropped for one actor is dropped for all, and so is what stands before it there. Gives where the statements
/// of each actor begin.
fn settled(graph: &Graph, ids: &Ids, uses: &[u32], users: &mut Users) -> HashMap<ActorIx, usize> {
    let mut actors: Vec<ActorIx> = users.values().flatten().map(|(actor, _)| *actor).collect();
    actors.sort_unstable();
    actors.dedup();
    let mut open: Vec<(ActorIx, usize)> =
        actors.into_iter().map(|actor| (actor, first_statement(graph, ids, uses, users, actor))).collect();
    let mut tails = HashMap::new();
    while let Some((actor, begin)) = open.pop() {
        let tail = tails.entry(actor).or_insert(0);
        for piece in graph.actor(actor).evidence.get(*tail..begin).unwrap_or_default() {
            look(1);
            let others = users.remove(&piece.passage).unwrap_or_default();
            open.extend(
                others.into_iter().filter(|(other, _)| *other != actor).map(|(other, place)| (other, place + 1)),
            );
        }
        *tail = begin.max(*tail);
    }
    tails.retain(|actor, tail| {
        graph.actor(*actor).evidence[*tail..].iter().any(|piece| users.contains_key(&piece.passage))
    });
    tails
}

/// Where the longest end of the evidence of an actor begins that consists of statements in the order of their passages.
fn first_statement(graph: &Graph, ids: &Ids, uses: &[u32], users: &Users, actor: ActorIx) -> usize {
    let evidence = &graph.actor(actor).evidence;
    let schema = schema_of(graph, actor);
    let is_own = |piece: &Evidence| {
        uses[piece.passage.get()] == 1
            && Evidence::supporting(piece.passage) == *piece
            && form_of(graph, ids, piece.passage, &|name| is_a(&schema, name)).is_some()
    };
    let mut next = None;
    let follow = evidence.iter().rev().take_while(|piece| {
        look(1);
        let is_before = next.is_none_or(|next| piece.passage < next);
        next = Some(piece.passage);
        is_before && (users.contains_key(&piece.passage) || is_own(piece))
    });
    evidence.len() - follow.count()
}
