//! The program's lock, time zone and holidays.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::base::id::ProgramId;
use domain::base::problem::ProblemKind;
use domain::schedule::Zone;
use sqlx::Row as _;

use super::session;
use super::sql::base::Tx;
use crate::seal::{Place, SealKey};
use crate::store::StoreResult;

/// Locks the program's plan until the transaction ends; returns its zone.
///
/// # Errors
/// `not_found` if there is no such program.
pub async fn lock_program(tx: &mut Tx<'_>, program: ProgramId) -> StoreResult<Zone> {
    let row = sqlx::query("UPDATE program SET zone = zone WHERE program_id = $1 RETURNING zone")
        .bind(program.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(ProblemKind::NotFound)?;
    session::zone(&row, "zone")
}

/// The program's zone, for reads.
pub async fn zone_of(tx: &mut Tx<'_>, program: ProgramId) -> StoreResult<Zone> {
    let row = sqlx::query("SELECT zone FROM program WHERE program_id = $1")
        .bind(program.bytes().to_vec())
        .fetch_one(&mut *tx.conn)
        .await?;
    session::zone(&row, "zone")
}

/// The program's holidays, with their names.
pub async fn holidays(tx: &mut Tx<'_>, program: ProgramId, key: &SealKey) -> StoreResult<BTreeMap<NaiveDate, String>> {
    let rows = sqlx::query("SELECT day, name_sealed FROM holiday WHERE program_id = $1")
        .bind(program.bytes().to_vec())
        .fetch_all(&mut *tx.conn)
        .await?;
    let mut found = BTreeMap::new();
    for row in &rows {
        let text: String = row.try_get("day")?;
        let name = key.open_text(holiday_place(text.as_bytes()), row.try_get("name_sealed")?)?;
        found.insert(session::day(row, "day")?, name);
    }
    Ok(found)
}

/// The place of a holiday's name, sealed under the program's key. `row` is its day as text.
pub const fn holiday_place(row: &[u8]) -> Place<'_> {
    Place { table: "holiday", row, column: "name_sealed" }
}
