//! Which page stands at which address.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use super::late_part::LatePart;
use super::missing;
use super::part::Part;
use crate::log::craving;
use crate::today::now;

/// Every participant page. The [`crate::shell::phone::Phone`] must have been provided.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=missing::Missing>
                <Route path=path!("/now") view=now::Now/>
                <Route path=path!("/log") view=craving::Log/>
                <Route path=path!("/list") view=|| view! { <LatePart part=Part::List/> }/>
                <Route path=path!("/list/:id") view=|| view! { <LatePart part=Part::Entry/> }/>
                <Route path=path!("/more") view=|| view! { <LatePart part=Part::More/> }/>
                <Route path=path!("/start") view=|| view! { <LatePart part=Part::Start/> }/>
                <Route path=path!("/seen") view=|| view! { <LatePart part=Part::Seen/> }/>
                <Route path=path!("/know") view=|| view! { <LatePart part=Part::Know/> }/>
                <Route path=path!("/skills") view=|| view! { <LatePart part=Part::Skills/> }/>
                <Route path=path!("/skills/:id") view=|| view! { <LatePart part=Part::Skill/> }/>
                <Route path=path!("/views") view=|| view! { <LatePart part=Part::Views/> }/>
                <Route path=path!("/met") view=|| view! { <LatePart part=Part::Met/> }/>
                <Route path=path!("/note") view=|| view! { <LatePart part=Part::Note/> }/>
                <Route path=path!("/aims") view=|| view! { <LatePart part=Part::Aims/> }/>
                <Route path=path!("/aims/:id") view=|| view! { <LatePart part=Part::Aim/> }/>
                <Route path=path!("/sharing") view=|| view! { <LatePart part=Part::Sharing/> }/>
                <Route path=path!("/times") view=|| view! { <LatePart part=Part::Times/> }/>
                <Route path=path!("/times/:id") view=|| view! { <LatePart part=Part::OneTime/> }/>
                <Route path=path!("/reminders") view=|| view! { <LatePart part=Part::Reminders/> }/>
                <Route path=path!("/inbox") view=|| view! { <LatePart part=Part::Inbox/> }/>
                <Route path=path!("/inbox/:id") view=|| view! { <LatePart part=Part::GoesOn/> }/>
            </FlatRoutes>
        </Router>
    }
}
