//! The window *Appearance*: by what actors and links are coloured, sized, shaped and labelled. What rules come to is worked out on a
//! thread of `app`, what they look like is decided in `scene`.

mod choices;
mod communities;

use egui::{Align2, ComboBox, Context, DragValue, Response, ScrollArea, Ui, WidgetInfo, WidgetType, Window, vec2};

use super::bidi_text::{self, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::look::{self, section_ui};
use crate::model::{By, Channel, ColumnKind, Palette, Rule, Scale, Spread, View};
use crate::scene::styling::{USUAL_RADII, USUAL_RADIUS, USUAL_WIDTH, USUAL_WIDTHS, by_words};
use crate::workspace::{Command, Edit, Workspace, appearance};
use choices::{Choice, Choices};
use communities::CommunitiesList;

/// Width of the window's contents, in points.
const WIDTH: f32 = 340.0;
/// Width of the words before a list, in points.
const WORDS: f32 = 58.0;

/// The window.
#[derive(Debug, Default)]
pub struct AppearanceWindow {
    is_open: bool,
    choices: Derived<GraphStamp, Choices>,
    /// Sizes that are being dragged.
    sizes: Option<(Channel, [f32; 2])>,
    communities: CommunitiesList,
}

impl AppearanceWindow {
    /// Opens or closes the window.
    pub fn toggle(&mut self) {
        self.is_open ^= true;
    }

    /// Whether the window is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws the window, if it is open. `work` is what is being worked out, and how far it is.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, work: Option<(&By, f32)>, commands: &mut Vec<Command>) {
        let mut is_open = self.is_open;
        Window::new("Appearance")
            .open(&mut is_open)
            .collapsible(false)
            .resizable(false)
            .pivot(Align2::LEFT_TOP)
            .default_pos(ctx.content_rect().left_top() + vec2(12.0, 60.0))
            .show(ctx, |ui| {
                ui.set_width(WIDTH);
                let height = (ctx.content_rect().height() - 150.0).max(160.0);
                ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
                    ui,
                    |ui| {
                        self.rows_ui(ui, workspace, commands);
                        work_ui(ui, workspace, work, commands);
                        self.communities.ui(ui, workspace, commands);
                        ui.add_space(ui.spacing().item_spacing.y);
                        let usual = appearance::usual_again(&workspace.view().styling);
                        let button = ui.add_enabled(usual.is_some(), egui::Button::new("Back to types"));
                        let hint =
                            "Colours and shapes by type, sizes by links and passages, names as labels, as at first.";
                        if button.on_hover_text(hint).clicked() {
                            commands.extend(usual.map(Command::Edit));
                        }
                    },
                );
            });
        self.is_open = is_open;
    }

    fn rows_ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        let choices = self.choices.get(graph_stamp(workspace), || Choices::of(workspace.graph()));
        section_ui(ui, tokens, "Actors", None);
        for channel in Channel::ALL {
            if channel == Channel::LinkColour {
                section_ui(ui, tokens, "Links", None);
            }
            channel_ui(ui, workspace, channel, choices, commands);
            options_ui(ui, workspace, channel, &mut self.sizes, commands);
        }
    }
}

/// By what a channel goes, to be chosen from a list.
fn channel_ui(ui: &mut Ui, workspace: &Workspace, channel: Channel, choices: &Choices, commands: &mut Vec<Command>) {
    let rule = workspace.view().styling.get(channel);
    let has_looks = !workspace.view().looks.is_blank();
    let label = channel_label(channel);
    let mut chosen = None;
    ui.horizontal(|ui| {
        words_ui(ui, workspace, channel.words());
        let now = choices::now_words(channel, rule, has_looks);
        let list = ComboBox::from_id_salt(label).width(ui.available_width() - 8.0).height(560.0);
        let shown = look::choices_ui(ui, list.selected_text(now).truncate(), |ui| {
            for choice in choices.for_channel(channel, has_looks) {
                match choice {
                    Choice::Heading(words) => {
                        ui.add_space(2.0);
                        look::weak_ui(ui, workspace.theme().tokens(), words);
                    }
                    Choice::By(by, words) => {
                        let is_now = choices::is_now(rule, by.as_ref());
                        let text =
                            bidi_text::widget_text(&words, &TextLook::body(workspace.theme().tokens()).of_widget());
                        let item = ui.selectable_label(is_now, text);
                        if item.clicked() && !is_now {
                            chosen = Some(by);
                        }
                    }
                }
            }
        });
        shown.response.widget_info(|| WidgetInfo::labeled(WidgetType::ComboBox, true, label));
    });
    if let Some(by) = chosen {
        // Options go on as far as they mean the same.
        let rule = by.map(|by| Rule {
            palette: rule.map(|rule| rule.palette).unwrap_or_default(),
            sizes: rule.and_then(|rule| rule.sizes),
            ..Rule::by(by)
        });
        if let Some(Rule { by, .. }) = &rule {
            commands.push(Command::WantLooks(by.clone()));
        }
        commands.push(Edit::Style(vec![(channel, rule)]).into());
    }
}

/// What can be said about a rule beside what it goes by.
fn options_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    channel: Channel,
    dragged: &mut Option<(Channel, [f32; 2])>,
    commands: &mut Vec<Command>,
) {
    let Some(rule) = workspace.view().styling.get(channel) else { return };
    let mut changed = rule.clone();
    let has_figures = has_figures(workspace, channel, rule);
    let is_colour = matches!(channel, Channel::ActorColour | Channel::LinkColour);
    let is_size = matches!(channel, Channel::ActorSize | Channel::LinkWidth);
    let has_options = is_size || (has_figures && is_colour);
    if !has_options {
        return;
    }
    ui.horizontal(|ui| {
        words_ui(ui, workspace, "");
        if is_colour {
            palette_ui(ui, channel, &mut changed);
        }
        if is_size {
            sizes_ui(ui, channel, rule, &mut changed, dragged);
        }
    });
    if has_figures {
        ui.horizontal(|ui| {
            words_ui(ui, workspace, "");
            scale_ui(ui, channel, &mut changed);
            ui.checkbox(&mut changed.is_reversed, "Reversed");
        });
    }
    if changed != *rule {
        commands.push(Edit::Style(vec![(channel, Some(changed))]).into());
    }
}

/// Whether a rule goes by numbers, as far as that is known.
fn has_figures(workspace: &Workspace, channel: Channel, rule: &Rule) -> bool {
    let graph = workspace.graph();
    match &rule.by {
        By::Measure(_) => workspace.spread(&rule.by).is_none_or(|spread| matches!(**spread, Spread::Figures(_))),
        By::Weight | By::Passages | By::Date => true,
        By::Detail(name) => {
            let columns = if channel.is_of_links() { graph.link_columns() } else { graph.actor_columns() };
            let is_number = |kind| {
                matches!(kind, ColumnKind::Number | ColumnKind::WholeNumber | ColumnKind::Date | ColumnKind::Mixed)
            };
            columns.by_name(name).is_some_and(|column| is_number(column.kind()))
        }
        By::Nothing | By::Type | By::Key | By::Community(_) | By::Basis => false,
    }
}

fn palette_ui(ui: &mut Ui, channel: Channel, rule: &mut Rule) {
    let list =
        ComboBox::from_id_salt((channel.name(), "palette")).width(96.0).selected_text(palette_words(rule.palette));
    let shown = look::choices_ui(ui, list, |ui| {
        for palette in Palette::ALL {
            ui.selectable_value(&mut rule.palette, palette, palette_words(palette));
        }
    });
    let label = format!("Palette of the {}", channel_label(channel).to_lowercase());
    shown.response.widget_info(|| WidgetInfo::labeled(WidgetType::ComboBox, true, &label));
}

fn palette_words(palette: Palette) -> &'static str {
    match palette {
        Palette::Dusk => "Dusk",
        Palette::Blue => "Blue",
        Palette::Ember => "Ember",
        Palette::TwoSided => "Two-sided",
    }
}

fn scale_ui(ui: &mut Ui, channel: Channel, rule: &mut Rule) {
    let words = |scale: Option<Scale>| match scale {
        None => "As suits them",
        Some(Scale::Linear) => "In proportion",
        Some(Scale::Logarithmic) => "By orders of magnitude",
        Some(Scale::Each) => "Each value by itself",
    };
    let list = ComboBox::from_id_salt((channel.name(), "scale")).width(160.0).selected_text(words(rule.scale));
    let shown = look::choices_ui(ui, list, |ui| {
        let is_colour = matches!(channel, Channel::ActorColour | Channel::LinkColour);
        for scale in [None, Some(Scale::Linear), Some(Scale::Logarithmic)] {
            ui.selectable_value(&mut rule.scale, scale, words(scale));
        }
        if is_colour {
            ui.selectable_value(&mut rule.scale, Some(Scale::Each), words(Some(Scale::Each)));
        }
    });
    let label = format!("Scale of the {}", channel_label(channel).to_lowercase());
    shown.response.widget_info(|| WidgetInfo::labeled(WidgetType::ComboBox, true, &label));
}

/// The least and the greatest size, or the one size of all.
fn sizes_ui(ui: &mut Ui, channel: Channel, rule: &Rule, changed: &mut Rule, dragged: &mut Option<(Channel, [f32; 2])>) {
    let (usual, one, unit) = match channel {
        Channel::LinkWidth => (USUAL_WIDTHS, USUAL_WIDTH, 0.05),
        _ => (USUAL_RADII, USUAL_RADIUS, 0.2),
    };
    let is_one = rule.by == By::Nothing;
    let now = rule.sizes.unwrap_or(if is_one { [one; 2] } else { usual });
    let mut sizes = dragged.filter(|(of, _)| *of == channel).map_or(now, |(_, sizes)| sizes);
    let mut is_settled = false;
    let of = channel_label(channel).to_lowercase();
    let mut number_ui = |ui: &mut Ui, value: &mut f32, label: String| {
        let number = DragValue::new(value).range(0.5..=200.0).speed(unit).max_decimals(1).update_while_editing(false);
        let response = ui.add(number);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::DragValue, true, &label));
        is_settled |= settles(&response);
    };
    if is_one {
        number_ui(ui, &mut sizes[0], format!("The {of}"));
        sizes[1] = sizes[0];
    } else {
        ui.label("from");
        number_ui(ui, &mut sizes[0], format!("Least {of}"));
        ui.label("to");
        number_ui(ui, &mut sizes[1], format!("Greatest {of}"));
        sizes[1] = sizes[1].max(sizes[0]);
    }
    *dragged = dragged.filter(|(of, _)| *of != channel);
    let is_as_now = sizes.map(f32::to_bits) == now.map(f32::to_bits);
    if is_settled {
        let is_usual = rule.sizes.is_none() && is_as_now;
        changed.sizes = (!is_usual).then_some(sizes);
    } else if !is_as_now {
        *dragged = Some((channel, sizes));
    }
}

/// Whether a value that can be dragged or typed is what somebody wants: once it is let go.
fn settles(response: &Response) -> bool {
    response.drag_stopped() || (response.changed() && !response.dragged())
}

/// What is being worked out, and what was given up.
fn work_ui(ui: &mut Ui, workspace: &Workspace, work: Option<(&By, f32)>, commands: &mut Vec<Command>) {
    let tokens = workspace.theme().tokens();
    if let Some((by, share)) = work {
        let words = format!("Working out {}; the picture is as before meanwhile.", lower(&by_words(by)));
        bidi_text::paragraph_ui(ui, &words, &TextLook::small(tokens), &[]);
        ui.horizontal(|ui| {
            ui.add(egui::ProgressBar::new(share).desired_width(WIDTH - 80.0).show_percentage());
            if ui.button("Give up").clicked() {
                commands.push(Command::GiveUpLooks(by.clone()));
            }
        });
    }
    let View { styling, .. } = workspace.view();
    let mut told: Vec<&By> = Vec::new();
    for (_, Rule { by, .. }) in styling.iter() {
        if !workspace.is_given_up(by) || told.contains(&by) {
            continue;
        }
        told.push(by);
        let words = format!("{} was not worked out, and the picture is as before.", by_words(by));
        bidi_text::paragraph_ui(ui, &words, &TextLook::small(tokens).ink(tokens.warning), &[]);
        if ui.button("Work it out after all").clicked() {
            commands.push(Command::WantLooks(by.clone()));
        }
    }
}

fn words_ui(ui: &mut Ui, workspace: &Workspace, words: &str) {
    let height = ui.spacing().interact_size.y;
    ui.allocate_ui_with_layout(vec2(WORDS, height), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_width(WORDS);
        bidi_text::label_ui(ui, words, &TextLook::body(workspace.theme().tokens()));
    });
}

/// What a channel is called where it stands alone.
fn channel_label(channel: Channel) -> &'static str {
    match channel {
        Channel::ActorColour => "Colour of actors",
        Channel::ActorSize => "Size of actors",
        Channel::ActorShape => "Shape of actors",
        Channel::ActorLabel => "Label of actors",
        Channel::LinkColour => "Colour of links",
        Channel::LinkWidth => "Width of links",
        Channel::LinkLabel => "Label of links",
    }
}

/// The words within a sentence: terms that are names keep their capitals.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    let is_name =
        words.starts_with("Katz") || words.chars().skip(1).take_while(|letter| *letter != ' ').any(char::is_uppercase);
    match letters.next() {
        Some(first) if !is_name => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}
