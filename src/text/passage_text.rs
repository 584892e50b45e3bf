//! A passage made ready to read: its words, who is named in them, its citation. Not what it is evidence for.

use std::ops::Range;

use super::mentions::Mentions;
use super::places::bytes_in_text;
use crate::model::{ActorIx, DocumentIx, Graph, LinkIx, PassageIx};

/// A passage as it is read, on screen, on the command line and in reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageText {
    /// The passage.
    pub passage: PassageIx,
    /// The document that can be opened at it.
    pub document: Option<DocumentIx>,
    /// What it says: its stretch of the text, its quote, or else a paraphrase. Empty where the file holds none of them.
    pub words: String,
    /// Whether `words` are not the document's own.
    pub is_paraphrase: bool,
    /// A translation, or empty.
    pub translation: String,
    /// Where the asked-for actors are named in `words`, in order.
    pub marks: Vec<Mark>,
    /// The same in `translation`.
    pub translation_marks: Vec<Mark>,
    /// Author, title, publisher, date, where in it.
    pub citation: String,
}

/// A place in a passage where somebody of interest is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub actor: ActorIx,
    /// As what.
    pub role: Role,
    /// Bytes of the words, on character boundaries.
    pub range: Range<usize>,
}

/// Why a mention is marked. The ends of a link are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The actor that is looked at.
    Subject,
    /// The source of the link that is looked at, or the first of two actors.
    Source,
    /// Its target, or the second of two actors.
    Target,
}

/// Finds whom to mark. Make one for a selection and use it for all its passages.
#[derive(Debug, Default)]
pub struct Marker {
    mentions: Mentions,
    roles: Vec<(ActorIx, Role)>,
}

impl Marker {
    /// Marks nobody.
    #[must_use]
    pub fn nobody() -> Self {
        Self::default()
    }

    /// Marks one actor.
    #[must_use]
    pub fn actor(graph: &Graph, actor: ActorIx) -> Self {
        Self::with(graph, vec![(actor, Role::Subject)])
    }

    /// Marks both ends of a link, told apart; for a self-link, the one.
    #[must_use]
    pub fn link(graph: &Graph, link: LinkIx) -> Self {
        let (source, target) = graph.ends(link);
        Self::pair(graph, source, target)
    }

    /// Marks two actors, told apart.
    #[must_use]
    pub fn pair(graph: &Graph, one: ActorIx, other: ActorIx) -> Self {
        if one == other {
            return Self::actor(graph, one);
        }
        Self::with(graph, vec![(one, Role::Source), (other, Role::Target)])
    }

    /// Marks several actors alike.
    #[must_use]
    pub fn actors(graph: &Graph, actors: &[ActorIx]) -> Self {
        Self::with(graph, actors.iter().map(|actor| (*actor, Role::Subject)).collect())
    }

    fn with(graph: &Graph, roles: Vec<(ActorIx, Role)>) -> Self {
        Self { mentions: Mentions::of_actors(graph, roles.iter().map(|(actor, _)| *actor)), roles }
    }

    /// The marks in any text.
    #[must_use]
    pub fn marks(&self, text: &str) -> Vec<Mark> {
        let with_role = |(actor, range)| {
            let (_, role) = *self.roles.iter().find(|(marked, _)| *marked == actor)?;
            Some(Mark { actor, role, range })
        };
        self.mentions.find(text).into_iter().filter_map(|mention| with_role((mention.actor, mention.range))).collect()
    }
}

impl PassageText {
    /// Makes a passage ready to read.
    #[must_use]
    pub fn new(graph: &Graph, ix: PassageIx, marker: &Marker) -> Self {
        Self::with_words(graph, ix, graph.passage_words(ix), marker)
    }

    /// Makes several passages ready to read; in a long document this is much faster than one by one.
    #[must_use]
    pub fn all(graph: &Graph, passages: &[PassageIx], marker: &Marker) -> Vec<Self> {
        let in_text = |ix: PassageIx, bytes: Option<Range<usize>>| {
            graph.document(graph.passage(ix).document?).text.as_deref()?.get(bytes?)
        };
        let read = |(&ix, bytes)| {
            let quote = Some(graph.passage(ix).quote.as_str()).filter(|quote| !quote.is_empty());
            Self::with_words(graph, ix, in_text(ix, bytes).or(quote), marker)
        };
        passages.iter().zip(bytes_in_text(graph, passages)).map(read).collect()
    }

    fn with_words(graph: &Graph, ix: PassageIx, own_words: Option<&str>, marker: &Marker) -> Self {
        let passage = graph.passage(ix);
        let words = own_words.unwrap_or(&passage.paraphrase).to_owned();
        Self {
            passage: ix,
            document: passage.document,
            is_paraphrase: own_words.is_none() && !words.is_empty(),
            marks: marker.marks(&words),
            words,
            translation_marks: marker.marks(&passage.translation),
            translation: passage.translation.clone(),
            citation: graph.citation(ix),
        }
    }

    /// What goes to the clipboard: the words in quotes, then the citation. A paraphrase says that it is one.
    #[must_use]
    pub fn copy_text(&self) -> String {
        let Self { words, is_paraphrase, citation, .. } = self;
        match (words.trim(), is_paraphrase) {
            ("", _) => citation.clone(),
            (words, false) => format!("“{words}” ({citation})"),
            (words, true) => format!("{words} (paraphrase of {citation})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorMore, Document, GraphBuilder, Link, Passage, TextRange};

    fn harbour() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        let document = Document {
            key: "d1".into(),
            title: "The harbour".into(),
            author: "N. Writer".into(),
            text: Some("Last week Ada Obi paid سلمى twice.".into()),
            ..Document::default()
        };
        let document = Some(builder.add_document(document).expect("free"));
        let range = Some(TextRange { start: 10, end: 33 });
        for passage in [
            Passage {
                document,
                range,
                page: "4".into(),
                translation: "Ada Obi paid Salma".into(),
                ..Passage::new("p1")
            },
            Passage { document, paraphrase: "Obi paid.".into(), ..Passage::new("p2") },
            Passage { document, ..Passage::new("p3") },
        ] {
            builder.add_passage(passage).expect("free");
        }
        let actor = |key: &str, label: &str, alias: &str| Actor {
            key: key.into(),
            label: label.into(),
            more: ActorMore { aliases: vec![alias.into()], ..ActorMore::default() }.into(),
            ..Actor::default()
        };
        let ada = builder.add_actor(actor("a", "Ada Obi", "Obi")).expect("free");
        let salma = builder.add_actor(actor("s", "سلمى", "Salma")).expect("free");
        builder.add_link(ada, salma, Link { key: "l".into(), ..Link::default() }).expect("free");
        builder.add_link(ada, ada, Link { key: "self".into(), ..Link::default() }).expect("free");
        builder.finish()
    }

    fn named<'a>(marks: &[Mark], words: &'a str) -> Vec<(Role, &'a str)> {
        marks.iter().map(|mark| (mark.role, &words[mark.range.clone()])).collect()
    }

    #[test]
    fn both_ends_of_a_link_are_marked_and_told_apart() {
        let graph = harbour();
        let text = PassageText::new(&graph, PassageIx(0), &Marker::link(&graph, LinkIx(0)));
        assert_eq!(text.words, "Ada Obi paid سلمى twice");
        assert_eq!(named(&text.marks, &text.words), vec![(Role::Source, "Ada Obi"), (Role::Target, "سلمى")]);
        assert_eq!(
            named(&text.translation_marks, &text.translation),
            vec![(Role::Source, "Ada Obi"), (Role::Target, "Salma")]
        );
        assert_eq!(text.copy_text(), "“Ada Obi paid سلمى twice” (N. Writer, “The harbour”, p. 4)");
    }

    #[test]
    fn only_the_actor_that_was_asked_for_is_marked() {
        let graph = harbour();
        let marker = Marker::actor(&graph, ActorIx(1));
        let text = PassageText::new(&graph, PassageIx(0), &marker);
        assert_eq!(named(&text.marks, &text.words), vec![(Role::Subject, "سلمى")]);
        let self_link = Marker::link(&graph, LinkIx(1));
        assert_eq!(named(&self_link.marks("to Obi"), "to Obi"), vec![(Role::Subject, "Obi")]);
        assert_eq!(Marker::nobody().marks("Ada Obi"), vec![]);
    }

    #[test]
    fn read_together_or_one_by_one_they_are_the_same() {
        let graph = harbour();
        let marker = Marker::link(&graph, LinkIx(0));
        let passages = [2, 0, 1, 0].map(PassageIx);
        let one_by_one = passages.map(|ix| PassageText::new(&graph, ix, &marker));
        assert_eq!(PassageText::all(&graph, &passages, &marker), one_by_one);
    }

    #[test]
    fn a_paraphrase_says_that_it_is_one() {
        let graph = harbour();
        let text = PassageText::new(&graph, PassageIx(1), &Marker::nobody());
        assert!(text.is_paraphrase);
        assert_eq!(text.copy_text(), "Obi paid. (paraphrase of N. Writer, “The harbour”)");
    }

    #[test]
    fn a_passage_without_words_is_cited_only() {
        let graph = harbour();
        let text = PassageText::new(&graph, PassageIx(2), &Marker::nobody());
        assert_eq!((text.words.as_str(), text.is_paraphrase), ("", false));
        assert_eq!(text.copy_text(), "N. Writer, “The harbour”");
    }
}
