//! A name made ready to be compared: its words without titles and particles, each with how it sounds.

use super::letters;
use crate::text::fold;

/// A name as it is compared with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub written: String,
    /// The words that count, in their order: at least one, unless the name has no letters.
    pub words: Vec<Word>,
    /// Everything in one word, particles and titles included.
    pub joined: String,
    /// How that sounds.
    pub joined_sound: String,
    /// Numbers, and what tells a father from a son, sorted: these must be the same.
    pub numbers: Vec<String>,
    /// Whether a title says a woman (`Some(true)`) or a man.
    pub is_woman: Option<bool>,
    /// Whether there is a comma, after which the first name may stand.
    pub has_comma: bool,
    /// The letters of a name that is written in capitals alone: it may stand for the initials of a longer one.
    pub capitals: Option<String>,
    /// The first letters of all words, and of those that count, where there are several.
    pub initials: [String; 2],
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As search compares it.
    pub folded: String,
    /// How it sounds.
    pub sound: String,
    /// The consonants of that.
    pub skeleton: String,
    /// Whether it is in a script that leaves vowels out.
    pub is_bare: bool,
}

/// More words than these say nothing more about who it is, and cost time.
const MOST_WORDS: usize = 8;

/// Words before a name that say nothing about who bears it. Sorted.
const TITLES: [&str; 58] = [
    "abp",
    "adm",
    "admiral",
    "ayatollah",
    "brig",
    "brigadier",
    "capt",
    "captain",
    "cardinal",
    "col",
    "colonel",
    "commander",
    "count",
    "dame",
    "dr",
    "emir",
    "father",
    "frau",
    "gen",
    "general",
    "grand",
    "hadji",
    "haji",
    "hajj",
    "hajji",
    "herr",
    "hojjat",
    "hon",
    "imam",
    "ing",
    "lady",
    "lieutenant",
    "lord",
    "lt",
    "madame",
    "maj",
    "major",
    "mme",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "mullah",
    "prof",
    "professor",
    "rev",
    "sayed",
    "sayid",
    "sayyed",
    "sayyid",
    "seyyed",
    "sgt",
    "shaikh",
    "shaykh",
    "sheik",
    "sheikh",
    "sir",
    "st",
];

/// Articles, prepositions and words for "son of" inside names. Sorted.
const PARTICLES: [&str; 47] = [
    "ad", "al", "an", "and", "ar", "as", "ash", "at", "az", "ben", "bin", "bint", "da", "das", "de", "del", "della",
    "den", "der", "des", "di", "do", "dos", "du", "el", "et", "for", "fur", "ibn", "il", "in", "la", "las", "le",
    "les", "los", "of", "oglu", "ter", "the", "ud", "ul", "und", "van", "vom", "von", "zu",
];

/// Words that tell bearers of one name apart, like numbers do. Sorted.
const GENERATIONS: [&str; 8] = ["elder", "fils", "jr", "junior", "pere", "senior", "sr", "younger"];

impl Name {
    /// Makes a name ready.
    pub fn new(name: &str) -> Self {
        let folded = fold(&letters::with_hissing_spelt_out(name));
        let plain = fold(name);
        let mut parts: Vec<String> = words_of(&folded);
        parts.truncate(2 * MOST_WORDS);
        let plain_parts = words_of(&plain);
        let mut joined = String::new();
        let (mut numbers, mut words, mut is_woman) = (Vec::new(), Vec::new(), None);
        let mut dropped = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            joined.push_str(part);
            match part.as_str() {
                "mr" | "herr" | "monsieur" | "sir" | "lord" => is_woman = Some(false),
                "mrs" | "ms" | "miss" | "mme" | "madame" | "frau" | "lady" | "dame" => is_woman = Some(true),
                _ => {}
            }
            let plain = plain_parts.get(at).filter(|_| plain_parts.len() == parts.len()).unwrap_or(part);
            if is_number(part) {
                numbers.push(part.clone());
            } else if is_in(&TITLES, part) || is_in(&PARTICLES, part) {
                dropped.push(Word::new(part, plain));
            } else {
                words.extend(Word::without_article(part, plain));
            }
        }
        if words.is_empty() {
            words = dropped;
        }
        words.truncate(MOST_WORDS);
        numbers.sort_unstable();
        let letters_of = |parts: &mut dyn Iterator<Item = &str>| -> String {
            let firsts: Vec<char> = parts.filter_map(|part| part.chars().next()).collect();
            if firsts.len() < 2 { String::new() } else { firsts.into_iter().collect() }
        };
        let initials = [
            letters_of(&mut parts.iter().map(String::as_str)),
            letters_of(&mut words.iter().map(|word| word.folded.as_str())),
        ];
        let joined_sound = letters::sound(&letters::latin(&joined));
        let (written, has_comma) = (name.to_owned(), name.contains(','));
        Self { written, words, joined, joined_sound, numbers, is_woman, has_comma, capitals: capitals(name), initials }
    }

    /// The skeletons of the words, sorted.
    pub fn skeletons(&self) -> Vec<&str> {
        let mut skeletons: Vec<&str> = self.words.iter().map(|word| word.skeleton.as_str()).collect();
        skeletons.sort_unstable();
        skeletons
    }
}

impl Word {
    fn new(part: &str, plain: &str) -> Self {
        let sound = letters::sound(&letters::latin(part));
        let skeleton = letters::skeleton(&sound);
        Self { folded: plain.to_owned(), skeleton, sound, is_bare: letters::is_without_vowels(part) }
    }

    /// The word without an Arabic article before it, and `None` where nothing is left.
    fn without_article(part: &str, plain: &str) -> Option<Self> {
        let stem = part.strip_prefix("ال").filter(|stem| stem.chars().count() > 2);
        let word = match stem {
            Some(stem) => Self::new(stem, stem),
            None => Self::new(part, plain),
        };
        (!word.folded.is_empty()).then_some(word)
    }

    /// Whether it is a single letter, which may stand for a longer word.
    pub fn is_initial(&self) -> bool {
        self.folded.chars().nth(1).is_none()
    }

    /// Number of letters.
    pub fn length(&self) -> usize {
        self.folded.chars().count()
    }

    /// Consonants, those that are not written as such included.
    pub fn consonants(&self) -> usize {
        self.skeleton.chars().filter(|letter| *letter != '*').count()
    }
}

/// The words of a folded text; an apostrophe inside a word is part of it and leaves no trace.
fn words_of(folded: &str) -> Vec<String> {
    let split = |letter: char| !letter.is_alphanumeric() && letter != '\'';
    let bare = folded.split(split).map(|word| word.replace('\'', ""));
    bare.filter(|word| !word.is_empty()).collect()
}

fn is_in(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Digits, Roman numerals from two letters on, and words for generations.
fn is_number(word: &str) -> bool {
    let is_roman = || word.len() > 1 && word.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    word.chars().any(char::is_numeric) || is_roman() || is_in(&GENERATIONS, word)
}

/// The letters of one word that is in capitals alone, folded: `AAH`, `I.R.G.C.`.
fn capitals(name: &str) -> Option<String> {
    let bare: String = name.trim().chars().filter(|letter| *letter != '.').collect();
    let is_one = (2..=6).contains(&bare.chars().count()) && bare.chars().all(char::is_uppercase);
    is_one.then(|| fold(&bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        Name::new(name).words.into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn lists_are_sorted_to_be_searched() {
        assert!(TITLES.is_sorted() && PARTICLES.is_sorted() && GENERATIONS.is_sorted());
    }

    #[test]
    fn titles_particles_and_punctuation_do_not_count() {
        assert_eq!(words("Sheikh Qais al-Khazali"), ["qais", "khazali"]);
        assert_eq!(words("Dr. J. O’Neill"), ["j", "oneill"]);
        assert_eq!(words("Asa'ib Ahl al-Haq"), ["asaib", "ahl", "haq"]);
        assert_eq!(words("قيس الخزعلي"), ["قيس", "خزعلي"]);
        assert_eq!(words("The"), ["the"], "where nothing else is left they do");
        assert_eq!(words("Čapek"), ["capek"]);
        assert_eq!(words(" – "), Vec::<String>::new());
    }

    #[test]
    fn numbers_stand_apart() {
        assert_eq!(Name::new("Brigade 45").numbers, ["45"]);
        assert_eq!(Name::new("Henry VIII").numbers, ["viii"]);
        assert_eq!(Name::new("Sammy Davis, Jr.").numbers, ["jr"]);
    }

    #[test]
    fn initials_and_what_may_be_some() {
        assert_eq!(Name::new("I.R.G.C.").capitals.as_deref(), Some("irgc"));
        assert_eq!(Name::new("Irgc").capitals, None);
        assert_eq!(Name::new("Asaib Ahl al-Haq").initials, ["aaah".to_owned(), "aah".to_owned()]);
    }
}
