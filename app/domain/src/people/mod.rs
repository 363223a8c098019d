//! The people of a program, the permissions of their roles, and enrolling phones.

pub mod access;
pub mod enrolment;
mod membership;
mod role;
mod sign_in;

pub use membership::{Membership, MembershipEvent};
pub use role::Role;
pub use sign_in::{PARTICIPANT_SIGN_IN, STAFF_SIGN_IN, SignInLife, TOUCH_AFTER};
