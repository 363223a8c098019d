//! An address that is none of ours.

use leptos::prelude::*;
use leptos_router::components::A;

use super::frame::Frame;
use super::paths;
use super::phone::Phone;
use crate::words;

#[component]
pub fn Missing() -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <Frame title=words::NOTHING_HERE>
            <p>{words::NOTHING_HERE_TEXT.say(lang)}</p>
            <p><A href=paths::TODAY>{words::NOW.say(lang)}</A></p>
        </Frame>
    }
    .into_any()
}
