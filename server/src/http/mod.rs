//! One file per resource: extract, call a use case, answer. What all of them share is here by name.

pub mod actor;
pub mod cookie;
pub mod guard;
pub mod json;
pub mod ledger;
pub mod openapi;
pub mod tries;
