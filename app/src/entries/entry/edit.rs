//! Editing an entry: the form of its kind, filled in.

use domain::base::id::{ObjectId, RevisionId};
use leptos::prelude::*;
use offline::look::entry::Entry;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kinds;
use crate::kinds::entry_kind::EditForm;
use crate::parts::focus_heading::FocusHeading;
use crate::shell::form::Form;
use crate::shell::phone::Phone;
use crate::shell::ports::drafts::FormId;
use crate::shell::trouble::Alert;
use crate::words;

/// Names the edit form of an entry; drafts are stored under it.
pub fn form(object: ObjectId) -> FormId {
    FormId::of_each("edit", &object)
}

/// An edit in the middle.
#[derive(Clone, Serialize, Deserialize)]
struct TypedEdit {
    /// The heads that it builds on: if the entry was edited elsewhere since, both versions are kept.
    heads: Vec<RevisionId>,
    /// Values of the form of the kind.
    typed: Value,
}

#[component]
pub fn Edit(entry: Entry, editing: RwSignal<bool>, saved: RwSignal<bool>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let Some(EditForm { fields, at, finish, typed, fill }) = kinds::edit(entry.record.body.clone(), entry.record.at)
    else {
        return ().into_any();
    };
    let object = entry.object;
    let heads = RwSignal::new(entry.heads);
    let shell = Form::new(
        phone,
        form(object),
        move || TypedEdit { heads: heads.get(), typed: typed.run(()) },
        move |left: TypedEdit| {
            heads.set(left.heads);
            fill.run(left.typed);
        },
    );
    phone.ask(|port| port.set_writing(true));
    let save = move || {
        let Some(record) = finish.run(()) else { return };
        shell.save(
            |port, _| port.revise(object, heads.get_untracked(), record.into()),
            move |_| {
                saved.try_set(true);
                editing.try_set(false);
            },
        );
    };
    at.on_sure(save);
    let cancel = move |_| {
        shell.cancel();
        editing.set(false);
    };
    saved.set(false);
    view! {
        <FocusHeading text=words::EDIT_TITLE.say(lang).to_owned() />
        {shell.draft.notice()}
        <div class="fields" on:input=move |_| shell.draft.touch() on:click=move |_| shell.draft.touch()>
            {fields}
        </div>
        <div class="dock">
            <Alert trouble=shell.trouble() />
            <button type="button" class="button secondary" on:click=cancel>
                {words::CANCEL.say(lang)}
            </button>
            <button type="button" class="button primary" on:click=move |_| save()>
                {words::SAVE.say(lang)}
            </button>
        </div>
    }
    .into_any()
}
