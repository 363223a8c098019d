//! Which page stands at which address.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::components::later::Later;
use crate::pages::{log, missing, now};
use crate::part::Part;

/// Every participant page. The [`crate::phone::Phone`] must have been provided.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Router>
            <FlatRoutes fallback=missing::Missing>
                <Route path=path!("/now") view=now::Now/>
                <Route path=path!("/log") view=log::Log/>
                <Route path=path!("/list") view=|| view! { <Later part=Part::List/> }/>
                <Route path=path!("/list/:id") view=|| view! { <Later part=Part::Entry/> }/>
                <Route path=path!("/more") view=|| view! { <Later part=Part::More/> }/>
                <Route path=path!("/start") view=|| view! { <Later part=Part::Start/> }/>
                <Route path=path!("/seen") view=|| view! { <Later part=Part::Seen/> }/>
                <Route path=path!("/know") view=|| view! { <Later part=Part::Know/> }/>
                <Route path=path!("/skills") view=|| view! { <Later part=Part::Skills/> }/>
                <Route path=path!("/skills/:id") view=|| view! { <Later part=Part::Skill/> }/>
                <Route path=path!("/views") view=|| view! { <Later part=Part::Views/> }/>
                <Route path=path!("/met") view=|| view! { <Later part=Part::Met/> }/>
                <Route path=path!("/note") view=|| view! { <Later part=Part::Note/> }/>
                <Route path=path!("/aims") view=|| view! { <Later part=Part::Aims/> }/>
                <Route path=path!("/aims/:id") view=|| view! { <Later part=Part::Aim/> }/>
                <Route path=path!("/sharing") view=|| view! { <Later part=Part::Sharing/> }/>
                <Route path=path!("/times") view=|| view! { <Later part=Part::Times/> }/>
                <Route path=path!("/times/:id") view=|| view! { <Later part=Part::OneTime/> }/>
                <Route path=path!("/reminders") view=|| view! { <Later part=Part::Reminders/> }/>
                <Route path=path!("/inbox") view=|| view! { <Later part=Part::Inbox/> }/>
                <Route path=path!("/inbox/:id") view=|| view! { <Later part=Part::GoesOn/> }/>
            </FlatRoutes>
        </Router>
    }
}
