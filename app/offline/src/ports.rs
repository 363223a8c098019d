//! The ports of a phone: storage, cipher and network.

use domain::base::problem::Problem;
use domain::schedule::Zone;
use domain::sync::{SyncAnswer, SyncRequest};

/// Why the phone's storage failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// No room is left on the phone.
    #[error("the phone is full")]
    Full,
    /// Anything else; the words are the browser's, and name no content.
    #[error("the phone's storage: {0}")]
    Broken(String),
}

/// Values read in one go.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// One per key asked for, in that order.
    pub values: Vec<Option<Vec<u8>>>,
    /// Everything under the prefixes asked for, in key order.
    pub scanned: Vec<(String, Vec<u8>)>,
}

/// Keys to read: single ones, and all that begin with a prefix.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    pub keys: Vec<String>,
    pub prefixes: Vec<String>,
    /// At most this many rows of each prefix, the first ones; none for all.
    pub limit: Option<usize>,
    /// Only rows of the prefixes that come after this key.
    pub after: Option<String>,
}

impl Reads {
    pub fn keys(keys: impl IntoIterator<Item = String>) -> Self {
        Self { keys: keys.into_iter().collect(), ..Self::default() }
    }

    #[must_use]
    pub fn and_all(mut self, prefix: &str) -> Self {
        self.prefixes.push(prefix.to_owned());
        self
    }

    #[must_use]
    pub const fn at_most(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    Put(String, Vec<u8>),
    Remove(String),
}

/// One ordered map from text to bytes that survives the browser.
#[expect(async_fn_in_trait, reason = "one thread in the browser; no caller needs Send")]
pub trait Storage {
    /// Law: returns a consistent snapshot.
    async fn read(&self, reads: Reads) -> Result<Snapshot, StorageError>;

    /// Law: reads, decides and writes in one transaction; nobody writes in between. Returns only after the writes are
    /// durable. When `decide` fails nothing is written and its error comes back inside.
    async fn update<T, E>(
        &self,
        reads: Reads,
        decide: impl FnOnce(Snapshot) -> Result<(Vec<Write>, T), E>,
    ) -> Result<Result<T, E>, StorageError>
    where
        T: 'static,
        E: 'static;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this does not open with this key")]
pub struct CipherError;

/// AES-256-GCM and randomness.
#[expect(async_fn_in_trait, reason = "one thread in the browser; no caller needs Send")]
pub trait Cipher {
    /// A key that can be used and, where the platform allows, not read out.
    type Key: Clone;

    fn random(&self, out: &mut [u8]);
    async fn import(&self, raw: &[u8; 32]) -> Result<Self::Key, CipherError>;
    /// Law: answers ciphertext and tag; the caller puts the nonce in front.
    async fn seal(
        &self,
        key: &Self::Key,
        nonce: &[u8; 12],
        bound_to: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, CipherError>;
    async fn open(
        &self,
        key: &Self::Key,
        nonce: &[u8; 12],
        bound_to: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CipherError>;
    /// The key that was born on this phone and never leaves it; made when there is none.
    async fn device_key(&self) -> Result<Self::Key, CipherError>;

    /// 16 random bytes, for an id.
    fn random16(&self) -> [u8; 16] {
        let mut out = [0; 16];
        self.random(&mut out);
        out
    }
}

/// Why a request failed. None of these is a verdict, and none of them wipes anything.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    #[error("no network")]
    Offline,
    /// The server answered with a problem.
    #[error("the server: {}", .0.title)]
    Problem(Box<Problem>),
    /// A proxy responded, or the server's response is malformed.
    #[error("an answer that is not from Evenkeel (status {0})")]
    Strange(u16),
}

#[expect(async_fn_in_trait, reason = "one thread in the browser; no caller needs Send")]
pub trait Transport {
    async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, TransportError>;

    /// The time zone this phone is in, if it knows.
    fn zone(&self) -> Option<Zone> {
        None
    }
}
