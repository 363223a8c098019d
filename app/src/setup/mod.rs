//! Enrolling a phone, the home screen, and everything about this phone.

pub mod forgotten;
pub mod install;
pub mod lasting;
pub mod more;
pub mod start;
