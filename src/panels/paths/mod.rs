//! The window *Paths*: how the selected actors are linked, read hop by hop. Asked here, found on a thread of `app`; how a path is
//! drawn as text is in `reading`.

mod reading;

use egui::{Align2, ComboBox, Context, RichText, ScrollArea, Ui, Vec2, Window};

use super::bidi_text::{self, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::look::{self, colour, counted};
use crate::analysis::{Direction, NoPath, Strength};
use crate::model::{ActorIx, Graph};
use crate::query::paths::{How, PathAnswer, PathQuestion};
use crate::query::walk::{Hop, Reading, Walk};
use crate::scene::Tokens;
use crate::text::actor_words;
use crate::workspace::{Action, Command, Pick, Target, Workspace};

/// Most paths that are listed.
const LIMIT: usize = 20;
/// Ways to look, as they are offered.
const WAYS: [(How, &str); 6] = [
    (How::Shortest, "the shortest"),
    (How::AllShortest, "all that are as short"),
    (How::Next(5), "the five shortest"),
    (How::UpTo(3), "all up to 3 links"),
    (How::UpTo(4), "all up to 4 links"),
    (How::InTime(false), "in the order of time"),
];

/// The window.
#[derive(Debug, Default)]
pub struct PathsWindow {
    is_open: bool,
    question: Option<PathQuestion>,
    /// The question that was answered, of which state of the graph, and the answer.
    answered: Option<(PathQuestion, GraphStamp, PathAnswer)>,
    /// The path that is read.
    at: usize,
    /// What there is to read about its steps.
    readings: Derived<(GraphStamp, usize, u64), Vec<Option<Reading>>>,
    /// Goes up with each answer.
    answers: u64,
}

impl PathsWindow {
    /// Opens the window with a question about the selected actors, the first of them in the order of the file.
    pub fn ask(&mut self, workspace: &Workspace) {
        let actors: Vec<ActorIx> = workspace.selection().actors.iter().copied().collect();
        if actors.len() < 2 {
            return;
        }
        let before = self.question.take();
        let (how, direction, strength) = before.map_or_else(
            || (How::default(), Direction::Ignored, Strength::Alike),
            |before| (before.how, before.direction, before.strength),
        );
        self.question = Some(PathQuestion { actors, how, direction, strength, limit: LIMIT });
        self.answered = None;
        self.at = 0;
        self.is_open = true;
    }

    /// Closes the window.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// The question that waits for an answer about the graph as it is now.
    #[must_use]
    pub fn asks(&self, workspace: &Workspace) -> Option<PathQuestion> {
        let question = self.question.as_ref().filter(|_| self.is_open)?;
        let graph = workspace.graph();
        let is_there = question.actors.iter().all(|actor| graph.has_actor(*actor));
        let is_answered = self
            .answered
            .as_ref()
            .is_some_and(|(answered, stamp, _)| *answered == question.sound() && *stamp == stamp_of(workspace));
        (is_there && !is_answered).then(|| question.sound())
    }

    /// Takes an answer to a question that was asked when the graph was as `stamp` tells. Returns what lights it on the picture.
    pub fn answer(&mut self, question: PathQuestion, stamp: GraphStamp, answer: PathAnswer) -> Option<Command> {
        let is_wanted = self.question.as_ref().is_some_and(|wanted| wanted.sound() == question);
        if !is_wanted {
            return None;
        }
        // The selection follows only a new question, not each edit.
        let is_new = self.answered.as_ref().is_none_or(|(answered, ..)| *answered != question);
        self.at = if is_new { 0 } else { self.at };
        let lit = is_new.then(|| lit(&answer, 0)).flatten();
        self.answered = Some((question, stamp, answer));
        self.answers += 1;
        lit
    }

    /// The stamp of what paths are looked for among.
    #[must_use]
    pub fn stamp(workspace: &Workspace) -> GraphStamp {
        stamp_of(workspace)
    }

    /// Draws the window, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, is_looking: bool, commands: &mut Vec<Command>) {
        let Some(question) = &mut self.question else { return };
        let graph = workspace.graph();
        if question.actors.iter().any(|actor| !graph.has_actor(*actor)) {
            self.question = None;
            return;
        }
        let (answered, at) = (&self.answered, &mut self.at);
        let readings = answered.as_ref().map(|(_, _, answer)| {
            let key = (graph_stamp(workspace), *at, self.answers);
            &*self.readings.get(key, || hops_of(answer, *at).iter().map(|hop| hop.reading(graph)).collect())
        });
        let mut is_open = self.is_open;
        let tokens = workspace.theme().tokens();
        Window::new("Paths")
            .open(&mut is_open)
            .collapsible(false)
            .default_size([380.0, 520.0])
            .pivot(Align2::LEFT_TOP)
            .default_pos(ctx.content_rect().left_top() + Vec2::new(12.0, 60.0))
            .show(ctx, |ui| {
                question_ui(ui, graph, tokens, question);
                ui.separator();
                match answered.as_ref().zip(readings) {
                    Some(((_, _, answer), readings)) => {
                        answer_ui(ui, workspace, (question, answer), (at, readings), commands);
                    }
                    None if is_looking => drop(look::weak_ui(ui, tokens, "Looking for paths…")),
                    None => {}
                }
            });
        self.is_open = is_open;
    }
}

/// What is shown counts as well: paths go by shown links.
fn stamp_of(workspace: &Workspace) -> GraphStamp {
    let (graph, revision) = graph_stamp(workspace);
    (graph, revision + (workspace.revisions().looks << 32))
}

fn question_ui(ui: &mut Ui, graph: &Graph, tokens: &Tokens, question: &mut PathQuestion) {
    if let [from, to] = question.actors[..] {
        for (name, actor) in [("From", from), ("To", to)] {
            ui.horizontal(|ui| {
                bidi_text::label_ui(ui, name, &TextLook::body(tokens).ink(tokens.text_weak));
                bidi_text::line_ui(ui, actor_words(graph, actor), &TextLook::body(tokens).bold());
            });
        }
        ui.horizontal_wrapped(|ui| {
            let shown = WAYS.iter().find(|(how, _)| *how == question.how).map_or("", |(_, words)| words);
            let list = ComboBox::from_id_salt("which paths").width(150.0).selected_text(shown);
            let list = look::choices_ui(ui, list, |ui| {
                for (how, words) in WAYS {
                    ui.selectable_value(&mut question.how, how, words);
                }
            });
            named(&list.response, "Which paths");
            if !matches!(question.how, How::InTime(_)) {
                strength_ui(ui, &mut question.strength);
            }
            let mut follows = question.direction == Direction::Followed;
            ui.checkbox(&mut follows, "Only the way links run");
            question.direction = if follows { Direction::Followed } else { Direction::Ignored };
            if ui.button("Swap").on_hover_text("From the other one to this").clicked() {
                question.actors.reverse();
            }
        });
    } else {
        let names: Vec<&str> = question.actors.iter().take(6).map(|actor| actor_words(graph, *actor)).collect();
        let more = question.actors.len().saturating_sub(names.len());
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let words = format!("The network that connects {}{more}", names.join(", "));
        bidi_text::paragraph_ui(ui, &words, &TextLook::body(tokens).bold(), &[]);
        strength_ui(ui, &mut question.strength);
    }
}

fn strength_ui(ui: &mut Ui, strength: &mut Strength) {
    let words = |strength: Strength| match strength {
        Strength::Alike => "fewest links",
        Strength::Weight => "heaviest links",
        Strength::Evidence => "firmest evidence",
    };
    let list = ComboBox::from_id_salt("what is short").width(120.0).selected_text(words(*strength));
    let list = look::choices_ui(ui, list, |ui| {
        for choice in Strength::ALL {
            ui.selectable_value(strength, choice, words(choice)).on_hover_text(choice.meaning());
        }
    });
    named(&list.response, "What counts");
}

fn named(response: &egui::Response, name: &'static str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::ComboBox, true, name));
}

fn answer_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    (question, answer): (&PathQuestion, &PathAnswer),
    (at, readings): (&mut usize, &[Option<Reading>]),
    commands: &mut Vec<Command>,
) {
    let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
    let name = |actor: ActorIx| actor_words(graph, actor).to_owned();
    match answer {
        PathAnswer::Paths { none: Some(none), .. } => none_ui(ui, graph, tokens, question, none),
        PathAnswer::Paths { walks, is_complete, .. } => {
            if walks.len() > 1 {
                let more = if *is_complete { "" } else { ", and there are more" };
                look::weak_ui(ui, tokens, &format!("{}{more}", counted(walks.len(), "path", "paths")));
                let list = ScrollArea::vertical().id_salt("paths").max_height(120.0).auto_shrink([false, true]);
                list.show(ui, |ui| {
                    for (number, walk) in walks.iter().enumerate() {
                        let words = walk.chain(graph, name);
                        let shown = reading::chain_text(graph, walk, &TextLook::body(tokens).of_widget());
                        let button = egui::Button::selectable(number == *at, shown).truncate();
                        let response = ui.add(button);
                        response.widget_info(|| {
                            egui::WidgetInfo::selected(egui::WidgetType::SelectableLabel, true, number == *at, &words)
                        });
                        if response.clicked() {
                            *at = number;
                            commands.extend(lit(answer, number));
                        }
                    }
                });
                ui.separator();
            }
            let Some(walk) = walks.get(*at).or(walks.first()) else { return };
            buttons_ui(ui, &|| walk.as_text(graph), &|| lit(answer, *at), commands);
            look::weak_ui(ui, tokens, &reading::length_words(walk, question.strength));
            reading::hops_ui(ui, workspace, &walk.hops, readings, question.strength, commands);
        }
        PathAnswer::Network { hops, actors, groups, .. } => {
            buttons_ui(ui, &|| reading::network_text(graph, hops), &|| lit(answer, 0), commands);
            let asked: usize = groups.iter().map(Vec::len).sum();
            let between = actors.len().saturating_sub(asked);
            let words = format!(
                "{} by way of {}",
                counted(hops.len(), "link", "links"),
                counted(between, "more actor", "more actors")
            );
            look::weak_ui(ui, tokens, &words);
            if groups.len() > 1 {
                let parts: Vec<String> = groups
                    .iter()
                    .map(|group| group.iter().map(|actor| name(*actor)).collect::<Vec<_>>().join(", "))
                    .collect();
                let words = format!("No path joins these groups: {}.", parts.join(" | "));
                bidi_text::paragraph_ui(ui, &words, &TextLook::body(tokens).ink(tokens.warning), &[]);
            }
            reading::hops_ui(ui, workspace, hops, readings, question.strength, commands);
        }
    }
}

/// *Copy* and *Show on the picture*.
fn buttons_ui(ui: &mut Ui, text: &dyn Fn() -> String, lit: &dyn Fn() -> Option<Command>, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        if ui.button("Copy as text").on_hover_text("With every passage and its citation").clicked() {
            commands.push(Command::CopyText(text()));
        }
        if ui.button("Show in the picture").on_hover_text("Select it, and bring it into view").clicked() {
            commands.extend(lit());
            commands.push(Action::FitSelection.into());
        }
    });
}

/// That there is no path, and the nearest they come.
fn none_ui(ui: &mut Ui, graph: &Graph, tokens: &Tokens, question: &PathQuestion, none: &NoPath) {
    let name = |node: u32| actor_words(graph, ActorIx(node)).to_owned();
    let [from, to] = question.actors[..] else { return };
    let (one, other) = (actor_words(graph, from), actor_words(graph, to));
    let how = if matches!(question.how, How::InTime(_)) { " on which links follow one another in time" } else { "" };
    ui.label(RichText::new("No path").size(tokens.heading_size).color(colour(tokens.warning)));
    let body = TextLook::body(tokens);
    bidi_text::paragraph_ui(ui, &format!("Among what is shown, no path leads from {one} to {other}{how}."), &body, &[]);
    let (reached, reaching) = (counted(none.reached, "actor", "actors"), counted(none.reaching, "actor", "actors"));
    let words = format!("From {one}, {reached} can be reached; {other} can be reached from {reaching}.");
    bidi_text::paragraph_ui(ui, &words, &body, &[]);
    if let Some(path) = &none.against {
        let names: Vec<String> = path.nodes.iter().map(|node| name(*node)).collect();
        let words = format!("Against the direction of links there is one: {}.", names.join(" – "));
        bidi_text::paragraph_ui(ui, &words, &body, &[]);
    }
    if let Some(between) = none.closest {
        let words = format!(
            "The nearest they come: {}, {} from {one}, and {}, {} from {other}, are both written about in “{}”.",
            name(between.one),
            counted(between.steps.0, "link", "links"),
            name(between.other),
            counted(between.steps.1, "link", "links"),
            graph.document(between.document).display_title(),
        );
        bidi_text::paragraph_ui(ui, &words, &body, &[]);
    }
}

/// The steps of a path, or of the network.
fn hops_of(answer: &PathAnswer, at: usize) -> &[Hop] {
    match answer {
        PathAnswer::Paths { walks, .. } => walks.get(at).map_or(&[], |walk| &walk.hops),
        PathAnswer::Network { hops, .. } => hops,
    }
}

/// Selects a path, or the network: its actors, and of each step the strongest link.
fn lit(answer: &PathAnswer, at: usize) -> Option<Command> {
    let (actors, hops) = match answer {
        PathAnswer::Paths { walks, .. } => {
            let Walk { actors, hops, .. } = walks.get(at)?;
            (actors, hops)
        }
        PathAnswer::Network { actors, hops, .. } => (actors, hops),
    };
    let links = hops.iter().filter_map(|hop| hop.links.first()).map(|link| Target::Link(*link));
    let targets: Vec<Target> = actors.iter().map(|actor| Target::Actor(*actor)).chain(links).collect();
    Some(Command::SelectMany(targets, Pick::Replace))
}
