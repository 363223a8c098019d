//! `/care/people/{participant}`: one person.

use app::care::entries::summary::{EntryLine, EntryState, Glance};
use app::care::people::person::{self, PersonPage};
use app::care::people::phones::PhoneSaid;
use app::charts::Weeks;
use app::words::i18n::Lang;
use axum::extract::{Query, State};
use chrono::TimeDelta;
use domain::base::id::ParticipantId;
use domain::people::access::Act;
use serde::Deserialize;

use super::viewer::Viewer;
use super::{Page, before, page, phones};
use crate::http::actor::{Assigned, Staff};
use crate::state::Shared;
use crate::store::types::care::{SharedEntry, WantedEntries};
use crate::zones;

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
    /// Weeks in the charts; unknown values mean the default.
    weeks: Option<String>,
    /// The beginning of the page of entries.
    before: Option<String>,
}

pub async fn show(
    State(shared): State<Shared>,
    viewer: Viewer,
    Assigned { staff, participant }: Assigned,
    Query(said): Query<Said>,
) -> Page {
    let now = shared.env.now();
    let weeks = Weeks::ALL.into_iter().find(|weeks| Some(weeks.count().to_string()) == said.weeks).unwrap_or_default();
    let from = before::read(said.before.as_deref());
    // A day more: the person's day may have begun before this one.
    let charts_since = now - TimeDelta::days(i64::from(weeks.days()) + 1);
    let mut file = shared.store.open_person(staff, participant, WantedEntries { before: from, charts_since }).await?;
    file.entries.sort_by_key(|entry| std::cmp::Reverse(entry.written_at()));
    let shown = PersonPage {
        id: participant.to_string(),
        name: file.name,
        week: (now - file.since).num_days() / 7 + 1,
        entries: file.entries.iter().map(|entry| line(participant, entry, viewer.lang)).collect(),
        pages: before::pages(&format!("/care/people/{participant}"), from, file.older),
        opened: file.charted,
        weeks,
        waiting: file.waiting.iter().map(phones::waiting).collect(),
        phones: phones::known(&file.phones, now, viewer.lang)?,
        said: PhoneSaid::ALL.into_iter().find(|known| known.word() == said.said),
        reads: staff.role.can(Act::Read),
        now: zones::local(zones::known("zone", &file.phones.zone)?, now),
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
