//! The permanent form of everything sealed: AES-256-GCM with a random 96-bit nonce in front, this associated data, and
//! bodies padded in steps of 1 KiB. The cipher itself is at the edges (WebCrypto on the phone, RustCrypto in tests).
//! Source of the cipher: NIST SP 800-38D.

use sha2::{Digest as _, Sha256};

use crate::base::id::{KeyId, ObjectId, ParticipantId, RevisionId, WrapperId};

/// The form described here. Associated data begins with it.
pub const FORMAT: u8 = 1;
/// Length of the nonce before every ciphertext.
pub const NONCE_LEN: usize = 12;
/// Length of the tag at the end of every ciphertext.
pub const TAG_LEN: usize = 16;
/// Bodies are padded to a multiple of this many bytes.
pub const STEP: usize = 1024;
/// Length of the associated data.
pub const AAD_LEN: usize = 98;

/// Purpose of a ciphertext. One cannot be passed off as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A revision of an entry or document.
    Revision = 1,
    /// The draft of a form, on one phone only.
    Draft = 2,
    /// A key of the keyring under another key.
    Key = 3,
    /// Plain words from the server (replies, names), kept on the phone only.
    Told = 4,
    /// Content of the first screen until everything is read, kept on the phone only.
    Glance = 5,
    /// Plain words waiting for the server, kept on the phone only.
    Say = 6,
}

/// The context of a ciphertext, which opens only together with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    pub purpose: Purpose,
    pub key: [u8; 16],
    pub participant: ParticipantId,
    pub object: [u8; 16],
    pub revision: [u8; 16],
    pub parents: [u8; 32],
}

impl Binding {
    pub fn revision(
        key: KeyId,
        participant: ParticipantId,
        object: ObjectId,
        revision: RevisionId,
        parents: &[RevisionId],
    ) -> Self {
        let mut sorted: Vec<_> = parents.to_vec();
        sorted.sort_unstable();
        let mut hash = Sha256::new();
        for parent in &sorted {
            hash.update(parent.bytes());
        }
        Self {
            purpose: Purpose::Revision,
            key: *key.bytes(),
            participant,
            object: *object.bytes(),
            revision: *revision.bytes(),
            parents: hash.finalize().into(),
        }
    }

    /// A draft or something told; `slot` says which.
    pub fn local(purpose: Purpose, key: KeyId, participant: ParticipantId, slot: [u8; 16]) -> Self {
        Self {
            purpose,
            key: *key.bytes(),
            participant,
            object: slot,
            revision: [0; 16],
            parents: Sha256::digest([]).into(),
        }
    }

    /// The key `wrapped` under `wrapper`.
    pub fn key(wrapper: WrapperId, participant: ParticipantId, wrapped: KeyId) -> Self {
        Self {
            purpose: Purpose::Key,
            key: *wrapper.bytes(),
            participant,
            object: *wrapped.bytes(),
            revision: [0; 16],
            parents: Sha256::digest([]).into(),
        }
    }

    /// Format, purpose, key, participant, object, revision, hash of parents: fixed width.
    pub fn to_bytes(&self) -> [u8; AAD_LEN] {
        let mut out = [0u8; AAD_LEN];
        out[0] = FORMAT;
        out[1] = self.purpose as u8;
        out[2..18].copy_from_slice(&self.key);
        out[18..34].copy_from_slice(self.participant.bytes());
        out[34..50].copy_from_slice(&self.object);
        out[50..66].copy_from_slice(&self.revision);
        out[66..98].copy_from_slice(&self.parents);
        out
    }
}

/// Puts the length (u32, little-endian) before the body and zeros after it, up to the next step.
pub fn pad(body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let mut out = length.to_le_bytes().to_vec();
    out.extend_from_slice(body);
    out.resize(out.len().div_ceil(STEP) * STEP, 0);
    out
}

/// Takes the body out again. `None` when the length does not fit.
pub fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_first_chunk::<4>()?;
    rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_hides_the_length_within_a_step() {
        for length in [0, 1, 1019, 1020, 1021, 5000] {
            let body = vec![7u8; length];
            let padded = pad(&body);
            assert_eq!(padded.len() % STEP, 0);
            assert_eq!(unpad(&padded), Some(body.as_slice()));
        }
        assert_eq!(pad(&[1; 10]).len(), pad(&[1; 1000]).len());
        assert_eq!(unpad(&[255, 255, 255, 255, 0]), None);
    }

    #[test]
    fn the_binding_does_not_depend_on_the_order_of_parents() {
        let id = |n| [n; 16];
        let with = |parents: &[u8]| {
            let parents: Vec<_> = parents.iter().map(|n| RevisionId::from_bytes(id(*n))).collect();
            Binding::revision(
                KeyId::from_bytes(id(1)),
                ParticipantId::from_bytes(id(2)),
                ObjectId::from_bytes(id(3)),
                RevisionId::from_bytes(id(4)),
                &parents,
            )
            .to_bytes()
        };
        assert_eq!(with(&[5, 6]), with(&[6, 5]));
        assert_ne!(with(&[5]), with(&[5, 6]));
    }
}
