//! The dialog that asks at which actor a picture begins. Finding actors is in `text`, what is shown then is decided in `workspace`.

use egui::{Context, ScrollArea};

use super::bidi_text::{self, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::glyph::glyph_ui;
use super::look::{counted, kind_words};
use super::picker::Picker;
use crate::model::ActorIx;
use crate::text::{FindIndex, FindLimits, actor_words};
use crate::workspace::{Command, Target, Workspace};

/// The dialog.
#[derive(Debug, Default)]
pub struct BeginDialog {
    picker: Picker,
    /// Why it opened by itself, until another name is typed.
    why: Option<(String, String)>,
    offered: Derived<(GraphStamp, u64, String), Vec<ActorIx>>,
}

/// So many actors are offered.
const OFFERED: usize = 12;
const LIMITS: FindLimits = FindLimits { actors: OFFERED, links: 0, passages: 0, documents: 0 };

impl BeginDialog {
    /// Opens it.
    pub fn open(&mut self) {
        self.why = None;
        self.picker.open();
    }

    /// Opens it because `text` does not name one actor, and says `why`.
    pub fn open_instead(&mut self, text: &str, why: String) {
        text.clone_into(&mut self.picker.text);
        self.why = Some((text.to_owned(), why));
        self.picker.open();
    }

    /// Draws it on top of everything, if it is open. `index` was built from the graph of the workspace.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, index: &FindIndex, commands: &mut Vec<Command>) {
        if !self.picker.is_open() {
            return;
        }
        let Self { picker, why, offered } = self;
        let tokens = workspace.theme().tokens();
        let looks = workspace.overview().looks(workspace.theme());
        let links_of = &workspace.overview().links_of_actor;
        picker.show(ctx, tokens, "begin at an actor", |picker, ui| {
            let graph = workspace.graph();
            let key = |picker: &Picker| {
                let text = picker.text.trim().to_owned();
                (graph_stamp(workspace), workspace.revisions().selection, text)
            };
            let count = offered.get(key(picker), || offers(workspace, index, &picker.text)).len();
            let hint = "Whose neighbourhood do you want to see first?";
            let keys = picker.field_ui(ui, tokens, "Open at an actor", hint, count);
            let actors = offered.get(key(picker), || offers(workspace, index, &picker.text));
            let mut taken = keys.takes.then(|| actors.get(picker.at).copied()).flatten();
            let said = match (picker.text.trim(), actors.is_empty()) {
                (text, _) if why.as_ref().is_some_and(|(of, _)| of.trim() == text) => {
                    why.as_ref().map(|(_, why)| why.clone()).unwrap_or_default()
                }
                ("", true) => "There are no actors in this file.".to_owned(),
                ("", false) => "Those with the most links, or type a name. Everybody else is hidden, and grows back \
                                from here: E shows the neighbours of whoever is selected."
                    .to_owned(),
                (text, true) => format!("No actor is called “{text}”."),
                (_, false) => String::new(),
            };
            if !said.is_empty() {
                ui.add_space(tokens.gap / 2.0);
                bidi_text::paragraph_ui(ui, &said, &TextLook::small(tokens), &[]);
            }
            ui.add_space(tokens.gap / 2.0);
            let height = (ui.ctx().content_rect().height() - 150.0).clamp(120.0, 420.0);
            let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
            list.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for (number, actor) in actors.iter().enumerate() {
                    let (record, name) = (graph.actor(*actor), actor_words(graph, *actor));
                    let response = picker.row_ui(ui, tokens, number, name, |ui| {
                        ui.horizontal(|ui| {
                            if let Some(look) = looks.get(record.kind.as_str()) {
                                glyph_ui(ui, tokens, *look, tokens.text_size);
                            }
                            bidi_text::line_ui(ui, name, &TextLook::body(tokens));
                            let links = links_of.get(actor.get()).map_or(0, |count| *count as usize);
                            let facts = format!("{} · {}", kind_words(&record.kind), counted(links, "link", "links"));
                            bidi_text::line_ui(ui, &facts, &TextLook::small(tokens));
                        });
                    });
                    if response.clicked() {
                        taken = Some(*actor);
                    }
                }
            });
            if let Some(actor) = taken {
                commands.push(Command::OpenAt(actor));
                picker.close();
            }
        });
    }
}

/// Whoever is called like that; of those where nothing is typed the selected one, and those with the most links.
fn offers(workspace: &Workspace, index: &FindIndex, text: &str) -> Vec<ActorIx> {
    let graph = workspace.graph();
    if !text.trim().is_empty() {
        return index.find(graph, text, LIMITS).actors.hits.into_iter().map(|hit| hit.ix).collect();
    }
    let selected = match workspace.selection().single() {
        Some(Target::Actor(actor)) => Some(actor),
        _ => None,
    };
    let links_of = &workspace.overview().links_of_actor;
    let links = |actor: ActorIx| links_of.get(actor.get()).copied().unwrap_or_default();
    let others = graph.actors().map(|(actor, _)| actor).filter(|actor| Some(*actor) != selected);
    let mut others: Vec<ActorIx> = others.collect();
    let by_links = |one: &ActorIx, other: &ActorIx| links(*other).cmp(&links(*one)).then(one.cmp(other));
    if others.len() > OFFERED {
        others.select_nth_unstable_by(OFFERED, by_links);
        others.truncate(OFFERED);
    }
    others.sort_by(by_links);
    selected.into_iter().chain(others).take(OFFERED).collect()
}
