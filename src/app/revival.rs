//! A window that lost its graphics card (a driver that was updated, a card that was taken away, a laptop that slept), or met a
//! defect of our own, is closed and opened again with everything as it was: the open file with its unsaved steps, and what goes on
//! in threads.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use egui::{Context, ViewportCommand};

use super::mishap::Doing;
use super::questions::Question;
use super::work::Work;
use super::{App, Desk};
use crate::canvas::{Canvas, Graphics};
use crate::jobs::{Wake, drop_elsewhere};

/// What one window leaves to the next.
pub(super) struct Legacy {
    desk: Option<Desk>,
    work: Work,
    why: Why,
}

/// Why a window was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The graphics card is lost.
    Card,
    /// A defect was met, at that place of the source.
    Mishap {
        /// While this was done.
        doing: Doing,
        /// File and line.
        place: String,
    },
}

impl Why {
    /// What is said when the next window is there.
    fn words(&self) -> String {
        match self {
            Self::Card => "The graphics card was lost; the window was opened anew".to_owned(),
            Self::Mishap { place, .. } => {
                format!("Linklore met a defect of its own ({place}); the window was opened anew, and nothing is lost")
            }
        }
    }

    /// What is said when it happens again and again.
    fn last_words(&self) -> String {
        match self {
            Self::Card => LOST_AGAIN.to_owned(),
            Self::Mishap { place, .. } => format!(
                "Linklore met a defect of its own ({place}) again and again. What was not saved is offered at the next start."
            ),
        }
    }
}

/// A window that is lost sooner than this after it was opened is lost soon, in seconds.
const SOON: f32 = 15.0;
/// So many windows in a row may be lost soon before the program gives up.
const MOST_LOST_SOON: u32 = 3;

/// What is said then.
const LOST_AGAIN: &str = "Linklore lost the graphics card again and again, so that its window cannot stay open. To make a \
    picture without one: linklore export FILE picture.png";

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

    /// Why the window closed, if it did not close because somebody wanted that.
    pub fn why(&self) -> Option<Why> {
        self.legacy.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|legacy| legacy.why.clone())
    }
}

/// Runs a window, and the next as often as one is lost.
///
/// # Errors
/// Those of `open`; and where the card is lost again and again.
pub(super) fn keep_open(open: impl Fn(Revival) -> Result<(), String>) -> Result<(), String> {
    let revival = Revival::default();
    let mut lost_soon = 0;
    loop {
        let opened_at = Instant::now();
        open(revival.clone())?;
        let Some(why) = revival.why() else { return Ok(()) };
        lost_soon = if opened_at.elapsed().as_secs_f32() < SOON { lost_soon + 1 } else { 0 };
        if lost_soon > MOST_LOST_SOON {
            return Err(why.last_words());
        }
    }
}

impl App {
    /// Leaves everything to the next window where this one has lost its card.
    pub(super) fn leave_where_the_card_is_lost(&mut self, ctx: &Context) {
        if self.revival.is_lost.load(Ordering::Relaxed) {
            self.leave_the_window(ctx, Why::Card);
        }
    }

    /// Leaves everything to the next window.
    pub(super) fn leave_the_window(&mut self, ctx: &Context, why: Why) {
        if self.revival.why().is_some() {
            return;
        }
        let legacy = Legacy { desk: self.desk.take(), work: std::mem::take(&mut self.work), why };
        *self.revival.legacy.lock().unwrap_or_else(PoisonError::into_inner) = Some(legacy);
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    /// Whether this window only waits to be closed: what is drawn on a lost card would be a panic.
    pub fn is_given_up(&self) -> bool {
        self.revival.is_lost.load(Ordering::Relaxed) || self.revival.why().is_some()
    }

    /// Goes on where the window before had to stop.
    pub(super) fn inherit(&mut self, Legacy { desk, work, why }: Legacy) {
        // The canvas had its textures on the card that is gone.
        self.desk = desk.map(|desk| {
            let camera = desk.canvas.camera();
            Desk { canvas: Canvas::new(self.graphics).resumed(&desk.workspace, camera), ..desk }
        });
        if let Why::Mishap { doing: Doing::CarryingOut, place } = &why {
            // What went on was for a file that is no longer open; the steps in it are in the journal.
            drop_elsewhere(work);
            self.look_for_abandoned_work();
            self.dialogs.question = Some(Question::Trouble {
                title: "Linklore met a defect of its own".to_owned(),
                details: format!(
                    "The window was opened anew. Steps that were not saved are offered next; a file without any can be opened again.\n\n{place}"
                ),
                part: None,
            });
            return;
        }
        self.work = work;
        self.say(why.words());
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
    fn a_window_that_is_lost_again_and_again_is_not_opened_for_ever() {
        let opened = std::cell::Cell::new(0);
        let outcome = keep_open(|revival| {
            opened.set(opened.get() + 1);
            *revival.legacy.lock().expect("nobody else has it") =
                Some(Legacy { desk: None, work: Work::default(), why: Why::Card });
            Ok(())
        });
        assert!(outcome.is_err() && opened.get() == MOST_LOST_SOON + 1);
    }
}
