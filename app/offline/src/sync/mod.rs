//! One syncer: what waits goes out, the server's answer comes in, one transaction each.

mod adopt;
mod apply_answer;
pub mod engine;
mod later;
pub(crate) mod outbox;
