//! A time of the day: the browser's own field.

use domain::schedule::{Minute, Weekdays};
use leptos::html;
use leptos::prelude::*;

use super::says::Mistake;
use crate::words::calendar;
use crate::words::i18n::{Lang, Words};
use crate::words::schedule::clock;

/// Writes `text` into a field of the browser's own; with `None` it stays as the person left it, half filled in or not.
/// Never a property that is set again with every change: the browser would empty the parts that are typed already.
pub fn shows(node: NodeRef<html::Input>, text: Signal<Option<String>>) {
    Effect::new(move |_| {
        if let (Some(text), Some(field)) = (text.get(), node.get())
            && field.value() != text
        {
            field.set_value(&text);
        }
    });
}

/// Tells every change; an emptied field as `None`, and says so itself.
#[component]
pub fn TimeField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    /// `None` while it is missing. A value that stays although the field was emptied is named.
    #[prop(into)]
    value: Signal<Option<Minute>>,
    on_change: impl Fn(Option<Minute>) + Copy + Send + Sync + 'static,
    /// Counts attempts to save: the first missing time takes the focus.
    #[prop(optional, into)]
    asked: Signal<u32>,
) -> impl IntoView {
    let lang = Lang::here();
    let node = NodeRef::<html::Input>::new();
    let emptied = RwSignal::new(false);
    let missing = Signal::derive(move || emptied.get() || value.with(Option::is_none));
    let read = move |text: String| {
        let minute = Minute::parse("time", &text).ok();
        emptied.set(minute.is_none());
        on_change(minute);
    };
    shows(node, Signal::derive(move || if emptied.get() { None } else { value.get().map(|m| m.to_string()) }));
    let says = Signal::derive(move || {
        missing.get().then(|| match value.get() {
            Some(still) => calendar::STILL_THAT_TIME.fill(lang, &[("time", &clock(still, lang))]),
            None => calendar::TIME_MISSING.say(lang).to_owned(),
        })
    });
    let (of, described, me) = (id.clone(), format!("{id}-wrong"), StoredValue::new(id.clone()));
    Effect::new(move |_| {
        if asked.get() > 0
            && let Some(field) = node.get_untracked()
        {
            request_animation_frame(move || {
                let first = document().query_selector("[aria-invalid=true]").ok().flatten();
                if first.is_some_and(|first| me.try_get_value().is_some_and(|me| first.id() == me)) {
                    // A field that takes no focus is on the screen anyway.
                    let _ = field.focus();
                }
            });
        }
    });
    view! {
        <div class="field">
            <label for=of>{move || label.get()}</label>
            <input
                id=id
                type="time"
                node_ref=node
                aria-invalid=move || missing.get().to_string()
                aria-describedby=described.clone()
                on:change=move |e| read(event_target_value(&e))
            />
            <Mistake id=described said=says />
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
                {calendar::weekday(day, lang)}
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
