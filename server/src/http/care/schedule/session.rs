//! `/care/schedule/sessions/{session}`: roster, attendance and cancellation.

use app::care::schedule::SessionLine;
use app::care::schedule::fields::Filled;
use app::care::schedule::roster::{self, RosterPage, RosterRow};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use domain::base::id::{ParticipantId, SessionId};
use domain::schedule::Attendance;
use serde::Deserialize;

use super::fields::{Pairs, Reader};
use super::{id_of, line, tell};
use crate::http::actor::Staff;
use crate::http::care::form::Typed;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, go, page_with};
use crate::state::Shared;
use crate::store::types::people::SignedInStaff;
use crate::unicode::sort_by_name;

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

pub async fn show(
    State(shared): State<Shared>,
    viewer: Viewer,
    Staff(who): Staff,
    Path(session): Path<String>,
    Query(said): Query<Said>,
) -> Page {
    draw(&shared, viewer, who, &session, Filled::default(), said.said == "saved").await
}

async fn draw(shared: &Shared, viewer: Viewer, who: SignedInStaff, session: &str, filled: Filled, saved: bool) -> Page {
    let mut found = shared.store.roster(who, id_of::<SessionId>(session)?).await?;
    sort_by_name(viewer.lang, &mut found.lines, |line| &line.name);
    let status = if filled.wrong.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let rows = found.lines.into_iter().map(|one| RosterRow {
        id: one.participant.to_string(),
        name: one.name,
        coming: one.coming,
        reason: one.reason,
        attendance: one.attendance,
        make_up: one.make_up,
    });
    let rows: Vec<RosterRow> = rows.collect();
    let people = i64::try_from(rows.len() + found.others).unwrap_or(i64::MAX);
    let shown = RosterPage {
        line: SessionLine { people, ..line(found.session, found.leader) },
        rows,
        others: found.others,
        begun: found.begun,
        saved,
        filled,
    };
    page_with(status, roster::page(&viewer.inside(shared, who).await?, &shown))
}

pub async fn mark(
    State(shared): State<Shared>,
    Staff(who): Staff,
    Path(session): Path<String>,
    Typed(pairs): Typed<Pairs>,
) -> Page {
    let session: SessionId = id_of(&session)?;
    let everybody = pairs.iter().any(|(field, _)| field == "everybody").then_some(Attendance::Attended);
    let said = pairs.iter().filter_map(|(field, value)| {
        let participant: ParticipantId = field.strip_prefix("a_")?.parse().ok()?;
        let said = Attendance::from_word(value);
        Some((participant, everybody.or(said)))
    });
    shared.store.mark_session(who, session, said.collect()).await?;
    go(&format!("/care/schedule/sessions/{session}?said=saved"))
}

pub async fn cancel(
    State(shared): State<Shared>,
    viewer: Viewer,
    Staff(who): Staff,
    Path(session): Path<String>,
    Typed(pairs): Typed<Pairs>,
) -> Page {
    let mut reader = Reader::new(pairs);
    let Some(reason) = reader.reason() else {
        return draw(&shared, viewer, who, &session, reader.filled, false).await;
    };
    let session: SessionId = id_of(&session)?;
    shared.store.cancel_session(who, session, reason).await?;
    tell(&shared, who.program).await;
    go(&format!("/care/schedule/sessions/{session}?said=saved"))
}

pub async fn restore(State(shared): State<Shared>, Staff(who): Staff, Path(session): Path<String>) -> Page {
    let session: SessionId = id_of(&session)?;
    shared.store.restore_session(who, session).await?;
    tell(&shared, who.program).await;
    go(&format!("/care/schedule/sessions/{session}?said=saved"))
}
