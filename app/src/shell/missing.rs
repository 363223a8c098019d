//! Messages of empty pages: an address that is not ours, something that is gone, something still loading.

use leptos::prelude::*;

use super::frame::Frame;
use super::paths;
use super::phone::Phone;
use crate::shell::router::A;
use crate::words;
use crate::words::i18n::{Lang, Words};

#[component]
pub fn Missing() -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <Frame title=words::NOTHING_HERE>
            <p>{words::NOTHING_HERE_TEXT.say(lang)}</p>
            <p>
                <A href=paths::TODAY>{words::NOW.say(lang)}</A>
            </p>
        </Frame>
    }
    .into_any()
}

/// Text and link back, for a page that has nothing to show.
pub fn nothing_here(lang: Lang, text: Words, back: &'static str, name: Words) -> AnyView {
    view! {
        <p>{text.say(lang)}</p>
        <p>
            <A href=back>{name.say(lang)}</A>
        </p>
    }
    .into_any()
}

/// Loading, as long as nothing is known.
pub fn loading(lang: Lang) -> AnyView {
    view! { <p class="quiet">{words::LOADING.say(lang)}</p> }.into_any()
}
