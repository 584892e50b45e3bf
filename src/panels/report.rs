//! The load report: what was kept, repaired or not understood when the file was opened, by sort, with lines.

use egui::{
    Align2, CollapsingHeader, Context, Grid, Key, Label, Modifiers, RichText, ScrollArea, Ui, Vec2, WidgetInfo,
    WidgetType, Window,
};

use super::bidi_text::{self, TextLook};
use super::look::{colour, counted};
use crate::model::{About, LoadReport, Note, Tally};
use crate::scene::Tokens;
use crate::workspace::{Command, Target, Workspace};

/// The window with the load report.
#[derive(Debug, Default)]
pub struct ReportWindow {
    is_open: bool,
}

impl ReportWindow {
    /// Opens the window.
    pub fn open(&mut self) {
        self.is_open = true;
    }

    /// Draws the window, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        let report = workspace.report();
        let mut is_open = self.is_open;
        // Below the middle, where what a remark leads to is shown.
        let shown = Window::new("Load report")
            .open(&mut is_open)
            .collapsible(false)
            .default_size([600.0, 360.0])
            .pivot(Align2::CENTER_BOTTOM)
            .default_pos(ctx.content_rect().center_bottom() + Vec2::new(0.0, -40.0))
            .show(ctx, |ui| {
                let body = TextLook::body(tokens);
                let graph = workspace.graph();
                let counts = [
                    counted(graph.actor_count(), "actor", "actors"),
                    counted(graph.link_count(), "link", "links"),
                    counted(graph.document_count(), "document", "documents"),
                    counted(graph.passage_count(), "passage", "passages"),
                ];
                let read = format!("Read from {}: {}.", workspace.file_name(), counts.join(", "));
                bidi_text::paragraph_ui(ui, &read, &body.ink(tokens.text_weak), &[]);
                tally_ui(ui, tokens, report);
                if report.is_empty() {
                    let words = "Everything in the file was understood. There is nothing to report.";
                    bidi_text::paragraph_ui(ui, words, &body, &[]);
                    return;
                }
                let words = if report.has_losses() {
                    "Some of the file could not be taken over."
                } else {
                    "Everything in the file was kept; some of it was not understood."
                };
                ui.horizontal(|ui| {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        if ui.button("Copy").on_hover_text("Copy the whole report").clicked() {
                            let lines: Vec<String> = report.notes().iter().map(line_of).collect();
                            commands.push(Command::CopyText(lines.join("\n")));
                        }
                        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                            let all = counted(report.len(), "remark", "remarks");
                            bidi_text::line_ui(ui, &format!("{words} {all}."), &body);
                        });
                    });
                });
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    for (first, count) in report.by_code() {
                        code_ui(ui, tokens, report.notes(), first, count, commands);
                    }
                });
            });
        // Escape closes what lies on top, and is for nobody else then.
        let is_on_top = shown.is_some_and(|shown| ctx.top_layer_id() == Some(shown.response.layer_id));
        if is_on_top && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            is_open = false;
        }
        self.is_open = is_open;
    }
}

/// What became of the records of the file, as a small table whose rows add up.
fn tally_ui(ui: &mut Ui, tokens: &Tokens, report: &LoadReport) {
    let rows = [("Actors", report.actors), ("Links", report.links)];
    if rows.iter().all(|(_, tally)| tally.merged + tally.skipped + tally.made == 0) {
        return;
    }
    Grid::new("tally").num_columns(6).spacing([18.0, 4.0]).show(ui, |ui| {
        for heading in ["", "in the file", "= kept", "+ merged", "+ skipped", "made besides"] {
            ui.add(Label::new(RichText::new(heading).color(colour(tokens.text_weak))).extend());
        }
        ui.end_row();
        for (name, tally) in rows {
            let Tally { read, merged, skipped, made } = tally;
            ui.label(name);
            for (number, is_loss) in
                [(read, false), (tally.kept(), false), (merged, false), (skipped, skipped > 0), (made, false)]
            {
                let ink = if is_loss { tokens.warning } else { tokens.text };
                ui.label(RichText::new(number.to_string()).color(colour(ink)));
            }
            ui.end_row();
        }
    });
}

/// The remarks of one sort; those that speak of an actor or a link lead to it.
fn code_ui(ui: &mut Ui, tokens: &Tokens, notes: &[Note], first: &Note, count: usize, commands: &mut Vec<Command>) {
    let code = first.warning.code();
    let ink = if first.warning.is_loss() { tokens.warning } else { tokens.text };
    let title = RichText::new(format!("{} ({count})", code_words(code))).color(colour(ink));
    CollapsingHeader::new(title).id_salt(code).default_open(true).show(ui, |ui| {
        let of_code: Vec<&Note> = notes.iter().filter(|note| note.warning.code() == code).collect();
        for note in of_code.iter().take(MOST_LISTED) {
            note_ui(ui, tokens, note, commands);
        }
        if count > MOST_LISTED {
            let more = format!("and {} more like this", count - of_code.len().min(MOST_LISTED));
            bidi_text::line_ui(ui, &more, &TextLook::small(tokens));
        }
    });
}

fn note_ui(ui: &mut Ui, tokens: &Tokens, note: &Note, commands: &mut Vec<Command>) {
    let words = line_of(note);
    let (target, name) = match note.about {
        Some(About::Actor(actor)) => (Target::Actor(actor), "Show the actor"),
        Some(About::Link(link)) => (Target::Link(link), "Show the link"),
        None => {
            bidi_text::paragraph_ui(ui, &words, &TextLook::body(tokens), &[]);
            return;
        }
    };
    ui.horizontal_top(|ui| {
        let response = ui.small_button("Show").on_hover_text(name);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{name}: {words}")));
        if response.clicked() {
            commands.push(Command::GoTo(target));
        }
        ui.vertical(|ui| bidi_text::paragraph_ui(ui, &words, &TextLook::body(tokens), &[]));
    });
}

/// How many remarks of one sort are listed; the rest is counted.
const MOST_LISTED: usize = 50;

fn line_of(note: &Note) -> String {
    match (&note.part, note.line) {
        (None, Some(line)) => format!("Line {line}: {}", note.warning),
        (None, None) => note.warning.to_string(),
        (Some(_), _) => format!("{}: {}", note.place(), note.warning),
    }
}

/// `unknown-field` as `Unknown field`.
fn code_words(code: &str) -> String {
    let words = code.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
