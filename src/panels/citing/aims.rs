//! Whom and what a passage is evidence for: records that are offered or found by name, a new actor, a new link.

use std::collections::BTreeSet;

use egui::{Button, ComboBox, Key, RichText, TextEdit, Ui, WidgetInfo, WidgetText, WidgetType};

use crate::model::{ActorIx, Graph, When};
use crate::panels::bidi_text::{self, TextLook};
use crate::panels::kind_choice::kinds_ui;
use crate::panels::look::{self, colour};
use crate::panels::rows;
use crate::scene::Tokens;
use crate::text::{FindIndex, FindLimits, actor_words, link_words};
use crate::workspace::citing::{Claim, NewLink};
use crate::workspace::{Target, Workspace};

/// So many actors that are selected or named are offered, and so many links among them.
const MOST_OFFERED: usize = 8;
/// So much is offered for a name that is typed.
const FOUND: FindLimits = FindLimits { actors: 5, links: 5, passages: 0, documents: 0 };
/// Marked words of up to so many characters may be the name of a new actor.
const NAME_LENGTH: usize = 60;

/// Whom and what.
#[derive(Debug)]
pub(super) struct Aims {
    /// What can be ticked, in the order in which it is listed.
    offered: Vec<Target>,
    ticked: BTreeSet<Target>,
    sought: String,
    found: Vec<Target>,
    took_enter: bool,
    new_actor: Option<NewActor>,
    new_link: Option<LinkForm>,
    /// What a new actor may be called.
    name: String,
    actor_kinds: Vec<String>,
    link_kinds: Vec<String>,
}

#[derive(Debug)]
struct NewActor {
    label: String,
    kind: String,
}

#[derive(Debug, Default)]
struct LinkForm {
    /// An actor of the file, or the new one.
    ends: [Option<End>; 2],
    kind: String,
    is_mutual: bool,
    when: String,
}

/// One end of a new link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Actor(ActorIx),
    New,
}

impl Aims {
    /// Offers what is selected, whoever is named in the words, and the links among them. A single thing that is selected is ticked:
    /// one has opened the document to find words for it.
    pub(super) fn new(workspace: &Workspace, index: &FindIndex, words: &str) -> Self {
        let (graph, selection) = (workspace.graph(), workspace.selection());
        let mut offered: Vec<Target> = Vec::new();
        let mut offer = |target: Target, limit: usize| {
            if !offered.contains(&target) && offered.len() < limit {
                offered.push(target);
            }
        };
        let actors = selection.actors.iter().take(MOST_OFFERED).map(|actor| Target::Actor(*actor));
        for target in actors.chain(selection.links.iter().map(|link| Target::Link(*link))) {
            offer(target, MOST_OFFERED);
        }
        let named = index.named_in(graph, words);
        for actor in &named {
            offer(Target::Actor(*actor), 2 * MOST_OFFERED);
        }
        let mut among: Vec<ActorIx> = selection.actors.iter().take(MOST_OFFERED).copied().chain(named).collect();
        among.truncate(2 * MOST_OFFERED);
        for actor in &among {
            for incidence in graph.links_of(*actor) {
                if among.contains(&incidence.other) {
                    offer(Target::Link(incidence.link), 3 * MOST_OFFERED);
                }
            }
        }
        let ticked = selection.single().into_iter().collect();
        let is_name = !words.contains('\n') && words.chars().count() <= NAME_LENGTH;
        let names = |kinds: Vec<(&str, usize)>| {
            kinds.into_iter().map(|(kind, _)| kind.to_owned()).filter(|kind| !kind.is_empty()).collect()
        };
        Self {
            offered,
            ticked,
            sought: String::new(),
            found: Vec::new(),
            took_enter: false,
            new_actor: None,
            new_link: None,
            name: if is_name { words.to_owned() } else { String::new() },
            actor_kinds: names(graph.actor_kinds()),
            link_kinds: names(graph.link_kinds()),
        }
    }

    /// Whether nothing is chosen.
    pub(super) fn is_empty(&self) -> bool {
        self.ticked.is_empty() && self.new_actor.is_none() && self.new_link.is_none()
    }

    /// Whether Enter was for the list of what was found, in this frame.
    pub(super) fn takes_enter(&self) -> bool {
        self.took_enter
    }

    /// What is missing, in words.
    pub(super) fn trouble(&self) -> Option<String> {
        let lines = |texts: &[&str]| {
            texts.iter().any(|text| text.contains(['\n', '\r'])).then(|| "It has to fit on one line.".to_owned())
        };
        if let Some(NewActor { label, kind }) = &self.new_actor {
            if label.trim().is_empty() {
                return Some("The new actor needs a name.".to_owned());
            }
            if let Some(words) = lines(&[label, kind]) {
                return Some(words);
            }
        }
        let LinkForm { ends, kind, when, .. } = self.new_link.as_ref()?;
        if ends.contains(&None) {
            Some("The new link needs an actor at both ends.".to_owned())
        } else if !when.trim().is_empty() && !When::new(when.trim()).is_understood() {
            Some("Not a date. Write 2007, 2007-03, 2009-12~ or 2007/2009.".to_owned())
        } else {
            lines(&[kind])
        }
    }

    /// What was chosen, a new actor before a new link.
    pub(super) fn claims(&self, workspace: &Workspace) -> Vec<Claim> {
        let ticked = self.offered.iter().filter(|target| self.ticked.contains(target));
        let mut claims: Vec<Claim> = ticked.map(|target| Claim::Record(*target)).collect();
        if let Some(NewActor { label, kind }) = &self.new_actor {
            let place = workspace.camera().map(|camera| camera.centre);
            claims.push(Claim::Actor(label.trim().to_owned(), kind.trim().to_owned(), place));
        }
        let new = ActorIx::new(workspace.graph().actor_bound());
        let actor = |end: End| match end {
            End::Actor(actor) => actor,
            End::New => new,
        };
        if let Some(LinkForm { ends: [Some(source), Some(target)], kind, is_mutual, when }) = &self.new_link {
            claims.push(Claim::Link(NewLink {
                source: actor(*source),
                target: actor(*target),
                kind: kind.trim().to_owned(),
                directed: !is_mutual,
                when: Some(when.trim()).filter(|when| !when.is_empty()).map(When::new),
            }));
        }
        claims
    }

    /// Draws the choice.
    pub(super) fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, index: &FindIndex, wants_focus: &mut bool) {
        let (tokens, graph) = (workspace.theme().tokens(), workspace.graph());
        for target in &self.offered {
            let mut is_ticked = self.ticked.contains(target);
            let words = target_words(graph, *target);
            let response = ui.checkbox(&mut is_ticked, target_text(graph, tokens, *target));
            response.widget_info(|| WidgetInfo::selected(WidgetType::Checkbox, true, is_ticked, &words));
            if response.changed() {
                if is_ticked {
                    self.ticked.insert(*target);
                } else {
                    self.ticked.remove(target);
                }
            }
        }
        self.found_ui(ui, graph, tokens, index, wants_focus);
        ui.horizontal(|ui| {
            let mut is_on = self.new_actor.is_some();
            if ui.checkbox(&mut is_on, "A new actor").changed() {
                let new = NewActor { label: self.name.clone(), kind: String::new() };
                self.new_actor = is_on.then_some(new);
                if !is_on && let Some(link) = &mut self.new_link {
                    link.ends = link.ends.map(|end| end.filter(|end| *end != End::New));
                }
            }
            let mut is_on = self.new_link.is_some();
            if ui.checkbox(&mut is_on, "A new link").changed() {
                self.new_link = is_on.then(|| self.suggested_link());
            }
        });
        if let Some(new) = &mut self.new_actor {
            ui.indent("new actor", |ui| {
                field_ui(ui, tokens, "Name of the new actor", &mut new.label);
                field_ui(ui, tokens, "Type of the new actor", &mut new.kind);
                let wanted = new.kind.trim().to_owned();
                kinds_ui(ui, tokens, &self.actor_kinds, &wanted, &mut new.kind);
            });
        }
        let ends = self.ends();
        let new_name = self.new_actor.as_ref().map(|new| new.label.trim().to_owned());
        if let Some(new) = &mut self.new_link {
            ui.indent("new link", |ui| new.ui(ui, graph, tokens, (&ends, new_name), &self.link_kinds));
        }
    }

    fn found_ui(&mut self, ui: &mut Ui, graph: &Graph, tokens: &Tokens, index: &FindIndex, wants_focus: &mut bool) {
        let before = self.sought.clone();
        let hint = RichText::new("find another actor or link").color(colour(tokens.text_weak));
        let edit = TextEdit::singleline(&mut self.sought).hint_text(hint).desired_width(f32::INFINITY);
        let response = ui.add(edit);
        let sought = self.sought.clone();
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, &sought, &sought, "");
            info.label = Some("Find an actor or link".to_owned());
            info
        });
        if std::mem::take(wants_focus) {
            response.request_focus();
        }
        if self.sought != before {
            let found = index.find(graph, &self.sought, FOUND);
            let actors = found.actors.hits.into_iter().map(|hit| Target::Actor(hit.ix));
            let links = found.links.hits.into_iter().map(|hit| Target::Link(hit.ix));
            self.found = actors.chain(links).collect();
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        self.took_enter = entered && !self.sought.trim().is_empty();
        let mut taken = self.found.first().copied().filter(|_| self.took_enter);
        for target in &self.found {
            let response = ui.add(Button::new(target_text(graph, tokens, *target)).truncate());
            response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, target_words(graph, *target)));
            if response.clicked() {
                taken = Some(*target);
            }
        }
        if !self.sought.trim().is_empty() && self.found.is_empty() {
            bidi_text::line_ui(ui, "No actor and no link is called that.", &TextLook::small(tokens));
        }
        if let Some(target) = taken {
            if !self.offered.contains(&target) {
                self.offered.push(target);
            }
            self.ticked.insert(target);
            self.sought.clear();
            self.found.clear();
            *wants_focus = true;
        } else if self.took_enter {
            *wants_focus = true;
        }
    }

    /// A link between the first two actors that are ticked, or else offered.
    fn suggested_link(&self) -> LinkForm {
        let mut ends = self.ends().into_iter().map(End::Actor);
        let ends = if self.new_actor.is_some() { [ends.next(), Some(End::New)] } else { [ends.next(), ends.next()] };
        LinkForm { ends, ..LinkForm::default() }
    }

    /// The actors that a new link may run between: the ticked ones first.
    fn ends(&self) -> Vec<ActorIx> {
        let actors = |is_ticked: bool| {
            let targets = self.offered.iter().filter(move |target| self.ticked.contains(target) == is_ticked);
            targets.filter_map(|target| match target {
                Target::Actor(actor) => Some(*actor),
                Target::Link(_) => None,
            })
        };
        actors(true).chain(actors(false)).collect()
    }
}

impl LinkForm {
    fn ui(
        &mut self,
        ui: &mut Ui,
        graph: &Graph,
        tokens: &Tokens,
        (actors, new): (&[ActorIx], Option<String>),
        kinds: &[String],
    ) {
        let look = TextLook::body(tokens).of_widget();
        let words = |end: Option<End>| match end {
            Some(End::Actor(actor)) => actor_words(graph, actor).to_owned(),
            Some(End::New) => new.clone().unwrap_or_default(),
            None => "choose an actor".to_owned(),
        };
        for (name, end) in ["From", "To"].into_iter().zip(&mut self.ends) {
            let label = bidi_text::line_ui(ui, name, &TextLook::small(tokens));
            let shown = bidi_text::widget_text(&words(*end), &look);
            let list = ComboBox::from_id_salt(("end of the new link", name)).width(240.0).selected_text(shown);
            let response = look::choices_ui(ui, list, |ui| {
                for actor in actors {
                    let choice = Some(End::Actor(*actor));
                    ui.selectable_value(end, choice, bidi_text::widget_text(&words(choice), &look));
                }
                if new.is_some() {
                    let choice = Some(End::New);
                    ui.selectable_value(end, choice, bidi_text::widget_text(&words(choice), &look));
                }
                if actors.is_empty() && new.is_none() {
                    ui.label("Find an actor above first.");
                }
            });
            response.response.labelled_by(label.id);
        }
        field_ui(ui, tokens, "Type of the new link", &mut self.kind);
        let wanted = self.kind.trim().to_owned();
        kinds_ui(ui, tokens, kinds, &wanted, &mut self.kind);
        field_ui(ui, tokens, "When", &mut self.when);
        ui.checkbox(&mut self.is_mutual, "Without direction");
    }
}

/// The same for the eye: a link stands from left to right, whatever the scripts of its ends.
fn target_text(graph: &Graph, tokens: &Tokens, target: Target) -> WidgetText {
    let look = TextLook::body(tokens).of_widget();
    match target {
        Target::Actor(actor) => bidi_text::widget_text(actor_words(graph, actor), &look),
        Target::Link(link) => {
            let [source, between, target] = &rows::link_pieces(graph, link);
            bidi_text::pieces_text(&[source, between, target], &look)
        }
    }
}

fn target_words(graph: &Graph, target: Target) -> String {
    match target {
        Target::Actor(actor) => actor_words(graph, actor).to_owned(),
        Target::Link(link) => link_words(graph, link),
    }
}

fn field_ui(ui: &mut Ui, tokens: &Tokens, name: &str, text: &mut String) {
    let label = bidi_text::line_ui(ui, name, &TextLook::small(tokens));
    ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY)).labelled_by(label.id);
}
