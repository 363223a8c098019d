//! PostgreSQL, for several app servers: a pool and one transaction per use case. Each runs in a task of its own, so that
//! a phone hanging up cannot cut it in half.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::oneshot;

use super::{Context, FAULTY_PAUSE, StoreError, StoreResult, Transaction, Work};
use crate::settings::Fault;

#[path = "sql/mod.rs"]
pub mod sql;

pub use super::dialect::postgres as dialect;
pub type Db = sqlx::Postgres;
pub type Conn = sqlx::PgConnection;
pub type Tx<'c> = Transaction<'c, Conn>;

const CONNECTIONS: u32 = 16;
const RESTED: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub struct Pool {
    connections: sqlx::PgPool,
    answer_early: bool,
}

impl Pool {
    /// # Errors
    /// When the server does not answer or refuses.
    pub async fn connect(url: &str, fault: Option<Fault>) -> Result<Self, sqlx::Error> {
        let options: PgConnectOptions = url.parse()?;
        let connections = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(5))
            // Whether a connection still lives is asked when it has rested, not before every transaction.
            .test_before_acquire(false)
            .before_acquire(|conn, meta| {
                Box::pin(async move {
                    if meta.idle_for >= RESTED {
                        conn.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options.disable_statement_logging())
            .await?;
        Ok(Self { connections, answer_early: fault == Some(Fault::AnswerBeforeCommit) })
    }

    pub async fn connection(&self) -> Result<sqlx::pool::PoolConnection<Db>, sqlx::Error> {
        self.connections.acquire().await
    }

    /// Runs a use case that writes. Dropping the future does not cut it.
    pub async fn write<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        self.run("BEGIN", context, work).await
    }

    /// Runs a use case that only reads, on one snapshot.
    pub async fn read<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        self.run(dialect::BEGIN_READ, context, work).await
    }

    /// Runs a use case that asks one question, which needs no transaction.
    pub async fn look<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        let mut conn = self.connections.acquire().await?;
        let mut tx = Tx { conn: &mut conn, env: &context.env, keys: &context.keys, now: context.env.now() };
        work(&mut tx).await
    }

    async fn run<T: Send + 'static>(&self, begin: &'static str, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        let (pool, context) = (self.clone(), Arc::clone(context));
        let (tell, told) = oneshot::channel();
        tokio::spawn(async move {
            if let Err(error) = pool.run_here(begin, &context, work, tell).await {
                tracing::error!("a transaction failed: {}", error.for_log());
            }
        });
        // Whoever waits in vain sees `NotCommitted`.
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
        // The receiver is gone when the phone hung up; what was written stays.
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
/// When the schema is newer than this program, or cannot be brought up to date.
pub async fn migrate(conn: &mut Conn) -> Result<(), sqlx::migrate::MigrateError> {
    sqlx::migrate!("migrations/postgres").run(conn).await
}
