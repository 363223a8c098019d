//! One file per resource: extract, call a use case, respond.

pub mod access;
pub mod actor;
pub mod api;
pub mod calendar;
pub mod caller;
pub mod care;
pub mod cookie;
pub mod guard;
pub mod json;
pub mod language;
pub mod plain;
pub mod proxies;
pub mod refused;
pub mod tries;
