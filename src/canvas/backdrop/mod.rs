//! Every actor and every link of a large scene, under what is touched and read: a picture that is drawn anew only when it would
//! be another one, by the graphics card or, where there is none, on a thread.

mod gpu;
mod instances;
mod pipelines;
mod plan;
mod raster;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use egui::Shape;
use egui_wgpu::{CallbackResources, CallbackTrait, ScreenDescriptor, wgpu};

use super::cast::MOST_SELECTED;
use super::latest::Latest;
use super::lens::Lens;
use super::survey::Seen;
use crate::jobs::{TaskContext, Wake};
use crate::scene::SceneActor;
use crate::workspace::Workspace;

use gpu::Held;
use instances::{Instances, places_of};
use pipelines::Pipelines;
pub(super) use plan::Aspect;
pub use plan::BackdropStats;
use plan::{Numbered, Plan, Tally};
pub(super) use raster::{Material, draw_crowd};
use raster::{Raster, Wanted};

/// From the rim of an actor to its ring, in points.
pub(super) const RING_GAP: f32 = 3.0;
/// Width of the ring of what is selected or under the pointer, in points.
pub(super) const RING_WIDTH: f32 = 2.2;

/// What draws the window.
#[derive(Clone, Copy, Debug)]
pub struct Graphics {
    screen: wgpu::TextureFormat,
    is_software: bool,
}

impl Graphics {
    /// The graphics of a window. The environment variable `LINKLORE_DRAW` says `card` or `processor` where the choice made here
    /// is a bad one.
    #[must_use]
    pub fn of(state: &egui_wgpu::RenderState) -> Self {
        let is_software = match std::env::var("LINKLORE_DRAW").as_deref() {
            Ok("card") => false,
            Ok("processor") => true,
            _ => state.adapter.get_info().device_type == wgpu::DeviceType::Cpu,
        };
        Self { screen: state.target_format, is_software }
    }

    /// Calls `tell` when the graphics card of a window is lost, or does something with it that cannot be done.
    pub fn when_lost(state: &egui_wgpu::RenderState, tell: impl Fn() + Clone + Send + Sync + 'static) {
        let also = tell.clone();
        state.device.set_device_lost_callback(move |_, _| tell());
        // What is asked of a lost card fails in its own way; a panic would take unsaved work with it.
        state.device.on_uncaptured_error(Arc::new(move |_: wgpu::Error| also()));
    }

    /// The same, with everything drawn as by a graphics card even where the processor has to do its work.
    #[must_use]
    pub fn as_card(self) -> Self {
        Self { is_software: false, ..self }
    }
}

/// Scenes up to this size become arrays at once.
const QUICK: usize = 30_000;
/// So many links a graphics card draws while the picture moves; the rest when it stands still.
const MOST_IN_MOTION: usize = 1_000_000;
/// The same for the processor.
const MOST_IN_MOTION_SOFTWARE: usize = 60_000;

/// How strong links are that only pass through what is drawn near.
const PASSING: f32 = 0.4;

/// The data of the backdrop, as new as they are made.
#[derive(Default)]
pub(super) struct Backdrop {
    instances: Latest<u64, Instances>,
    /// The scene they are of, and the data.
    loaded: Option<(u64, Numbered<Instances>)>,
    places: Option<(Seen, Numbered<Vec<[f32; 2]>>)>,
    /// The scene and the revision of the selection they are of, and who is selected.
    states: Option<(Chosen, Numbered<Vec<u8>>)>,
    raster: Raster,
    /// What is on the graphics card.
    held: Arc<Mutex<Held>>,
    tally: Arc<Tally>,
}

/// A scene and a revision of the selection.
type Chosen = (u64, u64);

/// What a frame of the backdrop depends on.
pub(super) struct Frame<'a> {
    pub workspace: &'a Workspace,
    pub seen: Seen,
    pub lens: Lens,
    pub aspect: Aspect,
    /// How far the rest stands back for what is lit, 0 to 1.
    pub dim: f32,
}

impl Frame<'_> {
    /// How strong the picture is, 0 to 1. Under a part that is drawn near it holds what only passes through.
    fn strength(&self) -> f32 {
        let passing = if self.aspect.near.is_some() { PASSING } else { 1.0 };
        passing * (1.0 - self.dim * (1.0 - self.aspect.tokens.dimmed))
    }
}

impl Backdrop {
    /// Whether something is being made on a thread.
    pub fn is_busy(&self) -> bool {
        self.instances.is_busy() || self.raster.is_busy()
    }

    /// What was done so far.
    pub fn stats(&self) -> BackdropStats {
        self.tally.stats()
    }

    /// Share of the links that is drawn while the picture moves.
    pub fn share_in_motion(graphics: Option<&Graphics>, workspace: &Workspace) -> f32 {
        let is_card = graphics.is_some_and(|graphics| !graphics.is_software);
        let most = if is_card { MOST_IN_MOTION } else { MOST_IN_MOTION_SOFTWARE };
        (most as f32 / workspace.scene().links.len().max(1) as f32).min(1.0)
    }

    /// The shape of a frame; `None` while what it needs is made for the first time.
    pub fn shape(
        &mut self,
        ctx: &egui::Context,
        graphics: Option<&Graphics>,
        frame: &Frame<'_>,
        wake: &Wake,
    ) -> Option<Shape> {
        match graphics.filter(|graphics| !graphics.is_software) {
            Some(graphics) => {
                let plan = self.plan(frame, wake)?;
                let painting = Painting { plan, held: Arc::clone(&self.held), screen: graphics.screen };
                Some(Shape::Callback(egui_wgpu::Callback::new_paint_callback(frame.lens.area, painting)))
            }
            None => self.image(ctx, frame, wake),
        }
    }

    fn image(&mut self, ctx: &egui::Context, frame: &Frame<'_>, wake: &Wake) -> Option<Shape> {
        let Frame { workspace, seen, lens, aspect, .. } = frame;
        let shows_selection = workspace.selection().actors.len() > MOST_SELECTED;
        let selection = shows_selection.then_some(workspace.revisions().selection);
        // What only the card heeds must not have the image drawn again.
        let aspect =
            Aspect { thickness: 0.0, in_sight: 1.0, line_scale: 1.0, dashes: 0.0, arrow_length: 0.0, ..*aspect };
        let wanted = Wanted { seen: *seen, selection, aspect };
        let scene = workspace.scene();
        let material = || Material {
            states: states_of(workspace).data,
            ..Material::of(Arc::clone(scene), &workspace.view().positions)
        };
        if self.raster.follow(ctx, wanted, material, scene, wake) {
            self.tally.picture();
        }
        self.raster.shape(lens, aspect.tokens, frame.strength())
    }

    fn plan(&mut self, frame: &Frame<'_>, wake: &Wake) -> Option<Plan> {
        let Frame { workspace, seen, aspect, .. } = *frame;
        let scene = workspace.scene();
        let work = || {
            let scene = Arc::clone(scene);
            let is_quick = scene.actors.len() + scene.links.len() <= QUICK;
            (is_quick, move |_: Option<&TaskContext>| Instances::of(&scene))
        };
        if let Some((of, instances)) = self.instances.follow(seen.scene, work, "backdrop", wake)
            && self.loaded.as_ref().is_none_or(|(loaded, _)| loaded != of)
        {
            self.loaded = Some((*of, Numbered::new(Arc::clone(instances))));
        }
        let (of, instances) = self.loaded.clone()?;
        if instances.data.theme != scene.theme {
            // What is drawn in the colours of another theme is not to be seen on this one's ground.
            return None;
        }
        // While the arrays of another scene are made, the old ones stay where they are.
        if of == seen.scene {
            if self.places.as_ref().is_none_or(|(placed, _)| *placed != seen) {
                self.places = Some((seen, Numbered::new(places_of(scene, &workspace.view().positions))));
            }
            let chosen = (of, workspace.revisions().selection);
            if self.states.as_ref().is_none_or(|(stated, _)| *stated != chosen) {
                self.states = Some((chosen, states_of(workspace)));
            }
        }
        let (places, states) = (self.places.as_ref()?.1.clone(), self.states.as_ref()?.1.clone());
        Some(Plan { instances, places, states, aspect, strength: frame.strength(), tally: Arc::clone(&self.tally) })
    }
}

/// Who is selected, where that is more than the foreground draws.
fn states_of(workspace: &Workspace) -> Numbered<Vec<u8>> {
    let selected = &workspace.selection().actors;
    if selected.len() <= MOST_SELECTED {
        return Numbered::none();
    }
    // Both are in the order of the file: nobody is looked for.
    let mut rest = selected.iter().peekable();
    let state = |actor: &SceneActor| {
        while rest.next_if(|selected| **selected < actor.actor).is_some() {}
        u8::from(rest.next_if(|selected| **selected == actor.actor).is_some())
    };
    let states: Vec<u8> = workspace.scene().actors.iter().map(state).collect();
    Numbered::new(states)
}

/// What egui calls while it draws its frame. On another device than before it finds nothing, and uploads everything again.
struct Painting {
    plan: Plan,
    held: Arc<Mutex<Held>>,
    screen: wgpu::TextureFormat,
}

impl Painting {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CallbackTrait for Painting {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        _: &ScreenDescriptor,
        encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        let fixed = resources.entry::<Pipelines>().or_insert_with(|| Pipelines::new(device, self.screen));
        self.held().prepare(fixed, device, queue, encoder, &self.plan);
        Vec::new()
    }

    fn paint(&self, _: egui::PaintCallbackInfo, pass: &mut wgpu::RenderPass<'static>, resources: &CallbackResources) {
        if let Some(fixed) = resources.get::<Pipelines>() {
            self.held().show(fixed, pass, &self.plan.tally);
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Pos2, Rect, vec2};
    use egui_kittest::wgpu::{create_render_state, default_wgpu_setup};
    use egui_wgpu::RendererOptions;

    use super::*;
    use crate::model::{ActorIx, Camera, LoadReport, Point, View, graph_from_drawing};
    use crate::scene::Theme;
    use crate::workspace::Origin;

    #[test]
    fn what_is_on_the_card_goes_with_the_canvas() {
        let state =
            std::panic::catch_unwind(|| create_render_state(default_wgpu_setup(), RendererOptions::PREDICTABLE));
        // A machine without any adapter has no card to keep anything on.
        let Ok(state) = state else { return };
        let graph = graph_from_drawing("A-B");
        let mut view = View::blank(&graph);
        view.positions.set(ActorIx(0), Some(Point::default()));
        let workspace = Workspace::new(graph, view, LoadReport::default(), Origin::default(), Theme::Light);
        let camera = Camera::default();
        let aspect = Aspect {
            camera,
            size: [64, 64],
            pixels_per_point: 1.0,
            least_radius: 1.0,
            line_scale: 1.0,
            dashes: 1.0,
            arrow_length: 1.0,
            near: None,
            share: 1.0,
            thickness: 0.0,
            most_dots: None,
            in_sight: 1.0,
            tokens: Theme::Light.tokens(),
        };
        let area = Rect::from_min_size(Pos2::ZERO, vec2(64.0, 64.0));
        let frame = Frame {
            workspace: &workspace,
            seen: Seen { scene: 1, positions: 1 },
            lens: Lens::new(camera, area, 2, None),
            aspect,
            dim: 0.0,
        };
        let mut backdrop = Backdrop::default();
        let wake: Wake = Arc::new(|| {});
        let plan = backdrop.plan(&frame, &wake).expect("a small scene is there at once");
        let held = Arc::downgrade(&backdrop.held);
        let painting = Painting { plan, held: Arc::clone(&backdrop.held), screen: state.target_format };
        let mut encoder = state.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let screen = ScreenDescriptor { size_in_pixels: [64, 64], pixels_per_point: 1.0 };
        let resources = &mut state.renderer.write().callback_resources;
        painting.prepare(&state.device, &state.queue, &screen, &mut encoder, resources);
        state.queue.submit([encoder.finish()]);
        assert!(painting.held().is_loaded());
        drop((backdrop, painting));
        assert!(held.upgrade().is_none(), "nothing keeps it");
        assert!(resources.get::<Pipelines>().is_some(), "which the next canvas uses again");
    }
}
