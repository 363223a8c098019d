//! Sign-in of staff: invitations, passkeys, the demo.

pub mod demo;
pub mod join;
pub mod passkeys;
pub mod sign_in;
