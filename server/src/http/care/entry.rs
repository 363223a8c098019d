//! `/care/people/{participant}/entries/{object}`: one shared entry, its review and the replies.

use app::care::entries::entry::{self, EntryPage, EntrySaid, RefusedReply, ReplyLine, ReplyRefused};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::base::id::ObjectId;
use domain::base::problem::ProblemKind;
use domain::base::text::ReplyText;
use serde::Deserialize;

use super::form::Typed;
use super::viewer::Viewer;
use super::{Page, go, page, page_with, person};
use crate::error::Answer;
use crate::http::actor::{Assigned, Staff};
use crate::state::Shared;
use crate::store::StoreError;
use crate::store::types::forms::Version;
use crate::zones;

/// The context of an entry: three days before and after it.
const AROUND: TimeDelta = TimeDelta::days(3);

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

#[derive(Deserialize)]
pub struct Reply {
    #[serde(default)]
    text: String,
}

fn object(text: &str) -> Answer<ObjectId> {
    text.parse().map_err(|_| ProblemKind::NotFound.into())
}

pub async fn show(
    State(shared): State<Shared>,
    viewer: Viewer,
    assigned: Assigned,
    Path((_, id)): Path<(String, String)>,
    Query(said): Query<Said>,
) -> Page {
    let said = match said.said.as_str() {
        "reviewed" => Some(EntrySaid::Reviewed),
        "replied" => Some(EntrySaid::Replied),
        _ => None,
    };
    page(render(&shared, viewer, assigned, object(&id)?, said, None).await?)
}

pub async fn review(
    State(shared): State<Shared>,
    Assigned { staff, participant }: Assigned,
    Path((_, id)): Path<(String, String)>,
) -> Page {
    shared.store.review_entry(staff, participant, object(&id)?).await?;
    go(&format!("/care/people/{participant}/entries/{id}?said=reviewed"))
}

pub async fn reply(
    State(shared): State<Shared>,
    viewer: Viewer,
    assigned: Assigned,
    Path((_, id)): Path<(String, String)>,
    Typed(typed): Typed<Reply>,
) -> Page {
    let object = object(&id)?;
    let Ok(text) = ReplyText::new("text", &typed.text) else {
        let refused = Some(RefusedReply { typed: typed.text, why: ReplyRefused::Length });
        return page_with(StatusCode::BAD_REQUEST, render(&shared, viewer, assigned, object, None, refused).await?);
    };
    let Assigned { staff, participant } = assigned;
    match shared.store.reply_to_entry(staff, participant, object, text).await {
        Ok(_) => {}
        Err(StoreError::Stale) => {
            let refused = Some(RefusedReply { typed: typed.text, why: ReplyRefused::Changed });
            return page_with(StatusCode::CONFLICT, render(&shared, viewer, assigned, object, None, refused).await?);
        }
        Err(error) => return Err(error.into()),
    }
    go(&format!("/care/people/{participant}/entries/{object}?said=replied"))
}

/// Reads the entry, with a ledger row, and renders it.
async fn render(
    shared: &Shared,
    viewer: Viewer,
    Assigned { staff, participant }: Assigned,
    object: ObjectId,
    said: Option<EntrySaid>,
    refused: Option<RefusedReply>,
) -> Answer<String> {
    let read = shared.store.read_entry(staff, participant, object).await?;
    let at = read.copy.record.at;
    let at = at.to_utc();
    // An entry written then was not shared earlier.
    let mut context = shared.store.show_context(read.opened, object, at - AROUND).await?;
    context.retain(|other| (other.written_at() - at).abs() <= AROUND);
    context.sort_by_key(|other| std::cmp::Reverse(other.written_at()));
    let shown = EntryPage {
        participant: participant.to_string(),
        object: object.to_string(),
        name: read.name,
        first: read.first,
        reviewed: read.reviewed,
        replies: read
            .replies
            .into_iter()
            .map(|reply| ReplyLine { by: reply.by, at: reply.at, text: reply.text })
            .collect(),
        context: context.iter().map(|other| person::line(participant, other, viewer.lang)).collect(),
        said,
        refused,
        now: zones::local(zones::known("zone", &read.zone)?, shared.env.now()),
        made_from: Version::of(&read.revision).to_string(),
        copy: read.copy,
    };
    let people = viewer.people(shared, Staff(staff), Some(participant)).await?;
    Ok(entry::page(&viewer.inside(shared, staff).await?, &people, &shown))
}
