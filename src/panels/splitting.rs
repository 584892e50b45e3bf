//! The dialog that makes two of one actor: what there is of it, each to be ticked to go to the new one. What splitting does is in
//! `workspace`.

use std::cell::Cell;

use egui::{
    Align, Button, Context, Key, Modifiers, Response, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, WidgetType,
};

use super::bidi_text::{self, TextLook};
use super::derived::{GraphStamp, graph_stamp};
use super::look::{self, colour, kind_words};
use super::rows;
use crate::model::{ActorIx, Evidence, Graph, LinkIx};
use crate::scene::Tokens;
use crate::text::{actor_words, evidence_words};
use crate::workspace::parting::{End, Parting, part};
use crate::workspace::{Command, Pick, Target, Workspace};

/// The dialog, if it is open.
#[derive(Debug, Default)]
pub struct SplitDialog {
    form: Option<Form>,
    wants_focus: bool,
}

#[derive(Debug)]
struct Form {
    actor: ActorIx,
    /// The state of the graph that the rows are of.
    stamp: GraphStamp,
    label: String,
    kind: String,
    rows: Vec<Row>,
    /// Whether one of the rows has the keyboard.
    is_in_list: bool,
}

#[derive(Debug)]
enum Row {
    Heading(&'static str),
    Thing(Thing),
}

/// Something that can go to the new actor.
#[derive(Debug)]
struct Thing {
    what: What,
    words: String,
    goes: bool,
    /// Whether it stays as well, of what may stand in both.
    stays: bool,
}

#[derive(Debug)]
enum What {
    Alias(usize),
    End(LinkIx, End),
    Evidence(usize),
    Detail(String),
    Note,
}

impl What {
    /// Whether it may stand in both records. A link that were in both would be two links.
    fn may_be_in_both(&self) -> bool {
        matches!(self, Self::Evidence(_) | Self::Detail(_) | Self::Note)
    }
}

impl SplitDialog {
    /// Asks what goes to a new actor.
    pub fn ask(&mut self, workspace: &Workspace, actor: ActorIx) {
        let graph = workspace.graph();
        if graph.has_actor(actor) {
            let kind = graph.actor(actor).kind.to_string();
            let (stamp, rows) = (graph_stamp(workspace), rows_of(graph, actor));
            self.form = Some(Form { actor, stamp, label: String::new(), kind, rows, is_in_list: false });
            self.wants_focus = true;
        }
    }

    /// Draws the dialog, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(form) = &mut self.form else { return };
        if form.stamp != graph_stamp(workspace) {
            self.form = None;
            return;
        }
        let (mut is_done, mut is_given_up) = (false, false);
        let wants_focus = &mut self.wants_focus;
        let modal = look::dialog(ctx, "split").show(ctx, |ui| {
            ui.set_width(460.0);
            (is_done, is_given_up) = form.ui(ui, workspace, wants_focus);
        });
        if is_done && let Some((edit, new)) = part(workspace.graph(), workspace.view(), form.actor, &form.parting()) {
            commands.push(edit.into());
            let both = vec![Target::Actor(form.actor), Target::Actor(new)];
            commands.push(Command::SelectMany(both, Pick::Replace));
        }
        if is_done || is_given_up || modal.should_close() {
            self.form = None;
        }
    }
}

impl Form {
    fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, wants_focus: &mut bool) -> (bool, bool) {
        let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
        // In the list, Space ticks, and Enter is for the dialog as it is everywhere else.
        let entered = self.is_in_list && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        self.is_in_list = false;
        let title = format!("Split {} in two", actor_words(graph, self.actor));
        bidi_text::line_ui(ui, &title, &TextLook::heading(tokens));
        let words = "Tick what goes to the new actor. Everything else stays where it is.";
        bidi_text::paragraph_ui(ui, words, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
        let name = bidi_text::line_ui(ui, "Name of the new actor", &TextLook::small(tokens));
        let field = ui.add(TextEdit::singleline(&mut self.label).desired_width(f32::INFINITY)).labelled_by(name.id);
        if std::mem::take(wants_focus) {
            field.request_focus();
        }
        let kind = bidi_text::line_ui(ui, "Type", &TextLook::small(tokens));
        ui.add(TextEdit::singleline(&mut self.kind).desired_width(f32::INFINITY)).labelled_by(kind.id);
        let height = rows::row_height(tokens);
        ui.add_space(tokens.gap);
        ScrollArea::vertical().max_height(300.0).auto_shrink([false, true]).show_rows(
            ui,
            height,
            self.rows.len(),
            |ui, shown| {
                for row in &mut self.rows[shown] {
                    match row {
                        Row::Heading(words) => {
                            rows::row_ui(
                                ui,
                                height,
                                &mut Vec::new(),
                                |_, _| {},
                                |ui, _| {
                                    bidi_text::line_ui(ui, words, &TextLook::body(tokens).bold());
                                },
                            );
                        }
                        Row::Thing(thing) => self.is_in_list |= thing.ui(ui, tokens, height, &mut self.label),
                    }
                }
            },
        );
        let trouble = self.trouble();
        ui.label(RichText::new(trouble.unwrap_or(" ")).size(tokens.small_size).color(colour(tokens.warning)));
        let (mut is_done, mut is_given_up) = (false, false);
        ui.horizontal(|ui| {
            let accepted = ui.add_enabled(trouble.is_none(), Button::new("Split")).clicked();
            let entered = entered || ui.input(|input| input.key_pressed(Key::Enter));
            is_done = accepted || trouble.is_none() && entered;
            is_given_up = ui.button("Cancel").clicked();
        });
        (is_done, is_given_up)
    }

    fn things(&self) -> impl Iterator<Item = &Thing> {
        self.rows.iter().filter_map(|row| match row {
            Row::Thing(thing) => Some(thing),
            Row::Heading(_) => None,
        })
    }

    fn trouble(&self) -> Option<&'static str> {
        if self.label.trim().is_empty() {
            Some("The new actor needs a name.")
        } else if [&self.label, &self.kind].iter().any(|text| text.contains(['\n', '\r'])) {
            Some("It has to fit on one line.")
        } else if !self.things().any(|thing| thing.goes) {
            Some("Tick something that goes to it.")
        } else {
            None
        }
    }

    fn parting(&self) -> Parting {
        let (label, kind) = (self.label.trim().to_owned(), self.kind.trim().to_owned());
        let mut parting = Parting { label, kind, ..Parting::default() };
        for thing in self.things().filter(|thing| thing.goes) {
            match &thing.what {
                What::Alias(at) => {
                    parting.aliases.insert(*at);
                }
                What::End(link, end) => {
                    parting.ends.insert((*link, *end));
                }
                What::Evidence(at) => parting.evidence.give(*at, thing.stays),
                What::Detail(name) => parting.details.give(name.clone(), thing.stays),
                What::Note => parting.note.give((), thing.stays),
            }
        }
        parting
    }
}

impl Thing {
    /// Draws the row; returns whether it has the keyboard.
    fn ui(&mut self, ui: &mut Ui, tokens: &Tokens, height: f32, label: &mut String) -> bool {
        let body = TextLook::body(tokens).of_widget();
        let mut is_ticked = false;
        // Whether something in the row has got the keyboard just now, and whether something has it.
        let keyboard = Cell::new((false, false));
        let note = |response: &Response| {
            let (reached, held) = keyboard.get();
            keyboard.set((reached | response.gained_focus(), held | response.has_focus()));
        };
        let Self { what, words, goes, stays } = self;
        let both = what.may_be_in_both() && *goes;
        rows::row_ui(
            ui,
            height,
            &mut Vec::new(),
            |ui, _| {
                if both {
                    let response = ui.checkbox(stays, "in both").on_hover_text("The old one keeps it as well.");
                    note(&response);
                }
            },
            |ui, _| {
                let shown = cut(words);
                let mut response = ui.add(egui::Checkbox::new(goes, bidi_text::widget_text(&shown, &body)));
                note(&response);
                is_ticked = response.changed() && *goes;
                if shown != *words {
                    response = response.on_hover_ui(|ui| {
                        ui.set_max_width(360.0);
                        bidi_text::paragraph_ui(ui, words, &TextLook::body(tokens), &[]);
                    });
                }
                response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, *goes, words.as_str()));
            },
        );
        let (is_reached, is_held) = keyboard.get();
        if is_reached {
            // Tab and the arrows go through rows that are not drawn yet.
            ui.scroll_to_cursor(Some(Align::Center));
        }
        if is_ticked && label.trim().is_empty() && matches!(self.what, What::Alias(_)) {
            label.clone_from(&self.words);
        }
        is_held
    }
}

/// So many characters have room in a row beside what else stands in it.
const ROOM: usize = 56;

/// A text on one line, cut where it is too long for a row.
fn cut(words: &str) -> String {
    let line = words.replace(['\n', '\r', '\t'], " ");
    match line.char_indices().nth(ROOM) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// Everything of an actor that can go.
fn rows_of(graph: &Graph, actor: ActorIx) -> Vec<Row> {
    let record = graph.actor(actor);
    let mut rows = Vec::new();
    let mut list = |heading: &'static str, things: Vec<(What, String)>| {
        if !things.is_empty() {
            rows.push(Row::Heading(heading));
            let thing = |(what, words)| Row::Thing(Thing { what, words, goes: false, stays: false });
            rows.extend(things.into_iter().map(thing));
        }
    };
    let names = record.aliases.iter().enumerate().map(|(at, name)| (What::Alias(at), name.clone()));
    list("Other names", names.collect());
    let links = graph.links_of(actor).into_iter().flat_map(|incidence| ends_of(graph, actor, incidence.link));
    list("Links", links.collect());
    let evidence = record.evidence.iter().enumerate();
    let told = |one: &Evidence| match graph.passage_words(one.passage) {
        Some(words) => format!("“{}” – {}", words.trim(), evidence_words(graph, one)),
        None => evidence_words(graph, one),
    };
    list("Evidence", evidence.map(|(at, one)| (What::Evidence(at), told(one))).collect());
    let mut details: Vec<(What, String)> = Vec::new();
    for (name, cell) in graph.actor_columns().cells(actor.get()) {
        details.push((What::Detail(name.to_owned()), format!("{name}: {}", cell.to_value().words())));
    }
    if !record.note.is_empty() {
        details.push((What::Note, format!("Note: {}", record.note)));
    }
    list("Details", details);
    rows
}

/// The ends of a link that are the actor, as they are called in the list: both of them of a link to itself.
fn ends_of(graph: &Graph, actor: ActorIx, link: LinkIx) -> Vec<(What, String)> {
    let (source, target) = graph.ends(link);
    let record = graph.link(link);
    let kind = kind_words(&record.kind);
    let (out, into) = if record.directed { ("→", "←") } else { ("–", "–") };
    let mut ends = Vec::new();
    if source == actor {
        let to = if target == actor { "itself (where it starts)" } else { actor_words(graph, target) };
        ends.push((What::End(link, End::Source), format!("{kind} {out} {to}")));
    }
    if target == actor {
        let from = if source == actor { "itself (where it ends)" } else { actor_words(graph, source) };
        ends.push((What::End(link, End::Target), format!("{kind} {into} {from}")));
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_stands_on_one_line() {
        assert_eq!(cut("home: Basra"), "home: Basra");
        assert_eq!(cut("one\ntwo"), "one two");
        let long = cut(&"ä ".repeat(60));
        assert_eq!((long.chars().count(), long.ends_with("ä…")), (ROOM, true));
    }
}
