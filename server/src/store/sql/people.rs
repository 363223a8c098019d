//! Programs, staff and participants coming to be, and who cares for whom.

use domain::digest::Digest;
use domain::id::{ParticipantId, ProgramId, StaffId};
use domain::ledger::{Act, ActorKind, Fact, LedgerHead};
use domain::problem::ProblemKind;
use domain::program::{Membership, MembershipEvent, Role};
use domain::text::Label;
use sqlx::Row as _;

use super::sealed::{name_of, program_key};
use super::{Tx, head, id, ms, subscription, telling};
use crate::store::{StoreError, StoreResult};

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

/// # Errors
/// `not_found` when there is no such participant.
pub async fn program_of(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<ProgramId> {
    let row = sqlx::query("SELECT program_id FROM participant WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    id(&row, "program_id")
}

/// # Errors
/// `not_found` when there is no such participant.
pub async fn membership(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<Membership> {
    let row = sqlx::query("SELECT membership FROM participant WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    Membership::from_word(row.try_get("membership")?).ok_or(StoreError::Corrupt("participant"))
}

/// # Errors
/// When the database fails.
pub async fn set_membership(tx: &mut Tx<'_>, participant: ParticipantId, membership: Membership) -> StoreResult<()> {
    if membership == Membership::Left {
        subscription::forget_all(tx, participant).await?;
    }
    sqlx::query("UPDATE participant SET membership = $2 WHERE participant_id = $1")
        .bind(participant.bytes().to_vec())
        .bind(membership.word())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

pub async fn discharge(tx: &mut Tx<'_>, participant: ParticipantId) -> StoreResult<()> {
    let mut locked = head::lock(tx, participant).await?;
    let after = membership(tx, participant).await?.after(MembershipEvent::Discharged).ok_or(ProblemKind::Forbidden)?;
    set_membership(tx, participant, after).await?;
    // Their sessions are off from now on, and so are the reminders.
    telling::catch_up(tx, &mut locked).await?;
    head::save(tx, &locked).await
}

/// Everybody who left, for the list beside the key file.
///
/// # Errors
/// When the database fails.
pub async fn all_left(tx: &mut Tx<'_>) -> StoreResult<Vec<ParticipantId>> {
    let rows = sqlx::query("SELECT participant_id FROM participant WHERE membership = $1 ORDER BY participant_id")
        .bind(Membership::Left.word())
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}
