//! The keyring, and sealing and opening with it. Opened text exists in memory only.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use domain::base::bytes::Bytes;
use domain::base::id::{KeyId, ObjectId, ParticipantId, RevisionId, WrapperId};
use domain::people::enrolment::RecoveryCode;
use domain::vault::seal::{self, Binding, NONCE_LEN, Purpose};
use hkdf::Hkdf;
use sha2::Sha256;

use crate::ports::{Cipher, CipherError};
use crate::rows::{KeyRow, Rest, RevisionItem};

/// A key that is held. Its bytes stay beside the platform's key, so that a draft can be sealed without
/// waiting (`at_once.rs`). That gives nothing away: opened text lies in the same memory, and whatever runs in the page
/// can have the phone's own key open them again, as `unlock` does.
pub(crate) struct Held<K> {
    key: K,
    pub(crate) raw: [u8; 32],
}

pub struct Vault<C: Cipher> {
    pub cipher: C,
    pub(crate) keys: RefCell<BTreeMap<KeyId, Held<C::Key>>>,
    /// The owner of the open journal, and the current key.
    pub(crate) in_use: Cell<Option<(ParticipantId, KeyId)>>,
}

impl<C: Cipher> Vault<C> {
    pub const fn new(cipher: C) -> Self {
        Self { cipher, keys: RefCell::new(BTreeMap::new()), in_use: Cell::new(None) }
    }

    pub fn holds(&self, key: KeyId) -> bool {
        self.keys.borrow().contains_key(&key)
    }

    pub fn held(&self) -> Vec<KeyId> {
        self.keys.borrow().keys().copied().collect()
    }

    /// Forgets every opened key.
    pub fn lock(&self) {
        self.keys.borrow_mut().clear();
        self.in_use.set(None);
    }

    fn key(&self, key: KeyId) -> Result<C::Key, CipherError> {
        self.keys.borrow().get(&key).map(|held| held.key.clone()).ok_or(CipherError)
    }

    async fn seal_with(&self, key: &C::Key, binding: &Binding, plain: &[u8]) -> Result<Bytes, CipherError> {
        let mut nonce = [0; NONCE_LEN];
        self.cipher.random(&mut nonce);
        let mut out = nonce.to_vec();
        out.extend(self.cipher.seal(key, &nonce, &binding.to_bytes(), plain).await?);
        Ok(Bytes(out))
    }

    async fn open_with(&self, key: &C::Key, binding: &Binding, sealed: &Bytes) -> Result<Vec<u8>, CipherError> {
        let (nonce, rest) = sealed.0.split_first_chunk::<NONCE_LEN>().ok_or(CipherError)?;
        self.cipher.open(key, nonce, &binding.to_bytes(), rest).await
    }

    /// `record` is the bytes of one.
    pub async fn seal_revision(
        &self,
        key: KeyId,
        participant: ParticipantId,
        object: ObjectId,
        parents: &[RevisionId],
        record: &[u8],
    ) -> Result<RevisionItem, CipherError> {
        let revision = RevisionId::from_bytes(self.cipher.random16());
        let binding = Binding::revision(key, participant, object, revision, parents);
        let sealed = self.seal_with(&self.key(key)?, &binding, &seal::pad(record)).await?;
        Ok(RevisionItem {
            revision,
            parents: parents.to_vec(),
            key,
            sealed: Some(sealed),
            known: 0,
            rest: Rest::default(),
        })
    }

    /// The bytes of the record; `Record::from_bytes` parses them.
    pub async fn open_revision(
        &self,
        participant: ParticipantId,
        object: ObjectId,
        item: &RevisionItem,
    ) -> Result<Vec<u8>, CipherError> {
        let sealed = item.sealed.as_ref().ok_or(CipherError)?;
        let binding = Binding::revision(item.key, participant, object, item.revision, &item.parents);
        let padded = self.open_with(&self.key(item.key)?, &binding, sealed).await?;
        seal::unpad(&padded).map(<[u8]>::to_vec).ok_or(CipherError)
    }

    /// Seals something that stays on this phone.
    pub async fn seal_local(
        &self,
        purpose: Purpose,
        key: KeyId,
        participant: ParticipantId,
        slot: [u8; 16],
        plain: &[u8],
    ) -> Result<Bytes, CipherError> {
        self.seal_with(&self.key(key)?, &Binding::local(purpose, key, participant, slot), &seal::pad(plain)).await
    }

    pub async fn open_local(
        &self,
        purpose: Purpose,
        key: KeyId,
        participant: ParticipantId,
        slot: [u8; 16],
        sealed: &Bytes,
    ) -> Result<Vec<u8>, CipherError> {
        let padded = self.open_with(&self.key(key)?, &Binding::local(purpose, key, participant, slot), sealed).await?;
        seal::unpad(&padded).map(<[u8]>::to_vec).ok_or(CipherError)
    }

    /// Creates a random key, holds it, and returns it sealed under the phone's own key.
    pub async fn make_key(&self, participant: ParticipantId) -> Result<(KeyId, KeyRow), CipherError> {
        let mut raw = [0; 32];
        self.cipher.random(&mut raw);
        let id = KeyId::from_bytes(self.cipher.random16());
        let row = self.keep(participant, id, &raw).await?;
        Ok((id, row))
    }

    /// Holds a raw key and seals it under the phone's own key.
    pub async fn keep(&self, participant: ParticipantId, id: KeyId, raw: &[u8; 32]) -> Result<KeyRow, CipherError> {
        let device = self.cipher.device_key().await?;
        let sealed = self.seal_with(&device, &on_device(participant, id), raw).await?;
        self.hold(id, raw).await?;
        Ok(KeyRow { sealed, rest: Rest::default() })
    }

    async fn raw(&self, participant: ParticipantId, id: KeyId, row: &KeyRow) -> Result<[u8; 32], CipherError> {
        let device = self.cipher.device_key().await?;
        self.open_with(&device, &on_device(participant, id), &row.sealed).await?.try_into().map_err(|_| CipherError)
    }

    /// Opens a stored key with the phone's own key and holds it.
    pub async fn unlock(&self, participant: ParticipantId, id: KeyId, row: &KeyRow) -> Result<(), CipherError> {
        let raw = self.raw(participant, id, row).await?;
        self.hold(id, &raw).await
    }

    async fn hold(&self, id: KeyId, raw: &[u8; 32]) -> Result<(), CipherError> {
        let key = self.cipher.import(raw).await?;
        self.keys.borrow_mut().insert(id, Held { key, raw: *raw });
        Ok(())
    }

    /// Wraps a stored key under a recovery code.
    pub async fn wrap_for_code(
        &self,
        participant: ParticipantId,
        id: KeyId,
        row: &KeyRow,
        wrapper: WrapperId,
        code: &RecoveryCode,
    ) -> Result<Bytes, CipherError> {
        let raw = self.raw(participant, id, row).await?;
        let under = self.cipher.import(&code_key(code, wrapper)).await?;
        self.seal_with(&under, &Binding::key(wrapper, participant, id), &raw).await
    }

    /// Wraps a stored key under another held key.
    pub async fn wrap_under(
        &self,
        participant: ParticipantId,
        id: KeyId,
        row: &KeyRow,
        wrapper: WrapperId,
        under: KeyId,
    ) -> Result<Bytes, CipherError> {
        let raw = self.raw(participant, id, row).await?;
        self.seal_with(&self.key(under)?, &Binding::key(wrapper, participant, id), &raw).await
    }

    /// Opens a key that was wrapped under a recovery code.
    pub async fn unwrap_with_code(
        &self,
        participant: ParticipantId,
        id: KeyId,
        wrapper: WrapperId,
        sealed: &Bytes,
        code: &RecoveryCode,
    ) -> Result<[u8; 32], CipherError> {
        let under = self.cipher.import(&code_key(code, wrapper)).await?;
        self.open_with(&under, &Binding::key(wrapper, participant, id), sealed)
            .await?
            .try_into()
            .map_err(|_| CipherError)
    }

    /// Opens a key that was wrapped under a key that is held.
    pub async fn unwrap_with_key(
        &self,
        participant: ParticipantId,
        id: KeyId,
        wrapper: WrapperId,
        sealed: &Bytes,
        under: KeyId,
    ) -> Result<[u8; 32], CipherError> {
        self.open_with(&self.key(under)?, &Binding::key(wrapper, participant, id), sealed)
            .await?
            .try_into()
            .map_err(|_| CipherError)
    }
}

/// On this phone there is one wrapper per key, so its id is the key's.
fn on_device(participant: ParticipantId, id: KeyId) -> Binding {
    Binding::key(WrapperId::from_bytes(*id.bytes()), participant, id)
}

/// HKDF-SHA-256 (RFC 5869) of the code; salt: the wrapper's id.
fn code_key(code: &RecoveryCode, wrapper: WrapperId) -> [u8; 32] {
    let mut out = [0; 32];
    // Infallible: 32 bytes are far below the limit of HKDF.
    let _ = Hkdf::<Sha256>::new(Some(wrapper.bytes()), code.bytes()).expand(b"evenkeel recovery code 1", &mut out);
    out
}
