//! A setting that is on or off. It shows the state that holds, never one that was only tapped.

use leptos::prelude::*;

#[component]
pub fn Switch(
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] on: Signal<bool>,
    on_change: impl Fn(bool) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Input>::new();
    let tap = move |_| {
        on_change(!on.get_untracked());
        if let Some(input) = node.get_untracked() {
            // The browser has turned it already.
            input.set_checked(on.get_untracked());
        }
    };
    view! {
        <label for=id>
            <input type="checkbox" role="switch" id=id node_ref=node prop:checked=move || on.get() on:change=tap />
            <span>{move || label.get()}</span>
        </label>
    }
    .into_any()
}
