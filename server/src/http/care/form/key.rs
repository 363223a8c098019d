//! The key of a form: the account it was drawn for and the time, sealed for this server. Every page has another one.

use chrono::{DateTime, Utc};
use domain::base::bytes::Bytes;
use domain::base::id::StaffId;

use crate::env::Env;
use crate::seal::{Keys, Place, SealError};
use crate::store::types::forms::FORM_LIFE;

const PLACE: Place<'static> = Place { table: "form", row: b"", column: "key" };

/// The account and the time of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormKey {
    pub staff: StaffId,
    pub drawn_at: DateTime<Utc>,
}

impl FormKey {
    /// A new key; no two are equal.
    ///
    /// # Errors
    /// Never in practice; see [`crate::seal::SealKey::seal`].
    pub fn draw(keys: &Keys, env: &Env, staff: StaffId) -> Result<String, SealError> {
        let plain = [staff.bytes().as_slice(), &env.now().timestamp_millis().to_be_bytes()].concat();
        Ok(Bytes(keys.form().seal(env, PLACE, &plain)?).to_text())
    }

    /// `None` if this server did not make it.
    pub fn open(keys: &Keys, text: &str) -> Option<Self> {
        let plain = keys.form().open(PLACE, &Bytes::from_text(text)?.0).ok()?;
        let (staff, at) = plain.split_first_chunk::<16>()?;
        let drawn_at = DateTime::from_timestamp_millis(i64::from_be_bytes(at.try_into().ok()?))?;
        Some(Self { staff: StaffId::from_bytes(*staff), drawn_at })
    }

    /// `true` while a taken form with this key is remembered.
    pub fn is_good(&self, now: DateTime<Utc>) -> bool {
        now - self.drawn_at < FORM_LIFE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_its_account_and_no_two_are_equal() {
        let (env, keys) = (Env::real(), Keys::new(&[1; 32]));
        let staff = StaffId::from_bytes([7; 16]);
        let text = FormKey::draw(&keys, &env, staff).unwrap();
        let key = FormKey::open(&keys, &text).unwrap();
        assert_eq!(key.staff, staff);
        assert!(key.is_good(env.now()) && !key.is_good(env.now() + FORM_LIFE));
        assert_ne!(FormKey::draw(&keys, &env, staff).unwrap(), text);
        assert_eq!(FormKey::open(&Keys::new(&[2; 32]), &text), None);
        assert_eq!(FormKey::open(&keys, "typed"), None);
    }
}
