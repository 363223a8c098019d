//! `GET /api/v1/ledger`: who saw what, for the participant.

use axum::Json;
use axum::extract::State;
use domain::ledger::LedgerAnswer;

use crate::error::Answer;
use crate::http::actor::Phone;
use crate::state::Shared;

#[utoipa::path(get, path = "/api/v1/ledger", responses((status = 200, body = LedgerAnswer)))]
pub async fn show(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<Json<LedgerAnswer>> {
    Ok(Json(LedgerAnswer { rows: shared.store.ledger(phone.participant).await? }))
}
