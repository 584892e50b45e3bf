//! The strip *Likely duplicates* below the picture: pairs of actors that may be one, side by side, answered by a key each. Which pairs there are
//! is worked out in `text`, what an answer changes in `workspace`; in what order they come is in `queue`.

mod pair;
mod queue;

use egui::{Align, Context, Key, Layout, Modifiers, RichText, ScrollArea, Ui, WidgetInfo, WidgetType};

use self::pair::{Facts, pair_ui};
use self::queue::Queue;
use super::bidi_text::{self, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::look::{bold_font, counted, grouped};
use super::rows;
use crate::model::ActorIx;
use crate::text::actor_words;
use crate::text::alike::{LikelyDuplicate, Said};
use crate::workspace::{Action, Command, LookAt, Pick, Target, Workspace, different, merging};

/// The strip with the queue.
#[derive(Debug, Default)]
pub struct DuplicatesPanel {
    is_open: bool,
    queue: Queue,
    said: Derived<GraphStamp, Said>,
    /// The state of the graph that the queue has followed.
    followed: Option<GraphStamp>,
    facts: Derived<(GraphStamp, (ActorIx, ActorIx)), Facts>,
    /// Whether the other one stays than the one that is suggested.
    is_swapped: bool,
    /// The pair that was selected last.
    shown: Option<(ActorIx, ActorIx)>,
    lists_said: bool,
}

/// An answer, or a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Same,
    Different,
    NotSure,
    Swap,
    Next,
    Previous,
}

impl Answer {
    const ALL: [Self; 6] = [Self::Same, Self::Different, Self::NotSure, Self::Swap, Self::Previous, Self::Next];

    fn keys(self) -> &'static [Key] {
        match self {
            Self::Same => &[Key::S],
            Self::Different => &[Key::D],
            Self::NotSure => &[Key::N],
            Self::Swap => &[Key::X],
            Self::Next => &[Key::ArrowRight, Key::ArrowDown],
            Self::Previous => &[Key::ArrowLeft, Key::ArrowUp],
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Same => "Same (S)",
            Self::Different => "Different (D)",
            Self::NotSure => "Not sure (N)",
            Self::Swap => "The other stays (X)",
            Self::Next => "▶",
            Self::Previous => "◀",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Same => "They are one: merge them. The other can be taken out again at any time.",
            Self::Different => "They are two. The file remembers it, and they are not asked about again.",
            Self::NotSure => "Leave it for later, and go to the next pair.",
            Self::Swap => "Let the other one stay when they are merged.",
            Self::Next => "The next pair (→)",
            Self::Previous => "The pair before (←)",
        }
    }
}

impl DuplicatesPanel {
    /// Opens the strip with what was found.
    pub fn open(&mut self, pairs: Vec<LikelyDuplicate>) {
        let lists_said = self.lists_said;
        *self = Self { is_open: true, queue: Queue::new(pairs), lists_said, ..Self::default() };
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws the strip.
    pub fn ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let stamp = graph_stamp(workspace);
        let graph = workspace.graph();
        let said = self.said.get(stamp, || Said::of(graph));
        if self.followed != Some(stamp) {
            self.queue.follow(graph, said, self.followed.is_none());
            self.followed = Some(stamp);
        }
        let asked = self.queue.asks().map(|(pair, _)| pair);
        if asked != self.shown {
            (self.shown, self.is_swapped) = (asked, false);
            if let Some((one, other)) = asked {
                commands.push(Command::SelectMany(vec![Target::Actor(one), Target::Actor(other)], Pick::Replace));
                commands.push(Command::LookAt(LookAt::Selection));
            }
        }
        let mut answer = None;
        self.head_ui(ui, workspace);
        if self.lists_said {
            self.said_ui(ui, workspace, commands);
        }
        match self.queue.asks() {
            Some((pair, found)) => {
                let facts = self.facts.get((stamp, pair), || Facts::of(graph, pair));
                pair_ui(ui, workspace, facts, found, self.is_swapped, commands);
                answer = answers_ui(ui);
            }
            None => self.nothing_ui(ui, workspace, commands),
        }
        if let (Some(answer), Some(pair)) = (answer, asked) {
            self.answer(workspace, answer, pair, commands);
        }
    }

    /// Takes its keys, once whoever lies on top has taken theirs and before the rest of the program does.
    pub fn keys(&mut self, ctx: &Context, workspace: &Workspace, commands: &mut Vec<Command>) {
        // Nobody is typing, and no dialog waits.
        let hears = !ctx.text_edit_focused() && ctx.memory(|memory| memory.top_modal_layer().is_none());
        if !self.is_open || !hears {
            return;
        }
        let asked = self.queue.asks().map(|(pair, _)| pair);
        if let Some(pair) = asked
            && let Some(answer) = key_of(ctx)
        {
            self.answer(workspace, answer, pair, commands);
        }
        self.is_open = !ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    }

    fn answer(&mut self, workspace: &Workspace, answer: Answer, pair: (ActorIx, ActorIx), commands: &mut Vec<Command>) {
        let graph = workspace.graph();
        match answer {
            Answer::Same => {
                let facts = self.facts.get((graph_stamp(workspace), pair), || Facts::of(graph, pair));
                let (stays, goes) = facts.lead(self.is_swapped);
                commands.extend(merging::merge(graph, stays, &[goes]).map(Command::from));
            }
            Answer::Different => commands.extend(different::keep_apart(graph, pair.0, pair.1).map(Command::from)),
            Answer::NotSure => self.queue.leave(),
            Answer::Swap => self.is_swapped = !self.is_swapped,
            Answer::Next => self.queue.step(true),
            Answer::Previous => self.queue.step(false),
        }
    }

    /// How far one is, those that were said to be different, and the way out.
    fn head_ui(&mut self, ui: &mut Ui, workspace: &Workspace) {
        let tokens = workspace.theme().tokens();
        let said = self.said.get(graph_stamp(workspace), || Said::of(workspace.graph())).different.len();
        ui.horizontal(|ui| {
            ui.label(RichText::new("Likely duplicates").font(bold_font(tokens.text_size)));
            let (open, later) = self.queue.left();
            if open > 0 {
                let (number, count) = self.queue.place();
                let place = format!("{} of {}", grouped(number), grouped(count));
                bidi_text::line_ui(ui, &place, &TextLook::body(tokens));
                let words = match later {
                    0 => format!("{} open", grouped(open)),
                    _ => format!("{} open, {} of them left for later", grouped(open), grouped(later)),
                };
                bidi_text::line_ui(ui, &words, &TextLook::small(tokens));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = ui.small_button("✕").on_hover_text("Close (Esc)");
                close.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "Close likely duplicates"));
                self.is_open &= !close.clicked();
                if said > 0 {
                    let count = counted(said, "pair was said", "pairs were said");
                    ui.checkbox(&mut self.lists_said, format!("{count} to be different"));
                }
            });
        });
    }

    fn nothing_ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let tokens = workspace.theme().tokens();
        let words = match self.queue.place().1 {
            0 => "No two actors look like one.".to_owned(),
            1 => "The one pair is answered.".to_owned(),
            count => format!("All {} pairs are answered.", grouped(count)),
        };
        bidi_text::line_ui(ui, &words, &TextLook::heading(tokens));
        let hint = "Names are compared by letters, sounds and initials, together with whom both are linked to. Select two actors \
                    and merge them where you know better.";
        bidi_text::paragraph_ui(ui, hint, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
        if ui.button("Look again").on_hover_text("Look for pairs in the file as it is now").clicked() {
            commands.push(Action::FindDuplicates.into());
        }
    }

    /// Those that were said to be different, each with the way back.
    fn said_ui(&mut self, ui: &mut Ui, workspace: &Workspace, commands: &mut Vec<Command>) {
        let graph = workspace.graph();
        let said = self.said.get(graph_stamp(workspace), || Said::of(graph));
        let tokens = workspace.theme().tokens();
        let pairs: Vec<_> = said.different.iter().copied().collect();
        let height = rows::row_height(tokens);
        ScrollArea::vertical()
            .id_salt("said to be different")
            .max_height(SAID_HEIGHT)
            .auto_shrink([false, true])
            .show_rows(ui, height, pairs.len(), |ui, shown| {
                for (one, other) in &pairs[shown] {
                    let names = [actor_words(graph, *one), " · ", actor_words(graph, *other)];
                    rows::row_ui(
                        ui,
                        height,
                        commands,
                        |ui, commands| {
                            let forget = ui.small_button("Forget").on_hover_text("Forget that these are different");
                            if forget.clicked() {
                                commands.extend(different::forget(graph, *one, *other).map(Command::from));
                            }
                        },
                        |ui, commands| {
                            if bidi_text::link_pieces_ui(ui, &names, &TextLook::body(tokens).ink(tokens.accent))
                                .clicked()
                            {
                                let both = vec![Target::Actor(*one), Target::Actor(*other)];
                                commands.push(Command::SelectMany(both, Pick::Replace));
                                commands.push(Command::LookAt(LookAt::Selection));
                            }
                        },
                    );
                }
            });
    }
}

/// Most room for those that were said to be different, in points.
const SAID_HEIGHT: f32 = 100.0;

fn answers_ui(ui: &mut Ui) -> Option<Answer> {
    let mut taken = None;
    ui.horizontal(|ui| {
        for answer in Answer::ALL {
            if ui.button(answer.text()).on_hover_text(answer.hint()).clicked() {
                taken = Some(answer);
            }
        }
    });
    taken
}

/// The answer whose key was pressed; nobody else hears that key.
fn key_of(ctx: &Context) -> Option<Answer> {
    ctx.input_mut(|input| {
        let mut pressed = |key: &Key| input.consume_key(Modifiers::NONE, *key);
        Answer::ALL.into_iter().find(|answer| answer.keys().iter().any(&mut pressed))
    })
}
