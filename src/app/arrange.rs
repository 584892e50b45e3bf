//! The dialog *Arrange…*: which arrangement, of what, and its few parameters. Where nodes go is computed in `layout`.

use std::collections::BTreeSet;

use egui::{Button, ComboBox, Ui};

use crate::layout::Problem;
use crate::layout::arrange::{Apart, Arrangement, By, Circular, Concentric, Direction, Grid, GridOrder, Layered};
use crate::model::{ActorIx, ActorSet, Graph};
use crate::panels::look;
use crate::scene::labels::label_box;
use crate::workspace::Workspace;

/// The sort of an arrangement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// In layers.
    #[default]
    Layers,
    /// In rings around the selected actors, or the most linked one.
    Rings,
    /// On circles.
    Circle,
    /// In rows and columns.
    Grid,
    /// Along an axis.
    Axis,
    /// Near where they stand, with room for labels.
    Apart,
}

impl Shape {
    const ALL: [Self; 6] = [Self::Layers, Self::Rings, Self::Circle, Self::Grid, Self::Axis, Self::Apart];

    fn words(self) -> &'static str {
        match self {
            Self::Layers => "in layers",
            Self::Rings => "in rings",
            Self::Circle => "on a circle",
            Self::Grid => "in a grid",
            Self::Axis => "along an axis",
            Self::Apart => "with room for labels",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Layers => "Links run one way from layer to layer; a few that close a circle run against it.",
            Self::Rings => {
                "Each actor stands as many rings out as it is steps from the middle: the selected actors, or else the \
                            one with most links."
            }
            Self::Circle => {
                "Every group that hangs together stands on a circle of its own, ordered so that few links cross."
            }
            Self::Grid => "Actors stand in rows and columns.",
            Self::Apart => "Actors stay near where they stand, and move apart until no label at 100 % covers another.",
            Self::Axis => {
                "Actors stand by a date, a number or a category. Those without a value stand before the axis."
            }
        }
    }
}

/// What was chosen: a shape, and the parameters of all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The shape.
    pub shape: Shape,
    /// Which way links run from layer to layer.
    pub direction: Direction,
    /// Whether a circle is ordered so that few links cross.
    pub ordered: bool,
    /// Which actor comes first in a grid.
    pub grid: GridOrder,
    /// What an axis is made of.
    pub by: By,
    /// Whether the axis goes from the top to the bottom.
    pub is_upright: bool,
    /// Whether only the selected actors are arranged, where several are selected.
    pub selected_only: bool,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            shape: Shape::default(),
            direction: Direction::default(),
            ordered: true,
            grid: GridOrder::default(),
            by: By::Links,
            is_upright: false,
            selected_only: true,
        }
    }
}

impl Choice {
    /// The actors that are arranged where not all are: the selected ones, if there are several that are shown.
    #[must_use]
    pub fn some(&self, workspace: &Workspace) -> Option<ActorSet> {
        let mut some = ActorSet::default();
        for &actor in &workspace.selection().actors {
            some.set(actor, workspace.visibility().shows_actor(actor));
        }
        (self.selected_only && some.len() > 1).then_some(some)
    }

    /// The arrangement for a problem, with labels of that size, in points.
    ///
    /// # Errors
    /// In words, where no actor has a value for the axis.
    pub fn arrangement(
        &self,
        graph: &Graph,
        problem: &Problem,
        selected: &BTreeSet<ActorIx>,
        label_size: f32,
    ) -> Result<Arrangement, String> {
        Ok(match self.shape {
            Shape::Layers => Arrangement::Layered(Layered { direction: self.direction }),
            Shape::Rings => {
                let actors = problem.topology.actors().iter();
                let is_all = problem.topology.node_count() == selected.len();
                let middle = (0u32..).zip(actors).filter(|(_, actor)| !is_all && selected.contains(actor));
                Arrangement::Concentric(Concentric { middle: middle.map(|(node, _)| node).collect() })
            }
            Shape::Circle => Arrangement::Circular(Circular { ordered: self.ordered }),
            Shape::Grid => Arrangement::Grid(Grid { order: self.grid }),
            Shape::Apart => {
                let label = |actor| label_box(&graph.actor(actor).label, label_size);
                Arrangement::Apart(Apart {
                    labels: problem.topology.actors().iter().map(|&actor| label(actor)).collect(),
                })
            }
            Shape::Axis => {
                let axis = self.by.axis(graph, &problem.topology, self.is_upright);
                axis.map(Arrangement::Axis)
                    .ok_or_else(|| format!("No actor here has a value for \"{}\"", self.by.words()))?
            }
        })
    }
}

/// The dialog.
pub struct ArrangeDialog {
    choice: Choice,
    /// What an axis can be made of.
    axes: Vec<By>,
    /// How many actors are selected.
    selected: usize,
}

/// What was decided in the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Arrange like this.
    Arrange(Choice),
    /// Nothing.
    Close,
}

impl ArrangeDialog {
    /// The dialog as it opens, with what was chosen last.
    #[must_use]
    pub fn new(workspace: &Workspace, mut choice: Choice) -> Self {
        let axes = By::all(workspace.graph());
        if !axes.contains(&choice.by) {
            choice.by = axes.first().cloned().unwrap_or(By::Links);
        }
        choice.selected_only = true;
        let selected = choice.some(workspace).map_or(0, |some| some.len());
        Self { choice, axes, selected }
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Decision> {
        let mut decision = None;
        let modal = look::dialog(ctx, "arrange dialog").show(ctx, |ui| {
            ui.set_width(420.0);
            ui.heading("Arrange actors");
            ui.add_space(ui.spacing().item_spacing.y);
            let shapes = Shape::ALL.map(|shape| (shape, shape.words().to_owned()));
            choose_ui(ui, "Actors stand", &mut self.choice.shape, shapes);
            ui.label(self.choice.shape.meaning());
            ui.add_space(ui.spacing().item_spacing.y);
            self.parameters_ui(ui);
            if self.selected > 1 {
                let words = format!("Only the {} selected actors", look::grouped(self.selected));
                ui.checkbox(&mut self.choice.selected_only, words);
            }
            ui.add_space(ui.spacing().item_spacing.y * 2.0);
            ui.horizontal(|ui| {
                if ui.add(Button::new("Arrange")).clicked() {
                    decision = Some(Decision::Arrange(self.choice.clone()));
                }
                if ui.button("Cancel").clicked() {
                    decision = Some(Decision::Close);
                }
            });
        });
        if modal.should_close() {
            decision = decision.or(Some(Decision::Close));
        }
        decision
    }

    fn parameters_ui(&mut self, ui: &mut Ui) {
        let Self { choice, axes, .. } = self;
        match choice.shape {
            Shape::Layers => {
                let directions = [
                    (Direction::Down, "downwards"),
                    (Direction::Up, "upwards"),
                    (Direction::Right, "to the right"),
                    (Direction::Left, "to the left"),
                ];
                choose_ui(
                    ui,
                    "Links run",
                    &mut choice.direction,
                    directions.map(|(one, words)| (one, words.to_owned())),
                );
            }
            Shape::Rings | Shape::Apart => {}
            Shape::Circle => {
                ui.checkbox(&mut choice.ordered, "Order actors so that few links cross");
            }
            Shape::Grid => {
                let orders =
                    [(GridOrder::ByLinks, "with most links"), (GridOrder::AsInFile, "that is first in the file")];
                choose_ui(
                    ui,
                    "First comes the actor",
                    &mut choice.grid,
                    orders.map(|(one, words)| (one, words.to_owned())),
                );
            }
            Shape::Axis => {
                let axes = axes.iter().map(|by| (by.clone(), by.words().to_owned()));
                choose_ui(ui, "By", &mut choice.by, axes);
                ui.checkbox(&mut choice.is_upright, "From the top to the bottom");
            }
        }
    }
}

/// A choice among a few, with the words before it as its label.
fn choose_ui<T: PartialEq>(ui: &mut Ui, label: &str, chosen: &mut T, all: impl IntoIterator<Item = (T, String)>) {
    let mut all: Vec<(T, String)> = all.into_iter().collect();
    let now = all.iter().find(|(one, _)| one == chosen).map(|(_, words)| words.clone()).unwrap_or_default();
    ui.horizontal(|ui| {
        let label = ui.label(label);
        let list = ComboBox::from_id_salt(label.id).width(190.0).selected_text(now);
        let shown = look::choices_ui(ui, list, |ui| {
            for (one, words) in all.drain(..) {
                ui.selectable_value(chosen, one, words);
            }
        });
        shown.response.labelled_by(label.id);
    });
}
