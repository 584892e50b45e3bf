//! What the tooltip says of an actor or a link, and what the context menu offers. Nothing is carried out here.

use std::collections::BTreeSet;

use egui::{Color32, RichText, Ui};

use super::pen::colour32;
use super::writing::Families;
use crate::model::{ActorIx, Graph, LinkIx, PassageIx, Point, When};
use crate::scene::{Tokens, visible_label};
use crate::workspace::{Action, Command, Target, Workspace};

/// Widest tooltip, in points.
const WIDEST: f32 = 340.0;

/// The tooltip of what is under the pointer.
pub(super) fn tip_ui(ui: &mut Ui, workspace: &Workspace, target: Target) {
    let tokens = workspace.theme().tokens();
    let families = Families::of(ui);
    ui.set_max_width(WIDEST);
    ui.spacing_mut().item_spacing.y = 2.0;
    let graph = workspace.graph();
    match target {
        Target::Actor(actor) if workspace.view().drawn_with(actor).is_some() => {
            group_ui(ui, workspace, actor, families);
        }
        Target::Actor(actor) => {
            actor_ui(ui, graph, actor, tokens, families);
            if let Some(words) = workspace.not_shown(actor).words() {
                line(ui, families, &words, tokens.small_size, colour32(tokens.text_weak));
            }
        }
        Target::Link(link) => {
            link_ui(ui, graph, link, tokens, families);
            let others = workspace.drawn_with_link(link).len() - 1;
            if others > 0 {
                let words = format!("and {}; a click selects them all", counted(others, "more link"));
                line(ui, families, &words, tokens.small_size, colour32(tokens.text_weak));
            }
        }
    }
}

/// The tooltip of the title of a community of so many actors.
pub(super) fn community_ui(ui: &mut Ui, workspace: &Workspace, size: usize) {
    let tokens = workspace.theme().tokens();
    let families = Families::of(ui);
    ui.set_max_width(WIDEST);
    ui.spacing_mut().item_spacing.y = 2.0;
    let words = format!("A community of {}", counted(size, "actor"));
    line(ui, families, &words, tokens.text_size, colour32(tokens.text));
    line(ui, families, "Click to select them", tokens.small_size, colour32(tokens.text_weak));
}

/// Members of a group that are named in its tooltip.
const NAMED: usize = 6;

/// What is said of a node that stands for a closed group.
fn group_ui(ui: &mut Ui, workspace: &Workspace, actor: ActorIx, families: Families) {
    let (tokens, view) = (workspace.theme().tokens(), workspace.view());
    let Some(group) = view.group_of(actor).map(|at| &view.groups[at]) else { return };
    let weak = colour32(tokens.text_weak);
    line(ui, families, &visible_label(&group.name), tokens.text_size, colour32(tokens.text));
    let words = format!("A group of {}", counted(group.members.len(), "actor"));
    line(ui, families, &words, tokens.small_size, weak);
    for member in group.members.iter().take(NAMED) {
        line(ui, families, &name_of(workspace.graph(), *member), tokens.small_size, weak);
    }
    if group.members.len() > NAMED {
        line(ui, families, &format!("and {} more", group.members.len() - NAMED), tokens.small_size, weak);
    }
    line(ui, families, "Double-click to open it", tokens.small_size, weak);
}

fn actor_ui(ui: &mut Ui, graph: &Graph, actor: ActorIx, tokens: &Tokens, families: Families) {
    line(ui, families, &name_of(graph, actor), tokens.text_size, colour32(tokens.text));
    let weak = colour32(tokens.text_weak);
    let record = graph.actor(actor);
    let kind = if record.kind.trim().is_empty() { "no type" } else { &record.kind };
    line(ui, families, &visible_label(kind), tokens.small_size, weak);
    let links = graph.links_of(actor);
    let passages: BTreeSet<PassageIx> = links
        .iter()
        .flat_map(|incidence| &graph.link(incidence.link).evidence)
        .chain(&record.evidence)
        .map(|evidence| evidence.passage)
        .collect();
    let words = format!("{}, {}", counted(links.len(), "link"), counted(passages.len(), "passage"));
    line(ui, families, &words, tokens.small_size, weak);
}

fn link_ui(ui: &mut Ui, graph: &Graph, link: LinkIx, tokens: &Tokens, families: Families) {
    let record = graph.link(link);
    let (source, target) = graph.ends(link);
    let (text, weak) = (colour32(tokens.text), colour32(tokens.text_weak));
    let arrow = if record.directed { "→" } else { "–" };
    line(ui, families, &format!("{} {arrow}", name_of(graph, source)), tokens.text_size, text);
    line(ui, families, &name_of(graph, target), tokens.text_size, text);
    let kind = if record.kind.trim().is_empty() { "no type" } else { &record.kind };
    let mut words = vec![visible_label(kind)];
    words.extend(record.when.as_ref().map(When::words));
    words.extend(record.firmest_basis().map(|basis| basis.name().to_owned()));
    line(ui, families, &words.join(" · "), tokens.small_size, weak);
    let passages: BTreeSet<PassageIx> = record.evidence.iter().map(|evidence| evidence.passage).collect();
    if record.is_sourced() {
        line(ui, families, &counted(passages.len(), "passage"), tokens.small_size, weak);
    } else {
        line(ui, families, "No passage supports this link", tokens.small_size, colour32(tokens.warning));
    }
    if record.is_contradicted() {
        line(ui, families, "A passage contradicts it", tokens.small_size, colour32(tokens.warning));
    }
}

fn name_of(graph: &Graph, actor: ActorIx) -> String {
    let record = graph.actor(actor);
    visible_label(if record.label.is_empty() { &record.key } else { &record.label })
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

fn line(ui: &mut Ui, families: Families, text: &str, size: f32, colour: Color32) {
    if crate::text::is_plain_ltr(text) {
        ui.label(RichText::new(text).size(size).color(colour));
    } else {
        ui.label(families.job(text, size, colour));
    }
}

/// The context menu of what is under the pointer; it is selected by then.
pub(super) fn menu_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    (target, place): (Option<Target>, Option<Point>),
    commands: &mut Vec<Command>,
) {
    let groups: &[&[Action]] = match target {
        Some(Target::Actor(_)) if workspace.selection().actors.len() > 1 => &[
            &[Action::Expand, Action::Collapse, Action::OnlyNeighbours, Action::SelectNeighbours, Action::Paths],
            &[Action::TogglePin, Action::Hide, Action::HideOthers],
            &[Action::Merge, Action::ChangeType, Action::CopyAccount, Action::Delete],
        ],
        Some(Target::Actor(_)) => &[
            &[Action::OpenDocument],
            &[Action::Expand, Action::Collapse, Action::OnlyNeighbours, Action::SelectNeighbours],
            &[Action::TogglePin, Action::Hide],
            &[Action::AddLink, Action::EditRecord, Action::Rename, Action::ChangeType, Action::Split, Action::Delete],
        ],
        Some(Target::Link(_)) => &[&[Action::OpenDocument], &[Action::EditRecord, Action::ChangeType, Action::Delete]],
        None => &[&[Action::AddActor], &[Action::FitAll, Action::SelectAll, Action::ShowAll]],
    };
    for (number, group) in groups.iter().enumerate() {
        if number > 0 {
            ui.separator();
        }
        for &action in *group {
            item_ui(ui, workspace, action, place, commands);
        }
        if number == 0 && matches!(target, Some(Target::Actor(_))) && workspace.selection().actors.len() > 1 {
            line_up_ui(ui, workspace, commands);
        }
    }
}

/// The ways to line actors up, beside the menu.
fn line_up_ui(ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
    let actions = Action::all().filter(|action| matches!(action, Action::LineUp(_)));
    ui.menu_button("Line up", |ui| {
        for action in actions {
            item_ui(ui, workspace, action, None, commands);
        }
    });
}

fn item_ui(ui: &mut Ui, workspace: &Workspace, action: Action, place: Option<Point>, commands: &mut Vec<Command>) {
    let shortcut = action.shortcuts().first().map(ToString::to_string).unwrap_or_default();
    let button = egui::Button::new(action.text()).shortcut_text(shortcut);
    if ui.add_enabled(action.is_enabled(Some(workspace)), button).clicked() {
        commands.push(match action {
            Action::AddActor => Command::AskActor(place),
            _ => Command::Do(action),
        });
        ui.close();
    }
}
