//! Message of a page when the device did not do what it was asked.

use leptos::prelude::*;

use super::phone::Phone;
use super::ports::Trouble;
use crate::words;
use crate::words::i18n::Lang;

pub fn sentence(lang: Lang, trouble: &Trouble) -> String {
    let words = match trouble {
        Trouble::Full => words::TROUBLE_FULL,
        Trouble::Changed => words::TROUBLE_CHANGED,
        Trouble::Gone => words::TROUBLE_GONE,
        Trouble::Offline => words::TROUBLE_OFFLINE,
        Trouble::Code => words::TROUBLE_CODE,
        Trouble::Tries(0 | 1) => words::TROUBLE_TRIES_MINUTE,
        Trouble::Tries(minutes) => return words::TROUBLE_TRIES.fill(lang, &[("minutes", &minutes.to_string())]),
        Trouble::SignedOut => words::SIGNED_OUT,
        Trouble::SomebodyElse => words::SOMEBODY_ELSE,
        Trouble::Busy => words::TROUBLE_BUSY,
        Trouble::Held => words::HELD,
        Trouble::Other(why) => return words::STORAGE_BROKEN.fill(lang, &[("why", why)]),
    };
    words.say(lang).to_owned()
}

/// Place where a page shows it: said at once by a screen reader.
#[component]
pub fn Alert(trouble: RwSignal<Option<Trouble>>) -> impl IntoView {
    let lang = Phone::here().lang;
    let said = move || trouble.get().map(|t| view! { <p class="wrong">{sentence(lang, &t)}</p> });
    view! { <div role="alert">{said}</div> }
}
