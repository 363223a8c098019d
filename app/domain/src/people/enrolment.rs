//! Enrolling a phone: the code that staff show, the number both sides compare, and the recovery code.

use std::fmt;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::Invalid;
use crate::base::crockford;
use crate::base::id::{DeviceId, ParticipantId};
use crate::base::text::Label;

/// Lifetime of a code.
pub const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);
/// Time that staff have to confirm a phone after its code was entered.
pub const CONFIRM_LIFE: TimeDelta = TimeDelta::minutes(30);

/// Bits of a code: ten Crockford characters.
pub const CODE_BITS: u32 = 50;
const CHARACTERS: usize = 10;
/// Bits of codes of an older version, which stay valid for their ten minutes.
const OLDER_CHARACTERS: usize = 8;

/// Ten Crockford characters, single use.
///
/// There is no global limit of tries, because someone with many addresses could use it to lock everyone out. The length
/// alone is enough: 2,000 tries a second (more than one server answers) for the ten minutes of a code, with 20 codes
/// open at once, find one of them with a chance of 2,000 × 600 × 20 / 2⁵⁰ ≈ 2 × 10⁻⁸. And staff compare a number before
/// the phone is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EnrolmentCode {
    bits: u64,
    older: bool,
}

impl EnrolmentCode {
    const MASK: u64 = (1 << CODE_BITS) - 1;

    /// Takes 50 of the given random bits.
    pub const fn from_random(bits: u64) -> Self {
        Self { bits: bits & Self::MASK, older: false }
    }

    /// # Errors
    /// Fails unless the text is ten Crockford characters, or eight from an older version (what comes along with
    /// copying does not count).
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        [(CHARACTERS, false), (OLDER_CHARACTERS, true)]
            .into_iter()
            .find_map(|(count, older)| Some(Self { bits: u64::try_from(crockford::decode(text, count)?).ok()?, older }))
            .ok_or_else(|| Invalid::new("code", "10 letters and digits"))
    }

    /// The bytes that are stored, as an HMAC only. Those of ten characters begin with another byte than those of eight,
    /// so that the two never meet.
    pub const fn bytes(self) -> [u8; 8] {
        let mark = if self.older { 0 } else { 1 << 56 };
        (self.bits | mark).to_be_bytes()
    }
}

impl fmt::Display for EnrolmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = if self.older { OLDER_CHARACTERS } else { CHARACTERS };
        let text = crockford::encode(u128::from(self.bits), count);
        write!(f, "{}-{}", &text[..count / 2], &text[count / 2..])
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

/// `POST /api/v1/enrolments`: a phone enters a code. The phone creates its own device id.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentRequest {
    pub code: String,
    pub device: DeviceId,
    /// The owner of the journal on the phone, if there is one. A code of another person is then rejected and stays
    /// unused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<ParticipantId>,
}

/// The response to an accepted code, and to every later status request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentAnswer {
    /// Staff have to confirm that both sides show the same number. Ask again with `ticket`.
    Waiting { number: CompareNumber, ticket: String },
    /// The phone is enrolled; this response sets the sign-in cookie.
    In { welcome: Welcome },
    /// Staff refused, or nobody confirmed in time. Nothing on the phone changes.
    Refused,
}

/// The answer to a phone that signs in.
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
    /// Fails unless the text is 26 Crockford characters of 128 bits (what comes along with copying does not count).
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
        let groups: Vec<&str> =
            [0, 5, 10, 15, 20].iter().zip([5, 10, 15, 20, 26]).map(|(from, to)| &text[*from..to]).collect();
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
        assert_eq!(code.to_string(), "5TK1V-58CGG");
        let recovery = RecoveryCode::from_random(*b"sixteen bytes ok");
        assert!(RecoveryCode::parse(&recovery.to_string()) == Ok(recovery));
        assert!(RecoveryCode::parse("ABC").is_err());
    }

    #[test]
    fn f19_codes_survive_copying() {
        let code = EnrolmentCode::from_random(0xfedc_ba98_7654_3210);
        let recovery = RecoveryCode::from_random(*b"sixteen bytes ok");
        let around = [
            ("", "."),
            (" \u{a0}", "\r\n"),
            ("“", "”,"),
            ("\u{200b}", "\u{feff}"),
            ("* ", " *"),
            ("\u{2066}", "\u{2069}!"),
        ];
        let dashes = ["-", "", " ", "–", "—", "‑", "−", "\u{ad}", " - ", "_", "·", ".", "\n"];
        for (before, after) in around {
            for dash in dashes {
                let copied = |text: String| format!("{before}{}{after}", text.replace('-', dash).to_lowercase());
                assert!(EnrolmentCode::parse(&copied(code.to_string())) == Ok(code), "{before}{dash}{after}");
                assert!(RecoveryCode::parse(&copied(recovery.to_string())) == Ok(recovery), "{before}{dash}{after}");
            }
        }
        assert!(EnrolmentCode::parse("５ＴＫ１Ｖ－５８ｃｇｇ") == Ok(code));
        // Letters that do not belong are not skipped: the code was misread, and says so.
        for wrong in ["5TK1V-58CGGé", "5TK1V-58CGЖ", "5TK1V-58CGG0", "5TK1V-58CG"] {
            assert!(EnrolmentCode::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_older_code_of_eight_characters_is_read_and_is_no_code_of_ten() {
        let Ok(older) = EnrolmentCode::parse("abcd-efgh") else { panic!("not read") };
        assert_eq!(older.to_string(), "ABCD-EFGH");
        let Ok(longer) = EnrolmentCode::parse("00abcdefgh") else { panic!("not read") };
        assert!(older != longer && older.bytes() != longer.bytes());
        assert!(["abcdefghj", "abcdefg", "abcdefghjkm", ""].iter().all(|text| EnrolmentCode::parse(text).is_err()));
    }

    #[test]
    fn guessing_with_every_machine_of_an_attacker_stays_below_one_in_ten_million() {
        let life: u32 = CODE_LIFE.num_seconds().try_into().unwrap();
        let chance = |bits: u32| 2_000.0 * f64::from(life) * 20.0 / f64::from(bits).exp2();
        assert!(chance(CODE_BITS) < 1e-7, "{}", chance(CODE_BITS));
        assert_eq!(u32::try_from(CHARACTERS).unwrap() * 5, CODE_BITS);
        // Control: the eight characters that codes had would not do.
        assert!(chance(40) > 1e-7);
    }

    #[test]
    fn the_compare_number_always_has_two_digits() {
        for bits in [0, 89, 90, u32::MAX] {
            assert_eq!(CompareNumber::from_random(bits).to_string().len(), 2);
        }
    }
}
