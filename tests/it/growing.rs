//! Building a picture by hand and from one actor: lining up, growing step by step.

use egui::{Key, Modifiers};
use linklore::layout::arrange::LineUp;
use linklore::model::{ActorIx, Point};
use linklore::workspace::{Action, Command, Pick, Target};

use crate::studio::{Studio, sample};

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

fn select(studio: &mut Studio, actors: &[ActorIx]) {
    ask(studio, Command::SelectMany(actors.iter().copied().map(Target::Actor).collect(), Pick::Replace));
}

fn first(studio: &Studio, count: usize) -> Vec<ActorIx> {
    studio.workspace().graph().actors().map(|(actor, _)| actor).take(count).collect()
}

fn places(studio: &Studio) -> Vec<Point> {
    let workspace = studio.workspace();
    let actors = workspace.graph().actors();
    actors.map(|(actor, _)| workspace.view().positions.get(actor).expect("laid out")).collect()
}

#[test]
fn selected_actors_are_lined_up_in_one_step_and_nobody_else_moves() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    let before = places(&studio);
    let actors = first(&studio, 4);
    select(&mut studio, &actors);
    ask(&mut studio, Action::LineUp(LineUp::Row));
    let after = places(&studio);
    assert!((1..4).all(|at| (after[at].y - after[0].y).abs() < 1e-3), "level");
    assert_eq!(after[4..], before[4..], "the others stay");
    assert_eq!(studio.steps().last().map(String::as_str), Some("In a row: 4 actors"));
    assert!(studio.says("In a row: 4 actors"));
    ask(&mut studio, Action::Undo);
    assert_eq!(places(&studio), before);
    ask(&mut studio, Action::Redo);
    assert_eq!(places(&studio), after);
}

#[test]
fn pinned_actors_stay_and_the_others_line_up_with_them() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    let actors = first(&studio, 3);
    select(&mut studio, &actors[..1]);
    ask(&mut studio, Action::TogglePin);
    let pinned = places(&studio)[0];
    select(&mut studio, &actors);
    ask(&mut studio, Action::LineUp(LineUp::Centre));
    let after = places(&studio);
    assert_eq!(after[0], pinned);
    assert!(after[..3].iter().all(|at| (at.x - pinned.x).abs() < 1e-3), "{after:?}");
    assert!(studio.says("the pinned one stays"));
    ask(&mut studio, Action::TogglePin);
    assert_eq!(studio.workspace().view().pinned.len(), 3);
    ask(&mut studio, Action::LineUp(LineUp::Left));
    assert_eq!(places(&studio), after);
    assert!(studio.says("All of them are pinned"));
}

#[test]
fn two_are_needed_to_be_lined_up_and_three_for_even_gaps() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    let actors = first(&studio, 3);
    for (count, lines, gaps) in [(1, false, false), (2, true, false), (3, true, true)] {
        select(&mut studio, &actors[..count]);
        let is_enabled = |how| Action::LineUp(how).is_enabled(Some(studio.workspace()));
        assert_eq!((is_enabled(LineUp::Top), is_enabled(LineUp::Across)), (lines, gaps));
    }
    // One of two is hidden by a filter: nobody is moved.
    select(&mut studio, &actors[..1]);
    ask(&mut studio, Action::Hide);
    select(&mut studio, &actors[..2]);
    let before = places(&studio);
    ask(&mut studio, Action::LineUp(LineUp::Top));
    assert!(studio.says("Select at least two actors"));
    assert_eq!(places(&studio), before);
}

/// A large file without places: a hub with forty neighbours, among so many others.
fn large(folder: &std::path::Path) -> std::path::PathBuf {
    let mut lines = vec!["source,target".to_owned()];
    lines.extend((0..40).map(|at| format!("Hub,Neighbour {at}")));
    lines.extend((0..20_000).map(|at| format!("a{at},a{}", (at * 7 + 1) % 20_000)));
    let path = folder.join("large.csv");
    std::fs::write(&path, lines.join("\n")).expect("the folder is ours");
    path
}

fn shown(studio: &Studio) -> usize {
    let workspace = studio.workspace();
    workspace.graph().actors().filter(|(actor, _)| workspace.visibility().shows_actor(*actor)).count()
}

#[test]
fn a_large_file_opens_at_one_actor_and_only_what_is_shown_is_laid_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut studio = Studio::open_at(&large(folder.path()), "hub");
    assert_eq!(shown(&studio), 26);
    let placed = |studio: &Studio| {
        let workspace = studio.workspace();
        let actors = workspace.graph().actors();
        actors.filter(|(actor, _)| workspace.view().positions.get(*actor).is_some()).count()
    };
    assert_eq!(placed(&studio), 26, "nobody who is hidden was laid out");
    assert_eq!(studio.selected(), ["Hub"]);
    assert!(!studio.workspace().is_unsaved(), "nobody is asked whether to save how a file was opened");
    assert!(studio.says("Hub and 25 of 40 neighbours, the best evidenced first"));
    let before = studio.place("Neighbour 0");
    studio.press(Modifiers::NONE, Key::E);
    assert_eq!((shown(&studio), placed(&studio)), (41, 41));
    assert_eq!(studio.place("Neighbour 0"), before, "those that had a place stay");
    assert!(studio.steps().contains(&"Open at Hub".to_owned()));
}

#[test]
fn an_actor_that_is_not_there_leaves_the_file_whole_and_asks_for_another() {
    let mut studio = Studio::open_at(&sample("harbour.linklore"), "Nobody at all");
    assert!(studio.says("No actor is called \"Nobody at all\""));
    assert_eq!(shown(&studio), studio.workspace().graph().actor_count());
    studio.type_text("tamsin");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.selected(), ["Tamsin Pell"], "another name can be typed at once");
    assert!(shown(&studio) < studio.workspace().graph().actor_count());
}

#[test]
fn the_dialog_opens_at_whoever_is_typed_and_undo_shows_everybody() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    let everybody = shown(&studio);
    ask(&mut studio, Action::OpenAt);
    assert!(studio.says("Those with the most links"));
    studio.type_text("tamsin");
    studio.press(Modifiers::NONE, Key::Enter);
    let selected = studio.selected();
    assert_eq!(selected.len(), 1);
    assert!(shown(&studio) < everybody && shown(&studio) > 1);
    assert_eq!(studio.steps().last(), Some(&format!("Open at {}", selected[0])));
    assert!(studio.workspace().is_unsaved(), "here it is a step like any other");
    ask(&mut studio, Action::Undo);
    assert_eq!(shown(&studio), everybody);
}

#[test]
fn the_inspector_says_who_is_hidden_and_who_is_filtered_out() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    let (hub, _) = studio
        .workspace()
        .graph()
        .actors()
        .max_by_key(|(actor, _)| studio.workspace().graph().links_of(*actor).len())
        .expect("actors");
    select(&mut studio, &[hub]);
    ask(&mut studio, Action::HideOthers);
    let not_shown = studio.workspace().not_shown(hub);
    assert!(not_shown.hidden > 1 && not_shown.filtered == 0);
    assert!(studio.says(&format!("{} neighbours not shown.", not_shown.hidden)));
    studio.click_widget("Show them");
    assert_eq!(studio.workspace().not_shown(hub).count(), 0);
    assert!(!studio.says("not shown."));
}

#[test]
fn whoever_is_shown_first_stands_near_where_the_links_are_well_evidenced() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hub.linklore");
    let numbers = || (0..24usize).filter(|number| *number != 12);
    let basis = |number: usize| if number < 12 { "mentioned together" } else { "stated" };
    let actor = |id: String, label: String| serde_json::json!({ "id": id, "label": label });
    let mut actors = vec![actor("hub".to_owned(), "Hub".to_owned())];
    actors.extend(numbers().map(|number| actor(format!("n{number}"), format!("N{number}"))));
    let links: Vec<serde_json::Value> = numbers()
        .map(|number| {
            let evidence = serde_json::json!([{ "passage": "p", "basis": basis(number) }]);
            serde_json::json!({ "id": format!("l{number}"), "source": "hub", "target": format!("n{number}"), "evidence": evidence })
        })
        .collect();
    let file = serde_json::json!({
        "linklore": 1, "actors": actors, "links": links,
        "documents": [{ "id": "d", "title": "D" }], "passages": [{ "id": "p", "document": "d", "quote": "so" }],
        "view": { "hidden": numbers().map(|number| format!("n{number}")).collect::<Vec<_>>(), "positions": { "hub": [0.0, 0.0] } },
    });
    std::fs::write(&path, file.to_string()).expect("the folder is ours");
    let mut studio = Studio::open(&path);
    assert_eq!(shown(&studio), 1);
    studio.click_actor("Hub");
    studio.press(Modifiers::NONE, Key::E);
    assert_eq!(shown(&studio), 24);
    let hub = studio.place("Hub");
    let mean = |range: std::ops::Range<usize>| {
        let places: Vec<f32> = range
            .filter(|number| *number != 12)
            .map(|number| studio.place(&format!("N{number}")).distance(hub))
            .collect();
        places.iter().sum::<f32>() / places.len() as f32
    };
    assert!(mean(13..24) < 0.9 * mean(0..12), "{} {}", mean(13..24), mean(0..12));
}
