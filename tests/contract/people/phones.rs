//! The laws of a participant's phones on the staff side.

use anyhow::Result;
use chrono::TimeDelta;
use domain::base::id::DeviceId;
use domain::base::problem::ProblemKind;
use server::store::types::people::{Entered, SignedIn};
use server::store::{StoreError, StoreResult};
use tests::{Db, TestApp};

fn kind<T>(answer: StoreResult<T>) -> Option<ProblemKind> {
    match answer {
        Err(StoreError::Problem(problem)) => Some(problem.kind),
        _ => None,
    }
}

pub async fn a_code_is_open_until_it_is_typed_or_runs_out(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    assert!(!app.store().code_is_open(clinic.participant).await?);
    let code = app.store().make_code(who, clinic.participant).await?.code;
    assert!(app.store().code_is_open(clinic.participant).await?);
    app.store().enter_code(code, app.id(DeviceId::from_bytes), None).await?;
    assert!(!app.store().code_is_open(clinic.participant).await?, "it was typed");
    app.store().make_code(who, clinic.participant).await?;
    app.clock.advance(TimeDelta::minutes(10));
    assert!(!app.store().code_is_open(clinic.participant).await?, "it ran out");
    Ok(())
}

pub async fn staff_revoke_a_phone_of_their_people_only(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let phone = app.enrol(clinic.participant).await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    let code = app.store().make_code(who, clinic.participant).await?.code;
    let waiting = app.id(DeviceId::from_bytes);
    assert!(matches!(app.store().enter_code(code, waiting, None).await?, Entered::Waiting { .. }));
    let not_there = Some(ProblemKind::NotFound);
    assert_eq!(kind(app.store().shut_out_phone(who, clinic.participant, waiting).await), not_there, "it only waits");
    let other = app.participant(clinic.program, "Kim Unassigned").await?;
    assert_eq!(kind(app.store().phones_of(who, other).await), not_there);
    assert_eq!(kind(app.store().shut_out_phone(who, other, phone.who.device).await), not_there);
    for _ in 0..2 {
        app.store().shut_out_phone(who, clinic.participant, phone.who.device).await?;
    }
    let phones = app.store().phones_of(who, clinic.participant).await?.phones;
    assert_eq!(phones.iter().map(|one| (one.device, one.revoked)).collect::<Vec<_>>(), [(phone.who.device, true)]);
    let found = app.store().find_sign_in(phone.who.token_hash).await?;
    assert!(matches!(found.map(|found| found.who), Some(SignedIn::Revoked)));
    Ok(())
}
