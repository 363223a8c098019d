//! Plain types of reminders that cross the store's line.

use chrono::{DateTime, Utc};
use domain::id::{DeviceId, OccurrenceId, ParticipantId};
use domain::reminder::rules::Source;
use domain::reminder::texts::Lang;
use serde::{Deserialize, Serialize};

/// Where a browser takes notifications, and for whom it has to be encrypted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    pub endpoint: String,
    /// The browser's public key: 65 bytes, base64url.
    pub p256dh: String,
    /// The browser's secret: 16 bytes, base64url.
    pub auth: String,
}

/// One browser that an occurrence goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub device: DeviceId,
    pub subscription: Subscription,
    pub lang: Lang,
    /// How often it was tried already.
    pub attempts: u32,
}

/// An occurrence that this dispatcher may send until its lease runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    pub participant: ParticipantId,
    pub occurrence: OccurrenceId,
    pub source: Source,
    pub expires_at: DateTime<Utc>,
    /// When the lease runs out; proves whose it is.
    pub until: DateTime<Utc>,
    pub targets: Vec<Target>,
}

/// What became of an attempt at one browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The push service took it.
    Taken,
    /// The subscription is no more.
    Gone,
    /// The push service does not know the subscription; it may be its mistake.
    Missing,
    /// The push service will not take this.
    Refused,
    /// It was tried; once more then.
    Again(DateTime<Utc>),
    /// It was not tried; not before then.
    NotYet(DateTime<Utc>),
}

/// An attempt at one browser, and where it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub device: DeviceId,
    /// Of the endpoint that was tried; the browser may have another by now.
    pub endpoint_hash: [u8; 32],
    pub outcome: Outcome,
}
