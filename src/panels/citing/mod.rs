//! The dialog that makes evidence of a passage: marked words, a passage that is there, or one that is typed in. Whom and what it
//! is evidence for is in `aims`.

mod aims;

use egui::{Button, Context, Id, Key, RichText, ScrollArea, TextEdit, Ui};

use self::aims::Aims;
use super::bidi_text::{self, TextLook};
use super::judging::judgement_ui;
use super::look::{self, colour, section_ui};
use crate::model::{DocumentIx, Passage, PassageIx, TextRange};
use crate::scene::Tokens;
use crate::text::FindIndex;
use crate::workspace::citing::{Cited, Judgement, cite, passage_over};
use crate::workspace::{Command, Pick, Workspace};

/// Width of the dialog, in points.
const WIDTH: f32 = 520.0;
/// Room for the words of the passage; more is scrolled.
const WORDS_HEIGHT: f32 = 96.0;

/// The dialog, if it is open.
#[derive(Debug, Default)]
pub struct CiteDialog {
    form: Option<Form>,
    /// Basis and credibility as they were chosen last: passages of one document are often of one sort.
    last: Judgement,
}

#[derive(Debug)]
struct Form {
    document: DocumentIx,
    there: Option<PassageIx>,
    /// A new passage, as far as it is known.
    passage: Passage,
    /// The words that are cited; empty where they are typed in.
    words: String,
    judgement: Judgement,
    aims: Aims,
    wants_focus: bool,
}

impl CiteDialog {
    /// Asks what a passage is evidence for: that one, else the marked words, else one that is typed in. `today` is written to the
    /// evidence, as `YYYY-MM-DD`.
    pub fn ask(&mut self, workspace: &Workspace, index: &FindIndex, passage: Option<PassageIx>, today: String) {
        let graph = workspace.graph();
        let own = passage.and_then(|passage| graph.passage(passage).document);
        let Some(document) = own.or(workspace.reading().map(|reading| reading.document)) else { return };
        let range = workspace.mark().filter(|_| passage.is_none()).and_then(|bytes| {
            let text = graph.document(document).text.as_deref()?;
            Some(TextRange::from_bytes(text, bytes))
        });
        let there = passage.or_else(|| passage_over(graph, document, range?));
        let words = match there {
            Some(there) => graph.passage_words(there).unwrap_or(&graph.passage(there).paraphrase).to_owned(),
            None => range.and(workspace.marked_words()).unwrap_or_default().to_owned(),
        };
        let aims = Aims::new(workspace, index, &words);
        let judgement = Judgement { added: today, note: String::new(), ..self.last.clone() };
        let passage = Passage { document: Some(document), range, ..Passage::new("") };
        self.form = Some(Form { document, there, passage, words, judgement, aims, wants_focus: true });
    }

    /// Draws the dialog, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, index: &FindIndex, commands: &mut Vec<Command>) {
        let Some(form) = &mut self.form else { return };
        let graph = workspace.graph();
        if !graph.has_document(form.document) || form.there.is_some_and(|passage| !graph.has_passage(passage)) {
            self.form = None;
            return;
        }
        let (mut is_done, mut is_given_up) = (false, false);
        let modal = look::dialog(ctx, "cite").show(ctx, |ui| {
            ui.set_width(WIDTH);
            let tokens = workspace.theme().tokens();
            bidi_text::line_ui(ui, "Quote as evidence", &TextLook::heading(tokens));
            let height = ui.ctx().content_rect().height() - 180.0;
            ScrollArea::vertical()
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink([false, true])
                .show(ui, |ui| form.ui(ui, workspace, index));
            (is_done, is_given_up) = form.buttons_ui(ui, tokens);
        });
        if is_done && let Some(form) = self.form.take() {
            self.last = Judgement { stance: crate::model::Stance::Supports, ..form.judgement.clone() };
            commands.extend(form.commands(workspace));
        } else if is_given_up || modal.should_close() {
            self.form = None;
        }
    }
}

impl Form {
    fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, index: &FindIndex) {
        let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
        if !self.words.is_empty() {
            let list = ScrollArea::vertical().id_salt("words").max_height(WORDS_HEIGHT).auto_shrink([false, true]);
            list.show(ui, |ui| {
                let words = format!("“{}”", self.words);
                bidi_text::paragraph_ui(ui, &words, &TextLook::body(tokens), &[]);
            });
        }
        let source = match self.there {
            Some(passage) => graph.citation(passage),
            None => graph.document(self.document).display_title().to_owned(),
        };
        bidi_text::line_ui(ui, &source, &TextLook::small(tokens));
        if self.words.is_empty() && self.there.is_none() {
            let focus = &mut self.wants_focus;
            lines_ui(ui, tokens, "Quote", "the words themselves", &mut self.passage.quote, focus);
            lines_ui(
                ui,
                tokens,
                "Paraphrase",
                "what it says, in other words",
                &mut self.passage.paraphrase,
                &mut false,
            );
        }
        section_ui(ui, tokens, "Evidence for", None);
        self.aims.ui(ui, workspace, index, &mut self.wants_focus);
        section_ui(ui, tokens, "How it says so", None);
        ui.horizontal_wrapped(|ui| {
            let Judgement { stance, basis, credibility, .. } = &mut self.judgement;
            judgement_ui(ui, "cite", (stance, basis, credibility));
        });
        line_ui(ui, tokens, "Remark", "", &mut self.judgement.note);
        if self.there.is_none() {
            self.where_ui(ui, tokens);
        }
    }

    fn where_ui(&mut self, ui: &mut Ui, tokens: &Tokens) {
        section_ui(ui, tokens, "Where it is", None);
        ui.columns(3, |columns| {
            line_ui(&mut columns[0], tokens, "Page", "12, iv", &mut self.passage.page);
            line_ui(&mut columns[1], tokens, "Paragraph", "3", &mut self.passage.paragraph);
            line_ui(&mut columns[2], tokens, "Language", "if not the document's", &mut self.passage.language);
        });
        lines_ui(ui, tokens, "Translation", "", &mut self.passage.translation, &mut false);
    }

    /// Whether it is accepted, and whether it is given up.
    fn buttons_ui(&self, ui: &mut Ui, tokens: &Tokens) -> (bool, bool) {
        let Passage { quote, paraphrase, page, paragraph, language, .. } = &self.passage;
        let says_something =
            [quote, paraphrase, page, paragraph].iter().any(|text| !text.trim().is_empty()) || !self.words.is_empty();
        let one_line = [page, paragraph, language, &self.judgement.note];
        let trouble = if self.there.is_none() && !says_something {
            Some("Write down the words, what they say, or at least the page.".to_owned())
        } else if one_line.iter().any(|text| text.contains(['\n', '\r'])) {
            Some("It has to fit on one line.".to_owned())
        } else if self.there.is_some() && self.aims.is_empty() {
            Some("Choose whom or what it is evidence for.".to_owned())
        } else {
            self.aims.trouble()
        };
        let is_valid = trouble.is_none();
        let words = trouble.unwrap_or_else(|| " ".to_owned());
        ui.label(RichText::new(words).size(tokens.small_size).color(colour(tokens.warning)));
        let mut answer = (false, false);
        ui.horizontal(|ui| {
            let name = if self.aims.is_empty() && is_valid { "Add the passage alone" } else { "Add evidence" };
            let accepted = ui.add_enabled(is_valid, Button::new(name)).clicked();
            let is_in_lines = ui.memory(|memory| memory.focused().is_some_and(|id| LINES.map(lines_id).contains(&id)));
            let entered = !is_in_lines && ui.input(|input| input.key_pressed(Key::Enter)) && !self.aims.takes_enter();
            // A passage for nobody is not added by a key that was pressed too early.
            let entered = entered && is_valid && (!self.aims.is_empty() || self.words.is_empty());
            answer = (accepted || entered, ui.button("Cancel").clicked());
        });
        answer
    }

    fn commands(self, workspace: &Workspace) -> Vec<Command> {
        let graph = workspace.graph();
        let claims = self.aims.claims(workspace);
        let trimmed = |text: &str| text.trim().to_owned();
        let cited = match self.there {
            Some(passage) => Cited::There(passage),
            None => Cited::New(Box::new(Passage {
                page: trimmed(&self.passage.page),
                paragraph: trimmed(&self.passage.paragraph),
                quote: trimmed(&self.passage.quote),
                paraphrase: trimmed(&self.passage.paraphrase),
                language: trimmed(&self.passage.language),
                translation: trimmed(&self.passage.translation),
                ..self.passage
            })),
        };
        let judgement = Judgement { note: trimmed(&self.judgement.note), ..self.judgement };
        let (actors, links) = (graph.actor_bound(), graph.link_bound());
        let citing = cite(graph, cited, &claims, &judgement);
        let mut commands: Vec<Command> = vec![citing.edit.into(), Command::Mark(None)];
        let is_new = |target: &crate::workspace::Target| match target {
            crate::workspace::Target::Actor(ix) => ix.get() >= actors,
            crate::workspace::Target::Link(ix) => ix.get() >= links,
        };
        if let Some(new) = citing.targets.iter().rev().find(|target| is_new(target)) {
            commands.push(Command::Select(*new, Pick::Replace));
        }
        commands.push(Command::LookAtPassage(citing.passage));
        commands
    }
}

/// The fields of several lines, in which Enter begins a new one.
const LINES: [&str; 3] = ["Quote", "Paraphrase", "Translation"];

fn lines_id(name: &str) -> Id {
    Id::new(("cite", name))
}

fn lines_ui(ui: &mut Ui, tokens: &Tokens, name: &str, hint: &str, text: &mut String, wants_focus: &mut bool) {
    let label = bidi_text::line_ui(ui, name, &TextLook::small(tokens));
    let hint = RichText::new(hint).color(colour(tokens.text_weak));
    let edit =
        TextEdit::multiline(text).id(lines_id(name)).hint_text(hint).desired_rows(2).desired_width(f32::INFINITY);
    let response = ui.add(edit).labelled_by(label.id);
    if std::mem::take(wants_focus) {
        response.request_focus();
    }
}

fn line_ui(ui: &mut Ui, tokens: &Tokens, name: &str, hint: &str, text: &mut String) {
    let label = bidi_text::line_ui(ui, name, &TextLook::small(tokens));
    let hint = RichText::new(hint).color(colour(tokens.text_weak));
    ui.add(TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY)).labelled_by(label.id);
}
