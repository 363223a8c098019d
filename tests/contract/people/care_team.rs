//! The laws of the care team: who is on it, who may be, and what an act needs.

use anyhow::Result;
use domain::base::problem::ProblemKind;
use domain::base::text::Label;
use domain::people::Role;
use domain::people::access::{Act, Ruling};
use server::store::{StoreError, StoreResult};
use tests::{Db, TestApp};

fn kind<T>(answer: StoreResult<T>) -> Option<ProblemKind> {
    match answer {
        Err(StoreError::Problem(problem)) => Some(problem.kind),
        _ => None,
    }
}

pub async fn the_team_names_everybody_who_could_be_on_it(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let bo = app.staff(clinic.program, Role::Medical, "Bo Nurse").await?;
    app.staff(clinic.program, Role::Admin, "Ada Admin").await?;
    let elsewhere = app.store().create_program(Label::new("program", "Elsewhere")?).await?;
    let far = app.staff(elsewhere, Role::Counselor, "Far Away").await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    let team = app.store().care_team(who, clinic.participant).await?;
    let mut names: Vec<_> = team.iter().map(|one| (one.name.as_str(), one.role, one.assigned)).collect();
    names.sort_unstable_by_key(|(name, ..)| *name);
    assert_eq!(names, [("Ana Counselor", Role::Counselor, true), ("Bo Nurse", Role::Medical, false)]);
    let stranger = app.store().assign_colleague(who, clinic.participant, far).await;
    assert_eq!(kind(stranger), Some(ProblemKind::NotFound));
    app.store().assign_colleague(who, clinic.participant, bo).await?;
    assert!(app.store().care_team(who, clinic.participant).await?.iter().all(|one| one.assigned));
    Ok(())
}

pub async fn who_is_discharged_is_seen_by_nobody(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    assert_eq!(app.store().first_program().await?, Some(clinic.program));
    let (stranger, _) = app.sign_in(app.staff(clinic.program, Role::Counselor, "Bo Stranger").await?).await?;
    assert_eq!(kind(app.store().discharge_person(stranger, clinic.participant).await), Some(ProblemKind::NotFound));
    let (who, _) = app.sign_in(clinic.counselor).await?;
    app.store().discharge_person(who, clinic.participant).await?;
    assert_eq!(kind(app.store().care_team(who, clinic.participant).await), Some(ProblemKind::NotFound));
    assert_eq!(kind(app.store().discharge_person(who, clinic.participant).await), Some(ProblemKind::NotFound));
    Ok(())
}

pub async fn an_act_needs_the_role_the_membership_and_the_relation(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let sam = app.store().create_participant(clinic.program, Label::new("name", "Kim Second")?).await?;
    let admin = app.store().create_staff(clinic.program, Role::Admin, Label::new("name", "Ada Admin")?).await?;
    app.store().assign(clinic.participant, admin).await?;
    let may = async |staff, participant, act| app.store().may(staff, participant, act).await;
    assert_eq!(may(clinic.counselor, clinic.participant, Act::Read).await?, Ruling::Granted);
    assert_eq!(may(clinic.counselor, sam, Act::Read).await?, Ruling::NotThere, "not on their team");
    assert_eq!(may(admin, clinic.participant, Act::Read).await?, Ruling::Forbidden, "an admin reads nobody");
    assert_eq!(may(admin, clinic.participant, Act::Know).await?, Ruling::Granted);
    app.store().discharge(clinic.participant).await?;
    assert_eq!(may(clinic.counselor, clinic.participant, Act::Know).await?, Ruling::NotThere, "they left");
    Ok(())
}
