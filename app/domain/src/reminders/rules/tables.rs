use chrono::{FixedOffset, NaiveTime, TimeZone as _, Weekday};

use super::*;
use crate::reminders::Lead;
use crate::schedule::Weekdays;

/// A place whose clock is never turned.
pub struct Fixed(pub i32);

impl Civil for Fixed {
    fn local(&self, at: DateTime<Utc>) -> (NaiveDate, u16) {
        let there = at.with_timezone(&FixedOffset::east_opt(self.0 * 60).unwrap());
        (there.date_naive(), u16::try_from(chrono::Timelike::num_seconds_from_midnight(&there) / 60).unwrap())
    }

    fn instant(&self, day: NaiveDate, minute: Minute) -> Option<DateTime<Utc>> {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute.get()) * 60, 0)?;
        Some(FixedOffset::east_opt(self.0 * 60)?.from_local_datetime(&day.and_time(time)).single()?.to_utc())
    }
}

/// `at(22, 30)` is half past ten in the evening of Monday 5 January 2026.
fn at(hour: i64, minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_767_571_200_000).unwrap() + TimeDelta::minutes(hour * 60 + minute)
}

fn clock(hour: u16, minute: u16) -> Minute {
    Minute::new(hour * 60 + minute).unwrap()
}

fn asked(source: Source, due: DateTime<Utc>, useful: i64) -> Asked {
    Asked {
        source,
        due_at: due,
        expires_at: due + TimeDelta::minutes(useful),
        standing: SubjectState::Open,
        snoozed: false,
        through_quiet: false,
        latest: None,
    }
}

#[test]
fn f23_in_quiet_hours_what_one_must_know_waits_at_the_latest_until_one_leaves_and_comes_without_sound() {
    let settings = ReminderSettings::default();
    for (now, latest, ruling) in [
        // It can wait for the end of quiet hours.
        (at(23, 0), at(31, 0), Ruling::Wait(at(31, 0))),
        (at(23, 0), at(32, 0), Ruling::Wait(at(31, 0))),
        // It cannot.
        (at(23, 0), at(30, 15), Ruling::Wait(at(30, 15))),
        (at(30, 15), at(30, 15), Ruling::SendSilently),
        (at(30, 59), at(30, 15), Ruling::SendSilently),
        // It need not: there is sound again.
        (at(31, 0), at(30, 15), Ruling::Send),
    ] {
        let asked = Asked { latest: Some(latest), ..asked(Source::Changed, at(22, 30), 12 * 60) };
        assert_eq!(may_send(&asked, &settings, now, &Fixed(0)), ruling, "{now} {latest}");
    }
    let paused = ReminderSettings { paused_until: Some(at(48, 0).date_naive()), ..settings };
    let asked = Asked { latest: Some(at(23, 0)), ..asked(Source::Changed, at(22, 30), 12 * 60) };
    assert_eq!(may_send(&asked, &paused, at(23, 0), &Fixed(0)), Ruling::Drop(WhyNot::Paused));
}

#[test]
fn quiet_hours_defer_what_is_still_of_use_at_their_end_and_drop_the_rest() {
    let settings = ReminderSettings::default();
    for (source, due, useful, ruling) in [
        (Source::Habit, at(21, 59), 30, Ruling::Send),
        (Source::Habit, at(22, 0), 30, Ruling::Drop(WhyNot::Quiet)),
        (Source::Habit, at(30, 59), 30, Ruling::Wait(at(31, 0))),
        (Source::Habit, at(6, 30), 30, Ruling::Drop(WhyNot::Quiet)),
        (Source::Habit, at(6, 30), 31, Ruling::Wait(at(7, 0))),
        (Source::Habit, at(7, 0), 30, Ruling::Send),
        // Before a session at half past seven there is still time at seven; before one at half past six there is not.
        (Source::Session, at(6, 30), 60, Ruling::Wait(at(7, 0))),
        (Source::Session, at(5, 30), 60, Ruling::Drop(WhyNot::Quiet)),
        (Source::Reply, at(23, 0), 24 * 60, Ruling::Wait(at(31, 0))),
        (Source::Test, at(23, 0), 10, Ruling::Send),
    ] {
        assert_eq!(may_send(&asked(source, due, useful), &settings, due, &Fixed(0)), ruling, "{source:?} at {due}");
        let through = Asked { through_quiet: true, ..asked(source, due, useful) };
        assert_eq!(may_send(&through, &settings, due, &Fixed(0)), Ruling::Send, "{source:?} at {due}, wanted then");
    }
}

#[test]
fn quiet_hours_may_lie_within_a_day_or_over_midnight_or_nowhere() {
    for (from, until, quiet, loud) in [
        (clock(13, 0), clock(14, 0), vec![780, 839], vec![779, 840, 0]),
        (clock(22, 0), clock(7, 0), vec![1320, 1439, 0, 419], vec![420, 1319]),
        (clock(9, 0), clock(9, 0), vec![], vec![0, 540, 1439]),
    ] {
        let hours = Quiet { from, until };
        assert!(
            quiet.iter().all(|minute| hours.holds(*minute)) && !loud.iter().any(|minute| hours.holds(*minute)),
            "{from}–{until}"
        );
    }
}

#[test]
fn each_kind_can_be_turned_off_by_itself() {
    let all = ReminderSettings { quiet: None, ..ReminderSettings::default() };
    for (source, settings) in [
        (Source::Session, ReminderSettings { sessions: false, ..all.clone() }),
        (Source::Changed, ReminderSettings { changes: false, ..all.clone() }),
        (Source::Reply, ReminderSettings { messages: false, ..all.clone() }),
        (Source::Habit, ReminderSettings { own: false, ..all.clone() }),
        (Source::Once, ReminderSettings { own: false, ..all.clone() }),
    ] {
        let asked = asked(source, at(12, 0), 60);
        assert_eq!(may_send(&asked, &settings, at(12, 0), &Fixed(0)), Ruling::Drop(WhyNot::TurnedOff), "{source:?}");
        assert_eq!(may_send(&asked, &all, at(12, 0), &Fixed(0)), Ruling::Send, "{source:?}");
        let others = Source::ALL.into_iter().filter(|other| other.is_wanted(&settings)).count();
        assert_eq!(others, if settings.own { 6 } else { 5 });
    }
}

#[test]
fn a_pause_ends_with_the_beginning_of_its_day_where_the_phone_is() {
    let tomorrow = at(24, 0).date_naive();
    let settings = ReminderSettings { paused_until: Some(tomorrow), quiet: None, ..ReminderSettings::default() };
    let reply = asked(Source::Reply, at(12, 0), 24 * 60);
    assert_eq!(may_send(&reply, &settings, at(12, 0), &Fixed(0)), Ruling::Wait(at(24, 0)));
    assert_eq!(may_send(&reply, &settings, at(12, 0), &Fixed(-300)), Ruling::Wait(at(29, 0)));
    assert_eq!(may_send(&reply, &settings, at(12, 0), &Fixed(720)), Ruling::Send, "it is tomorrow there");
    assert_eq!(may_send(&reply, &settings, at(24, 0), &Fixed(0)), Ruling::Send);
    let habit = asked(Source::Habit, at(12, 0), 60);
    assert_eq!(may_send(&habit, &settings, at(12, 0), &Fixed(0)), Ruling::Drop(WhyNot::Paused));
}

#[test]
fn days_off_silence_habits_and_nothing_else() {
    let settings =
        ReminderSettings { days_off: Weekdays::of([Weekday::Mon]), quiet: None, ..ReminderSettings::default() };
    for source in Source::ALL {
        let ruling = may_send(&asked(source, at(12, 0), 60), &settings, at(12, 0), &Fixed(0));
        assert_eq!(
            ruling,
            if source == Source::Habit { Ruling::Drop(WhyNot::DayOff) } else { Ruling::Send },
            "{source:?}"
        );
    }
    let tuesday = asked(Source::Habit, at(36, 0), 60);
    assert_eq!(may_send(&tuesday, &settings, at(36, 0), &Fixed(0)), Ruling::Send);
}

#[test]
fn a_digest_gathers_habits_and_messages_but_not_what_was_snoozed() {
    let settings = ReminderSettings { digest: Some(clock(18, 0)), quiet: None, ..ReminderSettings::default() };
    for source in Source::ALL {
        let one = asked(source, at(12, 0), 60);
        let gathered = matches!(source, Source::Habit | Source::Reply);
        let expected = if gathered { Ruling::Drop(WhyNot::InDigest) } else { Ruling::Send };
        assert_eq!(may_send(&one, &settings, at(12, 0), &Fixed(0)), expected, "{source:?}");
        assert_eq!(
            may_send(&Asked { snoozed: true, ..one }, &settings, at(12, 0), &Fixed(0)),
            Ruling::Send,
            "{source:?}"
        );
    }
    let day = at(0, 0).date_naive();
    assert_eq!(next_digest(clock(18, 0), at(12, 0), &Fixed(0)), Some((day, at(18, 0))));
    assert_eq!(next_digest(clock(18, 0), at(18, 0), &Fixed(0)).map(|(_, at)| at), Some(at(42, 0)), "today's is over");
}

#[test]
fn what_is_done_cancelled_or_over_never_comes() {
    let settings = ReminderSettings::default();
    let open = asked(Source::Once, at(12, 0), 30);
    for (standing, now, ruling) in [
        (SubjectState::Done, at(12, 0), Ruling::Done),
        (SubjectState::Cancelled, at(12, 0), Ruling::Drop(WhyNot::Cancelled)),
        (SubjectState::Open, at(12, 30), Ruling::Expired),
        (SubjectState::Open, at(12, 29), Ruling::Send),
    ] {
        assert_eq!(may_send(&Asked { standing, ..open }, &settings, now, &Fixed(0)), ruling);
    }
}

#[test]
fn quiet_hours_end_also_while_the_clock_repeats_an_hour() {
    /// At every instant it is ten past one; half past one was twenty minutes ago and comes again.
    struct Repeating;
    impl Civil for Repeating {
        fn local(&self, at: DateTime<Utc>) -> (NaiveDate, u16) {
            (at.date_naive(), 70)
        }
        fn instant(&self, day: NaiveDate, _: Minute) -> Option<DateTime<Utc>> {
            day.and_hms_opt(0, 0, 0).map(|time| time.and_utc())
        }
    }
    let settings = ReminderSettings {
        quiet: Some(Quiet { from: clock(22, 0), until: clock(1, 30) }),
        ..ReminderSettings::default()
    };
    let reply = asked(Source::Reply, at(12, 0), 600);
    assert_eq!(may_send(&reply, &settings, at(12, 0), &Repeating), Ruling::Wait(at(12, 20)));
}

#[test]
fn an_hour_is_the_default_before_sessions() {
    assert_eq!(ReminderSettings::default().leads, [Lead::new(60).unwrap()]);
}
