//! Comparing the open file with another in the window: the list, the bar, the colours, and that nothing is changed by it.

use linklore::model::LinkIx;
use linklore::scene::MarkCounts;
use linklore::workspace::{Action, Command, Target};

use crate::command_line::Folder;
use crate::studio::{Studio, sample};

/// A studio with the sample open, and an older state of it: one actor less, another name, another document.
fn studio_and_older(folder: &Folder) -> (Studio, String) {
    let text = std::fs::read_to_string(sample("harbour.linklore")).expect("the sample");
    let mut file: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    file["actors"][0]["label"] = "Lights".into();
    file["links"].as_array_mut().expect("a list").retain(|link| link["id"] != "h01");
    file["documents"][3]["id"] = "gone".into();
    let older = folder.write("older.linklore", file.to_string().as_bytes());
    (Studio::open(&sample("harbour.linklore")), older)
}

fn compare(studio: &mut Studio, path: &str) {
    let ctx = studio.ctx();
    studio.app().ask(&ctx, [Command::CompareWith(path.into())]);
    studio.rest();
}

#[test]
fn what_differs_is_listed_marked_and_led_to_until_it_is_stopped() {
    let folder = Folder::new();
    let (mut studio, older) = studio_and_older(&folder);
    compare(&mut studio, &older);
    assert!(studio.says("Compared with older.linklore."));
    assert!(studio.says("label: \"Lights\" → \"Harbour Lights Shipping\""));
    assert_eq!(studio.workspace().scene().legend.marks, Some(MarkCounts { actors: [0, 1], links: [1, 0] }));
    studio.click_widget("يوسف القرملي – founded → Harbour Lights Shipping");
    assert_eq!(studio.single(), Some(Target::Link(LinkIx(0))));
    assert!(!studio.workspace().is_unsaved(), "nothing was changed");
    studio.click_widget("List what was changed");
    studio.rest();
    assert!(!studio.says("label: \"Lights\" → \"Harbour Lights Shipping\""));
    studio.click_widget(Action::StopComparing.text());
    studio.rest();
    assert!(studio.workspace().comparison().is_none() && !studio.says("Compared with older.linklore."));
    assert_eq!(studio.workspace().scene().legend.marks, None);
}

#[test]
fn a_file_that_was_laid_out_when_it_opened_says_the_same_as_itself() {
    let path = sample("harbour.linklore");
    let mut studio = Studio::open(&path);
    compare(&mut studio, path.to_str().expect("a readable path"));
    assert!(studio.says("The two files say the same."));
}

#[test]
fn an_edit_is_compared_again_and_another_file_is_not() {
    let folder = Folder::new();
    let (mut studio, older) = studio_and_older(&folder);
    compare(&mut studio, &older);
    let (ctx, actor) = (studio.ctx(), studio.actor("Harbour Lights Shipping"));
    let rename = linklore::workspace::Edit::Relabel(actor, "Lights".into());
    studio.app().ask(&ctx, [rename.into()]);
    studio.rest();
    assert_eq!(studio.workspace().scene().legend.marks, Some(MarkCounts { actors: [0, 0], links: [1, 0] }));
    studio.app().ask(&ctx, [Action::Undo.into(), Command::OpenSample("khazali-network.linklore".into())]);
    studio.rest();
    assert!(studio.workspace().comparison().is_none());
}

#[test]
fn a_file_that_cannot_be_read_is_said_and_nothing_is_compared() {
    let folder = Folder::new();
    let (mut studio, _) = studio_and_older(&folder);
    let broken = folder.write("broken.linklore", b"{\"linklore\": 1, \"actors\": [");
    compare(&mut studio, &broken);
    assert!(studio.workspace().comparison().is_none());
    assert!(studio.says("Could not open") && studio.says("Close"), "a dialog says why");
}
