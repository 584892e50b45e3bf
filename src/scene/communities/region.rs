//! Where communities are: smooth outlines around where their actors are dense, without those that strayed.

use super::field::{Blob, Cells, blobs};
use super::outline::{area, outline, triangles};
use super::{Division, NOBODY};
use crate::model::Point;

/// Number of cells along the longer side of what is looked at.
const CELLS: usize = 256;
/// Of the actors of a community, this share is where they are dense enough to be within, before what is small is left out.
const WITHIN: f32 = 0.92;
/// How far points are blurred: so many distances between neighbours, but at least such a share of the radius of a disc that
/// would hold all of them, and between so many cells.
const NEIGHBOURS: f32 = 1.6;
const LEAST_BLUR: f32 = 0.14;
const LEAST_CELLS: f32 = 1.3;
const MOST_CELLS: f32 = 24.0;
/// A piece with a smaller share of the community's actors is left out, and a community of which this is left.
const LEAST_PIECE: f32 = 0.15;
/// A community has so many pieces at most.
const MOST_PIECES: usize = 3;

/// Where a community is.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// The community, by its place in [`Division::communities`].
    pub community: usize,
    /// Its pieces, the one with the most actors first.
    pub hulls: Vec<Hull>,
    /// A point deep within the first piece.
    pub heart: Point,
    /// About how far it is from there to the outline.
    pub depth: f32,
    /// The side of a square as large as all pieces together.
    pub extent: f32,
}

/// A smooth outline around actors.
#[derive(Clone, Debug, PartialEq)]
pub struct Hull {
    /// Its points, 16 to 64, clockwise on the screen.
    pub outline: Vec<Point>,
    /// What lies within, as triangles: places in `outline`.
    pub triangles: Vec<[u16; 3]>,
}

/// The regions of communities whose actors stand at `points`, by slot; a point that is not finite is no place.
///
/// Each community has the smallest region that holds most of its actors (a highest density region, Hyndman 1996) by an estimate
/// of their density in cells, less where another community is denser and less small pieces. Where its actors lie scattered among
/// others, it has none. Ends early, with none, where `stop` says so.
#[must_use]
pub fn regions(division: &Division, points: &[Point], stop: &dyn Fn() -> bool) -> Vec<Region> {
    let mut members: Vec<Vec<Point>> = vec![Vec::new(); division.communities.len()];
    for (community, point) in division.of_slot.iter().zip(points) {
        if *community != NOBODY && point.is_finite() {
            members[*community as usize].push(*point);
        }
    }
    let Some(cells) = cells_over(&members) else { return Vec::new() };
    let mut fields = Vec::with_capacity(members.len());
    for own in &members {
        if stop() {
            return Vec::new();
        }
        fields.push(density(&cells, own));
    }
    let least: Vec<f32> =
        members.iter().zip(&fields).map(|(own, field)| typical(&cells, own, field, 1.0 - WITHIN)).collect();
    // The two that are densest in each cell: what is denser than a community is one of them.
    let mut densest = vec![[(0.0f32, usize::MAX); 2]; cells.count()];
    for (community, field) in fields.iter().enumerate() {
        for (best, &value) in densest.iter_mut().zip(field) {
            if value > best[0].0 {
                *best = [(value, community), best[0]];
            } else if value > best[1].0 {
                best[1] = (value, community);
            }
        }
    }
    let mut regions = Vec::new();
    for (community, own) in members.iter().enumerate() {
        if stop() {
            return Vec::new();
        }
        let field = &mut fields[community];
        for (value, [first, second]) in field.iter_mut().zip(&densest) {
            let other = if first.1 == community { second.0 } else { first.0 };
            *value -= least[community].max(other);
        }
        regions.extend(region(&cells, field, own, community));
    }
    regions
}

/// Cells over where the actors of communities are, each community without its outermost ones.
fn cells_over(members: &[Vec<Point>]) -> Option<Cells> {
    let (mut least, mut greatest) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
    for own in members.iter().filter(|own| !own.is_empty()) {
        for (axis, pick) in [|point: &Point| point.x, |point: &Point| point.y].into_iter().enumerate() {
            let mut values: Vec<f32> = own.iter().map(pick).collect();
            let (low, high) = (quantile(&mut values, 0.08), quantile(&mut values, 0.92));
            let beyond = 0.5 * (high - low);
            least[axis] = least[axis].min(low - beyond);
            greatest[axis] = greatest[axis].max(high + beyond);
        }
    }
    let sides = [greatest[0] - least[0], greatest[1] - least[1]];
    let side = sides[0].max(sides[1]) / CELLS as f32;
    if !(side.is_finite() && side > 0.0) {
        return None;
    }
    // Room around it for what a blur spreads.
    let margin = 6;
    let origin = Point::new(least[0] - margin as f32 * side, least[1] - margin as f32 * side);
    let [columns, rows] = sides.map(|length| (length / side).ceil() as usize + 2 * margin);
    Some(Cells { origin, side, columns, rows })
}

/// How dense points are, in points for each cell.
fn density(cells: &Cells, points: &[Point]) -> Vec<f32> {
    let mut field = vec![0.0f32; cells.count()];
    for cell in points.iter().filter_map(|point| cells.cell(*point)) {
        field[cell] += 1.0;
    }
    // How crowded it is around most of them, not how far the community reaches: it may consist of several knots.
    let mut rough = field.clone();
    cells.blur(&mut rough, LEAST_CELLS);
    let crowd = typical(cells, points, &rough, 0.5);
    let apart = (1.0 / crowd).sqrt();
    let reach = (points.len() as f32 / std::f32::consts::PI).sqrt() * apart;
    let blur = (NEIGHBOURS * apart).max(LEAST_BLUR * reach).min(MOST_CELLS);
    if blur <= LEAST_CELLS {
        return rough;
    }
    cells.blur(&mut field, blur);
    field
}

/// The density below which that share of the points is.
fn typical(cells: &Cells, points: &[Point], field: &[f32], share: f32) -> f32 {
    let mut values: Vec<f32> = points.iter().map(|point| cells.cell(*point).map_or(0.0, |cell| field[cell])).collect();
    if values.is_empty() { 0.0 } else { quantile(&mut values, share).max(f32::MIN_POSITIVE) }
}

/// What lies within where a field is above zero.
fn region(cells: &Cells, field: &[f32], members: &[Point], community: usize) -> Option<Region> {
    let mut counts = vec![0u32; cells.count()];
    for cell in members.iter().filter_map(|point| cells.cell(*point)) {
        counts[cell] += 1;
    }
    let fewest = members.len() as f32 * LEAST_PIECE;
    let mut pieces: Vec<(u32, Blob)> = blobs(cells, field)
        .into_iter()
        .map(|blob| (blob.cells.iter().map(|cell| counts[*cell as usize]).sum::<u32>(), blob))
        .filter(|(count, _)| *count as f32 >= fewest)
        .collect();
    pieces.sort_by_key(|(count, blob)| (std::cmp::Reverse(*count), blob.cells[0]));
    pieces.truncate(MOST_PIECES);
    let (heart, depth) = heart(cells, &pieces.first()?.1);
    let hulls: Vec<Hull> = pieces
        .iter()
        .map(|(_, blob)| outline(cells, field, blob))
        .filter(|outline| !outline.is_empty())
        .map(|outline| Hull { triangles: triangles(&outline), outline })
        .collect();
    let extent = hulls.iter().map(|hull| area(&hull.outline)).sum::<f32>().max(0.0).sqrt();
    (!hulls.is_empty()).then_some(Region { community, hulls, heart, depth, extent })
}

/// The point of a blob that is deepest within, or hardly less deep and nearer to its middle; and how deep that is.
fn heart(cells: &Cells, blob: &Blob) -> (Point, f32) {
    let depths = blob.depths();
    let places = || (0..blob.within.len()).filter(|at| blob.within[*at]);
    let place = |at: usize| ((at % blob.columns) as f32, (at / blob.columns) as f32);
    let count = places().count().max(1) as f32;
    let sum = places().map(place).fold((0.0, 0.0), |sum, (column, row)| (sum.0 + column, sum.1 + row));
    let middle = (sum.0 / count, sum.1 / count);
    let worth = |at: usize| {
        let (column, row) = place(at);
        depths[at] - 0.2 * (column - middle.0).hypot(row - middle.1)
    };
    let best = places().max_by(|one, other| worth(*one).total_cmp(&worth(*other)).then(other.cmp(one))).unwrap_or(0);
    let (column, row) = place(best);
    (cells.world(blob.left as f32 + column, blob.top as f32 + row), (depths[best] - 0.5).max(0.5) * cells.side)
}

/// The value below which that share of all lies.
fn quantile(values: &mut [f32], share: f32) -> f32 {
    let place = ((values.len() - 1) as f32 * share).round() as usize;
    *values.select_nth_unstable_by(place, f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::super::Community;
    use super::*;

    const PIECE: f32 = 300.0;

    /// Points spread evenly over a disc.
    fn disc(centre: (f32, f32), radius: f32, count: usize) -> Vec<Point> {
        let golden = std::f32::consts::PI * (3.0 - 5.0f32.sqrt());
        let at = |number: usize| {
            let away = radius * ((number as f32 + 0.5) / count as f32).sqrt();
            let (sine, cosine) = (number as f32 * golden).sin_cos();
            Point::new(centre.0 + away * cosine, centre.1 + away * sine)
        };
        (0..count).map(at).collect()
    }

    /// Communities at these points, one after the other.
    fn found(groups: &[Vec<Point>]) -> Vec<Region> {
        let division = Division {
            of_slot: (0u16..).zip(groups).flat_map(|(number, group)| group.iter().map(move |_| number)).collect(),
            communities: groups
                .iter()
                .map(|group| Community { size: group.len(), leaders: Vec::new(), hue: 0 })
                .collect(),
        };
        regions(&division, &groups.concat(), &|| false)
    }

    fn is_within(outline: &[Point], point: Point) -> bool {
        let sides = outline.iter().zip(outline.iter().cycle().skip(1));
        let crossed = sides.filter(|(one, other)| {
            (one.y > point.y) != (other.y > point.y)
                && point.x < (other.x - one.x) * (point.y - one.y) / (other.y - one.y) + one.x
        });
        crossed.count() % 2 == 1
    }

    fn share_within(region: &Region, points: &[Point]) -> f32 {
        let within = points.iter().filter(|point| region.hulls.iter().any(|hull| is_within(&hull.outline, **point)));
        within.count() as f32 / points.len() as f32
    }

    #[test]
    fn a_region_holds_most_of_its_community_and_hardly_more() {
        let groups = [disc((0.0, 0.0), PIECE, 400), disc((1000.0, 200.0), PIECE, 400)];
        let regions = found(&groups);
        assert_eq!(regions.iter().map(|region| region.community).collect::<Vec<_>>(), [0, 1]);
        for (region, own) in regions.iter().zip(&groups) {
            assert_eq!(region.hulls.len(), 1);
            assert!(share_within(region, own) > 0.85, "{}", share_within(region, own));
            let side = (std::f32::consts::PI * PIECE * PIECE).sqrt();
            assert!((0.85 * side..1.2 * side).contains(&region.extent), "{} {side}", region.extent);
            assert!(region.heart.distance(own[0]) < 0.3 * PIECE && region.depth > 0.7 * PIECE, "{region:?}");
            assert!((16..=64).contains(&region.hulls[0].outline.len()));
        }
        assert!(share_within(&regions[0], &groups[1]) < 0.01);
    }

    #[test]
    fn those_that_strayed_do_not_count() {
        let mut groups = [disc((0.0, 0.0), PIECE, 400), disc((1000.0, 200.0), PIECE, 400)];
        let before = found(&groups);
        groups[0].extend([(1e6, 0.0), (-3e5, 2e4), (900.0, 200.0), (5e3, -7e7)].map(|(x, y)| Point::new(x, y)));
        let after = found(&groups);
        for (before, after) in before.iter().zip(&after) {
            assert!((after.extent / before.extent - 1.0).abs() < 0.05, "{} {}", before.extent, after.extent);
            assert!(before.heart.distance(after.heart) < 0.2 * PIECE);
        }
    }

    #[test]
    fn communities_side_by_side_do_not_overlap() {
        let sparse = disc((500.0, 0.0), 2000.0, 150);
        let groups = [disc((0.0, 0.0), 500.0, 600), disc((700.0, 0.0), 500.0, 600), sparse];
        let regions = found(&groups);
        for region in &regions[..2] {
            for other in groups[..2].iter().enumerate().filter(|(number, _)| *number != region.community) {
                // The discs overlap: what lies in both belongs to one.
                assert!(share_within(region, other.1) < 0.25, "{}", share_within(region, other.1));
            }
        }
        let within_both = groups
            .concat()
            .iter()
            .filter(|point| regions[..2].iter().all(|region| is_within(&region.hulls[0].outline, **point)))
            .count();
        assert!(within_both < 12, "{within_both}");
    }

    #[test]
    fn a_community_in_two_knots_has_two_hulls_and_a_ring_has_no_hole() {
        let mut knots = disc((0.0, 0.0), 100.0, 300);
        knots.extend(disc((3000.0, 0.0), 100.0, 200));
        let ring = disc((1500.0, 4000.0), 900.0, 2000);
        let ring: Vec<Point> =
            ring.into_iter().filter(|point| point.distance(Point::new(1500.0, 4000.0)) > 500.0).collect();
        let regions = found(&[knots, ring]);
        assert_eq!(regions.iter().map(|region| region.hulls.len()).collect::<Vec<_>>(), [2, 1]);
        assert!(regions[0].heart.x < 200.0, "in the larger knot");
        assert!(regions[0].extent < 600.0, "{}", regions[0].extent);
    }

    #[test]
    fn the_same_points_have_the_same_regions() {
        let groups = [disc((0.0, 0.0), PIECE, 200), disc((500.0, 200.0), PIECE, 300)];
        assert_eq!(found(&groups), found(&groups));
    }

    #[test]
    fn points_that_span_nothing_are_no_special_case() {
        let nowhere = Point::new(f32::NAN, f32::NAN);
        assert_eq!(found(&[]), []);
        assert_eq!(found(&[vec![nowhere; 20]]), []);
        assert_eq!(found(&[vec![Point::new(3.0, 4.0); 20]]), [], "all in one place");
        let line: Vec<Point> = (0..50).map(|number| Point::new(number as f32 * 10.0, 7.0)).collect();
        let far = Point::new(f32::MAX, f32::MAX);
        for groups in
            [vec![line.clone()], vec![line.clone(), vec![Point::new(900.0, 900.0); 20]], vec![line, vec![far; 20]]]
        {
            for region in found(&groups) {
                assert!(region.heart.is_finite() && region.extent.is_finite());
                for hull in &region.hulls {
                    assert!(hull.outline.iter().all(|point| point.is_finite()));
                    assert_eq!(hull.triangles.len(), hull.outline.len() - 2);
                }
            }
        }
    }

    #[test]
    fn what_is_no_longer_wanted_ends_early() {
        let division =
            Division { of_slot: vec![0; 3], communities: vec![Community { size: 3, leaders: Vec::new(), hue: 0 }] };
        assert_eq!(regions(&division, &disc((0.0, 0.0), 9.0, 3), &|| true), []);
    }
}
