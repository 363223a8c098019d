//! A database that was rolled back, and a missing key file.

use std::os::unix::fs::PermissionsExt as _;

use anyhow::Result;
use chrono::TimeDelta;
use domain::base::id::{ObjectId, StaffId};
use domain::base::problem::ProblemKind;
use domain::people::Role;
use domain::sharing::ShareState;
use domain::sync::{Op, Verdict};
use server::keys::gone::Gone;
use server::state::Server;
use server::store::OpenError;
use server::store::types::care::LinkPurpose;
use server::store::types::staff::AccountState;
use server::store::types::sync::Synced;
use tests::scribe::{exchange, problem, revise, share};
use tests::{Db, TestApp};

use super::super::sharing::shares::{begun, state};

pub async fn a_cursor_beyond_the_feed_proves_a_rollback(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let old = scribe.request(&app, vec![]).epoch;
    scribe.send(&app, vec![Op::Revise(revise(&app, app.id(ObjectId::from_bytes), vec![]))]).await?;
    app.tamper("UPDATE head SET feed_no = feed_no - 1").await?;
    let request = scribe.request(&app, vec![]);
    let Synced::RolledBack(epoch) = app.store().sync(scribe.who, request.clone()).await? else {
        anyhow::bail!("a rollback went unnoticed");
    };
    assert_eq!(Some(epoch), old);
    for _ in 0..2 {
        // Two phones may notice at the same time: there is one new epoch.
        app.store().begin_epoch(epoch, vec![]).await?;
    }
    assert_eq!(problem(&app, scribe.who, &request).await?.kind, ProblemKind::Epoch);
    drop(entry);
    Ok(())
}

/// Rolls the database back: its generation is lower than the file's.
pub async fn restore(app: &mut TestApp) -> Result<()> {
    app.stop().await?;
    let zero = match app.db {
        Db::Sqlite => "UPDATE server_state SET value = x'0000000000000000' WHERE name = 'generation'",
        Db::Postgres => "UPDATE server_state SET value = '\\x0000000000000000' WHERE name = 'generation'",
    };
    app.tamper(zero).await?;
    app.restart().await
}

pub async fn a_database_behind_its_generation_begins_a_new_epoch_with_shares_closed(db: Db) -> Result<()> {
    let (mut app, mut scribe, entry) = begun(db).await?;
    let opened = share(&app, &entry, None);
    scribe.send(&app, vec![Op::Share(opened.clone())]).await?;
    let clinic = app.clinic().await?;
    let (staff, token) = app.sign_in(clinic.counselor).await?;
    restore(&mut app).await?;

    assert!(app.store().find_sign_in(server::seal::token_hash(&token)).await?.is_none(), "{staff:?} is signed out");
    let request = scribe.request(&app, vec![]);
    assert_eq!(problem(&app, scribe.who, &request).await?.kind, ProblemKind::Epoch);
    (scribe.epoch, scribe.cursor) = (None, None);
    let all = scribe.send(&app, vec![]).await?;
    let closed = state(&all);
    assert_eq!(closed.map(|s| s.state), Some(ShareState::Closed));
    // The phone knows that it was open and says so again, over the version it has just heard of.
    let again = share(&app, &entry, closed.map(|s| s.version));
    assert_eq!(scribe.verdict(&app, Op::Share(again)).await?, Verdict::Accepted);
    Ok(())
}

pub async fn a_revoked_device_stays_revoked_after_a_restore(db: Db) -> Result<()> {
    let (mut app, scribe, _) = begun(db).await?;
    let lost = app.enrol(scribe.who.participant).await?;
    app.store().gone().note(Gone::Device(scribe.who.participant, lost.who.device), true, 0)?;
    app.store().revoke_device(scribe.who, lost.who.device).await?;
    app.tamper("UPDATE device SET revoked_at = NULL").await?;
    restore(&mut app).await?;
    let request = tests::Scribe::new(&app, &lost).request(&app, vec![]);
    assert_eq!(problem(&app, lost.who, &request).await?.kind, ProblemKind::Revoked);
    assert!(
        app.store().devices(scribe.who.participant).await?.iter().any(|d| d.device == lost.who.device && d.revoked)
    );
    Ok(())
}

pub async fn disabled_staff_and_people_who_left_stay_out_after_a_restore(db: Db) -> Result<()> {
    let mut app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let (gone, back) = (app.staff(clinic.program, Role::Counselor, "Gone").await?, clinic.counselor);
    let heir = app.staff(clinic.program, Role::Counselor, "Heir").await?;
    let left = app.participant(clinic.program, "Lee Left").await?;
    app.store().assign(left, heir).await?;
    for (staff, to) in [(gone, None), (back, Some(heir))] {
        app.store().note_gone(Gone::Staff(staff), app.store().disable_staff(staff, to)).await?;
    }
    app.store().note_gone(Gone::Left(left), app.store().discharge(left)).await?;
    assert_eq!(app.store().gone().all()?.len(), 3);

    // As the backup knew them: nobody gone, nobody handed over.
    let before = "UPDATE staff SET disabled_at = NULL; UPDATE participant SET membership = 'active'";
    app.tamper(before).await?;
    restore(&mut app).await?;
    let disabled = async |app: &TestApp| -> Result<Vec<StaffId>> {
        let all = app.store().staff_accounts().await?.into_iter();
        Ok(all.filter(|one| one.state == AccountState::Disabled).map(|one| one.staff).collect())
    };
    let mut both = vec![gone, back];
    both.sort_unstable();
    let mut found = disabled(&app).await?;
    found.sort_unstable();
    assert_eq!(found, both);
    assert!(app.sign_in(gone).await.is_err() && !app.store().is_assigned(clinic.participant, back).await?);
    assert!(!app.store().is_assigned(left, heir).await?, "who left is seen by nobody");
    assert!(app.store().is_assigned(clinic.participant, heir).await?, "control: who stayed is");

    // An account that was enabled before the next backup stays enabled, and a refused disabling leaves no trace.
    app.store().enable_staff(back, TimeDelta::hours(24)).await?;
    app.store().note_back(Gone::Staff(back))?;
    let refused = app.store().note_gone(Gone::Staff(heir), app.store().disable_staff(heir, Some(gone))).await;
    assert!(refused.is_err());
    restore(&mut app).await?;
    assert_eq!(disabled(&app).await?, [gone]);

    // Changes made past the commands are noted at the next start.
    app.store().disable_staff(back, None).await?;
    app.store().discharge(clinic.participant).await?;
    app.restart().await?;
    let listed = app.store().gone().all()?;
    assert!(listed.contains(&Gone::Staff(back)) && listed.contains(&Gone::Left(clinic.participant)));
    Ok(())
}

pub async fn an_invitation_does_not_outlive_a_restore(db: Db) -> Result<()> {
    let mut app = TestApp::start(db).await?;
    let counselor = app.clinic().await?.counselor;
    let link = app.store().make_link(counselor, LinkPurpose::Join, TimeDelta::hours(24)).await?;
    app.restart().await?;
    assert!(
        app.store().find_link(link.clone(), LinkPurpose::Join).await?.is_some(),
        "control: a restart alone ends none"
    );
    // It was used after the backup, and is still in someone's chat.
    restore(&mut app).await?;
    assert!(app.store().find_link(link, LinkPurpose::Join).await?.is_none());
    Ok(())
}

pub async fn a_restart_alone_changes_no_epoch(db: Db) -> Result<()> {
    let (mut app, scribe, _) = begun(db).await?;
    for _ in 0..3 {
        app.restart().await?;
        let request = scribe.request(&app, vec![]);
        assert_eq!(Some(exchange(&app, scribe.who, &request).await?.epoch), scribe.epoch);
    }
    Ok(())
}

pub async fn a_database_without_its_key_file_does_not_open(db: Db) -> Result<()> {
    let mut app = TestApp::start(db).await?;
    app.stop().await?;
    let key = app.shared.settings.key_file();
    std::fs::rename(&key, key.with_extension("away"))?;
    let opened = Server::open(app.shared.settings.clone(), app.env()).await;
    assert!(matches!(opened, Err(OpenError::KeyMissing(_))));
    std::fs::write(&key, [7; 32])?;
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644))?;
    let opened = Server::open(app.shared.settings.clone(), app.env()).await;
    let said = opened.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(said.contains("chmod 600"), "a key that others may read is refused: {said}");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600))?;
    let opened = Server::open(app.shared.settings.clone(), app.env()).await;
    assert!(matches!(opened, Err(OpenError::KeyForeign(_))));
    std::fs::rename(key.with_extension("away"), &key)?;
    app.restart().await
}
