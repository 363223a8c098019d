//! Sessions in the participant's own calendar: a file, or an address that follows changes.

use leptos::prelude::*;

use crate::parts::dialog::Confirm;
use crate::shell::form::writing::Writing;
use crate::shell::phone::Phone;
use crate::shell::trouble::Alert;
use crate::words::schedule as say;

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Idle,
    Made(String),
    Copied(String),
    Ended,
}

#[component]
pub fn Calendar() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let step = RwSignal::new(Step::Idle);
    let sure = RwSignal::new(false);
    let writing = Writing::new(phone);
    let make = move |_| writing.run(|_, late| late.make_calendar(), move |url| drop(step.try_set(Step::Made(url))));
    let end = move || writing.run(|_, late| late.end_calendar(), move |()| drop(step.try_set(Step::Ended)));
    let copy = move |url: String| {
        let copied = url.clone();
        writing.run(|_, late| late.copy(&url), move |()| drop(step.try_set(Step::Copied(copied))));
    };
    let made = move || match step.get() {
        Step::Made(url) | Step::Copied(url) => {
            let shown = url.clone();
            Some(view! {
                <p>{say::CALENDAR_ONCE.say(lang)}</p>
                <p class="address" id="calendar-address">
                    {shown}
                </p>
                <button type="button" class="small" on:click=move |_| copy(url.clone())>
                    {say::CALENDAR_COPY.say(lang)}
                </button>
            })
        }
        Step::Idle | Step::Ended => None,
    };
    let said = move || match step.get() {
        Step::Copied(_) => Some(say::CALENDAR_COPIED.say(lang)),
        Step::Ended => Some(say::CALENDAR_ENDED.say(lang)),
        Step::Idle | Step::Made(_) => None,
    };
    view! {
        <section class="card" aria-labelledby="calendar">
            <h2 id="calendar">{say::CALENDAR.say(lang)}</h2>
            <p class="quiet">{say::CALENDAR_TEXT.say(lang)}</p>
            <div class="pair">
                <a class="small" rel="external" download="times.ics" href="/api/v1/calendar.ics">
                    {say::CALENDAR_FILE.say(lang)}
                </a>
                <button type="button" class="small" on:click=make>
                    {say::CALENDAR_MAKE.say(lang)}
                </button>
            </div>
            <p class="quiet">{say::CALENDAR_FILE_TEXT.say(lang)}</p>
            {made}
            <p role="status">{said}</p>
            <Alert trouble=writing.trouble />
            <button type="button" class="text" on:click=move |_| sure.set(true)>
                {say::CALENDAR_END.say(lang)}
            </button>
            <Confirm
                open=sure
                question=say::CALENDAR_END_QUESTION
                explain=say::CALENDAR_END_TEXT.say(lang).to_owned()
                yes=say::CALENDAR_END
                on_yes=end
            />
        </section>
    }
    .into_any()
}
