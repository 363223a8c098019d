//! An optional note to staff, up to 600 characters.

use domain::base::text::ReplyText;
use leptos::prelude::*;

use crate::shell::phone::Phone;
use crate::words::i18n::Words;
use crate::words::{self, schedule as say};

#[component]
pub fn StaffNote(
    id: &'static str,
    label: Words,
    value: RwSignal<String>,
    wrong: RwSignal<bool>,
    #[prop(default = say::SEND)] send: Words,
    on_send: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let described = format!("{id}-read");
    on_cleanup(move || phone.ask(|port| port.set_writing(false)));
    let typed = move |text: String| {
        phone.ask(|port| port.set_writing(!text.is_empty()));
        value.set(text);
    };
    view! {
        <div class="card field">
            <label for=id>{label.say(lang)}" "<span class="quiet">{words::IF_YOU_LIKE.say(lang)}</span></label>
            <textarea
                id=id
                rows="3"
                aria-invalid=move || wrong.get().to_string()
                aria-describedby=described.clone()
                prop:value=move || value.get()
                on:input=move |e| typed(event_target_value(&e))
            ></textarea>
            <p id=described class=move || if wrong.get() { "wrong" } else { "quiet" }>
                {move || if wrong.get() { say::WHY_WRONG } else { say::STAFF_READ }.say(lang)}
            </p>
            <button type="button" class="small" on:click=move |_| on_send()>
                {send.say(lang)}
            </button>
        </div>
    }
    .into_any()
}

/// The typed text, if it can be sent; sets `wrong` if not.
pub fn read(value: RwSignal<String>, wrong: RwSignal<bool>) -> Option<Option<ReplyText>> {
    let text = ReplyText::optional("reason", &value.get_untracked());
    wrong.set(text.is_err());
    text.ok()
}
