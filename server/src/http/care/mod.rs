//! The staff side: plain forms and whole pages. A POST responds with a redirect, unless it has an error to show.

mod before;
pub mod code;
pub mod entry;
pub mod form;
pub mod getting_in;
pub mod inbox;
pub mod language;
pub mod people;
pub mod person;
pub mod phones;
mod said;
pub mod schedule;
pub mod team;
pub mod viewer;

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Redirect, Response};

use crate::error::Answer;

/// A page or a problem; [`refused`](crate::http::refused) turns a problem into a page.
pub type Page = Answer<Response>;

fn page(html: String) -> Page {
    Ok(Html(html).into_response())
}

fn page_with(status: StatusCode, html: String) -> Page {
    Ok((status, Html(html)).into_response())
}

fn go(path: &str) -> Page {
    Ok(Redirect::to(path).into_response())
}
