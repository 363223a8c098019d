//! The push part of a browser: subscribes and decrypts (RFC 8291), with other code than the server's encryption.

use aes_gcm::aead::Aead as _;
use aes_gcm::{Aes128Gcm, KeyInit as _};
use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToEncodedPoint as _;
use p256::{PublicKey, SecretKey};
use serde_json::{Value, json};
use sha2::Sha256;

#[derive(Clone)]
pub struct Browser {
    secret: SecretKey,
    auth: [u8; 16],
}

impl Browser {
    /// # Errors
    /// Fails if the secret is not a valid P-256 key; one in 2^32 is not.
    pub fn new(secret: [u8; 32], auth: [u8; 16]) -> Result<Self> {
        Ok(Self { secret: SecretKey::from_slice(&secret).ok().context("a key")?, auth })
    }

    /// The `keys` of `PushSubscription.toJSON()`.
    pub fn keys(&self) -> Value {
        json!({"p256dh": URL_SAFE_NO_PAD.encode(self.public()), "auth": URL_SAFE_NO_PAD.encode(self.auth)})
    }

    fn public(&self) -> Vec<u8> {
        self.secret.public_key().to_encoded_point(false).as_bytes().to_vec()
    }

    /// Opens a whole message in the coding `aes128gcm` (RFC 8188) of one record.
    ///
    /// # Errors
    /// Fails if it is not for this browser, or not well formed.
    pub fn decrypt(&self, body: &[u8]) -> Result<Vec<u8>> {
        let (salt, rest) = body.split_first_chunk::<16>().context("a salt")?;
        let (record, rest) = rest.split_first_chunk::<4>().context("a record size")?;
        let (length, rest) = rest.split_first().context("a key length")?;
        ensure!(*length == 65, "the sender's key has 65 bytes");
        let (sender, sealed) = rest.split_at_checked(65).context("the sender's key")?;
        ensure!(sealed.len() <= usize::try_from(u32::from_be_bytes(*record))?, "one record");
        let public = PublicKey::from_sec1_bytes(sender).ok().context("the sender's key")?;
        let shared = p256::ecdh::diffie_hellman(self.secret.to_nonzero_scalar(), public.as_affine());
        let info = [b"WebPush: info\0".as_slice(), &self.public(), sender].concat();
        let material = expand(&self.auth, shared.raw_secret_bytes(), &info, 32)?;
        let key = expand(salt, &material, b"Content-Encoding: aes128gcm\0", 16)?;
        let nonce = expand(salt, &material, b"Content-Encoding: nonce\0", 12)?;
        let cipher = Aes128Gcm::new_from_slice(&key).ok().context("a key")?;
        let plain = cipher.decrypt(nonce.as_slice().into(), sealed).ok().context("the message does not open")?;
        let end = plain.iter().rposition(|byte| *byte != 0).context("a delimiter")?;
        ensure!(plain[end] == 2, "the last record ends with 2");
        Ok(plain[..end].to_vec())
    }
}

fn expand(salt: &[u8], material: &[u8], info: &[u8], length: usize) -> Result<Vec<u8>> {
    let mut out = vec![0; length];
    Hkdf::<Sha256>::new(Some(salt), material).expand(info, &mut out).ok().context("a length")?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn the_published_example_opens() -> Result<()> {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).context("base64url");
        let secret = bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")?.try_into().ok().context("32 bytes")?;
        let auth = bytes("BTBZMqHH6r4Tts7J_aSIgg")?.try_into().ok().context("16 bytes")?;
        let browser = Browser::new(secret, auth)?;
        let public = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        assert_eq!(browser.keys()["p256dh"], public);
        let body = bytes(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
        )?;
        assert_eq!(browser.decrypt(&body)?, b"When I grow up, I want to be a watermelon");
        let other = Browser::new([7; 32], auth)?;
        assert!(other.decrypt(&body).is_err(), "nobody else opens it");
        Ok(())
    }
}
