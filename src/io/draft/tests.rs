//! Tests of drafts: counting, undeclared actors, names, places, and what is told.

use super::*;
use crate::io::limits::DETAILS;
use crate::model::{ColumnKind, Graph, LinkIx, Value, View};

fn finished(draft: Draft) -> (Graph, View, LoadReport) {
    draft.finish(None)
}

fn codes(report: &LoadReport) -> Vec<&'static str> {
    report.notes().iter().map(|note| note.warning.code()).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn counts_add_up_and_undeclared_actors_are_marked() {
    let mut draft = Draft::new();
    let a = draft.declare("a", Some(1), false).actor;
    assert!(draft.declare("a", Some(2), false).again);
    draft.skip_actor(Some(3), "An actor has no id");
    let b = draft.mention("b", Some(4));
    draft.link(a, b, Some("x"), true, Some(4));
    draft.link(a, b, Some("x"), true, Some(5));
    draft.skip_link(Some(6), "A link has no target");
    let hub = draft.make_actor("a");
    draft.make_link(hub, b, false);
    let (graph, _, report) = finished(draft);
    assert_eq!((report.actors.read, report.actors.merged, report.actors.skipped, report.actors.made), (3, 1, 1, 2));
    assert_eq!(report.actors.total(), graph.actor_count());
    assert_eq!((report.links.read, report.links.skipped, report.links.made), (3, 1, 1));
    assert_eq!(report.links.total(), graph.link_count());
    assert_eq!(codes(&report), ["merged-actor", "skipped", "renamed-link", "skipped", "undeclared-actor"]);
    assert_eq!(graph.link(LinkIx(1)).key, "x~2");
    assert_eq!(graph.actor(hub).key, "a~2");
    let mark = graph.actor_columns().by_name("undeclared").expect("a mark");
    assert_eq!((mark.get(a.get()), mark.get(b.get())), (None, Some(Value::YesNo(true))));
    assert_eq!(report.notes().last().and_then(|note| note.about), Some(About::Actor(b)));
}

#[test]
fn an_actor_described_after_it_was_named_is_not_undeclared() {
    let mut draft = Draft::new();
    let b = draft.mention("b", Some(1));
    assert_eq!(draft.declare("b", Some(2), false), Declared { actor: b, again: false });
    let (graph, _, report) = finished(draft);
    assert!(report.is_empty() && graph.actor_columns().is_empty());
    assert_eq!((report.actors.read, report.actors.total()), (1, 1));
}

#[test]
fn the_first_value_stands_and_the_second_is_told() {
    let mut draft = Draft::new();
    let a = draft.declare("a", None, true).actor;
    let age = draft.actor_field("age", Some(ColumnKind::WholeNumber));
    draft.put_actor(a, age, Value::WholeNumber(36), None);
    draft.put_actor(a, age, Value::WholeNumber(36), None);
    draft.put_actor(a, age, Value::WholeNumber(37), Some(9));
    draft.put_actor(a, Field::Label, text("Ada"), None);
    draft.put_actor(a, Field::Label, text("Eva"), Some(9));
    let (graph, _, report) = finished(draft);
    assert_eq!(codes(&report), ["not-merged", "not-merged"]);
    assert!(report.has_losses());
    assert_eq!(graph.actor(a).label, "Ada");
}

#[test]
fn labels_and_types_come_from_details_where_there_are_none() {
    let mut draft = Draft::new();
    let (a, b) = (draft.declare("1", None, false).actor, draft.declare("2", None, false).actor);
    let name = draft.actor_field("name", None);
    draft.put_actor(a, name, text("Ada"), None);
    let link = draft.link(a, b, None, false, None);
    let relation = draft.link_field("relation", None);
    draft.put_link(link, relation, text("knows"), None);
    let (graph, _, report) = finished(draft);
    assert_eq!((graph.actor(a).label.as_str(), graph.actor(b).label.as_str()), ("Ada", "2"));
    assert_eq!(graph.link(link).kind, "knows");
    assert_eq!(codes(&report), ["guessed", "guessed"]);
    assert!(graph.actor_columns().by_name("name").is_some(), "the detail stays");
}

#[test]
fn places_are_turned_and_brought_to_a_scale() {
    let mut draft = Draft::new();
    let (a, b) = (draft.declare("1", None, false).actor, draft.declare("2", None, false).actor);
    draft.y_grows_upwards();
    draft.place(a, 0.25, 0.5);
    draft.place(b, 0.75, 0.5);
    let (_, view, report) = finished(draft);
    assert_eq!(codes(&report), ["places-scaled"]);
    let (a, b) = (view.positions.get(a).expect("placed"), view.positions.get(b).expect("placed"));
    assert!(b.x - a.x > 40.0 && b.x - a.x < 170.0, "{}", b.x - a.x);
    assert!(a.y < 0.0);
}

#[test]
fn places_of_a_usual_scale_are_left_alone_to_the_bit() {
    let mut draft = Draft::new();
    let (a, b) = (draft.declare("1", None, false).actor, draft.declare("2", None, false).actor);
    draft.place(a, 0.1, -7.3);
    draft.place(b, 100.7, 1e-9);
    let (_, view, report) = finished(draft);
    assert!(report.is_empty());
    assert_eq!(view.positions.get(a), Some(Point::new(0.1, -7.3)));
    assert_eq!(view.positions.get(b), Some(Point::new(100.7, 1e-9)));
}

#[test]
fn colours_and_sizes_are_found_in_details_of_a_picture() {
    let mut draft = Draft::new();
    let (a, b) = (draft.declare("1", None, false).actor, draft.declare("2", None, false).actor);
    let fields: Vec<Field> =
        ["x", "y", "size", "r", "g", "b"].into_iter().map(|name| draft.actor_field(name, None)).collect();
    for (actor, start) in [(a, 10), (b, 100)] {
        for (offset, field) in fields.iter().enumerate() {
            draft.put_actor(actor, *field, Value::Number(f64::from(start) + offset as f64), None);
        }
    }
    let (_, view, _) = finished(draft);
    assert_eq!(view.looks.actor_colour(a), Some(Colour::rgb(13, 14, 15)));
    assert_eq!(view.looks.actor_size(b), Some(102.0));
    assert_eq!(view.positions.get(a), Some(Point::new(10.0, 11.0)));
}

#[test]
fn a_number_as_a_label_is_shown_and_kept_as_a_number() {
    let mut draft = Draft::new();
    let a = draft.declare("a", None, false).actor;
    draft.put_actor(a, Field::Label, Value::WholeNumber(7), None);
    let (graph, ..) = finished(draft);
    assert_eq!(graph.actor(a).label, "7");
    assert_eq!(graph.actor_columns().by_name("label").and_then(|column| column.get(0)), Some(Value::WholeNumber(7)));
}

#[test]
fn details_become_evidence_where_that_was_asked_for() {
    let mut draft = Draft::new();
    let (a, b) = (draft.declare("a", None, false).actor, draft.declare("b", None, false).actor);
    let link = draft.link(a, b, None, true, None);
    let said = draft.link_field("description", None);
    let pmid = draft.link_field("pmid", None);
    let about = draft.actor_field("description", None);
    draft.put_link(link, said, text("They were seen together."), None);
    draft.put_link(link, pmid, text("123; 10.1000/x"), None);
    draft.put_actor(a, about, text("A pilot."), None);
    let mut testimony = crate::io::Testimony::default();
    testimony.add("paraphrase=description").expect("a role");
    testimony.add("identifier=pmid").expect("a role");
    draft.testify(&testimony, "case.csv");
    let (graph, ..) = finished(draft);
    assert_eq!((graph.document_count(), graph.passage_count()), (3, 3));
    let urls: Vec<&str> = graph.documents().map(|(_, document)| document.url.as_str()).collect();
    assert_eq!(urls, ["", "https://pubmed.ncbi.nlm.nih.gov/123/", "https://doi.org/10.1000/x"]);
    assert_eq!(graph.link(link).evidence.len(), 2);
    assert_eq!(graph.citation(graph.actor(a).evidence[0].passage), "“case.csv”");
    assert!(graph.link_columns().by_name("description").is_some(), "the detail stays");
    assert_eq!(graph.link(link).firmest_basis(), None, "nobody said on what basis");
}

#[test]
fn a_detail_of_numbers_is_no_type() {
    let mut draft = Draft::new();
    let (a, b) = (draft.declare("1", None, false).actor, draft.declare("2", None, false).actor);
    let link = draft.link(a, b, None, false, None);
    let label = draft.link_text_field("label");
    draft.put_link_text(link, label, "12", None);
    let weight = draft.link_text_field("weight");
    draft.put_link_text(link, weight, "0.5", None);
    let (graph, _, report) = finished(draft);
    assert!(report.is_empty());
    assert_eq!((graph.link(link).kind.as_str(), graph.link(link).weight), ("", Some(0.5)));
    assert_eq!(graph.link_columns().by_name("label").map(crate::model::Column::kind), Some(ColumnKind::WholeNumber));
}

#[test]
fn made_actors_of_one_id_get_numbers_and_facts_said_twice_become_lists() {
    let mut draft = Draft::new();
    let made: Vec<ActorIx> = (0..3).map(|_| draft.make_actor("h")).collect();
    let keys: Vec<&str> = made.into_iter().map(|actor| draft.key(actor)).collect();
    assert_eq!(keys, ["h", "h~2", "h~3"]);
    for fact in ["a", "a", "b", "b"] {
        draft.keep_fact("by", Json::from(fact));
    }
    let (graph, ..) = finished(draft);
    assert_eq!(graph.extras.get("imported"), Some(&serde_json::json!({"by": ["a", "b"]})));
}

#[test]
fn names_that_come_piece_by_piece_are_kept_once_each() {
    let mut draft = Draft::new();
    let actor = draft.declare("a", None, false).actor;
    let names = draft.actor_field("aliases", Some(ColumnKind::Text));
    for text in ["Ada|Addie", "", "Addie", "[\"A | O\", \"Ada\", \"\"]"] {
        draft.put_actor(actor, names, Value::Text(text.into()), None);
    }
    let (graph, ..) = finished(draft);
    assert_eq!(graph.actor(actor).aliases, ["Ada", "Addie", "A | O"]);
}

#[test]
fn actors_without_a_label_beside_others_with_one_show_their_name() {
    let mut draft = Draft::new();
    let [a, b, c] = ["a", "b", "c"].map(|key| draft.declare(key, None, false).actor);
    let (label, name) = (draft.actor_field("label", None), draft.actor_field("name", None));
    draft.put_actor(a, label, text("Ada"), None);
    draft.put_actor(a, name, text("Ada Obi"), None);
    draft.put_actor(b, name, text("Ben"), None);
    let (graph, _, report) = finished(draft);
    let labels = [a, b, c].map(|actor| graph.actor(actor).label.as_str());
    assert_eq!((labels, report.len()), (["Ada", "Ben", "c"], 1));
}

#[test]
fn more_details_than_the_limit_are_noticed_and_take_no_memory() {
    let mut draft = Draft::new();
    let last = (0..DETAILS).map(|number| draft.link_field(&format!("d{number}"), None)).last();
    assert_eq!(draft.too_many_details(), None);
    assert_eq!(Some(draft.link_field("one", None)), last);
    assert_eq!(draft.too_many_details(), Some("links"));
}
