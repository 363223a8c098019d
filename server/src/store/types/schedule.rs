//! Plain types of the schedule that cross the store's line.

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::{ParticipantId, SeriesId, SessionId, StaffId};
use domain::schedule::{Minute, Minutes, Rule, SessionKind, Standing, Track, Zone};
use domain::text::{Address, Label, ReplyText};
use serde::{Deserialize, Serialize};

/// What a series or one session is called and where it is. Sealed as JSON under the program's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// For staff; it never leaves the server for a phone.
    pub title: Label,
    /// Short and neutral, for phones and calendars.
    pub name: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<Label>,
    /// An https address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Address>,
}

/// Who is on a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody of the track, whoever that is at the time.
    Track(Track),
    /// In id order, each once.
    People(Vec<ParticipantId>),
}

/// A series as staff planned it.
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

/// Which sessions a change of a series is about. What has begun is never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that the rule puts on this day or later.
    From(NaiveDate),
    All,
}

/// One session as staff want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnePlan {
    pub day: NaiveDate,
    pub start: Minute,
    pub minutes: Minutes,
    pub words: Words,
    pub leader: Option<StaffId>,
    /// Told to the participants.
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
    /// Where the rule put it.
    pub planned_day: NaiveDate,
    pub day: NaiveDate,
    pub start: Minute,
    pub minutes: Minutes,
    pub zone: Zone,
    pub starts_at: DateTime<Utc>,
    pub standing: Standing,
    pub words: Words,
    /// Words and leader are not those of the series.
    pub own_words: bool,
    /// Whoever leads it, or led it when it began.
    pub leader: Option<StaffId>,
    /// Whoever leads its series now.
    pub series_leader: Option<StaffId>,
    pub reason: Option<String>,
    /// Grows with everything that attendees must hear of.
    pub changed: i64,
    /// `changed` at the last change of time or standing.
    pub timed: i64,
    pub changed_at: DateTime<Utc>,
}

impl Session {
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.starts_at + self.minutes.length()
    }
}

/// A participant's weeks as staff set them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub track: Option<Track>,
    pub began: NaiveDate,
    /// 1 to 104.
    pub weeks: u8,
}

/// A session in a list of the program, with how many are on it.
#[derive(Clone, Debug)]
pub struct ListedSession {
    pub session: Session,
    pub leader: Option<String>,
    /// Participants who were told that they are on it.
    pub people: i64,
    /// Of them, how many said that they cannot come.
    pub cannot: i64,
}

/// The program's sessions of some days.
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

/// What forms of the schedule offer and begin with.
#[derive(Clone, Debug)]
pub struct Planning {
    pub zone: Zone,
    pub today: NaiveDate,
    pub holidays: Vec<(NaiveDate, String)>,
    /// Everybody of the program who can sign in and may read entries, by name.
    pub staff: Vec<(StaffId, String)>,
}

/// One participant of a session, as staff who may see them see them.
#[derive(Clone, Debug)]
pub struct RosterLine {
    pub participant: ParticipantId,
    pub name: String,
    pub coming: Option<domain::schedule::Coming>,
    pub reason: Option<String>,
    pub attendance: Option<domain::schedule::Attendance>,
    pub make_up: Option<domain::schedule::MakeUp>,
}

/// Who is on a session.
#[derive(Clone, Debug)]
pub struct Roster {
    pub session: Session,
    pub leader: Option<String>,
    /// Whom the reader may see, by name.
    pub lines: Vec<RosterLine>,
    /// How many more there are.
    pub others: usize,
    /// Whether it has begun.
    pub begun: bool,
}

/// One session of one participant.
#[derive(Clone, Debug)]
pub struct PersonSession {
    pub session: Session,
    pub withdrawn: bool,
    pub coming: Option<domain::schedule::Coming>,
    pub reason: Option<String>,
    pub attendance: Option<domain::schedule::Attendance>,
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
    /// By time; the last 26 weeks and what lies ahead.
    pub sessions: Vec<PersonSession>,
    /// Sessions of the next five weeks that they are not on, by time.
    pub open: Vec<Session>,
}

/// A session of the program at the same time as one that is planned.
#[derive(Clone, Debug)]
pub struct Clash {
    pub session: Session,
    /// The same leader.
    pub leader: bool,
    /// How many participants would be on both.
    pub people: usize,
}

/// What may clash: the plan of a series, or one session at another time.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A plan, instead of the series from a day on when it changes one.
    Series(SeriesPlan, Option<(SeriesId, Scope)>),
    One(SessionId, OnePlan),
}

/// A session that a participant's phones were told of.
#[derive(Clone, Debug)]
pub struct Known {
    pub change: domain::schedule::SessionChange,
    /// Grows whenever phones are told something about it.
    pub number: i64,
    /// When its plan last changed.
    pub changed_at: DateTime<Utc>,
}

/// What a participant's phones were told of sessions and weeks.
#[derive(Clone, Debug)]
pub struct OwnTimes {
    pub term: Option<domain::schedule::TermChange>,
    /// By time.
    pub sessions: Vec<Known>,
}
