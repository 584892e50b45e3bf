//! By what actors and links are coloured, sized, shaped and labelled: chosen in the window, seen in scene and legend, saved and
//! reopened, the same from the command line.

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Output};

use egui::{Key, Modifiers};
use linklore::io::read_path;
use linklore::model::{By, Channel, Division, Rule};
use linklore::scene::Rgba;
use linklore::scene::styling::Key as LegendKey;
use linklore::workspace::{Action, Command, Edit};

use crate::studio::{Studio, sample};

const COMMAND: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

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

fn titles(studio: &Studio) -> Vec<String> {
    studio.workspace().scene().legend.keys.iter().map(LegendKey::title).collect()
}

fn fill(studio: &Studio, label: &str) -> Rgba {
    let scene = studio.workspace().scene();
    let slot = scene.slot(studio.actor(label)).expect("it is shown");
    scene.actors[slot as usize].fill
}

fn linklore(arguments: &[&str]) -> Output {
    Process::new(env!("CARGO_BIN_EXE_linklore")).args(arguments).output().expect("the program is built")
}

#[test]
fn colours_by_a_detail_are_seen_undone_saved_and_reopened() {
    let (_folder, path) = copy_of("harbour.linklore");
    let mut studio = Studio::open(&path);
    let by_type = fill(&studio, "Dmitri Volkanov");
    ask(&mut studio, Action::Appearance);
    studio.choose("Colour of actors", "nationality");
    assert_eq!(titles(&studio), ["Colour: nationality"]);
    assert!(studio.says("Colour: nationality") && studio.says("Qasiran: 3") && studio.says("no value: 10"));
    assert_eq!(fill(&studio, "يوسف القرملي"), fill(&studio, "سلمى الحداد"));
    assert_ne!(fill(&studio, "Dmitri Volkanov"), fill(&studio, "سلمى الحداد"));
    assert_eq!(studio.steps().last().map(String::as_str), Some("Colour by nationality"));
    ask(&mut studio, Action::Undo);
    assert!(titles(&studio).is_empty() && !studio.says("Qasiran: 3"));
    assert_eq!(fill(&studio, "Dmitri Volkanov"), by_type);
    ask(&mut studio, Action::Redo);
    studio.choose("Size of actors", "born");
    studio.choose("Label of actors", "Id");
    studio.choose("Colour of links", "Type");
    let seen = titles(&studio);
    assert_eq!(seen, ["Colour: nationality", "Size: born", "Label: id", "Colour: type"]);
    ask(&mut studio, Action::Save);
    let again = Studio::open(&path);
    assert_eq!(titles(&again), seen);
    assert_eq!(fill(&again, "Dmitri Volkanov"), fill(&studio, "Dmitri Volkanov"));
    assert!(!again.workspace().is_unsaved());
    // One click, one step, and everything is as usual.
    let before = studio.steps().len();
    studio.click_widget("Back to types");
    assert!(titles(&studio).is_empty());
    assert_eq!((studio.steps().len(), fill(&studio, "Dmitri Volkanov")), (before + 1, by_type));
}

#[test]
fn options_of_a_rule_are_chosen_and_the_window_says_what_there_is() {
    let mut studio = Studio::open(&sample("harbour.linklore"));
    ask(&mut studio, Action::Appearance);
    studio.choose("Colour of actors", "Betweenness");
    let before = fill(&studio, "Harbour Lights Shipping");
    assert!(studio.says("Colours from 0 to"));
    studio.choose("Palette of the colour of actors", "Ember");
    let ember = fill(&studio, "Harbour Lights Shipping");
    assert_ne!(ember, before);
    studio.click_widget("Reversed");
    assert_ne!(fill(&studio, "Harbour Lights Shipping"), ember);
    studio.choose("Scale of the colour of actors", "Each value by itself");
    assert!(!studio.says("Colours from 0 to"));
    let rule = studio.workspace().view().styling.get(Channel::ActorColour).cloned().expect("a rule");
    assert!(rule.is_reversed && rule.by == By::Measure("betweenness".into()));
    ask(&mut studio, Action::Appearance);
    assert!(!studio.says("Back to types"), "the action closes it again");
}

#[test]
fn communities_come_finer_and_coarser_and_are_selected_by_keyboard() {
    let mut studio = Studio::open(&sample("khazali-network.linklore"));
    ask(&mut studio, Action::Appearance);
    studio.choose("Colour of actors", "Community");
    let found = |studio: &Studio, resolution: f64| {
        let by = By::Community(Division { resolution, ..Division::default() });
        let spread = studio.workspace().spread(&by).expect("it was worked out").clone();
        let linklore::model::Spread::Groups(groups) = &*spread else { panic!("communities are groups") };
        groups.clone()
    };
    let usual = found(&studio, 1.0);
    assert!(studio.says(&format!("{} communities, modularity 0.", usual.groups.len())));
    // As on the command line.
    let file = sample("khazali-network.linklore");
    let output = linklore(&["communities", file.to_str().expect("UTF-8"), "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["total"], usual.groups.len());
    assert_eq!(json["communities"][0]["size"], usual.groups[0].count);
    let largest = &usual.groups[0];
    let words = format!("{} and others: {} actors", largest.name, largest.count);
    studio.focus_widget(&words);
    studio.press(Modifiers::NONE, Key::Enter);
    assert_eq!(studio.selected().len(), largest.count);
    assert!(studio.selected().contains(&largest.name));
    // Finer, by the keys of the slider.
    studio.focus_widget("Resolution");
    for _ in 0..3 {
        studio.press(Modifiers::NONE, Key::ArrowRight);
    }
    let rule = studio.workspace().view().styling.get(Channel::ActorColour).cloned().expect("a rule");
    let By::Community(Division { resolution, .. }) = rule.by else { panic!("it goes by communities") };
    assert!(resolution > 1.0, "{resolution}");
    let finer = Rule::by(By::Community(Division { resolution: 4.0, ..Division::default() }));
    ask(&mut studio, Edit::Style(vec![(Channel::ActorColour, Some(finer))]));
    assert!(found(&studio, 4.0).groups.len() > usual.groups.len());
    studio.press(COMMAND, Key::Z);
    assert!(studio.says(&format!("community (resolution {resolution})")));
}

#[test]
fn what_takes_long_is_worked_out_meanwhile_and_can_be_given_up() {
    let mut studio = Studio::open(&sample("communities-2000.linklore"));
    let who = "Muzan Company";
    let by_type = fill(&studio, who);
    let rule = |by| Edit::Style(vec![(Channel::ActorColour, Some(Rule::by(by)))]);
    let ctx = studio.ctx();
    let betweenness = By::Measure("betweenness".into());
    studio.app().ask(&ctx, [rule(betweenness.clone()).into()]);
    assert_eq!(fill(&studio, who), by_type, "the picture is as before");
    studio.app().ask(&ctx, [Command::GiveUpLooks(betweenness.clone())]);
    studio.rest();
    assert!(titles(&studio).is_empty());
    ask(&mut studio, Action::Appearance);
    assert!(studio.says("Betweenness was not worked out"));
    studio.click_widget("Work it out after all");
    assert_eq!(titles(&studio), ["Colour: Betweenness"]);
    assert_ne!(fill(&studio, who), by_type);
}

#[test]
fn pictures_follow_the_rules_of_the_file_and_of_the_command_line() {
    let (folder, path) = copy_of("harbour.linklore");
    let text = |path: &Path| std::fs::read_to_string(path).expect("it was written");
    let export = |name: &str, more: &[&str]| {
        let picture = folder.path().join(name);
        let mut arguments = vec!["export", path.to_str().expect("UTF-8"), picture.to_str().expect("UTF-8")];
        arguments.extend(more);
        let output = linklore(&arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        text(&picture)
    };
    let plain = export("plain.svg", &[]);
    assert!(!plain.contains("Colour:") && !plain.contains("linearGradient"));
    let ruled = export(
        "ruled.svg",
        &["--colour-by", "nationality", "--size-by", "betweenness", "--shape-by", "community", "--label-by", "id"],
    );
    for words in ["Colour: nationality", "Size: Betweenness", "Shape: community", "Label: id", "Qasiran", "no value"] {
        assert!(ruled.contains(words), "{words}");
    }
    assert!(ruled.contains("salma-al-haddad") && !plain.contains("salma-al-haddad"));
    let ramp = export("ramp.svg", &["--colour-by", "born", "--link-colour-by", "date", "--theme", "dark"]);
    assert_eq!(ramp.matches("<linearGradient").count(), 2);
    assert!(ramp.contains("url(#key"));
    // What the file says is drawn without being asked for.
    let mut opened = read_path(&path, &mut |_| std::ops::ControlFlow::Continue(())).expect("it is sound");
    opened.view.styling.set(Channel::ActorColour, Some(Rule::by(By::Community(Division::default()))));
    let bytes = linklore::io::native::to_bytes(&opened.graph, &opened.view).expect("finite");
    std::fs::write(&path, bytes).expect("the copy can be written");
    assert!(export("file.svg", &[]).contains("Colour: community"));
    assert!(!export("types.svg", &["--colour-by", "type"]).contains("Colour: community"));
    let picture = folder.path().join("wrong.svg");
    let output = linklore(&[
        "export",
        path.to_str().expect("UTF-8"),
        picture.to_str().expect("UTF-8"),
        "--size-by",
        "nationality",
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("The detail \"nationality\" holds no numbers or dates to size actors by."), "{said}");
    assert!(said.contains("born") && !picture.exists(), "{said}");
}

/// The window in both themes, for whoever wants to look: `LINKLORE_LOOK=folder`.
#[test]
fn the_window_can_be_looked_at() {
    let Some(folder) = std::env::var_os("LINKLORE_LOOK").map(PathBuf::from) else {
        crate::say_skipped("LINKLORE_LOOK names no folder for pictures of the window");
        return;
    };
    let mut studio = Studio::open(&sample("khazali-network.linklore"));
    ask(&mut studio, Action::Appearance);
    studio.choose("Colour of actors", "Community");
    studio.choose("Size of actors", "Betweenness");
    for theme in ["light", "dark"] {
        if let Some(picture) = studio.picture() {
            picture.save(folder.join(format!("appearance-{theme}.png"))).expect("the picture can be written");
        }
        ask(&mut studio, Action::ToggleTheme);
    }
    let mut studio = Studio::open(&sample("harbour.linklore"));
    ask(&mut studio, Action::Appearance);
    studio.choose("Colour of actors", "Betweenness");
    studio.choose("Shape of actors", "nationality");
    studio.choose("Colour of links", "First date");
    studio.choose("Width of links", "Number of passages");
    for theme in ["light", "dark"] {
        if let Some(picture) = studio.picture() {
            picture.save(folder.join(format!("harbour-{theme}.png"))).expect("the picture can be written");
        }
        ask(&mut studio, Action::ToggleTheme);
    }
}
