//! Reads ids, times and numbers from rows.

use chrono::{DateTime, Utc};
use domain::people::Role;
use sqlx::Row as _;

use super::Db;
use crate::store::{StoreError, StoreResult};

pub type DbRow = <Db as sqlx::Database>::Row;

/// Reads sixteen bytes of a row as an id.
pub fn id<T: From<Id16>>(row: &DbRow, column: &'static str) -> StoreResult<T> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map(|b| T::from(Id16(b))).map_err(|_| StoreError::Corrupt(column))
}

/// Like [`id`], for a nullable column.
pub fn maybe_id<T: From<Id16>>(row: &DbRow, column: &'static str) -> StoreResult<Option<T>> {
    let bytes: Option<&[u8]> = row.try_get(column)?;
    bytes.map(|b| b.try_into().map(|b| T::from(Id16(b))).map_err(|_| StoreError::Corrupt(column))).transpose()
}

/// Reads thirty-two bytes of a row.
pub fn bytes32(row: &DbRow, column: &'static str) -> StoreResult<[u8; 32]> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map_err(|_| StoreError::Corrupt(column))
}

pub use crate::store::id16::Id16;

pub fn time(row: &DbRow, column: &'static str) -> StoreResult<DateTime<Utc>> {
    DateTime::from_timestamp_millis(row.try_get(column)?).ok_or(StoreError::Corrupt(column))
}

/// The stored form of a time.
pub fn ms(time: DateTime<Utc>) -> i64 {
    time.timestamp_millis()
}

/// The role of a staff account.
pub fn role(row: &DbRow) -> StoreResult<Role> {
    Role::from_word(row.try_get("role")?).ok_or(StoreError::Corrupt("staff"))
}

/// The stored form of a flag.
pub fn flag(row: &DbRow, column: &'static str) -> StoreResult<bool> {
    Ok(row.try_get::<i64, _>(column)? != 0)
}
