//! `/care/sign-in` and `/care/sign-out`.

use app::care::shell::sign_in::{self, Reason};
use axum::Json as Answered;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect};
use chrono::SecondsFormat;
use domain::people::STAFF_SIGN_IN;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::actor::Staff;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, page};
use crate::http::cookie::Jar;
use crate::state::Shared;

#[derive(Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

pub async fn show(viewer: Viewer, headers: HeaderMap, Query(said): Query<Said>) -> Page {
    let reason = if said.said == "out" {
        Reason::SignedOut
    } else if said.said == "kept" {
        Reason::Kept
    } else if said.said == "other" {
        Reason::Other
    } else if Jar::Staff.token(&headers).is_some() {
        Reason::Expired
    } else {
        Reason::Arrived
    };
    page(sign_in::page(&viewer.outside(), reason))
}

/// Typing on a page counts as being there. The guard has noted it; this says until when it holds.
pub async fn here(State(shared): State<Shared>, Staff(who): Staff) -> Answered<Value> {
    let now = shared.env.now();
    let until = STAFF_SIGN_IN.end(who.since, now);
    let left = (until - now).num_seconds();
    Answered(json!({ "until": until.to_rfc3339_opts(SecondsFormat::Secs, true), "left": left }))
}

pub async fn end(State(shared): State<Shared>, Staff(who): Staff) -> Page {
    shared.store.end_sign_in(who.token_hash).await?;
    let mut response = Redirect::to("/care/sign-in?said=out").into_response();
    if let Some(cookie) = Jar::Staff.forget() {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}
