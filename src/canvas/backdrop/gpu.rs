//! The backdrop on the graphics card: buffers and textures that are filled when their data changed, and the passes that draw
//! them into a picture of their own, which goes on the screen as often as egui likes.
//!
//! Textures hold what is looked up by slot, because the least graphics interface (OpenGL ES 3.0) lets vertex shaders read
//! no other arrays.

use std::borrow::Cow;

use egui_wgpu::wgpu;
use wgpu::util::DeviceExt as _;

use super::instances::{LinkInstance, form_table};
use super::plan::{Aspect, GLOBAL_WORDS, Plan, Tally};

/// Slots in a row of a texture.
const ROW: u32 = 2048;
const INK: wgpu::TextureFormat = wgpu::TextureFormat::Rgba16Float;
const COLOUR: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;
/// Corners of the strip of a bent line: two at the end of each of its ten pieces.
const BENT_CORNERS: u32 = 22;

/// Everything the backdrop has on one graphics card.
pub(super) struct Gpu {
    /// What may stay as long as the device does.
    fixed: Fixed,
    loaded: Option<Loaded>,
    canvas: Option<Canvas>,
}

struct Fixed {
    data_layout: wgpu::BindGroupLayout,
    ink_layout: wgpu::BindGroupLayout,
    show_layout: wgpu::BindGroupLayout,
    straight: wgpu::RenderPipeline,
    bent: wgpu::RenderPipeline,
    tone: wgpu::RenderPipeline,
    actors: wgpu::RenderPipeline,
    show: wgpu::RenderPipeline,
    globals: wgpu::Buffer,
    forms: wgpu::Buffer,
    light: wgpu::Buffer,
    sampler: wgpu::Sampler,
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

/// The picture, as large as the canvas.
struct Canvas {
    ink: wgpu::TextureView,
    colour: wgpu::TextureView,
    ink_bindings: wgpu::BindGroup,
    show_bindings: wgpu::BindGroup,
    /// What was drawn last: data and aspect.
    drawn: Option<([u64; 3], Aspect)>,
    size: [u32; 2],
    strength: Option<f32>,
}

impl Gpu {
    /// The pipelines for a screen of that format.
    pub fn new(device: &wgpu::Device, screen: wgpu::TextureFormat) -> Self {
        Self { fixed: Fixed::new(device, screen), loaded: None, canvas: None }
    }

    /// Uploads what changed and draws the picture if it is another than before.
    pub fn prepare(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        encoder: &mut wgpu::CommandEncoder,
        plan: &Plan,
    ) {
        let most = device.limits().max_texture_dimension_2d;
        let size = plan.aspect.size.map(|side| side.clamp(1, most));
        self.load(device, queue, plan);
        if self.canvas.as_ref().is_none_or(|canvas| canvas.size != size) {
            self.canvas = Some(self.fixed.canvas(device, size));
        }
        let (Some(loaded), Some(canvas)) = (&self.loaded, &mut self.canvas) else { return };
        if canvas.strength != Some(plan.strength) {
            canvas.strength = Some(plan.strength);
            write(queue, &self.fixed.light, &[plan.strength.to_bits(); 4], &plan.tally);
        }
        let wanted = ([plan.instances.number, plan.places.number, plan.states.number], plan.aspect);
        if canvas.drawn != Some(wanted) {
            canvas.drawn = Some(wanted);
            write(queue, &self.fixed.globals, &plan.aspect.globals().map(f32::to_bits), &plan.tally);
            self.fixed.draw(encoder, loaded, canvas, plan);
        }
    }

    /// Puts the picture on the screen.
    pub fn show(&self, pass: &mut wgpu::RenderPass<'static>, tally: &Tally) {
        let Some(canvas) = &self.canvas else { return };
        pass.set_pipeline(&self.fixed.show);
        pass.set_bind_group(0, &canvas.show_bindings, &[]);
        pass.draw(0..3, 0..1);
        tally.draw();
    }

    fn load(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, plan: &Plan) {
        let Plan { instances, places, states, tally, .. } = plan;
        let count = instances.data.looks.len();
        if self.loaded.as_ref().is_none_or(|loaded| loaded.instances != instances.number) {
            self.loaded = Some(self.fixed.load(device, queue, plan));
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

impl Fixed {
    fn new(device: &wgpu::Device, screen: wgpu::TextureFormat) -> Self {
        let data_layout = layout(
            device,
            &[
                uniform(wgpu::ShaderStages::VERTEX_FRAGMENT),
                uniform(wgpu::ShaderStages::FRAGMENT),
                texture(wgpu::ShaderStages::VERTEX, wgpu::TextureSampleType::Float { filterable: false }),
                texture(wgpu::ShaderStages::VERTEX, wgpu::TextureSampleType::Uint),
                texture(wgpu::ShaderStages::VERTEX, wgpu::TextureSampleType::Uint),
            ],
        );
        let ink_layout = layout(
            device,
            &[texture(wgpu::ShaderStages::FRAGMENT, wgpu::TextureSampleType::Float { filterable: false })],
        );
        let show_layout = layout(
            device,
            &[
                uniform(wgpu::ShaderStages::FRAGMENT),
                texture(wgpu::ShaderStages::FRAGMENT, wgpu::TextureSampleType::Float { filterable: true }),
                (wgpu::ShaderStages::FRAGMENT, wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering)),
            ],
        );
        let shader = |name: &'static str, parts: &[&str]| {
            device.create_shader_module(wgpu::ShaderModuleDescriptor {
                label: Some(name),
                source: wgpu::ShaderSource::Wgsl(Cow::Owned(parts.concat())),
            })
        };
        let globals = include_str!("globals.wgsl");
        let links = shader("links", &[globals, include_str!("links.wgsl")]);
        let actors = shader("actors", &[globals, include_str!("actors.wgsl")]);
        let tone = shader("tone", &[globals, include_str!("tone.wgsl")]);
        let show = shader("show", &[include_str!("show.wgsl")]);
        let strip = wgpu::PrimitiveTopology::TriangleStrip;
        let list = wgpu::PrimitiveTopology::TriangleList;
        let data = [Some(&data_layout)];
        let link_attributes = wgpu::vertex_attr_array![0 => Uint32x2, 1 => Uint32, 2 => Float32];
        let link_buffer = Some(wgpu::VertexBufferLayout {
            array_stride: size_of::<LinkInstance>() as u64,
            step_mode: wgpu::VertexStepMode::Instance,
            attributes: &link_attributes,
        });
        let adding = wgpu::BlendComponent {
            src_factor: wgpu::BlendFactor::One,
            dst_factor: wgpu::BlendFactor::One,
            operation: wgpu::BlendOperation::Add,
        };
        let add = wgpu::BlendState { color: adding, alpha: adding };
        let cover = wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING;
        let pipeline = |parts: &Parts<'_>| parts.pipeline(device);
        let line = Parts {
            shader: &links,
            entries: ("straight_corner", "line_ink"),
            layouts: &data,
            buffers: &[link_buffer],
            topology: strip,
            target: INK,
            blend: add,
        };
        let bare = Parts { buffers: &[], ..line };
        Self {
            straight: pipeline(&line),
            bent: pipeline(&Parts { entries: ("bent_corner", "line_ink"), ..line }),
            tone: pipeline(&Parts {
                shader: &tone,
                entries: ("whole", "toned"),
                layouts: &[Some(&data_layout), Some(&ink_layout)],
                topology: list,
                target: COLOUR,
                blend: cover,
                ..bare
            }),
            actors: pipeline(&Parts {
                shader: &actors,
                entries: ("actor_corner", "actor_colour"),
                target: COLOUR,
                blend: cover,
                ..bare
            }),
            show: pipeline(&Parts {
                shader: &show,
                entries: ("screen", "shown"),
                layouts: &[Some(&show_layout)],
                topology: list,
                target: screen,
                blend: cover,
                ..bare
            }),
            globals: uniform_buffer(device, &[0; GLOBAL_WORDS]),
            forms: uniform_buffer(device, &form_table()),
            light: uniform_buffer(device, &[0; 4]),
            sampler: device.create_sampler(&wgpu::SamplerDescriptor {
                mag_filter: wgpu::FilterMode::Linear,
                min_filter: wgpu::FilterMode::Linear,
                ..wgpu::SamplerDescriptor::default()
            }),
            data_layout,
            ink_layout,
            show_layout,
        }
    }

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

    fn canvas(&self, device: &wgpu::Device, size: [u32; 2]) -> Canvas {
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
        Canvas { ink, colour, ink_bindings, show_bindings, drawn: None, size, strength: None }
    }

    fn draw(&self, encoder: &mut wgpu::CommandEncoder, loaded: &Loaded, canvas: &Canvas, plan: &Plan) {
        let tally = &plan.tally;
        tally.picture();
        {
            let mut pass = begin(encoder, "ink", &canvas.ink);
            pass.set_bind_group(0, &loaded.bindings, &[]);
            for (pipeline, links, corners) in
                [(&self.straight, &loaded.straight, 4), (&self.bent, &loaded.bent, BENT_CORNERS)]
            {
                let count = (links.count as f32 * plan.aspect.share).ceil() as u32;
                if count > 0 {
                    pass.set_pipeline(pipeline);
                    pass.set_vertex_buffer(0, links.buffer.slice(..));
                    pass.draw(0..corners, 0..count.min(links.count));
                    tally.draw();
                }
            }
        }
        let mut pass = begin(encoder, "colour", &canvas.colour);
        pass.set_bind_group(0, &loaded.bindings, &[]);
        pass.set_pipeline(&self.tone);
        pass.set_bind_group(1, &canvas.ink_bindings, &[]);
        pass.draw(0..3, 0..1);
        pass.set_pipeline(&self.actors);
        pass.draw(0..4, 0..loaded.count);
        tally.draw();
        tally.draw();
    }
}

/// What makes one pipeline different from another.
#[derive(Clone, Copy)]
struct Parts<'a> {
    shader: &'a wgpu::ShaderModule,
    /// Of the vertices, of the fragments.
    entries: (&'a str, &'a str),
    layouts: &'a [Option<&'a wgpu::BindGroupLayout>],
    buffers: &'a [Option<wgpu::VertexBufferLayout<'a>>],
    topology: wgpu::PrimitiveTopology,
    target: wgpu::TextureFormat,
    blend: wgpu::BlendState,
}

impl Parts<'_> {
    fn pipeline(&self, device: &wgpu::Device) -> wgpu::RenderPipeline {
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some(self.entries.1),
            bind_group_layouts: self.layouts,
            ..wgpu::PipelineLayoutDescriptor::default()
        });
        device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some(self.entries.1),
            layout: Some(&layout),
            vertex: wgpu::VertexState {
                module: self.shader,
                entry_point: Some(self.entries.0),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                buffers: self.buffers,
            },
            primitive: wgpu::PrimitiveState { topology: self.topology, ..wgpu::PrimitiveState::default() },
            depth_stencil: None,
            multisample: wgpu::MultisampleState::default(),
            fragment: Some(wgpu::FragmentState {
                module: self.shader,
                entry_point: Some(self.entries.1),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                targets: &[Some(wgpu::ColorTargetState {
                    format: self.target,
                    blend: Some(self.blend),
                    write_mask: wgpu::ColorWrites::ALL,
                })],
            }),
            multiview_mask: None,
            cache: None,
        })
    }
}

type Binding = (wgpu::ShaderStages, wgpu::BindingType);

fn uniform(stages: wgpu::ShaderStages) -> Binding {
    let ty = wgpu::BufferBindingType::Uniform;
    (stages, wgpu::BindingType::Buffer { ty, has_dynamic_offset: false, min_binding_size: None })
}

fn texture(stages: wgpu::ShaderStages, sample_type: wgpu::TextureSampleType) -> Binding {
    let view_dimension = wgpu::TextureViewDimension::D2;
    (stages, wgpu::BindingType::Texture { sample_type, view_dimension, multisampled: false })
}

fn layout(device: &wgpu::Device, bindings: &[Binding]) -> wgpu::BindGroupLayout {
    let entries: Vec<wgpu::BindGroupLayoutEntry> = (0u32..)
        .zip(bindings)
        .map(|(binding, &(visibility, ty))| wgpu::BindGroupLayoutEntry { binding, visibility, ty, count: None })
        .collect();
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: Some("backdrop"), entries: &entries })
}

fn bind(
    device: &wgpu::Device,
    layout: &wgpu::BindGroupLayout,
    resources: &[wgpu::BindingResource<'_>],
) -> wgpu::BindGroup {
    let entries: Vec<wgpu::BindGroupEntry<'_>> = (0u32..)
        .zip(resources)
        .map(|(binding, resource)| wgpu::BindGroupEntry { binding, resource: resource.clone() })
        .collect();
    device.create_bind_group(&wgpu::BindGroupDescriptor { label: Some("backdrop"), layout, entries: &entries })
}

fn uniform_buffer(device: &wgpu::Device, words: &[u32]) -> wgpu::Buffer {
    device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
        label: Some("backdrop"),
        contents: bytemuck::cast_slice(words),
        usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
    })
}

fn texture_of(
    size: [u32; 2],
    format: wgpu::TextureFormat,
    usage: wgpu::TextureUsages,
) -> wgpu::TextureDescriptor<'static> {
    wgpu::TextureDescriptor {
        label: Some("backdrop"),
        size: wgpu::Extent3d { width: size[0], height: size[1], depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage,
        view_formats: &[],
    }
}

/// A texture with a texel for each slot, in rows.
fn slot_texture(device: &wgpu::Device, count: u32, format: wgpu::TextureFormat) -> wgpu::Texture {
    let usage = wgpu::TextureUsages::COPY_DST | wgpu::TextureUsages::TEXTURE_BINDING;
    device.create_texture(&texture_of([ROW, count.div_ceil(ROW).max(1)], format, usage))
}

fn view(texture: &wgpu::Texture) -> wgpu::TextureView {
    texture.create_view(&wgpu::TextureViewDescriptor::default())
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
