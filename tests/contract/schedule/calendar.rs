//! The laws of a participant's sessions beside the app: what they were told, their calendar address, their page for
//! staff.

use anyhow::Result;
use chrono::Weekday;
use domain::base::problem::ProblemKind;
use domain::people::Role;
use domain::schedule::Zone;
use server::store::StoreError;
use tests::schedule::{Evening, group};
use tests::{Db, TestApp};

async fn evening(db: Db) -> Result<Evening> {
    let mut e = Evening::of(TestApp::start(db).await?).await?;
    e.app.store().plan_series(e.who, group(&[Weekday::Tue], "2026-01-05", "2026-01-30")?).await?;
    e.news().await?;
    Ok(e)
}

pub async fn what_a_participant_is_told_is_the_same_beside_the_app(db: Db) -> Result<()> {
    let mut e = evening(db).await?;
    let own = e.app.store().own_times(e.clinic.participant).await?;
    let days: Vec<_> = own.sessions.iter().map(|known| domain::base::day::to_text(known.change.day)).collect();
    assert_eq!(days, ["2026-01-06", "2026-01-13", "2026-01-20", "2026-01-27"]);
    assert_eq!(own.term.map(|term| term.weeks), Some(12));
    for known in own.sessions {
        assert_eq!(e.on(&domain::base::day::to_text(known.change.day)).await?, known.change);
    }
    Ok(())
}

pub async fn a_new_calendar_address_ends_the_old_one(db: Db) -> Result<()> {
    let e = evening(db).await?;
    let first = e.app.store().make_calendar_link(e.scribe.who).await?;
    assert_eq!(e.app.store().calendar_of(first.clone()).await?, Some(e.clinic.participant));
    let second = e.app.store().make_calendar_link(e.scribe.who).await?;
    assert_eq!(e.app.store().calendar_of(first).await?, None);
    for _ in 0..2 {
        e.app.store().drop_calendar_link(e.scribe.who).await?;
    }
    assert_eq!(e.app.store().calendar_of(second).await?, None);
    Ok(())
}

pub async fn one_persons_sessions_are_shown_to_their_care_team(db: Db) -> Result<()> {
    let e = evening(db).await?;
    let times = e.app.store().person_times(e.who, e.clinic.participant).await?;
    assert_eq!(
        (times.name.as_str(), times.sessions.len(), times.term.map(|term| term.weeks)),
        ("Sam Participant", 4, Some(12))
    );
    let stranger = e.app.staff(e.clinic.program, Role::Counselor, "Bo Stranger").await?;
    let (stranger, _) = e.app.sign_in(stranger).await?;
    let refused = e.app.store().person_times(stranger, e.clinic.participant).await;
    assert!(matches!(refused, Err(StoreError::Problem(problem)) if problem.kind == ProblemKind::NotFound));
    Ok(())
}

pub async fn a_zone_kept_from_the_machine_is_that_of_new_series(db: Db) -> Result<()> {
    let e = evening(db).await?;
    assert_eq!(e.app.store().programs().await?, [e.clinic.program]);
    e.app.store().keep_zone(e.clinic.program, Zone::new("zone", "Europe/Berlin")?).await?;
    let planning = e.app.store().planning(e.who).await?;
    assert_eq!(planning.zone.as_str(), "Europe/Berlin");
    let times = e.app.store().person_times(e.who, e.clinic.participant).await?;
    assert!(times.sessions.iter().all(|one| one.session.zone.as_str() == "America/New_York"), "series keep theirs");
    Ok(())
}
