//! Message of a page before there is a journal to show.

use leptos::prelude::*;

use super::paths;
use super::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::words;

#[component]
pub fn Unready() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    view! {
        <Show when=move || phone.stage.get() == Stage::New>
            <p class="note">
                {words::ENROL_FIRST.say(lang)} " " <A href=paths::START>{words::ENTER_CODE.say(lang)}</A>
            </p>
        </Show>
        <Show when=move || phone.stage.get() == Stage::Loading>
            <p class="quiet">{words::LOADING.say(lang)}</p>
        </Show>
    }
    .into_any()
}
