//! C6: done, paused, canceled, turned-off or quiet reminders are never sent, whatever else is set.

use chrono::Weekday;
use proptest::prelude::*;

use super::tables::Fixed;
use super::*;
use crate::schedule::Weekdays;

fn minute() -> impl Strategy<Value = Minute> {
    (0u16..1440).prop_map(|raw| Minute::new(raw).unwrap())
}

fn settings() -> impl Strategy<Value = ReminderSettings> {
    let kinds = any::<(bool, bool, bool, bool)>();
    let quiet = prop::option::of((minute(), minute()).prop_map(|(from, until)| Quiet { from, until }));
    let days_off = prop::option::of((1u8..=127).prop_map(|days| Weekdays::new(days).unwrap()));
    let paused = prop::option::of((0i64..10).prop_map(|days| (start() + TimeDelta::days(days)).date_naive()));
    (kinds, quiet, days_off, paused, prop::option::of(minute())).prop_map(
        |((sessions, changes, messages, own), quiet, days_off, paused_until, digest)| ReminderSettings {
            sessions,
            changes,
            messages,
            own,
            quiet,
            days_off,
            paused_until,
            digest,
            ..ReminderSettings::default()
        },
    )
}

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_571_200, 0).unwrap()
}

fn asked() -> impl Strategy<Value = Asked> {
    let source = prop::sample::select(Source::ALL.to_vec());
    let standing = prop::sample::select(vec![
        SubjectState::Open,
        SubjectState::Open,
        SubjectState::Open,
        SubjectState::Done,
        SubjectState::Cancelled,
    ]);
    let (own, latest) = (any::<bool>(), prop::option::of(-300i64..1440));
    (source, 0i64..7 * 1440, 5i64..1440, standing, any::<bool>(), own, latest).prop_map(
        |(source, due, useful, standing, snoozed, through_quiet, latest)| {
            let due_at = start() + TimeDelta::minutes(due);
            let latest = latest.map(|minutes| due_at + TimeDelta::minutes(minutes));
            let expires_at = due_at + TimeDelta::minutes(useful);
            Asked { source, due_at, expires_at, standing, snoozed, through_quiet, latest }
        },
    )
}

/// Said once more, and differently: minute by minute, over words.
fn must_be_silent(asked: &Asked, settings: &ReminderSettings, now: DateTime<Utc>, offset: i32) -> bool {
    let there = now + TimeDelta::minutes(i64::from(offset));
    let minutes = there.signed_duration_since(start() - TimeDelta::days(2)).num_minutes().rem_euclid(1440);
    let over = asked.standing != SubjectState::Open || now >= asked.expires_at;
    if asked.source == Source::Test {
        return over;
    }
    let paused = settings.paused_until.is_some_and(|day| there.date_naive() < day);
    let quiet = !asked.through_quiet
        && settings.quiet.is_some_and(|quiet| {
            let length = (i64::from(quiet.until.get()) - i64::from(quiet.from.get())).rem_euclid(1440);
            (minutes - i64::from(quiet.from.get())).rem_euclid(1440) < length
        });
    let off = match asked.source {
        Source::Session => !settings.sessions,
        Source::Changed => !settings.changes,
        Source::Reply => !settings.messages,
        Source::Habit | Source::Once => !settings.own,
        Source::Digest | Source::Test => false,
    };
    let due_there = asked.due_at + TimeDelta::minutes(i64::from(offset));
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let off_day = asked.source == Source::Habit
        && days.into_iter().any(|day| settings.days_off.is_some_and(|off| off.has(day)) && due_there.weekday() == day);
    let gathered = settings.digest.is_some() && matches!(asked.source, Source::Habit | Source::Reply) && !asked.snoozed;
    over || paused || quiet || off || off_day || gathered
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn it_is_sent_exactly_when_nothing_stands_against_it(
        asked in asked(), settings in settings(), late in 0i64..1500, offset in -12i32 * 60..14 * 60
    ) {
        let now = asked.due_at + TimeDelta::minutes(late);
        let ruling = may_send(&asked, &settings, now, &Fixed(offset));
        // The other direction is the control: a rule that never sends would be found out.
        prop_assert_eq!(ruling == Ruling::Send, !must_be_silent(&asked, &settings, now, offset));
        // Quiet hours alone hold back only what may still wait.
        let aloud = ReminderSettings { quiet: None, ..settings.clone() };
        let only_quiet = must_be_silent(&asked, &settings, now, offset) && !must_be_silent(&asked, &aloud, now, offset);
        prop_assert_eq!(ruling == Ruling::SendSilently, only_quiet && asked.latest.is_some_and(|latest| latest <= now));
        if let Ruling::Wait(until) = ruling {
            prop_assert!(now < until && until < asked.expires_at);
            let then = may_send(&asked, &settings, until, &Fixed(offset));
            let well = matches!(
                then,
                Ruling::Send | Ruling::SendSilently | Ruling::Wait(_) | Ruling::Drop(WhyNot::Quiet | WhyNot::InDigest)
            );
            prop_assert!(well, "{then:?}");
        }
    }
}
