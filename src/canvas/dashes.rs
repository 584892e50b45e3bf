//! How lines of the foreground are broken: a texture for each pattern, which is laid along the line, so that a broken line takes
//! hardly longer than a whole one.

use egui::epaint::Mesh;
use egui::{Color32, ColorImage, Rect, TextureHandle, TextureId, TextureOptions, pos2};

use crate::model::Point;
use crate::scene::Dash;
use crate::scene::geometry::{clip, split_into_dashes};

/// Texels for each pixel, so that the ends of dashes are sharp wherever they lie.
const FINENESS: f32 = 2.0;
/// Most texels of a texture. Not every way to draw repeats textures, so each holds its pattern many times.
const LONGEST: usize = 2048;

/// The patterns as textures, for a screen with so many pixels to the point.
pub(super) struct DashTextures {
    pixels_per_point: f32,
    /// In the order of [`Dash::ALL`].
    textures: Vec<TextureHandle>,
}

/// Length of the line that each texture is long enough for, in points, in the order of [`Dash::ALL`].
pub(super) type Reaches = [f32; Dash::ALL.len()];

impl DashTextures {
    /// The textures for a screen; those of `before` where they suit it.
    pub fn follow(before: Option<Self>, ctx: &egui::Context) -> Self {
        let pixels_per_point = ctx.pixels_per_point();
        let suits = |textures: &Self| (textures.pixels_per_point - pixels_per_point).abs() < 1e-3;
        before.filter(suits).unwrap_or_else(|| {
            let texture = |dash| ctx.load_texture("dashes", image(dash, pixels_per_point), TextureOptions::LINEAR);
            Self { pixels_per_point, textures: Dash::ALL.map(texture).into() }
        })
    }

    /// How long a line each texture is for.
    pub fn reaches(&self) -> Reaches {
        Dash::ALL.map(|dash| texels(dash, self.pixels_per_point).1 as f32 * period(dash))
    }

    /// What a mesh of lines that are broken like this is painted with.
    pub fn id(&self, dash: Dash) -> TextureId {
        self.textures[dash.number()].id()
    }
}

fn period(dash: Dash) -> f32 {
    dash.pattern().iter().sum()
}

/// Texels of a period, and how many periods a texture holds.
fn texels(dash: Dash, pixels_per_point: f32) -> (usize, usize) {
    let count = ((period(dash) * pixels_per_point * FINENESS).ceil() as usize).clamp(1, LONGEST);
    (count, LONGEST / count)
}

/// A pattern over and over in one row: white dashes, nothing between them.
fn image(dash: Dash, pixels_per_point: f32) -> ColorImage {
    let (pattern, period) = (dash.pattern(), period(dash));
    let (count, periods) = texels(dash, pixels_per_point);
    let texel = |number: usize| {
        let at = |number: usize| number as f32 / count as f32 * period;
        let (from, to) = (at(number), at(number + 1));
        let (mut start, mut covered) = (0.0, 0.0);
        for pair in pattern.chunks(2) {
            covered += (to.min(start + pair[0]) - from.max(start)).max(0.0);
            start += pair.iter().sum::<f32>();
        }
        let share = if pattern.is_empty() { 1.0 } else { covered / (to - from) };
        Color32::from_white_alpha((share * 255.0).round() as u8)
    };
    let once: Vec<Color32> = (0..count).map(texel).collect();
    ColorImage::new([count * periods, 1], once.repeat(periods))
}

/// Parts a line into stretches for each of which a texture reaches; what is far outside of `sight` is left out.
pub(super) fn stretches(points: &[Point], sight: Rect, dash: Dash, reach: f32) -> Vec<Vec<Point>> {
    let seen = seen_stretch(points, sight, period(dash));
    split_into_dashes(&seen, &[reach, 0.0])
}

/// Lays a pattern along one of the stretches, whose corners are those of `mesh` from number `first` on, as many for each point.
pub(super) fn lay(mesh: &mut Mesh, first: usize, stretch: &[Point], reach: f32) {
    let corners = &mut mesh.vertices[first..];
    let for_each = (corners.len() / stretch.len().max(1)).max(1);
    let mut along = 0.0;
    for (number, corners) in corners.chunks_mut(for_each).enumerate() {
        if let Some(ends) = number.checked_sub(1).and_then(|before| stretch.get(before..=number)) {
            along += ends[0].distance(ends[1]);
        }
        for corner in corners {
            corner.uv = pos2(along / reach, 0.5);
        }
    }
}

/// The stretch of a broken line from its first to its last point within `sight`, as it begins a whole number of `periods`
/// after the start. A line that is mostly off the screen has thousands of dashes that nobody sees.
fn seen_stretch(points: &[Point], sight: Rect, period: f32) -> Vec<Point> {
    let (least, greatest) = (Point::new(sight.min.x, sight.min.y), Point::new(sight.max.x, sight.max.y));
    let (mut first, mut last) = (None, 0.0);
    let mut gone = 0.0;
    for ends in points.windows(2) {
        let length = ends[0].distance(ends[1]);
        if let Some((enters, leaves)) = clip(ends[0], ends[1], least, greatest) {
            first.get_or_insert(gone + enters * length);
            last = gone + leaves * length;
        }
        gone += length;
    }
    let Some(first) = first else { return Vec::new() };
    let first = if period > 0.0 { (first / period).floor() * period } else { first };
    let mut stretch = Vec::new();
    let mut gone = 0.0;
    for ends in points.windows(2) {
        let length = ends[0].distance(ends[1]);
        let (from, to) = ((first - gone).max(0.0), (last - gone).min(length));
        if to > from && length > 0.0 {
            let at = |along: f32| {
                let share = along / length;
                Point::new(ends[0].x + (ends[1].x - ends[0].x) * share, ends[0].y + (ends[1].y - ends[0].y) * share)
            };
            if stretch.is_empty() {
                stretch.push(at(from));
            }
            stretch.push(at(to));
        }
        gone += length;
    }
    stretch
}

#[cfg(test)]
mod tests {
    use egui::Pos2;

    use super::*;

    #[test]
    fn a_pattern_is_as_long_as_it_says() {
        for dash in Dash::ALL {
            let image = image(dash, 1.5);
            let white: f32 = image.pixels.iter().map(|pixel| f32::from(pixel.a()) / 255.0).sum();
            let drawn: f32 = dash.pattern().iter().step_by(2).sum();
            let expected = if dash == Dash::Solid { 1.0 } else { drawn / period(dash) };
            assert!((white / image.pixels.len() as f32 - expected).abs() < 0.01, "{dash:?}");
            assert!(image.pixels.len() > LONGEST / 2 && image.pixels.len() <= LONGEST);
        }
        let dashed = image(Dash::Dashed, 1.0);
        assert_eq!((dashed.pixels[0].a(), dashed.pixels[13].a(), dashed.pixels[14].a()), (255, 255, 0));
        assert_eq!(dashed.pixels.len(), LONGEST / 22 * 22);
    }

    #[test]
    fn a_line_longer_than_the_texture_is_parted() {
        let sight = Rect::from_min_max(Pos2::ZERO, Pos2::new(3000.0, 100.0));
        let line = [Point::new(0.0, 50.0), Point::new(2500.0, 50.0)];
        let parts = stretches(&line, sight, Dash::Dashed, 1100.0);
        let ends: Vec<i32> = parts.iter().filter_map(|part| part.last()).map(|end| end.x.round() as i32).collect();
        assert_eq!(ends, [1100, 2200, 2500]);
    }

    #[test]
    fn only_the_stretch_on_the_screen_is_dashed_and_the_dashes_stay_where_they_are() {
        let sight = Rect::from_min_max(Pos2::ZERO, Pos2::new(100.0, 100.0));
        let line = [Point::new(-1003.0, 50.0), Point::new(1000.0, 50.0)];
        let seen = seen_stretch(&line, sight, 10.0);
        assert_eq!(
            seen,
            [Point::new(-3.0, 50.0), Point::new(100.0, 50.0)],
            "1000 after the start, a whole number of dashes"
        );
        assert_eq!(seen_stretch(&[Point::new(-9.0, -5.0), Point::new(200.0, -5.0)], sight, 10.0), []);
        let corner = [Point::new(50.0, -40.0), Point::new(50.0, 50.0), Point::new(300.0, 50.0)];
        let seen = seen_stretch(&corner, sight, 10.0);
        assert_eq!(seen, [Point::new(50.0, 0.0), Point::new(50.0, 50.0), Point::new(100.0, 50.0)]);
    }
}
