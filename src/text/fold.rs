//! Texts made comparable for search: case, diacritics, scripts' variants, punctuation. No search happens here.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

/// The text as search compares it.
///
/// Lower case; without diacritics, Arabic vowel marks and tatweel, Hebrew points, invisible characters; with the variants
/// of Arabic letters, digits, widths, quotes and dashes unified; every stretch of white space is one space. Never holds
/// a control character. Folding twice changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded, |_, _, _| ());
    folded
}

/// A folded text that knows where each of its bytes came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedText {
    text: String,
    chunks: Vec<Chunk>,
    original_len: usize,
}

/// `folded` bytes from `folded_start` on came from `original`. Where both are equally long and `linear`, byte for byte;
/// otherwise as a whole. Chunks are in order and cover the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chunk {
    folded_start: usize,
    original: Range<usize>,
    linear: bool,
}

impl FoldedText {
    /// Folds `original` and keeps the way back.
    #[must_use]
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut chunks: Vec<Chunk> = Vec::new();
        fold_into(original, &mut text, |source, folded, plain| {
            if folded.is_empty() {
                extend_last(&mut chunks, source.end);
                return;
            }
            match chunks.last_mut() {
                Some(last) if plain && last.linear && last.original.end == source.start => {
                    last.original.end = source.end;
                }
                _ => chunks.push(Chunk { folded_start: folded.start, original: source, linear: plain }),
            }
        });
        Self { text, chunks, original_len: original.len() }
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that became `folded` bytes of the folded text, marks and invisible characters that
    /// follow them included. Always on character boundaries; what is out of range is cut off.
    #[must_use]
    pub fn to_original(&self, folded: Range<usize>) -> Range<usize> {
        let start = self.original_at(folded.start).map_or(self.original_len, |(start, _)| start);
        if folded.is_empty() {
            return start..start;
        }
        let end = self.original_at(folded.end - 1).map_or(self.original_len, |(_, end)| end);
        start..end.max(start)
    }

    /// Start and end, in the original, of what became the folded byte at `position`.
    fn original_at(&self, position: usize) -> Option<(usize, usize)> {
        if position >= self.text.len() {
            return None;
        }
        let after = self.chunks.partition_point(|chunk| chunk.folded_start <= position);
        let chunk = &self.chunks[after.checked_sub(1)?];
        if chunk.linear {
            let start = chunk.original.start + position - chunk.folded_start;
            Some((start, start + 1))
        } else {
            Some((chunk.original.start, chunk.original.end))
        }
    }
}

/// Lets the last folded character answer for the original up to `end` too: what was there has no folded form.
fn extend_last(chunks: &mut Vec<Chunk>, end: usize) {
    let Some(last) = chunks.last_mut() else { return };
    if last.linear && last.original.len() > 1 {
        // The last character leaves its linear chunk, because it is no longer byte for byte.
        last.original.end -= 1;
        let original = last.original.end..end;
        let folded_start = last.folded_start + last.original.len();
        chunks.push(Chunk { folded_start, original, linear: false });
    } else {
        last.original.end = end;
        last.linear = false;
    }
}

/// Appends the folded form of `text` to `folded` and tells, for every character, its bytes in `text`, its bytes in
/// `folded` (none, if it has no folded form) and whether it is one byte in both.
fn fold_into(text: &str, folded: &mut String, mut tell: impl FnMut(Range<usize>, Range<usize>, bool)) {
    let mut after_space = false;
    for (start, character) in text.char_indices() {
        let folded_start = folded.len();
        fold_char(character, &mut |out| {
            if out != ' ' || !after_space {
                folded.push(out);
            }
            after_space = out == ' ';
        });
        tell(
            start..start + character.len_utf8(),
            folded_start..folded.len(),
            character.is_ascii() && folded.len() > folded_start,
        );
    }
}

fn fold_char(character: char, push: &mut impl FnMut(char)) {
    if character.is_ascii() {
        if character.is_ascii_whitespace() || character == '\u{b}' {
            push(' ');
        } else if character == '`' {
            push('\'');
        } else if !character.is_ascii_control() {
            push(character.to_ascii_lowercase());
        }
        return;
    }
    if let Some(plain) = plain_punctuation(character) {
        push(plain);
        return;
    }
    // Decomposing first strips the marks of composed letters, and turns wide, circled and joined forms into plain ones.
    decompose_compatible(character, |part| {
        if is_dropped(part) {
            return;
        }
        for lower in part.to_lowercase() {
            if is_dropped(lower) {
                continue;
            }
            match plain_letters(lower) {
                Some(letters) => letters.chars().for_each(&mut *push),
                None if lower.is_whitespace() => push(' '),
                None => push(plain_punctuation(lower).unwrap_or(lower)),
            }
        }
    });
}

/// Quotes, dashes and the punctuation of right-to-left scripts as plain ASCII.
fn plain_punctuation(character: char) -> Option<char> {
    Some(match character {
        '`' | '´' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | '׳' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '״' | '〝' | '〞' => '"',
        '\u{2010}'..='\u{2015}' | '−' | '־' | '⁃' | '﹘' | '﹣' | '-' => '-',
        '،' | '、' => ',',
        '؛' => ';',
        '؟' => '?',
        '۔' | '。' => '.',
        '٪' => '%',
        _ => return None,
    })
}

/// Letters that are variants of others but do not decompose into them.
fn plain_letters(lower: char) -> Option<&'static str> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    Some(match lower {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'þ' => "th",
        'ς' => "σ",
        // Arabic and Persian: alef wasla, ya without dots, Persian ya, ya barree, ta marbuta and the other forms of ha,
        // Persian kaf.
        'ٱ' => "ا",
        'ى' | 'ی' | 'ے' => "ي",
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => "ه",
        'ک' => "ك",
        '٠'..='٩' => DIGITS[lower as usize - '٠' as usize],
        '۰'..='۹' => DIGITS[lower as usize - '۰' as usize],
        _ => return None,
    })
}

/// Marks that search does without, and characters that cannot be seen. Vowel signs of Indic and Thai scripts are letters
/// in all but name and stay.
fn is_dropped(character: char) -> bool {
    match character {
        // Latin, Greek, Cyrillic.
        '\u{0300}'..='\u{036f}'
        | '\u{0483}'..='\u{0489}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}'
        // The half rings that stand for ayn and hamza in transliterations.
        | 'ʾ' | 'ʿ'
        // Hebrew.
        | '\u{0591}'..='\u{05bd}'
        | '\u{05bf}'
        | '\u{05c1}'..='\u{05c2}'
        | '\u{05c4}'..='\u{05c5}'
        | '\u{05c7}'
        // Arabic, tatweel among them.
        | '\u{0610}'..='\u{061a}'
        | '\u{0640}'
        | '\u{064b}'..='\u{065f}'
        | '\u{0670}'
        | '\u{06d6}'..='\u{06dc}'
        | '\u{06df}'..='\u{06e4}'
        | '\u{06e7}'..='\u{06e8}'
        | '\u{06ea}'..='\u{06ed}'
        | '\u{08ca}'..='\u{08e1}'
        | '\u{08e3}'..='\u{08ff}'
        // Syriac.
        | '\u{0711}'
        | '\u{0730}'..='\u{074a}' => true,
        _ => is_invisible(character) || (character.is_control() && !character.is_whitespace()),
    }
}

/// Characters without a picture of their own: soft hyphen, zero-width, direction marks, fillers, tags, variation selectors.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_diacritics_and_width_do_not_matter() {
        assert_eq!(fold("Müller"), "muller");
        assert_eq!(fold("MU\u{308}LLER"), "muller");
        assert_eq!(fold("Łukasz Øster Straße Æsop"), "lukasz oster strasse aesop");
        assert_eq!(fold("İstanbul ISPARTA ılıca"), "istanbul isparta ilica");
        assert_eq!(fold("ＡＢＣ　１２"), "abc 12");
        assert_eq!(fold("ΟΔΥΣΣΕΥΣ"), fold("Οδυσσεύς"));
        assert_eq!(fold("Ёлкин"), "елкин");
    }

    #[test]
    fn arabic_spellings_meet() {
        assert_eq!(fold("سَلْمَى"), fold("سلمي"));
        assert_eq!(fold("أحمد"), fold("احمد"));
        assert_eq!(fold("إبراهيم آدم ٱلله"), "ابراهيم ادم الله");
        assert_eq!(fold("محـــمد"), fold("محمد"));
        assert_eq!(fold("جماعة"), fold("جماعه"));
        assert_eq!(fold("علی کریم"), fold("علي كريم"));
        assert_eq!(fold("٢٠١٤ ۲۰۱۴"), "2014 2014");
    }

    #[test]
    fn hebrew_points_do_not_matter() {
        assert_eq!(fold("שָׁלוֹם"), "שלום");
        assert_eq!(fold("תל־אביב"), "תל-אביב");
    }

    #[test]
    fn punctuation_is_plain_and_white_space_is_one_space() {
        assert_eq!(fold("“Ada’s” — «Obi»"), "\"ada's\" - \"obi\"");
        assert_eq!(fold("Ada\r\n\t Obi"), "ada obi");
        assert_eq!(fold("a\u{200b}b\u{202e}c\u{0}d"), "abcd");
        assert_eq!(fold("سلمى، علي"), "سلمي, علي");
    }

    #[test]
    fn vowel_signs_that_are_letters_stay() {
        assert_ne!(fold("की"), fold("का"));
        assert_ne!(fold("กิ"), fold("กา"));
    }

    #[test]
    fn a_hit_leads_back_to_the_original() {
        let original = "Der Mu\u{308}ller, Straße";
        let folded = FoldedText::new(original);
        let find = |needle: &str| {
            let at = folded.as_str().find(needle).expect("it is there");
            &original[folded.to_original(at..at + needle.len())]
        };
        assert_eq!(find("muller"), "Mu\u{308}ller");
        assert_eq!(find("mu"), "Mu\u{308}");
        assert_eq!(find("m"), "M");
        assert_eq!(find("ller"), "ller");
        assert_eq!(find("stras"), "Straß");
        assert_eq!(find("se"), "ße");
    }

    #[test]
    fn a_hit_across_a_line_break_leads_back() {
        let original = "by Ada\n   Obi.";
        let folded = FoldedText::new(original);
        let at = folded.as_str().find("ada obi").expect("white space is one space");
        assert_eq!(&original[folded.to_original(at..at + 7)], "Ada\n   Obi");
    }

    #[test]
    fn what_is_out_of_range_is_cut_off() {
        let folded = FoldedText::new("é");
        assert_eq!(folded.to_original(0..9), 0..2);
        assert_eq!(folded.to_original(7..9), 2..2);
        assert_eq!(FoldedText::new("").to_original(0..1), 0..0);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_mapped_text_is_the_folded_text(text in any::<String>()) {
            let folded = FoldedText::new(&text);
            prop_assert_eq!(folded.as_str(), fold(&text));
        }

        #[test]
        fn every_range_leads_back_to_character_boundaries(
            text in "[a-cÄßé\u{301}\u{640}سلﷺ \n\u{200b}한]{0,24}", start in 0usize..60, length in 0usize..20,
        ) {
            let folded = FoldedText::new(&text);
            let original = folded.to_original(start..start + length);
            prop_assert!(text.get(original.clone()).is_some(), "{:?} of {:?}", original, text);
            let whole = folded.to_original(0..folded.as_str().len());
            prop_assert_eq!(fold(&text[whole]), folded.as_str());
        }
    }

    #[test]
    fn every_character_folds_to_something_that_stays() {
        for character in '\0'..=char::MAX {
            let once = fold(character.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "{character:?} U+{:04X}", character as u32);
            assert!(!once.contains(char::is_control), "{character:?}");
        }
    }
}
