//! Runs what is spawned, effects among them, in short turns: between two of them the browser answers taps and draws. Without
//! this, a journal that was read makes everything on the page look again in one piece, which a slow phone feels.

use std::cell::{Cell, OnceCell, RefCell};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use wasm_bindgen::prelude::*;
use web_sys::MessageChannel;

/// How long one turn may take before the rest waits for the next, in ms.
const TURN_MS: f64 = 6.0;

thread_local! {
    /// When the turn that runs now began.
    static BEGAN: Cell<Option<f64>> = const { Cell::new(None) };
    /// What waits for the next one, in order.
    static NEXT: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
    /// A message to oneself is a new task of the browser; a timer would be one too, but waits 4 ms.
    static CHANNEL: OnceCell<Option<MessageChannel>> = const { OnceCell::new() };
}

/// From here on everything that is spawned runs in turns.
pub fn begin() {
    // Somebody was first: then it runs in one piece, as it would without.
    let _ = Executor::init_local_custom_executor(Turns);
}

struct Turns;

impl CustomExecutor for Turns {
    fn spawn(&self, work: PinnedFuture<()>) {
        self.spawn_local(work);
    }

    fn spawn_local(&self, work: PinnedLocalFuture<()>) {
        wasm_bindgen_futures::spawn_local(InTurns(work));
    }

    fn poll_local(&self) {}
}

struct InTurns(PinnedLocalFuture<()>);

impl Future for InTurns {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if is_over() {
            NEXT.with_borrow_mut(|next| next.push(cx.waker().clone()));
            return Poll::Pending;
        }
        self.0.as_mut().poll(cx)
    }
}

/// Whether this turn has taken its time. The first one to ask begins it.
fn is_over() -> bool {
    let Some(now) = web_sys::window().and_then(|window| window.performance()).map(|performance| performance.now()) else { return false };
    match BEGAN.get() {
        Some(began) => now - began > TURN_MS,
        None => {
            if end_soon() {
                BEGAN.set(Some(now));
            }
            false
        }
    }
}

/// The next task of the browser ends this turn. Answers whether there will be one.
fn end_soon() -> bool {
    CHANNEL.with(|channel| {
        let channel = channel.get_or_init(|| {
            let channel = MessageChannel::new().ok()?;
            let end = Closure::<dyn Fn()>::new(|| {
                BEGAN.set(None);
                for waker in NEXT.take() {
                    waker.wake();
                }
            });
            channel.port1().set_onmessage(Some(end.into_js_value().unchecked_ref()));
            Some(channel)
        });
        channel.as_ref().is_some_and(|channel| channel.port2().post_message(&JsValue::NULL).is_ok())
    })
}
