//! The dialogs that ask for another name of an actor, or another type of actors or links.

use std::collections::BTreeSet;

use egui::{Context, Key, RichText, TextEdit, Ui};

use super::bidi_text::{self, TextLook};
use super::kind_choice::kinds_ui;
use super::look::{self, colour, counted};
use crate::model::{ActorIx, LinkIx};
use crate::text::actor_words;
use crate::workspace::{Command, Edit, Workspace};

/// What is asked for.
#[derive(Debug, Default)]
enum Asks {
    #[default]
    Nothing,
    Label(ActorIx),
    ActorKind(Vec<ActorIx>),
    LinkKind(Vec<LinkIx>),
    Group(BTreeSet<ActorIx>),
}

/// The dialog, if one is open.
#[derive(Debug, Default)]
pub struct RenameDialog {
    asks: Asks,
    title: String,
    before: String,
    text: String,
    /// The types of the file, to choose from.
    kinds: Vec<String>,
    wants_focus: bool,
}

impl RenameDialog {
    /// Asks for another name of an actor.
    pub fn ask_label(&mut self, workspace: &Workspace, actor: ActorIx) {
        let name = actor_words(workspace.graph(), actor);
        let title = "Rename an actor".to_owned();
        self.ask(Asks::Label(actor), title, name.to_owned(), Vec::new());
    }

    /// Asks what the selected actors are called as a group.
    pub fn ask_group(&mut self, workspace: &Workspace) {
        let actors = workspace.selection().actors.clone();
        let title = format!("Group {} as one", counted(actors.len(), "actor", "actors"));
        self.ask(Asks::Group(actors), title, String::new(), Vec::new());
        self.text = workspace.suggested_group_name();
    }

    /// Asks for another type of actors.
    pub fn ask_actor_kind(&mut self, workspace: &Workspace, actors: impl IntoIterator<Item = ActorIx>) {
        let graph = workspace.graph();
        let actors: Vec<ActorIx> = actors.into_iter().collect();
        let Some(first) = actors.first() else { return };
        let before = graph.actor(*first).kind.to_string();
        let title = format!("Change the type of {}", counted(actors.len(), "actor", "actors"));
        let kinds = graph.actor_kinds().into_iter().map(|(kind, _)| kind.to_owned()).collect();
        self.ask(Asks::ActorKind(actors), title, before, kinds);
    }

    /// Asks for another type of links.
    pub fn ask_link_kind(&mut self, workspace: &Workspace, links: impl IntoIterator<Item = LinkIx>) {
        let graph = workspace.graph();
        let links: Vec<LinkIx> = links.into_iter().collect();
        let Some(first) = links.first() else { return };
        let before = graph.link(*first).kind.to_string();
        let title = format!("Change the type of {}", counted(links.len(), "link", "links"));
        let kinds = graph.link_kinds().into_iter().map(|(kind, _)| kind.to_owned()).collect();
        self.ask(Asks::LinkKind(links), title, before, kinds);
    }

    fn ask(&mut self, asks: Asks, title: String, before: String, mut kinds: Vec<String>) {
        kinds.retain(|kind| !kind.is_empty());
        *self = Self { asks, title, text: before.clone(), before, kinds, wants_focus: true };
    }

    /// Draws the dialog, if one is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        if matches!(self.asks, Asks::Nothing) {
            return;
        }
        let tokens = workspace.theme().tokens();
        let (mut is_done, mut is_given_up) = (false, false);
        let modal = look::dialog(ctx, "rename").show(ctx, |ui| {
            ui.set_width(380.0);
            bidi_text::line_ui(ui, &self.title, &TextLook::heading(tokens));
            let name = if matches!(self.asks, Asks::Label(_) | Asks::Group(_)) { "Name" } else { "Type" };
            let verb = match self.asks {
                Asks::Label(_) => "Rename",
                Asks::Group(_) => "Group",
                _ => "Change",
            };
            let label = bidi_text::line_ui(ui, name, &TextLook::small(tokens));
            self.field_ui(ui, &label);
            let typed = self.text.trim().to_owned();
            let wanted = if typed == self.before { "" } else { &typed };
            kinds_ui(ui, tokens, &self.kinds, wanted, &mut self.text);
            let trouble = self.trouble();
            let words = trouble.unwrap_or(" ");
            ui.label(RichText::new(words).size(tokens.small_size).color(colour(tokens.warning)));
            let is_valid = trouble.is_none() && self.text.trim() != self.before;
            ui.horizontal(|ui| {
                let accept = ui.add_enabled(is_valid, egui::Button::new(verb));
                is_done = accept.clicked() || is_valid && ui.input(|input| input.key_pressed(Key::Enter));
                is_given_up = ui.button("Cancel").clicked();
            });
        });
        if is_done {
            let text = self.text.trim().to_owned();
            let edit = match std::mem::take(&mut self.asks) {
                Asks::Nothing => return,
                Asks::Label(actor) => Edit::Relabel(actor, text),
                Asks::Group(actors) => workspace.grouped(&actors, &text),
                Asks::ActorKind(actors) => {
                    Edit::RetypeActors(actors.into_iter().map(|actor| (actor, text.clone())).collect())
                }
                Asks::LinkKind(links) => {
                    Edit::RetypeLinks(links.into_iter().map(|link| (link, text.clone())).collect())
                }
            };
            commands.push(edit.into());
        } else if is_given_up || modal.should_close() {
            self.asks = Asks::Nothing;
        }
    }

    fn field_ui(&mut self, ui: &mut Ui, label: &egui::Response) {
        let output = TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY).show(ui);
        let response = output.response.response.labelled_by(label.id);
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            let mut state = output.state;
            let all = egui::text::CCursorRange::two(egui::text::CCursor::default(), output.galley.end());
            state.cursor.set_char_range(Some(all));
            state.store(ui.ctx(), response.id);
        }
    }

    /// What is wrong with what is typed.
    fn trouble(&self) -> Option<&'static str> {
        let text = self.text.trim();
        if text.is_empty() {
            Some(match self.asks {
                Asks::Label(_) | Asks::Group(_) => "A name cannot be empty. Type one, or cancel.",
                _ => "A type cannot be empty. Type one, or cancel.",
            })
        } else if text.contains(['\n', '\r']) {
            Some("It has to fit on one line.")
        } else {
            None
        }
    }
}
