//! Reads the ledger of one participant.

use domain::base::id::{ParticipantId, StaffId};
use domain::ledger::{Act, ActorKind, Fact, LEDGER_PAGE, LedgerHash, LedgerRow, NamedRow};
use sqlx::Row as _;

use super::base::{Tx, bytes32, id, sealed, time};
use crate::store::{StoreError, StoreResult};

pub async fn ledger(tx: &mut Tx<'_>, participant: ParticipantId, after: Option<u64>) -> StoreResult<Vec<NamedRow>> {
    let rows = sqlx::query(
        "SELECT number, at, actor, actor_id, act, object, hash FROM ledger WHERE participant_id = $1 AND number > $2
         ORDER BY number LIMIT $3",
    )
    .bind(participant.bytes().to_vec())
    .bind(after.map_or(0, |number| i64::try_from(number).unwrap_or(i64::MAX)))
    .bind(after.map_or(i64::MAX, |_| LEDGER_PAGE))
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut names = sealed::Names::default();
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
        let staff = (fact.actor == ActorKind::Staff).then_some(StaffId::from_bytes(fact.actor_id));
        let name = if let Some(staff) = staff { Some(names.of(tx, staff).await?) } else { None };
        named.push(NamedRow { row: LedgerRow { number, fact, hash: LedgerHash(bytes32(row, "hash")?) }, name });
    }
    Ok(named)
}
