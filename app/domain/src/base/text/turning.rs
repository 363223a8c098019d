//! Direction of writing: marks that turn it, and texts that stand beside other words.
//!
//! Pairs as in Unicode's bidirectional algorithm (UAX #9, BD9 and X9), a line at a time.

use std::borrow::Cow;

/// The mark that lets a text find its own direction, and the one that ends it.
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

/// Writes from right to left, or may turn what follows.
const fn turns(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The text without marks that turn the rest of a line: what is opened in a line is closed in it, and the other way
/// round. Pairs stay.
pub fn balanced(text: &str) -> Cow<'_, str> {
    if !text
        .contains(['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', ISOLATE, END])
    {
        return Cow::Borrowed(text);
    }
    let mut alone = Vec::new();
    let mut open = Vec::<(usize, bool)>::new();
    for (at, c) in text.char_indices() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push((at, false)),
            '\u{2066}'..=ISOLATE => open.push((at, true)),
            '\u{202c}' => match open.last() {
                Some((_, false)) => drop(open.pop()),
                _ => alone.push(at),
            },
            END => match open.iter().rposition(|(_, isolates)| *isolates) {
                Some(from) => alone.extend(open.drain(from..).skip(1).map(|(at, _)| at)),
                None => alone.push(at),
            },
            '\n' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2029}' => alone.extend(open.drain(..).map(|(at, _)| at)),
            _ => {}
        }
    }
    alone.extend(open.into_iter().map(|(at, _)| at));
    alone.sort_unstable();
    Cow::Owned(text.char_indices().filter(|(at, _)| alone.binary_search(at).is_err()).map(|(_, c)| c).collect())
}

/// The text to put into a sentence: whatever its direction, the words beside it keep theirs. Also for places that take
/// no element, such as attributes and options.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if text.contains(turns) { Cow::Owned(format!("{ISOLATE}{}{END}", balanced(text))) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f16_marks_that_would_turn_the_rest_of_a_line_are_taken_out_and_pairs_stay() {
        for (raw, kept) in [
            ("plain", "plain"),
            ("\u{202e}evil", "evil"),
            ("a\u{202c}b\u{2069}c", "abc"),
            ("\u{202b}שלום\u{202c}!", "\u{202b}שלום\u{202c}!"),
            ("\u{2067}a\u{2069}b", "\u{2067}a\u{2069}b"),
            // Closed in the next line only: too late for the first, too much for the second.
            ("\u{202e}a\nb\u{202c}", "a\nb"),
            // The end of an isolate ends whatever was opened within it.
            ("\u{2066}x\u{202e}y\u{2069}z", "\u{2066}xy\u{2069}z"),
            // An embedding cannot be closed from within an isolate.
            ("\u{202a}\u{2066}\u{202c}\u{2069}", "\u{2066}\u{2069}"),
        ] {
            assert_eq!(balanced(raw), kept, "{raw:?}");
        }
    }

    #[test]
    fn f27_a_text_in_a_sentence_leaves_its_neighbors_where_they_are() {
        for same in ["Bea", "Álvaro 👨‍👩‍👧", "can’t – won’t", "नमस्ते", "12:30"] {
            assert_eq!(isolated(same), same);
        }
        assert_eq!(isolated("תה 12"), "\u{2068}תה 12\u{2069}");
        assert_eq!(isolated("قهوة"), "\u{2068}قهوة\u{2069}");
        // Stored before marks were taken out: it does not get out of its isolate.
        assert_eq!(isolated("a\u{2069}\u{202e}b"), "\u{2068}ab\u{2069}");
    }
}
