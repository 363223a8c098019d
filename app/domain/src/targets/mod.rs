//! Targets of a participant, and their progress.

pub mod aims;
pub mod target;
