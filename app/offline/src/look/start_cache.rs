//! The data of the first form, so that it does not wait for a long history to be opened. A sealed copy out of the whole
//! journal; [`Journal::look`](super) replaces it whenever it differs, and nothing else relies on it.

use domain::vault::seal::Purpose;

use crate::journal::{Journal, JournalError, first, present};
use crate::ports::{Cipher, Reads, Storage, Write};
use crate::rows::{self, GLANCE, Glance, GlanceRow, Meta};

const SLOT: [u8; 16] = *b"glance at start.";

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Opens the keyring and reads the glance. Empty if there is none or it no longer opens.
    ///
    /// # Errors
    /// [`JournalError::Missing`] when no phone was enrolled here.
    pub async fn glance(&self) -> Result<Glance, JournalError> {
        self.unlock().await?;
        let glance = self.kept_glance().await?;
        *self.glanced.borrow_mut() = Some(glance.clone());
        Ok(glance)
    }

    async fn kept_glance(&self) -> Result<Glance, JournalError> {
        let snapshot = self.storage.read(Reads::keys([rows::META.to_owned(), GLANCE.to_owned()])).await?;
        let meta: Meta = first(&snapshot, 0)?.ok_or(JournalError::Missing)?;
        let Some(row) = snapshot.values.get(1).and_then(Option::as_deref).and_then(rows::read::<GlanceRow>) else {
            return Ok(Glance::default());
        };
        let plain = self.vault.open_local(Purpose::Glance, row.key, meta.participant, SLOT, &row.sealed).await;
        Ok(plain.ok().and_then(|plain| rows::read(&plain)).unwrap_or_default())
    }

    /// Keeps the data for the first form of the next start, unless it equals the copy kept last.
    pub(crate) async fn keep_glance(&self, meta: &Meta, glance: Glance) -> Result<(), JournalError> {
        if !self.vault.holds(meta.key) {
            return Ok(());
        }
        let known = self.glanced.borrow().clone();
        let known = match known {
            Some(known) => known,
            None => self.kept_glance().await?,
        };
        if known == glance {
            *self.glanced.borrow_mut() = Some(known);
            return Ok(());
        }
        let sealed =
            self.vault.seal_local(Purpose::Glance, meta.key, meta.participant, SLOT, &rows::write(&glance)).await?;
        let row = rows::write(&GlanceRow { key: meta.key, sealed });
        let participant = meta.participant;
        self.update(Reads::keys([rows::META.to_owned()]), move |snapshot| {
            present(&snapshot, participant)?;
            Ok((vec![Write::Put(GLANCE.to_owned(), row)], ()))
        })
        .await?;
        *self.glanced.borrow_mut() = Some(glance);
        Ok(())
    }
}
