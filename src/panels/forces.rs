//! The window *Forces*: how the layout by forces pulls and pushes, under the names of ForceAtlas2. The engine is in `layout`.

use egui::{Align2, Context, Response, Slider, Ui, Vec2, Window};

use super::bidi_text::{self, TextLook};
use super::look::colour;
use crate::layout::Parameters;
use crate::scene::Tokens;
use crate::workspace::{Command, Workspace};

/// The window with the parameters of the forces.
#[derive(Debug, Default)]
pub struct ForcesWindow {
    is_open: bool,
}

impl ForcesWindow {
    /// Opens or closes the window.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
    }

    /// Draws the window, if it is open. Every change lays out on from where things stand.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let mut is_open = self.is_open;
        let mut forces = *workspace.forces();
        Window::new("Forces")
            .open(&mut is_open)
            .collapsible(false)
            .resizable(false)
            .pivot(Align2::RIGHT_TOP)
            .default_pos(ctx.content_rect().right_top() + Vec2::new(-380.0, 60.0))
            .show(ctx, |ui| {
                ui.set_width(330.0);
                let tokens = workspace.theme().tokens();
                let body = TextLook::body(tokens);
                pull_ui(ui, workspace, &mut forces, &body);
                others_ui(ui, tokens, &mut forces);
                ui.add_space(ui.spacing().item_spacing.y);
                let is_changed = forces != Parameters { aspect: forces.aspect, ..Parameters::default() };
                let reset = ui.add_enabled(is_changed, egui::Button::new("As at first"));
                if reset.on_hover_text("Take back every change made here").clicked() {
                    forces = Parameters { aspect: forces.aspect, ..Parameters::default() };
                }
            });
        self.is_open = is_open;
        if forces != *workspace.forces() {
            commands.push(Command::SetForces(forces));
        }
    }
}

/// How the pull of a link grows with its length: chosen to suit the graph, or by hand.
fn pull_ui(ui: &mut Ui, workspace: &Workspace, forces: &mut Parameters, body: &TextLook) {
    let chosen = workspace.law().map_or(0.5, |law| law.spread);
    let mut is_automatic = forces.spread.is_none();
    if ui.checkbox(&mut is_automatic, "Choose what suits the graph").changed() {
        forces.spread = (!is_automatic).then_some(chosen);
    }
    let mut spread = forces.spread.unwrap_or(chosen);
    ui.add_enabled_ui(!is_automatic, |ui| {
        ui.horizontal(|ui| {
            ui.label("Cluster");
            ui.spacing_mut().slider_width = 190.0;
            let slider =
                slider_ui(ui, workspace.theme().tokens(), Slider::new(&mut spread, 0.0..=1.0).show_value(false));
            let slider =
                slider.on_hover_text("Left: communities stand apart. Middle: ForceAtlas2. Right: evenly spread.");
            // While it is dragged, and by the keyboard: each change once.
            if slider.changed() {
                forces.spread = Some(spread);
            }
            ui.label("Spread");
        });
    });
    if let Some(law) = workspace.law() {
        bidi_text::paragraph_ui(ui, &format!("Now: {}", law.words()), body, &[]);
    }
    ui.separator();
}

/// A slider whose rail is seen on the ground of a window in both themes.
fn slider_ui(ui: &mut Ui, tokens: &Tokens, slider: Slider<'_>) -> Response {
    ui.scope(|ui| {
        let visuals = ui.visuals_mut();
        visuals.widgets.inactive.bg_fill = colour(tokens.outline_strong);
        visuals.slider_trailing_fill = true;
        ui.add(slider)
    })
    .inner
}

fn others_ui(ui: &mut Ui, tokens: &Tokens, forces: &mut Parameters) {
    let row = |ui: &mut Ui, words: &str, hint: &str, value: &mut f32, most: f32| {
        ui.horizontal(|ui| {
            let slider = slider_ui(ui, tokens, Slider::new(value, 0.0..=most));
            let label = ui.label(words).on_hover_text(hint);
            slider.labelled_by(label.id);
        });
    };
    let Parameters {
        spread: _,
        gravity,
        strong_gravity,
        weight_influence,
        dissuade_hubs,
        prevent_overlap,
        link_length,
        gap: _,
        aspect: _,
        theta: _,
        jitter_tolerance: _,
    } = forces;
    row(ui, "Gravity", "Pull towards the middle", gravity, 5.0);
    ui.checkbox(strong_gravity, "Strong gravity").on_hover_text("The pull towards the middle grows with the distance.");
    row(ui, "Edge weight influence", "0 ignores weights of links, 1 takes them as they are", weight_influence, 2.0);
    ui.checkbox(dissuade_hubs, "Dissuade hubs").on_hover_text("Much-linked actors move to the rim.");
    ui.checkbox(prevent_overlap, "Prevent overlap").on_hover_text("Actors end apart from each other.");
    ui.horizontal(|ui| {
        let slider = slider_ui(ui, tokens, Slider::new(link_length, 30.0..=300.0).integer());
        let label =
            ui.label("Link length").on_hover_text("The mean length of a link, where there is room for all actors.");
        slider.labelled_by(label.id);
    });
}
