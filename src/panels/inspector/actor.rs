//! The Inspector's page of one actor.

use std::collections::BTreeMap;

use egui::{RichText, Ui, vec2};

use super::{Passages, details, details_ui, jump_ui, note_ui, title_ui};
use crate::model::{ActorIx, Graph, PassageIx};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::derived::Derived;
use crate::panels::glyph::glyph_ui;
use crate::panels::lazy_column::LazyColumn;
use crate::panels::look::{chip_ui, colour, counted, grouped, kind_words, section_ui};
use crate::panels::passage_card::Shows;
use crate::panels::rows;
use crate::scene::{ActorLook, Tokens};
use crate::text::{LinkGroup, LinkLine, Marker, actor_dossier, actor_words};
use crate::workspace::{Action, Command, Edit, NotShown, Pick, Target, Workspace, merging};

#[derive(Debug)]
pub(super) struct ActorPage {
    actor: ActorIx,
    details: Vec<(String, String)>,
    marker: Marker,
    supporting: Passages,
    contradicting: Passages,
    link_count: usize,
    links: Vec<LinkRow>,
    link_column: LazyColumn,
    /// The names of those that were merged into it.
    merged: Vec<String>,
    not_shown: Derived<(u64, u64), NotShown>,
}

#[derive(Debug)]
enum LinkRow {
    Kind(String, usize),
    Line(LinkLine),
}

impl ActorPage {
    pub(super) fn new(graph: &Graph, actor: ActorIx) -> Self {
        let dossier = actor_dossier(graph, actor);
        Self {
            actor,
            details: details(graph.actor_columns(), actor.get()),
            marker: Marker::actor(graph, actor),
            supporting: Passages::new(dossier.supporting),
            contradicting: Passages::new(dossier.contradicting),
            link_count: dossier.links.iter().map(|group| group.links.len()).sum(),
            links: dossier.links.into_iter().flat_map(rows_of).collect(),
            link_column: LazyColumn::default(),
            merged: merging::merged_into(graph, actor).iter().map(|one| one.label().to_owned()).collect(),
            not_shown: Derived::default(),
        }
    }

    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        looks: &BTreeMap<String, ActorLook>,
        goes_to: Option<PassageIx>,
        commands: &mut Vec<Command>,
    ) {
        let tokens = workspace.theme().tokens();
        let record = workspace.graph().actor(self.actor);
        if let Some(passage) = goes_to {
            self.supporting.aim_at(passage);
            self.contradicting.aim_at(passage);
        }
        self.head_ui(ui, workspace, looks, commands);
        let (jumps_to_against, jumps_to_links) = self.jumps_ui(ui, tokens);
        note_ui(ui, tokens, &record.note);
        details_ui(ui, tokens, "actor details", &self.details);
        self.merged_ui(ui, workspace, commands);

        section_ui(ui, tokens, "Passages", Some(self.supporting.testimonies.len()));
        if self.supporting.testimonies.is_empty() {
            let nothing = "No passage supports this actor or one of its links.";
            bidi_text::paragraph_ui(ui, nothing, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
        }
        self.supporting.ui(ui, workspace, &self.marker, Shows::Claims, commands);
        if !self.contradicting.testimonies.is_empty() {
            let heading = against_heading_ui(ui, tokens, self.contradicting.testimonies.len());
            if jumps_to_against {
                heading.scroll_to_me(Some(egui::Align::TOP));
            }
            self.contradicting.ui(ui, workspace, &self.marker, Shows::Claims, commands);
        }
        let heading = section_ui(ui, tokens, "Links", Some(self.link_count));
        if jumps_to_links {
            heading.scroll_to_me(Some(egui::Align::TOP));
        }
        self.links_ui(ui, workspace, looks, commands);
        ui.add_space(tokens.padding);
    }

    fn head_ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        looks: &BTreeMap<String, ActorLook>,
        commands: &mut Vec<Command>,
    ) {
        let tokens = workspace.theme().tokens();
        let (graph, view) = (workspace.graph(), workspace.view());
        let record = graph.actor(self.actor);
        ui.horizontal_top(|ui| {
            if let Some(look) = looks.get(record.kind.as_str()) {
                glyph_ui(ui, tokens, *look, tokens.heading_size * 1.4);
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                title_ui(ui, tokens, actor_words(graph, self.actor));
                ui.horizontal_wrapped(|ui| {
                    bidi_text::line_ui(ui, kind_words(&record.kind), &TextLook::body(tokens).ink(tokens.text_weak));
                    if view.pinned.contains(self.actor) {
                        chip_ui(ui, tokens, "pinned", tokens.field, tokens.text_weak)
                            .on_hover_text("The layout does not move it (P).");
                    }
                    if !workspace.visibility().shows_actor(self.actor) {
                        let is_faded = workspace.visibility().fades_actor(self.actor);
                        chip_ui(ui, tokens, if is_faded { "faded" } else { "hidden" }, tokens.field, tokens.warning)
                            .on_hover_text(rows::WHY_UNSHOWN);
                        if view.hidden.contains(self.actor) && ui.small_button("Show").clicked() {
                            commands.push(Edit::Hide(vec![(self.actor, false)]).into());
                        }
                    }
                });
            });
        });
        if !record.aliases.is_empty() {
            bidi_text::line_ui(ui, "Also known as", &TextLook::small(tokens));
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
                for alias in &record.aliases {
                    chip_ui(ui, tokens, alias, tokens.panel_raised, tokens.text);
                }
            });
        }
        let revisions = workspace.revisions();
        let not_shown = *self.not_shown.get((revisions.graph, revisions.looks), || workspace.not_shown(self.actor));
        if let Some(words) = not_shown.words() {
            ui.horizontal(|ui| {
                bidi_text::line_ui(ui, &format!("{words}."), &TextLook::small(tokens));
                if not_shown.hidden > 0
                    && ui.small_button("Show them").on_hover_text(Action::Expand.tooltip()).clicked()
                {
                    commands.push(Command::Expand(self.actor));
                }
            });
        }
    }

    /// Those that were merged into it, each with the way out.
    fn merged_ui(&self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        if self.merged.is_empty() {
            return;
        }
        let tokens = workspace.theme().tokens();
        section_ui(ui, tokens, "Merged into it", Some(self.merged.len()));
        for (number, label) in self.merged.iter().enumerate() {
            rows::row_ui(
                ui,
                rows::row_height(tokens),
                commands,
                |ui, commands| {
                    let tip = "It becomes an actor of its own again, with its names, passages and links.";
                    if ui.small_button("Take out").on_hover_text(tip).clicked()
                        && let Some((edit, out)) = merging::split(workspace.graph(), self.actor, number)
                    {
                        commands.push(edit.into());
                        commands.push(Command::Select(Target::Actor(out), Pick::Add));
                    }
                },
                |ui, _| {
                    bidi_text::line_ui(ui, label, &TextLook::body(tokens));
                },
            );
        }
    }

    /// How much there is, as lines that jump there. Whether the contradicting passages and the links are asked for.
    fn jumps_ui(&self, ui: &mut Ui, tokens: &Tokens) -> (bool, bool) {
        let (mut against, mut links) = (false, false);
        ui.horizontal_wrapped(|ui| {
            bidi_text::line_ui(
                ui,
                &counted(self.supporting.testimonies.len(), "passage", "passages"),
                &TextLook::small(tokens),
            );
            if !self.contradicting.testimonies.is_empty() {
                against =
                    jump_ui(ui, tokens, &format!("{} contradicting", grouped(self.contradicting.testimonies.len())));
            }
            links = jump_ui(ui, tokens, &counted(self.link_count, "link", "links"));
        });
        (against, links)
    }

    fn links_ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        looks: &BTreeMap<String, ActorLook>,
        commands: &mut Vec<Command>,
    ) {
        let tokens = workspace.theme().tokens();
        if self.links.is_empty() {
            let nothing = "No link leads to or from this actor.";
            bidi_text::paragraph_ui(ui, nothing, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
        }
        let rows = &self.links;
        self.link_column.ui(ui, rows.len(), rows::row_height(tokens), 1.0, |ui, position| match &rows[position] {
            LinkRow::Kind(kind, count) => {
                ui.add_space(3.0);
                ui.horizontal(|ui| {
                    bidi_text::line_ui(ui, kind_words(kind), &TextLook::body(tokens));
                    bidi_text::line_ui(ui, &grouped(*count), &TextLook::small(tokens));
                });
            }
            LinkRow::Line(line) => rows::link_line_ui(ui, workspace, looks, line, commands),
        });
    }
}

/// The heading of what speaks against something.
pub(super) fn against_heading_ui(ui: &mut Ui, tokens: &Tokens, count: usize) -> egui::Response {
    ui.add_space(tokens.gap);
    let heading = RichText::new("Contradicting passages").font(crate::panels::look::bold_font(tokens.text_size));
    ui.horizontal(|ui| {
        let response = ui.label(heading.color(colour(tokens.warning)));
        bidi_text::line_ui(ui, &grouped(count), &TextLook::small(tokens));
        response
    })
    .inner
}

fn rows_of(group: LinkGroup) -> impl Iterator<Item = LinkRow> {
    let LinkGroup { kind, links } = group;
    std::iter::once(LinkRow::Kind(kind, links.len())).chain(links.into_iter().map(LinkRow::Line))
}
