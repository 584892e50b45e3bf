//! The list *Filter…*: everything one may filter by, with what would remain, to choose from by typing a part of it; or a question
//! of one's own. What there is to choose from is worked out on a thread of `app`.

use egui::{Align, Button, Context, Key, Layout, Modifiers, RichText, ScrollArea, Ui};

use super::{turned, with_question};
use crate::model::FilterQuestion;
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::derived::{Derived, GraphStamp, graph_stamp};
use crate::panels::look::{bold_font, colour, counted};
use crate::panels::picker::Picker;
use crate::panels::suggesting;
use crate::query::{Facet, Ground, Question, Suggestion, remaining, suggestions};
use crate::scene::Tokens;
use crate::text::{FindIndex, fold};
use crate::workspace::{Command, Workspace};

/// What the choices are of: a graph, what is shown of it, what is selected.
pub type FacetStamp = (GraphStamp, u64, u64);

/// The list.
#[derive(Debug, Default)]
pub struct FilterPicker {
    picker: Picker,
    found: Option<(FacetStamp, Vec<Facet>)>,
    typed: Derived<(FacetStamp, String), Typed>,
}

/// What is made of what is typed.
#[derive(Debug, Default)]
struct Typed {
    /// The typed text as a filter, with what would remain.
    own: Option<Facet>,
    trouble: Option<String>,
    suggestions: Vec<Suggestion>,
}

impl FilterPicker {
    /// Opens the list.
    pub fn open(&mut self) {
        self.picker.text.clear();
        self.picker.open();
    }

    /// Closes the list.
    pub fn close(&mut self) {
        self.picker.close();
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.picker.is_open()
    }

    /// What choices are wanted of, where they are not there yet.
    #[must_use]
    pub fn asks(&self, workspace: &Workspace) -> Option<FacetStamp> {
        let stamp = stamp(workspace);
        let is_answered = self.found.as_ref().is_some_and(|(of, _)| *of == stamp);
        (self.is_open() && !is_answered).then_some(stamp)
    }

    /// Takes the choices.
    pub fn answer(&mut self, stamp: FacetStamp, facets: Vec<Facet>) {
        self.found = Some((stamp, facets));
    }

    /// Draws the list on top of everything, if it is open. `index` was built from the graph of the workspace.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, index: &FindIndex, commands: &mut Vec<Command>) {
        if !self.picker.is_open() {
            return;
        }
        let Self { picker, found, typed } = self;
        let tokens = workspace.theme().tokens();
        let is_there = found.as_ref().is_some_and(|(of, _)| *of == stamp(workspace));
        let facets = found.as_ref().map_or(&[][..], |(_, facets)| facets);
        picker.show(ctx, tokens, "filter", |picker, ui| {
            let key = |picker: &Picker| (stamp(workspace), picker.text.trim().to_owned());
            let before = typed.get(key(picker), || read(workspace, index, &picker.text));
            suggesting::complete(ui, picker, &before.suggestions);
            let fits = fitting(facets, &picker.text);
            let count = fits.len() + usize::from(before.own.is_some());
            // Before the field, for which this is an Enter like any other.
            let hides = ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter));
            let keys =
                picker.field_ui(ui, tokens, "Filter", "Show only… a type, a year, a detail, or ask: degree>5", count);
            let fits = fitting(facets, &picker.text);
            let Typed { own, trouble, suggestions } = typed.get(key(picker), || read(workspace, index, &picker.text));
            // Words that are typed are first of all a part of a choice.
            let is_question = Question::is_meant(&picker.text);
            let (first, last) = if is_question { (own.as_ref(), None) } else { (None, own.as_ref()) };
            let rows: Vec<&Facet> = first.into_iter().chain(fits).chain(last).collect();
            let mut taken =
                (keys.takes || hides).then(|| rows.get(picker.at).copied()).flatten().map(|facet| (facet, hides));
            suggesting::ui(ui, tokens, picker, suggestions);
            hint_ui(ui, tokens, picker, trouble.as_deref(), (is_there, rows.is_empty()));
            let height = (ui.ctx().content_rect().height() - 170.0).clamp(120.0, 520.0);
            let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
            list.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let mut group = "";
                for (number, facet) in rows.iter().enumerate() {
                    if facet.group != group {
                        group = &facet.group;
                        ui.add_space(tokens.gap);
                        let words = RichText::new(group).font(bold_font(tokens.small_size));
                        ui.label(words.color(colour(tokens.text_weak)));
                    }
                    if let Some(hides) = row_ui(ui, tokens, picker, number, facet) {
                        taken = Some((facet, hides));
                    }
                }
            });
            if let Some((facet, hides)) = taken {
                let question = filter_of(facet, hides);
                commands.push(Command::SetFilters(with_question(&workspace.view().filters, question)));
                picker.close();
            }
        });
    }
}

fn stamp(workspace: &Workspace) -> FacetStamp {
    let revisions = workspace.revisions();
    (graph_stamp(workspace), revisions.looks, revisions.selection)
}

/// The filter that a choice sets: only what fits it, or all but that.
fn filter_of(facet: &Facet, hides: bool) -> FilterQuestion {
    let is_own = facet.group == OWN;
    let name = if is_own { String::new() } else { format!("{}: {}", facet.group, facet.words) };
    let question = FilterQuestion { text: facet.question.clone(), name, is_off: false };
    if hides { turned(&question) } else { question }
}

/// The heading over what was typed.
const OWN: &str = "As typed";

/// Reads what is typed as a question, or as words that are to occur.
fn read(workspace: &Workspace, index: &FindIndex, text: &str) -> Typed {
    let graph = workspace.graph();
    let suggestions = suggestions(graph, text);
    let text = text.trim();
    if text.is_empty() {
        return Typed { suggestions, ..Typed::default() };
    }
    let ground = Ground { graph, index, view: workspace.view() };
    let remain = Question::new(text)
        .map_err(|misread| misread.message)
        .and_then(|question| remaining(&question, &ground, workspace.visibility()));
    match remain {
        Ok(remain) => {
            let own = Facet { group: OWN.to_owned(), words: text.to_owned(), question: text.to_owned(), remain };
            // Words that occur nowhere are a part of the name of a choice, and no filter.
            let is_of_use = Question::is_meant(text) || remain.0.unwrap_or(0) + remain.1.unwrap_or(0) > 0;
            Typed { own: Some(own).filter(|_| is_of_use), trouble: None, suggestions }
        }
        Err(message) => Typed { own: None, trouble: Some(message), suggestions },
    }
}

/// The choices that hold every word that is typed.
fn fitting<'a>(facets: &'a [Facet], text: &str) -> Vec<&'a Facet> {
    let wanted = fold(text);
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let fits = |facet: &&Facet| {
        let all = format!("{} {} {}", fold(&facet.group), fold(&facet.words), fold(&facet.question));
        words.iter().all(|word| all.contains(word))
    };
    facets.iter().filter(fits).collect()
}

fn hint_ui(ui: &mut Ui, tokens: &Tokens, picker: &Picker, trouble: Option<&str>, (is_there, is_empty): (bool, bool)) {
    let words = match (trouble, is_there, is_empty) {
        (Some(trouble), ..) if is_empty || Question::is_meant(&picker.text) => trouble.to_owned(),
        (_, false, _) => "Counting what there is…".to_owned(),
        (_, true, true) if picker.text.trim().is_empty() => {
            "Everything in this file looks alike: there is nothing to filter by.".to_owned()
        }
        (_, true, true) => format!("Nothing in this file fits “{}”.", picker.text.trim()),
        _ => "Enter shows only these, Shift+Enter all but these. The numbers say what would remain.".to_owned(),
    };
    ui.add_space(tokens.gap / 2.0);
    bidi_text::paragraph_ui(ui, &words, &TextLook::small(tokens), &[]);
}

/// Draws a choice; returns whether it is to be hidden, where it was taken.
fn row_ui(ui: &mut Ui, tokens: &Tokens, picker: &Picker, number: usize, facet: &Facet) -> Option<bool> {
    let name = format!("{}: {}", facet.group, facet.words);
    let mut hides = None;
    let response = picker.row_ui(ui, tokens, number, &name, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let words = RichText::new("hide").size(tokens.small_size).color(colour(tokens.text_weak));
                let hide = ui.add(Button::new(words).frame_when_inactive(false)).on_hover_text("Show all but these");
                hide.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Hide {name}")));
                if hide.clicked() {
                    hides = Some(true);
                }
                bidi_text::line_ui(ui, &remain_words(facet.remain), &TextLook::small(tokens));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    bidi_text::line_ui(ui, &facet.words, &TextLook::body(tokens)).on_hover_text(&facet.question);
                });
            });
        });
    });
    if hides.is_none() && response.clicked() {
        let is_shifted = ui.input(|input| input.modifiers.shift);
        hides = Some(is_shifted);
    }
    hides
}

fn remain_words((actors, links): (Option<usize>, Option<usize>)) -> String {
    let parts =
        [actors.map(|count| counted(count, "actor", "actors")), links.map(|count| counted(count, "link", "links"))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(group: &str, words: &str, question: &str) -> Facet {
        Facet { group: group.into(), words: words.into(), question: question.into(), remain: (Some(1), None) }
    }

    #[test]
    fn choices_are_found_by_any_of_their_words() {
        let facets =
            [facet("Type of actor", "Armed group", "type=\"armed group\""), facet("town", "Marsá", "town=Marsá")];
        let found = |text: &str| fitting(&facets, text).iter().map(|facet| facet.words.as_str()).collect::<Vec<_>>();
        assert_eq!(found("marsa"), ["Marsá"]);
        assert_eq!(found("GROUP actor"), ["Armed group"]);
        assert_eq!(found(""), ["Armed group", "Marsá"]);
        assert!(found("nobody").is_empty());
    }

    #[test]
    fn a_choice_becomes_a_filter_with_a_name_and_what_is_typed_keeps_its_own_words() {
        let only = filter_of(&facet("town", "Marsá", "town=Marsá"), false);
        assert_eq!((only.text.as_str(), only.name.as_str()), ("town=Marsá", "town: Marsá"));
        let but = filter_of(&facet(OWN, "degree>5", "degree>5"), true);
        assert_eq!((but.text.as_str(), but.name.as_str()), ("-degree>5", ""));
    }
}
