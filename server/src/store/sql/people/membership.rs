//! A participant's membership in the program.

use domain::base::id::{ParticipantId, ProgramId};
use domain::base::problem::ProblemKind;
use domain::people::Membership;
use sqlx::Row as _;

use super::sql::base::{DbRow, Tx, id};
use crate::store::{StoreError, StoreResult};

/// # Errors
/// `not_found` if there is no such participant.
pub async fn program_of(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<ProgramId> {
    let row = sqlx::query("SELECT program_id FROM participant WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    id(&row, "program_id")
}

/// # Errors
/// `not_found` if there is no such participant.
pub async fn membership(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Membership> {
    let row = sqlx::query("SELECT membership FROM participant WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    read(&row)
}

/// # Errors
/// Fails if the row was not written by this program.
pub fn read(row: &DbRow) -> StoreResult<Membership> {
    Membership::from_word(row.try_get("membership")?).ok_or(StoreError::Corrupt("participant"))
}

pub async fn set_membership(tx: &mut Tx<'_>, participant: ParticipantId, membership: Membership) -> StoreResult<()> {
    sqlx::query("UPDATE participant SET membership = $2 WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .bind(membership.word())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Everyone who left, for the list of the gone.
pub async fn all_left(tx: &mut Tx<'_>) -> StoreResult<Vec<ParticipantId>> {
    let rows = sqlx::query("SELECT participant_id FROM participant WHERE membership = $1 ORDER BY participant_id")
        .bind(Membership::Left.word())
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}
