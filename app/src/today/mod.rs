//! The first page.

mod check_in;
pub mod now;
pub mod summary;
