//! Identification to push services (RFC 8292): a key, created at the first start and stored beside the key file, and a
//! contact.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use url::{Host, Url};
use web_push::{SubscriptionInfo, VapidSignature, VapidSignatureBuilder};

use super::resolver::is_public;
use crate::env::Env;
use crate::keys::file;

/// Validity of a signature (push services allow at most 24 hours), and the time in which it is reused.
const GOOD_FOR: TimeDelta = TimeDelta::hours(12);
const USED_FOR: TimeDelta = TimeDelta::hours(1);
/// Maximum number of cached signatures.
const KEPT: usize = 64;

/// A P-256 key.
#[derive(Clone)]
pub struct VapidKey {
    private: String,
    public: Vec<u8>,
}

impl VapidKey {
    /// Reads the key beside a key file, or creates it, readable by its owner only.
    ///
    /// # Errors
    /// Fails if the file is invalid, or cannot be read or written.
    pub fn beside(key_file: &Path, env: &Env) -> io::Result<Self> {
        let path = key_file.with_extension("vapid");
        if let Some(key) = file::load(&path)? {
            return Self::read(key);
        }
        match file::make(&path, env) {
            Ok(key) => Self::read(key),
            // Another server was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                file::load(&path)?.map_or_else(|| Err(error), Self::read)
            }
            Err(error) => Err(error),
        }
    }

    fn read(key: [u8; 32]) -> io::Result<Self> {
        let private = URL_SAFE_NO_PAD.encode(key);
        let wrong = "not a P-256 key; put the right one back, or move it away: a new one is made, and phones subscribe \
                     again";
        let builder = VapidSignatureBuilder::from_base64_no_sub(&private).map_err(|_| io::Error::other(wrong))?;
        Ok(Self { public: builder.get_public_key(), private })
    }

    /// The public key for subscriptions: 65 bytes, base64url.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.public)
    }
}

/// Checks a contact for push services: `mailto:` or `https:`, with a public name.
pub fn check_contact(contact: &str) -> bool {
    let name = match contact.strip_prefix("mailto:") {
        Some(address) => match address.rsplit_once('@') {
            Some((who, name)) if !who.is_empty() && !who.contains(char::is_whitespace) => name.to_owned(),
            _ => return false,
        },
        None => match Url::parse(contact).ok().filter(|url| url.scheme() == "https").as_ref().and_then(Url::host) {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(Host::Ipv4(ip)) => return is_public(ip.into()),
            Some(Host::Ipv6(ip)) => return is_public(ip.into()),
            None => return false,
        },
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let top = name.rsplit('.').next().unwrap_or_default();
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    plain && name.contains('.') && !["localhost", "invalid", "local", "test", "internal"].contains(&top)
}

/// Signs for push services, with one signature per service and hour.
pub struct Signer {
    key: VapidKey,
    contact: String,
    kept: Mutex<HashMap<String, (DateTime<Utc>, VapidSignature)>>,
}

impl Signer {
    pub fn new(key: VapidKey, contact: String) -> Self {
        Self { key, contact, kept: Mutex::new(HashMap::new()) }
    }

    /// A signature for the push service at `origin`. `None` if signing fails.
    pub fn sign(&self, origin: &str, to: &SubscriptionInfo, now: DateTime<Utc>) -> Option<VapidSignature> {
        let fresh = |made: DateTime<Utc>| made <= now && now - made < USED_FOR;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, signature)) = kept.get(origin).filter(|(made, _)| fresh(*made)) {
            return Some(signature.clone());
        }
        let mut builder = VapidSignatureBuilder::from_base64(&self.key.private, to).ok()?;
        builder.add_claim("aud", origin);
        builder.add_claim("exp", (now + GOOD_FOR).timestamp());
        builder.add_claim("sub", self.contact.as_str());
        let signature = builder.build().ok()?;
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(origin.to_owned(), (now, signature.clone()));
        Some(signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_one_that_apple_takes_too() {
        for contact in ["mailto:ops@example.org", "https://care.example.org", "https://care.example.org/contact"] {
            assert!(check_contact(contact), "{contact}");
        }
        for contact in [
            "",
            "ops@example.org",
            "mailto:ops",
            "mailto:@example.org",
            "mailto:ops@localhost",
            "mailto:ops@here.invalid",
            "https://localhost",
            "https://localhost:3000",
            "https://127.0.0.1",
            "http://care.example.org",
            "https://care.invalid/",
            "mailto:a b@example.org",
            "https://intranet",
        ] {
            assert!(!check_contact(contact), "{contact}");
        }
    }

    #[test]
    fn the_key_stays_the_same_once_it_is_made() {
        let folder = std::env::temp_dir()
            .join(format!("evenkeel-vapid-{}", domain::base::id::to_hex(&Env::real().random::<8>())));
        file::make_folder(&folder).unwrap();
        let file = folder.join("master.key");
        let first = VapidKey::beside(&file, &Env::real()).unwrap().public();
        assert_eq!(VapidKey::beside(&file, &Env::real()).unwrap().public(), first);
        assert_eq!(URL_SAFE_NO_PAD.decode(first).unwrap().len(), 65);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
