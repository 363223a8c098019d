//! Turns every error into an HTTP response: `application/problem+json`, without internals.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Invalid;
use domain::base::problem::{Problem, ProblemKind};

use crate::store::StoreError;

/// The result of a handler.
pub type Answer<T> = Result<T, Refusal>;

/// Default `Retry-After` in seconds: the wait before a phone retries a busy server.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

#[derive(Debug)]
pub struct Refusal(pub Box<Problem>);

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl From<ProblemKind> for Refusal {
    fn from(kind: ProblemKind) -> Self {
        Problem::new(kind).into()
    }
}

impl From<Invalid> for Refusal {
    fn from(invalid: Invalid) -> Self {
        Problem::invalid(invalid).into()
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Problem(problem) => Self(problem),
            // The door of forms answers with the first one's page instead.
            StoreError::Taken => ProblemKind::Unavailable.into(),
            StoreError::Stale => Problem { status: 409, ..Problem::new(ProblemKind::Invalid) }.into(),
            other => {
                tracing::error!("{}", other.for_log());
                ProblemKind::Unavailable.into()
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        // Infallible: plain JSON with string keys.
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        response.extensions_mut().insert(self.0.kind);
        if let Some(seconds) = self.0.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        } else if self.0.kind == ProblemKind::Unavailable {
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response
    }
}
