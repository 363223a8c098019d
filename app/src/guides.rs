//! The guided cards, one file per skill: they say what to do now. What goes by the clock is computed from when it began and
//! never counted, so that a phone that slept shows the right moment at its next tick.
//!
//! Deliberately not here: saving, rating, and any judgement of how it went.

mod breath;
mod call;
mod forward;
mod later;
mod lines;
mod muscles;
mod own;
mod senses;
mod timed;
mod wave;

use std::time::Duration;

use domain::skill::{KnownSkill, WhichSkill};
use leptos::prelude::*;

use crate::i18n::Words;
use crate::pages::session::Session;
use crate::phone::Phone;
use crate::words;

/// What to do, for the skill that is being practised.
#[component]
pub fn Guide(session: Session) -> impl IntoView {
    let elapsed = elapsed(session);
    match session.which {
        WhichSkill::Known(known) => match known {
            KnownSkill::UrgeSurfing => view! { <wave::Wave elapsed/> }.into_any(),
            KnownSkill::PacedBreathing => view! { <breath::Breath elapsed/> }.into_any(),
            KnownSkill::Grounding => view! { <senses::Senses step=session.step/> }.into_any(),
            KnownSkill::DelayDistractDecide => view! { <later::TenMinutes elapsed step=session.step/> }.into_any(),
            KnownSkill::PlayItForward => view! { <forward::Forward session/> }.into_any(),
            KnownSkill::RefusalLines => view! { <lines::Lines session/> }.into_any(),
            KnownSkill::MuscleRelaxation => view! { <muscles::Muscles elapsed/> }.into_any(),
            KnownSkill::CallSomeone => view! { <call::Call session/> }.into_any(),
        },
        WhichSkill::Own(_) => view! { <own::Own session elapsed/> }.into_any(),
    }
}

/// How often the screen looks at the clock.
const TICK: Duration = Duration::from_millis(200);

/// Milliseconds since the practice began, by the phone's clock.
fn elapsed(session: Session) -> Signal<i64> {
    let mut read = 0;
    session.phone.ask(|port| read = port.local_now().timestamp_millis());
    let now = RwSignal::new(read);
    Effect::new(move |_| {
        let tick = move || {
            session.phone.ask(|port| {
                now.try_set(port.local_now().timestamp_millis());
            });
        };
        if let Ok(timer) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || timer.clear());
        }
    });
    Signal::derive(move || session.started.get().map_or(0, |started| (now.get() - started).max(0)))
}

/// "4:05"
fn minutes(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A time on the screen that a screen reader can read but is not told each second.
#[component]
fn Time(words: Words, #[prop(into)] seconds: Signal<i64>) -> impl IntoView {
    let lang = Phone::here().lang;
    // A second changes the text once, however often the clock is looked at.
    let seconds = Memo::new(move |_| seconds.get());
    view! { <p class="quiet time" role="timer">{move || words.fill(lang, &[("time", &minutes(seconds.get()))])}</p> }
}

/// Where the note of a practice is typed.
#[component]
pub fn NoteField(session: Session, label: Words) -> impl IntoView {
    let lang = session.phone.lang;
    view! {
        <div class="field">
            <label for="note">{label.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></label>
            <textarea id="note" rows="4" aria-invalid=move || session.wrong_note.get().to_string() aria-describedby="note-wrong"
                prop:value=move || session.note.get() on:input=move |e| session.note.set(event_target_value(&e))></textarea>
            <p id="note-wrong" class="wrong" role="alert">{move || session.wrong_note.get().then(|| words::WRONG_NOTE.say(lang))}</p>
        </div>
    }
    .into_any()
}
