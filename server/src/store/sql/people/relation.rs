//! The current relation of a staff account to a participant. `domain::people::access` decides what it allows.

use domain::base::id::{ParticipantId, ProgramId, StaffId};
use domain::people::access::{self, Act, Relation, Ruling};
use domain::people::{Membership, Role};
use sqlx::Row as _;

use super::membership;
use super::sql::base::{Tx, role};
use crate::store::StoreResult;

/// An enabled account and a participant of its program.
pub struct AccountAndPerson {
    pub role: Role,
    pub membership: Membership,
    pub assigned: bool,
}

/// `None` if the account is disabled, or either does not exist or is of another program.
pub async fn standing(
    tx: &mut Tx<'_>,
    staff: StaffId,
    participant: ParticipantId,
) -> StoreResult<Option<AccountAndPerson>> {
    let row = sqlx::query(
        "SELECT s.role, p.membership, a.since FROM staff s
         JOIN participant p ON p.program_id = s.program_id
         LEFT JOIN assignment a ON a.participant_id = p.participant_id AND a.staff_id = s.staff_id
         WHERE s.staff_id = $1 AND p.participant_id = $2 AND s.disabled_at IS NULL",
    )
    .bind(staff.bytes().to_vec())
    .bind(participant.bytes().to_vec())
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.map(|row| {
        let assigned = row.try_get::<Option<i64>, _>("since")?.is_some();
        Ok(AccountAndPerson { role: role(&row)?, membership: membership::read(&row)?, assigned })
    })
    .transpose()
}

pub async fn may(tx: &mut Tx<'_>, staff: StaffId, participant: ParticipantId, act: Act) -> StoreResult<Ruling> {
    let Some(now) = standing(tx, staff, participant).await? else { return Ok(Ruling::NotThere) };
    let relation = if now.assigned { Relation::Assigned } else { Relation::Stranger };
    Ok(access::may(now.role, act, now.membership, relation))
}

pub async fn is_assigned(tx: &mut Tx<'_>, participant: ParticipantId, staff: StaffId) -> StoreResult<bool> {
    Ok(may(tx, staff, participant, Act::Know).await?.is_granted())
}

/// The role of an account of the program that can sign in.
pub async fn role_in(tx: &mut Tx<'_>, program: ProgramId, staff: StaffId) -> StoreResult<Option<Role>> {
    let row = sqlx::query("SELECT role FROM staff WHERE staff_id = $1 AND program_id = $2 AND disabled_at IS NULL")
        .bind(staff.bytes().to_vec())
        .bind(program.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.as_ref().map(role).transpose()
}
