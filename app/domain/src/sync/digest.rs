//! A digest of a whole feed, updated in constant time: Σ SHA-256(object, version) modulo 2^256. Phone and server
//! compare it when nothing is pending; a difference means that a row was lost on the way.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::base::id::{FeedVersion, hex_from_wire, to_hex};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn term(topic: u8, id: &[u8; 16], version: FeedVersion) -> [u8; 32] {
        Sha256::new().chain_update([topic]).chain_update(id).chain_update(version.bytes()).finalize().into()
    }

    /// Adds one row.
    pub fn add(&mut self, topic: u8, id: &[u8; 16], version: FeedVersion) {
        self.combine(&Self::term(topic, id, version), false);
    }

    /// Takes away a row that was added before.
    pub fn take(&mut self, topic: u8, id: &[u8; 16], version: FeedVersion) {
        self.combine(&Self::term(topic, id, version), true);
    }

    fn combine(&mut self, term: &[u8; 32], negative: bool) {
        // Two's complement: subtracting is adding the complement plus one.
        let mut carry = u16::from(negative);
        for (mine, theirs) in self.0.iter_mut().zip(term).rev() {
            let theirs = if negative { !theirs } else { *theirs };
            let sum = u16::from(*mine) + u16::from(theirs) + carry;
            *mine = u8::try_from(sum & 0xff).unwrap_or(0);
            carry = sum >> 8;
        }
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&to_hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        hex_from_wire(from).map(Self)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Digest {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9a-f]{64}$"))
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Digest {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter_and_taking_undoes_adding() {
        let version = |n| FeedVersion::from_bytes([n; 16]);
        let (mut left, mut right) = (Digest::default(), Digest::default());
        for n in 0..50 {
            left.add(1, &[n; 16], version(n));
            right.add(1, &[49 - n; 16], version(49 - n));
        }
        assert_eq!(left, right);
        left.add(2, &[7; 16], version(1));
        assert_ne!(left, right);
        left.take(2, &[7; 16], version(1));
        assert_eq!(left, right);
    }
}
