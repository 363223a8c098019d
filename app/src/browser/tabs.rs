//! Several tabs of one phone: one syncs at a time, all look again when one wrote, and none is replaced while writing.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs `work` while holding the lock `name`, or not at all when another tab holds it. Without Web Locks it just runs:
/// correctness comes from the transactions, the lock only saves work. Answers whether it ran.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) -> bool {
    let Some((locks, request)) = locks() else {
        work.await;
        return true;
    };
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &true.into());
    let mut work = Some(work);
    let callback = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |lock: JsValue| match work.take() {
        Some(work) if !lock.is_null() => future_to_promise(async move {
            work.await;
            Ok(JsValue::TRUE)
        }),
        _ => Promise::resolve(&JsValue::FALSE),
    });
    let Ok(held) = request.call3(&locks, &name.into(), &options, callback.as_ref()) else { return false };
    JsFuture::from(held.unchecked_into::<Promise>()).await.is_ok_and(|ran| ran.is_truthy())
}

fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

/// Tells `start.js` that a form is being filled in, so that no new build takes over meanwhile.
pub fn set_writing(writing: bool) {
    if let Some(window) = web_sys::window() {
        let _ = Reflect::set(&window, &"evenkeelWriting".into(), &writing.into());
    }
}

/// Tells `start.js`, which talks to the service worker.
pub fn tell_worker(what: &str, value: &str) {
    let Some(window) = web_sys::window() else { return };
    if let Ok(tell) = Reflect::get(&window, &"evenkeelTell".into()).and_then(JsCast::dyn_into::<Function>) {
        let _ = tell.call2(&window, &what.into(), &value.into());
    }
}

/// What tabs tell one another.
/// Something was written; what, stands behind it.
pub const LOOK: &str = "look ";
/// Everything was removed from this phone.
pub const LEFT: &str = "left";

/// Calls `then` with whatever another tab of this phone tells.
pub fn listen(then: impl Fn(String) + 'static) -> Option<web_sys::BroadcastChannel> {
    let channel = web_sys::BroadcastChannel::new("evenkeel").ok()?;
    let callback = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        then(event.data().as_string().unwrap_or_default());
    });
    channel.set_onmessage(Some(callback.as_ref().unchecked_ref()));
    callback.forget();
    Some(channel)
}
