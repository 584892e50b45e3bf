//! Threads and nothing but: background work with progress and cancel, live layout. What the work does lives in other rooms.

mod cancel;
mod elsewhere;
mod layout_run;
mod mailbox;
mod task;

use std::sync::Arc;

pub use cancel::Cancel;
pub use elsewhere::drop_elsewhere;
pub use layout_run::{LayoutRun, RunState};
pub use mailbox::Mailbox;
pub use task::{Panicked, Task, TaskContext, TaskProgress};

/// Asks the window to draw again, from any thread. Called when there is something new to show and never otherwise.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Whether this thread is on its way out because of a defect: what is dropped now can still be kept for another.
#[must_use]
pub fn is_panicking() -> bool {
    std::thread::panicking()
}
