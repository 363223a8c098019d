//! Says where the browser may clear the notes on this phone by itself, and asks it not to.

use leptos::prelude::*;

use crate::shell::form::writing::read;
use crate::shell::phone::{Phone, Stage};
use crate::words::home as words;

/// Nothing where the browser keeps them until somebody clears them.
#[component]
pub fn Lasting() -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let lasts = RwSignal::new(true);
    let asked = RwSignal::new(false);
    Effect::new(move |_| {
        phone.late(|port| {
            read(port.lasts(false), move |answer| {
                lasts.try_set(answer.unwrap_or(true));
            });
        });
    });
    let ask = move |_| {
        phone.late(|port| {
            read(port.lasts(true), move |answer| {
                lasts.try_set(answer.unwrap_or_default());
                asked.try_set(true);
            });
        });
    };
    let shown = move || phone.stage.get() == Stage::Ready && !lasts.get();
    view! {
        <Show when=shown>
            <section class="card" aria-labelledby="lasting">
                <h2 id="lasting">{words::LASTING.say(lang)}</h2>
                <p class="quiet">{words::LASTING_TEXT.say(lang)}</p>
                <button type="button" class="small" on:click=ask>
                    {words::LASTING_ASK.say(lang)}
                </button>
                <p role="status">{move || asked.get().then(|| words::LASTING_REFUSED.say(lang))}</p>
            </section>
        </Show>
    }
    .into_any()
}
