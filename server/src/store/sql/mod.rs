//! The bodies of the use cases, a room per subject, compiled for each database. A room names items outside of it as
//! `super::sql::…`, because `crate::…` cannot tell the two apart.

pub mod base;
pub mod care;
pub mod demo;
pub mod entries;
pub mod leaving;
pub mod ledger;
pub mod people;
pub mod reminders;
pub mod restore;
pub mod schedule;
pub mod sharing;
pub mod sync;

pub use super::{Conn, Db, Tx, dialect};
