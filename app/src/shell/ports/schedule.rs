//! What the pages of sessions and reminders ask of the device.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::id::{ObjectId, OccurrenceId, SessionId};
use domain::reminder::{HabitRule, ReminderSettings, Settled};
use domain::schedule::{Coming, Zone};
use domain::text::ReplyText;

use super::trouble::Doing;

/// How it stands with notifications on this phone.
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
    /// Nothing can be said without a network.
    NoNetwork,
}

/// As with [`super::Port`]: when something comes back without trouble, it is on this phone, and the server hears of it.
pub trait TimesPort {
    /// Says whether one comes to a session; none takes it back. Staff read `reason`.
    fn answer_session(&self, session: SessionId, coming: Option<Coming>, reason: Option<ReplyText>) -> Doing<()>;
    fn ask_make_up(&self, session: SessionId, note: Option<ReplyText>) -> Doing<()>;
    fn set_reminders(&self, settings: ReminderSettings) -> Doing<()>;
    /// When a habit reminds; none ends it.
    fn set_habit(&self, habit: ObjectId, rule: Option<HabitRule>) -> Doing<()>;
    fn settle(&self, occurrence: OccurrenceId, to: Settled) -> Doing<()>;
    /// Asks the server for what is new, now.
    fn ask_server(&self);

    /// The address of a private calendar; whoever had an earlier one loses it.
    fn make_calendar(&self) -> Doing<String>;
    fn end_calendar(&self) -> Doing<()>;
    /// Puts a text where the participant can paste it from.
    fn copy(&self, text: &str) -> Doing<()>;

    fn notifications(&self) -> Doing<Notifications>;
    /// Asks for permission, which only a tap may do.
    fn turn_on(&self) -> Doing<Notifications>;
    fn turn_off(&self) -> Doing<Notifications>;
    /// What became of it comes by the feed.
    fn send_test(&self) -> Doing<OccurrenceId>;

    /// "Thursday, November 19", whatever the zone.
    fn civil_day(&self, day: NaiveDate) -> String;
    /// Date and time there; in the phone's own zone without one.
    fn civil_time(&self, at: DateTime<Utc>, zone: Option<&Zone>) -> NaiveDateTime;
    /// What opens a place in a maps app of the phone.
    fn map_address(&self, place: &str) -> String;
    /// Where to go once this phone is in again.
    fn go_on_to(&self, path: Option<String>);
    fn goes_on_to(&self) -> Option<String>;
}
