//! What a legend says about the rules: which colour, shape, size or width stands for what, with counts of what is shown.

use super::palette::{self, MOST_COLOURS};
use super::scale::Scaled;
use super::{Ruled, SHAPE_OF_NOBODY, SHAPE_OF_OTHERS, SHAPES, Styled, Tint, by_words, radius, width};
use crate::model::{ActorIx, By, Channel, Graph, LinkIx, Spread};
use crate::scene::{ActorLook, Dash, LinkLook, Rgba, Shape, Theme};

/// Width of the lines that stand for colours, in points.
const LINE: f32 = 2.2;

/// What one rule means.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// What it decides; two where colour and shape go by the same.
    pub channels: Vec<Channel>,
    /// What it goes by, in words.
    pub by: String,
    /// What stands for what.
    pub body: KeyBody,
    /// How those look who have no value, and how many of them are shown; `None` where all have one.
    pub without: Option<KeySample>,
}

/// What stands for what.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyBody {
    /// Groups of actors or links with their looks, the largest first; the last may stand for many.
    Groups(Vec<KeySample>),
    /// Colours from the least figure to the greatest, and figures at shares of that way. Whether it is by orders of magnitude.
    Ramp(Vec<Rgba>, Vec<(f32, String)>, bool),
    /// Radii in world units with the figures they stand for, the least first.
    Radii(Vec<(f32, String)>),
    /// Widths in points with the figures they stand for, the least first.
    Widths(Vec<(f32, String)>),
    /// There is no more to say: labels say themselves what they are.
    Words,
}

/// A group in the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct KeySample {
    /// What it is called.
    pub name: String,
    /// How its members look, as far as the rule goes.
    pub look: KeyLook,
    /// How many members are shown.
    pub count: usize,
}

/// How actors or links of a group look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum KeyLook {
    /// Actors.
    Actor(ActorLook),
    /// Links.
    Link(LinkLook),
}

impl Key {
    /// What stands over it: `Colour: Betweenness`.
    #[must_use]
    pub fn title(&self) -> String {
        let words: Vec<&str> = self.channels.iter().map(|channel| channel.words()).collect();
        format!("{}: {}", words.join(" and ").replace(" Shape", " shape"), self.by)
    }

    /// Whether it is about colours.
    pub(in crate::scene) fn is_of_colours(&self) -> bool {
        self.channels.iter().any(|channel| matches!(channel, Channel::ActorColour | Channel::LinkColour))
    }

    /// Whether it is about links rather than actors.
    #[must_use]
    pub fn is_of_links(&self) -> bool {
        self.channels.first().is_some_and(|channel| channel.is_of_links())
    }
}

impl Styled {
    /// The keys of all rules; `actors` and `links` are those that are shown.
    pub(in crate::scene) fn keys(
        &self,
        graph: &Graph,
        actors: &(impl Iterator<Item = ActorIx> + Clone),
        links: &(impl Iterator<Item = LinkIx> + Clone),
        theme: Theme,
    ) -> Vec<Key> {
        let Self { actor_colour, actor_size, actor_shape, actor_label, link_colour, link_width, link_label, .. } = self;
        let actors = || actors.clone().map(ActorIx::get);
        let links = || links.clone().map(LinkIx::get);
        let mut keys = Vec::new();
        let is_one = match (actor_colour, actor_shape) {
            (Some(tint), Some(shape)) => tint.ruled.group_count() > 0 && tint.ruled.rule.by == shape.rule.by,
            _ => false,
        };
        if let Some(tint) = actor_colour {
            let shape = |place: Option<usize>| if is_one { shape_of(place) } else { Shape::Circle };
            let look = |colour: Rgba, place| KeyLook::Actor(ActorLook { shape: shape(place), fill: colour });
            let mut key = tint.key(Channel::ActorColour, actors(), theme, &look);
            if is_one {
                key.channels.push(Channel::ActorShape);
            }
            keys.push(key);
        }
        if let Some(ruled) = actor_shape.as_ref().filter(|_| !is_one) {
            let fill = theme.tokens().panel_raised;
            let look = |place| KeyLook::Actor(ActorLook { shape: shape_of(place), fill });
            keys.push(ruled.groups_key(Channel::ActorShape, actors(), SHAPES.len(), &look));
        }
        if let Some(ruled) = actor_size {
            let look = ActorLook { shape: Shape::Circle, fill: theme.tokens().panel_raised };
            let body = |ticks: Vec<(f32, String)>| KeyBody::Radii(ticks);
            keys.push(ruled.sizes_key(Channel::ActorSize, actors(), KeyLook::Actor(look), &radius, &body));
        }
        keys.extend(actor_label.as_ref().map(|ruled| ruled.words_key(graph, Channel::ActorLabel)));
        let line = |colour| KeyLook::Link(LinkLook { colour, width: LINE, dash: Dash::Solid });
        if let Some(tint) = link_colour {
            keys.push(tint.key(Channel::LinkColour, links(), theme, &|colour, _| line(colour)));
        }
        if let Some(ruled) = link_width {
            let body = |ticks: Vec<(f32, String)>| KeyBody::Widths(ticks);
            let look = KeyLook::Link(LinkLook {
                colour: theme.tokens().text_weak,
                width: width(&ruled.rule, 0.0),
                dash: Dash::Solid,
            });
            keys.push(ruled.sizes_key(Channel::LinkWidth, links(), look, &width, &body));
        }
        keys.extend(link_label.as_ref().map(|ruled| ruled.words_key(graph, Channel::LinkLabel)));
        keys
    }
}

fn shape_of(place: Option<usize>) -> Shape {
    place.map_or(SHAPE_OF_NOBODY, |place| SHAPES.get(place).copied().unwrap_or(SHAPE_OF_OTHERS))
}

impl Tint {
    fn key(
        &self,
        channel: Channel,
        shown: impl Iterator<Item = usize> + Clone,
        theme: Theme,
        look: &dyn Fn(Rgba, Option<usize>) -> KeyLook,
    ) -> Key {
        let Self { ruled, ramp, of } = self;
        let Some(scaled) = ruled.scaled else {
            let look = |place: Option<usize>| {
                let colour = place.map_or(palette::of_nobody(theme, *of), |place| palette::of_group(place, theme));
                look(colour, place)
            };
            return ruled.groups_key(channel, shown, MOST_COLOURS, &look);
        };
        let look = look(palette::of_nobody(theme, *of), None);
        Key {
            channels: vec![channel],
            by: by_words(&ruled.rule.by),
            body: KeyBody::Ramp(ramp.clone(), scaled.ticks(), scaled.is_log()),
            without: ruled.without(shown, look),
        }
    }
}

impl Ruled {
    fn group_count(&self) -> usize {
        match &*self.spread {
            Spread::Groups(groups) => groups.groups.len(),
            Spread::Figures(_) => 0,
        }
    }

    /// The largest groups by themselves, the others in one.
    fn groups_key(
        &self,
        channel: Channel,
        shown: impl Iterator<Item = usize>,
        most: usize,
        look: &dyn Fn(Option<usize>) -> KeyLook,
    ) -> Key {
        let by = by_words(&self.rule.by);
        let channels = vec![channel];
        let (Spread::Groups(groups), false) = (&*self.spread, self.rule.by == By::Nothing) else {
            return Key { channels, by, body: KeyBody::Words, without: None };
        };
        let mut counts = vec![0usize; groups.groups.len()];
        let mut nobody = 0;
        for position in shown {
            match groups.of(position) {
                Some(group) => counts[group] += 1,
                None => nobody += 1,
            }
        }
        let listed = groups.groups.len().min(most);
        let mut samples: Vec<KeySample> = groups.groups[..listed]
            .iter()
            .enumerate()
            .map(|(at, group)| KeySample { name: group.name.clone(), look: look(Some(at)), count: counts[at] })
            .collect();
        let others = groups.groups.len() - listed;
        if others > 0 {
            let name = if others == 1 { "1 other".to_owned() } else { format!("{others} others") };
            samples.push(KeySample { name, look: look(Some(listed)), count: counts[listed..].iter().sum() });
        }
        let without = (nobody > 0).then(|| KeySample { name: "no value".to_owned(), look: look(None), count: nobody });
        Key { channels, by, body: KeyBody::Groups(samples), without }
    }

    /// Sizes at the figures that a scale would write.
    fn sizes_key(
        &self,
        channel: Channel,
        shown: impl Iterator<Item = usize>,
        look: KeyLook,
        size: &dyn Fn(&crate::model::Rule, f32) -> f32,
        body: &dyn Fn(Vec<(f32, String)>) -> KeyBody,
    ) -> Key {
        let (channels, by) = (vec![channel], by_words(&self.rule.by));
        if self.rule.by == By::Nothing {
            return Key { channels, by, body: KeyBody::Words, without: None };
        }
        let ticks = self.scaled.as_ref().map(Scaled::ticks).unwrap_or_default();
        let at = |share: f32| size(&self.rule, if self.rule.is_reversed { 1.0 - share } else { share });
        let sizes = ticks.into_iter().map(|(share, words)| (at(share), words)).collect();
        Key { channels, by, body: body(sizes), without: self.without(shown, look) }
    }

    fn words_key(&self, graph: &Graph, channel: Channel) -> Key {
        let columns = if channel.is_of_links() { graph.link_columns() } else { graph.actor_columns() };
        let is_gone = matches!(&self.rule.by, By::Detail(name) if columns.by_name(name).is_none());
        let by = if self.rule.by == By::Nothing { "none".to_owned() } else { by_words(&self.rule.by) };
        let by = if is_gone { format!("{by} (there is no such detail)") } else { by };
        Key { channels: vec![channel], by, body: KeyBody::Words, without: None }
    }

    fn without(&self, shown: impl Iterator<Item = usize>, look: KeyLook) -> Option<KeySample> {
        let count = shown.filter(|position| !self.has_value(*position)).count();
        (count > 0).then(|| KeySample { name: "no value".to_owned(), look, count })
    }
}
