//! A1: an acknowledged entry survives the server's death.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use domain::base::id::RevisionId;
use offline::rows::Intent;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::fault::Fault;
use sqlx::{Connection as _, Executor as _, Row as _};
use tests::binary::Home;
use tests::phone::Wire;
use tests::{Db, Phone, report};
use tokio::task::LocalSet;

const SEED: u64 = 1;
const PHONES: usize = 8;
const KILLS: usize = 20;
/// On a machine so busy that nobody gets through for this long, the test fails.
const PATIENCE: Duration = Duration::from_secs(60);
/// PostgreSQL's extension that checks the integrity of a database.
const CHECK_POSTGRES: &str = "CREATE EXTENSION IF NOT EXISTS amcheck;
    SELECT bt_index_check(c.oid, true) FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
    JOIN pg_am a ON a.oid = c.relam
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.amname = 'btree' AND n.nspname = 'public' AND i.indisvalid";

struct Pushing {
    phone: Phone<Wire>,
    written: RefCell<BTreeSet<RevisionId>>,
    /// Number of times that it got through to a server.
    through: Cell<usize>,
}

impl Pushing {
    /// Writes and sends, a few at a time, until told to stop.
    async fn push(&self, stop: &Cell<bool>) -> Result<()> {
        while !stop.get() {
            for _ in 0..3 {
                let (_, revision) = self.phone.log("a craving").await?;
                self.written.borrow_mut().insert(revision);
            }
            // Trouble is expected: the server dies.
            if self.phone.sync().await.is_ok() {
                self.through.set(self.through.get() + 1);
            }
        }
        Ok(())
    }

    /// The revisions that the server has acknowledged.
    async fn acknowledged(&self) -> Result<BTreeSet<RevisionId>> {
        let mut acknowledged = self.written.borrow().clone();
        for item in self.phone.waiting().await? {
            if let Intent::Revise { revision, .. } = item.intent {
                acknowledged.remove(&revision);
            }
        }
        Ok(acknowledged)
    }
}

/// The contents of the database, read directly, after an integrity check.
async fn on_disk(home: &Home) -> Result<Vec<RevisionId>> {
    let url = home.settings.database_url.clone().unwrap_or_default();
    let sql = "SELECT revision_id FROM revision";
    let rows: Vec<Vec<u8>> = match home.db {
        Db::Sqlite => {
            let mut conn = sqlx::SqliteConnection::connect(&url).await?;
            let whole: String = sqlx::query("PRAGMA integrity_check").fetch_one(&mut conn).await?.try_get(0)?;
            ensure!(whole == "ok", "the database is damaged: {whole}");
            let rows = sqlx::query(sql).fetch_all(&mut conn).await?;
            conn.close().await?;
            rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?
        }
        Db::Postgres => {
            let mut conn = sqlx::PgConnection::connect(&url).await?;
            conn.execute(sqlx::raw_sql(CHECK_POSTGRES)).await.context("the database is damaged")?;
            let rows = sqlx::query(sql).fetch_all(&mut conn).await?;
            conn.close().await?;
            rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?
        }
    };
    rows.iter().map(|bytes| RevisionId::from_slice(bytes).context("an id")).collect()
}

#[derive(Default)]
struct Figures {
    kills: usize,
    acknowledged: usize,
    lost: usize,
    doubled: usize,
}

async fn kill_again_and_again(db: Db, fault: Option<Fault>) -> Result<Figures> {
    let home = Home::new(db).await?;
    let phones = home.phones(PHONES).await?;
    let phones: Vec<Rc<Pushing>> = phones
        .into_iter()
        .map(|phone| Rc::new(Pushing { phone, written: RefCell::default(), through: Cell::new(0) }))
        .collect();
    let (mut chance, mut figures) = (StdRng::seed_from_u64(SEED), Figures::default());
    while figures.kills < KILLS && figures.lost == 0 {
        let server = home.start(fault, &[])?;
        let (local, stop) = (LocalSet::new(), Rc::new(Cell::new(false)));
        let begin = |phone: Rc<Pushing>| {
            let stop = Rc::clone(&stop);
            local.spawn_local(async move { phone.push(&stop).await })
        };
        let pushing: Vec<_> = phones.iter().cloned().map(begin).collect();
        // A moment that is as far into the pushing on a slow machine as on a fast one.
        let through = || phones.iter().map(|phone| phone.through.get()).sum::<usize>();
        let enough = through() + chance.random_range(1..4 * PHONES);
        let moment = Duration::from_millis(chance.random_range(0..10));
        let begun = Instant::now();
        local
            .run_until(async move {
                while through() < enough {
                    ensure!(begun.elapsed() < PATIENCE, "nobody gets through");
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                tokio::time::sleep(moment).await;
                server.kill();
                stop.set(true);
                for task in pushing {
                    task.await??;
                }
                Ok::<_, anyhow::Error>(())
            })
            .await?;
        figures.kills += 1;
        count(&home, &phones, &mut figures).await?;
    }
    if fault.is_none() {
        // Interrupted phones get through in the end, and nothing is doubled.
        let server = home.start(None, &[])?;
        for pushing in &phones {
            pushing.phone.sync().await?;
            ensure!(pushing.phone.waiting().await?.is_empty(), "something still waits");
        }
        server.kill();
        count(&home, &phones, &mut figures).await?;
        let written: usize = phones.iter().map(|p| p.written.borrow().len()).sum();
        ensure!(figures.acknowledged == written, "{} of {written} were acknowledged in the end", figures.acknowledged);
    }
    Ok(figures)
}

async fn count(home: &Home, phones: &[Rc<Pushing>], figures: &mut Figures) -> Result<()> {
    let kept = on_disk(home).await?;
    let known: BTreeSet<RevisionId> = kept.iter().copied().collect();
    figures.acknowledged = 0;
    let mut written = BTreeSet::new();
    for pushing in phones {
        let acknowledged = pushing.acknowledged().await?;
        figures.acknowledged += acknowledged.len();
        figures.lost += acknowledged.difference(&known).count();
        written.extend(pushing.written.borrow().iter().copied());
    }
    figures.doubled += kept.len() - known.len() + known.difference(&written).count();
    Ok(())
}

async fn survives(db: Db) -> Result<()> {
    let Figures { kills, acknowledged, lost, doubled } = kill_again_and_again(db, None).await?;
    report(format_args!(
        "A1 {db:?}: {kills} kills, {acknowledged} acknowledged, {lost} lost, {doubled} doubled, database whole each time (seed {SEED})"
    ));
    ensure!((lost, doubled) == (0, 0), "{lost} lost, {doubled} doubled");
    ensure!(acknowledged > kills * PHONES, "too few were pushed to mean anything");
    Ok(())
}

/// Control: a server that responds before it commits loses what it acknowledged.
async fn answering_early_loses(db: Db) -> Result<()> {
    let figures = kill_again_and_again(db, Some(Fault::AnswerBeforeCommit)).await?;
    report(format_args!("A1 {db:?} control: {} acknowledged entries lost at kill {}", figures.lost, figures.kills));
    ensure!(figures.lost > 0, "answering before the commit went unnoticed");
    Ok(())
}

#[tokio::test]
async fn what_was_acknowledged_survives_the_servers_death_on_sqlite() -> Result<()> {
    survives(Db::Sqlite).await
}

#[tokio::test]
async fn what_was_acknowledged_survives_the_servers_death_on_postgres() -> Result<()> {
    survives(Db::Postgres).await
}

#[tokio::test]
async fn control_answering_before_the_commit_is_noticed_on_sqlite() -> Result<()> {
    answering_early_loses(Db::Sqlite).await
}

#[tokio::test]
async fn control_answering_before_the_commit_is_noticed_on_postgres() -> Result<()> {
    answering_early_loses(Db::Postgres).await
}
