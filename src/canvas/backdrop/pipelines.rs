//! How the graphics card draws the backdrop: shaders, what they are given, and where they draw.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};

use egui_wgpu::wgpu;
use wgpu::util::DeviceExt as _;

use super::instances::{LinkInstance, form_table};
use super::plan::GLOBAL_WORDS;

/// Slots in a row of a texture.
pub(super) const ROW: u32 = 2048;
/// Where lines are added up.
pub(super) const INK: wgpu::TextureFormat = wgpu::TextureFormat::Rgba16Float;
/// The picture.
pub(super) const COLOUR: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;

/// What may stay as long as the device does.
pub(super) struct Pipelines {
    /// Another one for each card; never 0.
    pub number: u64,
    pub data_layout: wgpu::BindGroupLayout,
    pub ink_layout: wgpu::BindGroupLayout,
    pub show_layout: wgpu::BindGroupLayout,
    pub straight: wgpu::RenderPipeline,
    pub bent: wgpu::RenderPipeline,
    pub tone: wgpu::RenderPipeline,
    pub actors: wgpu::RenderPipeline,
    pub show: wgpu::RenderPipeline,
    pub globals: wgpu::Buffer,
    pub forms: wgpu::Buffer,
    pub light: wgpu::Buffer,
    pub sampler: wgpu::Sampler,
}

impl Pipelines {
    /// The pipelines for a screen of that format.
    pub fn new(device: &wgpu::Device, screen: wgpu::TextureFormat) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let data_layout = layout(
            device,
            &[
                uniform(wgpu::ShaderStages::VERTEX_FRAGMENT),
                uniform(wgpu::ShaderStages::VERTEX_FRAGMENT),
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
            number: NEXT.fetch_add(1, Ordering::Relaxed),
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

pub(super) fn bind(
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

pub(super) fn texture_of(
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
pub(super) fn slot_texture(device: &wgpu::Device, count: u32, format: wgpu::TextureFormat) -> wgpu::Texture {
    let usage = wgpu::TextureUsages::COPY_DST | wgpu::TextureUsages::TEXTURE_BINDING;
    device.create_texture(&texture_of([ROW, count.div_ceil(ROW).max(1)], format, usage))
}

pub(super) fn view(texture: &wgpu::Texture) -> wgpu::TextureView {
    texture.create_view(&wgpu::TextureViewDescriptor::default())
}
