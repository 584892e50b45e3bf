//! Both indexes agree with walking over everything, whatever the crowd looks like.

use super::*;

/// Crowds of all kinds: even, in clusters, on a line, all at one point, with one far away, with some that have no place.
fn crowds() -> Vec<Vec<Point>> {
    let mut random = fastrand::Rng::with_seed(11);
    let even: Vec<Point> = (0..1500).map(|_| Point::new(random.f32() * 900.0, random.f32() * 500.0)).collect();
    let middles: Vec<Point> = even.iter().step_by(50).copied().collect();
    let clusters = (0..1500)
        .map(|number| {
            let middle = middles[number % middles.len()];
            Point::new(middle.x + random.f32() * 9.0, middle.y + random.f32() * 9.0)
        })
        .collect();
    let line = (0..300).map(|number| Point::new(-3.0, (number % 40) as f32)).collect();
    let mut far = even.clone();
    far[9] = Point::new(3e9, -2e9);
    let mut partly = even.clone();
    for number in (0..partly.len()).step_by(3) {
        partly[number] = if number % 2 == 0 { Point::new(f32::NAN, 0.0) } else { Point::new(0.0, f32::INFINITY) };
    }
    let widest = vec![Point::new(f32::MAX, f32::MIN), Point::new(f32::MIN, f32::MAX), Point::new(0.0, 1e-40)];
    vec![vec![], vec![Point::new(1.0, 2.0)], even, clusters, line, vec![Point::new(4.0, 4.0); 700], far, partly, widest]
}

fn importance_of(points: &[Point]) -> Vec<f32> {
    // Many are equally important.
    (0..points.len()).map(|number| ((number * 7919) % 23) as f32 / 22.0).collect()
}

fn index_of(points: &[Point]) -> ActorIndex {
    ActorIndex::build(points, &vec![6.0; points.len()], &importance_of(points))
}

fn slots(points: &[Point]) -> impl Iterator<Item = (u32, Point)> {
    (0..).zip(points.iter().copied()).filter(|(_, point)| point.is_finite())
}

/// Boxes and points to ask about: small and large, inside, across the border and outside.
fn places() -> Vec<(Point, Point)> {
    let mut random = fastrand::Rng::with_seed(5);
    let mut places: Vec<(Point, Point)> = (0..60)
        .map(|number| {
            let (x, y) = (random.f32() * 1000.0 - 50.0, random.f32() * 600.0 - 50.0);
            let size = [0.0, 3.0, 40.0, 700.0][number % 4];
            (Point::new(x, y), Point::new(x + size, y + size * random.f32()))
        })
        .collect();
    places.push((Point::new(-4e9, -4e9), Point::new(4e9, 4e9)));
    places.push((Point::new(-3.0, 3.0), Point::new(4.0, 4.0)));
    places.push((Point::new(5.0, 5.0), Point::new(4.0, 4.0)));
    places.push((Point::new(f32::NAN, 5.0), Point::new(4.0, f32::NAN)));
    places
}

fn sorted(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers
}

#[test]
fn the_actors_within_a_box_are_found_and_counted() {
    for points in crowds() {
        let index = index_of(&points);
        assert_eq!(index.len(), slots(&points).count());
        for (least, greatest) in places() {
            let bounds = Bounds::new(least, greatest);
            let expected: Vec<u32> =
                slots(&points).filter(|(_, point)| bounds.holds(*point)).map(|(slot, _)| slot).collect();
            let mut found = Vec::new();
            index.for_each_within(least, greatest, |slot| found.push(slot));
            assert_eq!(sorted(found), expected);
            assert_eq!(index.count_within(least, greatest, usize::MAX), expected.len());
            assert_eq!(index.count_within(least, greatest, 5), expected.len().min(5));
        }
    }
}

#[test]
fn the_most_important_within_a_box_come_first_and_in_order() {
    let mut found = vec![77];
    for points in crowds() {
        let (index, importance) = (index_of(&points), importance_of(&points));
        for (least, greatest) in places() {
            let bounds = Bounds::new(least, greatest);
            let mut expected: Vec<u32> =
                slots(&points).filter(|(_, point)| bounds.holds(*point)).map(|(slot, _)| slot).collect();
            // Stable: the lower slot first.
            expected.sort_by(|one, other| importance[*other as usize].total_cmp(&importance[*one as usize]));
            for count in [0, 1, 30, points.len()] {
                index.most_important_within(least, greatest, count, &mut found);
                assert_eq!(found, expected[..count.min(expected.len())]);
            }
        }
    }
}

#[test]
fn the_nearest_actor_is_the_first_that_is_taken() {
    for points in crowds() {
        let index = index_of(&points);
        for (at, _) in places() {
            for reach in [0.0, 4.0, 60.0, f32::INFINITY, f32::NAN, -1.0] {
                let takes = |slot: u32| slot % 5 != 2;
                let distance = |point: Point| Bounds::new(point, point).square_distance(at);
                let expected = slots(&points)
                    .filter(|(slot, point)| {
                        takes(*slot) && distance(*point) <= f64::from(reach).powi(2) && reach >= 0.0
                    })
                    .min_by(|(_, one), (_, other)| distance(*one).total_cmp(&distance(*other)))
                    .map(|(slot, _)| slot)
                    .filter(|_| at.is_finite());
                assert_eq!(index.nearest(at, reach, takes), expected, "{at:?} {reach}");
            }
        }
    }
}

#[test]
fn the_nearest_actor_is_found_without_asking_about_many() {
    let mut random = fastrand::Rng::with_seed(2);
    let mut points: Vec<Point> = (0..20_000).map(|_| Point::new(random.f32(), random.f32())).collect();
    let all_at_once = vec![Point::new(0.5, 0.5); 20_000];
    // One far away makes all others one cell of the first curve.
    points.push(Point::new(1e8, 1e8));
    for points in [points, all_at_once] {
        let mut asked = 0;
        let found = index_of(&points).nearest(Point::new(0.3, 0.6), 100.0, |_| {
            asked += 1;
            asked == 3
        });
        assert!(found.is_some() && asked == 3);
    }
}

#[test]
fn importance_that_is_no_number_counts_as_none() {
    let points = [Point::new(0.0, 0.0); 4];
    let index = ActorIndex::build(&points, &[1.0, 9.0, f32::NAN, 2.0], &[f32::NAN, -0.0, 0.5, f32::INFINITY]);
    let mut found = Vec::new();
    index.most_important_within(points[0], points[0], 9, &mut found);
    assert_eq!(found, [2, 0, 1, 3]);
    assert!((index.greatest_radius() - 9.0).abs() < 1e-6);
}

/// Links among the points of a crowd: to the next, and to anywhere; some bent, some loops.
fn links_among(points: &[Point]) -> Vec<Segment> {
    let mut random = fastrand::Rng::with_seed(8);
    (0..points.len())
        .map(|number| {
            let other = if number % 3 == 0 { random.usize(..points.len()) } else { (number + 30) % points.len() };
            Segment { a: points[number], b: points[other], slack: [0.0, 0.0, 6.5, 20.0][number % 4] }
        })
        .collect()
}

/// No less than to the chord, the slack taken off.
fn exact(segment: &Segment, at: Point) -> f32 {
    (segment.distance(at) - 0.5 * f64::from(segment.slack)).max(0.0) as f32
}

#[test]
fn the_nearest_link_is_the_one_with_the_least_distance() {
    for points in crowds() {
        let links = links_among(&points);
        let index = LinkIndex::build(links.iter().copied());
        for (at, _) in places() {
            for reach in [0.0, 5.0, 60.0, f32::INFINITY, f32::NAN, -1.0] {
                let expected = (0_u32..)
                    .zip(&links)
                    .filter(|(_, link)| link.a.is_finite() && link.b.is_finite() && exact(link, at) <= reach)
                    .min_by(|(_, one), (_, other)| exact(one, at).total_cmp(&exact(other, at)))
                    .map(|(place, _)| place)
                    .filter(|_| at.is_finite() && reach >= 0.0);
                let found = index.near(at, reach, |place| exact(&links[place as usize], at));
                // From far away all are equally near, to a rounding.
                let distance = |place: u32| exact(&links[place as usize], at);
                let is_as_near = found.zip(expected).is_some_and(|(found, expected)| {
                    distance(expected) > 1e6 && distance(found) <= distance(expected) * (1.0 + 2e-6)
                });
                assert!(found == expected || is_as_near, "{found:?} {expected:?} {at:?} {reach}");
            }
        }
    }
}

#[test]
fn the_links_that_cross_a_box_are_found_and_counted() {
    for points in crowds() {
        let links = links_among(&points);
        let index = LinkIndex::build(links.iter().copied());
        for (least, greatest) in places() {
            let bounds = Bounds::new(least, greatest);
            let expected: Vec<u32> = (0_u32..)
                .zip(&links)
                .filter(|(_, link)| link.a.is_finite() && link.b.is_finite() && link.may_cross(&bounds))
                .map(|(place, _)| place)
                .collect();
            let mut found = Vec::new();
            index.for_each_within(least, greatest, |place| found.push(place));
            assert_eq!(sorted(found), expected);
            assert_eq!(index.count_within(least, greatest, usize::MAX), expected.len());
            assert_eq!(index.count_within(least, greatest, 5), expected.len().min(5));
        }
    }
}

#[test]
fn a_chord_crosses_a_box_or_comes_as_near_as_its_slack() {
    let bounds = Bounds::new(Point::new(0.0, 0.0), Point::new(10.0, 10.0));
    let crosses = |a: (f32, f32), b: (f32, f32), slack: f32| {
        Segment { a: Point::new(a.0, a.1), b: Point::new(b.0, b.1), slack }.may_cross(&bounds)
    };
    assert!(crosses((-5.0, 5.0), (15.0, 6.0), 0.0), "right through");
    assert!(crosses((2.0, 3.0), (4.0, 3.0), 0.0), "inside");
    assert!(!crosses((-5.0, 2.0), (4.0, -5.0), 0.5), "past a corner");
    assert!(crosses((-5.0, 2.0), (4.0, -5.0), 3.0), "bent towards it");
    assert!(!crosses((-5.0, 12.0), (15.0, 12.0), 1.0) && crosses((-5.0, 12.0), (15.0, 12.0), 2.0));
    assert!(crosses((3.0, 3.0), (3.0, 3.0), 0.0) && !crosses((13.0, 3.0), (13.0, 3.0), 1.0), "a loop");
}

#[test]
fn of_many_links_only_those_nearby_are_asked_about() {
    let mut random = fastrand::Rng::with_seed(4);
    let mut point = || Point::new(random.f32() * 1000.0, random.f32() * 1000.0);
    // Every link crosses the drawing.
    let hairball: Vec<Segment> = (0..20_000).map(|_| Segment { a: point(), b: point(), slack: 0.0 }).collect();
    let star: Vec<Segment> =
        (0..20_000).map(|_| Segment { a: Point::new(500.0, 500.0), b: point(), slack: 0.0 }).collect();
    let one_and_the_same = vec![Segment { a: Point::new(0.0, 0.0), b: Point::new(900.0, 800.0), slack: 0.0 }; 20_000];
    for links in [hairball, star, one_and_the_same] {
        let at = Point::new(420.0, 410.0);
        let mut asked = 0;
        let found = LinkIndex::build(links.iter().copied()).near(at, 200.0, |place| {
            asked += 1;
            exact(&links[place as usize], at)
        });
        assert!(found.is_some() && asked <= 3, "{asked}");
    }
}
