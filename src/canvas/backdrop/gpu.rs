//! The backdrop on the graphics card: buffers and textures that are filled when their data changed, and the passes that draw
//! them into a picture of their own, which goes on the screen as often as egui likes.
//!
//! Textures hold what is looked up by slot, because the least graphics interface (OpenGL ES 3.0) lets vertex shaders read
//! no other arrays.

use egui_wgpu::wgpu;
use wgpu::util::DeviceExt as _;

use super::instances::LinkInstance;
use super::pipelines::{COLOUR, INK, Pipelines, ROW, bind, slot_texture, texture_of, view};
use super::plan::{Aspect, Plan, Tally};

/// Corners of the strip of a straight line.
const STRAIGHT_CORNERS: u32 = 4;
/// Corners of the strip of a bent line: two at the end of each of its ten pieces.
const BENT_CORNERS: u32 = 22;
/// Further corners for an arrowhead: the way to it, and the box around it.
const HEAD_CORNERS: u32 = 6;

/// What the backdrop of one canvas has on the graphics card. It goes with the canvas; only the pipelines stay with the card.
#[derive(Default)]
pub(super) struct Held {
    /// The pipelines that all of it was made for, by their number.
    made_for: u64,
    loaded: Option<Loaded>,
    picture: Option<Picture>,
}

/// The data of a scene on the card, with the numbers of what was uploaded.
struct Loaded {
    instances: u64,
    places: u64,
    states: u64,
    count: u32,
    place_texture: wgpu::Texture,
    state_texture: wgpu::Texture,
    straight: Links,
    bent: Links,
    bindings: wgpu::BindGroup,
}

struct Links {
    buffer: wgpu::Buffer,
    count: u32,
}

/// The picture, as large as the picture.
struct Picture {
    ink: wgpu::TextureView,
    colour: wgpu::TextureView,
    ink_bindings: wgpu::BindGroup,
    show_bindings: wgpu::BindGroup,
    /// What was drawn last: data and aspect.
    drawn: Option<([u64; 3], Aspect)>,
    size: [u32; 2],
    strength: Option<f32>,
}

impl Held {
    /// Whether there is anything.
    #[cfg(test)]
    pub fn is_loaded(&self) -> bool {
        self.loaded.is_some() && self.picture.is_some()
    }

    /// Uploads what changed and draws the picture if it is another than before.
    pub fn prepare(
        &mut self,
        fixed: &Pipelines,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        encoder: &mut wgpu::CommandEncoder,
        plan: &Plan,
    ) {
        let most = device.limits().max_texture_dimension_2d;
        let size = plan.aspect.size.map(|side| side.clamp(1, most));
        if self.made_for != fixed.number {
            // On another card there is nothing yet.
            *self = Self { made_for: fixed.number, ..Self::default() };
        }
        self.load(fixed, device, queue, plan);
        if self.picture.as_ref().is_none_or(|picture| picture.size != size) {
            self.picture = Some(fixed.picture(device, size));
        }
        let (Some(loaded), Some(picture)) = (&self.loaded, &mut self.picture) else { return };
        if picture.strength != Some(plan.strength) {
            picture.strength = Some(plan.strength);
            write(queue, &fixed.light, &[plan.strength.to_bits(); 4], &plan.tally);
        }
        let wanted = ([plan.instances.number, plan.places.number, plan.states.number], plan.aspect);
        if picture.drawn != Some(wanted) {
            picture.drawn = Some(wanted);
            write(queue, &fixed.globals, &plan.aspect.globals().map(f32::to_bits), &plan.tally);
            fixed.draw(encoder, loaded, picture, plan);
        }
    }

    /// Puts the picture on the screen.
    pub fn show(&self, fixed: &Pipelines, pass: &mut wgpu::RenderPass<'static>, tally: &Tally) {
        let Some(picture) = self.picture.as_ref().filter(|_| self.made_for == fixed.number) else { return };
        pass.set_pipeline(&fixed.show);
        pass.set_bind_group(0, &picture.show_bindings, &[]);
        pass.draw(0..3, 0..1);
        tally.draw();
    }

    fn load(&mut self, fixed: &Pipelines, device: &wgpu::Device, queue: &wgpu::Queue, plan: &Plan) {
        let Plan { instances, places, states, tally, .. } = plan;
        let count = instances.data.looks.len();
        if self.loaded.as_ref().is_none_or(|loaded| loaded.instances != instances.number) {
            self.loaded = Some(fixed.load(device, queue, plan));
        }
        let Some(loaded) = &mut self.loaded else { return };
        // Places of another scene have no slots in this one; the next frame brings its own.
        if loaded.places != places.number && places.data.len() == count {
            loaded.places = places.number;
            write_rows(queue, &loaded.place_texture, bytemuck::cast_slice(&places.data), 8, tally);
        }
        if loaded.states != states.number {
            loaded.states = states.number;
            let blank = vec![0; count];
            let states = if states.data.len() == count { &*states.data } else { &blank };
            write_rows(queue, &loaded.state_texture, states, 1, tally);
        }
    }
}

impl Pipelines {
    fn load(&self, device: &wgpu::Device, queue: &wgpu::Queue, plan: &Plan) -> Loaded {
        let Plan { instances, tally, .. } = plan;
        let count = instances.data.looks.len() as u32;
        let place_texture = slot_texture(device, count, wgpu::TextureFormat::Rg32Float);
        let look_texture = slot_texture(device, count, wgpu::TextureFormat::Rgba32Uint);
        let state_texture = slot_texture(device, count, wgpu::TextureFormat::R8Uint);
        write_rows(queue, &look_texture, bytemuck::cast_slice(&instances.data.looks), 16, tally);
        let views = [&place_texture, &look_texture, &state_texture].map(view);
        let bindings = bind(
            device,
            &self.data_layout,
            &[
                self.globals.as_entire_binding(),
                self.forms.as_entire_binding(),
                wgpu::BindingResource::TextureView(&views[0]),
                wgpu::BindingResource::TextureView(&views[1]),
                wgpu::BindingResource::TextureView(&views[2]),
            ],
        );
        let links = |links: &[LinkInstance]| {
            let contents: &[u8] = bytemuck::cast_slice(links);
            tally.upload(contents.len());
            // A buffer of no size cannot be bound.
            let contents = if contents.is_empty() { &[0; size_of::<LinkInstance>()] } else { contents };
            let usage = wgpu::BufferUsages::VERTEX;
            let buffer =
                device.create_buffer_init(&wgpu::util::BufferInitDescriptor { label: Some("links"), contents, usage });
            Links { buffer, count: links.len() as u32 }
        };
        Loaded {
            instances: instances.number,
            places: 0,
            states: 0,
            count,
            straight: links(&instances.data.straight),
            bent: links(&instances.data.bent),
            place_texture,
            state_texture,
            bindings,
        }
    }

    fn picture(&self, device: &wgpu::Device, size: [u32; 2]) -> Picture {
        let target = |format| {
            let usage = wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::TEXTURE_BINDING;
            view(&device.create_texture(&texture_of(size, format, usage)))
        };
        let (ink, colour) = (target(INK), target(COLOUR));
        let ink_bindings = bind(device, &self.ink_layout, &[wgpu::BindingResource::TextureView(&ink)]);
        let show_bindings = bind(
            device,
            &self.show_layout,
            &[
                self.light.as_entire_binding(),
                wgpu::BindingResource::TextureView(&colour),
                wgpu::BindingResource::Sampler(&self.sampler),
            ],
        );
        Picture { ink, colour, ink_bindings, show_bindings, drawn: None, size, strength: None }
    }

    fn draw(&self, encoder: &mut wgpu::CommandEncoder, loaded: &Loaded, picture: &Picture, plan: &Plan) {
        let tally = &plan.tally;
        tally.picture();
        {
            let mut pass = begin(encoder, "ink", &picture.ink);
            pass.set_bind_group(0, &loaded.bindings, &[]);
            let head_corners = if plan.aspect.arrow_length > 0.0 { HEAD_CORNERS } else { 0 };
            for (pipeline, links, corners) in [
                (&self.straight, &loaded.straight, STRAIGHT_CORNERS + head_corners),
                (&self.bent, &loaded.bent, BENT_CORNERS + head_corners),
            ] {
                let count = (links.count as f32 * plan.aspect.share).ceil() as u32;
                if count > 0 {
                    pass.set_pipeline(pipeline);
                    pass.set_vertex_buffer(0, links.buffer.slice(..));
                    pass.draw(0..corners, 0..count.min(links.count));
                    tally.draw();
                }
            }
        }
        let mut pass = begin(encoder, "colour", &picture.colour);
        pass.set_bind_group(0, &loaded.bindings, &[]);
        pass.set_pipeline(&self.tone);
        pass.set_bind_group(1, &picture.ink_bindings, &[]);
        pass.draw(0..3, 0..1);
        pass.set_pipeline(&self.actors);
        pass.draw(0..4, 0..loaded.count);
        tally.draw();
        tally.draw();
    }
}

fn write(queue: &wgpu::Queue, buffer: &wgpu::Buffer, words: &[u32], tally: &Tally) {
    let bytes: &[u8] = bytemuck::cast_slice(words);
    tally.upload(bytes.len());
    queue.write_buffer(buffer, 0, bytes);
}

/// Writes the texels of all slots, `size` bytes each: whole rows first, then what is left.
fn write_rows(queue: &wgpu::Queue, texture: &wgpu::Texture, bytes: &[u8], size: u32, tally: &Tally) {
    tally.upload(bytes.len());
    let row_bytes = ROW * size;
    let (rows, rest) = (bytes.len() as u32 / row_bytes, bytes.len() as u32 % row_bytes / size);
    let whole = (rows * row_bytes) as usize;
    for (row, height, width, part) in [(0, rows, ROW, &bytes[..whole]), (rows, 1, rest, &bytes[whole..])] {
        if width == 0 || height == 0 {
            continue;
        }
        let mut place = texture.as_image_copy();
        place.origin.y = row;
        queue.write_texture(
            place,
            part,
            wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(width * size), rows_per_image: None },
            wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
        );
    }
}

fn begin<'a>(
    encoder: &'a mut wgpu::CommandEncoder,
    label: &'a str,
    target: &'a wgpu::TextureView,
) -> wgpu::RenderPass<'a> {
    encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
        label: Some(label),
        color_attachments: &[Some(wgpu::RenderPassColorAttachment {
            view: target,
            depth_slice: None,
            resolve_target: None,
            ops: wgpu::Operations { load: wgpu::LoadOp::Clear(wgpu::Color::TRANSPARENT), store: wgpu::StoreOp::Store },
        })],
        ..wgpu::RenderPassDescriptor::default()
    })
}
