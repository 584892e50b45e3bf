//! What is left after a crash: the journal of the steps, its offer at the next start, and what comes of each answer.

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};
use linklore::app::Doing;
use linklore::io::{journal_records, journals_in, read_abandoned};
use linklore::jobs::Recorder;
use linklore::model::{ActorIx, LoadReport, View, graph_from_drawing};
use linklore::scene::Theme;
use linklore::workspace::{Base, Command, Edit, JournalStep, Origin, Workspace};

use crate::studio::{Studio, sample};

/// A folder for settings and journals, and a copy of the sample in it.
fn desk() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("harbour.linklore");
    std::fs::copy(sample("harbour.linklore"), &path).expect("the folder can be written");
    (folder, path)
}

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

fn first_actor(studio: &Studio) -> (ActorIx, String) {
    let (ix, actor) = studio.workspace().graph().actors().next().expect("there is one");
    (ix, actor.label.to_string())
}

/// Everything the file says, and where everybody stands.
fn said(studio: &Studio) -> (String, View) {
    let workspace = studio.workspace();
    let view = View { camera: None, ..workspace.view().clone() };
    (serde_json::to_string(&workspace.graph().whole()).expect("plain data"), view)
}

#[test]
fn a_defect_in_the_window_loses_no_step() {
    for doing in [Doing::Drawing, Doing::CarryingOut] {
        let (folder, path) = desk();
        let mut studio = Studio::start_in(folder.path(), std::slice::from_ref(&path));
        ask(&mut studio, linklore::workspace::Action::Save);
        let (actor, label) = first_actor(&studio);
        ask(&mut studio, Edit::Relabel(actor, "Zephyrine Quill".into()));
        studio.app().fail_while(doing);
        studio.frames(1);
        assert!(studio.app().is_given_up(), "the window waits to be opened anew");
        assert!(studio.wants_to_close(), "and asks for it");
        drop(studio);
        let mut studio = Studio::start_in(folder.path(), &[]);
        assert!(studio.says(&format!("Rename {label}")), "{doing:?}: the step is in the journal");
        studio.click_widget("Recover");
        assert_eq!(studio.workspace().graph().actor(actor).label, "Zephyrine Quill");
    }
}

#[test]
fn work_that_was_not_saved_is_offered_and_recovered_to_the_last_step() {
    let (folder, path) = desk();
    let mut studio = Studio::start_in(folder.path(), std::slice::from_ref(&path));
    // Positions of a first layout that nobody asked for are no step; saved ones are the ground.
    ask(&mut studio, linklore::workspace::Action::Save);
    let (actor, label) = first_actor(&studio);
    ask(&mut studio, Edit::Relabel(actor, "Zephyrine Quill".into()));
    studio.click_actor("Zephyrine Quill");
    studio.press(Modifiers::NONE, Key::Delete);
    ask(&mut studio, linklore::workspace::Action::Undo);
    let before = said(&studio);
    let bytes = std::fs::read(&path).expect("it is there");
    studio.crash();

    let mut studio = Studio::start_in(folder.path(), &[]);
    assert!(studio.says("Unsaved work on harbour.linklore"));
    assert!(studio.says(&format!("Rename {label}")), "the steps are listed");
    studio.click_widget("Recover");
    assert_eq!(said(&studio), before);
    assert!(studio.workspace().is_unsaved());
    assert_eq!(std::fs::read(&path).expect("it is there"), bytes, "nothing is written before one saves");
    assert!(studio.says("Recovered 3 steps"));

    // The recovered steps are in a journal again, once.
    ask(&mut studio, Edit::Relabel(actor, "Quill".into()));
    studio.crash();
    let mut studio = Studio::start_in(folder.path(), &[]);
    assert!(studio.says("4 steps were not saved"));
    studio.click_widget("Recover");
    assert_eq!(studio.workspace().graph().actor(actor).label, "Quill");
    ask(&mut studio, linklore::workspace::Action::Save);
    assert!(!studio.workspace().is_unsaved());
    studio.crash();
    let studio = Studio::start_in(folder.path(), &[]);
    assert!(!studio.says("Unsaved work"), "what is saved is not offered");
}

#[test]
fn what_is_not_wanted_now_is_offered_again_and_what_is_thrown_away_is_gone() {
    let (folder, path) = desk();
    let mut studio = Studio::start_in(folder.path(), &[path]);
    let (actor, _) = first_actor(&studio);
    ask(&mut studio, Edit::Relabel(actor, "Quill".into()));
    studio.crash();
    let mut studio = Studio::start_in(folder.path(), &[]);
    studio.click_widget("Not now");
    studio.crash();
    let mut studio = Studio::start_in(folder.path(), &[]);
    studio.click_widget("Throw away");
    studio.crash();
    assert!(journals_in(&folder.path().join("recovery")).is_empty());
    assert!(!Studio::start_in(folder.path(), &[]).says("Unsaved work"));
}

#[test]
fn steps_are_never_carried_out_over_a_file_that_has_changed() {
    let (folder, path) = desk();
    let mut studio = Studio::start_in(folder.path(), std::slice::from_ref(&path));
    ask(&mut studio, linklore::workspace::Action::Save);
    let (actor, _) = first_actor(&studio);
    ask(&mut studio, Edit::Relabel(actor, "Quill".into()));
    studio.crash();
    std::fs::write(&path, r#"{"linklore": 1, "actors": [{"id": "x"}]}"#).expect("the folder can be written");
    let studio = Studio::start_in(folder.path(), &[]);
    assert!(studio.says("which is gone or another file by now"));
    assert!(!studio.says("Recover\n"), "there is nothing to recover onto");
    assert_eq!(journals_in(&folder.path().join("recovery")).len(), 1, "the journal stays");
}

#[test]
fn a_step_that_was_torn_is_told_of() {
    let (folder, path) = desk();
    let mut studio = Studio::start_in(folder.path(), &[path]);
    let (actor, label) = first_actor(&studio);
    ask(&mut studio, Edit::Relabel(actor, "Quill".into()));
    ask(&mut studio, Edit::Relabel(actor, "Quill the Second".into()));
    studio.crash();
    let mut studio = Studio::start_in(folder.path(), &[]);
    assert!(!studio.says("cannot be read"), "all of it is there");
    studio.click_widget("Not now");
    studio.crash();
    let journal = journals_in(&folder.path().join("recovery")).pop().expect("it is there");
    let bytes = std::fs::read(&journal).expect("it is there");
    std::fs::write(&journal, &bytes[..bytes.len() - 3]).expect("the folder can be written");
    let studio = Studio::start_in(folder.path(), &[]);
    assert!(studio.says("What came after these cannot be read"));
    assert!(studio.says(&format!("Rename {label}")) && !studio.says("Rename Quill"), "the whole step is offered");
}

#[test]
fn closing_without_saving_leaves_nothing_behind() {
    let (folder, path) = desk();
    let mut studio = Studio::start_in(folder.path(), &[path]);
    let (actor, _) = first_actor(&studio);
    ask(&mut studio, Edit::Relabel(actor, "Quill".into()));
    ask(&mut studio, linklore::workspace::Action::CloseFile);
    studio.click_widget("Do not save");
    studio.crash();
    assert!(!Studio::start_in(folder.path(), &[]).says("Unsaved work"));
}

#[test]
fn the_second_window_on_a_file_says_so() {
    let (folder, path) = desk();
    let first = Studio::start_in(folder.path(), std::slice::from_ref(&path));
    let second = Studio::start_in(folder.path(), std::slice::from_ref(&path));
    assert!(second.says("open in another window as well"));
    drop((first, second));
    assert!(!Studio::start_in(folder.path(), &[path]).says("open in another window"));
}

/// Where a child of the test below writes its journal; without it that test is the parent.
const CHILD: &str = "LINKLORE_TEST_JOURNAL";

fn rename(number: usize) -> Edit {
    Edit::Relabel(ActorIx(0), format!("name {number}"))
}

/// Makes edits until it is killed, and says after each second's worth how many it made.
fn child(folder: &Path) -> ! {
    let graph = graph_from_drawing("A-B");
    let view = View::blank(&graph);
    let workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
    let recorder = Recorder::start(folder, Base::now(&workspace, false), String::new, std::sync::Arc::new(|| ()));
    for number in 1.. {
        recorder.step(String::new(), number.to_string(), rename(number));
        if number % 10 == 0 {
            recorder.flush();
            std::fs::write(folder.join("made"), number.to_string()).expect("the folder can be written");
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    unreachable!("it is killed before it has counted to the end")
}

/// How often the child is killed; `LINKLORE_KILLS` asks for more.
fn kills() -> usize {
    std::env::var("LINKLORE_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(8)
}

#[test]
fn a_killed_program_leaves_every_step_that_was_flushed() {
    if let Some(folder) = std::env::var_os(CHILD) {
        child(Path::new(&folder));
    }
    let program = std::env::current_exe().expect("the test knows itself");
    for round in 0..kills() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut process = Process::new(&program)
            .args(["--exact", "recovery::a_killed_program_leaves_every_step_that_was_flushed"])
            .env(CHILD, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the test runs itself");
        let began = Instant::now();
        while !folder.path().join("made").exists() && began.elapsed() < Duration::from_mins(1) {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(fastrand::u64(0..40_000)));
        process.kill().expect("it runs");
        process.wait().expect("it ends");
        let made = std::fs::read_to_string(folder.path().join("made")).unwrap_or_default();
        // The note itself may be torn; the journal must not be.
        let made: usize = made.parse().unwrap_or(0);
        let journal = journals_in(folder.path()).pop().expect("it was begun");
        let bytes = read_abandoned(&journal).expect("it is there").expect("its program is gone");
        let records = journal_records(&bytes).expect("it is a journal").records;
        let steps: Vec<JournalStep> =
            records[1..].iter().map(|record| serde_json::from_slice(record).expect("a whole step")).collect();
        assert!(steps.len() >= made, "round {round}: {made} steps were safe, {} are left", steps.len());
        for (number, step) in (1..).zip(&steps) {
            assert_eq!(step.edit, rename(number), "in order, none missing");
        }
    }
}
