//! Plain types of reminders that the store accepts and returns.

use chrono::{DateTime, Utc};
use domain::base::id::{DeviceId, OccurrenceId, ParticipantId};
use domain::reminders::rules::Source;
use domain::reminders::texts::Lang;
use serde::{Deserialize, Serialize};

/// A browser's push endpoint and encryption keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    pub endpoint: String,
    /// The browser's public key: 65 bytes, base64url.
    pub p256dh: String,
    /// The browser's secret: 16 bytes, base64url.
    pub auth: String,
}

/// One browser that receives an occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub device: DeviceId,
    pub subscription: Subscription,
    pub lang: Lang,
    /// The number of earlier attempts.
    pub attempts: u32,
}

/// An occurrence that this dispatcher may send until its lease expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    pub participant: ParticipantId,
    pub occurrence: OccurrenceId,
    pub source: Source,
    pub expires_at: DateTime<Utc>,
    /// Show it without sound.
    pub silent: bool,
    /// Expiry of the lease; also identifies its holder.
    pub until: DateTime<Utc>,
    pub targets: Vec<Target>,
}

/// The outcome of an attempt at one browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The push service accepted it.
    Taken,
    /// The subscription is gone.
    Gone,
    /// The push service does not know the subscription, which may be its mistake.
    Missing,
    /// The push service rejects this message.
    Refused,
    /// It was tried; retry then.
    Again(DateTime<Utc>),
    /// It was not tried; try then.
    NotYet(DateTime<Utc>),
}

/// An attempt at one browser, and its endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub device: DeviceId,
    /// Hash of the endpoint that was tried; the browser may have a new one by now.
    pub endpoint_hash: [u8; 32],
    pub outcome: Outcome,
}
