//! Statements about many rows. Lists have a few fixed lengths, so that every statement stays prepared.

use std::fmt::Write as _;

use super::dialect;

/// The lengths, longest first. Longer lists take several statements.
const LENGTHS: [usize; 7] = [100, 50, 20, 10, 5, 2, 1];

/// Splits rows into chunks of those lengths, for statements that write.
pub fn pieces<T>(mut rows: &[T]) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    for length in LENGTHS {
        while let Some((piece, rest)) = rows.split_at_checked(length) {
            pieces.push(piece);
            rows = rest;
        }
    }
    pieces
}

/// Pads a list by repeating its last element to one of those lengths, or a multiple of the longest, for queries: a
/// repeated element gives one row.
pub fn padded<T: Copy>(mut asked: Vec<T>) -> Vec<T> {
    let wanted = LENGTHS
        .into_iter()
        .rev()
        .find(|l| *l >= asked.len())
        .unwrap_or_else(|| asked.len().next_multiple_of(LENGTHS[0]));
    if let Some(last) = asked.last().copied() {
        asked.resize(wanted, last);
    }
    asked
}

/// `$first, $first+1 …`, `count` of them.
pub fn places(first: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 6);
    for place in first..first + count {
        let comma = if place == first { "" } else { ", " };
        let _ = write!(text, "{comma}${place}");
    }
    text
}

/// Like [`places`], for values that are bound first and occur once, in order.
pub fn in_order(first: usize, count: usize) -> String {
    let mut text = String::with_capacity(count * 6);
    for place in first..first + count {
        if place > first {
            text.push_str(", ");
        }
        dialect::place(&mut text, place);
    }
    text
}

/// The rows of a writing statement. All begin with the same `shared` values, which are bound last, after the `own`
/// values of each row.
pub fn values(rows: usize, own: usize, shared: usize) -> String {
    let shared = places(rows * own + 1, shared);
    let mut text = String::with_capacity(rows * (shared.len() + own * 6 + 6));
    for row in 0..rows {
        let comma = if row == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}({shared}, {})", in_order(row * own + 1, own));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_in_exactly_one_piece_and_every_list_is_asked_whole() {
        for length in 0..250 {
            let rows: Vec<usize> = (0..length).collect();
            assert_eq!(pieces(&rows).concat(), rows);
            let asked = padded(rows.clone());
            assert!(asked.starts_with(&rows) && (length == 0 || asked.last() == rows.last()));
            assert!(asked.is_empty() || LENGTHS.contains(&asked.len()) || asked.len().is_multiple_of(LENGTHS[0]));
        }
    }

    #[test]
    fn places_are_numbered_through() {
        let (one, two) = (in_order(1, 2), in_order(3, 2));
        assert_eq!(values(2, 2, 1), format!("($5, {one}), ($5, {two})"));
    }
}
