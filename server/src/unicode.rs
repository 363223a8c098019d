//! Work that needs Unicode's tables. The phone asks its browser for the same.
//!
//! `unicode-segmentation` is small, has no dependencies, and follows each version of Unicode. `icu_collator` is the
//! Unicode Consortium's own; smaller ones know no language, and so not where Spanish has its ñ.

use app::words::i18n::Lang;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;
use unicode_segmentation::UnicodeSegmentation as _;

/// Counts typed characters as people see them, from now on.
pub fn count_characters() {
    domain::base::text::count_with(|text| text.graphemes(true).count());
}

fn collator(lang: Lang) -> Option<CollatorBorrowed<'static>> {
    let locale = match lang {
        Lang::En => locale!("en"),
        Lang::Es => locale!("es"),
    };
    Collator::try_new((&locale).into(), CollatorOptions::default()).ok()
}

/// Sorts by name as the language does: Álvaro, ángel, Bea, Zoe. Of equal names, the order stays.
pub fn sort_by_name<T>(lang: Lang, all: &mut [T], name: impl Fn(&T) -> &str) {
    match collator(lang) {
        Some(collator) => all.sort_by(|a, b| collator.compare(name(a), name(b))),
        None => all.sort_by(|a, b| name(a).cmp(name(b))),
    }
}

#[cfg(test)]
mod tests {
    use domain::base::text::{Label, Refused};

    use super::*;

    fn sorted(lang: Lang, names: &[&'static str]) -> Vec<&'static str> {
        let mut names = names.to_vec();
        sort_by_name(lang, &mut names, |name| name);
        names
    }

    #[test]
    fn f29_names_sort_as_people_of_the_language_expect() {
        for lang in Lang::ALL {
            assert_eq!(sorted(lang, &["Zoe", "ángel", "Bea", "Álvaro"]), ["Álvaro", "ángel", "Bea", "Zoe"]);
            assert_eq!(sorted(lang, &["Östlund", "olga", "Oz", "ÓLIVER"]), ["olga", "ÓLIVER", "Östlund", "Oz"]);
        }
        // A letter of its own in Spanish only.
        assert_eq!(sorted(Lang::Es, &["Ñandú", "Nz", "Nadia"]), ["Nadia", "Nz", "Ñandú"]);
        assert_eq!(sorted(Lang::En, &["Nz", "Ñandú", "Nadia"]), ["Nadia", "Ñandú", "Nz"]);
    }

    #[test]
    fn f17_length_is_counted_in_what_people_see() {
        count_characters();
        // Eighty letters of two code points each.
        assert!(Label::new("name", &"e\u{301}".repeat(80)).is_ok());
        assert_eq!(Label::read(&"e\u{301}".repeat(82)), Err(Refused::TooLong { by: 2 }));
        // Sixteen families are 288 bytes and sixteen characters; one of 18 bytes has no room beyond 320.
        assert!(Label::new("name", &"👨‍👩‍👧".repeat(16)).is_ok());
        assert_eq!(Label::read(&"👨‍👩‍👧".repeat(20)), Err(Refused::TooLong { by: 3 }));
        assert!(Label::new("name", &"👨‍👩‍👧".repeat(17)).is_ok());
    }
}
