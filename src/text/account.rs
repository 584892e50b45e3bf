//! What is written about actors and links as a text to go into a report: who, links by type, and the passages, each once, numbered
//! in reading order with its citation. As Markdown or plain.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::dossier::{LinkDirection, LinkLine, Testimony, actor_dossier, link_dossier};
use super::passage_text::{Marker, PassageText};
use super::phrases::{actor_words, link_words};
use super::places::sort_in_reading_order;
use crate::model::{ActorIx, Basis, Graph, LinkIx, PassageIx, Stance};

/// How the text marks its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Headings, lists and emphasis of Markdown; what could be taken for such in the user's words is escaped.
    Markdown,
    /// Nothing but line breaks and numbers.
    Plain,
}

/// The account of some actors, with all their links, and of some links. Everything is taken in the order given.
///
/// Every passage that supports or contradicts one of them has a number, which stands behind what rests on it.
#[must_use]
pub fn account(graph: &Graph, actors: &[ActorIx], links: &[LinkIx], markup: Markup) -> String {
    let mut writer = Writer { graph, markup, text: String::new(), numbers: numbers(graph, actors, links) };
    for actor in actors {
        writer.actor(*actor);
    }
    for link in links {
        writer.link(*link);
    }
    writer.passages();
    let mut text = writer.text;
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The number of every passage that is spoken of.
fn numbers(graph: &Graph, actors: &[ActorIx], links: &[LinkIx]) -> BTreeMap<PassageIx, usize> {
    let mut passages: Vec<PassageIx> = Vec::new();
    let mut take = |testimonies: &[Testimony]| passages.extend(testimonies.iter().map(|one| one.passage));
    for actor in actors {
        let dossier = actor_dossier(graph, *actor);
        take(&dossier.supporting);
        take(&dossier.contradicting);
    }
    for link in links {
        let dossier = link_dossier(graph, *link);
        take(&dossier.supporting);
        take(&dossier.contradicting);
    }
    sort_in_reading_order(graph, &mut passages);
    passages.dedup();
    passages.into_iter().zip(1..).collect()
}

struct Writer<'a> {
    graph: &'a Graph,
    markup: Markup,
    text: String,
    numbers: BTreeMap<PassageIx, usize>,
}

impl Writer<'_> {
    fn actor(&mut self, ix: ActorIx) {
        let graph = self.graph;
        let actor = graph.actor(ix);
        self.heading(actor_words(graph, ix));
        let kind = (!actor.kind.is_empty()).then(|| self.words(&actor.kind));
        let aliases: Vec<String> = actor.aliases.iter().map(|alias| self.words(alias)).collect();
        let aliases = (!aliases.is_empty()).then(|| format!("also known as {}", aliases.join(", ")));
        let facts: Vec<String> = kind.into_iter().chain(aliases).collect();
        self.paragraph(&facts.join("; "));
        let note = self.words(&actor.note);
        self.paragraph(&note);
        let details: Vec<(String, String)> =
            graph.actor_columns().row(ix.get()).map(|(name, value)| (name.to_owned(), value.words())).collect();
        self.details(&details);
        let own = self.cited(&actor.evidence.iter().map(|one| (one.passage, one.stance)).collect::<Vec<_>>());
        if !own.is_empty() {
            self.paragraph(&format!("Named in {own}"));
        }
        for group in actor_dossier(graph, ix).links {
            let kind = if group.kind.is_empty() { "linked with".to_owned() } else { self.words(&group.kind) };
            for line in &group.links {
                let words = self.link_line(&kind, line);
                self.item(&words);
            }
        }
        self.gap();
    }

    fn link(&mut self, ix: LinkIx) {
        let graph = self.graph;
        let (link, dossier) = (graph.link(ix), link_dossier(graph, ix));
        self.heading(&link_words(graph, ix));
        let basis = link.firmest_basis().map(|basis| basis.name().to_owned());
        let grade = dossier.grades.first().map(ToString::to_string);
        let facts: Vec<String> = dossier.when.clone().into_iter().chain(basis).chain(grade).collect();
        self.paragraph(&facts.join("; "));
        let note = self.words(&link.note);
        self.paragraph(&note);
        let details: Vec<(String, String)> =
            graph.link_columns().row(ix.get()).map(|(name, value)| (name.to_owned(), value.words())).collect();
        self.details(&details);
        let own = self.cited(&link.evidence.iter().map(|one| (one.passage, one.stance)).collect::<Vec<_>>());
        self.paragraph(&if own.is_empty() { "No passage supports it.".to_owned() } else { format!("Rests on {own}") });
        self.gap();
    }

    /// `leads Tide Brigade, since 2009 (stated, B2) [1, 3]`.
    fn link_line(&self, kind: &str, line: &LinkLine) -> String {
        let graph = self.graph;
        let link = graph.link(line.link);
        let other = self.words(actor_words(graph, line.other));
        let mut words = match line.direction {
            LinkDirection::Outgoing => format!("{kind} → {other}"),
            LinkDirection::Incoming => format!("{kind} ← {other}"),
            LinkDirection::Mutual => format!("{kind} – {other}"),
        };
        if let Some(when) = &line.when {
            let _ = write!(words, ", {}", self.words(when));
        }
        let grade = link_dossier(graph, line.link).grades.first().map(ToString::to_string);
        let remarks: Vec<String> = line.basis.map(Basis::name).map(str::to_owned).into_iter().chain(grade).collect();
        if !remarks.is_empty() {
            let _ = write!(words, " ({})", remarks.join(", "));
        }
        let cited = self.cited(&link.evidence.iter().map(|one| (one.passage, one.stance)).collect::<Vec<_>>());
        let _ = write!(words, " {}", if cited.is_empty() { "(no passage)" } else { &cited });
        words
    }

    /// `[1, 3; against: 4]`; empty where there is nothing.
    fn cited(&self, evidence: &[(PassageIx, Stance)]) -> String {
        let of = |wanted: Stance| {
            let own = evidence.iter().filter(|(_, stance)| *stance == wanted);
            let mut numbers: Vec<usize> = own.filter_map(|(passage, _)| self.numbers.get(passage).copied()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        let cited = match (of(Stance::Supports), of(Stance::Contradicts)) {
            (supporting, against) if against.is_empty() => supporting,
            (supporting, against) if supporting.is_empty() => format!("against: {against}"),
            (supporting, against) => format!("{supporting}; against: {against}"),
        };
        match (cited.is_empty(), self.markup) {
            (true, _) => String::new(),
            // In Markdown brackets alone might be the name of an address.
            (false, Markup::Markdown) => format!("\\[{cited}\\]"),
            (false, Markup::Plain) => format!("[{cited}]"),
        }
    }

    fn passages(&mut self) {
        if self.numbers.is_empty() {
            return;
        }
        self.heading("Passages");
        let mut numbered: Vec<(usize, PassageIx)> = self.numbers.iter().map(|(ix, number)| (*number, *ix)).collect();
        numbered.sort_unstable();
        for (number, ix) in numbered {
            let PassageText { words, is_paraphrase, translation, citation, .. } =
                PassageText::new(self.graph, ix, &Marker::nobody());
            let said = match (words.trim(), is_paraphrase) {
                ("", _) => String::new(),
                (words, false) => format!("“{}” — ", self.words(words)),
                (words, true) => format!("{} (paraphrase) — ", self.words(words)),
            };
            let translated = match translation.trim() {
                "" => String::new(),
                translation => format!(" Translation: “{}”.", self.words(translation)),
            };
            let citation = self.words(&citation);
            let _ = writeln!(self.text, "{number}. {said}{citation}.{translated}");
        }
    }

    fn heading(&mut self, words: &str) {
        let words = self.words(words);
        match self.markup {
            Markup::Markdown => {
                let _ = writeln!(self.text, "## {words}\n");
            }
            Markup::Plain => {
                let _ = writeln!(self.text, "{words}\n{}", "-".repeat(words.chars().count().min(72)));
            }
        }
    }

    /// A paragraph that is marked up already; nothing where it is empty.
    fn paragraph(&mut self, words: &str) {
        if !words.is_empty() {
            let _ = writeln!(self.text, "{words}\n");
        }
    }

    fn item(&mut self, words: &str) {
        let _ = writeln!(self.text, "- {words}");
    }

    fn details(&mut self, details: &[(String, String)]) {
        let mut any = false;
        for (name, value) in details.iter().filter(|(_, value)| !value.trim().is_empty()) {
            let words = format!("{}: {}", self.words(name), self.words(value));
            self.item(&words);
            any = true;
        }
        if any {
            self.gap();
        }
    }

    fn gap(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// The user's words on one line, with what Markdown would take for its own escaped.
    fn words(&self, text: &str) -> String {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self.markup {
            Markup::Plain => line,
            Markup::Markdown => {
                let mut escaped = String::with_capacity(line.len());
                for sign in line.chars() {
                    if matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
                        escaped.push('\\');
                    }
                    escaped.push(sign);
                }
                escaped
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorMore, Document, Evidence, GraphBuilder, Link, LinkMore, Passage, TextRange, When};

    fn graph() -> Graph {
        let mut builder = GraphBuilder::new("", "");
        let text = Some("Ada *led* them. Ben denied it.".to_owned());
        let document =
            Document { key: "d".into(), title: "A report".into(), author: "N. N.".into(), text, ..Document::default() };
        let document = Some(builder.add_document(document).expect("free"));
        let passages = [(0, 15), (16, 30)].map(|(start, end)| {
            let range = Some(TextRange { start, end });
            builder.add_passage(Passage { document, range, ..Passage::new(format!("p{start}")) }).expect("free")
        });
        let more = ActorMore {
            aliases: vec!["A_O".into()],
            note: "Two\nlines".into(),
            evidence: vec![Evidence::supporting(passages[0])],
            ..ActorMore::default()
        };
        let ada = Actor { key: "a".into(), label: "Ada Obi".into(), kind: "person".into(), more: more.into() };
        let ada = builder.add_actor(ada).expect("free");
        let ben = builder.add_actor(Actor { key: "b".into(), label: "Ben".into(), ..Actor::default() }).expect("free");
        let against = Evidence { stance: Stance::Contradicts, ..Evidence::supporting(passages[1]) };
        let stated = Evidence { basis: Some(Basis::Stated), ..Evidence::supporting(passages[0]) };
        let more = LinkMore { when: Some(When::new("2009")), evidence: vec![stated, against], ..LinkMore::default() };
        let link = Link { key: "l".into(), kind: "leads".into(), directed: true, more: more.into(), ..Link::default() };
        builder.add_link(ada, ben, link).expect("free");
        builder.add_link(ben, ada, Link { key: "m".into(), ..Link::default() }).expect("free");
        builder.finish()
    }

    #[test]
    fn an_actor_is_told_with_its_links_and_each_passage_once() {
        let text = account(&graph(), &[ActorIx(0)], &[], Markup::Plain);
        assert_eq!(
            text,
            "Ada Obi\n-------\nperson; also known as A_O\n\nTwo lines\n\nNamed in [1]\n\n\
             - linked with – Ben (no passage)\n- leads → Ben, 2009 (stated) [1; against: 2]\n\n\
             Passages\n--------\n1. “Ada *led* them.” — N. N., “A report”.\n2. “Ben denied it.” — N. N., “A report”.\n"
        );
    }

    #[test]
    fn in_markdown_the_users_signs_are_escaped() {
        let text = account(&graph(), &[ActorIx(0)], &[LinkIx(0)], Markup::Markdown);
        assert!(text.starts_with("## Ada Obi\n\nperson; also known as A\\_O\n"), "{text}");
        assert!(text.contains("“Ada \\*led\\* them.”") && text.contains("## Ada Obi – leads → Ben\n\n2009; stated\n"));
        assert!(text.contains("Rests on \\[1; against: 2\\]\n"));
        assert_eq!(text.matches("1. “").count(), 1, "each passage once");
    }

    #[test]
    fn a_link_without_a_passage_says_so() {
        let text = account(&graph(), &[], &[LinkIx(1)], Markup::Plain);
        assert_eq!(text, "Ben – Ada Obi\n-------------\nNo passage supports it.\n");
    }
}
