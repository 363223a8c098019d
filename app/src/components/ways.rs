//! The quiet ways to what is not a craving.

use leptos::prelude::*;

use crate::phone::Phone;
use crate::{routes, words};

#[component]
pub fn Ways(
    /// Where no button leads there already.
    #[prop(optional)]
    practise: bool,
) -> impl IntoView {
    let lang = Phone::here().lang;
    view! {
        <nav class="ways" aria-label=words::daily::OTHER_WAYS.say(lang)>
            <a href=routes::MET>{words::kinds::TRIGGER.say(lang)}</a>
            <a href=routes::NOTE>{words::kinds::USE.say(lang)}</a>
            {practise.then(|| view! { <a href=routes::SKILLS>{words::daily::PRACTISE.say(lang)}</a> })}
        </nav>
    }
    .into_any()
}
