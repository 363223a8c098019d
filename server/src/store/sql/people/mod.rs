//! People: programs, participants, staff accounts, their phones and sign-ins.

pub mod accounts;
pub mod care_team;
pub mod create;
pub mod device;
pub mod enrolment;
pub mod membership;
pub mod relation;
pub mod sign_in;
pub mod staff;
pub mod waiting;
pub mod wrapper;

use super as sql;
