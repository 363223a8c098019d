//! The rules of Evenkeel: entries and their order, sharing, and access.
//!
//! Architecture invariant: nothing here reads a clock, draws a random number, touches a file, a network or a screen, or
//! is `async`. Time, ids and chance come in as arguments, so that phone, server and tests share one truth.

pub mod base;
pub mod charts;
pub mod contacts;
pub mod entries;
pub mod ledger;
pub mod people;
pub mod reminders;
pub mod schedule;
pub mod sharing;
pub mod skills;
pub mod sync;
pub mod targets;
pub mod vault;

pub use base::invalid::Invalid;
