//! Date and time of an entry: the browser's own field for a day and a time.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, TimeZone as _, Timelike as _};
use leptos::prelude::*;

use crate::words;
use crate::words::i18n::Lang;

/// Value of a `datetime-local` field. By hand: chrono's formats would come into the download for this alone.
fn input_value(at: DateTime<FixedOffset>) -> String {
    // The server knows no time, and draws none.
    if at == DateTime::UNIX_EPOCH {
        return String::new();
    }
    let at = at.naive_local();
    format!("{:04}-{:02}-{:02}T{:02}:{:02}", at.year(), at.month(), at.day(), at.hour(), at.minute())
}

fn read_input(text: &str) -> Option<NaiveDateTime> {
    let mut parts = text.split(['-', 'T', ':']).map(|part| part.parse::<u32>().ok());
    let mut next = || parts.next().flatten();
    let (year, month, day, hour, minute) = (next()?, next()?, next()?, next()?, next()?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(hour, minute, 0)
}

#[component]
pub fn DateTimeField(at: RwSignal<DateTime<FixedOffset>>) -> impl IntoView {
    let lang = Lang::here();
    let set_time = move |text: String| {
        if let Some(time) =
            read_input(&text).and_then(|t| at.get_untracked().timezone().from_local_datetime(&t).single())
        {
            at.set(time);
        }
    };
    view! {
        <div class="card field">
            <label for="at">{words::WHEN.say(lang)}</label>
            <input
                id="at"
                type="datetime-local"
                prop:value=move || input_value(at.get())
                on:change=move |e| set_time(event_target_value(&e))
            />
        </div>
    }
    .into_any()
}
