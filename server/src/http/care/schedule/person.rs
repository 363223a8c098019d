//! `/care/people/{participant}/times`: one participant's weeks, attendance and make-ups.

use app::care::schedule::fields::Filled;
use app::care::schedule::person::{self, TimesLine, TimesPage};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::base::id::{ParticipantId, SessionId};
use domain::base::problem::ProblemKind;
use domain::schedule::{self, Track};
use serde::Deserialize;

use super::fields::{Pairs, Reader};
use super::{id_of, line};
use crate::http::actor::{Assigned, Staff};
use crate::http::care::form::Typed;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, go, page_with};
use crate::state::Shared;
use crate::store::StoreError;
use crate::store::types::forms::Version;
use crate::store::types::people::SignedInStaff;

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

async fn draw(
    shared: &Shared,
    viewer: Viewer,
    staff: SignedInStaff,
    participant: ParticipantId,
    (filled, stale): (Option<Filled>, bool),
    said: &str,
) -> Page {
    let times = shared.store.person_times(staff, participant).await?;
    let now = shared.env.now();
    let status = match &filled {
        Some(_) if stale => StatusCode::CONFLICT,
        Some(_) => StatusCode::BAD_REQUEST,
        None => StatusCode::OK,
    };
    let term = times.term;
    let present = {
        let mut filled = Filled::default();
        filled.set("began", domain::base::day::to_text(term.map_or(times.today, |term| term.began)));
        filled.set("term_weeks", term.map_or(12, |term| term.weeks).to_string());
        filled.set("track", term.and_then(|term| term.track).map(Track::word).unwrap_or_default().to_owned());
        filled
    };
    let filled = match filled {
        Some(filled) if stale => filled.stale(present),
        Some(filled) => filled,
        None => present,
    };
    let week = term.and_then(|term| Some((schedule::week(term.began, term.weeks, times.today)?, term.weeks)));
    let lines = times.sessions.into_iter().map(|one| TimesLine {
        over: one.session.ends_at() <= now,
        line: line(one.session, None),
        withdrawn: one.withdrawn,
        coming: one.coming,
        reason: one.reason,
        attendance: one.attendance,
        make_up: one.make_up,
        note: one.note,
    });
    let shown = TimesPage {
        id: participant.to_string(),
        name: times.name,
        filled,
        version: Version::of(&term).to_string(),
        week,
        lines: lines.collect(),
        open: times.open.into_iter().map(|open| line(open, None)).collect(),
        saved: said == "saved",
        gone: said == "gone",
        today: times.today,
    };
    let people = viewer.people(shared, Staff(staff), Some(participant)).await?;
    page_with(status, person::page(&viewer.inside(shared, staff).await?, &people, &shown))
}

pub async fn show(
    State(shared): State<Shared>,
    viewer: Viewer,
    Assigned { staff, participant }: Assigned,
    Query(said): Query<Said>,
) -> Page {
    draw(&shared, viewer, staff, participant, (None, false), &said.said).await
}

pub async fn set(
    State(shared): State<Shared>,
    viewer: Viewer,
    Assigned { staff, participant }: Assigned,
    Typed(pairs): Typed<Pairs>,
) -> Page {
    let mut reader = Reader::new(pairs);
    let Some(term) = reader.term() else {
        return draw(&shared, viewer, staff, participant, (Some(reader.filled), false), "").await;
    };
    match shared.store.set_term(staff, participant, term).await {
        Err(StoreError::Stale) => {
            return draw(&shared, viewer, staff, participant, (Some(reader.filled), true), "").await;
        }
        done => done?,
    }
    go(&format!("/care/people/{participant}/times?said=saved"))
}

#[derive(Deserialize)]
pub struct MakeUpAnswer {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    instead: String,
}

pub async fn answer(
    State(shared): State<Shared>,
    Assigned { staff, participant }: Assigned,
    Path((_, session)): Path<(String, String)>,
    Typed(typed): Typed<MakeUpAnswer>,
) -> Page {
    let session: SessionId = id_of(&session)?;
    let instead = if typed.answer == "accept" { typed.instead.parse().map(Some) } else { Ok(None) };
    let Ok(instead) = instead else { return go(&format!("/care/people/{participant}/times?said=gone")) };
    match shared.store.answer_make_up(staff, participant, session, instead).await {
        Ok(()) => go(&format!("/care/people/{participant}/times?said=saved")),
        Err(StoreError::Problem(problem))
            if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Forbidden | ProblemKind::NotFound) =>
        {
            go(&format!("/care/people/{participant}/times?said=gone"))
        }
        Err(other) => Err(other.into()),
    }
}
