//! Lifetimes of sign-ins, and the events that end them.

use anyhow::{Context as _, Result};
use chrono::{TimeDelta, Weekday};
use domain::base::problem::ProblemKind;
use domain::sync::Op;
use server::http::cookie::Jar;
use server::seal::token_hash;
use server::store::types::people::SignedIn;
use server::store::types::schedule::Wanted;
use tests::schedule::{Evening, group};
use tests::scribe::problem;
use tests::{Db, Scribe, TestApp};

async fn lives(app: &TestApp, token: &str) -> Result<bool> {
    Ok(app.store().find_sign_in(token_hash(token)).await?.is_some())
}

pub async fn participants_stay_signed_in_for_thirty_idle_and_a_hundred_and_eighty_days(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let participant = app.clinic().await?.participant;
    let idle = app.enrol(participant).await?;
    app.clock.advance(TimeDelta::days(30) - TimeDelta::milliseconds(1));
    assert!(lives(&app, &idle.token).await?);
    app.clock.advance(TimeDelta::milliseconds(1));
    assert!(!lives(&app, &idle.token).await?);

    let busy = app.enrol(participant).await?;
    for day in 0..180 {
        assert!(lives(&app, &busy.token).await?, "day {day}");
        app.store().touch_sign_in(busy.who.token_hash).await?;
        app.clock.advance(TimeDelta::days(1));
    }
    assert!(!lives(&app, &busy.token).await?);
    Ok(())
}

pub async fn staff_stay_signed_in_for_fifteen_idle_minutes_and_twelve_hours(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let counselor = app.clinic().await?.counselor;
    let (_, idle) = app.sign_in(counselor).await?;
    app.clock.advance(TimeDelta::minutes(15));
    assert!(!lives(&app, &idle).await?);
    let (_, busy) = app.sign_in(counselor).await?;
    for _ in 0..72 {
        assert!(lives(&app, &busy).await?);
        app.store().touch_sign_in(token_hash(&busy)).await?;
        app.clock.advance(TimeDelta::minutes(10));
    }
    assert!(!lives(&app, &busy).await?);
    Ok(())
}

pub async fn a_revoked_phone_hears_so_even_when_its_sign_in_has_run_out(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let participant = app.clinic().await?.participant;
    let (first, lost) = (app.enrol(participant).await?, app.enrol(participant).await?);
    app.store().revoke_device(first.who, lost.who.device).await?;
    let request = Scribe::new(&app, &lost).request(&app, vec![Op::Void]);
    assert_eq!(problem(&app, lost.who, &request).await?.kind, ProblemKind::Revoked);
    app.clock.advance(TimeDelta::days(400));
    let found = app.store().find_sign_in(lost.who.token_hash).await?;
    assert_eq!(found.map(|f| f.who), Some(SignedIn::Revoked));
    Ok(())
}

pub async fn a_sign_in_that_ended_while_the_request_was_under_way_takes_nothing(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let phone = app.enrol(app.clinic().await?.participant).await?;
    let scribe = Scribe::new(&app, &phone);
    let request = scribe.request(&app, vec![Op::Void]);
    app.store().end_sign_in(phone.who.token_hash).await?;
    app.store().end_sign_in(phone.who.token_hash).await?;
    assert_eq!(problem(&app, phone.who, &request).await?.kind, ProblemKind::SignIn);
    app.clock.advance(TimeDelta::days(31));
    assert_eq!(problem(&app, phone.who, &request).await?.kind, ProblemKind::SignIn);
    Ok(())
}

/// The guard recorded the use of a sign-in, and a minute passes before the use case begins: a use case on a read-only
/// connection must not write.
pub async fn what_only_reads_goes_on_when_a_minute_ends_between_the_guard_and_the_use_case(db: Db) -> Result<()> {
    let mut e = Evening::of(TestApp::start(db).await?).await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?).await?;
    let session = e.news().await?.first().context("no session")?.session;
    let phone = e.app.phone(&e.phone).await?;
    e.app.clock.advance(TimeDelta::minutes(1));
    for hash in [e.who.token_hash, phone.token_hash] {
        assert!(
            e.app.store().find_sign_in(hash).await?.context("a sign-in")?.stale,
            "control: its use would be written down now"
        );
    }
    let store = e.app.store();
    store.list_sessions(e.who, None, 7).await?;
    store.planning(e.who).await?;
    store.find_session(e.who, session).await?;
    store.clashes(e.who, Wanted::Series(group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?, None)).await?;
    store.is_subscribed(phone).await?;
    store.welcome(phone).await?;
    // The guard records it.
    let web = e.app.web()?.signed_in(Jar::Staff, &e.token);
    assert_eq!(web.get("/care/schedule").await?.status, 200);
    assert!(!store.find_sign_in(e.who.token_hash).await?.context("a sign-in")?.stale);
    Ok(())
}
