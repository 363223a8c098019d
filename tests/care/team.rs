//! Care teams, and discharge.

use anyhow::{Context as _, Result};
use domain::base::problem::ProblemKind;
use domain::base::text::Label;
use domain::ledger::{Act, LedgerHead, verify};
use domain::people::Role;
use tests::Db;

use super::desk::{Desk, Story, is, page_of, rows, story, tell};

pub async fn a_colleague_reads_only_after_joining_the_care_team_and_the_ledger_says_so(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, who } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let bo = app.staff(clinic.program, Role::Supervisor, "Bo Colleague").await?;
    let admin = app.staff(clinic.program, Role::Admin, "Ad Min").await?;
    let elsewhere = app.store().create_program(Label::new("program", "Elsewhere")?).await?;
    let far = app.staff(elsewhere, Role::Counselor, "Far Away").await?;
    let theirs = Desk::new(&app, Some(app.sign_in(bo).await?.1))?;
    let team = format!("/care/people/{}/team", clinic.participant);
    let shown = desk.get(&team).await?.text;
    assert!(shown.contains("<span>Ana Counselor, counselor</span>") && shown.contains("Add Bo Colleague, supervisor"));
    assert!(!shown.contains("Ad Min") && !shown.contains("Far Away"), "neither can be on it");

    // Control: nobody can add themselves, and ineligible staff are not listed.
    let before = rows(&app, clinic.participant).await?.len();
    assert_eq!(theirs.post(&format!("{team}/{bo}"), &[]).await?.status, 404);
    for nobody in [admin, far] {
        assert_eq!(desk.post(&format!("{team}/{nobody}"), &[]).await?.status, 404);
        assert!(is(ProblemKind::NotFound, app.store().assign_colleague(who, clinic.participant, nobody).await));
    }
    assert_eq!(theirs.get(&page_of(clinic.participant, object)).await?.status, 404);
    assert_eq!(rows(&app, clinic.participant).await?.len(), before);

    for _ in 0..2 {
        let added = desk.post(&format!("{team}/{bo}"), &[]).await?;
        assert_eq!((added.status, added.location), (303, Some(format!("{team}?said=added"))));
    }
    assert!(desk.get(&format!("{team}?said=added")).await?.text.contains("They are on the care team now."));
    let joined = rows(&app, clinic.participant).await?;
    let assigned = |row: &&domain::ledger::LedgerRow| row.fact.act == Act::Assigned && row.fact.actor_id == *bo.bytes();
    assert_eq!(joined.iter().filter(assigned).count(), 1, "said once");
    verify(&joined, LedgerHead::EMPTY)?;
    assert!(theirs.get(&page_of(clinic.participant, object)).await?.text.contains("walked round the lake"));
    Ok(())
}

pub async fn a_discharge_is_asked_about_first_and_then_nobody_sees_anything(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, who } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let person = format!("/care/people/{}", clinic.participant);
    let path = format!("{person}/discharge");
    assert!(desk.get(&person).await?.text.contains(&format!("href=\"{path}\"")));
    let asked = desk.get(&path).await?.text;
    assert!(asked.contains("Discharge Sam Participant?") && asked.contains("This cannot be undone here."));
    // Control: the question alone changes nothing.
    assert_eq!(desk.get(&page_of(clinic.participant, object)).await?.status, 200);

    let done = desk.post(&path, &[]).await?;
    assert_eq!((done.status, done.location.as_deref()), (303, Some("/care?said=discharged")));
    let list = desk.get(done.location.as_deref().context("an address")?).await?.text;
    assert!(list.contains("They were discharged") && !list.contains("Sam Participant"));
    for gone in [person, path.clone(), page_of(clinic.participant, object)] {
        assert_eq!(desk.get(&gone).await?.status, 404, "{gone}");
    }
    assert_eq!(desk.post(&path, &[]).await?.status, 404);
    assert!(is(ProblemKind::NotFound, app.store().discharge_person(who, clinic.participant).await));
    // The participant's phone may still fetch what is theirs.
    assert!(!scribe.send(&app, vec![]).await?.cursor.is_empty());
    Ok(())
}

pub async fn who_is_taken_off_a_care_team_sees_nothing_and_the_last_one_stays(db: Db) -> Result<()> {
    let Story { app, clinic, mut scribe, desk, .. } = story(db).await?;
    let (object, _) = tell(&app, &mut scribe, "walked round the lake", "Wine").await?;
    let (person, entry) = (format!("/care/people/{}", clinic.participant), page_of(clinic.participant, object));
    let team = format!("{person}/team");
    let ana = format!("{team}/{}/remove", clinic.counselor);
    assert!(desk.get(&team).await?.text.contains(&format!("href=\"{ana}\"")));
    let told = "Ana Counselor is the only one on the care team of Sam Participant who may read.";
    assert!(desk.get(&ana).await?.text.contains(told));
    let refused = desk.post(&ana, &[]).await?;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains(told) && refused.text.contains("Add someone else first"));

    let bo = app.staff(clinic.program, Role::Supervisor, "Bo Colleague").await?;
    let theirs = Desk::new(&app, Some(app.sign_in(bo).await?.1))?;
    let path = format!("{team}/{bo}/remove");
    assert_eq!(desk.get(&path).await?.status, 404, "nobody is taken off who is not on it");
    assert_eq!(desk.post(&format!("{team}/{bo}"), &[]).await?.status, 303);
    assert_eq!(theirs.get(&entry).await?.status, 200);
    assert!(desk.get(&path).await?.text.contains("Remove Bo Colleague from the care team of Sam Participant?"));
    // Control: the question alone changes nothing.
    assert_eq!(theirs.get(&entry).await?.status, 200);
    for _ in 0..2 {
        let done = desk.post(&path, &[]).await?;
        assert_eq!((done.status, done.location), (303, Some(format!("{team}?said=removed"))));
    }
    assert!(desk.get(&format!("{team}?said=removed")).await?.text.contains("They are no longer on the care team."));
    for gone in [&entry, &person, &team, &path] {
        assert_eq!(theirs.get(gone).await?.status, 404, "{gone}");
    }
    assert!(
        !theirs.get("/care").await?.text.contains("Sam Participant") && theirs.post(&ana, &[]).await?.status == 404
    );
    let said = app.store().ledger(clinic.participant, None).await?;
    verify(said.iter().map(|one| &one.row), LedgerHead::EMPTY)?;
    let off: Vec<_> =
        said.iter().filter(|one| one.row.fact.act == Act::Unassigned).map(|one| one.name.as_deref()).collect();
    assert_eq!(off, [Some("Bo Colleague")]);

    // The reader may leave the team once someone else is on it.
    assert_eq!(desk.post(&format!("{team}/{bo}"), &[]).await?.status, 303);
    assert!(desk.get(&ana).await?.text.contains("Leave the care team of Sam Participant?"));
    let done = desk.post(&ana, &[]).await?;
    assert_eq!((done.status, done.location.as_deref()), (303, Some("/care?said=left-team")));
    let list = desk.get("/care?said=left-team").await?.text;
    assert!(list.contains("You are no longer on that care team.") && !list.contains("Sam Participant"));
    assert_eq!((desk.get(&entry).await?.status, theirs.get(&entry).await?.status), (404, 200));
    assert_eq!(theirs.post(&path, &[]).await?.status, 400, "now Bo is the last");
    Ok(())
}
