//! Groups of actors: a closed one is drawn as one node, with the links that leave it brought together; around the members of an
//! open one runs an outline.

use std::collections::BTreeMap;
use std::f32::consts::TAU;
use std::sync::Arc;

use super::{LEAST_RADIUS, SceneActor, SceneLink, Shape, label_text};
use crate::model::{ActorIx, Graph, Point, View, Visibility};

/// Greatest radius of a node that stands for several actors, in world units.
pub const GREATEST_GROUP_RADIUS: f32 = 44.0;
/// How far the ring around a closed group is from its node, in points of the screen.
pub const RING: f32 = 4.0;
/// How far the outline of an open group is from its members, in points of the screen.
const AROUND: f32 = 12.0;
/// Corners of the outline around each member.
const CORNERS: u16 = 16;

/// A group whose members are drawn each by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenGroup {
    /// Its name, with controls and invisible characters made visible.
    pub name: String,
    /// The slots of its members.
    pub slots: Vec<u32>,
}

/// Who is drawn in whose place.
#[derive(Debug, Default)]
pub(super) struct Folding {
    /// For each actor of a closed group the one that stands for all; `None` for all others. Empty where no group is closed.
    stands_for: Vec<Option<ActorIx>>,
}

impl Folding {
    /// How the closed groups of a view are drawn.
    pub fn new(graph: &Graph, view: &View, visibility: &Visibility) -> Self {
        let mut stands_for = Vec::new();
        for group in view.groups.iter().filter(|group| !group.is_open) {
            let drawn = |actor: &&ActorIx| graph.has_actor(**actor) && visibility.draws_actor(**actor);
            let members: Vec<ActorIx> = group.members.iter().filter(drawn).copied().collect();
            if let [first, _, ..] = members[..] {
                stands_for.resize(graph.actor_bound(), None);
                for member in &members {
                    stands_for[member.get()] = Some(first);
                }
            }
        }
        Self { stands_for }
    }

    /// Who is drawn in the place of an actor, where that is another.
    pub fn other(&self, actor: ActorIx) -> Option<ActorIx> {
        self.stands_for.get(actor.get()).copied().flatten().filter(|first| *first != actor)
    }
}

/// The radius of a node that stands for actors with these radii: its area is theirs together.
fn radius_of(radii: impl Iterator<Item = f32>) -> f32 {
    radii.map(|radius| radius * radius).sum::<f32>().sqrt().clamp(2.0 * LEAST_RADIUS, GREATEST_GROUP_RADIUS)
}

/// Lets the layout keep as much room around who stands for a closed group as its node takes. `radii` are by actor.
pub(super) fn make_room(view: &View, radii: &mut [f32]) {
    for group in view.groups.iter().filter(|group| !group.is_open) {
        let whole = radius_of(group.members.iter().filter_map(|member| radii.get(member.get()).copied()));
        if let Some(first) = group.members.first().and_then(|first| radii.get_mut(first.get())) {
            *first = whole;
        }
    }
}

/// Gives nodes that stand for closed groups their looks, the more of whom there are the larger; `members` are all actors as
/// they would be drawn by themselves, those that have a node first.
pub(super) fn dress(view: &View, actors: &mut [SceneActor], folded: &[SceneActor], slot_of: &[Option<u32>]) {
    let mut others: BTreeMap<u32, Vec<&SceneActor>> = BTreeMap::new();
    for member in folded {
        if let Some(slot) = slot_of[member.actor.get()] {
            others.entry(slot).or_default().push(member);
        }
    }
    for group in view.groups.iter().filter(|group| !group.is_open) {
        let slot = group.members.iter().find_map(|member| slot_of.get(member.get()).copied().flatten());
        let Some((slot, others)) = slot.and_then(|slot| Some((slot, others.get(&slot)?))) else { continue };
        let members: Vec<&SceneActor> = std::iter::once(&actors[slot as usize]).chain(others.iter().copied()).collect();
        let mut looks: BTreeMap<(Shape, [u8; 4]), (usize, usize)> = BTreeMap::new();
        for (number, member) in members.iter().enumerate() {
            looks.entry((member.shape, member.fill.0)).or_insert((0, number)).0 += 1;
        }
        // The look that most have; of as frequent ones that of the first.
        let most =
            looks.values().max_by_key(|(count, first)| (*count, usize::MAX - first)).map_or(0, |(_, first)| *first);
        let node = SceneActor {
            actor: members[0].actor,
            label: label_text::shown(&format!("{} ({})", group.name, members.len())).as_ref().into(),
            radius: radius_of(members.iter().map(|member| member.radius)),
            importance: members.iter().map(|member| member.importance).fold(0.0, f32::max),
            pinned: members.iter().all(|member| member.pinned),
            faint: members.iter().all(|member| member.faint),
            is_group: true,
            ..members[most].clone()
        };
        actors[slot as usize] = node;
    }
}

/// Brings the links of nodes that stand for several together: one for each other node, in the place of the first in the file;
/// links within a group are not drawn.
pub(super) fn bring_together(actors: &[SceneActor], links: &mut Vec<SceneLink>) {
    if !actors.iter().any(|actor| actor.is_group) {
        return;
    }
    let is_group = |slot: u32| actors[slot as usize].is_group;
    let mut first_of: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut together: Vec<SceneLink> = Vec::with_capacity(links.len());
    let mut counts: Vec<u32> = Vec::with_capacity(links.len());
    for link in links.drain(..) {
        if !is_group(link.from) && !is_group(link.to) {
            together.push(link);
            counts.push(1);
            continue;
        }
        if link.from == link.to {
            continue;
        }
        let ends = (link.from.min(link.to), link.from.max(link.to));
        match first_of.get(&ends) {
            None => {
                first_of.insert(ends, together.len());
                together.push(link);
                counts.push(1);
            }
            Some(&first) => {
                add(&mut together[first], &link);
                counts[first] += 1;
            }
        }
    }
    for (link, count) in together.iter_mut().zip(counts).filter(|(_, count)| *count > 1) {
        link.label = Arc::from(format!("{count} links"));
        link.width += (count as f32).log2().min(4.0) * 0.8;
    }
    *links = together;
}

/// One more link is drawn as a part of another between the same nodes: as firm as the firmest, with an arrow where all run that way.
fn add(whole: &mut SceneLink, part: &SceneLink) {
    whole.arrow &= part.arrow && part.from == whole.from;
    if whole.faint && !part.faint || part.dash < whole.dash && part.faint == whole.faint {
        (whole.dash, whole.colour) = (part.dash, part.colour);
    }
    whole.faint &= part.faint;
    whole.width = whole.width.max(part.width);
}

/// The slots of nodes that stand for several actors.
pub(super) fn closed(actors: &[SceneActor]) -> Vec<u32> {
    (0u32..).zip(actors).filter(|(_, actor)| actor.is_group).map(|(slot, _)| slot).collect()
}

/// The groups whose members are drawn each by itself.
pub(super) fn open_groups(view: &View, slot_of: &[Option<u32>]) -> Vec<OpenGroup> {
    let open = view.groups.iter().filter(|group| group.is_open);
    let slots = |members: &[ActorIx]| {
        members.iter().filter_map(|member| slot_of.get(member.get()).copied().flatten()).collect::<Vec<u32>>()
    };
    open.map(|group| OpenGroup { name: label_text::shown(&group.name).into_owned(), slots: slots(&group.members) })
        .filter(|group| !group.slots.is_empty())
        .collect()
}

/// Those of some discs (middle and radius) on which an outline around them may lie, at this size of the discs or at one near it: what
/// is left is outlined in much less time than all.
#[must_use]
pub fn outermost(discs: &[(Point, f32)]) -> Vec<usize> {
    let mut corners: Vec<(Point, usize)> = Vec::with_capacity(5 * discs.len());
    for (number, (centre, radius)) in discs.iter().enumerate() {
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
            corners.push((Point::new(centre.x + x * radius, centre.y + y * radius), number));
        }
    }
    let on_hull = |points: Vec<(Point, usize)>| hull(points, |(point, _)| *point).into_iter().map(|(_, number)| number);
    let centres = discs.iter().enumerate().map(|(number, (centre, _))| (*centre, number)).collect();
    let mut outermost: Vec<usize> = on_hull(corners).chain(on_hull(centres)).collect();
    outermost.sort_unstable();
    outermost.dedup();
    outermost
}

/// The outline around discs (middle and radius, on the screen), as corners that run clockwise on it; none where there is no disc.
#[must_use]
pub fn outline(discs: &[(Point, f32)]) -> Vec<Point> {
    let corner = |(centre, radius): &(Point, f32), number: u16| {
        let (sine, cosine) = (f32::from(number) / f32::from(CORNERS) * TAU).sin_cos();
        Point::new(centre.x + (radius + AROUND) * cosine, centre.y + (radius + AROUND) * sine)
    };
    hull(discs.iter().flat_map(|disc| (0..CORNERS).map(move |number| corner(disc, number))).collect(), |point| *point)
}

/// The convex hull of points: Andrew (1979), Another efficient algorithm for convex hulls in two dimensions.
fn hull<T: Copy>(mut points: Vec<T>, at: impl Fn(&T) -> Point) -> Vec<T> {
    points.retain(|point| at(point).is_finite());
    points.sort_by(|one, other| {
        let (one, other) = (at(one), at(other));
        one.x.total_cmp(&other.x).then(one.y.total_cmp(&other.y))
    });
    let turns =
        |from: Point, over: Point, to: Point| (over.x - from.x) * (to.y - from.y) - (over.y - from.y) * (to.x - from.x);
    let half = |points: &mut dyn Iterator<Item = T>| {
        let mut chain: Vec<T> = Vec::new();
        for point in points {
            while let [.., from, over] = chain[..]
                && turns(at(&from), at(&over), at(&point)) <= 0.0
            {
                chain.pop();
            }
            chain.push(point);
        }
        // The last is the first of the other half.
        chain.pop();
        chain
    };
    let mut whole = half(&mut points.iter().copied());
    whole.extend(half(&mut points.iter().rev().copied()));
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ActorGroup, graph_from_drawing};
    use crate::scene::{Scene, Theme};

    fn scene(members: &[u32], is_open: bool) -> Scene {
        let graph = graph_from_drawing("A>B A-C B-C B-D C>D D-E E-E B-B");
        let mut view = View::blank(&graph);
        let members = members.iter().copied().map(ActorIx).collect();
        view.groups = vec![ActorGroup { name: "Friends".into(), members, is_open }];
        Scene::build(&graph, &view, Theme::Light)
    }

    #[test]
    fn a_closed_group_is_one_node_with_one_link_to_each_other() {
        let scene = scene(&[1, 2], false);
        let labels: Vec<&str> = scene.actors.iter().map(|actor| actor.label.as_str()).collect();
        assert_eq!(labels, ["A", "Friends (2)", "D", "E"]);
        assert_eq!((scene.slot(ActorIx(1)), scene.slot(ActorIx(2))), (Some(1), Some(1)));
        assert!(scene.actors[1].radius > scene.actors[0].radius);
        let graph = graph_from_drawing("A>B A-C B-C B-D C>D D-E E-E B-B");
        let mut view = View::blank(&graph);
        let members = vec![ActorIx(1), ActorIx(2)];
        view.groups = vec![ActorGroup { name: String::new(), members, is_open: false }];
        let room = crate::scene::radii(&graph, &view)[1];
        assert!((room - scene.actors[1].radius).abs() < 1e-4, "the layout leaves as much room");
        let links: Vec<_> = scene.links.iter().map(|link| (link.from, link.to, &*link.label, link.arrow)).collect();
        assert_eq!(links, [(0, 1, "2 links", false), (1, 2, "2 links", false), (2, 3, "", false), (3, 3, "", false)]);
        assert!(scene.links.is_sorted_by_key(|link| link.link), "in the order of the file");
        assert_eq!(scene.hidden, (0, 0), "nothing of it is hidden");
    }

    #[test]
    fn an_open_group_is_drawn_as_it_is_with_an_outline() {
        let open = scene(&[1, 2], true);
        assert_eq!((open.actors.len(), open.links.len()), (5, 8));
        assert_eq!(open.groups, [OpenGroup { name: "Friends".into(), slots: vec![1, 2] }]);
        assert!(scene(&[1], false).actors.len() == 5, "one alone is nobody's group");
    }

    #[test]
    fn an_outline_holds_every_disc_and_turns_one_way() {
        let discs = [(Point::new(0.0, 0.0), 10.0), (Point::new(100.0, 0.0), 5.0), (Point::new(40.0, 60.0), 20.0)];
        let outline = outline(&discs);
        assert!(outline.len() >= 8);
        let corners = |at: usize| (outline[at], outline[(at + 1) % outline.len()]);
        for at in 0..outline.len() {
            let (from, to) = corners(at);
            for (centre, radius) in discs {
                let aside = (to.x - from.x) * (centre.y - from.y) - (to.y - from.y) * (centre.x - from.x);
                let away = aside / from.distance(to);
                assert!(away > radius, "{centre:?} is {away} inside");
            }
        }
        assert!(super::outline(&[]).is_empty());
        let mut crowd: Vec<(Point, f32)> =
            (0..200).map(|at| (Point::new((at % 20) as f32, (at / 20) as f32), 1.0)).collect();
        crowd.extend(discs);
        let few: Vec<(Point, f32)> = outermost(&crowd).into_iter().map(|at| crowd[at]).collect();
        assert!(few.len() < 20 && super::outline(&few) == outline, "who is inside says nothing about the outline");
    }
}
