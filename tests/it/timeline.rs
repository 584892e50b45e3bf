//! The timeline in the window: brushed with the mouse, moved by keys and fields, played; each as one step that can be taken back.

use std::process::Command as Process;

use egui::{Key, Modifiers, Pos2, Rect};
use linklore::model::{Clock, Filters, TimeWindow, days_of_range};
use linklore::workspace::{Action, Command};
use serde_json::Value as Json;

use crate::studio::{Studio, sample};

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

/// That file with its timeline.
fn open(path: &std::path::Path) -> Studio {
    let mut studio = Studio::open(path);
    ask(&mut studio, Action::ToggleTimeline);
    studio
}

fn chart(studio: &Studio) -> Rect {
    studio.place_of("Window of time:")
}

/// The place of a share of the width of the chart.
fn along(studio: &Studio, share: f32) -> Pos2 {
    let chart = chart(studio);
    egui::pos2(chart.left() + share * chart.width(), chart.top() + 10.0)
}

fn time(studio: &Studio) -> Option<TimeWindow> {
    studio.workspace().view().filters.time
}

fn words(studio: &Studio) -> String {
    time(studio).map_or_else(|| "all times".to_owned(), |window| window.words())
}

/// The steps that changed the window of time.
fn steps(studio: &Studio) -> Vec<String> {
    studio.steps().into_iter().filter(|step| step.starts_with("Show ")).collect()
}

fn links_shown(studio: &Studio) -> usize {
    studio.workspace().visibility().links.iter().filter(|shown| **shown).count()
}

fn window(range: &str, clock: Clock) -> TimeWindow {
    let (from, to) = days_of_range(range).expect("dates");
    TimeWindow { from, to, clock, keeps_undated: true }
}

#[test]
fn a_window_is_brushed_moved_and_made_longer_with_the_mouse() {
    let mut studio = open(&sample("harbour.linklore"));
    assert!(studio.says("28 links with a date, 2007 to 2018"), "what has a date is told");
    assert!(studio.says("Keep what has no date (6)"));
    let all = links_shown(&studio);
    let (from, to) = (along(&studio, 0.25), along(&studio, 0.5));
    studio.drag(from, to);
    studio.rest();
    let brushed = time(&studio).expect("a window was drawn");
    assert!(brushed.from.is_some_and(|day| (2009..=2010).contains(&day.year)), "{}", brushed.words());
    assert!(brushed.to.is_some_and(|day| (2012..=2013).contains(&day.year)), "{}", brushed.words());
    assert_eq!(steps(&studio).len(), 1, "{:?}", steps(&studio));
    let in_window = links_shown(&studio);
    assert!(in_window < all && in_window > 6);
    assert!(studio.says(&format!("Window of time: {}", brushed.words())));
    // From within it is moved as a whole.
    let (from, to) = (along(&studio, 0.4), along(&studio, 0.6));
    studio.drag(from, to);
    studio.rest();
    let moved = time(&studio).expect("it is still there");
    assert!(moved.from > brushed.from && moved.to > brushed.to);
    // From its end it is made longer.
    let edge = {
        let chart = chart(&studio);
        let day = moved.to.expect("it ends").number() + 1;
        let (first, last) = (window("2007", Clock::Happened).from, window("2018", Clock::Happened).to);
        let (first, last) = (first.expect("a day").number() as f32, last.expect("a day").number() as f32);
        let room = (last - first) * 0.02;
        let share = (day as f32 - first + room) / (last + 1.0 - first + 2.0 * room);
        egui::pos2(chart.left() + share * chart.width(), chart.top() + 10.0)
    };
    studio.drag(edge, edge + egui::vec2(60.0, 0.0));
    studio.rest();
    let longer = time(&studio).expect("it is still there");
    assert!(longer.from == moved.from && longer.to > moved.to, "{} after {}", longer.words(), moved.words());
    assert_eq!(steps(&studio).len(), 3);
    ask(&mut studio, Action::Undo);
    assert_eq!(time(&studio), Some(moved));
    let outside = along(&studio, 0.02);
    studio.double_click(outside);
    assert_eq!((time(&studio), links_shown(&studio)), (None, all));
    // What is pointed at is told.
    let at = along(&studio, 0.93);
    studio.point(at);
    studio.rest();
    assert!(studio.says("2017: ") || studio.says("2018: ") || studio.says(" 2017: ") || studio.says(" 2018: "));
    // Nothing is drawn while nothing moves.
    assert!(studio.repaint_delay() > std::time::Duration::from_secs(1));
}

#[test]
fn a_drag_that_is_given_up_leaves_no_step() {
    let mut studio = open(&sample("harbour.linklore"));
    let (from, to) = (along(&studio, 0.25), along(&studio, 0.5));
    studio.press_and_move(from, to);
    assert!(time(&studio).is_some() && steps(&studio).is_empty(), "it is seen before it is let go");
    studio.press(Modifiers::NONE, Key::Escape);
    assert_eq!(time(&studio), None);
    studio.let_go(to);
    assert!(time(&studio).is_none() && steps(&studio).is_empty());
}

#[test]
fn everything_is_done_by_keys_and_fields_as_well() {
    let mut studio = open(&sample("harbour.linklore"));
    studio.enter_field("From");
    studio.type_text("2010");
    studio.press(Modifiers::NONE, Key::Enter);
    studio.enter_field("To");
    studio.type_text("2014-03");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(words(&studio), "happened 2010 to March 2014, undated kept");
    studio.enter_field("To");
    studio.type_text("soon");
    assert!(studio.says("is not a date such as 2014"));
    studio.press(Modifiers::NONE, Key::Escape);
    assert_eq!(words(&studio), "happened 2010 to March 2014, undated kept");
    studio.click_widget("Keep what has no date (6)");
    assert_eq!(words(&studio), "happened 2010 to March 2014");
    assert_eq!(steps(&studio).len(), 3);
    // Arrows move the window by a bar, with Shift its end alone; Home and End bring it to the edges.
    let inside = along(&studio, 0.4);
    studio.click(inside, Modifiers::NONE);
    let before = time(&studio).expect("it is there");
    studio.press(Modifiers::NONE, Key::ArrowRight);
    let after = time(&studio).expect("it is there");
    assert!(after.from > before.from && after.to > before.to);
    studio.press(Modifiers::SHIFT, Key::ArrowLeft);
    let shorter = time(&studio).expect("it is there");
    assert!(shorter.from == after.from && shorter.to < after.to);
    studio.press(Modifiers::NONE, Key::Home);
    assert_eq!(time(&studio).and_then(|window| window.from).map(|day| day.year), Some(2007));
    studio.press(Modifiers::NONE, Key::End);
    assert_eq!(time(&studio).and_then(|window| window.to).map(|day| day.year), Some(2018));
    assert_eq!(steps(&studio).len(), 7, "each key is a step: {:?}", steps(&studio));
    studio.click_widget("All times");
    assert_eq!(time(&studio), None);
}

#[test]
fn what_was_known_on_a_day_is_what_was_published_until_then() {
    let mut studio = open(&sample("harbour.linklore"));
    studio.click_widget("When it was published");
    assert_eq!(time(&studio), None, "the clock alone filters nothing");
    assert!(studio.says("by documents with a date"));
    studio.click_widget("What was known on…");
    studio.enter_field("Known on");
    studio.type_text("2016");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(words(&studio), "published until 2016, undated kept");
    // The same as on the command line, where the picture says so.
    let folder = tempfile::tempdir().expect("a folder for the test");
    let picture = folder.path().join("known.svg");
    let path = sample("harbour.linklore");
    let output = Process::new(env!("CARGO_BIN_EXE_linklore"))
        .arg("export")
        .args([path.as_os_str(), picture.as_os_str()])
        .args(["--published", "..2016"])
        .output()
        .expect("the program is built");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let svg = std::fs::read_to_string(&picture).expect("it was written");
    assert!(svg.contains("Only what was published until 2016, undated kept"));
    studio.click_widget("When it happened");
    assert_eq!(words(&studio), "happened until 2016, undated kept", "the days stay");
}

#[test]
fn playing_moves_the_window_to_the_end_as_one_step() {
    let mut studio = open(&sample("harbour.linklore"));
    let filters = Filters { time: Some(window("2016..2017", Clock::Happened)), ..Filters::default() };
    ask(&mut studio, Command::SetFilters(filters));
    let before = time(&studio);
    studio.click_widget("▶ Play");
    studio.frames(8);
    assert!(time(&studio).and_then(|window| window.to) > before.and_then(|window| window.to), "it has moved on");
    assert_eq!(steps(&studio).len(), 1, "no step while it plays");
    studio.press(Modifiers::NONE, Key::Escape);
    assert_eq!(time(&studio), before, "Escape goes back to before");
    studio.click_widget("▶ Play");
    for _ in 0..400 {
        studio.frames(1);
        if steps(&studio).len() == 2 {
            break;
        }
    }
    studio.rest();
    assert!(time(&studio).and_then(|window| window.to).is_some_and(|to| to.year >= 2018));
    assert_eq!(steps(&studio).len(), 2);
    assert!(studio.repaint_delay() > std::time::Duration::from_secs(1), "it stopped by itself");
    ask(&mut studio, Action::Undo);
    assert_eq!(time(&studio), before);
}

#[test]
fn a_window_of_time_is_saved_and_opened_again() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("harbour.linklore");
    std::fs::copy(sample("harbour.linklore"), &path).expect("the folder can be written");
    let mut studio = open(&path);
    let (from, to) = (along(&studio, 0.25), along(&studio, 0.5));
    studio.drag(from, to);
    studio.rest();
    let (brushed, shown) = (time(&studio), links_shown(&studio));
    ask(&mut studio, Action::Save);
    assert!(!studio.workspace().is_unsaved());
    let studio = Studio::open(&path);
    assert_eq!((time(&studio), links_shown(&studio)), (brushed, shown));
}

#[test]
fn a_file_without_dates_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("plain.csv");
    std::fs::write(&path, "source,target\nAda,Ben\nBen,Cas\n").expect("the folder can be written");
    let studio = open(&path);
    assert!(studio.says("No link or document of this file has a date."));
}

#[test]
fn there_is_room_for_it_in_a_narrow_window() {
    let mut studio = open(&sample("harbour.linklore"));
    let height = chart(&studio).height();
    studio.resize(egui::vec2(700.0, 560.0));
    let narrow = chart(&studio);
    assert!(narrow.width() > 600.0 && narrow.height() > 40.0 && narrow.height() < height, "{narrow:?}");
    assert!(narrow.bottom() < 560.0 - 24.0, "the status bar is under it: {narrow:?}");
}

#[test]
fn how_high_it_was_made_is_remembered() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("harbour.linklore");
    std::fs::copy(sample("harbour.linklore"), &path).expect("the folder can be written");
    let mut studio = Studio::start_in(folder.path(), std::slice::from_ref(&path));
    ask(&mut studio, Action::ToggleTimeline);
    let before = chart(&studio).height();
    assert!(before > 80.0, "there is room for the bars: {before}");
    let padding = linklore::scene::Theme::Light.tokens().padding;
    let edge = egui::pos2(660.0, chart(&studio).bottom() + padding - 188.0);
    studio.drag(edge, edge - egui::vec2(0.0, 70.0));
    studio.rest();
    let higher = chart(&studio).height();
    assert!(higher > before + 50.0, "{higher} after {before}");
    // Settings are kept along with the file.
    ask(&mut studio, Action::Save);
    drop(studio);
    let again = Studio::start_in(folder.path(), std::slice::from_ref(&path));
    assert!((chart(&again).height() - higher).abs() < 2.0, "open, and as high as it was");
}

#[test]
fn the_command_line_tells_the_dates_of_both_clocks() {
    let path = sample("harbour.linklore");
    let info = |more: &[&str]| {
        let mut process = Process::new(env!("CARGO_BIN_EXE_linklore"));
        let output = process.arg("info").arg(&path).args(more).output().expect("the program is built");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let text = info(&[]);
    assert!(text.contains("happened   2007 to 2018"), "{text}");
    let json: Json = serde_json::from_str(&info(&["--json"])).expect("JSON");
    assert_eq!(json["dates"]["happened"]["from"], "2007-01-01");
    assert_eq!(json["dates"]["happened"]["to"], "2018-12-31");
    assert_eq!(json["dates"]["happened"]["links"], 28);
    assert_eq!(json["dates"]["happened"]["undated_links"], 6);
    assert_eq!(json["dates"]["published"]["from"], "2008-01-01");
    assert_eq!(json["dates"]["published"]["to"], "2018-06-30");
}

#[test]
fn the_wheel_comes_closer_and_a_drag_with_shift_moves_along() {
    let mut studio = open(&sample("harbour.linklore"));
    let wheel = egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: egui::vec2(0.0, 8.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
    };
    let at = along(&studio, 0.3);
    studio.point(at);
    let told = |studio: &Studio| studio.says("2010: ") || studio.says("2011: ");
    assert!(told(&studio), "what is pointed at");
    assert!(!studio.says("Whole axis"));
    studio.event(wheel);
    assert!(studio.says("Whole axis"), "not all of it is seen");
    assert!(told(&studio), "what is pointed at stays there");
    let (from, to) = (along(&studio, 0.2), along(&studio, 0.7));
    studio.drag_with(from, to, Modifiers::SHIFT);
    studio.rest();
    assert_eq!(time(&studio), None, "that brushes nothing");
    studio.point(at);
    studio.rest();
    assert!(!told(&studio), "it has moved along");
    studio.click_widget("Whole axis");
    studio.point(at);
    studio.rest();
    assert!(told(&studio));
}
