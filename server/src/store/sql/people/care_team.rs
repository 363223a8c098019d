//! Care teams: assignments of staff to participants.

use domain::base::id::{ParticipantId, StaffId};
use domain::ledger::{Act, ActorKind, Fact};
use domain::people::access;

use super::sql::base::{Tx, head, id, ms, role};
use super::sql::sharing::unopened;
use crate::store::StoreResult;

pub async fn assign(tx: &mut Tx<'_>, participant: ParticipantId, staff: StaffId) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let new = sqlx::query(
        "INSERT INTO assignment (participant_id, staff_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(participant.bytes().to_vec())
    .bind(staff.bytes().to_vec())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?
    .rows_affected();
    if new > 0 {
        unopened::joined(tx, participant, staff).await?;
        let fact =
            Fact { at: tx.now, actor: ActorKind::Staff, actor_id: *staff.bytes(), act: Act::Assigned, object: [0; 16] };
        head::record(tx, &mut locked, fact).await?;
        head::save(tx, &locked).await?;
    }
    Ok(())
}

/// Unassigns a participant from a staff member, with one ledger row.
///
/// # Errors
/// `not_found` if there is no such participant.
pub async fn unassign(tx: &mut Tx<'_>, participant: ParticipantId, staff: StaffId) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let gone = sqlx::query("DELETE FROM assignment WHERE participant_id = $1 AND staff_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(staff.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?
        .rows_affected();
    if gone > 0 {
        unopened::left(tx, participant, staff).await?;
        let fact = Fact {
            at: tx.now,
            actor: ActorKind::Staff,
            actor_id: *staff.bytes(),
            act: Act::Unassigned,
            object: [0; 16],
        };
        head::record(tx, &mut locked, fact).await?;
        head::save(tx, &locked).await?;
    }
    Ok(())
}

/// The carers of a participant who may read shared entries: assigned, of their program, enabled, in a reading role.
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
        if role(row)?.can(access::Act::Read) {
            carers.push(id(row, "staff_id")?);
        }
    }
    Ok(carers)
}
