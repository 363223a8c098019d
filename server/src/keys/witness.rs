//! What the keys folder knows of the database, so that one that was copied back is noticed before anybody reads.
//!
//! At every beat a random token is written first into the keys folder (as `next`), then into the database, then confirmed in the
//! folder. A crash in between leaves a database whose token is one of the two, which is ours. Each keys folder has an id and a row
//! of its own in the database: several servers on one PostgreSQL, each with a folder of its own, do not disturb each other, and
//! processes that share a folder (a command beside a running server) beat one after the other under its lock.
//!
//! The rules, in [`judge`]: equal after a clean end is ours, wherever the database lies now. Unequal was restored. Equal after an
//! unclean end is ours in the same file or cluster; in another one nobody can say, and staff wait until the next beat. A folder
//! that notes nothing proves nothing: with a database that was in use it counts as unequal, unless another server is alive to
//! vouch for the database. A folder that was copied goes on under a new id, so that it does not quarrel with its original.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use domain::id::EpochId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::keys::file::{self, OWNER_ONLY};

/// The notes of one keys folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Witness {
    /// Whose row in the database is ours.
    pub id: String,
    /// The token that the database is known to have; `None` before the first beat.
    pub sure: Option<String>,
    /// The token that the database may have already.
    pub next: Option<String>,
    /// Whether the last process ended by itself, after everything else.
    pub clean: bool,
    /// What file or cluster the database was in.
    pub database: Option<String>,
    /// What file this folder's lock was; a copy of the folder has another.
    pub folder: String,
    /// Every epoch that was current at a beat of this folder.
    pub epochs: Vec<EpochId>,
    /// What a newer version wrote.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What the database says, and how it was found.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The row of this keys folder, and the token in it.
    pub token: Option<Option<String>>,
    pub epoch: Option<EpochId>,
    /// Whose beat was the last of all, and whether it was a clean end.
    pub newest: Option<(String, bool)>,
    /// The database's generation is smaller than that in the folder.
    pub behind: bool,
    /// The database has a generation and the folder has none.
    pub unknown: bool,
    /// No other server uses this database now.
    pub alone: bool,
    /// What file or cluster it is in.
    pub database: String,
    /// The process has only just started.
    pub first: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Ours,
    /// Nothing speaks against it, and nothing proves that it is the newest.
    Unsure,
    Restored,
}

/// Whether a database is the one that the keys folder knows. See the rules above.
pub fn judge(known: Option<&Witness>, seen: &Seen) -> Verdict {
    let Some(known) = known.filter(|known| known.sure.is_some() || seen.token.is_some()) else { return of_a_stranger(seen) };
    match &seen.token {
        // The database is from before this folder's first beat.
        None => Verdict::Restored,
        // Somebody began an epoch since; but one that was known here is an old one.
        Some(None) if seen.epoch.is_some_and(|epoch| !known.epochs.contains(&epoch)) => Verdict::Ours,
        Some(None) => Verdict::Restored,
        Some(token) if *token != known.sure && *token != known.next => Verdict::Restored,
        Some(_) if seen.behind => Verdict::Restored,
        Some(_) => of_an_equal(known, seen),
    }
}

fn of_a_stranger(seen: &Seen) -> Verdict {
    let in_use = seen.newest.is_some() || seen.unknown;
    if seen.behind && seen.newest.is_none() || in_use && seen.alone { Verdict::Restored } else { Verdict::Ours }
}

fn of_an_equal(known: &Witness, seen: &Seen) -> Verdict {
    let elsewhere = !known.clean && known.database.as_ref().is_some_and(|database| *database != seen.database);
    // The last to write was another server, which cannot be asked: this folder does not know what that one wrote.
    let outlived = seen.first && seen.alone && seen.newest.as_ref().is_some_and(|(id, clean)| *id != known.id && !clean);
    if elsewhere || outlived { Verdict::Unsure } else { Verdict::Ours }
}

/// The notes in their file, beside the key.
pub struct WitnessFile {
    notes: PathBuf,
    lock: PathBuf,
    serving: PathBuf,
    /// Held as long as this process serves.
    served: Mutex<Option<File>>,
}

impl WitnessFile {
    pub fn beside(key_file: &Path) -> Self {
        let [notes, lock, serving] = ["beat", "lock", "serving"].map(|end| key_file.with_extension(end));
        Self { notes, lock, serving, served: Mutex::new(None) }
    }

    /// `None` when nothing was ever noted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&self) -> io::Result<Option<Witness>> {
        match std::fs::read(&self.notes) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Replaces the notes in one step and waits for the disk. Under [`WitnessFile::lock`] only.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&self, witness: &Witness) -> io::Result<()> {
        file::replace(&self.notes, &serde_json::to_vec_pretty(witness)?)
    }

    /// Waits until no other process beats with this folder; until the answer is dropped, none will.
    ///
    /// # Errors
    /// When the lock cannot be made.
    pub async fn lock(&self) -> io::Result<File> {
        let path = self.lock.clone();
        let wait = move || {
            let file = lock_file(&path)?;
            file.lock()?;
            Ok(file)
        };
        tokio::task::spawn_blocking(wait).await.map_err(io::Error::other)?
    }

    /// What file the lock is, for [`Witness::folder`].
    ///
    /// # Errors
    /// When there is no lock.
    pub fn folder(&self) -> io::Result<String> {
        identity(&self.lock)
    }

    /// Tells the other processes of this folder that one serves, as long as this lives.
    ///
    /// # Errors
    /// When it cannot be told.
    pub fn serve(&self) -> io::Result<()> {
        let file = lock_file(&self.serving)?;
        file.lock_shared()?;
        *self.served.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
        Ok(())
    }

    /// Serves no more; answers whether another process of this folder still does.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn leave(&self) -> io::Result<bool> {
        drop(self.served.lock().unwrap_or_else(PoisonError::into_inner).take());
        Ok(lock_file(&self.serving)?.try_lock().is_err())
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(OWNER_ONLY).open(path)
}

/// What a copy of a file does not have: its number on the disk, and when it was made there.
///
/// # Errors
/// When there is no such file.
pub fn identity(path: &Path) -> io::Result<String> {
    let about = std::fs::metadata(path)?;
    // Numbers are given again once a file is deleted; not every disk knows when a file was made.
    let made = about.created().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map_or(0, |age| age.as_nanos());
    Ok(format!("{}-{made}", about.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(n: u8) -> EpochId {
        EpochId::from_bytes([n; 16])
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn known() -> Witness {
        let (sure, next, database) = (text("t2"), None, text("file"));
        Witness { id: "me".into(), sure, next, database, epochs: vec![epoch(1)], ..Witness::default() }
    }

    fn seen() -> Seen {
        let (token, newest) = (Some(text("t2")), Some(("me".to_owned(), false)));
        Seen { token, newest, epoch: Some(epoch(1)), alone: true, database: "file".into(), first: true, ..Seen::default() }
    }

    #[test]
    fn equal_tokens_are_ours_and_others_were_restored() {
        use Verdict::{Ours, Restored, Unsure};
        let other = Some(("other".to_owned(), false));
        let between = Witness { next: text("t3"), ..known() };
        let clean = Witness { clean: true, ..known() };
        let first = Witness { sure: None, next: text("t1"), ..known() };
        let elsewhere = Seen { database: "copy".into(), ..seen() };
        let token = |token: Option<Option<String>>| Seen { token, ..seen() };
        let cases = [
            ("a restart", known(), seen(), Ours),
            ("a crash before the database", between.clone(), seen(), Ours),
            ("a crash after the database", between.clone(), token(Some(text("t3"))), Ours),
            ("older than both", between, token(Some(text("t1"))), Restored),
            ("older", known(), token(Some(text("t1"))), Restored),
            ("older after a clean end", clean.clone(), token(Some(text("t1"))), Restored),
            ("from before the first beat", known(), Seen { newest: None, ..token(None) }, Restored),
            ("a smaller generation", known(), Seen { behind: true, ..seen() }, Restored),
            ("moved after a clean end", clean.clone(), elsewhere.clone(), Ours),
            ("moved after an unclean end", known(), elsewhere, Unsure),
            ("an epoch begun by a phone", known(), Seen { epoch: Some(epoch(2)), ..token(Some(None)) }, Ours),
            ("a backup of just after an epoch", known(), token(Some(None)), Restored),
            ("another server died after us", clean, Seen { newest: other.clone(), ..seen() }, Unsure),
            ("another server died while we run", known(), Seen { newest: other.clone(), first: false, ..seen() }, Ours),
            ("another server lives", known(), Seen { newest: other.clone(), alone: false, ..seen() }, Ours),
            ("a crash at the very first beat", first.clone(), Seen { newest: None, ..token(None) }, Ours),
            ("a crash after the very first commit", first, token(Some(text("t1"))), Ours),
        ];
        for (what, known, seen, verdict) in cases {
            assert_eq!(judge(Some(&known), &seen), verdict, "{what}");
        }
    }

    #[test]
    fn a_folder_that_notes_nothing_proves_nothing() {
        let new = Seen { token: None, newest: None, ..seen() };
        let used = Seen { token: None, ..seen() };
        assert_eq!(judge(None, &new), Verdict::Ours, "a new database, or the first start of this version");
        assert_eq!(judge(None, &Seen { behind: true, ..new.clone() }), Verdict::Restored);
        assert_eq!(judge(None, &Seen { unknown: true, ..new }), Verdict::Restored, "only the key was kept");
        assert_eq!(judge(None, &used), Verdict::Restored, "only the key was kept");
        assert_eq!(judge(None, &Seen { alone: false, ..used }), Verdict::Ours, "a further server");
    }

    #[tokio::test]
    async fn notes_survive_and_keep_what_a_newer_version_wrote_and_a_copied_folder_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let file = WitnessFile::beside(&folder.path().join("master.key"));
        assert!(file.read().unwrap().is_none());
        let lock = file.lock().await.unwrap();
        let witness = Witness { folder: file.folder().unwrap(), ..known() };
        file.write(&witness).unwrap();
        drop(lock);
        let newer = std::fs::read_to_string(&file.notes).unwrap().replacen('{', "{\"newer\": 1,", 1);
        std::fs::write(&file.notes, newer).unwrap();
        let read = file.read().unwrap().unwrap();
        assert_eq!((read.rest.len(), &read.folder), (1, &file.folder().unwrap()));
        std::fs::copy(&file.lock, folder.path().join("copy.lock")).unwrap();
        let copy = WitnessFile::beside(&folder.path().join("copy.key"));
        assert_ne!(copy.folder().unwrap(), witness.folder);
        file.serve().unwrap();
        let beside = WitnessFile::beside(&folder.path().join("master.key"));
        assert!(beside.leave().unwrap(), "another one serves");
        assert!(!file.leave().unwrap());
    }
}
