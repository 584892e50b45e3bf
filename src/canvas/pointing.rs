//! What pointing means: which actor or link is meant, and which command is asked for. The gestures themselves are in `hand`.

use egui::{CursorIcon, Event, Key, Modifiers, MouseWheelUnit, PointerButton, PopupAnchor, Pos2, Rect, Response, Ui};

use super::aiming::Found;
use super::hand::{Deed, Grip, Hand, is_within};
use super::{Canvas, size_of, tip};
use crate::model::{ActorIx, Point};
use crate::scene::camera::Size;
use crate::workspace::{Action, Command, LookAt, Pick, Target, Workspace};

/// How long the pointer rests before the tooltip comes, in seconds.
const TIP_AFTER: f64 = 0.4;
/// Points of scrolling that zoom by a factor of e.
const SCROLL_PER_ZOOM: f32 = 220.0;
/// Two clicks farther apart than this, in points, are no double click.
const DOUBLE_CLICK_REACH: f32 = 6.0;

/// What is remembered of the pointer.
#[derive(Debug, Default)]
pub(super) struct Pointer {
    /// What it is over.
    pub(super) over: Option<Target>,
    /// Where it stood, and on what, when that was found.
    pub(super) found: Option<Found>,
    /// The community whose title it is over, by [`Title::of`](crate::scene::labels::Title::of).
    over_title: Option<usize>,
    /// Since when, in seconds.
    since: f64,
    /// Whether `over` changed in this frame, so that the workspace does not know it yet.
    is_news: bool,
    /// When and where the last click was that could become a double click.
    last_click: Option<(f64, Pos2)>,
    /// The button that is held.
    button: Option<PointerButton>,
    /// Whether the last scrolling came from a touch pad.
    from_touchpad: bool,
    /// What the context menu was opened on.
    menu_on: Option<Target>,
    /// Where in the world that was.
    menu_at: Option<Point>,
}

impl Pointer {
    /// What is to be lit: what the pointer is over, or what the workspace says is hovered elsewhere.
    pub fn lights(&self, elsewhere: Option<Target>) -> Option<Target> {
        if self.is_news { self.over } else { elsewhere }
    }
}

impl Canvas {
    /// Takes over what the pointer did since the last frame.
    pub(super) fn point(
        &mut self,
        ui: &mut Ui,
        response: &Response,
        area: Rect,
        workspace: &Workspace,
        commands: &mut Vec<Command>,
    ) {
        let over_canvas =
            response.contains_pointer() && !self.minimap.covers(ui.input(|input| input.pointer.hover_pos()));
        let (events, now, any_down, velocity, held) = ui.input(|input| {
            let pointer = &input.pointer;
            (input.events.clone(), input.time, pointer.any_down(), pointer.velocity(), input.modifiers)
        });
        for event in &events {
            match *event {
                Event::PointerButton { pos, button, pressed: true, modifiers }
                    if over_canvas && matches!(button, PointerButton::Primary | PointerButton::Middle) =>
                {
                    self.motion.hold();
                    self.pointer.button = Some(button);
                    let (grip, modifiers) = match button {
                        PointerButton::Primary => (self.grip_at(workspace, area, pos), modifiers),
                        _ => (Grip::Ground, Modifiers::NONE),
                    };
                    self.hand.press(pos, grip, modifiers);
                }
                Event::PointerMoved(to) => {
                    for deed in self.hand.moved(to) {
                        self.carry_out(ui, &deed, area, workspace, commands);
                    }
                }
                Event::PointerButton { button, pressed: false, modifiers, .. }
                    if self.pointer.button == Some(button) =>
                {
                    self.pointer.button = None;
                    if let Some(deed) = self.hand.release(modifiers) {
                        if deed == Deed::LetGo {
                            self.motion.throw(velocity.x, velocity.y);
                        } else if button == PointerButton::Primary {
                            self.carry_out(ui, &deed, area, workspace, commands);
                        }
                    }
                }
                Event::MouseWheel { unit, .. } => self.pointer.from_touchpad = unit == MouseWheelUnit::Point,
                _ => {}
            }
        }
        // A release that went elsewhere, to another window for instance, must not leave an actor in the hand.
        if self.pointer.button.is_some() && !any_down {
            self.pointer.button = None;
            if let Some(deed @ Deed::PutDown) = self.hand.release(held) {
                self.carry_out(ui, &deed, area, workspace, commands);
            }
        }
        if self.hand.is_busy() && ui.input(|input| input.key_pressed(Key::Escape)) {
            let (deed, gave_up) = self.hand.give_up();
            if gave_up {
                ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
            }
            if let Some(deed) = deed {
                self.carry_out(ui, &deed, area, workspace, commands);
            }
        }
        let at = response.hover_pos().filter(|_| over_canvas);
        if let Some(at) = at {
            self.scroll(ui, area, at);
        }
        if response.secondary_clicked()
            && let Some(at) = response.interact_pointer_pos().or(at)
        {
            self.open_menu(workspace, area, at, commands);
        }
        self.hover(area, at, now, workspace, commands);
        self.choose_cursor(ui, over_canvas);
    }

    fn carry_out(&mut self, ui: &Ui, deed: &Deed, area: Rect, workspace: &Workspace, commands: &mut Vec<Command>) {
        match deed {
            Deed::Click(at, modifiers) => self.click(ui, *at, *modifiers, area, workspace, commands),
            Deed::Pan(by) => self.motion.pan(by.x, by.y),
            Deed::LetGo => {}
            Deed::Take(actor) => commands.push(Command::DragBegin(*actor)),
            Deed::Carry(to) => commands.push(Command::DragTo(self.lens(workspace, area).world(*to))),
            Deed::PutDown => commands.push(Command::DragEnd),
            Deed::GiveUp => commands.push(Command::DragCancel),
            Deed::Link(source, to) => {
                if let Some(slot) = self.actor_at(workspace, area, *to) {
                    let target = workspace.scene().actors[slot as usize].actor;
                    commands.push(Command::AskLink(*source, Some(target)));
                }
            }
            Deed::Box(drawn, modifiers) => {
                self.select_where((area, *drawn), workspace, *modifiers, commands, |at| drawn.contains(at));
            }
            Deed::Lasso(line, modifiers) => {
                let around = Rect::from_points(line);
                self.select_where((area, around), workspace, *modifiers, commands, |at| is_within(line, at));
            }
        }
    }

    fn click(
        &mut self,
        ui: &Ui,
        at: Pos2,
        modifiers: Modifiers,
        area: Rect,
        workspace: &Workspace,
        commands: &mut Vec<Command>,
    ) {
        let now = ui.input(|input| input.time);
        let delay = ui.ctx().options(|options| options.input_options.max_double_click_delay);
        let is_double = self
            .pointer
            .last_click
            .take()
            .is_some_and(|(before, there)| now - before <= delay && there.distance(at) <= DOUBLE_CLICK_REACH);
        let title = self.title_at(area, at);
        let target = self.target_at(workspace, area, at);
        if is_double && modifiers.is_none() {
            if self.actor_at(workspace, area, at).is_none()
                && let Some((target, rect)) = self.label_at(area, at).filter(|_| title.is_none())
            {
                self.begin_naming(workspace, target, rect);
                return;
            }
            match target {
                // The first click selected its actors.
                None if title.is_some() => commands.push(Command::LookAt(LookAt::Selection)),
                Some(Target::Actor(actor)) => commands.push(Command::Expand(actor)),
                Some(Target::Link(_)) => {}
                None => commands.push(Command::LookAt(LookAt::All)),
            }
            return;
        }
        self.pointer.last_click = Some((now, at));
        if let Some(community) = title {
            self.select_community(workspace, community, modifiers, commands);
            return;
        }
        match target {
            Some(target) => {
                let pick = if modifiers.command {
                    Pick::Toggle
                } else if modifiers.shift {
                    Pick::Add
                } else {
                    Pick::Replace
                };
                commands.push(Command::Select(target, pick));
            }
            None if modifiers.is_none() && !workspace.selection().is_empty() => {
                commands.push(Command::Do(Action::SelectNone));
            }
            None => {}
        }
    }

    /// Selects the actors of a community; with Shift too, with the command key too or no longer.
    fn select_community(
        &self,
        workspace: &Workspace,
        community: usize,
        modifiers: Modifiers,
        commands: &mut Vec<Command>,
    ) {
        let members: Vec<ActorIx> = self.hulls.members(workspace.scene(), community).collect();
        let selected = &workspace.selection().actors;
        let pick = if modifiers.command && members.iter().all(|actor| selected.contains(actor)) {
            Pick::Toggle
        } else if modifiers.command || modifiers.shift {
            Pick::Add
        } else {
            Pick::Replace
        };
        commands.push(Command::SelectMany(members.into_iter().map(Target::Actor).collect(), pick));
    }

    /// Selects the actors whose middle is where `takes` says, all of them within a part of the screen.
    fn select_where(
        &self,
        (area, part): (Rect, Rect),
        workspace: &Workspace,
        modifiers: Modifiers,
        commands: &mut Vec<Command>,
        takes: impl Fn(Pos2) -> bool,
    ) {
        let (scene, positions, lens) = (workspace.scene(), &workspace.view().positions, self.lens(workspace, area));
        let is_taken = |slot: &u32| {
            let place = positions.get(scene.actors[*slot as usize].actor);
            place.is_some_and(|point| takes(lens.screen(point)))
        };
        // Where actors have moved since they were surveyed, each is looked at.
        let survey = self.survey.as_ref().filter(|survey| survey.number == workspace.revisions().positions);
        let mut slots: Vec<u32> = match survey {
            Some(survey) => {
                let (least, greatest) = lens.part_of_world(part.expand(1.0));
                let mut slots = Vec::new();
                survey.actors.for_each_within(least, greatest, |slot| slots.push(slot));
                slots
            }
            None => (0..scene.actors.len() as u32).collect(),
        };
        slots.retain(is_taken);
        slots.sort_unstable();
        let targets = slots.into_iter().map(|slot| Target::Actor(scene.actors[slot as usize].actor)).collect();
        let pick = if modifiers.command { Pick::Add } else { Pick::Replace };
        commands.push(Command::SelectMany(targets, pick));
    }

    /// Wheel and pinch zoom at the pointer; two fingers on a touch pad, sideways wheels and Shift move the picture.
    fn scroll(&mut self, ui: &Ui, area: Rect, at: Pos2) {
        let (by, pinch, shift) =
            ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta(), input.modifiers.shift));
        let size: Size = size_of(area);
        let pointer = Point::new(at.x - area.min.x, at.y - area.min.y);
        if (pinch - 1.0).abs() > 1e-6 {
            self.motion.zoom_at(size, pointer, pinch);
        }
        if by == egui::Vec2::ZERO {
            return;
        }
        if self.pointer.from_touchpad || shift || by.x.abs() > by.y.abs() {
            self.motion.pan(by.x, by.y);
        } else {
            self.motion.zoom_at(size, pointer, (by.y / SCROLL_PER_ZOOM).exp());
        }
        ui.input_mut(|input| input.smooth_scroll_delta = egui::Vec2::ZERO);
    }

    fn open_menu(&mut self, workspace: &Workspace, area: Rect, at: Pos2, commands: &mut Vec<Command>) {
        let target = self.target_at(workspace, area, at);
        self.pointer.menu_on = target;
        self.pointer.menu_at = Some(self.lens(workspace, area).world(at));
        if let Some(target) = target
            && !workspace.selection().contains(target)
        {
            commands.push(Command::Select(target, Pick::Replace));
        }
    }

    fn hover(&mut self, area: Rect, at: Option<Pos2>, now: f64, workspace: &Workspace, commands: &mut Vec<Command>) {
        self.pointer.is_news = false;
        if self.hand.is_busy() {
            return;
        }
        let over_title = at.and_then(|at| self.title_at(area, at));
        if over_title != self.pointer.over_title {
            self.pointer.over_title = over_title;
            self.pointer.since = now;
        }
        let over = at.and_then(|at| self.target_at(workspace, area, at));
        self.pointer.found = at.map(|at| self.found(workspace, at));
        if over != self.pointer.over {
            self.pointer.over = over;
            self.pointer.since = now;
            self.pointer.is_news = true;
            commands.push(Command::Hover(over));
        }
    }

    fn choose_cursor(&self, ui: &Ui, over_canvas: bool) {
        let icon = match &self.hand {
            Hand::Panning { .. } | Hand::Carrying { .. } => CursorIcon::Grabbing,
            Hand::Boxing { .. } | Hand::Lasso(_) | Hand::Linking { .. } => CursorIcon::Crosshair,
            _ if over_canvas && (self.pointer.over.is_some() || self.pointer.over_title.is_some()) => {
                CursorIcon::PointingHand
            }
            _ => return,
        };
        ui.ctx().set_cursor_icon(icon);
    }

    /// The tooltip and the context menu.
    pub(super) fn hints(&mut self, ui: &Ui, response: &Response, workspace: &Workspace, commands: &mut Vec<Command>) {
        response.context_menu(|ui| {
            tip::menu_ui(ui, workspace, (self.pointer.menu_on, self.pointer.menu_at), commands);
        });
        if self.pointer.over.is_none() && self.pointer.over_title.is_none() {
            return;
        }
        if self.hand != Hand::Open || response.context_menu_opened() || self.naming.is_some() {
            return;
        }
        let rested = ui.input(|input| input.time) - self.pointer.since;
        if rested < TIP_AFTER {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(TIP_AFTER - rested));
            return;
        }
        egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), response.id, PopupAnchor::Pointer).gap(14.0).show(
            |ui| match (self.pointer.over, self.pointer.over_title) {
                (Some(target), _) => tip::tip_ui(ui, workspace, target),
                (None, Some(community)) => tip::community_ui(ui, workspace, self.hulls.size_of(community)),
                (None, None) => {}
            },
        );
    }
}
