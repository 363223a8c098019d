//! Rows that lead to other entries than a craving.

use leptos::prelude::*;

use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::words::{daily, kinds};

#[component]
pub fn OtherEntriesLinks() -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <nav aria-label=daily::OTHER_WAYS.say(lang)>
            <ul class="list">
                <li>
                    <a href=paths::TRIGGER>
                        <span class="t">{kinds::TRIGGER.say(lang)}</span>
                    </a>
                </li>
                <li>
                    <a href=paths::USE>
                        <span class="t">{kinds::USE.say(lang)}</span>
                        <span class="fact">{daily::NOTHING_LOST.say(lang)}</span>
                    </a>
                </li>
                <li>
                    <a href=paths::SKILLS>
                        <span class="t">{daily::PRACTISE.say(lang)}</span>
                    </a>
                </li>
            </ul>
        </nav>
    }
    .into_any()
}
