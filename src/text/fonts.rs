//! The fonts that come with the program, and the system's as a fallback. Choosing a face for a run of text is not here.

use std::sync::{Arc, OnceLock};

/// A font that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct FontFile {
    /// A name of ours, unique among the bundled fonts.
    pub name: &'static str,
    /// The family as the file names it.
    pub family: &'static str,
    /// The whole file.
    pub bytes: &'static [u8],
}

/// Family of left-to-right text: Latin, Greek, Cyrillic.
pub const SANS_FAMILY: &str = "Noto Sans";

/// Family of right-to-left text: Arabic and Hebrew, with digits, brackets and punctuation in the same face.
pub const RIGHT_TO_LEFT_FAMILY: &str = "DejaVu Sans";

/// Regular face of [`SANS_FAMILY`].
pub const SANS: FontFile = FontFile {
    name: "noto-sans-regular",
    family: SANS_FAMILY,
    bytes: include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
};

/// Bold face of [`SANS_FAMILY`].
pub const SANS_BOLD: FontFile = FontFile {
    name: "noto-sans-bold",
    family: SANS_FAMILY,
    bytes: include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
};

/// Italic face of [`SANS_FAMILY`].
pub const SANS_ITALIC: FontFile = FontFile {
    name: "noto-sans-italic",
    family: SANS_FAMILY,
    bytes: include_bytes!("../../assets/fonts/NotoSans-Italic.ttf"),
};

/// Regular face of [`RIGHT_TO_LEFT_FAMILY`].
pub const RIGHT_TO_LEFT: FontFile = FontFile {
    name: "dejavu-sans",
    family: RIGHT_TO_LEFT_FAMILY,
    bytes: include_bytes!("../../assets/fonts/DejaVuSans.ttf"),
};

/// Bold face of [`RIGHT_TO_LEFT_FAMILY`].
pub const RIGHT_TO_LEFT_BOLD: FontFile = FontFile {
    name: "dejavu-sans-bold",
    family: RIGHT_TO_LEFT_FAMILY,
    bytes: include_bytes!("../../assets/fonts/DejaVuSans-Bold.ttf"),
};

/// Every bundled font, in the order in which a face for a character is looked for.
pub const BUNDLED: [FontFile; 5] = [SANS, SANS_BOLD, SANS_ITALIC, RIGHT_TO_LEFT, RIGHT_TO_LEFT_BOLD];

/// The bundled fonts first, then those of the system; read once, on the first call, which may take a moment.
///
/// The system's fonts are only listed, not read: a face is opened when a character needs it.
#[must_use]
pub fn database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(DATABASE.get_or_init(|| {
        let mut database = fontdb::Database::clone(&bundled_database());
        database.load_system_fonts();
        Arc::new(database)
    }))
}

/// The bundled fonts alone: the same on every machine, and there at once.
#[must_use]
pub fn bundled_database() -> Arc<fontdb::Database> {
    static DATABASE: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    Arc::clone(DATABASE.get_or_init(|| {
        let mut database = fontdb::Database::new();
        for font in BUNDLED {
            database.load_font_source(fontdb::Source::Binary(Arc::new(font.bytes)));
        }
        database.set_sans_serif_family(SANS_FAMILY);
        Arc::new(database)
    }))
}

/// Whether the bundled fonts have every character of `text`, so that those of the system are not needed.
#[must_use]
pub fn bundled_fonts_draw(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    let faces =
        [SANS, RIGHT_TO_LEFT].map(|font| ttf_parser::Face::parse(font.bytes, 0).expect("bundled fonts are fonts"));
    // Controls and direction marks are not drawn.
    let is_drawn =
        |letter: char| !(letter.is_control() || matches!(letter, '\u{200C}'..='\u{200F}' | '\u{2066}'..='\u{2069}'));
    text.chars()
        .filter(|letter| !letter.is_ascii() && is_drawn(*letter))
        .all(|letter| faces.iter().any(|face| face.glyph_index(letter).is_some()))
}

/// The file of an installed face that draws `letter`, with the index of the face in it; `None` where there is none.
#[must_use]
pub fn system_face_for(letter: char) -> Option<(Vec<u8>, u32)> {
    let database = database();
    database.faces().find_map(|face| {
        database.with_face_data(face.id, |bytes, index| {
            let parsed = ttf_parser::Face::parse(bytes, index).ok()?;
            parsed.glyph_index(letter).is_some().then(|| (bytes.to_vec(), index))
        })?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_font_is_the_family_it_says() {
        let database = bundled_database();
        let families: Vec<&str> = database.faces().map(|face| face.families[0].0.as_str()).collect();
        assert_eq!(families, BUNDLED.map(|font| font.family));
    }

    #[test]
    fn the_system_is_asked_only_for_scripts_that_are_not_bundled() {
        assert!(bundled_fonts_draw("Владимир, يوسف, \u{2067}אילנה\u{2069}"));
        assert!(!bundled_fonts_draw("東京"));
    }

    #[test]
    fn the_bundled_fonts_cover_the_scripts_they_are_for() {
        let covers = |font: FontFile, text: &str| {
            let face = ttf_parser::Face::parse(font.bytes, 0).expect("bundled fonts are fonts");
            text.chars().all(|letter| face.glyph_index(letter).is_some())
        };
        assert!(covers(SANS, "Łódź Ελλάδα Владимир (“…”) 0123"));
        assert!(covers(RIGHT_TO_LEFT, "يوسف القرملي (אילנה שקדי) گچپژ 0123 “…”"), "one face for the whole run");
    }
}
