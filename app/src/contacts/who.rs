//! Chooses whom a participant reached out to: one of their people, or somebody else by role.

use domain::base::id::ObjectId;
use domain::contacts::contact::{Contact, ContactRole};
use domain::entries::catalogue::Choice;
use leptos::prelude::*;

use crate::parts::chips::ChipsOfOne;
use crate::shell::phone::{Phone, Stage};
use crate::words::contacts as say;
use crate::words::kinds::reach_out;
use crate::words::typed::whole;

/// `role` is asked of somebody who is no contact, or none anymore.
#[component]
pub fn Who(contact: RwSignal<Option<ObjectId>>, role: RwSignal<Option<Choice<ContactRole>>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let ready = move || phone.stage.get() == Stage::Ready;
    let somebody = Memo::new(move |_| {
        let known = |id| phone.look.with(|look| look.contact(id).is_some());
        contact.get().is_none_or(|id| ready() && !known(id))
    });
    let all = Memo::new(move |_| {
        let of = |(id, contact): &(ObjectId, Contact)| (*id, whole(contact.name.as_str()));
        phone.look.with(|look| look.contacts.iter().map(of).collect::<Vec<_>>())
    });
    let chip = move |id: Option<ObjectId>, name: String| {
        view! {
            <button
                type="button"
                class="chip"
                dir="auto"
                aria-pressed=move || (contact.get() == id).to_string()
                on:click=move |_| contact.set(id)
            >
                {name}
            </button>
        }
    };
    let chips = move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let others = reach_out::SOMEONE_ELSE.say(lang).to_owned();
            view! {
                <fieldset class="card">
                    <legend>{reach_out::WHO.say(lang)}</legend>
                    <div class="chips">
                        {all.into_iter().map(|(id, name)| chip(Some(id), name)).collect_view()} {chip(None, others)}
                    </div>
                </fieldset>
            }
        })
    };
    view! {
        {chips}
        <Show when=move || somebody.get()>
            <ChipsOfOne
                legend=say::ROLE
                all=ContactRole::ALL.to_vec()
                name=say::role
                value=role
                on_change=move |chosen| role.set(chosen)
            />
        </Show>
    }
    .into_any()
}
