//! The bodies of the use cases, one file per concern, compiled for each database. What they have in common with each
//! other is here: the types of the database above, and reading ids and times out of rows.

pub mod accounts;
pub mod apply;
pub mod attending;
pub mod calendar;
pub mod care;
pub mod care_entry;
pub mod care_listing;
pub mod care_phone;
pub mod care_schedule;
pub mod care_team;
pub mod clash;
pub mod cursor;
pub mod demo;
pub mod demo_schedule;
pub mod device;
pub mod enrolment;
pub mod feed;
pub mod graph;
pub mod habit;
pub mod head;
pub mod leading;
pub mod lease;
pub mod ledger;
pub mod many;
pub mod occurrence;
pub mod people;
pub mod plan;
pub mod reminder;
pub mod revise;
pub mod sealed;
pub mod series;
pub mod session;
pub mod setting;
pub mod share;
pub mod sign_in;
pub mod staff;
pub mod state;
pub mod stream;
pub mod subscription;
pub mod sync;
pub mod telling;
pub mod term;
pub mod wake;
pub mod wrapper;

use chrono::{DateTime, Utc};
use sqlx::Row as _;

pub use super::{Conn, Db, Tx, dialect};
use crate::store::{StoreError, StoreResult};

pub type DbRow = <Db as sqlx::Database>::Row;

/// Sixteen bytes out of a row, as one of the id types.
pub fn id<T: From<Id16>>(row: &DbRow, column: &'static str) -> StoreResult<T> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map(|b| T::from(Id16(b))).map_err(|_| StoreError::Corrupt(column))
}

/// As [`id`], for a column that may be NULL.
pub fn maybe_id<T: From<Id16>>(row: &DbRow, column: &'static str) -> StoreResult<Option<T>> {
    let bytes: Option<&[u8]> = row.try_get(column)?;
    bytes.map(|b| b.try_into().map(|b| T::from(Id16(b))).map_err(|_| StoreError::Corrupt(column))).transpose()
}

/// Thirty-two bytes out of a row.
pub fn bytes32(row: &DbRow, column: &'static str) -> StoreResult<[u8; 32]> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map_err(|_| StoreError::Corrupt(column))
}

pub use crate::store::id16::Id16;

pub fn time(row: &DbRow, column: &'static str) -> StoreResult<DateTime<Utc>> {
    DateTime::from_timestamp_millis(row.try_get(column)?).ok_or(StoreError::Corrupt(column))
}

/// How a time is stored.
pub fn ms(time: DateTime<Utc>) -> i64 {
    time.timestamp_millis()
}

/// How a flag is stored.
pub fn flag(row: &DbRow, column: &'static str) -> StoreResult<bool> {
    Ok(row.try_get::<i64, _>(column)? != 0)
}

/// How one of a permanent list is stored: its place, from 1 on.
pub fn number<T: PartialEq>(all: &[T], one: T) -> i64 {
    all.iter().position(|other| *other == one).and_then(|at| i64::try_from(at + 1).ok()).unwrap_or(0)
}

/// # Errors
/// When no such one is in the list.
pub fn named<T: Copy>(all: &[T], number: i64, column: &'static str) -> StoreResult<T> {
    usize::try_from(number - 1).ok().and_then(|at| all.get(at)).copied().ok_or(StoreError::Corrupt(column))
}
