//! Staff accounts getting in: one-time links, passkey ceremonies and passkeys.

use chrono::TimeDelta;
use domain::id::{ProgramId, StaffId};
use domain::problem::ProblemKind;
use domain::program::Role;
use sqlx::Row as _;

use super::{DbRow, Tx, id, maybe_id, ms, sealed, sign_in, time};
use crate::seal::{self, Place};
use crate::store::care::{Ceremony, Invited, LinkPurpose, StoredPasskey};
use crate::store::{StoreError, StoreResult};

/// How long a passkey ceremony may take.
const CEREMONY_LIFE: TimeDelta = TimeDelta::minutes(5);
/// How many may be under way at once: two hundred staff who all start five, and no more than about a megabyte.
const OPEN_CEREMONIES: i64 = 1000;

pub async fn first_program(tx: &mut Tx<'_>) -> StoreResult<Option<ProgramId>> {
    let row = sqlx::query("SELECT program_id FROM program ORDER BY created_at, program_id LIMIT 1").fetch_optional(&mut *tx.conn).await?;
    row.map(|row| id(&row, "program_id")).transpose()
}

pub async fn make_link(tx: &mut Tx<'_>, staff: StaffId, purpose: LinkPurpose, life: TimeDelta) -> StoreResult<String> {
    sqlx::query("UPDATE staff_link SET used_at = $3 WHERE staff_id = $1 AND purpose = $2 AND used_at IS NULL")
        .bind(staff.bytes().to_vec())
        .bind(purpose.word())
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?;
    let token = seal::new_token(tx.env);
    sqlx::query("INSERT INTO staff_link (token_hash, staff_id, purpose, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(seal::token_hash(&token).to_vec())
        .bind(staff.bytes().to_vec())
        .bind(purpose.word())
        .bind(ms(tx.now + life))
        .execute(&mut *tx.conn)
        .await?;
    Ok(token)
}

/// The account of a link that can still be used.
async fn link_staff(tx: &mut Tx<'_>, token: &str, purpose: LinkPurpose) -> StoreResult<Option<StaffId>> {
    let row = sqlx::query(
        "SELECT l.staff_id FROM staff_link l JOIN staff s ON s.staff_id = l.staff_id
         WHERE l.token_hash = $1 AND l.purpose = $2 AND l.expires_at > $3 AND l.used_at IS NULL AND s.disabled_at IS NULL",
    )
    .bind(seal::token_hash(token).to_vec())
    .bind(purpose.word())
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.map(|row| id(&row, "staff_id")).transpose()
}

pub async fn find_link(tx: &mut Tx<'_>, token: String, purpose: LinkPurpose) -> StoreResult<Option<Invited>> {
    let Some(staff) = link_staff(tx, &token, purpose).await? else { return Ok(None) };
    let row =
        sqlx::query("SELECT program_id, role FROM staff WHERE staff_id = $1").bind(staff.bytes().to_vec()).fetch_one(&mut *tx.conn).await?;
    let program: ProgramId = id(&row, "program_id")?;
    Ok(Some(Invited {
        staff,
        name: sealed::staff_name(tx, staff).await?,
        program: sealed::program_name(tx, program).await?,
        role: Role::from_word(row.try_get("role")?).ok_or(StoreError::Corrupt("staff"))?,
    }))
}

/// Uses a link up; of two who try at once, one succeeds.
async fn use_link(tx: &mut Tx<'_>, token_hash: &[u8], purpose: LinkPurpose) -> StoreResult<StaffId> {
    let row = sqlx::query(
        "UPDATE staff_link SET used_at = $3 WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
         RETURNING staff_id",
    )
    .bind(token_hash.to_vec())
    .bind(purpose.word())
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?
    .ok_or(ProblemKind::NotFound)?;
    id(&row, "staff_id")
}

pub async fn sign_in_by_link(tx: &mut Tx<'_>, token: String) -> StoreResult<String> {
    let staff = use_link(tx, &seal::token_hash(&token), LinkPurpose::Demo).await?;
    sign_in::sign_in_staff(tx, staff).await
}

pub async fn link_is_open(tx: &mut Tx<'_>, staff: StaffId, purpose: LinkPurpose) -> StoreResult<bool> {
    let row = sqlx::query(
        "SELECT 1 AS found FROM staff_link WHERE staff_id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 LIMIT 1",
    )
    .bind(staff.bytes().to_vec())
    .bind(purpose.word())
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_some())
}

pub async fn begin_ceremony(tx: &mut Tx<'_>, purpose: &'static str, staff: Option<StaffId>, state: String) -> StoreResult<[u8; 16]> {
    sqlx::query("DELETE FROM ceremony WHERE expires_at <= $1").bind(ms(tx.now)).execute(&mut *tx.conn).await?;
    let row = sqlx::query("SELECT COUNT(*) AS open FROM ceremony").fetch_one(&mut *tx.conn).await?;
    if row.try_get::<i64, _>("open")? >= OPEN_CEREMONIES {
        return Err(ProblemKind::Unavailable.into());
    }
    let ceremony = tx.env.random::<16>();
    sqlx::query("INSERT INTO ceremony (ceremony_id, purpose, staff_id, state, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(ceremony.to_vec())
        .bind(purpose)
        .bind(staff.map(|s| s.bytes().to_vec()))
        .bind(state)
        .bind(ms(tx.now + CEREMONY_LIFE))
        .execute(&mut *tx.conn)
        .await?;
    Ok(ceremony)
}

pub async fn take_ceremony(tx: &mut Tx<'_>, ceremony: [u8; 16], purpose: &'static str) -> StoreResult<Option<Ceremony>> {
    let row = sqlx::query(
        "DELETE FROM ceremony WHERE ceremony_id = $1 AND purpose = $2 AND expires_at > $3 RETURNING staff_id, state, expires_at",
    )
    .bind(ceremony.to_vec())
    .bind(purpose)
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.map(|row| {
        let begun = time(&row, "expires_at")? - CEREMONY_LIFE;
        Ok(Ceremony { staff: maybe_id(&row, "staff_id")?, state: row.try_get("state")?, begun })
    })
    .transpose()
}

/// Where a passkey's JSON stands, under the program's key.
const fn passkey_place(credential: &[u8]) -> Place<'_> {
    Place { table: "passkey", row: credential, column: "passkey_json_sealed" }
}

async fn staff_program_key(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<seal::SealKey> {
    let row = sqlx::query("SELECT program_id FROM staff WHERE staff_id = $1 AND disabled_at IS NULL")
        .bind(staff.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::SignIn)?;
    sealed::program_key(tx, id(&row, "program_id")?).await
}

pub async fn join_with_passkey(tx: &mut Tx<'_>, link_hash: [u8; 32], staff: StaffId, passkey: StoredPasskey) -> StoreResult<String> {
    if use_link(tx, &link_hash, LinkPurpose::Join).await? != staff {
        return Err(ProblemKind::NotFound.into());
    }
    let key = staff_program_key(tx, staff).await?;
    let sealed = key.seal(tx.env, passkey_place(&passkey.credential_id), passkey.json.as_bytes())?;
    sqlx::query("INSERT INTO passkey (credential_id, staff_id, passkey_json_sealed, created_at) VALUES ($1, $2, $3, $4)")
        .bind(passkey.credential_id)
        .bind(staff.bytes().to_vec())
        .bind(sealed)
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?;
    sign_in::sign_in_staff(tx, staff).await
}

pub async fn find_passkey(tx: &mut Tx<'_>, staff: StaffId, credential_id: Vec<u8>) -> StoreResult<Option<StoredPasskey>> {
    let row = sqlx::query(
        "SELECT k.credential_id, k.passkey_json_sealed FROM passkey k JOIN staff s ON s.staff_id = k.staff_id
         WHERE k.credential_id = $1 AND k.staff_id = $2 AND s.disabled_at IS NULL",
    )
    .bind(credential_id)
    .bind(staff.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    open_passkey(tx, staff, &row).await.map(Some)
}

async fn open_passkey(tx: &mut Tx<'_>, staff: StaffId, row: &DbRow) -> StoreResult<StoredPasskey> {
    let credential_id: Vec<u8> = row.try_get("credential_id")?;
    let key = staff_program_key(tx, staff).await?;
    let json = key.open_text(passkey_place(&credential_id), row.try_get("passkey_json_sealed")?)?;
    Ok(StoredPasskey { credential_id, json })
}

pub async fn sign_in_with_passkey(tx: &mut Tx<'_>, staff: StaffId, passkey: StoredPasskey) -> StoreResult<String> {
    let key = staff_program_key(tx, staff).await?;
    let sealed = key.seal(tx.env, passkey_place(&passkey.credential_id), passkey.json.as_bytes())?;
    let known = sqlx::query("UPDATE passkey SET passkey_json_sealed = $3, last_used_at = $4 WHERE credential_id = $1 AND staff_id = $2")
        .bind(passkey.credential_id)
        .bind(staff.bytes().to_vec())
        .bind(sealed)
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?
        .rows_affected();
    if known == 0 {
        return Err(ProblemKind::SignIn.into());
    }
    sign_in::sign_in_staff(tx, staff).await
}

pub async fn staff_name(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<String> {
    sealed::staff_name(tx, staff).await
}
