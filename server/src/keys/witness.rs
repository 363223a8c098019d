//! The notes of the keys folder about the database, so that a restored copy is noticed before anyone reads.
//!
//! At every beat a random token is written first into the keys folder (as `next`), then into the database, then
//! confirmed in the folder. After a crash in between, the database has one of the two tokens and is ours. Each keys
//! folder has an id and a row in the database, so several servers on one PostgreSQL do not disturb each other.
//! Processes that share a folder (a command beside a running server) beat one at a time, under its lock.
//!
//! The rules, in [`judge`]: equal tokens after a clean shutdown mean it is ours, wherever the database is now.
//! Different tokens mean it was restored. Equal tokens after a crash mean it is ours in the same file or cluster; in
//! another one this is unknown, and staff wait until the next beat. An empty folder proves nothing: with a database
//! that was in use it counts as different, unless another running server vouches for the database. A copied folder gets
//! a new id, so that it does not conflict with its original.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use domain::base::id::EpochId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::keys::file::{self, OWNER_ONLY};

/// The notes of one keys folder.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Witness {
    /// The id of our row in the database.
    pub id: String,
    /// The token confirmed to be in the database. `None` before the first beat.
    pub sure: Option<String>,
    /// The token that may already be in the database.
    pub next: Option<String>,
    /// The last process shut down cleanly.
    pub clean: bool,
    /// The file or cluster of the database.
    pub database: Option<String>,
    /// The identity of the folder's lock file, which a copy of the folder does not share.
    pub folder: String,
    /// Every epoch that was current during a beat of this folder.
    pub epochs: Vec<EpochId>,
    /// Unknown fields of a newer version.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// The state of the database at a beat.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The token in this folder's row, if the row exists.
    pub token: Option<Option<String>>,
    pub epoch: Option<EpochId>,
    /// The folder with the latest beat of all, and whether that beat was a clean shutdown.
    pub newest: Option<(String, bool)>,
    /// The database's generation is lower than the folder's.
    pub behind: bool,
    /// The database has a generation, and the folder does not.
    pub unknown: bool,
    /// No other server uses this database now.
    pub alone: bool,
    /// Its file or cluster.
    pub database: String,
    /// The process has only just started.
    pub first: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Ours,
    /// There is no evidence for or against it being the newest.
    Unsure,
    Restored,
}

/// Decides whether a database is the one that the keys folder knows, by the rules above.
pub fn judge(known: Option<&Witness>, seen: &Seen) -> Verdict {
    let Some(known) = known.filter(|known| known.sure.is_some() || seen.token.is_some()) else {
        return of_a_stranger(seen);
    };
    match &seen.token {
        // The database is older than this folder's first beat.
        None => Verdict::Restored,
        // A new epoch began since, unless this folder has seen it: then it is an old one.
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
    // Another server wrote last and cannot be asked, so this folder does not know the latest token.
    let outlived =
        seen.first && seen.alone && seen.newest.as_ref().is_some_and(|(id, clean)| *id != known.id && !clean);
    if elsewhere || outlived { Verdict::Unsure } else { Verdict::Ours }
}

/// The file with the notes, beside the key.
pub struct WitnessFile {
    notes: PathBuf,
    lock: PathBuf,
    serving: PathBuf,
    /// Held while this process serves.
    served: Mutex<Option<File>>,
}

impl WitnessFile {
    pub fn beside(key_file: &Path) -> Self {
        let [notes, lock, serving] = ["beat", "lock", "serving"].map(|end| key_file.with_extension(end));
        Self { notes, lock, serving, served: Mutex::new(None) }
    }

    /// `None` if there are no notes yet.
    pub fn read(&self) -> io::Result<Option<Witness>> {
        match std::fs::read(&self.notes) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|_| io::Error::other(format!("{} does not hold notes of ours", self.notes.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Atomically replaces the notes and waits for the disk. Requires [`WitnessFile::lock`].
    pub fn write(&self, witness: &Witness) -> io::Result<()> {
        file::replace(&self.notes, &serde_json::to_vec_pretty(witness)?)
    }

    /// Waits for the lock of this folder's beat. The lock is held until the result is dropped.
    pub async fn lock(&self) -> io::Result<File> {
        let path = self.lock.clone();
        let wait = move || {
            let file = lock_file(&path)?;
            file.lock()?;
            Ok(file)
        };
        tokio::task::spawn_blocking(wait).await.map_err(io::Error::other)?
    }

    /// The identity of the lock file, for [`Witness::folder`].
    ///
    /// # Errors
    /// Fails if the lock file does not exist.
    pub fn folder(&self) -> io::Result<String> {
        identity(&self.lock)
    }

    /// Marks this folder as served while `self` lives, for other processes.
    pub fn serve(&self) -> io::Result<()> {
        let file = lock_file(&self.serving)?;
        file.lock_shared()?;
        *self.served.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
        Ok(())
    }

    /// Ends serving; returns whether another process still serves this folder.
    pub fn leave(&self) -> io::Result<bool> {
        drop(self.served.lock().unwrap_or_else(PoisonError::into_inner).take());
        Ok(lock_file(&self.serving)?.try_lock().is_err())
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).mode(OWNER_ONLY).open(path)
}

/// The identity of a file, which a copy does not share: inode and creation time in ns.
///
/// # Errors
/// Fails if the file does not exist.
pub fn identity(path: &Path) -> io::Result<String> {
    let about = std::fs::metadata(path)?;
    // Inodes are reused after a file is deleted, and not every file system has creation times.
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
        Seen {
            token,
            newest,
            epoch: Some(epoch(1)),
            alone: true,
            database: "file".into(),
            first: true,
            ..Seen::default()
        }
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
