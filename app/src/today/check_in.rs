//! Offers a check-in, once a day: done stays, ticked.

use leptos::prelude::*;

use crate::log::check_in::of_today;
use crate::shell::paths;
use crate::shell::phone::{Phone, Stage};
use crate::shell::router::A;
use crate::words::kinds::check_in as say;

#[component]
pub fn CheckInRow() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let done = Memo::new(move |_| {
        // Midnight passes while the page is open.
        phone.now.track();
        let mut now = None;
        phone.ask(|port| now = Some(port.local_now()));
        now.is_some_and(|now| phone.look.with(|look| of_today(look, now).is_some()))
    });
    let fact = move || if done.get() { say::DONE_TODAY } else { say::HALF_A_MINUTE }.say(lang);
    let row = move || {
        (phone.stage.get() == Stage::Ready).then(|| {
            view! {
                <section class="group" aria-labelledby="for-today">
                    <h2 id="for-today">{say::FOR_TODAY.say(lang)}</h2>
                    <ul class="list">
                        <li>
                            <A href=paths::CHECK_IN>
                                <span class="dot" class:full=move || done.get() aria-hidden="true"></span>
                                <span class="t">{say::CHECK_IN.say(lang)}</span>
                                <span class="fact">{fact}</span>
                            </A>
                        </li>
                    </ul>
                </section>
            }
        })
    };
    view! { {row} }
}
