//! The browser behind the ports: IndexedDB, WebCrypto, fetch, locks. All of web-sys lives here.

mod cipher;
mod clock;
mod device;
mod export;
mod keep;
mod net;
mod prefs;
mod storage;
mod tabs;

use std::rc::Rc;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::i18n::Lang;
use crate::phone::Phone;
use crate::routes::Pages;

/// Called by `start.js` once the WASM is there: puts the living page in the place of the one the server drew, which looks
/// the same, and reads storage.
///
/// Not hydration, on purpose: it would cost the phone 40 % more to download, and a mismatch would kill the page.
#[wasm_bindgen]
pub fn start() {
    let document = document();
    let Some(body) = document.body() else { return };
    let lang =
        document.document_element().and_then(|html| html.get_attribute("lang")).and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    body.set_inner_html("");
    mount_to_body(move || {
        let device = device::Device::new(lang);
        let phone = Phone::provide(lang, Some(Rc::new(device.clone())));
        device.start(phone);
        view! { <Pages/> }
    });
}
