//! Sessions and a participant's weeks, as sent to phones. Staff plan civil times in the program's zone; the server
//! computes the instants, because phones have no zone database.

mod civil;
mod expand;
pub mod leading;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use civil::{Minute, Minutes, Weekdays, Zone};
pub use expand::{DayChange, PlannedDay, Rule};

use crate::base::catalogue::catalogue;
use crate::base::id::{ActId, FeedVersion, SessionId};
use crate::base::numbered::{numbered, worded};
use crate::base::text::{Address, Label, ReplyText};
use crate::sync::form::{FeedRow, OpForm};

catalogue! {
    /// Purpose of a series. The names are permanent.
    SessionKind { Group, Individual, Family, Education, Medical }
    /// A weekly pattern of sessions.
    Track { Day, Evening }
    /// A participant's answer before a session.
    Coming { OnMyWay, CantCome }
    /// Attendance, as marked by staff.
    Attendance { Attended, Late, Excused, Missed }
    /// State of a session.
    SessionState {
        Planned,
        /// At another time than it was planned first.
        Moved,
        Cancelled,
        /// It takes place, but the participant is no longer on it.
        Withdrawn,
    }
    /// The state of a request for a make-up.
    MakeUp { Asked, Accepted, Declined }
}

numbered! {
    SessionKind { Group = 1, Individual = 2, Family = 3, Education = 4, Medical = 5 }
    Track { Day = 1, Evening = 2 }
    Coming { OnMyWay = 1, CantCome = 2 }
    Attendance { Attended = 1, Late = 2, Excused = 3, Missed = 4 }
    MakeUp { Asked = 1, Accepted = 2, Declined = 3 }
}

worded! {
    SessionKind {
        Group = "Group", Individual = "Individual", Family = "Family", Education = "Education", Medical = "Medical"
    }
    Track { Day = "Day", Evening = "Evening" }
    Attendance { Attended = "Attended", Late = "Late", Excused = "Excused", Missed = "Missed" }
}

/// One dated session as told to one participant's phones: from five weeks ahead on, and all past ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionChange {
    pub session: SessionId,
    pub version: FeedVersion,
    pub kind: SessionKind,
    /// Short and neutral: a stranger may see it on the phone. The title that staff use never leaves the server.
    pub name: Label,
    /// The civil date and time in `zone`.
    #[serde(with = "crate::base::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub day: NaiveDate,
    pub start: Minute,
    pub minutes: Minutes,
    pub zone: Zone,
    /// The same as an instant.
    pub starts_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Label>,
    /// An https address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Address>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<Label>,
    pub state: SessionState,
    /// Why it was cancelled or moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReplyText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coming: Option<Coming>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Attendance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub make_up: Option<MakeUp>,
    /// The session that makes up for this one, once staff accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<SessionId>,
}

impl FeedRow for SessionChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (*self.session.bytes(), self.version)
    }
}

impl SessionChange {
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at + self.minutes.length()
    }
}

/// A participant's weeks in the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TermChange {
    pub version: FeedVersion,
    /// The first day, in `zone`.
    #[serde(with = "crate::base::day")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub began: NaiveDate,
    /// 1 to 104.
    pub weeks: u8,
    pub zone: Zone,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<Track>,
}

impl FeedRow for TermChange {
    fn row(&self) -> ([u8; 16], FeedVersion) {
        (Self::ROW, self.version)
    }
}

impl TermChange {
    /// Id of its only feed row. Permanent.
    pub const ROW: [u8; 16] = [0; 16];

    /// Week of the program on `today`: 1 to `weeks`; `None` before and after.
    pub fn week(&self, today: NaiveDate) -> Option<u8> {
        week(self.began, self.weeks, today)
    }
}

/// Week on `today` out of `weeks` from `began` on, from 1; `None` before and after.
pub fn week(began: NaiveDate, weeks: u8, today: NaiveDate) -> Option<u8> {
    let week = u8::try_from((today - began).num_days().div_euclid(7)).ok()?.checked_add(1)?;
    (week <= weeks).then_some(week)
}

/// RSVP of the participant. Shown to staff; the latest to arrive counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerSession {
    pub session: SessionId,
    pub act: ActId,
    /// None takes the answer back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coming: Option<Coming>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReplyText>,
}

impl OpForm for AnswerSession {
    fn act(&self) -> Option<ActId> {
        Some(self.act)
    }
}

/// Asks for a make-up of a session that was missed, excused or cancelled, or that the participant cannot come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskMakeUp {
    pub session: SessionId,
    pub act: ActId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<ReplyText>,
}

impl OpForm for AskMakeUp {
    fn act(&self) -> Option<ActId> {
        Some(self.act)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_counted_from_the_first_day_and_ends_with_the_term() {
        let day = |text| crate::base::day::parse("day", text).unwrap();
        let term = TermChange {
            version: FeedVersion::from_bytes([1; 16]),
            began: day("2026-11-03"),
            weeks: 12,
            zone: Zone::new("zone", "America/New_York").unwrap(),
            track: None,
        };
        for (today, week) in [
            ("2026-11-02", None),
            ("2026-11-03", Some(1)),
            ("2026-11-09", Some(1)),
            ("2026-11-10", Some(2)),
            ("2027-01-25", Some(12)),
            ("2027-01-26", None),
        ] {
            assert_eq!(term.week(day(today)), week, "{today}");
        }
    }
}
