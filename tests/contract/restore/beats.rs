//! The token of each beat: a restored copy is noticed, and nothing else is.

use anyhow::{Context as _, Result};
use domain::base::id::ObjectId;
use domain::sharing::ShareState;
use domain::sync::{Op, Verdict as Answer};
use server::env::Env;
use server::http::cookie::Jar;
use server::keys::witness::Verdict;
use server::settings::Settings;
use server::state::{Server, Shared};
use server::store::types::care::LinkPurpose;
use tests::scribe::{revise, share, unshare};
use tests::{Db, Scribe, TestApp};

use super::super::sharing::shares::{begun, state};

/// The beats in the database, as a backup stores and restores them.
const BACK_UP: &str = "CREATE TABLE backup AS SELECT * FROM beat";
const PUT_BACK: &str = "DELETE FROM beat; INSERT INTO beat SELECT * FROM backup";

/// A second server on the same database, with another keys folder.
async fn beside(app: &TestApp, name: &str, files: &[&str]) -> Result<Shared> {
    let keys = app.folder().join(name);
    server::keys::file::make_folder(&keys)?;
    for file in files {
        let from = app.shared.settings.keys().join(file);
        std::fs::copy(&from, keys.join(file)).with_context(|| from.display().to_string())?;
    }
    let settings = Settings { keys: Some(keys), ..app.shared.settings.clone() };
    Ok(Server::open(settings, Env::real()).await?)
}

async fn ours(shared: &Shared) -> Result<()> {
    assert_eq!(shared.store.beat().await?.verdict, Verdict::Ours);
    assert!(!shared.store.staff_wait());
    Ok(())
}

pub async fn restarts_kills_and_commands_change_no_epoch(db: Db) -> Result<()> {
    let mut app = TestApp::start(db).await?;
    let epoch = app.store().beat().await?.epoch;
    app.store().say_alive().await?;
    for clean in [true, false, true, false] {
        if clean {
            app.store().end_cleanly().await?;
        }
        app.restart().await?;
        ours(&app.shared).await?;
        // A command beside the server that runs, then one that dies.
        app.store().say_alive().await?;
        let command = Server::open(app.shared.settings.clone(), app.env()).await?;
        command.store.end_cleanly().await?;
        ours(&app.shared).await?;
        drop(Server::open(app.shared.settings.clone(), app.env()).await?);
        ours(&app.shared).await?;
    }
    assert_eq!(app.store().beat().await?.epoch, epoch);
    Ok(())
}

/// On SQLite two servers share the folder; on PostgreSQL each may have its own, with the key only or as a copy of
/// everything.
pub async fn servers_on_one_database_do_not_alarm_each_other(db: Db) -> Result<()> {
    let mut app = TestApp::start(db).await?;
    let epoch = app.store().beat().await?.epoch;
    app.store().say_alive().await?;
    let mut servers = vec![Server::open(app.shared.settings.clone(), app.env()).await?];
    if db == Db::Postgres {
        servers.push(beside(&app, "key-only", &["master.key"]).await?);
        servers.push(
            beside(&app, "everything", &["master.key", "master.beat", "master.lock", "master.generation"]).await?,
        );
    }
    for server in &servers {
        server.store.say_alive().await?;
    }
    for _ in 0..3 {
        ours(&app.shared).await?;
        for server in &servers {
            ours(server).await?;
            assert_eq!(server.store.beat().await?.epoch, epoch);
        }
    }
    // One ends, the others stay, and it comes back.
    app.store().end_cleanly().await?;
    for server in &servers {
        ours(server).await?;
    }
    app.restart().await?;
    ours(&app.shared).await?;
    assert_eq!(app.store().beat().await?.epoch, epoch);
    Ok(())
}

pub async fn an_older_token_is_a_restore_at_the_start_and_at_the_next_beat(db: Db) -> Result<()> {
    let mut app = TestApp::start(db).await?;
    let mut epochs = vec![app.store().beat().await?.epoch];
    for (live, clean) in [(true, false), (false, false), (false, true)] {
        app.tamper("DROP TABLE IF EXISTS backup").await?;
        app.tamper(BACK_UP).await?;
        ours(&app.shared).await?;
        if clean {
            app.store().end_cleanly().await?;
        }
        app.tamper(PUT_BACK).await?;
        if live {
            assert_eq!(app.store().beat().await?.verdict, Verdict::Restored);
        } else {
            app.restart().await?;
        }
        let woken = app.store().beat().await?;
        assert_eq!(woken.verdict, Verdict::Ours, "noticed once");
        assert!(!epochs.contains(&woken.epoch), "went unnoticed: live {live}, clean {clean}");
        epochs.push(woken.epoch);
    }
    Ok(())
}

pub async fn servers_that_notice_at_once_begin_one_epoch(db: Db) -> Result<()> {
    let app = TestApp::start(db).await?;
    app.store().say_alive().await?;
    let other = match db {
        Db::Sqlite => Server::open(app.shared.settings.clone(), app.env()).await?,
        Db::Postgres => beside(&app, "other", &["master.key"]).await?,
    };
    let old = app.store().beat().await?.epoch;
    ours(&other).await?;
    app.tamper(BACK_UP).await?;
    ours(&app.shared).await?;
    ours(&other).await?;
    app.tamper(PUT_BACK).await?;
    let (one, two) = tokio::join!(app.store().beat(), other.store.beat());
    let (one, two) = (one?, two?);
    assert!(one.epoch == two.epoch && one.epoch != old, "{one:?} and {two:?}");
    ours(&app.shared).await?;
    ours(&other).await?;
    assert_eq!(app.store().beat().await?.epoch, one.epoch);
    Ok(())
}

/// With only the key it is unknown whether the database is the newest, and there is no list of the gone.
pub async fn a_key_without_its_notes_proves_nothing(db: Db) -> Result<()> {
    let mut app = TestApp::start(db).await?;
    let old = app.store().beat().await?.epoch;
    app.stop().await?;
    for file in ["master.beat", "master.generation", "master.lock"] {
        std::fs::remove_file(app.shared.settings.keys().join(file))?;
    }
    app.restart().await?;
    assert_ne!(app.store().beat().await?.epoch, old);
    ours(&app.shared).await
}

/// As if the database had been copied: it is in another file or cluster now.
fn moved(app: &TestApp) -> Result<()> {
    let file = app.shared.settings.keys().join("master.beat");
    let mut notes: serde_json::Value = serde_json::from_slice(&std::fs::read(&file)?)?;
    notes["database"] = "elsewhere".into();
    Ok(std::fs::write(&file, notes.to_string())?)
}

pub async fn a_database_that_lies_elsewhere_holds_staff_after_an_unclean_end_only(db: Db) -> Result<()> {
    let mut app = TestApp::start(db).await?;
    let clinic = app.clinic().await?;
    let epoch = app.store().beat().await?.epoch;
    app.store().end_cleanly().await?;
    moved(&app)?;
    app.restart().await?;
    assert!(!app.store().staff_wait(), "a clean end is ours wherever it lies");
    moved(&app)?;
    app.restart().await?;
    assert!(app.store().staff_wait());
    // A command settles nothing, and does not record a clean shutdown.
    let command = Server::open(app.shared.settings.clone(), app.env()).await?;
    command.store.end_cleanly().await?;
    drop(command);
    moved(&app)?;
    app.restart().await?;
    let (_, token) = app.sign_in(clinic.counselor).await?;
    let desk = app.web()?.signed_in(Jar::Staff, &token);
    let held = desk.get("/care").await?;
    assert_eq!((held.status.as_u16(), held.header("retry-after")), (503, "60"));
    assert!(held.body.contains("One minute, please") && held.header("content-type").starts_with("text/html"));
    // Phones keep syncing, and would prove a rollback.
    let phone = app.enrol(clinic.participant).await?;
    let mut scribe = Scribe::new(&app, &phone);
    scribe.send(&app, vec![Op::Revise(revise(&app, app.id(ObjectId::from_bytes), vec![]))]).await?;
    app.store().beat().await?;
    assert!(!app.store().staff_wait());
    assert_eq!(desk.get("/care").await?.status, 200);
    assert_eq!(app.store().beat().await?.epoch, epoch);
    Ok(())
}

/// Y-H3: a share that waits on a phone names the version of before the restore, although it was closed then.
pub async fn a_new_epoch_gives_every_share_a_new_version_and_ends_every_link(db: Db) -> Result<()> {
    let (app, mut scribe, entry) = begun(db).await?;
    let clinic = app.clinic().await?;
    scribe.send(&app, vec![Op::Share(share(&app, &entry, None))]).await?;
    let closed = state(&scribe.send(&app, vec![Op::Unshare(unshare(&app, entry.object))]).await?).context("a share")?;
    let waits = share(&app, &entry, Some(closed.version));
    let link = app.store().make_link(clinic.counselor, LinkPurpose::Join, chrono::TimeDelta::hours(24)).await?;
    let epoch = scribe.request(&app, vec![]).epoch.context("an epoch")?;
    app.store().begin_epoch(epoch, vec![]).await?;
    (scribe.epoch, scribe.cursor) = (None, None);
    let answer = scribe.send(&app, vec![Op::Share(waits)]).await?;
    assert_eq!(answer.verdicts[0].verdict, Answer::Conflict, "a queued share opened over a restore");
    let now = state(&answer).context("a share")?;
    assert!(now.state == ShareState::Closed && now.version != closed.version);
    assert!(app.store().find_link(link, LinkPurpose::Join).await?.is_none(), "a restore revived an invitation");
    Ok(())
}
