//! The participant's documents: one per route pattern and language, the same for everyone, rendered by `app`.

use axum::http::{HeaderMap, Uri};
use axum::response::Response;

/// The document at an address, if `app` has one there.
pub fn find(_address: &Uri, _headers: &HeaderMap) -> Option<Response> {
    None
}
