//! How staff get in: invitations, passkeys, the demo.

pub mod demo;
pub mod join;
pub mod passkeys;
pub mod sign_in;
