//! Notifications on this phone: on or off, and a test that reports its outcome.

use domain::base::id::OccurrenceId;
use domain::reminders::{OccurrenceChange, OccurrenceState};
use leptos::prelude::*;

use super::about::became;
use crate::schedule::when;
use crate::shell::drawing::every::every;
use crate::shell::form::writing::Writing;
use crate::shell::phone::{Net, Phone};
use crate::shell::ports::reminders::Notifications;
use crate::shell::ports::{LatePort, Working};
use crate::shell::trouble::Alert;
use crate::words::i18n::Words;
use crate::words::reminders as say;

/// Interval and number of requests to the server about a test.
const ASK_EVERY: std::time::Duration = std::time::Duration::from_secs(2);
const ASK_TIMES: u32 = 60;

/// The obstacle to notifications, with its remedy.
const fn hindrance(state: Notifications) -> Option<Words> {
    match state {
        Notifications::On | Notifications::Off => None,
        Notifications::Denied => Some(say::DENIED),
        Notifications::HomeScreenFirst => Some(say::HOME_SCREEN_FIRST),
        Notifications::NoSupport => Some(say::NO_SUPPORT),
        Notifications::NoKey => Some(say::NO_KEY),
        Notifications::NoService => Some(say::NO_SERVICE),
        Notifications::Refused => Some(say::PUSH_REFUSED),
        Notifications::NoNetwork => Some(say::NO_NETWORK),
    }
}

/// Result of a test, as far as anybody knows.
fn of_test(phone: Phone, test: &OccurrenceChange) -> String {
    match &test.state {
        OccurrenceState::Sent { at, .. } => say::TEST_SENT.fill(phone.lang, &[("time", &when::moment(phone, *at))]),
        OccurrenceState::Done => say::TEST_DONE.say(phone.lang).to_owned(),
        _ => became(phone, test),
    }
}

#[component]
pub fn Notify() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let state = RwSignal::new(None::<Notifications>);
    let writing = Writing::new(phone);
    let (asking, trouble) = (writing.busy(), writing.trouble);
    let testing = writing.beside();
    let test = RwSignal::new(None::<OccurrenceId>);
    let run = move |what: fn(&dyn LatePort) -> Working<Notifications>| {
        writing.run(|_, late| what(&**late), move |now| state.try_set(Some(now)));
    };
    // Asked again when the network comes back or the sign-in does.
    let net = Memo::new(move |_| matches!(phone.net.get(), Net::Offline | Net::SignedOut));
    Effect::new(move |_| {
        net.track();
        run(|late| late.notifications());
    });
    // The server is asked as long as the result is unknown, but not forever.
    let left = RwSignal::new(ASK_TIMES);
    let try_it = move |_| {
        trouble.set(None);
        left.set(ASK_TIMES);
        testing.run(|_, late| late.send_test(), move |occurrence| test.try_set(Some(occurrence)));
    };
    let found = move || {
        let test = test.get()?;
        phone.look.with(|look| look.times.occurrences.iter().find(|o| o.occurrence == test).cloned())
    };
    Effect::new(move |_| {
        if test.get().is_none() {
            return;
        }
        let ask = move || {
            let waits = untrack(found).is_none_or(|test| test.state == OccurrenceState::Waiting);
            if waits && left.get_untracked() > 0 {
                left.update(|left| *left -= 1);
                phone.late(|late| late.ask_server());
            }
        };
        ask();
        every(ASK_EVERY, ask);
    });
    let given_up = Memo::new(move |_| left.get() == 0);
    let result = move || {
        test.get()?;
        let known = found().filter(|test| test.state != OccurrenceState::Waiting);
        let unknown = if given_up.get() { say::TEST_LATE } else { say::TEST_WAITING };
        Some(known.map_or_else(|| unknown.say(lang).to_owned(), |test| of_test(phone, &test)))
    };
    let body = move || match state.get() {
        None => view! { <p class="quiet">{move || asking.get().then(|| say::ASKING.say(lang))}</p> }.into_any(),
        Some(now) => match hindrance(now) {
            Some(words) => view! {
                <p class="note" id="hindrance">
                    {words.say(lang)}
                </p>
                {(now == Notifications::Refused)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button secondary"
                                disabled=move || asking.get()
                                on:click=move |_| run(|late| late.turn_on())
                            >
                                {say::TURN_ON.say(lang)}
                            </button>
                        }
                    })}
            }
            .into_any(),
            None => {
                let on = now == Notifications::On;
                let (is, then) = if on { (say::ON, say::TURN_OFF) } else { (say::OFF, say::TURN_ON) };
                let tap = move |_| run(if on { |late| late.turn_off() } else { |late| late.turn_on() });
                view! {
                    <p class="state">
                        <span class="dot" class:full=on aria-hidden="true"></span>
                        {is.say(lang)}
                    </p>
                    <button type="button" class="button secondary" disabled=move || asking.get() on:click=tap>
                        {then.say(lang)}
                    </button>
                }
                .into_any()
            }
        },
    };
    view! {
        <section class="card" aria-labelledby="notifications">
            <h2 id="notifications">{say::NOTIFICATIONS.say(lang)}</h2>
            <p class="quiet">{say::NOTIFICATIONS_TEXT.say(lang)}</p>
            <div class="fields" role="status">
                {body}
            </div>
            <button type="button" class="small" on:click=try_it>
                {say::TEST.say(lang)}
            </button>
            <p role="status" id="test-result">
                {result}
            </p>
            <Alert trouble />
        </section>
    }
    .into_any()
}
