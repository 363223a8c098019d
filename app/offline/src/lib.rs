//! The phone's half of Evenkeel without the phone: journal, vault and sync engine.
//!
//! Runs as WASM in the browser and natively in tests. Architecture invariant: no web-sys, no clock and no source of
//! chance of its own; storage, cipher and network come in through [`ports`].

pub mod absorb;
mod adopt;
mod at_once;
pub mod defaults;
pub mod draft;
pub mod engine;
pub mod glance;
pub mod journal;
mod later;
pub mod memory;
#[cfg(feature = "native")]
pub mod native;
pub mod outbox;
pub mod ports;
pub mod recovery;
pub mod rows;
mod say;
pub mod times;
pub mod tray;
pub mod vault;
pub mod view;

pub use journal::Journal;
