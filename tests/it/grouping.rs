//! Groups of actors in the window: brought together by key, opened by double click, closed, saved, exported, and the way back.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use linklore::workspace::{Command, Pick, Target};

use crate::command_line::{Folder, linklore};
use crate::studio::{Studio, sample};

fn select(studio: &mut Studio, labels: &[&str]) {
    let targets = labels.iter().map(|label| Target::Actor(studio.actor(label))).collect();
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [Command::SelectMany(targets, Pick::Replace)]);
    studio.rest();
}

/// Groups two actors under the suggested name.
fn group(studio: &mut Studio) {
    select(studio, &["Dmitri Volkanov", "Lantern Freight Services"]);
    studio.press(Modifiers::NONE, Key::G);
    studio.rest();
    assert!(studio.says("Group 2 actors as one"));
    studio.press(Modifiers::NONE, Key::Enter);
    studio.rest();
}

#[test]
fn selected_actors_become_one_node_that_opens_by_a_double_click_and_closes_again() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    group(&mut studio);
    let scene = studio.workspace().scene();
    assert_eq!((scene.actors.len(), scene.closed.len()), (13, 1));
    let label = scene.actors[scene.closed[0] as usize].label.to_string();
    assert_eq!(label, "Lantern Freight Services and 1 other (2)");
    let lead = scene.actors[scene.closed[0] as usize].actor;
    // One click selects all of it, a double click opens it.
    let at = studio.app().on_screen(Target::Actor(lead)).expect("it is drawn");
    select(&mut studio, &["Tamsin Pell"]);
    studio.click(at, Modifiers::NONE);
    assert_eq!(studio.selected().len(), 2);
    studio.double_click(at);
    studio.rest();
    let scene = studio.workspace().scene();
    assert_eq!((scene.actors.len(), scene.groups.len()), (14, 1));
    let members: BTreeSet<_> = scene.groups[0].slots.iter().map(|slot| scene.actors[*slot as usize].actor).collect();
    assert_eq!(members, studio.workspace().selection().actors);
    studio.press(Modifiers::SHIFT, Key::G);
    studio.rest();
    assert_eq!(studio.workspace().scene().actors.len(), 13);
    for _ in 0..3 {
        studio.press(Modifiers::COMMAND, Key::Z);
        studio.rest();
    }
    assert!(studio.workspace().view().groups.is_empty() && studio.workspace().scene().actors.len() == 14);
}

#[test]
fn groups_are_saved_and_drawn_in_pictures() {
    let folder = Folder::new();
    let path = folder.write("case.linklore", &std::fs::read(sample("harbour.linklore")).expect("it is there"));
    let mut studio = Studio::open(std::path::Path::new(&path));
    group(&mut studio);
    studio.press(Modifiers::COMMAND, Key::S);
    studio.rest();
    drop(studio);
    let picture = folder.path("case.svg");
    linklore(&["export", &path, &picture]).result();
    let svg = std::fs::read_to_string(&picture).expect("it was written");
    assert!(svg.contains("Lantern Freight Services and 1 other (2)"), "drawn as one");
    let studio = Studio::open(std::path::Path::new(&path));
    assert_eq!((studio.workspace().scene().actors.len(), studio.workspace().report().len()), (13, 0));
}
