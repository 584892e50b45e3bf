//! The small dialogs that ask for another name of an actor, or another type of actors or links.

use egui::{Context, Id, Key, Modal, TextEdit};

use super::look::{kind_words, weak_ui};
use crate::model::{ActorIx, LinkIx};
use crate::text::fold;
use crate::workspace::{Command, Edit, Workspace};

/// Types that are offered below the field.
const OFFERED: usize = 8;

/// What is being asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Label(ActorIx),
    ActorKind(Vec<ActorIx>),
    LinkKind(Vec<LinkIx>),
}

/// The dialog, if one is open.
#[derive(Debug, Default)]
pub struct RenameDialog {
    asked: Option<Asked>,
    text: String,
    has_focus: bool,
}

impl RenameDialog {
    /// Asks for another name of an actor.
    pub fn ask_label(&mut self, workspace: &Workspace, actor: ActorIx) {
        self.ask(Asked::Label(actor), workspace.graph().actor(actor).label.clone());
    }

    /// Asks for another type of actors.
    pub fn ask_actor_kind(&mut self, workspace: &Workspace, actors: impl IntoIterator<Item = ActorIx>) {
        let actors: Vec<ActorIx> = actors.into_iter().collect();
        let Some(first) = actors.first() else { return };
        let kind = workspace.graph().actor(*first).kind.clone();
        self.ask(Asked::ActorKind(actors), kind);
    }

    /// Asks for another type of links.
    pub fn ask_link_kind(&mut self, workspace: &Workspace, links: impl IntoIterator<Item = LinkIx>) {
        let links: Vec<LinkIx> = links.into_iter().collect();
        let Some(first) = links.first() else { return };
        let kind = workspace.graph().link(*first).kind.clone();
        self.ask(Asked::LinkKind(links), kind);
    }

    fn ask(&mut self, asked: Asked, text: String) {
        *self = Self { asked: Some(asked), text, has_focus: false };
    }

    /// Draws the dialog if one is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        let Some(asked) = self.asked.clone() else { return };
        let tokens = workspace.theme().tokens();
        let (heading, field) = words(&asked, workspace);
        let mut decision = None;
        let modal = Modal::new(Id::new("rename")).show(ctx, |ui| {
            ui.set_width(380.0);
            ui.heading(&heading);
            ui.add_space(tokens.gap);
            let label = ui.label(field).id;
            let response = ui.add(TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY)).labelled_by(label);
            if !self.has_focus {
                response.request_focus();
                self.has_focus = true;
            }
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                decision = Some(true);
            }
            let trouble = trouble(&asked, &self.text);
            match trouble {
                Some(why) => drop(ui.colored_label(ui.visuals().error_fg_color, why)),
                None => self.offers_ui(ui, &asked, workspace),
            }
            ui.add_space(tokens.gap);
            ui.horizontal(|ui| {
                if ui.add_enabled(trouble.is_none(), egui::Button::new("Change")).clicked() {
                    decision = Some(true);
                }
                if ui.button("Cancel").clicked() {
                    decision = Some(false);
                }
            });
            if trouble.is_some() {
                decision = decision.filter(|change| !change);
            }
        });
        if modal.should_close() {
            decision = decision.or(Some(false));
        }
        let Some(change) = decision else { return };
        if change {
            commands.push(edit(asked, self.text.trim()).into());
        }
        self.asked = None;
    }

    /// Types that the graph has already, those that fit what is typed first.
    fn offers_ui(&mut self, ui: &mut egui::Ui, asked: &Asked, workspace: &Workspace) {
        let graph = workspace.graph();
        let kinds = match asked {
            Asked::Label(_) => return,
            Asked::ActorKind(_) => graph.actor_kinds(),
            Asked::LinkKind(_) => graph.link_kinds(),
        };
        let typed = fold(&self.text);
        let (mut fitting, others): (Vec<&str>, Vec<&str>) = kinds
            .iter()
            .map(|(kind, _)| *kind)
            .filter(|kind| !kind.is_empty())
            .partition(|kind| fold(kind).contains(&typed));
        fitting.extend(others);
        weak_ui(ui, workspace.theme().tokens(), "Types in this file");
        ui.horizontal_wrapped(|ui| {
            for kind in fitting.into_iter().take(OFFERED) {
                if ui.selectable_label(self.text == kind, kind_words(kind)).clicked() {
                    kind.clone_into(&mut self.text);
                }
            }
        });
    }
}

fn words(asked: &Asked, workspace: &Workspace) -> (String, &'static str) {
    let graph = workspace.graph();
    match asked {
        Asked::Label(actor) => (format!("Rename {}", graph.actor(*actor).label), "Name"),
        Asked::ActorKind(actors) => match actors[..] {
            [actor] => (format!("Change the type of {}", graph.actor(actor).label), "Type"),
            _ => (format!("Change the type of {} actors", actors.len()), "Type"),
        },
        Asked::LinkKind(links) => match links[..] {
            [_] => ("Change the type of this link".to_owned(), "Type"),
            _ => (format!("Change the type of {} links", links.len()), "Type"),
        },
    }
}

/// Why the text will not do, if it will not.
fn trouble(asked: &Asked, text: &str) -> Option<&'static str> {
    match asked {
        Asked::Label(_) if text.trim().is_empty() => Some("An actor needs a name."),
        Asked::Label(_) | Asked::ActorKind(_) | Asked::LinkKind(_) => None,
    }
}

fn edit(asked: Asked, text: &str) -> Edit {
    match asked {
        Asked::Label(actor) => Edit::Relabel(actor, text.to_owned()),
        Asked::ActorKind(actors) => {
            Edit::RetypeActors(actors.into_iter().map(|actor| (actor, text.to_owned())).collect())
        }
        Asked::LinkKind(links) => Edit::RetypeLinks(links.into_iter().map(|link| (link, text.to_owned())).collect()),
    }
}
