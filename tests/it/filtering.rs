//! Filters in the window: chosen from a list or asked as a question, stacked, switched off, turned round, faded, saved; every step
//! has its way back.

use egui::{Key, Modifiers};
use linklore::io::read_path;
use linklore::model::{FilterQuestion, Filters};
use linklore::workspace::{Action, Command};

use crate::studio::{Studio, sample};

const FILTER: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

/// Opens the list, types and presses Enter, with `modifiers`.
fn choose(studio: &mut Studio, text: &str, modifiers: Modifiers) {
    studio.press(FILTER, Key::F);
    studio.rest();
    studio.type_text(text);
    studio.rest();
    studio.press(modifiers, Key::Enter);
    studio.rest();
}

fn hidden(studio: &Studio) -> (usize, usize) {
    studio.workspace().visibility().hidden_counts()
}

fn questions(studio: &Studio) -> Vec<(&str, bool)> {
    let questions = &studio.workspace().view().filters.questions;
    questions.iter().map(|question| (question.text.as_str(), question.is_off)).collect()
}

#[test]
fn a_choice_from_the_list_shows_only_that_and_says_how_much_is_hidden() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    studio.press(FILTER, Key::F);
    studio.rest();
    assert!(studio.says("Type of actor") && studio.says("6 actors"), "each choice says what would remain");
    studio.type_text("person");
    studio.rest();
    studio.press(Modifiers::NONE, Key::Enter);
    studio.rest();
    assert_eq!(questions(&studio), [("type=person", false)]);
    assert_eq!(hidden(&studio).0, 8);
    assert!(studio.says("8 of 14 actors"), "the number that is hidden is said");
    // Paths, measures and counts follow: they are of what is shown.
    assert_eq!(studio.workspace().topology().node_count(), 6);
    studio.click_widget("Type of actor: person (filter)");
    assert_eq!((hidden(&studio), questions(&studio)), ((0, 0), vec![("type=person", true)]));
    studio.click_widget("Type of actor: person (filter)");
    studio.click_widget("Remove filter: Type of actor: person");
    assert_eq!(hidden(&studio), (0, 0));
    assert_eq!(
        studio.steps()[1..],
        [
            "Filter: Type of actor: person",
            "Switch filter off: Type of actor: person",
            "Switch filter on: Type of actor: person",
            "Clear filters"
        ]
    );
    for _ in 0..3 {
        studio.press(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(hidden(&studio).0, 8, "undone, it is as it was after the first step");
}

#[test]
fn filters_stack_either_way_and_are_turned_round() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    choose(&mut studio, "type of actor person", Modifiers::SHIFT);
    assert_eq!(questions(&studio), [("-type=person", false)]);
    assert_eq!(hidden(&studio).0, 6);
    choose(&mut studio, "degree>=4", Modifiers::NONE);
    let all = hidden(&studio).0;
    assert!(all > 6, "both have to fit");
    studio.click_widget("All of the filters");
    assert!(hidden(&studio).0 < 6, "one is enough");
    studio.click_widget("Any of the filters");
    assert_eq!(hidden(&studio).0, all);
    studio.click_widget("More about not Type of actor: person");
    studio.click_widget("Turn round: hide what it shows");
    assert_eq!(questions(&studio)[0], ("type=person", false));
    studio.click_widget("More about degree>=4");
    studio.click_widget("Only this: switch the others off");
    assert_eq!(questions(&studio), [("type=person", true), ("degree>=4", false)]);
}

#[test]
fn what_does_not_fit_can_be_faded_and_then_takes_no_part() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    choose(&mut studio, "type:person", Modifiers::NONE);
    let before = studio.picture();
    studio.click_widget("Fade");
    let visibility = studio.workspace().visibility();
    assert_eq!((visibility.hidden_counts(), visibility.faded_counts().0), ((0, 0), 8));
    assert_eq!(studio.workspace().scene().actors.len(), 14, "all are drawn");
    assert_eq!(studio.workspace().topology().node_count(), 6, "and six count");
    assert!(studio.says("8 of 14 actors"));
    assert_ne!(before, studio.picture());
    studio.click_widget("Without unlinked");
    // Whoever is left, and is not linked to another who is, fades as well: told here from the records themselves.
    let (graph, visibility) = (studio.workspace().graph(), studio.workspace().visibility());
    let is_person = |actor| graph.actor(actor).kind == "person";
    for (ix, _) in graph.actors() {
        let is_tied = graph.links_of(ix).iter().any(|tie| tie.other != ix && is_person(tie.other));
        assert_eq!(visibility.shows_actor(ix), is_person(ix) && is_tied);
    }
}

#[test]
fn a_filter_is_changed_and_named_by_keyboard_and_a_wrong_one_says_so() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    let question = FilterQuestion { text: "colour:red".into(), ..FilterQuestion::default() };
    ask(&mut studio, Command::SetFilters(Filters { questions: vec![question], ..Filters::default() }));
    assert_eq!(hidden(&studio), (0, 0), "what is not understood hides nothing");
    studio.click_widget("More about colour:red");
    studio.click_widget("Change or name…");
    studio.enter_field("What has to fit");
    studio.press(Modifiers::COMMAND, Key::A);
    studio.type_text("is:link basis:");
    assert!(studio.says("basis needs a value behind it."));
    studio.type_text("claimed");
    studio.enter_field("Name");
    studio.type_text("Hearsay");
    studio.press(Modifiers::NONE, Key::Enter);
    studio.rest();
    assert_eq!(questions(&studio), [("is:link basis:claimed", false)]);
    assert_eq!(studio.workspace().view().filters.questions[0].name, "Hearsay");
    assert!(hidden(&studio).1 > 20);
    assert_eq!(studio.steps()[1..], ["Filter: colour:red", "Change filter: Hearsay"]);
}

#[test]
fn a_question_of_the_find_box_becomes_a_filter() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    ask(&mut studio, Action::Find);
    studio.type_text("type:person degree>2");
    studio.rest();
    studio.click_widget("Filter by this question");
    studio.rest();
    assert_eq!(questions(&studio), [("type:person degree>2", false)]);
    assert!(hidden(&studio).0 >= 8);
}

#[test]
fn filters_are_saved_with_the_file_and_are_in_force_when_it_is_opened_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.linklore");
    std::fs::copy(sample("harbour.linklore"), &path).expect("a copy");
    let mut studio = Studio::open(&path);
    choose(&mut studio, "type:person", Modifiers::NONE);
    let shown = studio.workspace().visibility().clone();
    studio.press(Modifiers::COMMAND, Key::S);
    studio.rest();
    let opened = read_path(&path, &mut |_| std::ops::ControlFlow::Continue(())).expect("it was saved");
    assert_eq!(opened.view.filters.questions[0].text, "type:person");
    assert_eq!(opened.report.len(), 0, "nothing about it is strange");
    drop(studio);
    let studio = Studio::open(&path);
    assert_eq!(*studio.workspace().visibility(), shown);
}
