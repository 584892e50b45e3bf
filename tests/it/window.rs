//! The window as an analyst uses it: open, look, click, drag, find, save. Every test is a story told to the studio.

use std::path::PathBuf;

use egui::{Key, Modifiers, Vec2};
use linklore::io::{native, read_bytes};
use linklore::model::{ActorIx, Colour, LinkIx};
use linklore::scene::Theme;
use linklore::workspace::{Action, Command, Edit, Pick, Target};

use crate::studio::{Studio, sample};

const COMMAND: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

fn harbour() -> Studio {
    Studio::open(&sample("harbour.linklore"))
}

/// A copy of a sample that may be written to.
fn copy_of(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join(name);
    std::fs::copy(sample(name), &path).expect("the folder can be written");
    (folder, path)
}

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

#[test]
fn the_start_screen_says_what_to_do_next() {
    let studio = Studio::start();
    assert!(studio.says("Open…"));
    assert!(studio.says("khazali-network"));
    assert!(studio.says("harbour"));
}

#[test]
fn a_file_opens_laid_out_and_with_nothing_unsaved() {
    let mut studio = harbour();
    assert!(studio.workspace().view().positions.is_complete());
    assert_eq!(studio.steps(), ["Rearrange"]);
    assert!(!studio.workspace().is_unsaved());
    assert!(studio.says("14 actors"));
    ask(&mut studio, Action::CloseFile);
    assert!(studio.app().workspace().is_none(), "nothing was asked, because nothing would be lost");
}

#[test]
fn a_click_on_an_actor_shows_its_passages_with_their_citation() {
    let mut studio = Studio::open(&sample("khazali-network.linklore"));
    studio.click_actor("Hassan Nasrallah");
    assert_eq!(studio.selected(), ["Hassan Nasrallah"]);
    assert!(studio.says("had the ear of Hassan Nasrallah"), "the paragraph is there");
    assert!(
        studio.says("Bill Roggio, “Iraqi militant Qayis Khazali warned us about Iran. We ignored him. (paraphrase)”")
    );
    assert!(studio.says("secretary general of"), "its links are there by type");
}

#[test]
fn a_click_on_a_link_shows_both_ends_and_says_when_there_is_no_passage() {
    let mut studio = harbour();
    let unsourced = studio.workspace().graph().links().find(|(_, link)| link.evidence.is_empty()).map(|(link, _)| link);
    let unsourced = unsourced.expect("the sample has one");
    studio.click_link(unsourced);
    assert_eq!(studio.single(), Some(Target::Link(unsourced)));
    assert!(studio.says("No passage supports this link"));
    let (source, target) = studio.workspace().graph().ends(unsourced);
    for end in [source, target] {
        let label = studio.workspace().graph().actor(end).label.to_string();
        assert!(studio.says(&label), "{label}");
    }
}

#[test]
fn what_is_dragged_stays_where_it_was_dropped_and_undo_puts_it_back() {
    let mut studio = Studio::open(&sample("khazali-network.linklore"));
    let before = studio.place("Hassan Nasrallah");
    let from = studio.at("Hassan Nasrallah");
    let to = from + Vec2::new(60.0, 44.0);
    studio.drag(from, to);
    studio.rest();
    let after = studio.place("Hassan Nasrallah");
    assert!(studio.at("Hassan Nasrallah").distance(to) < 1.5, "under the pointer");
    assert_eq!(studio.steps(), ["Rearrange", "Move Hassan Nasrallah"]);
    let actor = studio.actor("Hassan Nasrallah");
    assert!(studio.workspace().view().pinned.contains(actor));
    studio.press(COMMAND, Key::Z);
    assert_eq!(studio.place("Hassan Nasrallah"), before);
    studio.press(COMMAND, Key::Y);
    assert_eq!(studio.place("Hassan Nasrallah"), after);
}

#[test]
fn a_drag_while_the_layout_runs_is_one_step_and_holds() {
    let mut studio = Studio::open(&sample("communities-2000.linklore"));
    let begun = studio.workspace().view().positions.clone();
    ask_without_rest(&mut studio, Action::LayOutAnew);
    while studio.workspace().lacks_places() {
        studio.frames(1);
    }
    assert!(studio.workspace().is_running());
    let label = studio.workspace().graph().actor(ActorIx(7)).label.to_string();
    let ctx = studio.ctx();
    let place = studio.place(&label);
    let dropped = linklore::model::Point::new(place.x + 200.0, place.y - 90.0);
    studio.app().ask(&ctx, [Command::DragBegin(ActorIx(7)), Command::DragTo(dropped)]);
    studio.frames(3);
    assert_eq!(studio.workspace().view().positions.get(ActorIx(7)), Some(dropped), "held");
    studio.app().ask(&ctx, [Command::DragEnd]);
    studio.frames(3);
    studio.rest();
    assert_eq!(studio.workspace().view().positions.get(ActorIx(7)), Some(dropped), "where it was dropped");
    let steps = studio.steps();
    assert_eq!(steps[steps.len() - 2..], [format!("Move {label}"), "Rearrange".to_owned()]);
    ask(&mut studio, Action::Undo);
    ask(&mut studio, Action::Undo);
    assert_eq!(studio.workspace().view().positions, begun);
}

#[test]
fn actors_are_arranged_in_a_grid_and_undo_brings_them_back() {
    let mut studio = harbour();
    studio.rest();
    let before = studio.workspace().view().positions.clone();
    ask_without_rest(&mut studio, Action::ArrangeGrid);
    assert!(studio.workspace().is_running());
    studio.rest();
    let graph = studio.workspace().graph();
    let places: Vec<_> =
        graph.actors().filter_map(|(actor, _)| studio.workspace().view().positions.get(actor)).collect();
    let mut rows: Vec<i64> = places.iter().map(|place| place.y.round() as i64).collect();
    rows.sort_unstable();
    rows.dedup();
    assert!(places.len() == graph.actor_count() && rows.len() * 2 <= places.len(), "in rows: {rows:?}");
    ask_without_rest(&mut studio, Action::Undo);
    studio.rest();
    assert_eq!(studio.workspace().view().positions, before);
}

#[test]
fn only_the_selected_actors_are_arranged_where_several_are() {
    let mut studio = harbour();
    studio.rest();
    let actors: Vec<ActorIx> = studio.workspace().graph().actors().map(|(actor, _)| actor).take(3).collect();
    let targets = actors.iter().map(|&actor| Target::Actor(actor)).collect();
    ask_without_rest(&mut studio, Command::SelectMany(targets, Pick::Replace));
    let before = studio.workspace().view().positions.clone();
    ask_without_rest(&mut studio, Action::ArrangeCircle);
    studio.rest();
    for (actor, _) in studio.workspace().graph().actors() {
        let has_moved = studio.workspace().view().positions.get(actor) != before.get(actor);
        assert_eq!(has_moved, actors.contains(&actor));
    }
}

#[test]
fn an_axis_comes_and_goes_with_its_step() {
    let mut studio = harbour();
    studio.rest();
    assert_eq!(studio.workspace().view().axis, None);
    ask_without_rest(&mut studio, Action::ArrangeByTime);
    studio.rest();
    let axis = studio.workspace().view().axis.clone().expect("an axis");
    assert_eq!(axis.title, "first date");
    // Part of the actors may move without making the axis wrong; all of them do not.
    let some = studio.workspace().graph().actors().map(|(actor, _)| Target::Actor(actor)).take(3).collect();
    ask_without_rest(&mut studio, Command::SelectMany(some, Pick::Replace));
    ask_without_rest(&mut studio, Action::ArrangeCircle);
    studio.rest();
    assert_eq!(studio.workspace().view().axis.as_ref(), Some(&axis));
    ask_without_rest(&mut studio, Command::SelectMany(Vec::new(), Pick::Replace));
    ask_without_rest(&mut studio, Action::ArrangeGrid);
    studio.rest();
    assert_eq!(studio.workspace().view().axis, None);
    ask_without_rest(&mut studio, Action::Undo);
    assert_eq!(studio.workspace().view().axis, Some(axis));
    for _ in 0..2 {
        ask_without_rest(&mut studio, Action::Undo);
    }
    assert_eq!(studio.workspace().view().axis, None);
}

#[test]
fn the_dialog_arranges_by_what_was_chosen() {
    let mut studio = harbour();
    studio.rest();
    ask_without_rest(&mut studio, Action::Arrange);
    studio.frames(2);
    studio.choose("Actors stand", "along an axis");
    studio.choose("By", "number of links");
    studio.click_widget("Arrange");
    studio.rest();
    let workspace = studio.workspace();
    let degree = |actor| workspace.graph().links_of(actor).len();
    let place = |actor| workspace.view().positions.get(actor).expect("placed").x;
    let actors: Vec<ActorIx> = workspace.graph().actors().map(|(actor, _)| actor).collect();
    for &one in &actors {
        for &other in &actors {
            assert!(degree(one) <= degree(other) || place(one) > place(other));
        }
    }
}

#[test]
fn a_list_opens_above_its_dialog_each_time() {
    let mut studio = harbour();
    studio.rest();
    for _ in 0..2 {
        ask_without_rest(&mut studio, Action::Arrange);
        studio.frames(2);
        studio.choose_in_one_frame("Actors stand", "along an axis");
        studio.choose_in_one_frame("By", "number of links");
        studio.choose_in_one_frame("Actors stand", "in a grid");
        studio.click_widget("Cancel");
        studio.rest();
    }
}

#[test]
fn forces_are_set_and_the_layout_runs_on_with_them() {
    let mut studio = harbour();
    studio.rest();
    assert!(studio.says("Settled ("), "the law that suits is said");
    let before = studio.workspace().view().positions.clone();
    let steps = studio.steps().len();
    for spread in [0.8, 0.9, 1.0] {
        let forces = linklore::layout::Parameters { spread: Some(spread), ..*studio.workspace().forces() };
        ask_without_rest(&mut studio, Command::SetForces(forces));
        assert!(studio.workspace().is_running());
    }
    studio.rest();
    assert_eq!(studio.steps().len(), steps + 1, "one step, however often a slider moved");
    assert_ne!(studio.workspace().view().positions, before);
    assert!(studio.workspace().law().is_some_and(|law| !law.is_automatic && law.spread > 0.99));
    ask_without_rest(&mut studio, Action::Forces);
    studio.frames(2);
    studio.click_widget("As at first");
    studio.rest();
    assert_eq!(studio.workspace().forces().spread, None);
}

fn ask_without_rest(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
}

#[test]
fn at_rest_no_frame_is_asked_for_and_nothing_is_drawn_anew() {
    let mut studio = harbour();
    studio.rest();
    let drawn = studio.app().canvas_stats().expect("a canvas").drawn;
    for _ in 0..20 {
        studio.frames(1);
        assert!(studio.repaint_delay() > std::time::Duration::from_hours(1), "somebody asked for a frame");
    }
    assert_eq!(studio.app().canvas_stats().expect("a canvas").drawn, drawn);
}

#[test]
fn saved_positions_come_back_to_the_bit_and_nothing_else_changes() {
    let (_folder, path) = copy_of("harbour.linklore");
    let mut studio = Studio::open(&path);
    let from = studio.at("Harbour Lights Shipping");
    studio.drag(from, from + Vec2::new(-50.0, 30.0));
    studio.rest();
    let lantern = studio.actor("Lantern Freight Services");
    ask(&mut studio, Edit::Relabel(lantern, "Lantern Freight".into()));
    ask(&mut studio, Edit::Hide(vec![(ActorIx(3), true)]));
    assert!(studio.workspace().is_unsaved());
    ask(&mut studio, Action::Save);
    assert!(!studio.workspace().is_unsaved());
    assert_eq!(studio.workspace().message(), Some("Saved harbour.linklore"));
    let again = Studio::open(&path);
    let (one, other) = (studio.workspace(), again.workspace());
    assert_eq!(one.view().positions, other.view().positions);
    assert_eq!(one.view().pinned, other.view().pinned);
    assert_eq!(one.view().hidden, other.view().hidden);
    assert!(other.graph().actors().any(|(_, actor)| actor.label == "Lantern Freight"));
    assert!(again.steps().is_empty(), "a file with positions is not laid out again");
}

#[test]
fn closing_with_unsaved_work_asks_once_and_cancel_keeps_it() {
    let (_folder, path) = copy_of("harbour.linklore");
    let bytes = std::fs::read(&path).expect("just written");
    let mut studio = Studio::open(&path);
    ask(&mut studio, Edit::Pin(vec![(ActorIx(0), true)]));
    ask(&mut studio, Action::CloseFile);
    assert!(studio.says("Save the changes to harbour.linklore?"));
    studio.click_widget("Cancel");
    assert!(studio.workspace().is_unsaved());
    ask(&mut studio, Action::CloseFile);
    studio.click_widget("Do not save");
    assert!(studio.app().workspace().is_none());
    assert_eq!(std::fs::read(&path).expect("still there"), bytes);
}

#[test]
fn work_done_while_another_file_is_read_is_asked_about() {
    let (_folder, path) = copy_of("harbour.linklore");
    let mut studio = Studio::open(&path);
    let ctx = studio.ctx();
    let edit = Edit::Pin(vec![(ActorIx(0), true)]);
    let open = Command::OpenFile(sample("khazali-network.linklore"));
    studio.app().ask(&ctx, [open, edit.into()]);
    studio.rest();
    assert_eq!(studio.workspace().file_name(), "harbour.linklore", "still open");
    assert!(studio.says("Save the changes to harbour.linklore?"));
    studio.click_widget("Do not save");
    assert_eq!(studio.workspace().file_name(), "khazali-network.linklore");
}

#[test]
fn a_file_that_changed_on_disk_is_never_written_over_in_silence() {
    let (_folder, path) = copy_of("harbour.linklore");
    let mut studio = Studio::open(&path);
    let mut theirs = std::fs::read(&path).expect("just written");
    theirs.push(b'\n');
    std::fs::write(&path, &theirs).expect("the folder can be written");
    ask(&mut studio, Edit::Pin(vec![(ActorIx(0), true)]));
    ask(&mut studio, Action::Save);
    assert!(studio.says("The file has changed on disk"));
    assert_eq!(std::fs::read(&path).expect("still there"), theirs);
    studio.click_widget("Write over it");
    assert!(!studio.workspace().is_unsaved());
    assert_ne!(std::fs::read(&path).expect("still there"), theirs);
}

#[test]
fn of_a_file_that_changed_on_disk_the_difference_is_shown_and_theirs_can_be_taken() {
    let (_folder, path) = copy_of("harbour.linklore");
    let mut studio = Studio::open(&path);
    let text = std::fs::read_to_string(&path).expect("still there");
    std::fs::write(&path, text.replace("Coral Coast Bank", "Coral Sea Bank")).expect("the folder can be written");
    ask(&mut studio, Edit::Pin(vec![(ActorIx(0), true)]));
    ask(&mut studio, Action::Save);
    studio.click_widget("Show the difference");
    assert!(studio.says("Coral Sea Bank"), "it is in the list of what differs");
    assert!(studio.workspace().is_unsaved(), "nothing was saved");
    ask(&mut studio, Action::Save);
    studio.click_widget("Take theirs");
    assert!(!studio.workspace().is_unsaved());
    assert!(studio.workspace().graph().actors().any(|(_, actor)| actor.label == "Coral Sea Bank"));
}

#[test]
fn a_file_that_cannot_be_read_is_explained_and_the_open_one_stays() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let broken = folder.path().join("broken.linklore");
    std::fs::write(&broken, "{\"linklore\": 1, \"actors\": [").expect("the folder can be written");
    let mut studio = harbour();
    ask(&mut studio, Command::OpenFile(broken));
    assert!(studio.says("Could not open"));
    assert_eq!(studio.workspace().file_name(), "harbour.linklore");
}

#[test]
fn find_goes_to_an_actor_by_any_spelling() {
    let mut studio = Studio::open(&sample("khazali-network.linklore"));
    studio.press(COMMAND, Key::F);
    studio.type_text("soleimani");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.selected(), ["Qassem Suleimani"]);
}

#[test]
fn find_knows_a_new_name() {
    let mut studio = harbour();
    let pell = studio.actor("Tamsin Pell");
    ask(&mut studio, Edit::Relabel(pell, "Zephyrine Quill".into()));
    // The first frame after the edit starts the new index; the next rest waits for it.
    studio.frames(1);
    studio.rest();
    studio.press(COMMAND, Key::F);
    studio.type_text("zephyr");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.selected(), ["Zephyrine Quill"]);
}

#[test]
fn reading_a_document_and_going_back_returns_to_the_selection() {
    let mut studio = Studio::open(&sample("khazali-network.linklore"));
    studio.click_actor("Hassan Nasrallah");
    let camera = studio.workspace().camera();
    studio.press(Modifiers::NONE, Key::O);
    assert!(studio.workspace().reading().is_some());
    studio.press(Modifiers::NONE, Key::J);
    studio.press(Modifiers::ALT, Key::ArrowLeft);
    assert!(studio.workspace().reading().is_none());
    assert_eq!(studio.selected(), ["Hassan Nasrallah"]);
    assert_eq!(studio.workspace().camera(), camera);
}

#[test]
fn the_export_dialog_shows_a_preview_of_what_will_be_written() {
    let mut studio = harbour();
    ask(&mut studio, Action::ExportPicture);
    assert!(studio.says("Export picture"));
    assert!(studio.says("By their number") && studio.says("Density"), "how links are drawn");
    assert!(studio.says("Preview of the picture"));
    studio.press(Modifiers::NONE, Key::Escape);
    assert!(!studio.says("Preview of the picture"));
}

#[test]
fn an_arabic_name_is_found_selected_and_shown() {
    let mut studio = harbour();
    studio.press(COMMAND, Key::F);
    studio.type_text("haddad");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.selected(), ["سلمى الحداد"]);
    assert!(studio.says("Salma al-Haddad"));
}

#[test]
fn both_themes_draw_every_actor_in_its_colour() {
    let mut studio = harbour();
    for theme in [Theme::Light, Theme::Dark] {
        if studio.workspace().theme() != theme {
            ask(&mut studio, Action::ToggleTheme);
        }
        let Some(picture) = studio.picture() else { return };
        for actor in &studio.workspace().scene().actors {
            let [red, green, blue, _] = actor.fill.0;
            let near = |one: u8, other: u8| one.abs_diff(other) <= 2;
            let seen = picture
                .pixels()
                .any(|pixel| near(pixel.0[0], red) && near(pixel.0[1], green) && near(pixel.0[2], blue));
            assert!(seen, "{} in the {} theme", actor.label, theme.name());
        }
    }
}

#[test]
fn parallel_links_can_be_clicked_one_by_one() {
    let mut studio = harbour();
    let graph = studio.workspace().graph();
    let (source, target) = graph.ends(LinkIx(0));
    let parallel = graph.links_between(source, target);
    assert!(parallel.len() >= 3, "the sample has three links here");
    // Near enough for no name to lie on the links, where a click would mean whoever has it.
    studio.click_link(LinkIx(0));
    for nearer in [Action::FitSelection, Action::ZoomIn, Action::ZoomIn] {
        ask(&mut studio, nearer);
    }
    for link in parallel {
        studio.click_link(link);
        assert_eq!(studio.single(), Some(Target::Link(link)));
    }
}

#[test]
fn a_name_that_comes_where_one_points_does_not_take_the_place_of_what_is_pointed_at() {
    let mut studio = harbour();
    studio.click_link(LinkIx(0));
    // It rests only where link and name do not take turns under the pointer.
    ask(&mut studio, Action::FitSelection);
    studio.click_link(LinkIx(0));
    assert_eq!(studio.single(), Some(Target::Link(LinkIx(0))));
}

#[test]
fn the_picture_is_still_there_after_reading_and_going_back() {
    let mut studio = harbour();
    let Some(before) = studio.picture() else { return };
    studio.click_link(LinkIx(11));
    studio.press(Modifiers::NONE, Key::O);
    studio.press(Modifiers::ALT, Key::ArrowLeft);
    studio.press(Modifiers::NONE, Key::Escape);
    studio.point(egui::pos2(2.0, 2.0));
    studio.rest();
    let Some(after) = studio.picture() else { return };
    let fills = |picture: &image::RgbaImage| {
        let fill = studio.workspace().scene().actors[0].fill.0;
        picture.pixels().filter(|pixel| pixel.0 == fill).count()
    };
    assert!(fills(&after) * 10 > fills(&before) * 9, "{} of {}", fills(&after), fills(&before));
}

#[test]
fn colours_of_the_file_are_drawn_and_switched_off_in_the_menu() {
    let (_folder, path) = copy_of("harbour.linklore");
    let bytes = std::fs::read(&path).expect("the copy is there");
    let opened = read_bytes("harbour.linklore", &bytes).expect("it is read");
    let mut view = opened.view;
    let tamsin = opened.graph.actor_by_key("tamsin-pell").expect("she is in the sample");
    view.looks.set_actor_colour(tamsin, Some(Colour::rgb(210, 20, 220)));
    view.looks.set_actor_size(tamsin, Some(5.0));
    std::fs::write(&path, native::to_bytes(&opened.graph, &view).expect("finite")).expect("the copy is written");
    let mut studio = Studio::open(&path);
    let near =
        |pixel: &image::Rgba<u8>| pixel.0.iter().zip([210u8, 20, 220]).all(|(one, other)| one.abs_diff(other) < 3);
    let painted =
        |studio: &mut Studio| studio.picture().map(|picture| picture.pixels().filter(|one| near(one)).count());
    assert!(studio.says("colours and sizes from the file"), "the legend says so");
    assert!(painted(&mut studio).is_none_or(|pixels| pixels > 100), "{:?}", painted(&mut studio));
    let as_large = studio.workspace().scene().actors[tamsin.get()].radius;
    studio.click_widget("View");
    studio.click_widget("Colours and sizes of the file");
    assert!(!studio.workspace().view().looks_shown);
    assert!(!studio.says("colours and sizes from the file"));
    assert!(studio.workspace().scene().actors[tamsin.get()].radius < as_large);
    assert!(painted(&mut studio).is_none_or(|pixels| pixels == 0), "{:?}", painted(&mut studio));
    ask(&mut studio, Action::Save);
    let again = read_bytes("harbour.linklore", &std::fs::read(&path).expect("it was saved")).expect("it is read");
    assert_eq!((again.view.looks, again.view.looks_shown), (view.looks, false));
    ask(&mut studio, Action::Undo);
    assert!(studio.workspace().view().looks_shown);
}

#[test]
fn the_menu_shows_which_switches_are_on() {
    let mut studio = harbour();
    let switches =
        ["Browser", "Inspector", "Legend", "Larger labels for important actors", "Communities", "Full screen"];
    studio.click_widget("View");
    let states = switches.map(|switch| studio.is_on(switch));
    assert_eq!(states, [true, true, true, false, true, false].map(Some));
    studio.click_widget("Communities");
    studio.click_widget("View");
    assert_eq!(studio.is_on("Communities"), Some(false));
}

/// Width and height of a snapshot: small enough to be the same on any adapter, large enough to show what went missing.
const SNAPSHOT: (u32, u32) = (132, 86);
/// How far a channel may be off on average, of 255, before the window counts as looking different.
const SNAPSHOT_SLACK: f64 = 0.7;

#[test]
fn both_themes_look_as_they_did() {
    let mut studio = harbour();
    for theme in [Theme::Light, Theme::Dark] {
        if studio.workspace().theme() != theme {
            ask(&mut studio, Action::ToggleTheme);
        }
        let Some(picture) = studio.picture() else { return };
        let (width, height) = SNAPSHOT;
        let small = image::imageops::resize(&picture, width, height, image::imageops::FilterType::Triangle);
        let name = format!("tests/snapshots/window-{}.png", theme.name());
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            small.save(&path).expect("the snapshot can be written");
        }
        let before = image::open(&path).expect("the snapshot is there").to_rgba8();
        let pairs = before.as_raw().iter().zip(small.as_raw());
        let off: f64 = pairs.map(|(one, other)| f64::from(one.abs_diff(*other))).sum();
        let off = off / before.as_raw().len() as f64;
        assert!(
            off < SNAPSHOT_SLACK,
            "{name} is off by {off:.2}; if that is meant: UPDATE_SNAPSHOTS=1, then look at it"
        );
    }
}

#[test]
fn an_open_document_follows_the_theme() {
    let read = |theme_first: bool| {
        let mut studio = harbour();
        studio.click_actor("Dmitri Volkanov");
        let passage = studio.workspace().passages_at_hand()[0];
        let document = studio.workspace().graph().passage(passage).document.expect("it is part of one");
        let reading: Command = Command::Read(document, Some(passage));
        let commands = [reading, Action::ToggleTheme.into()];
        for number in if theme_first { [1, 0] } else { [0, 1] } {
            ask(&mut studio, commands[number].clone());
            studio.picture()?;
        }
        studio.picture()
    };
    let (Some(before), Some(after)) = (read(true), read(false)) else { return };
    let in_reader = |picture: &image::RgbaImage| image::imageops::crop_imm(picture, 0, 60, 400, 600).to_image();
    let (before, after) = (in_reader(&before), in_reader(&after));
    let differ = before
        .pixels()
        .zip(after.pixels())
        .filter(|(one, other)| one.0.iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > 24));
    assert!(differ.count() < 100, "the marks keep the colours of the other theme");
}
