//! The only door to the database. Each use case is one method of [`Store`] and one transaction; nothing of a transaction
//! crosses this line. One body per concern in `sql/`, stamped for SQLite and PostgreSQL; the law of each stands in
//! `use_cases.rs`.

mod batch;
mod beat;
pub mod care;
mod care_cases;
mod dialect;
mod error;
mod id16;
pub mod model;
mod open;
mod postgres;
mod reminder_cases;
pub mod reminding;
pub mod schedule;
mod schedule_cases;
mod sqlite;
pub mod staffing;
mod use_cases;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

pub use error::{StoreError, StoreResult};
pub use open::OpenError;
pub use postgres::is_safe_to_reach;

use crate::env::Env;
use crate::seal::Keys;

/// Both databases behind one face. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
    context: Arc<Context>,
}

#[derive(Clone)]
enum Backend {
    Sqlite(sqlite::Pool),
    Postgres(postgres::Pool),
}

/// How long a build that answers before it commits then waits, so that the control run of the kill test finds it out.
const FAULTY_PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// What every transaction needs besides its connection.
pub struct Context {
    pub env: Env,
    pub keys: Keys,
    pub generation: crate::keyfile::GenerationFile,
    pub gone: crate::gone::GoneList,
    pub watch: beat::Watch,
}

/// One running transaction.
pub struct Transaction<'c, Conn> {
    pub conn: &'c mut Conn,
    pub env: &'c Env,
    pub keys: &'c Keys,
    /// When it began; the same time for everything that it writes.
    pub now: DateTime<Utc>,
}

/// A use case that is ready to run.
trait Work<Conn, T>: for<'a, 'c> FnOnce(&'a mut Transaction<'c, Conn>) -> BoxFuture<'a, StoreResult<T>> + Send + 'static {}
impl<Conn, T, F> Work<Conn, T> for F where
    F: for<'a, 'c> FnOnce(&'a mut Transaction<'c, Conn>) -> BoxFuture<'a, StoreResult<T>> + Send + 'static
{
}

impl Store {
    pub fn env(&self) -> &Env {
        &self.context.env
    }

    /// What follows from the key file.
    pub fn keys(&self) -> &Keys {
        &self.context.keys
    }
}
