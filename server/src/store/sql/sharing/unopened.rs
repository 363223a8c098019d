//! New shares per reader: a row per open share and assigned account, until that account has opened it.
//!
//! Law: whatever opens or closes a share, reads one, or changes a care team keeps these rows in step, in the same
//! transaction. They say nothing about who may read: that is decided when something is read.

use domain::base::id::{ObjectId, ParticipantId, RevisionId, StaffId};

use super::sql::base::{Tx, ms};
use crate::store::StoreResult;

/// This many of the newest shares are new to somebody who joins a care team.
const AT_FIRST: i64 = 100;

/// A share was opened or replaced: it is new to those on the care team who have not read this revision before.
pub async fn shared(
    tx: &mut Tx<'_>,
    participant: ParticipantId,
    object: ObjectId,
    revision: RevisionId,
) -> StoreResult<()> {
    closed(tx, participant, object).await?;
    sqlx::query(
        "INSERT INTO unopened (participant_id, object_id, staff_id, shared_at)
         SELECT a.participant_id, $2, a.staff_id, $3 FROM assignment a
         WHERE a.participant_id = $1 AND NOT EXISTS (
             SELECT 1 FROM seen n WHERE n.participant_id = a.participant_id AND n.object_id = $2
                 AND n.revision_id = $4 AND n.staff_id = a.staff_id AND n.reviewed = 0)",
    )
    .bind(participant.bytes().to_vec())
    .bind(object.bytes().to_vec())
    .bind(ms(tx.now))
    .bind(revision.bytes().to_vec())
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// A share was closed: it is new to nobody.
pub async fn closed(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId) -> StoreResult<()> {
    sqlx::query("DELETE FROM unopened WHERE participant_id = $1 AND object_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// A reader opened it.
pub async fn opened(tx: &mut Tx<'_>, participant: ParticipantId, object: ObjectId, staff: StaffId) -> StoreResult<()> {
    sqlx::query("DELETE FROM unopened WHERE participant_id = $1 AND object_id = $2 AND staff_id = $3")
        .bind(participant.bytes().to_vec())
        .bind(object.bytes().to_vec())
        .bind(staff.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Somebody joined the care team: the newest shares are new to them, older ones are found on the person's page.
pub async fn joined(tx: &mut Tx<'_>, participant: ParticipantId, staff: StaffId) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO unopened (participant_id, object_id, staff_id, shared_at)
         SELECT s.participant_id, s.object_id, $2, s.changed_at
         FROM (SELECT participant_id, object_id, revision_id, changed_at FROM share
               WHERE participant_id = $1 AND revision_id IS NOT NULL
               ORDER BY changed_at DESC, object_id DESC LIMIT $3) s
         WHERE NOT EXISTS (
             SELECT 1 FROM seen n WHERE n.participant_id = s.participant_id AND n.object_id = s.object_id
                 AND n.revision_id = s.revision_id AND n.staff_id = $2 AND n.reviewed = 0)",
    )
    .bind(participant.bytes().to_vec())
    .bind(staff.bytes().to_vec())
    .bind(AT_FIRST)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Somebody left the care team.
pub async fn left(tx: &mut Tx<'_>, participant: ParticipantId, staff: StaffId) -> StoreResult<()> {
    sqlx::query("DELETE FROM unopened WHERE participant_id = $1 AND staff_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(staff.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// The participant left the program.
pub async fn discharged(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<()> {
    sqlx::query("DELETE FROM unopened WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}
