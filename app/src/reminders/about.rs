//! The subject of an occurrence, looked up on the phone, and its state in words.

use chrono::{DateTime, Utc};
use domain::base::id::SessionId;
use domain::entries::habit::HabitKind;
use domain::reminders::{About, OccurrenceChange, OccurrenceState};
use leptos::prelude::*;
use offline::look::Look;

use super::habit::document;
use crate::kinds;
use crate::schedule::when;
use crate::shell::paths;
use crate::shell::phone::Phone;
use crate::words::i18n::Lang;
use crate::words::reminders as say;
use crate::words::typed::inside;

fn session_name(look: &Look, id: SessionId) -> Option<String> {
    look.times.sessions.iter().find(|session| session.session == id).map(|session| inside(session.name.as_str()))
}

/// Title of a reminder.
pub fn title(look: &Look, occurrence: &OccurrenceChange, lang: Lang) -> String {
    let words = |words: crate::words::i18n::Words| words.say(lang).to_owned();
    match occurrence.about {
        About::Changed(_) if !occurrence.sessions.is_empty() => {
            say::CHANGED_N.fill(lang, &[("n", &(occurrence.sessions.len() + 1).to_string())])
        }
        About::Session(id) => session_name(look, id).unwrap_or_else(|| words(say::A_SESSION)),
        About::Changed(id) => {
            say::CHANGED.fill(lang, &[("name", &session_name(look, id).unwrap_or_else(|| words(say::A_SESSION)))])
        }
        About::Reply { .. } => words(say::A_REPLY),
        About::Habit(id) => {
            document(look, id).map_or_else(|| words(say::HABIT_LOCKED), |(_, habit)| kinds::habit::title(&habit, lang))
        }
        About::Once(_) => words(say::SECOND),
        About::Digest => words(say::A_DIGEST),
        About::Test => words(say::A_TEST),
    }
}

/// The screen it is about.
pub fn leads_to(look: &Look, occurrence: &OccurrenceChange) -> String {
    match occurrence.about {
        About::Changed(_) if !occurrence.sessions.is_empty() => paths::SCHEDULE.to_owned(),
        About::Session(id) | About::Changed(id) => paths::session_path(id),
        About::Reply { object, .. } => paths::entry_path(object),
        About::Habit(id) => match document(look, id).map(|(_, habit)| habit.what) {
            Some(HabitKind::CheckIn) => paths::CHECK_IN.to_owned(),
            Some(HabitKind::Practice) => paths::SKILLS.to_owned(),
            Some(HabitKind::Meeting) => paths::MEETING.to_owned(),
            // They are done elsewhere, and ticked off there.
            Some(HabitKind::Medication | HabitKind::Own) | None => paths::INBOX.to_owned(),
        },
        About::Once(_) => paths::TODAY.to_owned(),
        About::Digest => paths::INBOX.to_owned(),
        About::Test => paths::REMINDERS.to_owned(),
    }
}

/// Opening it settles it.
pub const fn is_done_by_opening(about: About) -> bool {
    matches!(about, About::Changed(_) | About::Reply { .. } | About::Digest)
}

/// It can be answered now: due and not expired.
pub fn is_open(occurrence: &OccurrenceChange, now: DateTime<Utc>) -> bool {
    let due = match &occurrence.state {
        OccurrenceState::Waiting | OccurrenceState::Sent { .. } => occurrence.due_at <= now,
        OccurrenceState::Snoozed { until } => *until <= now,
        OccurrenceState::Done | OccurrenceState::Expired | OccurrenceState::NotDelivered { .. } => false,
    };
    due && is_of_use(occurrence, now)
}

/// There is still something to do about it; there never is about a test.
fn is_of_use(occurrence: &OccurrenceChange, now: DateTime<Utc>) -> bool {
    occurrence.expires_at > now && occurrence.about != About::Test
}

/// It comes later.
pub fn is_ahead(occurrence: &OccurrenceChange, now: DateTime<Utc>) -> bool {
    let waits = matches!(occurrence.state, OccurrenceState::Waiting | OccurrenceState::Snoozed { .. });
    waits && !is_open(occurrence, now) && is_of_use(occurrence, now)
}

/// Outcome of a reminder.
pub fn became(phone: Phone, occurrence: &OccurrenceChange) -> String {
    let lang = phone.lang;
    let now = when::now(phone);
    let over = occurrence.expires_at <= now;
    match &occurrence.state {
        OccurrenceState::Done => say::IS_DONE.say(lang).to_owned(),
        OccurrenceState::NotDelivered { because } => say::why_not(*because).say(lang).to_owned(),
        OccurrenceState::Expired => say::IS_EXPIRED.say(lang).to_owned(),
        OccurrenceState::Waiting | OccurrenceState::Snoozed { .. } if over => say::IS_EXPIRED.say(lang).to_owned(),
        OccurrenceState::Waiting if occurrence.due_at > now => {
            say::IS_COMING.fill(lang, &[("when", &when::moment(phone, occurrence.due_at))])
        }
        OccurrenceState::Waiting => say::IS_WAITING.say(lang).to_owned(),
        OccurrenceState::Snoozed { until } => say::IS_SNOOZED.fill(lang, &[("when", &when::moment(phone, *until))]),
        OccurrenceState::Sent { at, to } => {
            let this = phone.look.with(|look| look.this_phone);
            let (here, elsewhere) = (to.iter().any(|d| Some(*d) == this), to.iter().any(|d| Some(*d) != this));
            let words = match (here, elsewhere) {
                (true, true) => say::SENT_BOTH,
                (true, false) => say::SENT_HERE,
                (false, _) => say::SENT_ELSEWHERE,
            };
            words.fill(lang, &[("time", &when::moment(phone, *at))])
        }
    }
}
