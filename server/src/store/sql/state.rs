//! What the database knows about itself: epoch, generation and the check value of the key file.

use domain::id::EpochId;
use sqlx::Row as _;

use super::{Conn, Tx};
use crate::store::{StoreError, StoreResult};

pub const EPOCH: &str = "epoch";
pub const GENERATION: &str = "generation";
pub const KEY_CHECK: &str = "key_check";

pub async fn get(conn: &mut Conn, name: &str) -> StoreResult<Option<Vec<u8>>> {
    let row = sqlx::query("SELECT value FROM server_state WHERE name = $1").bind(name.to_owned()).fetch_optional(conn).await?;
    Ok(row.map(|r| r.try_get("value")).transpose()?)
}

pub async fn put(conn: &mut Conn, name: &str, value: Vec<u8>) -> StoreResult<()> {
    sqlx::query("INSERT INTO server_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind(name.to_owned())
        .bind(value)
        .execute(conn)
        .await?;
    Ok(())
}

/// Keeps what is there already; answers what is there now.
pub async fn put_first(conn: &mut Conn, name: &'static str, value: Vec<u8>) -> StoreResult<Vec<u8>> {
    sqlx::query("INSERT INTO server_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(value)
        .execute(&mut *conn)
        .await?;
    get(conn, name).await?.ok_or(StoreError::Corrupt("server_state"))
}

pub async fn epoch(tx: &mut Tx<'_>) -> StoreResult<EpochId> {
    let bytes = get(tx.conn, EPOCH).await?;
    bytes.as_deref().and_then(EpochId::from_slice).ok_or(StoreError::Corrupt("server_state"))
}
