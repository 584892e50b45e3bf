//! Cards as evidence: the source becomes a document, the text its passage, grades the Admiralty code where they are that.

use std::collections::HashMap;

use super::Reader;
use super::said::Said;
use super::tables::{credibility, reliability};
use crate::model::{About, Document, Evidence, Passage, Reliability};

/// The documents made so far, by what cards say of them: source, type of source, reliability. One source that is graded in
/// two ways is two documents, because a document has one grade.
#[derive(Default)]
pub struct Sources {
    keys: HashMap<(String, String, Option<Reliability>), String>,
    /// How many documents have a title.
    titles: HashMap<String, usize>,
}

impl Sources {
    /// The key of a document; new ones of a title that was seen before get a number.
    fn key(&mut self, title: &str, source_type: &str, reliability: Option<Reliability>) -> String {
        let said = (title.to_owned(), source_type.to_owned(), reliability);
        if let Some(key) = self.keys.get(&said) {
            return key.clone();
        }
        let count = self.titles.entry(title.to_owned()).or_insert(0);
        *count += 1;
        let key = if *count == 1 { title.to_owned() } else { format!("{title} ({count})") };
        self.keys.insert(said, key.clone());
        key
    }
}

impl Reader<'_, '_, '_> {
    /// Rests an actor or link on what a card says.
    pub(super) fn rest_on_card(&mut self, about: About, card: &Said<'_>) {
        let (paraphrase, quote) = (card.summary.trim(), card.text.trim());
        self.rest(about, card, paraphrase, quote, dates(card));
    }

    /// Rests an actor or link on the source that its item names, without any words.
    pub(super) fn rest_on_source(&mut self, about: About, item: &Said<'_>) {
        self.rest(about, item, "", "", Vec::new());
    }

    fn rest(&mut self, about: About, said: &Said<'_>, paraphrase: &str, quote: &str, mut remarks: Vec<String>) {
        let grade = |table: usize| said.grades[table].as_ref().and_then(|index| self.tables.grade(table, index));
        let [first, second, third] = [grade(0), grade(1), grade(2)];
        let of_source = first.as_deref().and_then(reliability);
        let of_words = second.as_deref().and_then(credibility);
        let grades = [
            ("First grade", first.filter(|_| of_source.is_none())),
            ("Second grade", second.filter(|_| of_words.is_none())),
            ("Third grade", third),
        ];
        for (name, grade) in grades {
            if let Some(grade) = grade {
                remarks.push(format!("{name}: {grade}"));
            }
        }

        let (source, source_type) = (said.source.trim(), said.source_type.trim());
        let is_itself = source.is_empty() && source_type.is_empty();
        let title = match (source, source_type) {
            ("", "") => self.name.clone(),
            ("", source_type) => source_type.to_owned(),
            (source, _) => source.to_owned(),
        };
        let note = if source.is_empty() || source_type.is_empty() {
            String::new()
        } else {
            format!("Source type: {source_type}")
        };
        let key = self.sources.key(&title, source_type, of_source);
        let path = if is_itself { self.name.clone() } else { String::new() };
        let document =
            self.draft.document(&key, || Document { title, path, note, reliability: of_source, ..Document::default() });
        let passage = self.draft.passage(Passage {
            document: Some(document),
            quote: quote.to_owned(),
            paraphrase: paraphrase.to_owned(),
            ..Passage::new("")
        });
        let evidence = Evidence { credibility: of_words, note: remarks.join("\n"), ..Evidence::supporting(passage) };
        match about {
            About::Actor(actor) => self.draft.rest_actor_on(actor, evidence),
            About::Link(link) => self.draft.rest_link_on(link, evidence),
        }
    }
}

/// The date of a card in words: evidence has no field for it.
fn dates(card: &Said<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    match card.date_and_time() {
        (Some(day), Some(time)) => remarks.push(format!("Date: {day}T{time}")),
        (Some(day), None) => remarks.push(format!("Date: {day}")),
        (None, Some(time)) => remarks.push(format!("Time: {time}")),
        (None, None) => {}
    }
    for (name, words) in [("Date in words", card.date_words.trim()), ("Time zone", card.time_zone.trim())] {
        if !words.is_empty() {
            remarks.push(format!("{name}: {words}"));
        }
    }
    remarks
}
