//! The door for texts, case by case, and for any text.

use std::io::Write as _;

use proptest::prelude::*;

use super::*;

/// As text was read before the door had a `stored`: what it took has to read back unchanged forever.
fn taken_before<const MAX: usize>(raw: &str) -> Option<String> {
    let text = raw.trim().replace("\r\n", "\n");
    let bad = text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    (!text.is_empty() && !bad && text.chars().count() <= MAX).then_some(text)
}

fn said<const MAX: usize>(raw: &str) -> Result<String, Refused> {
    Text::<MAX>::read(raw).map(|text| text.as_str().to_owned())
}

#[test]
fn text_is_trimmed_and_names_its_field_when_it_is_refused() {
    assert_eq!(Label::new("name", "  tea \r\n").map(|t| t.as_str().to_owned()), Ok("tea".to_owned()));
    assert_eq!(Label::optional("name", "  "), Ok(None));
    for wrong in ["", " \n ", &"x".repeat(81)] {
        assert_eq!(Label::new("name", wrong).map_err(|e| e.field), Err("name".to_owned()));
    }
    assert!(Label::new("name", &"ñ".repeat(80)).is_ok());
}

/// Everything that counts as a text of a person: the same table for one line and for lines.
#[test]
fn f16_f17_every_text_is_cleaned_and_refused_for_its_true_reason() {
    let empty = Err(Refused::Empty);
    let same = |text: &str| (Ok(text.to_owned()), Ok(text.to_owned()));
    let both = |line: &str, lines: &str| (Ok(line.to_owned()), Ok(lines.to_owned()));
    let nothing = || (empty.clone(), empty.clone());
    let table = [
        ("", nothing()),
        ("\u{200b}", nothing()),
        ("\u{200b}\u{2060}\u{feff} \u{ad}\u{3164}", nothing()),
        ("\u{202e}\u{2800}\u{200f}", nothing()),
        ("\u{0}\u{7}", nothing()),
        ("a\u{b}b\u{c}c", both("a b c", "a\nb\nc")),
        ("a\u{2028}b\u{2029}c\u{85}d", both("a b c d", "a\nb\nc\nd")),
        ("a\r\nb\rc\nd", both("a b c d", "a\nb\nc\nd")),
        ("a\tb", both("a b", "a\tb")),
        ("a\u{0}b\u{7f}c\u{9b}d\u{feff}e", same("abcde")),
        ("👨‍👩‍👧", same("👨‍👩‍👧")),
        ("می‌خواهم", same("می‌خواهم")),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️", same("🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️")),
        ("Dana \u{202e}evil", same("Dana evil")),
        ("\u{2067}תה\u{2069} tea", same("\u{2067}תה\u{2069} tea")),
    ];
    for (raw, (line, lines)) in &table {
        assert_eq!(&said::<80>(raw), line, "{raw:?}");
        assert_eq!(&said::<500>(raw), line, "{raw:?}");
        assert_eq!(&said::<600>(raw), lines, "{raw:?}");
        assert_eq!(&said::<4000>(raw), lines, "{raw:?}");
    }
    // Printed for `make test`: how many were walked over.
    writeln!(std::io::stderr(), "texts: {} in four lengths", table.len()).unwrap();
}

#[test]
fn f17_a_text_that_is_too_long_says_by_how_many_characters() {
    assert_eq!(said::<80>(&"x".repeat(83)), Err(Refused::TooLong { by: 3 }));
    assert_eq!(said::<80>(&format!("  {}\u{b}", "x".repeat(81))), Err(Refused::TooLong { by: 1 }));
    let invalid = Label::new("name", &"x".repeat(81)).map_err(|invalid| invalid.to_string());
    assert_eq!(invalid, Err("name: allowed is 1 to 80 characters of text; this has 1 too many".to_owned()));
}

#[test]
fn texts_of_more_code_points_than_characters_are_stored_up_to_their_bytes() {
    let family = "👨‍👩‍👧";
    assert!(Label::stored("name", &family.repeat(17)).is_ok(), "306 bytes");
    assert!(Label::stored("name", &family.repeat(18)).is_err(), "324 bytes");
    assert!(Label::stored("name", "\u{200b}").is_ok(), "was taken before");
}

fn any_text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(
        "\u{0}\u{9}\n\r\u{b}\u{c}\u{85}\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\
         \u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff} aתéא👨"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(prop_oneof![3 => odd, 1 => any::<char>()], 0..120).prop_map(String::from_iter)
}

/// How deep the direction is at the end of a line; `None` if a mark closes what was not opened.
fn depth(line: &str) -> Option<usize> {
    let mut open = Vec::new();
    for c in line.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(false),
            '\u{2066}'..='\u{2068}' => open.push(true),
            '\u{202c}' if open.pop() != Some(false) => return None,
            '\u{2069}' if open.pop() != Some(true) => return None,
            _ => {}
        }
    }
    Some(open.len())
}

proptest! {
    #[test]
    fn f16_f17_what_is_taken_is_clean_seen_bounded_and_reads_back_unchanged(raw in any_text()) {
        for lines in [false, true] {
            let (taken, again) = if lines {
                let text = Text::<600>::read(&raw);
                (text.clone().map(|t| t.0), text.map(|t| Text::<600>::read(&t.0).map(|t| t.0)))
            } else {
                let text = Label::read(&raw);
                (text.clone().map(|t| t.0), text.map(|t| Label::read(&t.0).map(|t| t.0)))
            };
            let Ok(text) = taken else { continue };
            prop_assert!(!text.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\t'))));
            prop_assert!(text.chars().any(is_seen));
            prop_assert_eq!(text.trim(), &text);
            prop_assert!(text.lines().all(|line| depth(line) == Some(0)), "{:?}", text);
            // Taken once, taken again as it is: an edit changes nothing by itself.
            prop_assert_eq!(again, Ok(Ok(text.clone())));
            let json = serde_json::to_string(&text).unwrap();
            let back: Note = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(back.as_str(), &text);
        }
    }

    #[test]
    fn every_text_that_was_taken_before_still_reads_back_unchanged(raw in any_text()) {
        if let Some(before) = taken_before::<80>(&raw) {
            let json = serde_json::to_string(&raw).unwrap();
            let back: Label = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(back.as_str(), &before);
            prop_assert_eq!(Label::stored("name", &raw).map(|t| t.0), Ok(before));
        }
    }

    #[test]
    fn f27_no_text_gets_out_of_its_isolate(raw in any_text()) {
        let shown = isolated(&raw);
        let one_line = !shown.contains(['\n', '\r', '\u{85}', '\u{2029}', '\u{1c}', '\u{1d}', '\u{1e}']);
        prop_assert!(!one_line || depth(&shown) == Some(0));
    }
}
