//! The place of a part that may come a moment later.

use leptos::prelude::*;

use crate::shell::part::Part;
use crate::shell::phone::Phone;
use crate::words;

#[component]
pub fn LatePart(part: Part) -> impl IntoView {
    let phone = Phone::here();
    let lost = move || {
        (phone.lost.get() && !phone.has(part.file())).then(|| {
            view! {
                <p class="note" role="status">
                    {words::REST_LOST.say(phone.lang)}
                </p>
            }
        })
    };
    view! {
        {move || phone.draw(part)}
        {lost}
    }
    .into_any()
}
