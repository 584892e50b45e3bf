//! The window *Measure*: how actors stand among the links, as a question in words, a ranking and a histogram. Asked here, worked out
//! on a thread of `app`.

use std::fmt::Write as _;

use egui::{Align2, ComboBox, Context, Rect, ScrollArea, Sense, Ui, Vec2, Window, pos2, vec2};

use super::bidi_text::{self, TextLook};
use super::derived::{GraphStamp, graph_stamp};
use super::look::{self, colour, counted, grouped};
use super::rows;
use crate::analysis::{Certainty, Direction, Measure, Measured, Question, Strength, figure};
use crate::model::{ActorIx, Graph};
use crate::scene::Tokens;
use crate::text::actor_words;
use crate::workspace::{Action, Command, Pick, Target, Workspace};

/// Bars of the histogram.
const BARS: usize = 24;
/// Height of the histogram, in points.
const BAR_HEIGHT: f32 = 54.0;
/// So many of the first are selected with one click.
const FIRST: usize = 10;

/// A measure of the actors that are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// What was found, by node.
    pub measured: Measured,
    /// The actor of each node.
    pub actors: Vec<ActorIx>,
    /// Ranks and nodes, the greatest value first.
    pub order: Vec<(usize, u32)>,
}

/// The window.
#[derive(Debug, Default)]
pub struct MeasuresWindow {
    is_open: bool,
    question: Option<Question>,
    answered: Option<(Question, GraphStamp, Ranked, Bars)>,
    least_first: bool,
}

impl MeasuresWindow {
    /// Opens or closes the window.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
        self.question.get_or_insert_with(|| Question::about(Measure::Degree));
    }

    /// Closes the window.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// The question that waits for an answer about the graph as it is shown now.
    #[must_use]
    pub fn asks(&self, workspace: &Workspace) -> Option<Question> {
        let question = self.question.filter(|_| self.is_open)?;
        let stamp = Self::stamp(workspace);
        let is_answered =
            self.answered.as_ref().is_some_and(|(answered, of, ..)| *answered == question && *of == stamp);
        (!is_answered).then_some(question)
    }

    /// The stamp of what is measured: what is shown of the graph.
    #[must_use]
    pub fn stamp(workspace: &Workspace) -> GraphStamp {
        let (graph, revision) = graph_stamp(workspace);
        (graph, revision + (workspace.revisions().looks << 32))
    }

    /// Takes the answer to a question.
    pub fn answer(&mut self, question: Question, stamp: GraphStamp, ranked: Ranked) {
        if self.question == Some(question) {
            let bars = Bars::new(&ranked.measured.values);
            self.answered = Some((question, stamp, ranked, bars));
        }
    }

    /// Draws the window, if it is open. `progress` is how far the work is, while it goes on.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, progress: Option<f32>, commands: &mut Vec<Command>) {
        let Some(question) = &mut self.question else { return };
        let tokens = workspace.theme().tokens();
        let (answered, least_first) = (&self.answered, &mut self.least_first);
        let mut is_open = self.is_open;
        Window::new("Measure")
            .open(&mut is_open)
            .collapsible(false)
            .default_size([360.0, 520.0])
            .pivot(Align2::LEFT_TOP)
            .default_pos(ctx.content_rect().left_top() + vec2(12.0, 60.0))
            .show(ctx, |ui| {
                question_ui(ui, tokens, question);
                if let Some(share) = progress {
                    ui.add(egui::ProgressBar::new(share).show_percentage());
                }
                if let Some((of, _, ranked, bars)) = answered {
                    ranked_ui(ui, workspace, (*of, ranked, bars), least_first, commands);
                }
            });
        self.is_open = is_open;
    }
}

fn question_ui(ui: &mut Ui, tokens: &Tokens, question: &mut Question) {
    let measure = question.measure;
    let list = ComboBox::from_id_salt("measure").width(ui.available_width() - 8.0).height(420.0);
    let list = list.selected_text(format!("{} – {}", measure.title(), measure.question()));
    let list = look::choices_ui(ui, list.truncate(), |ui| {
        for choice in Measure::ALL {
            let words = format!("{} – {}", choice.title(), choice.question());
            if ui.selectable_label(choice == measure, words).clicked() && choice != measure {
                *question = Question { strength: question.strength, ..Question::about(choice) };
            }
        }
    });
    list.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, "Measure by"));
    bidi_text::paragraph_ui(ui, &format!("Each figure is {}.", measure.reading()), &TextLook::small(tokens), &[]);
    ui.horizontal_wrapped(|ui| {
        if measure.can_follow() {
            let now = question.direction.unwrap_or(measure.usual_direction());
            let mut follows = now == Direction::Followed;
            if ui.checkbox(&mut follows, "Only the way links run").changed() {
                question.direction = Some(if follows { Direction::Followed } else { Direction::Ignored });
            }
        }
        if measure.can_weigh() {
            let words = |strength: Strength| match strength {
                Strength::Alike => "all links alike",
                Strength::Weight => "by weight",
                Strength::Evidence => "by evidence",
            };
            let list = ComboBox::from_id_salt("strength").width(110.0).selected_text(words(question.strength));
            let list = look::choices_ui(ui, list, |ui| {
                for choice in Strength::ALL {
                    ui.selectable_value(&mut question.strength, choice, words(choice)).on_hover_text(choice.meaning());
                }
            });
            list.response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, "Links count"));
        }
    });
}

fn ranked_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    (question, ranked, bars): (Question, &Ranked, &Bars),
    least_first: &mut bool,
    commands: &mut Vec<Command>,
) {
    let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
    let Ranked { measured, actors, order } = ranked;
    let certainty = match &measured.certainty {
        Certainty::Exact => format!("{}, exactly", counted(actors.len(), "actor", "actors")),
        Certainty::Drawn { sources, .. } => format!(
            "{}, estimated from {} that were drawn; ± is two standard errors, and about nine in ten of the greatest figures lie within",
            counted(actors.len(), "actor", "actors"),
            grouped(*sources)
        ),
        Certainty::AtLeast { sources } => {
            format!("seen from {} actors that were drawn; no figure is too great", grouped(*sources))
        }
        Certainty::NotSettled => "the figures still moved when the search was given up".to_owned(),
    };
    bidi_text::paragraph_ui(ui, &certainty, &TextLook::small(tokens), &[]);
    bars.ui(ui, tokens);
    ui.horizontal_wrapped(|ui| {
        let first = FIRST.min(order.len());
        if ui.button(format!("Select the first {first}")).clicked() {
            let targets = order[..first].iter().map(|(_, node)| Target::Actor(actors[*node as usize]));
            commands.push(Command::SelectMany(targets.collect(), Pick::Replace));
            commands.push(Action::FitSelection.into());
        }
        if ui.button("Copy as table").on_hover_text("Tab-separated text, for a spreadsheet").clicked() {
            commands.push(Command::CopyText(ranked.table(graph, question.measure)));
        }
        ui.checkbox(least_first, "Least first");
    });
    let looks = workspace.overview().looks(workspace.theme());
    let height = rows::row_height(tokens);
    ui.spacing_mut().item_spacing.y = 1.0;
    ScrollArea::vertical().auto_shrink([false, false]).show_rows(ui, height, order.len(), |ui, shown| {
        for place in shown {
            let (rank, node) = order[if *least_first { order.len() - 1 - place } else { place }];
            let actor = actors[node as usize];
            // It may have been removed while the next answer is on its way.
            if !graph.has_actor(actor) {
                continue;
            }
            rows::row_ui(
                ui,
                height,
                commands,
                |ui, _| {
                    bidi_text::label_ui(ui, &ranked.value_words(node), &TextLook::body(tokens));
                },
                |ui, commands| {
                    let number = format!("{}.", grouped(rank));
                    bidi_text::label_ui(ui, &number, &TextLook::small(tokens));
                    rows::actor_ui(ui, workspace, looks, actor, commands);
                },
            );
        }
    });
}

impl Ranked {
    /// `0.4376 ± 0.01`.
    fn value_words(&self, node: u32) -> String {
        let value = figure(self.measured.values[node as usize]);
        match &self.measured.certainty {
            Certainty::Drawn { errors, .. } => format!("{value} ± {}", figure(2.0 * errors[node as usize])),
            _ => value,
        }
    }

    /// The ranking for a spreadsheet.
    fn table(&self, graph: &Graph, measure: Measure) -> String {
        let one_line = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        let mut table = format!("rank\tid\tname\ttype\t{}\n", measure.name());
        for (rank, node) in &self.order {
            let ix = self.actors[*node as usize];
            if graph.has_actor(ix) {
                let (actor, value) = (graph.actor(ix), self.measured.values[*node as usize]);
                let name = one_line(actor_words(graph, ix));
                let (key, kind) = (one_line(&actor.key), one_line(&actor.kind));
                let _ = writeln!(table, "{rank}\t{key}\t{name}\t{kind}\t{value}");
            }
        }
        table
    }
}

/// How values are spread.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bars {
    counts: Vec<usize>,
    least: f64,
    greatest: f64,
}

impl Bars {
    fn new(values: &[f64]) -> Self {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if values.is_empty() || greatest <= least {
            return Self::default();
        }
        let mut counts = vec![0; BARS];
        for value in values {
            let place = (value - least) / (greatest - least) * BARS as f64;
            counts[(place as usize).min(BARS - 1)] += 1;
        }
        Self { counts, least, greatest }
    }

    /// Draws the bars; their heights are the roots of the counts, so that single actors are seen beside many.
    fn ui(&self, ui: &mut Ui, tokens: &Tokens) {
        let Some(most) = self.counts.iter().max().filter(|most| **most > 0) else { return };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR_HEIGHT), Sense::hover());
        let width = rect.width() / self.counts.len() as f32;
        let step = (self.greatest - self.least) / self.counts.len() as f64;
        let under = response.hover_pos().map(|at| ((at.x - rect.left()) / width) as usize);
        for (number, count) in self.counts.iter().enumerate() {
            let share = (*count as f32 / *most as f32).sqrt();
            let left = rect.left() + number as f32 * width;
            let top = rect.bottom() - (share * (BAR_HEIGHT - 2.0)).max(if *count > 0 { 2.0 } else { 0.0 });
            let bar = Rect::from_min_max(pos2(left + 0.5, top), pos2(left + width - 0.5, rect.bottom()));
            let ink = if under == Some(number) { tokens.accent } else { tokens.outline_strong };
            ui.painter().rect_filled(bar, 1.0, colour(ink));
        }
        ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(1.0, colour(tokens.outline)));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, "How the figures are spread"));
        if let Some(number) = under.filter(|number| *number < self.counts.len()) {
            let from = self.least + number as f64 * step;
            let words = format!(
                "{} from {} to {}",
                counted(self.counts[number], "actor", "actors"),
                figure(from),
                figure(from + step)
            );
            response.on_hover_text(words);
        }
        ui.allocate_space(Vec2::new(0.0, 2.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_stands_in_one_bar() {
        let bars = Bars::new(&[0.0, 0.1, 0.5, 1.0, 1.0]);
        assert_eq!(bars.counts.iter().sum::<usize>(), 5);
        assert_eq!((bars.counts[0], bars.counts[BARS - 1]), (1, 2));
        assert_eq!(Bars::new(&[2.0, 2.0]), Bars::default(), "nothing is to be seen where all are alike");
        assert_eq!(Bars::new(&[]), Bars::default());
    }
}
