//! A field for the person's own words beside a catalogue.

use domain::base::text::Label;
use leptos::prelude::*;

use super::says::Mistake;
use crate::words;
use crate::words::i18n::Lang;
use crate::words::typed;

#[component]
pub fn OwnChoice(on_add: Callback<Label>) -> impl IntoView {
    let lang = Lang::here();
    let own = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    // The browser may take the focus away because the page is gone already; nothing is typed then.
    let add = move || match Label::optional("own", &own.try_get_untracked().unwrap_or_default()) {
        Ok(Some(label)) => {
            own.set(String::new());
            wrong.set(None);
            on_add.run(label);
        }
        Ok(None) => {}
        Err(_) => wrong.set(typed::why::<80>(&own.get_untracked(), lang)),
    };
    view! {
        <div class="own">
            <input
                type="text"
                dir="auto"
                aria-invalid=move || wrong.with(Option::is_some).to_string()
                aria-label=words::OWN_WORDS.say(lang)
                placeholder=words::OWN_WORDS.say(lang)
                prop:value=move || own.get()
                on:input=move |e| own.set(event_target_value(&e))
                on:blur=move |_| add()
                on:keydown=move |e| {
                    if e.key() == "Enter" {
                        e.prevent_default();
                        add();
                    }
                }
            />
            <button type="button" class="small" on:click=move |_| add()>
                {words::ADD.say(lang)}
            </button>
        </div>
        <Mistake said=wrong />
    }
    .into_any()
}
