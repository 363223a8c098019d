//! A setting that is on or off. It shows the saved state, never one that was only tapped.

use leptos::prelude::*;

#[component]
pub fn Switch(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] on: Signal<bool>,
    on_change: impl Fn(bool) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let tap = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        on_change(!on.get_untracked());
    };
    view! {
        <label for=id>
            <input type="checkbox" role="switch" id=id prop:checked=move || on.get() on:click=tap />
            <span>{move || label.get()}</span>
        </label>
    }
    .into_any()
}
