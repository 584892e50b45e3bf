// Actors as distance fields: the same shapes, lines and rings as in the foreground.

struct Form {
    @builtin(position) clip: vec4<f32>,
    // Pixels from the middle.
    @location(0) at: vec2<f32>,
    @location(1) @interpolate(flat) radius: f32,
    @location(2) @interpolate(flat) look: vec2<u32>,
    @location(3) @interpolate(flat) state: u32,
}

const SELECTED: u32 = 1u;

@vertex
fn actor_corner(@builtin(vertex_index) corner: u32, @builtin(instance_index) slot: u32) -> Form {
    let place = place_of(slot);
    if is_missing(place) || is_near(place) {
        return Form(NOWHERE, vec2<f32>(0.0), 0.0, vec2<u32>(0u), 0u);
    }
    let look = textureLoad(looks, cell(slot), 0);
    let state = textureLoad(states, cell(slot), 0).x;
    let radius = radius_of(slot);
    // Corners of shapes stand out from the circle.
    var reach = radius * 1.36 + 1.0;
    if (state & SELECTED) != 0u {
        reach = (radius + globals.ring_gap + globals.ring_width) * 1.36 + 1.0;
    }
    let side = vec2<f32>(select(-1.0, 1.0, (corner & 1u) == 1u), select(-1.0, 1.0, corner >= 2u));
    let at = side * reach;
    return Form(clip_of(pixel_of(place) + at), at, radius, look.xy, state);
}

// Distance from the rim of the shape, negative inside, in pixels.
fn distance_from(shape: u32, at: vec2<f32>, radius: f32) -> f32 {
    let count = forms.counts[shape].x;
    if count == 0u || radius < DOT {
        return length(at) - radius;
    }
    var nearest = 1e9;
    var crossings = 0u;
    var before = corner_of(shape, count - 1u) * radius;
    for (var number = 0u; number < count; number += 1u) {
        let here = corner_of(shape, number) * radius;
        let side = here - before;
        let from_corner = at - before;
        let along = clamp(dot(from_corner, side) / dot(side, side), 0.0, 1.0);
        nearest = min(nearest, length(from_corner - side * along));
        // Whether a ray to the right crosses this side: an odd number of crossings is inside.
        if (before.y > at.y) != (here.y > at.y) {
            let x = before.x + (at.y - before.y) / (here.y - before.y) * side.x;
            crossings += select(0u, 1u, at.x < x);
        }
        before = here;
    }
    return select(nearest, -nearest, (crossings & 1u) == 1u);
}

fn over(top: vec4<f32>, below: vec4<f32>) -> vec4<f32> {
    return top + below * (1.0 - top.a);
}

fn layer(colour: vec3<f32>, distance: f32) -> vec4<f32> {
    let covered = clamp(0.5 - distance, 0.0, 1.0);
    return vec4<f32>(colour * covered, covered);
}

@fragment
fn actor_colour(form: Form) -> @location(0) vec4<f32> {
    let shape = form.look.x >> 24u;
    let fill = unpack4x8unorm(form.look.x).rgb;
    let rim = unpack4x8unorm(form.look.y).rgb;
    let distance = distance_from(shape, form.at, form.radius);
    let line = min(globals.outline, form.radius * 0.3);
    var colour = over(layer(fill, distance + line), layer(rim, distance));
    if (form.state & SELECTED) != 0u {
        let inner = distance_from(shape, form.at, form.radius + globals.ring_gap);
        let outer = distance_from(shape, form.at, form.radius + globals.ring_gap + globals.ring_width);
        let ring = over(layer(globals.ground.rgb, inner), layer(globals.selection.rgb, outer));
        colour = over(colour, ring);
    }
    return colour;
}
