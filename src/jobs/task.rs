//! One piece of work on a thread of its own: progress, cancel, and a result that is asked for and never waited for.

use std::any::Any;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::{Cancel, Mailbox, Wake};

/// Progress wakes the window at most this often.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(50);

/// The work ended without a result, which is a defect of the program; the message of the panic says where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Panicked {
    /// What the panic said.
    pub message: String,
}

/// How far a task is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskProgress {
    /// Share of the work done, 0 to 1; `None` where nobody can tell.
    pub share: Option<f32>,
    /// What is being done, for people: "Reading links".
    pub phase: String,
}

/// What the work itself sees of its task.
pub struct TaskContext {
    cancel: Cancel,
    progress: Arc<Mutex<TaskProgress>>,
    wake: Wake,
    last_wake: Mutex<Option<Instant>>,
}

impl TaskContext {
    /// Tells how far the work is; stops it where it was given up.
    pub fn goes_on(&self, share: f32, phase: &str) -> ControlFlow<()> {
        self.report(Some(share), phase);
        if self.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Whether the result is no longer wanted. Work that takes long asks often and then ends early.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Waits for a while, or until the result is no longer wanted.
    pub fn pause(&self, time: Duration) {
        let end = Instant::now() + time;
        while !self.is_cancelled() && Instant::now() < end {
            thread::sleep(Duration::from_millis(20).min(time));
        }
    }

    /// The flag itself, to hand on.
    #[must_use]
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// Says how far the work is; cheap enough to call often.
    pub fn report(&self, share: Option<f32>, phase: &str) {
        let share = share.filter(|share| share.is_finite()).map(|share| share.clamp(0.0, 1.0));
        {
            let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
            progress.share = share;
            if progress.phase != phase {
                phase.clone_into(&mut progress.phase);
            }
        }
        let mut last_wake = self.last_wake.lock().unwrap_or_else(PoisonError::into_inner);
        if last_wake.is_none_or(|last| last.elapsed() >= PROGRESS_INTERVAL) {
            *last_wake = Some(Instant::now());
            drop(last_wake);
            (self.wake)();
        }
    }
}

/// Work on its own thread. Dropping the task cancels the work and does not wait for it.
#[derive(Debug)]
pub struct Task<T> {
    cancel: Cancel,
    progress: Arc<Mutex<TaskProgress>>,
    outcome: Mailbox<Result<T, Panicked>>,
}

impl<T: Send + 'static> Task<T> {
    /// Starts `work` on a thread called `name`; `wake` is called for progress and at the end.
    pub fn spawn(name: &str, wake: Wake, work: impl FnOnce(&TaskContext) -> T + Send + 'static) -> Self {
        let task = Self { cancel: Cancel::default(), progress: Arc::default(), outcome: Mailbox::default() };
        let context = TaskContext {
            cancel: task.cancel.clone(),
            progress: Arc::clone(&task.progress),
            wake,
            last_wake: Mutex::new(None),
        };
        let outcome = task.outcome.clone();
        start_thread(name, &task.outcome, move || {
            outcome.post(caught(|| work(&context)));
            (context.wake)();
        });
        task
    }

    /// The result, once: `None` while the work goes on and after the result was taken.
    #[must_use]
    pub fn poll(&self) -> Option<Result<T, Panicked>> {
        self.outcome.take()
    }

    /// How far the work is.
    #[must_use]
    pub fn progress(&self) -> TaskProgress {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Says that the result is no longer wanted. The work ends when it next asks, with whatever it then returns.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

/// Starts a thread; where the system has none to give, that is the outcome.
fn start_thread<T>(name: &str, outcome: &Mailbox<Result<T, Panicked>>, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(work) {
        outcome.post(Err(Panicked { message: format!("The system could not start a thread: {error}") }));
    }
}

/// What `work` returns, or what it said when it panicked.
/// # Errors
/// [`Panicked`].
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| Panicked { message: panic_message(payload.as_ref()) })
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|message| (*message).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a defect without a message".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use super::*;

    /// A wake that sends, and the end where it arrives.
    fn bell() -> (Wake, mpsc::Receiver<()>) {
        let (sender, receiver) = mpsc::channel();
        let wake: Wake = Arc::new(move || {
            let _ = sender.send(());
        });
        (wake, receiver)
    }

    fn outcome<T: Send + 'static>(task: &Task<T>, bell: &mpsc::Receiver<()>) -> Result<T, Panicked> {
        loop {
            bell.recv().expect("the task rings when it ends");
            if let Some(outcome) = task.poll() {
                return outcome;
            }
        }
    }

    #[test]
    fn a_result_is_taken_once() {
        let (wake, bell) = bell();
        let task = Task::spawn("sum", wake, |_| 2 + 2);
        assert_eq!(outcome(&task, &bell), Ok(4));
        assert_eq!(task.poll(), None);
    }

    #[test]
    fn a_panic_becomes_a_message() {
        let (wake, bell) = bell();
        let task = Task::<u32>::spawn("bad", wake, |_| panic!("row {} is odd", 7));
        assert_eq!(outcome(&task, &bell), Err(Panicked { message: "row 7 is odd".into() }));
    }

    #[test]
    fn cancelled_work_ends_early() {
        let (wake, bell) = bell();
        let task = Task::spawn("endless", wake, |context| {
            while !context.is_cancelled() {
                thread::yield_now();
            }
            "gave up"
        });
        task.cancel();
        assert_eq!(outcome(&task, &bell), Ok("gave up"));
    }

    #[test]
    fn a_dropped_task_is_cancelled_and_not_waited_for() {
        let (told, hears) = mpsc::channel();
        let task = Task::spawn("endless", Arc::new(|| ()), move |context| {
            while !context.is_cancelled() {
                thread::yield_now();
            }
            told.send(()).expect("somebody listens");
        });
        drop(task);
        hears.recv().expect("the work hears that its task was dropped");
    }

    #[test]
    fn progress_can_be_read_while_the_work_goes_on() {
        let (wake, bell) = bell();
        let (go_on, wait) = mpsc::channel::<()>();
        let task = Task::spawn("read", wake, move |context| {
            context.report(Some(1.5), "Reading links");
            wait.recv().expect("the test lets it go on");
        });
        bell.recv().expect("progress rings");
        assert_eq!(task.progress(), TaskProgress { share: Some(1.0), phase: "Reading links".into() });
        go_on.send(()).expect("the work waits");
        assert_eq!(outcome(&task, &bell), Ok(()));
    }

    #[test]
    fn much_progress_wakes_seldom() {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let (told, hears) = mpsc::channel();
        let wake: Wake = Arc::new(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        let _task = Task::spawn("chatty", wake, move |context| {
            let start = Instant::now();
            for step in 0..1000 {
                context.report(Some(step as f32 / 1000.0), "Counting");
            }
            told.send(start.elapsed()).expect("somebody listens");
        });
        let took = hears.recv().expect("the work ends");
        let most = 3 + (took.as_millis() / PROGRESS_INTERVAL.as_millis()) as usize;
        assert!(count.load(Ordering::Relaxed) <= most, "woken for nothing");
    }
}
