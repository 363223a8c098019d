//! A confirmation before something that cannot be undone: the browser's own dialog, so that focus and Escape work.

use leptos::prelude::*;

use crate::words;
use crate::words::i18n::{Lang, Words};

#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    question: Words,
    #[prop(into)] explain: Signal<String>,
    yes: Words,
    /// It can be taken back at any time.
    #[prop(optional)]
    calm: bool,
    on_yes: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let lang = Lang::here();
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            if open.get() {
                // Already open is no trouble.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    view! {
        <dialog node_ref=node aria-label=question.say(lang) on:close=move |_| open.set(false)>
            <h2>{question.say(lang)}</h2>
            <p>{move || explain.get()}</p>
            <div class="pair">
                <button type="button" class="secondary" on:click=move |_| open.set(false)>
                    {words::CANCEL.say(lang)}
                </button>
                <button
                    type="button"
                    class=if calm { "primary" } else { "warm" }
                    on:click=move |_| {
                        open.set(false);
                        on_yes();
                    }
                >
                    {yes.say(lang)}
                </button>
            </div>
        </dialog>
    }
    .into_any()
}
