//! Enrolling a phone, the home screen, and everything about this phone.

pub mod install;
pub mod more;
pub mod start;
