//! Random 128-bit identities, one type per thing, written as 32 lowercase hexadecimal digits.
//!
//! Nothing here creates ids: they come from the phone's or the server's source of randomness.

use std::fmt;
use std::str::FromStr;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Invalid;

/// Reads exactly `N` bytes of lowercase or uppercase hexadecimal.
pub fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.is_ascii() {
        return None;
    }
    let mut out = [0u8; N];
    for (byte, pair) in out.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(out)
}

const fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Writes bytes as lowercase hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Reads exactly `N` bytes of hexadecimal off the wire, without keeping the text.
///
/// # Errors
/// Fails on anything else.
pub fn hex_from_wire<'de, const N: usize, D: Deserializer<'de>>(from: D) -> Result<[u8; N], D::Error> {
    struct Digits<const N: usize>;
    impl<const N: usize> Visitor<'_> for Digits<N> {
        type Value = [u8; N];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} hexadecimal digits", N * 2)
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<[u8; N], E> {
            from_hex(text).ok_or_else(|| E::custom(format_args!("allowed is {} hexadecimal digits", N * 2)))
        }
    }
    from.deserialize_str(Digits::<N>)
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
                hex_from_wire(from).map(Self)
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
    /// One life of a journal, which numbers its operations.
    StreamId;
    /// One operation; unchanged when it is sent again.
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
    /// A recurring appointment of a program.
    SeriesId;
    /// One dated occurrence of a series.
    SessionId;
    /// One act of a participant, applied once however often it is sent.
    ActId;
    /// A one-time reminder; only the phone knows its content.
    OnceId;
    /// One planned time of a reminder; the same wherever it is shown.
    OccurrenceId;
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
        for wrong in [
            "",
            "00",
            "zz0102030405060708090a0b0c0d0e0f",
            "000102030405060708090a0b0c0d0e0f00",
            "é00102030405060708090a0b0c0d0e0",
        ] {
            assert!(wrong.parse::<ObjectId>().is_err(), "{wrong}");
        }
    }
}
