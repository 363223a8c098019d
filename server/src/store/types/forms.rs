//! Forms of staff: their keys, their versions, and what is kept over a sign-in.

use std::fmt::{self, Debug};

use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

/// How long a form can be posted again, and a taken one is remembered.
pub const FORM_LIFE: TimeDelta = TimeDelta::hours(24);
/// How long the fields of a form are kept that arrived after the sign-in had ended.
pub const KEPT_LIFE: TimeDelta = TimeDelta::hours(24);
/// The number of forms kept for one account.
pub const KEPT_FORMS: i64 = 20;

/// The form that an act of staff came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// SHA-256 of its key, its address and its fields: equal for a second post, and for nothing else.
    pub id: [u8; 32],
    /// SHA-256 of its address.
    pub address: [u8; 32],
    /// The version of what it was made from. `None` for a form that only adds, and for one of an older page.
    pub made_from: Option<Version>,
}

impl Form {
    /// The form of a second act that one post asks for.
    pub fn then(self) -> Self {
        Self { id: Sha256::digest(self.id).into(), ..self }
    }

    /// The hash of the address that a form posts to.
    pub fn address(action: &str) -> [u8; 32] {
        Sha256::digest(action.as_bytes()).into()
    }
}

/// The version of something that a form shows: equal contents are equal versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version([u8; 8]);

impl Version {
    pub fn of(contents: &impl Debug) -> Self {
        let hash: [u8; 32] = Sha256::digest(format!("{contents:?}").as_bytes()).into();
        let mut short = [0; 8];
        short.copy_from_slice(&hash[..8]);
        Self(short)
    }

    /// `None` for anything but sixteen hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = well_formed.then(|| u64::from_str_radix(text, 16).ok()).flatten()?;
        Some(Self(number.to_be_bytes()))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

/// The fields of a form that arrived after the sign-in had ended.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KeptForm {
    /// The address that it posts to.
    pub action: String,
    pub fields: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_as_it_was_written() {
        let version = Version::of(&("18:00", 90));
        assert_eq!(Version::parse(&version.to_string()), Some(version));
        assert_ne!(Version::of(&("18:00", 91)), version);
        for text in ["", "12", "+123456789012345", "zz34567890123456"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
