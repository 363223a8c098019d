//! `GET /api/v1/ledger`: who saw what, for the participant.

use axum::Json;
use axum::extract::{Query, State};
use domain::ledger::LedgerAnswer;
use serde::Deserialize;

use crate::error::Answer;
use crate::http::actor::Phone;
use crate::state::Shared;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The number of a row: answers up to 500 rows after it. Without it, the whole chain.
    after: Option<u64>,
}

#[utoipa::path(get, path = "/api/v1/ledger", params(Asked), responses((status = 200, body = LedgerAnswer)))]
pub async fn show(
    State(shared): State<Shared>,
    Phone(phone): Phone,
    Query(asked): Query<Asked>,
) -> Answer<Json<LedgerAnswer>> {
    Ok(Json(LedgerAnswer { rows: shared.store.ledger(phone.participant, asked.after).await? }))
}
