//! Several tabs of one phone: one syncs at a time, all refresh after a write, and none is replaced while the person
//! types.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::clock::pause;

/// Wait for a lock held by another tab, and number of tries.
const SOON_MS: i32 = 2000;
const TRIES: u32 = 3;

/// Runs `work` while holding the lock `name`. Correctness comes from the transactions, the lock only saves work:
/// without Web Locks it just runs, and so it does when nobody lets go (Firefox was seen to keep the lock of a page that
/// is gone).
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    let work = Rc::new(Cell::new(Some(work)));
    for _ in 0..TRIES {
        match try_alone(name, &work).await {
            Some(true) => return,
            Some(false) => pause(SOON_MS).await,
            None => break,
        }
    }
    if let Some(work) = work.take() {
        work.await;
    }
}

/// True if the lock was free and the work ran; `None` without Web Locks.
async fn try_alone<W: Future<Output = ()> + 'static>(name: &str, work: &Rc<Cell<Option<W>>>) -> Option<bool> {
    let (locks, request) = locks()?;
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &true.into());
    let work = Rc::clone(work);
    let callback = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |lock: JsValue| {
        match if lock.is_null() { None } else { work.take() } {
            Some(work) => future_to_promise(async move {
                work.await;
                Ok(JsValue::TRUE)
            }),
            None => Promise::resolve(&JsValue::FALSE),
        }
    });
    let held = request.call3(&locks, &name.into(), &options, callback.as_ref()).ok()?;
    Some(JsFuture::from(held.unchecked_into::<Promise>()).await.is_ok_and(|ran| ran.is_truthy()))
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

/// Tells `start.js`, which empties the history of this visit and shows a page about nothing.
pub fn quick_exit() {
    let Some(window) = web_sys::window() else { return };
    if let Ok(exit) = Reflect::get(&window, &"evenkeelExit".into()).and_then(JsCast::dyn_into::<Function>) {
        let _ = exit.call0(&window);
    }
}

/// Messages between tabs.
/// Something was written; its keys follow.
pub const LOOK: &str = "look ";
/// Everything was removed from this phone.
pub const LEFT: &str = "left";

/// Calls `then` with each message of another tab.
pub fn listen(then: impl Fn(String) + 'static) -> Option<web_sys::BroadcastChannel> {
    let channel = web_sys::BroadcastChannel::new("evenkeel").ok()?;
    let callback = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        then(event.data().as_string().unwrap_or_default());
    });
    channel.set_onmessage(Some(callback.as_ref().unchecked_ref()));
    callback.forget();
    Some(channel)
}
