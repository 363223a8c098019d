//! `/plain/times`: the schedule without WASM, for a signed-in participant. Never stored, and never handled by the
//! service worker.

use app::plain::{self, PlainSession, PlainTimes};
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};

use super::actor::Phone;
use super::care::viewer::Viewer;
use crate::error::Answer;
use crate::state::Shared;
use crate::zones;

pub async fn times(State(shared): State<Shared>, viewer: Viewer, Phone(phone): Phone) -> Answer<Response> {
    let times = shared.store.own_times(phone.participant).await?;
    let now = shared.env.now();
    let week = times.term.as_ref().and_then(|term| {
        let today = zones::day(zones::known("zone", &term.zone).ok()?, now);
        Some((term.week(today)?, term.weeks))
    });
    let sessions = times.sessions.into_iter().map(|known| known.change);
    let sessions = sessions.filter(|session| session.ends_at() > now);
    let today = |session: &domain::schedule::SessionChange| {
        zones::known("zone", &session.zone).is_ok_and(|zone| zones::day(zone, now) == session.day)
    };
    let sessions = sessions.map(|session| PlainSession { today: today(&session), session }).collect();
    Ok(Html(plain::times(viewer.lang, &PlainTimes { week, sessions })).into_response())
}
