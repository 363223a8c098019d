//! `/api/v1/sign-ins/current`: who this phone is signed in as, and signing out.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use domain::people::enrolment::Welcome;

use crate::error::Answer;
use crate::http::actor::Phone;
use crate::http::cookie::Jar;
use crate::state::Shared;

#[utoipa::path(get, path = "/api/v1/sign-ins/current",
    responses((status = 200, body = Welcome), (status = 410)))]
pub async fn show(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<Json<Welcome>> {
    Ok(Json(shared.store.welcome(phone).await?))
}

/// Ends the sign-in; the phone stays enrolled, and needs a new code to come back.
#[utoipa::path(delete, path = "/api/v1/sign-ins/current", responses((status = 204)))]
pub async fn end(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<impl IntoResponse> {
    shared.store.end_sign_in(phone.token_hash).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders(Jar::Phone.forget().map(|value| (header::SET_COOKIE, value)))))
}
