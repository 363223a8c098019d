//! *What we can see*: exactly what the server knows, and what it does not.

use leptos::prelude::*;

use crate::shell::frame::Frame;
use crate::shell::phone::Phone;
use crate::words::i18n::Words;
use crate::words::{self, privacy as w};

#[component]
pub fn PrivacyPage() -> impl IntoView {
    let lang = Phone::here().lang;
    let list = move |items: &'static [Words]| {
        let items = items.iter().map(|item| view! { <li>{item.say(lang)}</li> }).collect_view();
        view! { <ul>{items}</ul> }
    };
    view! {
        <Frame title=words::WHAT_WE_SEE>
            <section class="card">
                <h2>{w::KNOW_NOT_TITLE.say(lang)}</h2>
                {list(
                    &[w::KNOW_NOT_ENTRIES, w::KNOW_NOT_KEYS, w::KNOW_NOT_PLACE, w::KNOW_NOT_REMINDERS],
                )}
            </section>
            <section class="card">
                <h2>{w::KNOW_TITLE.say(lang)}</h2>
                {list(
                    &[
                        w::KNOW_IDS,
                        w::KNOW_TIMES,
                        w::KNOW_PHONES,
                        w::KNOW_SHARED,
                        w::KNOW_PROGRAM,
                        w::KNOW_REMINDERS,
                        w::KNOW_NAME,
                    ],
                )}
            </section>
            <section class="card">
                <h2>{w::KNOW_HONEST_TITLE.say(lang)}</h2>
                <p>{w::KNOW_HONEST.say(lang)}</p>
            </section>
        </Frame>
    }
    .into_any()
}
