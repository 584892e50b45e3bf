//! Pictures of graphs that one knows, laid out and drawn in both themes: a layout that wins tables and looks bad has lost.
//!
//! `UPDATE_SNAPSHOTS=1` draws them anew into `tests/gallery`: look at each. The club is Zachary's (1977), the novel's characters are
//! in Knuth's Stanford GraphBase (1993).

use std::path::{Path, PathBuf};

use linklore::export::{PictureOptions, Pixels, picture, render_rgba};
use linklore::io::read_path;
use linklore::layout::{Parameters, Problem, settle};
use linklore::model::{Graph, Planted, View, graph_from_drawing, planted};
use linklore::scene::{self, Theme};

/// Width and height of one picture; the light and the dark one stand side by side.
const SIZE: (u32, u32) = (320, 240);
/// Mean difference of a colour channel, of 255, up to which a picture is as it was. A picture of another graph is off by ten or
/// more, one in which a letter moved by a tenth.
const SLACK: f64 = 4.0;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gallery")
}

fn read(path: &Path) -> Graph {
    read_path(path, &mut |_| std::ops::ControlFlow::Continue(())).expect("it is sound").graph
}

fn drawing(links: impl IntoIterator<Item = (usize, usize)>) -> Graph {
    let words: Vec<String> = links.into_iter().map(|(one, other)| format!("n{one}-n{other}")).collect();
    graph_from_drawing(&words.join(" "))
}

fn graphs() -> Vec<(&'static str, Graph)> {
    let club = read(&folder().join("karate.csv"));
    let novel = read(&folder().join("miserables.csv"));
    let sample = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-graphs/khazali-network.linklore"));
    let tree = drawing((1..121).map(|node| ((node - 1) / 3, node)));
    let across = (0..12 * 11).map(|at| (at / 11 * 12 + at % 11, at / 11 * 12 + at % 11 + 1));
    let mesh = drawing(across.chain((0..11 * 12).map(|at| (at, at + 12))));
    let star = drawing((1..60).map(|leaf| (0, leaf)));
    let bipartite = drawing((0..90).map(|at| (at % 18, 100 + (at * 7 + at / 18 * 3) % 25)));
    vec![
        ("karate", club),
        ("miserables", novel),
        ("sample", sample),
        ("communities", planted(Planted::of_size(1000, 5000, 1))),
        ("tree", tree),
        ("mesh", mesh),
        ("star", star),
        ("bipartite", bipartite),
    ]
}

/// Laid out from nothing.
fn laid_out(graph: &Graph) -> View {
    let mut view = View::blank(graph);
    let problem = Problem::of(graph, &view, &scene::radii(graph, &view), 1);
    let frame = settle(&problem, &Parameters::default(), &|| false);
    for (&actor, &point) in problem.topology.actors().iter().zip(&frame.points) {
        view.positions.set(actor, Some(point));
    }
    view
}

/// The light and the dark picture side by side.
fn drawn(graph: &Graph) -> image::RgbaImage {
    let view = laid_out(graph);
    let (width, height) = SIZE;
    let mut both = image::RgbaImage::new(2 * width, height);
    for (left, theme) in [(0, Theme::Light), (i64::from(width), Theme::Dark)] {
        let options =
            PictureOptions { size: (2 * width, 2 * height), theme, legend: false, ..PictureOptions::default() };
        let Pixels { width: wide, height: high, rgba } =
            render_rgba(&picture(graph, &view, &options).svg, 1.0).expect("it is small");
        let picture = image::RgbaImage::from_raw(wide, high, rgba).expect("as many bytes as the size says");
        let small = image::imageops::resize(&picture, width, height, image::imageops::FilterType::Triangle);
        image::imageops::overlay(&mut both, &small, left, 0);
    }
    both
}

#[test]
fn graphs_that_one_knows_look_as_they_did() {
    let mut off = Vec::new();
    for (name, graph) in graphs() {
        let drawn = drawn(&graph);
        let path = folder().join(format!("{name}.png"));
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            drawn.save(&path).expect("the picture can be written");
        }
        let before = image::open(&path).expect("the picture is there").to_rgba8();
        let difference = difference(&before, &drawn);
        if difference > SLACK {
            off.push(format!("{name} is off by {difference:.2}"));
        }
    }
    assert!(off.is_empty(), "{}; if that is meant: UPDATE_SNAPSHOTS=1, then look at tests/gallery", off.join(", "));
}

#[test]
fn another_graph_is_another_picture() {
    let graphs = graphs();
    let [one, other] = ["tree", "mesh"].map(|wanted| {
        let (_, graph) = graphs.iter().find(|(name, _)| *name == wanted).expect("it is in the gallery");
        drawn(graph)
    });
    assert!(difference(&one, &other) > 2.0 * SLACK);
}

/// The mean difference of a colour channel, 0 to 255.
fn difference(one: &image::RgbaImage, other: &image::RgbaImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let sum: f64 = one.as_raw().iter().zip(other.as_raw()).map(|(one, other)| f64::from(one.abs_diff(*other))).sum();
    sum / one.as_raw().len() as f64
}
