//! Creates programs, staff accounts and participants.

use domain::base::id::{ParticipantId, ProgramId, StaffId};
use domain::base::text::Label;
use domain::ledger::LedgerHead;
use domain::people::{Membership, Role};
use domain::sync::digest::Digest;

use super::sql::base::sealed::{name_of, program_key};
use super::sql::base::{Tx, ms};
use crate::store::StoreResult;

pub async fn create_program(tx: &mut Tx<'_>, name: Label) -> StoreResult<ProgramId> {
    let program = ProgramId::from_bytes(tx.env.random());
    let (key, wrapped) = tx.keys.make(tx.env, "program", program.bytes())?;
    let name = key.seal(tx.env, name_of("program", program.bytes()), name.as_str().as_bytes())?;
    sqlx::query("INSERT INTO program (program_id, wrapped_key, name_sealed, created_at) VALUES ($1, $2, $3, $4)")
        .bind(program.bytes().to_vec())
        .bind(wrapped)
        .bind(name)
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?;
    Ok(program)
}

pub async fn create_staff(tx: &mut Tx<'_>, program: ProgramId, role: Role, name: Label) -> StoreResult<StaffId> {
    let staff = StaffId::from_bytes(tx.env.random());
    let key = program_key(tx, program).await?;
    let name = key.seal(tx.env, name_of("staff", staff.bytes()), name.as_str().as_bytes())?;
    sqlx::query("INSERT INTO staff (staff_id, program_id, role, name_sealed, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(staff.bytes().to_vec())
        .bind(program.bytes().to_vec())
        .bind(role.word())
        .bind(name)
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?;
    Ok(staff)
}

pub async fn create_participant(tx: &mut Tx<'_>, program: ProgramId, name: Label) -> StoreResult<ParticipantId> {
    let participant = ParticipantId::from_bytes(tx.env.random());
    let (key, wrapped) = tx.keys.make(tx.env, "participant", participant.bytes())?;
    let name = key.seal(tx.env, name_of("participant", participant.bytes()), name.as_str().as_bytes())?;
    sqlx::query(
        "INSERT INTO participant (participant_id, program_id, wrapped_key, name_sealed, membership, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(participant.bytes().to_vec())
    .bind(program.bytes().to_vec())
    .bind(wrapped)
    .bind(name)
    .bind(Membership::Invited.word())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    sqlx::query("INSERT INTO head (participant_id, feed_no, ledger_no, ledger_hash, digest) VALUES ($1, 0, 0, $2, $3)")
        .bind(participant.bytes().to_vec())
        .bind(LedgerHead::EMPTY.hash.0.to_vec())
        .bind(Digest::default().bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(participant)
}
