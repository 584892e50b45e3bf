// What all shaders of the backdrop share: the camera, where actors are, how large they are.

struct Globals {
    // The point of the world in the middle.
    centre: vec2<f32>,
    // Size of the picture, in pixels.
    size: vec2<f32>,
    // The box of the world that the foreground draws; the first corner is greater than the second where there is none.
    near_least: vec2<f32>,
    near_greatest: vec2<f32>,
    // Pixels per unit of the world.
    zoom: f32,
    // Least and greatest radius of an actor, in pixels.
    least_radius: f32,
    greatest_radius: f32,
    // Width of a line with the greatest width there is, in pixels.
    widest: f32,
    // How many links each link that is drawn stands for.
    weight: f32,
    // How opaque a single link is.
    first: f32,
    // How many links on one another are opaque.
    full: f32,
    // Width of the line around a shape, in pixels.
    outline: f32,
    // From the rim of a selected actor to its ring, and the width of the ring, in pixels.
    ring_gap: f32,
    ring_width: f32,
    // How opaque a pixel gets at most.
    most: f32,
    // Whether lines lie on one another, 0 to 1.
    crowded: f32,
    // How far dashes have come out, 0 (lines are whole) to 1.
    dashes: f32,
    // Length of arrowheads, in pixels; 0 for none.
    arrow_length: f32,
    // Half the width of their base, for a length of 1.
    arrow_half: f32,
    pixels_per_point: f32,
    selection: vec4<f32>,
    ground: vec4<f32>,
    // The colour that the densest lines go towards.
    dark: vec4<f32>,
}

struct Forms {
    // Number of corners of each shape; a circle has none.
    counts: array<vec4<u32>, 10>,
    // Twelve corners of each shape, two to a vector, for a radius of 1.
    corners: array<vec4<f32>, 60>,
    // How lines are broken, two vectors each, in points: the end of the first dash, which starts at 0, start and end of the
    // second, start of the third; its end, and where all begins again. A dash that ends at 0 is none.
    patterns: array<vec4<f32>, 16>,
}

@group(0) @binding(0) var<uniform> globals: Globals;
@group(0) @binding(1) var<uniform> forms: Forms;
@group(0) @binding(2) var places: texture_2d<f32>;
// Colour inside and shape; colour of the line around; radius in the world; nothing.
@group(0) @binding(3) var looks: texture_2d<u32>;
@group(0) @binding(4) var states: texture_2d<u32>;

const ROW: u32 = 2048u;
const MISSING: f32 = 1e30;
// Shapes below this radius cannot be told apart, in pixels.
const DOT: f32 = 1.8;
// A corner outside of every picture.
const NOWHERE: vec4<f32> = vec4<f32>(2.0, 2.0, 2.0, 1.0);

fn cell(slot: u32) -> vec2<u32> {
    return vec2<u32>(slot % ROW, slot / ROW);
}

fn place_of(slot: u32) -> vec2<f32> {
    return textureLoad(places, cell(slot), 0).xy;
}

fn is_missing(place: vec2<f32>) -> bool {
    return abs(place.x) >= MISSING;
}

// Whether the foreground draws what is there.
fn is_near(place: vec2<f32>) -> bool {
    return all(place >= globals.near_least) && all(place <= globals.near_greatest);
}

fn pixel_of(place: vec2<f32>) -> vec2<f32> {
    return (place - globals.centre) * globals.zoom + globals.size * 0.5;
}

fn clip_of(pixel: vec2<f32>) -> vec4<f32> {
    let share = pixel / globals.size * 2.0 - 1.0;
    return vec4<f32>(share.x, -share.y, 0.0, 1.0);
}

fn radius_of(slot: u32) -> f32 {
    let radius = bitcast<f32>(textureLoad(looks, cell(slot), 0).z);
    return clamp(radius * globals.zoom, globals.least_radius, globals.greatest_radius);
}

fn shape_of(slot: u32) -> u32 {
    return textureLoad(looks, cell(slot), 0).x >> 24u;
}

fn corner_of(shape: u32, number: u32) -> vec2<f32> {
    let pair = forms.corners[shape * 6u + number / 2u];
    return select(pair.xy, pair.zw, (number & 1u) == 1u);
}
