//! Quiet links to other entries than a craving.

use leptos::prelude::*;

use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::words;

#[component]
pub fn OtherEntriesLinks(
    /// Where no button leads there already.
    #[prop(optional)]
    practise: bool,
) -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <nav class="ways" aria-label=words::daily::OTHER_WAYS.say(lang)>
            <a href=paths::TRIGGER>{words::kinds::TRIGGER.say(lang)}</a>
            <a href=paths::USE>{words::kinds::USE.say(lang)}</a>
            {practise.then(|| view! { <a href=paths::SKILLS>{words::daily::PRACTISE.say(lang)}</a> })}
        </nav>
    }
    .into_any()
}
