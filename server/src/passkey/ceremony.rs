//! A passkey ceremony between its two steps, sealed and held by the browser that began it. Starting one costs the
//! server no row, no write and no place in a queue, so nobody can exhaust those of others. Every app server with the
//! key file can finish it.
//!
//! It does not prove that it is used only once: the store keeps a [`Used`] mark for each ceremony that signed someone
//! in.

use chrono::{DateTime, TimeDelta, Utc};
use domain::base::bytes::Bytes;
use domain::base::id::StaffId;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::env::Env;
use crate::seal::{Keys, Place, SealError};

/// The time limit between the two steps, in which the browser asks for a fingerprint.
pub const LIFE: TimeDelta = TimeDelta::minutes(5);
/// Maximum length in characters; a typical one has about a thousand.
const LONGEST: usize = 4096;

/// The purpose of a ceremony. A ceremony opens only for its own purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Make,
    Use,
}

impl Purpose {
    const fn place(self) -> Place<'static> {
        let column = match self {
            Self::Make => "make",
            Self::Use => "use",
        };
        Place { table: "ceremony", row: &[], column }
    }
}

/// The invitation that a passkey is created for: its hash and its account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joining {
    pub link: Bytes,
    pub staff: StaffId,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceremony {
    /// The library's own JSON, with the challenge.
    pub state: String,
    pub joining: Option<Joining>,
    /// Expiry in ms since the Unix epoch.
    until: i64,
}

/// Marks a ceremony as used once it has signed someone in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    pub hash: [u8; 32],
    /// The mark can be deleted after this: twice the lifetime, because clocks of app servers differ.
    pub until: DateTime<Utc>,
}

/// Seals a ceremony for the browser.
///
/// # Errors
/// Never in practice; see [`crate::seal::SealKey::seal`].
pub fn seal(
    keys: &Keys,
    env: &Env,
    purpose: Purpose,
    state: String,
    joining: Option<Joining>,
) -> Result<String, SealError> {
    let ceremony = Ceremony { state, joining, until: (env.now() + LIFE).timestamp_millis() };
    let plain = serde_json::to_vec(&ceremony).map_err(|_| SealError("ceremony"))?;
    Ok(Bytes(keys.ceremony().seal(env, purpose.place(), &plain)?).to_text())
}

/// Opens a ceremony. `None` if it is foreign, altered, expired or for another purpose, without saying which.
pub fn open(keys: &Keys, now: DateTime<Utc>, purpose: Purpose, text: &str) -> Option<(Ceremony, Used)> {
    let sealed = Bytes::from_text(Some(text).filter(|text| text.len() <= LONGEST)?)?.0;
    let plain = keys.ceremony().open(purpose.place(), &sealed).ok()?;
    let ceremony: Ceremony = serde_json::from_slice(&plain).ok()?;
    // The hash covers the sealed bytes, which nobody can change without the key. The text has other spellings.
    let used = Used { hash: Sha256::digest(&sealed).into(), until: now + LIFE * 2 };
    (now.timestamp_millis() < ceremony.until).then_some((ceremony, used))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::{ManualClock, SeededChance};

    #[test]
    fn a_ceremony_opens_for_its_purpose_and_five_minutes_with_this_key_file_only() {
        let clock = ManualClock::at(DateTime::UNIX_EPOCH);
        let env = Env { clock: clock.clone(), chance: SeededChance::new(1) };
        let keys = Keys::new(&[1; 32]);
        let joining = Joining { link: Bytes(vec![7; 32]), staff: StaffId::from_bytes([9; 16]) };
        let text = seal(&keys, &env, Purpose::Make, "{}".to_owned(), Some(joining.clone())).unwrap();
        let (opened, used) = open(&keys, env.now(), Purpose::Make, &text).unwrap();
        assert_eq!((opened.state.as_str(), opened.joining), ("{}", Some(joining)));
        assert!(!text.contains("joining"), "a browser cannot read it");

        // Another app server with the same key file finishes it and recognizes it as the same one.
        let other = Keys::new(&[1; 32]);
        assert_eq!(open(&other, env.now(), Purpose::Make, &text).unwrap().1, used);
        let altered = |at: usize| {
            text.char_indices().map(|(n, c)| if n == at { if c == 'A' { 'B' } else { 'A' } } else { c }).collect()
        };
        let wrong: [String; 6] = [
            altered(0),
            altered(text.len() / 2),
            text[1..].to_owned(),
            String::new(),
            "0".repeat(32),
            "A".repeat(LONGEST + 1),
        ];
        for text in &wrong {
            assert!(open(&keys, env.now(), Purpose::Make, text).is_none(), "{text}");
        }
        assert!(open(&keys, env.now(), Purpose::Use, &text).is_none());
        assert!(open(&Keys::new(&[2; 32]), env.now(), Purpose::Make, &text).is_none());
        clock.advance(LIFE - TimeDelta::milliseconds(1));
        assert!(open(&keys, env.now(), Purpose::Make, &text).is_some());
        clock.advance(TimeDelta::milliseconds(1));
        assert!(open(&keys, env.now(), Purpose::Make, &text).is_none());
    }
}
