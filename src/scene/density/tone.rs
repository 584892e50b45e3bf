//! Counts of links → colours, so that one link is seen and there is still a difference between a hundred and a thousand.
//!
//! The scale is half that of the logarithm of the counts, which keeps a bundle apart from its surroundings, and half that of
//! their ranks (histogram equalisation), which gives every part of the image some of the range. Both are as datashader offers
//! them. The densest parts go on from the colour of their links towards that of text, because opacity alone ends at a grey.

use std::ops::Range;

use super::counts::Counts;
use super::segment::UNIT;
use crate::scene::{Rgba, Theme};

/// What counts look like.
#[derive(Clone, Debug, PartialEq)]
pub struct Tone {
    /// Opacity and share of ink, by step of the scale.
    looks: Vec<(f32, f32)>,
    ink: Rgba,
}

/// Bits of a count that are told apart beyond its magnitude.
const FINE: u32 = 6;
/// Steps of the scale.
const STEPS: usize = (1 << FINE) + ((32 - FINE as usize) << FINE);
/// This share of the pixels with links is shown without being told apart from the densest.
const DENSEST: f64 = 0.002;
/// So many links at least are the densest; as many, and an image is sparse.
const SPARSE: f32 = 6.0;
/// From so many on an image is crowded.
const CROWDED: f32 = 60.0;
/// Opacity where one link is, in a sparse image and in a crowded one.
const LONE: (f32, f32) = (0.75, 0.35);
/// How a part of a link is seen; less than 1, so that a thin line does not vanish.
const THIN: f32 = 0.25;
/// How the scale bends; more than 1, so that the middle of a crowd stays light enough for the actors in it.
const BENT: f32 = 1.4;
/// How far the densest goes from the colour of its links towards that of text.
const MOST_INK: f32 = 0.8;

impl Tone {
    /// The tone that suits some counts.
    #[must_use]
    pub fn new(counts: &Counts, theme: Theme) -> Self {
        let mut histogram = vec![0u64; STEPS];
        for &mark in &counts.marks {
            histogram[step(mark)] += 1;
        }
        let seen: u64 = histogram[1..].iter().sum();
        let mut above = 0;
        let densest = (1..STEPS).rev().find(|&step| {
            above += histogram[step];
            above as f64 > seen as f64 * DENSEST
        });
        let densest = densest.map_or(0.0, links_of).max(SPARSE);
        let crowded = ((densest / SPARSE).ln() / (CROWDED / SPARSE).ln()).min(1.0);
        let lone = LONE.0 + (LONE.1 - LONE.0) * crowded;
        let one = step(UNIT);
        let several: u64 = histogram[one..].iter().sum();
        let mut below = 0;
        let of = |step: usize| {
            let links = links_of(step);
            if step < one {
                return (lone * links.powf(THIN), 0.0);
            }
            let rank = (below as f32 + histogram[step] as f32 / 2.0) / several.max(1) as f32;
            below += histogram[step];
            let magnitude = (links.ln() / densest.ln()).min(1.0);
            // In a sparse image there are few counts, and their ranks say little.
            let share = (magnitude + (rank - magnitude) * 0.5 * crowded).powf(BENT);
            (lone + (1.0 - lone) * share, MOST_INK * share * share)
        };
        Self { looks: (0..STEPS).map(of).collect(), ink: theme.tokens().text }
    }

    /// Some rows of the image of counts, with alpha multiplied in.
    ///
    /// # Panics
    /// Beyond the last row.
    #[must_use]
    pub fn image(&self, counts: &Counts, rows: Range<u32>) -> Vec<u8> {
        let width = counts.extent.width as usize;
        let seen = rows.start as usize * width..rows.end as usize * width;
        let mut rgba = vec![0; seen.len() * 4];
        let pixels = rgba.chunks_exact_mut(4).zip(&counts.marks[seen.clone()]);
        if counts.colours.is_empty() {
            let Rgba([red, green, blue, _]) = counts.only;
            let table: Vec<[u8; 4]> = (0..STEPS).map(|step| self.shade([red, green, blue], step)).collect();
            for (pixel, &mark) in pixels {
                pixel.copy_from_slice(&table[step(mark)]);
            }
        } else {
            for ((pixel, &mark), &colour) in pixels.zip(&counts.colours[seen]) {
                if mark > 0 {
                    pixel.copy_from_slice(&self.shade(colour, step(mark)));
                }
            }
        }
        rgba
    }

    fn shade(&self, [red, green, blue]: [u8; 3], step: usize) -> [u8; 4] {
        let (opacity, ink) = self.looks[step];
        let Rgba([red, green, blue, _]) = Rgba([red, green, blue, 255]).mix(self.ink, ink);
        [red, green, blue, 255].map(|part| (f32::from(part) * opacity + 0.5) as u8)
    }
}

/// Which step of the scale a count is on: each count by itself while they are small, then so many steps for each doubling.
fn step(mark: u32) -> usize {
    if mark < 1 << FINE {
        return mark as usize;
    }
    let magnitude = mark.ilog2() - FINE;
    (1 << FINE) + ((magnitude as usize) << FINE) + ((mark >> magnitude) as usize & ((1 << FINE) - 1))
}

/// The least number of links of a step.
fn links_of(step: usize) -> f32 {
    let mark = match step.checked_sub(1 << FINE) {
        None => step as u32,
        Some(above) => ((1 << FINE) + (above as u32 & ((1 << FINE) - 1))) << (above as u32 >> FINE),
    };
    mark as f32 / UNIT as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_is_on_the_step_that_begins_with_it_or_shortly_before() {
        for mark in (0..5000).chain([65_535, 65_536, 1 << 30, u32::MAX - 1, u32::MAX]) {
            let (here, next) = (links_of(step(mark)), step(mark) + 1);
            let links = mark as f32 / UNIT as f32;
            assert!(here <= links && links - here <= here / 60.0, "{mark}");
            assert!(next >= STEPS || links_of(next) >= links, "{mark}");
        }
        assert_eq!(step(u32::MAX) + 1, STEPS);
    }
}
