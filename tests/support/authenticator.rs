//! An authenticator that always says yes: creates one passkey and signs with it (W3C Web Authentication, ES256, no
//! attestation), and runs both steps of a ceremony like care.js.

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{Said, TestApp, Web};

const USER_PRESENT_AND_VERIFIED: u8 = 0b101;
const HAS_CREDENTIAL: u8 = 0b100_0000;

pub struct Authenticator {
    key: SigningKey,
    credential: [u8; 20],
    /// The server's id of the account, once a passkey was made.
    account: Value,
    counter: u32,
}

fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A CBOR byte string of up to 255 bytes.
fn byte_string(bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(bytes.len()).unwrap_or(u8::MAX);
    [&[0x58, length], bytes].concat()
}

impl Authenticator {
    /// One of its own, from the test's chance.
    ///
    /// # Errors
    /// Once in 2¹²⁸ times.
    pub fn new(app: &TestApp) -> Result<Self> {
        let key = SigningKey::from_slice(&app.env().random::<32>())?;
        Ok(Self { key, credential: app.env().random(), account: Value::Null, counter: 0 })
    }

    /// The answer to the options of a beginning.
    ///
    /// # Errors
    /// Fails if a required option is missing.
    pub fn make(&mut self, origin: &str, options: &Value) -> Result<Value> {
        let asked = &options["publicKey"];
        self.account = asked["user"]["id"].clone();
        let point = self.key.verifying_key().to_encoded_point(false);
        let (x, y) = (point.x().context("a point")?, point.y().context("a point")?);
        // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        let public_key =
            [vec![0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21], byte_string(x), vec![0x22], byte_string(y)].concat();
        let credential = [&[0; 16], &[0, 20][..], &self.credential, &public_key].concat();
        let data = [self.data(&asked["rp"]["id"], HAS_CREDENTIAL)?, credential].concat();
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let attestation = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData"[..], &byte_string(&data)].concat();
        let client = client_data("webauthn.create", origin, asked)?;
        Ok(self.credential(json!({ "clientDataJSON": text(client), "attestationObject": text(attestation) })))
    }

    /// As [`Authenticator::make`], for signing in.
    ///
    /// # Errors
    /// Fails if a required option is missing.
    pub fn sign(&mut self, origin: &str, options: &Value) -> Result<Value> {
        let asked = &options["publicKey"];
        self.counter += 1;
        let data = self.data(&asked["rpId"], 0)?;
        let client = client_data("webauthn.get", origin, asked)?;
        let signature: Signature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client)].concat());
        Ok(self.credential(json!({
            "clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature.to_der()),
            "userHandle": self.account,
        })))
    }

    fn data(&self, rp: &Value, more: u8) -> Result<Vec<u8>> {
        let rp = Sha256::digest(rp.as_str().context("no relying party")?);
        Ok([&rp[..], &[USER_PRESENT_AND_VERIFIED | more], &self.counter.to_be_bytes()].concat())
    }

    fn credential(&self, response: Value) -> Value {
        let id = text(self.credential);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} })
    }

    /// Both steps of making a passkey under an invitation; returns the server's last response.
    ///
    /// # Errors
    /// Fails if the first step is refused.
    pub async fn join(&mut self, app: &TestApp, web: &Web, token: &str) -> Result<Said> {
        let begun = begin(web, "register", &json!({ "token": token })).await?;
        let credential = self.make(&app.origin, &begun["options"])?;
        finish(web, "register", &begun["ceremony"], credential).await
    }

    /// Both steps of signing in; returns the server's last response.
    ///
    /// # Errors
    /// Fails if the first step is refused.
    pub async fn sign_in(&mut self, app: &TestApp, web: &Web) -> Result<Said> {
        let begun = begin(web, "authenticate", &json!({})).await?;
        let credential = self.sign(&app.origin, &begun["options"])?;
        finish(web, "authenticate", &begun["ceremony"], credential).await
    }
}

fn client_data(kind: &str, origin: &str, asked: &Value) -> Result<String> {
    let challenge = asked["challenge"].as_str().context("no challenge")?;
    Ok(json!({ "type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false }).to_string())
}

/// The first step of `register` or `authenticate`: `ceremony` and `options`.
///
/// # Errors
/// Fails if it is refused.
pub async fn begin(web: &Web, step: &str, body: &Value) -> Result<Value> {
    let said = web.post(&format!("/care/passkeys/{step}/begin"), body).await?;
    ensure!(said.status == 200, "{} {}", said.status, said.body);
    said.json()
}

/// The second step.
pub async fn finish(web: &Web, step: &str, ceremony: &Value, credential: Value) -> Result<Said> {
    web.post(&format!("/care/passkeys/{step}/finish"), &json!({ "ceremony": ceremony, "credential": credential })).await
}
