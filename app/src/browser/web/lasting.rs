//! Asks the browser not to evict this app's storage, and for the answer.

use js_sys::{Promise, Reflect};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

use super::clock;
use crate::shell::ports::Trouble;

/// Some browsers ask the person, who may never answer.
const ANSWER_MS: i32 = 20_000;

/// `None` in a browser that cannot tell.
fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    Reflect::has(&navigator, &"storage".into()).ok()?.then(|| navigator.storage())
}

/// Asks it to keep them.
pub fn ask() -> Option<Promise> {
    manager()?.persist().ok()
}

/// `true` also where the browser cannot tell: then nothing is said.
pub async fn lasts(first_ask: bool) -> Result<bool, Trouble> {
    let Some(manager) = manager() else { return Ok(true) };
    let asked = if first_ask { manager.persist() } else { manager.persisted() };
    let Ok(asked) = asked else { return Ok(!first_ask) };
    Ok(JsFuture::from(clock::limited(ANSWER_MS, &asked)).await.map_or(!first_ask, |lasts| lasts.is_truthy()))
}
