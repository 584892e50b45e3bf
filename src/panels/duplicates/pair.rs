//! Two actors side by side, with what speaks for it and against it that they are one.

use egui::{Align, Layout, RichText, ScrollArea, Ui, vec2};

use crate::model::{ActorIx, Graph};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::glyph::glyph_ui;
use crate::panels::look::{bold_font, card_frame, chip_ui, colour, counted, kind_words};
use crate::panels::rows;
use crate::scene::Tokens;
use crate::text::actor_words;
use crate::text::alike::{LikelyDuplicate, lead};
use crate::text::shared;
use crate::workspace::{Command, Target, Workspace};

/// What is shown of a pair.
#[derive(Debug)]
pub struct Facts {
    actors: [ActorIx; 2],
    lead: ActorIx,
    /// Details of each, as words.
    details: [Vec<String>; 2],
    /// Everybody linked to both.
    shared: Vec<ActorIx>,
}

/// So many details, other names and shared neighbours are shown.
const MOST: usize = 6;

impl Facts {
    /// Looks them up.
    pub fn of(graph: &Graph, (one, other): (ActorIx, ActorIx)) -> Self {
        let details = [one, other].map(|actor| {
            let cells = graph.actor_columns().cells(actor.get()).take(MOST);
            cells.map(|(name, cell)| format!("{name}: {}", cell.to_value().words())).collect()
        });
        let shared = shared(graph, &[one, other]).common.into_iter().map(|common| common.actor).collect();
        Self { actors: [one, other], lead: lead(graph, one, other), details, shared }
    }

    /// The one that stays, and the one that goes.
    pub fn lead(&self, is_swapped: bool) -> (ActorIx, ActorIx) {
        let [one, other] = self.actors;
        if (self.lead == one) == is_swapped { (other, one) } else { (one, other) }
    }
}

/// Draws the pair.
pub fn pair_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    facts: &Facts,
    found: &LikelyDuplicate,
    is_swapped: bool,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    let (stays, _) = facts.lead(is_swapped);
    // Always as high, so that the picture above stays where it is from pair to pair.
    let room = vec2(ui.available_width(), HEIGHT);
    ui.allocate_ui_with_layout(room, Layout::top_down(Align::Min), |ui| {
        ui.columns(3, |columns| {
            let [one, other, why] = columns else { return };
            for ((ui, actor), details) in [one, other].into_iter().zip(facts.actors).zip(&facts.details) {
                card_frame(tokens).show(ui, |ui| {
                    let list = ScrollArea::vertical().id_salt(("side", actor.0)).auto_shrink(false);
                    list.max_height(ROOM)
                        .show(ui, |ui| side_ui(ui, workspace, actor, details, actor == stays, commands));
                });
            }
            let list = ScrollArea::vertical().id_salt("reasons").auto_shrink(false).max_height(HEIGHT);
            list.show(why, |ui| {
                reasons_ui(ui, tokens, found);
                if !facts.shared.is_empty() {
                    shared_ui(ui, workspace, facts, commands);
                }
            });
        });
    });
}

/// Height of the pair, and of what is inside the card of an actor, in points.
const HEIGHT: f32 = 148.0;
const ROOM: f32 = 126.0;

fn side_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    actor: ActorIx,
    details: &[String],
    stays: bool,
    commands: &mut Vec<Command>,
) {
    let (tokens, graph, overview) = (workspace.theme().tokens(), workspace.graph(), workspace.overview());
    let record = graph.actor(actor);
    let small = TextLook::small(tokens);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.horizontal(|ui| {
        if let Some(look) = overview.looks(workspace.theme()).get(record.kind.as_str()) {
            glyph_ui(ui, tokens, *look, tokens.heading_size);
        }
        let name = bidi_text::link_ui(ui, actor_words(graph, actor), &TextLook::heading(tokens));
        rows::go_to(&name, Target::Actor(actor), commands);
    });
    ui.horizontal(|ui| {
        bidi_text::line_ui(ui, kind_words(&record.kind), &TextLook::body(tokens).ink(tokens.text_weak));
        if stays {
            let hint = "It gets the names, passages, links and details of the other.";
            chip_ui(ui, tokens, "stays", tokens.selection_ground, tokens.text).on_hover_text(hint);
        }
    });
    let count = |counts: &[u32]| counts.get(actor.get()).map_or(0, |count| *count as usize);
    let links = counted(count(&overview.links_of_actor), "link", "links");
    let passages = counted(count(&overview.passages_of_actor), "passage", "passages");
    bidi_text::line_ui(ui, &format!("{links} · {passages} · id {}", record.key), &small);
    if !record.aliases.is_empty() {
        let more = record.aliases.len().saturating_sub(MOST);
        let names = record.aliases.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(" · ");
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        bidi_text::paragraph_ui(ui, &format!("Also known as {names}{more}"), &small, &[]);
    }
    for detail in details {
        bidi_text::line_ui(ui, detail, &small);
    }
}

/// What speaks for it with a plus, what speaks against it with a minus.
fn reasons_ui(ui: &mut Ui, tokens: &Tokens, found: &LikelyDuplicate) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for reason in &found.reasons {
        let (sign, ink) = if reason.speaks_for { ("+", tokens.accent) } else { ("−", tokens.warning) };
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(sign).font(bold_font(tokens.text_size)).color(colour(ink)));
            bidi_text::paragraph_ui(ui, &reason.words, &TextLook::body(tokens), &[]);
        });
    }
}

fn shared_ui(ui: &mut Ui, workspace: &Workspace, facts: &Facts, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let looks = workspace.overview().looks(workspace.theme());
    ui.horizontal_wrapped(|ui| {
        bidi_text::line_ui(ui, "Linked to both:", &TextLook::small(tokens));
        for actor in facts.shared.iter().take(MOST) {
            rows::actor_ui(ui, workspace, looks, *actor, commands);
        }
        let more = facts.shared.len().saturating_sub(MOST);
        if more > 0 {
            bidi_text::line_ui(ui, &format!("and {}", counted(more, "other", "others")), &TextLook::small(tokens));
        }
    });
}
