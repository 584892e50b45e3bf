//! The greatest eigenvalue of a symmetric matrix, and its vector, where only products with the matrix are to be had.

use super::watch::{Cancelled, Watch, ask};

/// Products after which the search begins anew from the best that was found; fewer where each takes much memory.
const STEPS: usize = 40;
const STEPS_OF_MANY: usize = 12;
const MANY: usize = 300_000;
/// How often it begins anew.
const MOST_ROUNDS: usize = 200;
/// It is over when the product with the vector differs from a multiple of it by less than this share.
const TOLERANCE: f64 = 1e-8;

/// The vector of the greatest eigenvalue of a symmetric matrix with no entry below zero: of length one, no value below zero, and
/// whether it settled. Of several such vectors, the one nearest to `start`.
///
/// Lanczos' method (1950), with every new direction made orthogonal to all before, begun anew after some steps.
///
/// # Errors
/// [`Cancelled`] when `watch` says so.
pub(super) fn greatest_eigenvector(
    start: Vec<f64>,
    multiplied: impl Fn(&[f64]) -> Vec<f64>,
    watch: &mut Watch<'_>,
) -> Result<(Vec<f64>, bool), Cancelled> {
    let mut best = start;
    let size = length(&best);
    scale(&mut best, 1.0 / size);
    let steps = if best.len() > MANY { STEPS_OF_MANY } else { STEPS };
    let mut is_settled = false;
    for round in 0..MOST_ROUNDS {
        let mut basis: Vec<Vec<f64>> = vec![best];
        let (mut diagonal, mut beside): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        loop {
            ask(watch, round as f32 / MOST_ROUNDS as f32)?;
            let last = &basis[basis.len() - 1];
            let mut next = multiplied(last);
            diagonal.push(dot(&next, last));
            // Twice, because once leaves rounding that grows.
            for direction in basis.iter().chain(&basis) {
                let along = dot(&next, direction);
                next.iter_mut().zip(direction).for_each(|(next, other)| *next -= along * other);
            }
            let left = length(&next);
            let size = diagonal.iter().fold(0.0f64, |most, value| most.max(value.abs()));
            beside.push(left);
            if basis.len() == steps || left <= f64::EPSILON * size.max(f64::MIN_POSITIVE) {
                break;
            }
            scale(&mut next, 1.0 / left);
            basis.push(next);
        }
        let (value, parts) = top_of_tridiagonal(&diagonal, &beside);
        best = vec![0.0; basis[0].len()];
        for (part, direction) in parts.iter().zip(&basis) {
            best.iter_mut().zip(direction).for_each(|(sum, other)| *sum += part * other);
        }
        let rest = beside[beside.len() - 1] * parts[parts.len() - 1].abs();
        is_settled = rest <= TOLERANCE * value.abs();
        if is_settled {
            break;
        }
    }
    let sign = if best.iter().sum::<f64>() < 0.0 { -1.0 } else { 1.0 };
    for value in &mut best {
        *value = (sign * *value).max(0.0);
    }
    let size = length(&best);
    scale(&mut best, 1.0 / size);
    Ok((best, is_settled))
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn length(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}

fn scale(vector: &mut [f64], by: f64) {
    for value in vector {
        *value *= by;
    }
}

/// The greatest eigenvalue of a small symmetric matrix with entries on the diagonal and beside it, and its vector, by Jacobi's
/// rotations (1846). What stands beside the last is not part of it.
fn top_of_tridiagonal(diagonal: &[f64], beside: &[f64]) -> (f64, Vec<f64>) {
    const SWEEPS: usize = 60;
    let count = diagonal.len();
    let mut matrix = vec![vec![0.0; count]; count];
    let mut vectors = vec![vec![0.0; count]; count];
    for at in 0..count {
        matrix[at][at] = diagonal[at];
        vectors[at][at] = 1.0;
        if at + 1 < count {
            matrix[at][at + 1] = beside[at];
            matrix[at + 1][at] = beside[at];
        }
    }
    for _ in 0..SWEEPS {
        let mut turned = false;
        for one in 0..count {
            for two in one + 1..count {
                let off = matrix[one][two];
                if off.abs() <= f64::EPSILON * (matrix[one][one].abs() + matrix[two][two].abs()) * 0.01 {
                    continue;
                }
                turned = true;
                let slope = (matrix[two][two] - matrix[one][one]) / (2.0 * off);
                let tangent = slope.signum() / (slope.abs() + slope.hypot(1.0));
                let cosine = 1.0 / tangent.hypot(1.0);
                let sine = tangent * cosine;
                for row in &mut matrix {
                    (row[one], row[two]) = (cosine * row[one] - sine * row[two], sine * row[one] + cosine * row[two]);
                }
                let (above, below) = matrix.split_at_mut(two);
                for (first, second) in above[one].iter_mut().zip(&mut below[0]) {
                    (*first, *second) = (cosine * *first - sine * *second, sine * *first + cosine * *second);
                }
                for row in &mut vectors {
                    (row[one], row[two]) = (cosine * row[one] - sine * row[two], sine * row[one] + cosine * row[two]);
                }
            }
        }
        if !turned {
            break;
        }
    }
    let top = (0..count).max_by(|one, other| matrix[*one][*one].total_cmp(&matrix[*other][*other])).unwrap_or(0);
    (matrix[top][top], vectors.iter().map(|row| row[top]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::unwatched;

    #[test]
    fn a_small_matrix_by_hand() {
        // 2 1 / 1 2 has the values 3 and 1.
        let (value, vector) = top_of_tridiagonal(&[2.0, 2.0], &[1.0, 9.0]);
        assert!((value - 3.0).abs() < 1e-12 && (vector[0] - vector[1]).abs() < 1e-12);
    }

    #[test]
    fn a_long_path_whose_values_are_close_together() {
        // The path of n nodes has the vector sin(pi k / (n + 1)); powers alone would take tens of thousands of rounds.
        let count = 200usize;
        let multiplied = |values: &[f64]| -> Vec<f64> {
            let at = |at: Option<usize>| at.and_then(|at| values.get(at)).copied().unwrap_or(0.0);
            (0..count).map(|node| at(node.checked_sub(1)) + at(Some(node + 1))).collect()
        };
        let (found, is_settled) =
            greatest_eigenvector(vec![1.0; count], multiplied, &mut unwatched).expect("nobody gives up");
        let known = |node: usize| (std::f64::consts::PI * (node + 1) as f64 / (count + 1) as f64).sin();
        let length = (0..count).map(|node| known(node).powi(2)).sum::<f64>().sqrt();
        assert!(is_settled);
        assert!((0..count).all(|node| (found[node] - known(node) / length).abs() < 1e-4));
    }
}
