//! Drafts of unsaved forms, sealed like everything else, so that a reload loses nothing. The caller decides where to
//! store them; they open only on this phone.

use domain::base::bytes::Bytes;
use domain::base::id::KeyId;
use domain::vault::seal::Purpose;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::journal::{Journal, JournalError};
use crate::ports::{Cipher, Storage};

#[derive(Serialize, Deserialize)]
pub(crate) struct SealedDraft {
    pub(crate) key: KeyId,
    pub(crate) sealed: Bytes,
}

impl SealedDraft {
    pub(crate) fn to_text(&self) -> Option<String> {
        String::from_utf8(crate::rows::write(self)).ok()
    }
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Seals a draft of the form `slot`. `draft` is its JSON.
    pub async fn seal_draft(&self, slot: [u8; 16], draft: &[u8]) -> Result<String, JournalError> {
        let meta = self.must().await?;
        let sealed = self.vault.seal_local(Purpose::Draft, meta.key, meta.participant, slot, draft).await?;
        Ok(SealedDraft { key: meta.key, sealed }.to_text().unwrap_or_default())
    }

    /// None when it is not a draft of this form, or was written by somebody else or another version.
    pub async fn open_draft<T: DeserializeOwned>(&self, slot: [u8; 16], text: &str) -> Option<T> {
        let meta = self.must().await.ok()?;
        let draft: SealedDraft = crate::rows::read(text.as_bytes())?;
        let plain =
            self.vault.open_local(Purpose::Draft, draft.key, meta.participant, slot, &draft.sealed).await.ok()?;
        crate::rows::read(&plain)
    }
}
