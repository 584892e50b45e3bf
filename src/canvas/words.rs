//! What the canvas says in words: to a screen reader, and where there is nothing to draw.

use egui::{Rect, Response, Ui, WidgetInfo, WidgetType};

use super::pen::colour32;
use crate::workspace::{Action, Command, Workspace};

/// What a screen reader says of the picture.
pub(super) fn describe(response: &Response, workspace: &Workspace) {
    let scene = workspace.scene();
    let (actors, links) = (scene.actors.len(), scene.links.len());
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let label = format!("Graph: {actors} actor{}, {links} link{}", plural(actors), plural(links));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, &label));
}

/// What stands on a canvas without actors.
pub(super) fn empty_ui(ui: &mut Ui, area: Rect, workspace: &Workspace, commands: &mut Vec<Command>) {
    let tokens = workspace.scene().theme.tokens();
    let nothing_there = workspace.graph().actor_count() == 0;
    let words = if nothing_there { "No actors in this file" } else { "Everything is hidden" };
    let font = egui::FontId::proportional(tokens.heading_size);
    let centre = area.center();
    ui.painter_at(area).text(centre, egui::Align2::CENTER_CENTER, words, font, colour32(tokens.text_weak));
    if !nothing_there {
        let place = Rect::from_center_size(centre + egui::vec2(0.0, 34.0), egui::vec2(110.0, 28.0));
        let text = egui::RichText::new(Action::ShowAll.text()).size(tokens.text_size);
        if ui.put(place, egui::Button::new(text)).clicked() {
            commands.push(Command::Do(Action::ShowAll));
        }
    }
}
