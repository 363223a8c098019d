//! Cleaning typed text: what copying brings along is made harmless, and only what can be seen counts.

use super::turning::balanced;

/// Trimmed, with `\n` as the only line break, or none in one line; without other control characters but tabs, byte
/// order marks, and marks that would turn the rest of a line.
pub(super) fn clean(raw: &str, one_line: bool) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut before = ' ';
    for c in raw.chars() {
        match c {
            '\n' if before == '\r' => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                text.push(if one_line { ' ' } else { '\n' });
            }
            '\t' => text.push(if one_line { ' ' } else { '\t' }),
            c if c.is_control() || c == '\u{feff}' => {}
            c => text.push(c),
        }
        before = c;
    }
    balanced(&text).trim().to_owned()
}

/// Has ink: neither white space nor one of the characters that are drawn as nothing (Unicode's
/// `Default_Ignorable_Code_Point`, the tags among them, and the empty pattern of Braille).
pub(super) fn is_seen(c: char) -> bool {
    let drawn_as_nothing = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    !drawn_as_nothing && !c.is_whitespace() && !c.is_control()
}
