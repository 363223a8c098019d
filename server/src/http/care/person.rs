//! `/care/people/{participant}`: one person.

use app::care::entries::summary::{EntryLine, EntryState, Glance};
use app::care::people::person::{self, PersonPage};
use app::care::people::phones::PhoneSaid;
use app::charts::Weeks;
use app::words::i18n::Lang;
use axum::extract::{Query, State};
use domain::base::id::ParticipantId;
use domain::people::access::Act;
use serde::Deserialize;

use super::viewer::Viewer;
use super::{Page, page, phones};
use crate::http::actor::{Assigned, Staff};
use crate::state::Shared;
use crate::store::types::care::SharedEntry;

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
    /// Weeks in the charts; unknown values mean the default.
    weeks: Option<String>,
}

pub async fn show(
    State(shared): State<Shared>,
    viewer: Viewer,
    Assigned { staff, participant }: Assigned,
    Query(said): Query<Said>,
) -> Page {
    let file = shared.store.open_person(staff, participant).await?;
    let now = shared.env.now();
    let shown = PersonPage {
        id: participant.to_string(),
        name: file.name,
        week: (now - file.since).num_days() / 7 + 1,
        entries: file.entries.iter().map(|entry| line(participant, entry, viewer.lang)).collect(),
        opened: file.entries.into_iter().filter_map(|entry| Some((entry.object, entry.copy?))).collect(),
        weeks: Weeks::ALL.into_iter().find(|weeks| Some(weeks.count().to_string()) == said.weeks).unwrap_or_default(),
        waiting: file.waiting.iter().map(phones::waiting).collect(),
        phones: phones::known(&file.phones, now, viewer.lang)?,
        said: PhoneSaid::ALL.into_iter().find(|known| known.word() == said.said),
        reads: staff.role.can(Act::Read),
        now,
    };
    let people = viewer.people(&shared, Staff(staff), Some(participant)).await?;
    page(person::page(&viewer.inside(&shared, staff).await?, &people, &shown))
}

/// A shared entry as a row of a list.
pub fn line(participant: ParticipantId, entry: &SharedEntry, lang: Lang) -> EntryLine {
    let state = match (&entry.copy, entry.reviewed) {
        (None, _) => EntryState::New,
        (Some(_), true) => EntryState::Reviewed,
        (Some(_), false) => EntryState::Opened,
    };
    EntryLine {
        participant: participant.to_string(),
        object: entry.object.to_string(),
        shared_at: entry.shared_at,
        state,
        glance: entry.copy.as_ref().map(|copy| Glance::new(copy, lang)),
    }
}
