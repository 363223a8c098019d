//! The database's own state: epoch, generation and the check value of the key file.

use domain::base::id::EpochId;
use sqlx::Row as _;

use super::{Conn, Tx};
use crate::store::{StoreError, StoreResult};

pub const EPOCH: &str = "epoch";
pub const GENERATION: &str = "generation";
pub const KEY_CHECK: &str = "key_check";

pub async fn get(conn: &mut Conn, name: &str) -> StoreResult<Option<Vec<u8>>> {
    let row = sqlx::query("SELECT value FROM server_state WHERE name = $1")
        .bind(name.to_owned())
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|r| r.try_get("value")).transpose()?)
}

pub async fn put(conn: &mut Conn, name: &str, value: Vec<u8>) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO server_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE
                 SET value = excluded.value",
    )
    .bind(name.to_owned())
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

/// Inserts a value unless one exists; returns the stored one.
pub async fn put_first(conn: &mut Conn, name: &'static str, value: Vec<u8>) -> StoreResult<Vec<u8>> {
    sqlx::query("INSERT INTO server_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(value)
        .execute(&mut *conn)
        .await?;
    get(conn, name).await?.ok_or(StoreError::Corrupt("server_state"))
}

/// Replaces `old` with `value`. `false` if another writer was faster.
pub async fn replace(conn: &mut Conn, name: &'static str, old: Vec<u8>, value: Vec<u8>) -> StoreResult<bool> {
    let done = sqlx::query("UPDATE server_state SET value = $1 WHERE name = $2 AND value = $3")
        .bind(value)
        .bind(name)
        .bind(old);
    Ok(done.execute(conn).await?.rows_affected() == 1)
}

/// Locks the generation until the transaction ends, so that beats are serialized. 0 before the first.
pub async fn lock_generation(tx: &mut Tx<'_>) -> StoreResult<i64> {
    put_first(tx.conn, GENERATION, 0_i64.to_be_bytes().to_vec()).await?;
    let row = sqlx::query("UPDATE server_state SET value = value WHERE name = $1 RETURNING value")
        .bind(GENERATION)
        .fetch_one(&mut *tx.conn)
        .await?;
    let value: Vec<u8> = row.try_get("value")?;
    value.try_into().map(i64::from_be_bytes).map_err(|_| StoreError::Corrupt("server_state"))
}

pub async fn epoch(tx: &mut Tx<'_>) -> StoreResult<EpochId> {
    let bytes = get(tx.conn, EPOCH).await?;
    bytes.as_deref().and_then(EpochId::from_slice).ok_or(StoreError::Corrupt("server_state"))
}
