//! `/api/v1/enrolments`: a phone enters a code, and asks for its state.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::base::problem::ProblemKind;
use domain::people::enrolment::{EnrolmentAnswer, EnrolmentCode, EnrolmentRequest};
use serde::Deserialize;

use crate::demo::came_directly;
use crate::error::Answer;
use crate::http::caller::Caller;
use crate::http::cookie::Jar;
use crate::http::json::Json;
use crate::state::Shared;
use crate::store::types::people::{Entered, Looked};

/// A phone asks for the state of its enrollment.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct EnrolmentCheck {
    /// As returned with `waiting`.
    pub ticket: String,
}

/// Wrong, expired and used codes get the same response. Too many tries from one network get another one, whatever the
/// code. An existing sign-in is replaced only by one of the same person.
#[utoipa::path(post, path = "/api/v1/enrolments", request_body = EnrolmentRequest,
    responses((status = 200, body = EnrolmentAnswer), (status = 403), (status = 410), (status = 429)))]
pub async fn enter(
    State(shared): State<Shared>,
    Caller(from): Caller,
    headers: HeaderMap,
    Json(request): Json<EnrolmentRequest>,
) -> Answer<Response> {
    // A demo code needs no confirmation, so it is accepted only from this machine.
    if shared.settings.demo && !came_directly(&headers) {
        return Err(ProblemKind::Code.into());
    }
    shared.tries.begin(from, shared.env.now())?;
    let entered = match EnrolmentCode::parse(&request.code) {
        Ok(code) if shared.store.may_enter(code, request.device).await? => {
            shared.store.enter_code(code, request.device, request.participant).await?
        }
        _ => Entered::No,
    };
    if !matches!(entered, Entered::No | Entered::SomebodyElse) {
        shared.tries.forgive(from);
    }
    answer(entered)
}

/// A waiting phone always gets a response; only unknown tickets are counted.
#[utoipa::path(post, path = "/api/v1/enrolments/check", request_body = EnrolmentCheck,
    responses((status = 200, body = EnrolmentAnswer), (status = 410), (status = 429)))]
pub async fn check(
    State(shared): State<Shared>,
    Caller(from): Caller,
    Json(request): Json<EnrolmentCheck>,
) -> Answer<Response> {
    answer(match shared.store.look_at_ticket(request.ticket).await? {
        Looked::Unknown => {
            shared.tries.begin(from, shared.env.now())?;
            Entered::Refused
        }
        Looked::Refused => Entered::Refused,
        Looked::Waiting { number, ticket } => Entered::Waiting { number, ticket },
        Looked::ComesIn { ticket } => shared.store.check_ticket(ticket).await?,
    })
}

fn answer(entered: Entered) -> Answer<Response> {
    match entered {
        Entered::No => Err(ProblemKind::Code.into()),
        Entered::SomebodyElse => Err(ProblemKind::ForeignStream.into()),
        Entered::Refused => Ok(axum::Json(EnrolmentAnswer::Refused).into_response()),
        Entered::Waiting { number, ticket } => {
            Ok(axum::Json(EnrolmentAnswer::Waiting { number, ticket }).into_response())
        }
        Entered::In { welcome, token } => {
            let cookie = AppendHeaders(Jar::Phone.keep(&token).map(|value| (axum::http::header::SET_COOKIE, value)));
            Ok((cookie, axum::Json(EnrolmentAnswer::In { welcome })).into_response())
        }
    }
}
