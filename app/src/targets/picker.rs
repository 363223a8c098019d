//! Chooses a target, where there is a choice. Archived ones are not offered, unless already chosen.

use domain::base::id::ObjectId;
use domain::targets::target::Target;
use leptos::prelude::*;
use offline::look::Look;

use crate::shell::phone::Phone;
use crate::words;
use crate::words::typed::whole;

/// The targets that are offered.
pub fn offered(look: &Look) -> impl Iterator<Item = &(ObjectId, Target)> {
    look.targets.iter().filter(|(_, target)| target.retired().is_none())
}

#[component]
pub fn Targets(target: RwSignal<Option<ObjectId>>) -> impl IntoView {
    let phone = Phone::here();
    // Untracked: redrawing the others at each choice would take the focus away.
    let choices = move || {
        let look = phone.look.get();
        let chosen = target.get_untracked();
        let all: Vec<_> = look.targets.iter().filter(|(id, t)| t.retired().is_none() || Some(*id) == chosen).collect();
        // A single target is no choice: its name is in the entry.
        if all.len() < 2 {
            return None;
        }
        let buttons = all.into_iter().map(|(id, t)| {
            let id = *id;
            let name = whole(t.name.as_str());
            view! {
                <button
                    type="button"
                    dir="auto"
                    aria-pressed=move || (target.get() == Some(id)).to_string()
                    on:click=move |_| target.set(Some(id))
                >
                    {name}
                </button>
            }
        });
        Some(view! {
            <div class="split" role="group" aria-label=words::WHICH_TARGET.say(phone.lang)>
                {buttons.collect_view()}
            </div>
        })
    };
    view! { {choices} }.into_any()
}
