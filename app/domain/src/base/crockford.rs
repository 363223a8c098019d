//! Crockford's base 32: ten digits and 22 letters that are not confused when read aloud. Source: Douglas Crockford,
//! "Base 32", <https://www.crockford.com/base32.html>. The check symbol is not used.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value 0..=31 of one character; reads O as 0 and I, L as 1, in either case.
fn value(c: char) -> Option<u8> {
    let upper = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|a| char::from(*a) == upper).and_then(|p| u8::try_from(p).ok())
}

/// Writes the lowest `5 * len` bits of `bits`, most significant first.
pub fn encode(bits: u128, len: usize) -> String {
    (0..len)
        .rev()
        .map(|place| {
            let shift = place * 5;
            let digit = if shift >= 128 { 0 } else { (bits >> shift) & 31 };
            char::from(ALPHABET[usize::try_from(digit).unwrap_or(0)])
        })
        .collect()
}

/// Something that comes along with copying: spaces, punctuation, dashes, quotes, marks that nobody sees.
const fn comes_along(c: char) -> bool {
    matches!(c, '\0'..='\u{bf}' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe6f}'
        | '\u{feff}' | '\u{ff00}'..='\u{ffef}')
}

/// The wide letters and digits of East Asian keyboards as ordinary ones.
fn narrow(c: char) -> char {
    if matches!(c, '\u{ff01}'..='\u{ff5e}') { char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c) } else { c }
}

/// Reads exactly `len` characters, skipping what comes along with copying. `None` when a letter or digit does not
/// belong, the count is wrong, or the value does not fit 128 bits.
pub fn decode(text: &str, len: usize) -> Option<u128> {
    let mut bits: u128 = 0;
    let mut count = 0;
    for c in text.chars().map(narrow).filter(|c| c.is_ascii_alphanumeric() || !comes_along(*c)) {
        if bits >> 123 != 0 {
            return None;
        }
        bits = (bits << 5) | u128::from(value(c)?);
        count += 1;
    }
    (count == len).then_some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_however_a_person_types_them() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            assert_eq!(decode(&encode(bits, 26), 26), Some(bits));
        }
        assert_eq!(decode("oil1-0ab c", 8), decode("0111 0ABC", 8));
        assert_eq!(decode("0000000U", 8), None);
        assert_eq!(decode("0000000", 8), None);
        assert_eq!(decode(&"Z".repeat(26), 26), None);
    }
}
