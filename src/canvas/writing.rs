//! Writes on the picture: labels of actors and links with their halo, numbers on badges. Which labels and where is decided by
//! `scene::labels`; text is laid out anew in every frame, from the cache of egui, because its place in the texture may change.

use std::f32::consts::TAU;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, Rect, Shape, Stroke, Ui, Vec2};

use super::pen::{Drawn, colour32};
use super::stage::Stage;
use crate::model::{ActorIx, Point};
use crate::scene::geometry::{Curve, LinkPath};
use crate::scene::labels::{
    Alignment, Attention, InSight, LINK_LABELS_FROM_ZOOM, LabelChoice, LabelInput, LabelMemory, LabelPolicy,
    LinkCandidate, PlacedLabel, Title, beyond, place_labels_again,
};
use crate::scene::{LINE_HEIGHT, Rgba, TextMeasure};
use crate::text::{is_plain_ltr, shaped, visual_runs};

/// The family in which right-to-left runs are written: one face for letters, digits and brackets of such a run.
const RIGHT_TO_LEFT: &str = "rtl";
/// The halo is the text itself around it: at least so often, and so that copies are at most so many pixels apart.
const HALO_STEPS: usize = 8;
const HALO_STEP: f32 = 3.2;
/// In a halo wider than this, in pixels, there is a second ring of so many copies, or the ground would be seen through it.
const WIDE_HALO: f32 = 4.5;
const INNER_STEPS: usize = 6;

/// One line of text with its place.
#[derive(Clone, Debug)]
pub(super) struct Line {
    job: LayoutJob,
    at: Pos2,
    anchor: Align2,
    ink: Color32,
    halo: Option<(Color32, f32)>,
    /// A filled badge around the text.
    ground: Option<(Color32, Color32)>,
}

/// Which families there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Families {
    has_rtl: bool,
}

impl Line {
    /// A line without anything around it.
    pub fn plain(families: Families, text: &str, size: f32, at: Pos2, anchor: Align2, ink: Color32) -> Self {
        Self { job: families.job(text, size, ink), at, anchor, ink, halo: None, ground: None }
    }
}

impl Families {
    pub fn of(ui: &Ui) -> Self {
        let rtl = FontFamily::Name(RIGHT_TO_LEFT.into());
        Self { has_rtl: ui.fonts(|fonts| fonts.definitions().families.contains_key(&rtl)) }
    }

    /// One line of text in the order in which it is read.
    pub fn job(self, text: &str, size: f32, colour: Color32) -> LayoutJob {
        let format = |rtl: bool| {
            let family =
                if rtl && self.has_rtl { FontFamily::Name(RIGHT_TO_LEFT.into()) } else { FontFamily::Proportional };
            TextFormat {
                font_id: FontId::new(size, family),
                color: colour,
                line_height: Some(size * LINE_HEIGHT),
                ..TextFormat::default()
            }
        };
        let mut job = LayoutJob::default();
        job.wrap.max_width = f32::INFINITY;
        if is_plain_ltr(text) {
            job.append(text, 0.0, format(false));
        } else {
            for run in visual_runs(text) {
                job.append(&shaped(text, &run), 0.0, format(run.rtl));
            }
        }
        job
    }
}

/// How much an actor has the analyst's attention; that it is pinned comes on top.
pub(super) fn attention(stage: &Stage, slot: u32) -> Attention {
    let state = stage.actor_state(slot);
    if state.selected || state.hovered {
        Attention::Focus
    } else if state.lit > 0.0 {
        Attention::Match
    } else {
        Attention::Ordinary
    }
}

/// Which labels are wanted.
pub(super) struct Wanted<'a> {
    pub policy: LabelPolicy,
    /// Parts of the screen without labels.
    pub taken: &'a [Rect],
    /// What may have a title.
    pub titles: &'a [Title<'a>],
    /// Which of these each actor belongs to.
    pub part_of: &'a [u16],
    /// Whether none may be cut at the side.
    pub are_whole: bool,
}

/// Chooses the labels of this frame among those of actors `in_sight`.
pub(super) fn choose(
    stage: &Stage,
    drawn: &Drawn,
    in_sight: &InSight<'_>,
    wanted: &Wanted<'_>,
    previous: &LabelChoice,
    memory: &mut LabelMemory,
) -> LabelChoice {
    let size = stage.size();
    let near = stage.lens.camera.zoom >= LINK_LABELS_FROM_ZOOM * 0.9;
    let links: Vec<LinkCandidate<'_>> = drawn
        .paths
        .iter()
        .filter_map(|&(place, LinkPath { curve, .. })| {
            let link = &stage.scene.links[place as usize];
            let state = stage.link_state(place);
            let focus = state.selected || state.hovered;
            ((near && !link.faint) || focus).then(|| LinkCandidate {
                link: link.link,
                text: &link.label,
                anchors: anchors(&curve, stage),
                length: curve.start().distance(curve.end()),
                attention: if focus { Attention::Focus } else { Attention::Ordinary },
            })
        })
        .collect();
    let taken = wanted
        .taken
        .iter()
        .map(|rect| {
            let corner = |at: Pos2| stage.in_viewport(Point::new(at.x, at.y));
            (corner(rect.min), corner(rect.max))
        })
        .chain(beyond(size).into_iter().filter(|_| wanted.are_whole))
        .collect::<Vec<(Point, Point)>>();
    let input = LabelInput {
        actors: &in_sight.actors,
        crowd: in_sight.crowd,
        policy: wanted.policy,
        links: &links,
        titles: wanted.titles,
        part_of: wanted.part_of,
        viewport: size,
        taken: &taken,
        zoom: stage.lens.camera.zoom,
        label_size: stage.tokens.label_size,
        link_label_size: stage.tokens.link_label_size,
        title_size: stage.tokens.title_size,
        measure: TextMeasure::bundled(),
    };
    place_labels_again(&input, previous, memory)
}

fn anchors(curve: &Curve, stage: &Stage) -> [Point; 3] {
    [0.5, 0.36, 0.64].map(|along| stage.in_viewport(curve.at(along)))
}

/// What is written for the labels that were chosen; `title_ink` is the colour of a title and how strong it is, 0 to 1.
pub(super) fn write(
    stage: &Stage,
    drawn: &Drawn,
    choice: &LabelChoice,
    title_ink: impl Fn(usize) -> Option<(Rgba, f32)>,
    families: Families,
) -> Vec<Line> {
    let tokens = stage.tokens;
    let halo_colour = colour32(tokens.halo);
    let mut lines = Vec::new();
    for title in &choice.titles {
        let Some((ink, strength)) = title_ink(title.of) else { continue };
        let dim = stage.dim();
        let ink = colour32(stage.shaded(ink, dim)).gamma_multiply(strength);
        let halo = (dim < 0.5).then_some((halo_colour.gamma_multiply(strength), 1.3 * tokens.halo_width));
        write_label(&mut lines, stage, title, families, ink, halo);
    }
    for label in &choice.links {
        let place = stage.scene.place(label.of);
        let state = place.map(|place| stage.link_state(place)).unwrap_or_default();
        let colour = if state.selected { tokens.selection } else { tokens.text_weak };
        let ink = colour32(stage.shaded(colour, state.dim));
        write_label(&mut lines, stage, label, families, ink, Some((halo_colour, tokens.halo_width)));
    }
    for label in choice.actors.iter().rev() {
        let slot = stage.scene.slot(label.of);
        let state = slot.map(|slot| stage.actor_state(slot)).unwrap_or_default();
        let ink = colour32(stage.shaded(tokens.text, state.dim));
        let halo = (state.dim < 0.5).then_some((halo_colour, tokens.halo_width));
        write_label(&mut lines, stage, label, families, ink, halo);
    }
    for &(at, hidden) in &drawn.badges {
        let ink = colour32(tokens.canvas);
        let job = families.job(&format!("+{hidden}"), tokens.link_label_size, ink);
        let ground = Some((colour32(tokens.text_weak), colour32(tokens.canvas)));
        lines.push(Line { job, at, anchor: Align2::CENTER_CENTER, ink, halo: None, ground });
    }
    lines
}

/// Writes the lines of a label into its box.
fn write_label<Ix>(
    lines: &mut Vec<Line>,
    stage: &Stage,
    label: &PlacedLabel<Ix>,
    families: Families,
    ink: Color32,
    halo: Option<(Color32, f32)>,
) {
    let (least, greatest) = (on_screen(stage, label.least), on_screen(stage, label.greatest));
    let (x, anchor) = match label.place.alignment() {
        Alignment::Start => (least.x, Align2::LEFT_CENTER),
        Alignment::End => (greatest.x, Align2::RIGHT_CENTER),
        Alignment::Centre => (f32::midpoint(least.x, greatest.x), Align2::CENTER_CENTER),
    };
    let height = (greatest.y - least.y) / label.lines.len().max(1) as f32;
    for (number, text) in label.lines.iter().enumerate() {
        let at = Pos2::new(x, least.y + height * (number as f32 + 0.5));
        let job = families.job(text, label.size, ink);
        lines.push(Line { job, at, anchor, ink, halo, ground: None });
    }
}

fn on_screen(stage: &Stage, point: Point) -> Pos2 {
    Pos2::new(point.x, point.y) + stage.lens.area.min.to_vec2()
}

/// Where the copies of a text stand that are its halo, as wide in points, from where the text itself stands.
fn around(width: f32, pixels_per_point: f32) -> impl Iterator<Item = Vec2> {
    let pixels = width * pixels_per_point;
    let outer = ((pixels * TAU / HALO_STEP) as usize).clamp(HALO_STEPS, 4 * HALO_STEPS);
    let inner = if pixels > WIDE_HALO { INNER_STEPS } else { 0 };
    let ring =
        |away: f32, steps: usize| (0..steps).map(move |step| away * Vec2::angled(step as f32 / steps as f32 * TAU));
    ring(width, outer).chain(ring(0.55 * width, inner))
}

/// Puts the lines on the screen.
pub(super) fn paint(painter: &Painter, lines: &[Line]) {
    for line in lines {
        let galley = painter.layout_job(line.job.clone());
        let rect = line.anchor.anchor_size(line.at, galley.size());
        if let Some((ground, edge)) = line.ground {
            let around = rect.expand2(Vec2::new(3.5, 0.0));
            painter.rect(around, around.height() / 2.0, ground, Stroke::new(1.5, edge), egui::StrokeKind::Outside);
        }
        if let Some((halo, width)) = line.halo {
            painter.extend(around(width * 0.8, painter.pixels_per_point()).map(|aside| {
                let text = egui::epaint::TextShape::new(rect.min + aside, galley.clone(), halo);
                Shape::Text(text.with_override_text_color(halo))
            }));
        }
        painter.galley(rect.min, galley, line.ink);
    }
}

/// The actors whose labels are drawn, in the order of the file.
pub(super) fn named(choice: &LabelChoice) -> Vec<ActorIx> {
    let mut actors: Vec<ActorIx> = choice.actors.iter().map(|label| label.of).collect();
    actors.sort_unstable();
    actors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_halo_has_no_gaps_however_dense_the_screen() {
        let count = |width: f32, pixels_per_point: f32| around(width, pixels_per_point).count();
        assert_eq!((count(2.0, 1.0), count(2.6, 1.0), count(2.0, 2.0)), (8, 8, 8), "as a rule the cheapest");
        assert_eq!(count(2.6, 2.0), 10 + INNER_STEPS);
        for pixels_per_point in [1.0, 2.0, 3.0] {
            let copies: Vec<Vec2> = around(2.6, pixels_per_point).collect();
            let nearest = |one: &Vec2| {
                let others = copies.iter().filter(|other| *other != one);
                others.map(|other| (*other - *one).length()).fold(f32::INFINITY, f32::min) * pixels_per_point
            };
            assert!(copies.iter().all(|copy| nearest(copy) < 1.3 * HALO_STEP), "{pixels_per_point}");
        }
    }
}
