//! Number of changes that are only on this phone, and their age. Visible above zero.

use leptos::prelude::*;

use crate::shell::phone::{Net, Phone};
use crate::words;
use crate::words::i18n::Lang;

/// "3 min", "2 h", "5 d": the age of something, in the largest unit that is not zero.
pub fn age(lang: Lang, ms: i64) -> String {
    let minutes = (ms / 60_000).max(0);
    match minutes {
        0 => words::JUST_NOW.say(lang).to_owned(),
        1..60 => format!("{minutes} min"),
        60..1440 => format!("{} h", minutes / 60),
        _ => words::DAYS.fill(lang, &[("n", &(minutes / 1440).to_string())]),
    }
}

#[component]
pub fn Waiting() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let line = move || {
        let look = phone.look.get();
        let since = look.waiting_since?;
        let words = if look.waiting == 1 { words::WAITING_ONE } else { words::WAITING_MANY };
        let text = words.fill(lang, &[("n", &look.waiting.to_string()), ("age", &age(lang, phone.now.get() - since))]);
        let why = match phone.net.get() {
            Net::Offline => words::NET_OFFLINE.say(lang),
            Net::Busy => words::NET_BUSY.say(lang),
            Net::Syncing => words::NET_SYNCING.say(lang),
            _ => "",
        };
        Some(view! {
            <span class="dot" aria-hidden="true"></span>
            {text}
            " "
            {why}
        })
    };
    view! {
        <p class="state" id="waiting" role="status">
            {line}
        </p>
    }
}
