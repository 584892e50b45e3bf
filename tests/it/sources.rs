//! Sources in the window: documents are left out and count again, what rests on them fades; weak spots are those that the command
//! line tells.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use linklore::model::{DocumentIx, LinkIx};
use linklore::workspace::{Action, Command, Target};

use crate::command_line::linklore;
use crate::studio::{Studio, sample};

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

fn sources_of(path: &std::path::Path) -> Studio {
    let mut studio = Studio::open(path);
    ask(&mut studio, Action::Sources);
    studio
}

fn left_out(studio: &Studio) -> Vec<u32> {
    studio.workspace().view().filters.without.iter().map(|document| document.0).collect()
}

/// Two reports, of which the later one passes on the earlier, and a letter.
fn reprinted(folder: &tempfile::TempDir) -> PathBuf {
    let report = "On Tuesday the harbour master said that the Pale Heron had left the port at dawn without her papers.";
    let letter = "In the archive there is a letter of the owner to his bank about the loan of that year.";
    let quotes = [("d1", "2012", report), ("d2", "2013", report), ("d3", "2010", letter)];
    let documents =
        quotes.map(|(id, published, _)| format!(r#"{{"id":"{id}","title":"{id}","published":"{published}"}}"#));
    let passages = quotes.map(|(id, _, quote)| format!(r#"{{"id":"p{id}","document":"{id}","quote":"{quote}"}}"#));
    let actors = ["a", "b", "c"].map(|id| format!(r#"{{"id":"{id}","label":"{id}"}}"#));
    let links = [("a", "b", vec!["pd1", "pd2"]), ("b", "c", vec!["pd1", "pd3"])].map(|(source, target, passages)| {
        let evidence: Vec<String> = passages.iter().map(|passage| format!(r#"{{"passage":"{passage}"}}"#)).collect();
        format!(
            r#"{{"id":"{source}{target}","source":"{source}","target":"{target}","evidence":[{}]}}"#,
            evidence.join(",")
        )
    });
    let text = format!(
        r#"{{"linklore":1,"documents":[{}],"passages":[{}],"actors":[{}],"links":[{}]}}"#,
        documents.join(","),
        passages.join(","),
        actors.join(","),
        links.join(",")
    );
    let path = folder.path().join("reprinted.linklore");
    std::fs::write(&path, text).expect("written");
    path
}

#[test]
fn an_unticked_document_fades_what_rests_on_it_alone() {
    let mut studio = sources_of(&sample("harbour.linklore"));
    assert!(studio.says("Every document counts"));
    assert_eq!(studio.is_on("Count “Who lit Harbour Lights?”"), Some(true));
    studio.click_widget("Count “Who lit Harbour Lights?”");
    assert_eq!(studio.is_on("Count “Who lit Harbour Lights?”"), Some(false));
    assert_eq!(left_out(&studio), [0]);
    assert!(studio.says("1 document is left out. 12 links rest on it alone: faded."));
    assert_eq!(studio.workspace().visibility().faded_counts(), (0, 12));
    assert_eq!(studio.steps().last().expect("a step"), "Leave out Who lit Harbour Lights?");
    studio.click_widget("Select what fades");
    let selection = studio.workspace().selection();
    assert_eq!((selection.actors.len(), selection.links.len()), (0, 12));
    ask(&mut studio, Action::Undo);
    assert_eq!(studio.workspace().visibility().faded_counts(), (0, 0));
    assert!(studio.says("Every document counts"));
}

#[test]
fn the_list_is_gone_through_and_ticked_by_keyboard() {
    let mut studio = sources_of(&sample("harbour.linklore"));
    studio.press(Modifiers::NONE, Key::ArrowDown);
    studio.press(Modifiers::NONE, Key::ArrowDown);
    studio.press(Modifiers::NONE, Key::Space);
    assert_eq!(left_out(&studio), [1]);
    studio.press(Modifiers::NONE, Key::End);
    studio.press(Modifiers::NONE, Key::Space);
    assert_eq!(left_out(&studio), [1, 3]);
    studio.press(Modifiers::NONE, Key::Space);
    assert_eq!(left_out(&studio), [1], "the same key lets it count again");
    studio.click_widget("Tick only this");
    assert_eq!(left_out(&studio), [0, 1, 2]);
    assert_eq!(studio.workspace().visibility().faded_counts().1, 31, "two links rest on the register, one on nothing");
    studio.click_widget("Tick all");
    assert_eq!(left_out(&studio), Vec::<u32>::new());
    studio.enter_field("Filter of the documents");
    studio.type_text("pilot");
    assert_eq!(studio.is_on("Count “Who lit Harbour Lights?”"), None, "it does not fit the filter");
    assert!(studio.is_on("Count “A pilot remembers: interview with Tamsin Pell”").is_some());
}

#[test]
fn what_rests_on_a_document_alone_is_selected_by_a_click() {
    let mut studio = sources_of(&sample("harbour.linklore"));
    studio.click_widget(
        "Select what rests on “A pilot remembers: interview with Tamsin Pell” alone: 8 links and 1 actor",
    );
    assert_eq!(studio.selected(), ["Tamsin Pell"]);
    assert_eq!(studio.workspace().selection().links.len(), 8);
}

#[test]
fn reprints_are_told_and_unticked_together() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut studio = sources_of(&reprinted(&folder));
    studio.click_widget("Untick reprints");
    assert_eq!(left_out(&studio), [1]);
    assert!(studio.says("Nothing rests on it alone."));
    studio.click_widget("Show weak spots");
    assert!(studio.says("One source only: 2 records"), "the link between a and b, and a");
    assert!(studio.says("2 documents that say the same"));
}

#[test]
fn weak_spots_are_those_of_check() {
    let mut studio = sources_of(&sample("harbour.linklore"));
    studio.click_widget("Show weak spots");
    let path = sample("harbour.linklore");
    let checked = linklore(&["check", path.to_str().expect("UTF-8"), "--json", "--weakest", "3"]).json();
    let findings = checked["findings"].as_array().expect("a list");
    let count = |codes: &[&str]| findings.iter().filter(|one| codes.iter().any(|code| one["code"] == *code)).count();
    let single = count(&["single_document", "copied_documents", "actor_of_one_source"]);
    assert_eq!(single, 30, "29 links and Tamsin Pell");
    assert!(studio.says(&format!("One source only: {single} records")));
    assert!(studio.says(&format!("No source: {} record", count(&["unsourced_link", "actor_without_evidence"]))));
    assert!(studio.says(&format!("Contradicted: {} record", count(&["contradicted_link", "contradicted_actor"]))));
    // Each row goes to its record.
    studio.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(studio.selected(), ["Tamsin Pell"]);
    studio.press(Modifiers::NONE, Key::ArrowDown);
    assert!(matches!(studio.single(), Some(Target::Link(_))));
    studio.click_widget("Select all of these");
    assert_eq!(studio.workspace().selection().links.len(), 29);
    studio.click_widget("Weakest links: 33 records");
    studio.press(Modifiers::NONE, Key::ArrowDown);
    let weakest = findings.iter().filter(|one| one["code"] == "weakest_link").collect::<Vec<_>>();
    assert_eq!(weakest.len(), 3);
    let graph = studio.workspace().graph();
    let link: LinkIx = graph.link_by_key(weakest[0]["record"]["id"].as_str().expect("an id")).expect("it is there");
    assert_eq!(studio.single(), Some(Target::Link(link)));
}

#[test]
fn the_reader_leaves_its_document_out_and_passages_are_marked() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    studio.click_actor("Tamsin Pell");
    assert!(!studio.says("left out"));
    ask(&mut studio, Command::Read(DocumentIx(2), None));
    studio.click_widget("Leave out");
    assert_eq!(left_out(&studio), [2]);
    assert!(studio.says("left out"));
    ask(&mut studio, Command::StopReading);
    assert!(studio.says("left out"), "the cards of the Inspector say so, too");
    ask(&mut studio, Command::Read(DocumentIx(2), None));
    studio.click_widget("Count again");
    assert_eq!(left_out(&studio), Vec::<u32>::new());
}
