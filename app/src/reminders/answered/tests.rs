use std::sync::Arc;

use domain::base::id::{FeedVersion, OnceId};
use domain::entries::body::Record;
use domain::entries::catalogue::Choice;
use domain::entries::craving::{Craving, Minutes, Second};
use domain::entries::habit::Habit;
use domain::entries::intensity::Intensity;
use domain::entries::meeting::{Meeting, MeetingKind};
use domain::entries::practice::{Practice, Setting};
use domain::skills::skill::{KnownSkill, WhichSkill};
use offline::look::entry::ShareWish;

use super::*;

const NOON: &str = "2026-11-22T12:00:00Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn entry(n: u8, time: &str, body: Body) -> Arc<Entry> {
    Arc::new(Entry {
        object: ObjectId::from_bytes([n; 16]),
        revision: domain::base::id::RevisionId::from_bytes([n; 16]),
        record: Record::new(at(time).fixed_offset(), body),
        heads: Vec::new(),
        others: Vec::new(),
        state: EntryState::OnThisPhone,
        share: ShareWish { pinned: None, waiting: false },
        seen: Vec::new(),
        replies: Vec::new(),
    })
}

fn craving(second: Option<Second>) -> Body {
    Body::Craving(Craving { second, ..Craving::quick(ObjectId::from_bytes([9; 16]), Intensity::new(5).unwrap()) })
}

fn rated() -> Option<Second> {
    Some(Second { intensity: Intensity::new(3).unwrap(), minutes: Minutes::new(12).unwrap() })
}

fn practice() -> Body {
    let skill = WhichSkill::Known(KnownSkill::UrgeSurfing);
    Body::Practice(Practice { skill, setting: Setting::Calm, before: None, after: None, seconds: None, note: None })
}

fn due(about: About, due_at: &str) -> OccurrenceChange {
    OccurrenceChange {
        sessions: Vec::new(),
        occurrence: OccurrenceId::from_bytes([1; 16]),
        version: FeedVersion::from_bytes([1; 16]),
        about,
        due_at: at(due_at),
        expires_at: at(due_at) + TimeDelta::minutes(30),
        state: OccurrenceState::Waiting,
    }
}

fn look(entries: Vec<Arc<Entry>>, occurrence: OccurrenceChange) -> Look {
    let mut look = Look { entries, ..Look::default() };
    look.times.occurrences.push(occurrence);
    look
}

#[test]
fn a_second_rating_answers_its_reminder_and_no_other() {
    let once = About::Once(OnceId::from_bytes([2; 16]));
    let is_settled = |second, due_at: &str| {
        !settled(&look(vec![entry(3, "2026-11-22T11:50:00Z", craving(second))], due(once, due_at)), at(NOON), None)
            .is_empty()
    };
    assert!(is_settled(rated(), "2026-11-22T12:02:00Z"));
    assert!(!is_settled(None, "2026-11-22T12:02:00Z"), "not rated again yet");
    assert!(!is_settled(rated(), "2026-11-22T12:10:00Z"), "of another craving");
    assert!(!is_settled(rated(), "2026-11-22T11:20:00Z"), "its time went by");
}

#[test]
fn the_reminder_of_a_deleted_craving_is_over_too() {
    let asked = Some((ObjectId::from_bytes([3; 16]), at("2026-11-22T12:02:00Z").timestamp_millis()));
    let mut empty = look(Vec::new(), due(About::Once(OnceId::from_bytes([2; 16])), "2026-11-22T12:02:00Z"));
    assert_eq!(settled(&empty, at(NOON), asked).len(), 1);
    assert_eq!(settled(&empty, at(NOON), None).len(), 0, "asked for by another phone");
    empty.locked = 1;
    assert_eq!(settled(&empty, at(NOON), asked).len(), 0, "it may be among what is locked");
}

#[test]
fn a_habit_that_was_done_already_does_not_remind() {
    let habit = |what| entry(4, "2026-11-01T12:00:00Z", Body::Habit(Habit { what, words: None }));
    let is_settled = |what, entries| {
        let mut look = look(entries, due(About::Habit(ObjectId::from_bytes([4; 16])), "2026-11-22T12:30:00Z"));
        look.documents.push(habit(what));
        !settled(&look, at(NOON), None).is_empty()
    };
    let now = || vec![entry(5, "2026-11-22T11:55:00Z", practice())];
    assert!(is_settled(HabitKind::Practice, now()));
    assert!(is_settled(HabitKind::CheckIn, now()));
    assert!(!is_settled(HabitKind::Medication, now()));
    let meeting = Meeting { which: Choice::Known(MeetingKind::Smart), attended: true, takeaway: None };
    assert!(is_settled(HabitKind::Meeting, vec![entry(5, "2026-11-22T11:55:00Z", Body::Meeting(meeting))]));
    assert!(!is_settled(HabitKind::Meeting, now()));
    assert!(!is_settled(HabitKind::Practice, vec![entry(5, "2026-11-22T11:00:00Z", practice())]), "that was before");
    assert!(!is_settled(HabitKind::Practice, vec![entry(5, "2026-11-22T11:55:00Z", craving(None))]));
}

#[test]
fn a_new_craving_asks_once_to_be_rated_again_if_own_reminders_are_on() {
    let with = |time: &str| look(vec![entry(3, time, craving(None))], due(About::Digest, NOON));
    let asks = |look: &Look, asked| asks_again(look, at(NOON), asked);
    let fresh = with("2026-11-22T11:59:00Z");
    assert_eq!(
        asks(&fresh, None),
        Some((ObjectId::from_bytes([3; 16]), at("2026-11-22T12:11:00Z"), at("2026-11-22T12:41:00Z")))
    );
    assert_eq!(asks(&fresh, Some((ObjectId::from_bytes([3; 16]), 0))), None);
    assert_eq!(asks(&with("2026-11-22T11:49:00Z"), None), None, "a while ago");
    assert_eq!(asks(&with("2026-11-22T12:01:00Z"), None), None, "not yet");
    assert_eq!(open(&fresh, at(NOON)), 1, "the other reminder is due now");
    assert_eq!(open(&look(Vec::new(), due(About::Test, NOON)), at(NOON)), 0, "a test asks for nothing");
    assert_eq!(open(&fresh, at("2026-11-22T11:59:59Z")), 0);
    let mut off = fresh.clone();
    off.times.settings.own = false;
    assert_eq!(asks(&off, None), None);
}
