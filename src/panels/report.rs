//! The window with the load report: what the reader has to say about the open file, grouped by sort.

use egui::{Context, ScrollArea, Window};

use super::look::{bold_font, counted, weak_ui};
use crate::workspace::{Command, Workspace};

/// How many lines of one sort are listed before the rest is counted.
const LINES_LISTED: usize = 200;

/// The load report.
#[derive(Debug, Default)]
pub struct ReportWindow {
    is_open: bool,
}

impl ReportWindow {
    /// Opens the window.
    pub fn open(&mut self) {
        self.is_open = true;
    }

    /// Draws the window if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        let window = Window::new("Load report").open(&mut self.is_open).collapsible(false).default_width(600.0);
        window.pivot(egui::Align2::CENTER_CENTER).default_pos(ctx.content_rect().center()).show(ctx, |ui| {
            let (graph, report) = (workspace.graph(), workspace.report());
            let counts = [
                counted(graph.actor_count(), "actor", "actors"),
                counted(graph.link_count(), "link", "links"),
                counted(graph.document_count(), "document", "documents"),
                counted(graph.passage_count(), "passage", "passages"),
            ];
            ui.label(format!("Read from {}: {}.", workspace.file_name(), counts.join(", ")));
            ui.add_space(tokens.gap);
            if report.is_empty() {
                ui.label("Nothing was skipped or repaired: everything in the file was read as it stands.");
                return;
            }
            ui.label(counted(report.len(), "remark", "remarks"));
            ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                for (first, count) in report.by_code() {
                    let code = first.warning.code();
                    ui.add_space(tokens.gap);
                    let heading = format!("{} ({count})", code.replace('-', " "));
                    ui.label(egui::RichText::new(heading).font(bold_font(tokens.text_size)));
                    let notes = report.notes().iter().filter(|note| note.warning.code() == code);
                    for note in notes.take(LINES_LISTED) {
                        let place = note.line.map_or_else(String::new, |line| format!("Line {line}: "));
                        let words = format!("{place}{}", note.warning);
                        ui.add(egui::Label::new(crate::text::visible_controls(&words).into_owned()).wrap());
                    }
                    if count > LINES_LISTED {
                        weak_ui(ui, tokens, &format!("and {} more", count - LINES_LISTED));
                    }
                }
            });
            ui.add_space(tokens.gap);
            if ui.button("Copy the report").clicked() {
                let lines: Vec<String> = report
                    .notes()
                    .iter()
                    .map(|note| match note.line {
                        Some(line) => format!("line {line}: {}", note.warning),
                        None => note.warning.to_string(),
                    })
                    .collect();
                commands.push(Command::CopyText(lines.join("\n")));
            }
        });
    }
}
