//! The care team of a participant, and discharge. Every function begins with [`enter`].

use domain::Invalid;
use domain::base::id::{ParticipantId, StaffId};
use domain::base::problem::{Problem, ProblemKind};
use domain::people::access::Act;
use sqlx::Row as _;

use super::door::{enter, lock_reader};
use super::form;
use super::sql::base::{Tx, id, role, sealed};
use super::sql::leaving;
use super::sql::people::{care_team, relation};
use super::sql::schedule::program;
use crate::store::StoreResult;
use crate::store::types::care::Colleague;
use crate::store::types::people::SignedInStaff;

pub async fn care_team(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<Vec<Colleague>> {
    enter(tx, who, participant).await?;
    let rows = sqlx::query(
        "SELECT s.staff_id, s.role, a.since
         FROM staff s LEFT JOIN assignment a ON a.staff_id = s.staff_id AND a.participant_id = $2
         WHERE s.program_id = $1 AND s.disabled_at IS NULL ORDER BY s.created_at, s.staff_id",
    )
    .bind(who.program.bytes().to_vec())
    .bind(participant.bytes().to_vec())
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut team = Vec::new();
    for row in &rows {
        let role = role(row)?;
        if role.can(Act::Carry) {
            let staff: StaffId = id(row, "staff_id")?;
            team.push(Colleague {
                staff,
                name: sealed::staff_name(tx, staff).await?,
                role,
                assigned: row.try_get::<Option<i64>, _>("since")?.is_some(),
            });
        }
    }
    Ok(team)
}

pub async fn assign_colleague(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    colleague: StaffId,
) -> StoreResult<()> {
    enter(tx, who, participant).await?;
    form::take(tx, who).await?;
    let role = relation::role_in(tx, who.program, colleague).await?;
    if !role.is_some_and(|role| role.can(Act::Carry)) {
        return Err(ProblemKind::NotFound.into());
    }
    care_team::assign(tx, participant, colleague).await
}

pub async fn remove_colleague(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    colleague: StaffId,
) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    // Serializes two concurrent removals, and a concurrent disabling of an account.
    program::lock_program(tx, who.program).await?;
    enter(tx, who, participant).await?;
    form::take(tx, who).await?;
    let carers = care_team::carers(tx, participant).await?;
    if carers == [colleague] {
        return Err(Problem::invalid(Invalid::new("team", "somebody else on it who may read")).into());
    }
    care_team::unassign(tx, participant, colleague).await
}

pub async fn discharge_person(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId) -> StoreResult<()> {
    enter(tx, who, participant).await?;
    form::take(tx, who).await?;
    leaving::discharge(tx, participant).await
}
