//! The pairs that are asked about, one after the other. What was answered is read off the graph: so undo takes an answer back,
//! and somebody who was merged into another is asked about under that one's name.

use std::collections::BTreeSet;

use crate::model::{ActorIx, Graph};
use crate::text::alike::{LikelyDuplicate, Said};

/// Pairs in their order, and which of them is asked about.
#[derive(Debug, Default)]
pub struct Queue {
    pairs: Vec<LikelyDuplicate>,
    /// Who is to be asked about for each of them, as things are now; `None` where there is nothing to ask any more.
    open: Vec<Option<(ActorIx, ActorIx)>>,
    /// Those that were left for later.
    later: BTreeSet<usize>,
    here: usize,
}

impl Queue {
    /// A queue at its beginning.
    pub fn new(pairs: Vec<LikelyDuplicate>) -> Self {
        Self { open: vec![None; pairs.len()], pairs, later: BTreeSet::new(), here: 0 }
    }

    /// Reads off what is answered by now. Goes on from a pair that was answered, and back to one whose answer was taken back.
    pub fn follow(&mut self, graph: &Graph, said: &Said, is_first_time: bool) {
        let mut asked = BTreeSet::new();
        let mut reopened = None;
        for (number, pair) in self.pairs.iter().enumerate() {
            let now = said.now(graph, pair.one).zip(said.now(graph, pair.other));
            let now = now.map(|(one, other)| (one.min(other), one.max(other)));
            let is_open = |now: &(ActorIx, ActorIx)| now.0 != now.1 && !said.different.contains(now);
            // Two pairs can come to mean the same two; they are asked about once.
            let now = now.filter(is_open).filter(|now| asked.insert(*now));
            if now.is_some() && self.open[number].is_none() && !is_first_time {
                reopened = reopened.or(Some(number));
            }
            self.open[number] = now;
        }
        if let Some(number) = reopened {
            self.here = number;
        } else if self.asks().is_none() {
            self.go_on();
        }
    }

    /// The pair that is asked about, and what was found out about it; `None` where all are answered.
    pub fn asks(&self) -> Option<((ActorIx, ActorIx), &LikelyDuplicate)> {
        let now = self.open.get(self.here).copied().flatten()?;
        Some((now, &self.pairs[self.here]))
    }

    /// Leaves the pair for later, and goes to the next.
    pub fn leave(&mut self) {
        self.later.insert(self.here);
        self.go_on();
    }

    /// Goes to the next that is not left for later, from the beginning again after the end; where there is none, to one that is.
    fn go_on(&mut self) {
        let count = self.pairs.len();
        let after = (1..=count).map(|step| (self.here + step) % count.max(1));
        let open: Vec<usize> = after.filter(|number| self.open[*number].is_some()).collect();
        let next = open.iter().find(|number| !self.later.contains(number)).or(open.first());
        self.here = next.copied().unwrap_or(self.here);
    }

    /// Goes to the next open pair in the order of the queue, or to the one before.
    pub fn step(&mut self, is_forward: bool) {
        let is_open = |number: &usize| self.open[*number].is_some();
        let next = if is_forward {
            (self.here + 1..self.pairs.len()).find(is_open)
        } else {
            (0..self.here).rev().find(is_open)
        };
        self.here = next.unwrap_or(self.here);
    }

    /// The number of the pair that is asked about, from 1, and how many there are in all.
    pub fn place(&self) -> (usize, usize) {
        (self.here + 1, self.pairs.len())
    }

    /// How many pairs are still open, and how many of these were left for later.
    pub fn left(&self) -> (usize, usize) {
        let open = || (0..self.open.len()).filter(|number| self.open[*number].is_some());
        (open().count(), open().filter(|number| self.later.contains(number)).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{View, graph_from_drawing};
    use crate::workspace::{RecordEdit, different, merging};

    fn pair(one: u32, other: u32) -> LikelyDuplicate {
        let (one, other) = (ActorIx(one), ActorIx(other));
        LikelyDuplicate { one, other, score: 1.0, reasons: Vec::new(), shared_neighbours: 0 }
    }

    fn asks(queue: &Queue) -> Option<(u32, u32)> {
        queue.asks().map(|((one, other), _)| (one.0, other.0))
    }

    fn carry_out(graph: &mut Graph, edit: Option<RecordEdit>) -> RecordEdit {
        edit.expect("something changes").apply(graph, &mut View::default()).expect("it fits")
    }

    #[test]
    fn answers_lead_on_and_undo_leads_back() {
        let mut graph = graph_from_drawing("A-X B-X C-X D-X");
        let mut queue = Queue::new(vec![pair(0, 2), pair(2, 3), pair(0, 3), pair(3, 4)]);
        queue.follow(&graph, &Said::of(&graph), true);
        assert_eq!((asks(&queue), queue.place(), queue.left()), (Some((0, 2)), (1, 4), (4, 0)));
        // B is A: then B and C, A and C are one question.
        let edit = merging::merge(&graph, ActorIx(0), &[ActorIx(2)]);
        let back = carry_out(&mut graph, edit);
        queue.follow(&graph, &Said::of(&graph), false);
        assert_eq!((asks(&queue), queue.place(), queue.left()), (Some((0, 3)), (2, 4), (2, 0)));
        let edit = different::keep_apart(&graph, ActorIx(0), ActorIx(3));
        let and_back = carry_out(&mut graph, edit);
        queue.follow(&graph, &Said::of(&graph), false);
        assert_eq!((asks(&queue), queue.left()), (Some((3, 4)), (1, 0)));
        carry_out(&mut graph, Some(and_back));
        queue.follow(&graph, &Said::of(&graph), false);
        assert_eq!(asks(&queue), Some((0, 3)));
        carry_out(&mut graph, Some(back));
        queue.follow(&graph, &Said::of(&graph), false);
        assert_eq!((asks(&queue), queue.left()), (Some((0, 2)), (4, 0)));
    }

    #[test]
    fn what_is_left_for_later_comes_last_and_can_be_stepped_to() {
        let mut graph = graph_from_drawing("A-X B-X C-X");
        let mut queue = Queue::new(vec![pair(0, 2), pair(2, 3), pair(0, 3)]);
        queue.follow(&graph, &Said::of(&graph), true);
        queue.leave();
        assert_eq!((asks(&queue), queue.left()), (Some((2, 3)), (3, 1)));
        queue.step(false);
        assert_eq!(asks(&queue), Some((0, 2)));
        queue.step(false);
        assert_eq!(asks(&queue), Some((0, 2)), "there is none before it");
        queue.step(true);
        for (one, other) in [(2, 3), (0, 3)] {
            assert_eq!(asks(&queue), Some((one, other)));
            let edit = different::keep_apart(&graph, ActorIx(one), ActorIx(other));
            carry_out(&mut graph, edit);
            queue.follow(&graph, &Said::of(&graph), false);
        }
        assert_eq!((asks(&queue), queue.left()), (Some((0, 2)), (1, 1)));
        let edit = RecordEdit::delete(&graph, &crate::workspace::Selection::of_actors([ActorIx(0)]));
        carry_out(&mut graph, Some(edit));
        queue.follow(&graph, &Said::of(&graph), false);
        assert_eq!((asks(&queue), queue.left()), (None, (0, 0)), "nobody is asked about who is not there");
    }

    #[test]
    fn a_queue_of_nothing_asks_nothing() {
        let graph = graph_from_drawing("A-B");
        let mut queue = Queue::default();
        queue.follow(&graph, &Said::of(&graph), true);
        queue.step(true);
        assert_eq!((asks(&queue), queue.left()), (None, (0, 0)));
    }
}
