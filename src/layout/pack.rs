//! Boxes side by side in rows, as a neat block of a wanted shape. Knows nothing of nodes.

/// Width and height of a box.
pub(super) type Size = (f32, f32);

/// The left top corner of each box: rows from the tallest box to the lowest, `gap` apart, the block near `aspect` wide
/// for one high.
pub(super) fn rows(sizes: &[Size], gap: f32, aspect: f32) -> Vec<(f32, f32)> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&one, &other| sizes[other].1.total_cmp(&sizes[one].1).then(one.cmp(&other)));
    let widest = sizes.iter().map(|size| size.0).fold(0.0f32, f32::max);
    let area: f32 = sizes.iter().map(|size| (size.0 + gap) * (size.1 + gap)).sum();
    // A row as wide as the first so many boxes, or as the area asks for.
    let mut widths = vec![widest, (area * aspect).sqrt().max(widest)];
    let mut sum = 0.0;
    for &at in order.iter().take(12) {
        sum += sizes[at].0 + gap;
        widths.push((sum - gap).max(widest));
    }
    let mut best: Option<(f32, Vec<(f32, f32)>)> = None;
    for width in widths {
        let (corners, (block_width, block_height)) = fill(sizes, &order, gap, width);
        let need = (block_width / aspect).max(block_height);
        if best.as_ref().is_none_or(|(least, _)| need < *least) {
            best = Some((need, corners));
        }
    }
    best.map(|(_, corners)| corners).unwrap_or_default()
}

fn fill(sizes: &[Size], order: &[usize], gap: f32, width: f32) -> (Vec<(f32, f32)>, Size) {
    let mut corners = vec![(0.0, 0.0); sizes.len()];
    let (mut x, mut y, mut row_height, mut block_width) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    for &at in order {
        let (box_width, box_height) = sizes[at];
        if x > 0.0 && x + box_width > width * 1.0001 {
            (x, y, row_height) = (0.0, y + row_height + gap, 0.0);
        }
        corners[at] = (x, y);
        x += box_width + gap;
        block_width = block_width.max(x - gap);
        row_height = row_height.max(box_height);
    }
    (corners, (block_width, y + row_height))
}

/// The number of columns for `count` equal cells: near `aspect`, but at least as wide as `width`.
pub(super) fn columns(count: usize, cell: Size, width: f32, aspect: f32) -> usize {
    let by_shape = (count as f32 * aspect * cell.1 / cell.0).sqrt().ceil();
    let by_width = (width / cell.0).floor();
    (by_shape.max(by_width) as usize).clamp(1, count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_boxes_make_a_block_of_the_wanted_shape() {
        let corners = rows(&[(10.0, 10.0); 6], 0.0, 1.5);
        assert_eq!(corners, [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0), (0.0, 10.0), (10.0, 10.0), (20.0, 10.0)]);
    }

    #[test]
    fn no_box_is_no_corner() {
        assert!(rows(&[], 1.0, 1.6).is_empty());
    }

    #[test]
    fn a_block_of_cells_is_as_wide_as_what_stands_above_it() {
        assert_eq!(columns(100, (10.0, 10.0), 500.0, 1.0), 50);
        assert_eq!(columns(100, (10.0, 10.0), 20.0, 1.0), 10);
        assert_eq!(columns(3, (10.0, 10.0), 500.0, 1.0), 3);
    }

    proptest! {
        #[test]
        fn boxes_never_overlap(sizes in prop::collection::vec((1.0f32..90.0, 1.0f32..60.0), 1..40)) {
            let corners = rows(&sizes, 3.0, 1.6);
            for one in 0..sizes.len() {
                for other in 0..one {
                    let apart = |a: f32, b: f32, length: f32, other_length: f32| a + length < b + 0.01 || b + other_length < a + 0.01;
                    prop_assert!(
                        apart(corners[one].0, corners[other].0, sizes[one].0, sizes[other].0)
                            || apart(corners[one].1, corners[other].1, sizes[one].1, sizes[other].1)
                    );
                }
            }
        }
    }
}
