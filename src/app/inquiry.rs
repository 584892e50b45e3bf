//! What a panel asks for, worked out on a thread: one inquiry at a time, given up when something else is asked. One mechanism for
//! every panel that asks.

use crate::analysis::Cancelled;
use crate::jobs::Task;

/// The inquiry of one panel, if one goes on. `Q` is what is asked, and of which state of a graph.
pub struct Inquiry<Q, A> {
    under_way: Option<(Q, Task<Result<A, Cancelled>>)>,
}

impl<Q, A> Default for Inquiry<Q, A> {
    fn default() -> Self {
        Self { under_way: None }
    }
}

/// What came of an inquiry since it was last looked at.
pub enum Told<Q, A> {
    /// Nothing.
    Nothing,
    /// The answer to what was asked.
    Answer(Q, A),
    /// A defect, in words.
    Failed(String),
}

impl<Q: PartialEq, A: Send + 'static> Inquiry<Q, A> {
    /// Whether something is being worked out.
    pub fn goes_on(&self) -> bool {
        self.under_way.is_some()
    }

    /// How far it is, from 0 to 1, while it goes on.
    pub fn progress(&self) -> Option<f32> {
        self.under_way.as_ref().map(|(_, task)| task.progress().share.unwrap_or(0.0))
    }

    /// Gives up what goes on.
    pub fn give_up(&mut self) {
        self.under_way = None;
    }

    /// Takes what came.
    pub fn take(&mut self) -> Told<Q, A> {
        let Some(answer) = self.under_way.as_ref().and_then(|(_, task)| task.poll()) else { return Told::Nothing };
        let Some((asked, _)) = self.under_way.take() else { return Told::Nothing };
        match answer {
            Ok(Ok(answer)) => Told::Answer(asked, answer),
            // It was given up because something else is asked.
            Ok(Err(Cancelled)) => Told::Nothing,
            Err(panicked) => Told::Failed(panicked.to_string()),
        }
    }

    /// Sees to it that `asked`, and nothing else, is worked on.
    pub fn ask(&mut self, asked: Option<Q>, begin: impl FnOnce(&Q) -> Task<Result<A, Cancelled>>) {
        let Some(asked) = asked else {
            self.under_way = None;
            return;
        };
        if !self.under_way.as_ref().is_some_and(|(under_way, _)| *under_way == asked) {
            let task = begin(&asked);
            self.under_way = Some((asked, task));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::*;

    fn until_told(inquiry: &mut Inquiry<u8, u8>) -> Told<u8, u8> {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(20) {
            match inquiry.take() {
                Told::Nothing => std::hint::spin_loop(),
                told => return told,
            }
        }
        Told::Nothing
    }

    fn doubled(number: u8) -> Task<Result<u8, Cancelled>> {
        Task::spawn("test", Arc::new(|| {}), move |_| Ok(2 * number))
    }

    #[test]
    fn what_is_asked_is_answered_once_and_given_up_when_something_else_is() {
        let mut inquiry = Inquiry::default();
        inquiry.ask(Some(2), |number| doubled(*number));
        assert!(matches!(until_told(&mut inquiry), Told::Answer(2, 4)));
        assert!(!inquiry.goes_on() && matches!(inquiry.take(), Told::Nothing));
        inquiry.ask(Some(3), |_| {
            Task::spawn("test", Arc::new(|| {}), |context| {
                while !context.is_cancelled() {
                    context.pause(Duration::from_millis(1));
                }
                Err(Cancelled)
            })
        });
        inquiry.ask(Some(3), |_| panic!("it is under way"));
        inquiry.ask(Some(4), |number| doubled(*number));
        assert!(matches!(until_told(&mut inquiry), Told::Answer(4, 8)));
        inquiry.ask(Some(5), |number| doubled(*number));
        inquiry.ask(None, |number| doubled(*number));
        assert!(!inquiry.goes_on());
    }

    #[test]
    fn a_defect_is_told_in_words() {
        let mut inquiry: Inquiry<u8, u8> = Inquiry::default();
        inquiry.ask(Some(1), |_| Task::spawn("test", Arc::new(|| {}), |_| panic!("of this test")));
        assert!(matches!(until_told(&mut inquiry), Told::Failed(_)));
    }
}
