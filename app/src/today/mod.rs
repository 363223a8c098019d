//! The first page.

pub mod now;
pub mod summary;
