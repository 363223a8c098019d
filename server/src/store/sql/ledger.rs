//! Reading the ledger of one participant.

use std::collections::BTreeMap;

use domain::id::{ParticipantId, StaffId};
use domain::ledger::{Act, ActorKind, Fact, LedgerHash, LedgerRow, NamedRow};
use sqlx::Row as _;

use super::{Tx, bytes32, id, sealed, time};
use crate::store::{StoreError, StoreResult};

pub async fn ledger(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<NamedRow>> {
    let rows = sqlx::query("SELECT number, at, actor, actor_id, act, object, hash FROM ledger WHERE participant_id = $1 ORDER BY number")
        .bind(participant.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    let mut names = BTreeMap::new();
    let mut named = Vec::with_capacity(rows.len());
    for row in &rows {
        let fact = Fact {
            at: time(row, "at")?,
            actor: ActorKind::from_number(row.try_get("actor")?).ok_or(StoreError::Corrupt("ledger"))?,
            actor_id: id(row, "actor_id")?,
            act: Act::from_number(row.try_get("act")?).ok_or(StoreError::Corrupt("ledger"))?,
            object: id(row, "object")?,
        };
        let number = u64::try_from(row.try_get::<i64, _>("number")?).map_err(|_| StoreError::Corrupt("ledger"))?;
        let name = if fact.actor == ActorKind::Staff { Some(name_once(tx, &mut names, fact.actor_id).await?) } else { None };
        named.push(NamedRow { row: LedgerRow { number, fact, hash: LedgerHash(bytes32(row, "hash")?) }, name });
    }
    Ok(named)
}

async fn name_once(tx: &mut Tx<'_>, names: &mut BTreeMap<[u8; 16], String>, staff: [u8; 16]) -> StoreResult<String> {
    if let Some(name) = names.get(&staff) {
        return Ok(name.clone());
    }
    let name = sealed::staff_name(tx, StaffId::from_bytes(staff)).await?;
    names.insert(staff, name.clone());
    Ok(name)
}
