//! Runs and packed bits, in which Parquet writes levels and places in a dictionary (RLE/bit-packing hybrid).

/// So many numbers of `width` bits (at most 32); `None` where the bytes end too early. `count` must have been seen to be within
/// the limits.
pub fn numbers(bytes: &[u8], width: u32, count: usize) -> Option<Vec<u32>> {
    if width > 32 {
        return None;
    }
    let mut numbers = Vec::with_capacity(count);
    let mut at = 0;
    while numbers.len() < count {
        let head = varint(bytes, &mut at)?;
        let left = count - numbers.len();
        let length = usize::try_from(head >> 1).ok()?;
        if head & 1 == 0 {
            let size = width.div_ceil(8) as usize;
            let value = bytes.get(at..at + size)?;
            let value = value.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
            at += size;
            numbers.extend(std::iter::repeat_n(u32::try_from(value).ok()?, length.min(left)));
            continue;
        }
        let now = length.checked_mul(8)?.min(left);
        let packed = bytes.get(at..)?;
        let (mut held, mut bits, mut next) = (0_u64, 0, 0);
        for _ in 0..now {
            while bits < width {
                held |= u64::from(*packed.get(next)?) << bits;
                next += 1;
                bits += 8;
            }
            numbers.push((held & ((1 << width) - 1)) as u32);
            held >>= width;
            bits -= width;
        }
        at = at.saturating_add(length.saturating_mul(width as usize));
    }
    Some(numbers)
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_packed_bits_follow_each_other() {
        // Five times 4, then eight numbers of three bits: 0 to 7.
        let bytes = [10, 4, 3, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(numbers(&bytes, 3, 13).as_deref(), Some(&[4, 4, 4, 4, 4, 0, 1, 2, 3, 4, 5, 6, 7][..]));
        assert_eq!(numbers(&bytes, 3, 7).as_deref(), Some(&[4, 4, 4, 4, 4, 0, 1][..]));
        assert_eq!(numbers(&bytes, 3, 14), None, "there are no more");
        assert_eq!(numbers(&[20], 0, 10).as_deref(), Some(&[0; 10][..]));
        assert_eq!(numbers(&[], 1, 0).as_deref(), Some(&[][..]));
        assert_eq!(numbers(&[3, 1], 33, 1), None);
    }
}
