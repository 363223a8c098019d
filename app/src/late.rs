//! What the first form does not need: on the phone it comes in a WASM file of its own, fetched while the form is in use
//! already. The service worker keeps both, so that later starts wait for neither.
//!
//! Architecture invariant: nothing outside of [`draw`] and [`crate::browser`]'s late half names these pages, or the build
//! would put them into the first file again; the ceiling of the first load watches over that.

use leptos::prelude::*;

use crate::charts::page;
use crate::entries::{entry, history};
use crate::log::{trigger, used};
use crate::reminders::{inbox, page};
use crate::schedule::overview;
use crate::setup::install::Install;
use crate::setup::{more, start};
use crate::sharing::{defaults, ledger, privacy};
use crate::shell::part::Part;
use crate::skills::{overview, skill, skill_offer};
use crate::targets::{form, overview, target};
use crate::today::summary;

/// Draws a part.
pub fn draw(part: Part) -> AnyView {
    match part {
        Part::Summary => view! { <summary::Summary/> }.into_any(),
        Part::List => view! { <history::List/> }.into_any(),
        Part::Entry => view! { <entry::EntryPage/> }.into_any(),
        Part::More => view! { <more::More/> }.into_any(),
        Part::Start => view! { <start::Start/> }.into_any(),
        Part::Seen => view! { <ledger::Seen/> }.into_any(),
        Part::Know => view! { <privacy::Know/> }.into_any(),
        Part::Install => view! { <Install/> }.into_any(),
        Part::Skills => view! { <overview::Skills/> }.into_any(),
        Part::Skill => view! { <skill::SkillPage/> }.into_any(),
        Part::Offer(craving) => view! { <skill_offer::SkillOffer craving/> }.into_any(),
        Part::Views => view! { <page::Views/> }.into_any(),
        Part::Met => view! { <trigger::Met/> }.into_any(),
        Part::Note => view! { <used::Note/> }.into_any(),
        Part::Aims => view! { <overview::Aims/> }.into_any(),
        Part::Aim => view! { <target::AimPage/> }.into_any(),
        Part::Sharing => view! { <defaults::Sharing/> }.into_any(),
        Part::Times => view! { <overview::TimesPage/> }.into_any(),
        Part::OneTime => view! { <crate::schedule::session::OneTime/> }.into_any(),
        Part::Reminders => view! { <page::Reminders/> }.into_any(),
        Part::Inbox => view! { <inbox::Inbox/> }.into_any(),
        Part::GoesOn => view! { <crate::reminders::redirect::GoesOn/> }.into_any(),
        Part::NewTarget(done) => view! { <form::TargetForm on_saved=move |id| done.run(id)/> }.into_any(),
    }
}
