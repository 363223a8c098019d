//! PostgreSQL, for several app servers: a pool, and one transaction per use case. Each runs in its own task, so that a
//! phone that hangs up cannot interrupt it.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::{ConnectOptions as _, Connection as _, Row as _};
use tokio::sync::{Mutex, oneshot};

use crate::fault::Fault;
use crate::store::{Context, FAULTY_PAUSE, OpenError, StoreError, StoreResult, Transaction, Work};

#[path = "../sql/mod.rs"]
pub mod sql;

pub use super::dialect::postgres as dialect;
pub type Db = sqlx::Postgres;
pub type Conn = sqlx::PgConnection;
pub type Tx<'c> = Transaction<'c, Conn>;

const CONNECTIONS: u32 = 16;
/// The advisory lock that every server holds in shared mode.
const ALIVE: i32 = 0x4576_656e;
const RESTED: Duration = Duration::from_secs(1);

/// Settings of every connection, whatever the role or database has: durable commits, and the isolation level that the
/// use cases expect.
const ASKED: [(&str, &str); 2] = [("synchronous_commit", "on"), ("default_transaction_isolation", "read committed")];

/// `true` if traffic stays on this machine or is encrypted to a server with a verified name. `None` if the URL is
/// invalid.
pub fn is_safe_to_reach(url: &str) -> Option<bool> {
    let options: PgConnectOptions = url.parse().ok()?;
    let host = options.get_host();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    let stays = options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || address.is_ok_and(|a| a.is_loopback());
    Some(stays || matches!(options.get_ssl_mode(), PgSslMode::VerifyFull))
}

#[derive(Clone)]
pub struct Pool {
    connections: sqlx::PgPool,
    /// The connection whose lock marks this server as running, and its process id in the cluster.
    alive: Arc<Mutex<Option<(Conn, i32)>>>,
    answer_early: bool,
}

impl Pool {
    /// # Errors
    /// Fails if the server does not respond, refuses, or ignores our settings.
    pub async fn connect(url: &str, fault: Option<Fault>) -> Result<Self, OpenError> {
        let options: PgConnectOptions = url.parse()?;
        let connections = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(5))
            // Test a connection after it was idle, not before every transaction.
            .test_before_acquire(false)
            .before_acquire(|conn, meta| {
                Box::pin(async move {
                    if meta.idle_for >= RESTED {
                        conn.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options.options(ASKED).disable_statement_logging())
            .await?;
        for (name, wanted) in ASKED {
            let value = sqlx::query_scalar::<Db, String>("SELECT current_setting($1)")
                .bind(name)
                .fetch_one(&connections)
                .await?;
            if value != wanted {
                return Err(OpenError::Disobeyed { name, value, wanted });
            }
        }
        Ok(Self { connections, alive: Arc::default(), answer_early: fault == Some(Fault::AnswerBeforeCommit) })
    }

    pub async fn connection(&self) -> Result<sqlx::pool::PoolConnection<Db>, sqlx::Error> {
        self.connections.acquire().await
    }

    /// The identity of the database, which a restored dump does not share: ids of cluster, database and one table.
    pub async fn identity(&self) -> Result<String, sqlx::Error> {
        let mut conn = self.connections.acquire().await?;
        // Not every role may read the cluster's id.
        let cluster =
            sqlx::query("SELECT system_identifier::text AS name FROM pg_control_system()").fetch_one(&mut *conn).await;
        let cluster = cluster.and_then(|row| row.try_get::<String, _>("name")).unwrap_or_default();
        let row = sqlx::query(
            "SELECT d.oid::bigint AS database, 'server_state'::regclass::oid::bigint AS state FROM pg_database d
             WHERE d.datname = current_database()",
        )
        .fetch_one(&mut *conn)
        .await?;
        Ok(format!("{cluster}-{}-{}", row.try_get::<i64, _>("database")?, row.try_get::<i64, _>("state")?))
    }

    /// Marks the database as used by this server while it runs.
    pub async fn say_alive(&self) -> Result<(), sqlx::Error> {
        let mut alive = self.alive.lock().await;
        if let Some((conn, _)) = &mut *alive
            && conn.ping().await.is_ok()
        {
            return Ok(());
        }
        let mut conn = self.connections.acquire().await?.detach();
        let row = sqlx::query("SELECT pg_backend_pid() AS pid, pg_advisory_lock_shared($1, 0)::text")
            .bind(ALIVE)
            .fetch_one(&mut conn)
            .await?;
        *alive = Some((conn, row.try_get("pid")?));
        Ok(())
    }

    /// `true` if another server uses the database now.
    pub async fn others_alive(&self) -> Result<bool, sqlx::Error> {
        let own = self.alive.lock().await.as_ref().map_or(0, |(_, pid)| *pid);
        let row = sqlx::query(
            "SELECT COUNT(*) AS others FROM pg_locks l JOIN pg_database d ON d.oid = l.database
             WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                 AND l.classid::bigint = $1 AND l.objid::bigint = 0 AND l.pid <> $2",
        )
        .bind(i64::from(ALIVE))
        .bind(own)
        .fetch_one(&self.connections)
        .await?;
        Ok(row.try_get::<i64, _>("others")? > 0)
    }

    /// Runs a use case that writes. Dropping the future does not cancel it.
    pub async fn write<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        self.run("BEGIN", context, work).await
    }

    /// Runs a use case that only reads, on one snapshot.
    pub async fn read<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        self.run(dialect::BEGIN_READ, context, work).await
    }

    /// Runs a use case with a single query, which needs no transaction.
    pub async fn look<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        let mut conn = self.connections.acquire().await?;
        let mut tx = Tx { conn: &mut conn, env: &context.env, keys: &context.keys, now: context.env.now() };
        work(&mut tx).await
    }

    async fn run<T: Send + 'static>(
        &self,
        begin: &'static str,
        context: &Arc<Context>,
        work: impl Work<Conn, T>,
    ) -> StoreResult<T> {
        let (pool, context) = (self.clone(), Arc::clone(context));
        let (tell, told) = oneshot::channel();
        tokio::spawn(async move {
            if let Err(error) = pool.run_here(begin, &context, work, tell).await {
                tracing::error!("a transaction failed: {}", error.for_log());
            }
        });
        // A caller that is still waiting gets `NotCommitted`.
        told.await.map_err(|_| StoreError::NotCommitted)?
    }

    async fn run_here<T>(
        &self,
        begin: &'static str,
        context: &Context,
        work: impl Work<Conn, T>,
        tell: oneshot::Sender<StoreResult<T>>,
    ) -> StoreResult<()> {
        let mut transaction = self.connections.begin_with(begin).await?;
        let mut tx = Tx { conn: &mut transaction, env: &context.env, keys: &context.keys, now: context.env.now() };
        let answer = work(&mut tx).await;
        let keep = answer.is_ok();
        // The receiver is gone if the phone hung up; the write stays.
        let tell = move || drop(tell.send(answer));
        let tell = if self.answer_early {
            tell();
            tokio::time::sleep(FAULTY_PAUSE).await;
            None
        } else {
            Some(tell)
        };
        if keep {
            transaction.commit().await?;
        } else {
            transaction.rollback().await?;
        }
        if let Some(tell) = tell {
            tell();
        }
        Ok(())
    }
}

/// # Errors
/// Fails if the schema is newer than this program, or cannot be migrated.
pub async fn migrate(conn: &mut Conn) -> Result<(), sqlx::migrate::MigrateError> {
    sqlx::migrate!("migrations/postgres").run(conn).await
}
