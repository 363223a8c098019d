//! Reminders and notifications.

use domain::base::id::{ObjectId, OccurrenceId};
use domain::reminders::{HabitRule, ReminderSettings, Settled};

use super::trouble::Working;

/// State of notifications on this phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser makes all of them"))]
pub enum Notifications {
    On,
    /// They can be turned on.
    Off,
    /// The participant told the browser never to show any.
    Denied,
    /// On an iPhone they need the app on the home screen.
    HomeScreenFirst,
    /// This browser has none.
    NoSupport,
    /// The server has no key to send with.
    NoKey,
    /// The browser could not reach its push service.
    NoService,
    /// The push service refused every subscription that was made lately.
    Refused,
    /// Nothing can be said without a network.
    NoNetwork,
}

/// Once a method returns without trouble, the setting is on this phone, and the server hears of it.
pub trait Reminders {
    fn set_reminders(&self, settings: ReminderSettings) -> Working<()>;
    /// Sets the times of a habit's reminders; `None` ends them.
    fn set_habit(&self, habit: ObjectId, rule: Option<HabitRule>) -> Working<()>;
    fn settle(&self, occurrence: OccurrenceId, to: Settled) -> Working<()>;

    fn notifications(&self) -> Working<Notifications>;
    /// Asks for permission, which only a tap may do.
    fn turn_on(&self) -> Working<Notifications>;
    fn turn_off(&self) -> Working<Notifications>;
    /// The result comes by the feed.
    fn send_test(&self) -> Working<OccurrenceId>;
}
