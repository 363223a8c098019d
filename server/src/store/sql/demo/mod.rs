//! Invented people and their schedule, for `--demo`.

pub mod people;
pub mod schedule;

use super as sql;
