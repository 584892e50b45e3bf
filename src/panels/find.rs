//! The find box: actors, links, documents and passages that hold what is typed, live; or what fits a question. Finding itself is
//! in `text`, questions are in `query`.

use std::ops::Range;

use egui::{Context, RichText, ScrollArea, Ui};

use super::bidi_text::{self, Highlight, TextLook};
use super::derived::{Derived, GraphStamp, graph_stamp};
use super::filtering::with_question;
use super::glyph::glyph_ui;
use super::look::{self, bold_font, colour, grouped, kind_words};
use super::picker::Picker;
use super::suggesting;
use crate::model::{ActorIx, DocumentIx, FilterQuestion, Filters, Graph, LinkIx, PassageIx};
use crate::query::{Answer, Ground, Question, Suggestion, suggestions};
use crate::scene::Tokens;
use crate::text::{
    Closeness, Field, FindIndex, FindLimits, Found, Hit, Record, actor_words, excerpt, field_text, link_words,
    passage_words,
};
use crate::workspace::{Action, Command, Pick, Target, Workspace};

/// The find box.
#[derive(Debug, Default)]
pub struct Find {
    picker: Picker,
    found: Derived<(GraphStamp, u64, String), Outcome>,
}

/// What came of what is typed.
#[derive(Debug, Default)]
struct Outcome {
    rows: Vec<Row>,
    /// What is wrong with a question.
    trouble: Option<String>,
    /// All that fit a question.
    answer: Answer,
    /// What could stand at the end of what is typed.
    suggestions: Vec<Suggestion>,
}

/// A row that can be taken.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Choice {
    Record(Record),
    /// Everything that fits the question is selected.
    SelectAll,
    /// The actors that fit are selected, and all others hidden.
    ShowOnly,
    /// The question becomes a filter.
    Filter,
}

/// How many hits of a sort are listed; the others are counted.
const LIMITS: FindLimits = FindLimits { actors: 12, links: 8, passages: 12, documents: 6 };
/// How many bytes of a passage stand on either side of what was found.
const AROUND: usize = 70;

#[derive(Debug)]
enum Row {
    Heading { title: &'static str, listed: usize, total: usize },
    Hit { record: Record, name: String, lines: Vec<Piece> },
    Deed { choice: Choice, words: String },
}

/// A piece of text in which something was found.
#[derive(Debug)]
struct Piece {
    text: String,
    ranges: Vec<Range<usize>>,
    is_weak: bool,
    /// Whether it stands beside the piece before it rather than under it.
    is_beside: bool,
}

impl Find {
    /// Opens the box.
    pub fn open(&mut self) {
        self.picker.open();
    }

    /// Closes the box.
    pub fn close(&mut self) {
        self.picker.close();
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.picker.is_open()
    }

    /// Draws the box on top of everything, if it is open. `index` was built from the graph of the workspace.
    pub fn ui(&mut self, ctx: &Context, workspace: &Workspace, index: &FindIndex, commands: &mut Vec<Command>) {
        if !self.picker.is_open() {
            return;
        }
        let Self { picker, found } = self;
        let tokens = workspace.theme().tokens();
        let looks = workspace.overview().looks(workspace.theme());
        picker.show(ctx, tokens, "find", |picker, ui| {
            let graph = workspace.graph();
            let key = |picker: &Picker| {
                // What is hidden or pinned may be asked for.
                (graph_stamp(workspace), workspace.revisions().looks, picker.text.trim().to_owned())
            };
            let before = found.get(key(picker), || outcome(workspace, index, &picker.text));
            suggesting::complete(ui, picker, &before.suggestions);
            let count = choices(&before.rows).count();
            let hint = "Find anything, in any spelling, or ask: type:person degree>5";
            let keys = picker.field_ui(ui, tokens, "Find", hint, count);
            let Outcome { rows, trouble, answer, suggestions } =
                found.get(key(picker), || outcome(workspace, index, &picker.text));
            let mut taken = keys.takes.then(|| choices(rows).nth(picker.at)).flatten();
            suggesting::ui(ui, tokens, picker, suggestions);
            if picker.text.trim().is_empty() {
                hint_ui(
                    ui,
                    tokens,
                    "Type a part of a name, a type or a text. ↑ ↓ choose, Enter goes there, Esc closes.",
                );
                suggesting::help_ui(ui, tokens, picker);
            } else if let Some(trouble) = trouble {
                hint_ui(ui, tokens, trouble);
            } else if rows.is_empty() {
                let is_question = Question::is_meant(&picker.text);
                let verb = if is_question { "fits" } else { "holds" };
                hint_ui(ui, tokens, &format!("Nothing in this file {verb} “{}”.", picker.text.trim()));
            }
            let height = (ui.ctx().content_rect().height() - 150.0).clamp(120.0, 560.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    let mut number = 0;
                    for row in rows.iter() {
                        match row {
                            Row::Heading { title, listed, total } => heading_ui(ui, tokens, title, *listed, *total),
                            Row::Deed { choice, words } => {
                                let response = picker.row_ui(ui, tokens, number, words, |ui| {
                                    bidi_text::line_ui(ui, words, &TextLook::body(tokens).ink(tokens.accent));
                                });
                                if response.clicked() {
                                    taken = Some(*choice);
                                }
                                number += 1;
                            }
                            Row::Hit { record, name, lines } => {
                                let response = picker.row_ui(ui, tokens, number, name, |ui| {
                                    ui.horizontal(|ui| {
                                        if let Record::Actor(actor) = record
                                            && let Some(look) = looks.get(graph.actor(*actor).kind.as_str())
                                        {
                                            glyph_ui(ui, tokens, *look, tokens.text_size);
                                        }
                                        pieces_ui(ui, tokens, lines.iter().filter(|piece| piece.is_beside));
                                    });
                                    for piece in lines.iter().filter(|piece| !piece.is_beside) {
                                        pieces_ui(ui, tokens, std::iter::once(piece));
                                    }
                                });
                                if response.clicked() {
                                    taken = Some(Choice::Record(*record));
                                }
                                number += 1;
                            }
                        }
                    }
                },
            );
            if let Some(choice) = taken {
                let question = FilterQuestion { text: picker.text.trim().to_owned(), ..FilterQuestion::default() };
                let filters = with_question(&workspace.view().filters, question);
                commands.extend(choice.commands(graph, answer, &filters));
                picker.close();
            }
        });
    }
}

impl Choice {
    fn commands(self, graph: &Graph, answer: &Answer, filters: &Filters) -> Vec<Command> {
        let actors = || answer.actors.iter().map(|actor| Target::Actor(*actor));
        match self {
            Self::Record(record) => vec![going_to(graph, record)],
            Self::SelectAll => {
                let links = answer.links.iter().map(|link| Target::Link(*link));
                vec![Command::SelectMany(actors().chain(links).collect(), Pick::Replace)]
            }
            Self::Filter => vec![Command::SetFilters(filters.clone())],
            Self::ShowOnly => {
                vec![Command::SelectMany(actors().collect(), Pick::Replace), Action::HideOthers.into()]
            }
        }
    }
}

fn choices(rows: &[Row]) -> impl Iterator<Item = Choice> {
    rows.iter().filter_map(|row| match row {
        Row::Hit { record, .. } => Some(Choice::Record(*record)),
        Row::Deed { choice, .. } => Some(*choice),
        Row::Heading { .. } => None,
    })
}

/// What is found for words, or fits a question.
fn outcome(workspace: &Workspace, index: &FindIndex, text: &str) -> Outcome {
    let graph = workspace.graph();
    let suggestions = suggestions(graph, text);
    if !Question::is_meant(text) {
        return Outcome { rows: rows(graph, index, text), suggestions, ..Outcome::default() };
    }
    let ground = Ground { graph, index, view: workspace.view() };
    let question = Question::new(text);
    if question.as_ref().is_ok_and(|question| question.takes_long(graph)) {
        // Filters are worked out on a thread.
        let words = "Filter by this question".to_owned();
        let trouble =
            "In so large a graph that takes a while: as a filter it is worked out while you go on.".to_owned();
        let rows = vec![Row::Deed { choice: Choice::Filter, words }];
        return Outcome { rows, trouble: Some(trouble), suggestions, ..Outcome::default() };
    }
    match question.and_then(|question| question.answer(&ground)) {
        Ok(answer) => Outcome { rows: answer_rows(graph, &answer), trouble: None, answer, suggestions },
        Err(misread) => Outcome { trouble: Some(misread.message), suggestions, ..Outcome::default() },
    }
}

fn answer_rows(graph: &Graph, answer: &Answer) -> Vec<Row> {
    let Answer { actors, links } = answer;
    let mut rows = Vec::new();
    let counted = [(actors.len(), "actor", "actors"), (links.len(), "link", "links")];
    let parts: Vec<String> = counted
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| look::counted(*count, one, many))
        .collect();
    if !parts.is_empty() {
        rows.push(Row::Deed { choice: Choice::SelectAll, words: format!("Select {}", parts.join(" and ")) });
    }
    if !actors.is_empty() {
        let words = format!("Show only {}", look::counted(actors.len(), "actor", "actors"));
        rows.push(Row::Deed { choice: Choice::ShowOnly, words });
    }
    if !answer.is_empty() {
        let words = "Filter by this question".to_owned();
        rows.push(Row::Deed { choice: Choice::Filter, words });
    }
    let bare = |count: usize, limit: usize| count.min(limit);
    let heading = |title, count: usize, limit| Row::Heading { title, listed: bare(count, limit), total: count };
    if !actors.is_empty() {
        rows.push(heading("Actors", actors.len(), LIMITS.actors));
        rows.extend(actors.iter().take(LIMITS.actors).map(|ix| actor_hit(graph, &fitting(*ix))));
    }
    if !links.is_empty() {
        rows.push(heading("Links", links.len(), LIMITS.links));
        rows.extend(links.iter().take(LIMITS.links).map(|ix| link_hit(graph, &fitting(*ix))));
    }
    rows
}

/// A record that fits as a whole.
fn fitting<Ix>(ix: Ix) -> Hit<Ix> {
    Hit { ix, closeness: Closeness::Exact, matches: Vec::new() }
}

fn going_to(graph: &Graph, record: Record) -> Command {
    match record {
        Record::Actor(actor) => Command::GoTo(Target::Actor(actor)),
        Record::Link(link) => Command::GoTo(Target::Link(link)),
        Record::Document(document) => Command::Read(document, None),
        Record::Passage(passage) => match graph.passage(passage).document {
            Some(document) => Command::Read(document, Some(passage)),
            None => Command::LookAtPassage(passage),
        },
    }
}

fn rows(graph: &Graph, index: &FindIndex, query: &str) -> Vec<Row> {
    let results = index.find(graph, query, LIMITS);
    let mut rows = Vec::new();
    add(&mut rows, "Actors", &results.actors, |hit| actor_hit(graph, hit));
    add(&mut rows, "Links", &results.links, |hit| link_hit(graph, hit));
    add(&mut rows, "Documents", &results.documents, |hit| document_hit(graph, hit));
    add(&mut rows, "Passages", &results.passages, |hit| passage_hit(graph, hit));
    rows
}

fn add<Ix>(rows: &mut Vec<Row>, title: &'static str, found: &Found<Ix>, row: impl Fn(&Hit<Ix>) -> Row) {
    if found.total > 0 {
        rows.push(Row::Heading { title, listed: found.hits.len(), total: found.total });
        rows.extend(found.hits.iter().map(row));
    }
}

fn ranges<Ix>(hit: &Hit<Ix>, field: Field) -> Vec<Range<usize>> {
    hit.matches.iter().filter(|found| found.field == field).map(|found| found.range.clone()).collect()
}

fn actor_hit(graph: &Graph, hit: &Hit<ActorIx>) -> Row {
    let actor = graph.actor(hit.ix);
    let name = actor_words(graph, hit.ix).to_owned();
    let label = Piece { text: name.clone(), ranges: ranges(hit, Field::Label), is_weak: false, is_beside: true };
    let kind = Piece { text: kind_words(&actor.kind).to_owned(), ranges: Vec::new(), is_weak: true, is_beside: true };
    let mut lines = vec![label, kind];
    if lines[0].ranges.is_empty() {
        let other = hit.matches.iter().find(|found| found.field != Field::Label);
        lines.extend(other.and_then(|found| {
            let text = field_text(graph, Record::Actor(hit.ix), found.field)?;
            let cut = excerpt(text, found.range.clone(), AROUND);
            Some(Piece { text: cut.text, ranges: vec![cut.range], is_weak: true, is_beside: false })
        }));
    }
    Row::Hit { record: Record::Actor(hit.ix), name, lines }
}

fn link_hit(graph: &Graph, hit: &Hit<LinkIx>) -> Row {
    let (source, target) = graph.ends(hit.ix);
    let link = graph.link(hit.ix);
    let piece = |text: &str, ranges, is_weak| Piece { text: text.to_owned(), ranges, is_weak, is_beside: true };
    let arrow = if link.directed { "→" } else { "–" };
    let mut lines = vec![
        piece(actor_words(graph, source), ranges(hit, Field::Source), true),
        piece("–", Vec::new(), true),
        piece(kind_words(&link.kind), ranges(hit, Field::Kind), false),
        piece(arrow, Vec::new(), true),
        piece(actor_words(graph, target), ranges(hit, Field::Target), true),
    ];
    if let Some(found) = hit.matches.iter().find(|found| found.field == Field::Note) {
        let cut = excerpt(&link.note, found.range.clone(), AROUND);
        lines.push(Piece { text: cut.text, ranges: vec![cut.range], is_weak: true, is_beside: false });
    }
    Row::Hit { record: Record::Link(hit.ix), name: link_words(graph, hit.ix), lines }
}

fn document_hit(graph: &Graph, hit: &Hit<DocumentIx>) -> Row {
    let document = graph.document(hit.ix);
    let title = document.display_title().to_owned();
    let mut lines =
        vec![Piece { text: title.clone(), ranges: ranges(hit, Field::Title), is_weak: false, is_beside: true }];
    if !document.author.is_empty() {
        let author = ranges(hit, Field::Author);
        lines.push(Piece { text: document.author.clone(), ranges: author, is_weak: true, is_beside: false });
    }
    Row::Hit { record: Record::Document(hit.ix), name: title, lines }
}

fn passage_hit(graph: &Graph, hit: &Hit<PassageIx>) -> Row {
    let record = Record::Passage(hit.ix);
    let first = hit.matches.first();
    let words = first.and_then(|found| {
        let text = field_text(graph, record, found.field)?;
        let cut = excerpt(text, found.range.clone(), AROUND);
        Some(Piece { text: cut.text, ranges: vec![cut.range], is_weak: false, is_beside: true })
    });
    let citation = Piece { text: graph.citation(hit.ix), ranges: Vec::new(), is_weak: true, is_beside: false };
    Row::Hit { record, name: passage_words(graph, hit.ix), lines: words.into_iter().chain([citation]).collect() }
}

fn pieces_ui<'a>(ui: &mut Ui, tokens: &Tokens, pieces: impl Iterator<Item = &'a Piece>) {
    for piece in pieces {
        let look = if piece.is_weak { TextLook::small(tokens) } else { TextLook::body(tokens) };
        let highlight = |range: &Range<usize>| Highlight {
            range: range.clone(),
            ground: colour(tokens.mention_one),
            underline: None,
        };
        let highlights: Vec<Highlight> = piece.ranges.iter().map(highlight).collect();
        bidi_text::marked_line_ui(ui, &piece.text, &look, &highlights);
    }
}

fn heading_ui(ui: &mut Ui, tokens: &Tokens, title: &str, listed: usize, total: usize) {
    ui.add_space(tokens.gap);
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).font(bold_font(tokens.small_size)).color(colour(tokens.text_weak)));
        let count = if listed == total {
            grouped(total)
        } else {
            format!("the first {} of {}", grouped(listed), grouped(total))
        };
        bidi_text::line_ui(ui, &count, &TextLook::small(tokens));
    });
}

fn hint_ui(ui: &mut Ui, tokens: &Tokens, words: &str) {
    ui.add_space(tokens.gap);
    bidi_text::paragraph_ui(ui, words, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
}
