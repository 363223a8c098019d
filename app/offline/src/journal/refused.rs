//! Refused operations: retried or discarded by the participant only.

use domain::base::id::{OpId, ShareVersion};

use crate::journal::defaults::{latest_setting, withdraw_offs};
use crate::journal::{Journal, JournalError, first, waiting};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, Intent, META, Meta, OPS, ObjectRow, TrayItem};
use crate::sync::outbox::{latest_share, queue, withdraw_unshares};

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Queues it again under a new number. A share is created again over the current version.
    pub async fn retry(&self, op_id: OpId, now: i64) -> Result<(), JournalError> {
        let Some(item) = self.tray_item(op_id).await? else { return Err(JournalError::Gone) };
        let object_key = item.intent.object().map(rows::object_key).unwrap_or_default();
        let setting_key =
            if let Intent::ShareSetting { kind, .. } = item.intent { rows::setting_key(kind) } else { String::new() };
        let again = self.op_id();
        let version = ShareVersion::from_bytes(self.vault.cipher.random16());
        self.update(
            Reads::keys([META.to_owned(), rows::tray_key(op_id), object_key, setting_key]).and_all(OPS),
            move |snapshot| {
                let meta: Meta = first(&snapshot, 0)?.ok_or(JournalError::Missing)?;
                let item: TrayItem = first(&snapshot, 1)?.ok_or(JournalError::Gone)?;
                let row: ObjectRow = first(&snapshot, 2)?.unwrap_or_default();
                let mut writes = vec![Write::Remove(rows::tray_key(op_id))];
                let intent = match item.intent {
                    Intent::Share { object, revision, .. } => {
                        let others = withdraw_unshares(waiting(&snapshot)?, object, &mut writes);
                        let over = latest_share(&row, object, &others).map(|s| s.version);
                        // Now it is the participant who shares it, whatever the default is.
                        Intent::Share { object, revision, version, over, setting: None }
                    }
                    Intent::ShareSetting { kind, on, .. } => {
                        let mut waiting = waiting(&snapshot)?;
                        if on {
                            waiting = withdraw_offs(waiting, kind, &mut writes);
                        }
                        let over = latest_setting(first(&snapshot, 3)?.as_ref(), kind, &waiting).map(|s| s.version);
                        Intent::ShareSetting { kind, version, over, on }
                    }
                    other => other,
                };
                queue(meta, again, now, intent, &mut writes);
                Ok((writes, ()))
            },
        )
        .await
    }

    /// Discards it, with its revision if the server never had it.
    pub async fn discard(&self, op_id: OpId) -> Result<(), JournalError> {
        let Some(item) = self.tray_item(op_id).await? else { return Ok(()) };
        let object_key = item.intent.object().map(rows::object_key).unwrap_or_default();
        self.update(Reads::keys([rows::tray_key(op_id), object_key.clone()]), move |snapshot| {
            let item: TrayItem = first(&snapshot, 0)?.ok_or(JournalError::Gone)?;
            let mut writes = vec![Write::Remove(rows::tray_key(op_id))];
            if let (Intent::Revise { revision, .. }, Some(mut row)) = (item.intent, first::<ObjectRow>(&snapshot, 1)?) {
                row.revisions.retain(|r| r.revision != revision || r.known != 0);
                writes.push(Write::Put(object_key, rows::write(&row)));
            }
            Ok((writes, ()))
        })
        .await
    }

    async fn tray_item(&self, op_id: OpId) -> Result<Option<TrayItem>, JournalError> {
        let snapshot = self.storage.read(Reads::keys([rows::tray_key(op_id)])).await?;
        first(&snapshot, 0)
    }
}
