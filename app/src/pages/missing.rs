//! An address that is none of ours.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::frame::Frame;
use crate::phone::Phone;
use crate::{routes, words};

#[component]
pub fn Missing() -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <Frame title=words::NOTHING_HERE>
            <p>{words::NOTHING_HERE_TEXT.say(lang)}</p>
            <p><A href=routes::NOW>{words::NOW.say(lang)}</A></p>
        </Frame>
    }
    .into_any()
}
