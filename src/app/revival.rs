//! A window that lost its graphics card (a driver that was updated, a card that was taken away, a laptop that slept) is closed
//! and opened again with everything as it was: the open file with its unsaved steps, and what goes on in threads.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use egui::{Context, ViewportCommand};

use super::work::Work;
use super::{App, Desk};
use crate::canvas::{Canvas, Graphics};
use crate::jobs::Wake;

/// What one window leaves to the next.
pub(super) struct Legacy {
    desk: Option<Desk>,
    work: Work,
}

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

impl App {
    /// Leaves everything to the next window where this one has lost its card.
    pub(super) fn leave_where_the_card_is_lost(&mut self, ctx: &Context) {
        if !self.revival.is_lost.load(Ordering::Relaxed) || self.revival.is_wanted() {
            return;
        }
        let legacy = Legacy { desk: self.desk.take(), work: std::mem::take(&mut self.work) };
        *self.revival.legacy.lock().unwrap_or_else(PoisonError::into_inner) = Some(legacy);
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
