//! The operator's commands, beside a server that runs.

pub mod failure;
pub mod invite;
pub mod staff;
