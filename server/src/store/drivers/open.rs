//! Opens the store: connects, migrates, matches the key file and detects a restore.

use std::path::Path;
use std::sync::Arc;

use sqlx::ConnectOptions as _;

use super::beat::Watch;
use super::{postgres, sqlite};
use crate::env::Env;
use crate::keys::file::{self, GenerationFile};
use crate::keys::folder;
use crate::keys::gone::{Gone, GoneList};
use crate::seal::Keys;
use crate::settings::{Database, Settings, SettingsError};
use crate::store::{Backend, Context, Store, StoreError, StoreResult};

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Site(#[from] crate::site::SiteError),
    #[error("the bundled SQLite is older than 3.51.3, which can corrupt its log; take a newer evenkeel")]
    OldSqlite,
    #[error(
        "cannot open the database: {0}; make sure that --data or --database-url names the right one, that it runs, and that this user \
         may read and write it"
    )]
    Connect(#[from] sqlx::Error),
    #[error(
        "the database server keeps {name} = {value} for our connections, where {wanted} is needed for nothing to be lost: connect to \
         PostgreSQL itself, or let the pooler in between pass startup options on"
    )]
    Disobeyed { name: &'static str, value: String, wanted: &'static str },
    #[error(
        "cannot bring the database up to date: {0}; if a newer version has used it, start that version, or go back to a backup"
    )]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error(
        "the database was made with a key file, but there is none at {0}; put it back, or say where it is with --keys"
    )]
    KeyMissing(String),
    #[error(
        "the key file {0} is not the one this database was made with; put that one back, or say where it is with --keys"
    )]
    KeyForeign(String),
    #[error(
        "this database holds the invented people of the demo: serve it with --demo, or choose another --data for real people"
    )]
    DemoDatabase,
    #[error("--demo needs a database of its own: this one has people in it. Choose another --data")]
    RealDatabase,
    #[error("cannot prepare notifications: {0}; check --push-contact and the certificates of this machine")]
    Push(String),
    #[error("cannot use {path}: {cause}{}", advice(.cause))]
    File { path: String, cause: std::io::Error },
    #[error("cannot use the database: {}", .0.for_operator())]
    Store(StoreError),
}

/// What to do about a file that cannot be used; causes of our own say it themselves.
fn advice(cause: &std::io::Error) -> &'static str {
    match cause.kind() {
        std::io::ErrorKind::Other => "",
        _ => "; make sure that it is what it should be, and that this user may read and write it",
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The key check: the database stores a value derived from the master key.
macro_rules! matching_keys {
    ($backend:ident, $conn:expr, $settings:expr, $env:expr) => {{
        let path = $settings.key_file();
        let name = path.display().to_string();
        let file = |cause| OpenError::File { path: name.clone(), cause };
        let known = $backend::sql::base::server_state::get($conn, $backend::sql::base::server_state::KEY_CHECK).await?;
        let master = match (file::load(&path).map_err(file)?, &known) {
            (Some(master), _) => master,
            (None, Some(_)) => return Err(OpenError::KeyMissing(name)),
            (None, None) => {
                if let Some(folder) = path.parent() {
                    file::make_folder(folder).map_err(file)?;
                }
                file::make(&path, $env).map_err(file)?
            }
        };
        let keys = Keys::new(&master);
        let kept = $backend::sql::base::server_state::put_first(
            $conn,
            $backend::sql::base::server_state::KEY_CHECK,
            keys.check().to_vec(),
        )
        .await?;
        if kept != keys.check() {
            return Err(OpenError::KeyForeign(name));
        }
        keys
    }};
}

fn file_at(path: &Path) -> impl FnOnce(std::io::Error) -> OpenError {
    let path = path.display().to_string();
    |cause| OpenError::File { path, cause }
}

impl Store {
    /// Connects, migrates, creates or matches the key file, and runs the first beat.
    ///
    /// # Errors
    /// Tells the operator in plain words what to fix.
    pub async fn open(settings: &Settings, env: Env) -> Result<Self, OpenError> {
        let keys = settings.keys().display().to_string();
        folder::prepare(settings).map_err(|cause| OpenError::File { path: keys, cause })?;
        let (generation, gone) = (GenerationFile::beside(&settings.key_file()), GoneList::beside(&settings.key_file()));
        let key_file = settings.key_file();
        let store = match settings.database()? {
            Database::Sqlite(path) => {
                if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
                    file::make_folder(folder)
                        .map_err(|cause| OpenError::File { path: folder.display().to_string(), cause })?;
                }
                let options = sqlite::options(&path, settings.fault);
                let mut conn = sqlite::writer(&path, settings.fault).connect().await?;
                if !sqlite::version_is_safe(&mut conn).await? {
                    return Err(OpenError::OldSqlite);
                }
                sqlite::migrate(&mut conn).await?;
                let keys = matching_keys!(sqlite, &mut conn, settings, &env);
                let watch = Watch::over(&key_file, Some(path)).map_err(file_at(&key_file))?;
                let context = Arc::new(Context { env, keys, generation, gone, watch });
                let pool = sqlite::Pool::start(options, conn, Arc::clone(&context), settings.fault).await?;
                Self { backend: Backend::Sqlite(pool), context }
            }
            Database::Postgres(url) => {
                let pool = postgres::Pool::connect(&url, settings.fault).await?;
                let mut conn = pool.connection().await?;
                postgres::migrate(&mut conn).await?;
                let keys = matching_keys!(postgres, &mut conn, settings, &env);
                let watch = Watch::over(&key_file, None).map_err(file_at(&key_file))?;
                Self {
                    backend: Backend::Postgres(pool),
                    context: Arc::new(Context { env, keys, generation, gone, watch }),
                }
            }
        };
        store.beat().await?;
        Ok(store)
    }

    /// The list of the gone.
    pub fn gone(&self) -> &GoneList {
        &self.context.gone
    }

    /// Records someone as gone, then runs `act`. A refusal removes the record; a failure keeps it, because the database
    /// may have committed.
    ///
    /// # Errors
    /// Fails if the list cannot be written, or if `act` fails.
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

    /// Records that someone is back, after the database was changed: a failure in between keeps them out.
    pub fn note_back(&self, gone: Gone) -> StoreResult<()> {
        if self.context.gone.all()?.contains(&gone) {
            self.context.gone.note(gone, false, self.context.generation.read()?)?;
        }
        Ok(())
    }
}
