//! Forms of staff are taken once, by the version they were made from, and kept over a sign-in for their account only.

use anyhow::Result;
use chrono::TimeDelta;
use domain::base::problem::ProblemKind;
use domain::base::text::Label;
use domain::people::Role;
use domain::schedule::Zone;
use server::store::types::forms::{Form, KEPT_FORMS, KeptForm, Version};
use server::store::types::people::SignedInStaff;
use server::store::{StoreError, StoreResult};
use tests::{Db, TestApp};

fn with(who: SignedInStaff, id: u8, made_from: Option<Version>) -> SignedInStaff {
    SignedInStaff { form: Some(Form { id: [id; 32], address: Form::address("/care/people"), made_from }), ..who }
}

fn kept(action: &str, text: &str) -> KeptForm {
    KeptForm { action: action.to_owned(), fields: vec![("name".to_owned(), text.to_owned())] }
}

fn is_taken<T>(done: &StoreResult<T>) -> bool {
    matches!(done, Err(StoreError::Taken))
}

pub async fn a_form_is_taken_with_its_act_once_or_not_at_all(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    let name = Label::new("name", "Kim Newcomer")?;
    assert_eq!(app.store().find_form([1; 32]).await?, None);
    let first = app.store().bring_in(with(who, 1, None), name.clone()).await?;
    assert_eq!(app.store().find_form([1; 32]).await?, Some(None));
    app.store().answer_form([1; 32], format!("/care/people/{first}/code")).await?;
    assert_eq!(app.store().find_form([1; 32]).await?, Some(Some(format!("/care/people/{first}/code"))));
    assert!(is_taken(&app.store().bring_in(with(who, 1, None), name.clone()).await));
    assert_eq!(app.store().people(who).await?.len(), 2, "once");
    // Two at once, of which one is done.
    let (one, two) = tokio::join!(
        app.store().bring_in(with(who, 2, None), name.clone()),
        app.store().bring_in(with(who, 2, None), name)
    );
    assert!(is_taken(&one) != is_taken(&two));
    // An act that is refused takes no form: it can be mended and sent again.
    let stranger = app.participant(clinic.program, "Ray Stranger").await?;
    assert!(app.store().make_code(with(who, 3, None), stranger).await.is_err());
    assert_eq!(app.store().find_form([3; 32]).await?, None);
    app.clock.advance(TimeDelta::hours(49));
    assert_eq!((app.store().forget_forms().await?, app.store().find_form([1; 32]).await?), (2, None));
    Ok(())
}

pub async fn an_act_over_another_version_does_nothing(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (who, _) = app.sign_in(clinic.counselor).await?;
    let (here, there) = (Zone::new("zone", "America/New_York")?, Zone::new("zone", "America/Denver")?);
    let old = Version::of(&app.store().planning(who).await?.zone);
    app.store().set_zone(with(who, 1, Some(old)), here.clone()).await?;
    let stale = app.store().set_zone(with(who, 2, Some(old)), there.clone()).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    assert_eq!((app.store().planning(who).await?.zone, app.store().find_form([2; 32]).await?), (here.clone(), None));
    app.store().set_zone(with(who, 2, Some(Version::of(&here))), there.clone()).await?;
    assert_eq!(app.store().planning(who).await?.zone, there);
    Ok(())
}

pub async fn what_arrives_after_the_end_is_kept_sealed_for_its_account_and_a_day(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let other = app.staff(clinic.program, Role::Counselor, "Bo Bystander").await?;
    app.store().keep_form(clinic.counselor, kept("/care/people", "Kim Half")).await?;
    app.store().keep_form(clinic.counselor, kept("/care/people", "Kim Newcomer")).await?;
    assert!(!app.database_holds("Kim Newcomer")?);
    let (who, _) = app.sign_in(clinic.counselor).await?;
    let (stranger, _) = app.sign_in(other).await?;
    assert_eq!(app.store().kept_forms(who).await?, [kept("/care/people", "Kim Newcomer")], "the newer one");
    assert!(app.store().kept_forms(stranger).await?.is_empty() && app.store().lead_to_kept(other).await?.is_none());
    assert_eq!(app.store().lead_to_kept(clinic.counselor).await?.as_deref(), Some("/care/people"));
    assert_eq!(app.store().lead_to_kept(clinic.counselor).await?, None, "once");
    assert_eq!(app.store().kept_forms(who).await?.len(), 1, "looking takes nothing away");
    // It goes with the act that it was for.
    app.store().bring_in(with(who, 1, None), Label::new("name", "Kim Newcomer")?).await?;
    assert!(app.store().kept_forms(who).await?.is_empty());
    // Few at a time, the newest.
    for number in 0..=KEPT_FORMS {
        app.store().keep_form(clinic.counselor, kept(&format!("/care/{number}"), "text")).await?;
        app.clock.advance(TimeDelta::seconds(1));
    }
    let all = app.store().kept_forms(who).await?;
    assert_eq!(all.len(), usize::try_from(KEPT_FORMS)?);
    assert!(all.iter().all(|kept| kept.action != "/care/0"));
    app.clock.advance(TimeDelta::hours(24));
    let (who, _) = app.sign_in(clinic.counselor).await?;
    assert!(app.store().kept_forms(who).await?.is_empty());
    app.store().disable_staff(other, None).await?;
    let gone = app.store().keep_form(other, kept("/care/people", "text")).await;
    assert!(matches!(gone, Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::NotFound));
    Ok(())
}
