//! `/care/inbox`: new entries of all people.

use app::care::entries::inbox::{self, InboxPage};
use app::care::entries::summary::{EntryLine, EntryState};
use axum::extract::{Query, State};
use serde::Deserialize;

use super::viewer::Viewer;
use super::{Page, before, page};
use crate::http::actor::Staff;
use crate::state::Shared;
use crate::store::types::care::NewEntry;

#[derive(Deserialize)]
pub struct Asked {
    before: Option<String>,
}

pub async fn show(State(shared): State<Shared>, viewer: Viewer, staff: Staff, Query(asked): Query<Asked>) -> Page {
    let from = before::read(asked.before.as_deref());
    let new = shared.store.inbox(staff.0, from).await?;
    let shown = InboxPage {
        entries: new.entries.into_iter().map(line).collect(),
        pages: before::pages("/care/inbox", from, new.older),
        now: shared.env.now(),
    };
    let people = viewer.people(&shared, staff, None).await?;
    page(inbox::page(&viewer.inside(&shared, staff.0).await?, &people, &shown))
}

fn line(entry: NewEntry) -> (String, EntryLine) {
    let line = EntryLine {
        participant: entry.participant.to_string(),
        object: entry.object.to_string(),
        shared_at: entry.shared_at,
        state: EntryState::New,
        glance: None,
    };
    (entry.name, line)
}
