//! A phone for native tests: in-memory storage, and the RustCrypto twin of WebCrypto.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::rc::Rc;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _};
use rand::rngs::StdRng;
use rand::{RngCore as _, SeedableRng as _};

use crate::ports::{Cipher, CipherError, Reads, Snapshot, Storage, StorageError, Write};

/// Clones share one memory, as two tabs share one IndexedDB; [`MemoryStorage::copy`] is a cloned phone.
#[derive(Clone, Debug, Default)]
pub struct MemoryStorage {
    rows: Rc<RefCell<BTreeMap<String, Vec<u8>>>>,
}

impl MemoryStorage {
    /// A second phone with the same content, as a backup makes one.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self { rows: Rc::new(RefCell::new(self.rows.borrow().clone())) }
    }

    /// Every byte that is kept, for tests that search them.
    pub fn dump(&self) -> Vec<u8> {
        self.rows.borrow().iter().flat_map(|(k, v)| [k.as_bytes(), v.as_slice()].concat()).collect()
    }

    fn snapshot(&self, reads: &Reads) -> Snapshot {
        let rows = self.rows.borrow();
        let values = reads.keys.iter().map(|key| rows.get(key).cloned()).collect();
        let limit = reads.limit.unwrap_or(usize::MAX);
        let scan = |prefix: &String| -> Vec<(String, Vec<u8>)> {
            let from = reads.after.as_ref().map_or(Bound::Included(prefix), Bound::Excluded);
            rows.range::<String, _>((from, Bound::Unbounded))
                .take_while(|(k, _)| k.starts_with(prefix.as_str()))
                .take(limit)
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect()
        };
        Snapshot { values, scanned: reads.prefixes.iter().flat_map(scan).collect() }
    }
}

impl Storage for MemoryStorage {
    async fn read(&self, reads: Reads) -> Result<Snapshot, StorageError> {
        Ok(self.snapshot(&reads))
    }

    async fn update<T, E>(
        &self,
        reads: Reads,
        decide: impl FnOnce(Snapshot) -> Result<(Vec<Write>, T), E>,
    ) -> Result<Result<T, E>, StorageError>
    where
        T: 'static,
        E: 'static,
    {
        Ok(decide(self.snapshot(&reads)).map(|(writes, answer)| {
            let mut rows = self.rows.borrow_mut();
            for write in writes {
                match write {
                    Write::Put(key, value) => drop(rows.insert(key, value)),
                    Write::Remove(key) => drop(rows.remove(&key)),
                }
            }
            answer
        }))
    }
}

/// AES-256-GCM by RustCrypto, with chance from a seed.
#[derive(Clone)]
pub struct SeededCipher {
    chance: Rc<RefCell<StdRng>>,
    device: [u8; 32],
}

impl SeededCipher {
    pub fn new(seed: u64) -> Self {
        let mut chance = StdRng::seed_from_u64(seed);
        let mut device = [0; 32];
        chance.fill_bytes(&mut device);
        Self { chance: Rc::new(RefCell::new(chance)), device }
    }

    /// The phone whose own key this is.
    pub fn of_phone(device: [u8; 32], seed: u64) -> Self {
        Self { device, ..Self::new(seed) }
    }

    /// The same phone key with other chance, as a cloned phone has.
    #[must_use]
    pub fn cloned_with(&self, seed: u64) -> Self {
        Self { device: self.device, ..Self::new(seed) }
    }
}

impl Cipher for SeededCipher {
    type Key = Rc<Aes256Gcm>;

    fn random(&self, out: &mut [u8]) {
        self.chance.borrow_mut().fill_bytes(out);
    }

    async fn import(&self, raw: &[u8; 32]) -> Result<Self::Key, CipherError> {
        Ok(Rc::new(Aes256Gcm::new(raw.into())))
    }

    async fn seal(
        &self,
        key: &Self::Key,
        nonce: &[u8; 12],
        bound_to: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        crate::journal::at_once::seal(key, nonce, bound_to, plain)
    }

    async fn open(
        &self,
        key: &Self::Key,
        nonce: &[u8; 12],
        bound_to: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        key.decrypt(nonce.into(), Payload { msg: sealed, aad: bound_to }).map_err(|_| CipherError)
    }

    async fn device_key(&self) -> Result<Self::Key, CipherError> {
        self.import(&self.device).await
    }
}
