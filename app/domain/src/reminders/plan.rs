//! Plans of reminders, and the steps that apply them. A subject can have any number of occurrences, distinguished by a
//! slot.

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

use super::life::{Event, Life, Transition};
use super::rules::{Civil, Source, is_day_off};
use super::{HabitRule, RemindOnce, ReminderSettings, WhyNot};
use crate::base::id::{ObjectId, SessionId};

/// Habits are planned this far ahead.
pub const HABITS_AHEAD: TimeDelta = TimeDelta::hours(48);

/// A wanted occurrence, identified by source, subject and slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub source: Source,
    pub subject: [u8; 16],
    /// The entry that was replied to.
    pub about: Option<ObjectId>,
    /// The other sessions that the same act changed.
    pub sessions: Vec<SessionId>,
    pub slot: String,
    pub due_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

impl Planned {
    pub const fn of(
        source: Source,
        subject: [u8; 16],
        slot: String,
        due_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Self {
        Self { source, subject, about: None, sessions: Vec::new(), slot, due_at, expires_at }
    }

    pub const fn once(op: &RemindOnce) -> Self {
        Self::of(Source::Once, *op.once.bytes(), String::new(), op.at, op.until)
    }
}

/// An existing occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    pub slot: &'a str,
    pub life: Life,
}

/// One step from the existing to the wanted occurrences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Begin(Planned),
    /// For the known occurrence at this index.
    Known(usize, Transition),
}

/// The steps that bring the occurrences of one subject in line with the plan. Plans nothing in the past, but keeps
/// those waiting or snoozed since then. Deletes those no longer wanted, or marks them as not delivered because of
/// `why` if phones know of them.
pub fn replan(
    known: &[Known<'_>],
    wanted: Vec<Planned>,
    now: DateTime<Utc>,
    why: impl Fn(&Life) -> WhyNot,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut unplanned: Vec<usize> = (0..known.len()).collect();
    for new in wanted {
        if let Some(at) = unplanned.iter().position(|place| known[*place].slot == new.slot) {
            let place = unplanned.remove(at);
            let event = Event::Planned { due_at: new.due_at, expires_at: new.expires_at };
            changes.push(Change::Known(place, known[place].life.after(event, now)));
        } else if new.due_at > now {
            changes.push(Change::Begin(new));
        }
    }
    changes.extend(unplanned.into_iter().map(|place| {
        let life = known[place].life;
        Change::Known(place, life.after(Event::Unplanned(why(&life)), now))
    }));
    changes.retain(|change| !matches!(change, Change::Known(_, Transition::Nothing)));
    changes
}

/// A participant hears of a change this long before they leave, even in quiet hours.
const BEFORE_LEAVING: TimeDelta = TimeDelta::minutes(15);
/// The lead time of a participant who wants no reminders.
const USUAL_LEAD: u16 = 60;
/// A change is of use this long.
const CHANGE_USEFUL: TimeDelta = TimeDelta::hours(24);

/// The facts of a session that its reminders need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attended {
    pub starts_at: DateTime<Utc>,
    /// It takes place, and the participant is on it.
    pub on: bool,
    /// The participant has answered.
    pub answered: bool,
}

/// The wanted reminders of an unanswered session that takes place.
pub fn before_session(session: SessionId, at: &Attended, settings: &ReminderSettings) -> Vec<Planned> {
    if !at.on || at.answered || !settings.sessions {
        return Vec::new();
    }
    let plan = |minutes: u16| {
        let due_at = at.starts_at - lead(minutes, settings);
        let slot = format!("{} {minutes}", at.starts_at.timestamp_millis());
        Planned::of(Source::Session, *session.bytes(), slot, due_at, at.starts_at)
    };
    settings.leads.iter().map(|lead| plan(lead.get())).collect()
}

fn lead(minutes: u16, settings: &ReminderSettings) -> TimeDelta {
    TimeDelta::minutes(i64::from(minutes) + i64::from(settings.travel.get()))
}

/// True if no reminder comes any more before a session that a participant learns of now: it begins within every lead.
pub fn is_at_short_notice(at: &Attended, settings: &ReminderSettings, now: DateTime<Utc>) -> bool {
    let shortest = settings.leads.iter().map(|lead| lead.get()).min().unwrap_or(USUAL_LEAD);
    at.on && !at.answered && at.starts_at > now && at.starts_at - lead(shortest, settings) <= now
}

/// The one notification about everything that one act changed for a participant: `sessions` with their starts. `None`
/// once all of them have begun.
pub fn change(sessions: &[(SessionId, DateTime<Utc>)], slot: String, now: DateTime<Utc>) -> Option<Planned> {
    let mut ahead: Vec<_> = sessions.iter().copied().filter(|(_, starts_at)| *starts_at > now).collect();
    ahead.sort_by_key(|(session, starts_at)| (*starts_at, *session));
    let (first, last) = (ahead.first()?.0, ahead.last()?.1);
    let expires_at = last.min(now + CHANGE_USEFUL);
    let plan = Planned::of(Source::Changed, *first.bytes(), slot, now, expires_at);
    Some(Planned { sessions: ahead.into_iter().skip(1).map(|(session, _)| session).collect(), ..plan })
}

/// The latest time at which a change is told, even in quiet hours: before the participant leaves for the first of these
/// starts that is ahead, be it the old one or the new one.
pub fn latest(starts: &[DateTime<Utc>], settings: &ReminderSettings, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let first = starts.iter().filter(|starts_at| **starts_at > now).min()?;
    Some(*first - lead(0, settings) - BEFORE_LEAVING)
}

/// Times of a habit's reminders, from those still valid to [`HABITS_AHEAD`].
pub fn habit_times(
    habit: ObjectId,
    rule: &HabitRule,
    settings: &ReminderSettings,
    there: &impl Civil,
    now: DateTime<Utc>,
) -> Vec<Planned> {
    if !settings.own {
        return Vec::new();
    }
    let valid = rule.window.length();
    let (first, last) = (there.local(now - valid).0, there.local(now + HABITS_AHEAD).0);
    let mut wanted = Vec::new();
    for day in first.iter_days().take_while(|day| *day <= last).filter(|day| rule.days.has(day.weekday())) {
        for minute in &rule.times {
            let Some(due_at) = there.instant(day, *minute) else { continue };
            if due_at < now + HABITS_AHEAD && due_at + valid > now && !is_day_off(settings, due_at, there) {
                wanted.push(Planned::of(
                    Source::Habit,
                    *habit.bytes(),
                    format!("{day} {minute}"),
                    due_at,
                    due_at + valid,
                ));
            }
        }
    }
    wanted
}

/// Why a time of a habit that is no longer in its plan was not sent.
pub fn why_no_habit(
    rule: Option<&HabitRule>,
    due_at: DateTime<Utc>,
    settings: &ReminderSettings,
    there: &impl Civil,
) -> WhyNot {
    match rule {
        Some(_) if !settings.own => WhyNot::TurnedOff,
        Some(_) if is_day_off(settings, due_at, there) => WhyNot::DayOff,
        _ => WhyNot::Cancelled,
    }
}

#[cfg(test)]
mod tables;
