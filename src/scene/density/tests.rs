//! Stories about crowds of links: what is counted where, and what is seen of it.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const SIZE: (u32, u32) = (400, 300);

fn crowd<'a>(points: &'a [Point], chords: &'a [Chord], classes: &'a [Rgba]) -> Crowd<'a> {
    Crowd { size: SIZE, points, chords, bends: None, classes, without: None, budget: None, dots: &[] }
}

fn chord(from: u32, to: u32) -> Chord {
    Chord { from, to, class: 0, bend: 0.0 }
}

fn counted(crowd: &Crowd<'_>) -> Counts {
    count(crowd, &|| false).expect("nobody stops it")
}

fn total(counts: &Counts) -> f32 {
    let (width, height) = SIZE;
    (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| counts.at(x, y)).sum()
}

fn near(one: f32, other: f32) {
    assert!((one - other).abs() < 1e-3, "{one} for {other}");
}

/// Links all over the place, beyond the borders too.
fn tangle(links: u32, classes: u8) -> (Vec<Point>, Vec<Chord>) {
    let mut random = fastrand::Rng::with_seed(7);
    let mut anywhere = || Point::new(random.f32() * 600.0 - 100.0, random.f32() * 500.0 - 100.0);
    let points: Vec<Point> = (0..500).map(|_| anywhere()).collect();
    let chords = (0..links).map(|_| Chord {
        from: random.u32(..500),
        to: random.u32(..500),
        class: random.u8(..classes.max(1)),
        bend: 0.0,
    });
    let chords = chords.collect();
    (points, chords)
}

const GREY: Rgba = Rgba::hex(0x80_80_80);

#[test]
fn a_line_along_the_middles_of_pixels_counts_one_for_each() {
    let points = [Point::new(20.0, 10.5), Point::new(30.0, 10.5), Point::new(50.5, 60.0), Point::new(50.5, 72.0)];
    let counts = counted(&crowd(&points, &[chord(0, 1), chord(3, 2), chord(0, 1)], &[GREY]));
    for x in 20..30 {
        near(counts.at(x, 10), 2.0);
    }
    for y in 60..72 {
        near(counts.at(50, y), 1.0);
    }
    near(total(&counts), 32.0);
}

#[test]
fn a_line_between_pixels_is_shared_and_a_part_of_a_step_counts_in_part() {
    let points = [Point::new(20.25, 11.0), Point::new(24.0, 11.0), Point::new(40.25, 20.5), Point::new(40.75, 20.5)];
    let counts = counted(&crowd(&points, &[chord(0, 1), chord(2, 3)], &[GREY]));
    let about = |x, y, links: f32| assert!((counts.at(x, y) - links).abs() < 0.02, "{x} {y}: {}", counts.at(x, y));
    about(20, 10, 0.375);
    about(20, 11, 0.375);
    about(22, 10, 0.5);
    about(24, 10, 0.0);
    about(40, 20, 0.5);
}

#[test]
fn a_line_counts_as_much_as_it_is_long_whichever_way_it_runs() {
    for turn in 0..32u8 {
        let angle = f32::from(turn) / 32.0 * std::f32::consts::TAU;
        let middle = Point::new(200.3, 128.7);
        let end = Point::new(middle.x + 18.0 * angle.cos(), middle.y + 18.0 * angle.sin());
        let counts = counted(&crowd(&[middle, end], &[chord(0, 1)], &[GREY]));
        assert!((total(&counts) - 18.0).abs() < 0.5, "{angle}: {}", total(&counts));
    }
}

#[test]
fn a_long_line_counts_less_with_each_pixel() {
    let points = [Point::new(0.0, 10.5), Point::new(40.0, 10.5), Point::new(0.0, 20.5), Point::new(400.0, 20.5)];
    let counts = counted(&crowd(&points, &[chord(0, 1), chord(2, 3)], &[GREY]));
    assert!(counts.at(20, 10) > 0.45 && counts.at(20, 10) < 0.55, "half of its length would be ordinary");
    assert!((counts.at(20, 20) - 0.2).abs() < 0.02, "no less than a fifth");
}

#[test]
fn what_lies_beyond_the_image_is_cut_off_and_the_rest_stays_where_it_is() {
    let points = [
        Point::new(-1e6, 10.5),
        Point::new(1e6, 10.5),
        Point::new(-50.0, -50.0),
        Point::new(-1.0, 700.0),
        Point::new(f32::NAN, 0.0),
        Point::new(f32::INFINITY, 5.0),
    ];
    let chords = [chord(0, 1), chord(2, 3), chord(0, 4), chord(5, 1), chord(0, 99), chord(1, 1)];
    let counts = counted(&crowd(&points, &chords, &[GREY]));
    for x in 0..SIZE.0 {
        assert!((counts.at(x, 10) - 0.2).abs() < 0.02, "{x}: {}", counts.at(x, 10));
    }
    assert!((total(&counts) - 0.2 * SIZE.0 as f32).abs() < 8.0, "nothing else: {}", total(&counts));
}

#[test]
fn bands_leave_no_seam() {
    // Across the border between two bands, flat and steep, and along it.
    let points = [
        Point::new(100.0, 124.0),
        Point::new(116.0, 132.0),
        Point::new(150.0, 120.0),
        Point::new(154.0, 136.0),
        Point::new(180.0, 128.0),
        Point::new(196.0, 128.0),
    ];
    let counts = counted(&crowd(&points, &[chord(0, 1), chord(2, 3), chord(4, 5)], &[GREY]));
    let expected = 16.0 * 1.25f32.sqrt() + 16.0 * (1.0 + 1.0 / 16.0f32).sqrt() + 16.0;
    assert!((total(&counts) - expected).abs() < 0.8, "{} for {expected}", total(&counts));
    assert!((counts.at(188, 127) - 0.5).abs() < 0.02 && (counts.at(188, 128) - 0.5).abs() < 0.02);
}

#[test]
fn the_image_does_not_depend_on_the_number_of_threads() {
    let (points, chords) = tangle(20_000, 3);
    let colours = [GREY, Rgba::hex(0xC0_40_00), Rgba::hex(0x00_40_C0)];
    let dots: Vec<Dot> = points.iter().map(|&at| Dot { at, radius: 2.0, fill: GREY }).collect();
    let crowd = Crowd { dots: &dots, ..crowd(&points, &chords, &colours) };
    let image = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a few threads can be had");
        pool.install(|| draw(&crowd, Theme::Light, &|| false)).expect("nobody stops it")
    };
    assert!(image(1) == image(3), "a pixel differs");
}

#[test]
fn strips_of_any_height_are_the_image() {
    let (points, chords) = tangle(2_000, 2);
    let dots: Vec<Dot> = points.iter().map(|&at| Dot { at, radius: 9.0, fill: GREY }).collect();
    let colours = [GREY, Rgba::hex(0xC0_40_00)];
    let crowd = Crowd { dots: &dots, ..crowd(&points, &chords, &colours) };
    let whole = draw(&crowd, Theme::Dark, &|| false).expect("nobody stops it");
    let strips = Strips::new(&crowd, Theme::Dark, &|| false).expect("nobody stops it");
    let rows = [0..1, 1..130, 130..131, 131..300].into_iter();
    let parts: Vec<u8> = rows.flat_map(|rows| strips.rows(rows, &|| false).expect("nobody stops it")).collect();
    assert!(parts == whole.rgba, "a pixel differs");
}

#[test]
fn nothing_is_an_empty_image() {
    for size in [(0, 0), (5, 0), (0, 5), (3, 2)] {
        let empty = Crowd { size, ..crowd(&[], &[], &[]) };
        let image = draw(&empty, Theme::Dark, &|| false).expect("nobody stops it");
        assert_eq!(image.rgba, vec![0; (size.0 * size.1 * 4) as usize]);
    }
}

#[test]
fn one_link_is_seen_in_both_themes_alone_and_in_a_crowd() {
    let (mut points, mut chords) = tangle(50_000, 1);
    for point in &mut points {
        point.y = point.y.clamp(-100.0, 260.0);
    }
    let ends = points.len() as u32;
    points.extend([Point::new(0.0, 290.5), Point::new(400.0, 290.5)]);
    let lone = [chord(ends, ends + 1)];
    chords.extend(lone);
    for theme in Theme::ALL {
        let tokens = theme.tokens();
        let contrast = |chords: &[Chord]| {
            let image = draw(&crowd(&points, chords, &[tokens.link]), theme, &|| false).expect("nobody stops it");
            let at = (290 * SIZE.0 as usize + 200) * 4;
            let pixel = &image.rgba[at..at + 4];
            let seen: [u8; 3] = std::array::from_fn(|part| {
                let through = u32::from(tokens.canvas.0[part]) * u32::from(255 - pixel[3]) / 255;
                (u32::from(pixel[part]) + through) as u8
            });
            Rgba([seen[0], seen[1], seen[2], 255]).contrast(tokens.canvas)
        };
        let (alone, crowded) = (contrast(&lone), contrast(&chords));
        assert!(alone >= 1.5, "{theme:?}, alone: {alone}");
        assert!(crowded >= 1.15, "{theme:?}, in a crowd: {crowded}");
    }
}

#[test]
fn more_links_are_never_fainter_and_a_thousand_are_not_a_hundred() {
    let rows = [1u32, 2, 5, 20, 100, 1000];
    let points: Vec<Point> =
        (0..rows.len()).flat_map(|row| [0.0, 14.0].map(|x| Point::new(100.0 + x, 20.5 + 30.0 * row as f32))).collect();
    let chords: Vec<Chord> = (0u32..)
        .zip(rows)
        .flat_map(|(row, links)| std::iter::repeat_n(chord(2 * row, 2 * row + 1), links as usize))
        .collect();
    for theme in Theme::ALL {
        let tokens = theme.tokens();
        let image = draw(&crowd(&points, &chords, &[tokens.link]), theme, &|| false).expect("nobody stops it");
        let seen: Vec<f32> = (0..rows.len())
            .map(|row| {
                let at = ((20 + 30 * row) * SIZE.0 as usize + 107) * 4;
                let through = 255 - image.rgba[at + 3];
                let part = |part: usize| {
                    let ground = u32::from(tokens.canvas.0[part]) * u32::from(through) / 255;
                    (u32::from(image.rgba[at + part]) + ground) as u8
                };
                Rgba([part(0), part(1), part(2), 255]).contrast(tokens.canvas)
            })
            .collect();
        assert!(seen.windows(2).all(|pair| pair[1] > pair[0] * 1.05), "{theme:?}: {seen:?}");
    }
}

#[test]
fn colours_mix_by_how_many_links_have_them() {
    let points = [Point::new(20.0, 10.5), Point::new(30.0, 10.5), Point::new(20.0, 80.5), Point::new(30.0, 80.5)];
    let (red, blue) = (Rgba::hex(0xC0_00_00), Rgba::hex(0x00_00_C0));
    let of = |class, from| Chord { class, ..chord(from, from + 1) };
    let counts = counted(&crowd(&points, &[of(0, 0), of(0, 0), of(0, 0), of(1, 0), of(1, 2)], &[red, blue]));
    let colour = |x: usize, y: usize| counts.colours[y * SIZE.0 as usize + x];
    assert_eq!(colour(25, 10), [0x90, 0, 0x30]);
    assert_eq!(colour(25, 80), [0, 0, 0xC0]);
    near(counts.at(25, 10), 4.0);
}

#[test]
fn what_is_left_out_is_not_counted() {
    let points = [Point::new(20.0, 10.5), Point::new(30.0, 10.5), Point::new(30.0, 50.5)];
    let chords = [chord(0, 1), chord(1, 2)];
    let without = |number: u32| number == 1;
    let counts = counted(&Crowd { without: Some(&without), ..crowd(&points, &chords, &[GREY]) });
    assert_eq!((counts.at(25, 10), counts.at(30, 30), counts.at(29, 30)), (1.0, 0.0, 0.0));
}

#[test]
fn a_budget_draws_a_part_that_counts_for_the_whole() {
    let (points, chords) = tangle(40_000, 1);
    let whole = total(&counted(&crowd(&points, &chords, &[GREY])));
    let part = total(&counted(&Crowd { budget: Some(4_000), ..crowd(&points, &chords, &[GREY]) }));
    assert!((part / whole - 1.0).abs() < 0.06, "{part} for {whole}");
    let enough = Crowd { budget: Some(90_000), ..crowd(&points, &chords, &[GREY]) };
    near(total(&counted(&enough)), whole);
}

#[test]
fn a_stop_is_heard_soon() {
    let (points, chords) = tangle(60_000, 1);
    let asked = AtomicUsize::new(0);
    let stop = || asked.fetch_add(1, Ordering::Relaxed) >= 3;
    assert_eq!(draw(&crowd(&points, &chords, &[GREY]), Theme::Light, &stop), None);
    let batches = asked.load(Ordering::Relaxed);
    assert!(batches < 12, "asked {batches} times, so as many batches were begun");
}

#[test]
fn larger_actors_lie_over_smaller_ones_and_none_is_less_than_a_pixel() {
    let (red, blue) = (Rgba::hex(0xC0_00_00), Rgba::hex(0x00_00_C0));
    let at = Point::new(100.5, 100.5);
    let dots = [
        Dot { at, radius: 6.0, fill: red },
        Dot { at, radius: 3.0, fill: blue },
        Dot { at: Point::new(20.5, 20.5), radius: 0.01, fill: blue },
        Dot { at: Point::new(f32::NAN, 20.5), radius: 3.0, fill: blue },
        Dot { at: Point::new(-2.0, 299.0), radius: 5.0, fill: red },
    ];
    let image = draw(&Crowd { dots: &dots, ..crowd(&[], &[], &[]) }, Theme::Light, &|| false).expect("not stopped");
    let pixel = |x: usize, y: usize| &image.rgba[(y * SIZE.0 as usize + x) * 4..][..4];
    assert_eq!(pixel(100, 100), [0xC0, 0, 0, 255]);
    assert_eq!(pixel(110, 100), [0; 4]);
    assert_eq!(pixel(20, 20), [0, 0, 0xC0, 255]);
    assert_eq!(pixel(0, 299), [0xC0, 0, 0, 255]);
}

#[test]
fn links_of_a_scene_have_a_few_colours_and_rare_ones_become_the_nearest() {
    use crate::model::{Colour, LinkIx, View, graph_from_drawing};
    let drawing: Vec<String> = (0..40).map(|number| format!("A-B{number}")).collect();
    let graph = graph_from_drawing(&drawing.join(" "));
    let mut view = View::blank(&graph);
    for number in 0..20u8 {
        view.looks.set_link_colour(LinkIx::new(number.into()), Some(Colour::rgb(200, number, 60)));
    }
    let scene = crate::scene::Scene::build(&graph, &view, Theme::Light);
    let LinkClasses { chords, colours } = LinkClasses::of(&scene.links);
    assert_eq!((chords.len(), colours.len()), (40, MOST_CLASSES));
    assert_eq!(colours[0], Theme::Light.tokens().link_unsourced, "the most frequent");
    for (link, chord) in scene.links.iter().zip(&chords) {
        let drawn = colours[chord.class as usize];
        assert_eq!((chord.from, chord.to), (link.from, link.to));
        assert!(drawn.0.iter().zip(link.colour.0).all(|(one, other)| one.abs_diff(other) < 16), "{drawn:?}");
    }
}

#[test]
fn parallel_links_lie_beside_one_another_where_that_can_be_seen() {
    let points = [Point::new(100.0, 100.5), Point::new(300.0, 100.5)];
    let bent = |bend: f32| Chord { bend, ..chord(0, 1) };
    let chords = [bent(-13.0), Chord { bend: -13.0, ..chord(1, 0) }];
    let radius = |_: u32| 6.0;
    let at_zoom = |zoom: f32| {
        counted(&Crowd { bends: Some(Bends { zoom, radius: &radius }), ..crowd(&points, &chords, &[GREY]) })
    };
    // As with ends of links, the left hand of who goes right is up, and a bend below 0 is to the right hand.
    let apart = at_zoom(1.0);
    let share = apart.at(200, 113) + apart.at(200, 114) + apart.at(200, 112);
    let other = apart.at(200, 87) + apart.at(200, 86) + apart.at(200, 88);
    near(apart.at(200, 100), 0.0);
    assert!(share > 0.09 && (share - other).abs() < 0.02, "{share} and {other}");
    let from_afar = at_zoom(0.05);
    assert!(from_afar.at(200, 100) > 0.18, "both on the straight line");
    near(from_afar.at(200, 101), 0.0);
    assert!((total(&from_afar) - total(&apart)).abs() < 0.05 * total(&apart), "they count for as much");
}

#[test]
fn loops_are_seen_where_their_actor_is() {
    let points = [Point::new(200.0, 150.0)];
    let chords = [chord(0, 0), Chord { bend: 1.0, ..chord(0, 0) }];
    let loops = |size: f32| {
        let radius = move |_: u32| size;
        total(&counted(&Crowd {
            bends: Some(Bends { zoom: 1.0, radius: &radius }),
            ..crowd(&points, &chords, &[GREY])
        }))
    };
    assert!(loops(10.0) > 40.0, "{}", loops(10.0));
    near(loops(1.0), 0.0);
    near(total(&counted(&crowd(&points, &chords, &[GREY]))), 0.0);
}
