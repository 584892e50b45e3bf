//! Whole numbers in a text, up to eight digits at once.

/// So many digits are looked at.
pub const MOST: usize = 8;

/// How many of the first [`MOST`] bytes at `at` are digits before there is something else, and the number that they make: zero
/// where there are none. Digits may follow where there are that many.
#[inline]
#[must_use]
pub fn leading(bytes: &[u8], at: usize) -> (usize, u32) {
    match bytes.get(at..).and_then(<[u8]>::first_chunk::<MOST>) {
        Some(chunk) => leading_of(*chunk),
        None => leading_few(bytes.get(at..).unwrap_or_default()),
    }
}

#[inline]
fn leading_of(chunk: [u8; MOST]) -> (usize, u32) {
    let (count, digits) = digits_of(chunk);
    if count == 0 {
        return (0, 0);
    }
    // As if zeros stood before them, so that there are eight.
    let digits = digits << (64 - 8 * count);
    // Tens and ones are brought together, then hundreds, then ten thousands: the first digit is the lowest byte.
    let pairs = digits.wrapping_mul(10 * 256 + 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 * 65_536 + 1) >> 16 & 0x0000_ffff_0000_ffff;
    (count, (fours.wrapping_mul((10_000 << 32) + 1) >> 32) as u32)
}

/// How many bytes are digits before there is something else; the digits, and anything behind them.
#[inline]
fn digits_of(chunk: [u8; MOST]) -> (usize, u64) {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // A digit becomes its value, and anything else more than nine.
    let digits = u64::from_le_bytes(chunk) ^ 0x3030_3030_3030_3030;
    // What carries over reaches only bytes behind one that is no digit.
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & HIGH;
    (others.trailing_zeros() as usize / 8, digits)
}

#[cold]
fn leading_few(bytes: &[u8]) -> (usize, u32) {
    let digits = bytes.iter().take(MOST).take_while(|byte| byte.is_ascii_digit());
    digits.fold((0, 0), |(count, number), digit| (count + 1, number * 10 + u32::from(digit - b'0')))
}

/// One past the digits that begin at `at`.
#[inline]
#[must_use]
pub fn end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<MOST>) {
        let (count, _) = digits_of(*chunk);
        at += count;
        if count < MOST {
            return at;
        }
    }
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_that_is_no_digit_ends_a_number_wherever_it_stands() {
        for count in 0..=12_usize {
            for other in (0..=255_u8).filter(|byte| !byte.is_ascii_digit()) {
                for behind in [b'7', 0, 0xff] {
                    let mut bytes = b"123456789012"[..count].to_vec();
                    bytes.push(other);
                    bytes.resize(count + 9, behind);
                    let known = count.min(MOST);
                    let number = std::str::from_utf8(&bytes[..known]).expect("digits").parse().unwrap_or(0);
                    assert_eq!(leading(&bytes, 0), (known, number), "{other} after {count}");
                    assert_eq!(end(&bytes, 0), count, "{other} after {count}");
                }
            }
        }
    }

    proptest! {
        /// Wherever a number stands: it is what the standard library reads there.
        #[test]
        fn numbers_are_read_as_everybody_does(before in "[a-z ]{0,9}", digits in "[0-9]{1,8}", after in "([^0-9].{0,9})?") {
            let text = format!("{before}{digits}{after}");
            let number: u32 = digits.parse().expect("eight digits fit");
            prop_assert_eq!(leading(text.as_bytes(), before.len()), (digits.len(), number));
            prop_assert_eq!(end(text.as_bytes(), before.len()), before.len() + digits.len());
            prop_assert_eq!(leading(text.as_bytes(), text.len() + 1), (0, 0));
        }
    }
}
