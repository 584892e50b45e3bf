//! Stories about labels in a scene that is too large to think about every actor.

use super::*;
use crate::model::{ActorIx, Planted, View, planted};
use crate::scene::labels::{LabelInput, LabelMemory, LabelPolicy, place_labels, place_labels_again};
use crate::scene::projection::{actor_candidates, bodies_on_screen};
use crate::scene::{TextMeasure, Theme};

const VIEWPORT: Size = Size { width: 1000.0, height: 700.0 };

/// A scene of so many actors in a square, 30 units from each other.
struct Land {
    scene: Scene,
    positions: Positions,
    index: ActorIndex,
}

impl Land {
    fn of(actors: usize) -> Self {
        let graph = planted(Planted::of_size(actors, actors * 2, 3));
        let side = (actors as f32).sqrt().ceil() as usize;
        let points: Vec<Point> = (0..actors)
            .map(|number| Point::new((number % side) as f32 * 30.0, (number / side) as f32 * 30.0))
            .collect();
        let mut view = View::blank(&graph);
        view.pinned.set(ActorIx(17), true);
        view.positions = Positions::from_points(points.clone());
        let scene = Scene::build(&graph, &view, Theme::Light);
        let radii: Vec<f32> = scene.actors.iter().map(|actor| actor.radius).collect();
        let importance: Vec<f32> = scene.actors.iter().map(|actor| actor.importance).collect();
        let index = ActorIndex::build(&points, &radii, &importance);
        Self { scene, positions: view.positions, index }
    }

    fn in_sight(&self, camera: &Camera, with_attention: &[u32], previous: &LabelChoice) -> InSight<'_> {
        let Self { scene, positions, index } = self;
        let sight = Sight { scene, positions, index, camera: *camera, viewport: VIEWPORT };
        let attention = |slot: u32| {
            if with_attention.contains(&slot) && slot != 17 { Attention::Focus } else { Attention::Ordinary }
        };
        candidates_in_sight(&sight, attention, with_attention.iter().copied(), previous)
    }

    fn labels(&self, camera: &Camera, previous: &LabelChoice, memory: &mut LabelMemory) -> LabelChoice {
        let found = self.in_sight(camera, &[], previous);
        place_labels_again(&input(&found.actors, found.crowd, camera), previous, memory)
    }
}

fn input<'a>(actors: &'a [ActorCandidate<'a>], crowd: Option<Crowd<'a>>, camera: &Camera) -> LabelInput<'a> {
    LabelInput {
        actors,
        crowd,
        links: &[],
        titles: &[],
        part_of: &[],
        viewport: VIEWPORT,
        taken: &[],
        zoom: camera.zoom,
        policy: LabelPolicy::default(),
        label_size: 12.5,
        link_label_size: 10.5,
        title_size: 15.0,
        measure: TextMeasure::bundled(),
    }
}

fn camera_at(x: f32, y: f32, zoom: f32) -> Camera {
    Camera { centre: Point::new(x, y), zoom }
}

#[test]
fn while_few_are_in_sight_labels_are_as_if_everybody_was_thought_about() {
    let land = Land::of(9000);
    let (mut choice, mut memory) = (LabelChoice::default(), LabelMemory::default());
    for step in 0..6u8 {
        let camera = camera_at(1400.0 + 9.0 * f32::from(step), 1300.0, 2.0);
        let found = land.in_sight(&camera, &[], &choice);
        assert!(found.crowd.is_none() && found.actors.len() < 400);
        let bodies = bodies_on_screen(&land.scene, &land.positions, &camera, VIEWPORT);
        let everybody = actor_candidates(&land.scene, &bodies, |_| Attention::Ordinary);
        let expected = place_labels(&input(&everybody, None, &camera), &choice);
        choice = land.labels(&camera, &choice, &mut memory);
        assert_eq!(choice, expected);
        assert!(choice.actors.len() > 20);
    }
}

#[test]
fn in_a_crowd_the_important_are_thought_about_and_those_with_attention_or_a_label() {
    let land = Land::of(9000);
    let camera = camera_at(1400.0, 1400.0, 0.2);
    let by_importance = |slot: &u32| (land.scene.actors[*slot as usize].importance, std::cmp::Reverse(*slot));
    let (best, dull) = (
        (0..9000).max_by(|one, other| by_importance(one).partial_cmp(&by_importance(other)).expect("finite")),
        (0..9000)
            .filter(|slot| *slot != 17)
            .min_by(|one, other| by_importance(one).partial_cmp(&by_importance(other)).expect("finite")),
    );
    let (best, dull) = (best.expect("there are some"), dull.expect("there are some"));
    let attention_of = |found: &InSight<'_>, slot: u32| {
        let actor = land.scene.actors[slot as usize].actor;
        found.actors.iter().find(|candidate| candidate.actor == actor).map(|candidate| candidate.attention)
    };
    let found = land.in_sight(&camera, &[], &LabelChoice::default());
    assert!(found.crowd.is_some() && found.actors.len() < 1000, "{}", found.actors.len());
    assert_eq!((attention_of(&found, best), attention_of(&found, dull)), (Some(Attention::Ordinary), None));
    let found = land.in_sight(&camera, &[dull, 17], &LabelChoice::default());
    assert_eq!(attention_of(&found, dull), Some(Attention::Focus));
    assert_eq!(attention_of(&found, 17), Some(Attention::Pinned));
    let everybody: Vec<u32> = (0..9000).collect();
    let found = land.in_sight(&camera, &everybody, &LabelChoice::default());
    assert!(found.actors.len() < 2000, "{}", found.actors.len());
    let before = land.in_sight(&camera, &[dull], &LabelChoice::default());
    let before = place_labels(&input(&before.actors, before.crowd, &camera), &LabelChoice::default());
    let found = land.in_sight(&camera, &[], &before);
    assert_eq!(attention_of(&found, dull), Some(Attention::Ordinary), "it had a label");
}

#[test]
fn labels_of_a_crowd_stay_under_a_pan_and_do_not_cover_it_all() {
    let land = Land::of(9000);
    let (mut choice, mut memory) = (LabelChoice::default(), LabelMemory::default());
    choice = land.labels(&camera_at(1400.0, 1400.0, 0.2), &choice, &mut memory);
    let first: Vec<ActorIx> = choice.actors.iter().map(|label| label.of).collect();
    // Every label lies on somebody here, and only so many may.
    assert!((10..60).contains(&first.len()), "{}", first.len());
    for step in 1..=8u8 {
        choice = land.labels(&camera_at(1400.0 + 5.0 * f32::from(step), 1400.0, 0.2), &choice, &mut memory);
    }
    let lost = first.iter().filter(|actor| !choice.actors.iter().any(|label| label.of == **actor)).count();
    assert!(lost <= first.len() / 10, "{lost} of {}", first.len());
}
