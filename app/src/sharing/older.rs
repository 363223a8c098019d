//! Says that the server told something that this version of the app does not know.

use leptos::prelude::*;

use crate::shell::phone::Phone;
use crate::words::sharing::APP_IS_OLDER;

/// A note beside any text about readers: that text may be incomplete.
#[component]
pub fn OlderApp() -> impl IntoView {
    let phone = Phone::here();
    let older = move || phone.look.with(|look| look.newer > 0);
    view! {
        <Show when=older>
            <p class="note" role="status">
                {APP_IS_OLDER.say(phone.lang)}
            </p>
        </Show>
    }
}
