//! The guided cards, one file per skill: instructions for now. Timed steps are computed from the start and never
//! counted, so that a phone that slept shows the right moment at its next tick.
//!
//! Deliberately not here: saving, rating, and any judgement of how it went.

mod breath;
mod call;
mod forward;
mod lines;
mod muscles;
pub mod note_field;
mod own;
mod senses;
mod ten_minutes;
mod time;
mod timed;
mod wave;

use std::time::Duration;

use domain::skills::skill::{KnownSkill, WhichSkill};
use leptos::prelude::*;

use super::practice_run::PracticeRun;
use crate::shell::drawing::every::every;

/// Instructions for the skill that is being practised.
#[component]
pub fn Guide(run: PracticeRun) -> impl IntoView {
    let elapsed = elapsed(run);
    match run.which {
        WhichSkill::Known(known) => match known {
            KnownSkill::UrgeSurfing => view! { <wave::Wave elapsed /> }.into_any(),
            KnownSkill::PacedBreathing => view! { <breath::Breath elapsed /> }.into_any(),
            KnownSkill::Grounding => view! { <senses::Senses step=run.step /> }.into_any(),
            KnownSkill::DelayDistractDecide => view! { <ten_minutes::TenMinutes elapsed step=run.step /> }.into_any(),
            KnownSkill::PlayItForward => view! { <forward::Forward run /> }.into_any(),
            KnownSkill::RefusalLines => view! { <lines::Lines run /> }.into_any(),
            KnownSkill::MuscleRelaxation => view! { <muscles::Muscles elapsed /> }.into_any(),
            KnownSkill::CallSomeone => view! { <call::Call run /> }.into_any(),
        },
        WhichSkill::Own(_) => view! { <own::Own run elapsed /> }.into_any(),
    }
}

/// Interval at which the screen looks at the clock.
const TICK: Duration = Duration::from_millis(200);

/// Milliseconds since the practice began, by the phone's clock.
fn elapsed(run: PracticeRun) -> Signal<i64> {
    let mut read = 0;
    run.phone.ask(|port| read = port.local_now().timestamp_millis());
    let now = RwSignal::new(read);
    Effect::new(move |_| {
        every(TICK, move || {
            run.phone.ask(|port| now.set(port.local_now().timestamp_millis()));
        });
    });
    Signal::derive(move || run.started.get().map_or(0, |started| (now.get() - started).max(0)))
}
