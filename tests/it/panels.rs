//! The panels by themselves, around a workspace: click, type and read what is said. What is asked for is carried out.

use egui::{Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use linklore::model::{ActorIx, DocumentIx, LinkIx, LoadReport, PassageIx, View};
use linklore::panels::{
    Browser, FilterChips, Find, GoingOn, Inspector, Legend, Palette, Reader, Start, Status, Tab, look,
};
use linklore::scene::Theme;
use linklore::text::FindIndex;
use linklore::workspace::{Action, Command, Edit, Origin, Pick, Reading, Target, Workspace};

use crate::studio::sample;

/// What a desk shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    Browser,
    Inspector,
    Reader,
    Bars,
}

/// Panels and the workspace that they show.
struct Desk {
    workspace: Workspace,
    index: FindIndex,
    show: Show,
    browser: Browser,
    inspector: Inspector,
    reader: Reader,
    find: Find,
    palette: Palette,
    legend: Legend,
    filters: FilterChips,
    status: Status,
    /// What was asked for and is not the business of the workspace.
    left_over: Vec<Command>,
}

impl Desk {
    fn ui(&mut self, ui: &mut egui::Ui) {
        let mut commands = Vec::new();
        let tokens = self.workspace.theme().tokens();
        let ctx = ui.ctx().clone();
        look::apply(&ctx, self.workspace.theme());
        egui::CentralPanel::default().frame(look::panel_frame(tokens)).show(ui, |ui| match self.show {
            Show::Browser => self.browser.ui(ui, &self.workspace, &mut commands),
            Show::Inspector => self.inspector.ui(ui, &self.workspace, &mut commands),
            Show::Reader => self.reader.ui(ui, &self.workspace, &mut commands),
            Show::Bars => {
                self.filters.ui(ui, &self.workspace, &mut commands);
                self.status.ui(ui, &self.workspace, &GoingOn::default(), &mut commands);
                self.legend.ui(ui, &self.workspace, &mut commands);
            }
        });
        self.find.ui(&ctx, &self.workspace, &self.index, &mut commands);
        self.palette.ui(&ctx, Some(&self.workspace), tokens, &mut commands);
        for command in commands {
            self.left_over.extend(self.workspace.carry_out(command));
        }
    }
}

/// Installs the fonts in the first frame; they are there from the second on.
#[derive(Default)]
struct HasFonts(bool);

impl HasFonts {
    fn now(&mut self, ctx: &egui::Context) -> bool {
        if !self.0 {
            look::install_fonts(ctx);
        }
        std::mem::replace(&mut self.0, true)
    }
}

/// The panels in a window of their own.
struct Room {
    harness: Harness<'static, Desk>,
}

impl Room {
    fn with(name: &str, show: Show, size: Vec2, theme: Theme, scale: f32) -> Self {
        let bytes = std::fs::read(sample(name)).expect("the sample is there");
        let opened = linklore::io::read_bytes(name, &bytes).expect("the sample is read");
        let origin = Origin { path: Some(sample(name)), ..Origin::default() };
        let index = FindIndex::new(&opened.graph);
        let workspace = Workspace::new(opened.graph, opened.view, opened.report, origin, theme);
        let desk = Desk {
            workspace,
            index,
            show,
            browser: Browser::default(),
            inspector: Inspector::default(),
            reader: Reader::default(),
            find: Find::default(),
            palette: Palette::default(),
            legend: Legend::default(),
            filters: FilterChips::default(),
            status: Status::default(),
            left_over: Vec::new(),
        };
        let mut has_fonts = HasFonts::default();
        let draw = move |ui: &mut egui::Ui, desk: &mut Desk| {
            if has_fonts.now(ui.ctx()) {
                desk.ui(ui);
            }
        };
        let harness = Harness::builder().with_size(size).with_pixels_per_point(scale).build_ui_state(draw, desk);
        let mut room = Self { harness };
        room.harness.run_steps(3);
        room
    }

    fn harbour(show: Show) -> Self {
        Self::with("harbour.linklore", show, Vec2::new(420.0, 900.0), Theme::Light, 1.0)
    }

    fn workspace(&self) -> &Workspace {
        &self.harness.state().workspace
    }

    fn actor(&self, key: &str) -> ActorIx {
        self.workspace().graph().actor_by_key(key).expect("the sample has that actor")
    }

    fn link(&self, key: &str) -> LinkIx {
        self.workspace().graph().links().find(|(_, link)| link.key == key).expect("the sample has that link").0
    }

    fn passage(&self, key: &str) -> PassageIx {
        let mut passages = self.workspace().graph().passages();
        passages.find(|(_, passage)| passage.key == key).expect("the sample has that passage").0
    }

    fn document(&self, key: &str) -> DocumentIx {
        let mut documents = self.workspace().graph().documents();
        documents.find(|(_, document)| document.key == key).expect("the sample has that document").0
    }

    fn ask(&mut self, command: impl Into<Command>) {
        let left = self.harness.state_mut().workspace.carry_out(command.into());
        assert_eq!(left, None);
        self.harness.run_steps(6);
    }

    fn select(&mut self, target: Target) {
        self.ask(Command::Select(target, Pick::Replace));
    }

    fn click(&mut self, name: &str) {
        self.click_with(name, Modifiers::NONE);
    }

    fn click_with(&mut self, name: &str, modifiers: Modifiers) {
        self.harness.get_all_by_label(name).next().expect("it is there").click_modifiers(modifiers);
        self.harness.run_steps(6);
    }

    fn press(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(3);
    }

    /// Everything that is said, in the order in which it is drawn.
    fn said(&self) -> Vec<String> {
        let everything = self.harness.root().children_recursive();
        let words = |node: egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            node.label().or_else(|| node.value())
        };
        everything.into_iter().filter_map(words).collect()
    }

    fn says(&self, words: &str) -> bool {
        self.said().iter().any(|said| said.contains(words))
    }

    /// Where something is said, counted in what is drawn.
    fn place_of(&self, words: &str) -> usize {
        self.said().iter().position(|said| said.contains(words)).unwrap_or_else(|| panic!("{words:?} is not said"))
    }
}

#[test]
fn a_click_on_a_row_of_the_browser_selects_it_and_keys_add_to_it() {
    let mut room = Room::harbour(Show::Browser);
    room.click("Tamsin Pell");
    let (tamsin, bank) = (room.actor("tamsin-pell"), room.actor("coral-coast-bank"));
    assert_eq!(room.workspace().selection().single(), Some(Target::Actor(tamsin)));
    room.click_with("Coral Coast Bank", Modifiers::SHIFT);
    assert!(room.workspace().selection().actors.iter().eq([&tamsin, &bank]));
    room.click_with("Tamsin Pell", Modifiers::COMMAND);
    assert_eq!(room.workspace().selection().single(), Some(Target::Actor(bank)));
}

#[test]
fn the_arrows_go_on_from_the_row_that_was_clicked() {
    let mut room = Room::harbour(Show::Browser);
    room.click("Tamsin Pell");
    room.press(Key::ArrowDown);
    assert_eq!(room.workspace().selection().single(), Some(Target::Actor(room.actor("lantern-freight"))));
    room.press(Key::ArrowUp);
    assert_eq!(room.workspace().selection().single(), Some(Target::Actor(room.actor("tamsin-pell"))));
}

#[test]
fn the_browser_filters_in_any_spelling_and_says_how_many_are_left() {
    let mut room = Room::harbour(Show::Browser);
    assert!(room.says("14 actors"));
    room.harness.get_by_label("Filter of the list").focus();
    room.harness.run_steps(2);
    room.harness.get_by_label("Filter of the list").type_text("yusuf");
    room.harness.run_steps(4);
    assert!(room.says("1 of 14 actors"));
    assert!(room.says("يوسف القرملي"), "found by its Latin alias");
    room.click("Clear the filter");
    assert!(room.says("14 actors") && !room.says("1 of 14"));
}

#[test]
fn a_header_sorts_and_the_links_say_which_have_no_passage() {
    let mut room = Room::with("harbour.linklore", Show::Browser, Vec2::new(700.0, 900.0), Theme::Light, 1.0);
    room.harness.state_mut().browser.show_tab(Tab::Links);
    room.harness.run_steps(4);
    room.click("Sort by passages");
    room.click("Sort by passages");
    let first = room.said().into_iter().find(|said| said == "no passage" || said == "stated");
    assert_eq!(first.as_deref(), Some("no passage"), "the fewest passages come first after the second click");
}

#[test]
fn an_actor_comes_with_its_passages_and_their_citations() {
    let mut room = Room::harbour(Show::Inspector);
    assert!(room.says("Click an actor or a link"), "nothing is selected, so it says what to do");
    room.select(Target::Actor(room.actor("tamsin-pell")));
    assert!(room.says("Tamsin Pell"));
    assert!(room.says("you were a harbour pilot in Marsa Nur"));
    assert!(
        room.says("— Odile Marchbanks, “A pilot remembers: interview with Tamsin Pell”, Radio Breakwater, June 2018")
    );
    assert!(room.says("1959"), "a detail");
    assert!(room.says("Open document") && room.says("Copy"));
}

#[test]
fn what_speaks_against_an_actor_or_link_stands_under_a_heading_of_its_own() {
    let mut room = Room::harbour(Show::Inspector);
    room.select(Target::Link(room.link("h12")));
    let for_it = room.place_of("a ship");
    let heading = room.place_of("Contradicting passages");
    let against = room.place_of("The accounts were examined in full");
    assert!(for_it < heading && heading < against, "{for_it} {heading} {against}");
    assert!(room.says("contradicted"));
}

#[test]
fn a_link_without_a_passage_says_so() {
    let mut room = Room::harbour(Show::Inspector);
    let unsourced =
        room.workspace().graph().links().find(|(_, link)| !link.is_sourced()).expect("the sample has one").0;
    room.select(Target::Link(unsourced));
    assert!(room.says("No passage supports this link."));
    room.select(Target::Link(room.link("h01")));
    assert!(!room.says("No passage supports this link."));
}

#[test]
fn links_between_the_same_two_are_listed_and_lead_to_each_other() {
    let mut room = Room::harbour(Show::Inspector);
    room.select(Target::Link(room.link("h01")));
    assert!(room.says("Other links between the two"));
    room.click("stood surety for");
    assert_eq!(room.workspace().selection().single(), Some(Target::Link(room.link("h03"))));
    assert!(room.says("2007 to 2009"));
}

#[test]
fn an_end_of_a_link_leads_to_the_actor() {
    let mut room = Room::harbour(Show::Inspector);
    room.select(Target::Link(room.link("h13")));
    room.click("Pale Heron");
    assert_eq!(room.workspace().selection().single(), Some(Target::Actor(room.actor("pale-heron"))));
}

#[test]
fn several_actors_show_what_links_them() {
    let mut room = Room::harbour(Show::Inspector);
    let pair = ["yusuf-al-qarmali", "salma-al-haddad"].map(|key| Target::Actor(room.actor(key)));
    room.ask(Command::SelectMany(pair.to_vec(), Pick::Replace));
    assert!(room.says("2 actors selected"));
    assert!(room.says("سلمى الحداد – sister-in-law of – يوسف القرملي"));
    assert!(room.place_of("Linked to more than one of them") < room.place_of("Harbour Lights Shipping"));
}

#[test]
fn a_passage_of_another_language_has_its_translation_under_it_and_a_paraphrase_says_so() {
    let mut room = Room::harbour(Show::Inspector);
    room.select(Target::Link(room.link("h08")));
    assert!(room.place_of("Translation:") < room.place_of("Yusuf al-Qarmali no longer let me see the accounts"));
    let paraphrased = room.passage("register-57");
    let on_it = |link: &linklore::model::Link| link.evidence.iter().any(|evidence| evidence.passage == paraphrased);
    let link = room.workspace().graph().links().find(|(_, link)| on_it(link)).map(|(ix, _)| ix);
    room.select(Target::Link(link.expect("a link rests on the paraphrase")));
    assert!(room.says("In other words (paraphrase):"));
}

#[test]
fn a_passage_is_copied_with_its_citation_and_opened_in_its_document() {
    let mut room = Room::harbour(Show::Inspector);
    room.select(Target::Link(room.link("h13")));
    room.click("Copy");
    let Some(Command::CopyText(text)) = room.harness.state().left_over.last() else { panic!("nothing was copied") };
    assert!(text.starts_with("“PALE HERON, ferry, 1,120 tons."), "{text}");
    assert!(
        text.ends_with("(“Register of ships and agents, volume 3”, Marsa Nur Harbour Authority, 2008, p. 41)"),
        "{text}"
    );
    room.click("Open document");
    let reading = Reading { document: room.document("register"), passage: Some(room.passage("register-41")) };
    assert_eq!(room.workspace().reading(), Some(reading));
}

#[test]
fn the_next_passage_comes_into_view() {
    let mut room = Room::with("khazali-network.linklore", Show::Inspector, Vec2::new(380.0, 500.0), Theme::Light, 1.0);
    let graph = room.workspace().graph();
    let busiest =
        graph.actors().map(|(ix, _)| ix).max_by_key(|ix| graph.links_of(*ix).len()).expect("there are actors");
    room.select(Target::Actor(busiest));
    for _ in 0..9 {
        room.ask(Action::NextPassage);
    }
    let passage = room.workspace().passage().expect("one is looked at");
    let name = format!("Passage {}", room.workspace().graph().passage(passage).key);
    let rect = room.harness.get_by_label(&name).rect();
    assert!(rect.top() < 500.0 && rect.bottom() > 0.0, "{name} is at {rect:?}");
}

#[test]
fn the_reader_shows_the_passage_and_what_rests_on_it() {
    let mut room = Room::harbour(Show::Reader);
    let (court, passage) = (room.document("court"), room.passage("court-4"));
    room.ask(Command::Read(court, Some(passage)));
    assert!(room.says("Harbour Authority v. Harbour Lights Shipping"));
    assert!(room.says("A – completely reliable"));
    assert!(room.says("Passage 5 of 8"), "{:?}", room.said());
    assert!(room.says("Harbour Lights Shipping – paid → Tide Brigade"));
    room.click("Next");
    assert_eq!(room.workspace().passage(), Some(room.passage("court-5")));
    room.click("Passage 1");
    assert_eq!(room.workspace().passage(), Some(room.passage("court-1")));
    room.click("Close");
    assert_eq!(room.workspace().reading(), None);
}

#[test]
fn a_document_without_its_text_lists_its_passages() {
    let mut room = Room::harbour(Show::Reader);
    let register = room.document("register");
    room.ask(Command::Read(register, None));
    assert!(room.says("The text of this document is not in the file."));
    assert!(room.says("PALE HERON, ferry, 1,120 tons.") && room.says("Lists the agents of the port"));
}

#[test]
fn find_goes_to_a_result_by_enter() {
    let mut room = Room::harbour(Show::Browser);
    room.harness.state_mut().find.open();
    room.harness.run_steps(3);
    room.harness.get_by_label("Find").type_text("lantern");
    room.harness.run_steps(3);
    assert!(room.place_of("Actors") < room.place_of("Passages"));
    room.press(Key::Enter);
    assert_eq!(room.workspace().selection().single(), Some(Target::Actor(room.actor("lantern-freight"))));
    assert!(!room.harness.state().find.is_open());
}

#[test]
fn find_takes_any_spelling_and_the_arrows_choose() {
    let mut room = Room::harbour(Show::Browser);
    room.harness.state_mut().find.open();
    room.harness.run_steps(3);
    room.harness.get_by_label("Find").type_text("volkanov");
    room.harness.run_steps(3);
    room.press(Key::ArrowDown);
    room.press(Key::Enter);
    let went =
        room.workspace().selection().single().is_some_and(|one| one != Target::Actor(room.actor("dmitri-volkanov")));
    assert!(went || room.workspace().reading().is_some(), "the second result, not the first");
}

#[test]
fn escape_closes_find_and_changes_nothing() {
    let mut room = Room::harbour(Show::Browser);
    room.harness.state_mut().find.open();
    room.harness.run_steps(3);
    room.press(Key::Escape);
    assert!(!room.harness.state().find.is_open());
    assert!(room.workspace().selection().is_empty());
}

#[test]
fn the_palette_runs_an_action() {
    let mut room = Room::harbour(Show::Browser);
    room.harness.state_mut().palette.open();
    room.harness.run_steps(3);
    room.harness.get_by_label("Command palette").type_text("select all");
    room.harness.run_steps(3);
    room.press(Key::Enter);
    assert_eq!(room.workspace().selection().actors.len(), 14);
}

#[test]
fn the_legend_switches_a_type_off_and_a_chip_brings_it_back() {
    let mut room = Room::harbour(Show::Bars);
    room.click("person");
    assert!(room.workspace().view().filters.hidden_actor_kinds.contains("person"));
    assert!(room.says("Show all"));
    room.click("Show again: no person (actors)");
    assert!(room.workspace().view().filters.is_empty());
    assert_eq!(room.workspace().history().undo_name(), Some("Clear filters"));
}

#[test]
fn hidden_actors_are_marked_in_the_list_and_shown_again_with_one_click() {
    let mut room = Room::harbour(Show::Browser);
    room.ask(Edit::Hide(vec![(room.actor("tamsin-pell"), true)]));
    assert!(room.says("hidden"));
    room.harness.state_mut().show = Show::Bars;
    room.harness.run_steps(3);
    room.click("Show all");
    assert!(!room.workspace().hides_something());
}

#[test]
fn an_empty_file_says_what_to_do_next() {
    let graph = linklore::model::GraphBuilder::new("Nothing", "").finish();
    let view = View::blank(&graph);
    let workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Dark);
    let mut inspector = Inspector::default();
    let mut browser = Browser::default();
    let mut has_fonts = HasFonts::default();
    let mut harness = Harness::builder().with_size(Vec2::new(700.0, 500.0)).build_ui(move |ui| {
        if !has_fonts.now(ui.ctx()) {
            return;
        }
        ui.columns(2, |columns| {
            browser.ui(&mut columns[0], &workspace, &mut Vec::new());
            inspector.ui(&mut columns[1], &workspace, &mut Vec::new());
        });
    });
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("There is no actor in this file. Open another one").is_some());
    assert!(harness.query_by_label("There is no actor in this file.").is_some());
}

#[test]
fn the_start_screen_opens_samples_and_recent_files() {
    let recent = [sample("harbour.linklore"), "/nowhere/gone.linklore".into()];
    let tokens = Theme::Light.tokens();
    let mut start = Start::default();
    let mut has_fonts = HasFonts::default();
    let draw = move |ui: &mut egui::Ui, commands: &mut Vec<Command>| {
        if !has_fonts.now(ui.ctx()) {
            return;
        }
        start.ui(ui, tokens, &recent, &[("harbour.linklore", "A small case")], commands);
    };
    let mut harness = Harness::builder().with_size(Vec2::new(900.0, 700.0)).build_ui_state(draw, Vec::new());
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("Not there now: /nowhere").is_some());
    harness.get_by_label("Open harbour").click();
    harness.run_steps(2);
    assert_eq!(harness.state().last(), Some(&Command::OpenSample("harbour.linklore".into())));
    harness.get_by_label("Open harbour.linklore").click();
    harness.run_steps(2);
    assert_eq!(harness.state().last(), Some(&Command::OpenFile(sample("harbour.linklore"))));
}
