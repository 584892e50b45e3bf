//! The window *History*: every step that was taken, by name, and the way to any of them. The steps are in `workspace`.

use egui::{Align2, Context, ScrollArea, Vec2, WidgetInfo, WidgetType, Window};

use super::bidi_text::{self, TextLook};
use super::look::grouped;
use super::rows;
use crate::workspace::{Command, Workspace};

/// The window with the steps.
#[derive(Debug, Default)]
pub struct HistoryWindow {
    is_open: bool,
    /// Where the list was last brought to.
    seen: Option<usize>,
}

impl HistoryWindow {
    /// Opens or closes the window.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
        self.seen = None;
    }

    /// Draws the window, if it is open. The newest step is at the bottom; what was undone stands below, weaker.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let mut is_open = self.is_open;
        Window::new("History")
            .open(&mut is_open)
            .collapsible(false)
            .default_size([280.0, 320.0])
            .pivot(Align2::RIGHT_TOP)
            .default_pos(ctx.content_rect().right_top() + Vec2::new(-380.0, 60.0))
            .show(ctx, |ui| {
                let tokens = workspace.theme().tokens();
                let history = workspace.history();
                let (here, saved_at) = (history.position(), history.saved_position());
                let height = rows::row_height(tokens);
                let count = history.len() + 1;
                let mut list = ScrollArea::vertical().auto_shrink([false, false]);
                if self.seen != Some(here) {
                    self.seen = Some(here);
                    let room = ui.available_height();
                    list = list.vertical_scroll_offset((here as f32 * (height + 1.0) - room / 2.0).max(0.0));
                }
                ui.spacing_mut().item_spacing.y = 1.0;
                list.show_rows(ui, height, count, |ui, shown| {
                    for step in shown {
                        let name = match step.checked_sub(1) {
                            None => "As it was opened",
                            Some(number) => history.name(number).unwrap_or_default(),
                        };
                        let ink = if step > here { tokens.text_weak } else { tokens.text };
                        let saved = if saved_at == Some(step) { "  ·  saved" } else { "" };
                        let words = format!("{name}{saved}");
                        let look = TextLook::body(tokens).of_widget().ink(ink);
                        let button = egui::Button::selectable(step == here, bidi_text::widget_text(&words, &look))
                            .min_size(Vec2::new(ui.available_width(), height))
                            .truncate();
                        let response = ui.add(button);
                        response.widget_info(|| {
                            WidgetInfo::selected(WidgetType::SelectableLabel, true, step == here, &words)
                        });
                        let tip = match step.cmp(&here) {
                            std::cmp::Ordering::Less => format!("Take {} back", steps(here - step)),
                            std::cmp::Ordering::Equal => "How things are now".to_owned(),
                            std::cmp::Ordering::Greater => format!("Take {} again", steps(step - here)),
                        };
                        if response.on_hover_text(tip).clicked() && step != here {
                            commands.push(Command::GoToStep(step));
                        }
                    }
                });
            });
        self.is_open = is_open;
    }
}

fn steps(count: usize) -> String {
    if count == 1 { "one step".to_owned() } else { format!("{} steps", grouped(count)) }
}
