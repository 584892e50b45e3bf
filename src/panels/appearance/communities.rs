//! The part of the window *Appearance* about communities: how fine they are, how good the division is, and who is in which.

use egui::{Rect, ScrollArea, Sense, Slider, Ui, WidgetInfo, WidgetType, vec2};

use super::settles;
use crate::model::{By, Channel, Division, Groups, Spread};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::glyph::paint_glyph;
use crate::panels::look::{colour, counted, grouped, section_ui};
use crate::scene::styling::group_look;
use crate::scene::{Tokens, visible_label};
use crate::workspace::{Action, Command, Edit, Pick, Target, Workspace};

/// The range of resolutions that are offered.
const RESOLUTIONS: std::ops::RangeInclusive<f64> = 0.1..=10.0;
/// Greatest height of the list, in points.
const HEIGHT: f32 = 190.0;

/// The list.
#[derive(Debug, Default)]
pub struct CommunitiesList {
    /// The resolution that is being dragged.
    dragged: Option<f64>,
}

impl CommunitiesList {
    /// Draws it where a rule goes by communities.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let rules = || workspace.view().styling.iter().filter(|(_, rule)| matches!(rule.by, By::Community(_)));
        let Some((_, rule)) = rules().next() else { return };
        let By::Community(division) = rule.by else { return };
        let tokens = workspace.theme().tokens();
        let spread = workspace.spread(&rule.by).map(|spread| &**spread);
        let groups = spread.and_then(|spread| if let Spread::Groups(groups) = spread { Some(groups) } else { None });
        section_ui(ui, tokens, "Communities", groups.map(|groups| groups.groups.len()));
        if let Some(resolution) = self.resolution_ui(ui, tokens, division) {
            let rules: Vec<_> = rules()
                .map(|(channel, rule)| {
                    let by = By::Community(Division { resolution, ..division });
                    (channel, Some(crate::model::Rule { by, ..rule.clone() }))
                })
                .collect();
            let by = By::Community(Division { resolution, ..division });
            commands.extend([Command::WantLooks(by), Edit::Style(rules).into()]);
        }
        if let Some(groups) = groups {
            let quality = groups.quality.map_or_else(String::new, |quality| format!(", modularity {quality:.3}"));
            let count = counted(groups.groups.len(), "community", "communities");
            let words = format!("{count}{quality}, by Leiden’s method on the whole graph.");
            bidi_text::paragraph_ui(ui, &words, &TextLook::small(tokens), &[]);
            groups_ui(ui, workspace, groups, commands);
        }
    }

    /// The slider. Returns the resolution once it is let go.
    fn resolution_ui(&mut self, ui: &mut Ui, tokens: &Tokens, division: Division) -> Option<f64> {
        let mut resolution = self.dragged.unwrap_or(division.resolution);
        let response = ui
            .horizontal(|ui| {
                let visuals = ui.visuals_mut();
                visuals.widgets.inactive.bg_fill = colour(tokens.outline_strong);
                visuals.slider_trailing_fill = true;
                ui.spacing_mut().slider_width = 150.0;
                let slider = Slider::new(&mut resolution, RESOLUTIONS)
                    .logarithmic(true)
                    .max_decimals(2)
                    .update_while_editing(false);
                let slider = ui.add(slider);
                let label = ui.label("Resolution");
                slider
                    .labelled_by(label.id)
                    .on_hover_text("Left: few and large communities. Right: many and small ones.")
            })
            .inner;
        if settles(&response) {
            self.dragged = None;
            let rounded = (resolution * 100.0).round() / 100.0;
            return (rounded.to_bits() != division.resolution.to_bits()).then_some(rounded);
        }
        self.dragged = response.dragged().then_some(resolution);
        None
    }
}

/// The communities, the largest first; a click selects who is in one.
fn groups_ui(ui: &mut Ui, workspace: &Workspace, groups: &Groups, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let styling = workspace.drawn_styling();
    let by_community = |channel: Channel| styling.get(channel).is_some_and(|rule| matches!(rule.by, By::Community(_)));
    let looks = (by_community(Channel::ActorColour), by_community(Channel::ActorShape));
    let height = (tokens.text_size * 1.6).round();
    ui.spacing_mut().item_spacing.y = 1.0;
    let list = ScrollArea::vertical().id_salt("communities").max_height(HEIGHT).auto_shrink([false, true]);
    list.show_rows(ui, height, groups.groups.len(), |ui, shown| {
        for place in shown {
            let group = &groups.groups[place];
            let name = visible_label(&group.name);
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
            if response.hovered() || response.has_focus() {
                ui.painter().rect_filled(rect, tokens.corner, colour(tokens.hover_ground));
            }
            if response.has_focus() {
                let stroke = egui::Stroke::new(1.0, colour(tokens.accent));
                ui.painter().rect_stroke(rect, tokens.corner, stroke, egui::StrokeKind::Inside);
            }
            let mut row = ui.new_child(
                egui::UiBuilder::new()
                    .max_rect(rect.shrink2(vec2(4.0, 0.0)))
                    .layout(egui::Layout::right_to_left(egui::Align::Center)),
            );
            bidi_text::line_ui(&mut row, &grouped(group.count), &TextLook::small(tokens));
            let room = row.available_rect_before_wrap();
            let mut row = ui.new_child(
                egui::UiBuilder::new().max_rect(room).layout(egui::Layout::left_to_right(egui::Align::Center)),
            );
            let (at, _) = row.allocate_exact_size(vec2(18.0, height), Sense::hover());
            let square = Rect::from_center_size(at.center(), vec2(14.0, 14.0));
            paint_glyph(row.painter(), tokens, group_look(place, looks, workspace.theme()), square);
            bidi_text::line_ui(&mut row, &name, &TextLook::body(tokens));
            let words = format!("{name} and others: {}", counted(group.count, "actor", "actors"));
            response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &words));
            if response.clicked() {
                let shown = |actor: &crate::model::ActorIx| workspace.visibility().shows_actor(*actor);
                let members: Vec<Target> = groups.members(place).filter(shown).map(Target::Actor).collect();
                let pick = if ui.input(|input| input.modifiers.shift) { Pick::Add } else { Pick::Replace };
                commands.push(Command::SelectMany(members, pick));
                commands.push(Action::FitSelection.into());
            }
            response.on_hover_text(format!("{words}. Select them."));
        }
    });
}
