//! Chips above the picture: what is filtered out or hidden, each to be switched off, changed or taken away. Nothing where all is
//! shown.

use egui::{Button, Frame, Key, Margin, Modifiers, RichText, Ui, WidgetInfo, WidgetType};

use super::FilterDialog;
use super::{keeps_undated, turned, with_undated};
use crate::model::{Basis, DocumentIx, FilterQuestion, Filters, Graph, QuestionNote, TimeWindow};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::look::{colour, counted, grouped, kind_words, weak_ui};
use crate::scene::Tokens;
use crate::workspace::{Action, Command, Edit, Workspace};

/// The chips.
#[derive(Debug, Default)]
pub struct FilterChips {
    dialog: FilterDialog,
}

/// Documents that are left out have a chip each, up to so many.
const MOST_DOCUMENTS: usize = 4;

impl FilterChips {
    /// Draws the chips, if there are any, and the dialog that changes one.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        self.dialog.ui(ui.ctx(), workspace, commands);
        if !workspace.hides_something() {
            return;
        }
        let tokens = workspace.theme().tokens();
        Frame::new().inner_margin(Margin::symmetric(10, 6)).fill(colour(tokens.panel)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 5.0);
            ui.horizontal_wrapped(|ui| {
                let filters = &workspace.view().filters;
                self.questions_ui(ui, workspace, commands);
                for other in others(filters) {
                    if cross_ui(ui, &other.words(workspace.graph(), filters), tokens) {
                        commands.push(Command::SetFilters(other.taken_from(filters)));
                    }
                }
                let hidden = &workspace.view().hidden;
                if !hidden.is_empty() {
                    let words = format!("{} hidden by hand", counted(hidden.len(), "actor", "actors"));
                    if cross_ui(ui, &words, tokens) {
                        commands.push(Edit::Hide(hidden.iter().map(|actor| (actor, false)).collect()).into());
                    }
                }
                effects_ui(ui, filters, commands);
                if ui.small_button("Add…").on_hover_text(Action::Filter.tooltip()).clicked() {
                    commands.push(Action::Filter.into());
                }
                if ui.small_button(Action::ShowAll.text()).on_hover_text(Action::ShowAll.tooltip()).clicked() {
                    commands.push(Action::ShowAll.into());
                }
                weak_ui(ui, tokens, &not_shown(workspace));
            });
        });
    }

    fn questions_ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let filters = &workspace.view().filters;
        if filters.questions.len() > 1 {
            let words = if filters.any { "Any of" } else { "All of" };
            let response = ui.small_button(words).on_hover_text(
                "All: what is shown has to fit every filter. Any: it has to fit one of them. Click to change that.",
            );
            response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("{words} the filters")));
            if response.clicked() {
                commands.push(Command::SetFilters(Filters { any: !filters.any, ..filters.clone() }));
            }
        }
        let notes = workspace.view().sieve.as_ref().map(|sieve| sieve.notes()).unwrap_or_default();
        for (at, question) in filters.questions.iter().enumerate() {
            match question_ui(ui, workspace.theme().tokens(), question, notes.get(at)) {
                None => {}
                Some(Asked::Edit) => self.dialog.ask(filters, at),
                Some(asked) => commands.push(Command::SetFilters(asked.answered(filters, at))),
            }
        }
    }
}

/// What was asked of a chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Switch,
    OnlyThis,
    TurnRound,
    KeepUndated(bool),
    Edit,
    Remove,
}

impl Asked {
    /// The filters with what was asked of the question at `at`.
    fn answered(self, filters: &Filters, at: usize) -> Filters {
        let mut filters = filters.clone();
        match self {
            Self::Switch => filters.questions[at].is_off ^= true,
            Self::OnlyThis => {
                for (place, question) in filters.questions.iter_mut().enumerate() {
                    question.is_off = place != at;
                }
            }
            Self::TurnRound => filters.questions[at] = turned(&filters.questions[at]),
            Self::KeepUndated(keeps) => filters.questions[at] = with_undated(&filters.questions[at], keeps),
            Self::Edit => {}
            Self::Remove => drop(filters.questions.remove(at)),
        }
        filters
    }
}

fn question_ui(ui: &mut Ui, tokens: &Tokens, question: &FilterQuestion, note: Option<&QuestionNote>) -> Option<Asked> {
    let name = if question.name.is_empty() { &question.text } else { &question.name };
    let mut asked = None;
    let trouble = match note {
        Some(QuestionNote::Misread(message)) => Some(message),
        _ => None,
    };
    let ink = match (trouble, question.is_off) {
        (Some(_), _) => tokens.warning,
        (None, true) => tokens.text_weak,
        (None, false) => tokens.text,
    };
    let ground = if question.is_off { tokens.panel } else { tokens.selection_ground };
    let frame = Frame::new()
        .fill(colour(ground))
        .stroke(egui::Stroke::new(1.0, colour(tokens.outline)))
        .corner_radius(tokens.corner)
        .inner_margin(Margin::symmetric(2, 0));
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let counts = note.and_then(counts_words).unwrap_or_default();
        let look = TextLook::small(tokens).ink(ink).struck(question.is_off);
        let text = if counts.is_empty() { name.clone() } else { format!("{name}  {counts}") };
        let response = ui.add(Button::new(bidi_text::widget_text(&text, &look)).frame(false));
        response.widget_info(|| {
            WidgetInfo::selected(WidgetType::Checkbox, true, !question.is_off, format!("{name} (filter)"))
        });
        let hint = match trouble {
            Some(message) => format!("{}\n{message} It lets everything through.", question.text),
            None if question.is_off => format!("{}\nClick to switch it on.", question.text),
            None => format!("{}\nClick to switch it off.", question.text),
        };
        let is_focused = response.has_focus();
        if response.on_hover_text(hint).clicked() {
            asked = Some(Asked::Switch);
        }
        if is_focused {
            ui.input_mut(|input| {
                if input.consume_key(Modifiers::NONE, Key::Delete) {
                    asked = Some(Asked::Remove);
                } else if input.consume_key(Modifiers::NONE, Key::F2) {
                    asked = Some(Asked::Edit);
                }
            });
        }
        let arrow = Button::new(RichText::new("⏷").size(tokens.small_size)).frame(false);
        let (menu, _) = egui::containers::menu::MenuButton::from_button(arrow).ui(ui, |ui| {
            if let Some(keeps) = keeps_undated(&question.text) {
                let mut keeps_now = keeps;
                if ui.checkbox(&mut keeps_now, "Keep links without a date").changed() {
                    asked = Some(Asked::KeepUndated(keeps_now));
                    ui.close();
                }
            }
            for (asks, words) in [
                (Asked::Edit, "Change or name…"),
                (Asked::TurnRound, "Turn round: hide what it shows"),
                (Asked::OnlyThis, "Only this: switch the others off"),
                (Asked::Switch, if question.is_off { "Switch on" } else { "Switch off" }),
                (Asked::Remove, "Remove"),
            ] {
                if ui.button(words).clicked() {
                    asked = Some(asks);
                    ui.close();
                }
            }
        });
        menu.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("More about {name}")));
        let cross = ui.add(Button::new(RichText::new("×").size(tokens.text_size)).frame(false));
        cross.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Remove filter: {name}")));
        if cross.on_hover_text("Remove this filter").clicked() {
            asked = Some(Asked::Remove);
        }
    });
    asked
}

/// How many records fit a question.
fn counts_words(note: &QuestionNote) -> Option<String> {
    match note {
        QuestionNote::Fits(Some(actors), Some(links)) => {
            Some(format!("{}, {}", counted(*actors, "actor", "actors"), counted(*links, "link", "links")))
        }
        QuestionNote::Fits(Some(actors), None) => Some(counted(*actors, "actor", "actors")),
        QuestionNote::Fits(None, Some(links)) => Some(counted(*links, "link", "links")),
        _ => None,
    }
}

/// What becomes of what does not fit.
fn effects_ui(ui: &mut Ui, filters: &Filters, commands: &mut Vec<Command>) {
    let can_fade = filters.questions.iter().any(|question| !question.is_off) || filters.time.is_some();
    if can_fade || filters.drops_loose {
        let mut fades = filters.fades;
        let hint = "Draw faintly what the filters do not let through, instead of hiding it. It takes no part in paths, \
                    measures and counts either way.";
        if ui.checkbox(&mut fades, "Fade").on_hover_text(hint).changed() {
            commands.push(Command::SetFilters(Filters { fades, ..filters.clone() }));
        }
        let mut drops_loose = filters.drops_loose;
        let hint = "Leave out actors to which no link is left.";
        if ui.checkbox(&mut drops_loose, "Without unlinked").on_hover_text(hint).changed() {
            commands.push(Command::SetFilters(Filters { drops_loose, ..filters.clone() }));
        }
    }
}

/// How much is not shown, in words.
fn not_shown(workspace: &Workspace) -> String {
    let scene = workspace.scene();
    let part = |(actors, links): (usize, usize), all: (usize, usize), what: &str| {
        let actors = (actors > 0).then(|| format!("{} of {} actors", grouped(actors), grouped(all.0)));
        let links = (links > 0).then(|| format!("{} of {} links", grouped(links), grouped(all.1)));
        let both: Vec<String> = [actors, links].into_iter().flatten().collect();
        (!both.is_empty()).then(|| format!("{} {what}", both.join(" and ")))
    };
    let graph = workspace.graph();
    let all = (graph.actor_count(), graph.link_count());
    let parts: Vec<String> =
        [part(scene.hidden, all, "hidden"), part(scene.faded, all, "faded")].into_iter().flatten().collect();
    if parts.is_empty() { "Nothing is hidden".to_owned() } else { parts.join(", ") }
}

fn cross_ui(ui: &mut Ui, words: &str, tokens: &Tokens) -> bool {
    let look = TextLook::small(tokens).ink(tokens.text);
    let response = ui.add(Button::new(bidi_text::widget_text(&format!("{words}  ×"), &look)));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Show again: {words}")));
    response.on_hover_text("Show these again").clicked()
}

/// Something that is filtered out by other means than a question.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Other<'f> {
    ActorKind(&'f str),
    LinkKind(&'f str),
    Basis(Option<Basis>),
    Time(&'f TimeWindow),
    Document(DocumentIx),
    /// More documents than have a chip each.
    Documents,
}

impl Other<'_> {
    fn words(self, graph: &Graph, filters: &Filters) -> String {
        match self {
            Self::ActorKind(kind) => format!("no {} (actors)", kind_words(kind)),
            Self::LinkKind(kind) => format!("no {} (links)", kind_words(kind)),
            Self::Basis(None) => "no links without a passage".to_owned(),
            Self::Basis(Some(basis)) => format!("no links that are {}", basis.name()),
            Self::Time(window) => window.words(),
            Self::Document(document) => format!("without {}", graph.document(document).display_title()),
            Self::Documents => format!("without {} documents", grouped(filters.without.len())),
        }
    }

    /// The filters without it.
    fn taken_from(self, filters: &Filters) -> Filters {
        let mut filters = filters.clone();
        match self {
            Self::ActorKind(kind) => drop(filters.hidden_actor_kinds.remove(kind)),
            Self::LinkKind(kind) => drop(filters.hidden_link_kinds.remove(kind)),
            Self::Basis(basis) => drop(filters.hidden_bases.remove(&basis)),
            Self::Time(_) => filters.time = None,
            Self::Document(document) => drop(filters.without.remove(&document)),
            Self::Documents => filters.without.clear(),
        }
        filters
    }
}

/// What is filtered out by other means than questions.
fn others(filters: &Filters) -> Vec<Other<'_>> {
    let actor_kinds = filters.hidden_actor_kinds.iter().map(|kind| Other::ActorKind(kind));
    let link_kinds = filters.hidden_link_kinds.iter().map(|kind| Other::LinkKind(kind));
    let bases = filters.hidden_bases.iter().map(|basis| Other::Basis(*basis));
    let mut others: Vec<Other<'_>> =
        actor_kinds.chain(link_kinds).chain(bases).chain(filters.time.iter().map(Other::Time)).collect();
    if filters.without.len() <= MOST_DOCUMENTS {
        others.extend(filters.without.iter().map(|document| Other::Document(*document)));
    } else {
        others.push(Other::Documents);
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_chip_shows_one_thing_again() {
        let mut filters = Filters::default();
        filters.hidden_actor_kinds.insert("person".into());
        filters.hidden_bases.insert(None);
        let chips = others(&filters);
        let graph = crate::model::graph_from_drawing("A-B");
        let words: Vec<String> = chips.iter().map(|chip| chip.words(&graph, &filters)).collect();
        assert_eq!(words, ["no person (actors)", "no links without a passage"]);
        let without = chips[0].taken_from(&filters);
        assert!(without.hidden_actor_kinds.is_empty());
        assert_eq!(without.hidden_bases.len(), 1);
    }

    #[test]
    fn what_is_asked_of_a_chip_changes_that_one() {
        let question = |text: &str| FilterQuestion { text: text.into(), ..FilterQuestion::default() };
        let filters = Filters { questions: vec![question("a"), question("b:1")], ..Filters::default() };
        let told = |filters: &Filters| -> Vec<(String, bool)> {
            filters.questions.iter().map(|one| (one.text.clone(), one.is_off)).collect()
        };
        let pair =
            |one: (&str, bool), other: (&str, bool)| vec![(one.0.to_owned(), one.1), (other.0.to_owned(), other.1)];
        assert_eq!(told(&Asked::Switch.answered(&filters, 1)), pair(("a", false), ("b:1", true)));
        assert_eq!(told(&Asked::OnlyThis.answered(&filters, 1)), pair(("a", true), ("b:1", false)));
        assert_eq!(told(&Asked::TurnRound.answered(&filters, 1)), pair(("a", false), ("-b:1", false)));
        assert_eq!(told(&Asked::Remove.answered(&filters, 0)), [("b:1".to_owned(), false)]);
    }
}
