//! The dialogs that add an actor, a link between two, or a document; what is asked of the last is in `document`.

mod document;

use egui::{Button, Context, Key, RichText, TextEdit, Ui};

use self::document::NewDocument;
use super::bidi_text::{self, TextLook};
use super::kind_choice::kinds_ui;
use super::look::{self, colour};
use crate::model::{ActorIx, Graph, Link, Point, When};
use crate::scene::Tokens;
use crate::text::{FindIndex, FindLimits, actor_words};
use crate::workspace::{Command, Pick, RecordEdit, Target, Workspace};

/// The dialog, if one is open.
#[derive(Debug, Default)]
pub struct AddDialog {
    form: Option<Form>,
    wants_focus: bool,
}

#[derive(Debug)]
enum Form {
    Actor(NewActor),
    Link(NewLink),
    Document(Box<NewDocument>),
}

#[derive(Debug)]
struct NewActor {
    label: String,
    kind: String,
    point: Option<Point>,
    kinds: Vec<String>,
}

#[derive(Debug)]
struct NewLink {
    source: ActorIx,
    target: Option<ActorIx>,
    /// A part of the name of the target, where it is looked for.
    sought: String,
    /// What was found for it.
    found: Vec<ActorIx>,
    kind: String,
    is_mutual: bool,
    when: String,
    kinds: Vec<String>,
}

/// So many actors are offered as the other end of a link.
const OFFERED: FindLimits = FindLimits { actors: 6, links: 0, passages: 0, documents: 0 };

/// What a form comes to in a frame.
enum Outcome {
    Open,
    Done,
    GivenUp,
}

impl AddDialog {
    /// Asks for a new actor, which will stand at `point`.
    pub fn ask_actor(&mut self, workspace: &Workspace, point: Option<Point>) {
        let kinds = names(workspace.graph().actor_kinds());
        self.ask(Form::Actor(NewActor { label: String::new(), kind: String::new(), point, kinds }));
    }

    /// Asks for a new link from an actor, to another one if that is known already.
    pub fn ask_link(&mut self, workspace: &Workspace, source: ActorIx, target: Option<ActorIx>) {
        let kinds = names(workspace.graph().link_kinds());
        let (sought, found) = (String::new(), Vec::new());
        let (kind, when) = (String::new(), String::new());
        self.ask(Form::Link(NewLink { source, target, sought, found, kind, is_mutual: false, when, kinds }));
    }

    /// Asks for a new document.
    pub fn ask_document(&mut self) {
        self.ask(Form::Document(Box::default()));
    }

    fn ask(&mut self, form: Form) {
        self.form = Some(form);
        self.wants_focus = true;
    }

    /// Draws the dialog, if one is open. `index` finds the other end of a link.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, index: &FindIndex, commands: &mut Vec<Command>) {
        let Some(form) = &mut self.form else { return };
        let wants_focus = &mut self.wants_focus;
        let tokens = workspace.theme().tokens();
        let mut outcome = Outcome::Open;
        let modal = look::dialog(ctx, "add").show(ctx, |ui| {
            ui.set_width(380.0);
            outcome = match form {
                Form::Actor(new) => new.ui(ui, tokens, wants_focus),
                Form::Link(new) => new.ui(ui, workspace, index, wants_focus),
                Form::Document(new) => new.ui(ui, tokens, wants_focus),
            };
        });
        match outcome {
            Outcome::Open if !modal.should_close() => {
                // Enter leaves a field: where something is missing, one goes on typing.
                self.wants_focus |= ctx.input(|input| input.key_pressed(Key::Enter)) && !document::is_in_text(ctx);
                return;
            }
            Outcome::Done => commands.extend(form.edit(workspace.graph()).into_iter().flatten()),
            Outcome::Open | Outcome::GivenUp => {}
        }
        self.form = None;
    }
}

impl Form {
    /// Adds what the form says, and selects or opens it.
    fn edit(&self, graph: &Graph) -> Option<[Command; 2]> {
        let (target, edit) = match self {
            Self::Document(new) => {
                let (ix, edit) = RecordEdit::add_document(graph, new.document());
                return Some([edit.into(), Command::Read(ix, None)]);
            }
            Self::Actor(new) => {
                let (ix, edit) = RecordEdit::add_actor(graph, new.label.trim(), new.kind.trim(), new.point);
                (Target::Actor(ix), edit)
            }
            Self::Link(new) => {
                let mut link = Link { kind: new.kind.trim().into(), directed: !new.is_mutual, ..Link::default() };
                if !new.when.trim().is_empty() {
                    link.when = Some(When::new(new.when.trim()));
                }
                let (ix, edit) = RecordEdit::add_link(graph, new.source, new.target?, link);
                (Target::Link(ix), edit)
            }
        };
        Some([edit.into(), Command::Select(target, Pick::Replace)])
    }
}

impl NewActor {
    fn ui(&mut self, ui: &mut Ui, tokens: &Tokens, wants_focus: &mut bool) -> Outcome {
        bidi_text::line_ui(ui, "Add an actor", &TextLook::heading(tokens));
        field_ui(ui, tokens, "Name", &mut self.label, wants_focus);
        field_ui(ui, tokens, "Type", &mut self.kind, &mut false);
        let wanted = self.kind.trim().to_owned();
        kinds_ui(ui, tokens, &self.kinds, &wanted, &mut self.kind);
        let trouble = match self.label.trim() {
            "" => Some("An actor needs a name."),
            _ => one_line(&[&self.label, &self.kind]),
        };
        buttons_ui(ui, tokens, "Add", trouble)
    }
}

impl NewLink {
    fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, index: &FindIndex, wants_focus: &mut bool) -> Outcome {
        let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
        bidi_text::line_ui(ui, "Add a link", &TextLook::heading(tokens));
        ui.horizontal(|ui| {
            bidi_text::label_ui(ui, "From", &TextLook::body(tokens).ink(tokens.text_weak));
            bidi_text::line_ui(ui, actor_words(graph, self.source), &TextLook::body(tokens));
        });
        if let Some(target) = self.target {
            ui.horizontal(|ui| {
                bidi_text::label_ui(ui, "To", &TextLook::body(tokens).ink(tokens.text_weak));
                bidi_text::line_ui(ui, actor_words(graph, target), &TextLook::body(tokens));
            });
            ui.horizontal(|ui| {
                if ui.button("Swap").on_hover_text("Let the link run the other way").clicked() {
                    (self.source, self.target) = (target, Some(self.source));
                }
                if ui.button("Another…").on_hover_text("Link it to somebody else").clicked() {
                    self.target = None;
                    *wants_focus = true;
                }
            });
        } else {
            self.target_ui(ui, graph, tokens, index, wants_focus);
        }
        field_ui(ui, tokens, "Type", &mut self.kind, &mut (*wants_focus && self.target.is_some()));
        if self.target.is_some() {
            *wants_focus = false;
        }
        let wanted = self.kind.trim().to_owned();
        kinds_ui(ui, tokens, &self.kinds, &wanted, &mut self.kind);
        field_ui(ui, tokens, "When", &mut self.when, &mut false);
        ui.checkbox(&mut self.is_mutual, "Without direction");
        let when = self.when.trim();
        let trouble = if self.target.is_none() {
            Some("Choose the actor at the other end.")
        } else if !when.is_empty() && !When::new(when).is_understood() {
            Some("Not a date. Write 2007, 2007-03, 2009-12~ or 2007/2009.")
        } else {
            one_line(&[&self.kind])
        };
        buttons_ui(ui, tokens, "Add", trouble)
    }

    fn target_ui(&mut self, ui: &mut Ui, graph: &Graph, tokens: &Tokens, index: &FindIndex, wants_focus: &mut bool) {
        let before = self.sought.clone();
        field_ui(ui, tokens, "To", &mut self.sought, wants_focus);
        if self.sought != before {
            let found = index.find(graph, &self.sought, OFFERED).actors;
            self.found = found.hits.into_iter().map(|hit| hit.ix).collect();
        }
        for actor in &self.found {
            let words = actor_words(graph, *actor);
            let look = TextLook::body(tokens).of_widget();
            if ui.add(Button::new(bidi_text::widget_text(words, &look)).truncate()).clicked() {
                self.target = Some(*actor);
                *wants_focus = true;
            }
        }
        if !self.sought.trim().is_empty() && self.found.is_empty() {
            bidi_text::line_ui(ui, "No actor is called that.", &TextLook::small(tokens));
        }
    }
}

/// The types of a file that have a name.
fn names(kinds: Vec<(&str, usize)>) -> Vec<String> {
    kinds.into_iter().map(|(kind, _)| kind.to_owned()).filter(|kind| !kind.is_empty()).collect()
}

fn one_line(texts: &[&str]) -> Option<&'static str> {
    texts.iter().any(|text| text.contains(['\n', '\r'])).then_some("It has to fit on one line.")
}

fn field_ui(ui: &mut Ui, tokens: &Tokens, name: &str, text: &mut String, wants_focus: &mut bool) {
    let label = bidi_text::line_ui(ui, name, &TextLook::small(tokens));
    let response = ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY)).labelled_by(label.id);
    if std::mem::take(wants_focus) {
        response.request_focus();
    }
}

fn buttons_ui(ui: &mut Ui, tokens: &Tokens, accept: &str, trouble: Option<&str>) -> Outcome {
    ui.label(RichText::new(trouble.unwrap_or(" ")).size(tokens.small_size).color(colour(tokens.warning)));
    let is_valid = trouble.is_none();
    let mut outcome = Outcome::Open;
    ui.horizontal(|ui| {
        let accepted = ui.add_enabled(is_valid, Button::new(accept)).clicked();
        if accepted || is_valid && ui.input(|input| input.key_pressed(Key::Enter)) && !document::is_in_text(ui.ctx()) {
            outcome = Outcome::Done;
        }
        if ui.button("Cancel").clicked() {
            outcome = Outcome::GivenUp;
        }
    });
    outcome
}
