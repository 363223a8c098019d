//! Chooses whom a participant reached out to: one of their people, or somebody else by role.

use domain::base::id::ObjectId;
use domain::contacts::contact::ContactRole;
use domain::entries::catalogue::Choice;
use leptos::prelude::*;

use crate::parts::chips::Chips;
use crate::shell::phone::Phone;
use crate::words::contacts as say;
use crate::words::kinds::reach_out;
use crate::words::typed::whole;

/// `role` follows the chosen contact, so that it can be told without the name.
#[component]
pub fn Who(contact: RwSignal<Option<ObjectId>>, role: RwSignal<Option<Choice<ContactRole>>>) -> impl IntoView {
    let phone = Phone::here();
    let lang = phone.lang;
    let role_of = move |id: ObjectId| phone.look.with(|look| look.contact(id).map(|contact| contact.role.clone()));
    // Known as soon as the journal is open; of a contact that was deleted the role stays as it was.
    Effect::new(move |_| {
        if let Some(now) = contact.get().and_then(role_of) {
            role.set(now);
        }
    });
    let pick = move |id: Option<ObjectId>| {
        if contact.get_untracked() != id {
            contact.set(id);
            role.set(None);
        }
    };
    let all = Memo::new(move |_| {
        let of = |(id, contact): &(ObjectId, domain::contacts::contact::Contact)| (*id, whole(contact.name.as_str()));
        phone.look.with(|look| look.contacts.iter().map(of).collect::<Vec<_>>())
    });
    let chip = move |id: Option<ObjectId>, name: String| {
        view! {
            <button
                type="button"
                class="chip"
                dir="auto"
                aria-pressed=move || (contact.get() == id).to_string()
                on:click=move |_| pick(id)
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
    // One at most, so the list has one item at most.
    let chosen = Signal::derive(move || role.with(|role| role.iter().cloned().collect::<Vec<_>>()));
    view! {
        {chips}
        <Show when=move || contact.get().is_none()>
            <Chips
                legend=say::ROLE
                all=ContactRole::ALL.to_vec()
                name=say::role
                value=chosen
                on_change=move |v| role.set(v.last().cloned())
            />
        </Show>
    }
    .into_any()
}
