//! Threads and nothing but: background work with progress and cancel, live layout. What the work does lives in other rooms.

mod cancel;
mod elsewhere;
mod layout_run;
mod mailbox;
mod recorder;
mod task;
mod watched_disk;

use std::sync::Arc;

pub use cancel::Cancel;
pub use elsewhere::drop_elsewhere;
pub use layout_run::{LayoutRun, RunState};
pub use mailbox::Mailbox;
pub use recorder::Recorder;
pub use task::{Panicked, Task, TaskContext, TaskProgress, caught};
pub use watched_disk::WatchedDisk;

/// Asks the window to draw again, from any thread. Called when there is something new to show and never otherwise.
pub type Wake = Arc<dyn Fn() + Send + Sync>;
