//! Deletes entries and documents.

use std::collections::BTreeSet;

use domain::base::id::{ObjectId, RevisionId, ShareVersion};

use super::{Journal, JournalError, first, present};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, Intent, META, ObjectRow};
use crate::sync::outbox::push;

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Deletes the heads the participant saw: erases bodies here at once, and on the server with the next sync.
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
                push(
                    &mut meta,
                    self.op_id(),
                    now,
                    Intent::Delete { object, heads: heads.to_vec(), version },
                    &mut writes,
                );
            }
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await
    }
}

/// The revisions a deletion names: the heads, and those before them that the server may not know of, because the
/// revisions in between are erased here before they were ever sent.
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
