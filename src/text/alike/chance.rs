//! How much it says that two names are near each other, among all the names of a graph: little where many bear such names.

use std::collections::HashMap;

use super::candidates::{each_without_a_letter, hashed};
use super::closeness::{Nearness, is_one_letter_apart};
use super::name::{Name, Word};

/// The words of all names, and how many actors bear them.
pub struct Vocabulary<'n> {
    actors: f64,
    words: HashMap<&'n str, u32>,
    sounds: HashMap<&'n str, u32>,
    /// How many actors, and how many different words.
    skeletons: HashMap<&'n str, (u32, u32)>,
    /// Words by what is left of them without a letter.
    variants: Vec<(u64, &'n str)>,
    /// The words one letter from a word, with those that were asked for before.
    near: HashMap<&'n str, Vec<&'n str>>,
}

impl<'n> Vocabulary<'n> {
    /// The words of `names`, in which all names of an actor stand together; `actor_of` tells whose each is.
    pub fn new(names: &'n [Name], actor_of: &[u32]) -> Self {
        let (mut words, mut sounds) = (HashMap::<&str, u32>::new(), HashMap::<&str, u32>::new());
        let mut skeletons = HashMap::<&str, (u32, u32)>::new();
        let mut actors = 0.0;
        let mut from = 0;
        for own in actor_of.chunk_by(|one, other| one == other) {
            let of_actor = &names[from..from + own.len()];
            from += own.len();
            actors += 1.0;
            each_once(of_actor, |word| &word.folded, &mut |word| *words.entry(word).or_default() += 1);
            each_once(of_actor, |word| &word.sound, &mut |sound| *sounds.entry(sound).or_default() += 1);
            each_once(of_actor, |word| &word.skeleton, &mut |bones| skeletons.entry(bones).or_default().0 += 1);
        }
        let mut all: Vec<(&str, &str)> = Vec::with_capacity(words.len());
        for name in names {
            all.extend(name.words.iter().map(|word| (word.folded.as_str(), word.skeleton.as_str())));
        }
        all.sort_unstable();
        all.dedup();
        let mut variants = Vec::new();
        for (word, bones) in all {
            skeletons.entry(bones).or_default().1 += 1;
            each_without_a_letter(word, &mut |variant| variants.push((hashed(&variant), word)));
        }
        variants.sort_unstable();
        Self { actors, words, sounds, skeletons, variants, near: HashMap::new() }
    }

    /// What is to be taken off the score of two names, because chance alone would bring about such a pair: the number of actors
    /// that would bear names as near, if words came together by chance, on a scale of tens; and a little for every further word
    /// that is as near, because where words are crowded a letter makes another one.
    pub fn discount(&mut self, one: &'n Name, other: &'n Name, matched: &[(usize, usize, Nearness)]) -> f64 {
        if matched.is_empty() {
            return 0.0;
        }
        let (mut expected, mut crowd) = (self.actors, 0);
        for (at, to, near) in matched {
            let (bearers, further) = self.bearers(*near, &one.words[*at], &other.words[*to]);
            // The two themselves are no chance.
            expected *= (bearers - 2.0).max(0.0) + 0.1;
            expected /= self.actors.max(1.0);
            crowd += further;
        }
        let by_chance = (0.1 * (expected / 0.01).log10()).clamp(0.0, 0.6);
        by_chance + (0.03 * f64::from(crowd)).min(0.2)
    }

    /// How many actors bear a word that is as near, and how many further words there are that are.
    fn bearers(&mut self, near: Nearness, one: &'n Word, other: &'n Word) -> (f64, u32) {
        let of = |found: Option<&u32>| f64::from(found.copied().unwrap_or_default());
        match near {
            Nearness::Equal => (of(self.words.get(one.folded.as_str())), 0),
            Nearness::Sound => (of(self.sounds.get(one.sound.as_str())), 0),
            Nearness::Vowels | Nearness::Script => {
                let (bearers, words) = self.skeletons.get(one.skeleton.as_str()).copied().unwrap_or_default();
                (f64::from(bearers), words.saturating_sub(2))
            }
            Nearness::Letter => {
                let mut near = Vec::new();
                for word in [&one.folded, &other.folded] {
                    near.extend_from_slice(self.one_letter_from(word));
                }
                near.extend([one.folded.as_str(), other.folded.as_str()]);
                near.sort_unstable();
                near.dedup();
                let bearers = near.iter().map(|word| of(self.words.get(word))).sum();
                (bearers, near.len().saturating_sub(2) as u32)
            }
            // As many names as there are letters begin with each of them, more or less.
            Nearness::Initial => (self.actors / 10.0, 0),
        }
    }

    fn one_letter_from(&mut self, word: &'n str) -> &[&'n str] {
        let variants = &self.variants;
        self.near.entry(word).or_insert_with(|| {
            let mut near = Vec::new();
            each_without_a_letter(word, &mut |variant| {
                let key = hashed(&variant);
                let from = variants.partition_point(|entry| entry.0 < key);
                let same = variants[from..].iter().take_while(|entry| entry.0 == key);
                near.extend(same.map(|entry| entry.1).filter(|other| is_one_letter_apart(word, other)));
            });
            near.sort_unstable();
            near.dedup();
            near
        })
    }
}

/// Tells something of every word of an actor's names, each once.
fn each_once<'n>(names: &'n [Name], of: impl Fn(&'n Word) -> &'n String, tell: &mut dyn FnMut(&'n str)) {
    let mut all: Vec<&str> = names.iter().flat_map(|name| &name.words).map(|word| of(word).as_str()).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().for_each(tell);
}

#[cfg(test)]
mod tests {
    use super::super::closeness::closeness;
    use super::*;

    fn discount(others: &[&str], one: &str, other: &str) -> f64 {
        let names: Vec<Name> = [one, other].iter().chain(others).map(|name| Name::new(name)).collect();
        let actor_of: Vec<u32> = (0..names.len() as u32).collect();
        let found = closeness(&names[0], &names[1]).expect("they are near");
        Vocabulary::new(&names, &actor_of).discount(&names[0], &names[1], &found.matched)
    }

    #[test]
    fn what_many_are_called_says_little() {
        let others: Vec<String> = (0..40).map(|number| format!("Somebody{number} else{number}")).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        let rare = discount(&others, "Ada Lovelace", "Ada Lovelace");
        let single = discount(&others, "Lovelace", "Lovelace");
        let many = discount(&["Guard"; 20], "Guard", "Guard");
        assert!(rare < 0.001 && single < 0.15 && many > 0.25, "{rare} {single} {many}");
    }

    #[test]
    fn a_letter_says_little_among_words_that_differ_by_one() {
        let alone = discount(&["Ada Obi"], "Rita Norton", "Rita Norson");
        let crowded =
            discount(&["Ada Horton", "Ben Corton", "Cyd Nortons", "Dee Northon"], "Rita Norton", "Rita Norson");
        assert!(alone + 0.08 < crowded, "{alone} {crowded}");
    }
}
