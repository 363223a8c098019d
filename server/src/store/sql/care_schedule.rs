//! Staff plan the schedule, mark who came, and answer who asks for a make-up. Planning belongs to the program and shows nobody; what is
//! about one participant goes through the same door as every look at them.

use chrono::NaiveDate;
use domain::Invalid;
use domain::id::{ParticipantId, SeriesId, SessionId, StaffId};
use domain::problem::{Problem, ProblemKind};
use domain::schedule::{Attendance, MakeUp, Standing, Zone};
use domain::text::{Label, ReplyText};

use super::care::{enter, lock_reader};
use super::plan::{self, SessionNews};
use super::{Tx, attending, head, number, people, sealed, series, session, term};
use crate::store::StoreResult;
use crate::store::model::SignedInStaff;
use crate::store::schedule::{OnePlan, Scope, SeriesPlan, Term};

/// Participants that one transaction may lock.
const AT_ONCE: usize = 100;

/// # Errors
/// `invalid` when nobody of the program who can sign in has this id.
async fn may_lead(tx: &mut Tx<'_>, who: SignedInStaff, leader: Option<StaffId>) -> StoreResult<()> {
    let Some(leader) = leader else { return Ok(()) };
    let row = sqlx::query("SELECT 1 AS found FROM staff WHERE staff_id = $1 AND program_id = $2 AND disabled_at IS NULL")
        .bind(leader.bytes().to_vec())
        .bind(who.program.bytes().to_vec())
        .fetch_optional(&mut *tx.conn)
        .await?;
    if row.is_some() { Ok(()) } else { Err(Problem::invalid(Invalid::new("leader", "somebody of the program")).into()) }
}

pub async fn plan_series(tx: &mut Tx<'_>, who: SignedInStaff, plan: SeriesPlan) -> StoreResult<SeriesId> {
    lock_reader(tx, who).await?;
    may_lead(tx, who, plan.leader).await?;
    series::make(tx, who.program, plan).await
}

pub async fn change_series(tx: &mut Tx<'_>, who: SignedInStaff, series: SeriesId, scope: Scope, plan: SeriesPlan) -> StoreResult<SeriesId> {
    lock_reader(tx, who).await?;
    may_lead(tx, who, plan.leader).await?;
    series::change(tx, who.program, series, scope, plan).await
}

pub async fn change_session(tx: &mut Tx<'_>, who: SignedInStaff, session: SessionId, plan: OnePlan) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    may_lead(tx, who, plan.leader).await?;
    series::lock_program(tx, who.program).await?;
    let key = sealed::program_key(tx, who.program).await?;
    session::change(tx, who.program, &key, session, &plan).await
}

pub async fn cancel_session(tx: &mut Tx<'_>, who: SignedInStaff, session: SessionId, reason: Option<ReplyText>) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    series::lock_program(tx, who.program).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let mut now = session::ahead(tx, who.program, &key, session).await?;
    (now.standing, now.reason) = (Standing::Cancelled, reason.map(|reason| reason.as_str().to_owned()));
    session::put(tx, who.program, &key, &now).await
}

pub async fn restore_session(tx: &mut Tx<'_>, who: SignedInStaff, session: SessionId) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    series::lock_program(tx, who.program).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let mut now = session::ahead(tx, who.program, &key, session).await?;
    if now.standing.takes_place() {
        return Ok(());
    }
    let series = series::load(tx, who.program, &key, now.series).await?;
    let as_planned = (now.day, now.start, now.minutes) == (now.planned_day, series.plan.start, series.plan.minutes);
    now.standing = if as_planned { Standing::Planned } else { Standing::Moved };
    now.reason = None;
    session::put(tx, who.program, &key, &now).await
}

pub async fn set_zone(tx: &mut Tx<'_>, who: SignedInStaff, zone: Zone) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    term::keep_zone(tx, who.program, zone).await
}

pub async fn set_holiday(tx: &mut Tx<'_>, who: SignedInStaff, day: NaiveDate, name: Option<Label>) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    term::set_holiday(tx, who.program, day, name).await
}

pub async fn set_term(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId, to: Term) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    let zone = series::lock_program(tx, who.program).await?;
    let mut locked = enter(tx, who, participant).await?;
    term::put(tx, &mut locked, &zone, to).await?;
    super::telling::catch_up(tx, &mut locked).await?;
    head::save(tx, &locked).await
}

/// Whether the reader may see who is on a session: everybody when they lead it, else who is assigned to them.
///
/// # Errors
/// When the database fails.
pub async fn may_see(tx: &mut Tx<'_>, who: SignedInStaff, leader: Option<StaffId>, participant: ParticipantId) -> StoreResult<bool> {
    if leader == Some(who.staff) {
        return Ok(people::membership(tx, participant).await? != domain::program::Membership::Left);
    }
    people::is_assigned(tx, participant, who.staff).await
}

pub async fn mark_session(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    session: SessionId,
    mut said: Vec<(ParticipantId, Option<Attendance>)>,
) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let of = session::load(tx, who.program, &key, session).await?;
    if of.starts_at > tx.now || !of.standing.takes_place() || said.len() > AT_ONCE {
        return Err(ProblemKind::Forbidden.into());
    }
    said.sort_unstable_by_key(|(participant, _)| *participant);
    for (participant, attendance) in said {
        let mut locked = head::lock(tx, participant).await?;
        if !may_see(tx, who, of.leader, participant).await? {
            return Err(ProblemKind::NotFound.into());
        }
        let (now, _) = attending::find(tx, participant, session).await?.ok_or(ProblemKind::NotFound)?;
        if now.attendance != attendance {
            attending::mark(tx, &mut locked, session, attendance, who.staff).await?;
            head::save(tx, &locked).await?;
        }
    }
    Ok(())
}

pub async fn answer_make_up(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    participant: ParticipantId,
    session: SessionId,
    instead: Option<SessionId>,
) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    series::lock_program(tx, who.program).await?;
    let mut locked = enter(tx, who, participant).await?;
    let (now, _) = attending::find(tx, participant, session).await?.ok_or(ProblemKind::NotFound)?;
    if now.make_up != Some(MakeUp::Asked) {
        return Err(ProblemKind::NotFound.into());
    }
    if let Some(instead) = instead {
        let key = sealed::program_key(tx, who.program).await?;
        let other = session::ahead(tx, who.program, &key, instead).await?;
        let there = attending::find(tx, participant, instead).await?;
        if !other.standing.takes_place() || there.is_some_and(|(there, _)| !there.withdrawn) {
            return Err(Problem::invalid(Invalid::new("instead", "a session that takes place and that they are not on")).into());
        }
        attending::add(tx, &mut locked, instead, other.changed).await?;
        plan::session(tx, &mut locked, instead, SessionNews::Known).await?;
    }
    let answer = if instead.is_some() { MakeUp::Accepted } else { MakeUp::Declined };
    sqlx::query("UPDATE attendee SET make_up = $3, instead = $4 WHERE participant_id = $1 AND session_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(session.bytes().to_vec())
        .bind(number(MakeUp::ALL, answer))
        .bind(instead.map(|s| s.bytes().to_vec()))
        .execute(&mut *tx.conn)
        .await?;
    attending::renew(tx, &mut locked, session).await?;
    head::save(tx, &locked).await
}
