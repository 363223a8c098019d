//! Every error response, as its reader needs it: a page for whoever asks for a page, a problem for every program. The
//! errors of handlers, of extractors, of the router and of the guard all pass through here.

use app::care::shell::notice as staff;
use app::notice as person;
use app::words::i18n::Lang;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};
use domain::Invalid;
use domain::base::problem::{Problem, ProblemKind};

use super::care::viewer::Viewer;
use crate::error::Refusal;
use crate::http::language;
use crate::state::Shared;

/// Who reads the response to a request.
#[derive(Clone, Copy)]
enum Reader {
    Program,
    /// Somebody who asked for a page that is not for staff.
    Person(Lang),
    Staff(Lang),
}

impl Reader {
    /// Browsers accept `text/html` for what a person opens, and for nothing else. At the addresses of pages everybody
    /// gets one.
    fn of(request: &Request) -> Self {
        let (path, lang) = (request.uri().path(), language::lang(request.headers()));
        let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
        let opened = accepted.is_some_and(|kinds| kinds.to_ascii_lowercase().contains("text/html"));
        let ceremony = path.starts_with("/care/passkeys/");
        match path == "/care" || path.starts_with("/care/") {
            true if opened || !ceremony => Self::Staff(lang),
            false if opened || path.starts_with("/plain/") => Self::Person(lang),
            _ => Self::Program,
        }
    }
}

/// Writes error responses anew; a handler's own page stays as it is.
pub async fn told(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let reader = Reader::of(&request);
    let asks = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || has_kind(response.headers(), "text/html") {
        return response;
    }
    match reader {
        Reader::Program if has_kind(response.headers(), PROBLEM) => response,
        Reader::Program => dressed_as(&response, Refusal::from(problem(status)).into_response()),
        Reader::Person(lang) => {
            let html = person::page(lang, shared.site.style(), for_person(status, asks));
            dressed_as(&response, (status, Html(html)).into_response())
        }
        Reader::Staff(lang) => {
            let (known, kind) = (response.extensions().get().copied(), response.extensions().get().copied());
            let notice = for_staff(status, kind, asks).or(known).unwrap_or(staff::Notice::Broken);
            let html = staff::page(&Viewer::outside_of(lang).outside(), notice);
            dressed_as(&response, (status, Html(html)).into_response())
        }
    }
}

const PROBLEM: &str = "application/problem+json";

fn has_kind(headers: &HeaderMap, kind: &str) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(kind.as_bytes()))
}

/// Keeps what a browser or a program goes by, and keeps the response out of every cache.
fn dressed_as(response: &Response, mut anew: Response) -> Response {
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            anew.headers_mut().insert(name, value.clone());
        }
    }
    anew.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    anew
}

/// The problem of a response that says nothing but its status: of the router, or of an extractor.
fn problem(status: StatusCode) -> Problem {
    let problem = match status {
        StatusCode::NOT_FOUND => ProblemKind::NotFound.into(),
        StatusCode::METHOD_NOT_ALLOWED => ProblemKind::Method.into(),
        StatusCode::PAYLOAD_TOO_LARGE => ProblemKind::TooLarge.into(),
        _ if status.is_client_error() => Invalid::new("address", "see /api/v1/openapi.json").into(),
        _ => Problem::new(ProblemKind::Unavailable),
    };
    Problem { status: status.as_u16(), ..problem }
}

/// `asks`: the request was to read.
fn for_person(status: StatusCode, asks: bool) -> person::Notice {
    match status {
        StatusCode::NOT_FOUND => person::Notice::Missing,
        StatusCode::BAD_REQUEST | StatusCode::METHOD_NOT_ALLOWED if asks => person::Notice::Missing,
        StatusCode::UNAUTHORIZED => person::Notice::SignedOut,
        StatusCode::GONE => person::Notice::Removed,
        StatusCode::TOO_MANY_REQUESTS => person::Notice::Tries,
        StatusCode::REQUEST_TIMEOUT => person::Notice::Busy,
        _ if status.is_client_error() => person::Notice::Refused,
        _ => person::Notice::Busy,
    }
}

/// `None` if the server failed: it may say why.
fn for_staff(status: StatusCode, kind: Option<ProblemKind>, asks: bool) -> Option<staff::Notice> {
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => Some(staff::Notice::Missing),
        StatusCode::BAD_REQUEST | StatusCode::METHOD_NOT_ALLOWED if asks => Some(staff::Notice::Missing),
        StatusCode::FORBIDDEN if kind != Some(ProblemKind::Origin) => Some(staff::Notice::Forbidden),
        StatusCode::UNAUTHORIZED => Some(staff::Notice::SignedOut),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => None,
        _ if status.is_client_error() => Some(staff::Notice::Unreadable),
        _ => None,
    }
}
