//! Everything on one phone. Each writing method is one transaction; it returns only when what it wrote is durable.

use std::cell::RefCell;
use std::collections::BTreeSet;

use domain::body::Record;
use domain::digest::Digest;
use domain::enrolment::Welcome;
use domain::id::{KeyId, ObjectId, RevisionId, ShareVersion, StreamId};
use domain::ledger::LedgerHead;
use domain::share::ShareState;
use futures::lock::Mutex;

use crate::defaults::Written;
use crate::glance::Glance;
use crate::memory::{Memory, Notes};
use crate::outbox::{latest_share, push, queue, withdraw_unshares};
use crate::ports::{Cipher, CipherError, Reads, Snapshot, Storage, StorageError, Write};
use crate::rows::{self, Intent, META, Meta, OPS, ObjectRow, OutItem, Rest};
use crate::vault::Vault;

/// Why the journal could not do it. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Cipher(#[from] CipherError),
    /// No phone was enrolled here, or everything was removed.
    #[error("there is no journal on this phone")]
    Missing,
    /// The journal belongs to somebody else, who has to be signed out first.
    #[error("there is another person's journal on this phone")]
    SomebodyElse,
    /// What should be changed is not there any more.
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
    /// What was last kept for the first form.
    pub(crate) glanced: RefCell<Option<Glance>>,
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    pub fn new(storage: S, cipher: C) -> Self {
        Self { storage, vault: Vault::new(cipher), memory: Mutex::default(), notes: Notes::default(), glanced: RefCell::default() }
    }

    /// Begins a journal for a phone that just came in, or continues the one of the same participant.
    ///
    /// # Errors
    /// [`JournalError::SomebodyElse`] when another participant's journal is here; it stays untouched.
    pub async fn begin(&self, welcome: &Welcome) -> Result<(), JournalError> {
        if let Some(meta) = self.meta().await? {
            if meta.participant != welcome.participant {
                return Err(JournalError::SomebodyElse);
            }
            self.unlock().await?;
        }
        let (new_key, key_row) = self.vault.make_key(welcome.participant).await?;
        let stream = StreamId::from_bytes(self.vault.cipher.random16());
        let welcome = welcome.clone();
        self.update(Reads::keys([META.to_owned()]), move |snapshot| {
            let known: Option<Meta> = first(&snapshot, 0)?;
            let mut writes = Vec::new();
            let meta = match known {
                Some(meta) if meta.participant != welcome.participant => return Err(JournalError::SomebodyElse),
                Some(meta) => Meta { device: welcome.device, vouched: welcome.vouched, program: welcome.program, ..meta },
                None => {
                    writes.push(Write::Put(rows::key_key(new_key), rows::write(&key_row)));
                    Meta {
                        participant: welcome.participant,
                        device: welcome.device,
                        program: welcome.program,
                        vouched: welcome.vouched,
                        stream,
                        next_seq: 1,
                        key: new_key,
                        epoch: None,
                        cursor: None,
                        generation: 1,
                        recheck: false,
                        digest: Digest::default(),
                        ledger: LedgerHead::EMPTY,
                        mended_at: None,
                        rest: Rest::default(),
                    }
                }
            };
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await
    }

    /// The journal's own facts; none before a phone was enrolled.
    pub async fn meta(&self) -> Result<Option<Meta>, JournalError> {
        let snapshot = self.storage.read(Reads::keys([META.to_owned()])).await?;
        first(&snapshot, 0)
    }

    pub(crate) async fn must(&self) -> Result<Meta, JournalError> {
        self.meta().await?.ok_or(JournalError::Missing)
    }

    /// Opens every key that the phone can. What stays closed is counted by [`Journal::look`](crate::view).
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

    /// Writes a new entry or document. When this returns, it is on this phone, and where the default of its kind is on, so is
    /// the wish to share it.
    pub async fn record(&self, record: &Record, now: i64) -> Result<(ObjectId, RevisionId), JournalError> {
        let object = ObjectId::from_bytes(self.vault.cipher.random16());
        let revision = self.write_revision(object, record, now, &[]).await?;
        Ok((object, revision))
    }

    /// Writes another revision on top of what the participant saw. An edit that names several heads settles a conflict; one
    /// of something that was edited or deleted meanwhile stands beside that, so that nothing typed is refused.
    /// An edit of what is shared is shared as well where the default of the kind is on.
    ///
    /// # Errors
    /// [`JournalError::Gone`] when what was seen was never here.
    pub async fn revise(&self, object: ObjectId, seen: &[RevisionId], record: &Record, now: i64) -> Result<RevisionId, JournalError> {
        if seen.is_empty() {
            return Err(JournalError::Gone);
        }
        self.write_revision(object, record, now, seen).await
    }

    async fn write_revision(&self, object: ObjectId, record: &Record, now: i64, seen: &[RevisionId]) -> Result<RevisionId, JournalError> {
        let meta = self.must().await?;
        let item = self.vault.seal_revision(meta.key, meta.participant, object, seen, record).await?;
        let revision = item.revision;
        let op_id = self.op_id();
        let kind = record.body.kind();
        let key = rows::object_key(object);
        let mut reads = Reads::keys([META.to_owned(), key.clone(), rows::setting_key(kind)]);
        if self.may_share_by_itself(kind).await? {
            reads = reads.and_all(OPS);
        }
        let (share_op, version) = (self.op_id(), ShareVersion::from_bytes(self.vault.cipher.random16()));
        self.update(reads, |snapshot| {
            let mut meta = present(&snapshot, meta.participant)?;
            let mut row: ObjectRow = first(&snapshot, 1)?.unwrap_or_default();
            if !seen.iter().all(|s| row.find(*s).is_some()) {
                return Err(JournalError::Gone);
            }
            let share = Written { object, revision, seen, kind, row: &row }.share(&snapshot, first(&snapshot, 2)?, version);
            row.revisions.push(item);
            let mut writes = vec![Write::Put(key, rows::write(&row))];
            push(&mut meta, op_id, now, Intent::Revise { object, revision }, &mut writes);
            if let Some(share) = share {
                push(&mut meta, share_op, now, share, &mut writes);
            }
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await?;
        Ok(revision)
    }

    /// Deletes what the participant saw: bodies are erased here at once, and on the server when it hears of it.
    pub async fn delete(&self, object: ObjectId, seen: &[RevisionId], now: i64) -> Result<(), JournalError> {
        let meta = self.must().await?;
        let version = ShareVersion::from_bytes(self.vault.cipher.random16());
        let seen = seen.to_vec();
        let key = rows::object_key(object);
        self.update(Reads::keys([META.to_owned(), key.clone()]), move |snapshot| {
            let mut meta = present(&snapshot, meta.participant)?;
            let mut row: ObjectRow = first(&snapshot, 1)?.ok_or(JournalError::Gone)?;
            check_heads(&row, &seen)?;
            let gone = row.graph().lineage(&seen);
            let named = named_in_deletion(&row, &seen, &gone);
            row.bury(gone);
            let mut writes = vec![Write::Put(key, rows::write(&row))];
            for heads in named.chunks(16) {
                push(&mut meta, self.op_id(), now, Intent::Delete { object, heads: heads.to_vec(), version }, &mut writes);
            }
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await
    }

    /// Shares exactly this revision with the care team, as soon as the server hears of it.
    pub async fn share(&self, object: ObjectId, revision: RevisionId, now: i64) -> Result<(), JournalError> {
        self.set_share(object, Some(revision), now).await
    }

    /// Takes a share back. Always applies, at once when the server hears of it.
    pub async fn unshare(&self, object: ObjectId, now: i64) -> Result<(), JournalError> {
        self.set_share(object, None, now).await
    }

    async fn set_share(&self, object: ObjectId, revision: Option<RevisionId>, now: i64) -> Result<(), JournalError> {
        let meta = self.must().await?;
        let op_id = self.op_id();
        let version = ShareVersion::from_bytes(self.vault.cipher.random16());
        let key = rows::object_key(object);
        self.update(Reads::keys([META.to_owned(), key]).and_all(OPS), move |snapshot| {
            let meta = present(&snapshot, meta.participant)?;
            let row: ObjectRow = first(&snapshot, 1)?.ok_or(JournalError::Gone)?;
            let mut writes = Vec::new();
            let intent = match revision {
                Some(revision) => {
                    if row.find(revision).is_none_or(|r| r.sealed.is_none()) {
                        return Err(JournalError::Gone);
                    }
                    let others = withdraw_unshares(waiting(&snapshot)?, object, &mut writes);
                    let current = latest_share(&row, object, &others);
                    if writes.is_empty() && current.is_some_and(|s| s.state == ShareState::Open(revision)) {
                        return Ok((Vec::new(), ()));
                    }
                    Intent::Share { object, revision, version, over: current.map(|s| s.version), setting: None }
                }
                None => Intent::Unshare { object, version },
            };
            queue(meta, op_id, now, intent, &mut writes);
            Ok((writes, ()))
        })
        .await
    }

    /// Runs one transaction, flattens the two kinds of error, and notes what the next look has to read again.
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

    pub(crate) fn op_id(&self) -> domain::id::OpId {
        domain::id::OpId::from_bytes(self.vault.cipher.random16())
    }
}

/// The value at `place` of the keys that were asked for.
///
/// # Errors
/// [`JournalError::Unreadable`] when something is there that this version cannot read: it is never taken for nothing.
pub(crate) fn first<T: serde::de::DeserializeOwned>(snapshot: &Snapshot, place: usize) -> Result<Option<T>, JournalError> {
    match snapshot.values.get(place).and_then(Option::as_deref) {
        Some(bytes) => rows::read(bytes).map(Some).ok_or(JournalError::Unreadable),
        None => Ok(None),
    }
}

/// The meta row, which was asked for first, if it still belongs to `participant`.
pub(crate) fn present(snapshot: &Snapshot, participant: domain::id::ParticipantId) -> Result<Meta, JournalError> {
    let meta: Meta = first(snapshot, 0)?.ok_or(JournalError::Missing)?;
    if meta.participant == participant { Ok(meta) } else { Err(JournalError::SomebodyElse) }
}

/// What waits for the server, in order, from a snapshot that scanned it.
pub(crate) fn waiting(snapshot: &Snapshot) -> Result<Vec<OutItem>, JournalError> {
    let ops = snapshot.scanned.iter().filter(|(key, _)| key.starts_with(OPS));
    ops.map(|(_, value)| rows::read(value).ok_or(JournalError::Unreadable)).collect()
}

/// What a deletion names: the heads, and what the server may not know to be behind them, because the revisions in between
/// are erased here before they were ever sent.
fn named_in_deletion(row: &ObjectRow, seen: &[RevisionId], gone: &BTreeSet<RevisionId>) -> Vec<RevisionId> {
    let mut named = seen.to_vec();
    for item in row.revisions.iter().filter(|r| r.known == 0 && gone.contains(&r.revision)) {
        for revision in [item.revision].iter().chain(&item.parents) {
            if !named.contains(revision) {
                named.push(*revision);
            }
        }
    }
    named
}

fn check_heads(row: &ObjectRow, seen: &[RevisionId]) -> Result<(), JournalError> {
    let heads: Vec<RevisionId> = row.heads().iter().map(|r| r.revision).collect();
    if !seen.is_empty() && heads.is_empty() {
        return Err(JournalError::Gone);
    }
    if seen.iter().all(|s| heads.contains(s)) { Ok(()) } else { Err(JournalError::Changed) }
}
