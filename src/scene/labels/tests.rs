//! Stories about which labels are drawn.

use super::grid::overlap;
use super::*;
use crate::scene::camera;

const VIEWPORT: Size = Size { width: 1000.0, height: 700.0 };

struct Crowd {
    names: Vec<String>,
    points: Vec<Point>,
}

impl Crowd {
    fn of(count: usize, spread: f32) -> Self {
        let mut random = fastrand::Rng::with_seed(7);
        let points = (0..count)
            .map(|_| Point::new((random.f32() - 0.5) * spread, (random.f32() - 0.5) * spread * 0.7))
            .collect();
        Self { names: (0..count).map(|number| format!("Actor number {number}")).collect(), points }
    }

    fn labels(&self, camera: &crate::model::Camera, previous: &LabelChoice) -> LabelChoice {
        let count = self.points.len();
        let actors: Vec<ActorCandidate<'_>> = (0..count)
            .map(|number| ActorCandidate {
                actor: ActorIx::new(number),
                text: &self.names[number],
                centre: camera::screen_from_world(camera, VIEWPORT, self.points[number]),
                radius: camera::radius_on_screen(camera, 6.0 + 10.0 * importance(number, count)),
                importance: importance(number, count),
                attention: Attention::Ordinary,
            })
            .collect();
        place_labels(&input(&actors, &[], camera.zoom), previous)
    }
}

fn importance(number: usize, count: usize) -> f32 {
    1.0 - number as f32 / count as f32
}

fn input<'a>(actors: &'a [ActorCandidate<'a>], links: &'a [LinkCandidate<'a>], zoom: f32) -> LabelInput<'a> {
    LabelInput {
        actors,
        crowd: None,
        links,
        titles: &[],
        part_of: &[],
        viewport: VIEWPORT,
        taken: &[],
        zoom,
        policy: LabelPolicy::default(),
        label_size: 12.5,
        link_label_size: 10.5,
        title_size: 15.0,
        measure: TextMeasure::bundled(),
    }
}

fn actor(number: u32, text: &str, x: f32, y: f32) -> ActorCandidate<'_> {
    ActorCandidate {
        actor: ActorIx(number),
        text,
        centre: Point::new(x, y),
        radius: 10.0,
        importance: 0.5,
        attention: Attention::Ordinary,
    }
}

fn camera_at(x: f32, y: f32, zoom: f32) -> crate::model::Camera {
    crate::model::Camera { centre: Point::new(x, y), zoom }
}

fn who(choice: &LabelChoice) -> Vec<(u32, Place)> {
    let mut who: Vec<_> = choice.actors.iter().map(|label| (label.of.0, label.place)).collect();
    who.sort_unstable_by_key(|(actor, _)| *actor);
    who
}

#[test]
fn labels_never_overlap() {
    for (count, zoom) in [(40, 1.0), (400, 1.0), (400, 0.4), (4000, 0.5)] {
        let choice = Crowd::of(count, 1500.0).labels(&camera_at(0.0, 0.0, zoom), &LabelChoice::default());
        assert!(choice.actors.len() > 5);
        for (number, one) in choice.actors.iter().enumerate() {
            for other in &choice.actors[number + 1..] {
                assert!(!overlap((one.least, one.greatest), (other.least, other.greatest)), "{one:?} {other:?}");
            }
        }
    }
}

#[test]
fn labels_stay_under_a_pan_by_one_point() {
    let crowd = Crowd::of(300, 900.0);
    let mut choice = crowd.labels(&camera_at(0.0, 0.0, 1.0), &LabelChoice::default());
    let first = who(&choice);
    for step in 1..=8u8 {
        choice = crowd.labels(&camera_at(f32::from(step), 0.5 * f32::from(step), 1.0), &choice);
    }
    let after = who(&choice);
    let lost = first.iter().filter(|label| !after.contains(label)).count();
    // Only what left the picture, or came near its border, may change.
    assert!(lost <= first.len() / 20, "{lost} of {}", first.len());
    let again = crowd.labels(&camera_at(8.0, 4.0, 1.0), &choice);
    assert_eq!(who(&again), after, "a picture that does not move does not change");
}

#[test]
fn more_labels_appear_on_the_way_in() {
    let crowd = Crowd::of(600, 1400.0);
    let shown_within = |zoom: f32| {
        let choice = crowd.labels(&camera_at(0.0, 0.0, zoom), &LabelChoice::default());
        let near = |label: &&PlacedLabel<ActorIx>| {
            let point = crowd.points[label.of.get()];
            point.x.abs() < 150.0 && point.y.abs() < 100.0
        };
        choice.actors.iter().filter(near).count()
    };
    assert!(shown_within(3.0) > 2 * shown_within(0.7), "{} {}", shown_within(3.0), shown_within(0.7));
}

#[test]
fn attention_goes_before_importance() {
    let (mut one, mut two) =
        (actor(0, "A quite important one", 500.0, 300.0), actor(1, "The selected one", 512.0, 304.0));
    one.importance = 1.0;
    two.attention = Attention::Focus;
    let choice = place_labels(&input(&[one, two], &[], 1.0), &LabelChoice::default());
    assert_eq!(choice.actors[0].of, ActorIx(1));
    assert_eq!(choice.actors[0].place, Place::Below);
}

#[test]
fn only_those_that_the_analyst_wants_have_labels_and_the_others_are_not_covered() {
    let (mut one, two) = (actor(0, "Somebody", 500.0, 300.0), actor(1, "Other", 500.0, 325.0));
    one.attention = Attention::Match;
    let actors = [one, two];
    let labels = |of: LabelsOf| {
        let policy = LabelPolicy { of, ..LabelPolicy::default() };
        place_labels(&LabelInput { policy, ..input(&actors, &[], 1.0) }, &LabelChoice::default())
    };
    assert_eq!(labels(LabelsOf::All).actors.len(), 2);
    assert_eq!(who(&labels(LabelsOf::Matches)), [(0, Place::Above)], "the other is still there");
    assert_eq!(labels(LabelsOf::Selected), LabelChoice::default());
    assert_eq!(labels(LabelsOf::Nobody), LabelChoice::default());
}

#[test]
fn the_label_of_an_important_actor_may_be_larger() {
    let (mut one, two) = (actor(0, "Somebody", 300.0, 300.0), actor(1, "Somebody", 700.0, 300.0));
    one.importance = 1.0;
    let actors = [one, two];
    let sizes = |sized_by_importance: bool| {
        let policy = LabelPolicy { sized_by_importance, ..LabelPolicy::default() };
        let choice = place_labels(&LabelInput { policy, ..input(&actors, &[], 1.0) }, &LabelChoice::default());
        choice.actors.iter().map(|label| (label.size, label.greatest.y - label.least.y)).collect::<Vec<_>>()
    };
    assert_eq!(sizes(false), [(12.5, 12.5 * crate::scene::LINE_HEIGHT); 2]);
    let sized = sizes(true);
    assert!((sized[0].0 - 12.5 * LabelPolicy::LARGEST).abs() < 1e-4 && sized[0].1 > sized[1].1 && sized[1].0 > 12.5);
}

#[test]
fn a_label_steps_aside_for_a_neighbouring_shape() {
    let one = actor(0, "Somebody", 500.0, 300.0);
    let under = ActorCandidate { text: "Other", ..actor(1, "", 500.0, 325.0) };
    let choice = place_labels(&input(&[one, under], &[], 1.0), &LabelChoice::default());
    let place = |of: u32| choice.actors.iter().find(|label| label.of == ActorIx(of)).map(|label| label.place);
    assert_eq!(place(0), Some(Place::Above));
    assert_eq!(place(1), Some(Place::Below));
}

#[test]
fn nothing_is_written_where_the_legend_stands() {
    let one = actor(0, "Somebody", 500.0, 300.0);
    let everywhere = [(Point::new(0.0, 0.0), Point::new(1000.0, 700.0))];
    let input = LabelInput { taken: &everywhere, ..input(std::slice::from_ref(&one), &[], 1.0) };
    assert_eq!(place_labels(&input, &LabelChoice::default()).actors, []);
}

#[test]
fn a_link_is_named_when_it_is_near_and_long_enough() {
    let link = |length: f32, attention: Attention| LinkCandidate {
        link: LinkIx(0),
        text: "commander in",
        anchors: [Point::new(400.0, 300.0); 3],
        length,
        attention,
    };
    let named = |length: f32, attention: Attention, zoom: f32| {
        let links = [link(length, attention)];
        place_labels(&input(&[], &links, zoom), &LabelChoice::default()).links.len() == 1
    };
    assert!(named(200.0, Attention::Ordinary, 1.0));
    assert!(!named(30.0, Attention::Ordinary, 1.0));
    assert!(!named(200.0, Attention::Ordinary, 0.3));
    assert!(named(30.0, Attention::Focus, 0.3));
}

#[test]
fn the_same_input_gives_the_same_choice() {
    let crowd = Crowd::of(500, 1200.0);
    let choose = || crowd.labels(&camera_at(3.0, 4.0, 0.9), &LabelChoice::default());
    assert_eq!(choose(), choose());
}
