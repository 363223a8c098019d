//! A time on the screen of a guide.

use leptos::prelude::*;

use crate::shell::phone::Phone;
use crate::words::i18n::Words;

/// "4:05"
pub fn minutes(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A time on the screen that a screen reader can read but is not told each second.
#[component]
pub fn Time(words: Words, #[prop(into)] seconds: Signal<i64>) -> impl IntoView {
    let lang = Phone::here().lang;
    // A second changes the text once, however often the clock is looked at.
    let seconds = Memo::new(move |_| seconds.get());
    view! {
        <p class="quiet time" role="timer">
            {move || words.fill(lang, &[("time", &minutes(seconds.get()))])}
        </p>
    }
}
