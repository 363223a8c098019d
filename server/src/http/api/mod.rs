//! The versioned JSON of phones, one file per resource.

pub mod devices;
pub mod enrolments;
pub mod ledger;
pub mod openapi;
pub mod push;
pub mod sign_ins;
pub mod sync;
