//! How colours and sizes that the file gives are drawn: faint ones stay visible, sizes become radii. Who has one is in the view.

use super::{GREATEST_RADIUS, LEAST_RADIUS, Rgba, Theme};
use crate::model::{ActorIx, Colour, Looks};

/// What the file makes more transparent than this is drawn with this opacity, of 255: to hide is another matter.
pub(super) const LEAST_OPACITY: u8 = 77;
/// A line has no rim: its colour moves towards that of text until it stands out from the canvas by this contrast ratio.
pub(super) const LEAST_LINE_CONTRAST: f32 = 2.5;

/// The colour inside of an actor: the file's, laid over the canvas.
///
/// A transparent colour is paler than an opaque one, but what lies behind does not shine through: lines that run under a
/// shape would make it another colour than the legend has. It may be that of the canvas; the rim is seen in any case.
pub(super) fn fill(colour: Colour, theme: Theme) -> Rgba {
    let Colour { r, g, b, a } = colour;
    Rgba([r, g, b, a.max(LEAST_OPACITY)]).over(theme.tokens().canvas)
}

/// The colour of a link: as inside of an actor, and never so near to that of the canvas that the line would be lost.
pub(super) fn line(colour: Colour, theme: Theme) -> Rgba {
    let tokens = theme.tokens();
    fill(colour, theme).standing_out(tokens.canvas, LEAST_LINE_CONTRAST, tokens.text)
}

/// The greatest size among `count` actors, where sizes tell some of them apart: where all have the same one, they tell
/// nothing, as in files of programs that write a size for everybody.
pub(super) fn greatest_size(looks: &Looks, count: usize) -> Option<f32> {
    let greatest = looks.greatest_size()?;
    let tells = |actor: ActorIx| looks.actor_size(actor).is_none_or(|size| size < greatest);
    (0..count).map(ActorIx::new).any(tells).then_some(greatest)
}

/// The radius for a size. Radii are in proportion to sizes, because a size in a file is how large a shape was drawn before,
/// not a figure to be shown as an area; small ones are drawn larger than that, to be seen.
pub(super) fn radius(size: f32, greatest: f32) -> f32 {
    (GREATEST_RADIUS * (size / greatest)).max(LEAST_RADIUS)
}
