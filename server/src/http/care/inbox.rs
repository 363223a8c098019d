//! `/care/inbox`: new entries of all people.

use app::care::entries::inbox::{self, InboxPage};
use app::care::entries::summary::{EntryLine, EntryState};
use axum::extract::State;

use super::viewer::Viewer;
use super::{Page, page};
use crate::http::actor::Staff;
use crate::state::Shared;
use crate::store::types::care::NewEntry;

pub async fn show(State(shared): State<Shared>, viewer: Viewer, staff: Staff) -> Page {
    let (mut all, mut next) = shared.store.inbox(staff.0, None).await?;
    while let Some(after) = next {
        let (more, then) = shared.store.inbox(staff.0, Some(after)).await?;
        all.extend(more);
        next = then;
    }
    all.sort_by_key(|entry| std::cmp::Reverse(entry.shared_at));
    let shown = InboxPage { entries: all.into_iter().map(line).collect(), now: shared.env.now() };
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
