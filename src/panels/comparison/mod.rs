//! What differs from the file that the open one is compared with: a bar above the picture and a list in the place of the
//! Browser. What stands in the list is worked out in `list`.

mod list;

use egui::{Align, Layout, RichText, ScrollArea, Ui, WidgetInfo, WidgetType, vec2};

use self::list::{Line, Record, Side};
use super::bidi_text::{self, TextLook};
use super::derived::Derived;
use super::look::{bold_font, colour, grouped};
use super::notices::bar_ui;
use super::rows;
use crate::scene::{Mark, Rgba, Theme};
use crate::workspace::{Action, Command, Comparison, Workspace};

/// The bar and the list.
#[derive(Debug)]
pub struct ComparisonPanel {
    is_shown: bool,
    /// Which sides are listed, by the order of [`Side::ALL`].
    shows: [bool; 3],
    lines: Derived<(usize, [bool; 3]), Vec<Line>>,
    was_over: bool,
}

impl Default for ComparisonPanel {
    fn default() -> Self {
        Self { is_shown: true, shows: [true; 3], lines: Derived::default(), was_over: false }
    }
}

impl ComparisonPanel {
    /// Shows the list rather than the Browser.
    pub fn show(&mut self) {
        self.is_shown = true;
    }

    /// Whether the list stands in the place of the Browser.
    #[must_use]
    pub fn is_shown(&self, workspace: &Workspace) -> bool {
        self.is_shown && workspace.comparison().is_some()
    }

    /// Draws the bar above the picture, where something is compared.
    pub fn bar_ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(comparison) = workspace.comparison() else { return };
        let tokens = workspace.theme().tokens();
        bar_ui(ui, tokens, |ui| {
            let words = format!("Compared with {}.", comparison.other.name);
            bidi_text::line_ui(ui, &words, &TextLook::body(tokens));
            let (text, hint) = if self.is_shown {
                ("Show lists", "List all actors, links and documents again; the picture stays marked.")
            } else {
                ("Show differences", "List what was added, removed and changed.")
            };
            if ui.button(text).on_hover_text(hint).clicked() {
                self.is_shown = !self.is_shown;
            }
            let stop = Action::StopComparing;
            if ui.button(stop.text()).on_hover_text(stop.tooltip()).clicked() {
                commands.push(stop.into());
            }
        });
    }

    /// Draws the list.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(comparison) = workspace.comparison() else { return };
        let first = commands.len();
        let tokens = workspace.theme().tokens();
        let weak = TextLook::small(tokens);
        let heading = TextLook::heading(tokens);
        bidi_text::label_ui(ui, "Differences", &heading);
        let words = format!("{} → {}", comparison.other.name, workspace.file_name());
        bidi_text::line_ui(ui, &words, &weak).on_hover_text("From the other file to the open one.");
        self.sides_ui(ui, workspace, comparison);
        for doubt in &comparison.difference.doubts {
            bidi_text::paragraph_ui(ui, &doubt.to_string(), &weak.ink(tokens.warning), &[]);
        }
        let key = (std::ptr::from_ref::<Comparison>(comparison) as usize, self.shows);
        let shows = self.shows;
        let lines = self.lines.get(key, || list::lines(&comparison.difference, |side| shows[side as usize]));
        if lines.is_empty() {
            let words = if comparison.difference.is_empty() {
                "The two files say the same."
            } else {
                "Nothing here. Switch on what is to be listed."
            };
            bidi_text::paragraph_ui(ui, words, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
            return;
        }
        let looks = workspace.overview().looks(workspace.theme());
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = rows::row_height(tokens);
        ScrollArea::vertical().id_salt("differences").auto_shrink(false).show_rows(
            ui,
            height,
            lines.len(),
            |ui, range| {
                for line in &lines[range] {
                    let row = vec2(ui.available_width(), height);
                    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
                        ui.spacing_mut().item_spacing.x = 5.0;
                        ui.set_min_height(height);
                        line_ui(ui, workspace, comparison, looks, *line, commands);
                    });
                }
            },
        );
        rows::settle_hover(&mut self.was_over, workspace, commands, first);
    }

    /// Switches for the sides, with the number of records on each.
    fn sides_ui(&mut self, ui: &mut Ui, workspace: &Workspace, comparison: &Comparison) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for side in Side::ALL {
                let count = list::count(&comparison.difference, side);
                let ink = colour(ink(side, workspace.theme()));
                let text = RichText::new(format!("{} {} {}", side.sign(), grouped(count), side.name())).color(ink);
                let shown = &mut self.shows[side as usize];
                let response = ui.selectable_label(*shown, text);
                let name = format!("List what was {}", side.name());
                response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, *shown, &name));
                if response.on_hover_text(&name).clicked() {
                    *shown = !*shown;
                }
            }
        });
    }
}

/// The colour of a sign; that of the picture where the picture has it.
fn ink(side: Side, theme: Theme) -> Rgba {
    match side {
        Side::Added => Mark::Added.colour(theme),
        Side::Changed => Mark::Changed.colour(theme),
        Side::Removed => theme.tokens().error,
    }
}

fn line_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    comparison: &Comparison,
    looks: &std::collections::BTreeMap<String, crate::scene::ActorLook>,
    line: Line,
    commands: &mut Vec<Command>,
) {
    const SIGN_WIDTH: f32 = 12.0;
    let tokens = workspace.theme().tokens();
    let (old, new) = (&comparison.other.graph, workspace.graph());
    let (body, small) = (TextLook::body(tokens), TextLook::small(tokens));
    if let Line::Heading(heading, count) = line {
        ui.label(RichText::new(heading).font(bold_font(tokens.text_size)));
        bidi_text::line_ui(ui, &grouped(count), &small);
        return;
    }
    ui.add_space(line.depth() as f32 * (SIGN_WIDTH + 5.0));
    let sign = line.side().map_or_else(RichText::default, |side| {
        RichText::new(side.sign()).font(bold_font(tokens.text_size)).color(colour(ink(side, workspace.theme())))
    });
    ui.add_sized(vec2(SIGN_WIDTH, tokens.text_size), egui::Label::new(sign).selectable(false));
    let words = || list::words(line, &comparison.difference, old, new);
    let Line::Record(list, side, at) = line else {
        bidi_text::line_ui(ui, &words(), &if line.depth() == 0 { body } else { small });
        return;
    };
    if side == Side::Removed {
        bidi_text::line_ui(ui, &words(), &body.ink(tokens.text_weak));
        return;
    }
    let link = body.ink(tokens.accent);
    match list::record(&comparison.difference, list, side, at) {
        Record::Actor(actor) => rows::actor_ui(ui, workspace, looks, actor, commands),
        Record::Link(ix) => rows::whole_link_ui(ui, new, ix, &link, commands),
        Record::Document(document) => {
            if bidi_text::link_ui(ui, &words(), &link).clicked() {
                commands.push(Command::Read(document, None));
            }
        }
        Record::Passage(passage) => {
            if bidi_text::link_ui(ui, &words(), &link).clicked()
                && let Some(document) = new.passage(passage).document
            {
                commands.push(Command::Read(document, Some(passage)));
            }
        }
    }
}
