//! The window *Sources*: the documents, of which any can be left out to see what rests on it alone; and, in a second list, what
//! stands on weak ground. Counted on a thread of `app`.

mod columns;
mod table;
mod weak;

use std::collections::BTreeSet;

use egui::{Align2, Context, Ui, WidgetInfo, WidgetType, Window, vec2};

use self::table::DocumentTable;
use self::weak::WeakList;
use super::bidi_text::{self, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::look::counted;
use crate::model::{ActorIx, DocumentIx, LinkIx};
use crate::text::{Grounds, WeakSpots};
use crate::workspace::{Action, Command, Pick, Target, Workspace};

/// What was counted of a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct SourcesFound {
    /// What rests on which documents.
    pub grounds: Grounds,
    /// What stands on weak ground.
    pub spots: WeakSpots,
    /// The links that are least likely by their evidence, the weakest first.
    pub weakest: Vec<(LinkIx, f64)>,
}

/// Actors and links.
type Records = (Vec<ActorIx>, Vec<LinkIx>);

/// Which list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Documents,
    WeakSpots,
}

/// The window.
#[derive(Debug, Default)]
pub struct SourcesWindow {
    is_open: bool,
    tab: Tab,
    /// What was counted, of which graph, and the how manyeth time.
    found: Option<(GraphStamp, u64, SourcesFound)>,
    documents: DocumentTable,
    weak: WeakList,
    fading: Derived<(u64, BTreeSet<DocumentIx>), Records>,
    was_over: bool,
}

impl SourcesWindow {
    /// Opens or closes the window. The arrows go through its list at once.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
        self.documents.take_keys();
        self.weak.take_keys();
    }

    /// Closes the window.
    pub fn close(&mut self) {
        self.is_open = false;
    }

    /// The stamp of the graph that has to be counted; `None` where nobody looks, or it is counted.
    #[must_use]
    pub fn asks(&self, workspace: &Workspace) -> Option<(usize, u64)> {
        let stamp = graph_stamp(workspace);
        let is_known = self.found.as_ref().is_some_and(|(of, ..)| *of == stamp);
        (self.is_open && !is_known).then_some(stamp)
    }

    /// Takes what was counted of a graph. Gives back what was known before, which may take a while to be taken apart.
    pub fn answer(&mut self, stamp: (usize, u64), found: SourcesFound) -> Option<SourcesFound> {
        let edition = self.found.as_ref().map_or(0, |(_, edition, _)| edition + 1);
        self.found.replace((stamp, edition, found)).map(|(.., found)| found)
    }

    /// Draws the window, if it is open.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        if !self.is_open {
            return;
        }
        let first = commands.len();
        let mut is_open = true;
        Window::new("Sources")
            .open(&mut is_open)
            .collapsible(false)
            .default_size([830.0, 320.0])
            .min_size([420.0, 240.0])
            .pivot(Align2::LEFT_BOTTOM)
            .default_pos(ctx.content_rect().left_bottom() + vec2(12.0, -44.0))
            .show(ctx, |ui| {
                self.tabs_ui(ui);
                let Some((_, edition, found)) = &self.found else {
                    let words = "Counting what rests on which documents…";
                    bidi_text::line_ui(ui, words, &TextLook::body(workspace.theme().tokens()));
                    ui.allocate_space(ui.available_size());
                    return;
                };
                match self.tab {
                    Tab::Documents => {
                        let without = &workspace.view().filters.without;
                        let key = (*edition, without.clone());
                        let fading = self.fading.get(key, || found.grounds.resting_on(without));
                        fading_ui(ui, workspace, fading, commands);
                        self.documents.ui(ui, workspace, &found.grounds, *edition, commands);
                    }
                    Tab::WeakSpots => self.weak.ui(ui, workspace, found, commands),
                }
            });
        self.is_open = is_open;
        super::rows::settle_hover(&mut self.was_over, workspace, commands, first);
    }

    fn tabs_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (tab, words) in [(Tab::Documents, "Documents"), (Tab::WeakSpots, "Weak spots")] {
                let is_on = self.tab == tab;
                let response = ui.selectable_label(is_on, words);
                let name = format!("Show {}", words.to_lowercase());
                response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, true, is_on, &name));
                if response.clicked() {
                    self.tab = tab;
                    self.documents.take_keys();
                    self.weak.take_keys();
                }
            }
        });
    }
}

/// What fades because of the documents that are left out, as a sentence; a click selects it.
fn fading_ui(ui: &mut Ui, workspace: &Workspace, (actors, links): &Records, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    let (body, left_out) = (TextLook::body(tokens), workspace.view().filters.without.len());
    ui.horizontal_wrapped(|ui| {
        if left_out == 0 {
            let words = "Every document counts. Untick one to see what rests on it alone: that fades.";
            bidi_text::line_ui(ui, words, &body.ink(tokens.text_weak));
            return;
        }
        let documents = counted(left_out, "document is left out", "documents are left out");
        if actors.is_empty() && links.is_empty() {
            let words = format!("{documents}. Nothing rests on {} alone.", if left_out == 1 { "it" } else { "these" });
            bidi_text::line_ui(ui, &words, &body);
            return;
        }
        let verb = if actors.len() + links.len() == 1 { "rests" } else { "rest" };
        let pronoun = if left_out == 1 { "it" } else { "these" };
        let words = format!("{documents}. {} {verb} on {pronoun} alone: faded.", records_words(actors, links));
        bidi_text::line_ui(ui, &words, &body);
        if ui.small_button("Select what fades").clicked() {
            select(actors, links, commands);
        }
    });
}

/// `2 links and 1 actor`.
fn records_words(actors: &[ActorIx], links: &[LinkIx]) -> String {
    let actors = (!actors.is_empty()).then(|| counted(actors.len(), "actor", "actors"));
    let links = (!links.is_empty()).then(|| counted(links.len(), "link", "links"));
    links.into_iter().chain(actors).collect::<Vec<_>>().join(" and ")
}

/// Asks for these to be selected, as far as they are still there, and to be seen.
fn select(actors: &[ActorIx], links: &[LinkIx], commands: &mut Vec<Command>) {
    let actors = actors.iter().copied().map(Target::Actor);
    let targets = actors.chain(links.iter().copied().map(Target::Link)).collect();
    commands.push(Command::SelectMany(targets, Pick::Replace));
    commands.push(Action::FitSelection.into());
}

/// Where the keyboard leads in a list of so many, from where one is; takes the keys it uses.
fn step(ui: &Ui, here: Option<usize>, count: usize) -> Option<usize> {
    use egui::{Key, Modifiers};
    const PAGE: usize = 10;
    let last = count.checked_sub(1)?;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let steps: [(Key, &dyn Fn(usize) -> usize); 6] = [
        (Key::ArrowDown, &|here| here + 1),
        (Key::ArrowUp, &|here| here.saturating_sub(1)),
        (Key::PageDown, &|here| here + PAGE),
        (Key::PageUp, &|here| here.saturating_sub(PAGE)),
        (Key::Home, &|_| 0),
        (Key::End, &|_| usize::MAX),
    ];
    let (_, step) = steps.into_iter().find(|(key, _)| pressed(*key))?;
    Some(here.map_or(0, step).min(last))
}

/// Whether a list has the keyboard: it has the focus, or it was clicked last and nothing else has it.
fn has_keys(ui: &Ui, id: egui::Id, name: &str, takes_keys: &mut bool) -> bool {
    let list = ui.interact(ui.available_rect_before_wrap(), id, egui::Sense::focusable_noninteractive());
    list.widget_info(|| WidgetInfo::labeled(WidgetType::Other, true, name));
    let pressed_elsewhere = ui.input(|input| {
        input.pointer.any_pressed() && input.pointer.interact_pos().is_some_and(|at| !list.rect.contains(at))
    });
    *takes_keys &= !pressed_elsewhere;
    let focused = ui.memory(egui::Memory::focused);
    if focused != Some(id) && !(*takes_keys && focused.is_none()) {
        return false;
    }
    let filter = egui::EventFilter { vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    true
}
