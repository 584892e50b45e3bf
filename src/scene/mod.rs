//! What is drawn: a graph and its view as shapes, lines, labels and colours, resolved. No egui and no pixels.

pub mod axis;
pub mod camera;
mod colour;
pub mod communities;
pub mod density;
pub mod geometry;
mod given;
pub mod grouped;
pub mod index;
mod label_text;
pub mod labels;
mod legend;
mod marks;
mod measure;
pub mod projection;
pub mod style;
pub mod styling;
mod theme;

use std::sync::Arc;

use hashbrown::HashMap;

pub use colour::Rgba;
pub use label_text::visible_label;
pub use legend::{ActorEntry, Legend, LinkEntry};
pub use marks::{Mark, MarkCounts, Marks};
pub use measure::{LINE_HEIGHT, TextMeasure};
pub use style::{ActorLook, Dash, LinkLook, Shape, Standing};
pub use theme::{Theme, Tokens};

use styling::Styled;

use crate::analysis;
use crate::model::{ActorIx, Graph, LinkIx, Name, Topology, View, Visibility};

/// Least radius of an actor, in world units.
pub const LEAST_RADIUS: f32 = 6.0;
/// Greatest radius of an actor, in world units.
pub const GREATEST_RADIUS: f32 = 22.0;
/// A scene with no more actors and links than these is small: all of it is drawn as it is, however far out.
pub const SMALL_SCENE: (usize, usize) = (2_500, 8_000);
/// Distance between the middles of neighbouring parallel links, in world units.
const PARALLEL_GAP: f32 = 13.0;
/// Greatest distance between the outermost of parallel links, in world units.
const WIDEST_BUNDLE: f32 = 110.0;

/// Everything that is shown, in the order in which it is painted. Positions stay in the view.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The shown actors, in the order of the file.
    pub actors: Vec<SceneActor>,
    /// The shown links, in the order of the file.
    pub links: Vec<SceneLink>,
    slot_of: Vec<Option<u32>>,
    /// Groups whose members are drawn each by itself.
    pub groups: Vec<grouped::OpenGroup>,
    /// The slots of nodes that stand for closed groups.
    pub closed: Vec<u32>,
    /// What the legend says.
    pub legend: Legend,
    /// The theme the colours were chosen for.
    pub theme: Theme,
    /// Number of actors and links that are not drawn.
    pub hidden: (usize, usize),
    /// Number of actors and links that are drawn faintly.
    pub faded: (usize, usize),
}

/// An actor as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneActor {
    /// The actor.
    pub actor: ActorIx,
    /// Its label, with controls and invisible characters made visible; may be empty where a rule says what is written.
    pub label: Name,
    /// Shape.
    pub shape: Shape,
    /// Colour inside: that of a rule, else the file's, where it gives one and the view draws it, else that of the type. Opaque.
    pub fill: Rgba,
    /// Colour of the line around it; stands out from the canvas whatever the fill.
    pub rim: Rgba,
    /// Radius, in world units.
    pub radius: f32,
    /// 0 to 1; who has it gets a larger shape and its label first.
    pub importance: f32,
    /// Whether no layout moves it.
    pub pinned: bool,
    /// Whether it is there without being part of what is looked at: drawn close to the colour of the canvas.
    pub faint: bool,
    /// Whether it stands for a closed group.
    pub is_group: bool,
}

/// A link as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneLink {
    /// The link.
    pub link: LinkIx,
    /// Slot of the source.
    pub from: u32,
    /// Slot of the target; the same as `from` for a self-link.
    pub to: u32,
    /// Colour: the warning colour where it is contradicted, else that of a rule, the file's or that of its standing. Opaque.
    pub colour: Rgba,
    /// Width, in points.
    pub width: f32,
    /// How the line is broken.
    pub dash: Dash,
    /// Whether an arrowhead stands at the target.
    pub arrow: bool,
    /// Sideways offset of the middle, in world units, to the left of who goes from source to target; 0 for a straight line.
    pub bend: f32,
    /// Among the self-links of one actor, how many came before.
    pub loop_number: u32,
    /// Its type, or what a rule says, with controls and invisible characters made visible.
    pub label: Arc<str>,
    /// Whether it is there without being part of what is looked at: drawn close to the colour of the canvas.
    pub faint: bool,
}

impl SceneLink {
    /// Whether both ends are the same actor.
    #[must_use]
    pub fn is_loop(&self) -> bool {
        self.from == self.to
    }
}

impl Scene {
    /// What `view` shows of `graph`, drawn in `theme`.
    #[must_use]
    pub fn build(graph: &Graph, view: &View, theme: Theme) -> Self {
        let visibility = view.visibility(graph);
        let looks = style::actor_looks(graph, theme);
        let styled = Styled::of(graph, view, theme);
        let importance = importance(graph);
        let radii = radii_by(graph, &importance, view, &styled);
        let given = view.looks_in_force().filter(|_| !styled.by_types);
        let folding = grouped::Folding::new(graph, view, &visibility);
        let mut slot_of = vec![None; graph.actor_bound()];
        let (mut actors, mut folded) = (Vec::new(), Vec::new());
        for (ix, actor) in graph.actors().filter(|(ix, _)| visibility.draws_actor(*ix)) {
            let is_folded = folding.other(ix).is_some();
            if !is_folded {
                slot_of[ix.get()] = Some(actors.len() as u32);
            }
            let look = looks.get(actor.kind.as_str()).copied().expect("every type of the graph has a look");
            let colour = given.and_then(|given| given.actor_colour(ix));
            let fill = colour.map_or(look.fill, |colour| given::fill(colour, theme));
            let fill = styled.actor_colour(ix, theme).unwrap_or(fill);
            let (rim, faint) = (style::rim(fill, theme), visibility.fades_actor(ix));
            let importance = styled.importance(ix).unwrap_or(importance[ix.get()]);
            let drawn = if is_folded { &mut folded } else { &mut actors };
            drawn.push(SceneActor {
                actor: ix,
                label: match styled.actor_label(graph, ix) {
                    Some(label) => label.as_str().into(),
                    None => {
                        let label: &str = if actor.label.is_empty() { &actor.key } else { &actor.label };
                        label_text::shown(label).as_ref().into()
                    }
                },
                shape: styled.actor_shape(ix).unwrap_or(look.shape),
                fill: style::faded_if(faint, fill, theme),
                rim: style::faded_if(faint, rim, theme),
                radius: radii[ix.get()],
                // What is faint is named last.
                importance: if faint { 0.0 } else { importance },
                pinned: view.pinned.contains(ix),
                faint,
                is_group: false,
            });
        }
        for member in &folded {
            slot_of[member.actor.get()] = folding.other(member.actor).and_then(|first| slot_of[first.get()]);
        }
        // The legend counts who is there, however they are drawn.
        let alone: Vec<SceneActor> =
            if folded.is_empty() { Vec::new() } else { actors.iter().chain(&folded).cloned().collect() };
        if !folded.is_empty() {
            grouped::dress(view, &mut actors, &folded, &slot_of);
        }
        let mut links = links(graph, view, &visibility, &slot_of, &styled, theme);
        let groups = grouped::open_groups(view, &slot_of);
        let closed = if folded.is_empty() { Vec::new() } else { grouped::closed(&actors) };
        let listed = if alone.is_empty() { &actors } else { &alone };
        let legend = Legend::new(graph, view, listed, &links, &styled, theme);
        grouped::bring_together(&actors, &mut links);
        set_apart(&mut links);
        Self {
            actors,
            links,
            slot_of,
            groups,
            closed,
            legend,
            theme,
            hidden: visibility.hidden_counts(),
            faded: visibility.faded_counts(),
        }
    }

    /// Where an actor stands in [`Scene::actors`]; `None` where it is not shown.
    #[must_use]
    pub fn slot(&self, actor: ActorIx) -> Option<u32> {
        self.slot_of.get(actor.get()).copied().flatten()
    }

    /// Where a link stands in [`Scene::links`]; `None` where it is not shown.
    #[must_use]
    pub fn place(&self, link: LinkIx) -> Option<u32> {
        // Links are in the order of the file.
        self.links.binary_search_by_key(&link, |one| one.link).ok().map(|place| place as u32)
    }
}

/// The radius of every actor of the graph, shown or not, in world units.
///
/// The layout keeps this much room around each. It depends on the whole graph, so that hiding some actors does not make
/// the others grow. Where the file gives sizes and the view draws them, the greatest becomes [`GREATEST_RADIUS`] and the
/// others are in proportion, though never below [`LEAST_RADIUS`]; an actor without a size is as large as it is important. A rule of
/// the view for sizes stands above all that.
#[must_use]
pub fn radii(graph: &Graph, view: &View) -> Vec<f32> {
    let mut radii = radii_by(graph, &importance(graph), view, &Styled::of_sizes(graph, view));
    grouped::make_room(view, &mut radii);
    radii
}

fn radii_by(graph: &Graph, importance: &[f32], view: &View, styled: &Styled) -> Vec<f32> {
    let ruled = |position| styled.radius(ActorIx::new(position));
    if let Some(radii) = (0..graph.actor_bound()).map(ruled).collect::<Option<Vec<f32>>>() {
        return radii;
    }
    let mut radii: Vec<f32> = importance.iter().copied().map(radius).collect();
    let given = view.looks_in_force();
    if let Some((looks, greatest)) = given.and_then(|looks| Some((looks, given::greatest_size(looks, radii.len())?))) {
        for (position, radius) in radii.iter_mut().enumerate() {
            if let Some(size) = looks.actor_size(ActorIx::new(position)) {
                *radius = given::radius(size, greatest);
            }
        }
    }
    radii
}

/// How important every actor of the graph is, 0 to 1, shown or not.
#[must_use]
pub fn importance(graph: &Graph) -> Vec<f32> {
    analysis::importance(&Topology::whole(graph), graph)
}

/// Importance is logarithmic; squared, it lets hubs stand out without making everybody else equally small.
fn radius(importance: f32) -> f32 {
    LEAST_RADIUS + (GREATEST_RADIUS - LEAST_RADIUS) * importance * importance
}

fn links(
    graph: &Graph,
    view: &View,
    visibility: &Visibility,
    slot_of: &[Option<u32>],
    styled: &Styled,
    theme: Theme,
) -> Vec<SceneLink> {
    let given = view.looks_in_force();
    let tokens = theme.tokens();
    let heaviest = graph.links().filter_map(|(_, link)| link.weight).fold(0.0f64, f64::max);
    let mut links = Vec::new();
    let mut labels: HashMap<&str, Arc<str>> = HashMap::new();
    for (ix, link) in graph.links().filter(|(ix, _)| visibility.draws_link(*ix)) {
        let (source, target) = graph.ends(ix);
        let (Some(from), Some(to)) = (slot_of[source.get()], slot_of[target.get()]) else { continue };
        let look = Standing::of(link).look(theme);
        let colour = given.and_then(|given| given.link_colour(ix));
        let colour = colour.map_or(look.colour, |colour| given::line(colour, theme));
        let faint = visibility.fades_link(ix);
        let colour = styled.link_colour(ix, theme).unwrap_or(colour);
        let width = styled.link_width(ix);
        let label = match styled.link_label(graph, ix) {
            Some(label) => label.into(),
            None => labels.entry(link.kind.as_str()).or_insert_with(|| label_text::shown(&link.kind).into()).clone(),
        };
        links.push(SceneLink {
            link: ix,
            from,
            to,
            colour: style::faded_if(faint, if link.is_contradicted() { tokens.warning } else { colour }, theme),
            width: width.unwrap_or_else(|| look.width + extra_width(link.weight, heaviest, link.evidence.len())),
            dash: look.dash,
            arrow: link.directed,
            bend: 0.0,
            loop_number: 0,
            label,
            faint,
        });
    }
    links
}

/// Parallel links stand side by side, symmetrically, in the order of the file, whichever way each of them runs; the loops of an
/// actor are numbered.
///
/// Links are brought together by counting, as those of each actor with a lower slot than the other end: with millions of them,
/// a map by pair would take most of the time of the whole scene.
fn set_apart(links: &mut [SceneLink]) {
    let lower = |link: &SceneLink| link.from.min(link.to) as usize;
    let actors = links.iter().map(|link| lower(link) + 1).max().unwrap_or(0);
    // Where the links of each actor end; once they are put in, where they begin.
    let mut bounds = vec![0_usize; actors + 1];
    for link in &*links {
        bounds[lower(link)] += 1;
    }
    let mut whole = 0;
    for bound in &mut bounds {
        whole += *bound;
        *bound = whole;
    }
    let mut by_actor = vec![(0_u32, 0_u32); links.len()];
    for (place, link) in (0_u32..).zip(&*links) {
        let bound = &mut bounds[lower(link)];
        *bound -= 1;
        by_actor[*bound] = (link.from.max(link.to), place);
    }
    for actor in 0..actors {
        let own = &mut by_actor[bounds[actor]..bounds[actor + 1]];
        own.sort_unstable();
        for bundle in own.chunk_by(|one, other| one.0 == other.0) {
            fan_out(links, bundle);
        }
    }
}

/// Sets the links of one bundle apart: the other end and the place of each, in the order of the file.
fn fan_out(links: &mut [SceneLink], bundle: &[(u32, u32)]) {
    let gap = PARALLEL_GAP.min(WIDEST_BUNDLE / (bundle.len().max(2) - 1) as f32);
    for (number, (_, place)) in bundle.iter().enumerate() {
        let link = &mut links[*place as usize];
        if link.is_loop() {
            link.loop_number = number as u32;
        } else if bundle.len() > 1 {
            let aside = (number as f32 - (bundle.len() - 1) as f32 / 2.0) * gap;
            // The left of a link that runs the other way is the right of this one.
            link.bend = if link.from < link.to { aside } else { -aside };
        }
    }
}

/// Up to two points more: by weight where the file gives weights, else by the number of passages.
fn extra_width(weight: Option<f64>, heaviest: f64, passages: usize) -> f32 {
    if heaviest > 0.0 {
        2.0 * (weight.unwrap_or(0.0).max(0.0) / heaviest).sqrt() as f32
    } else {
        (0.5 * (passages.max(1) as f32).log2()).min(2.0)
    }
}

#[cfg(test)]
mod tests;
