//! The journal of one phone. Each writing method is one transaction and returns only when it is durable. One file per
//! verb.

pub(crate) mod at_once;
mod begin;
pub(crate) mod defaults;
mod delete;
pub mod draft;
mod recovery;
mod refused;
mod say;
mod share;
mod write;

use std::cell::RefCell;
use std::collections::BTreeSet;

use domain::base::id::KeyId;
use futures::lock::Mutex;

use crate::look::memory::Memory;
use crate::look::notes::Notes;
use crate::ports::{Cipher, CipherError, Reads, Snapshot, Storage, StorageError, Write};
use crate::rows::{self, Glance, META, Meta, OPS, OutItem};
use crate::vault::Vault;

/// Why a method of the journal failed. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Cipher(#[from] CipherError),
    /// No phone was enrolled here, or everything was removed.
    #[error("there is no journal on this phone")]
    Missing,
    /// The journal belongs to another person, who has to sign out first.
    #[error("there is another person's journal on this phone")]
    SomebodyElse,
    /// The object no longer exists.
    #[error("this entry is gone")]
    Gone,
    /// A newer version of the app wrote this; nothing is touched until that version is here.
    #[error("a newer version of the app wrote this")]
    Unreadable,
    /// It was changed in the meantime (in another tab, or by a sync); read again.
    #[error("this entry was changed in the meantime")]
    Changed,
}

pub struct Journal<S: Storage, C: Cipher> {
    pub storage: S,
    pub vault: Vault<C>,
    pub(crate) memory: Mutex<Memory>,
    pub(crate) notes: Notes,
    /// The glance last kept for the first form.
    pub(crate) glanced: RefCell<Option<Glance>>,
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    pub fn new(storage: S, cipher: C) -> Self {
        Self {
            storage,
            vault: Vault::new(cipher),
            memory: Mutex::default(),
            notes: Notes::default(),
            glanced: RefCell::default(),
        }
    }

    /// The journal's own facts; none before a phone was enrolled.
    pub async fn meta(&self) -> Result<Option<Meta>, JournalError> {
        let snapshot = self.storage.read(Reads::keys([META.to_owned()])).await?;
        first(&snapshot, 0)
    }

    pub(crate) async fn must(&self) -> Result<Meta, JournalError> {
        self.meta().await?.ok_or(JournalError::Missing)
    }

    /// Opens every key that the phone can. [`Journal::look`](crate::look) counts the objects that stay closed.
    pub async fn unlock(&self) -> Result<(), JournalError> {
        let meta = self.must().await?;
        let snapshot = self.storage.read(Reads::default().and_all(rows::KEYS)).await?;
        for (name, value) in &snapshot.scanned {
            let id = name.strip_prefix(rows::KEYS).and_then(|hex| hex.parse::<KeyId>().ok());
            if let (Some(id), Some(row)) = (id, rows::read::<rows::KeyRow>(value))
                && !self.vault.holds(id)
            {
                // A key that does not open is a fact, not a fault: its entries are counted as locked.
                let _ = self.vault.unlock(meta.participant, id, &row).await;
            }
        }
        self.vault.in_use.set(Some((meta.participant, meta.key)));
        Ok(())
    }

    /// Runs one transaction, flattens the two kinds of error, and notes the rows that the next look has to read again.
    pub(crate) async fn update<T: 'static>(
        &self,
        reads: Reads,
        decide: impl FnOnce(Snapshot) -> Result<(Vec<Write>, T), JournalError>,
    ) -> Result<T, JournalError> {
        let mut touched = BTreeSet::new();
        let noted = |snapshot| {
            let decided = decide(snapshot);
            if let Ok((writes, _)) = &decided {
                touched = Notes::of(writes);
            }
            decided
        };
        let answer = self.storage.update(reads, noted).await?;
        if !touched.is_empty() {
            self.notes.wrote(touched);
        }
        answer
    }

    pub(crate) fn op_id(&self) -> domain::base::id::OpId {
        domain::base::id::OpId::from_bytes(self.vault.cipher.random16())
    }
}

/// The value at `place` of the keys that were asked for.
///
/// # Errors
/// [`JournalError::Unreadable`] when something is there that this version cannot read: it is never taken for nothing.
pub(crate) fn first<T: serde::de::DeserializeOwned>(
    snapshot: &Snapshot,
    place: usize,
) -> Result<Option<T>, JournalError> {
    match snapshot.values.get(place).and_then(Option::as_deref) {
        Some(bytes) => rows::read(bytes).map(Some).ok_or(JournalError::Unreadable),
        None => Ok(None),
    }
}

/// The meta row, which was asked for first, if it still belongs to `participant`.
pub(crate) fn present(snapshot: &Snapshot, participant: domain::base::id::ParticipantId) -> Result<Meta, JournalError> {
    let meta: Meta = first(snapshot, 0)?.ok_or(JournalError::Missing)?;
    if meta.participant == participant { Ok(meta) } else { Err(JournalError::SomebodyElse) }
}

/// The operations waiting for the server, in order, from a snapshot that scanned them.
pub(crate) fn waiting(snapshot: &Snapshot) -> Result<Vec<OutItem>, JournalError> {
    let ops = snapshot.scanned.iter().filter(|(key, _)| key.starts_with(OPS));
    ops.map(|(_, value)| rows::read(value).ok_or(JournalError::Unreadable)).collect()
}
