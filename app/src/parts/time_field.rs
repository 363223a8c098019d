//! A time of the day: the browser's own field.

use domain::schedule::{Minute, Weekdays};
use leptos::prelude::*;

use crate::words::i18n::{Lang, Words};

/// Tells only times that can be taken.
#[component]
pub fn TimeField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<Minute>>,
    on_change: impl Fn(Minute) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let read = move |text: String| {
        if let Ok(minute) = Minute::parse("time", &text) {
            on_change(minute);
        }
    };
    let of = id.clone();
    view! {
        <div class="field">
            <label for=of>{move || label.get()}</label>
            <input
                id=id
                type="time"
                prop:value=move || value.get().map(|m| m.to_string()).unwrap_or_default()
                on:change=move |e| read(event_target_value(&e))
            />
        </div>
    }
    .into_any()
}

/// The seven days of a week, to choose from. A tap tells the bit of its day.
#[component]
pub fn DayChips(
    legend: Words,
    #[prop(into)] bits: Signal<u8>,
    on_tap: impl Fn(u8) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let lang = Lang::here();
    let chip = move |day: chrono::Weekday| {
        let bit = 1u8 << day.num_days_from_monday();
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || (bits.get() & bit != 0).to_string()
                on:click=move |_| on_tap(bit)
            >
                {crate::words::calendar::weekday(day, lang)}
            </button>
        }
    };
    view! {
        <div role="group" aria-label=legend.say(lang) class="chips">
            {Weekdays::EVERY_DAY.days().map(chip).collect_view()}
        </div>
    }
    .into_any()
}
