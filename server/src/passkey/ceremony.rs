//! A passkey ceremony between its two steps: sealed, in the hands of whoever began it. Beginning one costs the server no row, no
//! write and no place in a queue, so that nobody can use up anybody's; every app server with the key file can finish it.
//!
//! What is not in it: proof that it is used once. The store keeps the [`Used`] of each that signed somebody in.

use chrono::{DateTime, TimeDelta, Utc};
use domain::bytes::Bytes;
use domain::id::StaffId;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::env::Env;
use crate::seal::{Keys, Place, SealError};

/// How long a browser may take to ask for a fingerprint.
pub const LIFE: TimeDelta = TimeDelta::minutes(5);
/// Characters that one may have; they have about a thousand.
const LONGEST: usize = 4096;

/// The step that a ceremony is for; one for the other does not open.
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

/// The invitation under which a passkey is made: its hash, and whose it is.
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
    /// The last moment, in ms.
    until: i64,
}

/// The mark that a ceremony leaves behind when it signs somebody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    pub hash: [u8; 32],
    /// When it can be forgotten. Twice its life, because the clocks of two app servers differ.
    pub until: DateTime<Utc>,
}

/// Hands a ceremony out.
///
/// # Errors
/// Never in practice; see [`crate::seal::SealKey::seal`].
pub fn seal(keys: &Keys, env: &Env, purpose: Purpose, state: String, joining: Option<Joining>) -> Result<String, SealError> {
    let ceremony = Ceremony { state, joining, until: (env.now() + LIFE).timestamp_millis() };
    let plain = serde_json::to_vec(&ceremony).map_err(|_| SealError("ceremony"))?;
    Ok(Bytes(keys.ceremony().seal(env, purpose.place(), &plain)?).to_text())
}

/// Takes one back. `None` for one that is foreign, altered, expired or for the other purpose: alike.
pub fn open(keys: &Keys, now: DateTime<Utc>, purpose: Purpose, text: &str) -> Option<(Ceremony, Used)> {
    let sealed = Bytes::from_text(Some(text).filter(|text| text.len() <= LONGEST)?)?.0;
    let plain = keys.ceremony().open(purpose.place(), &sealed).ok()?;
    let ceremony: Ceremony = serde_json::from_slice(&plain).ok()?;
    // The hash is over bytes that nobody without the key can change, and not over the text, which may be written otherwise.
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

        // Another app server with the same key file finishes it, and knows it for the same one.
        let other = Keys::new(&[1; 32]);
        assert_eq!(open(&other, env.now(), Purpose::Make, &text).unwrap().1, used);
        let altered = |at: usize| text.char_indices().map(|(n, c)| if n == at { if c == 'A' { 'B' } else { 'A' } } else { c }).collect();
        let wrong: [String; 6] =
            [altered(0), altered(text.len() / 2), text[1..].to_owned(), String::new(), "0".repeat(32), "A".repeat(LONGEST + 1)];
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
