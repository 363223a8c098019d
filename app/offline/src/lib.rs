//! The phone's half of Evenkeel without a browser: journal, vault and sync engine.
//!
//! Runs as WASM in the browser and natively in tests. Architecture invariant: no web-sys, no clock and no source of
//! chance of its own; storage, cipher and network come in through [`ports`].

pub mod journal;
pub mod look;
#[cfg(feature = "native")]
pub mod native;
pub mod ports;
pub mod rows;
pub mod sync;
pub mod vault;

pub use journal::Journal;
