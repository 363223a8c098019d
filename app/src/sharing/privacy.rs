//! What we can see: exactly what the server knows, and what it does not.

use leptos::prelude::*;

use crate::shell::frame::Frame;
use crate::shell::phone::Phone;
use crate::words;
use crate::words::i18n::Words;

#[component]
pub fn PrivacyPage() -> impl IntoView {
    let lang = Phone::here().lang;
    let list = move |items: &'static [Words]| view! { <ul>{items.iter().map(|w| view! { <li>{w.say(lang)}</li> }).collect_view()}</ul> };
    view! {
        <Frame title=words::WHAT_WE_SEE>
            <section class="card">
                <h2>{words::KNOW_NOT_TITLE.say(lang)}</h2>
                {list(&[words::KNOW_NOT_ENTRIES, words::KNOW_NOT_KEYS, words::KNOW_NOT_PLACE, words::KNOW_NOT_REMINDERS])}
            </section>
            <section class="card">
                <h2>{words::KNOW_TITLE.say(lang)}</h2>
                {list(&[
                    words::KNOW_IDS,
                    words::KNOW_TIMES,
                    words::KNOW_PHONES,
                    words::KNOW_SHARED,
                    words::KNOW_PROGRAM,
                    words::KNOW_REMINDERS,
                    words::KNOW_NAME,
                ])}
            </section>
            <section class="card">
                <h2>{words::KNOW_HONEST_TITLE.say(lang)}</h2>
                <p>{words::KNOW_HONEST.say(lang)}</p>
            </section>
        </Frame>
    }
    .into_any()
}
