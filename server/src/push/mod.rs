//! Notifying browsers. One trait, so that tests can record instead; the real thing is Web Push.
//!
//! Push is a convenience: the in-app inbox has every reminder anyway, and a server without a contact for push services runs well
//! without it.

pub mod answer;
pub mod endpoint;
pub mod resolver;
pub mod vapid;
pub mod web_push;

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::id::OccurrenceId;
use domain::reminder::texts::{Lang, Notice};
use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::store::types::reminders::Subscription;
pub use answer::Answer;

/// One message to one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub to: Subscription,
    pub occurrence: OccurrenceId,
    pub notice: Notice,
    pub lang: Lang,
    /// From then on it is of no use.
    pub expires_at: DateTime<Utc>,
    /// It cannot wait until the phone is picked up.
    pub urgent: bool,
    pub now: DateTime<Utc>,
}

/// Law: answers within 10 seconds, whatever the other side does, and never connects to an origin that is not allowed.
pub trait Push: Send + Sync {
    fn send(&self, notification: Notification) -> BoxFuture<'_, Answer>;
}

/// Remembers what it is told, for tests, and says that all of it was taken.
#[derive(Default)]
pub struct Recorder(Mutex<Vec<Notification>>);

impl Recorder {
    /// Takes out what was sent since the last time.
    pub fn take(&self) -> Vec<Notification> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Push for Recorder {
    fn send(&self, notification: Notification) -> BoxFuture<'_, Answer> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(notification);
        std::future::ready(Answer::Taken).boxed()
    }
}
