//! The participant's sessions as a calendar (RFC 5545): a file, and a private address for calendar programs.
//!
//! Calendars are copied to other companies' servers, so they contain only the short neutral name and the time: no staff
//! title, room, link or name. Times are in UTC, so that a calendar program with older zone rules cannot move a session.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::base::problem::ProblemKind;
use domain::schedule::SessionState;
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};
use serde::Serialize;

use super::actor::Phone;
use crate::error::Answer;
use crate::state::Shared;
use crate::store::types::schedule::{Known, OwnTimes};

/// A private calendar address, shown once.
#[derive(Serialize, utoipa::ToSchema)]
pub struct CalendarLink {
    pub url: String,
}

#[utoipa::path(get, path = "/api/v1/calendar.ics",
    responses((status = 200, content_type = "text/calendar", body = String)))]
pub async fn download(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<Response> {
    let times = shared.store.own_times(phone.participant).await?;
    let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"times.ics\"");
    Ok(([(header::CONTENT_TYPE, KIND), name], write(&times)).into_response())
}

/// Creates a private address and removes the previous one.
#[utoipa::path(post, path = "/api/v1/calendar",
    responses((status = 200, body = CalendarLink)))]
pub async fn make(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<Json<CalendarLink>> {
    let token = shared.store.make_calendar_link(phone).await?;
    Ok(Json(CalendarLink { url: format!("{}/calendar/{token}", shared.origin) }))
}

#[utoipa::path(delete, path = "/api/v1/calendar", responses((status = 204)))]
pub async fn end(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<StatusCode> {
    shared.store.drop_calendar_link(phone).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Unknown and ended addresses look alike.
pub async fn feed(State(shared): State<Shared>, Path(token): Path<String>) -> Answer<Response> {
    let participant = shared.store.calendar_of(token).await?.ok_or(ProblemKind::NotFound)?;
    let times = shared.store.own_times(participant).await?;
    Ok(([(header::CONTENT_TYPE, KIND)], write(&times)).into_response())
}

const KIND: &str = "text/calendar; charset=utf-8";

fn write(times: &OwnTimes) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Evenkeel//Times 1//EN"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    for known in &times.sessions {
        calendar.push(event(known));
    }
    calendar.to_string()
}

fn event(known: &Known) -> Event {
    let session = &known.change;
    let off = matches!(session.state, SessionState::Cancelled | SessionState::Withdrawn);
    let mut event = Event::new();
    event
        .uid(&format!("{}@evenkeel", session.session))
        .timestamp(known.changed_at)
        .sequence(u32::try_from(known.number).unwrap_or(u32::MAX))
        .starts(session.starts_at)
        .ends(session.ends_at())
        .summary(session.name.as_str());
    event.status(if off { EventStatus::Cancelled } else { EventStatus::Confirmed });
    event.done()
}
