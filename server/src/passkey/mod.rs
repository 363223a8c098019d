//! Passkeys of staff (W3C Web Authentication), with resident key and user verification: nothing to type, nothing to
//! phish. Stores nothing; states and passkeys go in and out as JSON.

pub mod ceremony;

use domain::base::id::StaffId;
use serde_json::Value;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::store::types::care::StoredPasskey;

#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The browser's response proves nothing.
    #[error("the passkey was refused")]
    Refused(#[from] WebauthnError),
    /// The device did not keep a resident key, so signing in could never find it.
    #[error("the device did not keep the passkey")]
    NotKept,
    /// A state or passkey of ours cannot be read.
    #[error("a stored passkey cannot be read")]
    Json(#[from] serde_json::Error),
    #[error("the public address cannot have passkeys")]
    Address,
}

/// The challenge for the browser, and the state to keep until it responds.
pub struct Begun {
    pub options: Value,
    pub state: String,
}

pub struct Passkeys(Webauthn);

impl Passkeys {
    /// Sets passkeys up for a public address. Its host is the relying party, which cannot be an IP address.
    ///
    /// # Errors
    /// Fails if the address has no host name.
    pub fn at(origin: &str) -> Result<Self, PasskeyError> {
        let url = Url::parse(origin).map_err(|_| PasskeyError::Address)?;
        let host = url.domain().ok_or(PasskeyError::Address)?;
        Ok(Self(WebauthnBuilder::new(host, &url)?.rp_name("Evenkeel").build()?))
    }

    /// # Errors
    /// Only if the library refuses, which is not expected.
    pub fn begin_making(&self, staff: StaffId, name: &str) -> Result<Begun, PasskeyError> {
        let (challenge, state) =
            self.0.start_passkey_registration(Uuid::from_bytes(*staff.bytes()), name, name, None)?;
        let mut options = serde_json::to_value(challenge)?;
        // By default the library does not require a resident key; without one, signing in could not find the account.
        if let Some(wanted) = options.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut) {
            wanted.insert("residentKey".to_owned(), "required".into());
            wanted.insert("requireResidentKey".to_owned(), true.into());
        }
        Ok(Begun { options, state: serde_json::to_string(&state)? })
    }

    /// # Errors
    /// Fails if the response does not match the state, the user was not verified, or the key was not kept.
    pub fn finish_making(
        &self,
        state: &str,
        answer: &RegisterPublicKeyCredential,
    ) -> Result<StoredPasskey, PasskeyError> {
        let state: PasskeyRegistration = serde_json::from_str(state)?;
        if answer.extensions.cred_props.as_ref().and_then(|props| props.rk) == Some(false) {
            return Err(PasskeyError::NotKept);
        }
        let passkey = self.0.finish_passkey_registration(answer, &state)?;
        store(&passkey)
    }

    /// # Errors
    /// Only if the library refuses, which is not expected.
    pub fn begin_using(&self) -> Result<Begun, PasskeyError> {
        let (challenge, state) = self.0.start_discoverable_authentication()?;
        let mut options = serde_json::to_value(challenge)?;
        // The ceremony starts with a button, not with autofill.
        if let Some(all) = options.as_object_mut() {
            all.remove("mediation");
        }
        Ok(Begun { options, state: serde_json::to_string(&state)? })
    }

    /// The account and passkey that a response claims; not verified yet.
    ///
    /// # Errors
    /// Fails if the response does not name an account.
    pub fn claimed(&self, answer: &PublicKeyCredential) -> Result<(StaffId, Vec<u8>), PasskeyError> {
        let (account, credential) = self.0.identify_discoverable_authentication(answer)?;
        Ok((StaffId::from_bytes(*account.as_bytes()), credential.to_vec()))
    }

    /// Verifies a response and returns the passkey with its new counter.
    ///
    /// # Errors
    /// Fails if another passkey made the response, or the user was not verified.
    pub fn finish_using(
        &self,
        state: &str,
        answer: &PublicKeyCredential,
        passkey: &StoredPasskey,
    ) -> Result<StoredPasskey, PasskeyError> {
        let state: DiscoverableAuthentication = serde_json::from_str(state)?;
        let mut passkey: Passkey = serde_json::from_str(&passkey.json)?;
        let result = self.0.finish_discoverable_authentication_v2(answer, state, &passkey)?;
        passkey.update_credential(&result);
        store(&passkey)
    }
}

fn store(passkey: &Passkey) -> Result<StoredPasskey, PasskeyError> {
    let id: &CredentialID = passkey.cred_id();
    Ok(StoredPasskey { credential_id: id.to_vec(), json: serde_json::to_string(passkey)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_is_resident_and_its_user_verified() {
        let passkeys = Passkeys::at("http://localhost:3000").unwrap();
        let begun = passkeys.begin_making(StaffId::from_bytes([7; 16]), "Ana").unwrap();
        let wanted = begun.options.pointer("/publicKey/authenticatorSelection").unwrap();
        assert_eq!(wanted["residentKey"], "required");
        assert_eq!(wanted["requireResidentKey"], true);
        assert_eq!(wanted["userVerification"], "required");
        assert_eq!(begun.options.pointer("/publicKey/rp/id").unwrap(), "localhost");
        assert!(!begun.state.contains("Ana"));
        let using = passkeys.begin_using().unwrap();
        assert_eq!(using.options.pointer("/publicKey/userVerification").unwrap(), "required");
    }

    #[test]
    fn an_ip_address_has_no_passkeys() {
        assert!(Passkeys::at("https://192.0.2.1").is_err());
        assert!(Passkeys::at("https://care.example.org").is_ok());
    }
}
