//! Random 128-bit identities, one type per thing, written as 32 lowercase hexadecimal digits.
//!
//! Nothing here makes one: ids are born at the edges, from the phone's or the server's source of chance.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Invalid;

/// Reads exactly `N` bytes of lowercase or uppercase hexadecimal.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.is_ascii() {
        return None;
    }
    let mut out = [0u8; N];
    for (index, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(out)
}

/// Writes bytes as lowercase hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)] as char, DIGITS[usize::from(b & 15)] as char]).collect()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            pub const fn from_bytes(bytes: [u8; 16]) -> Self { Self(bytes) }
            pub const fn bytes(&self) -> &[u8; 16] { &self.0 }
            /// `None` unless `slice` has 16 bytes.
            pub fn from_slice(slice: &[u8]) -> Option<Self> { slice.try_into().ok().map(Self) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&to_hex(&self.0)) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&to_hex(&self.0)) }
        }
        impl FromStr for $name {
            type Err = Invalid;
            fn from_str(text: &str) -> Result<Self, Invalid> {
                from_hex(text).map(Self).ok_or_else(|| Invalid::new("id", "32 hexadecimal digits"))
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> { to.serialize_str(&to_hex(&self.0)) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some("^[0-9a-f]{32}$"))
                    .description(Some("128 random bits as 32 hexadecimal digits"))
                    .into()
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    )*};
}

ids! {
    /// One clinic's intensive outpatient program.
    ProgramId;
    /// A person in the program.
    ParticipantId;
    /// A counselor, medical, case manager, supervisor or admin account.
    StaffId;
    /// One browser profile that a participant enrolled.
    DeviceId;
    /// One entry or document, through all its revisions.
    ObjectId;
    /// One version of an entry or document.
    RevisionId;
    /// One life of one journal; it numbers operations.
    StreamId;
    /// One operation; the same bits whenever it is sent again.
    OpId;
    /// One key of a participant's keyring.
    KeyId;
    /// One row that wraps a key.
    WrapperId;
    /// One state of one share; changes with every share and unshare.
    ShareVersion;
    /// One reply of a staff member.
    ReplyId;
    /// One life of the server's database.
    EpochId;
    /// The version of a feed row; equal on both sides exactly when the row is.
    FeedVersion;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_wrote_and_nothing_else() {
        let id = ObjectId::from_bytes(*b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\xfa\xfb\xfc\xfd\xfe\xff");
        assert_eq!(id.to_string().parse::<ObjectId>(), Ok(id));
        for wrong in ["", "00", "zz0102030405060708090a0b0c0d0e0f", "000102030405060708090a0b0c0d0e0f00", "é00102030405060708090a0b0c0d0e0"]
        {
            assert!(wrong.parse::<ObjectId>().is_err(), "{wrong}");
        }
    }
}
