//! How many links cross each pixel, and in which colours. Lines are gathered in batches and counted in bands of rows, each small
//! enough for the nearest memory; both are cut by size alone, so that any number of threads finds the same.

use std::ops::Range;

use rayon::prelude::*;

use super::segment::{Extent, Ledger, Segment, UNIT, lightness};
use super::{Chord, Crowd, course};
use crate::scene::Rgba;

/// Links that are gathered together; `stop` is asked once for each batch and band.
const BATCH: usize = 4096;
/// Rows that are counted together.
pub(super) const BAND: u32 = 128;

/// How many links cross each pixel.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    pub(super) extent: Extent,
    /// Row by row, [`UNIT`] for a link.
    pub(super) marks: Vec<u32>,
    /// The mean colour of the links of each pixel; empty where all have the one colour `only`.
    pub(super) colours: Vec<[u8; 3]>,
    pub(super) only: Rgba,
}

impl Counts {
    /// How many links cross a pixel. A link that passes between two pixels counts in part for each, and a long one less than
    /// a short one.
    ///
    /// # Panics
    /// Outside of the image.
    #[must_use]
    pub fn at(&self, x: u32, y: u32) -> f32 {
        assert!(x < self.extent.width && y < self.extent.height, "a pixel of the image");
        self.marks[y as usize * self.extent.width as usize + x as usize] as f32 / UNIT as f32
    }
}

/// Lines that were gathered together, with those of each band and colour in a row.
struct Batch {
    segments: Vec<Segment>,
    /// Where the lines of a band and colour begin in `order`; one more than there are bands and colours.
    starts: Vec<u32>,
    order: Vec<u32>,
}

/// Counts the links of a crowd; `None` where it was stopped.
pub fn count(crowd: &Crowd<'_>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Counts> {
    let extent = Extent { width: crowd.size.0, height: crowd.size.1 };
    let classes = crowd.classes.len().max(1);
    let bands = extent.height.div_ceil(BAND) as usize;
    let share = crowd.budget.map_or(1.0, |budget| budget as f64 / crowd.chords.len().max(1) as f64).min(1.0);
    let gather = |(number, chords): (usize, &[Chord])| {
        (!stop()).then(|| Batch::new(crowd, extent, share, (number * BATCH) as u32, chords, (bands, classes)))
    };
    let batches: Vec<Batch> = crowd.chords.par_chunks(BATCH).enumerate().map(gather).collect::<Option<_>>()?;

    let pixels = extent.width as usize * extent.height as usize;
    let band_pixels = (extent.width as usize * BAND as usize).max(1);
    let mut marks = vec![0; pixels];
    let mut colours = vec![[0; 3]; if classes > 1 { pixels } else { 0 }];
    let rows = |band: usize| band as u32 * BAND..(band as u32 * BAND + BAND).min(extent.height);
    let fill = |(band, (marks, colours)): (usize, (&mut [u32], &mut [[u8; 3]]))| {
        let mut ledger = Ledger::new(extent.width, rows(band));
        if classes == 1 {
            draw(&mut ledger, &batches, band, stop)?;
            for (row, marks) in marks.chunks_mut(extent.width as usize).enumerate() {
                marks.copy_from_slice(ledger.row(row));
            }
            return Some(());
        }
        let mut mix = Mix::new(marks.len());
        for (class, colour) in crowd.classes.iter().enumerate() {
            let key = band * classes + class;
            if batches.iter().any(|batch| !batch.range(key).is_empty()) {
                draw(&mut ledger, &batches, key, stop)?;
                mix.add(&ledger, extent.width as usize, *colour);
                ledger.clear();
            }
        }
        mix.finish(marks, colours);
        Some(())
    };
    if classes == 1 {
        let bands = marks.par_chunks_mut(band_pixels).enumerate();
        bands.map(|(band, marks)| fill((band, (marks, &mut [])))).collect::<Option<()>>()?;
    } else {
        let bands = marks.par_chunks_mut(band_pixels).zip(colours.par_chunks_mut(band_pixels)).enumerate();
        bands.map(fill).collect::<Option<()>>()?;
    }
    let only = crowd.classes.first().copied().unwrap_or_default();
    Some(Counts { extent, marks, colours, only })
}

/// Draws the lines of one band and colour.
fn draw(ledger: &mut Ledger, batches: &[Batch], key: usize, stop: &(dyn Fn() -> bool + Sync)) -> Option<()> {
    for batch in batches {
        let range = batch.range(key);
        if range.is_empty() {
            continue;
        }
        if stop() {
            return None;
        }
        for &segment in &batch.order[range] {
            ledger.mark(&batch.segments[segment as usize]);
        }
    }
    Some(())
}

impl Batch {
    /// Those of `chords` that are in the image; the first of them is number `first` of the crowd.
    fn new(
        crowd: &Crowd<'_>,
        extent: Extent,
        share: f64,
        first: u32,
        chords: &[Chord],
        (bands, classes): (usize, usize),
    ) -> Self {
        let mut segments = Vec::with_capacity((chords.len() as f64 * share) as usize);
        let kept = (share * f64::from(u32::MAX)) as u32;
        let times = (1.0 / share.max(1e-9)) as f32;
        for (number, chord) in (first..).zip(chords) {
            if share < 1.0 && scattered(number) > kept {
                continue;
            }
            if crowd.without.is_some_and(|without| without(number)) {
                continue;
            }
            let (Some(&a), Some(&b)) = (crowd.points.get(chord.from as usize), crowd.points.get(chord.to as usize))
            else {
                continue;
            };
            let class = chord.class.min((classes - 1) as u8);
            // The pieces of a curve count as the whole does.
            let weight = times * lightness(a.distance(b), extent);
            match course::curve(crowd.bends, chord, a, b) {
                None => segments.extend(Segment::new(a, b, extent, weight, class)),
                Some(curve) => {
                    let pieces = course::pieces(&curve, crowd.size).into_iter();
                    segments.extend(pieces.filter_map(|(a, b)| Segment::new(a, b, extent, weight, class)));
                }
            }
        }
        let keys = |segment: &Segment| {
            let (top, bottom) = segment.rows();
            let last = i64::from(extent.height) - 1;
            let class = segment.class as usize;
            // Beside the image: no band.
            let bands = if top > last || bottom < 0 {
                0..0
            } else {
                (top.max(0) as u32 / BAND) as usize..(bottom.min(last) as u32 / BAND) as usize + 1
            };
            bands.map(move |band| band * classes + class)
        };
        let mut starts = vec![0u32; bands * classes + 1];
        for key in segments.iter().flat_map(keys) {
            starts[key + 1] += 1;
        }
        for key in 1..starts.len() {
            starts[key] += starts[key - 1];
        }
        let mut next = starts.clone();
        let mut order = vec![0; starts.last().copied().unwrap_or(0) as usize];
        for (number, segment) in (0u32..).zip(&segments) {
            for key in keys(segment) {
                order[next[key] as usize] = number;
                next[key] += 1;
            }
        }
        Self { segments, starts, order }
    }

    fn range(&self, key: usize) -> Range<usize> {
        self.starts[key] as usize..self.starts[key + 1] as usize
    }
}

/// A number that looks like drawn by lot and is always the same (the finisher of SplitMix, Steele and others, 2014).
fn scattered(number: u32) -> u32 {
    let mixed = (u64::from(number) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> 32) as u32
}

/// Colours of one band, weighed by how many links have them.
struct Mix {
    total: Vec<u32>,
    sums: [Vec<f32>; 3],
}

impl Mix {
    fn new(pixels: usize) -> Self {
        Self { total: vec![0; pixels], sums: std::array::from_fn(|_| vec![0.0; pixels]) }
    }

    fn add(&mut self, ledger: &Ledger, width: usize, colour: Rgba) {
        for (row, total) in self.total.chunks_mut(width).enumerate() {
            for (total, &mark) in total.iter_mut().zip(ledger.row(row)) {
                *total = total.wrapping_add(mark);
            }
        }
        for (sums, part) in self.sums.iter_mut().zip(colour.0) {
            for (row, sums) in sums.chunks_mut(width).enumerate() {
                for (sum, &mark) in sums.iter_mut().zip(ledger.row(row)) {
                    *sum += mark as f32 * f32::from(part);
                }
            }
        }
    }

    fn finish(&self, marks: &mut [u32], colours: &mut [[u8; 3]]) {
        marks.copy_from_slice(&self.total);
        let [red, green, blue] = &self.sums;
        for (place, colour) in colours.iter_mut().enumerate() {
            let share = 1.0 / self.total[place].max(1) as f32;
            *colour = [red, green, blue].map(|sum| (sum[place] * share + 0.5) as u8);
        }
    }
}
