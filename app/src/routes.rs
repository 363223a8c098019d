//! The participant's addresses: neutral, because a stranger may see them in the history.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::pages::{entry, know, list, log, missing, more, now, seen, start};

pub const NOW: &str = "/now";
pub const LOG: &str = "/log";
pub const LIST: &str = "/list";
pub const MORE: &str = "/more";
pub const START: &str = "/start";
pub const SEEN: &str = "/seen";
pub const KNOW: &str = "/know";
pub const HELP: &str = "/help";

/// One document is cached per pattern and language. `{id}` is never filled in by the server.
pub const PATTERNS: [&str; 8] = [NOW, LOG, LIST, "/list/{id}", MORE, START, SEEN, KNOW];

pub fn entry_path(object: domain::id::ObjectId) -> String {
    format!("{LIST}/{object}")
}

/// Every participant page. The [`crate::phone::Phone`] must have been provided.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=missing::Missing>
                <Route path=path!("/now") view=now::Now/>
                <Route path=path!("/log") view=log::Log/>
                <Route path=path!("/list") view=list::List/>
                <Route path=path!("/list/:id") view=entry::EntryPage/>
                <Route path=path!("/more") view=more::More/>
                <Route path=path!("/start") view=start::Start/>
                <Route path=path!("/seen") view=seen::Seen/>
                <Route path=path!("/know") view=know::Know/>
            </Routes>
        </Router>
    }
}
