//! A browser without notes, where there may have been some: what is safe, and how to open it again.

use leptos::prelude::*;

use crate::shell::phone::{Phone, Stage};
use crate::words::home as words;

/// Nothing where there are notes.
#[component]
pub fn Forgotten() -> impl IntoView {
    let phone = Phone::here();
    let line = move || {
        let mut was_here = false;
        phone.late(|port| was_here = port.was_here());
        let (class, text) = if was_here { ("note", words::FORGOT) } else { ("quiet", words::HERE_BEFORE) };
        view! { <p class=class>{text.say(phone.lang)}</p> }
    };
    view! { <Show when=move || phone.stage.get() == Stage::New>{line}</Show> }.into_any()
}
