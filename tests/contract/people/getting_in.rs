//! The laws of staff getting in: links and ceremonies are used once.

use anyhow::Result;
use chrono::TimeDelta;
use domain::base::problem::ProblemKind;
use server::passkey::ceremony::{LIFE, Used};
use server::seal::token_hash;
use server::store::types::care::{LinkPurpose, StoredPasskey};
use server::store::{StoreError, StoreResult};
use tests::{Db, TestApp};

const DAY: TimeDelta = TimeDelta::hours(24);

fn kind<T>(answer: StoreResult<T>) -> Option<ProblemKind> {
    match answer {
        Err(StoreError::Problem(problem)) => Some(problem.kind),
        _ => None,
    }
}

fn ceremony(app: &TestApp) -> Used {
    Used { hash: app.env().random(), until: app.env().now() + LIFE }
}

pub async fn a_demo_link_signs_in_once_and_a_newer_one_ends_it(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let ana = app.clinic().await?.counselor;
    assert!(!app.store().link_is_open(ana, LinkPurpose::Demo).await?);
    let first = app.store().make_link(ana, LinkPurpose::Demo, DAY).await?;
    let second = app.store().make_link(ana, LinkPurpose::Demo, DAY).await?;
    assert!(app.store().link_is_open(ana, LinkPurpose::Demo).await?);
    assert!(!app.store().link_is_open(ana, LinkPurpose::Join).await?, "a link is for one purpose");
    assert_eq!(kind(app.store().sign_in_by_link(first).await), Some(ProblemKind::NotFound));
    let token = app.store().sign_in_by_link(second.clone()).await?;
    assert!(app.store().find_sign_in(token_hash(&token)).await?.is_some());
    assert_eq!(kind(app.store().sign_in_by_link(second).await), Some(ProblemKind::NotFound), "once");
    assert!(!app.store().link_is_open(ana, LinkPurpose::Demo).await?);
    let late = app.store().make_link(ana, LinkPurpose::Demo, DAY).await?;
    app.clock.advance(DAY);
    assert_eq!(kind(app.store().sign_in_by_link(late).await), Some(ProblemKind::NotFound), "it ran out");
    Ok(())
}

pub async fn an_invitation_and_a_ceremony_make_one_passkey(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let ana = app.clinic().await?.counselor;
    let link = token_hash(&app.store().make_link(ana, LinkPurpose::Join, DAY).await?);
    let first = ceremony(&app);
    assert!(app.store().may_join(link, first).await? && !app.store().is_used(first).await?);
    let passkey = StoredPasskey { credential_id: vec![7; 20], json: "{}".to_owned() };
    app.store().join_with_passkey(link, ana, passkey, first).await?;
    assert!(app.store().is_used(first).await?);
    assert!(!app.store().may_join(link, ceremony(&app)).await?, "the link is used up");
    let next = token_hash(&app.store().make_link(ana, LinkPurpose::Join, DAY).await?);
    assert!(!app.store().may_join(next, first).await?, "the ceremony is used up");
    assert!(app.store().may_join(next, ceremony(&app)).await?);
    Ok(())
}

pub async fn a_passkey_signs_in_once_per_ceremony_and_keeps_its_newest_state(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let ana = app.clinic().await?.counselor;
    let link = token_hash(&app.store().make_link(ana, LinkPurpose::Join, DAY).await?);
    let passkey = |json: &str| StoredPasskey { credential_id: vec![7; 20], json: json.to_owned() };
    app.store().join_with_passkey(link, ana, passkey("{\"counter\":1}"), ceremony(&app)).await?;
    let using = ceremony(&app);
    let token = app.store().sign_in_with_passkey(ana, passkey("{\"counter\":2}"), using).await?;
    assert!(app.store().find_sign_in(token_hash(&token)).await?.is_some());
    let kept = app.store().find_passkey(ana, vec![7; 20]).await?;
    assert_eq!(kept.map(|kept| kept.json), Some("{\"counter\":2}".to_owned()));
    let again = app.store().sign_in_with_passkey(ana, passkey("{\"counter\":3}"), using).await;
    assert_eq!(kind(again), Some(ProblemKind::SignIn));
    assert!(!app.database_holds("counter")?, "it is kept sealed");
    Ok(())
}
