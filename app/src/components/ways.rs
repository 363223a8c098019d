//! The quiet ways to what is not a craving.

use leptos::prelude::*;
use leptos_router::components::A;

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
            <A href=routes::MET>{words::kinds::TRIGGER.say(lang)}</A>
            <A href=routes::NOTE>{words::kinds::USE.say(lang)}</A>
            {practise.then(|| view! { <A href=routes::SKILLS>{words::daily::PRACTISE.say(lang)}</A> })}
        </nav>
    }
    .into_any()
}
