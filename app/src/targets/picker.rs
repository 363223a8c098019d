//! Chooses a target. Archived ones are not offered, unless already chosen.

use domain::base::id::ObjectId;
use domain::targets::target::Target;
use leptos::prelude::*;
use offline::look::Look;

use crate::shell::phone::Phone;
use crate::words;

/// The targets that are offered.
pub fn offered(look: &Look) -> impl Iterator<Item = &(ObjectId, Target)> {
    look.targets.iter().filter(|(_, target)| target.retired().is_none())
}

#[component]
pub fn Targets(target: RwSignal<Option<ObjectId>>) -> impl IntoView {
    let phone = Phone::here();
    // Untracked: redrawing the others at each choice would take the focus away.
    let chips = move || {
        let look = phone.look.get();
        let chosen = target.get_untracked();
        let all = look.targets.iter().filter(|(id, t)| t.retired().is_none() || Some(*id) == chosen);
        all.map(|(id, t)| {
            let id = *id;
            let name = t.name.as_str().to_owned();
            view! { <button type="button" class="chip" aria-pressed=move || (target.get() == Some(id)).to_string() on:click=move |_| target.set(Some(id))>{name}</button> }
        }).collect_view()
    };
    view! { <div class="chips held" role="group" aria-label=words::WHICH_TARGET.say(phone.lang)>{chips}</div> }.into_any()
}
