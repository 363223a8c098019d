//! Forms of staff: each is taken once, and what arrives after the sign-in had ended is kept, sealed, for its account.

use chrono::{DateTime, Utc};
use domain::base::id::StaffId;
use domain::base::problem::ProblemKind;
use sqlx::Row as _;

use super::sql::base::{DbRow, Tx, id, ms, sealed};
use super::sql::people::sign_in;
use crate::seal::{Place, SealKey};
use crate::store::types::forms::{FORM_LIFE, Form, KEPT_FORMS, KEPT_LIFE, KeptForm, Version};
use crate::store::types::people::SignedInStaff;
use crate::store::{StoreError, StoreResult};

/// Old rows that one transaction deletes at most.
const AT_ONCE: i64 = 100;

/// Records that the form of an act is taken, in the transaction of the act.
///
/// # Errors
/// `Taken` if it was before; the act is then not done again.
pub async fn take(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<()> {
    let Some(form) = who.form else { return Ok(()) };
    let new = sqlx::query(
        "INSERT INTO form_taken (form_id, staff_id, taken_at) VALUES ($1, $2, $3) ON CONFLICT (form_id) DO NOTHING",
    )
    .bind(form.id.to_vec())
    .bind(who.staff.bytes().to_vec())
    .bind(ms(tx.now))
    .execute(&mut *tx.conn)
    .await?
    .rows_affected();
    if new == 0 {
        return Err(StoreError::Taken);
    }
    sqlx::query("DELETE FROM form_kept WHERE staff_id = $1 AND form = $2")
        .bind(who.staff.bytes().to_vec())
        .bind(form.address.to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Checks that the act's form was made from the present version.
///
/// # Errors
/// `Stale` if it was made from another one.
pub fn is_present(who: SignedInStaff, present: Version) -> StoreResult<()> {
    match who.form.and_then(|form| form.made_from) {
        Some(made_from) if made_from != present => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

pub async fn find_form(tx: &mut Tx<'_>, form: [u8; 32]) -> StoreResult<Option<Option<String>>> {
    let row = sqlx::query("SELECT answer FROM form_taken WHERE form_id = $1")
        .bind(form.to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    Ok(row.map(|row| row.try_get("answer")).transpose()?)
}

pub async fn answer_form(tx: &mut Tx<'_>, form: [u8; 32], answer: String) -> StoreResult<()> {
    sqlx::query("UPDATE form_taken SET answer = $2 WHERE form_id = $1")
        .bind(form.to_vec())
        .bind(answer)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// The row of a kept form, which its fields are sealed for.
fn row_of(staff: StaffId, address: [u8; 32]) -> [u8; 48] {
    let mut row = [0; 48];
    row[..16].copy_from_slice(staff.bytes());
    row[16..].copy_from_slice(&address);
    row
}

const fn place(row: &[u8; 48]) -> Place<'_> {
    Place { table: "form_kept", row, column: "fields_sealed" }
}

async fn key_of(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<SealKey> {
    let row = sqlx::query("SELECT program_id FROM staff WHERE staff_id = $1 AND disabled_at IS NULL")
        .bind(staff.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    sealed::program_key(tx, id(&row, "program_id")?).await
}

pub async fn keep_form(tx: &mut Tx<'_>, staff: StaffId, kept: KeptForm) -> StoreResult<()> {
    let key = key_of(tx, staff).await?;
    let address = Form::address(&kept.action);
    // Infallible: plain JSON with string keys.
    let plain = serde_json::to_vec(&kept).unwrap_or_default();
    let fields = key.seal(tx.env, place(&row_of(staff, address)), &plain)?;
    sqlx::query(
        "INSERT INTO form_kept (staff_id, form, kept_at, led, fields_sealed) VALUES ($1, $2, $3, 0, $4)
         ON CONFLICT (staff_id, form) DO UPDATE
         SET kept_at = excluded.kept_at, led = 0, fields_sealed = excluded.fields_sealed",
    )
    .bind(staff.bytes().to_vec())
    .bind(address.to_vec())
    .bind(ms(tx.now))
    .bind(fields)
    .execute(&mut *tx.conn)
    .await?;
    sqlx::query(
        "DELETE FROM form_kept WHERE staff_id = $1 AND form NOT IN
         (SELECT form FROM form_kept WHERE staff_id = $1 ORDER BY kept_at DESC, form LIMIT $2)",
    )
    .bind(staff.bytes().to_vec())
    .bind(KEPT_FORMS)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

fn open(key: &SealKey, staff: StaffId, row: &DbRow) -> StoreResult<KeptForm> {
    let address: &[u8] = row.try_get("form")?;
    let address = address.try_into().map_err(|_| StoreError::Corrupt("form_kept"))?;
    let plain = key.open(place(&row_of(staff, address)), row.try_get("fields_sealed")?)?;
    serde_json::from_slice(&plain).map_err(|_| StoreError::Corrupt("form_kept"))
}

pub async fn kept_forms(tx: &mut Tx<'_>, who: SignedInStaff) -> StoreResult<Vec<KeptForm>> {
    sign_in::still_staff(tx, who).await?;
    let rows = sqlx::query("SELECT form, fields_sealed FROM form_kept WHERE staff_id = $1 AND kept_at > $2")
        .bind(who.staff.bytes().to_vec())
        .bind(ms(tx.now - KEPT_LIFE))
        .fetch_all(&mut *tx.conn)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = sealed::program_key(tx, who.program).await?;
    rows.iter().map(|row| open(&key, who.staff, row)).collect()
}

pub async fn lead_to_kept(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<Option<String>> {
    let row = sqlx::query(
        "SELECT form, fields_sealed FROM form_kept WHERE staff_id = $1 AND kept_at > $2 AND led = 0
         ORDER BY kept_at DESC, form LIMIT 1",
    )
    .bind(staff.bytes().to_vec())
    .bind(ms(tx.now - KEPT_LIFE))
    .fetch_optional(&mut *tx.conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let key = key_of(tx, staff).await?;
    let kept = open(&key, staff, &row)?;
    sqlx::query("UPDATE form_kept SET led = 1 WHERE staff_id = $1")
        .bind(staff.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(Some(kept.action))
}

pub async fn forget_forms(tx: &mut Tx<'_>) -> StoreResult<u64> {
    let mut gone = 0;
    // Twice as long as a key is good for, so that no form is forgotten while it can be posted.
    let taken: DateTime<Utc> = tx.now - FORM_LIFE * 2;
    gone += sqlx::query(
        "DELETE FROM form_taken WHERE form_id IN
         (SELECT form_id FROM form_taken WHERE taken_at < $1 ORDER BY taken_at LIMIT $2)",
    )
    .bind(ms(taken))
    .bind(AT_ONCE)
    .execute(&mut *tx.conn)
    .await?
    .rows_affected();
    gone += sqlx::query(
        "DELETE FROM form_kept WHERE (staff_id, form) IN
         (SELECT staff_id, form FROM form_kept WHERE kept_at <= $1 ORDER BY kept_at LIMIT $2)",
    )
    .bind(ms(tx.now - KEPT_LIFE))
    .bind(AT_ONCE)
    .execute(&mut *tx.conn)
    .await?
    .rows_affected();
    Ok(gone)
}
