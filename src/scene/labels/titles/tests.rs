//! Titles: how many names, where, what makes room for them, what stays.

use super::super::{
    ActorCandidate, Attention, LabelChoice, LabelInput, LabelPolicy, PlacedLabel, Title, beyond, place_labels,
};
use super::*;
use crate::scene::camera::Size;

const VIEWPORT: Size = Size { width: 800.0, height: 600.0 };

fn names(first: u32) -> Vec<(ActorIx, String)> {
    (first..)
        .zip(["Alice Mbeki", "Bo Lund", "Carla Costa"])
        .map(|(actor, name)| (ActorIx(actor), name.into()))
        .collect()
}

fn title(of: usize, names: &[(ActorIx, String)], centre: (f32, f32), radius: f32) -> Title<'_> {
    Title { of, centre: Point::new(centre.0, centre.1), radius, names, is_more: true, is_for_all: false }
}

fn input<'a>(titles: &'a [Title<'a>], actors: &'a [ActorCandidate<'a>], part_of: &'a [u16]) -> LabelInput<'a> {
    LabelInput {
        actors,
        crowd: None,
        links: &[],
        titles,
        part_of,
        viewport: VIEWPORT,
        taken: &[],
        zoom: 0.1,
        policy: LabelPolicy::default(),
        label_size: 12.5,
        link_label_size: 10.5,
        title_size: 15.0,
        measure: TextMeasure::bundled(),
    }
}

fn actor(number: u32, at: (f32, f32), attention: Attention) -> ActorCandidate<'static> {
    let centre = Point::new(at.0, at.1);
    ActorCandidate { actor: ActorIx(number), text: "Somebody", centre, radius: 2.0, importance: 0.5, attention }
}

fn placed(titles: &[Title<'_>], previous: &LabelChoice) -> Vec<PlacedLabel<usize>> {
    place_labels(&input(titles, &[], &[]), previous).titles
}

fn lines(titles: &[PlacedLabel<usize>]) -> Vec<Vec<&str>> {
    titles.iter().map(|title| title.lines.iter().map(String::as_str).collect()).collect()
}

#[test]
fn the_larger_the_part_the_more_names_it_has() {
    let names = names(0);
    let of_radius = |radius: f32| {
        let placed = placed(&[title(0, &names, (400.0, 300.0), radius)], &LabelChoice::default());
        (placed[0].place, placed[0].lines.clone())
    };
    assert_eq!(
        of_radius(100.0),
        (Place::Within, vec!["Alice Mbeki,".into(), "Bo Lund,".into(), "Carla Costa …".into()])
    );
    assert_eq!(of_radius(4.0), (Place::Below, vec!["Alice Mbeki …".to_owned()]));
    let counts: Vec<usize> = (1..20).map(|step| of_radius(step as f32 * 6.0).1.len()).collect();
    assert!(counts.is_sorted() && counts[0] == 1 && counts[18] == 3, "{counts:?}");
}

#[test]
fn a_whole_list_of_names_does_not_go_on_and_long_names_are_cut() {
    let names = names(0);
    let all = Title { is_more: false, ..title(0, &names, (400.0, 300.0), 100.0) };
    assert_eq!(lines(&placed(&[all], &LabelChoice::default())), [["Alice Mbeki,", "Bo Lund,", "Carla Costa"]]);
    let long = [(ActorIx(0), "The Most Honourable Company of Something Very Long".to_owned())];
    let cut = placed(&[title(0, &long, (400.0, 300.0), 4.0)], &LabelChoice::default());
    assert!(cut[0].lines[0].ends_with('…') && cut[0].lines[0].len() < 40, "{cut:?}");
}

#[test]
fn titles_do_not_overlap_nor_lie_on_what_is_taken() {
    let names: Vec<Vec<(ActorIx, String)>> = (0..40).map(|part| names(3 * part)).collect();
    let at = |part: usize| ((part % 8) as f32 * 97.0 + 40.0, (part / 8) as f32 * 110.0 + 60.0);
    let titles: Vec<Title<'_>> =
        names.iter().enumerate().map(|(part, names)| title(part, names, at(part), 30.0)).collect();
    let taken = beyond(VIEWPORT);
    let choice = place_labels(&LabelInput { taken: &taken, ..input(&titles, &[], &[]) }, &LabelChoice::default());
    assert!(choice.titles.len() > 15, "{}", choice.titles.len());
    let areas = || choice.titles.iter().map(|title| (title.least, title.greatest));
    for (number, area) in areas().enumerate() {
        assert!(areas().skip(number + 1).all(|other| !super::super::grid::overlap(area, other)));
        assert!(area.0.x >= 0.0 && area.1.x <= VIEWPORT.width && area.0.y >= 0.0 && area.1.y <= VIEWPORT.height);
    }
}

#[test]
fn titles_stay_as_they_are_while_the_picture_moves_a_little() {
    let names: Vec<Vec<(ActorIx, String)>> = (0..2).map(|part| names(3 * part)).collect();
    let at = |zoom: f32, aside: f32| {
        // The second lies over the first.
        let second = title(1, &names[1], (430.0 + aside, 310.0), 60.0 * zoom);
        [title(0, &names[0], (400.0 + aside, 300.0), 40.0 * zoom), second]
    };
    let first = place_labels(&input(&at(1.0, 0.0), &[], &[]), &LabelChoice::default());
    let (mut before, shape) = (first.clone(), lines(&first.titles).concat().join(" "));
    for step in 0..40 {
        let zoom = 1.0 + 0.04 * (step as f32).sin();
        before = place_labels(&input(&at(zoom, step as f32), &[], &[]), &before);
        assert_eq!(lines(&before.titles).concat().join(" "), shape, "step {step}");
    }
}

#[test]
fn actors_make_room_for_titles_but_for_those_with_attention() {
    let names = names(0);
    let titles = [title(0, &names, (400.0, 300.0), 100.0)];
    let actors = [actor(9, (400.0, 300.0), Attention::Ordinary), actor(1, (400.0, 500.0), Attention::Ordinary)];
    let choice = place_labels(&input(&titles, &actors, &[]), &LabelChoice::default());
    assert_eq!(choice.titles.len(), 1);
    let title = (choice.titles[0].least, choice.titles[0].greatest);
    assert!(choice.actors.iter().all(|label| !super::super::grid::overlap(title, (label.least, label.greatest))));
    assert!(choice.actors.iter().all(|label| label.of != ActorIx(1)), "it is named in the title");
    let focused = [actor(9, (400.0, 300.0), Attention::Focus), actor(1, (400.0, 500.0), Attention::Focus)];
    let choice = place_labels(&input(&titles, &focused, &[]), &LabelChoice::default());
    assert_eq!(choice.actors.len(), 2);
    assert!(choice.titles.iter().all(|title| {
        let of = (title.least, title.greatest);
        choice.actors.iter().all(|label| !super::super::grid::overlap(of, (label.least, label.greatest)))
    }));
}

#[test]
fn a_title_for_all_leaves_labels_to_others() {
    let names = names(0);
    let titles = [Title { is_for_all: true, ..title(7, &names, (400.0, 300.0), 20.0) }];
    let part_of = [7, 7, 7, 7, 7, u16::MAX];
    let actors = [4, 5, 6].map(|number| actor(number, (150.0 * (number as f32) - 500.0, 100.0), Attention::Ordinary));
    let labelled = |titles: &[Title<'_>]| {
        let choice = place_labels(&input(titles, &actors, &part_of), &LabelChoice::default());
        let mut of: Vec<u32> = choice.actors.iter().map(|label| label.of.0).collect();
        of.sort_unstable();
        of
    };
    assert_eq!(labelled(&titles), [5, 6]);
    assert_eq!(labelled(&[Title { is_for_all: false, ..titles[0] }]), [4, 5, 6]);
    let away = Title { centre: Point::new(-900.0, 0.0), ..titles[0] };
    assert_eq!(labelled(&[away]), [4, 5, 6], "it is not in the picture");
}
