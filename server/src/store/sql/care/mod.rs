//! Reads and writes of staff, always through the door.

pub mod door;
pub mod entry;
pub mod form;
pub mod people;
pub mod person;
pub mod phone;
pub mod schedule;
pub mod sessions;
pub mod team;

use super as sql;
