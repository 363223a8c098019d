//! One file per resource: extract, call a use case, answer. What all of them share is here by name.

pub mod actor;
pub mod caller;
pub mod care;
pub mod cookie;
pub mod devices;
pub mod enrolments;
pub mod guard;
pub mod json;
pub mod ledger;
pub mod openapi;
pub mod push;
pub mod sign_ins;
pub mod sync;
pub mod tries;
