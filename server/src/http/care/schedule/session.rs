//! `/care/schedule/sessions/{session}`: roster, attendance and cancellation.

use app::care::schedule::SessionLine;
use app::care::schedule::roster::{self, RosterPage, RosterRow};
use axum::extract::{Path, Query, State};
use domain::base::id::{ParticipantId, SessionId};
use domain::base::problem::ProblemKind;
use domain::schedule::Attendance;
use serde::Deserialize;

use super::fields::{Pairs, Reader};
use super::{id_of, line, tell};
use crate::http::actor::Staff;
use crate::http::care::form::Typed;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, go, page};
use crate::state::Shared;

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
    let found = shared.store.roster(who, id_of::<SessionId>(&session)?).await?;
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
        saved: said.said == "saved",
    };
    page(roster::page(&viewer.inside(&shared, who).await?, &shown))
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
    Staff(who): Staff,
    Path(session): Path<String>,
    Typed(pairs): Typed<Pairs>,
) -> Page {
    let session: SessionId = id_of(&session)?;
    let reason = Reader::new(pairs).reason().ok_or(ProblemKind::Invalid)?;
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
