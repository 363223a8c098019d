//! `/api/v1/push`: whether this server notifies, this phone's subscription, and an honest test.

use axum::extract::State;
use axum::http::StatusCode;
use domain::Invalid;
use domain::base::id::OccurrenceId;
use domain::reminders::texts::Lang;
use serde::{Deserialize, Serialize};

use crate::error::Answer;
use crate::http::actor::Phone;
use crate::http::json::Json;
use crate::push::web_push::are_keys;
use crate::state::Shared;
use crate::store::types::reminders::Subscription;

/// Why subscribing is not possible.
#[derive(Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyNoPush {
    /// The operator set no contact for push services.
    NotConfigured,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct PushState {
    /// The key to subscribe with: 65 bytes, base64url. `None` if notifications are off.
    pub key: Option<String>,
    pub why: Option<WhyNoPush>,
    /// `true` if this phone is subscribed.
    pub subscribed: bool,
}

/// The output of `PushSubscription.toJSON()`, and the language of notifications.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct Subscribe {
    pub endpoint: String,
    pub keys: SubscribeKeys,
    /// `en` or `es`.
    pub lang: String,
}

#[derive(Deserialize, utoipa::ToSchema)]
pub struct SubscribeKeys {
    pub p256dh: String,
    pub auth: String,
}

#[derive(Serialize, utoipa::ToSchema)]
pub struct Tested {
    /// Its outcome comes with the next sync.
    pub occurrence: OccurrenceId,
}

#[utoipa::path(get, path = "/api/v1/push", responses((status = 200, body = PushState)))]
pub async fn show(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<axum::Json<PushState>> {
    let key = shared.push.key.clone();
    let why = key.is_none().then_some(WhyNoPush::NotConfigured);
    Ok(axum::Json(PushState { key, why, subscribed: shared.store.is_subscribed(phone).await? }))
}

/// One owner per endpoint: its previous owner is unsubscribed.
#[utoipa::path(put, path = "/api/v1/push/subscription", request_body = Subscribe,
    responses((status = 204)))]
pub async fn subscribe(
    State(shared): State<Shared>,
    Phone(phone): Phone,
    Json(asked): Json<Subscribe>,
) -> Answer<StatusCode> {
    let lang = Lang::from_code(&asked.lang).ok_or_else(|| Invalid::new("lang", "en or es"))?;
    if shared.push.allowed.origin(&asked.endpoint).is_none() {
        return Err(Invalid::new("endpoint", "an https address of a browser's push service").into());
    }
    let SubscribeKeys { p256dh, auth } = asked.keys;
    if !are_keys(&p256dh, &auth) {
        return Err(Invalid::new("keys", "65 and 16 bytes in base64url, as a browser gives them").into());
    }
    shared.store.subscribe(phone, Subscription { endpoint: asked.endpoint, p256dh, auth }, lang).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[utoipa::path(delete, path = "/api/v1/push/subscription", responses((status = 204)))]
pub async fn unsubscribe(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<StatusCode> {
    shared.store.unsubscribe(phone).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Plans a notification to this phone that is due now.
#[utoipa::path(post, path = "/api/v1/push/test", responses((status = 202, body = Tested)))]
pub async fn test(State(shared): State<Shared>, Phone(phone): Phone) -> Answer<(StatusCode, axum::Json<Tested>)> {
    Ok((StatusCode::ACCEPTED, axum::Json(Tested { occurrence: shared.store.ask_test(phone).await? })))
}
