//! A path as one reads it: each step with its strongest link, and the passage behind that with its citation.

use std::fmt::Write as _;

use egui::{ScrollArea, Ui, WidgetText};

use crate::analysis::{Order, Strength};
use crate::model::{Graph, When};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::look::{self, card_frame, counted};
use crate::panels::passage_card;
use crate::panels::rows;
use crate::query::walk::{Hop, Reading, Walk};
use crate::text::{PassageText, actor_words};
use crate::workspace::{Command, Workspace};

/// So many further links of a step are named.
const MOST_OTHERS: usize = 4;

/// A path in a line that stands from left to right, whatever the scripts of the names.
pub(super) fn chain_text(graph: &Graph, walk: &Walk, look: &TextLook) -> WidgetText {
    let chain = walk.chain(graph, |actor| format!("\u{1}{}\u{1}", actor_words(graph, actor)));
    let pieces: Vec<&str> = chain.split('\u{1}').filter(|piece| !piece.is_empty()).collect();
    bidi_text::pieces_text(&pieces, look)
}

/// How long a path is, and how sure its order.
pub(super) fn length_words(walk: &Walk, strength: Strength) -> String {
    let mut words = counted(walk.hops.len(), "link", "links");
    let _ = match strength {
        Strength::Alike => Ok(()),
        Strength::Weight => write!(words, ", {:.3} long by weight", walk.length),
        Strength::Evidence => write!(words, ", {:.0} % likely to hold together", 100.0 * (-walk.length).exp()),
    };
    let _ = match walk.order {
        None | Some(Order::Certain) => Ok(()),
        Some(Order::Possible) => write!(words, " · the dates leave room for this order, and for others"),
        Some(Order::Undated(count)) => {
            let verb = if count == 1 { "has" } else { "have" };
            let links = counted(count, "link", "links");
            write!(words, " · nothing speaks against this order, but {links} {verb} no date")
        }
    };
    words
}

/// A network as text: each step with its best passage.
pub(super) fn network_text(graph: &Graph, hops: &[Hop]) -> String {
    let mut text = String::new();
    for reading in hops.iter().filter_map(|hop| hop.reading(graph)) {
        let passage = reading.passage.as_ref().map_or_else(|| "(no passage)".to_owned(), PassageText::copy_text);
        let _ = writeln!(text, "{}\n  {passage}\n", reading.words);
    }
    text
}

/// The steps, one under the other, each with what there is to read about it.
pub(super) fn hops_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    hops: &[Hop],
    readings: &[Option<Reading>],
    strength: Strength,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    ScrollArea::vertical().id_salt("hops").auto_shrink([false, false]).show(ui, |ui| {
        for (number, (hop, reading)) in hops.iter().zip(readings).enumerate() {
            let Some(reading) = reading else { continue };
            ui.push_id(number, |ui| {
                card_frame(tokens).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    hop_ui(ui, workspace, hop, (reading, strength), commands);
                });
            });
        }
    });
}

fn hop_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    hop: &Hop,
    (reading, strength): (&Reading, Strength),
    commands: &mut Vec<Command>,
) {
    let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
    let Reading { link, remarks, likelihood, passage, others: (more, against), .. } = reading;
    rows::whole_link_ui(ui, graph, *link, &TextLook::body(tokens).ink(tokens.accent), commands);
    let when = graph.link(*link).when.as_ref().map(When::words);
    // What the step costs, where paths are looked for by it.
    let cost = match strength {
        Strength::Alike => None,
        Strength::Weight => graph.link(*link).weight.map(|weight| format!("weight {weight}")),
        Strength::Evidence => Some(format!("{:.0} % likely", 100.0 * likelihood)),
    };
    let remarks = (!remarks.is_empty()).then(|| remarks.clone());
    let facts: Vec<String> = when.into_iter().chain(remarks).chain(cost).collect();
    if !facts.is_empty() {
        look::weak_ui(ui, tokens, &facts.join(" · "));
    }
    match passage {
        None => drop(bidi_text::line_ui(ui, "No passage supports it.", &TextLook::body(tokens).ink(tokens.warning))),
        Some(text) => {
            passage_card::words_ui(ui, tokens, graph, text);
            passage_card::citation_ui(ui, tokens, text);
            if let Some(document) = text.document
                && ui.small_button("Open document").clicked()
            {
                commands.push(Command::Read(document, Some(text.passage)));
            }
        }
    }
    let (more, against) = (*more, *against);
    if more > 0 {
        look::weak_ui(ui, tokens, &format!("and {}", counted(more, "more passage", "more passages")));
    }
    if against > 0 {
        let verb = if against == 1 { "contradicts" } else { "contradict" };
        let words = format!("but {} {verb} it", counted(against, "passage", "passages"));
        bidi_text::line_ui(ui, &words, &TextLook::small(tokens).ink(tokens.warning));
    }
    for other in hop.links.iter().skip(1).take(MOST_OTHERS) {
        ui.horizontal(|ui| {
            bidi_text::label_ui(ui, "also", &TextLook::small(tokens));
            rows::whole_link_ui(ui, graph, *other, &TextLook::small(tokens).ink(tokens.accent), commands);
        });
    }
    let rest = hop.links.len().saturating_sub(1 + MOST_OTHERS);
    if rest > 0 {
        look::weak_ui(ui, tokens, &format!("and {}", counted(rest, "more link", "more links")));
    }
}
