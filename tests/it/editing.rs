//! Changing what a file says, in the window: adding, linking, deleting, and the way back through the history.

use egui::{Key, Modifiers};
use linklore::io::{native, read_bytes};
use linklore::workspace::{Action, Command, Target};

use crate::studio::{Studio, sample};

const COMMAND: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

fn harbour() -> Studio {
    Studio::open(&sample("harbour.linklore"))
}

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

/// How many actors and links there are.
fn counts(studio: &Studio) -> (usize, usize) {
    let graph = studio.workspace().graph();
    (graph.actor_count(), graph.link_count())
}

#[test]
fn an_actor_is_deleted_with_its_links_and_undo_brings_everything_back() {
    let mut studio = harbour();
    let before = counts(&studio);
    let actor = studio.workspace().graph().actors().next().map(|(actor, _)| actor).expect("there is one");
    let label = studio.workspace().graph().actor(actor).label.to_string();
    let links = studio.workspace().graph().links_of(actor).len();
    assert!(links > 0, "the first actor of the sample has links");
    studio.click_actor(&label);
    studio.press(Modifiers::NONE, Key::Delete);
    assert_eq!(counts(&studio), (before.0 - 1, before.1 - links));
    assert!(studio.selected().is_empty(), "what is gone is not selected");
    assert_eq!(studio.workspace().scene().slot(actor), None, "nor drawn");
    assert!(studio.says(&format!("Deleted {label} with {links} link")));
    assert!(!studio.workspace().hides_something(), "it is not hidden, it is gone");
    studio.press(COMMAND, Key::Z);
    assert_eq!(counts(&studio), before);
    studio.press(COMMAND, Key::Y);
    assert_eq!(counts(&studio), (before.0 - 1, before.1 - links));
}

#[test]
fn what_was_deleted_is_not_written_and_everything_else_is() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("harbour.linklore");
    std::fs::copy(sample("harbour.linklore"), &path).expect("the folder can be written");
    let mut studio = Studio::open(&path);
    let (ix, label) = {
        let (ix, actor) = studio.workspace().graph().actors().nth(1).expect("there are several");
        (ix, actor.label.to_string())
    };
    studio.click_actor(&label);
    let gone = studio.workspace().graph().links_of(ix).len();
    let (actors, links) = counts(&studio);
    studio.press(Modifiers::NONE, Key::Delete);
    let places: Vec<_> = {
        let (graph, view) = (studio.workspace().graph(), studio.workspace().view());
        graph.actors().map(|(ix, actor)| (actor.key.to_string(), view.positions.get(ix))).collect()
    };
    ask(&mut studio, Action::Save);
    assert!(!studio.workspace().is_unsaved());
    let bytes = std::fs::read(&path).expect("it is there");
    let opened = read_bytes("harbour.linklore", &bytes).expect("it reads back");
    assert_eq!((opened.graph.actor_count(), opened.graph.link_count()), (actors - 1, links - gone));
    let again: Vec<_> =
        opened.graph.actors().map(|(ix, actor)| (actor.key.to_string(), opened.view.positions.get(ix))).collect();
    assert_eq!(again, places, "everybody else stands where they stood");
    assert_eq!(native::to_bytes(&opened.graph, &opened.view).expect("finite"), bytes);
    studio.press(COMMAND, Key::Z);
    assert_eq!(counts(&studio), (actors, links), "also after it was saved");
    assert!(studio.workspace().is_unsaved());
}

#[test]
fn an_actor_is_added_by_keyboard_alone() {
    let mut studio = harbour();
    let (actors, _) = counts(&studio);
    studio.press(Modifiers::NONE, Key::A);
    assert!(studio.says("An actor needs a name."));
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(counts(&studio).0, actors, "without a name there is none");
    studio.type_text("Zephyrine Quill");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(counts(&studio).0, actors + 1);
    assert_eq!(studio.selected(), ["Zephyrine Quill"]);
    assert_eq!(studio.steps().last().map(String::as_str), Some("Add Zephyrine Quill"));
    let place = studio.workspace().view().positions.get(studio.actor("Zephyrine Quill"));
    assert!(place.is_some(), "it stands where one looks");
    studio.press(COMMAND, Key::Z);
    assert_eq!(counts(&studio).0, actors);
    assert!(studio.selected().is_empty());
}

#[test]
fn a_link_is_drawn_with_the_mouse() {
    let mut studio = harbour();
    let labels: Vec<String> =
        studio.workspace().graph().actors().take(2).map(|(_, actor)| actor.label.to_string()).collect();
    let (_, links) = counts(&studio);
    let (from, to) = (studio.at(&labels[0]), studio.at(&labels[1]));
    studio.drag_with(from, to, COMMAND);
    studio.rest();
    assert!(studio.says("Add a link"));
    studio.type_text("seen with");
    studio.press(Modifiers::NONE, Key::Enter);
    let graph = studio.workspace().graph();
    assert_eq!(graph.link_count(), links + 1);
    let (link, record) = graph.links().last().expect("there is one");
    assert_eq!((record.kind.as_str(), record.directed), ("seen with", true));
    assert_eq!(graph.ends(link), (studio.actor(&labels[0]), studio.actor(&labels[1])));
    assert_eq!(studio.single(), Some(Target::Link(link)));
}

#[test]
fn the_other_end_of_a_link_is_found_by_its_name() {
    let mut studio = harbour();
    let labels: Vec<String> =
        studio.workspace().graph().actors().take(2).map(|(_, actor)| actor.label.to_string()).collect();
    studio.click_actor(&labels[0]);
    let (_, links) = counts(&studio);
    studio.press(Modifiers::NONE, Key::D);
    assert!(studio.says("Choose the actor at the other end."));
    studio.type_text(&labels[1]);
    let other = studio.actor(&labels[1]);
    studio.click_last_widget(&labels[1]);
    studio.press(Modifiers::NONE, Key::Enter);
    let graph = studio.workspace().graph();
    assert_eq!(graph.link_count(), links + 1);
    let (link, _) = graph.links().last().expect("there is one");
    assert_eq!(graph.ends(link).1, other);
}

#[test]
fn the_history_goes_to_any_step_and_back() {
    let mut studio = harbour();
    let labels: Vec<String> =
        studio.workspace().graph().actors().take(3).map(|(_, actor)| actor.label.to_string()).collect();
    let before = counts(&studio);
    let first = studio.workspace().history().position();
    for label in &labels {
        studio.click_actor(label);
        studio.press(Modifiers::NONE, Key::Delete);
    }
    let after = counts(&studio);
    ask(&mut studio, Action::History);
    assert!(studio.says("As it was opened"));
    studio.click_widget(&format!("Delete {}", labels[0]));
    assert_eq!(counts(&studio).0, before.0 - 1);
    assert_eq!(studio.workspace().history().position(), first + 1);
    studio.click_widget(&format!("Delete {}", labels[2]));
    assert_eq!(counts(&studio), after);
    ask(&mut studio, Command::GoToStep(first));
    assert_eq!(counts(&studio), before);
    ask(&mut studio, Command::GoToStep(99));
    assert_eq!(counts(&studio), after, "there is nothing after the last one");
}

#[test]
fn the_fields_of_an_actor_are_edited_in_place() {
    let mut studio = harbour();
    let actor = studio.workspace().graph().actors().next().map(|(actor, _)| actor).expect("there is one");
    let label = studio.workspace().graph().actor(actor).label.to_string();
    studio.click_actor(&label);
    studio.press(Modifiers::NONE, Key::I);
    let said = |studio: &Studio| studio.workspace().graph().actor(actor).clone();
    studio.enter_field("Name");
    studio.type_text("Zephyrine Quill");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(said(&studio).label, "Zephyrine Quill");
    assert_eq!(studio.steps().last(), Some(&format!("Rename {label}")));

    let steps = studio.steps().len();
    studio.enter_field("Name");
    studio.type_text("Somebody else");
    studio.press(Modifiers::NONE, Key::Escape);
    assert_eq!((said(&studio).label.as_str(), studio.steps().len()), ("Zephyrine Quill", steps), "Escape leaves it");
    assert_eq!(studio.single(), Some(Target::Actor(actor)), "and is not taken for more");

    studio.enter_field("Name");
    studio.press(Modifiers::NONE, Key::Backspace);
    assert!(studio.says("A name cannot be empty."));
    studio.press(Modifiers::NONE, Key::Tab);
    assert_eq!((said(&studio).label.as_str(), studio.steps().len()), ("Zephyrine Quill", steps));

    studio.enter_field("Note");
    studio.type_text("Seen twice.");
    studio.press(COMMAND, Key::Enter);
    assert_eq!(said(&studio).note, "Seen twice.");
    studio.press(COMMAND, Key::Z);
    assert_ne!(said(&studio).note, "Seen twice.");
}

#[test]
fn a_label_is_edited_where_it_stands() {
    let mut studio = harbour();
    let actor = studio.actor("Tide Brigade");
    let label = |studio: &mut Studio| studio.app().label_on_screen(Target::Actor(actor)).expect("it has a label");
    let at = label(&mut studio).center();
    studio.click(at, Modifiers::NONE);
    assert_eq!(studio.selected(), ["Tide Brigade"], "a label stands for its actor");
    studio.double_click(at);
    studio.type_text("Ebb Brigade");
    studio.press(Modifiers::NONE, Key::Escape);
    assert_eq!(studio.workspace().graph().actor(actor).label, "Tide Brigade");
    assert_eq!(studio.selected(), ["Tide Brigade"], "Escape was for the field alone");
    studio.double_click(at);
    studio.type_text("Ebb Brigade");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.workspace().graph().actor(actor).label, "Ebb Brigade");
    assert_eq!(studio.steps().last().map(String::as_str), Some("Rename Tide Brigade"));
    let at = label(&mut studio).center();
    studio.double_click(at);
    studio.type_text(" ");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.workspace().graph().actor(actor).label, "Ebb Brigade", "nobody is without a name");
}

#[test]
fn a_link_is_turned_dated_and_weighed() {
    let mut studio = harbour();
    let (link, ends) = {
        let graph = studio.workspace().graph();
        let (link, _) = graph.links().find(|(_, link)| link.directed).expect("there is one");
        (link, graph.ends(link))
    };
    ask(&mut studio, Command::Select(Target::Link(link), linklore::workspace::Pick::Replace));
    ask(&mut studio, Action::EditRecord);
    let said = |studio: &Studio| studio.workspace().graph().link(link).clone();
    studio.enter_field("When");
    studio.type_text("in spring");
    studio.press(Modifiers::NONE, Key::Enter);
    assert!(studio.says("Not a date."));
    assert!(said(&studio).when.as_ref().is_none_or(|when| when.text() != "in spring"));
    studio.enter_field("When");
    studio.type_text("2009-12~");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(said(&studio).when.as_ref().map(|when| when.text().to_owned()).as_deref(), Some("2009-12~"));
    studio.enter_field("Weight");
    studio.type_text("0,5");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(said(&studio).weight, Some(0.5));
    let graph = studio.workspace().graph();
    let name = |actor| graph.actor(actor).label.to_string();
    let back = format!("{} → {}", name(ends.1), name(ends.0));
    studio.choose_in_one_frame("Direction", &back);
    assert_eq!(studio.workspace().graph().ends(link), (ends.1, ends.0));
    studio.press(COMMAND, Key::Z);
    assert_eq!(studio.workspace().graph().ends(link), ends);
}

#[test]
fn a_detail_is_added_changed_and_taken_away() {
    let mut studio = harbour();
    let actor = studio.workspace().graph().actors().next().map(|(actor, _)| actor).expect("there is one");
    let label = studio.workspace().graph().actor(actor).label.to_string();
    studio.click_actor(&label);
    studio.press(Modifiers::NONE, Key::I);
    let held = |studio: &Studio| {
        let columns = studio.workspace().graph().actor_columns();
        columns.by_name("shoe size").and_then(|column| column.get(actor.get())).map(|value| value.words())
    };
    studio.enter_field("Name of a new detail");
    studio.type_text("shoe size");
    studio.enter_field("Value of a new detail");
    studio.type_text("43");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(held(&studio).as_deref(), Some("43"));
    studio.enter_field("shoe size");
    studio.type_text("44");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(held(&studio).as_deref(), Some("44"));
    studio.enter_field("shoe size");
    studio.press(Modifiers::NONE, Key::Backspace);
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(held(&studio), None);
    for _ in 0..3 {
        studio.press(COMMAND, Key::Z);
    }
    assert!(studio.workspace().graph().actor_columns().by_name("shoe size").is_none());
}

#[test]
fn revert_goes_back_to_what_was_saved_and_can_itself_be_taken_back() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("harbour.linklore");
    std::fs::copy(sample("harbour.linklore"), &path).expect("the folder can be written");
    let mut studio = Studio::open(&path);
    let before = counts(&studio);
    assert!(!Action::Revert.is_enabled(Some(studio.workspace())), "nothing is unsaved");
    for _ in 0..2 {
        let label = studio.workspace().graph().actors().next().map(|(_, actor)| actor.label.to_string());
        studio.click_actor(&label.expect("there is one"));
        studio.press(Modifiers::NONE, Key::Delete);
    }
    ask(&mut studio, Action::Revert);
    assert_eq!(counts(&studio), before);
    assert!(!studio.workspace().is_unsaved());
    studio.press(COMMAND, Key::Y);
    assert_eq!(counts(&studio).0, before.0 - 1);
}

#[test]
fn several_get_a_detail_at_once() {
    let mut studio = harbour();
    let actors: Vec<_> = studio.workspace().graph().actors().take(3).map(|(actor, _)| actor).collect();
    let targets = actors.iter().copied().map(Target::Actor).collect();
    ask(&mut studio, Command::SelectMany(targets, linklore::workspace::Pick::Replace));
    assert!(studio.says("A detail for all 3"));
    studio.enter_field("Name of a new detail");
    studio.type_text("tag");
    studio.enter_field("Value of a new detail");
    studio.type_text("to be checked");
    studio.press(Modifiers::NONE, Key::Enter);
    let column = studio.workspace().graph().actor_columns().by_name("tag").expect("it was added");
    assert!(actors.iter().all(|actor| column.get(actor.get()).is_some()));
    assert_eq!(studio.steps().last().map(String::as_str), Some("Add “tag” to 3"));
    studio.press(COMMAND, Key::Z);
    assert!(studio.workspace().graph().actor_columns().by_name("tag").is_none());
}

#[test]
fn actors_are_cut_from_one_window_and_pasted_into_another() {
    let mut one = harbour();
    let (ix, label) = {
        let (ix, actor) = one.workspace().graph().actors().nth(1).expect("there are several");
        (ix, actor.label.to_string())
    };
    let evidence = one.workspace().graph().actor(ix).evidence.len();
    one.click_actor(&label);
    one.event(egui::Event::Copy);
    let text = one.copied().expect("something was copied");
    one.event(egui::Event::Cut);
    assert!(one.workspace().graph().actors().all(|(_, actor)| actor.label != label));

    let mut other = Studio::open(&sample("khazali-network.linklore"));
    let (actors, _) = counts(&other);
    other.event(egui::Event::Paste(text));
    assert_eq!(counts(&other).0, actors + 1);
    assert_eq!(other.selected(), std::slice::from_ref(&label));
    let graph = other.workspace().graph();
    let pasted = graph.actor(other.actor(&label));
    assert_eq!(pasted.evidence.len(), evidence);
    assert!(pasted.evidence.iter().all(|one| graph.passage_words(one.passage).is_some()), "the passages came along");
    other.press(COMMAND, Key::Z);
    assert_eq!(counts(&other).0, actors);
    other.event(egui::Event::Paste("just words".to_owned()));
    assert!(other.says("There are no actors on the clipboard"));
}

#[test]
fn two_actors_are_merged_and_taken_apart_again() {
    let mut studio = harbour();
    let (actors, links) = counts(&studio);
    let two: Vec<_> = studio.workspace().graph().actors().take(2).map(|(actor, _)| actor).collect();
    let names: Vec<String> = two.iter().map(|ix| studio.workspace().graph().actor(*ix).label.to_string()).collect();
    let targets = two.iter().copied().map(Target::Actor).collect();
    ask(&mut studio, Command::SelectMany(targets, linklore::workspace::Pick::Replace));
    studio.press(Modifiers::NONE, Key::M);
    assert!(studio.says("Which one stays?"));
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(counts(&studio), (actors - 1, links), "every link stays");
    let kept = studio.selected();
    assert_eq!(kept.len(), 1);
    let gone = names.iter().find(|name| !kept.contains(name)).expect("one of the two").clone();
    assert!(studio.says("Merged into it"));
    let stays = studio.workspace().graph().actor(studio.actor(&kept[0])).clone();
    assert!(stays.aliases.contains(&gone), "its name lives on");
    studio.click_widget("Take out");
    assert_eq!(counts(&studio), (actors, links));
    assert!(!studio.says("Merged into it"));
    for _ in 0..2 {
        studio.press(COMMAND, Key::Z);
    }
    assert_eq!(counts(&studio), (actors, links));
}

#[test]
fn a_document_is_edited_and_a_passage_deleted_in_the_reader() {
    let mut studio = harbour();
    let (document, passage) = {
        let graph = studio.workspace().graph();
        let (passage, record) = graph.passages().find(|(_, passage)| !passage.missing).expect("there is one");
        (record.document.expect("it is part of one"), passage)
    };
    let resting = studio.workspace().graph().resting_on(&|one| one == passage).len();
    assert!(resting > 0, "something rests on it");
    ask(&mut studio, Command::Read(document, Some(passage)));
    studio.click_last_widget("Edit");
    studio.enter_field("Author");
    studio.type_text("A. Nother");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.workspace().graph().document(document).author, "A. Nother");
    studio.choose_in_one_frame("Reliability", "E – unreliable");
    let letter = studio.workspace().graph().document(document).reliability.map(linklore::model::Reliability::letter);
    assert_eq!(letter, Some('E'));
    let passages = studio.workspace().graph().passage_count();
    studio.click_widget("Delete");
    assert_eq!(studio.workspace().graph().passage_count(), passages - 1);
    assert!(studio.workspace().graph().resting_on(&|one| one == passage).is_empty(), "its evidence went along");
    studio.press(COMMAND, Key::Z);
    assert_eq!(studio.workspace().graph().resting_on(&|one| one == passage).len(), resting);
}
