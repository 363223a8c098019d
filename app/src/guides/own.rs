//! A skill of the participant's own: their steps, and the time.

use leptos::prelude::*;

use super::Time;
use crate::pages::session::Session;
use crate::skills;
use crate::words::practice as words;

#[component]
pub fn Own(session: Session, elapsed: Signal<i64>) -> impl IntoView {
    let steps = session
        .phone
        .look
        .with_untracked(|look| skills::own(session.which, look).and_then(|own| own.steps.as_ref().map(|steps| steps.as_str().to_owned())));
    view! {
        {steps.map(|steps| view! { <p class="lines">{steps}</p> })}
        <Time words=words::TIME_SO_FAR seconds=Signal::derive(move || elapsed.get() / 1000)/>
    }
    .into_any()
}
