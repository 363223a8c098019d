//! Sealing at rest: names, passkeys, shared copies and replies. AES-256-GCM (NIST SP 800-38D) with a random 96-bit
//! nonce as prefix and table, row and column as associated data, so that no value can be moved elsewhere. Each program
//! and participant has its own key, wrapped by the master key; destroying that key erases them.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _};
use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::env::Env;

const NONCE_LEN: usize = 12;

/// The value does not open: it was sealed under another key file, moved or changed.
#[derive(Debug, thiserror::Error)]
#[error("a sealed value of {0} does not open with this key file")]
pub struct SealError(pub &'static str);

/// The place of a sealed value.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    pub table: &'static str,
    pub row: &'a [u8],
    pub column: &'static str,
}

impl Place<'_> {
    fn to_bytes(self) -> Vec<u8> {
        format!("{}|{}|{}", self.table, domain::base::id::to_hex(self.row), self.column).into_bytes()
    }
}

/// One 256-bit key.
#[derive(Clone)]
pub struct SealKey([u8; 32]);

impl SealKey {
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// # Errors
    /// Only for values beyond the cipher's limit of 64 GiB.
    pub fn seal(&self, env: &Env, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let nonce = env.random::<NONCE_LEN>();
        let sealed = Aes256Gcm::new(&self.0.into())
            .encrypt(&nonce.into(), Payload { msg: plain, aad: &place.to_bytes() })
            .map_err(|_| SealError(place.table))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// # Errors
    /// Fails if the value was sealed by another key or for another place.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(SealError(place.table))?;
        Aes256Gcm::new(&self.0.into())
            .decrypt(&(*nonce).into(), Payload { msg: body, aad: &place.to_bytes() })
            .map_err(|_| SealError(place.table))
    }

    /// Opens a text value.
    ///
    /// # Errors
    /// As [`SealKey::open`].
    pub fn open_text(&self, place: Place<'_>, sealed: &[u8]) -> Result<String, SealError> {
        String::from_utf8(self.open(place, sealed)?).map_err(|_| SealError(place.table))
    }
}

/// The keys derived from the master key, one per purpose.
pub struct Keys {
    wrap: SealKey,
    ceremony: SealKey,
    code: [u8; 32],
    cursor: [u8; 32],
    form: SealKey,
    form_code: [u8; 32],
    check: [u8; 32],
}

impl Keys {
    pub fn new(master: &[u8; 32]) -> Self {
        let sub = |purpose: &str| mac(master, &[b"evenkeel key 1 ", purpose.as_bytes()]);
        let (wrap, ceremony) = (SealKey(sub("wrap")), SealKey(sub("ceremony")));
        let (form, form_code) = (SealKey(sub("form")), sub("form code"));
        Self {
            wrap,
            ceremony,
            form,
            form_code,
            code: sub("enrolment code"),
            cursor: sub("cursor"),
            check: sub("check"),
        }
    }

    /// A check value that the database stores, so that a wrong key file is noticed at the start.
    pub const fn check(&self) -> &[u8; 32] {
        &self.check
    }

    /// The MAC under which an enrollment code is stored and looked up.
    pub fn code_mac(&self, code: domain::people::enrolment::EnrolmentCode) -> [u8; 32] {
        mac(&self.code, &[&code.bytes()])
    }

    /// The key that seals passkey ceremonies while browsers hold them.
    pub const fn ceremony(&self) -> &SealKey {
        &self.ceremony
    }

    /// The key that makes the keys of forms, which name their account to this server only.
    pub const fn form(&self) -> &SealKey {
        &self.form
    }

    /// The randomness of an enrollment code that a form asked for: the same for a second post.
    pub fn form_code(&self, form: [u8; 32]) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = mac(&self.form_code, &[&form]);
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    /// The MAC in a cursor, which proves that this server issued it.
    pub fn cursor_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.cursor, parts)
    }

    /// Creates a key for a program or participant; returns the key and its wrapped form.
    ///
    /// # Errors
    /// Never in practice; see [`SealKey::seal`].
    pub fn make(&self, env: &Env, table: &'static str, row: &[u8]) -> Result<(SealKey, Vec<u8>), SealError> {
        let key = env.random::<32>();
        let wrapped = self.wrap.seal(env, Place { table, row, column: "wrapped_key" }, &key)?;
        Ok((SealKey(key), wrapped))
    }

    /// # Errors
    /// Fails if it was wrapped by another key file.
    pub fn unwrap_key(&self, table: &'static str, row: &[u8], wrapped: &[u8]) -> Result<SealKey, SealError> {
        let key = self.wrap.open(Place { table, row, column: "wrapped_key" }, wrapped)?;
        key.try_into().map(SealKey).map_err(|_| SealError(table))
    }
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC pads shorter keys with zeros; doing so here makes it infallible.
    let mut block = [0u8; 64];
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as hmac::Mac>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The stored hash of a random token (sign-in, ticket, link). With 256 bits it needs no salt.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// A random 256-bit token in its text form.
pub fn new_token(env: &Env) -> String {
    domain::base::bytes::Bytes(env.random::<32>().to_vec()).to_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_where_it_was_put() {
        let env = Env::real();
        let key = SealKey::new([7; 32]);
        let place = Place { table: "staff", row: b"row", column: "name_sealed" };
        let sealed = key.seal(&env, place, b"Ana").unwrap();
        assert_eq!(key.open(place, &sealed).unwrap(), b"Ana");
        assert!(key.open(Place { row: b"other", ..place }, &sealed).is_err());
        assert!(SealKey::new([8; 32]).open(place, &sealed).is_err());
        assert!(key.open(place, b"short").is_err());
    }

    #[test]
    fn purposes_do_not_share_a_key() {
        let keys = Keys::new(&[1; 32]);
        assert_ne!(keys.code, keys.cursor);
        assert_ne!(keys.check, Keys::new(&[2; 32]).check);
    }
}
