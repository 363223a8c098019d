//! The beat of every minute: checks that the database is still ours, begins a new epoch when it is not, and keeps staff
//! out while this is unknown.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::keys::witness::{self, Verdict, Witness, WitnessFile};
use crate::store::types::restore::{Beat, Woken};
use crate::store::{Backend, Store, StoreError, StoreResult};

/// State that a process keeps between beats.
pub struct Watch {
    notes: WitnessFile,
    /// Path and identity of the database file when it was opened, if it is a file.
    file: Option<(PathBuf, String)>,
    /// The first beat is over.
    begun: AtomicBool,
    /// Staff wait, because it is unknown whether the database is the newest.
    unsure: AtomicBool,
}

impl Watch {
    /// # Errors
    /// Fails if the database file does not exist.
    pub fn over(key_file: &Path, file: Option<PathBuf>) -> io::Result<Self> {
        let file = file.map(|path| witness::identity(&path).map(|identity| (path, identity))).transpose()?;
        Ok(Self {
            notes: WitnessFile::beside(key_file),
            file,
            begun: AtomicBool::new(false),
            unsure: AtomicBool::new(false),
        })
    }
}

impl Store {
    /// Compares the database with the notes of its keys folder, gives both a new token, and updates the list of the
    /// gone. Runs at the start and once a minute. See `witness.rs` for the rules.
    ///
    /// # Errors
    /// `Replaced` when the open file is no longer the one at its path.
    pub async fn beat(&self) -> StoreResult<Woken> {
        self.beat_as(false).await
    }

    /// The last beat of a clean shutdown: the database is ours wherever it starts next. Does nothing while another
    /// process of this keys folder serves, or while it is unknown whether the database is the newest.
    ///
    /// # Errors
    /// As [`Store::beat`].
    pub async fn end_cleanly(&self) -> StoreResult<()> {
        let others = self.context.watch.notes.leave()?;
        if !others && !self.staff_wait() {
            self.beat_as(true).await?;
        }
        Ok(())
    }

    /// Tells other servers and commands that this process serves. Repeated after each beat, because a connection may
    /// break.
    pub async fn say_alive(&self) -> StoreResult<()> {
        self.context.watch.notes.serve()?;
        match &self.backend {
            Backend::Sqlite(_) => Ok(()),
            Backend::Postgres(pool) => Ok(pool.say_alive().await?),
        }
    }

    /// `true` while staff must wait, because it is unknown whether this database is the newest.
    pub fn staff_wait(&self) -> bool {
        self.context.watch.unsure.load(Ordering::Acquire)
    }

    async fn beat_as(&self, clean: bool) -> StoreResult<Woken> {
        let watch = &self.context.watch;
        let _one_at_a_time = watch.notes.lock().await?;
        let (database, alone) = self.whereabouts().await?;
        let (folder, found) = (watch.notes.folder()?, watch.notes.read()?);
        let copied = found.as_ref().is_some_and(|found| found.folder != folder);
        // A running server vouches for the database, so a copy of its notes, or of another server's, does not have to.
        let known = found.clone().filter(|_| alone || !copied);
        let mut mine =
            found.filter(|_| !copied).unwrap_or_else(|| Witness { id: self.draw(), folder, ..Witness::default() });
        let token = mine.next.get_or_insert_with(|| self.draw()).clone();
        // Copied notes prove something only under their old id, until the database knows the new one.
        if !copied {
            watch.notes.write(&mine)?;
        }
        let noted = self.context.gone.all()?;
        let epochs = known.as_ref().map(|known| known.epochs.clone()).unwrap_or_default();
        let beat = Beat {
            file_generation: self.context.generation.read()?,
            known,
            id: mine.id.clone(),
            token: token.clone(),
            clean,
            settle: self.staff_wait(),
            alone,
            database: database.clone(),
            first: !watch.begun.swap(true, Ordering::AcqRel),
        };
        let settle = beat.settle;
        let woken = self.wake(beat, noted.clone()).await?;
        if woken.verdict == Verdict::Unsure && !settle {
            tracing::warn!(
                "nobody can say whether this database is the newest: it lies elsewhere than before, or another server used it last, and \
                 did not end by itself. Staff wait a minute. If it was restored from a backup, stop the server now"
            );
            watch.unsure.store(true, Ordering::Release);
            return Ok(woken);
        }
        self.context.generation.write(woken.generation)?;
        mine = Witness { sure: Some(token), next: None, clean, database: Some(database), epochs, ..mine };
        if !mine.epochs.contains(&woken.epoch) {
            mine.epochs.push(woken.epoch);
        }
        watch.notes.write(&mine)?;
        for gone in self.all_gone().await?.into_iter().filter(|gone| !noted.contains(gone)) {
            self.context.gone.note(gone, true, woken.generation)?;
        }
        if woken.verdict == Verdict::Restored {
            tracing::warn!(
                "this database is older than its keys folder knows: it was restored. A new epoch begins, shares are closed until \
                 their owners open them again, and staff sign in anew"
            );
        }
        watch.unsure.store(false, Ordering::Release);
        Ok(woken)
    }

    /// The file or cluster of the database, and whether no other server uses it.
    async fn whereabouts(&self) -> StoreResult<(String, bool)> {
        let watch = &self.context.watch;
        match &self.backend {
            Backend::Sqlite(_) => match &watch.file {
                Some((path, opened)) if witness::identity(path).is_ok_and(|now| now == *opened) => {
                    Ok((opened.clone(), true))
                }
                _ => Err(StoreError::Replaced),
            },
            Backend::Postgres(pool) => Ok((pool.identity().await?, !pool.others_alive().await?)),
        }
    }

    fn draw(&self) -> String {
        domain::base::id::to_hex(&self.context.env.random::<16>())
    }
}
