//! Labels broken into lines, kept from frame to frame: most labels of a picture had their chance in the one before.

use std::sync::Arc;

use hashbrown::HashMap;

use crate::model::ActorIx;
use crate::scene::TextMeasure;

/// Columns and lines of an actor's label.
const COLUMNS: usize = 20;
const LINES: usize = 3;
/// Columns where a label of the usual width finds no place.
const NARROW_COLUMNS: usize = 12;
/// Beyond so many labels, those that were not asked for lately are forgotten.
const MOST: usize = 10_000;

/// What is remembered between two frames so that the second costs less. It changes no choice.
#[derive(Clone, Debug, Default)]
pub struct LabelMemory {
    labels: HashMap<ActorIx, Remembered>,
    frame: u32,
}

#[derive(Clone, Debug)]
struct Remembered {
    text: String,
    usual: Arc<Lines>,
    narrow: Narrow,
    /// In which frame it was asked for last.
    asked: u32,
}

#[derive(Clone, Debug)]
enum Narrow {
    NotAsked,
    /// It has one line, or would lose something.
    No,
    Yes(Arc<Lines>),
}

/// A label, broken into lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lines {
    pub lines: Vec<String>,
    /// Width of the longest, in parts of the size of the letters.
    width: f32,
}

impl Lines {
    pub fn of(measure: &TextMeasure, lines: Vec<String>) -> Self {
        let width = lines.iter().map(|line| measure.width(line, 1.0)).fold(0.0, f32::max);
        Self { lines, width }
    }

    /// An actor's label where there is room.
    pub fn usual(measure: &TextMeasure, text: &str) -> Self {
        Self::of(measure, measure.wrap(text, COLUMNS, LINES))
    }

    /// An actor's label where there is little room: only if nothing of it is lost.
    fn narrow(measure: &TextMeasure, text: &str) -> Option<Self> {
        let narrow = measure.wrap(text, NARROW_COLUMNS, LINES);
        let whole = !narrow.last().is_some_and(|line| line.ends_with('…'));
        (narrow.len() > 1 && whole).then(|| Self::of(measure, narrow))
    }

    /// Width and height at that size of letters, in points.
    pub fn size(&self, letters: f32) -> (f32, f32) {
        (self.width * letters + 2.0, self.lines.len() as f32 * letters * crate::scene::LINE_HEIGHT)
    }
}

impl LabelMemory {
    /// Another frame begins.
    pub(super) fn turn_page(&mut self) {
        self.frame = self.frame.wrapping_add(1);
        if self.labels.len() > MOST {
            let before = self.frame.wrapping_sub(1);
            self.labels.retain(|_, label| label.asked == before);
        }
    }

    /// The lines of an actor's label, of the usual width or narrow ones.
    pub(super) fn lines(
        &mut self,
        measure: &TextMeasure,
        actor: ActorIx,
        text: &str,
        is_narrow: bool,
    ) -> Option<Arc<Lines>> {
        let new = || Remembered {
            text: text.to_owned(),
            usual: Arc::new(Lines::usual(measure, text)),
            narrow: Narrow::NotAsked,
            asked: 0,
        };
        let label = self.labels.entry(actor).or_insert_with(new);
        if label.text != text {
            *label = new();
        }
        label.asked = self.frame;
        if !is_narrow {
            return Some(label.usual.clone());
        }
        if matches!(label.narrow, Narrow::NotAsked) {
            label.narrow = Lines::narrow(measure, text).map_or(Narrow::No, |lines| Narrow::Yes(Arc::new(lines)));
        }
        match &label.narrow {
            Narrow::Yes(lines) => Some(lines.clone()),
            Narrow::No | Narrow::NotAsked => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_changed_is_broken_anew() {
        let measure = TextMeasure::bundled();
        let mut memory = LabelMemory::default();
        let mut lines = |text: &str, narrow: bool| {
            memory.turn_page();
            memory.lines(measure, ActorIx(3), text, narrow).map(|lines| lines.lines.clone())
        };
        let name = "Abdul Rahman Street";
        assert_eq!(lines(name, false).as_deref(), Some(&[name.to_owned()][..]));
        assert_eq!(lines(name, true).map(|lines| lines.len()), Some(3));
        assert_eq!(lines("Short", false).as_deref(), Some(&["Short".to_owned()][..]));
        assert_eq!(lines("Short", true), None, "it has one line in any case");
    }

    #[test]
    fn only_what_was_asked_for_lately_is_kept() {
        let measure = TextMeasure::bundled();
        let mut memory = LabelMemory::default();
        for number in 0..=MOST {
            memory.turn_page();
            memory.lines(measure, ActorIx::new(number), "a", false);
        }
        memory.turn_page();
        assert_eq!(memory.labels.len(), 1);
    }
}
