//! The Inspector's page of several actors or links: what links them.

use std::collections::BTreeMap;

use egui::Ui;

use super::edit::NewDetail;
use super::title_ui;
use crate::model::{ActorIx, Graph, LinkIx};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::lazy_column::LazyColumn;
use crate::panels::look::{counted, section_ui};
use crate::panels::rows;
use crate::scene::ActorLook;
use crate::text::{Shared, actor_words, shared};
use crate::workspace::{Action, Command, Selection, Target, Workspace};

#[derive(Debug)]
pub(super) struct SeveralPage {
    actors: Vec<ActorIx>,
    links: Vec<LinkIx>,
    /// All of them, where they are of one sort.
    targets: Vec<Target>,
    shared: Shared,
    columns: [LazyColumn; 4],
}

impl SeveralPage {
    pub(super) fn new(graph: &Graph, selection: &Selection) -> Self {
        let actors: Vec<ActorIx> = selection.actors.iter().copied().collect();
        let links: Vec<LinkIx> = selection.links.iter().copied().collect();
        let targets = match (&actors[..], &links[..]) {
            (actors, []) => actors.iter().copied().map(Target::Actor).collect(),
            ([], links) => links.iter().copied().map(Target::Link).collect(),
            _ => Vec::new(),
        };
        Self {
            targets,
            shared: if actors.len() > 1 { shared(graph, &actors) } else { Shared::default() },
            links,
            actors,
            columns: Default::default(),
        }
    }

    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        looks: &BTreeMap<String, ActorLook>,
        new_detail: &mut NewDetail,
        commands: &mut Vec<Command>,
    ) {
        let tokens = workspace.theme().tokens();
        let graph = workspace.graph();
        let height = rows::row_height(tokens);
        let body = TextLook::body(tokens);
        let link_look = body.ink(tokens.accent);
        let mut sorts = Vec::new();
        if !self.actors.is_empty() {
            sorts.push(counted(self.actors.len(), "actor", "actors"));
        }
        if !self.links.is_empty() {
            sorts.push(counted(self.links.len(), "link", "links"));
        }
        title_ui(ui, tokens, &format!("{} selected", sorts.join(" and ")));
        ui.horizontal_wrapped(|ui| {
            for action in [
                Action::FitSelection,
                Action::SelectNeighbours,
                Action::HideOthers,
                Action::ChangeType,
                Action::Merge,
                Action::Delete,
                Action::SelectNone,
            ] {
                let button =
                    ui.add_enabled(action.is_enabled(Some(workspace)), egui::Button::new(action.text()).small());
                if button.on_hover_text(action.tooltip()).clicked() {
                    commands.push(action.into());
                }
            }
        });
        new_detail.ui(ui, workspace, &self.targets, commands);
        let [among_column, common_column, actor_column, link_column] = &mut self.columns;
        if self.actors.len() > 1 {
            section_ui(ui, tokens, "Links among them", Some(self.shared.links.len()));
            if self.shared.links.is_empty() {
                let nothing = "No link leads straight from one of them to another.";
                bidi_text::paragraph_ui(ui, nothing, &body.ink(tokens.text_weak), &[]);
            }
            among_column.ui(ui, self.shared.links.len(), height, 2.0, |ui, position| {
                link_ui(ui, workspace, self.shared.links[position], &link_look, commands);
            });
            section_ui(ui, tokens, "Linked to more than one of them", Some(self.shared.common.len()));
            if self.shared.common.is_empty() {
                let nothing = "Nobody else is linked to two of them.";
                bidi_text::paragraph_ui(ui, nothing, &body.ink(tokens.text_weak), &[]);
            }
            common_column.ui(ui, self.shared.common.len(), height, 2.0, |ui, position| {
                let common = &self.shared.common[position];
                rows::row_ui(
                    ui,
                    height,
                    commands,
                    |ui, _| {
                        let names: Vec<&str> =
                            common.linked_to.iter().map(|actor| actor_words(graph, *actor)).collect();
                        let words = format!("{} of {}", common.linked_to.len(), self.actors.len());
                        bidi_text::line_ui(ui, &words, &TextLook::small(tokens)).on_hover_ui(|ui| {
                            for name in names {
                                bidi_text::line_ui(ui, name, &body);
                            }
                        });
                    },
                    |ui, commands| rows::actor_ui(ui, workspace, looks, common.actor, commands),
                );
            });
        }
        if !self.actors.is_empty() {
            section_ui(ui, tokens, "Selected actors", Some(self.actors.len()));
            actor_column.ui(ui, self.actors.len(), height, 2.0, |ui, position| {
                ui.horizontal(|ui| rows::actor_ui(ui, workspace, looks, self.actors[position], commands));
            });
        }
        if !self.links.is_empty() {
            section_ui(ui, tokens, "Selected links", Some(self.links.len()));
            link_column.ui(ui, self.links.len(), height, 2.0, |ui, position| {
                link_ui(ui, workspace, self.links[position], &link_look, commands);
            });
        }
        ui.add_space(tokens.padding);
    }
}

fn link_ui(ui: &mut Ui, workspace: &Workspace, link: LinkIx, look: &TextLook, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let record = workspace.graph().link(link);
    rows::row_ui(
        ui,
        rows::row_height(tokens),
        commands,
        |ui, _| {
            if !record.is_sourced() {
                bidi_text::line_ui(ui, "no passage", &TextLook::small(tokens).ink(tokens.warning));
            }
        },
        |ui, commands| {
            rows::standing_ui(ui, workspace, link);
            rows::whole_link_ui(ui, workspace.graph(), link, look, commands);
        },
    );
}
