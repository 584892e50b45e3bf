//! The drawing itself: where it goes in the picture, then links, shapes and labels as SVG. Looks come from the scene.

use std::cmp::Reverse;

use super::axis::Axis;
use super::communities::Regions;
use super::crowd::{PictureCrowd, is_crowded, is_dot};
use super::frame::{BORDER, Frame, dash_attribute};
use super::groups;
use super::legend::LegendBox;
use super::svg::{Anchor, Svg, TextLook, escape, number, path_data};
use super::words::{counted, faded_in_words, filters_in_words, hidden_in_words, massed_in_words};
use super::{Area, ExportError, Picture, PictureOptions};
use crate::model::{Camera, Point, View};
use crate::scene::axis as scale;
use crate::scene::camera::{self, Size};
use crate::scene::communities::Communities;
use crate::scene::geometry::{Body, LinkPath, shape_outline};
use crate::scene::labels::{
    Alignment, Attention, LabelChoice, LabelInput, LabelsOf, LinkCandidate, PlacedLabel, beyond, place_labels,
};
use crate::scene::projection::{actor_candidates, bodies_on_screen, link_candidate, link_on_screen, width_on_screen};
use crate::scene::{LINE_HEIGHT, Scene, TextMeasure, Tokens, visible_label};

/// A small graph is not blown up more than this.
const GREATEST_ZOOM: f32 = 2.8;
/// Free space around the drawing, in points; labels at the border need it.
const MARGIN: f32 = 46.0;

/// More free space on the left and on the right.
const SIDE: f32 = 26.0;

/// Shapes and links under a camera.
struct Projected {
    camera: Camera,
    bodies: Vec<Option<Body>>,
    paths: Vec<Option<LinkPath>>,
}

/// Draws the picture; `find` looks for the communities that are seen at a zoom.
///
/// # Errors
/// Those of `find`.
pub(super) fn draw(
    scene: &Scene,
    view: &View,
    options: &PictureOptions,
    find: &dyn Fn(f32) -> Result<Communities, ExportError>,
) -> Result<Picture, ExportError> {
    let PictureOptions { size, theme, legend, communities, link_labels, links, title, area, footer, .. } = options;
    let (tokens, measure) = (theme.tokens(), TextMeasure::bundled());
    let unit = text_unit(*size);
    let page = Size::new(size.0.max(1) as f32 / unit, size.1.max(1) as f32 / unit);
    let unplaced = scene.actors.iter().filter(|actor| view.positions.get(actor.actor).is_none()).count();
    let crowded = is_crowded(scene, view, *area, *links);
    let massed = if crowded { scene.links.len() } else { 0 };
    let foot = |outside: usize| {
        let mut foot = footer.clone();
        foot.extend(hidden_in_words(scene.hidden));
        foot.extend(faded_in_words(scene.faded));
        foot.extend(filters_in_words(view));
        foot.extend(counted(unplaced, "actor").map(|actors| format!("{actors} without a place not shown")));
        foot.extend(massed_in_words(massed));
        foot.extend(counted(outside, "actor").map(|actors| format!("{actors} outside of this part")));
        foot
    };
    let frame_with = |outside: usize| Frame::new(page, title.as_deref(), &foot(outside), measure);
    // How many are outside depends on the room, and the room on the words about it: a line more at most.
    let guess = if matches!(area, Area::View(..)) { scene.actors.len() } else { 0 };
    let region = beside_axis(frame_with(guess).region(), view, tokens);
    let legend = legend.then(|| LegendBox::new(&scene.legend, *theme, measure)).flatten();
    let (projected, legend_at) = arrange(scene, view, *area, page, region, legend.as_ref());
    let outside = projected.bodies.iter().flatten().filter(|body| !is_within(region, body.centre)).count();
    let frame = frame_with(outside);

    let mut taken: Vec<(Point, Point)> = frame.bands().to_vec();
    taken.extend(beyond(page));
    if let (Some(at), Some(legend)) = (legend_at, &legend) {
        taken.push((at, Point::new(at.x + legend.size.width, at.y + legend.size.height)));
    }
    let axis = view.axis.as_ref().map(|axis| Axis::new(axis, &projected.camera, page, frame.region(), tokens));
    taken.extend(axis.as_ref().map(|axis| axis.band));
    let names_links = *link_labels && !crowded;
    let communities = if *communities { find(projected.camera.zoom)? } else { Communities::default() };
    let choice = choose_labels(scene, &projected, page, &taken, &communities, options, names_links);

    let mut svg = Svg::default();
    open(&mut svg, *size, page, tokens, title.as_deref(), &foot(outside));
    if let Some(axis) = &axis {
        axis.draw_lines(&mut svg);
    }
    let regions = Regions { communities: &communities, camera: &projected.camera, page, scene };
    regions.draw(&mut svg);
    let crowd = crowded.then(|| PictureCrowd::new(scene, &projected.bodies, projected.camera.zoom));
    groups::draw_open(&mut svg, scene, &projected.bodies, tokens);
    let split = svg.len();
    if !crowded {
        draw_links(&mut svg, scene, &projected);
    }
    regions.draw_trace(&mut svg);
    draw_actors(&mut svg, scene, &projected, tokens, crowded);
    groups::draw_closed(&mut svg, scene, &projected.bodies);
    draw_titles(&mut svg, &choice, &regions, tokens);
    draw_labels(&mut svg, &choice, tokens);
    if let Some(axis) = &axis {
        axis.draw_band(&mut svg);
    }
    frame.draw(&mut svg, tokens);
    if let (Some(at), Some(legend)) = (legend_at, &legend) {
        legend.draw(&mut svg, at, measure);
    }
    svg.raw("</svg>\n");
    Ok(Picture { svg: svg.finish(), unplaced, outside, massed, size: *size, page, crowd, split })
}

/// What is left of a region beside the words of an axis.
fn beside_axis((least, greatest): (Point, Point), view: &View, tokens: &Tokens) -> (Point, Point) {
    let (x, y) = scale::room(view.axis.as_ref(), tokens.small_size);
    // In a tiny picture there may be no room for both.
    (Point::new((least.x + x).min(greatest.x - 1.0), (least.y + y).min(greatest.y - 1.0)), greatest)
}

/// By how much text grows with the picture: half as fast as its sides, so that a larger picture has more room for labels
/// and yet reads when it is printed on the same page.
fn text_unit((width, height): (u32, u32)) -> f32 {
    let side = (width.max(1) as f32 * height.max(1) as f32).sqrt();
    (side / 1000.0).sqrt().clamp(0.6, 4.0)
}

/// Chooses the camera and a place for the legend: a corner that is free, else a column of its own on the right.
fn arrange(
    scene: &Scene,
    view: &View,
    area: Area,
    page: Size,
    region: (Point, Point),
    legend: Option<&LegendBox<'_>>,
) -> (Projected, Option<Point>) {
    let project = |region: (Point, Point)| {
        let camera = camera_for(scene, view, area, page, region);
        let bodies = bodies_on_screen(scene, &view.positions, &camera, page);
        let tokens = scene.theme.tokens();
        let paths = scene.links.iter().map(|link| link_on_screen(link, &bodies, &camera, tokens)).collect();
        Projected { camera, bodies, paths }
    };
    let projected = project(region);
    let Some(legend) = legend.map(|legend| legend.size) else { return (projected, None) };
    let inset = BORDER * 0.8;
    let (left, top) = (region.0.x + inset, region.0.y + inset * 0.5);
    let (right, bottom) = (region.1.x - inset - legend.width, region.1.y - inset * 0.5 - legend.height);
    let corners = [(right, bottom), (right, top), (left, bottom), (left, top)];
    let in_the_way = |&(x, y): &(f32, f32)| {
        let least = Point::new(x - 6.0, y - 6.0);
        let greatest = Point::new(x + legend.width + 6.0, y + legend.height + 6.0);
        how_much_lies_in(&projected, (least, greatest))
    };
    let best = corners.iter().map(in_the_way).enumerate().min_by_key(|(place, amount)| (*amount, *place));
    let (place, amount) = best.expect("there are four corners");
    let column = legend.width + inset;
    if amount > 0 && area == Area::Whole && page.width > 3.0 * column {
        let narrow = (region.0, Point::new(region.1.x - column, region.1.y));
        return (project(narrow), Some(Point::new(right, bottom.max(top))));
    }
    let (x, y) = corners[place];
    (projected, Some(Point::new(x, y)))
}

/// The camera that shows the asked part in `region` of the picture.
fn camera_for(scene: &Scene, view: &View, area: Area, page: Size, region: (Point, Point)) -> Camera {
    let room = Size::new(region.1.x - region.0.x, region.1.y - region.0.y);
    let camera = match area {
        Area::Whole => match view.positions.bounds(|actor| scene.slot(actor).is_some()) {
            Some(bounds) => {
                // Labels are wider than high.
                let room = Size::new(room.width - 2.0 * SIDE.min(room.width / 16.0), room.height);
                camera::fit_up_to(bounds, room, MARGIN, GREATEST_ZOOM)
            }
            None => Camera::default(),
        },
        Area::View(camera, viewport) => {
            let factor = (room.width / viewport.width.max(1.0)).min(room.height / viewport.height.max(1.0));
            Camera { zoom: camera.zoom * factor, ..camera }
        }
    };
    // The middle of the region is not the middle of the picture.
    let aside = Point::new(
        f32::midpoint(region.0.x, region.1.x) - page.width / 2.0,
        f32::midpoint(region.0.y, region.1.y) - page.height / 2.0,
    );
    camera::pan(&camera, aside.x, aside.y)
}

/// How much of the drawing a box would hide.
fn how_much_lies_in(projected: &Projected, place: (Point, Point)) -> usize {
    let bodies = projected.bodies.iter().flatten();
    let actors = bodies.filter(|body| {
        let reach = body.radius * 1.2;
        let far = (
            Point::new(place.0.x - reach, place.0.y - reach),
            // Room for the label that stands below.
            Point::new(place.1.x + reach, place.1.y + reach),
        );
        is_within(far, body.centre) || is_within(far, Point::new(body.centre.x, body.centre.y + reach + 14.0))
    });
    let crosses = |path: &&LinkPath| (0..=24u8).any(|step| is_within(place, path.curve.at(f32::from(step) / 24.0)));
    actors.count() * 8 + projected.paths.iter().flatten().filter(crosses).count()
}

fn is_within((least, greatest): (Point, Point), point: Point) -> bool {
    (least.x..=greatest.x).contains(&point.x) && (least.y..=greatest.y).contains(&point.y)
}

fn choose_labels(
    scene: &Scene,
    projected: &Projected,
    page: Size,
    taken: &[(Point, Point)],
    communities: &Communities,
    options: &PictureOptions,
    names_links: bool,
) -> LabelChoice {
    let tokens = options.theme.tokens();
    let attention = |slot: u32| {
        // Where everybody may have a label, a selection changes nothing.
        if options.labels.of == LabelsOf::All {
            return Attention::Ordinary;
        }
        let is_selected = options.selected.binary_search(&scene.actors[slot as usize].actor).is_ok();
        if is_selected { Attention::Focus } else { Attention::Ordinary }
    };
    let actors = actor_candidates(scene, &projected.bodies, attention);
    let links: Vec<LinkCandidate<'_>> = scene
        .links
        .iter()
        .zip(&projected.paths)
        .filter(|(link, _)| names_links && !link.faint)
        .filter_map(|(link, path)| Some(link_candidate(link, path.as_ref()?, Attention::Ordinary)))
        .collect();
    let has_titles = options.labels.of == LabelsOf::All;
    let titles = if has_titles { communities.titles(&projected.camera, page) } else { Vec::new() };
    let input = LabelInput {
        actors: &actors,
        crowd: None,
        policy: options.labels,
        links: &links,
        titles: &titles,
        part_of: communities.of_actor(),
        viewport: page,
        taken,
        zoom: projected.camera.zoom,
        label_size: tokens.label_size,
        link_label_size: tokens.link_label_size,
        title_size: tokens.title_size,
        measure: TextMeasure::bundled(),
    };
    place_labels(&input, &LabelChoice::default())
}

fn open(svg: &mut Svg, size: (u32, u32), page: Size, tokens: &Tokens, title: Option<&str>, foot: &[String]) {
    svg.add(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" \
         font-family=\"Noto Sans, DejaVu Sans, sans-serif\">\n",
        size.0.max(1),
        size.1.max(1),
        number(page.width),
        number(page.height)
    ));
    svg.title(title.unwrap_or("Actors and the links between them"));
    svg.add(format_args!("\n<desc>{}</desc>\n", escape(&visible_label(&foot.join(". ")))));
    svg.add(format_args!("<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n", tokens.canvas.css()));
}

fn draw_links(svg: &mut Svg, scene: &Scene, projected: &Projected) {
    svg.raw("<g fill=\"none\">\n");
    for (link, path) in scene.links.iter().zip(&projected.paths) {
        let Some(path) = path else { continue };
        let name = |slot: u32| scene.actors[slot as usize].label.as_str();
        let arrow = if link.arrow { "→" } else { "–" };
        svg.raw("<g>");
        svg.title(&format!("{} {arrow} {}: {}", name(link.from), name(link.to), link.label));
        svg.add(format_args!(
            "<path d=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{}/>",
            path_data(&path.curve),
            link.colour.css(),
            number(width_on_screen(&projected.camera, link.width)),
            dash_attribute(link.dash.pattern())
        ));
        if let Some(corners) = path.arrow {
            let corners = corners.map(|corner| format!("{},{}", number(corner.x), number(corner.y)));
            svg.add(format_args!("<polygon points=\"{}\" fill=\"{}\"/>", corners.join(" "), link.colour.css()));
        }
        svg.raw("</g>\n");
    }
    svg.raw("</g>\n");
}

/// Draws actors, but those that are dots of a crowd.
fn draw_actors(svg: &mut Svg, scene: &Scene, projected: &Projected, tokens: &Tokens, crowded: bool) {
    svg.add(format_args!("<g stroke-width=\"{}\" stroke-linejoin=\"round\">\n", number(tokens.shape_outline_width)));
    let mut order: Vec<usize> = (0..scene.actors.len()).collect();
    // Where shapes overlap, the smaller lies on top.
    order.sort_by_key(|&slot| Reverse((scene.actors[slot].radius * 100.0) as u32));
    for slot in order {
        let (actor, Some(body)) = (&scene.actors[slot], projected.bodies[slot]) else { continue };
        if crowded && is_dot(actor.radius, projected.camera.zoom) {
            continue;
        }
        svg.open_outline(&shape_outline(body.shape, body.centre, body.radius));
        svg.add(format_args!(" fill=\"{}\" stroke=\"{}\">", actor.fill.css(), actor.rim.css()));
        svg.title(&actor.label);
        let end = if actor.shape == crate::scene::Shape::Circle { "</circle>\n" } else { "</polygon>\n" };
        svg.raw(end);
    }
    svg.raw("</g>\n");
}

/// Writes the titles of communities, as present as their regions.
fn draw_titles(svg: &mut Svg, choice: &LabelChoice, regions: &Regions<'_>, tokens: &Tokens) {
    let halo = Some((tokens.halo, 1.3 * tokens.halo_width));
    for title in &choice.titles {
        let Some((ink, strength)) = regions.ink(title.of) else { continue };
        svg.add(format_args!("<g opacity=\"{}\">\n", number(strength)));
        draw_label(svg, title, &TextLook { size: tokens.title_size, colour: ink, bold: false, halo });
        svg.raw("</g>\n");
    }
}

fn draw_labels(svg: &mut Svg, choice: &LabelChoice, tokens: &Tokens) {
    let halo = Some((tokens.halo, tokens.halo_width));
    svg.raw("<g>\n");
    let link = TextLook { size: tokens.link_label_size, colour: tokens.text_weak, bold: false, halo };
    for label in &choice.links {
        draw_label(svg, label, &link);
    }
    let actor = TextLook { size: tokens.label_size, colour: tokens.text, bold: false, halo };
    // The most important last, so that its halo lies over the others.
    for label in choice.actors.iter().rev() {
        draw_label(svg, label, &actor);
    }
    svg.raw("</g>\n");
}

fn draw_label<Ix>(svg: &mut Svg, label: &PlacedLabel<Ix>, look: &TextLook) {
    let PlacedLabel { lines, size, place, least, greatest, .. } = label;
    let look = &TextLook { size: *size, ..*look };
    let (x, anchor) = match place.alignment() {
        Alignment::Start => (least.x + 1.0, Anchor::Start),
        Alignment::End => (greatest.x - 1.0, Anchor::End),
        Alignment::Centre => (f32::midpoint(least.x, greatest.x), Anchor::Middle),
    };
    for (number, line) in lines.iter().enumerate() {
        // Half a line down to its middle, then a third of the size down to the baseline.
        let baseline = least.y + look.size * ((number as f32 + 0.5) * LINE_HEIGHT + 0.34);
        svg.text(line, Point::new(x, baseline), anchor, look);
    }
}
