//! The ledger, and what the database reveals without the key file.

use anyhow::Result;
use domain::ledger::{Act, verify};
use domain::sync::Op;
use tests::{Db, Scribe, TestApp};

pub async fn the_chain_of_a_participant_verifies_and_names_staff(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (staff, _) = app.sign_in(clinic.counselor).await?;
    app.store().make_code(staff, clinic.participant).await?;
    let (first, lost) = (app.enrol(clinic.participant).await?, app.enrol(clinic.participant).await?);
    app.store().revoke_device(first.who, lost.who.device).await?;
    app.store().revoke_device(first.who, lost.who.device).await?;

    let pinned = Scribe::new(&app, &first).send(&app, vec![Op::Void]).await?.ledger;
    let rows = app.store().ledger(clinic.participant, None).await?;
    let acts: Vec<_> = rows.iter().map(|r| (r.row.fact.act, r.name.as_deref())).collect();
    let ana = Some("Ana Counselor");
    assert_eq!(acts[..2], [(Act::Assigned, ana), (Act::CodeMade, ana)]);
    assert_eq!(acts.iter().filter(|(act, _)| *act == Act::PhoneAdded).count(), 2);
    assert_eq!(acts.iter().filter(|(act, _)| *act == Act::PhoneRevoked).count(), 1);
    assert_eq!(verify(rows.iter().map(|r| &r.row), pinned)?, pinned);

    app.tamper("UPDATE ledger SET act = 3 WHERE number = 2").await?;
    let rows = app.store().ledger(clinic.participant, None).await?;
    assert!(verify(rows.iter().map(|r| &r.row), pinned).is_err());
    Ok(())
}

pub async fn names_are_unreadable_in_the_database(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    for name in ["Ana Counselor", "Sam Participant", "Harbour House"] {
        assert!(!app.database_holds(name)?, "{name}");
    }
    app.tamper("UPDATE staff SET role = 'Ana Counselor'").await?;
    assert!(app.database_holds("Ana Counselor")?, "the search finds what is there");

    app.tamper("UPDATE staff SET name_sealed = (SELECT name_sealed FROM participant LIMIT 1)").await?;
    assert!(app.store().staff_name(clinic.counselor).await.is_err(), "a value moved elsewhere does not open");
    Ok(())
}
