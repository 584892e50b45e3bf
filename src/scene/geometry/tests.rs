//! Stories about rims, bends, loops and dashes.

use super::*;

fn body(shape: Shape, x: f32, y: f32) -> Body {
    Body { shape, centre: Point::new(x, y), radius: 10.0 }
}

fn ends(source: Shape, target: Shape, bend: f32) -> LinkEnds {
    LinkEnds {
        source: body(source, 0.0, 0.0),
        target: body(target, 90.0, 40.0),
        bend,
        loop_number: None,
        arrow_length: 8.0,
    }
}

/// How far the point lies from the nearest side of the outline.
fn distance_to_outline(body: &Body, point: Point) -> f32 {
    match shape_outline(body.shape, body.centre, body.radius) {
        Outline::Circle { centre, radius } => (centre.distance(point) - radius).abs(),
        Outline::Polygon(corners) => (0..corners.len())
            .map(|number| distance_to_segment(corners[number], corners[(number + 1) % corners.len()], point))
            .fold(f32::INFINITY, f32::min),
    }
}

#[test]
fn arrow_tips_and_tails_lie_on_the_rim_of_every_shape() {
    for source in Shape::ALL {
        for target in Shape::ALL {
            for bend in [0.0, 7.0, -21.0] {
                let ends = ends(source, target, bend);
                let path = link_path(&ends).expect("the bodies are apart");
                let (tail, tip) = (path.curve.start(), path.tip);
                assert!(distance_to_outline(&ends.source, tail) < 0.02, "{source:?} {bend}: {tail:?}");
                assert!(distance_to_outline(&ends.target, tip) < 0.02, "{target:?} {bend}: {tip:?}");
                let arrow = path.arrow.expect("asked for");
                assert_eq!(arrow[0], tip);
                assert!((path.curve.end().distance(tip) - 8.0).abs() < 0.05);
            }
        }
    }
}

#[test]
fn the_rim_of_a_square_is_its_side_and_its_corner() {
    let centre = Point::new(1.0, 2.0);
    let right = rim_point(Shape::Square, centre, 10.0, Point::new(5.0, 0.0));
    assert!(right.distance(Point::new(9.8, 2.0)) < 1e-4, "{right:?}");
    let corner = rim_point(Shape::Square, centre, 10.0, Point::new(1.0, 1.0));
    assert!(corner.distance(Point::new(9.8, 10.8)) < 1e-3, "{corner:?}");
    let nowhere = rim_point(Shape::Circle, centre, 10.0, Point::default());
    assert_eq!(nowhere, Point::new(11.0, 2.0));
}

#[test]
fn every_direction_has_a_rim_and_no_shape_is_much_larger_than_its_circle() {
    for shape in Shape::ALL {
        for degree in 0..360u16 {
            let (dy, dx) = f32::from(degree).to_radians().sin_cos();
            let reach = rim_reach(shape, dx, dy);
            assert!((0.4..=1.45).contains(&reach), "{shape:?} at {degree}°: {reach}");
        }
    }
}

#[test]
fn contains_agrees_with_the_rim() {
    let square = body(Shape::Square, 0.0, 0.0);
    assert!(contains(&square, Point::default(), 0.0));
    assert!(contains(&square, Point::new(8.7, 8.7), 0.0));
    assert!(!contains(&square, Point::new(9.0, 0.0), 0.0));
    assert!(contains(&square, Point::new(9.0, 0.0), 1.0));
}

#[test]
fn opposite_links_with_opposite_bends_go_apart() {
    let there = LinkEnds { bend: 6.0, ..ends(Shape::Circle, Shape::Circle, 0.0) };
    let back = LinkEnds { source: there.target, target: there.source, ..there };
    let middle = |ends| link_path(ends).expect("the bodies are apart").curve.at(0.5);
    assert!(middle(&there).distance(middle(&back)) > 10.0, "each keeps to its own left");
}

#[test]
fn the_bend_is_how_far_the_middle_is_aside() {
    let ends = LinkEnds {
        target: body(Shape::Circle, 100.0, 0.0),
        arrow_length: 0.0,
        ..ends(Shape::Circle, Shape::Circle, 12.0)
    };
    let middle = link_path(&ends).expect("the bodies are apart").curve.at(0.5);
    assert!(middle.distance(Point::new(50.0, -12.0)) < 0.05, "{middle:?}");
}

#[test]
fn overlapping_actors_and_lost_points_have_no_link_to_draw() {
    let far = ends(Shape::Circle, Shape::Circle, 0.0);
    let touching = LinkEnds { target: body(Shape::Circle, 12.0, 0.0), ..far };
    assert_eq!(link_path(&touching), None);
    assert_eq!(link_path(&LinkEnds { target: body(Shape::Circle, f32::NAN, 0.0), ..far }), None);
    assert_eq!(link_path(&LinkEnds { target: far.source, ..far }), None);
}

#[test]
fn loops_leave_and_reach_the_rim_and_do_not_coincide() {
    let one = LinkEnds {
        loop_number: Some(0),
        target: body(Shape::Hexagon, 0.0, 0.0),
        ..ends(Shape::Hexagon, Shape::Hexagon, 0.0)
    };
    let mut tops: Vec<Point> = Vec::new();
    for number in 0..9 {
        let path = link_path(&LinkEnds { loop_number: Some(number), ..one }).expect("a loop is always seen");
        assert!(distance_to_outline(&one.source, path.tip) < 0.02);
        assert!(distance_to_outline(&one.source, path.curve.start()) < 0.02);
        let top = path.curve.at(0.5);
        assert!(tops.iter().all(|other| other.distance(top) > 4.0));
        tops.push(top);
    }
    assert!(tops[0].y < -20.0 && tops[0].x.abs() < 6.0, "the first stands above: {:?}", tops[0]);
}

#[test]
fn distance_to_a_path_is_to_its_curve() {
    let path = LinkPath {
        curve: Curve::Line(Point::new(0.0, 0.0), Point::new(10.0, 0.0)),
        tip: Point::new(15.0, 0.0),
        arrow: None,
    };
    assert!((distance_to_path(&path, Point::new(5.0, 3.0)) - 3.0).abs() < 1e-5);
    assert!((distance_to_path(&path, Point::new(18.0, 4.0)) - 5.0).abs() < 1e-5, "the arrowhead belongs to it");
}

#[test]
fn flattening_stays_within_its_tolerance() {
    let curve = Curve::Quadratic(Point::new(0.0, 0.0), Point::new(50.0, -80.0), Point::new(100.0, 0.0));
    let points = flatten(&curve, 0.5);
    assert!(points.len() > 4);
    for number in 0..=200u8 {
        let point = curve.at(f32::from(number) / 200.0);
        let off = points.windows(2).map(|ends| distance_to_segment(ends[0], ends[1], point)).fold(f32::MAX, f32::min);
        assert!(off <= 0.5, "{off}");
    }
    assert_eq!(flatten(&Curve::Line(Point::default(), Point::new(9.0, 9.0)), 0.5).len(), 2);
}

#[test]
fn dashes_follow_their_pattern_round_corners() {
    let line = [Point::new(0.0, 0.0), Point::new(10.0, 0.0), Point::new(10.0, 10.0)];
    let dashes = split_into_dashes(&line, &[8.0, 4.0]);
    assert_eq!(
        dashes,
        [vec![Point::new(0.0, 0.0), Point::new(8.0, 0.0)], vec![Point::new(10.0, 2.0), Point::new(10.0, 10.0)],]
    );
    assert_eq!(split_into_dashes(&line, &[]), [line.to_vec()]);
    let corner = split_into_dashes(&line, &[15.0, 1.0]);
    assert_eq!(corner[0], [Point::new(0.0, 0.0), Point::new(10.0, 0.0), Point::new(10.0, 5.0)]);
}
