//! Writes entries and documents.

use domain::base::id::{ObjectId, RevisionId, ShareVersion};
use domain::entries::body::Plain;

use super::defaults::Written;
use super::{Journal, JournalError, first, present};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, Intent, META, OPS, ObjectRow, SettingRow};
use crate::sync::outbox::push;

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Writes a new entry or document. When this returns, it is on this phone, and where the default of its kind is on,
    /// so is the wish to share it.
    pub async fn record(&self, record: impl Into<Plain>, now: i64) -> Result<(ObjectId, RevisionId), JournalError> {
        let object = ObjectId::from_bytes(self.vault.cipher.random16());
        let revision = self.write_revision(object, record.into(), now, &[]).await?;
        Ok((object, revision))
    }

    /// Writes another revision on top of the heads in `seen`. An edit that names several heads settles a conflict;
    /// an edit of an entry that was edited or deleted meanwhile is kept beside that, so that nothing typed is refused.
    /// An edit of a shared entry is shared as well if the default of its kind is on.
    ///
    /// # Errors
    /// [`JournalError::Gone`] if the seen revision was never here.
    pub async fn revise(
        &self,
        object: ObjectId,
        seen: &[RevisionId],
        record: impl Into<Plain>,
        now: i64,
    ) -> Result<RevisionId, JournalError> {
        if seen.is_empty() {
            return Err(JournalError::Gone);
        }
        self.write_revision(object, record.into(), now, seen).await
    }

    async fn write_revision(
        &self,
        object: ObjectId,
        Plain { kind, bytes }: Plain,
        now: i64,
        seen: &[RevisionId],
    ) -> Result<RevisionId, JournalError> {
        let object_key = rows::object_key(object);
        let (op_id, share_op) = (self.op_id(), self.op_id());
        let version = ShareVersion::from_bytes(self.vault.cipher.random16());
        // Known since the journal was opened, so that a tap is one transaction; checked within it.
        let (participant, mut key) = match self.vault.in_use.get() {
            Some(known) => known,
            None => self.must().await.map(|meta| (meta.participant, meta.key))?,
        };
        // Everything that waits is read only if a default was ever set.
        let mut with_waiting = false;
        loop {
            let item = self.vault.seal_revision(key, participant, object, seen, &bytes).await?;
            let revision = item.revision;
            // A new object has no row yet: its id is random.
            let row = (!seen.is_empty()).then(|| object_key.clone());
            let mut reads = Reads::keys([META.to_owned(), rows::setting_key(kind)].into_iter().chain(row));
            if with_waiting {
                reads = reads.and_all(OPS);
            }
            let again = self
                .update(reads, |snapshot| {
                    let mut meta = present(&snapshot, participant)?;
                    let setting: Option<SettingRow> = first(&snapshot, 1)?;
                    let needs_waiting = kind.is_entry() && setting.is_some();
                    if meta.key != key || (needs_waiting && !with_waiting) {
                        return Ok((Vec::new(), Some((meta.key, needs_waiting))));
                    }
                    let mut row: ObjectRow = first(&snapshot, 2)?.unwrap_or_default();
                    if !seen.iter().all(|s| row.find(*s).is_some()) {
                        return Err(JournalError::Gone);
                    }
                    let share = Written { object, revision, seen, kind, row: &row }.share(&snapshot, setting, version);
                    row.revisions.push(item);
                    let mut writes = vec![Write::Put(object_key.clone(), rows::write(&row))];
                    push(&mut meta, op_id, now, Intent::Revise { object, revision }, &mut writes);
                    if let Some(share) = share {
                        push(&mut meta, share_op, now, share, &mut writes);
                    }
                    writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
                    Ok((writes, None))
                })
                .await?;
            match again {
                None => return Ok(revision),
                Some(now_known) => (key, with_waiting) = now_known,
            }
        }
    }
}
