//! The real server on a random local port, with a manual clock and repeatable randomness.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, Utc};
use server::env::{Env, ManualClock, SeededChance};
use server::listen::limits::Limits;
use server::settings::{PushSettings, Settings};
use server::state::{Server, Shared};
use server::store::Store;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, Row as _};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::postgres;

/// The database that a case runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Db {
    Sqlite,
    Postgres,
}

pub struct TestApp {
    pub db: Db,
    pub shared: Shared,
    pub clock: Arc<ManualClock>,
    pub chance: Arc<SeededChance>,
    /// `http://127.0.0.1:PORT`, which is also the only origin that may change anything.
    pub origin: String,
    folder: TempDir,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

/// Start of every test, in ms: Monday, 2026-01-05, 09:00 UTC.
const BEGINNING: i64 = 1_767_603_600_000;

impl TestApp {
    /// An empty server.
    pub async fn start(db: Db) -> Result<Self> {
        Self::start_with(db, 1, |_| ()).await
    }

    /// As [`TestApp::start`], with the seed of its randomness and settings changed by `change`.
    pub async fn start_with(db: Db, seed: u64, change: impl FnOnce(&mut Settings)) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("evenkeel-test-").tempdir()?;
        let data = folder.path().join("data");
        let database_url = match db {
            Db::Sqlite => format!("sqlite:{}", data.join("evenkeel.sqlite").display()),
            Db::Postgres => postgres::new_database().await?,
        };
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let mut settings = Settings {
            listen: listener.local_addr()?,
            data,
            database_url: Some(database_url),
            keys: Some(folder.path().join("keys")),
            key_file: None,
            site: folder.path().join("site"),
            public_url: format!("http://{}", listener.local_addr()?),
            trusted_proxy: Vec::new(),
            local_help_line: None,
            demo: false,
            push: PushSettings::default(),
            clock_ahead: 0,
            fault: None,
            limits: Limits::default(),
        };
        change(&mut settings);
        let clock = ManualClock::at(DateTime::<Utc>::from_timestamp_millis(BEGINNING).unwrap_or_default());
        let chance = SeededChance::new(seed);
        let shared = Server::open(settings, env(&clock, &chance)).await?;
        let mut app = Self { db, origin: shared.origin.clone(), shared, clock, chance, folder, running: None };
        app.listen(listener);
        Ok(app)
    }

    fn listen(&mut self, listener: TcpListener) {
        let (stop, stopped) = oneshot::channel();
        let service = server::serve::listen(self.shared.clone(), listener, async move { drop(stopped.await) });
        self.running = Some((stop, tokio::spawn(service)));
    }

    pub fn store(&self) -> &Store {
        &self.shared.store
    }

    pub fn address(&self) -> SocketAddr {
        self.shared.settings.listen
    }

    /// The folder of the data folder and the keys folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn env(&self) -> Env {
        env(&self.clock, &self.chance)
    }

    /// Sixteen random bytes as one of the ids that phones make.
    pub fn id<T>(&self, make: fn([u8; 16]) -> T) -> T {
        make(self.env().random())
    }

    pub fn chance_fill(&self, bytes: &mut [u8]) {
        server::env::Chance::fill(&*self.chance, bytes);
    }

    /// Stops the server.
    ///
    /// # Errors
    /// Fails if the server had failed.
    pub async fn stop(&mut self) -> Result<()> {
        if let Some((stop, task)) = self.running.take() {
            drop(stop);
            task.await?;
        }
        Ok(())
    }

    /// Restarts the server on the same address and files.
    pub async fn restart(&mut self) -> Result<()> {
        self.stop().await?;
        let listener = TcpListener::bind(self.address()).await?;
        self.shared = Server::open(self.shared.settings.clone(), self.env()).await?;
        self.listen(listener);
        Ok(())
    }

    /// `true` if a text is anywhere in the database, plain or hexadecimal: in SQLite's files and log, or in a full dump
    /// of PostgreSQL.
    pub fn database_holds(&self, text: &str) -> Result<bool> {
        let stolen = match self.db {
            Db::Sqlite => {
                let file = self.shared.settings.data.join("evenkeel.sqlite");
                [std::fs::read(&file)?, std::fs::read(file.with_extension("sqlite-wal")).unwrap_or_default()].concat()
            }
            Db::Postgres => postgres::dump(self.shared.settings.database_url.as_deref().unwrap_or_default())?,
        };
        let hex = domain::base::id::to_hex(text.as_bytes());
        Ok([text, &hex].iter().any(|needle| stolen.windows(needle.len()).any(|w| w == needle.as_bytes())))
    }

    /// Runs statements past the store: only to create faults.
    pub async fn tamper(&self, sql: &str) -> Result<()> {
        run_past_the_server(self.db, self.shared.settings.database_url.as_deref().unwrap_or_default(), sql).await
    }

    /// Asks the plain tables past the store: rows of two ids and a number.
    ///
    /// # Errors
    /// Fails if the database refuses it.
    pub async fn ask(&self, sql: &str) -> Result<Vec<(Vec<u8>, Vec<u8>, i64)>> {
        ask_past_the_server(self.db, self.shared.settings.database_url.as_deref().unwrap_or_default(), sql).await
    }
}

/// Asks the plain tables of a database past any server, as [`TestApp::ask`].
///
/// # Errors
/// Fails if the database refuses it.
pub async fn ask_past_the_server(db: Db, url: &str, sql: &str) -> Result<Vec<(Vec<u8>, Vec<u8>, i64)>> {
    match db {
        Db::Sqlite => ask::<sqlx::Sqlite>(url, sql).await,
        Db::Postgres => ask::<sqlx::Postgres>(url, sql).await,
    }
}

async fn ask<D: sqlx::Database>(url: &str, sql: &str) -> Result<Vec<(Vec<u8>, Vec<u8>, i64)>>
where
    for<'c> &'c mut D::Connection: sqlx::Executor<'c, Database = D>,
    for<'r> Vec<u8>: sqlx::Decode<'r, D> + sqlx::Type<D>,
    for<'r> i64: sqlx::Decode<'r, D> + sqlx::Type<D>,
    usize: sqlx::ColumnIndex<D::Row>,
{
    let mut conn = D::Connection::connect(url).await?;
    let rows = conn.fetch_all(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await?;
    conn.close().await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
}

/// Runs statements on a database past any server.
pub async fn run_past_the_server(db: Db, url: &str, sql: &str) -> Result<()> {
    let sql = AssertSqlSafe(sql.to_owned());
    match db {
        Db::Sqlite => {
            let mut conn = sqlx::SqliteConnection::connect(url).await?;
            conn.execute(sqlx::raw_sql(sql)).await?;
            conn.close().await?;
        }
        Db::Postgres => {
            let mut conn = sqlx::PgConnection::connect(url).await?;
            conn.execute(sqlx::raw_sql(sql)).await?;
            conn.close().await?;
        }
    }
    Ok(())
}

fn env(clock: &Arc<ManualClock>, chance: &Arc<SeededChance>) -> Env {
    Env { clock: clock.clone(), chance: chance.clone() }
}
