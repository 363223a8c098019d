//! Shares an entry with the care team, and takes it back.

use domain::base::id::{ObjectId, RevisionId, ShareVersion};
use domain::sharing::ShareState;

use super::{Journal, JournalError, first, present, waiting};
use crate::ports::{Cipher, Reads, Storage};
use crate::rows::{self, Intent, META, OPS, ObjectRow};
use crate::sync::outbox::{latest_share, queue, withdraw_unshares};

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Shares exactly this revision with the care team, with the next sync.
    pub async fn share(&self, object: ObjectId, revision: RevisionId, now: i64) -> Result<(), JournalError> {
        self.set_share(object, Some(revision), now).await
    }

    /// Takes a share back. Always applies, with the next sync.
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
}
