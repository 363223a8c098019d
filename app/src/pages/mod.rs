//! One file per page. A page owns its signals, reads the [`crate::phone::Phone`] and calls its port.

pub mod entry;
pub mod know;
pub mod list;
pub mod log;
pub mod missing;
pub mod more;
pub mod now;
pub mod seen;
pub mod sharing;
pub mod standing;
pub mod start;
pub mod target;
pub mod trouble;
