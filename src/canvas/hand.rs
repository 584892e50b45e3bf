//! What the pointer does: press, move and release become clicks, drags, pans, boxes and lassos. What they mean is decided in
//! `pointing`.

use egui::{Modifiers, Pos2, Rect, Vec2};

use crate::model::ActorIx;

/// Closer than this to where it was pressed, the pointer has not moved.
const DRAG_FROM: f32 = 4.0;
/// The next corner of a lasso is at least this far from the last one.
const LASSO_STEP: f32 = 3.0;

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Grip {
    /// An actor, with its middle on the screen.
    Actor(ActorIx, Pos2),
    /// A link, or nothing.
    Ground,
}

/// What the hand is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Hand {
    /// Nothing is pressed.
    #[default]
    Open,
    /// Pressed and not yet moved.
    Pressed {
        /// Where.
        at: Pos2,
        /// On what.
        grip: Grip,
        /// With which keys.
        modifiers: Modifiers,
    },
    /// Moves the picture.
    Panning {
        /// Where the pointer was.
        last: Pos2,
    },
    /// Carries an actor.
    Carrying {
        /// From the pointer to the middle of the actor.
        grab: Vec2,
    },
    /// Draws a link from an actor.
    Linking {
        /// The actor.
        actor: ActorIx,
        /// Its middle.
        from: Pos2,
        /// The pointer.
        to: Pos2,
    },
    /// Draws a box.
    Boxing {
        /// One corner.
        from: Pos2,
        /// The other.
        to: Pos2,
    },
    /// Draws a lasso.
    Lasso(Vec<Pos2>),
    /// Gave up; waits for the release.
    Waiting,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// Pressed and released in one place.
    Click(Pos2, Modifiers),
    /// The picture is moved by so many points.
    Pan(Vec2),
    /// The picture is let go.
    LetGo,
    /// An actor is taken up.
    Take(ActorIx),
    /// The carried actor is to have its middle there.
    Carry(Pos2),
    /// The carried actor is put down.
    PutDown,
    /// The carried actor goes back.
    GiveUp,
    /// A link was drawn from an actor to that place.
    Link(ActorIx, Pos2),
    /// A box was drawn.
    Box(Rect, Modifiers),
    /// A lasso was drawn.
    Lasso(Vec<Pos2>, Modifiers),
}

impl Hand {
    /// Whether something is being done that the hover should not disturb.
    pub fn is_busy(&self) -> bool {
        !matches!(self, Self::Open | Self::Pressed { .. })
    }

    /// The button went down.
    pub fn press(&mut self, at: Pos2, grip: Grip, modifiers: Modifiers) {
        *self = Self::Pressed { at, grip, modifiers };
    }

    /// The pointer moved.
    pub fn moved(&mut self, to: Pos2) -> Vec<Deed> {
        match self {
            Self::Open | Self::Waiting => Vec::new(),
            Self::Pressed { at, grip, modifiers } => {
                if at.distance(to) < DRAG_FROM {
                    return Vec::new();
                }
                let (from, modifiers) = (*at, *modifiers);
                match *grip {
                    Grip::Actor(actor, middle) if modifiers.command => {
                        *self = Self::Linking { actor, from: middle, to };
                        Vec::new()
                    }
                    Grip::Actor(actor, middle) => {
                        let grab = middle - from;
                        *self = Self::Carrying { grab };
                        vec![Deed::Take(actor), Deed::Carry(to + grab)]
                    }
                    Grip::Ground if modifiers.alt => {
                        *self = Self::Lasso(vec![from, to]);
                        Vec::new()
                    }
                    Grip::Ground if modifiers.shift => {
                        *self = Self::Boxing { from, to };
                        Vec::new()
                    }
                    Grip::Ground => {
                        *self = Self::Panning { last: to };
                        vec![Deed::Pan(to - from)]
                    }
                }
            }
            Self::Panning { last } => {
                let by = to - *last;
                *last = to;
                vec![Deed::Pan(by)]
            }
            Self::Carrying { grab } => vec![Deed::Carry(to + *grab)],
            Self::Boxing { to: end, .. } | Self::Linking { to: end, .. } => {
                *end = to;
                Vec::new()
            }
            Self::Lasso(points) => {
                if points.last().is_none_or(|last| last.distance(to) >= LASSO_STEP) {
                    points.push(to);
                }
                Vec::new()
            }
        }
    }

    /// The button went up, with these keys held.
    pub fn release(&mut self, now: Modifiers) -> Option<Deed> {
        match std::mem::take(self) {
            Self::Open | Self::Waiting => None,
            Self::Pressed { at, modifiers, .. } => Some(Deed::Click(at, modifiers)),
            Self::Panning { .. } => Some(Deed::LetGo),
            Self::Carrying { .. } => Some(Deed::PutDown),
            Self::Linking { actor, to, .. } => Some(Deed::Link(actor, to)),
            Self::Boxing { from, to } => Some(Deed::Box(Rect::from_two_pos(from, to), now)),
            Self::Lasso(points) => Some(Deed::Lasso(points, now)),
        }
    }

    /// Escape. Returns what has to be taken back, and whether there was something to give up.
    pub fn give_up(&mut self) -> (Option<Deed>, bool) {
        match self {
            Self::Open | Self::Waiting | Self::Pressed { .. } => (None, false),
            Self::Carrying { .. } => {
                *self = Self::Waiting;
                (Some(Deed::GiveUp), true)
            }
            Self::Panning { .. } | Self::Linking { .. } | Self::Boxing { .. } | Self::Lasso(_) => {
                *self = Self::Waiting;
                (None, true)
            }
        }
    }
}

/// Whether `point` lies within a closed line, by the even-odd rule.
pub(super) fn is_within(line: &[Pos2], point: Pos2) -> bool {
    let mut within = false;
    for (number, a) in line.iter().enumerate() {
        let b = line[(number + 1) % line.len()];
        if (a.y > point.y) != (b.y > point.y) && point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y) {
            within = !within;
        }
    }
    within
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    const ADA: Grip = Grip::Actor(ActorIx(7), pos2(100.0, 100.0));

    #[test]
    fn a_shaky_click_is_a_click() {
        let mut hand = Hand::default();
        hand.press(pos2(103.0, 100.0), ADA, Modifiers::NONE);
        assert_eq!(hand.moved(pos2(106.0, 101.0)), []);
        assert_eq!(hand.release(Modifiers::NONE), Some(Deed::Click(pos2(103.0, 100.0), Modifiers::NONE)));
        assert_eq!(hand, Hand::Open);
    }

    #[test]
    fn an_actor_is_carried_where_it_was_grabbed() {
        let mut hand = Hand::default();
        hand.press(pos2(103.0, 98.0), ADA, Modifiers::NONE);
        assert_eq!(hand.moved(pos2(113.0, 98.0)), [Deed::Take(ActorIx(7)), Deed::Carry(pos2(110.0, 100.0))]);
        assert_eq!(hand.moved(pos2(153.0, 108.0)), [Deed::Carry(pos2(150.0, 110.0))]);
        assert_eq!(hand.release(Modifiers::NONE), Some(Deed::PutDown));
    }

    #[test]
    fn a_link_is_drawn_with_the_command_key() {
        let mut hand = Hand::default();
        let keys = Modifiers { command: true, ctrl: true, ..Modifiers::NONE };
        hand.press(pos2(103.0, 98.0), ADA, keys);
        assert_eq!(hand.moved(pos2(113.0, 98.0)), []);
        assert_eq!(hand.moved(pos2(200.0, 98.0)), []);
        assert_eq!(hand.release(keys), Some(Deed::Link(ActorIx(7), pos2(200.0, 98.0))));
        hand.press(pos2(103.0, 98.0), ADA, keys);
        hand.moved(pos2(113.0, 98.0));
        assert_eq!(hand.give_up(), (None, true));
    }

    #[test]
    fn escape_gives_a_drag_up_and_the_release_does_nothing() {
        let mut hand = Hand::default();
        hand.press(pos2(100.0, 100.0), ADA, Modifiers::NONE);
        assert_eq!(hand.give_up(), (None, false), "nothing began yet");
        hand.moved(pos2(130.0, 100.0));
        assert_eq!(hand.give_up(), (Some(Deed::GiveUp), true));
        assert_eq!(hand.moved(pos2(150.0, 100.0)), []);
        assert_eq!(hand.release(Modifiers::NONE), None);
    }

    #[test]
    fn the_ground_pans_boxes_and_lassos() {
        let start = pos2(10.0, 10.0);
        let mut hand = Hand::default();
        hand.press(start, Grip::Ground, Modifiers::NONE);
        assert_eq!(hand.moved(pos2(20.0, 10.0)), [Deed::Pan(vec2(10.0, 0.0))]);
        assert_eq!(hand.moved(pos2(20.0, 13.0)), [Deed::Pan(vec2(0.0, 3.0))]);
        assert_eq!(hand.release(Modifiers::NONE), Some(Deed::LetGo));
        hand.press(start, Grip::Ground, Modifiers::SHIFT);
        hand.moved(pos2(40.0, 5.0));
        let drawn = Rect::from_min_max(pos2(10.0, 5.0), pos2(40.0, 10.0));
        assert_eq!(hand.release(Modifiers::CTRL), Some(Deed::Box(drawn, Modifiers::CTRL)));
        hand.press(start, Grip::Ground, Modifiers::ALT);
        hand.moved(pos2(40.0, 10.0));
        hand.moved(pos2(41.0, 10.0));
        hand.moved(pos2(40.0, 40.0));
        let line = vec![start, pos2(40.0, 10.0), pos2(40.0, 40.0)];
        assert_eq!(hand.release(Modifiers::ALT), Some(Deed::Lasso(line, Modifiers::ALT)));
    }

    #[test]
    fn inside_a_lasso() {
        let line = [pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 10.0), pos2(5.0, 2.0), pos2(0.0, 10.0)];
        assert!(is_within(&line, pos2(1.0, 5.0)));
        assert!(!is_within(&line, pos2(5.0, 5.0)), "in the notch");
        assert!(!is_within(&line, pos2(-1.0, 5.0)));
    }
}
