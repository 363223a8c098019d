//! `POST /api/v1/sync`: a phone sends what it wrote and gets what is new.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use domain::base::problem::ProblemKind;
use domain::sync::{SyncAnswer, SyncRequest};

use crate::error::Answer;
use crate::http::actor::Phone;
use crate::http::json::{Json, SYNC_BODY};
use crate::state::Shared;
use crate::store::types::sync::Synced;

/// Replaying a request any number of times changes nothing. A problem means that nothing of the request was applied.
#[utoipa::path(post, path = "/api/v1/sync", request_body = SyncRequest, responses(
    (status = 200, body = SyncAnswer),
    (status = 403),
    (status = 409), (status = 410)))]
pub async fn exchange(
    State(shared): State<Shared>,
    Phone(phone): Phone,
    Json(request): Json<SyncRequest, SYNC_BODY>,
) -> Answer<Response> {
    match shared.store.sync(phone, request).await? {
        // Serialized into one buffer, because a page of the feed is large and has many small parts.
        Synced::Answer(answer) => match serde_json::to_vec(&answer) {
            Ok(body) => Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response()),
            Err(_) => Err(ProblemKind::Unavailable.into()),
        },
        Synced::RolledBack(epoch) => {
            tracing::warn!("a phone knows more than the database: it was rolled back, and a new epoch begins");
            shared.store.begin_epoch(epoch, shared.store.gone().all().map_err(crate::store::StoreError::from)?).await?;
            Err(ProblemKind::Epoch.into())
        }
    }
}
