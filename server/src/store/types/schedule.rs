//! Plain types of the schedule that the store accepts and returns.

use chrono::{DateTime, NaiveDate, Utc};
use domain::base::id::{ParticipantId, SeriesId, SessionId, StaffId};
use domain::base::text::{Address, Label, ReplyText};
use domain::schedule::{Attendance, Minute, Minutes, PlannedDay, Rule, SessionKind, Track, Zone};
use serde::{Deserialize, Serialize};

use super::forms::Version;

/// Titles, room and link of a series or session. Sealed as JSON under the program's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// For staff only; never sent to a phone.
    pub title: Label,
    /// Short and neutral, for phones and calendars.
    pub name: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Label>,
    /// An https address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Address>,
}

impl Words {
    /// True if somebody who knows the words of before would not get there.
    pub fn is_elsewhere(&self, before: &Self) -> bool {
        (&self.room, &self.link) != (&before.room, &before.link)
    }
}

/// The participants of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone on the track at the time.
    Track(Track),
    /// Sorted by id, without duplicates.
    People(Vec<ParticipantId>),
}

/// The plan of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesPlan {
    pub kind: SessionKind,
    pub words: Words,
    pub leader: Option<StaffId>,
    pub audience: Audience,
    pub rule: Rule,
    pub start: Minute,
    pub minutes: Minutes,
}

/// The sessions that a change of a series applies to. Sessions that have begun never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Sessions that the rule puts on this day or later.
    From(NaiveDate),
    All,
}

/// The wanted plan of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnePlan {
    pub day: NaiveDate,
    pub start: Minute,
    pub minutes: Minutes,
    pub words: Words,
    pub leader: Option<StaffId>,
    /// Shown to the participants.
    pub reason: Option<ReplyText>,
}

/// A stored series.
#[derive(Clone, Debug)]
pub struct Series {
    pub series: SeriesId,
    pub plan: SeriesPlan,
    pub zone: Zone,
}

/// A stored session.
#[derive(Clone, Debug)]
pub struct Session {
    pub session: SessionId,
    pub series: SeriesId,
    pub kind: SessionKind,
    /// The day that the rule gave it.
    pub planned_day: NaiveDate,
    pub day: NaiveDate,
    pub start: Minute,
    pub minutes: Minutes,
    pub zone: Zone,
    pub starts_at: DateTime<Utc>,
    pub standing: PlannedDay,
    pub words: Words,
    /// Its titles or leader differ from those of the series.
    pub own_words: bool,
    /// Its leader, or the leader when it began.
    pub leader: Option<StaffId>,
    /// The current leader of its series.
    pub series_leader: Option<StaffId>,
    pub reason: Option<String>,
    /// Grows with every change that attendees are told of.
    pub changed: i64,
    /// The value of `changed` at the last change of what one must know to get there: time, standing, room or link.
    pub timed: i64,
    pub changed_at: DateTime<Utc>,
}

impl Series {
    /// The version that a form of the series is made from.
    pub fn version(&self) -> Version {
        Version::of(&self.plan)
    }
}

/// What a roster says of one participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub participant: ParticipantId,
    /// The attendance that the roster was made from; `None` if it did not say.
    pub was: Option<Option<Attendance>>,
    pub now: Option<Attendance>,
}

impl Mark {
    /// Whatever was said before.
    pub const fn set(participant: ParticipantId, now: Option<Attendance>) -> Self {
        Self { participant, was: None, now }
    }
}

impl Session {
    /// The version that a form of the session is made from.
    pub fn version(&self) -> Version {
        let Self { day, start, minutes, words, leader, standing, reason, .. } = self;
        Version::of(&(day, start, minutes, words, leader, standing, reason))
    }

    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at + self.minutes.length()
    }
}

/// A participant's weeks and track, as set by staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub track: Option<Track>,
    pub began: NaiveDate,
    /// 1 to 104.
    pub weeks: u8,
}

/// A session in the program's list, with attendee counts.
#[derive(Clone, Debug)]
pub struct ListedSession {
    pub session: Session,
    pub leader: Option<String>,
    /// The number of participants who were told that they are on it.
    pub people: i64,
    /// The number of them who said they cannot come.
    pub cannot: i64,
}

/// The program's sessions in a span of days.
#[derive(Clone, Debug)]
pub struct Listing {
    pub zone: Zone,
    /// The civil date in `zone`.
    pub today: NaiveDate,
    /// The first day of the listing.
    pub from: NaiveDate,
    /// By time.
    pub sessions: Vec<ListedSession>,
    pub holidays: Vec<(NaiveDate, String)>,
}

/// Choices and defaults of the schedule's forms.
#[derive(Clone, Debug)]
pub struct Planning {
    pub zone: Zone,
    pub today: NaiveDate,
    pub holidays: Vec<(NaiveDate, String)>,
    /// Staff who can sign in and may read entries, by name.
    pub staff: Vec<(StaffId, String)>,
}

/// One participant of a session, for staff who may see them.
#[derive(Clone, Debug)]
pub struct RosterLine {
    pub participant: ParticipantId,
    pub name: String,
    pub coming: Option<domain::schedule::Coming>,
    pub reason: Option<String>,
    pub attendance: Option<Attendance>,
    pub make_up: Option<domain::schedule::MakeUp>,
}

/// The participants of a session, for staff.
#[derive(Clone, Debug)]
pub struct Roster {
    pub session: Session,
    pub leader: Option<String>,
    /// The participants the reader may see, by name.
    pub lines: Vec<RosterLine>,
    /// The number of all others.
    pub others: usize,
    /// `true` once it has begun.
    pub begun: bool,
}

/// One session of one participant.
#[derive(Clone, Debug)]
pub struct PersonSession {
    pub session: Session,
    pub withdrawn: bool,
    pub coming: Option<domain::schedule::Coming>,
    pub reason: Option<String>,
    pub attendance: Option<Attendance>,
    pub make_up: Option<domain::schedule::MakeUp>,
    pub note: Option<String>,
}

/// A participant's weeks and sessions.
#[derive(Clone, Debug)]
pub struct PersonTimes {
    pub name: String,
    pub zone: Zone,
    pub today: NaiveDate,
    pub term: Option<Term>,
    /// By time: the last 26 weeks and everything ahead.
    pub sessions: Vec<PersonSession>,
    /// Sessions in the next five weeks that they are not on, by time.
    pub open: Vec<Session>,
}

/// A session at the same time as a planned one.
#[derive(Clone, Debug)]
pub struct Clash {
    pub session: Session,
    /// The same leader.
    pub leader: bool,
    /// The number of participants on both.
    pub people: usize,
}

/// A plan to check for conflicts: of a series, or of one session at a new time.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A plan, and the series (from a day on) that it replaces, if any.
    Series(SeriesPlan, Option<(SeriesId, Scope)>),
    One(SessionId, OnePlan),
}

/// A session that a participant's phones know.
#[derive(Clone, Debug)]
pub struct Known {
    pub change: domain::schedule::SessionChange,
    /// Grows whenever phones are told of a change.
    pub number: i64,
    /// Time of the last change to its plan.
    pub changed_at: DateTime<Utc>,
}

/// The sessions and weeks that a participant's phones know.
#[derive(Clone, Debug)]
pub struct OwnTimes {
    pub term: Option<domain::schedule::TermChange>,
    /// By time.
    pub sessions: Vec<Known>,
}
