//! A date and a time: the browser's own field.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, Timelike as _};
use leptos::prelude::*;

use super::says::Mistake;
use super::time_field::shows;
use crate::words;
use crate::words::calendar;
use crate::words::i18n::Lang;

/// Value of a `datetime-local` field. By hand: chrono's formats would come into the download for this alone.
fn input_value(at: NaiveDateTime) -> String {
    format!("{:04}-{:02}-{:02}T{:02}:{:02}", at.year(), at.month(), at.day(), at.hour(), at.minute())
}

/// None when the field is empty or half of it is filled in, and for years that cannot be written down.
fn read_input(text: &str) -> Option<NaiveDateTime> {
    let mut parts = text.split(['-', 'T', ':']).map(|part| part.parse::<u32>().ok());
    let mut next = || parts.next().flatten();
    let (year, month, day, hour, minute) = (next()?, next()?, next()?, next()?, next()?);
    let year = i32::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(hour, minute, 0)
}

/// Shows `value`; nothing without one. Tells every change, an emptied field as `None`.
#[component]
pub fn DateTimeField(
    #[prop(into)] value: Signal<Option<NaiveDateTime>>,
    /// The field was emptied. Set again, the focus goes there.
    missing: RwSignal<bool>,
    on_change: impl Fn(Option<NaiveDateTime>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let lang = Lang::here();
    let node = NodeRef::<leptos::html::Input>::new();
    shows(node, Signal::derive(move || (!missing.get()).then(|| value.get().map(input_value).unwrap_or_default())));
    Effect::new(move |_| {
        if let (true, Some(field)) = (missing.get(), node.get_untracked()) {
            // The folded part of a form may hold the field; a field that takes no focus is on the screen anyway.
            if let Ok(Some(folded)) = field.closest("details") {
                let _ = folded.set_attribute("open", "");
            }
            let _ = field.focus();
        }
    });
    let said = Signal::derive(move || missing.get().then(|| calendar::DATE_TIME_MISSING.say(lang).to_owned()));
    view! {
        <div class="card field">
            <label for="at">{words::WHEN.say(lang)}</label>
            <input
                id="at"
                type="datetime-local"
                max="9999-12-31T23:59"
                node_ref=node
                aria-invalid=move || missing.get().to_string()
                aria-describedby="at-wrong"
                on:input=move |e| on_change(read_input(&event_target_value(&e)))
                on:change=move |e| on_change(read_input(&event_target_value(&e)))
            />
            <Mistake id="at-wrong" said />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f21_a_field_reads_back_what_it_shows_and_nothing_that_is_not_whole() {
        for text in ["2026-10-30T23:30", "0026-11-29T00:00", "9999-12-31T23:59"] {
            assert_eq!(read_input(text).map(input_value), Some(text.to_owned()));
        }
        assert_eq!(read_input("2026-10-30T23:30:45").map(input_value), Some("2026-10-30T23:30".to_owned()));
        for wrong in [
            "",
            "2026-10-30",
            "2026-10-30T",
            "2026-10-30T24:00",
            "2026-02-30T10:00",
            "12026-01-01T10:00",
            "0000-01-01T10:00",
        ] {
            assert_eq!(read_input(wrong), None, "{wrong}");
        }
    }
}
