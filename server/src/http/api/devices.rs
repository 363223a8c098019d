//! `/api/v1/devices`: a participant's phones, revoking one, and vouching for a new one.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::base::id::DeviceId;
use domain::base::problem::ProblemKind;
use domain::sync::PhoneChange;
use serde::Serialize;

use crate::error::Answer;
use crate::http::actor::Phone;
use crate::keys::gone::Gone;
use crate::state::Shared;

/// All phones of the participant, oldest first.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Devices {
    pub devices: Vec<PhoneChange>,
}

#[utoipa::path(get, path = "/api/v1/devices", responses((status = 200, body = Devices)))]
pub async fn list(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<Json<Devices>> {
    Ok(Json(Devices { devices: shared.store.devices(phone.participant).await? }))
}

/// Revokes a phone at once. Records it in the list of the gone first, so that no restored backup lets it in again.
#[utoipa::path(post, path = "/api/v1/devices/{device}/revoke", params(("device" = DeviceId, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn revoke(
    State(shared): State<Shared>,
    Phone(phone): Phone,
    Path(device): Path<String>,
) -> Answer<StatusCode> {
    let device: DeviceId = device.parse().map_err(|_| ProblemKind::NotFound)?;
    let all = shared.store.devices(phone.participant).await?;
    let find = |id| all.iter().find(|d| d.device == id).ok_or(ProblemKind::NotFound);
    let (mine, theirs) = (find(phone.device)?, find(device)?);
    if device != phone.device && !mine.vouched {
        return Err(ProblemKind::Forbidden.into());
    }
    if !theirs.revoked {
        let gone = Gone::Device(phone.participant, device);
        shared.store.note_gone(gone, shared.store.revoke_device(phone, device)).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A vouched phone vouches for another.
#[utoipa::path(post, path = "/api/v1/devices/{device}/vouch", params(("device" = DeviceId, Path)),
    responses((status = 204), (status = 403), (status = 404)))]
pub async fn vouch(
    State(shared): State<Shared>,
    Phone(phone): Phone,
    Path(device): Path<String>,
) -> Answer<StatusCode> {
    let device: DeviceId = device.parse().map_err(|_| ProblemKind::NotFound)?;
    shared.store.vouch_for(phone, device).await?;
    Ok(StatusCode::NO_CONTENT)
}
