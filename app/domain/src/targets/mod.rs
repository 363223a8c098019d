//! What a participant is changing, and how it goes.

pub mod aims;
pub mod target;
