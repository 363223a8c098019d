//! Sign-ins: the owner of a token, and how long it is valid. Ending one is in `leaving.rs`.

use domain::base::id::{DeviceId, EpochId, ParticipantId, StaffId, StreamId};
use domain::base::problem::ProblemKind;
use domain::people::{PARTICIPANT_SIGN_IN, STAFF_SIGN_IN, SignInLife, TOUCH_AFTER};
use sqlx::Row as _;

use super::sql::base::{DbRow, Tx, id, maybe_id, ms, role, server_state, time};
use crate::seal;
use crate::store::types::people::{Found, SignedIn, SignedInPhone, SignedInStaff};
use crate::store::{StoreError, StoreResult};

pub async fn find_sign_in(tx: &mut Tx<'_>, token_hash: [u8; 32]) -> StoreResult<Option<Found>> {
    let row = sqlx::query(
        "SELECT i.staff_id, i.participant_id, i.device_id, i.created_at, i.last_seen_at,
                s.program_id, s.role, s.disabled_at, d.revoked_at
         FROM sign_in i
         LEFT JOIN staff s ON s.staff_id = i.staff_id
         LEFT JOIN device d ON d.participant_id = i.participant_id AND d.device_id = i.device_id
         WHERE i.token_hash = $1",
    )
    .bind(token_hash.to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.map_or(Ok(None), |row| found(tx, &row, token_hash))
}

fn found(tx: &Tx<'_>, row: &DbRow, token_hash: [u8; 32]) -> StoreResult<Option<Found>> {
    let stale = tx.now - time(row, "last_seen_at")? >= TOUCH_AFTER;
    let who = match maybe_id::<StaffId>(row, "staff_id")? {
        Some(staff) => staff_of(tx, row, staff, token_hash)?,
        None => phone_of(tx, row, token_hash)?,
    };
    Ok(who.map(|who| Found { who, stale }))
}

fn staff_of(tx: &Tx<'_>, row: &DbRow, staff: StaffId, token_hash: [u8; 32]) -> StoreResult<Option<SignedIn>> {
    if !lives(tx, row, STAFF_SIGN_IN)? || row.try_get::<Option<i64>, _>("disabled_at")?.is_some() {
        return Ok(None);
    }
    let role = role(row)?;
    let (program, since) = (id(row, "program_id")?, time(row, "created_at")?);
    Ok(Some(SignedIn::Staff(SignedInStaff { staff, program, role, token_hash, since, form: None })))
}

fn phone_of(tx: &Tx<'_>, row: &DbRow, token_hash: [u8; 32]) -> StoreResult<Option<SignedIn>> {
    // A revoked phone is told so even if its sign-in has expired.
    if row.try_get::<Option<i64>, _>("revoked_at")?.is_some() {
        return Ok(Some(SignedIn::Revoked));
    }
    if !lives(tx, row, PARTICIPANT_SIGN_IN)? {
        return Ok(None);
    }
    let phone = SignedInPhone { participant: id(row, "participant_id")?, device: id(row, "device_id")?, token_hash };
    Ok(Some(SignedIn::Phone(phone)))
}

fn lives(tx: &Tx<'_>, row: &DbRow, life: SignInLife) -> StoreResult<bool> {
    Ok(tx.now - time(row, "created_at")? < life.absolute && tx.now - time(row, "last_seen_at")? < life.idle)
}

pub async fn touch_sign_in(tx: &mut Tx<'_>, token_hash: [u8; 32]) -> StoreResult<()> {
    sqlx::query("UPDATE sign_in SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2")
        .bind(token_hash.to_vec())
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

pub async fn sign_in_staff(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<String> {
    let known = sqlx::query("SELECT 1 AS found FROM staff WHERE staff_id = $1 AND disabled_at IS NULL")
        .bind(staff.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    if known.is_none() {
        return Err(ProblemKind::SignIn.into());
    }
    let token = seal::new_token(tx.env);
    sqlx::query("INSERT INTO sign_in (token_hash, staff_id, created_at, last_seen_at) VALUES ($1, $2, $3, $3)")
        .bind(seal::token_hash(&token).to_vec())
        .bind(staff.bytes().to_vec())
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?;
    Ok(token)
}

/// Signs a phone in, for use cases that have just enrolled it.
pub async fn sign_in_phone(tx: &mut Tx<'_>, participant: ParticipantId, device: DeviceId) -> StoreResult<String> {
    let token = seal::new_token(tx.env);
    sqlx::query(
        "INSERT INTO sign_in (token_hash, participant_id, device_id, created_at, last_seen_at)
                 VALUES ($1, $2, $3, $4, $4)",
    )
    .bind(seal::token_hash(&token).to_vec())
    .bind(participant.bytes().to_vec())
    .bind(device.bytes().to_vec())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    Ok(token)
}

/// Checks inside a transaction that a staff sign-in is still valid. Only reads, because reading use cases call it too;
/// the guard has recorded its use.
///
/// # Errors
/// `sign_in` if it has ended.
pub async fn still_staff(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<()> {
    match find_sign_in(tx, who.token_hash).await? {
        Some(Found { who: SignedIn::Staff(now), .. }) if now == (SignedInStaff { form: None, ..who }) => Ok(()),
        _ => Err(ProblemKind::SignIn.into()),
    }
}

/// Checks inside a transaction that a phone's sign-in is still valid. Only reads, like [`still_staff`].
///
/// # Errors
/// `revoked` if the phone was revoked, `sign_in` if the sign-in has ended.
pub async fn still_phone(tx: &mut Tx<'_>, who: SignedInPhone) -> StoreResult<()> {
    let found = find_sign_in(tx, who.token_hash).await?;
    still(who, found)
}

fn still(who: SignedInPhone, found: Option<Found>) -> StoreResult<()> {
    match found {
        Some(Found { who: SignedIn::Phone(now), .. }) if now == who => Ok(()),
        Some(Found { who: SignedIn::Revoked, .. }) => Err(ProblemKind::Revoked.into()),
        _ => Err(ProblemKind::SignIn.into()),
    }
}

/// State that a sync reads before it begins.
pub struct Asking {
    pub epoch: EpochId,
    /// The asking stream's `written_by`, `next_seq` and `kept_from`; NULL if the stream is unknown. Also the phone's
    /// `zone`.
    pub row: DbRow,
}

/// Like [`still_phone`], with the epoch and the asking stream in the same query.
///
/// # Errors
/// As [`still_phone`].
pub async fn asking(tx: &mut Tx<'_>, who: SignedInPhone, stream: StreamId) -> StoreResult<Asking> {
    let row = sqlx::query(
        "SELECT i.staff_id, i.participant_id, i.device_id, i.created_at, i.last_seen_at,
                s.program_id, s.role, s.disabled_at, d.revoked_at,
                d.zone AS zone, e.value AS epoch, t.device_id AS written_by, t.next_seq, t.kept_from
         FROM server_state e
         LEFT JOIN sign_in i ON i.token_hash = $1
         LEFT JOIN staff s ON s.staff_id = i.staff_id
         LEFT JOIN device d ON d.participant_id = i.participant_id AND d.device_id = i.device_id
         LEFT JOIN stream t ON t.participant_id = $2 AND t.stream_id = $3
         WHERE e.name = $4",
    )
    .bind(who.token_hash.to_vec())
    .bind(who.participant.bytes().to_vec())
    .bind(stream.bytes().to_vec())
    .bind(server_state::EPOCH)
    .fetch_optional(&mut *tx.conn)
    .await?
    .ok_or(StoreError::Corrupt("server_state"))?;
    let signed_in = row.try_get::<Option<i64>, _>("created_at")?.is_some();
    let found = if signed_in { found(tx, &row, who.token_hash)? } else { None };
    still(who, found)?;
    Ok(Asking { epoch: id(&row, "epoch")?, row })
}
