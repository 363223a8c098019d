//! The history of this tab, and the taps on links that lead to pages of the app.

use leptos::ev;
use leptos::prelude::window_event_listener;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use crate::shell::paths;
use crate::shell::router::Address;

/// The address of this tab: path and query.
pub fn current() -> String {
    let read = || {
        let location = web_sys::window()?.location();
        Some(location.pathname().ok()? + &location.search().ok()?)
    };
    read().unwrap_or_default()
}

/// Adds an address to the history, and begins at the top of its page.
pub fn note(to: &str, replace: bool) {
    let Some(window) = web_sys::window() else { return };
    let Ok(history) = window.history() else { return };
    let noted = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(to))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(to))
    };
    // A browser that refuses (too many within a moment) shows the page all the same.
    drop(noted);
    window.scroll_to_with_x_and_y(0.0, 0.0);
}

/// Follows taps on links, and the ways back and forward.
pub fn follow(address: Address) {
    let _ = window_event_listener(ev::popstate, move |_| address.show(&current()));
    let _ = window_event_listener(ev::click, move |tap| {
        if let Some(to) = leads_to(&tap) {
            tap.prevent_default();
            address.go(&to);
        }
    });
}

/// The page of ours that a tap leads to. The browser follows other links: other windows, files, jumps within a page.
fn leads_to(tap: &MouseEvent) -> Option<String> {
    let aside = tap.meta_key() || tap.alt_key() || tap.ctrl_key() || tap.shift_key();
    if tap.default_prevented() || tap.button() != 0 || aside {
        return None;
    }
    let link: HtmlAnchorElement =
        tap.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??.dyn_into().ok()?;
    let ours = link.origin() == web_sys::window()?.location().origin().ok()?;
    let path = link.pathname();
    let leaves = !link.target().is_empty() || link.rel().contains("external") || link.has_attribute("download");
    if !ours || leaves || !link.hash().is_empty() || paths::pattern(&path).is_none() {
        return None;
    }
    Some(path + &link.search())
}
