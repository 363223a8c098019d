//! Decides whether an occurrence may be sent now. Asked when it is planned, and again at send time, with everything
//! relevant as arguments.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};

use super::{About, Quiet, ReminderSettings, WhyNot};
use crate::schedule::Minute;

/// Origin of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    Session,
    /// A session was moved, canceled or added at short notice, or is elsewhere.
    Changed,
    Reply,
    Habit,
    Once,
    Digest,
    Test,
}

impl Source {
    pub const ALL: [Self; 7] =
        [Self::Session, Self::Changed, Self::Reply, Self::Habit, Self::Once, Self::Digest, Self::Test];

    /// Permanent: databases hold it.
    pub const fn number(self) -> u8 {
        match self {
            Self::Session => 1,
            Self::Changed => 2,
            Self::Reply => 3,
            Self::Habit => 4,
            Self::Once => 5,
            Self::Digest => 6,
            Self::Test => 7,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|source| i64::from(source.number()) == number)
    }

    /// `true` if the participant wants reminders of this source. Digests and tests are always wanted.
    pub const fn is_wanted(self, settings: &ReminderSettings) -> bool {
        match self {
            Self::Session => settings.sessions,
            Self::Changed => settings.changes,
            Self::Reply => settings.messages,
            Self::Habit | Self::Once => settings.own,
            Self::Digest | Self::Test => true,
        }
    }

    /// True if it comes with the day's digest, where there is one.
    pub const fn is_gathered(self) -> bool {
        matches!(self, Self::Habit | Self::Reply)
    }
}

impl About {
    pub const fn source(&self) -> Source {
        match self {
            Self::Session(_) => Source::Session,
            Self::Changed(_) => Source::Changed,
            Self::Reply { .. } => Source::Reply,
            Self::Habit(_) => Source::Habit,
            Self::Once(_) => Source::Once,
            Self::Digest => Source::Digest,
            Self::Test => Source::Test,
        }
    }
}

/// Civil time in the participant's zone. Only the server can compute it.
pub trait Civil {
    /// The date and the minute of the day at an instant.
    fn local(&self, at: DateTime<Utc>) -> (NaiveDate, u16);
    /// The instant of a civil time: inside a gap forward by the gap, repeated the first. `None` beyond the calendar.
    fn instant(&self, day: NaiveDate, minute: Minute) -> Option<DateTime<Utc>>;
}

/// The state of a reminder's subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectState {
    Open,
    /// The participant did it, or answered.
    Done,
    /// It does not take place, or not then, or is no more.
    Cancelled,
}

/// The facts of an occurrence that the rules need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub source: Source,
    pub due_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub standing: SubjectState,
    /// The participant asked to be reminded of it again.
    pub snoozed: bool,
    /// The participant wants it during quiet hours too.
    pub through_quiet: bool,
    /// The latest time at which it is still of use, for what a participant must know before they leave.
    pub latest: Option<DateTime<Utc>>,
}

/// Decision about an occurrence that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    Send,
    /// In quiet hours, without sound: later it would be of no use.
    SendSilently,
    /// Not now; later, at a time before it expires.
    Wait(DateTime<Utc>),
    /// Never, because of that.
    Drop(WhyNot),
    /// It is done already.
    Done,
    /// Its time went by.
    Expired,
}

/// Decides whether an occurrence may be sent now. A test is sent even during pauses and quiet hours: the participant is
/// waiting for it.
pub fn may_send(asked: &Asked, settings: &ReminderSettings, now: DateTime<Utc>, there: &impl Civil) -> Ruling {
    match asked.standing {
        SubjectState::Done => return Ruling::Done,
        SubjectState::Cancelled => return Ruling::Drop(WhyNot::Cancelled),
        SubjectState::Open => {}
    }
    if now >= asked.expires_at {
        return Ruling::Expired;
    }
    if !asked.source.is_wanted(settings) {
        return Ruling::Drop(WhyNot::TurnedOff);
    }
    if asked.source == Source::Habit && is_day_off(settings, asked.due_at, there) {
        return Ruling::Drop(WhyNot::DayOff);
    }
    if asked.source == Source::Test {
        return Ruling::Send;
    }
    let later = |until: Option<DateTime<Utc>>, why| match until {
        Some(until) if until < asked.expires_at => Ruling::Wait(until),
        _ => Ruling::Drop(why),
    };
    if let Some(day) = settings.paused_until.filter(|day| there.local(now).0 < *day) {
        let ends = Minute::new(0).ok().and_then(|midnight| there.instant(day, midnight)).filter(|end| *end > now);
        return later(ends, WhyNot::Paused);
    }
    if settings.digest.is_some() && asked.source.is_gathered() && !asked.snoozed {
        return Ruling::Drop(WhyNot::InDigest);
    }
    if let Some(quiet) = settings.quiet.filter(|quiet| !asked.through_quiet && quiet.holds(there.local(now).1)) {
        let end = quiet.end(now, there);
        return match asked.latest {
            Some(latest) if latest <= now => Ruling::SendSilently,
            Some(latest) if end.is_none_or(|end| latest < end) => later(Some(latest), WhyNot::Quiet),
            _ => later(end, WhyNot::Quiet),
        };
    }
    Ruling::Send
}

/// True if something is due on a day off of the participant.
pub fn is_day_off(settings: &ReminderSettings, due_at: DateTime<Utc>, there: &impl Civil) -> bool {
    settings.days_off.is_some_and(|days| days.has(there.local(due_at).0.weekday()))
}

/// Date and time of the next digest: the first time of day of that kind after `now`.
pub fn next_digest(at: Minute, now: DateTime<Utc>, there: &impl Civil) -> Option<(NaiveDate, DateTime<Utc>)> {
    let today = there.local(now).0;
    today
        .iter_days()
        .take(3)
        .find_map(|day| there.instant(day, at).filter(|instant| *instant > now).map(|instant| (day, instant)))
}

impl Quiet {
    /// True if a minute of the day is quiet. A range that ends where it starts is empty.
    pub const fn holds(self, minute: u16) -> bool {
        let (from, until) = (self.from.get(), self.until.get());
        if from <= until { from <= minute && minute < until } else { from <= minute || minute < until }
    }

    /// The end of the quiet hours that hold at `now`; always later than that.
    fn end(self, now: DateTime<Utc>, there: &impl Civil) -> Option<DateTime<Utc>> {
        let (today, minute) = there.local(now);
        let until = self.until.get();
        let day = if minute < until { today } else { today.succ_opt()? };
        let end = there.instant(day, self.until)?;
        if end > now {
            return Some(end);
        }
        // The clock was turned back and repeats these minutes.
        now.checked_add_signed(TimeDelta::minutes(i64::from(until) - i64::from(minute))).filter(|end| *end > now)
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(super) mod tables;
