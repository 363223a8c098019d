//! Reminders on the wire. The server knows when, only the phone knows why: a habit is a time rule and the id of a
//! sealed document, and a single reminder is a time and a random id.

pub mod foresee;
pub mod life;
pub mod plan;
pub mod rules;
pub mod texts;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::Invalid;
use crate::base::bounded::bounded;
use crate::base::catalogue::catalogue;
use crate::base::id::{ActId, DeviceId, FeedVersion, ObjectId, OccurrenceId, OnceId, ReplyId, SessionId};
use crate::base::numbered::numbered;
use crate::schedule::{Minute, Minutes, Weekdays, Zone};
use crate::sync::form::{FeedRow, OpForm};

bounded! {
    /// Lead time of a session's reminder, in minutes: 5 minutes to two days.
    Lead(u16): "lead", 5..=2880, "minutes from 5 to 2880";
    /// Travel time to a session in minutes; added to every lead time.
    Travel(u8): "travel", 0..=240, "minutes from 0 to 240";
}

/// Hours of the day without notifications, in the phone's zone. `from` after `until` goes over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quiet {
    pub from: Minute,
    /// The first minute that is no longer quiet.
    pub until: Minute,
}

/// A participant's reminder settings. Not sealed, because the server needs them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderSettings {
    /// Before sessions.
    pub sessions: bool,
    /// About moved and canceled sessions.
    pub changes: bool,
    /// About replies from staff.
    pub messages: bool,
    /// The participant's own: habits, and one-time reminders.
    pub own: bool,
    /// At most four, each once.
    pub leads: Vec<Lead>,
    pub travel: Travel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Quiet>,
    /// Days on which no habit reminds; sessions still do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_off: Option<Weekdays>,
    /// No reminders before this day begins, in the phone's zone.
    #[serde(default, with = "crate::base::day::option", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub paused_until: Option<NaiveDate>,
    /// Habits and messages come as one notification a day at this time instead of one each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Minute>,
}

impl ReminderSettings {
    pub const MOST_LEADS: usize = 4;

    /// # Errors
    /// Names the field that holds too many, or the same twice.
    pub fn check(&self) -> Result<(), Invalid> {
        let twice = self.leads.iter().enumerate().any(|(at, lead)| self.leads[..at].contains(lead));
        if self.leads.len() > Self::MOST_LEADS || twice {
            return Err(Invalid::new("op.settings.leads", format!("at most {} different leads", Self::MOST_LEADS)));
        }
        Ok(())
    }
}

/// An hour before sessions, and everything else as it happens, but not at night.
impl Default for ReminderSettings {
    fn default() -> Self {
        let minute = |hour: u16| Minute::new(hour * 60).ok();
        let quiet = minute(22).zip(minute(7)).map(|(from, until)| Quiet { from, until });
        Self {
            sessions: true,
            changes: true,
            messages: true,
            own: true,
            leads: Lead::new(60).into_iter().collect(),
            travel: Travel(0),
            quiet,
            days_off: None,
            paused_until: None,
            digest: None,
        }
    }
}

/// The settings as the server has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettingsChange {
    pub version: FeedVersion,
    pub settings: ReminderSettings,
    /// The zone that a phone reported last; quiet hours and habits go by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
}

impl FeedRow for SettingsChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (Self::ROW, self.version)
    }
}

impl SettingsChange {
    /// Id of its only feed row. Permanent.
    pub const ROW: [u8; 16] = [0; 16];
}

/// Times of a habit's reminders, in the zone of the phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HabitRule {
    /// 1 to 6, each once.
    pub times: Vec<Minute>,
    pub days: Weekdays,
    /// A reminder is valid this long.
    pub window: Minutes,
    /// It comes during quiet hours too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub through_quiet: bool,
}

impl HabitRule {
    pub const MOST_TIMES: usize = 6;

    /// # Errors
    /// Names the field that holds too many, or the same twice.
    pub fn check(&self) -> Result<(), Invalid> {
        let twice = self.times.iter().enumerate().any(|(at, time)| self.times[..at].contains(time));
        if self.times.is_empty() || self.times.len() > Self::MOST_TIMES || twice {
            return Err(Invalid::new("op.rule.times", format!("1 to {} different times", Self::MOST_TIMES)));
        }
        Ok(())
    }
}

/// A habit as the server knows it. `habit` is the id of the sealed document with its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HabitChange {
    pub habit: ObjectId,
    pub version: FeedVersion,
    /// None once it was ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<HabitRule>,
}

impl FeedRow for HabitChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.habit.bytes(), self.version)
    }
}

/// Subject of an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum About {
    Session(SessionId),
    /// A session was moved, canceled or added at short notice, or is elsewhere.
    Changed(SessionId),
    Reply {
        object: ObjectId,
        reply: ReplyId,
    },
    Habit(ObjectId),
    Once(OnceId),
    /// Several reminders in one, once a day.
    Digest,
    /// A test that the participant asked for.
    Test,
}

catalogue! {
    /// Why an occurrence was never delivered. The names are permanent.
    WhyNot {
        /// The participant turned its kind off.
        TurnedOff,
        Paused,
        /// It expired during quiet hours.
        Quiet,
        DayOff,
        /// Its subject was canceled or moved.
        Cancelled,
        /// No phone takes notifications.
        NoPhone,
        /// The browser's push service refused it.
        Refused,
        /// The browser's push service did not answer in time.
        Unreachable,
        /// It came with the day's digest.
        InDigest,
    }
}

numbered! {
    WhyNot {
        TurnedOff = 1,
        Paused = 2,
        Quiet = 3,
        DayOff = 4,
        Cancelled = 5,
        NoPhone = 6,
        Refused = 7,
        Unreachable = 8,
        InDigest = 9,
    }
}

/// The outcome of an occurrence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OccurrenceState {
    Waiting,
    /// Push services accepted it for these phones; its display is unconfirmed.
    Sent {
        at: DateTime<Utc>,
        to: Vec<DeviceId>,
    },
    Snoozed {
        until: DateTime<Utc>,
    },
    Done,
    /// It expired without an answer.
    Expired,
    NotDelivered {
        because: WhyNot,
    },
}

/// One planned time of a reminder, from two days ahead on, and its outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OccurrenceChange {
    pub occurrence: OccurrenceId,
    pub version: FeedVersion,
    pub about: About,
    /// For `changed`: the other sessions that the same act changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<SessionId>,
    pub due_at: DateTime<Utc>,
    /// End of its validity.
    pub expires_at: DateTime<Utc>,
    pub state: OccurrenceState,
}

impl FeedRow for OccurrenceChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.occurrence.bytes(), self.version)
    }
}

/// The participant's act on an occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// Nothing more comes of it, nor of others about the same thing that are due before it expires.
    Done,
    /// Again at that time, if it is still valid then.
    Snoozed { until: DateTime<Utc> },
}

/// The latest that arrives counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetReminders {
    pub act: ActId,
    pub settings: ReminderSettings,
}

impl OpForm for SetReminders {
    fn act(&self) -> Option<ActId> {
        Some(self.act)
    }

    fn check(&self) -> Result<(), Invalid> {
        self.settings.check()
    }
}

/// The latest that arrives counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetHabit {
    pub habit: ObjectId,
    pub act: ActId,
    /// None ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<HabitRule>,
}

impl OpForm for SetHabit {
    fn act(&self) -> Option<ActId> {
        Some(self.act)
    }

    fn check(&self) -> Result<(), Invalid> {
        self.rule.as_ref().map_or(Ok(()), HabitRule::check)
    }
}

/// Asks for one notification. The id makes it one, however often it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemindOnce {
    pub once: OnceId,
    pub at: DateTime<Utc>,
    /// End of its validity; at most two days after `at`.
    pub until: DateTime<Utc>,
}

impl OpForm for RemindOnce {
    fn check(&self) -> Result<(), Invalid> {
        let useful = self.until - self.at;
        if useful <= TimeDelta::zero() || useful > TimeDelta::days(2) {
            return Err(Invalid::new("op.until", "later than op.at, by two days at most"));
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settle {
    pub occurrence: OccurrenceId,
    pub act: ActId,
    pub to: Settled,
}

impl OpForm for Settle {
    fn act(&self) -> Option<ActId> {
        Some(self.act)
    }
}
