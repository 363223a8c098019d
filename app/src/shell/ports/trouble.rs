//! Runs something on the device that may fail.

use std::future::Future;
use std::pin::Pin;

/// Why the device did not do it. Everything typed is still where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser makes all of them"))]
pub enum Trouble {
    /// No room on the phone; nothing was saved.
    Full,
    /// It was changed in another tab or on another phone.
    Changed,
    Gone,
    Offline,
    /// The code was rejected.
    Code,
    /// Too many tries from this network; the minutes until another one may be made.
    Tries(u32),
    SignedOut,
    SomebodyElse,
    Busy,
    /// Another window keeps this phone from being emptied.
    Held,
    /// The browser's own words; they name no content.
    Other(String),
}

pub type Working<T> = Pin<Box<dyn Future<Output = Result<T, Trouble>>>>;
