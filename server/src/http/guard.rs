//! The guard of every route: who may enter, from where, and the headers of every response.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use app::care::shell::notice::Notice;
use axum::RequestExt as _;
use axum::body::{Body, HttpBody as _};
use axum::extract::{MatchedPath, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Invalid;
use domain::base::id::ParticipantId;
use domain::base::problem::{Problem, ProblemKind};
use domain::people::access::Ruling;
use http_body_util::BodyExt as _;
use tower_http::timeout::{TimeoutBody, TimeoutError};

use super::actor::{Assigned, Phone, Staff};
use super::care::form::arrived::Arrived;
use super::cookie::Jar;
use crate::error::{Answer, Refusal};
use crate::http::access::Access;
use crate::seal::token_hash;
use crate::state::Shared;
use crate::store::types::people::{SignedIn, SignedInPhone, SignedInStaff};

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every response; a handler's own value wins.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// Marks requests that a page of staff makes by itself, with nobody there: they do not make a sign-in last longer.
const WATCHES: &str = "evenkeel-watches";

/// Two years of HTTPS only, on every response of an https server. Without `includeSubDomains`, because other services
/// under a clinic's name are not ours to break.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Admits callers that the route's access allows, and passes them to the handler.
pub async fn admit(State((shared, access)): State<(Shared, Access)>, mut request: Request, next: Next) -> Response {
    if shared.store.staff_wait() && matches!(access, Access::Staff(_)) {
        return staff_wait();
    }
    let is_page = is_page(&request);
    // Every form of staff comes through here, whatever its handler does.
    let form = match access {
        Access::Staff(_) => match Arrived::read(&shared, &mut request).await {
            Ok(form) => form,
            Err(refusal) => return refusal.into_response(),
        },
        Access::Public | Access::Phone => None,
    };
    match (identify(&shared, access, form.as_ref(), &mut request).await, form) {
        (Ok(None), None) => next.run(request).await,
        (Ok(None), Some(form)) => form.answered(&shared, next.run(request).await).await,
        (Ok(Some(answer)), _) => answer,
        (Err(refusal), form) => refuse(&shared, refusal, form, is_page).await,
    }
}

/// `is_page`: a page of staff was asked for.
async fn refuse(shared: &Shared, refusal: Refusal, form: Option<Arrived>, is_page: bool) -> Response {
    match (refusal, form) {
        (Refusal(problem), Some(form)) if problem.kind == ProblemKind::SignIn => {
            form.after_the_end(shared).await.unwrap_or_else(|error| Refusal::from(error).into_response())
        }
        (refusal, _) if is_page && refusal.0.kind == ProblemKind::SignIn => {
            Redirect::to("/care/sign-in").into_response()
        }
        (refusal, _) => refusal.into_response(),
    }
}

/// It is unknown whether the database is the newest: shares closed since might be open in it.
fn staff_wait() -> Response {
    let mut response = Refusal::from(ProblemKind::Unavailable).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    response.extensions_mut().insert(Notice::Checking);
    response
}

fn is_page(request: &Request) -> bool {
    request.method() == Method::GET && request.uri().path().starts_with("/care")
}

/// Notes in the request who is calling. An answer, if a form needs no handler.
async fn identify(
    shared: &Shared,
    access: Access,
    form: Option<&Arrived>,
    request: &mut Request,
) -> Answer<Option<Response>> {
    match access {
        Access::Public => {}
        Access::Phone => {
            let phone = phone(shared, request.headers()).await?;
            request.extensions_mut().insert(Phone(phone));
        }
        Access::Staff(act) => {
            let mut staff = staff(shared, request.headers()).await?;
            if let Some(form) = form {
                // Before anything else is asked: the first post may have ended the right to send it.
                match form.admit(shared, staff).await? {
                    Ok(with_form) => staff = with_form,
                    Err(answer) => return Ok(Some(answer)),
                }
            }
            if !staff.role.can(act) {
                return Err(ProblemKind::Forbidden.into());
            }
            if act.is_about_somebody() {
                let Path(path): Path<HashMap<String, String>> =
                    request.extract_parts().await.map_err(|_| ProblemKind::NotFound)?;
                let participant: Option<ParticipantId> = path.get("participant").and_then(|id| id.parse().ok());
                let participant = participant.ok_or(ProblemKind::NotFound)?;
                match shared.store.may(staff.staff, participant, act).await? {
                    Ruling::Granted => {}
                    Ruling::Forbidden => return Err(ProblemKind::Forbidden.into()),
                    Ruling::NotThere => return Err(ProblemKind::NotFound.into()),
                }
                request.extensions_mut().insert(Assigned { staff, participant });
            }
            request.extensions_mut().insert(Staff(staff));
        }
    }
    Ok(None)
}

/// The phone of a request's cookie.
///
/// # Errors
/// `sign_in` without one, `revoked` if it was revoked.
pub async fn phone(shared: &Shared, headers: &HeaderMap) -> Answer<SignedInPhone> {
    match who(shared, Jar::Phone, headers).await? {
        Some(SignedIn::Phone(phone)) => Ok(phone),
        Some(SignedIn::Revoked) => Err(ProblemKind::Revoked.into()),
        _ => Err(ProblemKind::SignIn.into()),
    }
}

/// The staff member of a request's cookie.
///
/// # Errors
/// `sign_in` without one.
pub async fn staff(shared: &Shared, headers: &HeaderMap) -> Answer<SignedInStaff> {
    match who(shared, Jar::Staff, headers).await? {
        Some(SignedIn::Staff(staff)) => Ok(staff),
        _ => Err(ProblemKind::SignIn.into()),
    }
}

async fn who(shared: &Shared, jar: Jar, headers: &HeaderMap) -> Answer<Option<SignedIn>> {
    let Some(token) = jar.token(headers) else { return Ok(None) };
    let hash = token_hash(token);
    let Some(found) = shared.store.find_sign_in(hash).await? else { return Ok(None) };
    if found.stale && !(jar == Jar::Staff && headers.contains_key(WATCHES)) {
        shared.store.touch_sign_in(hash).await?;
    }
    Ok(Some(found.who))
}

/// Refuses requests from other sites, and requests that none of our pages sends.
pub async fn same_origin(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    match check_origin(&shared, &request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

fn check_origin(shared: &Shared, request: &Request) -> Answer<()> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(());
    }
    let headers = request.headers();
    let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or_default());
    let ours =
        text("origin").map_or_else(|| text("sec-fetch-site") == Some("same-origin"), |origin| origin == shared.origin);
    if !ours || text("sec-fetch-site").is_some_and(|site| site != "same-origin") {
        return Err(ProblemKind::Origin.into());
    }
    let api = request.uri().path().starts_with("/api/");
    let kind = text("content-type").and_then(|t| t.split(';').next()).map(|t| t.trim().to_ascii_lowercase());
    match kind.as_deref() {
        None if text("content-length").is_none_or(|l| l == "0") && !headers.contains_key(header::TRANSFER_ENCODING) => {
            Ok(())
        }
        Some("application/json") => Ok(()),
        Some("application/x-www-form-urlencoded") if !api => Ok(()),
        _ => Err(Invalid::new(
            "content-type",
            if api { "application/json" } else { "a form of ours, or application/json" },
        )
        .into()),
    }
}

/// Refuses a request whose body stalls or that exceeds the time limit. A write in progress continues in a task of the
/// store.
pub async fn in_time(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let limits = shared.settings.limits;
    let stopped = Arc::new(AtomicBool::new(false));
    let note = Arc::clone(&stopped);
    let request = request.map(|body| {
        if body.is_end_stream() {
            return body;
        }
        Body::new(TimeoutBody::new(limits.body_pause, body).map_err(move |error| {
            note.fetch_or(error.is::<TimeoutError>(), Ordering::Relaxed);
            error
        }))
    });
    let answered = tokio::time::timeout(limits.request, next.run(request)).await;
    match answered {
        // Replaces the handler's response to a truncated body.
        Ok(_) if stopped.load(Ordering::Relaxed) => late(StatusCode::REQUEST_TIMEOUT),
        Ok(response) => response,
        Err(_) => late(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// Looks like a busy server to a phone: nothing was refused, and it sends again.
fn late(status: StatusCode) -> Response {
    Refusal::from(Problem { status: status.as_u16(), ..Problem::new(ProblemKind::Unavailable) }).into_response()
}

/// Adds the headers, and `no-store` to everything that may be about a person.
pub async fn dress(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let personal =
        ["/api/", "/care/", "/plain/", "/calendar/"].iter().any(|under| path.starts_with(under)) || path == "/care";
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if shared.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    if personal {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// One line per request: method, route pattern, status, duration. Never the address, which may say who it is about.
pub async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let pattern = request.extensions().get::<MatchedPath>().map(|p| p.as_str().to_owned());
    let started = Instant::now();
    let response = next.run(request).await;
    let milliseconds = started.elapsed().as_millis();
    tracing::info!(
        "{method} {} {} {milliseconds} ms",
        pattern.as_deref().unwrap_or("(file)"),
        response.status().as_u16()
    );
    response
}

/// The response after a handler panicked.
pub fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Refusal::from(ProblemKind::Unavailable).into_response()
}
