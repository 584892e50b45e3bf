//! What is known of a passage, while it is edited under the text. Every field is a step of the history by itself.

use egui::{Id, ScrollArea, Ui};

use crate::model::{Change, Passage, PassageIx};
use crate::panels::field::{Field, one_line};
use crate::workspace::{Command, RecordEdit, Workspace};

/// Room for the fields, in points; more is scrolled.
const MOST_HEIGHT: f32 = 230.0;

/// A field: its name, its lines, where it is, and how it is put there.
type Entry = (&'static str, usize, fn(&Passage) -> &str, fn(&mut Passage, String));

const ENTRIES: [Entry; 6] = [
    ("Quote", 3, |passage| &passage.quote, |passage, text| passage.quote = text),
    ("Paraphrase", 2, |passage| &passage.paraphrase, |passage, text| passage.paraphrase = text),
    ("Translation", 2, |passage| &passage.translation, |passage, text| passage.translation = text),
    ("Page", 1, |passage| &passage.page, |passage, text| passage.page = text),
    ("Paragraph", 1, |passage| &passage.paragraph, |passage, text| passage.paragraph = text),
    ("Language of the passage", 1, |passage| &passage.language, |passage, text| passage.language = text),
];

/// Draws the fields. The words of a passage that has a place in the text are those of the text, so they are no field.
pub(super) fn ui(ui: &mut Ui, workspace: &Workspace, ix: PassageIx, commands: &mut Vec<Command>) {
    let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
    let passage = graph.passage(ix);
    let is_in_text = passage.range.is_some() && graph.passage_words(ix).is_some() && passage.quote.is_empty();
    let list = ScrollArea::vertical().id_salt(("fields of a passage", ix)).max_height(MOST_HEIGHT);
    list.min_scrolled_height(MOST_HEIGHT).auto_shrink([false, true]).show(ui, |ui| {
        for (name, rows, read, put) in ENTRIES.iter().skip(usize::from(is_in_text)) {
            let hint = if *rows > 1 { "Ctrl+Enter keeps it" } else { "" };
            let check = |text: &str| if *rows > 1 { None } else { one_line(text) };
            let field = Field { name, value: read(passage), hint, rows: *rows, check: &check };
            if let Some(text) = field.ui(ui, tokens, Id::new(("edit passage", ix, name))) {
                let mut after = passage.clone();
                put(&mut after, text);
                let step = format!("Change {} of a passage", name.to_lowercase().trim_end_matches(" of the passage"));
                commands.push(RecordEdit::new(step, vec![Change::Passage(ix, Box::new(after))]).into());
            }
        }
    });
}
