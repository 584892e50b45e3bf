// Lines of links, added up: how much ink of which colour lies on each pixel.

struct Line {
    @builtin(position) clip: vec4<f32>,
    // Pixels along the line, from the rim of its source, and across from its middle; of an arrowhead from its tip backwards.
    @location(0) at: vec2<f32>,
    // Half its width and 0; of an arrowhead half the width of its base and its length. In pixels.
    @location(1) @interpolate(flat) size: vec2<f32>,
    @location(2) @interpolate(flat) colour: vec3<f32>,
    // How much of a link it counts for.
    @location(3) @interpolate(flat) share: f32,
    // How it is broken; 0 for whole.
    @location(4) @interpolate(flat) dash: u32,
}

struct Link {
    source: u32,
    goal: u32,
    dash: u32,
    // Whether it has an arrowhead.
    points: bool,
}

// Where a line runs that does not begin and end in the middles of its actors.
struct Stretch {
    // From the rim of its source, to the base of its arrowhead or the rim of its target, which is at the tip. In pixels or as
    // shares of a curve.
    start: f32,
    end: f32,
    tip: f32,
    // Length of an arrowhead whose base is as wide; 0 for none. In pixels.
    head: f32,
}

// A link longer than this share of the diagonal counts less, so that those within a community are seen among the many that
// only pass over it; but never for less than the least share. As in scene::density.
const LONG: f32 = 0.04;
const LEAST_SHARE: f32 = 0.2;

// How far a line is drawn beyond its width, for its soft edge, in pixels.
const SOFT: f32 = 0.5;
// Straight pieces of a bent line, and corners of its strip.
const PIECES: u32 = 10u;
const BENT_CORNERS: u32 = 22u;
const STRAIGHT_CORNERS: u32 = 4u;

// A link as it stands in the buffer.
fn link_of(ends: vec2<u32>) -> Link {
    let dash = select(0u, (ends.x >> 28u) & 7u, globals.dashes > 0.0);
    return Link(ends.x & 0x0fffffffu, ends.y, dash, (ends.x >> 31u) == 1u && globals.arrow_length > 0.0);
}

fn half_width_of(look: u32) -> f32 {
    return f32(look >> 24u) / 255.0 * globals.widest * 0.5;
}

fn share_of(size: f32) -> f32 {
    return clamp(LONG * length(globals.size) / max(size, 1.0), LEAST_SHARE, 1.0);
}

// A corner of a line: a point on it, how far along that is, and the side.
fn line_corner(on_line: vec2<f32>, along: f32, normal: vec2<f32>, side: f32, look: u32, size: f32, dash: u32) -> Line {
    let half_width = half_width_of(look);
    let across = side * (half_width + SOFT);
    let colour = unpack4x8unorm(look).rgb;
    return Line(
        clip_of(on_line + normal * across), vec2<f32>(along, across), vec2<f32>(half_width, 0.0), colour, share_of(size), dash,
    );
}

// A corner of the box around an arrowhead. The strip of a line goes on to it by way of corners that stand there twice: the last of
// the line, then the first of the box.
fn head_corner(number: u32, tip: vec2<f32>, forward: vec2<f32>, reach: f32, head: f32, look: u32, size: f32) -> Line {
    let corner = max(number, 2u) - 2u;
    let half = head * globals.arrow_half;
    let back = select(-1.0, reach + 1.0, (corner & 1u) == 1u);
    let across = select(-1.0, 1.0, corner >= 2u) * (half + 1.0);
    let at = tip - forward * back + vec2<f32>(-forward.y, forward.x) * across;
    let colour = unpack4x8unorm(look).rgb;
    return Line(clip_of(at), vec2<f32>(back, across), vec2<f32>(half, reach), colour, share_of(size), 0u);
}

// Whether a link with an end there is not drawn here: it has no place, or the foreground draws it.
fn is_left_out(end: vec2<f32>) -> bool {
    return is_missing(end) || is_near(end);
}

// Whether what lies within a box is not in the picture.
fn is_beside(least: vec2<f32>, greatest: vec2<f32>) -> bool {
    let slack = vec2<f32>(globals.arrow_length + globals.widest);
    return any(greatest < -slack) || any(least > globals.size + slack);
}

fn no_line() -> Line {
    return Line(NOWHERE, vec2<f32>(0.0), vec2<f32>(0.0), vec3<f32>(0.0), 0.0, 0u);
}

// How far the rim of an actor is from its middle in some direction, in pixels. As in scene::geometry.
fn rim_of(shape: u32, radius: f32, direction: vec2<f32>) -> f32 {
    let count = forms.counts[shape].x;
    if count == 0u || radius < DOT {
        return radius;
    }
    var reach = 0.0;
    var a = corner_of(shape, count - 1u);
    for (var number = 0u; number < count; number += 1u) {
        let b = corner_of(shape, number);
        let side_a = direction.x * a.y - direction.y * a.x;
        let side_b = direction.x * b.y - direction.y * b.x;
        if side_a <= 1e-6 && side_b >= -1e-6 && side_b - side_a > 1e-9 {
            reach = max(reach, dot(mix(a, b, -side_a / (side_b - side_a)), direction));
        }
        a = b;
    }
    return reach * radius;
}

// How long the arrowhead of a link is whose line is so long from rim to rim. As in scene::geometry.
fn head_of(link: Link, size: f32) -> f32 {
    return select(0.0, min(globals.arrow_length, size * 0.6), link.points);
}

@vertex
fn straight_corner(
    @builtin(vertex_index) corner: u32,
    @location(0) ends: vec2<u32>,
    @location(1) look: u32,
    @location(2) bend: f32,
) -> Line {
    let link = link_of(ends);
    let source = place_of(link.source);
    let goal = place_of(link.goal);
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
    let forward = along / size;
    var stretch = Stretch(0.0, size, size, 0.0);
    if link.points || link.dash != 0u {
        if is_beside(min(a, b), max(a, b)) {
            return no_line();
        }
        let start = rim_of(shape_of(link.source), radius_of(link.source), forward);
        let tip = size - rim_of(shape_of(link.goal), radius_of(link.goal), -forward);
        if tip > start {
            let head = head_of(link, tip - start);
            stretch = Stretch(start, max(tip - head, mix(start, tip, 0.5)), tip, head);
        }
    }
    if corner > STRAIGHT_CORNERS && stretch.head > 0.0 {
        let reach = stretch.tip - stretch.end;
        return head_corner(corner - STRAIGHT_CORNERS, a + forward * stretch.tip, forward, reach, stretch.head, look, size);
    }
    let last = min(corner, STRAIGHT_CORNERS - 1u);
    let here = select(stretch.start, stretch.end, (last & 1u) == 1u);
    let normal = vec2<f32>(-forward.y, forward.x);
    let side = select(-1.0, 1.0, last >= 2u);
    return line_corner(a + forward * here, here - stretch.start, normal, side, look, size, link.dash);
}

// A Bezier curve with four points.
struct Curve {
    a: vec2<f32>,
    b: vec2<f32>,
    c: vec2<f32>,
    d: vec2<f32>,
}

// A point and the direction of a curve.
fn on_curve(curve: Curve, t: f32) -> vec4<f32> {
    let ab = mix(curve.a, curve.b, t);
    let bc = mix(curve.b, curve.c, t);
    let cd = mix(curve.c, curve.d, t);
    let abc = mix(ab, bc, t);
    let bcd = mix(bc, cd, t);
    return vec4<f32>(mix(abc, bcd, t), bcd - abc);
}

// Halvings on the way to a share of a curve.
const HALVINGS: u32 = 12u;

// Where a curve crosses the rim of an actor around `middle`, between a share of it inside and one outside.
fn crossing(curve: Curve, slot: u32, middle: vec2<f32>, inside: f32, outside: f32) -> f32 {
    let shape = shape_of(slot);
    let radius = radius_of(slot);
    var near = inside;
    var far = outside;
    for (var turn = 0u; turn < HALVINGS; turn += 1u) {
        let middling = (near + far) * 0.5;
        let away = on_curve(curve, middling).xy - middle;
        let distance = length(away);
        let is_inside = distance <= rim_of(shape, radius, away / max(distance, 1e-6));
        near = select(near, middling, is_inside);
        far = select(middling, far, is_inside);
    }
    return far;
}

// Where the base of an arrowhead lies on a curve that goes to its tip.
fn base_of(curve: Curve, start: f32, tip: f32, head: f32) -> f32 {
    let point = on_curve(curve, tip).xy;
    var before = mix(start, tip, 0.5);
    var behind = tip;
    for (var turn = 0u; turn < HALVINGS; turn += 1u) {
        let middling = (before + behind) * 0.5;
        let is_behind = distance(on_curve(curve, middling).xy, point) < head;
        before = select(middling, before, is_behind);
        behind = select(behind, middling, is_behind);
    }
    return behind;
}

// The loop of an actor: its number stands where other links have their bend. As in scene::geometry.
fn loop_of(slot: u32, at: vec2<f32>, number: u32) -> Curve {
    let radius = radius_of(slot);
    let shape = shape_of(slot);
    let reach = radius * (3.4 + 0.9 * f32(number / 7u));
    let middle = -1.5707964 + f32(number % 7u) / 7.0 * 6.2831853;
    let out = vec2<f32>(cos(middle - 0.38), sin(middle - 0.38));
    let back = vec2<f32>(cos(middle + 0.38), sin(middle + 0.38));
    return Curve(
        at + out * rim_of(shape, radius, out),
        at + reach * vec2<f32>(cos(middle - 0.52), sin(middle - 0.52)),
        at + reach * vec2<f32>(cos(middle + 0.52), sin(middle + 0.52)),
        at + back * rim_of(shape, radius, back),
    );
}

@vertex
fn bent_corner(
    @builtin(vertex_index) corner: u32,
    @location(0) ends: vec2<u32>,
    @location(1) look: u32,
    @location(2) bend: f32,
) -> Line {
    let link = link_of(ends);
    let source = place_of(link.source);
    let goal = place_of(link.goal);
    if is_left_out(source) || is_left_out(goal) {
        return no_line();
    }
    let a = pixel_of(source);
    let b = pixel_of(goal);
    let is_loop = link.source == link.goal;
    var curve: Curve;
    if is_loop {
        curve = loop_of(link.source, a, u32(bend));
    } else {
        let along = b - a;
        let size = length(along);
        if size < 1e-3 {
            return no_line();
        }
        let aside = vec2<f32>(along.y, -along.x) / size * bend * globals.zoom * 2.0;
        let control = (a + b) * 0.5 + aside;
        curve = Curve(a, mix(a, control, 2.0 / 3.0), mix(b, control, 2.0 / 3.0), b);
    }
    let size = length(b - a);
    var stretch = Stretch(0.0, 1.0, 1.0, 0.0);
    if link.points || link.dash != 0u {
        if is_beside(min(min(curve.a, curve.b), min(curve.c, curve.d)), max(max(curve.a, curve.b), max(curve.c, curve.d))) {
            return no_line();
        }
        if !is_loop {
            let leaves = crossing(curve, link.source, a, 0.0, 0.5);
            let enters = crossing(curve, link.goal, b, 1.0, 0.5);
            stretch = Stretch(leaves, enters, enters, 0.0);
        }
        if link.points {
            let apart = distance(on_curve(curve, stretch.start).xy, on_curve(curve, stretch.tip).xy);
            stretch.head = head_of(link, max(apart, select(0.0, radius_of(link.source), is_loop)));
            stretch.end = base_of(curve, stretch.start, stretch.tip, stretch.head);
        }
    }
    if corner > BENT_CORNERS && stretch.head > 0.0 {
        let tip = on_curve(curve, stretch.tip).xy;
        let base = on_curve(curve, stretch.end).xy;
        let reach = max(distance(base, tip), 1e-3);
        return head_corner(corner - BENT_CORNERS, tip, (tip - base) / reach, reach, stretch.head, look, size);
    }
    let last = min(corner, BENT_CORNERS - 1u);
    let piece = last / 2u;
    let point = on_curve(curve, mix(stretch.start, stretch.end, f32(piece) / f32(PIECES)));
    let speed = length(point.zw);
    if speed < 1e-6 {
        return no_line();
    }
    var along = 0.0;
    if link.dash != 0u {
        var before = on_curve(curve, stretch.start).xy;
        for (var number = 1u; number <= piece; number += 1u) {
            let here = on_curve(curve, mix(stretch.start, stretch.end, f32(number) / f32(PIECES))).xy;
            along += distance(before, here);
            before = here;
        }
    }
    let normal = vec2<f32>(-point.w, point.z) / speed;
    return line_corner(point.xy, along, normal, select(-1.0, 1.0, (last & 1u) == 1u), look, size, link.dash);
}

// How much of a pixel a dash covers. One that ends at 0 is none.
fn overlap(at: f32, start: f32, end: f32) -> f32 {
    return clamp(min(at + 0.5, end) - max(at - 0.5, start), 0.0, 1.0);
}

// How much of a pixel the dashes of a line cover.
fn dashed(dash: u32, along: f32) -> f32 {
    let one = forms.patterns[dash * 2u] * globals.pixels_per_point;
    let other = forms.patterns[dash * 2u + 1u] * globals.pixels_per_point;
    let period = max(other.y, 1e-3);
    let at = along - floor(along / period) * period;
    let covered = overlap(at, 0.0, one.x) + overlap(at, one.y, one.z) + overlap(at, one.w, other.x);
    // The first dash of the next turn reaches into the last pixel of this one.
    return covered + overlap(at, period, period + one.x);
}

@fragment
fn line_ink(line: Line) -> @location(0) vec4<f32> {
    var covered: f32;
    let across = abs(line.at.y);
    let half_width = line.size.x;
    let reach = line.size.y;
    if reach > 0.0 {
        let beside = (across * reach - line.at.x * half_width) / length(line.size);
        covered = clamp(0.5 - max(beside, line.at.x - reach), 0.0, 1.0);
    } else {
        // A line thinner than a pixel covers no more of it than its width.
        covered = min(clamp(half_width + SOFT - across, 0.0, 1.0), 2.0 * half_width);
        if line.dash != 0u {
            covered *= mix(1.0, dashed(line.dash, line.at.x), globals.dashes);
        }
    }
    let ink = covered * globals.weight * mix(1.0, line.share, globals.crowded);
    return vec4<f32>(line.colour * ink, ink);
}
