//! Opening the store: connect, migrate, match the key file, and notice a restore.

use std::sync::Arc;

use sqlx::ConnectOptions as _;

use super::{Backend, Context, Store, StoreError, StoreResult, postgres, sqlite};
use crate::env::Env;
use crate::gone::{Gone, GoneList};
use crate::keyfile::{self, GenerationFile};
use crate::keys_folder;
use crate::seal::Keys;
use crate::settings::{Database, Settings, SettingsError};
use crate::store::model::Woken;

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Site(#[from] crate::site::SiteError),
    #[error("the bundled SQLite is older than 3.51.3, which can corrupt its log")]
    OldSqlite,
    #[error("cannot connect to the database: {0}")]
    Connect(#[from] sqlx::Error),
    #[error("cannot bring the database up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error("the database was made with a key file, but there is none at {0}; put it back, or say where it is with --keys")]
    KeyMissing(String),
    #[error("the key file {0} is not the one this database was made with")]
    KeyForeign(String),
    #[error("cannot prepare notifications: {0}")]
    Push(String),
    #[error("file {path}: {cause}")]
    File { path: String, cause: std::io::Error },
    #[error("{}", .0.for_log())]
    Store(StoreError),
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The key check: the database remembers one value that follows from the master key.
macro_rules! matching_keys {
    ($backend:ident, $conn:expr, $settings:expr, $env:expr) => {{
        let path = $settings.key_file();
        let name = path.display().to_string();
        let file = |cause| OpenError::File { path: name.clone(), cause };
        let known = $backend::sql::state::get($conn, $backend::sql::state::KEY_CHECK).await?;
        let master = match (keyfile::load(&path).map_err(file)?, &known) {
            (Some(master), _) => master,
            (None, Some(_)) => return Err(OpenError::KeyMissing(name)),
            (None, None) => {
                if let Some(folder) = path.parent() {
                    keyfile::make_folder(folder).map_err(file)?;
                }
                keyfile::make(&path, $env).map_err(file)?
            }
        };
        let keys = Keys::new(&master);
        let kept = $backend::sql::state::put_first($conn, $backend::sql::state::KEY_CHECK, keys.check().to_vec()).await?;
        if kept != keys.check() {
            return Err(OpenError::KeyForeign(name));
        }
        keys
    }};
}

impl Store {
    /// Connects, migrates, makes or matches the key file, and wakes the database.
    ///
    /// # Errors
    /// Says in plain words what the operator has to put right.
    pub async fn open(settings: &Settings, env: Env) -> Result<Self, OpenError> {
        let keys = settings.keys().display().to_string();
        keys_folder::prepare(settings).map_err(|cause| OpenError::File { path: keys, cause })?;
        let (generation, gone) = (GenerationFile::beside(&settings.key_file()), GoneList::beside(&settings.key_file()));
        let store = match settings.database()? {
            Database::Sqlite(path) => {
                if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
                    keyfile::make_folder(folder).map_err(|cause| OpenError::File { path: folder.display().to_string(), cause })?;
                }
                let options = sqlite::options(&path, settings.fault);
                let mut conn = sqlite::writer(&path, settings.fault).connect().await?;
                if !sqlite::version_is_safe(&mut conn).await? {
                    return Err(OpenError::OldSqlite);
                }
                sqlite::migrate(&mut conn).await?;
                let keys = matching_keys!(sqlite, &mut conn, settings, &env);
                let context = Arc::new(Context { env, keys, generation, gone });
                let pool = sqlite::Pool::start(options, conn, Arc::clone(&context), settings.fault).await?;
                Self { backend: Backend::Sqlite(pool), context }
            }
            Database::Postgres(url) => {
                let pool = postgres::Pool::connect(&url, settings.fault).await?;
                let mut conn = pool.connection().await?;
                postgres::migrate(&mut conn).await?;
                let keys = matching_keys!(postgres, &mut conn, settings, &env);
                Self { backend: Backend::Postgres(pool), context: Arc::new(Context { env, keys, generation, gone }) }
            }
        };
        store.beat().await?;
        Ok(store)
    }

    /// Compares the database with the generation file, raises both, and brings the list of shut-out devices up to date.
    /// At start and once an hour.
    ///
    /// # Errors
    /// When the database or the files fail.
    pub async fn beat(&self) -> Result<Woken, StoreError> {
        let file = &self.context.generation;
        let noted = self.context.gone.all()?;
        let woken = self.wake(file.read()?, noted.clone()).await?;
        file.write(woken.generation)?;
        for gone in self.all_gone().await?.into_iter().filter(|gone| !noted.contains(gone)) {
            self.context.gone.note(gone, true, woken.generation)?;
        }
        if woken.restored {
            tracing::warn!("the database is older than its generation file: it was restored, and a new epoch has begun");
        }
        Ok(woken)
    }

    /// The list of who is gone.
    pub fn gone(&self) -> &GoneList {
        &self.context.gone
    }

    /// Notes somebody as gone, then does what makes it so. A refusal takes the note back; a failure leaves it, for nobody can say
    /// whether the database kept it.
    ///
    /// # Errors
    /// When the list cannot be written, and those of `act`.
    pub async fn note_gone<T>(&self, gone: Gone, act: impl Future<Output = StoreResult<T>>) -> StoreResult<T> {
        let generation = self.context.generation.read()?;
        let was = self.context.gone.all()?.contains(&gone);
        if !was {
            self.context.gone.note(gone, true, generation)?;
        }
        let done = act.await;
        if !was && matches!(done, Err(StoreError::Problem(_))) {
            self.context.gone.note(gone, false, generation)?;
        }
        done
    }
}
