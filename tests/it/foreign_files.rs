//! Files of other programs in the window: what was lost is said and leads to its place, a part is never taken for the whole,
//! details become evidence, and the graph goes out again.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use linklore::workspace::{Action, Command, Target};

use crate::studio::Studio;

/// A folder with one file in it.
fn file(name: &str, text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("the folder can be written");
    (folder, path)
}

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

#[test]
fn the_load_report_adds_up_and_leads_to_what_it_speaks_of() {
    let (_folder, path) = file("case.tgf", "1 Ada\n2 Ben\n2 Ben\n#\n1 2 knows\n2 9 owes\n");
    let mut studio = Studio::open(&path);
    assert_eq!(studio.workspace().graph().actor_count(), 3);
    ask(&mut studio, Action::LoadReport);
    for words in
        ["in the file", "+ merged", "made besides", "Actor \"2\" is described more than once", "Undeclared actor (1)"]
    {
        assert!(studio.says(words), "{words}");
    }
    studio.click_widget(
        "Show the actor: Line 6: Links name \"9\", which the file does not describe. It was made an actor, marked \"undeclared\".",
    );
    assert_eq!(studio.selected(), ["9"]);
    studio.press(Modifiers::NONE, Key::Escape);
    assert!(!studio.says("made besides"), "Escape closes it");
    assert_eq!(studio.selected(), ["9"], "and nothing else happens");
}

#[test]
fn a_damaged_file_opens_only_as_a_part_that_says_so_and_is_never_saved_over() {
    let text = "1 Ada\n2 Ben\n#\n1 2 knows\n2\n";
    let (_folder, path) = file("cut.tgf", text);
    let mut studio = Studio::start();
    ask(&mut studio, Command::OpenFile(path.clone()));
    assert!(studio.app().workspace().is_none(), "nothing was opened");
    assert!(studio.says("a link has no target"));
    studio.click_widget("Open the readable part");
    assert_eq!(studio.workspace().graph().actor_count(), 2);
    assert!(studio.says("Only a part of this file is shown"));
    ask(&mut studio, Action::Save);
    assert_eq!(std::fs::read_to_string(&path).expect("still there"), text, "saving asks for another name");
}

#[test]
fn a_foreign_file_is_saved_as_a_native_one_beside_it() {
    let text = "1 Ada\n2 Ben\n#\n1 2 knows\n";
    let (_folder, path) = file("case.tgf", text);
    let mut studio = Studio::open(&path);
    assert!(!studio.workspace().origin().is_native);
    ask(&mut studio, Action::Save);
    assert_eq!(std::fs::read_to_string(&path).expect("still there"), text, "the source is untouched");
}

#[test]
fn details_become_evidence_when_they_are_chosen() {
    let gml = "graph [\n node [ id 1 label \"Ada\" description \"Ada flew the plane.\" ]\n node [ id 2 label \"Ben\" ]\n edge [ source 1 target 2 url \"https://example.org/a\" ]\n]\n";
    let (_folder, path) = file("case.gml", gml);
    let mut studio = Studio::open(&path);
    assert!(studio.says("details that read like evidence: \u{201c}description\u{201d}, \u{201c}url\u{201d}"));
    studio.click_widget("Use as evidence…");
    assert!(studio.says("Ada flew the plane."), "a sample of the detail");
    studio.click_widget("Read with evidence");
    let workspace = studio.workspace();
    assert_eq!((workspace.graph().document_count(), workspace.graph().passage_count()), (2, 2));
    assert!(!studio.says("details that read like evidence"), "it was answered");
    studio.click_actor("Ada");
    assert!(studio.says("“case.gml”"), "the file itself is cited");
}

#[test]
fn not_now_puts_the_offer_away_and_the_menu_keeps_it() {
    let gml = "graph [ node [ id 1 description \"Ada flew.\" ] ]\n";
    let (_folder, path) = file("case.gml", gml);
    let mut studio = Studio::open(&path);
    studio.click_widget("Not now");
    assert!(!studio.says("details that read like evidence"));
    assert!(Action::DetailsAsEvidence.is_enabled(Some(studio.workspace())));
    studio.press(Modifiers::NONE, Key::Escape);
    assert_eq!(studio.single(), None::<Target>);
}

#[test]
fn the_open_file_is_never_written_over_by_an_export() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-graphs/harbour.linklore");
    let before = std::fs::read(&path).expect("the sample");
    let mut studio = Studio::open(&path);
    assert!(Action::ExportGraph.is_enabled(Some(studio.workspace())));
    ask(&mut studio, Action::ExportGraph);
    assert_eq!(std::fs::read(&path).expect("the sample"), before);
}

#[test]
fn columns_without_a_name_that_hold_nothing_are_no_details() {
    let (_folder, path) = file("calls.csv", "alpha,,beta,length\nada,,ben,30\nben,,carla,70\n");
    let mut studio = Studio::start();
    ask(&mut studio, Command::OpenFile(path));
    studio.choose("alpha", "source");
    studio.choose("beta", "target");
    assert!(studio.says("One column becomes a detail."));
}

#[test]
fn a_table_is_imported_as_its_columns_are_said_to_mean() {
    let (_folder, path) = file("calls.csv", "nr,alpha,beta,length\n1,ada,ben,30\n2,ben,carla,70\n");
    let mut studio = Studio::start();
    ask(&mut studio, Command::OpenFile(path.clone()));
    assert!(studio.says("Import table: calls.csv"));
    assert!(studio.says("2 rows, 4 columns"), "the preview");
    assert!(studio.app().workspace().is_none(), "nothing is open before it is decided");
    studio.choose("alpha", "source");
    studio.choose("beta", "target");
    studio.click(egui::pos2(3.0, 300.0), Modifiers::NONE);
    assert!(studio.says("Import table: calls.csv"), "a click beside the dialog loses nothing");
    assert!(
        studio.says("Each row is a link from the actor in \u{201c}alpha\u{201d} to the one in \u{201c}beta\u{201d}.")
    );
    studio.click_widget("Import");
    let workspace = studio.workspace();
    assert_eq!((workspace.graph().actor_count(), workspace.graph().link_count()), (3, 2));
    assert!(workspace.graph().extras.get("imported").is_some_and(|imported| imported.get("mapping").is_some()));
    assert!(!workspace.origin().is_native);
}
