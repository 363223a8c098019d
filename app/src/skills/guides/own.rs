//! A skill of the participant's own: their steps, and the time.

use leptos::prelude::*;

use super::time::Time;
use crate::skills;
use crate::skills::practice_run::PracticeRun;
use crate::words::practice as words;
use crate::words::typed::whole;

#[component]
pub fn Own(run: PracticeRun, elapsed: Signal<i64>) -> impl IntoView {
    let steps = run.phone.look.with_untracked(|look| {
        skills::own(run.which, look).and_then(|own| own.steps.as_ref().map(|steps| whole(steps.as_str())))
    });
    view! {
        {steps.map(|steps| view! { <p class="lines" dir="auto">{steps}</p> })}
        <Time words=words::TIME_SO_FAR seconds=Signal::derive(move || elapsed.get() / 1000) />
    }
    .into_any()
}
