//! Sign-in of staff: one-time links and passkeys.

use chrono::TimeDelta;
use domain::base::id::{ProgramId, StaffId};
use domain::base::problem::ProblemKind;
use sqlx::Row as _;

use super::sign_in;
use super::sql::base::{DbRow, Tx, id, ms, role, sealed};
use crate::passkey::ceremony::Used;
use crate::seal::{self, Place};
use crate::store::StoreResult;
use crate::store::types::care::{Invited, LinkPurpose, StoredPasskey};

pub async fn first_program(tx: &mut Tx<'_>) -> StoreResult<Option<ProgramId>> {
    let row = sqlx::query("SELECT program_id FROM program ORDER BY created_at, program_id LIMIT 1")
        .fetch_optional(&mut *tx.conn)
        .await?;
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

/// The account of a valid link.
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
    let row = sqlx::query("SELECT program_id, role FROM staff WHERE staff_id = $1")
        .bind(staff.bytes().to_vec())
        .fetch_one(&mut *tx.conn)
        .await?;
    let program: ProgramId = id(&row, "program_id")?;
    Ok(Some(Invited {
        staff,
        name: sealed::staff_name(tx, staff).await?,
        program: sealed::program_name(tx, program).await?,
        role: role(&row)?,
    }))
}

/// Uses a link; of two concurrent tries, one succeeds.
async fn use_link(tx: &mut Tx<'_>, token_hash: &[u8], purpose: LinkPurpose) -> StoreResult<StaffId> {
    let row = sqlx::query(
        "UPDATE staff_link SET used_at = $3 WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL
         AND expires_at > $3
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
        "SELECT 1 AS found FROM staff_link WHERE staff_id = $1 AND purpose = $2 AND used_at IS NULL
         AND expires_at > $3 LIMIT 1",
    )
    .bind(staff.bytes().to_vec())
    .bind(purpose.word())
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_some())
}

pub async fn may_join(tx: &mut Tx<'_>, link_hash: [u8; 32], ceremony: Used) -> StoreResult<bool> {
    let row = sqlx::query(
        "SELECT 1 AS found FROM staff_link WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL
                     AND expires_at > $3",
    )
    .bind(link_hash.to_vec())
    .bind(LinkPurpose::Join.word())
    .bind(ms(tx.now))
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_some() && !is_used(tx, ceremony).await?)
}

pub async fn is_used(tx: &mut Tx<'_>, ceremony: Used) -> StoreResult<bool> {
    let row = sqlx::query("SELECT 1 AS found FROM used_ceremony WHERE ceremony_hash = $1")
        .bind(ceremony.hash.to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    Ok(row.is_some())
}

/// Uses a ceremony; of two concurrent tries, one succeeds. Deletes marks that have expired by every clock.
async fn use_up(tx: &mut Tx<'_>, ceremony: Used) -> StoreResult<()> {
    sqlx::query("DELETE FROM used_ceremony WHERE forget_at <= $1").bind(ms(tx.now)).execute(&mut *tx.conn).await?;
    let first = sqlx::query(
        "INSERT INTO used_ceremony (ceremony_hash, forget_at) VALUES ($1, $2) ON CONFLICT (ceremony_hash) DO NOTHING",
    )
    .bind(ceremony.hash.to_vec())
    .bind(ms(ceremony.until))
    .execute(&mut *tx.conn)
    .await?
    .rows_affected();
    if first == 1 { Ok(()) } else { Err(ProblemKind::SignIn.into()) }
}

/// The place of a passkey's JSON, sealed under the program's key.
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

pub async fn join_with_passkey(
    tx: &mut Tx<'_>,
    link_hash: [u8; 32],
    staff: StaffId,
    passkey: StoredPasskey,
    ceremony: Used,
) -> StoreResult<String> {
    use_up(tx, ceremony).await?;
    if use_link(tx, &link_hash, LinkPurpose::Join).await? != staff {
        return Err(ProblemKind::NotFound.into());
    }
    let key = staff_program_key(tx, staff).await?;
    let sealed = key.seal(tx.env, passkey_place(&passkey.credential_id), passkey.json.as_bytes())?;
    sqlx::query(
        "INSERT INTO passkey (credential_id, staff_id, passkey_json_sealed, created_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(passkey.credential_id)
    .bind(staff.bytes().to_vec())
    .bind(sealed)
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?;
    sign_in::sign_in_staff(tx, staff).await
}

pub async fn find_passkey(
    tx: &mut Tx<'_>,
    staff: StaffId,
    credential_id: Vec<u8>,
) -> StoreResult<Option<StoredPasskey>> {
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

pub async fn sign_in_with_passkey(
    tx: &mut Tx<'_>,
    staff: StaffId,
    passkey: StoredPasskey,
    ceremony: Used,
) -> StoreResult<String> {
    use_up(tx, ceremony).await?;
    let key = staff_program_key(tx, staff).await?;
    let sealed = key.seal(tx.env, passkey_place(&passkey.credential_id), passkey.json.as_bytes())?;
    let known = sqlx::query(
        "UPDATE passkey SET passkey_json_sealed = $3, last_used_at = $4 WHERE credential_id = $1 AND staff_id = $2",
    )
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
