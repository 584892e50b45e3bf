//! A label that is edited where it stands: the name of an actor, the type of a link. Enter keeps it, Escape and a click elsewhere
//! leave it; it goes along with the camera.

use egui::text::{CCursor, CCursorRange};
use egui::{Align, Area, Id, Key, Order, Pos2, Rect, TextEdit, Ui, Vec2, vec2};

use super::Canvas;
use super::pen::pos2;
use crate::scene::labels::PlacedLabel;
use crate::workspace::{Command, Edit, Target, Workspace};

/// Room beside the letters for what is still to be typed, in points.
const ROOM: f32 = 36.0;
/// Least width of the field, in points.
const LEAST_WIDTH: f32 = 96.0;

/// The label that is edited.
#[derive(Debug)]
pub(super) struct Naming {
    target: Target,
    text: String,
    /// The middle of the label, from where its actor or link is.
    offset: Vec2,
    width: f32,
    wants_focus: bool,
}

impl Canvas {
    /// Whose label is at a point of the screen.
    pub(super) fn label_at(&self, area: Rect, at: Pos2) -> Option<(Target, Rect)> {
        let corner = area.min.to_vec2();
        let actors = self.choice.actors.iter().map(|label| (Target::Actor(label.of), rect_of(label, corner)));
        let links = self.choice.links.iter().map(|label| (Target::Link(label.of), rect_of(label, corner)));
        actors.chain(links).find(|(_, rect)| rect.contains(at))
    }

    /// Where on the screen the label of an actor or a link is; `None` where it has none.
    #[must_use]
    pub fn label_on_screen(&self, target: Target) -> Option<Rect> {
        let corner = self.area?.min.to_vec2();
        match target {
            Target::Actor(actor) => {
                self.choice.actors.iter().find(|label| label.of == actor).map(|label| rect_of(label, corner))
            }
            Target::Link(link) => {
                self.choice.links.iter().find(|label| label.of == link).map(|label| rect_of(label, corner))
            }
        }
    }

    /// Begins to edit a label that stands in `rect`.
    pub(super) fn begin_naming(&mut self, workspace: &Workspace, target: Target, rect: Rect) {
        let Some(anchor) = self.anchor(workspace, target) else { return };
        let graph = workspace.graph();
        let text = match target {
            Target::Actor(actor) => graph.actor(actor).label.to_string(),
            Target::Link(link) => graph.link(link).kind.to_string(),
        };
        let width = (rect.width() + ROOM).max(LEAST_WIDTH);
        self.naming = Some(Naming { target, text, offset: rect.center() - anchor, width, wants_focus: true });
    }

    /// Draws the field over the label, if one is edited.
    pub(super) fn naming_ui(&mut self, ui: &Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(naming) = &self.naming else { return };
        let graph = workspace.graph();
        let is_there = match naming.target {
            Target::Actor(actor) => graph.has_actor(actor),
            Target::Link(link) => graph.has_link(link),
        };
        let anchor = self.anchor(workspace, naming.target).filter(|_| is_there);
        let (Some(anchor), Some(naming)) = (anchor, &mut self.naming) else {
            self.naming = None;
            return;
        };
        let middle = anchor + naming.offset;
        let area = Area::new(Id::new("label that is edited")).order(Order::Foreground).constrain(false);
        let area = area.fixed_pos(middle - vec2(naming.width / 2.0, ui.spacing().interact_size.y / 2.0));
        let is_left = area.show(ui.ctx(), |ui| naming.field_ui(ui)).inner;
        if !is_left {
            return;
        }
        let entered = ui.input(|input| input.key_pressed(Key::Enter));
        if let Some(naming) = self.naming.take()
            && entered
        {
            commands.extend(naming.edit());
        }
        // Escape was for the field, and for nothing else.
        ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Escape));
    }

    fn anchor(&self, workspace: &Workspace, target: Target) -> Option<Pos2> {
        match target {
            Target::Actor(actor) => self.actor_on_screen(workspace, actor),
            Target::Link(link) => self.link_on_screen(workspace, link),
        }
    }
}

impl Naming {
    /// Draws the field; returns whether it was left.
    fn field_ui(&mut self, ui: &mut Ui) -> bool {
        let edit = TextEdit::singleline(&mut self.text).desired_width(self.width).horizontal_align(Align::Center);
        let output = edit.show(ui);
        let (response, text) = (output.response.response, self.text.clone());
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, &text, &text, "");
            info.label = Some("Label".to_owned());
            info
        });
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            let mut state = output.state;
            state.cursor.set_char_range(Some(CCursorRange::two(CCursor::default(), output.galley.end())));
            state.store(ui.ctx(), response.id);
            return false;
        }
        response.lost_focus() || !response.has_focus()
    }

    /// What was typed, as a step; nothing where an actor would have no name.
    fn edit(self) -> Option<Command> {
        let text = self.text.replace(['\n', '\r'], " ").trim().to_owned();
        let edit = match self.target {
            Target::Actor(_) if text.is_empty() => return None,
            Target::Actor(actor) => Edit::Relabel(actor, text),
            Target::Link(link) => Edit::RetypeLinks(vec![(link, text)]),
        };
        Some(edit.into())
    }
}

fn rect_of<Ix>(label: &PlacedLabel<Ix>, corner: Vec2) -> Rect {
    Rect::from_min_max(pos2(label.least), pos2(label.greatest)).translate(corner)
}
