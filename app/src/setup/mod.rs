//! Bringing a phone in, putting the app on the home screen, and everything about this phone.

pub mod install;
pub mod more;
pub mod start;
