//! The sealed form of what a participant writes, and the graph of its revisions.

pub mod revision;
pub mod seal;
