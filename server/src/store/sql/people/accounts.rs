//! Staff accounts, for the operator's commands: list, disable, enable, renew and hand over.
//!
//! Law: whoever has a carer keeps one. Anything that could remove someone's last carer locks the account's sign-ins,
//! then the program, then heads by id, and only then reads who cares for whom, so two of them never run side by side.

use chrono::TimeDelta;
use domain::Invalid;
use domain::base::id::{ParticipantId, ProgramId, StaffId};
use domain::base::problem::{Problem, ProblemKind};
use domain::people::access::Act;
use sqlx::Row as _;

use super::sql::base::{Tx, id, ms, role, sealed};
use super::sql::schedule::program;
use super::{care_team, relation, staff};
use crate::store::types::care::LinkPurpose;
use crate::store::types::staff::{Account, AccountState};
use crate::store::{StoreResult, members};

/// Maximum number of participants that one transaction locks.
const AT_ONCE: usize = 100;

pub async fn staff_accounts(tx: &mut Tx<'_>) -> StoreResult<Vec<Account>> {
    let rows = sqlx::query(
        "SELECT s.staff_id, s.program_id, s.role, s.disabled_at, (SELECT COUNT(*) FROM passkey k
         WHERE k.staff_id = s.staff_id) AS passkeys
         FROM staff s ORDER BY s.created_at, s.staff_id",
    )
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut accounts = Vec::with_capacity(rows.len());
    for row in &rows {
        let staff: StaffId = id(row, "staff_id")?;
        let disabled = row.try_get::<Option<i64>, _>("disabled_at")?.is_some();
        let state = match (disabled, row.try_get::<i64, _>("passkeys")?) {
            (true, _) => AccountState::Disabled,
            (false, 0) => AccountState::Invited,
            (false, _) => AccountState::Ready,
        };
        accounts.push(Account {
            staff,
            name: sealed::staff_name(tx, staff).await?,
            program: id(row, "program_id")?,
            role: role(row)?,
            state,
            only: 0,
        });
    }
    for account in &mut accounts {
        account.only = only(tx, account.staff, account.state == AccountState::Disabled).await?;
    }
    Ok(accounts)
}

/// The number of participants whose only carer is this account; for a `disabled` one, those without any carer.
async fn only(tx: &mut Tx<'_>, staff: StaffId, disabled: bool) -> StoreResult<usize> {
    let mut count = 0;
    for participant in people_of(tx, staff).await? {
        let carers = care_team::carers(tx, participant).await?;
        count += usize::from(if disabled { carers.is_empty() } else { carers == [staff] });
    }
    Ok(count)
}

/// The people of an account who have not left, by id.
async fn people_of(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<Vec<ParticipantId>> {
    let rows = sqlx::query(concat!(
        "SELECT a.participant_id FROM assignment a
         JOIN participant p ON p.participant_id = a.participant_id
         JOIN staff s ON s.staff_id = a.staff_id AND s.program_id = p.program_id
         WHERE a.staff_id = $1 AND ",
        members!(seen, "p.membership"),
        " ORDER BY a.participant_id"
    ))
    .bind(staff.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(|row| id(row, "participant_id")).collect()
}

pub async fn without_carer(tx: &mut Tx<'_>) -> StoreResult<usize> {
    let rows = sqlx::query(concat!("SELECT participant_id FROM participant WHERE ", members!(seen, "membership")))
        .fetch_all(&mut *tx.conn)
        .await?;
    let mut count = 0;
    for row in &rows {
        count += usize::from(care_team::carers(tx, id(row, "participant_id")?).await?.is_empty());
    }
    Ok(count)
}

/// Locks an account and its program; returns the program, and whether the account is disabled.
async fn lock(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<(ProgramId, bool)> {
    sqlx::query("UPDATE sign_in SET last_seen_at = last_seen_at WHERE staff_id = $1")
        .bind(staff.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    let Some((program, _)) = account(tx, staff).await? else { return Err(ProblemKind::NotFound.into()) };
    program::lock_program(tx, program).await?;
    // Check again, now under the lock.
    account(tx, staff).await?.ok_or_else(|| ProblemKind::NotFound.into())
}

async fn account(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<Option<(ProgramId, bool)>> {
    let row = sqlx::query("SELECT program_id, disabled_at FROM staff WHERE staff_id = $1")
        .bind(staff.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.map(|row| Ok((id(&row, "program_id")?, row.try_get::<Option<i64>, _>("disabled_at")?.is_some()))).transpose()
}

pub async fn disable_staff(tx: &mut Tx<'_>, staff: StaffId, to: Option<StaffId>) -> StoreResult<()> {
    let (program, _) = lock(tx, staff).await?;
    if let Some(to) = to {
        give(tx, program, staff, to).await?;
        if !people_of(tx, staff).await?.is_empty() {
            return Err(ProblemKind::TooMany.into());
        }
    }
    if only(tx, staff, false).await? > 0 {
        return Err(ProblemKind::Forbidden.into());
    }
    end(tx, staff).await
}

/// Disables an account even if it is someone's only carer: for a restored database, which may lack the hand-over.
pub async fn end(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<()> {
    end_ways_in(tx, staff).await?;
    sqlx::query("UPDATE staff SET disabled_at = COALESCE(disabled_at, $2) WHERE staff_id = $1")
        .bind(staff.bytes().to_vec())
        .bind(ms(tx.now))
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Deletes everything that signs the account in: links before passkeys, because a link in use creates one.
async fn end_ways_in(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<()> {
    for sql in [
        "DELETE FROM staff_link WHERE staff_id = $1",
        "DELETE FROM passkey WHERE staff_id = $1",
        "DELETE FROM sign_in WHERE staff_id = $1",
    ] {
        sqlx::query(sql).bind(staff.bytes().to_vec()).execute(&mut *tx.conn).await?;
    }
    Ok(())
}

/// Deletes every link: those of a restored database may have been used since.
pub async fn end_all_links(tx: &mut Tx<'_>) -> StoreResult<()> {
    sqlx::query("DELETE FROM staff_link").execute(&mut *tx.conn).await?;
    Ok(())
}

pub async fn enable_staff(tx: &mut Tx<'_>, staff: StaffId, life: TimeDelta) -> StoreResult<String> {
    let (_, disabled) = lock(tx, staff).await?;
    if !disabled {
        return Err(ProblemKind::Forbidden.into());
    }
    sqlx::query("UPDATE staff SET disabled_at = NULL WHERE staff_id = $1")
        .bind(staff.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    invite_again(tx, staff, life).await
}

pub async fn invite_again(tx: &mut Tx<'_>, staff: StaffId, life: TimeDelta) -> StoreResult<String> {
    let (_, disabled) = lock(tx, staff).await?;
    if disabled {
        return Err(ProblemKind::Forbidden.into());
    }
    end_ways_in(tx, staff).await?;
    staff::make_link(tx, staff, LinkPurpose::Join, life).await
}

pub async fn sign_out_staff(tx: &mut Tx<'_>, staff: StaffId) -> StoreResult<u64> {
    if account(tx, staff).await?.is_none() {
        return Err(ProblemKind::NotFound.into());
    }
    let ended = sqlx::query("DELETE FROM sign_in WHERE staff_id = $1")
        .bind(staff.bytes().to_vec())
        .execute(&mut *tx.conn)
        .await?;
    Ok(ended.rows_affected())
}

pub async fn hand_over(tx: &mut Tx<'_>, from: StaffId, to: StaffId) -> StoreResult<usize> {
    let (program, _) = lock(tx, from).await?;
    give(tx, program, from, to).await
}

/// Hands the next people of a locked account to a colleague; returns their number.
async fn give(tx: &mut Tx<'_>, program: ProgramId, from: StaffId, to: StaffId) -> StoreResult<usize> {
    let role = relation::role_in(tx, program, to).await?;
    if from == to || !role.is_some_and(|role| role.can(Act::Carry)) {
        return Err(Problem::invalid(Invalid::new(
            "to",
            "somebody else of the program who may read and is not disabled",
        ))
        .into());
    }
    let mut people = people_of(tx, from).await?;
    people.truncate(AT_ONCE);
    for participant in &people {
        care_team::assign(tx, *participant, to).await?;
        care_team::unassign(tx, *participant, from).await?;
    }
    Ok(people.len())
}

/// Every disabled account, for the list of the gone.
pub async fn all_disabled(tx: &mut Tx<'_>) -> StoreResult<Vec<StaffId>> {
    let rows = sqlx::query("SELECT staff_id FROM staff WHERE disabled_at IS NOT NULL ORDER BY staff_id")
        .fetch_all(&mut *tx.conn)
        .await?;
    rows.iter().map(|row| id(row, "staff_id")).collect()
}
