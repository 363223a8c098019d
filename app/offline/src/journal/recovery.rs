//! The recovery code: created on the phone, shown once, and typed on a new phone to open older entries.

use domain::base::id::{KeyId, WrapperId};
use domain::people::enrolment::RecoveryCode;
use domain::sync::{WrapKey, WrapMethod, WrapperChange};

use crate::journal::{Journal, JournalError, first};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, Intent, KEYS, KeyRow, META, Meta, WRAPS};
use crate::sync::outbox::push;

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Creates a code that opens the key in use, and through it every other key of this phone. An earlier code stops
    /// working for the key in use with the next sync.
    pub async fn make_code(&self, now: i64) -> Result<RecoveryCode, JournalError> {
        let meta = self.must().await?;
        let code = RecoveryCode::from_random(self.vault.cipher.random16());
        let mut wraps = Vec::new();
        for (id, row) in self.key_rows().await? {
            let wrapper = WrapperId::from_bytes(self.vault.cipher.random16());
            if id == meta.key {
                let sealed = self.vault.wrap_for_code(meta.participant, id, &row, wrapper, &code).await?;
                wraps.push(WrapKey { key: id, wrapper, method: WrapMethod::Recovery, sealed });
            } else if self.vault.holds(id) {
                let sealed = self.vault.wrap_under(meta.participant, id, &row, wrapper, meta.key).await?;
                wraps.push(WrapKey { key: id, wrapper, method: WrapMethod::Key(meta.key), sealed });
            }
        }
        self.queue_wraps(wraps, Vec::new(), now).await?;
        Ok(code)
    }

    /// Opens every key it can with a code. Returns the number of keys opened; 0 means a wrong code.
    pub async fn use_code(&self, code: &RecoveryCode, now: i64) -> Result<usize, JournalError> {
        let meta = self.must().await?;
        let snapshot = self.storage.read(Reads::default().and_all(WRAPS)).await?;
        let told: Vec<WrapperChange> = snapshot.scanned.iter().filter_map(|(_, v)| rows::read(v)).collect();
        let mut opened: Vec<(KeyId, KeyRow)> = Vec::new();
        // A key may be wrapped under one that only the code opens, so look again until nothing new opens.
        loop {
            let before = opened.len();
            for change in told.iter().filter(|c| !self.vault.holds(c.key)).cloned().collect::<Vec<_>>() {
                if let Some(row) = self.open_wrapped(&meta, &change, code).await {
                    opened.push((change.key, row));
                }
            }
            if opened.len() == before {
                break;
            }
        }
        let mut wraps = Vec::new();
        for (id, row) in &opened {
            let wrapper = WrapperId::from_bytes(self.vault.cipher.random16());
            let sealed = self.vault.wrap_under(meta.participant, *id, row, wrapper, meta.key).await?;
            wraps.push(WrapKey { key: *id, wrapper, method: WrapMethod::Key(meta.key), sealed });
            if let Some((_, current)) = self.key_rows().await?.into_iter().find(|(k, _)| *k == meta.key) {
                let wrapper = WrapperId::from_bytes(self.vault.cipher.random16());
                let sealed = self.vault.wrap_under(meta.participant, meta.key, &current, wrapper, *id).await?;
                wraps.push(WrapKey { key: meta.key, wrapper, method: WrapMethod::Key(*id), sealed });
            }
        }
        let count = opened.len();
        self.queue_wraps(wraps, opened, now).await?;
        Ok(count)
    }

    /// Opens keys that were wrapped under one that this phone holds: another phone of the same person made them.
    pub(crate) async fn adopt_keys(&self) -> Result<(), JournalError> {
        let meta = self.must().await?;
        let snapshot = self.storage.read(Reads::default().and_all(WRAPS)).await?;
        let told = snapshot.scanned.iter().filter_map(|(_, v)| rows::read::<WrapperChange>(v));
        let mut opened = Vec::new();
        for change in told.filter(|c| !self.vault.holds(c.key)) {
            for row in &change.wrappers {
                let WrapMethod::Key(under) = row.method else { continue };
                let raw =
                    self.vault.unwrap_with_key(meta.participant, change.key, row.wrapper, &row.sealed, under).await;
                if let Ok(raw) = raw {
                    opened.push((change.key, self.vault.keep(meta.participant, change.key, &raw).await?));
                    break;
                }
            }
        }
        if opened.is_empty() { Ok(()) } else { self.queue_wraps(Vec::new(), opened, 0).await }
    }

    async fn open_wrapped(&self, meta: &Meta, change: &WrapperChange, code: &RecoveryCode) -> Option<KeyRow> {
        for row in &change.wrappers {
            let raw = match row.method {
                WrapMethod::Recovery => {
                    self.vault.unwrap_with_code(meta.participant, change.key, row.wrapper, &row.sealed, code).await
                }
                WrapMethod::Key(under) => {
                    self.vault.unwrap_with_key(meta.participant, change.key, row.wrapper, &row.sealed, under).await
                }
                WrapMethod::Newer(_) => continue,
            };
            if let Ok(raw) = raw {
                return self.vault.keep(meta.participant, change.key, &raw).await.ok();
            }
        }
        None
    }

    async fn key_rows(&self) -> Result<Vec<(KeyId, KeyRow)>, JournalError> {
        let snapshot = self.storage.read(Reads::default().and_all(KEYS)).await?;
        let parse =
            |(key, value): &(String, Vec<u8>)| Some((key.strip_prefix(KEYS)?.parse().ok()?, rows::read(value)?));
        Ok(snapshot.scanned.iter().filter_map(parse).collect())
    }

    async fn queue_wraps(&self, wraps: Vec<WrapKey>, keys: Vec<(KeyId, KeyRow)>, now: i64) -> Result<(), JournalError> {
        self.update(Reads::keys([META.to_owned()]), |snapshot| {
            let mut meta: Meta = first(&snapshot, 0)?.ok_or(JournalError::Missing)?;
            let mut writes: Vec<Write> =
                keys.iter().map(|(id, row)| Write::Put(rows::key_key(*id), rows::write(row))).collect();
            for wrap in wraps {
                push(&mut meta, self.op_id(), now, Intent::WrapKey(wrap), &mut writes);
            }
            writes.push(Write::Put(META.to_owned(), rows::write(&meta)));
            Ok((writes, ()))
        })
        .await
    }
}
