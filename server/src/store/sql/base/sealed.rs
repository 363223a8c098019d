//! The keys of programs and participants, and the names that are sealed under them.

use std::collections::BTreeMap;

use domain::base::id::{ParticipantId, ProgramId, StaffId};
use domain::base::problem::ProblemKind;
use sqlx::Row as _;

use super::{DbRow, Tx, id};
use crate::seal::{Place, SealKey};
use crate::store::StoreResult;

/// # Errors
/// `not_found` if there is no such participant.
pub async fn participant_key(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<SealKey> {
    let row = sqlx::query("SELECT wrapped_key FROM participant WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    Ok(tx.keys.unwrap_key("participant", participant.bytes(), row.try_get("wrapped_key")?)?)
}

/// The display name in a row that has `participant_id`, `wrapped_key` and `name_sealed`.
///
/// # Errors
/// Fails if a column is missing, or does not open.
pub fn participant_name_in(tx: &Tx<'_>, row: &DbRow) -> StoreResult<String> {
    let participant: ParticipantId = id(row, "participant_id")?;
    let key = tx.keys.unwrap_key("participant", participant.bytes(), row.try_get("wrapped_key")?)?;
    Ok(key.open_text(name_of("participant", participant.bytes()), row.try_get("name_sealed")?)?)
}

/// # Errors
/// `not_found` if there is no such program.
pub async fn program_key(tx: &mut Tx<'_>, program: ProgramId) -> StoreResult<SealKey> {
    let row = sqlx::query("SELECT wrapped_key FROM program WHERE program_id = $1")
        .bind(program.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    Ok(tx.keys.unwrap_key("program", program.bytes(), row.try_get("wrapped_key")?)?)
}

/// The display name of a participant.
///
/// # Errors
/// `not_found` if there is no such participant.
pub async fn participant_name(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<String> {
    let key = participant_key(tx, participant).await?;
    let row = sqlx::query("SELECT name_sealed FROM participant WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_one(&mut *tx.conn)
        .await?;
    Ok(key.open_text(name_of("participant", participant.bytes()), row.try_get("name_sealed")?)?)
}

/// # Errors
/// `not_found` if there is no such program.
pub async fn program_name(tx: &mut Tx<'_>, program: ProgramId) -> StoreResult<String> {
    let key = program_key(tx, program).await?;
    let row = sqlx::query("SELECT name_sealed FROM program WHERE program_id = $1")
        .bind(program.bytes().to_vec())
        .fetch_one(&mut *tx.conn)
        .await?;
    Ok(key.open_text(name_of("program", program.bytes()), row.try_get("name_sealed")?)?)
}

/// The display name of a staff member.
///
/// # Errors
/// `not_found` if there is no such account.
pub async fn staff_name(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<String> {
    let row = sqlx::query("SELECT program_id, name_sealed FROM staff WHERE staff_id = $1")
        .bind(staff.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    let key = program_key(tx, id(&row, "program_id")?).await?;
    Ok(key.open_text(name_of("staff", staff.bytes()), row.try_get("name_sealed")?)?)
}

/// The place of a sealed name.
pub const fn name_of<'a>(table: &'static str, row: &'a [u8; 16]) -> Place<'a> {
    Place { table, row, column: "name_sealed" }
}

/// The place of a reply, sealed under the participant's key.
pub const fn reply_text(reply: &[u8; 16]) -> Place<'_> {
    Place { table: "reply", row: reply, column: "text_sealed" }
}

/// Names of staff, each opened once.
#[derive(Default)]
pub struct Names(BTreeMap<StaffId, String>);

impl Names {
    /// # Errors
    /// As [`staff_name`].
    pub async fn of(&mut self, tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<String> {
        if let Some(name) = self.0.get(&staff) {
            return Ok(name.clone());
        }
        let name = staff_name(tx, staff).await?;
        self.0.insert(staff, name.clone());
        Ok(name)
    }
}
