//! Bringing a phone in: the code that staff show, the number both sides compare, and the recovery code.

use std::fmt;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, ParticipantId};
use crate::text::Label;
use crate::{Invalid, crockford};

/// How long a code may be typed after it was shown.
pub const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);
/// How long staff may take to confirm a phone after its code was typed.
pub const CONFIRM_LIFE: TimeDelta = TimeDelta::minutes(30);

/// Eight Crockford characters, single use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentCode(u64);

impl EnrolmentCode {
    const MASK: u64 = (1 << 40) - 1;

    /// Takes 40 of the given random bits.
    pub const fn from_random(bits: u64) -> Self {
        Self(bits & Self::MASK)
    }

    /// # Errors
    /// When the text is not eight Crockford characters (spaces and hyphens do not count).
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        crockford::decode(text, 8)
            .and_then(|bits| u64::try_from(bits).ok())
            .map(Self)
            .ok_or_else(|| Invalid::new("code", "8 letters and digits"))
    }

    /// The bytes that are stored, as an HMAC only.
    pub const fn bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }
}

impl fmt::Display for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = crockford::encode(u128::from(self.0), 8);
        write!(f, "{}-{}", &text[..4], &text[4..])
    }
}

/// The two-digit number, 10 to 99, that phone and staff compare before staff confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct CompareNumber(u8);

impl CompareNumber {
    pub fn from_random(bits: u32) -> Self {
        Self(u8::try_from(10 + bits % 90).unwrap_or(10))
    }
}

impl fmt::Display for CompareNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `POST /api/v1/enrolments`: a phone types a code. The phone makes its own device id.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentRequest {
    pub code: String,
    pub device: DeviceId,
    /// Whose journal is on the phone already, if there is one. A code of somebody else is then neither taken nor used up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<ParticipantId>,
}

/// The answer to a code that was taken, and to every later question how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentAnswer {
    /// Staff have to confirm that both sides show the same number. Ask again with `ticket`.
    Waiting { number: CompareNumber, ticket: String },
    /// The phone is in; a sign-in cookie came with this answer.
    In { welcome: Welcome },
    /// Staff refused, or nobody confirmed in time. Nothing on the phone changes.
    Refused,
}

/// What a phone learns about itself when it signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Welcome {
    pub participant: ParticipantId,
    pub device: DeviceId,
    pub program: Label,
    /// False until an old phone or the recovery code vouches for this one; it may delete only what it wrote itself.
    pub vouched: bool,
}

/// 128 random bits that open a participant's keys on a new phone: 26 Crockford characters, shown once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecoveryCode([u8; 16]);

impl RecoveryCode {
    pub const fn from_random(bits: [u8; 16]) -> Self {
        Self(bits)
    }

    /// # Errors
    /// When the text is not 26 Crockford characters of 128 bits (spaces and hyphens do not count).
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        crockford::decode(text, 26)
            .map(|bits| Self(bits.to_be_bytes()))
            .ok_or_else(|| Invalid::new("recovery_code", "26 letters and digits"))
    }

    pub const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = crockford::encode(u128::from_be_bytes(self.0), 26);
        let groups: Vec<&str> = [0, 5, 10, 15, 20].iter().zip([5, 10, 15, 20, 26]).map(|(from, to)| &text[*from..to]).collect();
        f.write_str(&groups.join("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_survive_being_read_aloud() {
        let code = EnrolmentCode::from_random(0xfedc_ba98_7654_3210);
        assert!(EnrolmentCode::parse(&code.to_string().to_lowercase().replace('-', " ")) == Ok(code));
        let recovery = RecoveryCode::from_random(*b"sixteen bytes ok");
        assert!(RecoveryCode::parse(&recovery.to_string()) == Ok(recovery));
        assert!(RecoveryCode::parse("ABC").is_err());
    }

    #[test]
    fn the_compare_number_always_has_two_digits() {
        for bits in [0, 89, 90, u32::MAX] {
            assert_eq!(CompareNumber::from_random(bits).to_string().len(), 2);
        }
    }
}
