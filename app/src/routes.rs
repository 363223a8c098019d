//! The participant's addresses: neutral, because a stranger may see them in the history.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use crate::components::later::Later;
use crate::late::Part;
use crate::pages::{log, missing, now};

pub const NOW: &str = "/now";
pub const LOG: &str = "/log";
pub const LIST: &str = "/list";
pub const MORE: &str = "/more";
pub const START: &str = "/start";
pub const SEEN: &str = "/seen";
pub const KNOW: &str = "/know";
pub const SKILLS: &str = "/skills";
pub const VIEWS: &str = "/views";
pub const SHARING: &str = "/sharing";
pub const HELP: &str = "/help";
pub const MET: &str = "/met";
pub const NOTE: &str = "/note";
pub const AIMS: &str = "/aims";
pub const TIMES: &str = "/times";
pub const REMINDERS: &str = "/reminders";
pub const INBOX: &str = "/inbox";

/// One document is cached per pattern and language. `{id}` is never filled in by the server.
pub const PATTERNS: [&str; 21] = [
    NOW,
    LOG,
    LIST,
    "/list/{id}",
    MORE,
    START,
    SEEN,
    KNOW,
    SKILLS,
    "/skills/{id}",
    VIEWS,
    MET,
    NOTE,
    AIMS,
    "/aims/{id}",
    SHARING,
    TIMES,
    "/times/{id}",
    REMINDERS,
    INBOX,
    "/inbox/{id}",
];

pub fn entry_path(object: domain::id::ObjectId) -> String {
    format!("{LIST}/{object}")
}

pub fn aim_path(target: domain::id::ObjectId) -> String {
    format!("{AIMS}/{target}")
}

pub fn session_path(session: domain::id::SessionId) -> String {
    format!("{TIMES}/{session}")
}

/// Where a notification leads.
pub fn occurrence_path(occurrence: domain::id::OccurrenceId) -> String {
    format!("{INBOX}/{occurrence}")
}

/// Whether the page at `path` comes with the first file; the others are drawn by [`crate::late`].
pub fn comes_first(path: &str) -> bool {
    [NOW, LOG].contains(&path)
}

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
