//! Turns a problem into a page where a person reads the response.

use app::care::shell::notice::{self, Notice};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};

use super::viewer::Viewer;
use crate::http::language;

pub async fn as_page(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_page = (path == "/care" || path.starts_with("/care/")) && !path.starts_with("/care/passkeys/");
    if !is_page {
        return next.run(request).await;
    }
    let viewer = Viewer { lang: language::lang(request.headers()) };
    let response = next.run(request).await;
    let is_problem =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
    let status = response.status();
    if !is_problem && status != StatusCode::NOT_FOUND {
        return response;
    }
    if !is_problem && response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let notice = match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => Notice::Missing,
        StatusCode::FORBIDDEN => Notice::Forbidden,
        StatusCode::UNAUTHORIZED => Notice::SignedOut,
        StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE => Notice::Unreadable,
        _ => response.extensions().get().copied().unwrap_or(Notice::Broken),
    };
    let mut page = (status, Html(notice::page(&viewer.outside(), notice))).into_response();
    if let Some(later) = response.headers().get(header::RETRY_AFTER) {
        page.headers_mut().insert(header::RETRY_AFTER, later.clone());
    }
    page
}
