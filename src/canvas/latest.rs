//! One thing that is made from another, newest wins: at once where that is quick, else on a thread, while what was made
//! before stays in use.

use std::sync::Arc;

use crate::jobs::{Task, TaskContext, Wake};

/// The newest product and the one that is being made.
#[derive(Debug)]
pub(super) struct Latest<K, T> {
    made: Option<(K, Arc<T>)>,
    making: Option<(K, Task<T>)>,
    /// What could not be made, because of a defect; it is not tried in every frame again.
    failed: Option<K>,
}

impl<K, T> Default for Latest<K, T> {
    fn default() -> Self {
        Self { made: None, making: None, failed: None }
    }
}

impl<K: PartialEq, T: Send + 'static> Latest<K, T> {
    /// The newest product, which may be of an older key while that of `key` is on its way. A product that was begun is
    /// finished, and only then the next one is: else nothing would ever be finished while keys change in every frame.
    pub fn follow<W>(
        &mut self,
        key: K,
        work: impl FnOnce() -> (bool, W),
        name: &str,
        wake: &Wake,
    ) -> Option<&(K, Arc<T>)>
    where
        W: FnOnce(Option<&TaskContext>) -> T + Send + 'static,
    {
        if let Some((_, task)) = &self.making
            && let Some(outcome) = task.poll()
        {
            let made_of = self.making.take().map(|(key, _)| key);
            match (made_of, outcome) {
                (Some(made_of), Ok(product)) => self.made = Some((made_of, Arc::new(product))),
                (failed, _) => self.failed = failed,
            }
        }
        let is_current =
            self.made.as_ref().is_some_and(|(made_of, _)| *made_of == key) || self.failed.as_ref() == Some(&key);
        if !is_current && self.making.is_none() {
            let (is_quick, work) = work();
            if is_quick {
                self.made = Some((key, Arc::new(work(None))));
            } else {
                let task = Task::spawn(name, Arc::clone(wake), move |context| work(Some(context)));
                self.making = Some((key, task));
            }
        }
        self.made.as_ref()
    }

    /// Whether something is being made.
    pub fn is_busy(&self) -> bool {
        self.making.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn what_was_made_before_stays_until_the_next_is_ready() {
        let (sender, bell) = mpsc::channel();
        let wake: Wake = Arc::new(move || {
            let _ = sender.send(());
        });
        let mut latest: Latest<u32, u32> = Latest::default();
        let quick = |value: u32| move || (true, move |_: Option<&TaskContext>| value);
        assert_eq!(latest.follow(1, quick(10), "ten", &wake).map(|(key, made)| (*key, **made)), Some((1, 10)));
        assert_eq!(latest.follow(1, quick(99), "ten", &wake).map(|(_, made)| **made), Some(10), "not made twice");
        let (go_on, wait) = mpsc::channel::<()>();
        let slow = || (false, move |_: Option<&TaskContext>| wait.recv().map_or(0, |()| 20));
        assert_eq!(latest.follow(2, slow, "twenty", &wake).map(|(key, _)| *key), Some(1));
        go_on.send(()).expect("the work waits");
        bell.recv().expect("it rings when it is made");
        assert_eq!(latest.follow(2, quick(99), "twenty", &wake).map(|(key, made)| (*key, **made)), Some((2, 20)));
    }

    #[test]
    fn what_cannot_be_made_is_not_tried_for_ever() {
        let (sender, bell) = mpsc::channel();
        let wake: Wake = Arc::new(move || {
            let _ = sender.send(());
        });
        let mut latest: Latest<u32, u32> = Latest::default();
        let bad = || (false, |_: Option<&TaskContext>| -> u32 { panic!("a defect") });
        assert!(latest.follow(1, bad, "bad", &wake).is_none());
        bell.recv().expect("it rings when it ends");
        assert!(latest.follow(1, bad, "bad", &wake).is_none() && !latest.is_busy(), "not again");
        let good = || (true, |_: Option<&TaskContext>| 7);
        assert_eq!(latest.follow(2, good, "good", &wake).map(|(_, made)| **made), Some(7));
    }
}
