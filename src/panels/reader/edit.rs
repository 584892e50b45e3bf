//! What is known of a document, while it is edited. Every field is a step of the history by itself.

use egui::{Id, ScrollArea, Ui};

use crate::model::{Change, Document, DocumentIx, When};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::field::{Field, one_line};
use crate::panels::judging::reliability_ui;
use crate::panels::look;
use crate::workspace::{Command, RecordEdit, Workspace};

/// Lines of the text that are seen while it is short.
const TEXT_ROWS: usize = 6;

/// A field of one line: its name, where it is, and how it is put there.
type Line = (&'static str, fn(&Document) -> &str, fn(&mut Document, String));

const LINES: [Line; 6] = [
    ("Title", |document| &document.title, |document, text| document.title = text),
    ("Author", |document| &document.author, |document, text| document.author = text),
    ("Publisher", |document| &document.publisher, |document, text| document.publisher = text),
    ("Language", |document| &document.language, |document, text| document.language = text),
    ("Address", |document| &document.url, |document, text| document.url = text),
    ("File", |document| &document.path, |document, text| document.path = text),
];

/// A date: its name, where it is, and how it is put there.
type Date = (&'static str, fn(&Document) -> Option<&When>, fn(&mut Document, Option<When>));

const DATES: [Date; 2] = [
    ("Published", |document| document.published.as_ref(), |document, when| document.published = when),
    ("Retrieved", |document| document.retrieved.as_ref(), |document, when| document.retrieved = when),
];

/// Draws the fields.
pub(super) fn ui(ui: &mut Ui, workspace: &Workspace, ix: DocumentIx, commands: &mut Vec<Command>) {
    let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
    let document = graph.document(ix);
    let id = |name: &str| Id::new(("edit document", ix, name));
    let mut changed = |what: &str, change: &dyn Fn(&mut Document)| {
        let mut after = document.clone();
        change(&mut after);
        let step = format!("Change {} of “{}”", what.to_lowercase(), document.display_title());
        commands.push(RecordEdit::new(step, vec![Change::Document(ix, Box::new(after))]).into());
    };
    for (name, read, put) in LINES {
        let field = Field { name, value: read(document), hint: "", rows: 1, check: &one_line };
        if let Some(text) = field.ui(ui, tokens, id(name)) {
            changed(name, &|document| put(document, text.clone()));
        }
    }
    let hint = "2007, 2007-03, 2009-12~, 2007/2009";
    let check = |text: &str| {
        let is_date = text.is_empty() || When::new(text).is_understood();
        (!is_date).then(|| format!("Not a date. Write {hint}."))
    };
    for (name, read, put) in DATES {
        let field = Field { name, value: read(document).map_or("", When::text), hint, rows: 1, check: &check };
        if let Some(text) = field.ui(ui, tokens, id(name)) {
            let when = (!text.is_empty()).then(|| When::new(text));
            changed(name, &|document| put(document, when.clone()));
        }
    }
    let mut reliability = document.reliability;
    reliability_ui(ui, tokens, &mut reliability);
    if reliability != document.reliability {
        changed("Reliability", &|document| document.reliability = reliability);
    }
    let field = Field { name: "Note", value: &document.note, hint: "Ctrl+Enter keeps it", rows: 3, check: &|_| None };
    if let Some(text) = field.ui(ui, tokens, id("Note")) {
        changed("Note", &|document| document.note.clone_from(&text));
    }
    text_ui(ui, workspace, ix, commands);
    let passages = workspace.overview().passages_of_document.get(ix.get()).map_or(0, |count| *count as usize);
    let words = format!("Delete the document and its {}", look::counted(passages, "passage", "passages"));
    let tip = "With every piece of evidence that points at them. It can be undone.";
    if ui.button(words).on_hover_text(tip).clicked() {
        commands.push(RecordEdit::delete_document(graph, ix).into());
    }
    ui.separator();
}

/// The text itself.
fn text_ui(ui: &mut Ui, workspace: &Workspace, ix: DocumentIx, commands: &mut Vec<Command>) {
    let (tokens, document) = (workspace.theme().tokens(), workspace.graph().document(ix));
    let label = bidi_text::line_ui(ui, "Text", &TextLook::small(tokens));
    let hint = "What the document says. Its passages keep their words whatever you change here; Ctrl+Enter keeps it.";
    let value = document.text.as_deref().unwrap_or_default();
    let field = Field { name: "Text", value, hint, rows: TEXT_ROWS, check: &|_| None };
    let list = ScrollArea::vertical().id_salt("text of the document").max_height(260.0).auto_shrink([false, true]);
    let text = list.show(ui, |ui| field.verbatim_ui(ui, tokens, Id::new(("edit document", ix, "Text")), &label)).inner;
    commands.extend(text.map(|text| Command::Rewrite(ix, text)));
}
