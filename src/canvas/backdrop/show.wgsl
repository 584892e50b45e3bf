// Puts the finished picture on the screen, weaker while something else is lit.

// How strong the picture is, four times the same.
@group(0) @binding(0) var<uniform> strength: vec4<f32>;
@group(0) @binding(1) var picture: texture_2d<f32>;
@group(0) @binding(2) var smoothly: sampler;

struct Corner {
    @builtin(position) clip: vec4<f32>,
    @location(0) at: vec2<f32>,
}

@vertex
fn screen(@builtin(vertex_index) corner: u32) -> Corner {
    let at = vec2<f32>(f32((corner << 1u) & 2u), f32(corner & 2u));
    return Corner(vec4<f32>(at.x * 2.0 - 1.0, 1.0 - at.y * 2.0, 0.0, 1.0), at);
}

@fragment
fn shown(corner: Corner) -> @location(0) vec4<f32> {
    return textureSample(picture, smoothly, corner.at) * strength;
}
