//! The browser behind the ports: IndexedDB, WebCrypto, fetch, locks. All of web-sys lives here.

mod cipher;
mod clock;
mod device;
mod export;
mod home_screen;
mod keep;
mod kept;
mod late;
mod net;
mod outside;
mod prefs;
mod push;
mod says;
mod show;
mod storage;
mod tabs;

use std::rc::Rc;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use self::device::Device;
use crate::i18n::Lang;
use crate::phone::Phone;
use crate::routes::{self, Pages};

/// How long to wait before the second file is asked for again.
const AGAIN_MS: i32 = 5000;

/// Called by `start.js` once the WASM is there: puts the living page in the place of the one the server drew, which looks
/// the same, and reads storage.
///
/// Not hydration, on purpose: it would cost the phone 40 % more to download, and a mismatch would kill the page.
#[wasm_bindgen]
pub async fn start() {
    let document = document();
    let Some(body) = document.body() else { return };
    let lang =
        document.document_element().and_then(|html| html.get_attribute("lang")).and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    let path = document.location().and_then(|l| l.pathname().ok()).unwrap_or_default();
    let first = routes::comes_first(&path);
    // The browser has had much to do until here; between these steps it may answer a tap.
    clock::pause(0).await;
    // A page that comes late stays as the server drew it until it is here. If it cannot come, the living one says so.
    if !first {
        let _ = late::preload().await;
        clock::pause(0).await;
    }
    body.set_inner_html("");
    mount_to_body(move || {
        let phone = Phone::provide(lang);
        let device = Device::new(phone);
        phone.works_on(Rc::new(device.clone()));
        spawn_local(async move {
            clock::pause(0).await;
            if first {
                device.glance().await;
                clock::pause(0).await;
            }
            bring_the_rest(device).await;
        });
        view! { <Pages/> }
    });
}

/// Fetches what the first form does not need, again and again until it is there.
async fn bring_the_rest(device: Device) {
    loop {
        match late::rest_of(device.clone()).await {
            Ok(late) => {
                clock::pause(0).await;
                return device.phone.came(late);
            }
            Err(_) => device.phone.rest_is_lost(),
        }
        clock::pause(AGAIN_MS).await;
    }
}
