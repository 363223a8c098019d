//! The laws of reminders: settings, habits, single reminders, and what the participant does with an occurrence.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::{ActId, ObjectId, OccurrenceId, OnceId};
use domain::reminders::{
    About, HabitRule, OccurrenceChange, OccurrenceState, RemindOnce, ReminderSettings, SetHabit, SetReminders, Settle,
    Settled, WhyNot,
};
use domain::schedule::{Minute, Minutes, Weekdays, Zone};
use domain::sync::{Change, Op, Reason, SyncAnswer, Verdict};
use tests::scribe::exchange;
use tests::{Db, Scribe, TestApp};

/// A participant with a phone.
pub async fn begun(db: Db) -> Result<(TestApp, Scribe)> {
    let app = TestApp::start(db).await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let scribe = Scribe::new(&app, &phone);
    Ok((app, scribe))
}

/// A time on the day of the tests, which begin at 9:00 UTC.
pub fn today(hour: i64, minute: i64) -> Result<DateTime<Utc>> {
    Ok(DateTime::from_timestamp(1_767_571_200, 0).context("a time")? + TimeDelta::minutes(hour * 60 + minute))
}

pub fn clock(hour: u16, minute: u16) -> Result<Minute> {
    Ok(Minute::new(hour * 60 + minute)?)
}

pub fn habit(app: &TestApp, habit: ObjectId, times: &[Minute], window: u16) -> Result<Op> {
    let rule = HabitRule {
        times: times.to_vec(),
        days: Weekdays::EVERY_DAY,
        window: Minutes::new(window)?,
        through_quiet: false,
    };
    Ok(Op::SetHabit(SetHabit { habit, act: app.id(ActId::from_bytes), rule: Some(rule) }))
}

pub fn settings(app: &TestApp, settings: ReminderSettings) -> Op {
    Op::SetReminders(SetReminders { act: app.id(ActId::from_bytes), settings })
}

pub fn settle(app: &TestApp, occurrence: OccurrenceId, to: Settled) -> Op {
    Op::Settle(Settle { occurrence, act: app.id(ActId::from_bytes), to })
}

/// Every occurrence the phones know, by due time.
pub async fn occurrences(app: &TestApp, scribe: &Scribe) -> Result<Vec<OccurrenceChange>> {
    let mut fresh =
        Scribe { stream: app.id(domain::base::id::StreamId::from_bytes), cursor: None, next_seq: 1, ..scribe.clone() };
    let mut all = BTreeMap::new();
    loop {
        let answer = fresh.send(app, vec![]).await?;
        all.extend(
            answer
                .changes
                .into_iter()
                .filter_map(|c| if let Change::Occurrence(o) = c { Some(((o.due_at, o.occurrence), o)) } else { None }),
        );
        if !answer.more {
            return Ok(all.into_values().collect());
        }
    }
}

fn told(answer: &SyncAnswer) -> Vec<(ReminderSettings, Option<Zone>)> {
    let told = answer.changes.iter().filter_map(|c| if let Change::ReminderSettings(s) = c { Some(s) } else { None });
    told.map(|s| (s.settings.clone(), s.zone.clone())).collect()
}

pub async fn report(app: &TestApp, scribe: &mut Scribe, zone: &str) -> Result<SyncAnswer> {
    let mut request = scribe.request(app, vec![]);
    request.zone = Some(Zone::new("zone", zone)?);
    let answer = exchange(app, scribe.who, &request).await?;
    (scribe.epoch, scribe.cursor) = (Some(answer.epoch), Some(answer.cursor.clone()));
    Ok(answer)
}

pub async fn settings_reach_every_phone_and_an_act_is_applied_once(db: Db) -> Result<()> {
    let (app, mut first) = begun(db).await?;
    let mut second = Scribe::new(&app, &app.enrol(first.who.participant).await?);
    let travel = ReminderSettings { messages: false, ..ReminderSettings::default() };
    let old = settings(&app, travel.clone());
    assert_eq!(first.verdict(&app, old.clone()).await?, Verdict::Accepted);
    assert_eq!(told(&second.send(&app, vec![]).await?), [(travel, None)]);

    let new = ReminderSettings { own: false, ..ReminderSettings::default() };
    assert_eq!(told(&second.send(&app, vec![settings(&app, new.clone())]).await?), [(new.clone(), None)]);
    assert_eq!(first.verdict(&app, old).await?, Verdict::Accepted, "it was applied before");
    let answer = Scribe { cursor: None, ..second.clone() }.send(&app, vec![]).await?;
    assert_eq!(told(&answer), [(new, None)], "and is not applied again");
    Ok(())
}

pub async fn a_habit_is_planned_two_days_ahead_and_planning_again_doubles_nothing(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let object = app.id(ObjectId::from_bytes);
    scribe.send(&app, vec![habit(&app, object, &[clock(8, 0)?, clock(20, 0)?], 60)?]).await?;
    let due = |all: &[OccurrenceChange]| all.iter().map(|o| o.due_at).collect::<Vec<_>>();
    let planned = occurrences(&app, &scribe).await?;
    assert_eq!(due(&planned), [today(20, 0)?, today(32, 0)?, today(44, 0)?, today(56, 0)?]);
    assert!(planned.iter().all(|o| o.about == About::Habit(object) && o.state == OccurrenceState::Waiting));
    assert!(planned.iter().all(|o| o.expires_at == o.due_at + TimeDelta::hours(1)));

    let participant = scribe.who.participant;
    assert!(app.store().habits_to_plan(10).await?.is_empty());
    app.store().plan_habits(participant).await?;
    assert_eq!(occurrences(&app, &scribe).await?, planned, "nothing moved, not even a version");
    app.clock.advance(TimeDelta::hours(13));
    assert_eq!(app.store().habits_to_plan(10).await?, [participant]);
    app.store().plan_habits(participant).await?;
    assert_eq!(
        due(&occurrences(&app, &scribe).await?),
        [20, 32, 44, 56, 68].map(|h| today(h, 0)).into_iter().collect::<Result<Vec<_>>>()?
    );
    Ok(())
}

pub async fn a_habit_whose_time_went_by_while_nothing_ran_is_over_and_was_not_called_off(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let object = app.id(ObjectId::from_bytes);
    scribe.send(&app, vec![habit(&app, object, &[clock(20, 0)?], 60)?]).await?;
    app.clock.advance(TimeDelta::hours(30));
    app.store().plan_habits(scribe.who.participant).await?;
    let all = occurrences(&app, &scribe).await?;
    let states: Vec<_> = all.iter().map(|o| (o.due_at, o.state.clone())).collect();
    assert_eq!(states[0], (today(20, 0)?, OccurrenceState::Expired));
    assert_eq!(states.len(), 3);
    assert!(states[1..].iter().all(|(_, state)| *state == OccurrenceState::Waiting), "{states:?}");
    Ok(())
}

pub async fn a_habit_that_ended_or_moved_leaves_nothing_waiting_at_its_old_times(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let object = app.id(ObjectId::from_bytes);
    scribe.send(&app, vec![habit(&app, object, &[clock(20, 0)?], 60)?]).await?;
    scribe.send(&app, vec![habit(&app, object, &[clock(21, 0)?], 60)?]).await?;
    let waiting = |all: &[OccurrenceChange]| -> Vec<_> {
        all.iter().filter(|o| o.state == OccurrenceState::Waiting).map(|o| o.due_at).collect()
    };
    assert_eq!(waiting(&occurrences(&app, &scribe).await?), [today(21, 0)?, today(45, 0)?]);
    scribe
        .send(&app, vec![Op::SetHabit(SetHabit { habit: object, act: app.id(ActId::from_bytes), rule: None })])
        .await?;
    let all = occurrences(&app, &scribe).await?;
    assert!(waiting(&all).is_empty());
    assert!(all.iter().all(|o| o.state == OccurrenceState::NotDelivered { because: WhyNot::Cancelled }));
    let answer = Scribe { cursor: None, ..scribe.clone() }.send(&app, vec![]).await?;
    let rules: Vec<_> =
        answer.changes.iter().filter_map(|c| if let Change::Habit(h) = c { Some(&h.rule) } else { None }).collect();
    assert_eq!(rules, [&None]);
    Ok(())
}

pub async fn turning_a_kind_off_empties_what_waits_and_on_again_brings_it_back(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    scribe.send(&app, vec![habit(&app, app.id(ObjectId::from_bytes), &[clock(20, 0)?], 60)?]).await?;
    let before = occurrences(&app, &scribe).await?;
    scribe.send(&app, vec![settings(&app, ReminderSettings { own: false, ..ReminderSettings::default() })]).await?;
    let off = occurrences(&app, &scribe).await?;
    assert!(off.iter().all(|o| o.state == OccurrenceState::NotDelivered { because: WhyNot::TurnedOff }));
    scribe.send(&app, vec![settings(&app, ReminderSettings::default())]).await?;
    let back = occurrences(&app, &scribe).await?;
    let plain =
        |all: &[OccurrenceChange]| all.iter().map(|o| (o.occurrence, o.due_at, o.state.clone())).collect::<Vec<_>>();
    assert_eq!(plain(&back), plain(&before), "the same ones");
    Ok(())
}

pub async fn habits_follow_the_phone_that_moved_and_two_phones_do_not_quarrel(db: Db) -> Result<()> {
    let (app, mut first) = begun(db).await?;
    let mut second = Scribe::new(&app, &app.enrol(first.who.participant).await?);
    first.send(&app, vec![habit(&app, app.id(ObjectId::from_bytes), &[clock(20, 0)?], 60)?]).await?;
    let answer = report(&app, &mut first, "America/New_York").await?;
    assert_eq!(told(&answer), [(ReminderSettings::default(), Some(Zone::new("zone", "America/New_York")?))]);
    let due = |all: Vec<OccurrenceChange>| all.iter().map(|o| (o.occurrence, o.due_at)).collect::<Vec<_>>();
    let there = due(occurrences(&app, &first).await?);
    assert_eq!(
        there.iter().map(|(_, at)| *at).collect::<Vec<_>>(),
        [today(25, 0)?, today(49, 0)?],
        "eight in the evening over there"
    );

    report(&app, &mut second, "Europe/Madrid").await?;
    assert_eq!(
        due(occurrences(&app, &first).await?).first().map(|o| o.1),
        Some(today(19, 0)?),
        "the second phone moved last"
    );
    for (phone, zone) in [(0, "America/New_York"), (1, "Europe/Madrid"), (0, "No/Where")] {
        let scribe = [&mut first, &mut second].into_iter().nth(phone).context("two phones")?;
        assert!(
            told(&report(&app, scribe, zone).await?)
                .iter()
                .all(|(_, zone)| *zone == Zone::new("zone", "Europe/Madrid").ok())
        );
    }
    assert_eq!(due(occurrences(&app, &first).await?).first().map(|o| o.1), Some(today(19, 0)?), "nobody moved since");
    Ok(())
}

pub async fn what_is_asked_for_once_is_there_once_and_late_it_is_over(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let once = RemindOnce { once: app.id(OnceId::from_bytes), at: today(9, 12)?, until: today(9, 42)? };
    let late = RemindOnce { once: app.id(OnceId::from_bytes), at: today(7, 0)?, until: today(8, 0)? };
    for _ in 0..2 {
        let answer = scribe.send(&app, vec![Op::RemindOnce(once), Op::RemindOnce(late)]).await?;
        assert!(answer.verdicts.iter().all(|v| v.verdict == Verdict::Accepted));
    }
    let all: Vec<_> = occurrences(&app, &scribe).await?.into_iter().map(|o| (o.about, o.due_at, o.state)).collect();
    let over = (About::Once(late.once), late.at, OccurrenceState::Expired);
    assert_eq!(all, [over, (About::Once(once.once), once.at, OccurrenceState::Waiting)]);
    Ok(())
}

pub async fn done_ends_all_about_the_same_thing_that_is_due_before_it_expires(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let (walk, tea) = (app.id(ObjectId::from_bytes), app.id(ObjectId::from_bytes));
    let often = habit(&app, walk, &[clock(10, 0)?, clock(10, 30)?, clock(11, 0)?], 60)?;
    scribe.send(&app, vec![often, habit(&app, tea, &[clock(10, 15)?], 60)?]).await?;
    let first = occurrences(&app, &scribe).await?.first().context("planned")?.occurrence;
    scribe.send(&app, vec![settle(&app, first, Settled::Done)]).await?;
    let states = |all: Vec<OccurrenceChange>| -> Vec<_> {
        all.into_iter().take(4).map(|o| (o.about == About::Habit(walk), o.state == OccurrenceState::Done)).collect()
    };
    assert_eq!(states(occurrences(&app, &scribe).await?), [(true, true), (false, false), (true, true), (true, false)]);
    let nobody = settle(&app, app.id(OccurrenceId::from_bytes), Settled::Done);
    assert_eq!(scribe.verdict(&app, nobody).await?, Verdict::rejected(Reason::NotThere));

    let stranger = app.enrol(app.clinic().await?.participant).await?;
    let foreign = settle(&app, first, Settled::Done);
    assert_eq!(Scribe::new(&app, &stranger).verdict(&app, foreign).await?, Verdict::rejected(Reason::NotThere));
    Ok(())
}

pub async fn a_snooze_stays_inside_the_window_and_the_latest_arrival_counts(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let once = RemindOnce { once: app.id(OnceId::from_bytes), at: today(9, 12)?, until: today(9, 42)? };
    scribe.send(&app, vec![Op::RemindOnce(once)]).await?;
    let only = occurrences(&app, &scribe).await?.first().context("planned")?.occurrence;
    let beyond = settle(&app, only, Settled::Snoozed { until: once.until });
    let Verdict::Rejected { field, .. } = scribe.verdict(&app, beyond).await? else { bail!("it was taken") };
    assert_eq!(field.as_deref(), Some("op.to.until"));
    let inside = settle(&app, only, Settled::Snoozed { until: today(9, 30)? });
    assert_eq!(scribe.verdict(&app, inside.clone()).await?, Verdict::Accepted);
    let state = |all: Vec<OccurrenceChange>| all.into_iter().next().map(|o| o.state);
    assert_eq!(state(occurrences(&app, &scribe).await?), Some(OccurrenceState::Snoozed { until: today(9, 30)? }));
    scribe.send(&app, vec![settle(&app, only, Settled::Done)]).await?;
    assert_eq!(scribe.verdict(&app, inside).await?, Verdict::Accepted, "it was applied before");
    assert_eq!(state(occurrences(&app, &scribe).await?), Some(OccurrenceState::Done));

    app.clock.advance(TimeDelta::hours(2));
    let late = settle(&app, only, Settled::Snoozed { until: today(9, 40)? });
    assert_eq!(scribe.verdict(&app, late).await?, Verdict::Accepted);
    assert_eq!(state(occurrences(&app, &scribe).await?), Some(OccurrenceState::Expired));
    Ok(())
}

pub async fn what_the_phone_adds_up_is_the_digest_with_reminders_too(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let object = app.id(ObjectId::from_bytes);
    scribe.send(&app, vec![habit(&app, object, &[clock(10, 0)?, clock(20, 0)?], 60)?]).await?;
    scribe.send(&app, vec![settings(&app, ReminderSettings { own: false, ..ReminderSettings::default() })]).await?;
    report(&app, &mut scribe, "Africa/Cairo").await?;
    let answer = Scribe { cursor: None, ..scribe.clone() }.send(&app, vec![]).await?;
    let mut digest = domain::sync::digest::Digest::default();
    for change in &answer.changes {
        let (topic, id, version) = change.row();
        digest.add(topic, &id, version);
    }
    assert_eq!(digest, answer.digest);
    Ok(())
}
