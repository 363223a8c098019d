//! `/care/sign-in` and `/care/sign-out`.

use app::care::shell::sign_in::{self, Reason};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

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
    } else if Jar::Staff.token(&headers).is_some() {
        Reason::Expired
    } else {
        Reason::Arrived
    };
    page(sign_in::page(&viewer.outside(), reason))
}

pub async fn end(State(shared): State<Shared>, Staff(who): Staff) -> Page {
    shared.store.end_sign_in(who.token_hash).await?;
    let mut response = Redirect::to("/care/sign-in?said=out").into_response();
    if let Some(cookie) = Jar::Staff.forget() {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}
