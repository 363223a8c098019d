//! The only door to the database. Each use case is one method of [`Store`] and one transaction; transactions never
//! leave this module. A room per subject in `sql/`, compiled for SQLite and PostgreSQL; the law of each is in `cases/`.

mod batch;
mod cases;
mod drivers;
mod error;
mod id16;
mod members;
pub mod types;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

pub use drivers::open::OpenError;
pub use drivers::postgres::is_safe_to_reach;
pub use error::{StoreError, StoreResult};
pub(crate) use members::members;

use crate::env::Env;
use crate::seal::Keys;

/// One interface to both databases. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
    context: Arc<Context>,
}

#[derive(Clone)]
enum Backend {
    Sqlite(drivers::sqlite::Pool),
    Postgres(drivers::postgres::Pool),
}

/// The pause of the faulty build between answer and commit, so that the control run of the kill test notices.
const FAULTY_PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// Context of every transaction besides its connection.
pub struct Context {
    pub env: Env,
    pub keys: Keys,
    pub generation: crate::keys::file::GenerationFile,
    pub gone: crate::keys::gone::GoneList,
    pub watch: drivers::beat::Watch,
}

/// One running transaction.
pub struct Transaction<'c, Conn> {
    pub conn: &'c mut Conn,
    pub env: &'c Env,
    pub keys: &'c Keys,
    /// Start of the transaction; the timestamp of everything it writes.
    pub now: DateTime<Utc>,
}

/// A use case that is ready to run.
trait Work<Conn, T>:
    for<'a, 'c> FnOnce(&'a mut Transaction<'c, Conn>) -> BoxFuture<'a, StoreResult<T>> + Send + 'static
{
}
impl<Conn, T, F> Work<Conn, T> for F where
    F: for<'a, 'c> FnOnce(&'a mut Transaction<'c, Conn>) -> BoxFuture<'a, StoreResult<T>> + Send + 'static
{
}

impl Store {
    pub fn env(&self) -> &Env {
        &self.context.env
    }

    /// The keys derived from the key file.
    pub fn keys(&self) -> &Keys {
        &self.context.keys
    }
}
