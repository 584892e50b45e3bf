//! Neighbours on a line kept apart, each as near as may be to where it wants to be. Knows nothing of nodes.

/// The places nearest to the wishes, in their order, at which each is at least `apart` from the one before.
///
/// The sum of `weight × (place − wish)²` is least: the pool-adjacent-violators algorithm (Ayer et al. 1955) on what is left of the
/// wishes once the distances are taken off. The three lists are equally long; the first distance is not looked at, and weights
/// are positive. Takes time in proportion to their length.
pub(super) fn spread(wishes: &[f32], apart: &[f32], weights: &[f32]) -> Vec<f32> {
    struct Pool {
        sum: f64,
        weight: f64,
        count: usize,
    }
    let mut pools: Vec<Pool> = Vec::with_capacity(wishes.len());
    let mut offset = 0.0f64;
    for at in 0..wishes.len() {
        if at > 0 {
            offset += f64::from(apart[at]);
        }
        let weight = f64::from(weights[at]);
        let mut pool = Pool { sum: (f64::from(wishes[at]) - offset) * weight, weight, count: 1 };
        while let Some(before) = pools.pop_if(|before| before.sum * pool.weight >= pool.sum * before.weight) {
            pool = Pool {
                sum: before.sum + pool.sum,
                weight: before.weight + pool.weight,
                count: before.count + pool.count,
            };
        }
        pools.push(pool);
    }
    let mut places = Vec::with_capacity(wishes.len());
    let mut offset = 0.0f64;
    for Pool { sum, weight, count } in pools {
        for _ in 0..count {
            if !places.is_empty() {
                offset += f64::from(apart[places.len()]);
            }
            places.push((sum / weight + offset) as f32);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_has_room_stays() {
        assert_eq!(spread(&[0.0, 10.0, 30.0], &[0.0, 5.0, 5.0], &[1.0; 3]), [0.0, 10.0, 30.0]);
    }

    #[test]
    fn two_in_one_place_part_to_both_sides_and_the_heavier_less() {
        assert_eq!(spread(&[10.0, 10.0], &[0.0, 4.0], &[1.0, 1.0]), [8.0, 12.0]);
        assert_eq!(spread(&[10.0, 10.0], &[0.0, 4.0], &[3.0, 1.0]), [9.0, 13.0]);
    }

    proptest! {
        #[test]
        fn all_are_apart(wishes in prop::collection::vec(-100.0f32..100.0, 0..40), distance in 0.0f32..9.0) {
            let apart = vec![distance; wishes.len()];
            let places = spread(&wishes, &apart, &vec![1.0; wishes.len()]);
            prop_assert_eq!(places.len(), wishes.len());
            for pair in places.windows(2) {
                prop_assert!(pair[1] - pair[0] >= distance - 1e-3);
            }
        }
    }
}
