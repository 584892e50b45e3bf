//! Which actors and links are marked as added or changed against another file. Marks are drawn over the colours of types and of
//! the file, and everything without one is quiet.

use super::style;
use super::{Rgba, Scene, Theme};
use crate::model::{ActorIx, LinkIx};

/// What became of an actor or a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The other file does not have it.
    Added,
    /// The other file says something else of it.
    Changed,
}

impl Mark {
    /// Both, in the order of the legend.
    pub const ALL: [Self; 2] = [Self::Added, Self::Changed];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
        }
    }

    /// Its colour.
    #[must_use]
    pub fn colour(self, theme: Theme) -> Rgba {
        match self {
            Self::Added => theme.tokens().added,
            Self::Changed => theme.tokens().changed,
        }
    }
}

/// The marks of a graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    actors: Vec<Option<Mark>>,
    links: Vec<Option<Mark>>,
}

/// How many actors and links that are shown have each mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarkCounts {
    /// Actors, by the order of [`Mark::ALL`].
    pub actors: [usize; 2],
    /// Links, by the order of [`Mark::ALL`].
    pub links: [usize; 2],
}

impl Marks {
    /// These marks, and none for all others.
    #[must_use]
    pub fn new(
        actors: impl IntoIterator<Item = (ActorIx, Mark)>,
        links: impl IntoIterator<Item = (LinkIx, Mark)>,
    ) -> Self {
        let mut marks = Self::default();
        actors.into_iter().for_each(|(actor, mark)| put(&mut marks.actors, actor.get(), mark));
        links.into_iter().for_each(|(link, mark)| put(&mut marks.links, link.get(), mark));
        marks
    }

    /// The mark of an actor.
    #[must_use]
    pub fn actor(&self, actor: ActorIx) -> Option<Mark> {
        self.actors.get(actor.get()).copied().flatten()
    }

    /// The mark of a link.
    #[must_use]
    pub fn link(&self, link: LinkIx) -> Option<Mark> {
        self.links.get(link.get()).copied().flatten()
    }
}

fn put(marks: &mut Vec<Option<Mark>>, at: usize, mark: Mark) {
    if marks.len() <= at {
        marks.resize(at + 1, None);
    }
    marks[at] = Some(mark);
}

/// So much of their colour links without a mark give up for that of the canvas.
const QUIET: f32 = 0.45;
/// So much wider is the line of a link with a mark, in points.
const WIDER: f32 = 1.0;

impl Scene {
    /// The same with marks. Shapes still tell types; colours tell marks alone, in the legend as well.
    #[must_use]
    pub fn marked(mut self, marks: &Marks) -> Self {
        let (theme, tokens) = (self.theme, self.theme.tokens());
        let mut counts = MarkCounts::default();
        for actor in &mut self.actors {
            let mark = marks.actor(actor.actor);
            actor.fill = mark.map_or(tokens.outline, |mark| mark.colour(theme));
            actor.rim = style::rim(actor.fill, theme);
            count(&mut counts.actors, mark);
        }
        for link in &mut self.links {
            let mark = marks.link(link.link);
            link.colour = mark.map_or_else(|| tokens.link.mix(tokens.canvas, QUIET), |mark| mark.colour(theme));
            link.width += if mark.is_some() { WIDER } else { 0.0 };
            count(&mut counts.links, mark);
        }
        self.legend.marked(counts, theme);
        self
    }
}

fn count(counts: &mut [usize; 2], mark: Option<Mark>) {
    if let Some(mark) = mark {
        counts[mark as usize] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{View, graph_from_drawing};

    #[test]
    fn marks_are_seen_and_nothing_else_is_as_loud() {
        let graph = graph_from_drawing("A-B B-C");
        for theme in Theme::ALL {
            let plain = Scene::build(&graph, &View::blank(&graph), theme);
            let marks = Marks::new([(ActorIx(0), Mark::Added)], [(LinkIx(1), Mark::Changed)]);
            let scene = plain.clone().marked(&marks);
            let fills: Vec<Rgba> = scene.actors.iter().map(|actor| actor.fill).collect();
            let quiet = theme.tokens().outline;
            assert_eq!(fills, [theme.tokens().added, quiet, quiet]);
            assert_eq!(scene.links[1].colour, theme.tokens().changed);
            assert!(scene.links[1].width > plain.links[1].width);
            let canvas = theme.tokens().canvas;
            assert!(scene.links[0].colour.contrast(canvas) < scene.links[1].colour.contrast(canvas));
            assert_eq!(scene.legend.marks, Some(MarkCounts { actors: [1, 0], links: [0, 1] }));
            assert!(scene.legend.actors.iter().all(|entry| entry.look.fill == theme.tokens().panel_raised));
            assert_eq!(scene.legend.actor_note(), None);
        }
    }
}
