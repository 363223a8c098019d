//! The field for the time of an entry, and what is said and asked about it.

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use domain::base::moment;
use leptos::prelude::*;

use super::when::{Parts, When};
use crate::parts::date_time_field::DateTimeField;
use crate::parts::dialog::Confirm;
use crate::shell::phone::Phone;
use crate::shell::ports::Port;
use crate::targets::figures;
use crate::words::calendar as say;

/// The time on the screen: the chosen one, else now, moving on; the epoch where there is no clock.
pub fn shown(phone: Phone, when: When) -> Signal<DateTime<FixedOffset>> {
    let Parts { chosen, .. } = when.parts();
    Signal::derive(move || {
        chosen.get().unwrap_or_else(|| {
            phone.now.track();
            phone.local_now()
        })
    })
}

/// Day and time in words.
fn written(phone: Phone, at: DateTime<FixedOffset>, day: impl Fn(&dyn Port) -> String) -> String {
    let mut when = String::new();
    phone.ask(|port| when = format!("{}, {}", day(&*port), port.time(at)));
    when
}

#[component]
pub fn WhenField(when: When) -> impl IntoView {
    let phone = Phone::here();
    let Parts { chosen, missing, .. } = when.parts();
    let at = shown(phone, when);
    let value = Signal::derive(move || {
        let at = at.get();
        (at != DateTime::UNIX_EPOCH).then(|| moment::local(at))
    });
    let choose = move |local: Option<NaiveDateTime>| {
        let before = chosen.get_untracked();
        let mut at = None;
        phone.ask(|port| {
            at = local.and_then(|local| moment::typed(local, before, |at| port.offset_at(at)));
        });
        match at {
            Some(at) => when.choose(at),
            None => missing.set(true),
        }
    };
    view! { <DateTimeField value missing on_change=choose /> }.into_any()
}

/// Names the day of a form that was left on another one.
#[component]
pub fn WhenNotice(when: When) -> impl IntoView {
    let phone = Phone::here();
    let Parts { restored, .. } = when.parts();
    let told = move || {
        let (words, at) = restored.get().then(|| when.typed().to_name(phone.local_now()))??;
        let when = written(phone, at, |port| port.day(at));
        Some(view! { <p class="note">{words.fill(phone.lang, &[("when", &when)])}</p> })
    };
    view! { {told} }.into_any()
}

/// Asks about a time that nobody means. Stands outside of what may be folded.
#[component]
pub fn WhenQuestion(when: When) -> impl IntoView {
    let phone = Phone::here();
    let Parts { chosen, sure, asking, again, .. } = when.parts();
    let explain = Signal::derive(move || {
        let at = chosen.get().unwrap_or_default();
        let when = written(phone, at, |_| figures::date(moment::day(at), phone.lang));
        say::YOU_CHOSE.fill(phone.lang, &[("when", &when)])
    });
    let yes = move || {
        sure.set(chosen.get_untracked());
        if let Some(again) = again.get_value() {
            again.run(());
        }
    };
    view! { <Confirm open=asking question=say::CHECK_DATE explain yes=say::SAVE_IT calm=true on_yes=yes /> }.into_any()
}
