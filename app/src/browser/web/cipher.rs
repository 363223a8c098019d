//! AES-256-GCM and randomness from WebCrypto. The phone's own key cannot be read out, not even by this code.

use js_sys::{Array, Object, Reflect, Uint8Array};
use offline::ports::{Cipher, CipherError};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

use super::clock;
use super::storage::IndexedDb;

const DEVICE_KEY: &str = "device";

#[derive(Clone)]
pub struct WebCrypto {
    storage: IndexedDb,
}

fn crypto() -> Option<Crypto> {
    web_sys::window()?.crypto().ok()
}

fn subtle() -> Result<SubtleCrypto, CipherError> {
    crypto().map(|c| c.subtle()).ok_or(CipherError)
}

fn uses() -> Array {
    Array::of2(&"encrypt".into(), &"decrypt".into())
}

fn gcm(nonce: &[u8; 12], bound_to: &[u8]) -> Result<Object, CipherError> {
    let algorithm = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&algorithm, &name.into(), value).map_err(|_| CipherError);
    set("name", &"AES-GCM".into())?;
    set("iv", &Uint8Array::from(nonce.as_slice()))?;
    set("additionalData", &Uint8Array::from(bound_to))?;
    Ok(algorithm)
}

async fn done(promise: Result<js_sys::Promise, JsValue>) -> Result<JsValue, CipherError> {
    JsFuture::from(promise.map_err(|_| CipherError)?).await.map_err(|_| CipherError)
}

impl WebCrypto {
    pub const fn new(storage: IndexedDb) -> Self {
        Self { storage }
    }
}

impl Cipher for WebCrypto {
    type Key = CryptoKey;

    fn random(&self, out: &mut [u8]) {
        // Without a source of randomness there is no WebCrypto at all, and nothing could be sealed with the result.
        if let Some(crypto) = crypto() {
            let _ = crypto.get_random_values_with_u8_array(out);
        }
    }

    async fn import(&self, raw: &[u8; 32]) -> Result<CryptoKey, CipherError> {
        let bytes = Uint8Array::from(raw.as_slice());
        let key = done(subtle()?.import_key_with_str("raw", &bytes, "AES-GCM", false, &uses())).await?;
        Ok(key.unchecked_into())
    }

    async fn seal(
        &self,
        key: &CryptoKey,
        nonce: &[u8; 12],
        bound_to: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        let sealed =
            done(subtle()?.encrypt_with_object_and_js_u8_array(&gcm(nonce, bound_to)?, key, &Uint8Array::from(plain)))
                .await?;
        Ok(Uint8Array::new(&sealed).to_vec())
    }

    async fn open(
        &self,
        key: &CryptoKey,
        nonce: &[u8; 12],
        bound_to: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, CipherError> {
        // Whoever opens one row opens many, with much to do for each.
        clock::breathe().await;
        let plain =
            done(subtle()?.decrypt_with_object_and_js_u8_array(&gcm(nonce, bound_to)?, key, &Uint8Array::from(sealed)))
                .await?;
        Ok(Uint8Array::new(&plain).to_vec())
    }

    async fn device_key(&self) -> Result<CryptoKey, CipherError> {
        if let Some(key) = self.storage.key(DEVICE_KEY).await.map_err(|_| CipherError)? {
            return Ok(key.unchecked_into());
        }
        let algorithm = Object::new();
        Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into()).map_err(|_| CipherError)?;
        Reflect::set(&algorithm, &"length".into(), &256.into()).map_err(|_| CipherError)?;
        let made = done(subtle()?.generate_key_with_object(&algorithm, false, &uses())).await?;
        // Two tabs may make one at once; the first that is kept is the phone's.
        self.storage.keep_key(DEVICE_KEY, &made).await.map(JsValue::unchecked_into).map_err(|_| CipherError)
    }
}
