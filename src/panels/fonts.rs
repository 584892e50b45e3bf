//! Which faces egui draws with: the bundled ones, and faces of the system for scripts that those do not cover.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

use super::bidi_text::{DIGITS, DIGITS_BOLD, RIGHT_TO_LEFT, RIGHT_TO_LEFT_BOLD};
use super::look::BOLD;
use crate::model::Graph;
use crate::text::fonts::{self, FontFile};

/// A face of the system, ready to be installed.
#[derive(Clone, Debug)]
pub struct FallbackFace {
    name: String,
    bytes: Vec<u8>,
    index: u32,
}

/// Scripts that no bundled face covers: the range of their letters and one letter to find a face by.
const SCRIPTS: [(char, char, char); 19] = [
    ('\u{0700}', '\u{074f}', 'ܐ'),
    ('\u{0900}', '\u{097f}', 'क'),
    ('\u{0980}', '\u{09ff}', 'ক'),
    ('\u{0a00}', '\u{0a7f}', 'ਕ'),
    ('\u{0a80}', '\u{0aff}', 'ક'),
    ('\u{0b00}', '\u{0b7f}', 'କ'),
    ('\u{0b80}', '\u{0bff}', 'க'),
    ('\u{0c00}', '\u{0c7f}', 'క'),
    ('\u{0c80}', '\u{0cff}', 'ಕ'),
    ('\u{0d00}', '\u{0d7f}', 'ക'),
    ('\u{0d80}', '\u{0dff}', 'ක'),
    ('\u{0e00}', '\u{0e7f}', 'ก'),
    ('\u{0f00}', '\u{0fff}', 'ཀ'),
    ('\u{1000}', '\u{109f}', 'က'),
    ('\u{1200}', '\u{137f}', 'አ'),
    ('\u{1780}', '\u{17ff}', 'ក'),
    ('\u{3040}', '\u{30ff}', 'あ'),
    ('\u{4e00}', '\u{9fff}', '中'),
    ('\u{ac00}', '\u{d7af}', '한'),
];

/// Installs the bundled faces, with egui's own behind them for signs.
pub fn install_fonts(ctx: &egui::Context) {
    ctx.set_fonts(definitions(&[]));
}

/// Installs the bundled faces and those of the system that [`fallback_faces`] found.
pub fn install_fallbacks(ctx: &egui::Context, faces: &[FallbackFace]) {
    if !faces.is_empty() {
        ctx.set_fonts(definitions(faces));
    }
}

/// One letter of each script that the graph uses and the bundled faces lack.
///
/// Reads every label, name, title and text once; meant for when a file was opened, not for every frame.
#[must_use]
pub fn uncovered_letters(graph: &Graph) -> BTreeSet<char> {
    let mut letters = BTreeSet::new();
    let mut look_at = |text: &str| {
        // Letters of these scripts take three bytes, or two from U+0700 on.
        for letter in text.chars().filter(|letter| *letter >= '\u{0700}') {
            let script = SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&letter));
            letters.extend(script.map(|(_, _, sample)| *sample));
        }
    };
    for (_, actor) in graph.actors() {
        actor.names().for_each(&mut look_at);
        look_at(&actor.note);
    }
    for (_, link) in graph.links() {
        look_at(&link.kind);
        look_at(&link.note);
    }
    for (_, document) in graph.documents() {
        look_at(&document.title);
        look_at(&document.author);
        look_at(document.text.as_deref().unwrap_or_default());
    }
    for (_, passage) in graph.passages() {
        look_at(&passage.quote);
        look_at(&passage.paraphrase);
        look_at(&passage.translation);
    }
    letters
}

/// Faces of the system for these letters. Reads font files: not for the thread that draws.
#[must_use]
pub fn fallback_faces(letters: &BTreeSet<char>) -> Vec<FallbackFace> {
    let found = letters.iter().filter_map(|letter| {
        let (bytes, index) = fonts::system_face_for(*letter)?;
        Some(FallbackFace { name: format!("system-{:04x}", u32::from(*letter)), bytes, index })
    });
    found.collect()
}

fn definitions(fallbacks: &[FallbackFace]) -> FontDefinitions {
    let mut definitions = FontDefinitions::default();
    let data = |font: FontFile| (font.name.to_owned(), Arc::new(FontData::from_static(font.bytes)));
    definitions.font_data.extend(fonts::BUNDLED.map(data));
    for face in fallbacks {
        let data = FontData { index: face.index, ..FontData::from_owned(face.bytes.clone()) };
        definitions.font_data.insert(face.name.clone(), Arc::new(data));
    }
    let proportional = definitions.families.remove(&FontFamily::Proportional).unwrap_or_default();
    let behind = || proportional.iter().cloned().chain(fallbacks.iter().map(|face| face.name.clone()));
    let family = |faces: &[FontFile]| faces.iter().map(|face| face.name.to_owned()).chain(behind()).collect::<Vec<_>>();
    let plain = family(&[fonts::SANS, fonts::RIGHT_TO_LEFT]);
    let bold = family(&[fonts::SANS_BOLD, fonts::RIGHT_TO_LEFT_BOLD]);
    let right_to_left = family(&[fonts::RIGHT_TO_LEFT, fonts::SANS]);
    let right_to_left_bold = family(&[fonts::RIGHT_TO_LEFT_BOLD, fonts::SANS_BOLD]);
    definitions.families.insert(FontFamily::Proportional, plain.clone());
    definitions.families.insert(FontFamily::Name(BOLD.into()), bold);
    for (name, faces) in [
        (RIGHT_TO_LEFT, &right_to_left),
        (DIGITS, &right_to_left),
        (RIGHT_TO_LEFT_BOLD, &right_to_left_bold),
        (DIGITS_BOLD, &right_to_left_bold),
    ] {
        definitions.families.insert(FontFamily::Name(name.into()), faces.clone());
    }
    definitions.families.entry(FontFamily::Monospace).or_default().extend(plain);
    definitions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, GraphBuilder};

    #[test]
    fn only_scripts_that_are_used_and_not_bundled_are_looked_for() {
        let mut builder = GraphBuilder::new("", "");
        let actor = |key: &str, label: &str| Actor { key: key.into(), label: label.into(), ..Actor::default() };
        for (key, label) in [("1", "Łódź سلمى Ωmega"), ("2", "東京"), ("3", "กรุงเทพ"), ("4", "新")]
        {
            builder.add_actor(actor(key, label)).expect("the keys differ");
        }
        let graph = builder.finish();
        assert_eq!(uncovered_letters(&graph), BTreeSet::from(['ก', '中']));
    }

    #[test]
    fn every_family_that_is_drawn_with_exists_and_begins_with_a_bundled_face() {
        let definitions = definitions(&[]);
        for (family, first) in [(BOLD, fonts::SANS_BOLD), (RIGHT_TO_LEFT, fonts::RIGHT_TO_LEFT)] {
            assert_eq!(definitions.families[&FontFamily::Name(family.into())][0], first.name);
        }
        assert_eq!(definitions.families[&FontFamily::Proportional][0], fonts::SANS.name);
        assert!(definitions.families.values().flatten().all(|name| definitions.font_data.contains_key(name)));
    }
}
