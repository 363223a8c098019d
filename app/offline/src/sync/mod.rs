//! The syncer: sends waiting operations and applies the response, one transaction each.

mod adopt;
mod apply_answer;
pub mod engine;
mod later;
pub(crate) mod outbox;
