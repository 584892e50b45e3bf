//! The links of a scene as chords of a few colours.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Chord;
use crate::scene::{Rgba, SceneLink};

/// Most colours that links are told apart by; further ones are drawn in the nearest of these.
pub const MOST_CLASSES: usize = 12;

/// Links as chords, and their colours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkClasses {
    /// A chord for each link, in the order of the scene.
    pub chords: Vec<Chord>,
    /// The colours, the most frequent first.
    pub colours: Vec<Rgba>,
}

impl LinkClasses {
    /// The links of a scene.
    #[must_use]
    pub fn of(links: &[SceneLink]) -> Self {
        let mut counts: HashMap<Rgba, usize> = HashMap::new();
        for link in links {
            *counts.entry(link.colour).or_default() += 1;
        }
        let mut colours: Vec<(Rgba, usize)> = counts.into_iter().collect();
        colours.sort_unstable_by_key(|&(colour, count)| (Reverse(count), colour.0));
        let few: Vec<Rgba> = colours.iter().take(MOST_CLASSES).map(|&(colour, _)| colour).collect();
        let class_of: HashMap<Rgba, u8> =
            colours.iter().map(|&(colour, _)| (colour, nearest(&few, colour) as u8)).collect();
        let chord = |link: &SceneLink| {
            let class = class_of.get(&link.colour).copied().unwrap_or_default();
            let bend = if link.is_loop() { link.loop_number as f32 } else { link.bend };
            Chord { from: link.from, to: link.to, class, bend }
        };
        Self { chords: links.iter().map(chord).collect(), colours: few }
    }
}

/// Which of `few` colours differs least from `colour`; the first of equals.
fn nearest(few: &[Rgba], colour: Rgba) -> usize {
    let difference = |other: &Rgba| -> u32 {
        other.0.iter().zip(colour.0).map(|(&one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    (0..few.len()).min_by_key(|&place| difference(&few[place])).unwrap_or_default()
}
