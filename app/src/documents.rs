//! The participant's documents, rendered once per route pattern and language: no personal data, the same for everyone.
//!
//! No inline script is written: `start.js` defines what hydration expects, so that the content policy needs no
//! exception.

use leptos::prelude::*;

use crate::shell::paths::PATTERNS;
use crate::shell::phone::Phone;
use crate::shell::router::{Address, Pages};
use crate::words::help::{LINE_ATTRIBUTE, NO_SCRIPT};
use crate::words::i18n::Lang;
use crate::{help, late};

/// One document.
#[derive(Clone, Debug)]
pub struct Document {
    /// A pattern of [`PATTERNS`].
    pub pattern: &'static str,
    pub lang: Lang,
    pub html: String,
}

/// Paths of the built files.
#[derive(Clone, Debug)]
pub struct Assets {
    pub style: String,
    pub start: String,
    /// The script that starts the WASM, fetched early. The WASM itself is not: on a slow network it would hold up the
    /// first picture, which does not need it.
    pub glue: String,
    /// The script that fetches the rest.
    pub loader: String,
}

/// Renders all of them, each with the operator's own line for *Help*. Synchronous on purpose: nothing here waits for
/// anything.
pub fn all(assets: &Assets, local_line: Option<&str>) -> Vec<Document> {
    Lang::ALL
        .into_iter()
        .flat_map(|lang| PATTERNS.iter().map(move |pattern| (lang, *pattern)))
        .map(|(lang, pattern)| one(lang, pattern, assets, local_line))
        .collect()
}

fn one(lang: Lang, pattern: &'static str, assets: &Assets, local_line: Option<&str>) -> Document {
    let owner = Owner::new_root(Some(std::sync::Arc::new(hydration_context::SsrSharedContext::new())));
    let body = owner.with(|| {
        // Any id will do: the document shows none.
        Address::provide(pattern.replace("{id}", "0"), |_, _| ());
        let phone = Phone::provide(lang);
        for (file, draw) in late::ALL {
            phone.came(*file, *draw);
        }
        view! { <Pages /> }.to_html()
    });
    drop(owner);
    let Assets { style, start, glue, loader } = assets;
    let tag = lang.tag();
    let no_script = NO_SCRIPT.say(lang);
    let line = local_line.map(|line| format!(" {}=\"{}\"", LINE_ATTRIBUTE, help::escape(line))).unwrap_or_default();
    let html = format!(
        "<!doctype html><html lang=\"{tag}\"{line}><head><meta charset=\"utf-8\"><title>Evenkeel</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
         <meta name=\"description\" content=\"Evenkeel\"><meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"theme-color\" media=\"(prefers-color-scheme: light)\" content=\"#fbfaf6\">\
         <meta name=\"theme-color\" media=\"(prefers-color-scheme: dark)\" content=\"#0f1720\">\
         <meta name=\"mobile-web-app-capable\" content=\"yes\"><meta name=\"apple-mobile-web-app-title\" content=\"Evenkeel\">\
         <link rel=\"stylesheet\" href=\"{style}\"><link rel=\"manifest\" href=\"/manifest.webmanifest\">\
         <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\"><link rel=\"apple-touch-icon\" href=\"/icon-180.png\">\
         <link rel=\"modulepreload\" href=\"{glue}\"><link rel=\"modulepreload\" href=\"{loader}\">\
         <script type=\"module\" src=\"{start}\"></script></head><body><noscript><p class=\"note\">{no_script}</p></noscript>{body}</body></html>"
    );
    Document { pattern, lang, html }
}
