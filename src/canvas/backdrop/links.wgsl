// Lines of links, added up: how much ink of which colour lies on each pixel.

struct Line {
    @builtin(position) clip: vec4<f32>,
    // Pixels from the middle of the line.
    @location(0) across: f32,
    @location(1) @interpolate(flat) half_width: f32,
    @location(2) @interpolate(flat) colour: vec3<f32>,
    // How much of a link it counts for.
    @location(3) @interpolate(flat) share: f32,
}

// A link longer than this share of the diagonal counts less, so that those within a community are seen among the many that
// only pass over it; but never for less than the least share. As in scene::density.
const LONG: f32 = 0.04;
const LEAST_SHARE: f32 = 0.2;

// How far a line is drawn beyond its width, for its soft edge, in pixels.
const SOFT: f32 = 0.5;
// Straight pieces of a bent line.
const PIECES: u32 = 10u;

fn line_corner(on_line: vec2<f32>, normal: vec2<f32>, side: f32, look: u32, size: f32) -> Line {
    let half_width = f32(look >> 24u) / 255.0 * globals.widest * 0.5;
    let reach = half_width + SOFT;
    let colour = unpack4x8unorm(look).rgb;
    let share = clamp(LONG * length(globals.size) / max(size, 1.0), LEAST_SHARE, 1.0);
    return Line(clip_of(on_line + normal * side * reach), side * reach, half_width, colour, share);
}

// Whether a link with an end there is not drawn here: it has no place, or the foreground draws it.
fn is_left_out(end: vec2<f32>) -> bool {
    return is_missing(end) || is_near(end);
}

fn no_line() -> Line {
    return Line(NOWHERE, 0.0, 0.0, vec3<f32>(0.0), 0.0);
}

@vertex
fn straight_corner(
    @builtin(vertex_index) corner: u32,
    @location(0) ends: vec2<u32>,
    @location(1) look: u32,
    @location(2) bend: f32,
) -> Line {
    let source = place_of(ends.x);
    let goal = place_of(ends.y);
    if is_left_out(source) || is_left_out(goal) {
        return no_line();
    }
    let a = pixel_of(source);
    let b = pixel_of(goal);
    let along = b - a;
    let size = length(along);
    if size < 1e-3 {
        return no_line();
    }
    let normal = vec2<f32>(-along.y, along.x) / size;
    return line_corner(select(a, b, (corner & 1u) == 1u), normal, select(-1.0, 1.0, corner >= 2u), look, size);
}

// A point and the direction of a Bezier curve with four points.
fn on_curve(a: vec2<f32>, b: vec2<f32>, c: vec2<f32>, d: vec2<f32>, t: f32) -> vec4<f32> {
    let ab = mix(a, b, t);
    let bc = mix(b, c, t);
    let cd = mix(c, d, t);
    let abc = mix(ab, bc, t);
    let bcd = mix(bc, cd, t);
    return vec4<f32>(mix(abc, bcd, t), bcd - abc);
}

@vertex
fn bent_corner(
    @builtin(vertex_index) corner: u32,
    @location(0) ends: vec2<u32>,
    @location(1) look: u32,
    @location(2) bend: f32,
) -> Line {
    let source = place_of(ends.x);
    let goal = place_of(ends.y);
    if is_left_out(source) || is_left_out(goal) {
        return no_line();
    }
    let t = f32(corner / 2u) / f32(PIECES);
    let a = pixel_of(source);
    let b = pixel_of(goal);
    var point: vec4<f32>;
    if ends.x == ends.y {
        // A loop: its number stands where other links have their bend. As in scene::geometry.
        let number = u32(bend);
        let radius = radius_of(ends.x);
        let reach = radius * (3.4 + 0.9 * f32(number / 7u));
        let middle = -1.5707964 + f32(number % 7u) / 7.0 * 6.2831853;
        let out = middle - 0.38;
        let back = middle + 0.38;
        point = on_curve(
            a + radius * vec2<f32>(cos(out), sin(out)),
            a + reach * vec2<f32>(cos(middle - 0.52), sin(middle - 0.52)),
            a + reach * vec2<f32>(cos(middle + 0.52), sin(middle + 0.52)),
            a + radius * vec2<f32>(cos(back), sin(back)),
            t,
        );
    } else {
        let along = b - a;
        let size = length(along);
        if size < 1e-3 {
            return no_line();
        }
        let aside = vec2<f32>(along.y, -along.x) / size * bend * globals.zoom * 2.0;
        let control = (a + b) * 0.5 + aside;
        point = on_curve(a, mix(a, control, 2.0 / 3.0), mix(b, control, 2.0 / 3.0), b, t);
    }
    let speed = length(point.zw);
    if speed < 1e-6 {
        return no_line();
    }
    let normal = vec2<f32>(-point.w, point.z) / speed;
    return line_corner(point.xy, normal, select(-1.0, 1.0, (corner & 1u) == 1u), look, length(b - a));
}

@fragment
fn line_ink(line: Line) -> @location(0) vec4<f32> {
    let covered = clamp(line.half_width + SOFT - abs(line.across), 0.0, 1.0);
    // A line thinner than a pixel covers no more of it than its width.
    let ink = min(covered, 2.0 * line.half_width) * globals.weight * mix(1.0, line.share, globals.crowded);
    return vec4<f32>(line.colour * ink, ink);
}
