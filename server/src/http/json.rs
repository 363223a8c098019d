//! Reads a JSON body of bounded size. Errors name the field and never quote the input.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use domain::Invalid;
use domain::base::problem::{Problem, ProblemKind};
use serde::de::DeserializeOwned;

use crate::error::Refusal;

/// The size limit of any body but a sync.
pub const BODY: usize = 64 * 1024;
/// The size limit of a sync: a batch and its envelope.
pub const SYNC_BODY: usize = 320 * 1024;

/// A JSON body of at most `MAX` bytes.
pub struct Json<T, const MAX: usize = BODY>(pub T);

impl<S: Send + Sync, T: DeserializeOwned, const MAX: usize> FromRequest<S> for Json<T, MAX> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = to_bytes(request.into_body(), MAX).await.map_err(|error| too_large_or_broken::<MAX>(&error))?;
        if let Ok(read) = serde_json::from_slice(&bytes) {
            return Ok(Self(read));
        }
        // Parse again, more slowly, to find the error.
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        serde_path_to_error::deserialize(&mut reader).map(Json).map_err(|error| {
            let path = error.path().to_string();
            let field = if path == "." || path.is_empty() { "body".to_owned() } else { path };
            // serde's messages may quote the value, so they are not passed on.
            let allowed = match error.inner().classify() {
                serde_json::error::Category::Data => "see /api/v1/openapi.json",
                _ => "well-formed JSON",
            };
            Invalid::new(field, allowed).into()
        })
    }
}

/// The refusal of a body that is too large, or did not arrive.
pub fn too_large_or_broken<const MAX: usize>(error: &axum::Error) -> Refusal {
    let too_large =
        std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>);
    if too_large {
        let problem = Problem::new(ProblemKind::TooLarge);
        Problem { invalid: Some(Invalid::new("body", format!("at most {MAX} bytes"))), ..problem }.into()
    } else {
        Invalid::new("body", "a whole body").into()
    }
}
