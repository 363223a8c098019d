//! A link to somebody who answers: large enough for a thumb that is not calm.

use leptos::prelude::*;

#[component]
pub fn CallLink(
    /// Address that calls.
    #[prop(into)]
    href: String,
    #[prop(into)] title: String,
    #[prop(optional, into)] about: Option<String>,
) -> impl IntoView {
    view! {
        <a class="call" href=href>
            <b>{title}</b>
            {about.map(|about| view! { <span dir="auto">{about}</span> })}
        </a>
    }
    .into_any()
}
