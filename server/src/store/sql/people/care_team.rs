//! Who cares for whom.

use domain::id::{ParticipantId, StaffId};
use domain::ledger::{Act, ActorKind, Fact};
use domain::program::{Membership, Role};
use sqlx::Row as _;

use super::sql::base::{Tx, head, id, ms};
use crate::store::{StoreError, StoreResult};

pub async fn assign(tx: &mut Tx<'_>, participant: ParticipantId, staff: StaffId) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let new = sqlx::query("INSERT INTO assignment (participant_id, staff_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .bind(participant.bytes().to_vec())
        .bind(staff.bytes().to_vec())
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?
        .rows_affected();
    if new > 0 {
        let fact = Fact { at: tx.now, actor: ActorKind::Staff, actor_id: *staff.bytes(), act: Act::Assigned, object: [0; 16] };
        head::record(tx, &mut locked, fact).await?;
        head::save(tx, &locked).await?;
    }
    Ok(())
}

/// Takes a participant away from a staff member; the ledger says so, once.
///
/// # Errors
/// `not_found` when there is no such participant.
pub async fn unassign(tx: &mut Tx<'_>, participant: ParticipantId, staff: StaffId) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let gone = sqlx::query("DELETE FROM assignment WHERE participant_id = $1 AND staff_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(staff.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?
        .rows_affected();
    if gone > 0 {
        let fact = Fact { at: tx.now, actor: ActorKind::Staff, actor_id: *staff.bytes(), act: Act::Unassigned, object: [0; 16] };
        head::record(tx, &mut locked, fact).await?;
        head::save(tx, &locked).await?;
    }
    Ok(())
}

/// Who cares for a participant and may read what they share: assigned, of their program, not disabled, of a role that reads.
///
/// # Errors
/// When the database fails.
pub async fn carers(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Vec<StaffId>> {
    let rows = sqlx::query(
        "SELECT s.staff_id, s.role FROM assignment a
         JOIN participant p ON p.participant_id = a.participant_id
         JOIN staff s ON s.staff_id = a.staff_id AND s.program_id = p.program_id
         WHERE a.participant_id = $1 AND s.disabled_at IS NULL",
    )
    .bind(participant.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut carers = Vec::with_capacity(rows.len());
    for row in &rows {
        if Role::from_word(row.try_get("role")?).ok_or(StoreError::Corrupt("staff"))?.may_read_entries() {
            carers.push(id(row, "staff_id")?);
        }
    }
    Ok(carers)
}

pub async fn is_assigned(tx: &mut Tx<'_>, participant: ParticipantId, staff: StaffId) -> StoreResult<bool> {
    let row = sqlx::query(
        "SELECT 1 AS found FROM assignment a
         JOIN participant p ON p.participant_id = a.participant_id
         JOIN staff s ON s.staff_id = a.staff_id AND s.program_id = p.program_id
         WHERE a.participant_id = $1 AND a.staff_id = $2 AND p.membership <> $3 AND s.disabled_at IS NULL",
    )
    .bind(participant.bytes().to_vec())
    .bind(staff.bytes().to_vec())
    .bind(Membership::Left.word())
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_some())
}
