//! Notifications of this browser: allowed or not, one subscription at its push service, and the server that knows of
//! it. The subscription follows the browser and not the person, so it ends with the sign-in.

use domain::base::bytes::Bytes;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use offline::ports::TransportError;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission, PushManager, PushSubscription, ServiceWorkerRegistration};

use super::net::Api;
use super::{clock, prefs};
use crate::shell::ports::reminders::Notifications;
use crate::words::i18n::Lang;

/// The browser and its push service answer within this time, or count as not there, in ms.
const ANSWER_MS: i32 = 10_000;
/// Somebody answers the question about permission within this time, or is asked again by the next tap, in ms.
const DECIDE_MS: i32 = 60_000;
/// So often, and within this time in ms, a refused subscription is replaced; then it is said that nothing arrives here.
const REPLACED: u8 = 2;
const REPLACED_WITHIN_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// The browser's answer; `None` if it refuses or does not answer.
async fn answer(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(clock::limited(ANSWER_MS, &promise.ok()?)).await.ok()
}

fn has(of: &JsValue, name: &str) -> bool {
    Reflect::has(of, &name.into()).unwrap_or_default()
}

/// An obstacle that is permanent or lasts until the participant acts.
fn hindered() -> Option<Notifications> {
    let Some(window) = web_sys::window() else { return Some(Notifications::NoSupport) };
    let navigator: JsValue = window.navigator().into();
    let able = has(&window, "PushManager") && has(&window, "Notification") && has(&navigator, "serviceWorker");
    if !able {
        // Only Safari on iPhone and iPad has this property; from the home screen it is true.
        let standalone = Reflect::get(&navigator, &"standalone".into()).ok();
        let in_safari = has(&navigator, "standalone") && !standalone.is_some_and(|value| value.is_truthy());
        return Some(if in_safari { Notifications::HomeScreenFirst } else { Notifications::NoSupport });
    }
    (Notification::permission() == NotificationPermission::Denied).then_some(Notifications::Denied)
}

async fn manager() -> Option<PushManager> {
    let container = web_sys::window()?.navigator().service_worker();
    // Not `ready`: where no worker can be had it never comes.
    let found = answer(Ok(container.get_registration())).await.filter(JsValue::is_object)?;
    found.unchecked_into::<ServiceWorkerRegistration>().push_manager().ok()
}

async fn subscription(manager: &PushManager) -> Option<PushSubscription> {
    let found = answer(manager.get_subscription()).await?;
    found.is_object().then(|| found.unchecked_into())
}

/// True if the subscription was made for the server's current key.
fn fits(subscription: &PushSubscription, key: &str) -> bool {
    let made_for =
        Reflect::get(subscription, &"options".into()).and_then(|o| Reflect::get(&o, &"applicationServerKey".into()));
    // Browsers that do not tell are believed; the push service refuses a wrong one, and the server says so.
    made_for
        .ok()
        .filter(JsValue::is_object)
        .is_none_or(|bytes| Bytes(Uint8Array::new(&bytes).to_vec()).to_text() == key)
}

/// The subscription for the server's key; created again if there is none or the key changed.
async fn subscribed(manager: &PushManager, key: &str) -> Option<PushSubscription> {
    if let Some(found) = subscription(manager).await {
        if fits(&found, key) {
            return Some(found);
        }
        end(&found).await;
    }
    let options = Object::new();
    let _ = Reflect::set(&options, &"userVisibleOnly".into(), &true.into());
    let _ = Reflect::set(&options, &"applicationServerKey".into(), &key.into());
    let subscribe: Function = Reflect::get(manager, &"subscribe".into()).ok()?.dyn_into().ok()?;
    let made = answer(subscribe.call1(manager, &options).and_then(JsCast::dyn_into)).await?;
    made.is_object().then(|| made.unchecked_into())
}

async fn end(subscription: &PushSubscription) {
    // One that cannot be ended here ends when the push service says so to the server.
    answer(subscription.unsubscribe()).await;
}

/// Data sent to the server: endpoint, keys and language.
fn told(subscription: &PushSubscription, lang: Lang) -> Option<String> {
    let text: String = js_sys::JSON::stringify(subscription).ok()?.into();
    let made: serde_json::Value = serde_json::from_slice(text.as_bytes()).ok()?;
    Some(
        serde_json::json!({ "endpoint": made.get("endpoint")?, "keys": made.get("keys")?, "lang": lang.tag() })
            .to_string(),
    )
}

/// Makes browser and server agree. Only where the participant turned notifications on.
async fn agree(lang: Lang) -> Result<Notifications, TransportError> {
    let server = Api.push().await?;
    let Some(key) = server.key else { return Ok(Notifications::NoKey) };
    let Some(manager) = manager().await else { return Ok(Notifications::NoSupport) };
    // The push service refused the one that the server was told of. The browser does not know and still offers it.
    if !server.subscribed
        && let Some(found) = subscription(&manager).await
        && prefs::told().is_some_and(|told| told == found.endpoint())
    {
        // Noted before anything is waited for: whoever asks at the same time counts it no second time.
        let (before, at) = prefs::refused().unwrap_or_default();
        let now = clock::now_ms();
        prefs::set_refused(Some((if now - at < REPLACED_WITHIN_MS { before.saturating_add(1) } else { 1 }, now)));
        prefs::set_told(None);
        end(&found).await;
    }
    if prefs::refused().is_some_and(|(times, _)| times > REPLACED) {
        return Ok(Notifications::Refused);
    }
    let Some(made) = subscribed(&manager, &key).await else { return Ok(Notifications::NoService) };
    let Some(body) = told(&made, lang) else { return Ok(Notifications::NoService) };
    Api.subscribe(body).await?;
    prefs::set_told(Some(&made.endpoint()));
    Ok(Notifications::On)
}

/// Without a network there is nothing to say, except that they are on.
fn or_offline(told: Result<Notifications, TransportError>) -> Result<Notifications, TransportError> {
    match told {
        Err(TransportError::Offline) => Ok(if prefs::push() { Notifications::On } else { Notifications::NoNetwork }),
        other => other,
    }
}

/// The state of notifications; repairs disagreements on the way.
pub async fn state(lang: Lang) -> Result<Notifications, TransportError> {
    if let Some(why) = hindered() {
        return Ok(why);
    }
    if prefs::push() && Notification::permission() == NotificationPermission::Granted {
        return or_offline(agree(lang).await);
    }
    or_offline(Api.push().await.map(|told| if told.key.is_some() { Notifications::Off } else { Notifications::NoKey }))
}

/// At every start: silently repairs a lost subscription, a new key, or a server that forgot.
pub async fn heal(lang: Lang) {
    if prefs::push() {
        drop(state(lang).await);
    } else if hindered().is_none()
        && Notification::permission() == NotificationPermission::Granted
        && let Some(left) = left_over().await
    {
        // Somebody signed out without a network.
        end(&left).await;
    }
}

async fn left_over() -> Option<PushSubscription> {
    subscription(&manager().await?).await
}

/// Asks the browser for permission. To be called within a tap, before anything is waited for.
pub fn ask() -> Option<Promise> {
    if hindered().is_some() { None } else { Notification::request_permission().ok() }
}

pub async fn turn_on(asked: Option<Promise>, lang: Lang) -> Result<Notifications, TransportError> {
    if let Some(asked) = asked {
        // The answer shows in the permission itself.
        let _ = JsFuture::from(clock::limited(DECIDE_MS, &asked)).await;
    }
    // A tap is a new try.
    prefs::set_refused(None);
    if let Some(why) = hindered() {
        return Ok(why);
    }
    if Notification::permission() != NotificationPermission::Granted {
        return Ok(Notifications::Off);
    }
    let now = agree(lang).await;
    prefs::set_push(matches!(now, Ok(Notifications::On)));
    or_offline(now)
}

/// Turns notifications off. Tells the server if it is reachable; otherwise the push service will.
pub async fn turn_off() {
    prefs::set_push(false);
    prefs::set_told(None);
    prefs::set_refused(None);
    end_here().await;
}

/// The same for somebody who left: nothing is kept, not even that they are off.
pub async fn end_here() {
    if hindered().is_some_and(|why| why != Notifications::Denied) {
        return;
    }
    if let Some(found) = left_over().await {
        end(&found).await;
        drop(Api.unsubscribe().await);
    }
}
