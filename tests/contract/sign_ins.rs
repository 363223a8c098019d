//! How long sign-ins last, and what ends them.

use anyhow::Result;
use chrono::TimeDelta;
use domain::problem::ProblemKind;
use domain::sync::Op;
use server::seal::token_hash;
use server::store::model::SignedIn;
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
