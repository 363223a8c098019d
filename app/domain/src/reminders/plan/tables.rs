//! Plans against existing occurrences.

use chrono::{NaiveDate, Weekday};

use super::super::life::State;
use super::*;
use crate::reminders::{Lead, Travel};
use crate::schedule::{Minute, Minutes, Weekdays};

/// A place whose clock is UTC's.
struct Greenwich;

impl Civil for Greenwich {
    fn local(&self, at: DateTime<Utc>) -> (NaiveDate, u16) {
        let minute = (at - at.date_naive().and_time(chrono::NaiveTime::MIN).and_utc()).num_minutes();
        (at.date_naive(), u16::try_from(minute).unwrap())
    }

    fn instant(&self, day: NaiveDate, minute: Minute) -> Option<DateTime<Utc>> {
        Some(day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(minute.get().into()))
    }
}

/// Minutes after midnight of Monday 5 January 2026.
fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_571_200, 0).unwrap() + TimeDelta::minutes(minute)
}

fn planned(slot: &str, due: i64) -> Planned {
    Planned::of(Source::Habit, [1; 16], slot.to_owned(), at(due), at(due + 60))
}

fn told(due: i64) -> Life {
    Life { announced: true, ..Life::begin(at(due), at(due + 60), at(0)) }
}

#[test]
fn a_plan_begins_what_is_new_moves_what_is_there_and_ends_the_rest() {
    let known = [
        Known { slot: "stays", life: told(10) },
        Known { slot: "moves", life: told(20) },
        Known { slot: "goes", life: told(30) },
        Known { slot: "was never told", life: Life { announced: false, ..told(40) } },
    ];
    let wanted = vec![planned("new", 50), planned("stays", 10), planned("moves", 25), planned("too late", -5)];
    let ended = Life { state: State::NotDelivered(WhyNot::DayOff), next_at: None, ..told(30) };
    let changes = replan(&known, wanted, at(0), |_| WhyNot::DayOff);
    let expected = [
        Change::Begin(planned("new", 50)),
        Change::Known(1, Transition::Tell(told(25))),
        Change::Known(2, Transition::Tell(ended)),
        Change::Known(3, Transition::Forget),
    ];
    assert_eq!(changes, expected);
}

#[test]
fn planning_twice_changes_nothing() {
    let wanted = || vec![planned("one", 10), planned("two", 20)];
    let known = [Known { slot: "one", life: told(10) }, Known { slot: "two", life: told(20) }];
    assert_eq!(replan(&known, wanted(), at(0), |_| WhyNot::Cancelled), []);
}

#[test]
fn a_session_reminds_only_while_it_takes_place_and_was_not_answered() {
    let session = SessionId::from_bytes([7; 16]);
    let settings =
        ReminderSettings { leads: [60, 15].map(|lead| Lead::new(lead).unwrap()).to_vec(), ..Default::default() };
    let on = Attended { starts_at: at(600), on: true, answered: false };
    let due = |at: &Attended, settings: &ReminderSettings| -> Vec<i64> {
        before_session(session, at, settings).iter().map(|plan| (at.starts_at - plan.due_at).num_minutes()).collect()
    };
    assert_eq!(due(&on, &settings), [60, 15]);
    assert!(due(&Attended { on: false, ..on }, &settings).is_empty());
    assert!(due(&Attended { answered: true, ..on }, &settings).is_empty());
    assert!(due(&on, &ReminderSettings { sessions: false, ..settings }).is_empty());
}

#[test]
fn f23_a_session_that_begins_within_every_lead_is_told_at_once() {
    let on = Attended { starts_at: at(600), on: true, answered: false };
    let with = |leads: &[u16], travel: u8| ReminderSettings {
        leads: leads.iter().map(|lead| Lead::new(*lead).unwrap()).collect(),
        travel: Travel::new(travel).unwrap(),
        ..Default::default()
    };
    for (leads, travel, now, told) in [
        (&[60][..], 0, 539, false),
        (&[60], 0, 540, true),
        (&[60], 30, 510, true),
        (&[60, 300], 0, 400, false),
        (&[300], 0, 400, true),
        (&[], 0, 539, false),
        (&[], 0, 540, true),
        (&[60], 0, 600, false),
    ] {
        assert_eq!(is_at_short_notice(&on, &with(leads, travel), at(now)), told, "{leads:?} {travel} {now}");
    }
    for off in [Attended { on: false, ..on }, Attended { answered: true, ..on }] {
        assert!(!is_at_short_notice(&off, &with(&[60], 0), at(590)), "{off:?}");
    }
}

#[test]
fn f5_one_act_is_one_notification_about_all_that_is_ahead() {
    let session = |n: u8| SessionId::from_bytes([n; 16]);
    let news = [(session(3), at(900)), (session(1), at(-10)), (session(2), at(600)), (session(4), at(900))];
    let plan = change(&news, "slot".to_owned(), at(0)).unwrap();
    assert_eq!((plan.subject, plan.sessions.clone()), ([2; 16], vec![session(3), session(4)]));
    assert_eq!((plan.due_at, plan.expires_at), (at(0), at(900)));
    assert_eq!(change(&news, "slot".to_owned(), at(900)), None);
    let far = change(&[(session(1), at(90_000))], "slot".to_owned(), at(0)).unwrap();
    assert_eq!(far.expires_at, at(0) + CHANGE_USEFUL);
}

#[test]
fn f23_a_change_is_told_before_one_leaves_for_the_old_time_or_the_new_one() {
    let settings = ReminderSettings { travel: Travel::new(30).unwrap(), ..Default::default() };
    assert_eq!(latest(&[at(600), at(300)], &settings, at(0)), Some(at(255)));
    assert_eq!(latest(&[at(600), at(300)], &settings, at(300)), Some(at(555)));
    assert_eq!(latest(&[at(300)], &settings, at(300)), None);
}

#[test]
fn a_habit_reminds_on_its_days_for_the_next_two_days_but_not_on_days_off() {
    let monday_and_tuesday = Weekdays::of([Weekday::Mon, Weekday::Tue]).unwrap();
    let times = vec![Minute::new(8 * 60).unwrap(), Minute::new(20 * 60).unwrap()];
    let rule = HabitRule { times, days: monday_and_tuesday, window: Minutes::new(60).unwrap(), through_quiet: false };
    let due = |settings: &ReminderSettings| -> Vec<i64> {
        habit_times(ObjectId::from_bytes([1; 16]), &rule, settings, &Greenwich, at(8 * 60 + 30))
            .iter()
            .map(|plan| (plan.due_at - at(0)).num_hours())
            .collect()
    };
    let settings = ReminderSettings::default();
    assert_eq!(due(&settings), [8, 20, 24 + 8, 24 + 20], "the one that began half an hour ago is still valid");
    assert_eq!(due(&ReminderSettings { days_off: Weekdays::of([Weekday::Tue]), ..settings.clone() }), [8, 20]);
    assert!(due(&ReminderSettings { own: false, ..settings }).is_empty());
}

#[test]
fn a_time_that_does_not_come_says_why() {
    let rule = HabitRule {
        times: vec![Minute::new(0).unwrap()],
        days: Weekdays::EVERY_DAY,
        window: Minutes::new(60).unwrap(),
        through_quiet: false,
    };
    let settings = ReminderSettings { days_off: Weekdays::of([Weekday::Mon]), ..Default::default() };
    let off = ReminderSettings { own: false, ..settings.clone() };
    for (rule, due, settings, why) in [
        (Some(&rule), at(0), &off, WhyNot::TurnedOff),
        (Some(&rule), at(0), &settings, WhyNot::DayOff),
        (Some(&rule), at(24 * 60), &settings, WhyNot::Cancelled),
        (None, at(0), &off, WhyNot::Cancelled),
    ] {
        assert_eq!(why_no_habit(rule, due, settings, &Greenwich), why);
    }
}
