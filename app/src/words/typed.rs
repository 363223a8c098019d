//! Texts of people: in their own direction wherever they are shown, and the true reason for each that is refused.

use domain::base::text::{Refused, Text, balanced, isolated};

use super::i18n::{Lang, Words, catalogue};

catalogue! {
    EMPTY: "Type 1 to {most} characters. There is nothing to see here yet." /
        "Escribe de 1 a {most} caracteres. Aquí todavía no se ve nada.";
    TOO_LONG: "This is {by} characters too long: up to {most} characters fit. Nothing is lost. Shorten it, then save." /
        "Sobran {by} caracteres: caben hasta {most} caracteres. No se perdió nada. Acórtalo y guarda.";
    TOO_LONG_BY_ONE: "This is 1 character too long: up to {most} characters fit. Nothing is lost. Shorten it, then save." /
        "Sobra 1 carácter: caben hasta {most} caracteres. No se perdió nada. Acórtalo y guarda.";
}

/// A text that fills an element with `dir="auto"`: no mark in it turns what stands beside it.
pub fn whole(text: &str) -> String {
    balanced(text).into_owned()
}

/// A text among other words, also where no element can be: in a sentence, a list, an option, an attribute.
pub fn inside(text: &str) -> String {
    isolated(text).into_owned()
}

/// "4,000".
fn figure(n: usize) -> String {
    if n < 1000 { n.to_string() } else { format!("{},{:03}", n / 1000, n % 1000) }
}

/// The reason, filled into the sentences of whoever reads: for an empty text, for one character too many, for several.
pub fn reason(refused: Refused, most: usize, [empty, one, several]: [Words; 3], lang: Lang) -> String {
    match refused {
        Refused::Empty => empty.fill(lang, &[("most", &figure(most))]),
        Refused::TooLong { by: 1 } => one.fill(lang, &[("most", &figure(most))]),
        Refused::TooLong { by } => several.fill(lang, &[("by", &figure(by)), ("most", &figure(most))]),
    }
}

/// The reason that a typed text is refused, for the participant; `None` for one that is taken.
pub fn why<const MOST: usize>(typed: &str, lang: Lang) -> Option<String> {
    let refused = Text::<MOST>::read(typed).err()?;
    Some(reason(refused, MOST, [EMPTY, TOO_LONG_BY_ONE, TOO_LONG], lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f17_every_refusal_says_its_true_reason_in_both_languages() {
        for (lang, empty, one, many) in [
            (
                Lang::En,
                "Type 1 to 80 characters. There is nothing to see here yet.",
                "1 character too long: up to 80 characters fit",
                "1,020 characters too long",
            ),
            (Lang::Es, "Aquí todavía no se ve nada.", "Sobra 1 carácter: caben hasta 80", "Sobran 1,020 "),
        ] {
            assert!(why::<80>("\u{200b}", lang).is_some_and(|said| said.contains(empty) && said.contains(" 80 ")));
            assert!(why::<80>(&"x".repeat(81), lang).is_some_and(|said| said.contains(one)));
            assert!(why::<80>(&"x".repeat(1100), lang).is_some_and(|said| said.contains(many)));
            assert!(why::<4000>(&"x".repeat(4002), lang).is_some_and(|said| said.contains("4,000")));
            assert_eq!(why::<80>("tea\u{b}", lang), None);
        }
    }
}
