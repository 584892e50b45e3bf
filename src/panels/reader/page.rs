//! The text of a document, paragraph by paragraph, with bars for its passages in the margin.

use std::ops::Range;

use egui::{Align2, FontId, Id, Rect, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::mark::Marking;
use crate::model::{DocumentIx, Graph, PassageIx};
use crate::panels::bidi_mark::{Readable, marked_over, readable_ui};
use crate::panels::bidi_text::{self, Highlight, TextLook};
use crate::panels::lazy_column::LazyColumn;
use crate::panels::look::colour;
use crate::panels::passage_card;
use crate::scene::Tokens;
use crate::text::{Marker, PassageText, document_passages, marked_passages};
use crate::workspace::{Action, Command, Workspace};

/// Width of one column of bars, in points.
const LANE: f32 = 7.0;
/// Bars side by side at most; further ones share the last column.
const MOST_LANES: usize = 4;
/// Room for the number of a passage, in points.
const NUMBER_ROOM: f32 = 22.0;

/// A document made ready to read.
#[derive(Debug)]
pub(super) struct Page {
    document: DocumentIx,
    marker: Marker,
    passages: Vec<PassageIx>,
    placed: Vec<Placed>,
    lanes: usize,
    paragraphs: Vec<Paragraph>,
    /// Passages without a place in the text.
    others: Vec<PassageText>,
    column: LazyColumn,
    marking: Marking,
    /// The passage that was clicked in the text last: it is in sight.
    clicked: Option<PassageIx>,
}

#[derive(Debug)]
struct Placed {
    passage: PassageIx,
    bytes: Range<usize>,
    lane: usize,
}

#[derive(Debug)]
struct Paragraph {
    bytes: Range<usize>,
    /// Positions in `placed`.
    placed: Vec<usize>,
    mentions: Option<Vec<Highlight>>,
}

impl Page {
    pub(super) fn new(graph: &Graph, document: DocumentIx, marker: Marker) -> Self {
        let passages = document_passages(graph, document);
        let placed = lanes_of(marked_passages(graph, document));
        let others: Vec<PassageText> = passages
            .iter()
            .filter(|passage| placed.iter().all(|placed| placed.passage != **passage))
            .map(|passage| PassageText::new(graph, *passage, &marker))
            .collect();
        let text = graph.document(document).text.as_deref().unwrap_or_default();
        let mut paragraphs: Vec<Paragraph> =
            paragraphs_of(text).map(|bytes| Paragraph { bytes, placed: Vec::new(), mentions: None }).collect();
        for (position, one) in placed.iter().enumerate() {
            let first = paragraphs.partition_point(|paragraph| paragraph.bytes.end <= one.bytes.start);
            for paragraph in paragraphs[first..].iter_mut().take_while(|next| next.bytes.start < one.bytes.end) {
                paragraph.placed.push(position);
            }
        }
        let lanes = placed.iter().map(|one| one.lane + 1).max().unwrap_or(1);
        let (column, marking) = (LazyColumn::default(), Marking::default());
        Self { document, marker, passages, placed, lanes, paragraphs, others, column, marking, clicked: None }
    }

    pub(super) fn holds(&self, passage: PassageIx) -> bool {
        self.passages.contains(&passage)
    }

    /// The number of the passage in the document and the number of all.
    pub(super) fn number_of(&self, passage: PassageIx) -> (usize, usize) {
        let position = self.passages.iter().position(|other| *other == passage).unwrap_or(0);
        (position + 1, self.passages.len())
    }

    /// Scrolls to a passage, unless it was clicked where it stands.
    pub(super) fn aim_at(&mut self, passage: PassageIx) {
        if self.clicked.take() == Some(passage) {
            return;
        }
        let holds = |paragraph: &Paragraph| paragraph.placed.iter().any(|at| self.placed[*at].passage == passage);
        if let Some(position) = self.paragraphs.iter().position(holds) {
            self.column.aim_at(position);
        } else if let Some(position) = self.others.iter().position(|text| text.passage == passage) {
            self.column.aim_at(self.paragraphs.len() + position);
        }
    }

    /// Scrolls to a place in the text.
    pub(super) fn aim_at_byte(&mut self, byte: usize) {
        let position = self.paragraphs.partition_point(|paragraph| paragraph.bytes.end < byte);
        self.column.aim_at(position.min(self.paragraphs.len().saturating_sub(1)));
    }

    /// Where a passage begins in the text.
    pub(super) fn start_of(&self, passage: PassageIx) -> Option<usize> {
        self.placed.iter().find(|placed| placed.passage == passage).map(|placed| placed.bytes.start)
    }

    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        workspace: &Workspace,
        current: Option<PassageIx>,
        commands: &mut Vec<Command>,
    ) {
        let Self { document, marker, passages, placed, lanes, paragraphs, others, column, marking, clicked } = self;
        let tokens = workspace.theme().tokens();
        let text = workspace.graph().document(*document).text.as_deref().unwrap_or_default();
        let margin = Margin { placed, lanes: *lanes, passages, current };
        let mark = workspace.mark();
        column.ui(ui, paragraphs.len() + others.len(), 70.0, tokens.padding, |ui, position| {
            if let Some(paragraph) = paragraphs.get_mut(position) {
                let words = &text[paragraph.bytes.clone()];
                let mentions =
                    paragraph.mentions.get_or_insert_with(|| passage_card::highlights(tokens, &marker.marks(words)));
                let ground = margin.current_ground(tokens, paragraph.bytes.clone(), &paragraph.placed);
                let mut highlights = over_ground(ground, mentions);
                if let Some(mark) = part_of(mark.clone(), &paragraph.bytes) {
                    let ground = ui.visuals().selection.bg_fill;
                    highlights = marked_over(Highlight { range: mark, ground, underline: None }, &highlights);
                }
                let bytes = paragraph.bytes.clone();
                let drawn =
                    margin.paragraph_ui(ui, tokens, words, bytes.clone(), &paragraph.placed, &highlights, commands);
                if let Some(passage) = margin.clicked_passage(&drawn.response, &bytes, &paragraph.placed) {
                    *clicked = Some(passage);
                    commands.push(Command::LookAtPassage(passage));
                }
                marking.paragraph(ui, &drawn, text, bytes, (mark.clone(), tokens.padding), commands);
                menu_ui(&drawn.response, workspace, words, commands);
            } else if let Some(text) = others.get(position - paragraphs.len()) {
                passage_card::card_ui(ui, workspace, text.passage, false, commands, |ui, commands| {
                    ui.horizontal(|ui| {
                        let number = passages.iter().position(|other| *other == text.passage).unwrap_or(0) + 1;
                        bidi_text::line_ui(ui, &number.to_string(), &TextLook::body(tokens).bold());
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            passage_card::copy_ui(ui, tokens, text, commands);
                        });
                    });
                    passage_card::words_ui(ui, tokens, workspace.graph(), text);
                    passage_card::citation_ui(ui, tokens, text);
                });
            }
        });
        marking.settle(ui);
        if paragraphs.is_empty() && others.is_empty() {
            let nothing = "No passage points at this document.";
            bidi_text::paragraph_ui(ui, nothing, &TextLook::body(tokens).ink(tokens.text_weak), &[]);
        }
    }
}

/// The bars beside the text.
struct Margin<'page> {
    placed: &'page [Placed],
    lanes: usize,
    passages: &'page [PassageIx],
    current: Option<PassageIx>,
}

impl Margin<'_> {
    /// The part of a paragraph that belongs to the current passage.
    fn current_ground(&self, tokens: &Tokens, paragraph: Range<usize>, placed: &[usize]) -> Option<Highlight> {
        let one = placed.iter().map(|at| &self.placed[*at]).find(|one| Some(one.passage) == self.current)?;
        let range = one.bytes.start.saturating_sub(paragraph.start)
            ..(one.bytes.end - paragraph.start).min(paragraph.end - paragraph.start);
        Some(Highlight { range, ground: colour(tokens.mark), underline: None })
    }

    #[expect(clippy::too_many_arguments, reason = "one paragraph and all that is drawn on it")]
    fn paragraph_ui<'text>(
        &self,
        ui: &mut Ui,
        tokens: &Tokens,
        words: &'text str,
        bytes: Range<usize>,
        placed: &[usize],
        highlights: &[Highlight],
        commands: &mut Vec<Command>,
    ) -> Readable<'text> {
        let margin = NUMBER_ROOM + self.lanes as f32 * LANE + 4.0;
        let left = ui.cursor().left_top();
        let drawn = ui
            .horizontal_top(|ui| {
                ui.add_space(margin);
                ui.vertical(|ui| readable_ui(ui, words, &TextLook::body(tokens), highlights)).inner
            })
            .inner;
        let response = &drawn.response;
        let height = response.rect.height();
        for at in placed {
            let one = &self.placed[*at];
            let share = |byte: usize| (byte as f32 / bytes.len().max(1) as f32).clamp(0.0, 1.0);
            let line = TextLook::body(tokens).line_height();
            let from = (share(one.bytes.start.saturating_sub(bytes.start)) * height / line).floor() * line;
            let to = ((share(one.bytes.end - bytes.start) * height / line).ceil() * line)
                .clamp(from + line, height.max(line));
            let x = left.x + NUMBER_ROOM + one.lane as f32 * LANE;
            let rect = Rect::from_min_max(pos2(x, left.y + from), pos2(x + LANE, left.y + to));
            self.bar_ui(ui, tokens, one, rect, bytes.contains(&one.bytes.start), commands);
        }
        drawn
    }

    fn bar_ui(
        &self,
        ui: &mut Ui,
        tokens: &Tokens,
        one: &Placed,
        rect: Rect,
        begins_here: bool,
        commands: &mut Vec<Command>,
    ) {
        let is_current = Some(one.passage) == self.current;
        let number = self.passages.iter().position(|other| *other == one.passage).unwrap_or(0) + 1;
        let id = Id::new(("bar", one.passage, begins_here, rect.top().to_bits()));
        let response = ui.interact(rect, id, Sense::click());
        response
            .widget_info(|| WidgetInfo::selected(WidgetType::Button, true, is_current, format!("Passage {number}")));
        let ink = if is_current || response.hovered() { tokens.accent } else { tokens.outline_strong };
        let width = if is_current { 4.0 } else { 2.0 };
        let bar = Rect::from_center_size(rect.center(), vec2(width, rect.height() - 2.0));
        ui.painter().rect_filled(bar, 1.0, colour(ink));
        if begins_here {
            let at = pos2(rect.left() - one.lane as f32 * LANE - 4.0, rect.top() + 1.0);
            let font = FontId::proportional(tokens.small_size);
            let ink = if is_current { tokens.accent } else { tokens.text_weak };
            ui.painter().text(at, Align2::RIGHT_TOP, number, font, colour(ink));
        }
        if response.on_hover_text(format!("Passage {number}. Click to see what rests on it.")).clicked() {
            commands.push(Command::LookAtPassage(one.passage));
        }
    }

    /// The passage in a paragraph that was clicked.
    fn clicked_passage(&self, response: &egui::Response, bytes: &Range<usize>, placed: &[usize]) -> Option<PassageIx> {
        let at = response.interact_pointer_pos().filter(|_| response.clicked())?;
        self.passage_at((at.y - response.rect.top()) / response.rect.height().max(1.0), bytes, placed)
    }

    /// The narrowest passage at that height of a paragraph.
    fn passage_at(&self, share: f32, bytes: &Range<usize>, placed: &[usize]) -> Option<PassageIx> {
        let byte = bytes.start + (share.clamp(0.0, 1.0) * bytes.len() as f32) as usize;
        let all = || placed.iter().map(|at| &self.placed[*at]);
        let here = all().filter(|one| one.bytes.contains(&byte)).min_by_key(|one| one.bytes.len());
        here.or_else(|| all().min_by_key(|one| one.bytes.start.abs_diff(byte))).map(|one| one.passage)
    }
}

/// The part of a stretch of the text that lies in a paragraph, in bytes of the paragraph.
fn part_of(stretch: Option<Range<usize>>, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let stretch = stretch?;
    let (start, end) = (stretch.start.max(paragraph.start), stretch.end.min(paragraph.end));
    (start < end).then(|| start - paragraph.start..end - paragraph.start)
}

/// What a right click on a paragraph offers.
fn menu_ui(response: &egui::Response, workspace: &Workspace, words: &str, commands: &mut Vec<Command>) {
    response.context_menu(|ui| {
        let marked = workspace.marked_words();
        if let Some(marked) = marked {
            if ui.add(egui::Button::new("Quote as evidence…").shortcut_text(Action::Quote.shortcut_words())).clicked()
            {
                commands.push(Command::AskEvidence(None));
                ui.close();
            }
            if ui.button("Copy the marked words").clicked() {
                commands.push(Command::CopyText(marked.to_owned()));
                ui.close();
            }
        }
        if ui.button("Copy the paragraph").clicked() {
            commands.push(Command::CopyText(words.to_owned()));
            ui.close();
        }
    });
}

/// The lines of a text that hold something, without white space around them.
fn paragraphs_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let end = start + line.trim().len();
        (start < end).then_some(start..end)
    })
}

/// Passages that overlap stand side by side.
fn lanes_of(marked: Vec<(PassageIx, Range<usize>)>) -> Vec<Placed> {
    let mut ends = [0usize; MOST_LANES];
    let place = |(passage, bytes): (PassageIx, Range<usize>)| {
        let lane = ends.iter().position(|end| *end <= bytes.start).unwrap_or(MOST_LANES - 1);
        ends[lane] = ends[lane].max(bytes.end);
        Placed { passage, bytes, lane }
    };
    marked.into_iter().map(place).collect()
}

/// Mentions over the ground of a passage, as highlights that do not overlap.
fn over_ground(ground: Option<Highlight>, mentions: &[Highlight]) -> Vec<Highlight> {
    let Some(Highlight { range, ground, underline }) = ground else { return mentions.to_vec() };
    let mut parts: Vec<Highlight> = Vec::new();
    let mut at = range.start;
    let of_ground = |range: Range<usize>| Highlight { range, ground, underline };
    for mention in mentions {
        let gap = at..mention.range.start.min(range.end);
        if mention.range.start > at && !gap.is_empty() {
            parts.push(of_ground(gap));
        }
        parts.push(mention.clone());
        at = at.max(mention.range.end);
    }
    if at < range.end {
        parts.push(of_ground(at..range.end));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Color32;

    #[test]
    fn paragraphs_are_the_lines_that_hold_something() {
        let text = "One.\r\n\n  Two words. \nThree";
        let found: Vec<&str> = paragraphs_of(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["One.", "Two words.", "Three"]);
    }

    #[test]
    fn passages_that_overlap_stand_side_by_side() {
        let marked = vec![(PassageIx(0), 0..10), (PassageIx(1), 5..8), (PassageIx(2), 9..20), (PassageIx(3), 10..12)];
        let lanes: Vec<usize> = lanes_of(marked).iter().map(|placed| placed.lane).collect();
        assert_eq!(lanes, [0, 1, 1, 0]);
    }

    #[test]
    fn mentions_lie_over_the_ground_of_the_passage() {
        let highlight = |range: Range<usize>, ground| Highlight { range, ground, underline: None };
        let (mark, name) = (Color32::YELLOW, Color32::BLUE);
        let mentions = [highlight(0..2, name), highlight(12..15, name), highlight(22..25, name)];
        let parts = over_ground(Some(highlight(5..20, mark)), &mentions);
        let found: Vec<_> = parts.iter().map(|part| (part.range.clone(), part.ground == mark)).collect();
        assert_eq!(found, [(0..2, false), (5..12, true), (12..15, false), (15..20, true), (22..25, false)]);
    }
}
