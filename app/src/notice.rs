//! Pages that tell a participant what went wrong with the page they asked for. They need no WASM and no sign-in, are
//! about nobody, and lead on. The service worker keeps the one for an unknown address.

use leptos::prelude::*;
use words as w;

use crate::care::shell::frame;
use crate::words as common;
use crate::words::i18n::{Lang, Words};

/// Every text of the pages, in both languages.
pub mod words {
    crate::words::i18n::catalogue! {
        OUT: "You are not signed in on this phone" / "No has iniciado sesión en este teléfono";
        OUT_TEXT: "Ask your care team for a code. What is on your phone stays there." /
            "Pide un código a tu equipo. Lo que hay en tu teléfono sigue ahí.";
        REMOVED: "This phone was removed" / "Este teléfono se quitó";
        REMOVED_TEXT: "You can still read what is on it. Ask your care team for a new code." /
            "Todavía puedes leer lo que tiene. Pide un código nuevo a tu equipo.";
        REFUSED: "That didn’t work" / "Eso no funcionó";
        REFUSED_TEXT: "Nothing was changed, and your notes are safe. Open the app and try again from there." /
            "No se cambió nada y tus notas están a salvo. Abre la aplicación e inténtalo de nuevo desde ahí.";
        TRIES: "Too many tries" / "Demasiados intentos";
        TRIES_TEXT: "Wait a few minutes, then try again. Your notes are safe." /
            "Espera unos minutos e inténtalo de nuevo. Tus notas están a salvo.";
        BUSY: "This isn’t working right now" / "Ahora mismo no funciona";
        BUSY_TEXT: "Your notes are safe. Try again in a minute." /
            "Tus notas están a salvo. Inténtalo de nuevo en un minuto.";
        APP: "Open the app" / "Abrir la aplicación";
    }
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// No page is at this address.
    Missing,
    SignedOut,
    /// The phone was removed.
    Removed,
    /// The request was not one that a page of ours sends.
    Refused,
    /// Too many tries from this network.
    Tries,
    /// The server failed or is too busy.
    Busy,
}

impl Notice {
    pub const ALL: [Self; 6] = [Self::Missing, Self::SignedOut, Self::Removed, Self::Refused, Self::Tries, Self::Busy];

    /// Title and text.
    pub const fn words(self) -> (Words, Words) {
        match self {
            Self::Missing => (common::NOTHING_HERE, common::NOTHING_HERE_TEXT),
            Self::SignedOut => (w::OUT, w::OUT_TEXT),
            Self::Removed => (w::REMOVED, w::REMOVED_TEXT),
            Self::Refused => (w::REFUSED, w::REFUSED_TEXT),
            Self::Tries => (w::TRIES, w::TRIES_TEXT),
            Self::Busy => (w::BUSY, w::BUSY_TEXT),
        }
    }
}

/// The page; `style` is the address of the style sheet.
pub fn page(lang: Lang, style: &str, notice: Notice) -> String {
    let (title, text) = notice.words();
    let style = style.to_owned();
    frame::html(move || {
        view! {
            <html lang=lang.tag()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                    <meta name="color-scheme" content="light dark" />
                    <meta name="robots" content="noindex" />
                    <title>"Evenkeel"</title>
                    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                    <link rel="stylesheet" href=style />
                </head>
                <body>
                    <header class="top">
                        <h1>{title.say(lang)}</h1>
                        <a class="help" href=crate::paths::HELP>
                            {common::HELP.say(lang)}
                        </a>
                    </header>
                    <main id="main">
                        <p>{text.say(lang)}</p>
                        <p>
                            <a href=crate::paths::TODAY>{w::APP.say(lang)}</a>
                        </p>
                    </main>
                </body>
            </html>
        }
        .to_html()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_says_what_happened_and_leads_on_in_both_languages() {
        for (name, words) in words::ALL {
            assert!(!words.en.is_empty() && !words.es.is_empty(), "{name}");
        }
        for (lang, notice) in Lang::ALL.into_iter().flat_map(|lang| Notice::ALL.map(|notice| (lang, notice))) {
            let html = page(lang, "/static/style-1.css", notice);
            let (title, text) = notice.words();
            for part in [title.say(lang), text.say(lang), "href=\"/now\"", "href=\"/help\"", "/static/style-1.css"] {
                assert!(html.contains(part), "{notice:?} {lang:?} lacks {part}");
            }
        }
    }
}
