//! Who belongs to a program, what their role lets them do, and how a phone gets in.

pub mod access;
pub mod enrolment;
mod membership;
mod role;
mod sign_in;

pub use membership::{Membership, MembershipEvent};
pub use role::Role;
pub use sign_in::{PARTICIPANT_SIGN_IN, STAFF_SIGN_IN, SignInLife};
