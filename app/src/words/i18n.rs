//! Two languages side by side. A text that lacks one of them does not compile.
//!
//! Our own forty lines, because a catalogue crate costs the phone 20 KB and more for the work of two `&str`.

use domain::base::text::isolated;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    En,
    Es,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The BCP 47 tag for `lang="…"`, addresses of documents and the language cookie.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language of the page that is being built.
    pub fn here() -> Self {
        leptos::prelude::expect_context()
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.tag() == tag)
    }

    /// The first of the reader's languages that we have, from an `Accept-Language` header or `navigator.languages`.
    pub fn negotiate(accepted: &str) -> Self {
        accepted
            .split(',')
            .filter_map(|part| Self::from_tag(part.trim().get(..2)?.to_ascii_lowercase().as_str()))
            .next()
            .unwrap_or_default()
    }
}

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub en: &'static str,
    pub es: &'static str,
}

impl Words {
    pub const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Es => self.es,
        }
    }

    /// Replaces `{name}` by its value, whose direction leaves the words beside it where they are.
    pub fn fill(self, lang: Lang, values: &[(&str, &str)]) -> String {
        // In one pass: a person may be called `{when}`.
        let mut parts = self.say(lang).split('{');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or((part, ""));
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => text.push_str(&isolated(value)),
                None => text.extend(["{", name, "}"]),
            }
            text.push_str(rest);
        }
        text
    }
}

/// Declares texts: `NAME: "English" / "Spanish";`. Also makes `ALL`, which the tests read.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident: $en:literal / $es:literal;)*) => {
        $($(#[$doc])* pub const $name: $crate::words::i18n::Words = $crate::words::i18n::Words { en: $en, es: $es };)*
        /// Every text of this catalogue with its name.
        pub const ALL: &[(&str, $crate::words::i18n::Words)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use catalogue;
