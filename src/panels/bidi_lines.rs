//! Lines of mixed direction as jobs for egui, with the places of highlights; worked out once and kept while shown.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use egui::cache::CacheTrait;
use egui::text::LayoutJob;
use egui::{Color32, Pos2, Rect, Stroke, Ui, Vec2, pos2, vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::bidi_text::{Face, Highlight, TextLook};
use crate::text::{Paragraph, Run, shaped, visual_runs};

/// Lines, one under the other, ready to be painted.
#[derive(Clone, Debug)]
pub struct Lines {
    all: Arc<Vec<Line>>,
    fallback: Color32,
    /// Width of the widest line.
    pub width: f32,
    /// Height of all lines.
    pub height: f32,
    line_height: f32,
    /// Whether the lines stand flush right.
    rtl: bool,
}

#[derive(Clone, Debug)]
struct Line {
    job: LayoutJob,
    width: f32,
    /// Its pieces from the left to the right, in bytes of the whole text.
    runs: Vec<Run>,
    /// Grounds, relative to the left end of the line.
    grounds: Vec<(f32, f32, Color32, Option<Color32>)>,
}

impl Lines {
    /// A paragraph broken at `room`: first broken, then ordered line by line.
    pub fn broken(ui: &Ui, text: &str, look: &TextLook, highlights: &[Highlight], room: f32) -> Self {
        cached(ui, text, look, highlights, room, || {
            let mut lines = Vec::new();
            let mut rtl = false;
            for (position, paragraph) in text.split('\n').enumerate() {
                let start = paragraph.as_ptr() as usize - text.as_ptr() as usize;
                let order = Paragraph::new(paragraph);
                rtl = if position == 0 { order.is_rtl() } else { rtl };
                for range in broken_lines(ui, paragraph, look, room) {
                    let seen = paragraph[range.clone()].trim_end().len();
                    let runs = order.line_runs(range.start..range.start + seen);
                    lines.push(line(ui, paragraph, start, &runs, look, highlights));
                }
            }
            (lines, rtl)
        })
    }

    /// The byte of `text` at which a text cursor would stand nearest to `at`, measured from the upper left corner of the lines,
    /// which stand in `room`.
    pub fn byte_at(&self, ui: &Ui, text: &str, look: &TextLook, at: Vec2, room: f32) -> usize {
        let number = (at.y / self.line_height).max(0.0) as usize;
        let Some(line) = self.all.get(number.min(self.all.len().saturating_sub(1))) else { return 0 };
        let aside = if self.rtl { (room - line.width).max(0.0) } else { 0.0 };
        let mut left = aside;
        let Some((last, _)) = line.runs.split_last() else { return 0 };
        for run in &line.runs {
            let width = piece_width(ui, &text[run.range.clone()], run.rtl, look);
            if at.x < left + width || std::ptr::eq(run, last) {
                let along = if run.rtl { left + width - at.x } else { at.x - left };
                return cursor_in(ui, text, run, look, along);
            }
            left += width;
        }
        0
    }

    /// Paints the lines with their left upper corner at `corner`, in `room`.
    pub fn paint(&self, ui: &Ui, corner: Pos2, room: f32) {
        for (number, line) in self.all.iter().enumerate() {
            let aside = if self.rtl { (room - line.width).max(0.0) } else { 0.0 };
            let corner = pos2(corner.x + aside, corner.y + number as f32 * self.line_height);
            for (from, to, ground, underline) in &line.grounds {
                let rect = Rect::from_min_max(corner + vec2(*from, 0.0), corner + vec2(*to, self.line_height));
                ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 1.0, *ground);
                if let Some(ink) = underline {
                    ui.painter().hline(rect.x_range(), rect.bottom() - 1.5, Stroke::new(1.5, *ink));
                }
            }
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(line.job.clone()));
            ui.painter().galley(corner, galley, self.fallback);
        }
    }
}

/// A single line in visual order; not broken, whatever the room.
pub fn single(ui: &Ui, text: &str, look: &TextLook, highlights: &[Highlight]) -> Lines {
    cached(ui, text, look, highlights, f32::INFINITY, || {
        (vec![line(ui, text, 0, &visual_runs(text), look, highlights)], false)
    })
}

/// A single line in visual order.
pub fn single_line_job(text: &str, look: &TextLook) -> LayoutJob {
    job_of_runs(text, &visual_runs(text), look)
}

/// The text, or as much of its beginning as fits into `room` with `…` behind it.
pub fn fitted<'text>(ui: &Ui, text: &'text str, look: &TextLook, room: f32) -> Cow<'text, str> {
    let width_of = |text: &str| ui.fonts_mut(|fonts| fonts.layout_job(single_line_job(text, look))).size().x;
    if width_of(text) <= room + 0.5 {
        return Cow::Borrowed(text);
    }
    let key = egui::Id::new(("fitted", text, look.size.to_bits(), look.bold, room.to_bits())).value();
    let known = ui.memory_mut(|memory| memory.caches.cache::<Kept<usize>>().get(key));
    let length = known.unwrap_or_else(|| {
        let ends: Vec<usize> = text.grapheme_indices(true).map(|(start, _)| start).collect();
        let fits = |&end: &usize| width_of(&format!("{}…", text[..end].trim_end())) <= room;
        ends[ends.partition_point(fits).saturating_sub(1)]
    });
    ui.memory_mut(|memory| memory.caches.cache::<Kept<usize>>().set(key, length));
    Cow::Owned(format!("{}…", text[..length].trim_end()))
}

/// Appends a line in visual order.
pub fn append_runs(job: &mut LayoutJob, text: &str, look: &TextLook) {
    for Run { range, rtl } in visual_runs(text) {
        append_run(job, &text[range], rtl, look);
    }
}

/// Appends one run. Arabic digits, which are turned round, get the face that holds their signs too.
fn append_run(job: &mut LayoutJob, piece: &str, rtl: bool, look: &TextLook) {
    let face = |is_turned| match (rtl, is_turned) {
        (true, _) => Face::RightToLeft,
        (false, true) => Face::Digits,
        (false, false) => Face::LeftToRight,
    };
    let shown = shaped(piece, &Run { range: 0..piece.len(), rtl });
    job.append(&shown, 0.0, look.format(face(matches!(shown, Cow::Owned(_)))));
}

fn job_of_runs(text: &str, runs: &[Run], look: &TextLook) -> LayoutJob {
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    for Run { range, rtl } in runs {
        append_run(&mut job, &text[range.clone()], *rtl, look);
    }
    if job.sections.is_empty() {
        job.append("", 0.0, look.format(Face::LeftToRight));
    }
    job
}

/// One line with the places of its highlights; `start` is where `text` begins in what the highlights are measured in.
fn line(ui: &Ui, text: &str, start: usize, runs: &[Run], look: &TextLook, highlights: &[Highlight]) -> Line {
    let width = |piece: Range<usize>, rtl: bool| piece_width(ui, &text[piece], rtl, look);
    let mut grounds = Vec::new();
    let mut left = 0.0;
    for Run { range, rtl } in runs {
        let whole = width(range.clone(), *rtl);
        for Highlight { range: marked, ground, underline } in highlights {
            let from = marked.start.saturating_sub(start).max(range.start);
            let to = marked.end.saturating_sub(start).min(range.end);
            if from < to && text.is_char_boundary(from) && text.is_char_boundary(to) {
                let before = width(range.start..from, *rtl);
                let until = width(range.start..to, *rtl);
                let (begin, end) = if *rtl { (whole - until, whole - before) } else { (before, until) };
                grounds.push((left + begin, left + end, *ground, *underline));
            }
        }
        left += whole;
    }
    let placed = runs.iter().map(|run| Run { range: start + run.range.start..start + run.range.end, rtl: run.rtl });
    Line { job: job_of_runs(text, runs, look), width: left, runs: placed.collect(), grounds }
}

/// The place between two letters of a run that is nearest to `along`, measured from where reading begins.
fn cursor_in(ui: &Ui, text: &str, run: &Run, look: &TextLook, along: f32) -> usize {
    let piece = &text[run.range.clone()];
    let ends = piece.grapheme_indices(true).map(|(at, letter)| at + letter.len());
    let mut nearest = (along.abs(), 0);
    for end in ends {
        let away = (piece_width(ui, &piece[..end], run.rtl, look) - along).abs();
        if away > nearest.0 {
            break;
        }
        nearest = (away, end);
    }
    run.range.start + nearest.1
}

fn piece_width(ui: &Ui, piece: &str, rtl: bool, look: &TextLook) -> f32 {
    if piece.is_empty() {
        return 0.0;
    }
    let mut job = LayoutJob { break_on_newline: false, keep_trailing_whitespace: true, ..LayoutJob::default() };
    append_run(&mut job, piece, rtl, look);
    ui.fonts_mut(|fonts| fonts.layout_job(job)).size().x
}

/// Where the lines of a paragraph end: greedily, after white space; a word that is too long is cut.
fn broken_lines(ui: &Ui, text: &str, look: &TextLook, room: f32) -> Vec<Range<usize>> {
    let width_of = |piece: &str| -> f32 {
        let runs = visual_runs(piece);
        runs.iter().map(|run| piece_width(ui, &piece[run.range.clone()], run.rtl, look)).sum()
    };
    let mut lines = Vec::new();
    let (mut start, mut taken) = (0, 0.0);
    for (at, word) in words(text) {
        let (bare, whole) = (width_of(word.trim_end()), width_of(word));
        if taken > 0.0 && taken + bare > room {
            lines.push(start..at);
            (start, taken) = (at, 0.0);
        }
        if bare > room {
            for (offset, letter) in word.grapheme_indices(true) {
                let advance = width_of(letter);
                if taken > 0.0 && taken + advance > room {
                    lines.push(start..at + offset);
                    (start, taken) = (at + offset, 0.0);
                }
                taken += advance;
            }
        } else {
            taken += whole;
        }
    }
    lines.push(start..text.len());
    lines
}

/// Words with the white space behind them, and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).map(move |word| {
        let start = at;
        at += word.len();
        (start, word)
    })
}

fn cached(
    ui: &Ui,
    text: &str,
    look: &TextLook,
    highlights: &[Highlight],
    room: f32,
    make: impl FnOnce() -> (Vec<Line>, bool),
) -> Lines {
    let mut hasher = std::hash::DefaultHasher::new();
    (text, look.size.to_bits(), look.colour, look.bold, look.italic, look.struck).hash(&mut hasher);
    (room.to_bits(), ui.pixels_per_point().to_bits()).hash(&mut hasher);
    for Highlight { range, ground, underline } in highlights {
        (range.start, range.end, ground, underline).hash(&mut hasher);
    }
    let key = hasher.finish();
    let known = ui.memory_mut(|memory| memory.caches.cache::<Kept<(Arc<Vec<Line>>, bool)>>().get(key));
    let (lines, rtl) = known.unwrap_or_else(|| {
        let (lines, rtl) = make();
        (Arc::new(lines), rtl)
    });
    ui.memory_mut(|memory| memory.caches.cache::<Kept<_>>().set(key, (Arc::clone(&lines), rtl)));
    let line_height = look.line_height();
    Lines {
        width: lines.iter().map(|line| line.width).fold(0.0, f32::max),
        height: lines.len() as f32 * line_height,
        line_height,
        fallback: look.colour.unwrap_or(ui.visuals().text_color()),
        all: lines,
        rtl,
    }
}

/// Values that are forgotten when a frame did not ask for them.
struct Kept<T> {
    values: HashMap<u64, (T, bool)>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { values: HashMap::new() }
    }
}

impl<T: Clone> Kept<T> {
    fn get(&self, key: u64) -> Option<T> {
        self.values.get(&key).map(|(value, _)| value.clone())
    }

    fn set(&mut self, key: u64, value: T) {
        self.values.insert(key, (value, true));
    }
}

impl<T: Clone + Send + Sync + 'static> CacheTrait for Kept<T> {
    fn update(&mut self) {
        self.values.retain(|_, (_, used)| std::mem::take(used));
    }

    fn len(&self) -> usize {
        self.values.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_the_white_space_behind_them() {
        let found: Vec<_> = words("ab  cd\u{a0}e ").collect();
        assert_eq!(found, [(0, "ab "), (3, " "), (4, "cd\u{a0}"), (8, "e ")]);
    }
}
