//! How selected actors are linked, in the window: the same paths as on the command line, read hop by hop.

use std::process::Command as Process;

use egui::{Key, Modifiers};
use linklore::workspace::{Action, Command, Pick, Target};
use serde_json::Value as Json;

use crate::studio::{Studio, sample};

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

fn select(studio: &mut Studio, labels: &[&str]) {
    let actors = labels.iter().map(|label| Target::Actor(studio.actor(label))).collect();
    ask(studio, Command::SelectMany(actors, Pick::Replace));
}

/// What the command line finds.
fn found(actors: &[&str]) -> Json {
    let path = sample("harbour.linklore");
    let arguments = ["path", path.to_str().expect("UTF-8")].into_iter().chain(actors.iter().copied()).chain(["--json"]);
    let output = Process::new(env!("CARGO_BIN_EXE_linklore")).args(arguments).output().expect("the program is built");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn the_shortest_path_is_lit_and_read_with_its_passages() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    select(&mut studio, &["Tide Brigade", "Dmitri Volkanov"]);
    studio.press(Modifiers::NONE, Key::R);
    let expected = found(&["Dmitri Volkanov", "Tide Brigade"]);
    let on_the_way: Vec<&str> = expected["paths"][0]["actors"]
        .as_array()
        .expect("a path")
        .iter()
        .filter_map(|one| one["label"].as_str())
        .collect();
    let mut lit = studio.selected();
    lit.sort();
    let mut wanted: Vec<String> = on_the_way.iter().map(|label| (*label).to_owned()).collect();
    wanted.sort();
    assert_eq!(lit, wanted, "the path is lit");
    let links = studio.workspace().selection().links.len();
    assert_eq!(links, on_the_way.len() - 1, "with a link for each step");
    let hops = expected["paths"][0]["hops"].as_array().expect("hops");
    let citation = hops.iter().find_map(|hop| hop["links"][0]["passage"]["citation"].as_str()).expect("a citation");
    assert!(studio.says(citation), "{citation}");
    studio.click_widget("Copy as text");
    let reading = studio.copied().expect("something was copied");
    assert!(reading.contains(citation) && reading.lines().count() > links, "{reading}");
    studio.choose("Which paths", "all up to 3 links");
    assert!(studio.says(" paths"), "there are several");
}

#[test]
fn that_there_is_no_path_is_said_plainly() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    select(&mut studio, &["Marsa Nur", "Tamsin Pell"]);
    studio.press(Modifiers::NONE, Key::R);
    studio.click_widget("Only the way links run");
    studio.click_widget("Swap");
    assert!(studio.says("No path"));
    assert!(studio.says("Against the direction of links there is one"));
    // Without the only link that leads there, nothing does.
    let links: Vec<Target> = {
        let graph = studio.workspace().graph();
        graph.links_of(studio.actor("Tamsin Pell")).iter().map(|incidence| Target::Link(incidence.link)).collect()
    };
    ask(&mut studio, Command::SelectMany(links, Pick::Replace));
    ask(&mut studio, Action::Delete);
    studio.click_widget("Only the way links run");
    assert!(studio.says("no path leads from"), "the answer follows the edit");
}

#[test]
fn several_actors_are_connected_by_a_network() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    select(&mut studio, &["Tide Brigade", "Dmitri Volkanov", "Tamsin Pell"]);
    studio.press(Modifiers::NONE, Key::R);
    assert!(studio.says("The network that connects"));
    let expected = found(&["Tide Brigade", "Dmitri Volkanov", "Tamsin Pell"]);
    let actors = expected["actors"].as_array().expect("a network").len();
    assert_eq!(studio.selected().len(), actors);
}
