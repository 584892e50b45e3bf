//! Measures in the window: the same ranking as on the command line, of what is shown.

use std::process::Command as Process;

use egui::{Key, Modifiers};
use linklore::workspace::{Action, Command};
use serde_json::Value as Json;

use crate::studio::{Studio, sample};

fn ask(studio: &mut Studio, command: impl Into<Command>) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [command.into()]);
    studio.rest();
}

/// Ids and values as the command line ranks them.
fn ranked(measure: &str) -> Vec<(String, f64)> {
    let path = sample("harbour.linklore");
    let arguments = ["rank", path.to_str().expect("UTF-8"), "--by", measure, "--top", "0", "--json"];
    let output = Process::new(env!("CARGO_BIN_EXE_linklore")).args(arguments).output().expect("the program is built");
    let json: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let actors = json["actors"].as_array().expect("a list").iter();
    actors
        .map(|actor| (actor["id"].as_str().unwrap_or_default().to_owned(), actor["value"].as_f64().unwrap_or(-1.0)))
        .collect()
}

/// Ids and values of the table that the window copies.
fn table(studio: &mut Studio) -> Vec<(String, f64)> {
    studio.click_widget("Copy as table");
    let table = studio.copied().expect("a table");
    let cells = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells[1].to_owned(), cells[4].parse().expect("a number"))
    };
    table.lines().skip(1).map(cells).collect()
}

#[test]
fn actors_are_ranked_as_on_the_command_line() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    studio.press(Modifiers::NONE, Key::C);
    assert!(studio.says("who has the most links"));
    assert_eq!(table(&mut studio), ranked("degree"));
    studio.choose("Measure by", "Betweenness – who connects groups that are otherwise apart");
    assert_eq!(table(&mut studio), ranked("betweenness"));
    assert!(studio.says("14 actors, exactly"));
    studio.click_widget("Select the first 10");
    assert_eq!(studio.selected().len(), 10);
    // Only what is shown is measured.
    ask(&mut studio, Action::HideOthers);
    assert_eq!(table(&mut studio).len(), 10);
    studio.press(Modifiers::NONE, Key::C);
    assert!(!studio.says("who connects groups"), "the key closes it again");
}
