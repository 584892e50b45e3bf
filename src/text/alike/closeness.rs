//! How near two names are to each other, and in which way. Symmetric. Knows nothing of graphs.

use strsim::{jaro_winkler, osa_distance};

use super::letters::{is_vowel, skeleton};
use super::name::{Name, Word};

/// Two names that may be of one bearer.
#[derive(Clone, Debug, PartialEq)]
pub struct Closeness {
    /// 1 for equal names, less for every way in which they differ.
    pub score: f64,
    /// The ways in which they differ; none for equal ones.
    pub ways: Vec<Way>,
    /// Which words stand for each other, and how near they are: by their places in the first and the second name.
    pub matched: Vec<(usize, usize, Nearness)>,
}

/// A way in which two names differ that may still be of one bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Titles, articles, punctuation.
    Titles,
    /// Words are written as one, or apart.
    Together,
    /// The same words in another order.
    Order,
    /// Some words are spelt otherwise.
    Words,
    /// The longer one has more words.
    Longer,
    /// One is a single word of the other.
    OneWord,
    /// One is the initials of the other.
    Initials,
}

/// How near two words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Equal, but for what search overlooks.
    Equal,
    /// Spelt otherwise, sounding the same.
    Sound,
    /// The same but for a vowel or two.
    Vowels,
    /// The same consonants, in a script without vowels.
    Script,
    /// A letter is another one, missing, or in the wrong place.
    Letter,
    /// One is the first letter of the other.
    Initial,
}

impl Nearness {
    /// How much of a match it is, at most 1.
    fn score(self, one: &Word, other: &Word) -> f64 {
        match self {
            Self::Equal => 1.0,
            Self::Sound => 0.96,
            Self::Vowels => 0.91,
            Self::Script => 0.92,
            // Worse where it is at the beginning, better in long words.
            Self::Letter => 0.58 + 0.25 * jaro_winkler(&one.folded, &other.folded),
            Self::Initial => 0.8,
        }
    }
}

/// How near two names are; `None` where they are not of one bearer as far as names tell.
pub fn closeness(one: &Name, other: &Name) -> Option<Closeness> {
    let contradicts = one.is_woman.is_some() && other.is_woman.is_some() && one.is_woman != other.is_woman;
    if contradicts || one.numbers != other.numbers || one.joined.is_empty() {
        return None;
    }
    if one.joined == other.joined {
        let is_apart = one.words.len() != other.words.len();
        let matched = if is_apart { Vec::new() } else { each_word(one) };
        let (score, ways) = if is_apart { (0.97, vec![Way::Together]) } else { (1.0, Vec::new()) };
        return Some(Closeness { score, ways, matched });
    }
    if one.words.is_empty() || other.words.is_empty() {
        return None;
    }
    if is_initials(one, other) || is_initials(other, one) {
        return Some(Closeness { score: 0.82, ways: vec![Way::Initials], matched: Vec::new() });
    }
    by_words(one, other).or_else(|| together(one, other))
}

fn each_word(name: &Name) -> Vec<(usize, usize, Nearness)> {
    (0..name.words.len()).map(|at| (at, at, Nearness::Equal)).collect()
}

fn is_initials(short: &Name, long: &Name) -> bool {
    short.capitals.as_ref().is_some_and(|capitals| long.initials.contains(capitals))
}

/// Written as one word here and as several there, and sounding the same but for a vowel or two.
fn together(one: &Name, other: &Name) -> Option<Closeness> {
    let (first, second) = (&one.joined_sound, &other.joined_sound);
    if first.len() < 6 || one.words.len() == other.words.len() || skeleton(first) != skeleton(second) {
        return None;
    }
    let score = match osa_distance(first, second) {
        0 => 0.93,
        1 | 2 => 0.89,
        _ => return None,
    };
    Some(Closeness { score, ways: vec![Way::Together], matched: Vec::new() })
}

/// Every word of the shorter name stands for one of the longer.
fn by_words(one: &Name, other: &Name) -> Option<Closeness> {
    // Among names of as many words too, so that the answer does not depend on which is the first.
    let is_turned = (one.words.len(), &one.joined) > (other.words.len(), &other.joined);
    let (short, long) = if is_turned { (other, one) } else { (one, other) };
    let pairs = matched(&short.words, &long.words)?;
    let missing = long.words.len() - short.words.len();
    let mut ways = Vec::new();
    let scores = || pairs.iter().map(|(at, to, near)| near.score(&short.words[*at], &long.words[*to]));
    let mean = scores().sum::<f64>() / pairs.len() as f64;
    // The worst word counts as much as all of them: one that is wrong makes another name.
    let mut score = 0.5 * mean + 0.5 * scores().fold(1.0, f64::min);
    if pairs.iter().all(|(.., near)| *near == Nearness::Initial) {
        return None;
    }
    if pairs.iter().any(|(.., near)| *near != Nearness::Equal) {
        ways.push(Way::Words);
    }
    let is_in_order = pairs.windows(2).all(|two| two[0].1 < two[1].1);
    if !is_in_order {
        ways.push(Way::Order);
        score -= if short.has_comma == long.has_comma { 0.12 } else { 0.01 };
    }
    if missing > 0 && short.words.len() == 1 {
        let (_, to, near) = pairs[0];
        let is_end = to == 0 || to + 1 == long.words.len();
        if !is_end || near > Nearness::Sound || short.words[0].length() < 4 {
            return None;
        }
        ways.push(Way::OneWord);
        score -= 0.2;
    } else if missing > 0 {
        // `Iraqi Army` and `Iraqi Army Aviation` are two things, `Basra Council` and `Basra Provincial Council` are one.
        let has = |place: usize| pairs.iter().any(|(_, to, _)| *to == place);
        if !has(0) || !has(long.words.len() - 1) {
            return None;
        }
        ways.push(Way::Longer);
        score -= 0.07 + 0.03 * missing as f64;
    }
    if ways.is_empty() {
        ways.push(Way::Titles);
        score -= 0.02;
    }
    ways.sort_unstable();
    let turn = |(at, to, near)| if is_turned { (to, at, near) } else { (at, to, near) };
    let mut matched: Vec<_> = pairs.into_iter().map(turn).collect();
    matched.sort_unstable();
    Some(Closeness { score, ways, matched })
}

/// For every word of `short` the nearest of `long` that no nearer word takes, or `None` where one stands for nothing.
fn matched(short: &[Word], long: &[Word]) -> Option<Vec<(usize, usize, Nearness)>> {
    let mut all: Vec<(Nearness, usize, usize, usize)> = Vec::new();
    for (at, word) in short.iter().enumerate() {
        for (to, other) in long.iter().enumerate() {
            if let Some(near) = nearness(word, other) {
                all.push((near, at.abs_diff(to), at, to));
            }
        }
    }
    all.sort_unstable();
    let (mut taken, mut found) = (vec![false; long.len()], vec![None; short.len()]);
    for (near, _, at, to) in all {
        if found[at].is_none() && !taken[to] {
            (found[at], taken[to]) = (Some((at, to, near)), true);
        }
    }
    found.into_iter().collect()
}

/// How near two words are, if they may be one.
pub fn nearness(one: &Word, other: &Word) -> Option<Nearness> {
    if one.folded == other.folded {
        return Some(Nearness::Equal);
    }
    if one.is_initial() || other.is_initial() {
        let (first, second) = (one.folded.chars().next(), other.folded.chars().next());
        return (first == second && one.is_initial() != other.is_initial()).then_some(Nearness::Initial);
    }
    if one.sound == other.sound && !one.sound.is_empty() {
        return Some(Nearness::Sound);
    }
    if one.is_bare != other.is_bare {
        return (one.skeleton == other.skeleton && one.consonants() > 1).then_some(Nearness::Script);
    }
    if one.is_bare || has_other_ending(&one.sound, &other.sound) {
        return None;
    }
    let consonants = one.consonants();
    // In short words a vowel makes another name: Hasan and Husain, Nur and Nir.
    if consonants > 2 && one.skeleton == other.skeleton {
        let vowels = osa_distance(&one.sound, &other.sound);
        if vowels <= if consonants > 4 { 2 } else { 1 } {
            return Some(Nearness::Vowels);
        }
    }
    is_one_letter_apart(&one.folded, &other.folded).then_some(Nearness::Letter)
}

/// From so many letters on, a letter that differs can be a slip.
pub const LONG_ENOUGH: usize = 5;

/// Whether a letter is another one, missing, or in the wrong place, in words that are long enough.
pub fn is_one_letter_apart(one: &str, other: &str) -> bool {
    let (first, second) = (one.chars().count(), other.chars().count());
    first.min(second) >= LONG_ENOUGH && first.abs_diff(second) < 2 && osa_distance(one, other) == 1
}

/// Whether the end makes another name of it: Ivanov and Ivanova, Mario and Maria, Iraq and Iraqi. Of what words sound like.
fn has_other_ending(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.strip_prefix(short).is_some_and(|rest| rest.len() == 1 && rest.ends_with(is_vowel)) {
        return true;
    }
    let ends = [one.chars().next_back(), other.chars().next_back()];
    matches!(ends, [Some('a'), Some('u')] | [Some('u'), Some('a')])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn score(one: &str, other: &str) -> f64 {
        closeness(&Name::new(one), &Name::new(other)).map_or(0.0, |found| found.score)
    }

    #[test]
    fn names_of_one_bearer_are_near_each_other() {
        for (one, other, least) in [
            ("Qais al-Khazali", "QAIS AL-KHAZALI", 1.0),
            ("Qais al-Khazali", "Qays Khaz'ali", 0.95),
            ("Qais al-Khazali", "al-Khazali, Qais", 0.95),
            ("Qais al-Khazali", "Sheikh Qais al-Khazali", 0.95),
            ("Qais al-Khazali", "Qais Alkhazali", 0.95),
            ("Qais al-Khazali", "قيس الخزعلي", 0.9),
            ("Qais al-Khazali", "Qais Hadi Sayed Hasan al-Khazali", 0.8),
            ("Mohammed Hussein", "Muhammad Husayn", 0.85),
            ("Mohamed Ahmed", "Mohammad Ahmad", 0.9),
            ("Nouri al-Maliki", "Nuri el-Maliki", 0.9),
            ("Владимир Петрович", "Vladimir Petrović", 0.95),
            ("John Smith", "J. Smith", 0.8),
            ("Jonathan Meyers", "Jonathon Meyers", 0.9),
            ("Asa'ib Ahl al-Haq", "Asaib Ahl al-Haqq", 0.9),
            ("Asa'ib Ahl al-Haq", "AAH", 0.8),
            ("Abdul Rahman", "Abdulrahman", 0.95),
        ] {
            assert!(score(one, other) >= least, "{one} / {other}: {}", score(one, other));
        }
    }

    #[test]
    fn near_names_of_others_are_not() {
        for (one, other) in [
            ("Hassan Ali", "Hussein Ali"),
            ("Mahmoud Salim", "Mohammed Salim"),
            ("Maria Lopez", "Mario Lopez"),
            ("Ivan Ivanov", "Ivana Ivanova"),
            ("Anna Ivanova", "Anna Ivanov"),
            ("Qais al-Khazali", "Laith al-Khazali"),
            ("Brigade 45", "Brigade 46"),
            ("Henry VII", "Henry VIII"),
            ("Sammy Davis Jr.", "Sammy Davis Sr."),
            ("Mr Smith", "Mrs Smith"),
            ("Iraqi Army", "Iraqi Army Aviation"),
            ("Ali", "Adi"),
            ("J. Smith", "K. Smith"),
            ("Iraq", "Iran"),
            ("Sunni Bloc", "Shia Bloc"),
        ] {
            assert!(score(one, other) < 0.01, "{one} / {other}: {}", score(one, other));
        }
        assert!(score("Ali Hassan", "Hassan Ali") < 0.9, "an order is a name too");
    }

    proptest! {
        #[test]
        fn which_is_the_first_does_not_matter(one in "[a-dkhqiyu' .,-]{0,14}", other in "[a-dkhqiyu' .,-]{0,14}") {
            let (one, other) = (Name::new(&one), Name::new(&other));
            let (there, back) = (closeness(&one, &other), closeness(&other, &one));
            prop_assert_eq!(there.is_some(), back.is_some());
            if let (Some(there), Some(back)) = (there, back) {
                prop_assert!((there.score - back.score).abs() < 1e-9);
                prop_assert_eq!(there.ways, back.ways);
            }
        }
    }
}
