//! Message of a form once it was saved, with the way back.

use leptos::prelude::*;

use crate::words;
use crate::words::i18n::Lang;

#[component]
pub fn SavedLine(
    #[prop(into)] saved: Signal<bool>,
    #[prop(into)] undone: Signal<bool>,
    on_undo: Callback<()>,
) -> impl IntoView {
    let lang = Lang::here();
    view! {
        <div role="status" class="row slim">
            {move || {
                saved
                    .get()
                    .then(|| {
                        view! {
                            <span class="state">
                                <span class="dot" aria-hidden="true"></span>
                                {words::SAVED_PRIVATE.say(lang)}
                            </span>
                        }
                    })
            }}
            {move || undone.get().then(|| view! { <span class="state">{words::UNDONE.say(lang)}</span> })}
            {move || {
                saved
                    .get()
                    .then(|| {
                        view! {
                            <button type="button" class="text" on:click=move |_| on_undo.run(())>
                                {words::UNDO.say(lang)}
                            </button>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
