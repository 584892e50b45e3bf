//! Lines of links in both layers: dashes, arrowheads, bends and loops are the same whichever of them draws.

use linklore::model::{Actor, Basis, Evidence, GraphBuilder, Link, LinkMore};

use super::*;

/// One kind for each shape there is.
const KINDS: [&str; 10] =
    ["person", "company", "event", "vessel", "armed group", "government", "place", "state", "weapon", "phone"];

/// A foreground that draws nothing.
const NOBODY: Budget = Budget { whole: (0, 0), near: (0, 0) };

/// A link with both ends by their number among the actors, as they are in the order of [`KINDS`] over and over.
struct Drawn(u32, u32, Option<Basis>, bool);

fn graph(actors: usize, links: &[Drawn]) -> Graph {
    let mut builder = GraphBuilder::new("", "");
    for number in 0..actors {
        let kind = KINDS[number % KINDS.len()].into();
        let actor = Actor { key: number.to_string().into(), kind, label: ".".into(), ..Actor::default() };
        builder.add_actor(actor).expect("every number is there once");
    }
    let (passage, _) = builder.passage_or_stand_in("p");
    for (number, Drawn(from, to, basis, directed)) in links.iter().enumerate() {
        let evidence = basis.map(|basis| Evidence { basis: Some(basis), ..Evidence::supporting(passage) });
        let more = LinkMore { evidence: evidence.into_iter().collect(), ..LinkMore::default() }.into();
        let link = Link { key: number.to_string().into(), directed: *directed, more, ..Link::default() };
        builder.add_link(ActorIx(*from), ActorIx(*to), link).expect("both ends are there");
    }
    builder.finish()
}

/// Where nothing is drawn.
const GROUND: Pos2 = pos2(20.0, 20.0);

/// How dark a pixel is, 0 to 255, on the way from one point to another.
fn darkness(picture: &image::RgbaImage, at: Pos2) -> f32 {
    let [r, g, b, _] = picture.get_pixel(at.x as u32, at.y as u32).0.map(f32::from);
    255.0 - (r + g + b) / 3.0
}

/// Whether a pixel has no colour, as lines and the ground; shapes have one.
fn is_grey(picture: &image::RgbaImage, at: Pos2) -> bool {
    let [r, g, b, _] = picture.get_pixel(at.x as u32, at.y as u32).0;
    r.max(g).max(b) - r.min(g).min(b) < 32
}

/// How dark a strip across the way from one point to another is, summed up, so far before the other.
fn ink_across(picture: &image::RgbaImage, from: Pos2, to: Pos2, before: f32) -> f32 {
    let forward = (to - from).normalized();
    let ground = darkness(picture, GROUND);
    let at = to - forward * before;
    (-8..=8i8).map(|aside| (darkness(picture, at + forward.rot90() * f32::from(aside)) - ground).max(0.0)).sum()
}

#[test]
fn a_line_looks_the_same_in_both_layers() {
    // Every basis to every shape, some there and back, and loops.
    let mut links: Vec<Drawn> = (0..10)
        .map(|number| Drawn(number, number + 10, Basis::ALL.get(number as usize).copied(), number != 4))
        .collect();
    links.push(Drawn(12, 2, Some(Basis::Claimed), true));
    links.push(Drawn(16, 6, None, true));
    links.extend([11, 13, 18].map(|number| Drawn(number, number, Some(Basis::Thought), number != 13)));
    let graph = graph(20, &links);
    let points: Vec<Point> = (0..20)
        .map(|number| Point::new((number / 10) as f32 * 170.0 + (number % 3) as f32 * 9.0, (number % 10) as f32 * 70.0))
        .collect();
    let Some(mut near) = Studio::open_on_card(graph.clone(), &points, Budget::default()) else { return };
    let Some(mut far) = Studio::open_on_card(graph, &points, NOBODY) else { return };
    assert_eq!((near.stats().foreground, far.stats().foreground), ((20, 15), (0, 0)));
    let (one, other) = (near.picture(), far.picture());
    for (number, Drawn(from, to, basis, _)) in links.iter().enumerate() {
        let (from, to) = (near.at(*from), near.at(*to));
        let reach = egui::Rect::from_two_pos(from, to).expand(24.0);
        let (mut difference, mut inked) = (0.0, 0.0);
        for x in reach.min.x as u32..reach.max.x as u32 {
            for y in reach.min.y as u32..reach.max.y as u32 {
                let at = pos2(x as f32, y as f32);
                if is_grey(&one, at) && is_grey(&other, at) {
                    difference += (darkness(&one, at) - darkness(&other, at)).abs();
                    inked += (darkness(&one, at) - darkness(&one, GROUND)).abs();
                }
            }
        }
        // The pieces of a bent line are not the same in both, and the edges of one thinner than a pixel are softer in the
        // foreground.
        let differs = number >= 10 || [2, 6].contains(&number) || basis.is_none();
        let most = if differs { 0.28 } else { 0.2 };
        assert!(difference < most * inked, "{basis:?}: differs by {difference} of {inked}");
    }
}

#[test]
fn far_links_are_dashed_and_point_at_the_rim_of_their_target() {
    let links = [Drawn(0, 1, Some(Basis::Thought), true), Drawn(2, 3, Some(Basis::Stated), false)];
    let points = [(0.0, 0.0), (200.0, 0.0), (0.0, 150.0), (200.0, 150.0)].map(|(x, y)| Point::new(x, y));
    let Some(mut studio) = Studio::open_on_card(graph(4, &links), &points, NOBODY) else { return };
    assert_eq!(studio.stats().foreground, (0, 0));
    let picture = studio.picture();
    let (from, to) = (studio.at(0), studio.at(1));
    // Shapes are as large as can be: 40 to the corner of a circle, 35 to the side of a square.
    let widest_before = |from: u32, to: u32, rim: u8| {
        let (from, to, picture) = (studio.at(from), studio.at(to), &picture);
        (rim + 2..rim + 30).map(move |before| ink_across(picture, from, to, f32::from(before))).fold(0.0, f32::max)
    };
    // Beyond the shapes and the arrowhead.
    let on_line: Vec<f32> =
        (60..from.distance(to) as i32 - 90).map(|x| ink_across(&picture, to, from, x as f32)).collect();
    let (least, most) = (on_line.iter().copied().fold(1e9, f32::min), on_line.iter().copied().fold(0.0, f32::max));
    assert!(least < 0.1 * most, "there are gaps: {on_line:?}");
    let edges = on_line.windows(2).filter(|two| (two[0] > most / 2.0) != (two[1] > most / 2.0)).count();
    let expected = on_line.len() as f32 / 11.0 * 2.0;
    assert!((edges as f32 - expected).abs() <= 3.0, "{edges} edges, {expected} expected");
    let widest = widest_before(0, 1, 35);
    let plain = widest_before(2, 3, 50);
    assert!(widest > 2.5 * plain, "an arrowhead: {widest} against {plain} of a line");
    let away = widest_before(1, 0, 40);
    assert!(away < 1.5 * plain, "none at the source: {away} against {plain}");
}

#[test]
fn far_parallel_links_lie_beside_one_another() {
    let links = [Drawn(0, 1, Some(Basis::Stated), false), Drawn(1, 0, Some(Basis::Stated), false)];
    let points = [(0.0, 0.0), (200.0, 100.0), (0.0, 150.0), (200.0, 150.0)].map(|(x, y)| Point::new(x, y));
    let Some(mut studio) = Studio::open_on_card(graph(4, &links), &points, NOBODY) else { return };
    let picture = studio.picture();
    let (from, to) = (studio.at(0), studio.at(1));
    let (middle, aside) = (from.lerp(to, 0.5), (to - from).normalized().rot90());
    let zoom = studio.0.state().canvas.camera().zoom;
    let dark = |by: f32| {
        (-1..=1i8).map(|off| darkness(&picture, middle + aside * (by * zoom + f32::from(off)))).fold(0.0, f32::max)
    };
    let (one, none, other) = (dark(-6.5), dark(0.0), dark(6.5));
    assert!(one > none + 60.0 && other > none + 60.0, "{one} {none} {other}");
}
