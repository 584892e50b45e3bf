//! The walk for those who read values where they stand: whatever is whole can be read, even where the text breaks off.

use std::ops::ControlFlow;

use super::{Fault, FaultKind, Manner, Outline, Sound, Span, Walk};

/// How values follow each other in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One value is the whole text.
    One,
    /// Any number of values, usually one a line.
    Lines,
}

/// A text that was walked over.
pub struct Survey<'t> {
    /// What can be read of it.
    pub sound: Sound<'t>,
    /// Why it ends before its end, where it does.
    pub fault: Option<Fault>,
    /// Whole numbers that are too long for the program and lose digits.
    pub rounded: Vec<Span>,
    /// Where NaN or Infinity stands first, which JSON does not have.
    pub not_finite: Option<usize>,
}

/// Walks over `text`. `tick` is told now and then how far it is, in bytes, and may stop it.
///
/// # Errors
/// A [`Fault`] where the text passes a limit or the caller stopped. Other faults stand in the survey, beside what comes
/// before them.
pub fn survey<'t>(
    text: &'t str,
    shape: Shape,
    tick: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Result<Survey<'t>, Fault> {
    let manner = Manner { lines: shape == Shape::Lines, not_finite: true, jumps: true };
    survey_by(Walk::new(text, manner, tick))
}

/// The same by a walk that may go its own way.
pub(super) fn survey_by<'t>(mut walk: Walk<'t, '_>) -> Result<Survey<'t>, Fault> {
    let text = walk.text;
    let mut outline = Outline::default();
    let fault = match walk.run(&mut outline) {
        Ok(()) => None,
        Err(fault) if matches!(fault.kind, FaultKind::Limit | FaultKind::Cancelled) => return Err(fault),
        Err(fault) => Some(fault),
    };
    let Walk { open, whole, mut jumps, not_finite, .. } = walk;
    let (sound_end, open) = match fault {
        None => (text.len(), Vec::new()),
        Some(_) => (whole, open.iter().map(|open| open.at).collect()),
    };
    jumps.sort_unstable_by_key(|jump| jump.span.start());
    Ok(Survey { sound: Sound::new(&text[..sound_end], jumps, open), fault, rounded: outline.rounded, not_finite })
}
