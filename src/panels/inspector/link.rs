//! The Inspector's page of one link.

use std::collections::BTreeMap;

use egui::{Frame, Stroke, Ui};

use super::actor::against_heading_ui;
use super::{Passages, details, details_ui, note_ui, title_ui};
use crate::model::{ActorIx, Graph, LinkIx, PassageIx};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::glyph::glyph_ui;
use crate::panels::look::{card_frame, chip_ui, colour, kind_words, section_ui};
use crate::panels::passage_card::{Shows, role_colours};
use crate::panels::rows;
use crate::scene::{ActorLook, Standing};
use crate::text::{LinkDirection, LinkDossier, LinkLine, Marker, Role, actor_words, link_dossier};
use crate::workspace::{Command, Target, Workspace};

#[derive(Debug)]
pub(super) struct LinkPage {
    dossier: LinkDossier,
    details: Vec<(String, String)>,
    marker: Marker,
    supporting: Passages,
    contradicting: Passages,
}

impl LinkPage {
    pub(super) fn new(graph: &Graph, link: LinkIx) -> Self {
        let mut dossier = link_dossier(graph, link);
        Self {
            details: details(graph.link_columns(), link.get()),
            marker: Marker::link(graph, link),
            supporting: Passages::new(std::mem::take(&mut dossier.supporting)),
            contradicting: Passages::new(std::mem::take(&mut dossier.contradicting)),
            dossier,
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
        let record = workspace.graph().link(self.dossier.link);
        if let Some(passage) = goes_to {
            self.supporting.aim_at(passage);
            self.contradicting.aim_at(passage);
        }
        self.head_ui(ui, workspace, looks, commands);
        note_ui(ui, tokens, &record.note);
        details_ui(ui, tokens, "link details", &self.details);

        section_ui(ui, tokens, "Passages", Some(self.supporting.testimonies.len()));
        if self.supporting.testimonies.is_empty() {
            unsourced_ui(ui, workspace);
        }
        self.supporting.ui(ui, workspace, &self.marker, Shows::Passage, commands);
        if !self.contradicting.testimonies.is_empty() {
            against_heading_ui(ui, tokens, self.contradicting.testimonies.len());
            self.contradicting.ui(ui, workspace, &self.marker, Shows::Passage, commands);
        }
        self.parallel_ui(ui, workspace, commands);
        ui.add_space(tokens.padding);
    }

    fn head_ui(
        &self,
        ui: &mut Ui,
        workspace: &Workspace,
        looks: &BTreeMap<String, ActorLook>,
        commands: &mut Vec<Command>,
    ) {
        let tokens = workspace.theme().tokens();
        let graph = workspace.graph();
        let record = graph.link(self.dossier.link);
        title_ui(ui, tokens, kind_words(&record.kind));
        let LinkDossier { source, target, directed, .. } = self.dossier;
        if source == target {
            end_ui(ui, workspace, looks, source, Role::Subject, commands);
            bidi_text::line_ui(ui, "A link from an actor to itself", &TextLook::small(tokens));
        } else {
            end_ui(ui, workspace, looks, source, Role::Source, commands);
            let (arrow, words) =
                if directed { ("↓", "from the first to the second") } else { ("↕", "without direction") };
            ui.horizontal(|ui| {
                ui.add_space(tokens.padding);
                bidi_text::line_ui(ui, &format!("{arrow} {words}"), &TextLook::small(tokens));
            });
            end_ui(ui, workspace, looks, target, Role::Target, commands);
        }
        self.facts_ui(ui, workspace);
    }

    fn facts_ui(&self, ui: &mut Ui, workspace: &Workspace) {
        let tokens = workspace.theme().tokens();
        let record = workspace.graph().link(self.dossier.link);
        ui.horizontal_wrapped(|ui| {
            let standing = Standing::of(record);
            rows::standing_ui(ui, workspace, self.dossier.link);
            let ink = if standing == Standing::Unsourced { tokens.warning } else { tokens.text };
            chip_ui(ui, tokens, standing.name(), tokens.field, ink).on_hover_text(rows::standing_words(standing));
            for grade in &self.dossier.grades {
                chip_ui(ui, tokens, &grade.to_string(), tokens.field, tokens.text).on_hover_text(grade.meaning());
            }
            if !self.contradicting.testimonies.is_empty() {
                chip_ui(ui, tokens, "contradicted", tokens.field, tokens.warning)
                    .on_hover_text("At least one passage says otherwise; see below.");
            }
            if !workspace.visibility().shows_link(self.dossier.link) {
                let is_faded = workspace.visibility().fades_link(self.dossier.link);
                chip_ui(ui, tokens, if is_faded { "faded" } else { "hidden" }, tokens.field, tokens.warning)
                    .on_hover_text(rows::WHY_UNSHOWN);
            }
        });
        let mut facts: Vec<(&str, String)> = Vec::new();
        facts.extend(self.dossier.when.clone().map(|when| ("When", when)));
        facts.extend(record.weight.map(|weight| ("Weight", weight.to_string())));
        if !facts.is_empty() {
            egui::Grid::new("link facts").num_columns(2).spacing([tokens.padding, 3.0]).show(ui, |ui| {
                for (name, value) in facts {
                    bidi_text::label_ui(ui, name, &TextLook::body(tokens).ink(tokens.text_weak));
                    bidi_text::paragraph_ui(ui, &value, &TextLook::body(tokens), &[]);
                    ui.end_row();
                }
            });
        }
    }

    fn parallel_ui(&self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        if self.dossier.parallel.is_empty() {
            return;
        }
        let tokens = workspace.theme().tokens();
        section_ui(ui, tokens, "Other links between the two", Some(self.dossier.parallel.len()));
        for line in &self.dossier.parallel {
            parallel_line_ui(ui, workspace, line, self.dossier.source, commands);
        }
    }
}

/// One end, with a bar in the colour in which its mentions are marked.
fn end_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    looks: &BTreeMap<String, ActorLook>,
    actor: ActorIx,
    role: Role,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    let graph = workspace.graph();
    let (ground, underline) = role_colours(tokens, role);
    let frame = card_frame(tokens).inner_margin(egui::Margin::symmetric(6, 4)).fill(ground);
    let frame = frame.stroke(Stroke::new(1.0, underline.unwrap_or(colour(tokens.outline))));
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            if let Some(look) = looks.get(graph.actor(actor).kind.as_str()) {
                glyph_ui(ui, tokens, *look, tokens.text_size + 2.0).on_hover_text(kind_words(&graph.actor(actor).kind));
            }
            let response = bidi_text::link_ui(ui, actor_words(graph, actor), &TextLook::body(tokens).bold());
            rows::go_to(&response, Target::Actor(actor), commands);
            ui.add_space(2.0);
        });
    });
}

fn unsourced_ui(ui: &mut Ui, workspace: &Workspace) {
    let tokens = workspace.theme().tokens();
    let frame: Frame = card_frame(tokens).stroke(Stroke::new(1.0, colour(tokens.warning)));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let look = TextLook::body(tokens).ink(tokens.warning).bold();
        bidi_text::paragraph_ui(ui, "No passage supports this link.", &look, &[]);
        let hint = "Nothing in this file says where it is written. It is drawn dotted.";
        bidi_text::paragraph_ui(ui, hint, &TextLook::small(tokens), &[]);
    });
}

fn parallel_line_ui(ui: &mut Ui, workspace: &Workspace, line: &LinkLine, source: ActorIx, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let graph = workspace.graph();
    rows::row_ui(
        ui,
        rows::row_height(tokens),
        commands,
        |ui, commands| {
            rows::passages_ui(ui, tokens, line, commands);
            if let Some(when) = &line.when {
                bidi_text::line_ui(ui, when, &TextLook::small(tokens));
            }
        },
        |ui, commands| {
            rows::standing_ui(ui, workspace, line.link);
            let kind = kind_words(&graph.link(line.link).kind);
            let response = bidi_text::link_ui(ui, kind, &TextLook::body(tokens).ink(tokens.accent));
            let words = match line.direction {
                LinkDirection::Mutual => "Without direction".to_owned(),
                LinkDirection::Outgoing => format!("From {}", actor_words(graph, source)),
                LinkDirection::Incoming => format!("From {}", actor_words(graph, line.other)),
            };
            let response = response.on_hover_text(bidi_text::widget_text(&words, &TextLook::body(tokens)));
            rows::go_to(&response, Target::Link(line.link), commands);
            if line.direction == LinkDirection::Incoming {
                bidi_text::line_ui(ui, "(the other way)", &TextLook::small(tokens));
            }
        },
    );
}
