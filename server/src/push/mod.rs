//! Notifies browsers. One trait with two implementations: Web Push, and a recorder for tests.
//!
//! Push is a convenience: the in-app inbox has every reminder anyway, and a server without a push contact works without
//! it.

pub mod answer;
pub mod endpoint;
pub mod resolver;
pub mod vapid;
pub mod web_push;

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::base::id::OccurrenceId;
use domain::reminders::texts::{Lang, Notice};
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
    /// The message expires then.
    pub expires_at: DateTime<Utc>,
    /// Deliver at once, even if the phone is idle.
    pub urgent: bool,
    /// Show it without sound.
    pub silent: bool,
    pub now: DateTime<Utc>,
}

/// Law: returns within 10 seconds, whatever the push service does, and connects to allowed origins only.
pub trait Push: Send + Sync {
    fn send(&self, notification: Notification) -> BoxFuture<'_, Answer>;
}

/// Records messages for tests and reports all of them as accepted.
#[derive(Default)]
pub struct Recorder(Mutex<Vec<Notification>>);

impl Recorder {
    /// Drains the messages recorded since the last call.
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
