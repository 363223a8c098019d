//! `/care/demo/{token}`: the one-time link of the demo. A GET shows a button; only the POST signs in.

use app::care::shell::demo;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect};
use domain::base::problem::ProblemKind;

use super::passkeys::next;
use crate::demo::came_directly;
use crate::error::Answer;
use crate::http::care::viewer::Viewer;
use crate::http::care::{Page, page, page_with};
use crate::http::cookie::Jar;
use crate::state::Shared;
use crate::store::types::care::LinkPurpose;

fn allowed(shared: &Shared, headers: &HeaderMap) -> Answer<()> {
    if shared.settings.demo && came_directly(headers) { Ok(()) } else { Err(ProblemKind::NotFound.into()) }
}

pub async fn show(State(shared): State<Shared>, viewer: Viewer, headers: HeaderMap, Path(token): Path<String>) -> Page {
    allowed(&shared, &headers)?;
    match shared.store.find_link(token.clone(), LinkPurpose::Demo).await? {
        Some(link) => page(demo::page(&viewer.outside(), &token, &link.name)),
        None => page_with(StatusCode::NOT_FOUND, demo::gone(&viewer.outside())),
    }
}

pub async fn sign_in(
    State(shared): State<Shared>,
    viewer: Viewer,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Page {
    allowed(&shared, &headers)?;
    let Some(link) = shared.store.find_link(token.clone(), LinkPurpose::Demo).await? else {
        return page_with(StatusCode::NOT_FOUND, demo::gone(&viewer.outside()));
    };
    let signed_in = shared.store.sign_in_by_link(token).await?;
    let mut response = Redirect::to(&next(&shared, link.staff).await?).into_response();
    if let Some(cookie) = Jar::Staff.keep(&signed_in) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}
