//! The laws of sending: leases, rules and outcomes.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::{DateTime, TimeDelta, Utc};
use domain::base::id::{ObjectId, OccurrenceId, OnceId};
use domain::reminders::texts::Lang;
use domain::reminders::{About, OccurrenceState, Quiet, RemindOnce, ReminderSettings, Settled, WhyNot};
use domain::sync::Op;
use server::push::{Notification, Recorder};
use server::reminders::dispatch::{Dispatcher, LEASE};
use server::store::types::people::SignedInPhone;
use server::store::types::reminders::{Attempt, Outcome, Subscription};
use tests::{Db, Scribe, TestApp};

use super::habits::{begun, clock, habit, occurrences, report, settings, settle, today};

fn somewhere(name: &str) -> Subscription {
    let endpoint = format!("https://web.push.apple.com/{name}");
    Subscription { endpoint, p256dh: "key".to_owned(), auth: "secret".to_owned() }
}

async fn subscribed(app: &TestApp, who: SignedInPhone, name: &str) -> Result<()> {
    Ok(app.store().subscribe(who, somewhere(name), Lang::English).await?)
}

/// A server and a browser that accepts everything.
async fn sending(db: Db) -> Result<(TestApp, Scribe, Arc<Recorder>, Arc<Dispatcher>)> {
    let (app, scribe) = begun(db).await?;
    subscribed(&app, scribe.who, "first").await?;
    let recorder = Arc::new(Recorder::default());
    let dispatcher = Dispatcher::new(app.shared.clone(), Some(recorder.clone()));
    Ok((app, scribe, recorder, dispatcher))
}

/// Moves the clock and sends what is due; returns what was sent.
async fn at(
    app: &TestApp,
    to: DateTime<Utc>,
    recorder: &Recorder,
    dispatcher: &Arc<Dispatcher>,
) -> Result<Vec<Notification>> {
    app.clock.advance(to - app.env().now());
    dispatcher.pass().await?.join_all().await;
    Ok(recorder.take())
}

async fn once(app: &TestApp, scribe: &mut Scribe, at: DateTime<Utc>, useful: i64) -> Result<About> {
    let once = RemindOnce { once: app.id(OnceId::from_bytes), at, until: at + TimeDelta::minutes(useful) };
    scribe.send(app, vec![Op::RemindOnce(once)]).await?;
    Ok(About::Once(once.once))
}

async fn state(app: &TestApp, scribe: &Scribe, about: About) -> Result<(OccurrenceId, OccurrenceState)> {
    let all = occurrences(app, scribe).await?;
    all.into_iter().find(|o| o.about == about).map(|o| (o.occurrence, o.state)).context("not planned")
}

const fn because(because: WhyNot) -> OccurrenceState {
    OccurrenceState::NotDelivered { because }
}

pub async fn what_is_due_is_sent_once_and_says_where_it_went(db: Db) -> Result<()> {
    let (app, mut scribe, recorder, dispatcher) = sending(db).await?;
    let about = once(&app, &mut scribe, today(9, 12)?, 30).await?;
    assert!(at(&app, today(9, 11)?, &recorder, &dispatcher).await?.is_empty());
    let sent = at(&app, today(9, 12)?, &recorder, &dispatcher).await?;
    assert_eq!((sent.len(), sent[0].expires_at, sent[0].urgent), (1, today(9, 42)?, false));
    let to = vec![scribe.who.device];
    assert_eq!(
        state(&app, &scribe, about).await?,
        (sent[0].occurrence, OccurrenceState::Sent { at: today(9, 12)?, to })
    );
    for minute in 13..60 {
        assert!(at(&app, today(9, minute)?, &recorder, &dispatcher).await?.is_empty());
    }
    Ok(())
}

/// C6, through the whole server: each of these stays silent, while the unblocked one beside it is sent.
pub async fn what_is_done_paused_off_or_quiet_is_never_sent(db: Db) -> Result<()> {
    let (app, mut scribe, recorder, dispatcher) = sending(db).await?;
    let plain = ReminderSettings { quiet: None, ..ReminderSettings::default() };
    let quiet = Some(Quiet { from: clock(9, 0)?, until: clock(11, 0)? });
    let tomorrow = Some(today(24, 0)?.date_naive());
    let mut day = 0;
    for (changed, why) in [
        (ReminderSettings { own: false, ..plain.clone() }, WhyNot::TurnedOff),
        (ReminderSettings { quiet, ..plain.clone() }, WhyNot::Quiet),
        (ReminderSettings { paused_until: tomorrow, ..plain.clone() }, WhyNot::Paused),
    ] {
        let changed =
            ReminderSettings { paused_until: changed.paused_until.map(|d| d + TimeDelta::days(day)), ..changed };
        let due = today(9, 30)? + TimeDelta::days(day);
        let about = once(&app, &mut scribe, due, 30).await?;
        scribe.send(&app, vec![settings(&app, changed)]).await?;
        assert!(at(&app, due, &recorder, &dispatcher).await?.is_empty(), "{why:?}");
        assert_eq!(state(&app, &scribe, about).await?.1, because(why));
        scribe.send(&app, vec![settings(&app, plain.clone())]).await?;
        once(&app, &mut scribe, due + TimeDelta::minutes(5), 30).await?;
        assert_eq!(
            at(&app, due + TimeDelta::minutes(5), &recorder, &dispatcher).await?.len(),
            1,
            "the control, after {why:?}"
        );
        day += 1;
    }
    let due = today(9, 30)? + TimeDelta::days(day);
    let about = once(&app, &mut scribe, due, 30).await?;
    let done = state(&app, &scribe, about).await?.0;
    scribe.send(&app, vec![settle(&app, done, Settled::Done)]).await?;
    assert!(at(&app, due, &recorder, &dispatcher).await?.is_empty());
    let object = app.id(ObjectId::from_bytes);
    scribe.send(&app, vec![habit(&app, object, &[clock(10, 0)?], 60)?]).await?;
    let ended =
        domain::reminders::SetHabit { habit: object, act: app.id(domain::base::id::ActId::from_bytes), rule: None };
    scribe.send(&app, vec![Op::SetHabit(ended)]).await?;
    assert!(at(&app, today(10, 0)? + TimeDelta::days(day), &recorder, &dispatcher).await?.is_empty());
    Ok(())
}

pub async fn quiet_hours_defer_to_their_end_and_a_pause_to_its_day(db: Db) -> Result<()> {
    let (app, mut scribe, recorder, dispatcher) = sending(db).await?;
    let quiet = Some(Quiet { from: clock(9, 0)?, until: clock(11, 0)? });
    scribe.send(&app, vec![settings(&app, ReminderSettings { quiet, ..ReminderSettings::default() })]).await?;
    let about = once(&app, &mut scribe, today(10, 0)?, 90).await?;
    assert!(at(&app, today(10, 0)?, &recorder, &dispatcher).await?.is_empty());
    assert_eq!(state(&app, &scribe, about).await?.1, OccurrenceState::Waiting);
    assert!(at(&app, today(10, 59)?, &recorder, &dispatcher).await?.is_empty());
    assert_eq!(at(&app, today(11, 0)?, &recorder, &dispatcher).await?.len(), 1);
    Ok(())
}

pub async fn what_quiet_hours_held_back_comes_when_they_are_changed(db: Db) -> Result<()> {
    let (app, mut scribe, recorder, dispatcher) = sending(db).await?;
    let quiet = |until| Ok::<_, anyhow::Error>(Some(Quiet { from: clock(9, 0)?, until: clock(until, 0)? }));
    scribe
        .send(&app, vec![settings(&app, ReminderSettings { quiet: quiet(12)?, ..ReminderSettings::default() })])
        .await?;
    let early = once(&app, &mut scribe, today(8, 59)?, 240).await?;
    assert_eq!(at(&app, today(8, 59)?, &recorder, &dispatcher).await?.len(), 1);
    let early = state(&app, &scribe, early).await?.0;
    scribe.send(&app, vec![settle(&app, early, Settled::Snoozed { until: today(9, 30)? })]).await?;
    once(&app, &mut scribe, today(10, 0)?, 180).await?;
    once(&app, &mut scribe, today(11, 30)?, 180).await?;
    assert!(at(&app, today(10, 0)?, &recorder, &dispatcher).await?.is_empty());
    scribe
        .send(&app, vec![settings(&app, ReminderSettings { quiet: quiet(11)?, ..ReminderSettings::default() })])
        .await?;
    assert!(at(&app, today(10, 30)?, &recorder, &dispatcher).await?.is_empty(), "they still hold");
    assert_eq!(at(&app, today(11, 0)?, &recorder, &dispatcher).await?.len(), 2, "both, an hour earlier than before");
    scribe
        .send(&app, vec![settings(&app, ReminderSettings { quiet: quiet(12)?, ..ReminderSettings::default() })])
        .await?;
    assert!(at(&app, today(11, 30)?, &recorder, &dispatcher).await?.is_empty());
    // In Moscow it is three hours later.
    report(&app, &mut scribe, "Europe/Moscow").await?;
    assert_eq!(
        at(&app, today(11, 31)?, &recorder, &dispatcher).await?.len(),
        1,
        "where the phone is now, no quiet hours hold"
    );
    Ok(())
}

pub async fn a_snoozed_reminder_comes_again_then_and_only_then(db: Db) -> Result<()> {
    let (app, mut scribe, recorder, dispatcher) = sending(db).await?;
    let about = once(&app, &mut scribe, today(9, 10)?, 60).await?;
    assert_eq!(at(&app, today(9, 10)?, &recorder, &dispatcher).await?.len(), 1);
    let occurrence = state(&app, &scribe, about).await?.0;
    let later = settle(&app, occurrence, Settled::Snoozed { until: today(9, 40)? });
    scribe.send(&app, vec![later]).await?;
    assert!(at(&app, today(9, 39)?, &recorder, &dispatcher).await?.is_empty());
    let again = at(&app, today(9, 40)?, &recorder, &dispatcher).await?;
    assert_eq!(again.iter().map(|sent| sent.occurrence).collect::<Vec<_>>(), [occurrence], "with the same tag");
    Ok(())
}

pub async fn a_digest_comes_once_a_day_for_what_is_not_done(db: Db) -> Result<()> {
    let (app, mut scribe, recorder, dispatcher) = sending(db).await?;
    let digest = ReminderSettings { digest: Some(clock(18, 0)?), ..ReminderSettings::default() };
    let object = app.id(ObjectId::from_bytes);
    scribe.send(&app, vec![settings(&app, digest), habit(&app, object, &[clock(10, 0)?, clock(15, 0)?], 60)?]).await?;
    for hour in [10, 15] {
        assert!(at(&app, today(hour, 0)?, &recorder, &dispatcher).await?.is_empty());
    }
    assert_eq!(state(&app, &scribe, About::Habit(object)).await?.1, because(WhyNot::InDigest));
    assert_eq!(at(&app, today(18, 0)?, &recorder, &dispatcher).await?.len(), 1, "one for both");

    server::reminders::plan_habits::plan(&app.shared).await?;
    for hour in [34, 39] {
        at(&app, today(hour, 0)?, &recorder, &dispatcher).await?;
    }
    for one in occurrences(&app, &scribe)
        .await?
        .into_iter()
        .filter(|o| o.about == About::Habit(object) && o.due_at < today(42, 0).unwrap_or_default())
    {
        scribe.send(&app, vec![settle(&app, one.occurrence, Settled::Done)]).await?;
    }
    assert!(at(&app, today(42, 0)?, &recorder, &dispatcher).await?.is_empty(), "all of it is done");
    Ok(())
}

pub async fn a_lease_is_one_servers_until_it_runs_out(db: Db) -> Result<()> {
    let (app, mut scribe, _, _) = sending(db).await?;
    let about = once(&app, &mut scribe, today(9, 10)?, 60).await?;
    app.clock.advance(TimeDelta::minutes(10));
    let participant = scribe.who.participant;
    let first = app.store().lease(participant, LEASE, true).await?;
    assert_eq!(first.len(), 1);
    assert!(app.store().lease(participant, LEASE, true).await?.is_empty());
    assert!(app.store().due_participants(10).await?.is_empty());
    app.clock.advance(LEASE);
    let second = app.store().lease(participant, LEASE, true).await?;
    assert_eq!(second.len(), 1, "the first one died");

    // The first dispatcher was only slow: what it learned about the browser counts, but the second one holds the
    // occurrence.
    let occurrence = first[0].occurrence;
    let attempt = |outcome| vec![Attempt { device: scribe.who.device, endpoint_hash: [0; 32], outcome }];
    app.store().settle_attempts(participant, occurrence, first[0].until, attempt(Outcome::Refused)).await?;
    assert_eq!(state(&app, &scribe, about).await?.1, OccurrenceState::Waiting);
    app.store().settle_attempts(participant, occurrence, second[0].until, attempt(Outcome::Taken)).await?;
    assert!(matches!(state(&app, &scribe, about).await?.1, OccurrenceState::Sent { .. }));
    Ok(())
}

pub async fn an_endpoint_has_one_owner_and_leaves_with_its_phone(db: Db) -> Result<()> {
    let (app, scribe) = begun(db).await?;
    let other = app.enrol(app.clinic().await?.participant).await?;
    subscribed(&app, scribe.who, "browser").await?;
    assert!(app.store().is_subscribed(scribe.who).await?);
    subscribed(&app, other.who, "browser").await?;
    assert!(!app.store().is_subscribed(scribe.who).await? && app.store().is_subscribed(other.who).await?);
    assert!(!app.database_holds("web.push.apple.com")?, "endpoints are sealed");

    app.store().end_sign_in(other.who.token_hash).await?;
    assert!(!app.store().is_subscribed(other.who).await?, "signed out");
    let second = app.enrol(scribe.who.participant).await?;
    for (who, name) in [(scribe.who, "a"), (second.who, "b")] {
        subscribed(&app, who, name).await?;
    }
    app.store().revoke_device(scribe.who, second.who.device).await?;
    assert!(!app.store().is_subscribed(second.who).await?, "shut out");
    app.store().unsubscribe(scribe.who).await?;
    assert!(!app.store().is_subscribed(scribe.who).await?);
    subscribed(&app, scribe.who, "a").await?;
    app.store().discharge(scribe.who.participant).await?;
    assert!(!app.store().is_subscribed(scribe.who).await?, "left the program");
    Ok(())
}

pub async fn without_a_phone_the_inbox_says_so(db: Db) -> Result<()> {
    let (app, mut scribe) = begun(db).await?;
    let recorder = Arc::new(Recorder::default());
    let dispatcher = Dispatcher::new(app.shared.clone(), Some(recorder.clone()));
    let about = once(&app, &mut scribe, today(9, 10)?, 60).await?;
    assert!(at(&app, today(9, 10)?, &recorder, &dispatcher).await?.is_empty());
    assert_eq!(state(&app, &scribe, about).await?.1, because(WhyNot::NoPhone));

    subscribed(&app, scribe.who, "browser").await?;
    let silent = Dispatcher::new(app.shared.clone(), None);
    let about = once(&app, &mut scribe, today(9, 20)?, 60).await?;
    assert!(at(&app, today(9, 20)?, &recorder, &silent).await?.is_empty());
    assert_eq!(state(&app, &scribe, about).await?.1, because(WhyNot::NoPhone), "this server notifies nobody");
    let over = once(&app, &mut scribe, today(9, 30)?, 10).await?;
    assert!(at(&app, today(9, 40)?, &recorder, &dispatcher).await?.is_empty());
    assert_eq!(state(&app, &scribe, over).await?.1, OccurrenceState::Expired);
    Ok(())
}

pub async fn a_test_comes_to_the_phone_that_asked_even_at_quiet_hours(db: Db) -> Result<()> {
    let (app, mut scribe, recorder, dispatcher) = sending(db).await?;
    let second = app.enrol(scribe.who.participant).await?;
    subscribed(&app, second.who, "second").await?;
    let quiet = Some(Quiet { from: clock(8, 0)?, until: clock(20, 0)? });
    scribe
        .send(&app, vec![settings(&app, ReminderSettings { quiet, own: false, ..ReminderSettings::default() })])
        .await?;
    let occurrence = app.store().ask_test(second.who).await?;
    assert_eq!(app.store().ask_test(second.who).await?, occurrence, "impatience makes no second one");
    let sent = at(&app, today(9, 0)?, &recorder, &dispatcher).await?;
    assert_eq!(
        sent.iter().map(|s| (s.occurrence, s.to.clone())).collect::<Vec<_>>(),
        [(occurrence, somewhere("second"))]
    );
    let to = vec![second.who.device];
    assert_eq!(state(&app, &scribe, About::Test).await?, (occurrence, OccurrenceState::Sent { at: today(9, 0)?, to }));
    assert_ne!(app.store().ask_test(second.who).await?, occurrence);
    Ok(())
}
