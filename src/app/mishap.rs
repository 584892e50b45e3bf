//! A defect of our own in the window: what was not saved is written to the journal, the window is opened anew, and it is said. While
//! drawing nothing can have been changed, so everything is as it was; while something was carried out it may have been changed by
//! half, so the work is offered as after a crash.

use std::sync::{Mutex, PoisonError};

use egui::Context;

use super::revival::Why;
use super::{App, Desk};
use crate::jobs::caught;

/// Where the last defect was met; what it said may hold words of a file, which belong into no log.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// What the window was doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Drawing what is there.
    Drawing,
    /// Carrying out what was asked for, or taking over what a thread finished.
    CarryingOut,
}

/// From now on a defect tells on standard error where it was met, and nothing else.
pub(super) fn tell_places_alone() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |place| format!("{}:{}", place.file(), place.line()));
        #[expect(clippy::print_stderr, reason = "whoever reports the defect has nothing else to go by")]
        {
            eprintln!("linklore: a defect in the program ({place})");
        }
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
    }));
}

impl App {
    /// Does a part of a frame; where it meets a defect, the window is given up. Returns whether it was done.
    pub(super) fn guarded(&mut self, ctx: &Context, doing: Doing, work: impl FnOnce(&mut Self)) -> bool {
        let fails = self.fails.take_if(|fails| *fails == doing).is_some();
        let done = caught(|| {
            assert!(!fails, "a failure that was asked for");
            work(self);
        });
        if done.is_err() {
            let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
            self.flush_journal();
            if doing == Doing::CarryingOut {
                self.forget();
            }
            self.leave_the_window(ctx, Why::Mishap { doing, place });
        }
        done.is_ok()
    }

    /// The next frame meets a defect while it does that. For tests, which have no other.
    pub fn fail_while(&mut self, doing: Doing) {
        self.fails = Some(doing);
    }

    /// Waits until every step is on the disk.
    pub fn flush_journal(&self) {
        if let Some(Desk { recorder: Some(recorder), .. }) = &self.desk {
            recorder.flush();
        }
    }

    /// Leaves the open file where it is without putting anything away, as a crash would.
    pub fn forget(&mut self) {
        self.desk = None;
    }
}
