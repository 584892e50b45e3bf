//! Every way to lay out, as one value: forces, or an arrangement that is computed at once.

use super::arrange::{Arrangement, Glide, Spacing};
use super::{Control, Engine, Frame, Parameters, Problem, Progress, engine};

/// A way to lay out.
#[derive(Clone, Debug, PartialEq)]
pub enum Method {
    /// By forces, step by step.
    Force(Parameters),
    /// At once, with the room that things are given; nodes glide to their places.
    Arrange(Arrangement, Spacing),
}

impl Method {
    /// The engine for a problem. An arrangement is computed here, and what is left of it is skipped once `stop` says so: whoever
    /// stopped it must not step the engine.
    #[must_use]
    pub fn engine(&self, problem: &Problem, stop: &dyn Fn() -> bool) -> Box<dyn Engine> {
        match self {
            Self::Force(parameters) => engine(problem, parameters),
            Self::Arrange(arrangement, spacing) => Box::new(Glide::new(problem, arrangement, *spacing, stop)),
        }
    }

    /// Lays out until everything is settled or `stop` says so, which is asked before every step.
    #[must_use]
    pub fn settle(&self, problem: &Problem, stop: &dyn Fn() -> bool) -> Frame {
        let mut engine = self.engine(problem, stop);
        let mut progress = Progress::default();
        while !progress.settled && !stop() {
            progress = engine.step(&Control::default());
        }
        Frame { points: engine.points().to_vec(), progress }
    }
}
