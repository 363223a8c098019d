//! Time of a session, in words: in the program's zone, with the phone's beside it where they differ.

use chrono::{DateTime, NaiveDate, Timelike as _, Utc};
use domain::schedule::{Minute, SessionChange, SessionState, Zone};
use leptos::prelude::*;

use crate::shell::phone::Phone;
use crate::shell::ports::LatePort;
use crate::words::{self, schedule as say};

/// Answer of the late half of the device; the default until it is there.
pub fn told<T: Default>(phone: Phone, ask: impl FnOnce(&dyn LatePort) -> T) -> T {
    let mut told = T::default();
    phone.late(|late| told = ask(&*late));
    told
}

/// The phone's clock as an instant.
pub fn now(phone: Phone) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(phone.now.get()).unwrap_or_default()
}

/// Today's date in a zone; in the phone's own without one.
pub fn today(phone: Phone, zone: Option<&Zone>) -> NaiveDate {
    let now = now(phone);
    told(phone, |late| late.civil_time(now, zone).date())
}

/// "Today", "Tomorrow", "Thursday, November 19".
pub fn day(phone: Phone, day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => words::TODAY.say(phone.lang).to_owned(),
        1 => say::TOMORROW.say(phone.lang).to_owned(),
        -1 => words::YESTERDAY.say(phone.lang).to_owned(),
        _ => told(phone, |late| late.civil_day(day)),
    }
}

fn minute_of(at: chrono::NaiveDateTime) -> Option<Minute> {
    u16::try_from(at.hour() * 60 + at.minute()).ok().and_then(|minute| Minute::new(minute).ok())
}

/// A time of the day, `later` minutes after `start`.
fn clock(phone: Phone, start: Minute, later: i32) -> String {
    let minute = (i32::from(start.get()) + later).rem_euclid(24 * 60);
    u16::try_from(minute)
        .ok()
        .and_then(|minute| Minute::new(minute).ok())
        .map_or_else(String::new, |m| say::clock(m, phone.lang))
}

/// "6:00 PM to 7:30 PM".
pub fn span(phone: Phone, session: &SessionChange) -> String {
    let until = clock(phone, session.start, i32::from(session.minutes.get()));
    say::FROM_TO.fill(phone.lang, &[("from", &clock(phone, session.start, 0)), ("to", &until)])
}

/// The same instant where the phone is, if it reads differently there.
pub fn here(phone: Phone, session: &SessionChange) -> Option<String> {
    let here = told(phone, |late| late.civil_time(session.starts_at, None));
    let minute = minute_of(here)?;
    if here == chrono::NaiveDateTime::default() || (here.date(), minute) == (session.day, session.start) {
        return None;
    }
    let time = say::clock(minute, phone.lang);
    if here.date() == session.day {
        return Some(say::HERE.fill(phone.lang, &[("time", &time)]));
    }
    let day = told(phone, |late| late.civil_day(here.date()));
    Some(say::HERE_DAY.fill(phone.lang, &[("day", &day), ("time", &time)]))
}

/// Time to leave, in words; `None` without travel time or a room.
pub fn leave(phone: Phone, session: &SessionChange) -> Option<String> {
    let travel = phone.look.with(|look| look.times.settings.travel.get());
    (travel > 0 && session.room.is_some())
        .then(|| say::LEAVE_AT.fill(phone.lang, &[("time", &clock(phone, session.start, -i32::from(travel)))]))
}

/// It takes place, and is not over.
pub fn is_ahead(session: &SessionChange, now: DateTime<Utc>) -> bool {
    session.state != SessionState::Cancelled && session.ends_at() > now
}

/// "in 3 h"; "now" during the session.
pub fn countdown(phone: Phone, session: &SessionChange) -> Option<String> {
    let now = now(phone);
    let left = (session.starts_at - now).num_minutes();
    let (words, number) = match left {
        _ if !is_ahead(session, now) => return None,
        ..=0 => (say::GOES_ON, 0),
        1..60 => (say::IN_MINUTES, left),
        60..2880 => (say::IN_HOURS, left / 60),
        _ => (say::IN_DAYS, left / 1440),
    };
    Some(words.fill(phone.lang, &[("n", &number.to_string())]))
}

/// "6:05 PM", where the phone is; with the day when it is not today.
pub fn moment(phone: Phone, at: DateTime<Utc>) -> String {
    let there = told(phone, |late| late.civil_time(at, None));
    let time = minute_of(there).map(|minute| say::clock(minute, phone.lang)).unwrap_or_default();
    let today = today(phone, None);
    if there.date() == today { time } else { format!("{} {time}", day(phone, there.date(), today)) }
}
