//! What the rules of a view come to: a colour, size, shape or label for each actor and link. What is drawn where no rule says
//! anything is decided in `scene` itself.

mod key;
mod palette;
mod scale;
mod spread;
mod work;

use std::sync::Arc;

pub use key::{Key, KeyBody, KeyLook, KeySample};
pub use scale::figure_words;
pub use spread::is_figures;
pub use work::{is_quick, work_out};

use super::{ActorLook, GREATEST_RADIUS, LEAST_RADIUS, Rgba, Shape, Theme, label_text};
use crate::analysis::{Measure, unwatched};
use crate::model::{ActorIx, By, Channel, Division, Graph, LinkIx, Palette, Rule, Scale, Spread, View};
use palette::Of;
use scale::Scaled;

/// The radius of actors that are all alike, in world units.
pub const USUAL_RADIUS: f32 = 11.0;
/// The width of links that are all alike, in points.
pub const USUAL_WIDTH: f32 = 1.4;
/// The least and the greatest width of links, in points, where a rule does not say.
pub const USUAL_WIDTHS: [f32; 2] = [1.0, 5.0];
/// The least and the greatest radius of actors, in world units, where a rule does not say.
pub const USUAL_RADII: [f32; 2] = [LEAST_RADIUS, GREATEST_RADIUS];
/// Shapes of the largest groups; the others share one, and so do those who are in none.
const SHAPES: [Shape; 8] = [
    Shape::Square,
    Shape::Diamond,
    Shape::Triangle,
    Shape::Hexagon,
    Shape::TriangleDown,
    Shape::Pentagon,
    Shape::Octagon,
    Shape::Cross,
];
const SHAPE_OF_OTHERS: Shape = Shape::Star;
const SHAPE_OF_NOBODY: Shape = Shape::Circle;

/// What rules go by, in words: `Betweenness`, `community`, the name of a detail.
#[must_use]
pub fn by_words(by: &By) -> String {
    match by {
        By::Nothing => "all alike".to_owned(),
        By::Measure(name) => {
            Measure::from_name(name).map_or_else(|| name.clone(), |measure| measure.title().to_owned())
        }
        By::Community(Division { resolution, .. }) if (*resolution - 1.0).abs() > 1e-9 => {
            format!("community (resolution {})", figure_words(*resolution))
        }
        _ => by.words().to_owned(),
    }
}

/// How actors of a group look, the largest group first, where a rule decides colours, and shapes.
#[must_use]
pub fn group_look(place: usize, (colours, shapes): (bool, bool), theme: Theme) -> ActorLook {
    let fill = if colours { palette::of_group(place, theme) } else { theme.tokens().panel_raised };
    let shape = if shapes { SHAPES.get(place).copied().unwrap_or(SHAPE_OF_OTHERS) } else { Shape::Circle };
    ActorLook { shape, fill }
}

/// A rule with what it found.
#[derive(Clone, Debug)]
struct Ruled {
    rule: Rule,
    spread: Arc<Spread>,
    scaled: Option<Scaled>,
}

impl Ruled {
    fn group(&self, position: usize) -> Option<usize> {
        match &*self.spread {
            Spread::Groups(groups) => groups.of(position),
            Spread::Figures(_) => None,
        }
    }

    fn figure(&self, position: usize) -> Option<f64> {
        match &*self.spread {
            Spread::Figures(figures) => figures.of(position),
            Spread::Groups(_) => None,
        }
    }

    /// Between the least (0) and the greatest (1), the other way round where the rule says so.
    fn share(&self, position: usize) -> Option<f32> {
        let share = self.scaled?.share(self.figure(position)?);
        Some(if self.rule.is_reversed { 1.0 - share } else { share })
    }

    fn has_value(&self, position: usize) -> bool {
        self.group(position).is_some() || self.figure(position).is_some()
    }
}

/// A rule for colours.
#[derive(Clone, Debug)]
struct Tint {
    ruled: Ruled,
    /// Of figures.
    ramp: Vec<Rgba>,
    of: Of,
}

impl Tint {
    fn colour(&self, position: usize, theme: Theme) -> Rgba {
        if self.ruled.rule.by == By::Nothing {
            return palette::of_all(theme, self.of);
        }
        if let Some(group) = self.ruled.group(position) {
            return palette::of_group(group, theme);
        }
        // The ramp runs the other way itself.
        let share = self.ruled.scaled.zip(self.ruled.figure(position)).map(|(scaled, figure)| scaled.share(figure));
        share.map_or(palette::of_nobody(theme, self.of), |share| {
            self.ramp[(share * (palette::STEPS - 1) as f32).round() as usize]
        })
    }
}

/// The rules of a view and what they found in its graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Styled {
    actor_colour: Option<Tint>,
    actor_size: Option<Ruled>,
    actor_shape: Option<Ruled>,
    actor_label: Option<Ruled>,
    link_colour: Option<Tint>,
    link_width: Option<Ruled>,
    link_label: Option<Ruled>,
    /// Whether types alone decide colours, whatever the file says of single actors.
    pub(super) by_types: bool,
}

impl Styled {
    /// What the rules of a view come to. Whatever takes work and was not worked out before is worked out now.
    pub(super) fn of(graph: &Graph, view: &View, theme: Theme) -> Self {
        let mut styled = Self::default();
        for (channel, rule) in view.styling.iter() {
            let ruled = |may_be_log| ruled(graph, view, channel, rule, may_be_log);
            let tint = |of| {
                let ruled = ruled(true);
                let is_two_sided = rule.palette == Palette::TwoSided;
                let scaled = ruled.scaled.map(|scaled| if is_two_sided { scaled.two_sided() } else { scaled });
                let ramp = palette::ramp(rule.palette, rule.is_reversed, theme, of);
                Some(Tint { ruled: Ruled { scaled, ..ruled }, ramp, of })
            };
            match channel {
                // What is usual, with what the file says of single actors left out.
                Channel::ActorColour if rule.by == By::Type => styled.by_types = true,
                Channel::ActorShape if rule.by == By::Type => {}
                Channel::ActorColour => styled.actor_colour = tint(Of::Shapes),
                Channel::LinkColour => styled.link_colour = tint(Of::Lines),
                Channel::ActorSize => styled.actor_size = Some(ruled(false)),
                Channel::ActorShape => styled.actor_shape = Some(ruled(false)),
                Channel::ActorLabel => styled.actor_label = Some(ruled(false)),
                Channel::LinkWidth => styled.link_width = Some(ruled(false)),
                Channel::LinkLabel => styled.link_label = Some(ruled(false)),
            }
        }
        styled
    }

    /// The rule for the size of actors alone, for whoever needs no more than that.
    pub(super) fn of_sizes(graph: &Graph, view: &View) -> Self {
        let channel = Channel::ActorSize;
        let rule = view.styling.get(channel);
        Self { actor_size: rule.map(|rule| ruled(graph, view, channel, rule, false)), ..Self::default() }
    }

    /// The colour of an actor, where a rule says it.
    pub(super) fn actor_colour(&self, ix: ActorIx, theme: Theme) -> Option<Rgba> {
        self.actor_colour.as_ref().map(|tint| tint.colour(ix.get(), theme))
    }

    /// The shape of an actor, where a rule says it.
    pub(super) fn actor_shape(&self, ix: ActorIx) -> Option<Shape> {
        let ruled = self.actor_shape.as_ref()?;
        if ruled.rule.by == By::Nothing {
            return Some(Shape::Circle);
        }
        let shape = |group: usize| SHAPES.get(group).copied().unwrap_or(SHAPE_OF_OTHERS);
        Some(ruled.group(ix.get()).map_or(SHAPE_OF_NOBODY, shape))
    }

    /// The radius of an actor in world units, where a rule says it: areas are in proportion to figures.
    pub(super) fn radius(&self, ix: ActorIx) -> Option<f32> {
        let ruled = self.actor_size.as_ref()?;
        if ruled.rule.by == By::Nothing {
            return Some(ruled.rule.sizes.map_or(USUAL_RADIUS, |[least, greatest]| f32::midpoint(least, greatest)));
        }
        Some(radius(&ruled.rule, ruled.share(ix.get()).unwrap_or(0.0)))
    }

    /// How much an actor matters, where its size says it.
    pub(super) fn importance(&self, ix: ActorIx) -> Option<f32> {
        let ruled = self.actor_size.as_ref().filter(|ruled| ruled.scaled.is_some())?;
        Some(ruled.share(ix.get()).unwrap_or(0.0).sqrt())
    }

    /// What is written beside an actor, where a rule says it.
    pub(super) fn actor_label(&self, graph: &Graph, ix: ActorIx) -> Option<String> {
        let ruled = self.actor_label.as_ref()?;
        let words = match &ruled.rule.by {
            By::Key => graph.actor(ix).key.to_string(),
            By::Type => graph.actor(ix).kind.to_string(),
            By::Detail(name) => graph
                .actor_columns()
                .by_name(name)
                .and_then(|column| column.cell(ix.get()))
                .map_or_else(String::new, |cell| cell.to_value().words()),
            _ => ruled.words(ix.get()),
        };
        Some(label_text::shown(&words).into_owned())
    }

    /// The colour of a link, where a rule says it.
    pub(super) fn link_colour(&self, ix: LinkIx, theme: Theme) -> Option<Rgba> {
        self.link_colour.as_ref().map(|tint| tint.colour(ix.get(), theme))
    }

    /// The width of a link in points, where a rule says it.
    pub(super) fn link_width(&self, ix: LinkIx) -> Option<f32> {
        let ruled = self.link_width.as_ref()?;
        if ruled.rule.by == By::Nothing {
            return Some(ruled.rule.sizes.map_or(USUAL_WIDTH, |[least, greatest]| f32::midpoint(least, greatest)));
        }
        Some(width(&ruled.rule, ruled.share(ix.get()).unwrap_or(0.0)))
    }

    /// What is written along a link, where a rule says it.
    pub(super) fn link_label(&self, graph: &Graph, ix: LinkIx) -> Option<String> {
        let ruled = self.link_label.as_ref()?;
        let link = graph.link(ix);
        let words = match &ruled.rule.by {
            By::Key => link.key.to_string(),
            By::Type => link.kind.to_string(),
            By::Date => link.when.as_ref().map(crate::model::When::words).unwrap_or_default(),
            By::Detail(name) => graph
                .link_columns()
                .by_name(name)
                .and_then(|column| column.cell(ix.get()))
                .map_or_else(String::new, |cell| cell.to_value().words()),
            _ => ruled.words(ix.get()),
        };
        Some(label_text::shown(&words).into_owned())
    }

    /// Whether a rule decides the colour of actors, and of links.
    pub(super) fn colours(&self) -> (bool, bool) {
        (self.actor_colour.is_some(), self.link_colour.is_some())
    }

    /// Whether a rule decides the shape of actors, and their size.
    pub(super) fn decides_shape_and_size(&self) -> (bool, bool) {
        (self.actor_shape.is_some(), self.actor_size.is_some())
    }
}

impl Ruled {
    /// The group or figure in words; nothing where there is none.
    fn words(&self, position: usize) -> String {
        match &*self.spread {
            Spread::Groups(groups) => {
                groups.of(position).map_or_else(String::new, |group| groups.groups[group].name.clone())
            }
            Spread::Figures(figures) => figures.of(position).map_or_else(String::new, figure_words),
        }
    }
}

fn ruled(graph: &Graph, view: &View, channel: Channel, rule: &Rule, may_be_log: bool) -> Ruled {
    let found = if rule.by.takes_work() {
        view.spreads
            .get(&rule.by)
            .cloned()
            .unwrap_or_else(|| Arc::new(work_out(graph, &rule.by, &mut unwatched).expect("nobody gives up")))
    } else if channel.is_of_links() {
        Arc::new(spread::of_links(graph, &rule.by))
    } else {
        Arc::new(spread::of_actors(graph, &rule.by))
    };
    let wants_groups = channel == Channel::ActorShape || rule.scale == Some(Scale::Each);
    let spread = match &*found {
        Spread::Figures(figures) if wants_groups => Arc::new(Spread::Groups(spread::by_value(figures))),
        _ => found,
    };
    let scaled = match &*spread {
        Spread::Figures(figures) => Scaled::of(figures, rule.scale, may_be_log),
        Spread::Groups(_) => None,
    };
    Ruled { rule: rule.clone(), spread, scaled }
}

/// The radius for a share, by area.
fn radius(rule: &Rule, share: f32) -> f32 {
    let [least, greatest] = rule.sizes.unwrap_or(USUAL_RADII);
    (least * least + (greatest * greatest - least * least) * share).sqrt()
}

/// The width for a share.
fn width(rule: &Rule, share: f32) -> f32 {
    let [least, greatest] = rule.sizes.unwrap_or(USUAL_WIDTHS);
    least + (greatest - least) * share
}

#[cfg(test)]
mod tests;
