//! Writes entries and documents.

use domain::base::id::{ObjectId, RevisionId, ShareVersion};
use domain::entries::body::Record;

use super::defaults::Written;
use super::{Journal, JournalError, first, present};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, Intent, META, OPS, ObjectRow};
use crate::sync::outbox::push;

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Writes a new entry or document. When this returns, it is on this phone, and where the default of its kind is on,
    /// so is the wish to share it.
    pub async fn record(&self, record: &Record, now: i64) -> Result<(ObjectId, RevisionId), JournalError> {
        let object = ObjectId::from_bytes(self.vault.cipher.random16());
        let revision = self.write_revision(object, record, now, &[]).await?;
        Ok((object, revision))
    }

    /// Writes another revision on top of what the participant saw. An edit that names several heads settles a conflict;
    /// one of something that was edited or deleted meanwhile stands beside that, so that nothing typed is refused.
    /// An edit of what is shared is shared as well where the default of the kind is on.
    ///
    /// # Errors
    /// [`JournalError::Gone`] when what was seen was never here.
    pub async fn revise(
        &self,
        object: ObjectId,
        seen: &[RevisionId],
        record: &Record,
        now: i64,
    ) -> Result<RevisionId, JournalError> {
        if seen.is_empty() {
            return Err(JournalError::Gone);
        }
        self.write_revision(object, record, now, seen).await
    }

    async fn write_revision(
        &self,
        object: ObjectId,
        record: &Record,
        now: i64,
        seen: &[RevisionId],
    ) -> Result<RevisionId, JournalError> {
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
            let share =
                Written { object, revision, seen, kind, row: &row }.share(&snapshot, first(&snapshot, 2)?, version);
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
}
