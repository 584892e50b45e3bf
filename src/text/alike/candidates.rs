//! Which pairs of names are compared at all. Names that are near each other share one of a few keys; keys that very many names
//! share say what somebody is rather than who, and lead to nothing. So the work grows with the number of names, not its square.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::closeness::LONG_ENOUGH;
use super::name::Name;

/// The sorts of keys. Of each, all names are looked at before the next, so that the keys of one sort alone are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sort {
    /// The same letters, words in any order.
    Words,
    /// The same consonants, words in any order.
    Skeletons,
    /// The same consonants as one word.
    Joined,
    /// One word misses a letter, the others have the same consonants.
    Letter,
    /// The first word and another one.
    Two,
    /// The first letter and the last word.
    Initial,
    /// A single word, and the ends of longer names.
    Word,
    /// A single word of capitals, and the initials of longer names.
    Capitals,
}

const SORTS: [Sort; 8] =
    [Sort::Words, Sort::Skeletons, Sort::Joined, Sort::Letter, Sort::Two, Sort::Initial, Sort::Word, Sort::Capitals];

impl Sort {
    /// So many names may share a key of that sort and are still compared for it; the fewer, the less the key says.
    fn most(self) -> usize {
        match self {
            Self::Words | Self::Skeletons | Self::Joined => 48,
            Self::Letter | Self::Two => 24,
            Self::Initial | Self::Capitals => 12,
            // A single word says who it is only where hardly anybody else bears it.
            Self::Word => 4,
        }
    }
}

/// Pairs of names worth comparing, by their positions in `names`, each once and the lesser first, in order. `tell` hears how far
/// it is, 0 to 1; where it says no, nothing comes of it.
pub fn candidates(names: &[Name], tell: &mut dyn FnMut(f32) -> bool) -> Option<Vec<(u32, u32)>> {
    let mut pairs = Vec::new();
    for (number, sort) in SORTS.into_iter().enumerate() {
        if !tell(number as f32 / SORTS.len() as f32) {
            return None;
        }
        let mut keys: Vec<(u64, u32, bool)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            // What has other numbers is somebody else.
            let own = hashed(&name.numbers);
            keys_of(sort, name, &mut |key, asks| keys.push((key ^ own, at as u32, asks)));
        }
        keys.sort_unstable();
        keys.dedup_by(|again, first| {
            let is_same = (again.0, again.1) == (first.0, first.1);
            first.2 |= is_same && again.2;
            is_same
        });
        for run in keys.chunk_by(|one, other| one.0 == other.0).filter(|run| (2..=sort.most()).contains(&run.len())) {
            for (number, (_, one, one_asks)) in run.iter().enumerate() {
                let asking = run[number + 1..].iter().filter(|(.., other_asks)| *one_asks || *other_asks);
                pairs.extend(asking.map(|(_, other, _)| (*one, *other)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    Some(pairs)
}

/// Tells the keys of one sort that a name has, and whether it asks for others: of two names that only answer, none is compared.
fn keys_of(sort: Sort, name: &Name, tell: &mut dyn FnMut(u64, bool)) {
    let words = &name.words;
    let [first, .., last] = &words[..] else {
        match &words[..] {
            [only] => keys_of_one(sort, name, &only.folded, &only.skeleton, tell),
            _ if sort == Sort::Words && !name.joined.is_empty() => tell(hashed(&(sort, &name.joined)), true),
            _ => {}
        }
        return;
    };
    match sort {
        Sort::Words => {
            let mut sorted: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
            sorted.sort_unstable();
            tell(hashed(&(sort, sorted)), true);
        }
        Sort::Skeletons => tell(hashed(&(sort, name.skeletons())), true),
        Sort::Joined => tell(hashed(&(sort, super::letters::skeleton(&name.joined_sound))), true),
        Sort::Letter => {
            for (at, word) in words.iter().enumerate() {
                let mut others: Vec<&str> = words.iter().map(|word| word.skeleton.as_str()).collect();
                others.remove(at);
                others.sort_unstable();
                each_without_a_letter(&word.folded, &mut |variant| tell(hashed(&(sort, &others, variant)), true));
            }
        }
        Sort::Two => {
            for (at, other) in words.iter().enumerate().skip(1) {
                // Longer names ask; two short ones with the same words have met already.
                tell(hashed(&(sort, &first.skeleton, &other.skeleton)), words.len() > 2 || at > 1);
            }
        }
        Sort::Initial => {
            let letter = first.folded.chars().next();
            tell(hashed(&(sort, letter, &last.skeleton)), words.iter().any(super::name::Word::is_initial));
        }
        Sort::Word => {
            tell(hashed(&(sort, &last.skeleton)), false);
            tell(hashed(&(sort, &first.skeleton)), false);
        }
        Sort::Capitals => {
            for initials in name.initials.iter().filter(|initials| !initials.is_empty()) {
                tell(hashed(&(sort, initials)), false);
            }
        }
    }
}

fn keys_of_one(sort: Sort, name: &Name, folded: &str, skeleton: &str, tell: &mut dyn FnMut(u64, bool)) {
    match sort {
        Sort::Words => tell(hashed(&(sort, [folded])), true),
        Sort::Skeletons => tell(hashed(&(sort, [skeleton])), true),
        Sort::Joined => tell(hashed(&(sort, super::letters::skeleton(&name.joined_sound))), true),
        Sort::Letter => {
            let others: Vec<&str> = Vec::new();
            each_without_a_letter(folded, &mut |variant| tell(hashed(&(sort, &others, variant)), true));
        }
        Sort::Word => tell(hashed(&(sort, skeleton)), true),
        Sort::Capitals => {
            if let Some(capitals) = &name.capitals {
                tell(hashed(&(sort, capitals)), true);
            }
        }
        Sort::Two | Sort::Initial => {}
    }
}

/// A word that is long enough for a slip, as it is and without each of its letters in turn: words one letter apart share one.
pub fn each_without_a_letter(word: &str, tell: &mut dyn FnMut(&str)) {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    if letters.len() < LONG_ENOUGH {
        return;
    }
    tell(word);
    let mut variant = String::with_capacity(word.len());
    for (at, letter) in letters {
        variant.clear();
        variant.push_str(&word[..at]);
        variant.push_str(&word[at + letter.len_utf8()..]);
        tell(&variant);
    }
}

/// The same number for the same value in every run of one build; that two values share one costs a comparison, no more.
pub fn hashed(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(names: &[&str]) -> Vec<(u32, u32)> {
        let names: Vec<Name> = names.iter().map(|name| Name::new(name)).collect();
        candidates(&names, &mut |_| true).expect("nobody says no")
    }

    #[test]
    fn near_names_meet() {
        for (one, other) in [
            ("Qais al-Khazali", "Khazali, Qays"),
            ("Qais al-Khazali", "Kais Alkhazali"),
            ("Jonathan Meyers", "Jonathan Meyerz"),
            ("Jonathan Meyers", "Jnoathan Meyers"),
            ("Abdul Rahman", "Abdulrahman"),
            ("Qais Hadi Hasan al-Khazali", "Qais al-Khazali"),
            ("J. Meyers", "Jonathan Meyers"),
            ("Khazali", "Qais al-Khazali"),
            ("Asa'ib Ahl al-Haq", "AAH"),
        ] {
            assert_eq!(pairs(&["Zebra", one, "Yak", other]), [(1, 3)], "{one} / {other}");
        }
    }

    #[test]
    fn what_everybody_is_called_leads_to_nothing() {
        assert_eq!(pairs(&["Guard"; 200]), []);
        assert_eq!(pairs(&["Guard"; 3]), [(0, 1), (0, 2), (1, 2)]);
    }

    #[test]
    fn it_can_be_given_up() {
        let names = [Name::new("Ada"), Name::new("Ada")];
        let mut left = 3;
        let tell = &mut |_| {
            left -= 1;
            left > 0
        };
        assert_eq!(candidates(&names, tell), None);
    }
}
