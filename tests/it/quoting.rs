//! From a document that is read to evidence: marking words, saying what they are evidence for, adding and changing documents.

use egui::{Key, Modifiers, vec2};
use linklore::model::{Credibility, DocumentIx, LinkIx, PassageIx, Stance};
use linklore::workspace::{Action, Command, Pick, Target};

use crate::studio::{Studio, sample};

const YUSUF: &str = "يوسف القرملي";
const COMMAND: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

/// The harbour sample with its first document open.
fn reading() -> Studio {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    ask(&mut studio, Command::Read(DocumentIx(0), None));
    studio
}

fn passages(studio: &Studio) -> usize {
    studio.workspace().graph().passage_count()
}

#[test]
fn words_are_marked_with_the_mouse() {
    let mut studio = reading();
    let paragraph = studio.place_of("Harbour Lights Shipping was founded");
    let start = paragraph.left_top() + vec2(4.0, 8.0);
    studio.double_click(start);
    assert_eq!(studio.workspace().marked_words(), Some("Harbour"));
    assert!(studio.says("Quote as evidence"));
    studio.drag(paragraph.left_top() + vec2(1.0, 8.0), paragraph.left_top() + vec2(150.0, 8.0));
    studio.rest();
    let marked = studio.workspace().marked_words().expect("something is marked").to_owned();
    assert!(marked.starts_with("Harbour Lights Sh") && marked.len() < 40, "{marked:?}");
    let next = studio.place_of("Salma al-Haddad joined");
    studio.drag(paragraph.left_top() + vec2(1.0, 8.0), next.left_top() + vec2(60.0, 8.0));
    studio.rest();
    let marked = studio.workspace().marked_words().expect("something is marked").to_owned();
    assert!(
        marked.contains("of its own.\n\nSalma") && marked.starts_with("Harbour"),
        "over two paragraphs: {marked:?}"
    );
    studio.event(egui::Event::Copy);
    assert_eq!(studio.copied(), Some(marked));
    studio.press(Modifiers::NONE, Key::Escape);
    assert_eq!(studio.workspace().marked_words(), None);
    assert!(studio.workspace().reading().is_some(), "Escape lets go of the mark alone");
}

#[test]
fn a_link_gets_evidence_by_keyboard_alone() {
    let mut studio = reading();
    let link = LinkIx(0);
    ask(&mut studio, Command::Select(Target::Link(link), Pick::Replace));
    studio.press(Modifiers::NONE, Key::ArrowDown);
    let first = studio.workspace().marked_words().expect("the first sentence is marked").to_owned();
    assert!(first.starts_with("Harbour Lights Shipping was founded") && first.ends_with("Yusuf al-Qarmali."));
    studio.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(studio.workspace().marked_words(), Some("Its first ship was the ferry Pale Heron."));
    studio.press(Modifiers::SHIFT, Key::ArrowDown);
    studio.press(Modifiers::SHIFT, Key::ArrowLeft);
    studio.press(Modifiers::SHIFT, Key::ArrowLeft);
    let words = "Its first ship was the ferry Pale Heron. Until then Marsa Nur had had no ferry of its";
    assert_eq!(studio.workspace().marked_words(), Some(words));
    let (before, evidence) = (passages(&studio), studio.workspace().graph().link(link).evidence.len());
    studio.press(Modifiers::NONE, Key::Q);
    assert!(studio.says("Evidence for"));
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(passages(&studio), before + 1);
    let graph = studio.workspace().graph();
    let new = graph.link(link).evidence.last().expect("it has evidence").clone();
    assert_eq!((graph.link(link).evidence.len(), graph.passage_words(new.passage)), (evidence + 1, Some(words)));
    assert_eq!((new.stance, new.added.len()), (Stance::Supports, "2026-01-01".len()));
    assert_eq!(studio.workspace().passage(), Some(new.passage), "it is looked at");
    assert!(studio.steps().last().is_some_and(|step| step.starts_with("Evidence for ")));
    studio.press(COMMAND, Key::Z);
    assert_eq!(passages(&studio), before);
    assert_eq!(studio.workspace().graph().link(link).evidence.len(), evidence);
}

#[test]
fn whoever_is_named_is_offered_and_new_actors_and_links_are_made() {
    let mut studio = reading();
    studio.press(Modifiers::NONE, Key::ArrowDown);
    assert!(studio.says("These words are a passage already"));
    studio.press(Modifiers::SHIFT, Key::ArrowDown);
    studio.press(Modifiers::NONE, Key::Q);
    studio.click_widget(YUSUF);
    studio.choose("Credibility", "2 probably true");
    studio.click_widget("A new actor");
    studio.enter_field("Name of the new actor");
    studio.type_text("Ferry office");
    studio.focus_field("Type of the new actor");
    studio.type_text("office");
    studio.click_widget("A new link");
    studio.focus_field("Type of the new link");
    studio.type_text("worked at");
    let counts = |studio: &Studio| {
        let graph = studio.workspace().graph();
        (graph.actor_count(), graph.link_count(), graph.passage_count())
    };
    let before = counts(&studio);
    studio.click_widget("Add evidence");
    assert_eq!(counts(&studio), (before.0 + 1, before.1 + 1, before.2 + 1));
    let office = studio.actor("Ferry office");
    let graph = studio.workspace().graph();
    let (link, record) = graph.links().last().expect("it is there");
    assert_eq!(graph.ends(link), (studio.actor(YUSUF), office));
    assert_eq!((record.kind.as_str(), record.evidence[0].credibility), ("worked at", Credibility::new(2)));
    let rest = graph.resting_on(&|passage| passage == record.evidence[0].passage).len();
    assert_eq!(rest, 3, "Yusuf, the office and the link rest on the same passage");
    assert_eq!(studio.single(), Some(Target::Link(link)));
    studio.press(COMMAND, Key::Z);
    assert_eq!(counts(&studio), before, "it was one step");
}

#[test]
fn another_record_is_found_by_name_for_a_passage_that_is_there() {
    let mut studio = reading();
    let passage = studio.workspace().graph().passages().find(|(_, one)| one.document == Some(DocumentIx(0)));
    let passage = passage.expect("it has passages").0;
    ask(&mut studio, Command::LookAtPassage(passage));
    studio.click_widget("Evidence for…");
    studio.type_text("Volkanov");
    studio.press(Modifiers::NONE, Key::Enter);
    let dmitri = studio.actor("Dmitri Volkanov");
    let before = studio.workspace().graph().actor(dmitri).evidence.len();
    assert!(studio.says("Quote as evidence"), "Enter took what was found and did not end the dialog");
    studio.choose("Stance", "contradicts");
    studio.click_widget("Add evidence");
    let evidence = &studio.workspace().graph().actor(dmitri).evidence;
    assert_eq!(evidence.len(), before + 1);
    let last = evidence.last().expect("it has evidence");
    assert_eq!((last.passage, last.stance), (passage, Stance::Contradicts));
    ask(&mut studio, Action::Quote);
    studio.press(Modifiers::NONE, Key::Escape);
    assert!(!studio.says("How it says so"), "Escape gives the dialog up");
    assert!(studio.workspace().reading().is_some());
}

#[test]
fn a_document_is_added_read_and_quoted() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    ask(&mut studio, Action::AddDocument);
    studio.type_text("A letter");
    studio.enter_field("Author");
    studio.type_text("A. Nother");
    studio.enter_field("Published");
    studio.type_text("when?");
    assert!(studio.says("Not a date"));
    studio.enter_field("Published");
    studio.type_text("2016-05");
    studio.enter_field("Text");
    studio.type_text("Yusuf al-Qarmali left.");
    studio.press(Modifiers::NONE, Key::Enter);
    studio.type_text("He never came back.");
    studio.click_widget("Add");
    let document = studio.workspace().reading().expect("the new document is open").document;
    let record = studio.workspace().graph().document(document);
    assert_eq!((record.title.as_str(), record.author.as_str()), ("A letter", "A. Nother"));
    assert_eq!(record.text.as_deref(), Some("Yusuf al-Qarmali left.\nHe never came back."));
    studio.press(Modifiers::NONE, Key::ArrowDown);
    studio.press(Modifiers::NONE, Key::Q);
    studio.click_widget(YUSUF);
    studio.press(Modifiers::NONE, Key::Enter);
    let yusuf = studio.actor(YUSUF);
    let graph = studio.workspace().graph();
    let passage = graph.actor(yusuf).evidence.last().expect("it has evidence").passage;
    assert_eq!(graph.passage_words(passage), Some("Yusuf al-Qarmali left."));
    assert_eq!(graph.passage(passage).document, Some(document));
}

#[test]
fn a_passage_without_a_text_is_typed_in() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    ask(&mut studio, Action::AddDocument);
    studio.type_text("A file in an archive");
    studio.press(Modifiers::NONE, Key::Enter);
    let before = passages(&studio);
    studio.press(Modifiers::NONE, Key::Q);
    assert!(studio.says("Write down the words"));
    studio.type_text("The ferry was sold.");
    studio.enter_field("Page");
    studio.type_text("12");
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(passages(&studio), before + 1);
    let (ix, passage) = studio.workspace().graph().passages().last().expect("it was added");
    assert_eq!((passage.quote.as_str(), passage.page.as_str()), ("The ferry was sold.", "12"));
    assert_eq!(studio.workspace().passage(), Some(ix));
    studio.click_widget("Edit passage");
    studio.enter_field("Paraphrase");
    studio.type_text("They got rid of the ferry.");
    studio.press(COMMAND, Key::Enter);
    assert_eq!(studio.workspace().graph().passage(ix).paraphrase, "They got rid of the ferry.");
    assert_eq!(studio.steps().last().map(String::as_str), Some("Change paraphrase of a passage"));
}

#[test]
fn the_text_of_a_document_is_changed_and_no_passage_changes_its_words() {
    let mut studio = reading();
    let words = |studio: &Studio| -> Vec<(PassageIx, Option<String>)> {
        let graph = studio.workspace().graph();
        graph.passages().map(|(ix, _)| (ix, graph.passage_words(ix).map(str::to_owned))).collect()
    };
    let before = words(&studio);
    let text = studio.workspace().graph().document(DocumentIx(0)).text.clone().expect("the text is there");
    ask(
        &mut studio,
        Command::Rewrite(DocumentIx(0), format!("A new beginning.\n\n{}", text.replacen("Quay Nine", "Quay 9", 1))),
    );
    assert!(studio.says("because the text says otherwise now"));
    assert_eq!(words(&studio), before);
    let changed = studio.workspace().graph().document(DocumentIx(0)).text.clone();
    assert_ne!(changed.as_deref(), Some(text.as_str()));
    studio.press(COMMAND, Key::Z);
    assert_eq!(studio.workspace().graph().document(DocumentIx(0)).text.as_deref(), Some(text.as_str()));
    assert_eq!(words(&studio), before);
    studio.click_last_widget("Edit");
    studio.focus_field("Text");
    studio.press(COMMAND, Key::A);
    studio.type_text("All of it was wrong.");
    studio.press(COMMAND, Key::Enter);
    assert_eq!(studio.workspace().graph().document(DocumentIx(0)).text.as_deref(), Some("All of it was wrong."));
    assert_eq!(words(&studio), before, "they are quotes now");
}
