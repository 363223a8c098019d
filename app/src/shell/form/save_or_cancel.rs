//! The end of a form with *Save* and *Cancel*.

use leptos::prelude::*;

use super::Form;
use crate::shell::phone::Phone;
use crate::shell::trouble::Alert;
use crate::words;

/// What went wrong, and the two buttons. From when it is drawn, somebody is writing. `on_cancel` runs once the form is
/// not wanted anymore.
#[component]
pub fn SaveOrCancel(form: Form, on_cancel: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    phone.ask(|port| port.set_writing(true));
    let cancel = move |_| {
        form.cancel();
        on_cancel();
    };
    view! {
        <Alert trouble=form.trouble() />
        <div class="pair">
            <button type="button" class="button secondary" on:click=cancel>
                {words::CANCEL.say(lang)}
            </button>
            <button type="submit" class="button primary">
                {words::SAVE.say(lang)}
            </button>
        </div>
    }
    .into_any()
}
