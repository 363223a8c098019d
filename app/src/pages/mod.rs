//! One file per page. A page owns its signals, reads the [`crate::phone::Phone`] and calls its port.

pub mod after_hard;
pub mod again;
pub mod aim;
pub mod aims;
pub mod card;
pub mod doing;
pub mod entry;
pub mod helped;
pub mod inbox;
pub mod know;
pub mod leftover;
pub mod list;
pub mod log;
pub mod met;
pub mod missing;
pub mod more;
pub mod now;
pub mod own_skill;

pub mod reminders;
pub mod saving;
pub mod seen;
pub mod session;
pub mod sharing;
pub mod skill;
pub mod skills;
pub mod standing;
pub mod start;
pub mod target;
pub mod times;
pub mod trouble;
pub mod unsaved;
pub mod used;
pub mod views;
