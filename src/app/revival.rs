//! A window that lost its graphics card (a driver that was updated, a card that was taken away, a laptop that slept) is closed
//! and opened again with everything as it was: the open file with its unsaved steps, and what goes on in threads.
//!
//! What draws the window panics where the card is gone before anybody is told of it. So a panic while the window is drawn, and
//! not while the program itself is at work, is taken for such a loss.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use egui::{Context, ViewportCommand};

use super::work::Work;
use super::{App, Desk};
use crate::canvas::{Canvas, Graphics};
use crate::jobs::{Wake, is_panicking};

/// What one window leaves to the next.
pub(super) struct Legacy {
    desk: Option<Desk>,
    work: Work,
}

/// A window that is lost sooner than this after it was opened is not opened again, in seconds.
const SOON: f32 = 15.0;

/// Whether the card is lost, what is left behind then, and who is to be woken.
#[derive(Clone, Default)]
pub(super) struct Revival {
    is_lost: Arc<AtomicBool>,
    legacy: Arc<Mutex<Option<Legacy>>>,
    /// Threads that began under one window wake the next.
    window: Arc<Mutex<Option<Context>>>,
}

impl Revival {
    /// Everything is about this window from now on. Returns what wakes it.
    pub fn begin(&self, creation: &eframe::CreationContext<'_>) -> Wake {
        *self.window.lock().unwrap_or_else(PoisonError::into_inner) = Some(creation.egui_ctx.clone());
        let window = Arc::clone(&self.window);
        let wake: Wake = Arc::new(move || {
            let window = window.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some(window) = window {
                window.request_repaint();
            }
        });
        wake
    }

    /// Notices when the card of this window is lost.
    pub fn watch(&self, creation: &eframe::CreationContext<'_>) {
        self.is_lost.store(false, Ordering::Relaxed);
        if let Some(state) = &creation.wgpu_render_state {
            let (is_lost, ctx) = (Arc::clone(&self.is_lost), creation.egui_ctx.clone());
            Graphics::when_lost(state, move || {
                is_lost.store(true, Ordering::Relaxed);
                ctx.request_repaint();
            });
        }
    }

    /// What the window before left, if it lost its card.
    pub fn take(&self) -> Option<Legacy> {
        self.legacy.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Whether the window closed because it lost its card.
    pub fn is_wanted(&self) -> bool {
        self.legacy.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

/// Runs a window, and the next as often as one is lost.
///
/// # Errors
/// Those of `open`.
pub(super) fn keep_open(open: impl Fn(Revival) -> Result<(), String>) -> Result<(), String> {
    let revival = Revival::default();
    loop {
        let opened_at = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| open(revival.clone())));
        let again = revival.is_wanted() && opened_at.elapsed().as_secs_f32() > SOON;
        match outcome {
            Ok(Ok(())) | Err(_) if again => {}
            Ok(outcome) => return outcome,
            Err(panic) => resume_unwind(panic),
        }
    }
}

impl Drop for App {
    /// A panic while the window is drawn leaves everything to the next window.
    fn drop(&mut self) {
        if is_panicking() && !self.is_at_work {
            self.leave();
        }
    }
}

impl App {
    fn leave(&mut self) {
        let legacy = Legacy { desk: self.desk.take(), work: std::mem::take(&mut self.work) };
        *self.revival.legacy.lock().unwrap_or_else(PoisonError::into_inner) = Some(legacy);
    }

    /// Leaves everything to the next window where this one has lost its card.
    pub(super) fn leave_where_the_card_is_lost(&mut self, ctx: &Context) {
        if !self.revival.is_lost.load(Ordering::Relaxed) || self.revival.is_wanted() {
            return;
        }
        self.leave();
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    /// Goes on where the window before had to stop.
    pub(super) fn inherit(&mut self, Legacy { desk, work }: Legacy) {
        // The canvas had its textures on the card that is gone.
        self.desk = desk.map(|desk| {
            let camera = desk.canvas.camera();
            Desk { canvas: Canvas::new(self.graphics).resumed(&desk.workspace, camera), ..desk }
        });
        self.work = work;
        self.say("The graphics card was lost; the window was opened anew");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_closes_stays_closed() {
        let opened = std::cell::Cell::new(0);
        let outcome = keep_open(|_| {
            opened.set(opened.get() + 1);
            Err("no display".to_owned())
        });
        assert_eq!((outcome, opened.get()), (Err("no display".to_owned()), 1));
    }

    #[test]
    fn a_window_that_is_lost_at_once_is_not_opened_for_ever() {
        let opened = std::cell::Cell::new(0);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            keep_open(|revival| {
                opened.set(opened.get() + 1);
                *revival.legacy.lock().expect("nobody else has it") =
                    Some(Legacy { desk: None, work: Work::default() });
                panic!("the card is gone");
            })
        }));
        assert!(outcome.is_err() && opened.get() == 1);
    }
}
