//! Synchronous sealing. WebCrypto is asynchronous, and text typed just before a page closes must be stored in time: a
//! draft is sealed within the event that changed it. Same bytes as WebCrypto, which can open them.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _};
use domain::base::bytes::Bytes;
use domain::vault::seal::{self, Binding, NONCE_LEN, Purpose};

use crate::journal::Journal;
use crate::journal::draft::SealedDraft;
use crate::ports::{Cipher, CipherError, Storage};

/// AES-256-GCM by RustCrypto: ciphertext and tag.
pub(crate) fn seal(
    key: &Aes256Gcm,
    nonce: &[u8; NONCE_LEN],
    bound_to: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, CipherError> {
    key.encrypt(nonce.into(), Payload { msg: plain, aad: bound_to }).map_err(|_| CipherError)
}

impl<S: Storage, C: Cipher> Journal<S, C> {
    /// Like [`Journal::seal_draft`], synchronous. `draft` is its JSON.
    ///
    /// # Errors
    /// Fails if the journal was not opened, or was locked since.
    pub fn seal_draft_at_once(&self, slot: [u8; 16], draft: &[u8]) -> Result<String, CipherError> {
        let (participant, key) = self.vault.in_use.get().ok_or(CipherError)?;
        let raw = self.vault.keys.borrow().get(&key).map(|held| held.raw).ok_or(CipherError)?;
        let mut nonce = [0; NONCE_LEN];
        self.vault.cipher.random(&mut nonce);
        let binding = Binding::local(Purpose::Draft, key, participant, slot);
        let sealed = seal(&Aes256Gcm::new(&raw.into()), &nonce, &binding.to_bytes(), &seal::pad(draft))?;
        SealedDraft { key, sealed: Bytes([nonce.to_vec(), sealed].concat()) }.to_text().ok_or(CipherError)
    }
}
