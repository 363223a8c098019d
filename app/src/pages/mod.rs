//! One file per page. A page owns its signals, reads the [`crate::phone::Phone`] and calls its port.

pub mod again;
pub mod entry;
pub mod helped;
pub mod know;
pub mod list;
pub mod log;
pub mod missing;
pub mod more;
pub mod now;
pub mod own_skill;
pub mod practice;
pub mod seen;
pub mod session;
pub mod skill;
pub mod skills;
pub mod standing;
pub mod start;
pub mod target;
pub mod trouble;
