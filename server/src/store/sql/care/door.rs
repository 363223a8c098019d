//! The door that every look of staff at a participant goes through.
//!
//! Law: the reader's sign-in row is locked first, then the participant's head row; then come the checks and the ledger
//! row; only then is anything shown: in the same transaction, or on a snapshot after it, where the checks are repeated
//! ([`look`]). An [`Opened`] proves that the row was written.

use chrono::NaiveTime;
use domain::base::id::ParticipantId;
use domain::base::problem::ProblemKind;
use domain::ledger::{Act, ActorKind, Fact};
use domain::people::access;

use super::sql::base::{Tx, head, ms};
use super::sql::people::{relation, sign_in};
use crate::store::StoreResult;
use crate::store::types::care::Opened;
use crate::store::types::head::Head;
use crate::store::types::people::SignedInStaff;

/// Locks the reader's sign-in and checks that it is still valid.
///
/// # Errors
/// `sign_in` if it has ended.
pub async fn lock_reader(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<()> {
    sqlx::query("UPDATE sign_in SET last_seen_at = last_seen_at WHERE token_hash = $1")
        .bind(who.token_hash.to_vec())
        .execute(&mut *tx.conn)
        .await?;
    sign_in::still_staff(tx, who).await
}

/// Locks reader and participant, then checks that the reader may see the participant.
///
/// # Errors
/// `sign_in` if the sign-in has ended; `not_found` if the participant does not exist or is not assigned, without saying
/// which.
pub async fn enter(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<Head> {
    lock_reader(tx, who).await?;
    let locked = head::lock(tx, participant).await?;
    is_theirs(tx, who, participant).await?;
    Ok(locked)
}

async fn is_theirs(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<()> {
    if relation::is_assigned(tx, participant, who.staff).await? { Ok(()) } else { Err(ProblemKind::NotFound.into()) }
}

/// A ledger row about the reader's act.
pub fn fact(tx: &Tx<'_>, who: SignedInStaff, act: Act, object: [u8; 16]) -> Fact {
    Fact { at: tx.now, actor: ActorKind::Staff, actor_id: *who.staff.bytes(), act, object }
}

/// Checks, without a lock, that the reader may see the participant now: for what is shown after its ledger row.
///
/// # Errors
/// As [`enter`].
pub async fn look(tx: &mut Tx<'_>, opened: Opened) -> StoreResult<()> {
    sign_in::still_staff(tx, opened.who()).await?;
    is_theirs(tx, opened.who(), opened.participant()).await
}

/// Records once a day that the reader saw the locked participant in a list.
pub async fn note_listed(tx: &mut Tx<'_>, who: SignedInStaff, locked: &mut Head) -> StoreResult<()> {
    // The number of *listed* stands in the statement, because its index holds those rows only.
    let listed = sqlx::query(
        "SELECT 1 AS found FROM ledger WHERE actor_id = $1 AND participant_id = $2 AND act = 1 AND at >= $3 LIMIT 1",
    )
    .bind(who.staff.bytes().to_vec())
    .bind(locked.participant.bytes().to_vec())
    .bind(today(tx))
    .fetch_optional(&mut *tx.conn)
    .await?;
    if listed.is_none() {
        let listed = fact(tx, who, Act::Listed, [0; 16]);
        head::record(tx, locked, listed).await?;
        head::save(tx, locked).await?;
    }
    Ok(())
}

/// The beginning of the day by which lists are recorded.
pub fn today(tx: &Tx<'_>) -> i64 {
    ms(tx.now.date_naive().and_time(NaiveTime::MIN).and_utc())
}

/// The reader's role now, not at the beginning of the request.
///
/// # Errors
/// `not_found` if the account is disabled.
pub async fn reads_entries(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<bool> {
    let role = relation::role_in(tx, who.program, who.staff).await?.ok_or(ProblemKind::NotFound)?;
    Ok(role.can(access::Act::Read))
}
