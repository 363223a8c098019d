//! PostgreSQL, for several app servers: a pool and one transaction per use case. Each runs in a task of its own, so that
//! a phone hanging up cannot cut it in half.

use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::{Context, StoreError, StoreResult, Transaction, Work};

#[path = "sql/mod.rs"]
pub mod sql;

pub use super::dialect::postgres as dialect;
pub type Db = sqlx::Postgres;
pub type Conn = sqlx::PgConnection;
pub type Tx<'c> = Transaction<'c, Conn>;

const CONNECTIONS: u32 = 16;

#[derive(Clone)]
pub struct Pool(sqlx::PgPool);

impl Pool {
    /// # Errors
    /// When the server does not answer or refuses.
    pub async fn connect(url: &str) -> Result<Self, sqlx::Error> {
        let options: PgConnectOptions = url.parse()?;
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options.disable_statement_logging())
            .await?;
        Ok(Self(pool))
    }

    pub async fn connection(&self) -> Result<sqlx::pool::PoolConnection<Db>, sqlx::Error> {
        self.0.acquire().await
    }

    /// Runs a use case that writes. Dropping the future does not cut it.
    pub async fn write<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        self.run("BEGIN", context, work).await
    }

    /// Runs a use case that only reads, on one snapshot.
    pub async fn read<T: Send + 'static>(&self, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        self.run(dialect::BEGIN_READ, context, work).await
    }

    async fn run<T: Send + 'static>(&self, begin: &'static str, context: &Arc<Context>, work: impl Work<Conn, T>) -> StoreResult<T> {
        let (pool, context) = (self.0.clone(), Arc::clone(context));
        let task = tokio::spawn(async move {
            let mut transaction = pool.begin_with(begin).await?;
            let mut tx = Tx { conn: &mut transaction, env: &context.env, keys: &context.keys, now: context.env.now() };
            let answer = work(&mut tx).await;
            if answer.is_ok() {
                transaction.commit().await?
            } else {
                transaction.rollback().await?
            }
            answer
        });
        task.await.map_err(|_| StoreError::NotCommitted)?
    }
}

/// # Errors
/// When the schema is newer than this program, or cannot be brought up to date.
pub async fn migrate(conn: &mut Conn) -> Result<(), sqlx::migrate::MigrateError> {
    sqlx::migrate!("migrations/postgres").run(conn).await
}
