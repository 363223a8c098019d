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
use crate::store::StoreError;
use crate::store::types::people::SignedInStaff;
use crate::store::types::schedule::Mark;
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
    let drawn = if said.said == "saved" { Drawn::Saved } else { Drawn::Asked };
    draw(&shared, viewer, who, id_of(&session)?, drawn).await
}

/// The occasion of a page.
enum Drawn {
    Asked,
    Saved,
    /// The reason of a cancellation was not taken.
    Wrong(Filled),
    /// This was typed over an older version.
    Stale(Pairs),
}

async fn draw(shared: &Shared, viewer: Viewer, who: SignedInStaff, session: SessionId, drawn: Drawn) -> Page {
    let mut found = shared.store.roster(who, session).await?;
    sort_by_name(viewer.lang, &mut found.lines, |line| &line.name);
    let version = found.session.version().to_string();
    let saved = matches!(drawn, Drawn::Saved);
    let (status, filled, stale) = match drawn {
        Drawn::Asked | Drawn::Saved => (StatusCode::OK, Filled::default(), None),
        Drawn::Wrong(filled) => (StatusCode::BAD_REQUEST, filled, None),
        Drawn::Stale(typed) => (StatusCode::CONFLICT, Filled::default(), Some(typed.into_iter().collect())),
    };
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
        version,
        filled,
        stale,
    };
    page_with(status, roster::page(&viewer.inside(shared, who).await?, &shown))
}

pub async fn mark(
    State(shared): State<Shared>,
    viewer: Viewer,
    Staff(who): Staff,
    Path(session): Path<String>,
    Typed(pairs): Typed<Pairs>,
) -> Page {
    let session: SessionId = id_of(&session)?;
    let everybody = pairs.iter().any(|(field, _)| field == "everybody").then_some(Attendance::Attended);
    let was = |participant: &str| {
        let field = roster::was_field(participant);
        let (_, word) = pairs.iter().find(|(name, _)| *name == field)?;
        Some(Attendance::from_word(word))
    };
    let marks = pairs.iter().filter_map(|(field, value)| {
        let participant: ParticipantId = field.strip_prefix("a_")?.parse().ok()?;
        let now = everybody.or_else(|| Attendance::from_word(value));
        Some(Mark { participant, was: was(&participant.to_string()), now })
    });
    // What the reader did not touch stays as others marked it meanwhile.
    let marks = marks.filter(|mark| mark.was != Some(mark.now)).collect();
    match shared.store.mark_session(who, session, marks).await {
        Err(StoreError::Stale) => return draw(&shared, viewer, who, session, Drawn::Stale(pairs)).await,
        done => done?,
    }
    go(&format!("/care/schedule/sessions/{session}?said=saved"))
}

pub async fn cancel(
    State(shared): State<Shared>,
    viewer: Viewer,
    Staff(who): Staff,
    Path(session): Path<String>,
    Typed(pairs): Typed<Pairs>,
) -> Page {
    let session: SessionId = id_of(&session)?;
    let mut reader = Reader::new(pairs.clone());
    let Some(reason) = reader.reason() else {
        return draw(&shared, viewer, who, session, Drawn::Wrong(reader.filled)).await;
    };
    match shared.store.cancel_session(who, session, reason).await {
        Err(StoreError::Stale) => return draw(&shared, viewer, who, session, Drawn::Stale(pairs)).await,
        done => done?,
    }
    tell(&shared, who.program).await;
    go(&format!("/care/schedule/sessions/{session}?said=saved"))
}

pub async fn restore(
    State(shared): State<Shared>,
    viewer: Viewer,
    Staff(who): Staff,
    Path(session): Path<String>,
) -> Page {
    let session: SessionId = id_of(&session)?;
    match shared.store.restore_session(who, session).await {
        Err(StoreError::Stale) => return draw(&shared, viewer, who, session, Drawn::Stale(Vec::new())).await,
        done => done?,
    }
    tell(&shared, who.program).await;
    go(&format!("/care/schedule/sessions/{session}?said=saved"))
}
