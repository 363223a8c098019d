//! Reminders that settle themselves because their task is done, and the second rating that a craving plans.

use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::{ObjectId, OccurrenceId};
use domain::entries::body::Body;
use domain::entries::habit::HabitKind;
use domain::reminders::{About, OccurrenceChange, OccurrenceState};
use domain::schedule::Coming;
use offline::look::Look;
use offline::look::entry::Entry;
use offline::look::entry::EntryState;

/// Delay of the second rating after a craving, and how long it stays valid, in minutes.
const AGAIN_AFTER: i64 = 12;
const AGAIN_LASTS: i64 = 30;
/// A craving that was noted longer ago asks for nothing, in minutes.
const FRESH: i64 = 10;
/// A habit may be done up to this long before it is due, in minutes.
const EARLY: i64 = 60;
/// *On my way* is about a session that begins within as many hours.
const ON_THE_WAY: i64 = 4;

/// The craving that was asked about last: its id and the time of the reminder, in ms.
pub type Asked = (ObjectId, i64);

fn noted(entry: &Entry) -> DateTime<Utc> {
    entry.record.at.to_utc()
}

/// Time at which the second rating of a craving is asked for.
fn again_at(entry: &Entry) -> DateTime<Utc> {
    noted(entry) + TimeDelta::minutes(AGAIN_AFTER)
}

fn was_done(look: &Look, occurrence: &OccurrenceChange, now: DateTime<Utc>, asked: Option<Asked>) -> bool {
    match occurrence.about {
        About::Once(_) => {
            let near = |at: DateTime<Utc>| (at - occurrence.due_at).abs() < TimeDelta::minutes(1);
            let rated =
                |entry: &Entry| matches!(&entry.record.body, Body::Craving(craving) if craving.second.is_some());
            // The craving was deleted since.
            let gone = asked.is_some_and(|(object, at)| {
                DateTime::from_timestamp_millis(at).is_some_and(near)
                    && look.locked == 0
                    && !look.entries.iter().any(|e| e.object == object)
            });
            gone || look.entries.iter().any(|entry| near(again_at(entry)) && rated(entry))
        }
        About::Habit(habit) => {
            let what = look.document(habit).map(|d| &d.record.body);
            let Some(Body::Habit(habit)) = what else { return false };
            let done = |entry: &Entry| match habit.what {
                HabitKind::CheckIn => true,
                HabitKind::Practice => matches!(entry.record.body, Body::Practice(_)),
                HabitKind::Meeting => matches!(entry.record.body, Body::Meeting(_)),
                HabitKind::Medication | HabitKind::Own => false,
            };
            let (from, until) = (occurrence.due_at - TimeDelta::minutes(EARLY), occurrence.expires_at);
            look.entries.iter().any(|entry| (from..until).contains(&noted(entry)) && done(entry))
        }
        About::Session(id) => {
            look.times.sessions.iter().filter(|session| session.session == id).any(|session| match session.coming {
                Some(Coming::CantCome) => true,
                Some(Coming::OnMyWay) => session.starts_at - now <= TimeDelta::hours(ON_THE_WAY),
                None => false,
            })
        }
        About::Changed(_) | About::Reply { .. } | About::Digest | About::Test => false,
    }
}

/// Reminders that are still open although their task is done.
pub fn settled(look: &Look, now: DateTime<Utc>, asked: Option<Asked>) -> Vec<OccurrenceId> {
    let over = |state: &OccurrenceState| {
        matches!(state, OccurrenceState::Done | OccurrenceState::Expired | OccurrenceState::NotDelivered { .. })
    };
    let open = look.times.occurrences.iter().filter(|o| o.expires_at > now && !over(&o.state));
    open.filter(|o| was_done(look, o, now, asked)).map(|o| o.occurrence).collect()
}

/// The craving that is due for a second rating, with due time and expiry.
pub fn asks_again(
    look: &Look,
    now: DateTime<Utc>,
    asked: Option<Asked>,
) -> Option<(ObjectId, DateTime<Utc>, DateTime<Utc>)> {
    let newest = look.entries.iter().find(|entry| matches!(entry.record.body, Body::Craving(_)))?;
    let Body::Craving(craving) = &newest.record.body else { return None };
    let fresh = (0..FRESH * 60).contains(&(now - noted(newest)).num_seconds());
    let new = craving.second.is_none()
        && newest.state == EntryState::OnThisPhone
        && asked.is_none_or(|(object, _)| object != newest.object);
    (look.times.settings.own && fresh && new)
        .then(|| (newest.object, again_at(newest), again_at(newest) + TimeDelta::minutes(AGAIN_LASTS)))
}

/// Everything that waits to be answered now: the number on the app's icon counts it.
pub fn open(look: &Look, now: DateTime<Utc>) -> usize {
    look.times.occurrences.iter().filter(|o| crate::reminders::about::is_open(o, now)).count()
}

#[cfg(test)]
mod tests;
