//! Parts that are drawn one after another, so that a tap may come in between, and shown all at once, so that nothing
//! moves. Only the first time: a part that comes back is there at once, in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::shell::phone::Phone;

#[component]
pub fn Staged<const N: usize>(parts: [fn() -> AnyView; N]) -> impl IntoView {
    let drawn = RwSignal::new(N);
    // The server draws them in one go.
    let stood = Phone::here().stood;
    Phone::here().ask(|port| {
        if stood.get_value() {
            return;
        }
        drawn.set(0);
        spawn_local(async move {
            for more in 1..=N {
                port.next_turn().await;
                drawn.try_set(more);
            }
            stood.set_value(true);
        });
    });
    let place = |(at, part)| view! { <Show when=move || at < drawn.get()>{part}</Show> };
    let places = parts.into_iter().enumerate().map(place).collect_view();
    view! {
        <div class="together" hidden=move || drawn.get() < N>
            {places}
        </div>
    }
    .into_any()
}
