//! Communities in a picture: soft regions under the links and actors, a trace of them over the links. Which are seen and how strong
//! is decided in `scene::communities`, as for the window.

use std::sync::{Arc, OnceLock};

use super::svg::{Svg, number};
use super::{ExportError, Work};
use crate::model::{Camera, Graph, Point, View};
use crate::scene::camera::Size;
use crate::scene::communities::{Communities, Division, FADE, InSight, TRACE, is_far};
use crate::scene::style::community_look;
use crate::scene::{Rgba, SMALL_SCENE, Scene};

/// A region fades in so many steps: two shades beside each other cannot be told apart.
const STEPS: u8 = 10;

/// What pictures of the same graph under the same view have in common; found when it is needed first.
#[derive(Debug, Default)]
pub struct Known {
    division: OnceLock<Arc<Division>>,
}

impl Known {
    /// The communities of a scene as they are seen at a zoom: none in a small scene, none near.
    ///
    /// # Errors
    /// [`ExportError::Stopped`].
    pub(super) fn communities(
        &self,
        (graph, view, scene): (&Graph, &View, &Scene),
        zoom: f32,
        work: &Work<'_>,
    ) -> Result<Communities, ExportError> {
        let is_small = scene.actors.len() <= SMALL_SCENE.0 && scene.links.len() <= SMALL_SCENE.1;
        if is_small || !is_far(zoom) {
            return Ok(Communities::default());
        }
        let wanted = || if (work.stop)() { Err(ExportError::Stopped) } else { Ok(()) };
        let division = match self.division.get() {
            Some(division) => division,
            None => {
                let division = Division::of_scene(graph, scene, work.stop);
                // One that ended early is not worth keeping.
                wanted()?;
                self.division.get_or_init(|| Arc::new(division))
            }
        };
        let communities = Communities::place(Arc::clone(division), scene, &view.positions, work.stop);
        wanted()?;
        Ok(communities)
    }
}

/// The regions that are seen in a picture, under its links or as a trace over them.
pub(super) struct Regions<'a> {
    pub communities: &'a Communities,
    pub camera: &'a Camera,
    pub page: Size,
    pub scene: &'a Scene,
}

impl Regions<'_> {
    /// Draws the regions under everything.
    pub fn draw(&self, svg: &mut Svg) {
        self.draw_share(svg, 1.0);
    }

    /// Draws a trace of them over what would hide them.
    pub fn draw_trace(&self, svg: &mut Svg) {
        self.draw_share(svg, TRACE);
    }

    /// The colour of the title of a community, and how present it is.
    pub fn ink(&self, of: usize) -> Option<(Rgba, f32)> {
        self.communities.ink(of, self.camera, self.page, self.scene.theme)
    }

    fn draw_share(&self, svg: &mut Svg, share: f32) {
        let mut seen = self.communities.in_sight(*self.camera, self.page).peekable();
        if seen.peek().is_none() {
            return;
        }
        svg.raw("<g stroke=\"none\">\n");
        for seen in seen {
            self.draw_region(svg, &seen, share);
        }
        svg.raw("</g>\n");
    }

    fn draw_region(&self, svg: &mut Svg, seen: &InSight<'_>, share: f32) {
        let fill = community_look(seen.community.hue, self.scene.theme).fill;
        let strength = f32::from(fill.0[3]) / 255.0 * seen.cover * share;
        let outlines: Vec<Vec<(Point, Point)>> =
            seen.region.hulls.iter().map(|hull| hull.on_screen(self.camera, self.page)).collect();
        svg.add(format_args!("<g fill=\"{}\">\n", Rgba([fill.0[0], fill.0[1], fill.0[2], 255]).css()));
        for (away, opacity) in layers(strength) {
            svg.raw("<path d=\"");
            for outline in &outlines {
                for (number_of_point, (at, outwards)) in outline.iter().enumerate() {
                    let letter = if number_of_point == 0 { "M" } else { " " };
                    let away = away * seen.soft;
                    let (x, y) = (at.x + away * outwards.x, at.y + away * outwards.y);
                    svg.add(format_args!("{letter}{} {}", number(x), number(y)));
                }
                svg.raw("Z");
            }
            svg.add(format_args!("\" fill-opacity=\"{}\"/>\n", (opacity * 1e4).round() / 1e4));
        }
        svg.raw("</g>\n");
    }
}

/// Layers that together are as strong as a region that fades: how far each reaches, as a share of the way out, and its opacity.
fn layers(strength: f32) -> impl Iterator<Item = (f32, f32)> {
    let reach = |step: u8| f32::from(step) / f32::from(STEPS);
    // What is to be seen between the layer before and this one; within the outline, everything.
    let cover = move |step: u8| match step {
        0 => strength,
        step if step > STEPS => 0.0,
        step => strength * faded(reach(step) - 0.5 / f32::from(STEPS)),
    };
    (0..=STEPS).map(move |step| (reach(step), 1.0 - (1.0 - cover(step)) / (1.0 - cover(step + 1)).max(f32::EPSILON)))
}

/// How strong a region still is at a share of the way out.
fn faded(way: f32) -> f32 {
    let part = FADE.windows(2).find(|part| way <= part[1].0);
    part.map_or(0.0, |part| {
        let ((from, strong), (to, weak)) = (part[0], part[1]);
        strong + (weak - strong) * (way - from) / (to - from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_are_together_as_strong_as_the_region_and_fade_outwards() {
        for strength in [0.05, 0.33, 0.9] {
            let layers: Vec<(f32, f32)> = layers(strength).collect();
            let over = |from: usize| 1.0 - layers[from..].iter().map(|(_, opacity)| 1.0 - opacity).product::<f32>();
            assert!((over(0) - strength).abs() < 1e-4, "within, all lie over one another");
            assert!(layers.iter().all(|(_, opacity)| *opacity >= 0.0));
            assert!(layers.is_sorted_by(|one, next| one.0 < next.0));
            assert!((over(6) / strength - 0.37).abs() < 0.06 && over(10) < 0.1 * strength, "{} {}", over(6), over(10));
        }
    }
}
