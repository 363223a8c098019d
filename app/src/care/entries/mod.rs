//! Shared entries as staff read them.

pub mod entry;
pub mod inbox;
pub mod summary;
