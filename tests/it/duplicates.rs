//! The window *Likely duplicates* by keyboard alone: asked, answered, taken back, saved, and not asked again.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use linklore::workspace::{Action, Command};

use crate::studio::Studio;

const COMMAND: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// Two pairs that are one, in one way or another, and somebody whom one of the pairs knows.
const CASE: &str = r#"{"linklore": 1, "documents": [{"id": "d", "text": "Qayis met Ben."}],
"passages": [{"id": "p", "document": "d", "start": 0, "end": 14}],
"actors": [
  {"id": "qais", "label": "Qais al-Khazali", "type": "person"},
  {"id": "ben", "label": "Ben Okri", "type": "person"},
  {"id": "qayis", "label": "Qayis al-Khazali", "type": "person", "aliases": ["Abu Q"], "evidence": [{"passage": "p"}]},
  {"id": "ruth", "label": "Ruth Abelson", "type": "person"},
  {"id": "ruth-2", "label": "Dr. Ruth Abelson", "type": "person"}],
"links": [
  {"id": "l1", "source": "qais", "target": "ben", "type": "knows"},
  {"id": "l2", "source": "qayis", "target": "ben", "type": "met", "evidence": [{"passage": "p"}]}]}"#;

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

fn look(studio: &mut Studio) {
    studio.press(Modifiers::SHIFT, Key::M);
}

#[test]
fn each_pair_is_answered_by_a_key_and_every_answer_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut studio = Studio::open(&case(folder.path()));
    look(&mut studio);
    assert!(studio.says("1 of 2"));
    assert!(studio.says("same letters but for vowels: Qais / Qayis"));
    assert!(studio.says("1 shared neighbour"));
    assert_eq!(studio.selected(), ["Qais al-Khazali", "Qayis al-Khazali"], "both are lit in the picture");

    studio.press(Modifiers::NONE, Key::N);
    assert!(studio.says("2 of 2") && studio.says("2 open, 1 of them left for later"));
    assert!(studio.says("the same but for titles and particles"));
    studio.press(Modifiers::NONE, Key::ArrowLeft);
    assert!(studio.says("1 of 2"));

    studio.press(Modifiers::NONE, Key::S);
    let steps = studio.steps();
    assert_eq!(steps.last().map(String::as_str), Some("Merge Qais al-Khazali into Qayis al-Khazali"), "evidence leads");
    assert_eq!(studio.workspace().graph().actor_count(), 4);
    assert!(studio.says("2 of 2"), "on to the next");
    studio.press(COMMAND, Key::Z);
    assert_eq!(studio.workspace().graph().actor_count(), 5);
    assert!(studio.says("1 of 2"), "back to the pair that is open again");

    studio.press(Modifiers::NONE, Key::X);
    studio.press(Modifiers::NONE, Key::S);
    assert_eq!(studio.steps().last().map(String::as_str), Some("Merge Qayis al-Khazali into Qais al-Khazali"));
    let stays = studio.workspace().graph().actor(studio.actor("Qais al-Khazali"));
    assert_eq!(stays.aliases, ["Qayis al-Khazali", "Abu Q"]);

    studio.press(Modifiers::NONE, Key::D);
    assert_eq!(studio.steps().last().map(String::as_str), Some("Keep Ruth Abelson and Dr. Ruth Abelson apart"));
    assert!(studio.says("All 2 pairs are answered."));
    assert!(studio.says("1 pair was said to be different"));
    studio.press(COMMAND, Key::Z);
    assert!(studio.says("2 of 2") && !studio.says("said to be different"));
}

#[test]
fn what_was_said_to_be_different_is_remembered_in_the_file_until_it_is_forgotten() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = case(folder.path());
    let mut studio = Studio::open(&path);
    look(&mut studio);
    studio.press(Modifiers::NONE, Key::D);
    studio.press(Modifiers::NONE, Key::D);
    ask(&mut studio, Action::Save);
    assert!(!studio.workspace().is_unsaved());

    let mut studio = Studio::open(&path);
    look(&mut studio);
    assert!(studio.says("No two actors look like one."));
    studio.click_widget("2 pairs were said to be different");
    studio.click_last_widget("Forget");
    assert_eq!(
        studio.steps().last().map(String::as_str),
        Some("Forget that Ruth Abelson and Dr. Ruth Abelson are different")
    );
    studio.click_widget("Look again");
    assert!(studio.says("1 of 1"));
    assert_eq!(studio.selected(), ["Ruth Abelson", "Dr. Ruth Abelson"]);
    studio.press(Modifiers::NONE, Key::Escape);
    assert!(!studio.says("1 of 1"), "Escape closes the window");
    assert_eq!(studio.selected().len(), 2, "and is not taken for more");
    studio.press(Modifiers::NONE, Key::N);
    assert_eq!(studio.selected().len(), 2, "N means what it meant before: nobody knows them");
}

#[test]
fn keys_that_are_typed_are_no_answers() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut studio = Studio::open(&case(folder.path()));
    look(&mut studio);
    ask(&mut studio, Action::Find);
    studio.type_text("s");
    studio.press(Modifiers::NONE, Key::S);
    studio.press(Modifiers::NONE, Key::Escape);
    assert!(studio.says("1 of 2"));
    assert!(studio.steps().iter().all(|step| !step.starts_with("Merge")));
}
