//! Rows that name an actor or a link, the same in every list: what a click and the pointer over them ask for.

use std::collections::BTreeMap;

use std::borrow::Cow;

use egui::{Align, Layout, Response, RichText, Ui, vec2};

use super::bidi_text::{self, TextLook};
use super::glyph::{glyph_ui, line_sample_ui};
use super::look::{bold_font, colour, counted, kind_words};
use crate::model::{ActorIx, Graph, LinkIx};
use crate::scene::{ActorLook, Standing, Tokens};
use crate::text::{LinkDirection, LinkLine, actor_words};
use crate::workspace::{Command, Target, Workspace};

/// Something at the right end of a row, and the rest in what room is left of it.
pub fn row_ui(
    ui: &mut Ui,
    height: f32,
    commands: &mut Vec<Command>,
    right: impl FnOnce(&mut Ui, &mut Vec<Command>),
    left: impl FnOnce(&mut Ui, &mut Vec<Command>),
) -> Response {
    let size = vec2(ui.available_width(), height);
    let row = ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        right(ui, commands);
        let room = vec2(ui.available_width(), height);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            left(ui, commands);
        });
    });
    row.response
}

/// Asks for what a click on the name of something, or the pointer over it, asks for.
pub fn go_to(response: &Response, target: Target, commands: &mut Vec<Command>) {
    if response.hovered() {
        commands.push(Command::Hover(Some(target)));
    }
    if response.clicked() {
        commands.push(Command::GoTo(target));
    }
}

/// The glyph and the name of an actor; a click goes there.
pub fn actor_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    looks: &BTreeMap<String, ActorLook>,
    actor: ActorIx,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    let graph = workspace.graph();
    if let Some(look) = looks.get(graph.actor(actor).kind.as_str()) {
        glyph_ui(ui, tokens, *look, tokens.text_size).on_hover_text(kind_words(&graph.actor(actor).kind));
    }
    let shown = workspace.visibility().shows_actor(actor);
    let ink = if shown { tokens.accent } else { tokens.text_weak };
    let mut response = bidi_text::link_ui(ui, actor_words(graph, actor), &TextLook::body(tokens).ink(ink));
    if !shown {
        let is_faded = workspace.visibility().fades_actor(actor);
        response = response.on_hover_text(if is_faded { "Faded by a filter" } else { "Hidden in the picture" });
    }
    go_to(&response, Target::Actor(actor), commands);
}

/// Why an actor or a link is hidden or faded, as a hint.
pub const WHY_UNSHOWN: &str = "A filter, or somebody by hand, keeps it or an end of it out of the picture; it takes no part in paths and measures.";

/// A link as seen from one end: direction, basis, the other end, dates, number of passages.
pub fn link_line_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    looks: &BTreeMap<String, ActorLook>,
    line: &LinkLine,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    row_ui(
        ui,
        row_height(tokens),
        commands,
        |ui, commands| {
            passages_ui(ui, tokens, line, commands);
            if let Some(when) = &line.when {
                bidi_text::line_ui(ui, when, &TextLook::small(tokens));
            }
        },
        |ui, commands| {
            direction_ui(ui, tokens, line.direction);
            standing_ui(ui, workspace, line.link);
            actor_ui(ui, workspace, looks, line.other, commands);
        },
    );
}

/// Height of such a row, in points.
#[must_use]
pub fn row_height(tokens: &Tokens) -> f32 {
    (tokens.text_size * 1.6).round()
}

/// How many passages a link rests on; a click goes to the link.
pub fn passages_ui(ui: &mut Ui, tokens: &Tokens, line: &LinkLine, commands: &mut Vec<Command>) {
    let small = TextLook::small(tokens);
    let response = if line.is_unsourced() {
        bidi_text::link_ui(ui, "no passage", &small.ink(tokens.warning))
            .on_hover_text("No passage supports this link. Click to see it.")
    } else {
        let words = counted(line.supporting, "passage", "passages");
        bidi_text::link_ui(ui, &words, &small.ink(tokens.accent))
            .on_hover_text("Click to see the link and its passages.")
    };
    go_to(&response, Target::Link(line.link), commands);
    if line.is_contradicted() {
        let mark = RichText::new("contradicted").font(bold_font(tokens.small_size)).color(colour(tokens.warning));
        let words = format!("Contradicted by {}.", counted(line.contradicting, "passage", "passages"));
        ui.add(egui::Label::new(mark).selectable(false)).on_hover_text(words);
    }
}

/// The line of a link's basis.
pub fn standing_ui(ui: &mut Ui, workspace: &Workspace, link: LinkIx) {
    let standing = Standing::of(workspace.graph().link(link));
    let words = standing_words(standing);
    let tokens = workspace.theme().tokens();
    line_sample_ui(ui, standing.look(workspace.theme()), 26.0, tokens.text_size, standing.name()).on_hover_text(words);
}

/// What a standing means, for a tooltip.
#[must_use]
pub fn standing_words(standing: Standing) -> String {
    match standing {
        Standing::Basis(basis) => format!("Basis: {basis}. {}", basis.meaning()),
        Standing::SourcedWithoutBasis => "Passages support it; the file does not say on what basis.".to_owned(),
        Standing::Unsourced => "No passage supports it.".to_owned(),
    }
}

fn direction_ui(ui: &mut Ui, tokens: &Tokens, direction: LinkDirection) {
    let (arrow, words) = match direction {
        LinkDirection::Outgoing => ("→", "From here to there"),
        LinkDirection::Incoming => ("←", "From there to here"),
        LinkDirection::Mutual => ("—", "Without direction"),
    };
    let text = RichText::new(arrow).size(tokens.text_size).color(colour(tokens.text_weak));
    ui.add_sized(vec2(14.0, tokens.text_size), egui::Label::new(text).selectable(false)).on_hover_text(words);
}

/// A link with both its ends in one line: `Ada Obi – leads → Harbour Trust`. A click goes there.
pub fn whole_link_ui(ui: &mut Ui, graph: &Graph, link: LinkIx, look: &TextLook, commands: &mut Vec<Command>) {
    let [source, between, target] = &link_pieces(graph, link);
    let response = bidi_text::link_pieces_ui(ui, &[source, between, target], look);
    go_to(&response, Target::Link(link), commands);
}

/// A link as pieces that stand from left to right: one end, what it is, the other end.
pub fn link_pieces(graph: &Graph, link: LinkIx) -> [Cow<'_, str>; 3] {
    let (source, target) = graph.ends(link);
    let record = graph.link(link);
    let arrow = if record.directed { "→" } else { "–" };
    let between = format!(" – {} {arrow} ", kind_words(&record.kind));
    [actor_words(graph, source).into(), between.into(), actor_words(graph, target).into()]
}

/// Keeps "the pointer is over this" commands to those that change something, and takes the last one back when the pointer
/// has left. `first` is the number of commands before the panel was drawn.
pub fn settle_hover(was_over: &mut bool, workspace: &Workspace, commands: &mut Vec<Command>, first: usize) {
    let over = commands[first..].iter().rev().find_map(|command| match command {
        Command::Hover(target) => Some(*target),
        _ => None,
    });
    let mut position = 0;
    commands.retain(|command| {
        position += 1;
        position <= first || !matches!(command, Command::Hover(_))
    });
    match over {
        Some(target) if workspace.hovered() != target => commands.push(Command::Hover(target)),
        None if *was_over => commands.push(Command::Hover(None)),
        _ => {}
    }
    *was_over = over.is_some();
}
