//! The browser behind the ports: IndexedDB, WebCrypto, fetch, locks. All of web-sys lives here.

mod first_port;
mod late_files;
mod leave;
mod ports;
mod refresh;
mod rest;
mod sealed_draft;
mod sync_loop;
mod web;

use std::cell::OnceCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_split_helpers::SplitLoaderError;

use self::first_port::FirstPort;
use self::web::{clock, history, prefs, tabs};
use crate::shell::paths;
use crate::shell::phone::{Phone, TURNS};
use crate::shell::router::{Address, Pages};
use crate::words::i18n::Lang;

/// Wait before a late file is requested again, in ms.
const AGAIN_MS: i32 = 5000;

/// Called by `start.js` once the WASM is there: replaces the server-rendered page with the live one, which looks the
/// same, and reads storage.
///
/// Deliberately not hydration: it would make the download 40 % larger, and a mismatch would kill the page.
#[wasm_bindgen]
pub async fn start() {
    let document = document();
    let Some(body) = document.body() else { return };
    let lang = document
        .document_element()
        .and_then(|html| html.get_attribute("lang"))
        .and_then(|tag| Lang::from_tag(&tag))
        .unwrap_or_default();
    let path = document.location().and_then(|l| l.pathname().ok()).unwrap_or_default();
    let first = paths::comes_first(&path);
    // The browser was busy until here; let it respond to taps between these steps.
    clock::next_turn().await;
    let wiped = if prefs::leaving() { Some(leave::wipe(web::storage::IndexedDb::new()).await) } else { None };
    // A page that comes late stays as the server drew it until it is here. If it cannot come, the living one says so.
    if !first {
        drop(rest::preload().await);
    }
    clock::next_turn().await;

    // Beside the page, until it is whole.
    let Some((device, page)) = mount(&document, lang) else { return };
    if let Some(wiped) = &wiped {
        wiped.show(device.phone);
    }
    let come = !first && bring(&device, &path).await.is_ok();
    for turn in 1..=TURNS {
        clock::next_turn().await;
        device.phone.turn.set(turn);
    }
    clock::next_turn().await;
    body.set_inner_html("");
    while let Some(node) = page.first_child() {
        // The body always accepts a node of ours.
        let _ = body.append_child(&node);
    }

    spawn_local(async move {
        if first && wiped.is_none() {
            clock::next_turn().await;
            device.glance().await;
        }
        while !come && bring(&device, &path).await.is_err() {
            lost(device.phone).await;
        }
    });
}

/// Fetches the second file, and with it, later, the others.
async fn bring(device: &FirstPort, path: &str) -> Result<(), SplitLoaderError> {
    rest::preload().await?;
    clock::next_turn().await;
    rest::rest_of(device.clone(), path.to_owned()).await?.await;
    Ok(())
}

/// Says that a file did not come, and waits before it is asked for again.
async fn lost(phone: Phone) {
    phone.rest_is_lost();
    // It is as whole as it gets; the worker may bring the rest the next time.
    tabs::tell_worker("whole", "");
    clock::pause(AGAIN_MS).await;
}

/// Mounts the live page in a detached element.
fn mount(document: &web_sys::Document, lang: Lang) -> Option<(FirstPort, web_sys::HtmlElement)> {
    let page: web_sys::HtmlElement = document.create_element("body").ok()?.unchecked_into();
    let made = Rc::new(OnceCell::new());
    let keep = Rc::clone(&made);
    let mounted = mount_to(page.clone(), move || {
        let phone = Phone::provide(lang);
        let device = keep.get_or_init(|| FirstPort::new(phone));
        phone.works_on(Rc::new(device.clone()));
        history::follow(Address::provide(history::current(), history::note));
        view! { <Pages /> }
    });
    mounted.forget();
    Some((made.get()?.clone(), page))
}
