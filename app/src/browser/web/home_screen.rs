//! The app on the home screen: installing it, and the number on its icon.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::shell::phone::{HomeScreen, Phone};

/// Name under which `start.js` keeps the browser's offer.
const OFFER: &str = "evenkeelInstall";

fn state() -> HomeScreen {
    let Some(window) = web_sys::window() else { return HomeScreen::Menu };
    let has = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).is_ok_and(|value| value.is_truthy());
    let navigator: JsValue = window.navigator().into();
    let from_there =
        window.match_media("(display-mode: standalone)").ok().flatten().is_some_and(|query| query.matches());
    if from_there || has(&navigator, "standalone") {
        HomeScreen::Installed
    } else if has(&window, OFFER) {
        HomeScreen::Offered
    } else if Reflect::has(&navigator, &"standalone".into()).unwrap_or_default() {
        // Only Safari on iPhone and iPad has this property.
        HomeScreen::ShareButton
    } else {
        HomeScreen::Menu
    }
}

/// Reports the state, now and whenever it changes.
pub fn watch(phone: Phone) {
    phone.home_screen.set(state());
    let changed = Closure::<dyn Fn()>::new(move || phone.home_screen.set(state()));
    if let Some(window) = web_sys::window() {
        // Unheard, the hint stays as it is until the next start.
        let _ = window.add_event_listener_with_callback("evenkeel-install", changed.as_ref().unchecked_ref());
    }
    changed.forget();
    // The tab that asked stays open beside the app, and no longer needs the hint.
    let there = Closure::<dyn Fn()>::new(move || phone.home_screen.set(HomeScreen::Installed));
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("appinstalled", there.as_ref().unchecked_ref());
    }
    there.forget();
}

/// Shows the browser's install prompt; the browser offers it again if refused.
pub fn install() {
    let Some(window) = web_sys::window() else { return };
    let Ok(offer) = Reflect::get(&window, &OFFER.into()) else { return };
    if let Ok(prompt) = Reflect::get(&offer, &"prompt".into()).and_then(JsCast::dyn_into::<Function>) {
        let _ = prompt.call0(&offer);
    }
}

/// The number on the icon, where there is one: changes only on this phone, and open reminders. It gives away nothing
/// about them.
pub fn set_badge(waiting: usize) {
    let Some(window) = web_sys::window() else { return };
    let navigator: JsValue = window.navigator().into();
    if let Ok(set) = Reflect::get(&navigator, &"setAppBadge".into()).and_then(JsCast::dyn_into::<Function>) {
        // A refused badge is no loss: the same count is on the page. Zero removes it.
        let settled =
            set.call1(&navigator, &JsValue::from_f64(waiting as f64)).and_then(JsCast::dyn_into::<js_sys::Promise>);
        if let Ok(promise) = settled {
            leptos::task::spawn_local(async move { drop(wasm_bindgen_futures::JsFuture::from(promise).await) });
        }
    }
}
