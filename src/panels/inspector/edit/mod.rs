//! The Inspector while a record is edited: its fields, its details, and what is said about each passage it rests on.
//! Every field is a step of the history by itself.

mod details;
mod evidence;

use egui::{ComboBox, Id, RichText, Ui};

use crate::model::{Actor, ActorIx, Change, Link, LinkIx, When};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::field::{Field, needed, one_line};
use crate::panels::look::{self, colour};
use crate::scene::Tokens;
use crate::text::{actor_words, link_words};
use crate::workspace::{Command, Edit, RecordEdit, Target, Workspace};

pub(super) use details::NewDetail;

/// Room for a note.
const NOTE_ROWS: usize = 4;

/// The fields of an actor.
pub(super) fn actor_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    ix: ActorIx,
    new: &mut NewDetail,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    let (graph, id) = (workspace.graph(), |name: &str| Id::new(("edit actor", ix, name)));
    let actor = graph.actor(ix);
    let change = |name: &str, actor: Actor| -> Command {
        let step = format!("Change {name} of {}", actor_words(graph, ix));
        RecordEdit::new(step, vec![Change::Actor(ix, Box::new(actor))]).into()
    };
    let name = Field { name: "Name", value: &actor.label, hint: "", rows: 1, check: &needed("A name") };
    if let Some(label) = name.ui(ui, tokens, id("name")) {
        commands.push(Edit::Relabel(ix, label).into());
    }
    let kind = Field { name: "Type", value: &actor.kind, hint: "person, group, place …", rows: 1, check: &one_line };
    if let Some(kind) = kind.ui(ui, tokens, id("type")) {
        commands.push(Edit::RetypeActors(vec![(ix, kind)]).into());
    }
    let aliases = actor.aliases.join("\n");
    let field =
        Field { name: "Also known as", value: &aliases, hint: "one name on each line", rows: 2, check: &|_| None };
    if let Some(text) = field.ui(ui, tokens, id("aliases")) {
        let mut actor = actor.clone();
        actor.aliases = text.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        commands.push(change("other names", actor));
    }
    if let Some(text) = note_ui(ui, tokens, &actor.note, id("note")) {
        let mut actor = actor.clone();
        actor.note = text;
        commands.push(change("note", actor));
    }
    details::ui(ui, workspace, Target::Actor(ix), new, commands);
    if let Some(evidence) = evidence::ui(ui, workspace, &actor.evidence) {
        let mut actor = actor.clone();
        actor.evidence = evidence;
        commands.push(change("evidence", actor));
    }
}

/// The fields of a link.
pub(super) fn link_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    ix: LinkIx,
    new: &mut NewDetail,
    commands: &mut Vec<Command>,
) {
    let tokens = workspace.theme().tokens();
    let (graph, id) = (workspace.graph(), |name: &str| Id::new(("edit link", ix, name)));
    let link = graph.link(ix);
    let change = |name: &str, link: Link| -> Command {
        let step = format!("Change {name} of {}", link_words(graph, ix));
        RecordEdit::new(step, vec![Change::Link(ix, Box::new(link))]).into()
    };
    let kind = Field { name: "Type", value: &link.kind, hint: "leads, brother of …", rows: 1, check: &one_line };
    if let Some(kind) = kind.ui(ui, tokens, id("type")) {
        commands.push(Edit::RetypeLinks(vec![(ix, kind)]).into());
    }
    direction_ui(ui, workspace, ix, commands);
    let when = link.when.as_ref().map_or("", When::text);
    let hint = "2007, 2007-03, 2009-12~, 2007/2009";
    let check = |text: &str| {
        let is_date = text.is_empty() || When::new(text).is_understood();
        (!is_date).then(|| format!("Not a date. Write {hint}."))
    };
    if let Some(text) = (Field { name: "When", value: when, hint, rows: 1, check: &check }).ui(ui, tokens, id("when")) {
        let mut link = link.clone();
        link.when = (!text.is_empty()).then(|| When::new(text));
        commands.push(change("date", link));
    }
    let weight = link.weight.map(|weight| weight.to_string()).unwrap_or_default();
    let check = |text: &str| {
        let is_number = text.is_empty() || number(text).is_some();
        (!is_number).then(|| "A weight is a number, such as 2 or 0.5.".to_owned())
    };
    let field = Field { name: "Weight", value: &weight, hint: "none", rows: 1, check: &check };
    if let Some(text) = field.ui(ui, tokens, id("weight")) {
        let link = Link { weight: number(&text), ..link.clone() };
        commands.push(change("weight", link));
    }
    if let Some(text) = note_ui(ui, tokens, &link.note, id("note")) {
        let mut link = link.clone();
        link.note = text;
        commands.push(change("note", link));
    }
    details::ui(ui, workspace, Target::Link(ix), new, commands);
    if let Some(evidence) = evidence::ui(ui, workspace, &link.evidence) {
        let mut link = link.clone();
        link.evidence = evidence;
        commands.push(change("evidence", link));
    }
}

fn note_ui(ui: &mut Ui, tokens: &Tokens, note: &str, id: Id) -> Option<String> {
    let hint = "Ctrl+Enter keeps it, Esc leaves it as it was";
    Field { name: "Note", value: note, hint, rows: NOTE_ROWS, check: &|_| None }.ui(ui, tokens, id)
}

/// A finite number, with a point or a comma.
fn number(text: &str) -> Option<f64> {
    text.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

/// Which way a link runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forth,
    Back,
    None,
}

fn direction_ui(ui: &mut Ui, workspace: &Workspace, ix: LinkIx, commands: &mut Vec<Command>) {
    let (graph, tokens) = (workspace.graph(), workspace.theme().tokens());
    let (link, (source, target)) = (graph.link(ix), graph.ends(ix));
    let words = |from, to| format!("{} → {}", actor_words(graph, from), actor_words(graph, to));
    let said = |direction: Direction| match direction {
        Direction::Forth => words(source, target),
        Direction::Back => words(target, source),
        Direction::None => "Without direction".to_owned(),
    };
    let now = if link.directed { Direction::Forth } else { Direction::None };
    let mut chosen = now;
    let label = bidi_text::line_ui(ui, "Direction", &TextLook::small(tokens));
    let look = TextLook::body(tokens).of_widget();
    let shown = bidi_text::widget_text(&said(now), &look);
    let list = ComboBox::from_id_salt(("direction", ix)).width(ui.available_width() - 8.0).selected_text(shown);
    let response = look::choices_ui(ui, list, |ui| {
        for direction in [Direction::Forth, Direction::Back, Direction::None] {
            ui.selectable_value(&mut chosen, direction, bidi_text::widget_text(&said(direction), &look));
        }
    });
    response.response.labelled_by(label.id);
    if chosen == now {
        return;
    }
    let mut changes = Vec::new();
    if chosen == Direction::Back {
        changes.push(Change::Ends(ix, target, source));
    }
    changes.push(Change::Link(ix, Box::new(Link { directed: chosen != Direction::None, ..link.clone() })));
    commands.push(RecordEdit::new(format!("Turn {}", link_words(graph, ix)), changes).into());
}

/// A line that says that there is nothing.
fn nothing_ui(ui: &mut Ui, tokens: &Tokens, words: &str) {
    ui.label(RichText::new(words).size(tokens.small_size).color(colour(tokens.text_weak)));
}
