//! Leaves the page: the clipboard, a maps app, a fresh page.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::clock;
use crate::shell::paths;

/// The browser may ask the person first, who may never answer.
const ANSWER_MS: i32 = 20_000;

/// Copies a text; `true` on success. Call within the tap; await afterward.
pub fn copy(text: &str) -> impl Future<Output = bool> + 'static {
    let copying = web_sys::window().and_then(|window| {
        let clipboard = Reflect::get(&window.navigator(), &"clipboard".into()).ok().filter(JsValue::is_object)?;
        let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
        write.call1(&clipboard, &text.into()).ok()?.dyn_into::<Promise>().ok()
    });
    async move {
        match copying {
            Some(copying) => JsFuture::from(clock::limited(ANSWER_MS, &copying)).await.is_ok(),
            None => false,
        }
    }
}

/// The address that the phone's own maps app takes; no web page of anybody is opened.
pub fn map_address(place: &str) -> String {
    let place = String::from(js_sys::encode_uri_component(place));
    // Only Safari on iPhone and iPad has this property; it does not know `geo:`.
    let on_iphone =
        web_sys::window().is_some_and(|w| Reflect::has(&w.navigator(), &"standalone".into()).unwrap_or_default());
    if on_iphone { format!("maps:?q={place}") } else { format!("geo:0,0?q={place}") }
}

/// A fresh page, with this one gone from the history.
pub fn go_home() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(paths::TODAY);
    }
}
