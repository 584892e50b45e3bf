//! Putting things in the order of a curve that fills the plane: the Hilbert curve, and a radix sort by keys along it.

/// A thing's key in the upper half, its number in the lower one: sorted by key, then by number.
pub(super) type Entry = u64;

/// Fewer are sorted by comparing.
const FEW: usize = 1024;
/// Bits of a key that a pass looks at, and the number of passes over its 32 bits.
const DIGIT: u32 = 11;
const PASSES: usize = 3;
/// So many things with the same key are told apart by keys of their own, so often.
const LONG_RUN: usize = 64;
const DEPTH: usize = 8;

/// The number of the thing.
pub(super) fn number(entry: Entry) -> u32 {
    entry as u32
}

/// How far along a Hilbert curve of `bits` bits a side the cell is. `x` and `y` are below 2 to the power of `bits`, which is 16
/// at most. D. Hilbert, *Über die stetige Abbildung einer Linie auf ein Flächenstück*, Mathematische Annalen 38, 1891.
pub(super) fn along_hilbert_curve(mut x: u32, mut y: u32, bits: u32) -> u32 {
    let mut along = 0;
    for bit in (0..bits).rev() {
        let (right, lower) = ((x >> bit) & 1, (y >> bit) & 1);
        along = (along << 2) | ((3 * right) ^ lower);
        // The curve in a quarter is the whole one, turned: no branches, for they would be guessed wrongly half the time.
        let turned = 0_u32.wrapping_sub(right & (lower ^ 1));
        (x, y) = (x ^ turned, y ^ turned);
        let swapped = (x ^ y) & 0_u32.wrapping_sub(lower ^ 1);
        (x, y) = (x ^ swapped, y ^ swapped);
    }
    along
}

/// Numbers `0..count`, those that `takes` keeps, in the order of their keys; ties by number.
///
/// `keys_among` is given some of the things and says the key of each of them. Where many get the same one, because a few
/// things far away made the cells large, it is asked again about those alone.
pub(super) fn sorted<Key: Fn(u32) -> u32>(
    count: usize,
    takes: impl Fn(u32) -> bool,
    keys_among: impl Fn(&[Entry]) -> Key,
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = (0..count as u32).filter(|number| takes(*number)).map(Entry::from).collect();
    let mut room = vec![0; entries.len()];
    sort_among(&mut entries, &mut room, &keys_among, DEPTH);
    entries
}

fn sort_among<Key: Fn(u32) -> u32>(
    entries: &mut [Entry],
    room: &mut [Entry],
    keys_among: &impl Fn(&[Entry]) -> Key,
    depth: usize,
) {
    let key = keys_among(entries);
    for entry in entries.iter_mut() {
        let number = number(*entry);
        *entry = Entry::from(key(number)) << 32 | Entry::from(number);
    }
    radix_sort(entries, room);
    let alike = |one: &Entry, other: &Entry| one >> 32 == other >> 32;
    if depth == 0 || entries.first().zip(entries.last()).is_none_or(|(first, last)| alike(first, last)) {
        return;
    }
    for run in entries.chunk_by_mut(alike).filter(|run| run.len() > LONG_RUN) {
        let length = run.len();
        sort_among(run, &mut room[..length], keys_among, depth - 1);
    }
}

/// Sorts by the upper half. What is equal there must already be in order.
fn radix_sort(entries: &mut [Entry], room: &mut [Entry]) {
    if entries.len() <= FEW {
        entries.sort_unstable();
        return;
    }
    let mut counts = vec![[0_u32; 1 << DIGIT]; PASSES];
    let digit = |entry: Entry, pass: usize| ((entry >> (32 + DIGIT as usize * pass)) as usize) & ((1 << DIGIT) - 1);
    for &entry in entries.iter() {
        for (pass, counts) in counts.iter_mut().enumerate() {
            counts[digit(entry, pass)] += 1;
        }
    }
    let whole = entries.len() as u32;
    let (mut from, mut to) = (entries, room);
    let mut is_swapped = false;
    for (pass, counts) in counts.iter_mut().enumerate() {
        if counts.contains(&whole) {
            continue;
        }
        let mut next = 0;
        for count in counts.iter_mut() {
            next += std::mem::replace(count, next);
        }
        for &entry in from.iter() {
            let place = &mut counts[digit(entry, pass)];
            to[*place as usize] = entry;
            *place += 1;
        }
        (from, to) = (to, from);
        is_swapped = !is_swapped;
    }
    if is_swapped {
        to.copy_from_slice(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_through_every_cell_once_and_only_to_neighbours() {
        for bits in 0..6 {
            let side = 1_u32 << bits;
            let mut cells: Vec<(u32, u32, u32)> =
                (0..side).flat_map(|y| (0..side).map(move |x| (along_hilbert_curve(x, y, bits), x, y))).collect();
            cells.sort_unstable();
            assert!(cells.iter().map(|(along, ..)| *along).eq(0..side * side));
            for step in cells.windows(2) {
                assert_eq!(step[0].1.abs_diff(step[1].1) + step[0].2.abs_diff(step[1].2), 1);
            }
        }
    }

    #[test]
    fn many_are_sorted_as_few_are() {
        let mut random = fastrand::Rng::with_seed(3);
        for widest in [0, 5, 3000, u32::MAX] {
            let mut entries: Vec<Entry> =
                (0..5000).map(|number| Entry::from(random.u32(..=widest)) << 32 | number).collect();
            let mut expected = entries.clone();
            expected.sort_unstable();
            radix_sort(&mut entries, &mut vec![0; 5000]);
            assert_eq!(entries, expected);
        }
    }

    #[test]
    fn what_has_the_same_key_is_looked_at_again() {
        // One thing far away, the others in one cell until they are looked at alone.
        let places: Vec<u32> = (0..200).map(|number| if number == 7 { 1_000_000 } else { 199 - number }).collect();
        let keys_among = |entries: &[Entry]| {
            let greatest = entries.iter().map(|entry| places[number(*entry) as usize]).max().unwrap_or(0);
            let places = &places;
            move |number: u32| places[number as usize] / (greatest / 200 + 1)
        };
        let sorted = sorted(200, |number| number != 3, keys_among);
        let places: Vec<u32> = sorted.iter().map(|entry| places[number(*entry) as usize]).collect();
        assert_eq!(places.len(), 199);
        assert!(places.is_sorted());
    }
}
