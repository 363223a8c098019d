//! Editing an entry: the form of its kind, filled in.

use leptos::prelude::*;
use offline::look::entry::Entry;

use crate::kinds;
use crate::kinds::entry_kind::EditForm;
use crate::parts::focus_heading::FocusHeading;
use crate::shell::phone::Phone;
use crate::shell::ports::Trouble;
use crate::shell::run::run;
use crate::shell::trouble::Alert;
use crate::words;

#[component]
pub fn Edit(entry: Entry, editing: RwSignal<bool>, saved: RwSignal<bool>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let trouble = RwSignal::new(None::<Trouble>);
    let Some(EditForm { fields, finish }) = kinds::edit(entry.record.body.clone(), entry.record.at) else {
        return ().into_any();
    };
    let heads = StoredValue::new(entry.heads.clone());
    let object = entry.object;
    phone.ask(|port| port.set_writing(true));
    on_cleanup(move || phone.ask(|port| port.set_writing(false)));
    let save = move |_| {
        let Some(record) = finish.run(()) else { return };
        run(
            phone,
            trouble,
            |port, _| port.revise(object, heads.get_value(), record),
            move |_| {
                saved.try_set(true);
                editing.try_set(false);
            },
        );
    };
    saved.set(false);
    view! {
        <FocusHeading text=words::EDIT_TITLE.say(lang).to_owned() />
        {fields}
        <div class="dock">
            <Alert trouble />
            <button type="button" class="button secondary" on:click=move |_| editing.set(false)>
                {words::CANCEL.say(lang)}
            </button>
            <button type="button" class="button primary" on:click=save>
                {words::SAVE.say(lang)}
            </button>
        </div>
    }
    .into_any()
}
