//! What the first form does not need: on the phone it comes in a WASM file of its own, fetched while the form is in use
//! already. The service worker keeps both, so that later starts wait for neither.
//!
//! Architecture invariant: nothing outside of [`draw`] and [`crate::browser`]'s late half names these pages, or the build
//! would put them into the first file again; the ceiling of the first load watches over that.

use leptos::prelude::*;

use crate::components::install::Install;
use crate::pages::{
    aim, aims, entry, helped, inbox, know, list, met, more, reminders, seen, sharing, skill, skills, standing, start, target, times, used,
    views,
};
use crate::part::Part;

/// Draws a part.
pub fn draw(part: Part) -> AnyView {
    match part {
        Part::Standing => view! { <standing::Standing/> }.into_any(),
        Part::List => view! { <list::List/> }.into_any(),
        Part::Entry => view! { <entry::EntryPage/> }.into_any(),
        Part::More => view! { <more::More/> }.into_any(),
        Part::Start => view! { <start::Start/> }.into_any(),
        Part::Seen => view! { <seen::Seen/> }.into_any(),
        Part::Know => view! { <know::Know/> }.into_any(),
        Part::Install => view! { <Install/> }.into_any(),
        Part::Skills => view! { <skills::Skills/> }.into_any(),
        Part::Skill => view! { <skill::SkillPage/> }.into_any(),
        Part::Offer(craving) => view! { <helped::Helped craving/> }.into_any(),
        Part::Views => view! { <views::Views/> }.into_any(),
        Part::Met => view! { <met::Met/> }.into_any(),
        Part::Note => view! { <used::Note/> }.into_any(),
        Part::Aims => view! { <aims::Aims/> }.into_any(),
        Part::Aim => view! { <aim::AimPage/> }.into_any(),
        Part::Sharing => view! { <sharing::Sharing/> }.into_any(),
        Part::Times => view! { <times::TimesPage/> }.into_any(),
        Part::OneTime => view! { <times::one::OneTime/> }.into_any(),
        Part::Reminders => view! { <reminders::Reminders/> }.into_any(),
        Part::Inbox => view! { <inbox::Inbox/> }.into_any(),
        Part::GoesOn => view! { <inbox::goes_on::GoesOn/> }.into_any(),
        Part::NewTarget(done) => view! { <target::TargetForm on_saved=move |id| done.run(id)/> }.into_any(),
    }
}
