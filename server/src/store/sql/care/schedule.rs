//! Staff plan the schedule, record attendance and answer requests for make-ups. Planning belongs to the program and
//! shows nobody; anything about one participant goes through the same door as every read.

use chrono::NaiveDate;
use domain::Invalid;
use domain::base::id::{ParticipantId, SeriesId, SessionId};
use domain::base::problem::{Problem, ProblemKind};
use domain::base::text::{Label, ReplyText};
use domain::schedule::{MakeUp, PlannedDay, Zone};

use super::door::{enter, lock_reader};
use super::form::{self, is_present};
use super::sql::base::{Tx, head, sealed};
use super::sql::reminders::plan::{self, SessionNews};
use super::sql::schedule::leading::{self, Sight};
use super::sql::schedule::{attendance, program, series, session, weeks};
use crate::store::types::forms::Version;
use crate::store::types::people::SignedInStaff;
use crate::store::types::schedule::{Mark, OnePlan, Scope, SeriesPlan, Term};
use crate::store::{StoreError, StoreResult};

/// Maximum number of participants that one transaction locks.
const AT_ONCE: usize = 100;

pub async fn plan_series(tx: &mut Tx<'_>, who: SignedInStaff, plan: SeriesPlan) -> StoreResult<SeriesId> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    program::lock_program(tx, who.program).await?;
    leading::may_plan(tx, who, None, &plan).await?;
    series::make(tx, who.program, plan).await
}

pub async fn change_series(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    series: SeriesId,
    scope: Scope,
    plan: SeriesPlan,
) -> StoreResult<SeriesId> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    program::lock_program(tx, who.program).await?;
    leading::may_plan(tx, who, Some(series), &plan).await?;
    let key = sealed::program_key(tx, who.program).await?;
    is_present(who, series::load(tx, who.program, &key, series).await?.version())?;
    series::change(tx, who.program, series, scope, plan).await
}

pub async fn change_session(tx: &mut Tx<'_>, who: SignedInStaff, session: SessionId, plan: OnePlan) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    program::lock_program(tx, who.program).await?;
    leading::may_lead_one(tx, who, session, plan.leader).await?;
    let key = sealed::program_key(tx, who.program).await?;
    is_present(who, session::load(tx, who.program, &key, session).await?.version())?;
    session::change(tx, who.program, &key, session, &plan).await
}

pub async fn cancel_session(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    session: SessionId,
    reason: Option<ReplyText>,
) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    program::lock_program(tx, who.program).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let mut now = session::ahead(tx, who.program, &key, session).await?;
    is_present(who, now.version())?;
    (now.standing, now.reason) = (PlannedDay::Cancelled, reason.map(|reason| reason.as_str().to_owned()));
    session::put(tx, who.program, &key, &now).await
}

pub async fn restore_session(tx: &mut Tx<'_>, who: SignedInStaff, session: SessionId) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    program::lock_program(tx, who.program).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let mut now = session::ahead(tx, who.program, &key, session).await?;
    is_present(who, now.version())?;
    if now.standing.takes_place() {
        return Ok(());
    }
    let series = series::load(tx, who.program, &key, now.series).await?;
    let as_planned = (now.day, now.start, now.minutes) == (now.planned_day, series.plan.start, series.plan.minutes);
    now.standing = if as_planned { PlannedDay::Planned } else { PlannedDay::Moved };
    now.reason = None;
    session::put(tx, who.program, &key, &now).await
}

pub async fn set_zone(tx: &mut Tx<'_>, who: SignedInStaff, zone: Zone) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    let now = program::lock_program(tx, who.program).await?;
    is_present(who, Version::of(&now))?;
    weeks::keep_zone(tx, who.program, zone).await
}

pub async fn set_holiday(tx: &mut Tx<'_>, who: SignedInStaff, day: NaiveDate, name: Option<Label>) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    program::lock_program(tx, who.program).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let now: Vec<_> = program::holidays(tx, who.program, &key).await?.into_iter().collect();
    if let Some((_, there)) = now.iter().find(|(on, _)| *on == day) {
        match &name {
            Some(name) if name.as_str() == there => {}
            Some(_) => is_present(who, Version::of(&now))?,
            None => is_present(who, Version::of(there))?,
        }
    }
    weeks::set_holiday(tx, who.program, day, name).await
}

pub async fn set_term(tx: &mut Tx<'_>, who: SignedInStaff, participant: ParticipantId, to: Term) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    let zone = program::lock_program(tx, who.program).await?;
    let mut locked = enter(tx, who, participant).await?;
    let now = weeks::current(tx, participant).await?;
    let now = now.map(|now| Term { track: now.track, began: now.began, weeks: now.weeks });
    is_present(who, Version::of(&now))?;
    weeks::put(tx, &mut locked, &zone, to).await?;
    super::sql::schedule::catch_up::catch_up(tx, &mut locked).await?;
    head::save(tx, &locked).await
}

pub async fn mark_session(
    tx: &mut Tx<'_>,
    who: SignedInStaff,
    session: SessionId,
    mut marks: Vec<Mark>,
) -> StoreResult<()> {
    lock_reader(tx, who).await?;
    form::take(tx, who).await?;
    let key = sealed::program_key(tx, who.program).await?;
    let of = session::load(tx, who.program, &key, session).await?;
    if of.starts_at > tx.now || !of.standing.takes_place() || marks.len() > AT_ONCE {
        return Err(ProblemKind::Forbidden.into());
    }
    marks.sort_unstable_by_key(|mark| mark.participant);
    for Mark { participant, was, now: attendance } in marks {
        let mut locked = head::lock(tx, participant).await?;
        let sight = leading::sight(tx, who, of.leader, participant).await?.ok_or(ProblemKind::NotFound)?;
        let on_it = attendance::find(tx, participant, session).await?.filter(|(now, _)| !now.withdrawn);
        let (now, _) = on_it.ok_or(ProblemKind::NotFound)?;
        if sight == Sight::Leads {
            leading::note_look(tx, &mut locked, &of, who.staff).await?;
        }
        if now.attendance != attendance {
            if was.is_some_and(|was| was != now.attendance) {
                return Err(StoreError::Stale);
            }
            attendance::mark(tx, &mut locked, session, attendance, who.staff).await?;
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
    form::take(tx, who).await?;
    program::lock_program(tx, who.program).await?;
    let mut locked = enter(tx, who, participant).await?;
    let (now, _) = attendance::find(tx, participant, session).await?.ok_or(ProblemKind::NotFound)?;
    if now.make_up != Some(MakeUp::Asked) {
        return Err(ProblemKind::NotFound.into());
    }
    if let Some(instead) = instead {
        let key = sealed::program_key(tx, who.program).await?;
        let other = session::ahead(tx, who.program, &key, instead).await?;
        let there = attendance::find(tx, participant, instead).await?;
        if !other.standing.takes_place() || there.is_some_and(|(there, _)| !there.withdrawn) {
            return Err(Problem::invalid(Invalid::new(
                "instead",
                "a session that takes place and that they are not on",
            ))
            .into());
        }
        attendance::add(tx, &mut locked, instead, other.changed).await?;
        let at_once = plan::session(tx, &mut locked, instead, SessionNews::Added).await?;
        plan::changes(tx, &mut locked, at_once.map(|starts_at| (instead, starts_at)).as_slice()).await?;
        leading::note(tx, &mut locked).await?;
    }
    let answer = if instead.is_some() { MakeUp::Accepted } else { MakeUp::Declined };
    sqlx::query("UPDATE attendee SET make_up = $3, instead = $4 WHERE participant_id = $1 AND session_id = $2")
        .bind(participant.bytes().to_vec())
        .bind(session.bytes().to_vec())
        .bind(answer.number())
        .bind(instead.map(|s| s.bytes().to_vec()))
        .execute(&mut *tx.conn)
        .await?;
    attendance::renew(tx, &mut locked, session).await?;
    head::save(tx, &locked).await
}
