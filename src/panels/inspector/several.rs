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
use crate::text::{AmongMany, Shared, actor_words, shared};
use crate::workspace::{Action, Command, Selection, Target, Workspace};

/// What links more actors than these is looked for while the page is shown, so many links in each frame.
const MANY: usize = 5_000;
const LINKS_A_FRAME: usize = 50_000;

#[derive(Debug)]
pub(super) struct SeveralPage {
    actors: Vec<ActorIx>,
    links: Vec<LinkIx>,
    /// All of them, where they are of one sort.
    targets: Vec<Target>,
    among: Among,
    columns: [LazyColumn; 4],
}

/// What links the actors.
#[derive(Debug)]
enum Among {
    Few(Shared),
    /// And whether all was looked at.
    Many(AmongMany, bool),
}

impl Among {
    fn new(graph: &Graph, actors: &[ActorIx]) -> Self {
        match actors.len() {
            0 | 1 => Self::Few(Shared::default()),
            count if count <= MANY => Self::Few(shared(graph, actors)),
            _ => Self::Many(AmongMany::new(graph, actors), false),
        }
    }

    /// Goes on looking; returns whether there is more to do.
    fn advance(&mut self, graph: &Graph) -> bool {
        match self {
            Self::Many(search, is_over @ false) => {
                *is_over = search.advance(graph, LINKS_A_FRAME);
                !*is_over
            }
            Self::Few(_) | Self::Many(..) => false,
        }
    }

    /// The links that were found so far.
    fn links(&self) -> &[LinkIx] {
        match self {
            Self::Few(shared) => &shared.links,
            Self::Many(search, _) => &search.links,
        }
    }
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
        Self { targets, among: Among::new(graph, &actors), links, actors, columns: Default::default() }
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
            let is_looking = self.among.advance(graph);
            if is_looking {
                ui.ctx().request_repaint();
            }
            let links = self.among.links();
            section_ui(ui, tokens, "Links among them", Some(links.len()));
            if links.is_empty() && !is_looking {
                let nothing = "No link leads straight from one of them to another.";
                bidi_text::paragraph_ui(ui, nothing, &body.ink(tokens.text_weak), &[]);
            }
            among_column.ui(ui, links.len(), height, 2.0, |ui, position| {
                link_ui(ui, workspace, links[position], &link_look, commands);
            });
        }
        if let Among::Few(shared) = &self.among
            && self.actors.len() > 1
        {
            section_ui(ui, tokens, "Linked to more than one of them", Some(shared.common.len()));
            if shared.common.is_empty() {
                let nothing = "Nobody else is linked to two of them.";
                bidi_text::paragraph_ui(ui, nothing, &body.ink(tokens.text_weak), &[]);
            }
            common_column.ui(ui, shared.common.len(), height, 2.0, |ui, position| {
                let common = &shared.common[position];
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
