//! One actor becomes two, and columns of details come and go, in the window by keyboard.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use linklore::io::read_bytes;
use linklore::model::ColumnKind;
use linklore::workspace::{Action, Command};

use crate::studio::Studio;

const COMMAND: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// Somebody who is two.
const CASE: &str = r#"{"linklore": 1, "documents": [{"id": "d", "text": "Qais met Ben. Qayis met Ada."}],
"passages": [{"id": "p", "document": "d", "start": 0, "end": 13}, {"id": "q", "document": "d", "start": 14, "end": 28}],
"actors": [
  {"id": "qais", "label": "Qais", "type": "person", "aliases": ["Qayis"], "note": "Tall.", "details": {"home": "Basra"},
   "evidence": [{"passage": "p"}, {"passage": "q"}]},
  {"id": "ben", "label": "Ben", "type": "person"},
  {"id": "ada", "label": "Ada", "type": "person", "details": {"home": "Oslo"}}],
"links": [
  {"id": "l1", "source": "qais", "target": "ben", "type": "met", "directed": true},
  {"id": "l2", "source": "ada", "target": "qais", "type": "paid", "directed": true}]}"#;

fn case(folder: &Path) -> PathBuf {
    let path = folder.join("case.linklore");
    std::fs::write(&path, CASE).expect("the folder can be written");
    path
}

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

/// Who is linked to whom, by name.
fn links(studio: &Studio) -> Vec<String> {
    let graph = studio.workspace().graph();
    let name = |actor| graph.actor(actor).label.to_string();
    let ends = graph.links().map(|(link, _)| graph.ends(link));
    ends.map(|(source, target)| format!("{} {}", name(source), name(target))).collect()
}

#[test]
fn an_actor_is_split_and_undo_makes_one_of_the_two() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = case(folder.path());
    let mut studio = Studio::open(&path);
    studio.click_actor("Qais");
    studio.press(Modifiers::NONE, Key::Y);
    assert!(studio.says("Split Qais in two") && studio.says("The new actor needs a name."));
    studio.type_text("Qayis the Tall");
    assert!(studio.says("Tick something that goes to it."));
    for row in ["Qayis", "paid ← Ada", "home: Basra"] {
        studio.click_last_widget(row);
    }
    studio.click_widget("in both");
    studio.press(Modifiers::NONE, Key::Enter);
    let graph = studio.workspace().graph();
    assert_eq!(graph.actor_count(), 4);
    assert_eq!(links(&studio), ["Qais Ben", "Ada Qayis the Tall"]);
    let record = |label: &str| graph.actor(studio.actor(label)).clone();
    assert_eq!(record("Qayis the Tall").aliases, ["Qayis"]);
    assert!(record("Qais").aliases.is_empty());
    assert_eq!((record("Qais").evidence.len(), record("Qayis the Tall").evidence.len()), (2, 0));
    let home = |label: &str| graph.actor_columns().by_name("home").and_then(|home| home.get(studio.actor(label).get()));
    assert_eq!(home("Qais"), home("Qayis the Tall"));
    assert_eq!(studio.selected(), ["Qais", "Qayis the Tall"]);
    assert_eq!(studio.steps().last().map(String::as_str), Some("Split Qayis the Tall off Qais"));
    assert!(studio.workspace().view().positions.get(studio.actor("Qayis the Tall")).is_some());

    ask(&mut studio, Action::Save);
    let opened = read_bytes("case.linklore", &std::fs::read(&path).expect("it is there")).expect("it reads back");
    assert_eq!((opened.graph.actor_count(), opened.graph.link_count()), (4, 2));
    studio.press(COMMAND, Key::Z);
    assert_eq!(studio.workspace().graph().actor_count(), 3);
    assert_eq!(links(&studio), ["Qais Ben", "Ada Qais"]);
}

#[test]
fn an_actor_is_split_by_keyboard_alone() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut studio = Studio::open(&case(folder.path()));
    studio.click_actor("Qais");
    studio.press(Modifiers::NONE, Key::Y);
    // The name, the type, and the first thing that can go.
    studio.press(Modifiers::NONE, Key::Tab);
    studio.press(Modifiers::NONE, Key::Tab);
    studio.press(Modifiers::NONE, Key::Space);
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.workspace().graph().actor_count(), 4);
    assert_eq!(studio.selected(), ["Qais", "Qayis"], "the other name became its name");
    assert!(studio.workspace().graph().actor(studio.actor("Qayis")).aliases.is_empty());
    studio.press(COMMAND, Key::Z);
    assert_eq!(studio.workspace().graph().actor(studio.actor("Qais")).aliases, ["Qayis"]);
    studio.press(Modifiers::NONE, Key::Y);
    studio.press(Modifiers::NONE, Key::Escape);
    assert_eq!(studio.workspace().graph().actor_count(), 3);
}

#[test]
fn columns_of_details_are_added_renamed_and_removed() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = case(folder.path());
    let mut studio = Studio::open(&path);
    ask(&mut studio, Action::Details);
    assert!(studio.says("text · 2 values"));
    let names = |studio: &Studio| {
        let columns = studio.workspace().graph().actor_columns();
        columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>()
    };

    studio.enter_field("Name of a new detail of actors");
    studio.type_text("home");
    assert!(studio.says("There is a detail “home” already."));
    studio.enter_field("Name of a new detail of actors");
    studio.type_text("born");
    studio.choose_in_one_frame("Type of a new detail of actors", "date");
    studio.click_widget("Add Details of actors");
    assert_eq!(names(&studio), ["home", "born"]);
    let kind = studio.workspace().graph().actor_columns().by_name("born").map(linklore::model::Column::kind);
    assert_eq!(kind, Some(ColumnKind::Date));

    studio.click_widget("Rename home");
    studio.press(COMMAND, Key::A);
    studio.type_text("lives in");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(names(&studio), ["lives in", "born"]);

    studio.click_widget("Remove lives in");
    assert!(studio.says("Remove “lives in”? 2 values go with it."));
    studio.click_widget("Keep it");
    studio.click_widget("Remove lives in");
    studio.click_widget("Remove it");
    assert_eq!(names(&studio), ["born"]);
    let steps = ["Add the detail “born”", "Rename the detail “home”", "Remove the detail “lives in” with 2 values"];
    assert!(studio.steps().ends_with(&steps.map(str::to_owned)));
    ask(&mut studio, Action::Save);
    let opened = read_bytes("case.linklore", &std::fs::read(&path).expect("it is there")).expect("it reads back");
    let saved: Vec<_> = opened.graph.actor_columns().iter().map(|column| column.name.clone()).collect();
    assert_eq!(saved, ["born"], "an empty column too");
    for _ in 0..3 {
        studio.press(COMMAND, Key::Z);
    }
    assert_eq!(names(&studio), ["home"]);
    assert!(studio.says("text · 2 values"), "with everything that it held");
}
