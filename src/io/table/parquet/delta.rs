//! Values that Parquet writes as what they differ in from the one before: whole numbers, and texts by their lengths or by the
//! beginning that they share (DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY; Apache Parquet, `Encodings.md`).

/// So many numbers from the beginning of `bytes`, which are taken off; `None` where they are damaged. They wrap around at 64
/// bits. `count` must have been seen to be within the limits.
pub fn numbers(bytes: &mut &[u8], count: usize) -> Option<Vec<i64>> {
    let block = usize::try_from(varint(bytes)?).ok()?;
    let parts = usize::try_from(varint(bytes)?).ok()?;
    let announced = usize::try_from(varint(bytes)?).ok()?;
    let first = zigzag(bytes)?;
    let length = block.checked_div(parts).filter(|length| *length > 0 && length.is_multiple_of(8))?;
    if announced != count {
        return None;
    }
    let mut numbers = Vec::with_capacity(count);
    numbers.extend((count > 0).then_some(first));
    let mut last = first;
    while numbers.len() < count {
        let least = zigzag(bytes)?;
        let widths = take(bytes, parts)?;
        for width in widths {
            let left = count - numbers.len();
            // Parts behind the last number are not written, whatever their widths say.
            if left == 0 {
                break;
            }
            let width = u32::from(*width);
            let part = take(bytes, (length / 8).checked_mul(width as usize).filter(|_| width <= 64)?)?;
            let mut bits = Bits { bytes: part.iter(), held: 0, count: 0 };
            for _ in 0..length.min(left) {
                last = last.wrapping_add(least).wrapping_add(bits.next(width)?.cast_signed());
                numbers.push(last);
            }
        }
    }
    Some(numbers)
}

/// So many texts as bytes: their lengths, then they.
pub fn texts(mut bytes: &[u8], count: usize) -> Option<impl Iterator<Item = &[u8]>> {
    let lengths = numbers(&mut bytes, count)?;
    Some(lengths.into_iter().map_while(move |length| take(&mut bytes, usize::try_from(length).ok()?)))
}

/// So many texts, each given to `made` as bytes: how many each shares with the one before, then what follows those.
pub fn shared_texts<'b, T: 'b>(
    mut bytes: &'b [u8],
    count: usize,
    made: impl Fn(&[u8]) -> Option<T> + 'b,
) -> Option<impl Iterator<Item = T> + 'b> {
    let shared = numbers(&mut bytes, count)?;
    let mut text: Vec<u8> = Vec::new();
    // One text after the other: a few bytes can stand for many that are long, which those who take them count.
    Some(shared.into_iter().zip(texts(bytes, count)?).map_while(move |(shared, rest)| {
        let shared = usize::try_from(shared).ok().filter(|shared| *shared <= text.len())?;
        text.truncate(shared);
        text.extend_from_slice(rest);
        made(&text)
    }))
}

/// Numbers of a few bits each, the lowest first.
struct Bits<'b> {
    bytes: std::slice::Iter<'b, u8>,
    held: u128,
    count: u32,
}

impl Bits<'_> {
    fn next(&mut self, width: u32) -> Option<u64> {
        while self.count < width {
            self.held |= u128::from(*self.bytes.next()?) << self.count;
            self.count += 8;
        }
        let number = self.held & ((1 << width) - 1);
        self.held >>= width;
        self.count -= width;
        u64::try_from(number).ok()
    }
}

fn take<'b>(bytes: &mut &'b [u8], length: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..70).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// A number with a sign: 0, -1, 1, -2 and so on.
fn zigzag(bytes: &mut &[u8]) -> Option<i64> {
    let number = varint(bytes)?;
    Some((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of 128 in four parts; the numbers 7, 5, 3, 1, 2, 3, 4, 5 are the example of the format's description.
    const EXAMPLE: [u8; 19] = [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0xc0, 0x3f, 0, 0, 0, 0, 0, 0, 0];

    #[test]
    fn numbers_are_what_they_differ_by() {
        let mut bytes = &EXAMPLE[..];
        assert_eq!(numbers(&mut bytes, 8).as_deref(), Some(&[7, 5, 3, 1, 2, 3, 4, 5][..]));
        assert_eq!(bytes, [0], "what follows is left");
        // One number alone has no block, and numbers that grow evenly have no bits.
        assert_eq!(numbers(&mut &[0x80, 1, 4, 1, 3][..], 1).as_deref(), Some(&[-2][..]));
        assert_eq!(numbers(&mut &[0x80, 1, 4, 3, 0, 2, 0, 0, 0, 0][..], 3).as_deref(), Some(&[0, 1, 2][..]));
        // The largest number and the least are one apart.
        let wide = [&[0x80, 1, 4, 2, 0xfe][..], &[0xff; 8], &[1, 2, 0, 0, 0, 0]].concat();
        assert_eq!(numbers(&mut &wide[..], 2).as_deref(), Some(&[i64::MAX, i64::MIN][..]));
    }

    #[test]
    fn texts_are_lengths_or_what_follows_a_shared_beginning() {
        // Lengths 2, 0, 3: they differ by -2 and 3.
        let of = |lengths: [u8; 3]| {
            let [first, second, third] = lengths.map(i64::from);
            let least = (second - first).min(third - second);
            let zig = |number: i64| (number << 1 ^ number >> 63) as u8;
            let bits = (second - first - least) | (third - second - least) << 4;
            let mut bytes = vec![0x80, 1, 4, 3, zig(first), zig(least), 4, 0, 0, 0, bits as u8];
            bytes.resize(bytes.len() + 15, 0);
            bytes
        };
        let lengths = [of([2, 0, 3]), b"abcde".to_vec()].concat();
        let seen: Vec<&[u8]> = texts(&lengths, 3).expect("sound").collect();
        assert_eq!(seen, [&b"ab"[..], b"", b"cde"]);
        let shared = [of([0, 1, 2]), lengths.clone()].concat();
        let text = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(str::to_owned);
        // The third shares two bytes with one that has a single byte.
        assert_eq!(shared_texts(&shared, 3, text).expect("sound").collect::<Vec<_>>(), ["ab", "a"]);
        let shared = [of([0, 2, 1]), lengths].concat();
        assert_eq!(shared_texts(&shared, 3, text).expect("sound").collect::<Vec<_>>(), ["ab", "ab", "acde"]);
    }

    #[test]
    fn damage_is_refused() {
        for (name, bytes, count) in [
            ("nothing", &[][..], 1),
            ("another count", &EXAMPLE[..], 7),
            ("cut", &EXAMPLE[..15], 8),
            ("no parts", &[0x80, 1, 0, 8, 14][..], 8),
            ("parts of no numbers", &[4, 8, 8, 14][..], 8),
            ("numbers of 65 bits", &[0x80, 1, 4, 8, 14, 3, 65, 0, 0, 0][..], 8),
            ("a number without end", &[0xff; 12][..], 8),
        ] {
            assert_eq!(numbers(&mut &bytes[..], count), None, "{name}");
        }
        assert_eq!(texts(&EXAMPLE, 8).expect("lengths").count(), 0, "the texts are not there");
    }
}
