// From ink to colour: a single link is seen, many on one another keep their structure.

@group(1) @binding(0) var ink: texture_2d<f32>;

// So much ink of a crowd is as strong as one link.
const ALONE: f32 = 0.15;
// How far the densest lines go from their colour towards that of text.
const DARKEST: f32 = 0.6;

@vertex
fn whole(@builtin(vertex_index) corner: u32) -> @builtin(position) vec4<f32> {
    // One triangle that covers everything.
    let at = vec2<f32>(f32((corner << 1u) & 2u), f32(corner & 2u));
    return vec4<f32>(at * 2.0 - 1.0, 0.0, 1.0);
}

@fragment
fn toned(@builtin(position) at: vec4<f32>) -> @location(0) vec4<f32> {
    let lies = textureLoad(ink, vec2<u32>(at.xy), 0);
    if lies.a <= 0.0 {
        return vec4<f32>(0.0);
    }
    // In a crowd long links count little; one that lies alone is seen all the same.
    var opaque = globals.first * min(lies.a / mix(1.0, ALONE, globals.crowded), 1.0);
    var colour = lies.rgb / lies.a;
    if lies.a > 1.0 {
        let share = min(log(lies.a) / log(globals.full), 1.0);
        opaque = globals.first + (globals.most - globals.first) * share;
        colour = mix(colour, globals.dark.rgb, DARKEST * share * share * share);
    }
    return vec4<f32>(colour * opaque, opaque);
}
