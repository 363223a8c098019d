//! SQLite, embedded: one writer, which groups waiting requests into one commit with a savepoint for each, and separate
//! readers.
//!
//! Law: a write returns only after its commit is on disk. A failure inside a savepoint does not affect the others; if
//! the machine fails (disk full), the whole group is rolled back and nobody is told that it was stored.

use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _, Row as _};
use tokio::sync::{mpsc, oneshot};

use crate::fault::Fault;
use crate::store::{Context, FAULTY_PAUSE, StoreError, StoreResult, Transaction, Work};

#[path = "../sql/mod.rs"]
pub mod sql;

pub use super::dialect::sqlite as dialect;
pub type Db = sqlx::Sqlite;
pub type Conn = sqlx::SqliteConnection;
pub type Tx<'c> = Transaction<'c, Conn>;

/// Requests in one commit.
const GROUP: usize = 64;
/// Maximum number of waiting requests; others are told to come back.
const QUEUE: usize = 1024;
const READERS: u32 = 4;
/// Maximum number of rows that the database's thread reads ahead: a page of the feed.
const ROWS: usize = 1024;
/// Pages in the log before a checkpoint; a busy group writes about a thousand.
const CHECKPOINT: &str = "4000";
/// Page cache of the writer; negative means KiB.
const WRITER_CACHE: &str = "-16384";
/// The oldest allowed version: older ones can corrupt a WAL that several connections reset at once.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// The action on a write at the end of its group.
enum Done {
    /// Commit it, then reply.
    Keep(Box<dyn FnOnce() + Send>),
    /// Roll it back, then reply.
    Undo(Box<dyn FnOnce() + Send>),
    /// The machine failed: roll the whole group back.
    Broken,
}

type Job = Box<dyn for<'a, 'c> FnOnce(&'a mut Tx<'c>) -> BoxFuture<'a, Done> + Send>;

#[derive(Clone)]
pub struct Pool {
    writer: mpsc::Sender<Job>,
    readers: sqlx::SqlitePool,
    answer_early: bool,
}

pub fn options(path: &Path, fault: Option<Fault>) -> SqliteConnectOptions {
    let synchronous =
        if fault == Some(Fault::SynchronousOff) { SqliteSynchronous::Off } else { SqliteSynchronous::Full };
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .pragma("secure_delete", "ON")
        // Savepoint journals stay in memory.
        .pragma("temp_store", "MEMORY")
        .pragma("wal_autocheckpoint", CHECKPOINT)
        .busy_timeout(Duration::from_secs(5))
        .row_buffer_size(ROWS)
        .disable_statement_logging()
}

/// Like [`options`], for the writing connection.
pub fn writer(path: &Path, fault: Option<Fault>) -> SqliteConnectOptions {
    options(path, fault).pragma("cache_size", WRITER_CACHE)
}

/// Checks that the library is new enough.
pub async fn version_is_safe(conn: &mut Conn) -> Result<bool, sqlx::Error> {
    let version: String =
        sqlx::query("SELECT sqlite_version() AS version").fetch_one(conn).await?.try_get("version")?;
    let mut parts = version.split('.').map(|p| p.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    Ok((next(), next(), next()) >= OLDEST_SQLITE)
}

impl Pool {
    /// Starts the writer on its own connection, and opens the readers.
    pub async fn start(
        options: SqliteConnectOptions,
        writer: Conn,
        context: Arc<Context>,
        fault: Option<Fault>,
    ) -> StoreResult<Self> {
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_secs(5))
            // An in-process file does not disconnect.
            .test_before_acquire(false)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await?;
        let (sender, receiver) = mpsc::channel(QUEUE);
        let answer_early = fault == Some(Fault::AnswerBeforeCommit);
        let runtime = tokio::runtime::Handle::current();
        // A separate thread: responses of the database's thread wake it directly, past the runtime's queues.
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || runtime.block_on(write_groups(writer, receiver, context, answer_early)))
            .map_err(|_| StoreError::NotCommitted)?;
        Ok(Self { writer: sender, readers, answer_early })
    }

    /// Runs a use case that writes, in the next commit. Dropping the future does not cancel it: the writer owns it by
    /// then.
    pub async fn write<T: Send + 'static>(&self, _: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        let (tell, told) = oneshot::channel();
        let early = self.answer_early;
        let job: Job = Box::new(move |tx| Box::pin(run(tx, work, tell, early)));
        self.writer.try_send(job).map_err(|_| StoreError::NotCommitted)?;
        told.await.map_err(|_| StoreError::NotCommitted)?
    }

    /// Runs a use case that only reads, on one snapshot.
    pub async fn read<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        let mut conn = self.readers.begin_with(dialect::BEGIN_READ).await?;
        let mut tx = Tx { conn: &mut conn, env: &context.env, keys: &context.keys, now: context.env.now() };
        work(&mut tx).await
    }
}

impl Pool {
    /// Runs a use case with a single query, which needs no transaction.
    pub async fn look<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        let mut conn = self.readers.acquire().await?;
        let mut tx = Tx { conn: &mut conn, env: &context.env, keys: &context.keys, now: context.env.now() };
        work(&mut tx).await
    }
}

async fn run<T: Send + 'static>(
    tx: &mut Tx<'_>,
    work: impl Work<Conn, T>,
    tell: oneshot::Sender<StoreResult<T>>,
    early: bool,
) -> Done {
    let answer = work(tx).await;
    if let Err(error @ StoreError::Database(cause)) = &answer
        && dialect::is_environment(cause)
    {
        tracing::error!("a write failed: {}", error.for_log());
        return Done::Broken;
    }
    let keep = answer.is_ok();
    // The receiver is gone if the phone hung up; the write stays.
    if early {
        let _ = tell.send(answer);
        return if keep { Done::Keep(Box::new(|| ())) } else { Done::Undo(Box::new(|| ())) };
    }
    let tell = Box::new(move || drop(tell.send(answer)));
    if keep { Done::Keep(tell) } else { Done::Undo(tell) }
}

async fn write_groups(mut conn: Conn, mut jobs: mpsc::Receiver<Job>, context: Arc<Context>, answer_early: bool) {
    while let Some(first) = jobs.recv().await {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = jobs.try_recv()
        {
            group.push(next);
        }
        match write_group(&mut conn, group, &context, answer_early).await {
            Ok(answers) => answers.into_iter().for_each(|tell| tell()),
            // A waiting caller gets `NotCommitted`.
            Err(error) => {
                tracing::error!("a commit failed: {}", error.for_log());
                let _ = conn.execute("ROLLBACK").await;
            }
        }
    }
    let _ = conn.close().await;
}

async fn write_group(
    conn: &mut Conn,
    group: Vec<Job>,
    context: &Context,
    pause: bool,
) -> StoreResult<Vec<Box<dyn FnOnce() + Send>>> {
    let mut answers = Vec::with_capacity(group.len());
    conn.execute("BEGIN IMMEDIATE; SAVEPOINT request").await?;
    let mut left = group.len();
    for job in group {
        let mut tx = Tx { conn: &mut *conn, env: &context.env, keys: &context.keys, now: context.env.now() };
        match AssertUnwindSafe(job(&mut tx)).catch_unwind().await {
            Ok(Done::Keep(tell)) => answers.push(tell),
            Ok(Done::Undo(tell)) => {
                conn.execute("ROLLBACK TO request").await?;
                answers.push(tell);
            }
            Ok(Done::Broken) => return Err(StoreError::NotCommitted),
            Err(_) => {
                conn.execute("ROLLBACK TO request").await?;
            }
        }
        left -= 1;
        conn.execute(if left > 0 { "RELEASE request; SAVEPOINT request" } else { "RELEASE request" }).await?;
    }
    if pause {
        tokio::time::sleep(FAULTY_PAUSE).await;
    }
    conn.execute("COMMIT").await?;
    Ok(answers)
}

/// # Errors
/// Fails if the schema is newer than this program, or cannot be migrated.
pub async fn migrate(conn: &mut Conn) -> Result<(), sqlx::migrate::MigrateError> {
    sqlx::migrate!("migrations/sqlite").run(conn).await
}
