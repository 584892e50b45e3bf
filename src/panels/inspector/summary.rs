//! The Inspector's page when nothing is selected: what the file holds, and what to do next.

use std::collections::BTreeMap;

use egui::Ui;

use super::title_ui;
use crate::model::DocumentIx;
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::glyph::glyph_ui;
use crate::panels::lazy_column::LazyColumn;
use crate::panels::look::{counted, grouped, kind_words, section_ui};
use crate::panels::rows;
use crate::scene::{ActorLook, Tokens};
use crate::workspace::{Action, Command, Workspace};

#[derive(Debug, Default)]
pub(super) struct Summary {
    list: LazyColumn,
}

/// How many types are listed; the rest is counted.
const MOST_KINDS: usize = 12;

impl Summary {
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        looks: &BTreeMap<String, ActorLook>,
        commands: &mut Vec<Command>,
    ) {
        let tokens = workspace.theme().tokens();
        let (graph, overview) = (workspace.graph(), workspace.overview());
        let body = TextLook::body(tokens);
        let title = if graph.title.trim().is_empty() { workspace.file_name().to_owned() } else { graph.title.clone() };
        title_ui(ui, tokens, &title);
        let counts = [
            counted(graph.actor_count(), "actor", "actors"),
            counted(graph.link_count(), "link", "links"),
            counted(graph.document_count(), "document", "documents"),
            counted(graph.passage_count(), "passage", "passages"),
        ];
        bidi_text::paragraph_ui(ui, &counts.join(" · "), &body, &[]);
        let hint = if graph.actor_count() == 0 {
            "There is no actor in this file. Open another one to see who is linked to whom."
        } else {
            "Click an actor or a link to read the passages it rests on. Ctrl+F finds anybody by any name."
        };
        bidi_text::paragraph_ui(ui, hint, &body.ink(tokens.text_weak), &[]);
        if !workspace.report().is_empty() {
            let words = counted(workspace.report().len(), "remark on how it was read", "remarks on how it was read");
            if bidi_text::link_ui(ui, &words, &body.ink(tokens.warning)).clicked() {
                commands.push(Action::LoadReport.into());
            }
        }
        if overview.unsourced > 0 {
            let words = format!("{} without a passage.", counted(overview.unsourced, "link is", "links are"));
            bidi_text::paragraph_ui(ui, &words, &body.ink(tokens.warning), &[]);
        }
        if overview.contradicted > 0 {
            let words =
                format!("{} contradicted by a passage.", counted(overview.contradicted, "link is", "links are"));
            bidi_text::paragraph_ui(ui, &words, &body.ink(tokens.warning), &[]);
        }

        section_ui(ui, tokens, "Types of actors", Some(overview.actor_kinds.len()));
        for (kind, count) in overview.actor_kinds.iter().take(MOST_KINDS) {
            kind_ui(ui, tokens, kind, *count, looks.get(kind).copied());
        }
        more_ui(ui, tokens, overview.actor_kinds.len());
        section_ui(ui, tokens, "Types of links", Some(overview.link_kinds.len()));
        for (kind, count) in overview.link_kinds.iter().take(MOST_KINDS) {
            kind_ui(ui, tokens, kind, *count, None);
        }
        more_ui(ui, tokens, overview.link_kinds.len());
        section_ui(ui, tokens, "Documents", Some(graph.document_count()));
        if graph.document_count() == 0 {
            let nothing = "This file holds no documents: its links say nothing of where they are written.";
            bidi_text::paragraph_ui(ui, nothing, &body.ink(tokens.text_weak), &[]);
        }
        let height = rows::row_height(tokens);
        let documents = &overview.documents;
        self.list.ui(ui, documents.len(), height, 2.0, |ui, position| {
            let ix = DocumentIx(documents[position]);
            let document = graph.document(ix);
            if document.missing {
                let words = format!("{} (not in this file)", document.key);
                bidi_text::line_ui(ui, &words, &body.ink(tokens.text_weak));
            } else if bidi_text::link_ui(ui, document.display_title(), &body.ink(tokens.accent)).clicked() {
                commands.push(Command::Read(ix, None));
            }
        });
        ui.add_space(tokens.padding);
    }
}

fn kind_ui(ui: &mut Ui, tokens: &Tokens, kind: &str, count: usize, look: Option<ActorLook>) {
    rows::row_ui(
        ui,
        rows::row_height(tokens),
        &mut Vec::new(),
        |ui, _| {
            bidi_text::line_ui(ui, &grouped(count), &TextLook::body(tokens).ink(tokens.text_weak));
        },
        |ui, _| {
            if let Some(look) = look {
                glyph_ui(ui, tokens, look, tokens.text_size);
            }
            bidi_text::line_ui(ui, kind_words(kind), &TextLook::body(tokens));
        },
    );
}

fn more_ui(ui: &mut Ui, tokens: &Tokens, kinds: usize) {
    if kinds > MOST_KINDS {
        bidi_text::line_ui(ui, &format!("and {} more", grouped(kinds - MOST_KINDS)), &TextLook::small(tokens));
    }
}
