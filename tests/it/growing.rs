//! Building a picture by hand and from one actor: lining up, growing step by step.

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
