//! Wrapped keys of a participant's keyring. One recovery code per key: a newer one replaces the older, which stays
//! replaced even if it is sent again.

use domain::base::id::{FeedVersion, KeyId, ParticipantId, WrapperId};
use domain::sync::{Reason, Topic, Verdict, WrapKey, WrapMethod, WrapperRow};
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

use super::device;
use super::sql::base::{DbRow, Tx, head, id};
use super::sql::sync::stream::Stream;
use crate::store::types::head::Head;
use crate::store::{StoreError, StoreResult};

pub async fn keep(tx: &mut Tx<'_>, locked: &mut Head, stream: &Stream, op: &WrapKey) -> StoreResult<Verdict> {
    let rows = rows(tx, locked.participant, op.key).await?;
    if let Some(known) = rows.iter().find(|r| r.wrapper == op.wrapper) {
        let same = known.method == op.method && known.sealed.as_ref().is_none_or(|s| *s == op.sealed.0);
        return Ok(if same { Verdict::Accepted } else { Verdict::rejected(Reason::IdTaken) });
    }
    let mut live: Vec<WrapperId> = Vec::new();
    for row in rows.iter().filter(|r| r.sealed.is_some()) {
        if op.method == WrapMethod::Recovery && row.method == WrapMethod::Recovery {
            // Replacing is deleting: an unvouched phone must not remove the recovery code.
            if !device::is_vouched(tx, locked.participant, stream.device).await? {
                return Ok(Verdict::rejected(Reason::NotVouched));
            }
            retire(tx, locked.participant, op.key, row.wrapper).await?;
        } else {
            live.push(row.wrapper);
        }
    }
    let method = serde_json::to_string(&op.method).map_err(|_| StoreError::Corrupt("wrapper"))?;
    sqlx::query("INSERT INTO wrapper (participant_id, key_id, wrapper_id, method, sealed) VALUES ($1, $2, $3, $4, $5)")
        .bind(locked.participant.bytes().to_vec())
        .bind(op.key.bytes().to_vec())
        .bind(op.wrapper.bytes().to_vec())
        .bind(method)
        .bind(op.sealed.0.clone())
        .execute(&mut *tx.conn)
        .await?;
    live.push(op.wrapper);
    head::announce(tx, locked, Topic::Wrapper, op.key.bytes(), version(live)).await?;
    Ok(Verdict::Accepted)
}

struct Row {
    wrapper: WrapperId,
    method: WrapMethod,
    /// `None` once replaced.
    sealed: Option<Vec<u8>>,
}

async fn rows(tx: &mut Tx<'_>, participant: ParticipantId, key: KeyId) -> StoreResult<Vec<Row>> {
    let rows = sqlx::query("SELECT wrapper_id, method, sealed FROM wrapper WHERE participant_id = $1 AND key_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(key.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter()
        .map(|r| Ok(Row { wrapper: id(r, "wrapper_id")?, method: method(r)?, sealed: r.try_get("sealed")? }))
        .collect()
}

async fn retire(tx: &mut Tx<'_>, participant: ParticipantId, key: KeyId, wrapper: WrapperId) -> StoreResult<()> {
    sqlx::query("UPDATE wrapper SET sealed = NULL WHERE participant_id = $1 AND key_id = $2 AND wrapper_id = $3")
        .bind(participant.bytes().to_vec())
        .bind(key.bytes().to_vec())
        .bind(wrapper.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

fn method(row: &DbRow) -> StoreResult<WrapMethod> {
    serde_json::from_str(row.try_get("method")?).map_err(|_| StoreError::Corrupt("wrapper"))
}

/// Equal exactly if the same wrappers are in use.
fn version(mut live: Vec<WrapperId>) -> FeedVersion {
    live.sort_unstable();
    let mut hash = Sha256::new();
    for wrapper in live {
        hash.update(wrapper.bytes());
    }
    let mut short = [0; 16];
    short.copy_from_slice(&hash.finalize()[..16]);
    FeedVersion::from_bytes(short)
}

/// Reads a wrapper in use from a row with `wrapper_id`, `method` and `sealed`.
///
/// # Errors
/// Fails if the row was not written by this program.
pub fn wrapper(row: &DbRow) -> StoreResult<WrapperRow> {
    Ok(WrapperRow {
        wrapper: id(row, "wrapper_id")?,
        method: method(row)?,
        sealed: domain::base::bytes::Bytes(row.try_get("sealed")?),
    })
}
